//! Entries, parcels and mails taken apart and put together at random, until reading one breaks or
//! the runs are over.
//!
//! `cargo test --release --test fuzz_record -- --runs 1000000 [--target event|parcel|mail|import]
//! [--seed N]`. Without `--runs` it is a short run over all targets. The same seed gives the same
//! inputs. An execution that panics, gives something that does not read back, or takes more than a
//! second is printed with its number, and the run ends with an error; so does one after which the
//! process has taken more than 256 MB.

mod inputs;
#[path = "../random.rs"]
mod random;
#[path = "../stopwatch.rs"]
mod stopwatch;
mod targets;
#[path = "../wanted.rs"]
mod wanted;
#[path = "../watch.rs"]
mod watch;

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::time::Duration;

use inputs::Inputs;
use stopwatch::Stopwatch;
use targets::{TARGETS, Target};
use wanted::Wanted;
use watch::Watch;

/// Runs for each target when nobody asks for more: a second or two for all of them.
const SHORT: u64 = 100;
/// The longest one execution may take.
const LIMIT: Duration = Duration::from_secs(1);
/// The most memory that the process may have taken at once, in kilobytes.
const MAX_MEMORY: u64 = 256 << 10;
/// After so many failures a target is left alone.
const MAX_FAILURES: usize = 10;

thread_local! {
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

fn main() -> ExitCode {
    let wanted = match Wanted::read("--target") {
        Ok(wanted) => wanted,
        Err(message) => {
            eprintln!("fuzz_record: {message}");
            return ExitCode::FAILURE;
        }
    };
    panic::set_hook(Box::new(|info| {
        PANIC.with_borrow_mut(|panic| *panic = info.to_string().replace('\n', " "))
    }));
    let targets: Vec<&Target> = TARGETS
        .iter()
        .filter(|target| {
            wanted
                .only
                .as_deref()
                .is_none_or(|name| name == target.name)
        })
        .collect();
    if targets.is_empty() {
        let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        eprintln!(
            "fuzz_record: no such target; there are {}",
            names.join(", ")
        );
        return ExitCode::FAILURE;
    }
    let watch = Watch::start();
    let failures: usize = targets
        .into_iter()
        .map(|target| fuzz(target, &wanted, &watch))
        .sum();
    if failures == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn fuzz(target: &Target, wanted: &Wanted, watch: &Watch) -> usize {
    let mut inputs = Inputs::new(wanted.seed);
    let (mut read, mut failures, mut slowest) = (0_u64, 0, Duration::ZERO);
    let runs = wanted.runs.unwrap_or(SHORT);
    for run in 0..runs {
        let input = (target.input)(&mut inputs);
        watch.begin(target.name, &input);
        let start = Stopwatch::start();
        let outcome = panic::catch_unwind(AssertUnwindSafe(|| (target.run)(&input)))
            .unwrap_or_else(|_| Err(format!("panic: {}", PANIC.with_borrow(String::clone))));
        let took = start.elapsed();
        watch.end();
        slowest = slowest.max(took);
        let failure = match outcome {
            // Only a long run is on a machine that does nothing else.
            Ok(_) if took > LIMIT && wanted.runs.is_some() => {
                Some(format!("took {} ms", took.as_millis()))
            }
            Ok(is_read) => {
                read += u64::from(is_read);
                None
            }
            Err(why) => Some(why),
        };
        if let Some(why) = failure {
            println!(
                "{} run {run}: {why}\n    b\"{}\"",
                target.name,
                input.escape_ascii()
            );
            failures += 1;
            if failures == MAX_FAILURES {
                break;
            }
        }
    }
    let memory = most_memory();
    if memory > MAX_MEMORY {
        println!("{}: took {} MB", target.name, memory >> 10);
        failures += 1;
    }
    println!(
        "{:8} {runs} executions, {read} read, {failures} failures; slowest {:.1} ms; {} MB",
        target.name,
        slowest.as_secs_f64() * 1e3,
        memory >> 10
    );
    failures
}

/// The most memory that this process took at once, in kilobytes; 0 where the system does not say.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|peak| peak.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}
