//! Measures how well criteria are followed from version to version, on labelled pairs of real
//! specs.
//!
//! `cargo bench --bench follow_eval -- DIR [first|second] [all]`: DIR holds the git directories of
//! the repositories that `tests/eval/follow/labels.tsv` names, as `owner+name` or
//! `owner+name/repo`; without DIR nothing is measured. `first` and `second` take half of the
//! repositories; `all` lists what is not right.

mod repos;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use repos::git_dir;
use snaglist::engagement::{Followed, follow};
use snaglist::git::Repository;
use snaglist::model::id::ObjectId;
use snaglist::model::lineage::Sureness;
use snaglist::model::spec::Spec;

const LABELS: &str = include_str!("follow/labels.tsv");

/// One label.
struct Label<'l> {
    repo: &'l str,
    from: ObjectId,
    to: ObjectId,
    path: &'l str,
    line: u32,
    to_path: &'l str,
    to_lines: Vec<u32>,
    relation: &'l str,
    hard: bool,
}

/// Counts of one kind.
#[derive(Default)]
struct Tally {
    all: usize,
    right: usize,
    /// Right but for the name of the relation.
    other_name: usize,
    /// The right place, as a guess that a person looks at.
    guessed: usize,
    missed: usize,
    /// A wrong place, as a guess.
    wrong_guess: usize,
    wrong_likely: usize,
    wrong_certain: usize,
    unread: usize,
}

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let Some(dir) = arguments.first().map(Path::new).filter(|dir| dir.is_dir()) else {
        println!("no directory of repositories is named; nothing is measured");
        return;
    };
    let half = arguments
        .iter()
        .find_map(|argument| match argument.as_str() {
            "first" => Some(0),
            "second" => Some(1),
            _ => None,
        });
    let list = arguments.iter().any(|argument| argument == "all");
    let labels: Vec<Label<'_>> = LABELS.lines().skip(1).filter_map(label).collect();
    let repos: BTreeSet<&str> = labels.iter().map(|label| label.repo).collect();
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for (index, repo) in repos.iter().enumerate() {
        if half.is_some_and(|half| index % 2 != half) {
            continue;
        }
        let Some(git) = git_dir(dir, repo) else {
            println!("{repo}: not there");
            continue;
        };
        let repository = Repository::discover(&git).unwrap();
        let mut followed: BTreeMap<(ObjectId, ObjectId, &str), Option<Followed>> = BTreeMap::new();
        for label in labels.iter().filter(|label| label.repo == *repo) {
            let key = (label.from, label.to, label.path);
            let followed = followed.entry(key).or_insert_with(|| {
                match follow(
                    &repository,
                    label.from,
                    label.to,
                    &[PathBuf::from(label.path)],
                ) {
                    Ok(followed) => Some(followed),
                    Err(error) => {
                        println!("{repo} {}: {error:#}", label.path);
                        None
                    }
                }
            });
            for kind in [
                label.relation,
                "all",
                if label.hard { "hard" } else { "easy" },
                repo,
            ] {
                score(
                    tallies.entry(kind.to_owned()).or_default(),
                    followed.as_ref(),
                    label,
                    list && kind == "all",
                );
            }
        }
    }
    println!(
        "{:<50} {:>4} {:>6} {:>6} {:>7} {:>6} {:>6} {:>6} {:>7} {:>6}",
        "", "all", "right", "named", "guessed", "missed", "wrong?", "likely", "certain", "unread"
    );
    for (kind, tally) in &tallies {
        let Tally {
            all,
            right,
            other_name,
            guessed,
            missed,
            wrong_guess,
            wrong_likely,
            wrong_certain,
            unread,
        } = tally;
        println!(
            "{kind:<50} {all:>4} {:>6.3} {other_name:>6} {guessed:>7} {missed:>6} {wrong_guess:>6} {wrong_likely:>6} {wrong_certain:>7} {unread:>6}",
            (right + other_name) as f64 / (all - unread).max(1) as f64,
        );
    }
}

fn label(line: &str) -> Option<Label<'_>> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [
        repo,
        from,
        to,
        path,
        line,
        _,
        to_path,
        to_line,
        relation,
        difficulty,
        ..,
    ] = fields[..]
    else {
        return None;
    };
    Some(Label {
        repo,
        from: from.parse().ok()?,
        to: to.parse().ok()?,
        path,
        line: line.parse().ok()?,
        to_path,
        to_lines: to_line
            .split(';')
            .filter_map(|line| line.trim().parse().ok())
            .collect(),
        relation,
        hard: difficulty == "hard",
    })
}

fn score(tally: &mut Tally, followed: Option<&Followed>, label: &Label<'_>, list: bool) {
    tally.all += 1;
    let at = |specs: &[Spec], path: &str, line: u32| {
        let spec = specs
            .iter()
            .find(|spec| spec.path.as_bytes() == path.as_bytes())?;
        let near = spec
            .criteria
            .iter()
            .filter(|item| item.lines.first <= line && line <= item.lines.last);
        near.max_by_key(|item| item.lines.first)
            .map(|item| item.id.clone())
    };
    let row = followed.and_then(|followed| {
        let id = at(&followed.from, label.path, label.line)?;
        followed
            .rows
            .iter()
            .find(|row| row.key.id == id && row.key.spec.as_bytes() == label.path.as_bytes())
    });
    let wanted: Option<Vec<_>> = followed.and_then(|followed| {
        label
            .to_lines
            .iter()
            .map(|line| at(&followed.to, label.to_path, *line))
            .collect()
    });
    let (Some(row), Some(wanted)) = (row, wanted) else {
        tally.unread += 1;
        if list {
            println!(
                "UNREAD {} {}:{} {}",
                label.repo, label.path, label.line, label.relation
            );
        }
        return;
    };
    let wanted: BTreeSet<_> = wanted
        .into_iter()
        .map(|id| (label.to_path.as_bytes(), id))
        .collect();
    let got: BTreeSet<_> = row
        .fate
        .to
        .iter()
        .map(|key| (key.spec.as_bytes(), key.id.clone()))
        .collect();
    let verdict = if got == wanted {
        if row.fate.sure == Sureness::Unsure && !got.is_empty() {
            tally.guessed += 1;
            "guessed"
        } else if row.fate.relation.name() == label.relation {
            tally.right += 1;
            return;
        } else {
            tally.other_name += 1;
            "named"
        }
    } else if got.is_empty() {
        tally.missed += 1;
        "MISSED"
    } else {
        match row.fate.sure {
            Sureness::Unsure => {
                tally.wrong_guess += 1;
                "wrong?"
            }
            Sureness::Likely => {
                tally.wrong_likely += 1;
                "WRONG"
            }
            Sureness::Certain => {
                tally.wrong_certain += 1;
                "WRONG AND CERTAIN"
            }
        }
    };
    if list {
        let shown = |set: &BTreeSet<(&[u8], _)>| {
            set.iter()
                .map(|(_, id)| format!("{id:?}"))
                .collect::<Vec<_>>()
                .join(",")
        };
        println!(
            "{verdict} {} {}:{} {} is {} [{}], taken for {} [{}] {}",
            label.repo,
            label.path,
            label.line,
            row.key.id,
            label.relation,
            shown(&wanted),
            row.fate.relation.name(),
            shown(&got),
            row.fate.sure.name()
        );
    }
}
