//! Makes ids and titles of increments from outside names.
//!
//! Knows nothing of history.

use std::collections::HashMap;

use crate::model::id::{IncrementId, ObjectId};
use crate::model::increment::Increment;

/// Number of hex digits of an id made from a commit.
const DIGITS: usize = 12;

/// Converts a name to an id; uses the start of the commit's id when the name has invalid
/// characters.
pub(super) fn id(name: &[u8], commit: ObjectId) -> IncrementId {
    plain(name).unwrap_or_else(|| from_hex(commit.short(DIGITS)))
}

/// Converts a name to an id, which is also safe to show.
pub(super) fn plain(name: &[u8]) -> Option<IncrementId> {
    std::str::from_utf8(name).ok()?.parse().ok()
}

/// Gives the last increment another id when an older one has the same.
pub(super) fn make_last_unique(increments: &mut [Increment]) {
    let Some((last, older)) = increments.split_last_mut() else {
        return;
    };
    let is_taken = |id: &IncrementId| older.iter().any(|older| older.id == *id);
    let head = last.range.head;
    let mut own = last.id.clone();
    if is_taken(&own) {
        own = id(format!("{own}~{}", head.short(7)).as_bytes(), head);
    }
    if is_taken(&own) {
        own = from_hex(head.to_string());
    }
    let mut number = 2;
    while is_taken(&own) {
        own = from_hex(format!("{}~{number}", head.short(DIGITS)));
        number += 1;
    }
    if own != last.id {
        last.names.retain(|name| *name != last.id);
        last.names.insert(0, own.clone());
        last.id = own;
    }
}

/// Gives each increment a unique id, and drops further names that are ambiguous.
pub(super) fn make_unique(increments: &mut [Increment]) {
    for end in 1..=increments.len() {
        make_last_unique(&mut increments[..end]);
    }
    let mut uses: HashMap<IncrementId, usize> = HashMap::new();
    for name in increments.iter().flat_map(|increment| &increment.names) {
        *uses.entry(name.clone()).or_default() += 1;
    }
    for increment in increments {
        let own = increment.id.clone();
        increment
            .names
            .retain(|name| *name == own || uses.get(name) == Some(&1));
    }
}

/// Hex digits, `~` and short decimal numbers are always an id.
fn from_hex(text: String) -> IncrementId {
    text.parse()
        .unwrap_or_else(|_| unreachable!("hex digits make an id"))
}

/// Splits a tag into the increment's name and the round: `billing-r2`, `billing.r2`, `billing_r2`
/// and `billing-round-2` are the second round of `billing`. Without such a suffix it is a first
/// round.
pub(super) fn round_of(tag: &[u8]) -> (&[u8], u32) {
    let digits = tag
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let (start, number) = tag.split_at(tag.len() - digits);
    let number = std::str::from_utf8(number)
        .ok()
        .and_then(|number| number.parse::<u32>().ok());
    let stem = ["-round-", "-r", ".r", "_r"].iter().find_map(|mark| {
        let at = start.len().checked_sub(mark.len())?;
        start[at..]
            .eq_ignore_ascii_case(mark.as_bytes())
            .then(|| &start[..at])
    });
    match (stem, number) {
        (Some(stem), Some(number)) if !stem.is_empty() && number > 0 => (stem, number),
        _ => (tag, 1),
    }
}

/// The facts in a merge's message.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Merged {
    /// The source of the id; empty when the message has no name.
    pub(super) name: Vec<u8>,
    /// The title to show.
    pub(super) title: Vec<u8>,
    /// All the names in the message: the branch, with and without its owner, the pull request as
    /// `pr-7` and as `#7`.
    pub(super) names: Vec<Vec<u8>>,
}

impl Merged {
    /// Describes a delivery from a branch's name.
    pub(super) fn branch(name: &[u8]) -> Self {
        Self::new(name, &[name])
    }

    /// Makes a value; ids are made from the first name.
    fn new(title: &[u8], names: &[&[u8]]) -> Self {
        let names: Vec<Vec<u8>> = names
            .iter()
            .filter(|name| !name.is_empty())
            .map(|name| name.to_vec())
            .collect();
        Self {
            name: names.first().cloned().unwrap_or_default(),
            title: title.to_vec(),
            names,
        }
    }
}

