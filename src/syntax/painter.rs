//! Paints the lines of one text, in any order, each as what it is in the whole.

use std::ops::Range;
use std::sync::Arc;

use super::grammars::Grammars;
use super::language::Language;
use super::state::{Lost, State};
use crate::model::change::FileText;
use crate::model::paint::Spans;

/// Texts over this many bytes stay plain: 200,000 lines that people write.
pub const MAX_BYTES: usize = 8 << 20;

/// Lines over this many bytes stay plain, and what follows them is painted as if they were not there:
/// what a regular expression takes grows with the square of a line's length, and more.
pub const MAX_LINE: usize = 1_000;

/// Lines between two kept states, at first.
const STEP: u32 = 128;

/// States kept of a text, some hundred bytes each. When there are more, every second one goes, and the
/// steps double: a text of 250,000 lines has one every 1,024.
const MAX_KEPT: usize = 256;

/// How far the lines of a text have been gone through.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// Lines from the top that can be painted without going through others first.
    pub known: u32,
    /// Lines that there are to go through.
    pub of: u32,
}

impl Progress {
    /// Whether there is nothing more to do.
    pub fn is_done(self) -> bool {
        self.known >= self.of
    }
}

/// Paints one text.
///
/// To know what a line is, all lines above it have to be gone through once. A painter goes through
/// them when a line below is asked for, or ahead of that, and keeps a state every so many lines to
/// paint from later. How a line is painted does not depend on what was asked before.
pub struct Painter {
    text: Arc<FileText>,
    language: Language,
    /// The state before line `index * step`, for those lines that are behind the front.
    kept: Vec<State>,
    step: u32,
    /// How far the text has been gone through, and the state there.
    front: u32,
    state: Option<State>,
    /// Lines from here on stay plain.
    limit: u32,
    /// Lines gone through, again and again counted.
    parsed: u64,
}

impl Painter {
    /// Nothing is gone through yet. Lines from `limit` on stay plain.
    pub fn new(language: Language, text: Arc<FileText>, limit: u32) -> Self {
        let limit = if text.bytes().len() <= MAX_BYTES { text.len().min(limit) } else { 0 };
        Self { text, language, kept: Vec::new(), step: STEP, front: 0, state: None, limit, parsed: 0 }
    }

    /// The text.
    pub fn text(&self) -> &Arc<FileText> {
        &self.text
    }

    /// The language it is painted as.
    pub fn language(&self) -> Language {
        self.language
    }

    /// How far the text has been gone through.
    pub fn progress(&self) -> Progress {
        Progress { known: self.front.min(self.limit), of: self.limit }
    }

    /// Lines gone through, those gone through again counted again.
    pub fn lines_parsed(&self) -> u64 {
        self.parsed
    }

    /// States kept to paint from.
    pub fn states_kept(&self) -> usize {
        self.kept.len()
    }

    /// From now on the text is plain, and nothing is kept for it.
    pub fn give_up(&mut self) {
        self.limit = 0;
        self.kept = Vec::new();
        self.state = None;
    }

    /// Goes through lines, as long as there are any and `go_on`, asked before each with its number, says so.
    pub fn advance(&mut self, grammars: &mut Grammars, go_on: &mut dyn FnMut(u32) -> bool) -> Progress {
        grammars.meet(self.language);
        while self.front < self.limit && go_on(self.front) {
            self.next(grammars);
        }
        self.progress()
    }

    /// Paints lines (0-based, end excluded; those past the last are left out). `go_on` is asked before
    /// each line gone through, with its number. None when it said no before all were painted; what was gone through
    /// for the first time is not lost.
    pub fn paint(
        &mut self,
        grammars: &mut Grammars,
        lines: Range<u32>,
        go_on: &mut dyn FnMut(u32) -> bool,
    ) -> Option<Vec<Spans>> {
        let end = lines.end.min(self.text.len());
        let start = lines.start.min(end);
        let mut painted = Vec::with_capacity((end - start) as usize);
        grammars.meet(self.language);
        while self.front < start.min(self.limit) {
            if !go_on(self.front) {
                return None;
            }
            self.next(grammars);
        }
        let known = end.min(self.front);
        if start < known {
            let from = start / self.step;
            let mut state = self.kept.get(from as usize).cloned();
            for line in from * self.step..known.min(self.limit) {
                if !go_on(line) {
                    return None;
                }
                self.parsed += 1;
                let spans = state.as_mut().map(|state| paint(state, grammars, self.text.line(line)));
                if line >= start {
                    painted.push(spans.and_then(Result::ok).unwrap_or_default());
                }
            }
        }
        while self.front < end.min(self.limit) {
            if !go_on(self.front) {
                return None;
            }
            painted.push(self.next(grammars));
        }
        painted.resize((end - start) as usize, Spans::default());
        Some(painted)
    }

    /// Goes through the line at the front.
    fn next(&mut self, grammars: &mut Grammars) -> Spans {
        if self.front == 0 {
            self.state = grammars.start(self.language);
        }
        let Some(state) = self.state.as_mut() else {
            self.limit = self.front;
            return Spans::default();
        };
        if self.kept.len() == MAX_KEPT && self.front.is_multiple_of(self.step) {
            let mut index = 0;
            self.kept.retain(|_| {
                index += 1;
                index % 2 == 1
            });
            self.step *= 2;
        }
        if self.front.is_multiple_of(self.step) {
            self.kept.push(state.clone());
        }
        let spans = paint(state, grammars, self.text.line(self.front));
        match &spans {
            Ok(_) => self.front += 1,
            Err(_) => self.limit = self.front,
        }
        self.parsed += 1;
        spans.unwrap_or_default()
    }
}

fn paint(state: &mut State, grammars: &mut Grammars, line: &[u8]) -> Result<Spans, Lost> {
    if line.len() > MAX_LINE { Ok(Spans::default()) } else { state.line(grammars, line) }
}
