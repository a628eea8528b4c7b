//! Opens, creates and removes snaglist's own files: everything in the data directory and below.
//!
//! A restored backup, a clean-up tool or another user of the machine can leave links, pipes and
//! other people's files there. No link inside the data directory is followed; only regular files of
//! this user are read, written or removed; a pipe or a device keeps nobody waiting. The directory
//! itself may be reached through links: those are the user's. Knows nothing of what the files mean.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
#[cfg(unix)]
use std::sync::OnceLock;

/// Number of random letters and digits that `tempfile` appends to a name.
const RANDOM: usize = 6;

/// Checks that `dir`, which is `root` or lies below it, and all directories between the two are
/// this user's. False where one of them does not exist.
///
/// # Errors
/// When one is a link (`root` may be one), no directory, or belongs to somebody else.
pub fn check_dir(root: &Path, dir: &Path) -> io::Result<bool> {
    let below = dir
        .strip_prefix(root)
        .map_err(|_| io::Error::from(ErrorKind::InvalidInput))?;
    let Some(metadata) = if_there(fs::metadata(root))? else {
        return Ok(false);
    };
    judge(root, &metadata, true)?;
    let mut path = root.to_owned();
    for part in below.components() {
        path.push(part);
        if open_dir(&path)?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Opens a directory without following a link; `None` where there is none.
///
/// # Errors
/// When it is a link, no directory, or belongs to somebody else.
pub fn open_dir(path: &Path) -> io::Result<Option<Metadata>> {
    let Some(metadata) = if_there(fs::symlink_metadata(path))? else {
        return Ok(None);
    };
    judge(path, &metadata, true)?;
    #[cfg(unix)]
    {
        // Check the opened directory once more, since the name may refer to something else by now.
        let mut options = OpenOptions::new();
        std::os::unix::fs::OpenOptionsExt::custom_flags(
            options.read(true),
            (rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::DIRECTORY).bits() as i32,
        );
        let opened = options.open(path)?.metadata()?;
        judge(path, &opened, true)?;
        Ok(Some(opened))
    }
    #[cfg(not(unix))]
    Ok(Some(metadata))
}

/// Opens a file for reading.
///
/// # Errors
/// `NotFound` when there is none; also when it is no regular file, or belongs to somebody else.
pub fn open(path: &Path) -> io::Result<File> {
    open_with(path, OpenOptions::new().read(true))
}

/// Opens a file for reading, and tells its size in bytes.
///
/// # Errors
/// As [`open`].
pub(super) fn open_sized(path: &Path) -> io::Result<(File, u64)> {
    let (file, metadata) = open_judged(path, OpenOptions::new().read(true))?;
    Ok((file, metadata.len()))
}

/// Opens a file with `options`, which must not truncate it: that is only safe once the file is
/// known to be ours.
///
/// # Errors
/// As [`open`].
pub fn open_with(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    open_judged(path, options).map(|(file, _)| file)
}

fn open_judged(path: &Path, options: &mut OpenOptions) -> io::Result<(File, Metadata)> {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt as _;
        options
            .mode(0o600)
            .custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY).bits() as i32);
    }
    // Our own check explains the obstacle better than the system's error.
    let file = options
        .open(path)
        .map_err(|error| check_file(path).err().unwrap_or(error))?;
    let metadata = file.metadata()?;
    judge(path, &metadata, false)?;
    if cfg!(not(unix)) {
        check_file(path)?;
    }
    Ok((file, metadata))
}

/// Checks that a name may be written to: nothing is there, or a regular file of this user. True if
/// a file exists.
///
/// # Errors
/// When something else is there.
pub fn check_file(path: &Path) -> io::Result<bool> {
    let Some(metadata) = if_there(fs::symlink_metadata(path))? else {
        return Ok(false);
    };
    judge(path, &metadata, false).map(|()| true)
}

/// Checks that a file is not there with which git refers to directories elsewhere, and which
/// snaglist never writes.
///
/// # Errors
/// When it is there, even if it is empty; the words say what to do.
pub fn check_absent(path: &Path) -> anyhow::Result<()> {
    anyhow::ensure!(
        !check_file(path)?,
        "{} leads elsewhere, and snaglist did not write it; remove it, then try again",
        path.display()
    );
    Ok(())
}

/// Creates an empty file for writing. A hard link to an old file, as backups make them, keeps the
/// old content.
///
/// # Errors
/// When something is there that is not a regular file of this user.
pub fn create(path: &Path) -> io::Result<File> {
    let open = || {
        open_with(
            path,
            OpenOptions::new().write(true).create(true).truncate(false),
        )
    };
    let mut file = open()?;
    if names(&file.metadata()?) > 1 {
        remove(path)?;
        file = open()?;
    }
    file.set_len(0)?;
    Ok(file)
}

/// A file to be written and then moved to its name; removed when it is dropped before.
pub(super) type Temporary = tempfile::NamedTempFile;

/// Creates a file for this user only, under a name with a prefix.
///
/// # Errors
/// When it cannot be created.
pub(super) fn temporary(dir: &Path, begins: &str) -> io::Result<Temporary> {
    tempfile::Builder::new()
        .prefix(begins)
        .rand_bytes(RANDOM)
        .tempfile_in(dir)
}

/// Creates a folder for this user only, under a name with a prefix. It and all that is in it is
/// removed when it is dropped.
///
/// # Errors
/// When it cannot be created.
pub(super) fn temporary_dir(dir: &Path, begins: &str) -> io::Result<tempfile::TempDir> {
    tempfile::Builder::new()
        .prefix(begins)
        .rand_bytes(RANDOM)
        .tempdir_in(dir)
}

