//! Encodes events as files: their bytes and their names.
//!
//! `docs/record.md` is the format. Knows nothing of directories, nor of folding.

mod decode;
mod encode;
pub(super) mod escape;
pub(super) mod parts;
pub(super) mod read;
pub(super) mod values;
pub(super) mod write;

pub use encode::encode;

use crate::digest;
use crate::model::event::Event;
use crate::model::id::{EventId, WriterId};
use crate::model::record::Damaged;

/// The format version that this program writes. Files of a higher version are kept and counted, but
/// not interpreted.
pub const VERSION: u64 = 1;

/// Maximum size of an event's file in bytes; larger ones are neither written nor parsed.
pub const MAX_EVENT_BYTES: usize = 1 << 20;

/// The highest number of an event: its file name has 8 digits for it.
pub const MAX_SEQ: u64 = 99_999_999;

/// Makes the name of an event's file below `events/`: `<writer>/<number, 8 digits>-<digest>.toml`.
pub fn file_name(writer: &WriterId, seq: u64, id: EventId) -> String {
    format!("{writer}/{}", base_name(seq, id))
}

/// Makes the last part of [`file_name`].
pub(super) fn base_name(seq: u64, id: EventId) -> String {
    format!("{seq:08}-{id}.toml")
}

/// Parses the number and digest from the last part of a file's name; `None` when it is no event's
/// name.
pub fn parse_base_name(name: &str) -> Option<(u64, EventId)> {
    let (seq, hex) = name.strip_suffix(".toml")?.split_once('-')?;
    let digits = seq.len() == 8 && seq.bytes().all(|b| b.is_ascii_digit());
    let lower = hex.len() == 64 && !hex.bytes().any(|b| b.is_ascii_uppercase());
    let seq = seq.parse().ok().filter(|seq| *seq > 0)?;
    if digits && lower {
        Some((seq, hex.parse().ok()?))
    } else {
        None
    }
}

/// Decodes an event from its file.
///
/// `name` has the form of [`file_name`]. Unknown keys are ignored; unknown kinds, names within a
/// kind and versions give [`Body::Unknown`](crate::model::event::Body::Unknown).
///
/// # Errors
/// When the name is not an event's, the digest of the bytes differs from the name, or the bytes are
/// no event.
pub fn decode(name: &str, bytes: &[u8]) -> Result<Event, Damaged> {
    let damaged = |why: &str| Damaged {
        file: printable(name),
        why: why.to_owned(),
    };
    let (dir, base) = name
        .split_once('/')
        .ok_or_else(|| damaged("its name is not an event's"))?;
    let writer: WriterId = dir
        .parse()
        .map_err(|_| damaged("its directory is not a writer's"))?;
    let (seq, id) = parse_base_name(base).ok_or_else(|| damaged("its name is not an event's"))?;
    if bytes.len() > MAX_EVENT_BYTES {
        return Err(damaged(&format!(
            "it is larger than {MAX_EVENT_BYTES} bytes"
        )));
    }
    if digest::of_bytes(bytes) != id.0 {
        return Err(damaged(
            "its content is not what its name promises: it was cut short or changed",
        ));
    }
    let event = decode::event(id, bytes).map_err(|fault| damaged(&fault.to_string()))?;
    if event.writer != writer {
        return Err(damaged("its writer differs from its directory's"));
    }
    if event.seq != seq {
        return Err(damaged("its number differs from the one in its name"));
    }
    Ok(event)
}

/// Converts outside text to printable ASCII of bounded length, for [`Damaged`].
pub(super) fn printable(text: &str) -> String {
    text.chars()
        .take(200)
        .flat_map(char::escape_default)
        .collect()
}
