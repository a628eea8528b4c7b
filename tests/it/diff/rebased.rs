//! Notes follow their lines through rebased deliveries: commits written anew on another base, files
//! renamed and edited, functions cut from one file and pasted into another; with the old commits at
//! hand, and in a clone that never had them. Ten thousand notes with `cargo test --release --test
//! it diff::rebased -- --ignored --nocapture`.

use std::collections::{BTreeMap, HashSet};
use std::time::Instant;

use snaglist::diff::anchor_text;
use snaglist::engagement::Standings;
use snaglist::git::Repository;
use snaglist::git::builder::RepoBuilder;
use snaglist::git::increments::FoundIncrements;
use snaglist::model::change::{FileText, Side};
use snaglist::model::id::{Digest, EventId, ObjectId};
use snaglist::model::increment::{CommitRange, Increment, IncrementSource};
use snaglist::model::note::{
    Anchor, Label, NoteBody, Place, Standing, Thread, ThreadState, Whereabouts,
};
use snaglist::model::record::{Record, Subject};
use snaglist::model::spec::LineRange;
use snaglist::model::text::{RepoPath, Untrusted};
use snaglist::model::time::Timestamp;

use super::follow::{Line, Writing};
use crate::record::gossip::Dice;

/// Files of a delivery.
const FILES: usize = 6;

/// Notes on each.
const NOTES: usize = 5;

type Tree = BTreeMap<String, Writing>;

/// What was counted; as in the test of single files.
#[derive(Default, Debug)]
struct Tally {
    notes: usize,
    /// Whose lines all stand together as they were; `far` of them in another file than before.
    whole: usize,
    far: usize,
    /// Of those: found just there.
    exact: usize,
    far_exact: usize,
    /// Of those: said to be edited or gone.
    doubted: usize,
    /// Whose lines were changed or are gone; said so.
    changed: usize,
    /// Said to be the same at lines that read the same, next to the same lines, and are not the
    /// note's.
    alike: usize,
    /// Said to be the same at other lines.
    wrong: usize,
}

/// A note as it was made.
struct Noted {
    path: String,
    at: usize,
    lines: Vec<Line>,
}

fn commit(repo: &mut RepoBuilder, before: &Tree, tree: &Tree, message: &str) -> ObjectId {
    for path in before.keys().filter(|path| !tree.contains_key(*path)) {
        repo.remove(path);
    }
    for (path, writing) in tree {
        repo.write(path, writing.text()).unwrap();
    }
    repo.commit(message).unwrap()
}

/// A delivery's base and head, on a branch of their own.
fn deliver(repo: &mut RepoBuilder, base: &Tree, head: &Tree) -> CommitRange {
    let first = commit(repo, &Tree::new(), base, "Begin");
    let last = commit(repo, base, head, "Deliver");
    CommitRange {
        base: Some(first),
        head: last,
    }
}

/// The file's content with so many functions written first by others.
fn upstream(writing: &mut Writing, dice: &mut Dice) {
    for number in 0..dice.below(3) {
        let block = writing.function(70 + number, dice);
        writing.lines.splice(0..0, block);
    }
}

