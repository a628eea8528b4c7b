//! Files that are whole or not there: private, written beside their place and moved into it.
//!
//! Owns how bytes reach the disk. Knows nothing of what they mean.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

use super::faults::{self, Step, step};

/// How the names of files being written begin. One left behind by a killed process means nothing.
pub(super) const TEMPORARY: &str = ".tmp-";

/// How many files are worth syncing the file system for, instead of each.
const TOGETHER: usize = 16;

/// How many are written before the first of them is in its place.
const MOST_TOGETHER: usize = 8_192;

/// Makes a directory and those above it, for this user only, and sees to it that all below `root`,
/// and the root itself where it is new, outlast a power cut.
pub(super) fn private_dir(root: &Path, dir: &Path) -> io::Result<()> {
    step(Step::MakeDir)?;
    let there = root.ancestors().find(|above| above.is_dir()).unwrap_or(root);
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)?;
    dir.ancestors().take_while(|above| above.starts_with(there)).try_for_each(sync_dir)
}

/// Puts a file in its place for good, durably: once this returns, it is there after a power cut too.
/// A file of that name with the same bytes is success, so a failed call can simply be made again.
///
/// # Errors
/// `AlreadyExists` when there is a file of that name with other bytes. After any error the file may
/// or may not be there, but never in part.
pub(super) fn publish(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (dir, file) = write_beside(path, bytes)?;
    step(Step::Sync)?;
    file.as_file().sync_all()?;
    step(Step::Move)?;
    match file.persist_noclobber(path) {
        Ok(_) => {}
        // A call before may have failed after the move. Its file may not have reached the disk, and
        // syncing it again would not tell: the new one takes its place.
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => {
            if read_capped(path, bytes.len())? != bytes {
                return Err(error.error);
            }
            error.file.persist(path).map_err(|error| error.error)?;
        }
        Err(error) => return Err(error.error),
    }
    sync_dir(dir)
}

/// Publishes many files of one directory. What takes the time is waiting for the disk, so that many wait
/// together.
pub(super) fn publish_all(dir: &Path, files: &[(&str, &[u8])]) -> io::Result<()> {
    if files.len() < TOGETHER {
        return files.iter().try_for_each(|(name, bytes)| publish(&dir.join(name), bytes));
    }
    for files in files.chunks(MOST_TOGETHER) {
        let mut beside = Vec::with_capacity(files.len());
        for (name, bytes) in files {
            let path = dir.join(name);
            let (_, file) = write_beside(&path, bytes)?;
            if !cfg!(target_os = "linux") {
                file.as_file().sync_all()?;
            }
            // Closed, for a process may hold no more than some hundred files open.
            beside.push((path, file.into_temp_path()));
        }
        // One call for all: a sync of each, one after the other, takes as long as the disk takes to turn.
        step(Step::Sync)?;
        #[cfg(target_os = "linux")]
        rustix::fs::syncfs(File::open(dir)?)?;
        for (path, file) in beside {
            step(Step::Move)?;
            file.persist(path).map_err(|error| error.error)?;
        }
        sync_dir(dir)?;
    }
    Ok(())
}

/// Replaces a file's content, or makes the file, in one step.
pub(super) fn replace(path: &Path, bytes: &[u8], durably: bool) -> io::Result<()> {
    let (dir, file) = write_beside(path, bytes)?;
    if durably {
        step(Step::Sync)?;
        file.as_file().sync_all()?;
    }
    step(Step::Move)?;
    file.persist(path).map_err(|error| error.error)?;
    if durably { sync_dir(dir) } else { Ok(()) }
}

fn write_beside<'a>(path: &'a Path, bytes: &[u8]) -> io::Result<(&'a Path, NamedTempFile)> {
    let dir = path.parent().ok_or(ErrorKind::InvalidInput)?;
    step(Step::Create)?;
    // `tempfile` makes its files readable by this user only.
    let mut file = Builder::new().prefix(TEMPORARY).tempfile_in(dir)?;
    write(file.as_file_mut(), bytes)?;
    Ok((dir, file))
}

fn write(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    if !faults::are_set() {
        return file.write_all(bytes);
    }
    let (first, rest) = bytes.split_at(bytes.len() / 2);
    step(Step::Write)?;
    file.write_all(first)?;
    step(Step::WriteRest)?;
    file.write_all(rest)
}

/// Writes a file where it stands, durably. What was in it before is lost even when this fails.
pub(super) fn overwrite(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    step(Step::Create)?;
    let mut file = options.open(path)?;
    write(&mut file, bytes)?;
    step(Step::Sync)?;
    file.sync_all()
}

/// Makes what was moved into or out of a directory outlast a power cut.
pub(super) fn sync_dir(dir: &Path) -> io::Result<()> {
    step(Step::SyncDir)?;
    // Elsewhere directories cannot be opened, and moves are kept by the file system's journal.
    if cfg!(unix) { File::open(dir)?.sync_all() } else { Ok(()) }
}

/// The bytes of a file; one more than the limit when it is larger.
pub(super) fn read_capped(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    step(Step::Read)?;
    let file = File::open(path)?;
    let mut bytes = Vec::with_capacity(file.metadata()?.len().min(limit as u64 + 1) as usize + 1);
    file.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The bytes of a file, at most `limit` of them; `None` when there is no such file.
///
/// # Errors
/// Also when the file is larger.
pub(super) fn read_if_there(path: &Path, limit: usize) -> io::Result<Option<Vec<u8>>> {
    match read_capped(path, limit) {
        Ok(bytes) if bytes.len() > limit => Err(ErrorKind::FileTooLarge.into()),
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// A file to lock, not locked.
pub(super) fn lock_file(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Waits until no other process or thread holds the lock, and holds it until the file is dropped.
pub(super) fn lock(path: &Path) -> io::Result<File> {
    step(Step::Lock)?;
    let file = lock_file(path)?;
    loop {
        match file.lock() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            other => return other.map(|()| file),
        }
    }
}

/// Removes what a killed process left half written. Only under the lock that its writers hold.
pub(super) fn clean(dir: &Path) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if entry.file_name().as_encoded_bytes().starts_with(TEMPORARY.as_bytes()) {
            // Another time will do as well.
            let _ = fs::remove_file(entry.path());
        }
    }
    Ok(())
}
