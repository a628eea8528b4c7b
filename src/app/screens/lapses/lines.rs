//! Lays out a lapsed verdict in full: why it lapsed, the criterion then and now, and the lines that
//! it rested on, then and now.

use std::ops::Range;

use super::LapseWalk;
use crate::app::compared::{Compared, Shows, Width};
use crate::app::facts::Facts;
use crate::app::facts::lapses::place;
use crate::app::input::geometry::half_gutter;
use crate::app::input::keymap::Action;
use crate::diff::words::prose;
use crate::model::change::{BySide, TextDiff};
use crate::model::ground::{GroundFile, GroundState};
use crate::model::lapse::Reason;
use crate::model::spec::LineRange;
use crate::model::text::RepoPath;
use crate::safe::{self, Line};
use crate::trace;

/// The most rows that are shown of one file; the rest are counted.
const MAX_ROWS: usize = 1_000;

/// The most new places that are listed; the rest are counted.
const MAX_NEW: usize = 20;

/// A line of a lapsed verdict in full.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LapseLine {
    /// What was judged, or what became of it; made safe.
    State(String),
    /// Why it lapsed; made safe.
    Why(String),
    /// A line of the verdict's comment.
    Comment(Line),
    /// A commit that changed what the verdict rested on: its index in the ground.
    Commit(usize),
    /// A heading.
    Heading(String),
    /// A line of the criterion's text as it was judged.
    Then(Text),
    /// A line of the criterion's text now.
    Now(Text),
    /// A line of both texts, beside each other.
    Beside(Option<Text>, Option<Text>),
    /// A file that the verdict rested on, with what became of its lines: its index in the ground.
    File(usize),
    /// A row of a file's comparison: the indexes of file and row.
    Code(usize, usize),
    /// A fact; made safe.
    Fact(String),
    /// An empty line.
    Empty,
}

/// A line of a text, and its bytes that the other text does not have.
pub type Text = (Line, Vec<Range<usize>>);

impl LapseWalk {
    /// Lays the verdict shown out for the terminal's width.
    pub(super) fn lay_out(&mut self, facts: &Facts) {
        self.cols = facts.size.cols;
        self.files = self.compare(facts);
        self.lines = self.in_full(facts);
    }

    /// Lays out the comparison of each file; empty where there is nothing to compare.
    fn compare(&self, facts: &Facts) -> Vec<Compared> {
        let split = Self::is_split(facts);
        let inner = Self::area(facts).width;
        // The divider between the halves takes one cell from the right one.
        let width = if split {
            (inner / 2).min(inner - inner / 2 - 1)
        } else {
            inner
        };
        let files = self.ground.iter().flat_map(|ground| &ground.files);
        let laid = |file: &GroundFile| {
            let Some(diff) = &file.diff else {
                return Compared::default();
            };
            let ranges = |lines: &[LineRange]| {
                let range = |lines: &LineRange| lines.first.saturating_sub(1)..lines.last;
                lines.iter().map(range).collect()
            };
            let own = BySide {
                old: ranges(&file.lines.old),
                new: ranges(&file.lines.new),
            };
            let shows = if file.lines.old.is_empty() {
                Shows::All
            } else {
                Shows::OwnChanges
            };
            let cells = width.saturating_sub(half_gutter(digits(diff)));
            let tab = facts.tab;
            Compared::new(diff, own, shows, Width { split, cells, tab })
        };
        files.map(laid).collect()
    }

    fn in_full(&self, facts: &Facts) -> Vec<LapseLine> {
        let Some(shown) = self.shown() else {
            return Vec::new();
        };
        let width = Self::area(facts).width.saturating_sub(2).max(1);
        let mut lines: Vec<LapseLine> = wrapped(&self.judged(facts), width)
            .map(LapseLine::State)
            .collect();
        if !shown.given.value.comment.is_blank() {
            let comment = safe::wrap(&shown.given.value.comment, width.saturating_sub(2));
            lines.extend(comment.into_iter().map(LapseLine::Comment));
        }
        let why = match shown.answer {
            None => format!("check again: {}", facts.lapse_words(&shown.lapse)),
            Some(_) => shown.answer_words(facts),
        };
        lines.extend(wrapped(&why, width).map(LapseLine::Why));
        let Some(ground) = &self.ground else {
            lines.push(LapseLine::Fact("comparing …".to_owned()));
            return lines;
        };
        lines.extend((0..ground.commits.len()).map(LapseLine::Commit));
        if ground.more_commits > 0 {
            let words = format!("and {} more commits that change it", ground.more_commits);
            lines.push(LapseLine::Fact(words));
        }
        for remark in &ground.remarks {
            lines.extend(wrapped(remark, width).map(LapseLine::Fact));
        }
        lines.push(LapseLine::Empty);
        self.criterion(facts, width, &mut lines);
        lines.push(LapseLine::Empty);
        self.evidence(facts, width, &mut lines);
        lines
    }

