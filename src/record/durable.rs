//! Writes files so that each is complete or absent: private, written under a temporary name and
//! moved.
//!
//! Owns how bytes reach the disk. Knows nothing of what they mean.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::faults::{self, FaultPoint, step};
use super::files;

/// Prefix of temporary files. One left behind by a killed process is ignored.
pub(super) const TEMPORARY: &str = ".tmp-";

/// Number of files from which one sync of the file system is cheaper than one for each file.
const TOGETHER: usize = 16;

/// Number of files written before the first of them is moved to its name.
const MOST_TOGETHER: usize = 8_192;

/// Creates a directory and its missing parents, for this user only, and makes everything below
/// `root` (and a new root itself) survive a power cut.
///
/// # Errors
/// Also when an existing one is a link, no directory, or belongs to somebody else.
pub(super) fn private_dir(root: &Path, dir: &Path) -> io::Result<()> {
    step(FaultPoint::MakeDir)?;
    files::check_dir(root, dir)?;
    let there = root
        .ancestors()
        .find(|above| above.is_dir())
        .unwrap_or(root);
    builder().create(dir)?;
    dir.ancestors()
        .take_while(|above| above.starts_with(there))
        .try_for_each(sync_dir)
}

fn builder() -> fs::DirBuilder {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Creates a file durably: once this returns, it survives a power cut. An existing file with the
/// same bytes is success, so a failed call can simply be repeated.
///
/// # Errors
/// `AlreadyExists` when a file of that name has other bytes. After any error the file may or may
/// not exist, but is never incomplete.
pub(super) fn publish(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (dir, file) = write_beside(path, bytes)?;
    step(FaultPoint::Sync)?;
    file.as_file().sync_all()?;
    step(FaultPoint::Move)?;
    files::check_file(path)?;
    match file.persist_noclobber(path) {
        Ok(_) => {}
        // An earlier call may have failed after the move, so that its file is not on the disk;
        // syncing it again would not show that. The new file replaces it.
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

/// Creates many directories below `root`, as [`private_dir`] does each.
pub(super) fn private_dirs(root: &Path, dirs: &[PathBuf]) -> io::Result<()> {
    let (first, rest) = match dirs {
        [first, rest @ ..] if cfg!(target_os = "linux") && rest.len() >= TOGETHER => (first, rest),
        few => return few.iter().try_for_each(|dir| private_dir(root, dir)),
    };
    private_dir(root, first)?;
    for dir in rest {
        step(FaultPoint::MakeDir)?;
        if !files::check_dir(root, dir)? {
            builder().create(dir)?;
        }
    }
    sync_dirs(dirs)
}

/// Publishes many files, of any directories. Waiting for the disk takes most of the time, so many
/// files share one wait.
pub(super) fn publish_all(files: &[(PathBuf, &[u8])]) -> io::Result<()> {
    if files.len() < TOGETHER {
        return files
            .iter()
            .try_for_each(|(path, bytes)| publish(path, bytes));
    }
    for files in files.chunks(MOST_TOGETHER) {
        let mut beside = Vec::with_capacity(files.len());
        let mut dirs: Vec<PathBuf> = Vec::new();
        for (path, bytes) in files {
            let (dir, file) = write_beside(path, bytes)?;
            if !cfg!(target_os = "linux") {
                file.as_file().sync_all()?;
            }
            if dirs.last().is_none_or(|last| last != dir) {
                dirs.push(dir.to_owned());
            }
            // Close the file: a process may hold only some hundred files open.
            beside.push((path, file.into_temp_path()));
        }
        // One call for all files: a sync of each in turn takes one turn of the disk per file.
        step(FaultPoint::Sync)?;
        #[cfg(target_os = "linux")]
        files::sync_file_systems(&dirs)?;
        for (path, file) in beside {
            step(FaultPoint::Move)?;
            files::check_file(path)?;
            file.persist(path).map_err(|error| error.error)?;
        }
        sync_dirs(&dirs)?;
    }
    Ok(())
}

/// Syncs directories; many with one wait, where the system can do so.
fn sync_dirs(dirs: &[PathBuf]) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    if dirs.len() >= TOGETHER {
        step(FaultPoint::SyncDir)?;
        return files::sync_file_systems(dirs);
    }
    dirs.iter().try_for_each(|dir| sync_dir(dir))
}

/// Replaces a file's content, or creates the file, in one step. Anything there that is not a
/// regular file of this user is left alone.
pub(super) fn replace(path: &Path, bytes: &[u8], durably: bool) -> io::Result<()> {
    let (dir, file) = write_beside(path, bytes)?;
    if durably {
        step(FaultPoint::Sync)?;
        file.as_file().sync_all()?;
    }
    step(FaultPoint::Move)?;
    files::check_file(path)?;
    file.persist(path).map_err(|error| error.error)?;
    if durably { sync_dir(dir) } else { Ok(()) }
}

/// Replaces a file that the user named, whoever owns it.
pub(super) fn replace_named(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (dir, file) = write_beside(path, bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    sync_dir(dir)
}

fn write_beside<'a>(path: &'a Path, bytes: &[u8]) -> io::Result<(&'a Path, files::Temporary)> {
    let dir = path.parent().ok_or(ErrorKind::InvalidInput)?;
    step(FaultPoint::Create)?;
    let mut file = files::temporary(dir, TEMPORARY)?;
    write(file.as_file_mut(), bytes)?;
    Ok((dir, file))
}

fn write(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    if !faults::are_set() {
        return file.write_all(bytes);
    }
    let (first, rest) = bytes.split_at(bytes.len() / 2);
    step(FaultPoint::Write)?;
    file.write_all(first)?;
    step(FaultPoint::WriteRest)?;
    file.write_all(rest)
}

/// Overwrites a file in place, durably. The old content is lost even when this fails; the file is
/// removed then, because it may be readable without being on the disk.
pub(super) fn overwrite(path: &Path, bytes: &[u8]) -> io::Result<()> {
    step(FaultPoint::Create)?;
    let mut file = files::create(path)?;
    let mut written = || {
        write(&mut file, bytes)?;
        step(FaultPoint::Sync)?;
        file.sync_all()
    };
    written().inspect_err(|_| drop(files::remove(path)))
}

/// Syncs a directory, so that moves into and out of it survive a power cut.
pub(super) fn sync_dir(dir: &Path) -> io::Result<()> {
    step(FaultPoint::SyncDir)?;
    // On other systems directories cannot be opened; the file system's journal keeps moves.
    if cfg!(unix) {
        File::open(dir)?.sync_all()
    } else {
        Ok(())
    }
}

/// Reads a file up to one byte more than the limit, which shows that it is larger.
pub(super) fn read_capped(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    step(FaultPoint::Read)?;
    let (mut file, size) = files::open_sized(path)?;
    let mut bytes = vec![0; size.min(limit as u64 + 1) as usize];
    // There may be a hundred thousand files: one that has as many bytes as it says is not asked for
    // more.
    let mut read = 0;
    while read < bytes.len() {
        match file.read(&mut bytes[read..]) {
            Ok(0) => break,
            Ok(count) => read += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    bytes.truncate(read);
    Ok(bytes)
}

/// Reads a file that the user named, whoever owns it and wherever it is, up to one byte more than
/// the limit.
pub(super) fn read_named(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(limit as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads a file of at most `limit` bytes; `None` when it does not exist.
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

/// Opens a lock file without locking it.
pub(super) fn lock_file(path: &Path) -> io::Result<File> {
    files::open_with(
        path,
        File::options().write(true).create(true).truncate(false),
    )
}

/// Waits for a lock that other processes or threads hold, and holds it until the file is dropped.
pub(super) fn lock(path: &Path) -> io::Result<File> {
    step(FaultPoint::Lock)?;
    let file = lock_file(path)?;
    loop {
        match file.lock() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            other => return other.map(|()| file),
        }
    }
}

/// Removes temporary files of killed processes. The caller must hold the writers' lock.
pub(super) fn clean(dir: &Path) {
    for (_, path) in files::names_in(dir)
        .iter()
        .filter(|(name, _)| files::is_temporary(name, TEMPORARY))
    {
        // A later call can remove it as well.
        let _ = files::remove(path);
    }
}
