//! Runs a program with capped output, progress reports, cancellation, and limits on its time and on
//! the bytes it writes.

mod family;

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::safe;

/// Maximum number of bytes kept of each of its two output streams.
const MAX_OUT: usize = 32 << 20;
const MAX_ERR: usize = 64 << 10;

/// Maximum processor time of each process of a program with a budget, in seconds. A pack of a
/// million entries takes less than half of it.
const MAX_PROCESSOR: u64 = 30;

/// Maximum interval between two checks.
const LOOK: Duration = Duration::from_millis(50);

/// Time for it to end when told to, and for its streams to close once it has ended: a helper of the
/// user's that stays may hold them open.
const GRACE: Duration = Duration::from_secs(2);

/// Control over a running program.
pub struct Control<'a> {
    /// Whether the user cancelled it.
    pub cancelled: &'a dyn Fn() -> bool,
    /// Receives the current activity, made safe.
    pub tell: &'a dyn Fn(&str),
    /// Time limit for one program.
    pub limit: Duration,
}

/// The error after a cancellation.
#[derive(Debug)]
pub struct Cancelled;

impl std::fmt::Display for Cancelled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("cancelled; what had arrived is kept, and the next sync continues")
    }
}

impl std::error::Error for Cancelled {}

/// The result of a run.
pub(super) struct Ran {
    /// Whether it reports success.
    pub ok: bool,
    /// Its standard output, in bytes.
    pub out: Vec<u8>,
    /// Its standard error.
    pub err: Vec<u8>,
}

impl Ran {
    /// Extracts the failure from its output, made safe: the last lines that are neither progress
    /// nor advice.
    pub(super) fn why(&self) -> String {
        let said = String::from_utf8_lossy(&self.err);
        let lines = said.split(['\n', '\r']).map(str::trim);
        let telling = |line: &&str| {
            let rest = line.strip_prefix("remote: ").unwrap_or(line);
            !line.is_empty() && !IDLE.iter().any(|start| rest.starts_with(start))
        };
        let told: Vec<&str> = lines.filter(telling).collect();
        let told = &told[told.len().saturating_sub(5)..];
        let told = told
            .iter()
            .map(|line| safe::fit(&safe::inline(line), 200))
            .collect::<Vec<_>>()
            .join("; ");
        if told.is_empty() {
            "it does not say why".to_owned()
        } else {
            told
        }
    }
}

/// Prefixes of lines that say nothing about the failure.
const IDLE: &[&str] = &[
    "Enumerating",
    "Counting",
    "Compressing",
    "Delta",
    "Writing",
    "Receiving",
    "Resolving",
    "Unpacking",
    "Total",
    "Please make sure you have",
    "and the repository exists",
];

/// The disk space that a program may fill: the directory, and the number of bytes.
///
/// Each process of such a program also has a limit on processor time: a small pack can hold any
/// number of bytes, and git unpacks all of them before anybody can look at them.
pub(super) type Budget<'a> = Option<(&'a Path, u64)>;

/// Runs a command. `lock` becomes its standard input, so that the lock is held until it has ended
/// even when we are killed meanwhile.
pub(super) fn run(
    mut command: Command,
    lock: &File,
    shared_group: bool,
    budget: Budget<'_>,
    control: &Control<'_>,
) -> Result<Ran> {
    command.stdin(Stdio::from(
        lock.try_clone().context("handing on the lock")?,
    ));
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    if shared_group {
        family::keep();
    } else {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
    }
    let mut child = match command.spawn() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            bail!("there is no `git` here; install it, or send a file: `snaglist sync --to FILE`")
        }
        child => child.context("starting git")?,
    };
    if budget.is_some() {
        limit_processor(&child);
    }
    let out = Stream::of(child.stdout.take(), MAX_OUT, false);
    let err = Stream::of(child.stderr.take(), MAX_ERR, true);
    let ended = watch(&mut child, &err, budget, control);
    // In a shared process group an interrupt reaches git too, which may end first, and before the
    // programs that it started.
    let called_off = matches!(ended, Ok(false)) && shared_group && (control.cancelled)();
    if ended.is_err() || called_off {
        end(&mut child, shared_group);
    }
    let ok = ended?;
    let (out, err) = (out.finish(), err.finish());
    if !ok && (control.cancelled)() {
        bail!(Cancelled);
    }
    if !ok && budget.is_some() && ran_out(&err) {
        bail!(
            "git took more than {MAX_PROCESSOR} s of processor time for what the remote sends; that is no record"
        );
    }
    if out.len() >= MAX_OUT {
        bail!("git printed far too much; the remote may not be trustworthy");
    }
    Ok(Ran { ok, out, err })
}

