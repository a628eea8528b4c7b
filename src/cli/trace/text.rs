//! The trace as text: criteria with their links, then both gaps.

use std::collections::HashSet;

use super::{TracedIncrement, Tracing};
use crate::cli::output::{self, DIM, Output, STRONG, WARN, count};
use crate::cli::said;
use crate::model::change::Side;
use crate::model::link::{DeclaredBy, LinkKind, LinkTarget, TraceLink};
use crate::model::ratio::Ratio;
use crate::model::spec::{Criterion, CriterionKey, LineRange};
use crate::model::summary::unread_said;
use crate::model::text::RepoPath;
use crate::safe;
use crate::trace::suggest::Suggestion;
use crate::trace::{Claimant, Coverage, Evidenced};

/// Maximum number of links, suggestions and unclaimed files listed; `--json` has all.
const MAX_LINKS: usize = 8;
const MAX_SUGGESTIONS: usize = 3;
const MAX_UNCLAIMED: usize = 40;
const MAX_LEFT_OUT: usize = 20;

/// Maximum width of the column of ids.
const ID_WIDTH: usize = 14;

struct TraceText<'a> {
    out: &'a Output,
    tracing: &'a Tracing<'a>,
    /// Width of the ids, in cells.
    width: usize,
}

pub(super) fn of(out: &Output, tracing: &Tracing) -> String {
    let ids = tracing
        .criteria
        .iter()
        .map(|(criterion, _)| criterion.id.as_str());
    let told = TraceText {
        out,
        tracing,
        width: output::column(ids, ID_WIDTH),
    };
    let mut text = told.summary();
    let linked = tracing
        .criteria
        .iter()
        .filter(|(criterion, _)| tracing.is_linked(criterion));
    for (index, (key, criterion)) in linked.enumerate() {
        if index == 0 {
            text.push_str(&format!("\n{}\n", out.paint(STRONG, "Linked")));
        }
        text.push_str(&told.criterion(key, criterion));
        text.push_str(&told.links(key));
    }
    for (index, (key, criterion)) in tracing.uncovered().enumerate() {
        if index == 0 {
            text.push_str(&format!("\n{}\n", out.paint(STRONG, "No link yet")));
        }
        text.push_str(&told.criterion(key, criterion));
        text.push_str(&told.suggestions(key));
    }
    text + &told.unclaimed()
        + &told.by_commit_only()
        + &told.left_out()
        + &told.outside()
        + &told.unread()
}

/// Describes the source of a claim: `commit 3f2a91c Refund once`, a path, an increment's name.
pub(super) fn claimant(traced: &TracedIncrement, what: &Claimant) -> String {
    match what {
        Claimant::Commit(id) => target(traced, &LinkTarget::Commit(*id)),
        Claimant::File(path) => safe::path(path).into_string(),
        Claimant::Increment(name) => safe::inline(name).into_string(),
    }
}

