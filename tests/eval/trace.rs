//! How well suggested links find what commits and hunks of real increments name themselves.
//!
//! `cargo bench --bench trace_eval -- DIR` reads the folders of DIR, one a repository:
//! `commits.jsonl`, `criteria.jsonl`, `increments.json` and `hunkgold.json`. Ids are taken out of
//! messages and criteria (the fields `msg_stripped` and `text_stripped`), and for the scores of
//! hunks added lines that name one are left out. Prints, for each repository and on average: mean
//! average precision and hits at the first place for commits, with and without their messages; the
//! same and the mean reciprocal rank for hunks; how often the first commit is right where the
//! margin is wide; the time to index a megabyte. `--misses` lists criteria whose commit is not
//! found first. Without a DIR nothing is scored.

mod labelled;

use std::collections::HashSet;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs};

use labelled::{Commit, diff_of, naming, object, read_commits, read_spec, repositories, text};
use regex::Regex;
use serde_json::Value;
use snaglist::model::change::TextDiff;
use snaglist::model::text::Untrusted;
use snaglist::trace::suggest::{Answers, HunkIndex, HunkText, Queries, Query, Scores};

/// A margin over which a suggestion is said to be strong.
const WIDE: f32 = 0.10;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let misses = arguments.iter().any(|argument| argument == "--misses");
    let Some(dir) = arguments
        .iter()
        .find(|argument| !argument.starts_with("--"))
    else {
        println!("trace_eval: no folder of increments given; nothing was scored");
        return;
    };
    let mut tallies = Vec::new();
    for repository in repositories(Path::new(dir)) {
        match score(&repository, misses) {
            Some(tally) => tallies.push(tally),
            None => println!(
                "trace_eval: {} is not laid out as expected",
                repository.display()
            ),
        }
    }
    if tallies.is_empty() {
        println!("trace_eval: no repository in {dir}; nothing was scored");
        return;
    }
    print(&tallies);
}

/// What was counted for one repository.
#[derive(Default)]
struct Tally {
    name: String,
    commits: Ranks,
    without_messages: Ranks,
    hunks: Ranks,
    /// The hunks but one, before and after that one was confirmed.
    unanswered: Ranks,
    answered: Ranks,
    /// By criterion: the margin of the best hunk over the best of another commit, and whether its
    /// commit is right.
    margins: Vec<(f32, bool)>,
    bytes: usize,
    indexing: Duration,
    pieces: usize,
    ranking: Duration,
    rankings: u32,
}

/// Sums over rankings.
#[derive(Default)]
struct Ranks {
    count: usize,
    precision: f64,
    reciprocal: f64,
    first: usize,
}

impl Ranks {
    /// Adds a ranking: what is there, best first, as to whether it is right.
    fn add(&mut self, right: &[bool]) {
        let all = right.iter().filter(|right| **right).count();
        if all == 0 {
            return;
        }
        let (mut hits, mut sum) = (0, 0.0);
        for (rank, _) in right.iter().enumerate().filter(|(_, right)| **right) {
            hits += 1;
            sum += f64::from(hits) / (rank + 1) as f64;
        }
        self.count += 1;
        self.precision += sum / all as f64;
        let first = right.iter().position(|right| *right).unwrap_or(0);
        self.reciprocal += 1.0 / (first + 1) as f64;
        self.first += usize::from(first == 0);
    }

    fn map(&self) -> f64 {
        self.precision / self.count.max(1) as f64
    }

    fn mrr(&self) -> f64 {
        self.reciprocal / self.count.max(1) as f64
    }

    fn top(&self) -> f64 {
        self.first as f64 / self.count.max(1) as f64
    }
}

/// Indexes an increment; the hunks come in order of its commits.
fn index(
    commits: &[(u64, &Commit)],
    messages: bool,
    left_out: Option<&Regex>,
    tally: &mut Tally,
) -> HunkIndex {
    let diffs: Vec<Vec<TextDiff>> = commits
        .iter()
        .map(|(_, commit)| {
            commit
                .hunks
                .iter()
                .map(|hunk| diff_of(hunk, left_out))
                .collect()
        })
        .collect();
    let begun = Instant::now();
    let mut index = HunkIndex::default();
    for ((n, commit), diffs) in commits.iter().zip(&diffs) {
        let none = Untrusted::default();
        let number = index.add_commit(object(*n), if messages { &commit.message } else { &none });
        for (hunk, diff) in commit.hunks.iter().zip(diffs) {
            let heading = hunk.heading.as_bytes();
            index.add(HunkText {
                path: &hunk.path,
                diff,
                hunk: 0,
                heading,
                commits: &[number],
            });
            tally.bytes += diff.old.bytes().len() + diff.new.bytes().len();
        }
    }
    tally.indexing += begun.elapsed();
    tally.pieces += index.hunk_count();
    index
}

