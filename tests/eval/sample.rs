//! Measures how well specs are read that nobody had looked at while the readers were written.
//!
//! `cargo bench --bench sample_eval -- DIR [KIND] [--misses]`: DIR holds the git directories of the
//! repositories that `tests/eval/specs/files.tsv` names, as `owner+name` or `owner+name/repo`;
//! those that are not there are counted. Without DIR nothing is measured. Beside precision and
//! recall it counts what was lost in silence: criteria that are neither read, nor part of something
//! that is, nor told of.

mod repos;

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use repos::git_dir;
use snaglist::git::{FileContent, Repository};
use snaglist::model::spec::{CriterionKind, LineRange, Spec};
use snaglist::model::text::RepoPath;

const FILES: &str = include_str!("specs/files.tsv");
const LABELS: &str = include_str!("specs/labels.tsv");
const MAX_BYTES: u64 = 16 << 20;

/// Counts of one kind.
#[derive(Clone, Copy, Default)]
struct Score {
    files: usize,
    not_there: usize,
    criteria: usize,
    hits: usize,
    wrong: usize,
    silent: usize,
    silent_files: usize,
    refused: usize,
}

impl Score {
    fn add(&mut self, other: Self) {
        self.files += other.files;
        self.not_there += other.not_there;
        self.criteria += other.criteria;
        self.hits += other.hits;
        self.wrong += other.wrong;
        self.silent += other.silent;
        self.silent_files += other.silent_files;
        self.refused += other.refused;
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let misses = arguments.iter().any(|argument| argument == "--misses");
    let mut plain = arguments
        .iter()
        .filter(|argument| !argument.starts_with("--"));
    let Some(dir) = plain.next().map(Path::new).filter(|dir| dir.is_dir()) else {
        println!("no directory of repositories is named; nothing is measured");
        return;
    };
    let wanted = plain.next();
    let mut labels: HashMap<&str, HashMap<u32, char>> = HashMap::new();
    for row in LABELS.lines().skip(1) {
        let [file, line, _, class] = row.split('\t').collect::<Vec<_>>()[..] else {
            continue;
        };
        let (Ok(line), Some(class)) = (line.parse(), class.chars().next()) else {
            continue;
        };
        labels.entry(file).or_default().insert(line, class);
    }
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    for row in FILES.lines().skip(1) {
        let [file, kind, _, repo, commit, path] = row.split('\t').collect::<Vec<_>>()[..] else {
            continue;
        };
        if wanted.is_some_and(|wanted| wanted != kind) {
            continue;
        }
        let labelled = labels.get(file).cloned().unwrap_or_default();
        let score = match content(dir, repo, commit, path) {
            Some(bytes) => {
                let read = snaglist::spec::read(&RepoPath::from(path), &bytes, None);
                score(
                    read.ok().as_ref(),
                    &labelled,
                    misses.then_some((repo, path)),
                )
            }
            None => Score {
                not_there: 1,
                ..Score::default()
            },
        };
        scores.entry(kind).or_default().add(score);
    }
    print(&scores);
}

fn content(dir: &Path, repo: &str, commit: &str, path: &str) -> Option<Vec<u8>> {
    let repository = Repository::discover(&git_dir(dir, repo)?).ok()?;
    let entry = repository
        .entry(commit.parse().ok()?, &RepoPath::from(path))
        .ok()??;
    match repository.read(entry.id, MAX_BYTES).ok()? {
        FileContent::Bytes(bytes) => Some(bytes),
        _ => None,
    }
}

fn score(read: Option<&Spec>, labelled: &HashMap<u32, char>, told: Option<(&str, &str)>) -> Score {
    let of_class = |class: char| {
        let mut lines: Vec<u32> = labelled
            .iter()
            .filter(|(_, other)| **other == class)
            .map(|(line, _)| *line)
            .collect();
        lines.sort_unstable();
        lines
    };
    let criteria = of_class('C');
    let mut score = Score {
        files: 1,
        criteria: criteria.len(),
        ..Score::default()
    };
    let Some(spec) = read else {
        score.refused = usize::from(!criteria.is_empty());
        return score;
    };
    let is_criterion = |line: u32| {
        spec.criteria
            .iter()
            .any(|item| item.kind == CriterionKind::Criterion && item.lines.first == line)
    };
    let items = spec.criteria.iter().map(|item| item.lines);
    let accounted: Vec<LineRange> = items
        .chain(
            spec.requirements
                .iter()
                .map(|requirement| requirement.lines),
        )
        .chain(spec.left_out.iter().map(|left_out| left_out.lines))
        .collect();
    for line in criteria {
        let is_silent = !accounted.iter().any(|lines| lines.contains(line));
        if is_criterion(line) {
            score.hits += 1;
        } else {
            score.silent += usize::from(is_silent);
            if let Some((repo, path)) = told {
                println!(
                    "{repo} {path}:{line}: missed{}",
                    if is_silent { " in silence" } else { "" }
                );
            }
        }
    }
    score.silent_files = usize::from(score.silent > 0);
    for item in spec
        .criteria
        .iter()
        .filter(|item| item.kind == CriterionKind::Criterion)
    {
        if !matches!(labelled.get(&item.lines.first), Some('C' | 'O')) {
            score.wrong += 1;
            if let Some((repo, path)) = told {
                println!(
                    "{repo} {path}:{}: no criterion ({})",
                    item.lines.first, item.rule
                );
            }
        }
    }
    score
}

fn print(scores: &BTreeMap<&str, Score>) {
    println!("kind       files  not there  criteria  precision  recall  refused  lost in silence");
    let mut all = Score::default();
    let row = |name: &str, score: &Score| {
        println!(
            "{name:10} {:5}  {:9}  {:8}  {:9.3}  {:6.3}  {:7}  {} in {} files",
            score.files,
            score.not_there,
            score.criteria,
            score.hits as f64 / (score.hits + score.wrong).max(1) as f64,
            score.hits as f64 / score.criteria.max(1) as f64,
            score.refused,
            score.silent,
            score.silent_files,
        );
    };
    for (kind, score) in scores {
        row(kind, score);
        all.add(*score);
    }
    row("all", &all);
}
