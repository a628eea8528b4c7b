//! Clones taken apart and put together at random, until reading one breaks or the runs are over.
//!
//! `cargo test --release --test fuzz_git -- --runs 1000000 [--target NAME] [--seed N]`. Without
//! `--runs` it is a short run over all targets. The same seed gives the same inputs. An execution
//! that panics, says what a terminal would obey, or takes more than a second or 256 MB is printed
//! with its number, and the run ends with an error.

mod borrowed;
mod clone;
mod loose;
mod mutate;
mod names;
mod packs;
#[path = "../random.rs"]
mod random;
mod refs;
#[path = "../stopwatch.rs"]
mod stopwatch;
#[path = "../wanted.rs"]
mod wanted;

use std::cell::RefCell;
use std::collections::HashSet;
use std::panic::{self, AssertUnwindSafe};
use std::process::{self, ExitCode};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use clone::{Clone, TARGETS, Target};
use random::Random;
use stopwatch::Stopwatch;
use wanted::Wanted;

/// Runs for each target when nobody asks for more.
const SHORT: u64 = 60;
/// The longest one execution may take, and when it is taken for hung.
const LIMIT: Duration = Duration::from_secs(1);
const HANG: Duration = Duration::from_secs(30);
/// The most memory that an execution may take beside what the run takes anyway, in kilobytes.
const MAX_MEMORY: u64 = 256 << 10;
/// The most inputs that are kept beside the seeds because they were read in a new way.
const MAX_KEPT: usize = 300;
/// After so many failures a target is left alone.
const MAX_FAILURES: usize = 10;

thread_local! {
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

fn main() -> ExitCode {
    let wanted = match Wanted::read("--target") {
        Ok(wanted) => wanted,
        Err(message) => {
            eprintln!("fuzz_git: {message}");
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
        eprintln!("fuzz_git: no such target; there are {}", names.join(", "));
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

/// Runs one target; how many executions failed.
fn fuzz(target: &Target, wanted: &Wanted, watch: &Watch) -> usize {
    let clone = Clone::new();
    let mut random = Random::new(wanted.seed);
    let mut pool = (target.seeds)(&clone);
    let seeds = pool.len();
    let (mut seen, mut failures, mut read) = (HashSet::new(), 0, 0);
    let (mut slowest, before) = (Duration::ZERO, peak());
    let runs = wanted.runs.unwrap_or(SHORT);
    for run in 0..runs {
        let input = match pool.get(run as usize) {
            Some(seed) if (run as usize) < seeds => seed.clone(),
            _ => (target.make)(&mut random, &pool, &clone),
        };
        let start = Stopwatch::start();
        watch.begin(target.name, run);
        let outcome = panic::catch_unwind(AssertUnwindSafe(|| clone.read(target, &input)))
            .unwrap_or_else(|_| Err(format!("panic: {}", PANIC.with_borrow(String::clone))));
        watch.end();
        let took = start.elapsed();
        slowest = slowest.max(took);
        let failure = match outcome {
            // Only a long run is on a machine that does nothing else.
            Ok(_) if took > LIMIT && wanted.runs.is_some() => {
                Some(format!("took {} ms", took.as_millis()))
            }
            Ok(signature) => {
                read += u64::from(signature.is_read());
                if seen.insert(signature) && pool.len() < MAX_KEPT {
                    pool.push(input.clone());
                }
                None
            }
            Err(why) => Some(why),
        };
        let grown = if run % 256 == 0 {
            peak().saturating_sub(before)
        } else {
            0
        };
        let failure = failure.or_else(|| (grown > MAX_MEMORY).then(|| format!("took {grown} kB")));
        if let Some(why) = failure {
            failures += 1;
            println!(
                "{} run {run}: {why}\n    {}",
                target.name,
                input.escape_ascii()
            );
            if failures == MAX_FAILURES {
                break;
            }
        }
    }
    println!(
        "{:12} {runs} executions, {read} read, {} ways, {failures} failures; slowest {:.1} ms, {} kB at most",
        target.name,
        seen.len(),
        slowest.as_secs_f64() * 1e3,
        peak().saturating_sub(before),
    );
    failures
}

/// The most memory that this process ever took, in kilobytes; 0 where nothing says.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

/// Ends the run when one execution does not end: nothing else can tell which one hangs.
struct Watch {
    current: Arc<Mutex<Option<(Instant, &'static str)>>>,
    run: Arc<AtomicU64>,
}

impl Watch {
    fn start() -> Self {
        let watch = Self {
            current: Arc::default(),
            run: Arc::default(),
        };
        let (current, run) = (Arc::clone(&watch.current), Arc::clone(&watch.run));
        thread::spawn(move || {
            loop {
                thread::sleep(Duration::from_secs(1));
                let current = current.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some((_, name)) = current.filter(|(since, _)| since.elapsed() > HANG) {
                    println!("{name} run {} hangs", run.load(Ordering::Relaxed));
                    process::exit(1);
                }
            }
        });
        watch
    }

    fn begin(&self, name: &'static str, run: u64) {
        self.run.store(run, Ordering::Relaxed);
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), name));
    }

    fn end(&self) {
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