    /// Says what was judged, when and on what: `you judged AC-5 met on 15 May (3 d ago), on Refunds
    /// at b81d0e4`.
    fn judged(&self, facts: &Facts) -> String {
        let Some(shown) = self.shown() else {
            return String::new();
        };
        let given = &shown.given;
        let on = match &given.subject {
            None => String::new(),
            Some(subject) => format!(
                ", on {} at {}",
                facts.title_of_increment(subject.increment.as_ref()),
                subject.range.head.short(7)
            ),
        };
        format!(
            "you judged {} {} on {} ({}){on}",
            shown.criterion.id,
            shown.verdict_words(),
            given.at.day(facts.now),
            given.at.ago(facts.now)
        )
    }

    /// Adds the criterion's text: then and now where it changed, else once.
    fn criterion(&self, facts: &Facts, width: u16, lines: &mut Vec<LapseLine>) {
        let (Some(shown), Some(ground)) = (self.shown(), &self.ground) else {
            return;
        };
        let criterion = facts
            .engagement
            .criterion_of(&shown.criterion)
            .and_then(|criterion| facts.engagement.criterion(criterion));
        let Some(criterion) = criterion else { return };
        let now = safe::rejoin(criterion.text.as_bytes());
        let heading = |words: &str| LapseLine::Heading(words.to_owned());
        if shown.lapse.reason != Reason::Reworded {
            lines.push(heading("The criterion, unchanged"));
            lines.extend(text(&now, &[], width).map(LapseLine::Now));
            return;
        }
        if let Some(agreed) = facts.agreed_by(criterion.digest) {
            lines.extend(wrapped(&agreed, width).map(LapseLine::Fact));
        }
        let Some(then) = ground
            .text
            .as_ref()
            .or(facts.text_before(shown.given.spec.as_deref()))
        else {
            lines.push(heading("The criterion now"));
            lines.extend(text(&now, &[], width).map(LapseLine::Now));
            let words = "its text as you judged it is in no version of the spec in this clone";
            lines.extend(wrapped(words, width).map(LapseLine::Fact));
            return;
        };
        let then = safe::rejoin(then.as_bytes());
        let differ = prose(&then, &now);
        if Self::is_split(facts) {
            lines.push(heading("The criterion, as you judged it and now"));
            let half = (Self::area(facts).width / 2).saturating_sub(3).max(1);
            let mut then = text(&then, &differ.old, half);
            let mut now = text(&now, &differ.new, half);
            loop {
                let (then, now) = (then.next(), now.next());
                if then.is_none() && now.is_none() {
                    return;
                }
                lines.push(LapseLine::Beside(then, now));
            }
        }
        lines.push(heading("The criterion as you judged it"));
        lines.extend(text(&then, &differ.old, width).map(LapseLine::Then));
        lines.push(heading("The criterion now"));
        lines.extend(text(&now, &differ.new, width).map(LapseLine::Now));
    }

