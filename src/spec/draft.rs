//! Turns the findings of a reader into criteria: order, ids, digests, limits. Knows nothing of how
//! they were found.

use std::cell::OnceCell;
use std::sync::Arc;

use crate::digest;
use crate::model::id::CriterionId;
use crate::model::spec::{
    Criterion, CriterionKind, DeclaredIncrement, LeftOutLines, LineRange, Requirement, SpecWarning,
    TickClaim,
};
use crate::model::text::Untrusted;

use super::ids::{self, Changed, Name};
use super::markdown::words::names_acceptance;
use super::normalise::normalise;
use super::source::SpecText;

/// The most criteria of a spec; the others are left out with a warning.
const MAX_CRITERIA: usize = 100_000;
/// The most warnings of a spec, including the one that announces that others are left out; warnings
/// about the whole file, such as where it is cut off, come on top.
const MAX_WARNINGS: usize = 200;
/// The most headings that are kept for a criterion; outer headings are dropped first.
pub(super) const MAX_SECTIONS: usize = 6;
/// The most characters of a heading that are kept for a criterion.
pub(super) const MAX_LABEL_CHARS: usize = 120;

/// A criterion before it has its id.
pub(super) struct DraftCriterion {
    pub(super) name: Name,
    pub(super) kind: CriterionKind,
    /// The text without markers and id.
    pub(super) text: String,
    /// The headings above it, outermost first.
    pub(super) section: Arc<[Untrusted]>,
    pub(super) lines: LineRange,
    pub(super) claim: TickClaim,
    pub(super) paths: Vec<String>,
    /// The reason why it is a criterion, as a fixed text.
    pub(super) rule: &'static str,
    /// Its index in [`SpecDraft::requirements`].
    pub(super) requirement: Option<u32>,
    /// The ids of criteria that a task names.
    pub(super) names: Vec<String>,
}

/// Returns the headings of a criterion, without the outermost where there are more than
/// [`MAX_SECTIONS`].
pub(super) fn section(labels: impl IntoIterator<Item = String>) -> Arc<[Untrusted]> {
    let labels: Vec<Untrusted> = labels.into_iter().map(Untrusted::from).collect();
    labels
        .get(labels.len().saturating_sub(MAX_SECTIONS)..)
        .unwrap_or_default()
        .into()
}

/// The findings of a reader, in any order.
#[derive(Default)]
pub(super) struct SpecDraft {
    pub(super) title: String,
    pub(super) because: String,
    pub(super) found: Vec<DraftCriterion>,
    pub(super) requirements: Vec<Requirement>,
    pub(super) increments: Vec<DeclaredIncrement>,
    /// The lines at which headings start, 1-based.
    pub(super) headings: Vec<u32>,
    /// The text as Markdown, if it was converted.
    pub(super) translation: Option<SpecText>,
    left_out: Vec<LeftOutLines>,
    warnings: Vec<SpecWarning>,
    /// The warnings that no limit suppresses.
    always: Vec<SpecWarning>,
    /// The number of suppressed warnings, and the first line that they are about.
    unsaid: (usize, u32),
}

/// A draft in order; every criterion has a unique id.
pub(super) struct Finished {
    pub(super) title: Untrusted,
    pub(super) because: String,
    pub(super) criteria: Vec<Criterion>,
    pub(super) requirements: Vec<Requirement>,
    pub(super) increments: Vec<DeclaredIncrement>,
    pub(super) warnings: Vec<SpecWarning>,
    pub(super) headings: Vec<u32>,
    /// The lines that readers left out themselves.
    pub(super) left_out: Vec<LeftOutLines>,
    /// The text as Markdown, if it was converted.
    pub(super) translation: Option<SpecText>,
}

impl SpecDraft {
    /// Adds a warning, unless there are too many; `about` is the outside text it concerns, or
    /// empty.
    pub(super) fn warn(&mut self, line: u32, message: &str, about: &str) {
        if self.warnings.len() < MAX_WARNINGS - 1 {
            let about = Untrusted::from(clip(about, MAX_LABEL_CHARS));
            self.warnings.push(SpecWarning {
                line,
                message: message.to_owned(),
                about,
            });
        } else {
            let (count, first) = self.unsaid;
            self.unsaid = (count + 1, if count == 0 { line } else { first.min(line) });
        }
    }