/// Limits the processor time of a program and of those that it starts, where the system can do so.
fn limit_processor(child: &Child) {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Pid, Resource, Rlimit, prlimit};
        let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        let limit = Rlimit {
            current: Some(MAX_PROCESSOR),
            maximum: Some(MAX_PROCESSOR + 5),
        };
        // Where the system refuses, the limit on time remains.
        let _ = pid.map(|pid| prlimit(Some(pid), Resource::Cpu, limit));
    }
    #[cfg(not(target_os = "linux"))]
    let _ = child;
}

/// Whether git says that one of its programs ran out of processor time.
fn ran_out(err: &[u8]) -> bool {
    #[cfg(target_os = "linux")]
    {
        let words = format!("died of signal {}", rustix::process::Signal::XCPU.as_raw());
        String::from_utf8_lossy(err).contains(&words)
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = err;
        false
    }
}

fn watch(
    child: &mut Child,
    err: &Stream,
    budget: Budget<'_>,
    control: &Control<'_>,
) -> Result<bool> {
    let begun = Instant::now();
    let mut pause = Duration::from_millis(1);
    let mut told = String::new();
    loop {
        if let Some(status) = child.try_wait().context("waiting for git")? {
            return Ok(status.success());
        }
        if (control.cancelled)() {
            bail!(Cancelled);
        }
        if begun.elapsed() > control.limit {
            bail!(
                "it took more than {} seconds and was ended; try again, or allow more with `--timeout`",
                control.limit.as_secs()
            );
        }
        if let Some((_, most)) = budget.filter(|(dir, most)| size_of(dir) > *most) {
            bail!(
                "the remote sends more than {} MiB; that is no record",
                most >> 20
            );
        }
        let progress = err.last_line();
        if progress != told && !progress.is_empty() {
            (control.tell)(&progress);
            told = progress;
        }
        thread::sleep(pause);
        pause = (pause * 2).min(LOOK);
    }
}

/// Ends it and everything it started, gently first: it has locks to remove.
fn end(child: &mut Child, shared_group: bool) {
    if shared_group {
        return family::end(child, GRACE);
    }
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process_group};
        let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        for signal in [Signal::TERM, Signal::KILL] {
            if let Some(group) = group {
                let _ = kill_process_group(group, signal);
            }
            let begun = Instant::now();
            while begun.elapsed() < GRACE {
                if matches!(child.try_wait(), Ok(Some(_))) && signal == Signal::KILL {
                    return;
                }
                if matches!(child.try_wait(), Ok(Some(_))) {
                    break;
                }
                thread::sleep(Duration::from_millis(10));
            }
        }
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// Sums up the file sizes in a directory of packs that are being written.
fn size_of(dir: &Path) -> u64 {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    let coming = entries.filter(|entry| entry.file_name().as_encoded_bytes().starts_with(b"tmp_"));
    coming
        .filter_map(|entry| entry.metadata().ok())
        .map(|metadata| metadata.len())
        .sum()
}

/// A stream that a thread reads: keeps its first bytes, or its last.
struct Stream {
    read: Arc<Mutex<(Vec<u8>, bool)>>,
}

impl Stream {
    fn of(from: Option<impl Read + Send + 'static>, most: usize, keep_last: bool) -> Self {
        let read = Arc::new(Mutex::new((Vec::new(), false)));
        let into = read.clone();
        thread::spawn(move || {
            let mut part = [0; 16 << 10];
            if let Some(mut from) = from {
                while let Ok(count @ 1..) = from.read(&mut part) {
                    let (bytes, _) = &mut *into.lock().unwrap_or_else(PoisonError::into_inner);
                    let room = if keep_last {
                        count
                    } else {
                        count.min(most - bytes.len())
                    };
                    bytes.extend_from_slice(&part[..room]);
                    if bytes.len() > most {
                        bytes.drain(..bytes.len() - most / 2);
                    }
                }
            }
            into.lock().unwrap_or_else(PoisonError::into_inner).1 = true;
        });
        Self { read }
    }

    fn last_line(&self) -> String {
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let tail = &read.0[read.0.len().saturating_sub(400)..];
        let mut lines = tail.split(|byte| matches!(byte, b'\n' | b'\r'));
        let advice = |line: &[u8]| line.starts_with(b"warning:") || line.starts_with(b"hint:");
        let last = lines.rfind(|line| !line.is_empty() && !advice(line));
        safe::fit(&safe::inline(last.unwrap_or_default()), 72)
    }

    fn finish(self) -> Vec<u8> {
        let begun = Instant::now();
        loop {
            let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
            if read.1 || begun.elapsed() > GRACE {
                return std::mem::take(&mut read.0);
            }
            drop(read);
            thread::sleep(Duration::from_millis(1));
        }
    }
}
