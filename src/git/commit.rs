//! Parses commit and tag objects.
//!
//! libgit2 hides a message's text after a NUL and refuses a summary that is not UTF-8, so the bytes
//! are parsed here. Knows nothing of where they are stored.

use crate::model::id::ObjectId;
use crate::model::increment::Commit;
use crate::model::text::Untrusted;
use crate::model::time::Timestamp;

use super::encoding::{self, Encoding};
use super::refs::parse_id;
use super::store::ObjectStart;

/// Maximum size kept of a message; a last line counts the rest.
pub(super) const MAX_MESSAGE_BYTES: usize = 64 << 10;
/// Maximum size read of a commit or a tag: the header of any that git made, and the kept part of
/// the message.
pub(super) const MAX_START: u64 = 128 << 10;
/// Maximum number of parents. Git has no limit; its largest real merge has 66.
const MAX_PARENTS: usize = 1_024;

/// The data of a commit that a walk needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct CommitLinks {
    pub(super) tree: ObjectId,
    /// The parents, that of the commit's own line first.
    pub(super) parents: Vec<ObjectId>,
    /// The committer's time, in seconds since 1970.
    pub(super) committed: i64,
    /// Whether it merges one other line and its subject says into which branch: only then may its
    /// parents be swapped.
    pub(super) says_into: bool,
}

/// Parses the links of a commit from its start; `None` when it is no commit, or they reach beyond
/// the start.
pub(super) fn parse_links(start: &ObjectStart) -> Option<CommitLinks> {
    let is_cut = (start.data.len() as u64) < start.size;
    let mut lines = start.data.split(|&byte| byte == b'\n');
    let tree = parse_id(lines.next()?.strip_prefix(b"tree ")?)?;
    let mut parents = Vec::new();
    let mut committed = None;
    for line in lines {
        if let Some(hex) = line.strip_prefix(b"parent ") {
            if parents.len() < MAX_PARENTS {
                parents.push(parse_id(hex)?);
            }
        } else if let Some(person) = line.strip_prefix(b"committer ") {
            committed = Some(split_person(person).1);
            break;
        } else if line.is_empty() {
            committed = Some(0);
            break;
        }
    }
    let committed = committed.or((!is_cut).then_some(0))?;
    let says_into = parents.len() == 2 && {
        let (_, message) = split_message(&start.data);
        subject(message).windows(6).any(|words| words == b" into ")
    };
    Some(CommitLinks {
        tree,
        parents,
        committed,
        says_into,
    })
}

/// Parses the whole commit, with the parents given (a shallow clone lacks some), and how many
/// minutes the author's clock was ahead of UTC. At most `most` bytes of the message are kept, and
/// never more than [`MAX_MESSAGE_BYTES`].
pub(super) fn parse(
    id: ObjectId,
    start: &ObjectStart,
    parents: Vec<ObjectId>,
    most: usize,
) -> (Commit, i32) {
    let (header, message) = split_message(&start.data);
    let author = header
        .split(|&byte| byte == b'\n')
        .find_map(|line| line.strip_prefix(b"author "));
    let (author, seconds, offset) = split_person(author.unwrap_or_default());
    let at = Timestamp(seconds.saturating_mul(1_000));
    let encoding = encoding::named(header);
    let author = Untrusted::new(encoding::decoded(author, encoding, false));
    let message = cap_message(message, most, start, encoding);
    (
        Commit {
            id,
            parents,
            author,
            at,
            message,
        },
        offset,
    )
}

/// Returns the message of a tag object.
pub(super) fn tag_message(start: &ObjectStart) -> Untrusted {
    let (header, message) = split_message(&start.data);
    cap_message(message, MAX_MESSAGE_BYTES, start, encoding::named(header))
}

/// Parses the target of a tag object from its first line; `None` when it is no tag.
pub(super) fn tag_target(data: &[u8]) -> Option<ObjectId> {
    let first = data.split(|&byte| byte == b'\n').next()?;
    parse_id(first.strip_prefix(b"object ")?)
}

/// Returns the first line that is not blank.
pub(super) fn subject(message: &[u8]) -> &[u8] {
    message
        .split(|&byte| byte == b'\n')
        .map(<[u8]>::trim_ascii)
        .find(|line| !line.is_empty())
        .unwrap_or_default()
}

/// Splits a commit into header lines, up to the first empty line, and message.
fn split_message(data: &[u8]) -> (&[u8], &[u8]) {
    match data.windows(2).position(|pair| pair == b"\n\n") {
        Some(end) => (&data[..end], &data[end + 2..]),
        None => (data, &[]),
    }
}

/// Splits `Name <mail> 1700000000 +0200` into name and mail as written, seconds, and minutes ahead
/// of UTC. Unreadable numbers count as 0.
fn split_person(person: &[u8]) -> (&[u8], i64, i32) {
    let Some(end) = person.iter().rposition(|&byte| byte == b'>') else {
        return (person.trim_ascii(), 0, 0);
    };
    let (who, when) = person.split_at(end + 1);
    let when = String::from_utf8_lossy(when);
    let mut words = when.split_ascii_whitespace();
    let seconds = words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
    let zone: i32 = words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
    let offset = if (-1_400..=1_400).contains(&zone) {
        zone / 100 * 60 + zone % 100
    } else {
        0
    };
    (who.trim_ascii(), seconds, offset)
}

/// Cuts a message to `most` bytes, and says how many more there are, including those beyond the
/// start.
fn cap_message(
    message: &[u8],
    most: usize,
    start: &ObjectStart,
    encoding: Option<&'static Encoding>,
) -> Untrusted {
    let kept = &message[..message.len().min(most).min(MAX_MESSAGE_BYTES)];
    let unread = usize::try_from(start.size)
        .unwrap_or(usize::MAX)
        .saturating_sub(start.data.len());
    let left = (message.len() - kept.len()).saturating_add(unread);
    if left == 0 {
        return Untrusted::new(encoding::decoded(message, encoding, false));
    }
    let mut kept = encoding::decoded(kept, encoding, true).into_owned();
    kept.extend_from_slice(
        format!("\n[{left} more bytes of this message are not shown]").as_bytes(),
    );
    Untrusted::new(kept)
}
