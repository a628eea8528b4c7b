//! Made-up deliveries to follow notes through: written, reworked, delivered again.

use std::collections::{BTreeMap, HashSet};

use snaglist::diff::anchor_text;
use snaglist::git::builder::RepoBuilder;
use snaglist::git::increments::FoundIncrements;
use snaglist::model::change::{FileText, Side};
use snaglist::model::id::{Digest, EventId, ObjectId};
use snaglist::model::increment::{CommitRange, Increment, IncrementSource};
use snaglist::model::note::{Anchor, Label, NoteBody, Place, Thread, ThreadState};
use snaglist::model::record::Subject;
use snaglist::model::spec::LineRange;
use snaglist::model::text::{RepoPath, Untrusted};
use snaglist::model::time::Timestamp;

use super::follow::{Line, Writing};
use crate::record::gossip::Dice;

pub(super) type Tree = BTreeMap<String, Writing>;

/// A note as it was made.
pub(super) struct Noted {
    pub path: String,
    pub at: usize,
    pub lines: Vec<Line>,
}

pub(super) fn commit(
    repo: &mut RepoBuilder,
    before: &Tree,
    tree: &Tree,
    message: &str,
) -> ObjectId {
    for path in before.keys().filter(|path| !tree.contains_key(*path)) {
        repo.remove(path);
    }
    for (path, writing) in tree {
        repo.write(path, writing.text()).unwrap();
    }
    repo.commit(message).unwrap()
}

/// A delivery's base and head, on a branch of their own.
pub(super) fn deliver(repo: &mut RepoBuilder, base: &Tree, head: &Tree) -> CommitRange {
    let first = commit(repo, &Tree::new(), base, "Begin");
    let last = commit(repo, base, head, "Deliver");
    CommitRange {
        base: Some(first),
        head: last,
    }
}

/// The file's content with so many functions written first by others.
pub(super) fn upstream(writing: &mut Writing, dice: &mut Dice) {
    for number in 0..dice.below(3) {
        let block = writing.function(70 + number, dice);
        writing.lines.splice(0..0, block);
    }
}

/// What the contractor makes of a delivery until the next one.
pub(super) fn rework(head: &mut Tree, noted: &HashSet<usize>, dice: &mut Dice) {
    let paths: Vec<String> = head.keys().cloned().collect();
    for path in &paths {
        let writing = head.get_mut(path).unwrap();
        for _ in 0..dice.below(5) {
            writing.change(noted, dice);
        }
    }
    for path in &paths {
        if dice.below(4) == 0 {
            let writing = head.remove(path).unwrap();
            let name = path.rsplit('/').next().unwrap();
            let to = if dice.below(2) == 0 {
                format!("src/moved/{name}")
            } else {
                format!("{path}.new")
            };
            head.insert(to, writing);
        }
    }
    // A piece goes to another file, new or not.
    let paths: Vec<String> = head.keys().cloned().collect();
    for path in &paths {
        if dice.below(3) == 0 {
            let from = head.get_mut(path).unwrap();
            let piece = from.some(dice, 20);
            let piece: Vec<Line> = from.lines.drain(piece).collect();
            let to = match dice.below(2) {
                0 => format!("{path}.part"),
                _ => paths[dice.below(paths.len())].clone(),
            };
            let to = head.entry(to).or_insert_with(|| {
                let mut empty = Writing::numbered_from(0, dice);
                empty.lines.clear();
                empty
            });
            let at = dice.below(to.lines.len() + 1);
            to.lines.splice(at..at, piece);
        }
    }
}

pub(super) fn thread(
    number: usize,
    noted: &Noted,
    text: &FileText,
    blob: ObjectId,
    round: CommitRange,
) -> Thread {
    let lines = LineRange {
        first: noted.at as u32 + 1,
        last: (noted.at + noted.lines.len()) as u32,
    };
    let (kept, before, after) = anchor_text(text, lines);
    let anchor = Anchor {
        path: RepoPath::from(noted.path.as_str()),
        side: Side::New,
        blob: Some(blob),
        lines: Some(lines),
        text: kept,
        before,
        after,
    };
    let mut id = [0; 32];
    id[..8].copy_from_slice(&(number as u64).to_be_bytes());
    let id = EventId(Digest(id));
    Thread {
        id,
        author: "anaaaaaaaa".parse().unwrap(),
        at: Timestamp(0),
        place: Place {
            increment: Some("one".parse().unwrap()),
            criterion: None,
            anchor: Some(anchor.into()),
        },
        subject: Some(
            Subject {
                increment: None,
                range: round,
                tree: None,
                evidence: Vec::new(),
            }
            .into(),
        ),
        body: NoteBody {
            label: Label::Issue,
            blocking: None,
            text: Untrusted::from("why?"),
        },
        edited: None,
        heads: vec![id],
        retracted: false,
        replies: Vec::new(),
        state: ThreadState::Open,
        state_heads: Vec::new(),
        since: Timestamp(0),
        private: false,
    }
}

/// One increment, delivered twice.
pub(super) fn found(range: CommitRange, earlier: CommitRange) -> FoundIncrements {
    FoundIncrements {
        increments: vec![Increment {
            round: 2,
            earlier: vec![earlier],
            unchanged: Vec::new(),
            ..Increment::new(
                "one".parse().unwrap(),
                Untrusted::from("One"),
                range,
                IncrementSource::Tag,
            )
        }],
        source: IncrementSource::Tag,
        base: range.base,
        head: range.head,
        because: String::new(),
        more: false,
        left_out: Vec::new(),
        warnings: Vec::new(),
    }
}
