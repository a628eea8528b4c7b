//! Reads and writes the record as a file: a git bundle, or a text for a mail.

use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};

use super::exchange::fetch_any;
use super::gate::{AdmissionGate, SignatureCheck};
use super::talk::{self, Talk};
use super::union::OURS;
use super::url::{AddressSource, GitAddress};
use super::{
    Control, Report, Surroundings, batch, format_of, mail, process, store, take_in, tips_of,
};
use crate::git::sidecar::Sidecar;
use crate::model::record::Damaged;
use crate::model::time::Timestamp;
use crate::record::{Arrival, Coming, Imported, Journal, PrivateOf, codec, parcel};

/// Maximum size of a file to read, in bytes.
const MAX_FILE: u64 = 512 << 20;

/// Maximum size of a text with a record in it, in bytes.
pub const MAX_TEXT: u64 = 64 << 20;

/// Permits the totals that a file would bring, or fails before anything is written to the record.
pub type Allow<'a> = &'a dyn Fn(&Coming) -> Result<()>;

/// How much is read of either end of a file, in bytes, to tell whether it is ours.
const MAX_END: u64 = 64 << 10;

/// The start of git's bundles.
const BUNDLE: &[u8] = b"# v";

/// Writes the whole record as a text for a mail.
///
/// # Errors
/// When an event's file cannot be read.
pub fn text(journal: &Journal) -> Result<String> {
    let project = journal.project();
    let mut items = Vec::new();
    for event in journal.events() {
        let name = codec::file_name(&event.writer, event.seq, event.id);
        items.push((name, project.event_bytes(event)?));
    }
    items.sort_unstable();
    let mut writers: Vec<&str> = items
        .iter()
        .filter_map(|(name, _)| name.split('/').next())
        .collect();
    writers.dedup();
    let packed = parcel::pack(
        items
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice())),
    )?;
    Ok(mail::write(&packed, items.len(), writers.len()))
}

/// Whether a file is nothing but what [`bundle`] or [`text`] wrote, so that a newer one may replace
/// it. A link is not ours: what it leads to may be anything.
pub fn is_ours(path: &Path) -> bool {
    let Ok(metadata) = fs::symlink_metadata(path) else {
        return false;
    };
    // A pipe would keep us waiting.
    metadata.is_file()
        && ends_of(path, metadata.len())
            .is_ok_and(|(start, end)| is_bundle(&start) || mail::is_all(&start, &end))
}

/// Reads the first and the last 64 KiB of a file; both are all of a short one.
///
/// # Errors
/// When it cannot be read.
pub fn ends_of(path: &Path, length: u64) -> io::Result<(Vec<u8>, Vec<u8>)> {
    let mut file = File::open(path)?;
    let (mut start, mut end) = (Vec::new(), Vec::new());
    (&mut file).take(MAX_END).read_to_end(&mut start)?;
    file.seek(SeekFrom::Start(length.saturating_sub(MAX_END)))?;
    file.take(MAX_END).read_to_end(&mut end)?;
    Ok((start, end))
}

/// Whether a file that starts so is a bundle with refs of the record only: a line with the version,
/// then capabilities, commits that have to be there, and refs, up to an empty line
/// (`gitformat-bundle`).
fn is_bundle(start: &[u8]) -> bool {
    let mut lines = start.split_inclusive(|&byte| byte == b'\n');
    let version = lines.next().unwrap_or_default();
    if ![&b"# v2 git bundle\n"[..], b"# v3 git bundle\n"].contains(&version) {
        return false;
    }
    let mut refs = lines
        .take_while(|line| *line != b"\n" && line.ends_with(b"\n"))
        .filter(|line| !line.starts_with(b"@") && !line.starts_with(b"-"))
        .peekable();
    let is_ours = |line: &[u8]| {
        let blank = line.iter().position(|&byte| byte == b' ');
        blank.is_some_and(|blank| line[blank + 1..].starts_with(OURS.as_bytes()))
    };
    refs.peek().is_some() && refs.all(is_ours)
}

