//! Notes follow their lines through rebased deliveries: commits written anew on another base, files
//! renamed and edited, functions cut from one file and pasted into another; with the old commits at
//! hand, and in a clone that never had them. Ten thousand notes with `cargo test --release --test
//! it diff::rebased -- --ignored --nocapture`.

use std::collections::HashSet;
use std::time::Instant;

use snaglist::engagement::Standings;
use snaglist::git::Repository;
use snaglist::git::builder::RepoBuilder;
use snaglist::model::change::FileText;
use snaglist::model::increment::CommitRange;
use snaglist::model::note::{Standing, Thread, Whereabouts};
use snaglist::model::record::Record;
use snaglist::model::text::RepoPath;

use super::deliveries::{Noted, Tree, commit, deliver, found, rework, thread, upstream};
use super::follow::{Line, Writing};
use crate::record::gossip::Dice;

/// Files of a delivery.
const FILES: usize = 6;

/// Notes on each.
const NOTES: usize = 5;

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
