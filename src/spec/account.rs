//! Finds the lines of a spec that look like a criterion but that its reader passed over, so that
//! nothing is lost silently.
//!
//! Owns the definition of "looks like a criterion", which is the same for every format. Looks at
//! one line at a time and reports too much rather than too little: a reader can fail in many ways,
//! and this module is the net under all of them. Knows nothing of how a dialect is read.

use std::cell::LazyCell;
use std::collections::HashSet;
use std::ops::Deref;

use crate::model::spec::{Criterion, LeftOutLines, LineRange};

use super::dialects::begins_item;
use super::draft::Finished;
use super::markdown::body::take_box;
use super::markdown::modal;
use super::markdown::steps::{self, Step};
use super::markdown::written::{self, Families, Shape};
use super::source::SpecText;
use super::surroundings::{self, Surrounding};

/// The reasons why a line that looks like a criterion is not one, where its reader gave no reason.
const BOX: &str = "it has a checkbox, but no criteria are expected in this place";
const ID: &str = "it begins with an id, but no criteria are expected in this place";
const ROW: &str = "it is numbered like a criterion, but its table is not read as criteria";
const NUMBER: &str = "it is numbered like a criterion, but was read as a label or as plain text";
const STEP: &str = "it reads like a step of a scenario, but is not part of a complete scenario";
const BINDING: &str =
    "it states an obligation, but has no id, no checkbox and no criteria heading above it";
const IN_CODE: &str = "it is in a code block";
const IN_COMMENT: &str = "it is in a comment";

/// Adds to `finished` the look-alikes that its reader did not account for, and removes left-out
/// entries whose lines became part of a criterion after all. In Markdown whose reader records no
/// headings, adds the headings too.
pub(super) fn complete(source: &SpecText, is_markdown: bool, finished: &mut Finished) {
    let mut lines = LineAccounts::new(finished);
    finished
        .left_out
        .retain(|left_out| !lines.are_taken(left_out.lines));
    for left_out in &finished.left_out {
        lines.take(left_out.lines);
    }
    let lacks_headings = is_markdown && finished.headings.is_empty();
    let ids = LazyCell::new(|| SpecIds::new(source, &finished.criteria));
    let mut found: Vec<LeftOutLines> = Vec::new();
    // Whether the last entry of `found` is an item that may continue below.
    let mut is_item = false;
    for ((at, text), place) in source.numbered().zip(surroundings::of_lines(source.text())) {
        if lacks_headings && place == Surrounding::Prose && text.trim_start().starts_with('#') {
            finished.headings.push(at.first);
        }
        if lines.are_taken(at) {
            is_item = false;
            continue;
        }
        let Some((sign, why)) = sign(text, &ids).and_then(|sign| Some((sign, why(sign, place)?)))
        else {
            // Indented lines below a reported item belong to that item.
            if is_item && text.starts_with([' ', '\t']) && !text.trim().is_empty() {
                let last = found
                    .last_mut()
                    .filter(|last| last.lines.last + 1 == at.first);
                last.into_iter().for_each(|last| last.lines.last = at.last);
            } else {
                is_item = false;
            }
            continue;
        };
        is_item = matches!(sign, Sign::Box | Sign::Id | Sign::Number);
        match found
            .last_mut()
            .filter(|last| last.lines.last + 1 == at.first && last.why == why)
        {
            Some(last) if sign == Sign::NextStep => last.lines.last = at.last,
            // A step without a step before it may still state an obligation.
            _ if sign == Sign::NextStep => {
                let binding = why_it_binds(text, place);
                found.extend(binding.map(|why| LeftOutLines { lines: at, why }));
            }
            _ => found.push(LeftOutLines { lines: at, why }),
        }
    }
    finished.left_out.append(&mut found);
    finished.left_out.sort_by_key(|left_out| left_out.lines);
}