/// Writes the whole record to a bundle, replacing an earlier one. Returns how many entries.
///
/// # Errors
/// When git is not installed or fails, or the file cannot be written.
pub fn bundle(
    journal: &Journal,
    path: &Path,
    around: &Surroundings,
    at: Timestamp,
    control: &Control<'_>,
) -> Result<usize> {
    let project = journal.project();
    let held = store::hold(project, control)?;
    let sha256 = project
        .remotes()
        .unwrap_or_default()
        .first()
        .is_some_and(|remote| remote.sha256);
    let (mut sidecar, _) = held.open(sha256)?;
    batch(&held, journal, &mut sidecar, around, at, control)?;
    let writers = sidecar.refs(OURS)?;
    ensure!(!writers.is_empty(), "there is nothing in the record yet");
    let dir = path
        .parent()
        .filter(|dir| !dir.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let doing = || format!("writing {}", path.display());
    let dir = dir.canonicalize().with_context(doing)?;
    let beside = tempfile::Builder::new()
        .prefix(".snaglist-")
        .suffix(".bundle")
        .tempdir_in(&dir)
        .with_context(doing)?;
    let made = beside.path().join("record.bundle");
    let mut command = around.git(sidecar.dir(), "none")?;
    command.args(["bundle", "create", "--quiet"]).arg(&made);
    command.args(writers.keys().map(|writer| format!("{OURS}{writer}")));
    let ran = process::run(command, &held.lock, around.can_ask(), None, control)?;
    ensure!(ran.ok, "git could not make the bundle: {}", ran.why());
    fs::rename(&made, path).with_context(doing)?;
    Ok(journal.events().len())
}

/// Reads a bundle, or a text with a record in it, into the record.
///
/// # Errors
/// When it is neither, was altered on its way, or something cannot be written.
pub fn take(
    journal: &mut Journal,
    path: &Path,
    around: &Surroundings,
    at: Timestamp,
    control: &Control<'_>,
    allow: Allow<'_>,
) -> Result<Report> {
    let doing = || format!("reading {}", path.display());
    let path = path.canonicalize().with_context(doing)?;
    let metadata = fs::metadata(&path).with_context(doing)?;
    ensure!(metadata.is_file(), "{} is not a file", path.display());
    ensure!(
        metadata.len() <= MAX_FILE,
        "{} has more than {} MiB; that is no record",
        path.display(),
        MAX_FILE >> 20
    );
    let mut start = Vec::new();
    File::open(&path)
        .with_context(doing)?
        .take(4)
        .read_to_end(&mut start)
        .with_context(doing)?;
    if start.starts_with(BUNDLE) {
        return take_bundle(journal, &path, around, at, control, allow);
    }
    let mut text = Vec::new();
    File::open(&path)
        .with_context(doing)?
        .take(MAX_TEXT + 1)
        .read_to_end(&mut text)
        .with_context(doing)?;
    take_text(journal, &text, &name_of(&path), around, control, allow).with_context(doing)
}

/// Reads a text with a record in it into the record, if `allow` permits the totals.
///
/// # Errors
/// When it has no record, the record was altered on its way or exceeds a limit, `allow` refuses, or
/// something cannot be written.
pub fn take_text(
    journal: &mut Journal,
    text: &[u8],
    from: &str,
    around: &Surroundings,
    control: &Control<'_>,
    allow: Allow<'_>,
) -> Result<Report> {
    ensure!(
        text.len() as u64 <= MAX_TEXT,
        "it has more than {} MiB; that is no mail",
        MAX_TEXT >> 20
    );
    let gate = unsigned_gate(journal, around, control)?;
    let mut arrival = Arrival::of_events(&mail::read(text)?)?;
    allow(&arrival.coming(journal.project()))?;
    arrival.hold_back(&|name, id| gate.why_held(journal, name, id));
    let mut report = Report {
        with: crate::safe::inline(from).into_string(),
        ..Report::default()
    };
    let sorted = arrival.sort(journal.project(), from)?;
    journal.settle_people()?;
    report.received = journal.take_in(&sorted.good, &sorted.held)?;
    report.bad = sorted.bad;
    if sorted.more_bad > 0 {
        let more = sorted.more_bad;
        report.remarks.push(format!(
            "{more} more in it are no entries either; nothing of them was kept"
        ));
    }
    if sorted.more_held > 0 {
        report.remarks.push(format!(
            "{} more entries in it are held back for the same reasons",
            sorted.more_held
        ));
    }
    Ok(report)
}

/// Makes the gate for events without signatures.
fn unsigned_gate(
    journal: &Journal,
    around: &Surroundings,
    control: &Control<'_>,
) -> Result<AdmissionGate> {
    let project = journal.project();
    let Some(sidecar) = store::look(project, format_of(project)) else {
        return AdmissionGate::of_text(journal, None);
    };
    let held = store::hold(project, control)?;
    AdmissionGate::of_text(
        journal,
        Some(SignatureCheck {
            held: &held,
            sidecar: &sidecar,
            around,
            control,
        }),
    )
}

/// Reads a complete exported record: see [`Project::import`](crate::record::Project::import).
///
/// # Errors
/// As there, or when something is signed and git is not installed.
pub fn import(
    journal: &mut Journal,
    path: &Path,
    private: PrivateOf,
    around: &Surroundings,
    control: &Control<'_>,
    allow: Allow<'_>,
) -> Result<Imported> {
    let mut export = journal.project().read_export(path)?;
    export.accept_private(private, journal.writer());
    allow(&export.coming(journal.project()))?;
    journal.settle_people()?;
    let gate = unsigned_gate(journal, around, control)?;
    export.hold_back(&|name, id| gate.why_held(journal, name, id));
    let mut imported = journal.project().import(export)?;
    // Held events that prove to be this machine's own, thanks to the new ones.
    imported.events += journal.take_in(&[], &[])?;
    Ok(imported)
}

fn take_bundle(
    journal: &mut Journal,
    path: &Path,
    around: &Surroundings,
    at: Timestamp,
    control: &Control<'_>,
    allow: Allow<'_>,
) -> Result<Report> {
    let Some(url) = path.to_str() else {
        bail!("the path is not UTF-8; give the file another name")
    };
    let address = GitAddress::new(url, AddressSource::User).map_err(|why| anyhow::anyhow!(why))?;
    let project = journal.project().clone();
    let held = store::hold(&project, control)?;
    let talk = Talk {
        held: &held,
        around,
        address: &address,
        control,
    };
    let mut report = Report {
        with: crate::safe::inline(url).into_string(),
        ..Report::default()
    };
    let mut sha256 = false;
    let mut sidecar = fetch_any(&talk, &mut sha256, &mut report.remarks)?;
    let tips = tips_of(&sidecar, &talk)?;
    let taken = take_in(journal, &mut sidecar, &talk, &tips, allow);
    // A file, unlike a remote, has no state to remember.
    for name in sidecar.refs(&talk::incoming(&address.key()))?.keys() {
        sidecar.remove_ref(&format!("{}{name}", talk::incoming(&address.key())))?;
    }
    if taken.is_err() {
        forget(&talk, &sidecar)?;
    }
    let (received, bad): (usize, Vec<Damaged>) = taken?;
    batch(&held, journal, &mut sidecar, around, at, control)?;
    Ok(Report {
        received,
        bad,
        ..report
    })
}

/// Removes what was fetched and no ref refers to: a rejected bundle leaves nothing behind.
fn forget(talk: &Talk<'_>, sidecar: &Sidecar) -> Result<()> {
    for ways in [
        &["repack", "-a", "-d", "-q"][..],
        &["prune", "--expire=now"],
    ] {
        let mut command = talk.around.git(sidecar.dir(), "none")?;
        command.args(ways);
        let ran = process::run(
            command,
            &talk.held.lock,
            talk.around.can_ask(),
            None,
            talk.control,
        )?;
        ensure!(
            ran.ok,
            "git could not remove the bundle's leftovers: {}",
            ran.why()
        );
    }
    Ok(())
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
