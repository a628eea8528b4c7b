//! Opens, makes and removes files of our own: what lies in the data directory and below.
//!
//! A restored backup, a tool that tidies up or somebody with an account on the machine can leave links,
//! pipes and other people's files there. No link in the data directory is followed, nothing but regular files
//! of this user is read, written or removed, and a pipe or a device keeps nobody waiting. The directory itself
//! may be reached through links: those are the user's. Knows nothing of what the files mean.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// How many random letters and digits `tempfile` puts at the end of a name.
const RANDOM: usize = 6;

/// Sees to it that `dir`, which is `root` or lies below it, is a directory of this user's, and so are all
/// between the two. False where one of them is not there.
///
/// # Errors
/// When one is a link (`root` may be one), no directory, or somebody else's.
pub fn check_dir(root: &Path, dir: &Path) -> io::Result<bool> {
    let below = dir.strip_prefix(root).map_err(|_| io::Error::from(ErrorKind::InvalidInput))?;
    let Some(metadata) = if_there(fs::metadata(root))? else { return Ok(false) };
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
/// When it is a link, no directory, or somebody else's.
pub fn open_dir(path: &Path) -> io::Result<Option<Metadata>> {
    let Some(metadata) = if_there(fs::symlink_metadata(path))? else { return Ok(None) };
    judge(path, &metadata, true)?;
    #[cfg(unix)]
    {
        // Once more by what was opened, since the name may stand for something else by now.
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

/// Opens a file to be read.
///
/// # Errors
/// `NotFound` when there is none; when it is no regular file, or somebody else's.
pub fn open(path: &Path) -> io::Result<File> {
    open_with(path, OpenOptions::new().read(true))
}

/// Opens a file as `options` say, which must not cut it short: that is for what is known to be ours.
///
/// # Errors
/// As [`open`].
pub fn open_with(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt as _;
        options
            .mode(0o600)
            .custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY).bits() as i32);
    }
    // What stands in the way is said better than the system says it.
    let file = options.open(path).map_err(|error| check_file(path).err().unwrap_or(error))?;
    judge(path, &file.metadata()?, false)?;
    if cfg!(not(unix)) {
        check_file(path)?;
    }
    Ok(file)
}

/// Sees to it that a name may be written to: that there is nothing, or a regular file of this user's. True if
/// there is one.
///
/// # Errors
/// When there is something else.
pub fn check_file(path: &Path) -> io::Result<bool> {
    let Some(metadata) = if_there(fs::symlink_metadata(path))? else { return Ok(false) };
    judge(path, &metadata, false).map(|()| true)
}

/// Opens a file to be written anew, empty. Another name of the same file, as a backup made of hard links has,
/// keeps what it has.
///
/// # Errors
/// When there is something that is no regular file of this user's.
pub fn create(path: &Path) -> io::Result<File> {
    let open = || open_with(path, OpenOptions::new().write(true).create(true).truncate(false));
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

/// Makes a file for this user only, under a name that begins so.
///
/// # Errors
/// When it cannot be made.
pub(super) fn temporary(dir: &Path, begins: &str) -> io::Result<Temporary> {
    tempfile::Builder::new().prefix(begins).rand_bytes(RANDOM).tempfile_in(dir)
}

/// Removes a regular file of this user's that lies on the file system of its directory; true if there was one.
///
/// # Errors
/// When there is something else under that name, or it cannot be removed.
pub fn remove(path: &Path) -> io::Result<bool> {
    let Some(metadata) = if_there(fs::symlink_metadata(path))? else { return Ok(false) };
    judge(path, &metadata, false)?;
    let dir = path.parent().map(fs::symlink_metadata).transpose()?;
    if dir.is_some_and(|dir| device(&dir) != device(&metadata)) {
        return Err(odd(path, "lies on another file system than its directory; move it away"));
    }
    fs::remove_file(path).map(|()| true)
}

/// Removes a directory that a killed process left: the files in it that are named, then directories that are
/// named, deepest first, then itself. What else is in it stays, and it with that.
///
/// # Errors
/// When it is a link, no directory, or somebody else's.
pub fn remove_left(dir: &Path, files: &[&str], folders: &[&str]) -> io::Result<()> {
    let Some(top) = open_dir(dir)? else { return Ok(()) };
    let within = |folder: &Path| {
        open_dir(folder).is_ok_and(|found| found.is_some_and(|found| device(&found) == device(&top)))
    };
    // A folder that is a link leads elsewhere, also to files of these names.
    let reached = |name: &str| Path::new(name).ancestors().skip(1).all(|above| within(&dir.join(above)));
    for name in files.iter().filter(|name| reached(name)) {
        let _ = remove(&dir.join(name));
    }
    for name in folders.iter().filter(|name| reached(name) && within(&dir.join(name))) {
        let _ = fs::remove_dir(dir.join(name));
    }
    // What is not empty stays.
    let _ = fs::remove_dir(dir);
    Ok(())
}

/// Has all that was written to the file system of a directory reach the disk.
///
/// # Errors
/// When it does not.
#[cfg(target_os = "linux")]
pub fn sync_file_system(dir: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(dir)?)?)
}

/// The names and paths in a directory of ours; none where it is not there or is no such directory. Names that
/// are not UTF-8 are none of ours.
pub fn names_in(dir: &Path) -> Vec<(String, PathBuf)> {
    if !matches!(open_dir(dir), Ok(Some(_))) {
        return Vec::new();
    }
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    entries.filter_map(|entry| Some((entry.file_name().to_str()?.to_owned(), entry.path()))).collect()
}

/// Whether a name is what `tempfile` makes of a beginning.
pub fn is_temporary(name: &str, begins: &str) -> bool {
    is_random(name.strip_prefix(begins).unwrap_or_default(), RANDOM)
}

/// Whether a text is that many letters and digits, as the random ends of temporary names are.
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
        return Err(odd(path, "is no regular file; move it away, then try again"));
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

/// The owner, where that is not this user.
#[cfg(unix)]
fn stranger(metadata: &Metadata) -> Option<u32> {
    let uid = std::os::unix::fs::MetadataExt::uid(metadata);
    (uid != rustix::process::geteuid().as_raw()).then_some(uid)
}

/// How many names a file has.
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
