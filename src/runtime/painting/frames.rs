//! Reads and writes frames on a pipe: a length of 4 bytes, then that many bytes.

use std::io::{self, Error, ErrorKind, Read, Write};

/// Writes a frame, and flushes.
pub(super) fn write(pipe: &mut impl Write, frame: &[u8]) -> io::Result<()> {
    let length = u32::try_from(frame.len()).map_err(|_| Error::from(ErrorKind::InvalidInput))?;
    pipe.write_all(&length.to_le_bytes())?;
    pipe.write_all(frame)?;
    pipe.flush()
}

/// Reads a frame of at most `most` bytes. Memory is allocated as bytes arrive, not by the announced
/// length.
///
/// # Errors
/// `UnexpectedEof` when the other end is closed, `InvalidData` when the frame is longer.
pub(super) fn read(pipe: &mut impl Read, most: usize) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    pipe.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length) as usize;
    if length > most {
        return Err(ErrorKind::InvalidData.into());
    }
    let mut frame = Vec::new();
    pipe.take(length as u64).read_to_end(&mut frame)?;
    if frame.len() < length {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    Ok(frame)
}