/// Indexes from the best score to the worst; of the same score, in their order.
fn best_first(scores: &[f32]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
    order
}

fn score(dir: &Path, misses: bool) -> Option<Tally> {
    let commits = read_commits(dir)?;
    let (spec, names) = read_spec(dir)?;
    let increments: Value =
        serde_json::from_str(&fs::read_to_string(dir.join("increments.json")).ok()?).ok()?;
    let gold: Value =
        serde_json::from_str(&fs::read_to_string(dir.join("hunkgold.json")).ok()?).ok()?;
    let queries = Queries::new([&spec]);
    let naming = naming(&names);
    let name = dir
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let mut tally = Tally {
        name,
        ..Tally::default()
    };
    for (number, increment) in increments.as_array()?.iter().enumerate() {
        let own: Vec<(u64, &Commit)> = increment
            .get("commits")?
            .as_array()?
            .iter()
            .filter_map(|n| Some((n.as_u64()?, commits.get(&n.as_u64()?)?)))
            .collect();
        let with = index(&own, true, None, &mut tally);
        let without = index(&own, false, None, &mut tally);
        for criterion in increment.get("criteria")?.as_array()? {
            let Some(at) = names.iter().position(|name| name == text(criterion, "id")) else {
                continue;
            };
            let query = queries.query(at)?;
            let right: HashSet<u64> = criterion
                .get("gold")?
                .as_array()?
                .iter()
                .filter_map(Value::as_u64)
                .collect();
            let begun = Instant::now();
            let scores = with.scores(query);
            tally.ranking += begun.elapsed();
            tally.rankings += 1;
            let is_right = |commit: &usize| right.contains(&own[*commit].0);
            let ranked = best_first(&scores.commits);
            tally
                .commits
                .add(&ranked.iter().map(is_right).collect::<Vec<_>>());
            let plain = best_first(&without.scores(query).commits);
            tally
                .without_messages
                .add(&plain.iter().map(is_right).collect::<Vec<_>>());
            if let Some((margin, best)) = margin(&own, &scores) {
                tally.margins.push((margin, is_right(&best)));
            }
            if misses && ranked.first().is_some_and(|first| !is_right(first)) {
                println!(
                    "{}: {} finds {} first",
                    tally.name, names[at], own[ranked[0]].0
                );
            }
        }
        score_hunks(
            &own,
            number,
            &gold,
            &names,
            &queries,
            naming.as_ref(),
            &mut tally,
        );
    }
    Some(tally)
}

/// The margin of the best hunk over the best of another commit, and the best one's commit.
fn margin(commits: &[(u64, &Commit)], scores: &Scores) -> Option<(f32, usize)> {
    let mut best = vec![0.0_f32; commits.len()];
    let owners = commits
        .iter()
        .enumerate()
        .flat_map(|(at, (_, commit))| commit.hunks.iter().map(move |_| at));
    for (owner, score) in owners.zip(&scores.hunks) {
        best[owner] = best[owner].max(*score);
    }
    let order = best_first(&best);
    let (first, second) = (*order.first()?, *order.get(1)?);
    Some((best[first] - best[second], first))
}

