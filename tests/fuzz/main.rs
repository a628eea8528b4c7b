//! Specs taken apart and put together at random, until a reader breaks or the runs are over.
//!
//! `cargo test --release --test fuzz -- --runs 1000000 [--reader NAME] [--seed N]`. Without
//! `--runs` it is a short run over all readers. `--noise DIR` spoils lines of the specs of a folder
//! instead and looks whether criteria that are still there are read or told of. The same seed gives
//! the same inputs. What breaks is made shorter, printed as a Rust byte string, and added to
//! `fuzz-failures.txt` in the build's `tmp` folder.

mod check;
mod markups;
mod memory;
mod mutate;
mod noise;
mod random;
mod seeds;
mod stopwatch;
mod tokens;
mod wanted;
mod watch;

use std::collections::HashSet;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use check::Outcome;
use markups::MARKUPS;
use mutate::Mutator;
use seeds::{READERS, Reader};
use stopwatch::Stopwatch;
use wanted::Wanted;
use watch::Watch;

/// Runs for each reader when nobody asks for more: a second or two for all of them.
const SHORT: u64 = 150;
/// The longest one execution may take.
const LIMIT: Duration = Duration::from_secs(1);
/// The most memory that the whole process may hold, in bytes; one execution takes less.
const MAX_MEMORY: u64 = 256 << 20;
/// The most inputs that are kept beside the seeds because they were read in a new way.
const MAX_KEPT: usize = 400;
/// Every so many runs an input is read thrice, for what must be the same each time.
const THOROUGH: u64 = 3;
/// After so many different failures a reader is left alone.
const MAX_FAILURES: usize = 20;

/// How one reader did.
#[derive(Default)]
struct Tally {
    read: u64,
    slowest: Duration,
    slowest_bytes: usize,
    peak: Option<u64>,
    failures: usize,
}

fn main() -> ExitCode {
    let wanted = match Wanted::read("--reader") {
        Ok(wanted) => wanted,
        Err(message) => {
            eprintln!("fuzz: {message}");
            return ExitCode::FAILURE;
        }
    };
    if let Some(dir) = &wanted.noise {
        return match noise::run(dir, wanted.runs, wanted.seed) {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::FAILURE,
            Err(message) => {
                eprintln!("fuzz: {message}");
                ExitCode::FAILURE
            }
        };
    }
    let all = || READERS.iter().chain(MARKUPS);
    let readers: Vec<&Reader> = all()
        .filter(|reader| wanted.only.as_ref().is_none_or(|name| name == reader.name))
        .collect();
    if readers.is_empty() {
        let names: Vec<&str> = all().map(|reader| reader.name).collect();
        eprintln!("fuzz: no such reader; there are {}", names.join(", "));
        return ExitCode::FAILURE;
    }
    check::quiet_panics();
    let watch = Watch::start();
    let mut failures = 0;
    for reader in readers {
        let tally = fuzz(reader, &wanted, &watch);
        failures += tally.failures;
        println!(
            "{:18} {} executions, {} read, {} failures; slowest {:.1} ms ({} bytes), {} MiB",
            reader.name,
            wanted.runs.unwrap_or(SHORT),
            tally.read,
            tally.failures,
            tally.slowest.as_secs_f64() * 1e3,
            tally.slowest_bytes,
            tally
                .peak
                .map_or("-".to_owned(), |bytes| (bytes >> 20).to_string()),
        );
    }
    if failures == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn fuzz(reader: &Reader, wanted: &Wanted, watch: &Watch) -> Tally {
    let mut tally = Tally::default();
    let mut pool: Vec<Vec<u8>> = reader
        .texts
        .iter()
        .map(|text| text.as_bytes().to_vec())
        .collect();
    let own = pool.len();
    let (mut seen, mut told) = (HashSet::new(), HashSet::new());
    let mut mutator = Mutator::new(wanted.seed, reader);
    memory::forget();
    for run in 0..wanted.runs.unwrap_or(SHORT) {
        let input = match pool.get(run as usize) {
            // First of all, the seeds as they are.
            Some(seed) if (run as usize) < own => seed.clone(),
            _ => mutator.next(&pool),
        };
        watch.begin(reader.path, &input);
        let start = Stopwatch::start();
        let outcome = check::run(reader.path, &input, run % THOROUGH == 0);
        let took = start.elapsed();
        watch.end();
        if took > tally.slowest {
            (tally.slowest, tally.slowest_bytes) = (took, input.len());
        }
        let failure = match outcome {
            // Only a long run is on a machine that does nothing else.
            Ok(_) if took > LIMIT && wanted.runs.is_some() => {
                Some(format!("took {} ms", took.as_millis()))
            }
            Ok(Outcome { read, signature }) => {
                tally.read += u64::from(read);
                if seen.insert(signature) && pool.len() < own + MAX_KEPT {
                    pool.push(input.clone());
                }
                None
            }
            Err(why) => Some(why),
        };
        if let Some(why) = failure {
            tally.failures += 1;
            if !told.insert(why.clone()) {
                continue;
            }
            tell(reader, run, &why, &shortened(reader.path, &input));
            if told.len() == MAX_FAILURES {
                break;
            }
        }
    }
    tally.peak = memory::peak();
    if tally.peak.is_some_and(|bytes| bytes > MAX_MEMORY) {
        tally.failures += 1;
        println!(
            "{}: more than {} MiB were held",
            reader.name,
            MAX_MEMORY >> 20
        );
    }
    tally
}

fn tell(reader: &Reader, run: u64, why: &str, input: &[u8]) {
    let line = format!(
        "{} run {run}: {why}\n    ({:?}, b\"{}\")\n",
        reader.name,
        reader.path,
        input.escape_ascii()
    );
    print!("{line}");
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz-failures.txt");
    let file = OpenOptions::new().create(true).append(true).open(path);
    if let Err(error) = file.and_then(|mut file| file.write_all(line.as_bytes())) {
        eprintln!("fuzz: the failure was not saved: {error}");
    }
}

/// Leaves out of an input what is not needed for it to fail.
fn shortened(path: &str, input: &[u8]) -> Vec<u8> {
    let mut input = input.to_vec();
    let mut size = input.len().div_ceil(2);
    while size > 0 {
        let mut at = 0;
        while at < input.len() {
            let end = (at + size).min(input.len());
            let shorter = [&input[..at], &input[end..]].concat();
            if check::run(path, &shorter, true).is_err() {
                input = shorter;
            } else {
                at = end;
            }
        }
        size /= 2;
    }
    input
}
