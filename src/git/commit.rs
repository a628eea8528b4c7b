//! Reads commit and tag objects from their bytes.
//!
//! libgit2 hides a message's text after a NUL and refuses a summary that is not UTF-8, so the bytes
//! are taken apart here. Knows nothing of where they are stored.

use crate::model::id::ObjectId;
use crate::model::increment::Commit;
use crate::model::text::Untrusted;
use crate::model::time::Timestamp;

use super::encoding::{self, Encoding};
use super::refs::parse_id;

/// How much of a message is kept; the rest is counted in a last line.
pub(super) const MAX_MESSAGE_BYTES: usize = 64 << 10;
/// Git knows no limit; its largest real merge has 66.
const MAX_PARENTS: usize = 1_024;

/// What a walk needs of a commit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Links {
    pub(super) tree: ObjectId,
    /// The first is the line of history it was made on.
    pub(super) parents: Vec<ObjectId>,
    /// The committer's time, in seconds since 1970.
    pub(super) committed: i64,
}

/// The links of a commit object; `None` when it is none.
pub(super) fn parse_links(data: &[u8]) -> Option<Links> {
    let mut lines = data.split(|&byte| byte == b'\n');
    let tree = parse_id(lines.next()?.strip_prefix(b"tree ")?)?;
    let mut parents = Vec::new();
    for line in lines {
        if let Some(hex) = line.strip_prefix(b"parent ") {
            if parents.len() < MAX_PARENTS {
                parents.push(parse_id(hex)?);
            }
        } else if let Some(person) = line.strip_prefix(b"committer ") {
            let (_, seconds, _) = split_person(person);
            return Some(Links { tree, parents, committed: seconds });
        } else if line.is_empty() {
            break;
        }
    }
    Some(Links { tree, parents, committed: 0 })
}

/// The whole commit, with the parents given (a shallow clone lacks some), and how many minutes the
/// author's clock was ahead of UTC.
pub(super) fn parse(id: ObjectId, data: &[u8], parents: Vec<ObjectId>) -> (Commit, i32) {
    let (header, message) = split_message(data);
    let author = header.split(|&byte| byte == b'\n').find_map(|line| line.strip_prefix(b"author "));
    let (author, seconds, offset) = split_person(author.unwrap_or_default());
    let at = Timestamp(seconds.saturating_mul(1_000));
    let encoding = encoding::named(header);
    let author = Untrusted::new(encoding::decoded(author, encoding, false));
    (Commit { id, parents, author, at, message: cap_message(message, encoding) }, offset)
}

/// What a tag object says.
pub(super) struct Tag {
    /// A commit mostly; another tag at times.
    pub(super) target: ObjectId,
    /// Its message.
    pub(super) message: Untrusted,
}

/// Reads a tag object; `None` when it is none.
pub(super) fn parse_tag(data: &[u8]) -> Option<Tag> {
    let first = data.split(|&byte| byte == b'\n').next()?;
    let target = parse_id(first.strip_prefix(b"object ")?)?;
    let (header, message) = split_message(data);
    Some(Tag { target, message: cap_message(message, encoding::named(header)) })
}

/// The first line that is not blank.
pub(super) fn subject(message: &[u8]) -> &[u8] {
    message
        .split(|&byte| byte == b'\n')
        .map(<[u8]>::trim_ascii)
        .find(|line| !line.is_empty())
        .unwrap_or_default()
}

/// Header lines up to the first empty line, then the message.
fn split_message(data: &[u8]) -> (&[u8], &[u8]) {
    match data.windows(2).position(|pair| pair == b"\n\n") {
        Some(end) => (&data[..end], &data[end + 2..]),
        None => (data, &[]),
    }
}

/// `Name <mail> 1700000000 +0200`: name and mail as written, seconds, minutes ahead of UTC.
/// What cannot be read counts as 0.
fn split_person(person: &[u8]) -> (&[u8], i64, i32) {
    let Some(end) = person.iter().rposition(|&byte| byte == b'>') else { return (person.trim_ascii(), 0, 0) };
    let (who, when) = person.split_at(end + 1);
    let when = String::from_utf8_lossy(when);
    let mut words = when.split_ascii_whitespace();
    let seconds = words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
    let zone: i32 = words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
    let offset = if (-1_400..=1_400).contains(&zone) { zone / 100 * 60 + zone % 100 } else { 0 };
    (who.trim_ascii(), seconds, offset)
}

fn cap_message(message: &[u8], encoding: Option<&'static Encoding>) -> Untrusted {
    match message.get(..MAX_MESSAGE_BYTES) {
        Some(kept) if message.len() > kept.len() => {
            let left = message.len() - kept.len();
            let mut kept = encoding::decoded(kept, encoding, true).into_owned();
            kept.extend_from_slice(format!("\n[{left} more bytes of this message are not shown]").as_bytes());
            Untrusted::new(kept)
        }
        _ => Untrusted::new(encoding::decoded(message, encoding, false)),
    }
}