#[allow(clippy::too_many_arguments)]
fn score_hunks(
    commits: &[(u64, &Commit)],
    increment: usize,
    gold: &Value,
    names: &[String],
    queries: &Queries,
    naming: Option<&Regex>,
    tally: &mut Tally,
) {
    let of_this = |gold: &&Value| gold.get("inc").and_then(Value::as_u64) == Some(increment as u64);
    let gold: Vec<&Value> = gold
        .as_array()
        .into_iter()
        .flatten()
        .filter(of_this)
        .collect();
    if gold.is_empty() {
        return;
    }
    let index = index(commits, true, naming, tally);
    let places: Vec<(u64, u64)> = commits
        .iter()
        .flat_map(|(n, commit)| (0..commit.hunks.len() as u64).map(move |hunk| (*n, hunk)))
        .collect();
    for criterion in gold {
        let Some(at) = names
            .iter()
            .position(|name| name == text(criterion, "criterion"))
        else {
            continue;
        };
        let Some(query): Option<&Query> = queries.query(at) else {
            continue;
        };
        let hunks = criterion
            .get("hunks")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        let right: HashSet<(u64, u64)> = hunks
            .filter_map(|hunk| Some((hunk.get(0)?.as_u64()?, hunk.get(1)?.as_u64()?)))
            .collect();
        let before = index.scores(query).hunks;
        let ranked = best_first(&before);
        // As a reviewer would: the first right one is confirmed, and the others are looked for.
        if let Some(first) = ranked
            .iter()
            .position(|hunk| right.contains(&places[*hunk]))
        {
            let answers = Answers {
                confirmed: vec![ranked[first] as u32],
                rejected: Vec::new(),
            };
            let after = best_first(&index.scores_after(query, &answers).hunks);
            let confirmed = ranked[first];
            let is_right = |hunk: &&usize| **hunk != confirmed;
            let others = |order: &[usize]| -> Vec<bool> {
                order
                    .iter()
                    .filter(is_right)
                    .map(|hunk| right.contains(&places[*hunk]))
                    .collect()
            };
            tally.unanswered.add(&others(&ranked));
            tally.answered.add(&others(&after));
        }
        tally.hunks.add(
            &ranked
                .iter()
                .map(|hunk| right.contains(&places[*hunk]))
                .collect::<Vec<_>>(),
        );
    }
}

fn print(tallies: &[Tally]) {
    println!(
        "{:<34} {:>5} {:>11} {:>11} {:>6} {:>11} {:>11} {:>8} {:>8}",
        "", "crit.", "commit MAP", "no message", "gold", "hunk MAP", "wide", "ms/MB", "ms/rank"
    );
    for tally in tallies {
        let wide = tally.margins.iter().filter(|(margin, _)| *margin >= WIDE);
        let right = wide.clone().filter(|(_, right)| *right).count() as f64;
        let wide = wide.count();
        println!(
            "{:<34} {:>5} {:.3} ({:.2}) {:.3} ({:.2}) {:>6} {:.3} ({:.2}) {:.2} of {:.2} {:>8.1} {:>8.2}",
            tally.name,
            tally.commits.count,
            tally.commits.map(),
            tally.commits.top(),
            tally.without_messages.map(),
            tally.without_messages.top(),
            tally.hunks.count,
            tally.hunks.map(),
            tally.hunks.mrr(),
            right / wide.max(1) as f64,
            wide as f64 / tally.margins.len().max(1) as f64,
            tally.indexing.as_secs_f64() * 1e9 / tally.bytes.max(1) as f64,
            tally.ranking.as_secs_f64() * 1e3 / f64::from(tally.rankings.max(1)),
        );
    }
    let mean = |of: &dyn Fn(&Tally) -> f64, has: &dyn Fn(&&Tally) -> bool| {
        let found: Vec<f64> = tallies.iter().filter(has).map(of).collect();
        found.iter().sum::<f64>() / found.len().max(1) as f64
    };
    let all = |of: &dyn Fn(&Tally) -> f64| mean(of, &|_| true);
    let gold = |of: &dyn Fn(&Tally) -> f64| mean(of, &|tally| tally.hunks.count > 0);
    println!(
        "{:<40} {:.3} ({:.2}) {:.3} ({:.2}) {:>6} {:.3} ({:.2})",
        "macro",
        all(&|tally| tally.commits.map()),
        all(&|tally| tally.commits.top()),
        all(&|tally| tally.without_messages.map()),
        all(&|tally| tally.without_messages.top()),
        "",
        gold(&|tally| tally.hunks.map()),
        gold(&|tally| tally.hunks.mrr()),
    );
    for tally in tallies.iter().filter(|tally| tally.unanswered.count > 0) {
        println!(
            "{}: hunk MAP of the others {:.3}, and {:.3} once one is confirmed ({} criteria)",
            tally.name,
            tally.unanswered.map(),
            tally.answered.map(),
            tally.unanswered.count,
        );
    }
}