impl TraceText<'_> {
    fn coverages(&self) -> impl Iterator<Item = &Coverage> {
        self.tracing
            .increments
            .iter()
            .map(|traced| &traced.lined_up.coverage)
    }

    /// Words how many files are not looked at; empty where all are.
    fn outside(&self) -> String {
        let files: usize = self
            .tracing
            .increments
            .iter()
            .map(|traced| traced.lined_up.trace.outside)
            .sum();
        match self.tracing.outside.as_ref().filter(|_| files > 0) {
            Some(words) => format!("\n{} {words} not looked at\n", count(files, "file")),
            None => String::new(),
        }
    }

    /// Words how many files were not read, so that their lines claim nothing; empty where all were.
    fn unread(&self) -> String {
        let files = self
            .tracing
            .increments
            .iter()
            .map(|traced| traced.lined_up.trace.unread())
            .sum();
        unread_said(files).map_or_else(String::new, |words| format!("\n{words}\n"))
    }

    fn summary(&self) -> String {
        let tracing = self.tracing;
        let what = match tracing.asked {
            Some(increment) => format!("increment {}", increment.id),
            None => count(tracing.increments.len(), "increment"),
        };
        let all = tracing.criteria.len();
        let linked = all - tracing.uncovered().count();
        let linked = Ratio {
            part: linked,
            whole: all,
        };
        let mut claimed = Ratio::default();
        self.coverages()
            .for_each(|coverage| claimed += coverage.claimed);
        let dot = self.out.dot();
        format!(
            "{what} {dot} {linked} criteria linked ({}) {dot} {} of {} claimed ({})\n",
            linked.in_percent(),
            claimed.part,
            count(claimed.whole, "hunk"),
            claimed.in_percent(),
        )
    }

    fn criterion(&self, key: &CriterionKey, criterion: &Criterion) -> String {
        let id = output::pad(key.id.as_str(), self.width);
        let used = safe::str_cells(&id) + 4;
        let words = safe::fit(
            &safe::inline(criterion.one_line()),
            output::WIDTH.saturating_sub(used).max(20),
        );
        format!("  {id}  {words}\n")
    }

    /// Formats a line under a criterion.
    fn under(&self, words: &str) -> String {
        let indent = self.width + 4;
        let words = safe::fit(words, output::WIDTH.saturating_sub(indent).max(30));
        format!("{}{}\n", " ".repeat(indent), self.out.paint(DIM, &words))
    }

    fn links(&self, key: &CriterionKey) -> String {
        let mut evidence = Evidenced::default();
        let (mut lines, mut all, mut met) = (Vec::new(), 0, HashSet::new());
        for traced in &self.tracing.increments {
            if let Some(found) = traced.lined_up.coverage.evidence(key) {
                evidence.confirmed += found.confirmed;
                evidence.declared += found.declared;
                evidence.tests += found.tests;
                evidence.by_commit_only += found.by_commit_only;
            }
            for link in traced.lined_up.bearing.of_criterion(key) {
                // A linked file is linked in each increment that changes it.
                if !met.insert((&link.target, &link.kind)) {
                    continue;
                }
                all += 1;
                if lines.len() < MAX_LINKS {
                    lines.push(self.link(traced, link));
                }
            }
        }
        let mut text = self.under(&in_hunks(&evidence));
        let more = all - lines.len();
        lines
            .iter()
            .for_each(|line| text.push_str(&self.under(line)));
        if more > 0 {
            text.push_str(&self.under(&format!("and {more} more")));
        }
        text
    }

    fn link(&self, traced: &TracedIncrement, link: &TraceLink) -> String {
        let why = match &link.kind {
            LinkKind::Confirmed(by) => {
                format!("confirmed by {}", said::name(self.tracing.record, by))
            }
            LinkKind::Declared(by) => format!("{}{}", by.name(), place(by)),
        };
        format!("{}, {why}", target(traced, &link.target))
    }

    fn suggestions(&self, key: &CriterionKey) -> String {
        let mut found: Vec<(&TracedIncrement, Suggestion)> = Vec::new();
        for traced in &self.tracing.increments {
            let suggested = traced
                .suggestions
                .iter()
                .flat_map(|suggestions| suggestions.of_criterion(key));
            found.extend(suggested.map(|suggestion| (traced, suggestion)));
        }
        found.sort_by(|a, b| {
            b.1.strength
                .cmp(&a.1.strength)
                .then(b.1.score.total_cmp(&a.1.score))
        });
        let line = |(traced, suggestion): &(&TracedIncrement, Suggestion)| {
            let target = target(traced, &suggestion.target);
            self.under(&format!(
                "suggested ({}): {target}",
                suggestion.strength.name()
            ))
        };
        found.iter().take(MAX_SUGGESTIONS).map(line).collect()
    }

    /// Words how many hunks are linked only through their commit and contain nothing of the
    /// criterion.
    fn by_commit_only(&self) -> String {
        let pieces: Vec<_> = self
            .coverages()
            .flat_map(|coverage| &coverage.by_commit_only)
            .collect();
        if pieces.is_empty() {
            return String::new();
        }
        let title = format!(
            "By the commit's word alone: {}",
            count(pieces.len(), "hunk")
        );
        let mut text = format!("\n{}\n", self.out.paint(STRONG, &title));
        let of_files: Vec<_> = pieces.chunk_by(|one, next| one.path == next.path).collect();
        for of_file in of_files.iter().take(MAX_UNCLAIMED) {
            let lines: Vec<String> = of_file
                .iter()
                .filter_map(|piece| piece.lines)
                .map(|(_, lines)| spell(lines))
                .collect();
            let file = place_of(&of_file[0].path, &lines);
            text.push_str(&format!(
                "  {}\n",
                self.out.paint(WARN, &safe::fit(&file, output::WIDTH - 2))
            ));
        }
        if of_files.len() > MAX_UNCLAIMED {
            text.push_str(&format!(
                "  and {} more\n",
                count(of_files.len() - MAX_UNCLAIMED, "file")
            ));
        }
        text
    }

    /// Lists mentions of criteria that do not count, and why.
    fn left_out(&self) -> String {
        let all = self.tracing.increments.iter().flat_map(|traced| {
            traced
                .lined_up
                .trace
                .left_out
                .iter()
                .map(move |found| (traced, found))
        });
        let all: Vec<_> = all.collect();
        if all.is_empty() {
            return String::new();
        }
        let title = format!(
            "Names criteria and does not count: {}",
            count(all.len(), "claim")
        );
        let mut text = format!("\n{}\n", self.out.paint(STRONG, &title));
        for (traced, found) in all.iter().take(MAX_LEFT_OUT) {
            let line = format!("{}: {}", claimant(traced, &found.what), found.named());
            text.push_str(&format!("  {}\n", safe::fit(&line, output::WIDTH - 2)));
            let why = output::paragraph(found.why.words().as_bytes(), 4, false);
            text.push_str(&self.out.paint(DIM, why.trim_end()));
            text.push('\n');
        }
        if all.len() > MAX_LEFT_OUT {
            text.push_str(&format!(
                "  and {} more\n",
                count(all.len() - MAX_LEFT_OUT, "claim")
            ));
        }
        text
    }

    fn unclaimed(&self) -> String {
        let mut files: Vec<String> = Vec::new();
        let mut folded: Vec<(&str, usize)> = Vec::new();
        let mut hunks = 0;
        for traced in &self.tracing.increments {
            let coverage = &traced.lined_up.coverage;
            hunks += coverage.open().count();
            let pieces: Vec<_> = coverage.open().collect();
            for of_file in pieces.chunk_by(|one, next| one.path == next.path) {
                let lines: Vec<String> = of_file
                    .iter()
                    .filter_map(|piece| piece.lines)
                    .map(|(_, lines)| spell(lines))
                    .collect();
                files.push(place_of(&of_file[0].path, &lines));
            }
            for (aside, count) in coverage.asides() {
                match folded.iter_mut().find(|(why, _)| *why == aside.name()) {
                    Some((_, sum)) => *sum += count,
                    None => folded.push((aside.name(), count)),
                }
            }
        }
        let mut text = String::new();
        if hunks > 0 {
            let title = format!("Unclaimed: {}", count(hunks, "hunk"));
            text.push_str(&format!("\n{}\n", self.out.paint(STRONG, &title)));
        }
        for file in files.iter().take(MAX_UNCLAIMED) {
            text.push_str(&format!(
                "  {}\n",
                self.out.paint(WARN, &safe::fit(file, output::WIDTH - 2))
            ));
        }
        if files.len() > MAX_UNCLAIMED {
            text.push_str(&format!(
                "  and {} more\n",
                count(files.len() - MAX_UNCLAIMED, "file")
            ));
        }
        if !folded.is_empty() {
            let folded: Vec<String> = folded
                .iter()
                .map(|(why, count)| format!("{count} {why}"))
                .collect();
            text.push_str(&format!("\nNot counted: {}\n", folded.join(", ")));
        }
        text
    }
}