/// Parses a merge's message into names and title.
///
/// GitHub: `Merge pull request #7 from org/branch`, then the title. GitLab: `Merge branch 'x' into
/// 'main'`, then the title, then `See merge request`. Bitbucket: `Merged in branch (pull request
/// #7)`, then the title. Azure: `Merged PR 7: title`. Git: `Merge branch 'x'`, `Merge
/// remote-tracking branch 'origin/x'`, `Merge branches 'x' and 'y'`, `Merge tag 'x'`, `Merge commit
/// 'x'`.
pub(super) fn of_merge(message: &[u8]) -> Merged {
    let mut lines = message
        .split(|&byte| byte == b'\n')
        .map(<[u8]>::trim_ascii)
        .filter(|line| !line.is_empty());
    let subject = lines.next().unwrap_or_default();
    let body = lines.next();
    if let Some(rest) = subject.strip_prefix(b"Merge pull request #") {
        let digits = digits(rest);
        let branch = rest[digits.len()..]
            .strip_prefix(b" from ")
            .unwrap_or(&rest[digits.len()..]);
        let title = body.unwrap_or(branch);
        let names = [
            &pull(digits)[..],
            behind_first(branch, b'/'),
            branch,
            &hash(digits),
        ];
        return Merged::new(title, &names);
    }
    if let Some(rest) = subject.strip_prefix(b"Merged in ") {
        let branch = rest.split(|&byte| byte == b' ').next().unwrap_or(rest);
        let number = rest
            .windows(2)
            .position(|pair| pair == b" (")
            .map(|at| &rest[at..]);
        let number = number
            .and_then(|rest| rest.strip_prefix(b" (pull request #"))
            .map(digits);
        let number = number.unwrap_or_default();
        let names = [branch, &pull(number), &hash(number)];
        return Merged::new(body.unwrap_or(branch), &names);
    }
    if let Some(merged) = of_squash(message) {
        return merged;
    }
    let kinds = [
        "Merge branch '",
        "Merge remote-tracking branch '",
        "Merge branches '",
        "Merge tag '",
    ];
    // Messages that people wrote themselves.
    if let Some(branch) = subject
        .strip_prefix(b"Merge branch ")
        .filter(|rest| !rest.starts_with(b"'"))
    {
        let branch = branch
            .split(|byte| byte.is_ascii_whitespace())
            .next()
            .unwrap_or(branch);
        return Merged::new(branch, &[branch]);
    }
    for start in kinds.into_iter().chain(["Merge commit '"]) {
        let Some(rest) = subject.strip_prefix(start.as_bytes()) else {
            continue;
        };
        let Some(end) = rest.iter().position(|&byte| byte == b'\'') else {
            continue;
        };
        let full = &rest[..end];
        let is_remote = start.contains("remote-tracking");
        let branch = if is_remote {
            behind_first(full, b'/')
        } else {
            full
        };
        let branch = if branch.is_empty() { full } else { branch };
        // An octopus merge names everything it merges.
        let others = rest[end..].split(|&byte| byte == b'\'').skip(2).step_by(2);
        let others = others.filter(|_| start.contains("branches"));
        let request = message
            .windows(17)
            .position(|words| words == b"See merge request");
        let title = body.filter(|_| request.is_some()).unwrap_or(branch);
        let number = request.map(|at| &message[at..]).and_then(|rest| {
            let line = rest.split(|&byte| byte == b'\n').next().unwrap_or_default();
            let mark = line.iter().rposition(|&byte| byte == b'!')?;
            Some([b"mr-", digits(&line[mark + 1..])].concat()).filter(|name| name.len() > 3)
        });
        let number = number.unwrap_or_default();
        let mut names = vec![branch, full, &number[..]];
        names.extend(others);
        return Merged::new(title, &names);
    }
    Merged::new(subject, &[])
}

/// Returns the branch on which somebody merged the branch `line`: `Merge branch 'main' into
/// delivery`, `Merge remote-tracking branch 'origin/main' into delivery`. `None` for any other
/// merge.
pub(super) fn brought_into<'m>(message: &'m [u8], line: &[u8]) -> Option<&'m [u8]> {
    let subject = crate::git::commit::subject(message);
    let merged = ["Merge branch '", "Merge remote-tracking branch '"]
        .iter()
        .find_map(|start| subject.strip_prefix(start.as_bytes()))?;
    let end = merged.iter().position(|&byte| byte == b'\'')?;
    let (name, rest) = (&merged[..end], &merged[end + 1..]);
    let is_line = !line.is_empty() && (name == line || behind_first(name, b'/') == line);
    let into = rest
        .windows(6)
        .rposition(|words| words == b" into ")
        .map(|at| rest[at + 6..].trim_ascii())?;
    let other = into
        .strip_prefix(b"'")
        .and_then(|into| into.strip_suffix(b"'"))
        .unwrap_or(into);
    (is_line && !other.is_empty() && other != line).then_some(other)
}

/// Parses the message of a squash merge: a title that ends with the number of the pull request
/// (GitHub), `Merged PR 7: title` (Azure), or git's own `Squashed commit of the following:`.
pub(super) fn of_squash(message: &[u8]) -> Option<Merged> {
    let subject = crate::git::commit::subject(message);
    if let Some(rest) = subject.strip_prefix(b"Merged PR ") {
        let digits = digits(rest);
        let title = rest[digits.len()..]
            .strip_prefix(b": ")
            .filter(|_| !digits.is_empty())?;
        return Some(Merged::new(title, &[&pull(digits), &hash(digits)]));
    }
    if subject == b"Squashed commit of the following:" {
        return Some(Merged::new(subject, &[]));
    }
    let rest = subject.strip_suffix(b")")?;
    let open = rest.windows(3).rposition(|mark| mark == b" (#")?;
    let number = &rest[open + 3..];
    let is_number = !number.is_empty() && number.iter().all(u8::is_ascii_digit);
    is_number.then(|| Merged::new(&rest[..open], &[&pull(number), &hash(number)]))
}

/// Returns the text behind the first occurrence of a byte; empty when there is none.
fn behind_first(text: &[u8], mark: u8) -> &[u8] {
    text.iter()
        .position(|&byte| byte == mark)
        .map_or(&[], |at| &text[at + 1..])
}

fn digits(text: &[u8]) -> &[u8] {
    &text[..text.iter().take_while(|byte| byte.is_ascii_digit()).count()]
}

fn pull(number: &[u8]) -> Vec<u8> {
    if number.is_empty() {
        Vec::new()
    } else {
        [b"pr-", number].concat()
    }
}

/// Makes the name under which a pull request is spoken of: `#7`.
fn hash(number: &[u8]) -> Vec<u8> {
    if number.is_empty() {
        Vec::new()
    } else {
        [b"#", number].concat()
    }
}