    /// Adds a warning regardless of their number: it says which part of the file was not read.
    pub(super) fn warn_always(&mut self, line: u32, message: &str) {
        let about = Untrusted::default();
        self.always.push(SpecWarning {
            line,
            message: message.to_owned(),
            about,
        });
    }

    /// Records lines that could be a criterion but are not, with the reason. Look-alikes that no
    /// reader accounts for are found afterwards by [`super::account`]; a reader that knows the
    /// reason gives it here.
    pub(super) fn leave_out(&mut self, lines: LineRange, why: &'static str) {
        self.left_out.push(LeftOutLines { lines, why });
    }

    /// The first line of what was left out for that reason.
    pub(super) fn first_left_out(&self, why: &str) -> Option<u32> {
        self.left_out
            .iter()
            .filter(|left_out| left_out.why == why)
            .map(|left_out| left_out.lines.first)
            .min()
    }

    /// Takes in what another reader found in the same text.
    pub(super) fn append(&mut self, mut other: Self) {
        let before = self.requirements.len() as u32;
        for found in &mut other.found {
            found.requirement = found.requirement.map(|index| index + before);
        }
        self.found.append(&mut other.found);
        self.requirements.append(&mut other.requirements);
        self.headings.append(&mut other.headings);
        self.left_out.append(&mut other.left_out);
        self.warnings.append(&mut other.warnings);
        self.always.append(&mut other.always);
    }

    /// Adds lines to the last left-out entry, for the same reason.
    pub(super) fn extend_left_out(&mut self, lines: LineRange) {
        if let Some(last) = self.left_out.last_mut() {
            last.lines.last = last.lines.last.max(lines.last);
        }
    }

    /// Adds a criterion, unless there are too many already.
    pub(super) fn add(&mut self, mut found: DraftCriterion) {
        if self.is_full() {
            return;
        }
        // Consecutive criteria share their headings, since a hundred thousand criteria have few
        // headings.
        match self.found.last() {
            Some(last)
                if !Arc::ptr_eq(&last.section, &found.section) && last.section == found.section =>
            {
                found.section = Arc::clone(&last.section)
            }
            _ => {}
        }
        self.found.push(found);
    }

    /// Returns whether no more criteria are accepted.
    pub(super) fn is_full(&self) -> bool {
        self.found.len() > MAX_CRITERIA
    }

    /// Sorts the criteria by their lines, and gives each an id and a digest.
    pub(super) fn finish(mut self) -> Finished {
        let mut found = std::mem::take(&mut self.found);
        found.sort_by_key(|item| item.lines.first);
        if let Some(first_out) = found.get(MAX_CRITERIA) {
            let message =
                "more than 100,000 criteria; those from here on are left out: split the file";
            self.warn_always(first_out.lines.first, message);
            found.truncate(MAX_CRITERIA);
        }
        let claims = IdClaims::new(&found);
        let (ids, changed) = ids::assign(found.iter().map(|item| &item.name), |at| claims.of(at));
        for (at, why) in changed {
            if let (Some(item), Some(id)) = (found.get(at), ids.get(at)) {
                let why = match why {
                    Changed::Duplicate => "this id is given twice",
                    Changed::Unusable => "this id has characters that are not allowed",
                    Changed::TooLong => {
                        "this id is longer than the limit of 80 characters, so references to the full id are not linked"
                    }
                };
                self.warn(
                    item.lines.first,
                    &format!("{why}; this one is read as {id}"),
                    item.name.as_written(),
                );
            }
        }
        self.check_increments(&ids);
        let criteria = found
            .into_iter()
            .zip(ids)
            .map(|(item, id)| item.with_id(id))
            .collect();
        if let (count @ 1.., line) = self.unsaid {
            let message =
                format!("{count} more warnings, about this line and others, are not shown");
            self.warn_always(line, &message);
        }
        self.warnings.append(&mut self.always);
        self.warnings.sort_by_key(|warning| warning.line);
        Finished {
            title: Untrusted::from(self.title),
            because: self.because,
            criteria,
            requirements: self.requirements,
            increments: self.increments,
            warnings: self.warnings,
            headings: self.headings,
            left_out: self.left_out,
            translation: self.translation,
        }
    }