/// Formats counts of hunks: `2 hunks, 1 of them confirmed, 1 in tests`
fn in_hunks(evidence: &Evidenced) -> String {
    let mut text = count(evidence.hunks(), "hunk");
    if evidence.confirmed > 0 {
        text.push_str(&format!(", {} of them confirmed", evidence.confirmed));
    }
    if evidence.tests > 0 {
        text.push_str(&format!(", {} in tests", evidence.tests));
    }
    if evidence.by_commit_only > 0 {
        text.push_str(&format!(
            ", {} by the commit's word alone",
            evidence.by_commit_only
        ));
    }
    text
}

fn target(traced: &TracedIncrement, target: &LinkTarget) -> String {
    let trace = &traced.lined_up.trace;
    match target {
        LinkTarget::Commit(id) => {
            let commit = trace.commits.iter().find(|commit| commit.id == *id);
            let subject = commit.map(|commit| safe::inline(commit.subject()).into_string());
            format!("commit {} {}", id.short(7), subject.unwrap_or_default())
        }
        LinkTarget::File(path) => safe::path(path).into_string(),
        LinkTarget::Hunk { path, digest } => {
            let file = trace.file(path);
            let at = file.and_then(|file| file.hunks.iter().position(|hunk| hunk == digest));
            let place = file.zip(at).and_then(|(file, at)| file.places.get(at));
            let lines = place.map(|place| match place.side {
                Side::New => spell(place.lines),
                Side::Old => format!("{} (removed)", spell(place.lines)),
            });
            place_of(path, lines.as_slice())
        }
    }
}

/// Formats the place of a declaration.
fn place(by: &DeclaredBy) -> String {
    match (by.commit(), by.place(), by) {
        (Some((id, Some(line))), ..) => format!(" ({}, line {line})", id.short(7)),
        (Some((id, None)), Some((path, line)), _) => {
            format!(" ({}, {}:{line})", id.short(7), safe::path(path))
        }
        (None, Some((path, line)), _) => format!(" ({}:{line})", safe::path(path)),
        (_, _, DeclaredBy::Branch(name)) => format!(" ({})", safe::inline(name)),
        _ => String::new(),
    }
}

fn place_of(path: &RepoPath, lines: &[String]) -> String {
    let path = safe::path(path);
    if lines.is_empty() {
        path.into_string()
    } else {
        format!("{path}:{}", lines.join(", "))
    }
}

fn spell(lines: LineRange) -> String {
    match lines.first == lines.last {
        true => lines.first.to_string(),
        false => format!("{}-{}", lines.first, lines.last),
    }
}