    /// Adds the files that the verdict rested on, with the changed lines, and what bears on the
    /// criterion since.
    fn evidence(&self, facts: &Facts, width: u16, lines: &mut Vec<LapseLine>) {
        let (Some(shown), Some(ground)) = (self.shown(), &self.ground) else {
            return;
        };
        let heading = match (ground.files.is_empty(), Self::is_split(facts)) {
            (true, _) => "It rested on no lines, only on the increment as it was delivered",
            (false, true) => "What it rested on, then and now",
            (false, false) => "What it rested on: lines taken out, lines put in",
        };
        lines.push(LapseLine::Heading(heading.to_owned()));
        if let (true, Some(then)) = (ground.files.is_empty(), &shown.given.subject) {
            let at = then
                .increment
                .as_ref()
                .and_then(|id| facts.engagement.increment_of(id));
            let now = at.and_then(|at| facts.engagement.increments.get(at));
            let now = now.map_or("gone".to_owned(), |now| now.range.short());
            let words = format!("delivered then: {}; now: {now}", then.range.short());
            lines.extend(wrapped(&words, width).map(LapseLine::Fact));
        }
        for (index, file) in ground.files.iter().enumerate() {
            lines.push(LapseLine::File(index));
            let rows = self.files.get(index).map_or(0, |laid| laid.rows.len());
            lines.extend((0..rows.min(MAX_ROWS)).map(|row| LapseLine::Code(index, row)));
            let mut facts_of = Vec::new();
            if rows > MAX_ROWS {
                let words = format!("{} more rows", rows - MAX_ROWS);
                facts_of.push(facts.with_keys(words, &[(Action::Open, "opens the diff")]));
            }
            if file.elsewhere > 0 {
                let changes = if file.elsewhere == 1 {
                    "change"
                } else {
                    "changes"
                };
                facts_of.push(format!(
                    "{} other {changes} of this file, in lines it did not rest on",
                    file.elsewhere
                ));
            }
            for words in facts_of {
                lines.extend(wrapped(&words, width).map(LapseLine::Fact));
            }
        }
        if ground.more_files > 0 {
            let words = format!("and {} more files, not compared", ground.more_files);
            lines.push(LapseLine::Fact(words));
        }
        let new = self.new_places(facts);
        if !new.is_empty() {
            lines.push(LapseLine::Empty);
            let words = "New since: also linked with it now, and not judged with it";
            lines.extend(wrapped(words, width).map(LapseLine::Heading));
            let listed = new.iter().take(MAX_NEW);
            lines.extend(listed.flat_map(|words| wrapped(words, width).map(LapseLine::Fact)));
            if let more @ 1.. = new.len().saturating_sub(MAX_NEW) {
                lines.push(LapseLine::Fact(format!("and {more} more")));
            }
        }
    }

    /// Lists the lines in files that the verdict did not rest on and that are linked with the
    /// criterion, in its increment and those after it: `src/api.rs:3-20, in Refunds`.
    fn new_places(&self, facts: &Facts) -> Vec<String> {
        let (Some(shown), Some(ground)) = (self.shown(), &self.ground) else {
            return Vec::new();
        };
        let first = shown
            .given
            .increment()
            .and_then(|id| facts.engagement.increment_of(id));
        let known = |path: &RepoPath| {
            ground
                .files
                .iter()
                .any(|file| file.path == *path || file.now.as_ref() == Some(path))
        };
        let mut places = Vec::new();
        for (at, increment) in facts.engagement.increments.entries() {
            let Some(trace) = facts.trace(at).filter(|_| Some(at) >= first) else {
                continue;
            };
            for found in trace::evidence_in(facts.bearing(at), &shown.criterion, trace) {
                if !known(&found.path) {
                    let path = safe::path(&found.path).into_string();
                    let title = safe::inline(&increment.title);
                    places.push(format!("{}, in {title}", place(&path, &found.lines)));
                }
            }
        }
        places
    }

    /// Returns the facts of a file's heading: its path, with the lines, and what became of them.
    pub fn file_words(file: &GroundFile) -> (String, String) {
        let path = safe::path(&file.path).into_string();
        let mut state = match (file.state, &file.now) {
            (GroundState::Same, None) => "deleted, as it was".to_owned(),
            (state, _) => state.words().to_owned(),
        };
        if let Some(diff) = &file.diff
            && file.lines.old.is_empty()
        {
            state = format!("{state}: +{} -{}", diff.insertions(), diff.deletions());
        }
        if let Some(now) = file.now.as_ref().filter(|now| **now != file.path) {
            let now = safe::path(now);
            state = match file.state {
                GroundState::Moved => format!("moved to {now}, its lines unchanged"),
                _ => format!("{state}, now {now}"),
            };
        }
        (place(&path, &file.lines.old), state)
    }
}

/// Counts the digits that line numbers of both sides of a comparison need.
pub fn digits(diff: &TextDiff) -> u16 {
    let last = diff.old.len().max(diff.new.len());
    (last.max(1).ilog10() as u16 + 1).max(3)
}

/// Wraps our own words.
fn wrapped(words: &str, width: u16) -> impl Iterator<Item = String> + use<> {
    safe::wrap(words, width).into_iter().map(|line| line.text)
}

/// Wraps a text; `differ` are the bytes of it that the other text does not have.
fn text<'a>(
    text: &[u8],
    differ: &'a [Range<u32>],
    width: u16,
) -> impl Iterator<Item = Text> + use<'a> {
    safe::wrap(text, width).into_iter().map(|line| {
        let shown = |range: &Range<u32>| {
            line.text_offset(range.start as usize)..line.text_offset(range.end as usize)
        };
        let differ = differ.iter().map(shown);
        let differ = differ.filter(|range| !range.is_empty()).collect();
        (line, differ)
    })
}