/// What the contractor makes of a delivery until the next one.
fn rework(head: &mut Tree, noted: &HashSet<usize>, dice: &mut Dice) {
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

fn thread(
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
fn found(range: CommitRange, earlier: CommitRange) -> FoundIncrements {
    FoundIncrements {
        increments: vec![Increment {
            round: 2,
            earlier: vec![earlier],
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

fn engagement(tally: &mut Tally, dice: &mut Dice) {
    let mut base = Tree::new();
    for number in 0..FILES {
        base.insert(
            format!("src/file_{number}.rs"),
            Writing::numbered_from(number * 1_000_000, dice),
        );
    }
    let mut head = base.clone();
    for (path, writing) in &mut head {
        (0..1 + dice.below(4)).for_each(|_| writing.change(&HashSet::new(), dice));
        // Some files are new in the delivery.
        if dice.below(3) == 0 {
            base.remove(path);
        }
    }
    let noted: Vec<Noted> = head
        .iter()
        .flat_map(|(path, writing)| {
            let some: Vec<_> = (0..NOTES).map(|_| writing.some(dice, 6)).collect();
            some.into_iter()
                .map(|at| (path.clone(), at, writing.lines.clone()))
        })
        .filter(|(_, at, _)| !at.is_empty())
        .map(|(path, at, lines)| Noted {
            path,
            at: at.start,
            lines: lines[at].to_vec(),
        })
        .collect();
    let numbers: HashSet<usize> = noted
        .iter()
        .flat_map(|noted| &noted.lines)
        .map(|line| line.number)
        .collect();

    let (mut new_base, mut new_head) = (base.clone(), head.clone());
    rework(&mut new_head, &numbers, dice);
    for (path, writing) in &mut new_base {
        let mut dice_of_file = Dice(dice.0);
        upstream(writing, dice);
        // The delivery stands on what others wrote; its own copy of the file has it too.
        if let Some(writing) = new_head.get_mut(path) {
            upstream(writing, &mut dice_of_file);
        }
    }

    let keeps_old = dice.below(2) == 0;
    let dirs = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut repos = dirs
        .each_ref()
        .map(|dir| RepoBuilder::init(dir.path()).unwrap());
    let round = deliver(&mut repos[0], &base, &head);
    let old = Repository::discover(dirs[0].path()).unwrap();
    let now = usize::from(!keeps_old);
    if keeps_old {
        repos[0].branch("anew").unwrap();
    }
    let range = {
        let before = if keeps_old { head.clone() } else { Tree::new() };
        let first = commit(
            &mut repos[now],
            &before,
            &new_base,
            "Begin, with what others wrote",
        );
        let last = commit(&mut repos[now], &new_base, &new_head, "Deliver again");
        CommitRange {
            base: Some(first),
            head: last,
        }
    };
    let threads: Vec<Thread> = noted
        .iter()
        .enumerate()
        .map(|(number, noted)| {
            let entry = old
                .entry(round.head, &RepoPath::from(noted.path.as_str()))
                .unwrap()
                .unwrap();
            thread(
                number,
                noted,
                &FileText::new(head[&noted.path].text().into_bytes()),
                entry.id,
                round,
            )
        })
        .collect();
    let found = found(range, round);
    let record = Record {
        threads,
        ..Record::default()
    };
    let repository = Repository::discover(dirs[now].path()).unwrap();
    let (whereabouts, _) = Standings::default().of(&repository, &record, &found, usize::MAX);
    for (noted, thread) in noted.iter().zip(&record.threads) {
        count(
            tally,
            noted,
            &head,
            &new_head,
            &whereabouts[&thread.id],
            keeps_old,
        );
    }
}

fn count(
    tally: &mut Tally,
    noted: &Noted,
    before: &Tree,
    now: &Tree,
    found: &Whereabouts,
    keeps_old: bool,
) {
    let len = noted.lines.len();
    let places = |tree: &Tree, is_it: &dyn Fn(&Line, &Line) -> bool| {
        let mut places = Vec::new();
        for (path, writing) in tree {
            for at in 0..(writing.lines.len() + 1).saturating_sub(len) {
                if noted
                    .lines
                    .iter()
                    .zip(&writing.lines[at..])
                    .all(|(then, now)| is_it(then, now))
                {
                    places.push((path.clone(), at));
                }
            }
        }
        places
    };
    let same = |then: &Line, now: &Line| then.number == now.number && then.text == now.text;
    let reads = |then: &Line, now: &Line| then.text == now.text;
    let whole = places(now, &same).pop();
    let (all_then, all_now) = (places(before, &reads), places(now, &reads));
    // What was copied, and then taken away where it had been, was moved, as far as anybody can
    // tell.
    let whole = whole.or_else(|| match (&all_then[..], &all_now[..]) {
        ([_], [only]) => Some(only.clone()),
        _ => None,
    });
    let far = whole.as_ref().is_some_and(|(path, _)| *path != noted.path);
    let is_same = matches!(found.standing, Standing::Exact | Standing::Moved);
    let here = match (&found.file, found.lines) {
        (Some((path, _)), Some(lines)) if is_same => Some((
            String::from_utf8(path.as_bytes().to_vec()).unwrap(),
            lines.first as usize - 1,
        )),
        _ => None,
    };
    tally.notes += 1;
    tally.whole += usize::from(whole.is_some());
    tally.far += usize::from(far);
    match (&whole, &here) {
        (Some(_), Some(_)) if whole == here => {
            tally.exact += 1;
            tally.far_exact += usize::from(far);
        }
        (_, Some((path, at))) => {
            let around = |tree: &Tree, path: &str, at: usize| {
                let lines = &tree[path].lines;
                let texts = |lines: &[Line]| {
                    lines
                        .iter()
                        .map(|line| line.text.clone())
                        .collect::<Vec<_>>()
                };
                let end = at + len;
                [
                    texts(&lines[at.saturating_sub(3)..at]),
                    texts(&lines[end..lines.len().min(end + 3)]),
                ]
            };
            let then = around(before, &noted.path, noted.at);
            let beside = around(now, path, *at)
                .iter()
                .zip(&then)
                .any(|(now, then)| now == then);
            if all_now.contains(&(path.clone(), *at)) && beside {
                tally.alike += 1;
            } else {
                tally.wrong += 1;
                let texts: Vec<&str> = noted.lines.iter().map(|line| line.text.as_str()).collect();
                println!(
                    "{:?} at {path}:{at} for {}:{}, true {whole:?}, with the old commits {keeps_old}: {texts:#?}",
                    found.standing, noted.path, noted.at
                );
            }
        }
        (Some(_), None) => tally.doubted += 1,
        (None, None) => tally.changed += 1,
    }
}

fn follow_all(engagements: usize, seed: u64) {
    let mut tally = Tally::default();
    let mut dice = Dice(seed);
    (0..engagements).for_each(|_| engagement(&mut tally, &mut dice));
    println!("{tally:#?}");
    let told = tally.exact + tally.doubted + tally.changed + tally.alike + tally.wrong;
    assert_eq!(told, tally.notes, "a note was dropped");
    assert_eq!(tally.wrong, 0);
    assert!(
        tally.exact * 100 >= tally.whole * 95 && tally.alike * 100 < tally.notes,
        "{tally:?}"
    );
}

#[test]
fn notes_follow_their_lines_into_other_files() {
    follow_all(10, 3);
}

#[test]
#[ignore = "long: ten thousand notes"]
fn ten_thousand_notes_follow_their_lines_through_rebases() {
    follow_all(340, 5);
}

#[test]
#[ignore = "a measurement: `cargo test --release --test it diff::rebased::how_long -- --ignored --nocapture`"]
fn how_long_ten_thousand_notes_take() {
    let mut dice = Dice(7);
    let dir = tempfile::tempdir().unwrap();
    let mut repo = RepoBuilder::init(dir.path()).unwrap();
    let file = |number: usize, dice: &mut Dice| {
        let mut writing = Writing::numbered_from(number * 1_000_000, dice);
        (0..40).for_each(|number| {
            let block = writing.function(number, dice);
            writing.lines.extend(block);
        });
        (format!("src/file_{number}.rs"), writing)
    };
    let head: Tree = (0..300).map(|number| file(number, &mut dice)).collect();
    let round = deliver(&mut repo, &Tree::new(), &head);
    let repository = Repository::discover(dir.path()).unwrap();
    let mut threads = Vec::new();
    for (path, writing) in &head {
        let text = FileText::new(writing.text().into_bytes());
        let blob = repository
            .entry(round.head, &RepoPath::from(path.as_str()))
            .unwrap()
            .unwrap()
            .id;
        for _ in 0..34 {
            let at = writing.some(&mut dice, 6);
            let lines = writing.lines[at.clone()].to_vec();
            let noted = Noted {
                path: path.clone(),
                at: at.start,
                lines,
            };
            threads.push(thread(threads.len(), &noted, &text, blob, round));
        }
    }
    // Every file is changed, and every other one written anew, so that what was in it is looked for
    // elsewhere.
    let mut now = head.clone();
    for (number, writing) in now.values_mut().enumerate() {
        if number % 2 == 0 {
            (0..10).for_each(|_| writing.change(&HashSet::new(), &mut dice));
        } else {
            *writing = file(number, &mut dice).1;
        }
    }
    let last = commit(&mut repo, &head, &now, "Deliver again");
    let found = found(
        CommitRange {
            base: round.base,
            head: last,
        },
        round,
    );
    let record = Record {
        threads,
        ..Record::default()
    };
    let begun = Instant::now();
    let mut standings = Standings::default();
    let (some, are_all) = standings.of(&repository, &record, &found, 100);
    println!("a hundred of them: {:.1?}", begun.elapsed());
    assert!(!are_all && some.len() == 100);
    let (all, are_all) = standings.of(&repository, &record, &found, usize::MAX);
    assert!(are_all && all.len() == record.threads.len());
    let gone = all
        .values()
        .filter(|now| now.standing == Standing::Gone)
        .count();
    println!(
        "{} notes, {gone} of them gone: {:.1?}",
        all.len(),
        begun.elapsed()
    );
    let begun = Instant::now();
    standings.of(&repository, &record, &found, 0);
    println!("once more: {:.1?}", begun.elapsed());
}