    fn check_increments(&mut self, ids: &[CriterionId]) {
        let known: std::collections::HashSet<&CriterionId> = ids.iter().collect();
        let unknown: Vec<(u32, String)> = self
            .increments
            .iter()
            .flat_map(|increment| increment.criteria.iter().map(|id| (increment.line, id)))
            .filter(|(_, id)| !known.contains(id))
            .map(|(line, id)| (line, id.to_string()))
            .collect();
        for (line, id) in unknown {
            self.warn(
                line,
                "the increment names a criterion that the spec does not have",
                &id,
            );
        }
    }
}

/// Ranks how well each item's claim to its written id is founded, so that a remark below the
/// criteria ("AC1: done") never takes an id over.
struct IdClaims<'f> {
    found: &'f [DraftCriterion],
    /// The rule and the headings of most items with written ids; computed only when an id is given
    /// twice.
    most: OnceCell<Most<'f>>,
}

/// The most frequent rule, and the most frequent headings.
type Most<'f> = (Option<&'static str>, Option<&'f Arc<[Untrusted]>>);

impl<'f> IdClaims<'f> {
    fn new(found: &'f [DraftCriterion]) -> Self {
        Self {
            found,
            most: OnceCell::new(),
        }
    }

    /// Returns the strength of an item's claim: a criterion beats a task, then a heading of
    /// acceptance criteria counts, then the rule and the headings that most other items have.
    fn of(&self, at: usize) -> u8 {
        let Some(item) = self.found.get(at) else {
            return 0;
        };
        let (rule, section) = *self.most.get_or_init(|| {
            let written = || {
                self.found
                    .iter()
                    .filter(|item| !item.name.as_written().is_empty())
            };
            (
                most(written().map(|item| item.rule)),
                most(written().map(|item| &item.section)),
            )
        });
        let is_named = item
            .section
            .iter()
            .any(|title| names_acceptance(&title.lossy()));
        u8::from(item.kind == CriterionKind::Criterion) * 8
            + u8::from(is_named) * 4
            + u8::from(rule == Some(item.rule)) * 2
            + u8::from(section == Some(&item.section))
    }
}

/// Returns the most frequent value; among several, the first.
fn most<T: Copy + Eq + std::hash::Hash>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: std::collections::HashMap<T, (usize, usize)> = std::collections::HashMap::new();
    for (at, one) in all.enumerate() {
        counts.entry(one).or_insert((0, usize::MAX - at)).0 += 1;
    }
    counts
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map(|(one, _)| one)
}

impl DraftCriterion {
    /// Creates a criterion without sections, paths or a tick.
    pub(super) fn new(name: Name, text: String, lines: LineRange, rule: &'static str) -> Self {
        Self {
            name,
            kind: CriterionKind::Criterion,
            text,
            section: Arc::default(),
            lines,
            claim: TickClaim::None,
            paths: Vec::new(),
            rule,
            requirement: None,
            names: Vec::new(),
        }
    }

    fn with_id(self, id: CriterionId) -> Criterion {
        Criterion {
            is_made_up: self.name.is_made_up(&id),
            id,
            kind: self.kind,
            digest: digest::of_bytes(normalise(&self.text).as_bytes()),
            text: Untrusted::from(self.text),
            section: self.section,
            lines: self.lines,
            claim: self.claim,
            paths: self.paths.into_iter().map(Untrusted::from).collect(),
            rule: self.rule,
            requirement: self.requirement,
            names: self.names.into_iter().map(Untrusted::from).collect(),
        }
    }
}

/// Returns at most `chars` characters of a text.
pub(super) fn clip(text: &str, chars: usize) -> &str {
    if text.len() <= chars {
        return text;
    }
    text.char_indices()
        .nth(chars)
        .and_then(|(at, _)| text.get(..at))
        .unwrap_or(text)
}
