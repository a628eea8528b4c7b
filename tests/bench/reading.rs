//! What it costs to read large and hostile specs: time, and memory as a multiple of the file's
//! size.
//!
//! `cargo bench --bench reading` prints a table of all shapes, `cargo bench --bench reading --
//! NAME` those with that in the name. Every shape is read in a process of its own, so that the
//! memory is the most that reading took and not what was left over from the one before. `seconds`
//! are those of the processor, which others on the same machine do not make more. A row that misses
//! a target ends in `<--`. Figures that the system has to tell are told on Linux only.

mod shapes;

use std::env;
use std::fs;
use std::process::Command;
use std::time::Instant;

use snaglist::model::text::RepoPath;
use snaglist::spec::read;

use shapes::File;

/// Says to a child which shape to read.
const ONE: &str = "--one";
/// The most seconds that reading may take.
const MAX_SECONDS: f64 = 1.0;
/// The most memory that reading may take, in sizes of the file; small files do not count.
const MAX_RATIO: f64 = 20.0;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let Some(at) = arguments.iter().position(|argument| argument == ONE) {
        let name = arguments.get(at + 1).map_or("", String::as_str);
        for shape in shapes::all().filter(|shape| shape.name == name) {
            one(&shape);
        }
        return;
    }
    let wanted: Vec<&String> = arguments
        .iter()
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    println!(
        "{:52} {:>6}  {:>7}  {:>8}  {:>8}  {:>8}",
        "", "MB", "seconds", "memory x", "criteria", "warnings"
    );
    for shape in shapes::all() {
        if !wanted.is_empty() && !wanted.iter().any(|name| shape.name.contains(name.as_str())) {
            continue;
        }
        let child = env::current_exe()
            .and_then(|program| Command::new(program).args([ONE, &shape.name]).status());
        if !child.is_ok_and(|status| status.success()) {
            println!("{:52} failed", shape.name);
        }
    }
}

/// Reads one shape and tells what that took.
fn one(shape: &File) {
    let text = shape.text();
    let path = RepoPath::from(shape.path);
    // What is made once for all specs is no part of reading one.
    let _ = read(
        &RepoPath::from("SPEC.md"),
        b"## Acceptance criteria\n\n- a\n",
        None,
    );
    // The peak so far was that of making the text: the kernel takes this as an order to forget it.
    let _ = fs::write("/proc/self/clear_refs", "5");
    let before = memory("VmRSS:");
    let (start, busy) = (Instant::now(), busy());
    let result = read(&path, text.as_bytes(), None);
    let seconds = busy
        .zip(self::busy())
        .map_or(start.elapsed().as_secs_f64(), |(before, after)| {
            after.saturating_sub(before) as f64 / 1e9
        });
    let after = memory("VmHWM:");
    // The text itself is one part of what is held.
    let ratio = before
        .zip(after)
        .map(|(before, after)| 1.0 + after.saturating_sub(before) as f64 / text.len() as f64);
    let missed = seconds > MAX_SECONDS || ratio.is_some_and(|ratio| ratio > MAX_RATIO);
    let ratio = ratio.map_or("-".to_owned(), |ratio| format!("{ratio:.1}"));
    let told = match &result {
        Ok(spec) => format!("{:>8}  {:>8}", spec.criteria.len(), spec.warnings.len()),
        Err(error) => format!(
            "  {}",
            error.to_string().chars().take(60).collect::<String>()
        ),
    };
    let mark = if missed { "  <--" } else { "" };
    println!(
        "{:52} {:6.1}  {seconds:7.2}  {ratio:>8}  {told}{mark}",
        shape.name,
        text.len() as f64 / 1e6
    );
}

/// How long this thread has kept a processor busy, in nanoseconds.
fn busy() -> Option<u64> {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok()
}

/// What the kernel says of this process's memory, in bytes.
fn memory(what: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(what))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib << 10)
}