/// The sign that makes a line look like a criterion.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sign {
    Box,
    Id,
    /// A table row with a number like those of criteria.
    Row,
    /// A number with as many parts as those of criteria, separated from the text after it.
    Number,
    FirstStep,
    /// A step that continues the step on the line before.
    NextStep,
    Binding,
}

fn why(sign: Sign, place: Surrounding) -> Option<&'static str> {
    match (place, sign) {
        // Code uses `MUST` for reasons of its own; comments hold a template's advice.
        (Surrounding::Code, Sign::Binding | Sign::Number) => None,
        (Surrounding::Comment, Sign::Binding | Sign::FirstStep | Sign::NextStep | Sign::Number) => {
            None
        }
        (Surrounding::Code, _) => Some(IN_CODE),
        (Surrounding::Comment, _) => Some(IN_COMMENT),
        (Surrounding::Prose, Sign::Box) => Some(BOX),
        (Surrounding::Prose, Sign::Id) => Some(ID),
        (Surrounding::Prose, Sign::Row) => Some(ROW),
        (Surrounding::Prose, Sign::Number) => Some(NUMBER),
        (Surrounding::Prose, Sign::FirstStep | Sign::NextStep) => Some(STEP),
        (Surrounding::Prose, Sign::Binding) => Some(BINDING),
    }
}

/// Returns the sign of a criterion in a line, if there is one. Computes the ids only for a line
/// that may have one.
fn sign(line: &str, ids: &impl Deref<Target = SpecIds>) -> Option<Sign> {
    let text = inner(line);
    if text.is_empty() {
        return None;
    }
    if take_box(text).is_some() {
        return Some(Sign::Box);
    }
    if text.contains('~') && begins_item(text) {
        return Some(Sign::Id);
    }
    let is_heading = line.trim_start().starts_with('#');
    if written::may_begin_with_id(text) {
        let id = ids.families.id_of(text, false);
        // The heading is above the criterion that has its id.
        if is_heading
            && id
                .as_ref()
                .is_some_and(|found| ids.known.contains(&found.id))
        {
            return None;
        }
        if id.is_some_and(|found| is_criterion_id(&found.id, found.shape))
            || (!is_heading && ids.families.names_something(text))
        {
            return Some(Sign::Id);
        }
    }
    if line.trim_start().starts_with('|') {
        let cell = text
            .split('|')
            .next()
            .unwrap_or_default()
            .trim_matches(['*', '_', '`', ' ']);
        if ids.lacks(cell) {
            return Some(Sign::Row);
        }
    }
    if !is_heading && number_before(text).is_some_and(|number| ids.lacks(number)) {
        return Some(Sign::Number);
    }
    match steps::step(text) {
        // `Soit` also begins ordinary sentences.
        Some(Step::Given) if is_emphatic(text) || steps::has_then(text) || is_english(text) => {
            return Some(Sign::FirstStep);
        }
        Some(Step::When) if is_emphatic(text) || steps::is_behaviour(text) => {
            return Some(Sign::FirstStep);
        }
        Some(Step::When | Step::Then | Step::More)
            if text.len() < line.len() || is_emphatic(text) =>
        {
            return Some(Sign::NextStep);
        }
        Some(Step::Then) => return Some(Sign::NextStep),
        _ => {}
    }
    let binds = if is_heading {
        modal::obliges(text)
    } else {
        modal::says_must(text)
    };
    binds.then_some(Sign::Binding)
}

/// Returns the reason why a line that reads like a step is not a criterion, if the line states an
/// obligation.
fn why_it_binds(line: &str, place: Surrounding) -> Option<&'static str> {
    modal::says_must(inner(line)).then(|| why(Sign::Binding, place))?
}

/// Returns the number of parts of a dotted number, if there are several: 3 for `3.5.1`.
fn depth_of(id: &str) -> Option<usize> {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts = id.split('.').count();
    (parts > 1 && id.split('.').all(is_number)).then_some(parts)
}

