//! Files that are whole or not there: private, written beside their place and moved into it.
//!
//! Owns how bytes reach the disk. Knows nothing of what they mean.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::Path;

use super::faults::{self, Step, step};
use super::files;

/// How the names of files being written begin. One left behind by a killed process means nothing.
pub(super) const TEMPORARY: &str = ".tmp-";

/// How many files are worth syncing the file system for, instead of each.
const TOGETHER: usize = 16;

/// How many are written before the first of them is in its place.
const MOST_TOGETHER: usize = 8_192;

/// Makes a directory and those above it, for this user only, and sees to it that all below `root`,
/// and the root itself where it is new, outlast a power cut.
///
/// # Errors
/// Also when one that is there is a link, no directory, or somebody else's.
pub(super) fn private_dir(root: &Path, dir: &Path) -> io::Result<()> {
    step(Step::MakeDir)?;
    files::check_dir(root, dir)?;
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
    files::check_file(path)?;
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
        files::sync_file_system(dir)?;
        for (path, file) in beside {
            step(Step::Move)?;
            files::check_file(&path)?;
            file.persist(path).map_err(|error| error.error)?;
        }
        sync_dir(dir)?;
    }
    Ok(())
}

/// Replaces a file's content, or makes the file, in one step. What is there is a regular file of this
/// user's, or is left alone.
pub(super) fn replace(path: &Path, bytes: &[u8], durably: bool) -> io::Result<()> {
    let (dir, file) = write_beside(path, bytes)?;
    if durably {
        step(Step::Sync)?;
        file.as_file().sync_all()?;
    }
    step(Step::Move)?;
    files::check_file(path)?;
    file.persist(path).map_err(|error| error.error)?;
    if durably { sync_dir(dir) } else { Ok(()) }
}

/// The same for a file that the user named, whosever it is.
pub(super) fn replace_named(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (dir, file) = write_beside(path, bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    sync_dir(dir)
}

fn write_beside<'a>(path: &'a Path, bytes: &[u8]) -> io::Result<(&'a Path, files::Temporary)> {
    let dir = path.parent().ok_or(ErrorKind::InvalidInput)?;
    step(Step::Create)?;
    let mut file = files::temporary(dir, TEMPORARY)?;
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

/// Writes a file where it stands, durably. What was in it before is lost even when this fails, and then it
/// is removed: it may read well and yet not be on the disk.
pub(super) fn overwrite(path: &Path, bytes: &[u8]) -> io::Result<()> {
    step(Step::Create)?;
    let mut file = files::create(path)?;
    let mut written = || {
        write(&mut file, bytes)?;
        step(Step::Sync)?;
        file.sync_all()
    };
    written().inspect_err(|_| drop(files::remove(path)))
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
    let file = files::open(path)?;
    let mut bytes = Vec::with_capacity(file.metadata()?.len().min(limit as u64 + 1) as usize + 1);
    file.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The bytes of a file that the user named, wherever it is and whosever; one more than the limit when it is
/// larger.
pub(super) fn read_named(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(limit as u64 + 1).read_to_end(&mut bytes)?;
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
    files::open_with(path, File::options().write(true).create(true).truncate(false))
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
pub(super) fn clean(dir: &Path) {
    for (_, path) in files::names_in(dir).iter().filter(|(name, _)| files::is_temporary(name, TEMPORARY)) {
        // Another time will do as well.
        let _ = files::remove(path);
    }
}
