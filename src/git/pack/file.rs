//! Reads bytes of pack and index files at an offset, keeping only a few of the files open.
//!
//! Files are read and not mapped: truncating a mapped file while it is read ends the program, and
//! maps take memory that cannot be released. Knows nothing of what the bytes mean.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Maximum number of files kept open; a clone may have ten thousand packs.
const MAX_OPEN: usize = 64;

/// Files of one clone by number, opened when they are read.
#[derive(Default)]
pub(super) struct PackFiles {
    paths: Vec<PathBuf>,
    /// Open files, most recently used last.
    open: Vec<(usize, File)>,
}

impl PackFiles {
    /// Registers a file; returns its number and its length in bytes. An error when it is no regular
    /// file: a FIFO would block whoever opens it.
    pub(super) fn add(&mut self, path: &Path) -> io::Result<(usize, u64)> {
        let metadata = fs::metadata(path)?;
        if !metadata.is_file() {
            return Err(io::Error::other("it is not a regular file"));
        }
        self.paths.push(path.to_owned());
        Ok((self.paths.len() - 1, metadata.len()))
    }

    /// Closes the open files; each is opened again when it is read.
    pub(super) fn close(&mut self) {
        self.open.clear();
    }

    /// Fills the buffer from `at` on, as far as the file goes; returns the number of bytes.
    pub(super) fn read(&mut self, file: usize, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let file = self.opened(file)?;
        let mut filled = 0;
        while filled < buffer.len() {
            match read_at(file, &mut buffer[filled..], at + filled as u64) {
                Ok(0) => break,
                Ok(more) => filled += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }

    /// Reads exactly so many bytes from `at` on. An error when the file ends before.
    pub(super) fn exactly<const N: usize>(&mut self, file: usize, at: u64) -> io::Result<[u8; N]> {
        let mut bytes = [0; N];
        if self.read(file, at, &mut bytes)? < N {
            return Err(io::Error::other("it is cut short"));
        }
        Ok(bytes)
    }

    fn opened(&mut self, file: usize) -> io::Result<&File> {
        match self.open.iter().rposition(|(number, _)| *number == file) {
            // Most reads are of the two files that were read last.
            Some(at) if at + 2 >= self.open.len() => return Ok(&self.open[at].1),
            Some(at) => {
                let found = self.open.remove(at);
                self.open.push(found);
            }
            None => {
                if self.open.len() == MAX_OPEN {
                    self.open.remove(0);
                }
                self.open.push((file, File::open(&self.paths[file])?));
            }
        }
        Ok(&self.open[self.open.len() - 1].1)
    }
}

#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, at)
}

#[cfg(not(unix))]
fn read_at(mut file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    use std::io::{Read as _, Seek as _};
    file.seek(io::SeekFrom::Start(at))?;
    file.read(buffer)
}