/// Returns the dotted number at the start of a text, where a mark separates it from the text after
/// it: `3.4. The blog`.
fn number_before(text: &str) -> Option<&str> {
    let length = text
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || *byte == b'.')
        .count();
    let (number, rest) = text.split_at_checked(length)?;
    let bare = number.trim_end_matches('.');
    let is_set_off = bare.len() < number.len() || rest.starts_with([')', ':']);
    (is_set_off && rest.contains(char::is_alphabetic)).then_some(bare)
}

/// Returns whether an id is a sign of a criterion; ids of tasks, plain numbers and single letters
/// are not.
fn is_criterion_id(id: &str, shape: Shape) -> bool {
    let letters = id.bytes().take_while(u8::is_ascii_uppercase).count();
    shape == Shape::Criterion || (shape == Shape::Other && letters >= 2)
}

/// Returns whether a text begins with the English word `Given`, which is rarely anything but a
/// step.
fn is_english(text: &str) -> bool {
    text.starts_with("Given")
}

/// Returns whether a text begins with a mark of emphasis or with capitals.
fn is_emphatic(text: &str) -> bool {
    text.starts_with(['*', '_']) || text.bytes().take(2).all(|byte| byte.is_ascii_uppercase())
}

/// Returns a line without the marks before its text: blanks, quotes, list markers, the bar of a
/// table, the marks of a heading.
fn inner(line: &str) -> &str {
    let mut text = line.trim();
    loop {
        let before = text;
        for mark in ['>', '|', '•'] {
            text = text.strip_prefix(mark).unwrap_or(text).trim_start();
        }
        text = text.trim_start_matches('#').trim_start();
        for bullet in ["- ", "* ", "+ "] {
            text = text.strip_prefix(bullet).unwrap_or(text).trim_start();
        }
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        if (1..4).contains(&digits)
            && let Some(rest) = text
                .get(digits..)
                .and_then(|rest| rest.strip_prefix(['.', ')']))
            && rest.starts_with(' ')
        {
            text = rest.trim_start();
        }
        if text.len() == before.len() {
            return text;
        }
    }
}

/// The ids of a spec.
struct SpecIds {
    /// The letters of the ids, as the criteria and the lines of the text have them.
    families: Families,
    /// The ids of the criteria.
    known: HashSet<String>,
    /// The numbers of parts of those ids that are dotted numbers.
    depths: HashSet<usize>,
}

impl SpecIds {
    /// Returns whether criteria have numbers of this form but none of them has this one.
    fn lacks(&self, number: &str) -> bool {
        depth_of(number).is_some_and(|depth| self.depths.contains(&depth))
            && !self.known.contains(number)
    }

    fn new(source: &SpecText, criteria: &[Criterion]) -> Self {
        let mut families = Families::default();
        for criterion in criteria.iter().filter(|criterion| !criterion.is_made_up) {
            families.see(&format!("{}:", criterion.id));
        }
        for line in source.text().lines() {
            families.see(inner(line));
        }
        let known: HashSet<String> = criteria
            .iter()
            .map(|criterion| criterion.id.as_str().to_owned())
            .collect();
        let depths = known.iter().filter_map(|id| depth_of(id)).collect();
        Self {
            families,
            known,
            depths,
        }
    }
}

/// Whether each line is accounted for, indexed by its 1-based number.
struct LineAccounts(Vec<bool>);

impl LineAccounts {
    fn new(finished: &Finished) -> Self {
        let mut lines = Self(Vec::new());
        for criterion in &finished.criteria {
            lines.take(criterion.lines);
        }
        for requirement in &finished.requirements {
            lines.take(requirement.lines);
        }
        lines
    }

    fn take(&mut self, lines: LineRange) {
        let (first, last) = (lines.first as usize, lines.last as usize);
        if self.0.len() <= last {
            self.0.resize(last + 1, false);
        }
        self.0[first..=last].fill(true);
    }

    fn are_taken(&self, lines: LineRange) -> bool {
        self.0
            .get(lines.first as usize)
            .copied()
            .unwrap_or_default()
    }
}
