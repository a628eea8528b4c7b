//! Splits a text into its scenarios. Knows nothing of blocks, headings or ids of its own.

use std::ops::Range;

use crate::spec::markdown::heading::{Heading, Object};
use crate::spec::markdown::steps::{self, Step};
use crate::spec::markdown::written::{Families, criterion_id};

/// Words for the steps that all scenarios of a feature begin with.
const BACKGROUND: [&str; 12] = [
    "background",
    "grundlage",
    "hintergrund",
    "contexte",
    "antecedentes",
    "contexto",
    "contesto",
    "założenia",
    "предыстория",
    "контекст",
    "背景",
    "배경",
];

/// One scenario in a text.
pub(super) struct Scenario {
    /// Its bytes, from its title or first step on.
    pub(super) span: Range<usize>,
    /// The id in a tag right above it.
    pub(super) tag: Option<String>,
    /// Whether it begins with a title.
    pub(super) is_titled: bool,
}

/// Returns the complete scenarios of a text, in order; each begins with a step or a title at the
/// start of a line.
pub(super) fn split(text: &str) -> Vec<Scenario> {
    let inline = inline(text);
    if inline.len() > 1 {
        return inline;
    }
    let mut splitter = Splitter::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        splitter.take(line, at..at + line.len());
        at += line.len();
    }
    splitter.close();
    splitter.found
}

/// Returns the scenarios of a text that has several in one line:
/// `Given a, when b, then c. Given d, …`.
fn inline(text: &str) -> Vec<Scenario> {
    if text.trim().contains('\n') || text.len() > MAX_INLINE {
        return Vec::new();
    }
    let ends = text
        .char_indices()
        .filter(|(_, c)| matches!(c, '.' | ';' | '。' | '；'));
    let starts = ends.filter_map(|(at, c)| {
        let after = text.get(at + c.len_utf8()..)?;
        let start = text.len() - after.trim_start().len();
        (steps::step(after.trim_start()) == Some(Step::Given)).then_some(start)
    });
    let starts: Vec<usize> = starts.collect();
    // Most texts have at most one scenario, which is checked faster than its start is found.
    if starts.is_empty() {
        return Vec::new();
    }
    let first = words(text).find(|at| {
        let after = text.get(*at..).unwrap_or_default();
        steps::step(after) == Some(Step::Given) && steps::has_then(after)
    });
    let Some(first) = first else {
        return Vec::new();
    };
    let starts = starts.into_iter().filter(|start| *start > first);
    let mut starts: Vec<usize> = std::iter::once(first).chain(starts).collect();
    starts.dedup();
    let ends = starts
        .iter()
        .skip(1)
        .copied()
        .chain([text.len()])
        .collect::<Vec<_>>();
    let spans = starts.into_iter().zip(ends).map(|(start, end)| start..end);
    let whole = |span: &Range<usize>| text.get(span.clone()).is_some_and(steps::has_then);
    let spans: Vec<Range<usize>> = spans.collect();
    if !spans.iter().all(whole) {
        return Vec::new();
    }
    spans
        .into_iter()
        .map(|span| Scenario {
            span,
            tag: None,
            is_titled: false,
        })
        .collect()
}

/// Lists the offsets of the first words of a text.
fn words(text: &str) -> impl Iterator<Item = usize> {
    let after_space = text
        .char_indices()
        .filter(|(_, c)| *c == ' ')
        .map(|(at, _)| at + 1);
    std::iter::once(0).chain(after_space).take(MAX_WORDS)
}

/// The most words before the first step.
const MAX_WORDS: usize = 12;

/// The longest line that is examined for several scenarios, in bytes.
const MAX_INLINE: usize = 4000;

#[derive(Default)]
struct Splitter {
    found: Vec<Scenario>,
    /// The open scenario, unless it is the background.
    open: Option<Scenario>,
    reached: Option<Step>,
    /// Whether one of its steps is `Given`.
    has_given: bool,
    tag: Option<String>,
    after_blank: bool,
    in_code: bool,
    /// Whether text that is not part of the open scenario has followed it.
    is_over: bool,
}

impl Splitter {
    fn take(&mut self, line: &str, span: Range<usize>) {
        let inner = inner(line);
        let after_blank = std::mem::replace(&mut self.after_blank, inner.is_empty());
        if inner.is_empty() {
            return;
        }
        let is_fence =
            inner.starts_with("```") || inner.starts_with("\"\"\"") || inner.starts_with("~~~");
        if is_fence || self.in_code {
            self.in_code ^= is_fence;
            self.extend(&span);
            return;
        }
        if inner.starts_with('@') {
            let ids = inner.split('@').filter_map(|tag| criterion_id(tag.trim()));
            self.tag = ids.reduce(|_, last| last).or(self.tag.take());
            self.is_over = true;
            return;
        }
        let step = steps::step(inner);
        if let Some(is_background) = title(inner) {
            self.close();
            self.open = (!is_background).then(|| self.begin(&span, true));
        } else if self.begins(step, after_blank) {
            self.close();
            self.open = Some(self.begin(&span, false));
        }
        match step {
            Some(step) => {
                self.has_given |= step == Step::Given;
                self.reached = self
                    .reached
                    .max(Some(step).filter(|step| *step != Step::More));
            }
            // A paragraph of its own is not part of a scenario that is complete.
            None if after_blank
                && !line.starts_with([' ', '\t', '|'])
                && self.reached == Some(Step::Then) =>
            {
                self.is_over = true;
            }
            None => {}
        }
        self.extend(&span);
    }

    /// Returns whether a step begins a scenario.
    fn begins(&self, step: Option<Step>, after_blank: bool) -> bool {
        match step {
            Some(Step::Given) => self.open.is_none() || self.reached == Some(Step::Then),
            Some(Step::When) => {
                self.open.is_none()
                    || (self.reached == Some(Step::Then) && after_blank && !self.has_given)
            }
            _ => false,
        }
    }

    fn begin(&mut self, span: &Range<usize>, is_titled: bool) -> Scenario {
        Scenario {
            span: span.clone(),
            tag: self.tag.take(),
            is_titled,
        }
    }

    fn extend(&mut self, span: &Range<usize>) {
        if let Some(open) = self.open.as_mut().filter(|_| !self.is_over) {
            open.span.end = span.end;
        }
    }

    fn close(&mut self) {
        let is_whole = self.reached == Some(Step::Then);
        self.found.extend(self.open.take().filter(|_| is_whole));
        (self.reached, self.has_given, self.is_over) = (None, false, false);
    }
}

/// Returns whether a line is the title of a background; `None` when it is not a title of a scenario
/// or background.
fn title(line: &str) -> Option<bool> {
    let (word, _) = line.split_once([':', '：'])?;
    if BACKGROUND.contains(&word.trim().to_lowercase().as_str()) {
        return Some(true);
    }
    let heading = Heading::new(line, &Families::default());
    let is_scenario = heading.object == Some(Object::Scenario) && heading.id.is_none();
    (is_scenario || word == "Example").then_some(false)
}

/// Returns a line without the marks of a list or a heading before its text.
fn inner(line: &str) -> &str {
    let line = line.trim().trim_start_matches(['-', '+', '>', '#', ' ']);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line
        .get(digits..)
        .and_then(|rest| rest.strip_prefix(['.', ')']));
    rest.filter(|_| digits > 0).map_or(line, str::trim_start)
}