/// Removes a regular file of this user that lies on the file system of its directory; true if there
/// was one.
///
/// # Errors
/// When something else has that name, or it cannot be removed.
pub fn remove(path: &Path) -> io::Result<bool> {
    let Some(metadata) = if_there(fs::symlink_metadata(path))? else {
        return Ok(false);
    };
    judge(path, &metadata, false)?;
    let dir = path.parent().map(fs::symlink_metadata).transpose()?;
    if dir.is_some_and(|dir| device(&dir) != device(&metadata)) {
        return Err(odd(
            path,
            "lies on another file system than its directory; move it away",
        ));
    }
    fs::remove_file(path).map(|()| true)
}

/// Removes a directory that a killed process left: first the named files in it, then the named
/// folders, deepest first, then the directory. Anything else in it stays, and the directory with
/// it.
///
/// # Errors
/// When it is a link, no directory, or belongs to somebody else.
pub fn remove_left(dir: &Path, files: &[&str], folders: &[&str]) -> io::Result<()> {
    let Some(top) = open_dir(dir)? else {
        return Ok(());
    };
    let within = |folder: &Path| {
        open_dir(folder)
            .is_ok_and(|found| found.is_some_and(|found| device(&found) == device(&top)))
    };
    // A folder that is a link leads elsewhere, where files may have these names too.
    let reached = |name: &str| {
        Path::new(name)
            .ancestors()
            .skip(1)
            .all(|above| within(&dir.join(above)))
    };
    for name in files.iter().filter(|name| reached(name)) {
        let _ = remove(&dir.join(name));
    }
    for name in folders
        .iter()
        .filter(|name| reached(name) && within(&dir.join(name)))
    {
        let _ = fs::remove_dir(dir.join(name));
    }
    // A directory that is not empty stays.
    let _ = fs::remove_dir(dir);
    Ok(())
}

/// Syncs everything written to the file systems of directories.
///
/// # Errors
/// When a sync fails.
#[cfg(target_os = "linux")]
pub fn sync_file_systems(dirs: &[PathBuf]) -> io::Result<()> {
    let mut synced: Vec<u64> = Vec::new();
    for dir in dirs {
        let number = device(&fs::symlink_metadata(dir)?);
        if !synced.contains(&number) {
            rustix::fs::syncfs(File::open(dir)?)?;
            synced.push(number);
        }
    }
    Ok(())
}

/// Lists the names and paths in a directory of ours; empty where it does not exist or fails the
/// checks. Names that are not UTF-8 are not ours and are skipped.
pub fn names_in(dir: &Path) -> Vec<(String, PathBuf)> {
    if !matches!(open_dir(dir), Ok(Some(_))) {
        return Vec::new();
    }
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| Some((entry.file_name().to_str()?.to_owned(), entry.path())))
        .collect()
}

/// Whether a name is one that `tempfile` makes from a prefix.
pub fn is_temporary(name: &str, begins: &str) -> bool {
    is_random(name.strip_prefix(begins).unwrap_or_default(), RANDOM)
}

/// Whether a text consists of that many letters and digits, like the random ends of temporary
/// names.
pub fn is_random(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Whether two directories are on one file system.
pub fn on_one_file_system(one: &Metadata, other: &Metadata) -> bool {
    device(one) == device(other)
}

fn judge(path: &Path, metadata: &Metadata, is_dir: bool) -> io::Result<()> {
    let kind = metadata.file_type();
    if kind.is_symlink() {
        return Err(odd(
            path,
            "is a symbolic link, and none is followed inside the data directory; put what it leads to in its \
             place, or remove the link",
        ));
    }
    if is_dir && !kind.is_dir() {
        return Err(odd(path, "is no directory; move it away, then try again"));
    }
    if !is_dir && !kind.is_file() {
        return Err(odd(
            path,
            "is no regular file; move it away, then try again",
        ));
    }
    match stranger(metadata) {
        Some(uid) => Err(odd(
            path,
            &format!(
                "belongs to another user (number {uid}), and only your own files are used here; make it yours \
                 with `chown`, or choose another directory with `--data-dir`"
            ),
        )),
        None => Ok(()),
    }
}

fn odd(path: &Path, what: &str) -> io::Error {
    io::Error::other(format!("{} {what}", path.display()))
}

fn if_there(found: io::Result<Metadata>) -> io::Result<Option<Metadata>> {
    match found {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        found => found.map(Some),
    }
}

/// Returns the owner, if that is not this user.
#[cfg(unix)]
fn stranger(metadata: &Metadata) -> Option<u32> {
    // Asked for once: a record may have a hundred thousand files.
    static OWN: OnceLock<u32> = OnceLock::new();
    let own = *OWN.get_or_init(|| rustix::process::geteuid().as_raw());
    let uid = std::os::unix::fs::MetadataExt::uid(metadata);
    (uid != own).then_some(uid)
}

/// Counts the hard links of a file.
#[cfg(unix)]
fn names(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(metadata)
}

#[cfg(unix)]
fn device(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::dev(metadata)
}

#[cfg(not(unix))]
fn stranger(_: &Metadata) -> Option<u32> {
    None
}

#[cfg(not(unix))]
fn names(_: &Metadata) -> u64 {
    1
}

#[cfg(not(unix))]
fn device(_: &Metadata) -> u64 {
    0
}
