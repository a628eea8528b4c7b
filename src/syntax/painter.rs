//! Paints the lines of one text, in any order, each in the context of the whole.

use std::ops::Range;
use std::sync::Arc;

use super::grammars::Grammars;
use super::language::Language;
use super::state::{GrammarState, Lost};
use crate::model::change::FileText;
use crate::model::paint::Spans;

/// Maximum size of a painted text, in bytes: 200,000 lines that people write.
pub const MAX_BYTES: usize = 8 << 20;

/// Maximum length of a painted line, in bytes; the lines after a longer one are painted as if it
/// did not exist. The time of a regular expression grows with the square of a line's length, or
/// more.
pub const MAX_LINE: usize = 1_000;

/// Number of lines between two kept states, at first.
const STEP: u32 = 128;

/// Maximum number of states kept of a text, some hundred bytes each. With more, every second one is
/// dropped, and the distance doubles: a text of 250,000 lines has one every 1,024.
const MAX_KEPT: usize = 256;

/// How many lines of a text were parsed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ParsedLines {
    /// Number of lines from the top that can be painted without parsing others first.
    pub known: u32,
    /// Total number of lines to parse.
    pub of: u32,
}

impl ParsedLines {
    /// Whether all lines are parsed.
    pub fn is_done(self) -> bool {
        self.known >= self.of
    }
}

/// Paints one text.
///
/// The class of a piece depends on all lines above, so these have to be parsed once. A painter
/// parses them when a line below is asked for, or ahead of that, and keeps a state every so many
/// lines to paint from later. The result does not depend on earlier requests.
pub struct Painter {
    text: Arc<FileText>,
    language: Language,
    /// States before line `index * step`, for the lines before the front.
    kept: Vec<GrammarState>,
    step: u32,
    /// The number of parsed lines, and the state there.
    front: u32,
    state: Option<GrammarState>,
    /// The first line that stays plain, as all after it.
    limit: u32,
    /// Number of parsed lines, with repetitions.
    parsed: u64,
}

impl Painter {
    /// Makes a painter with nothing parsed yet. Lines from `limit` on stay plain.
    pub fn new(language: Language, text: Arc<FileText>, limit: u32) -> Self {
        let limit = if text.bytes().len() <= MAX_BYTES {
            text.len().min(limit)
        } else {
            0
        };
        Self {
            text,
            language,
            kept: Vec::new(),
            step: STEP,
            front: 0,
            state: None,
            limit,
            parsed: 0,
        }
    }

    /// -
    /// Returns the text.
    pub fn text(&self) -> &Arc<FileText> {
        &self.text
    }

    /// Returns the language that it is painted in.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn language(&self) -> Language {
        self.language
    }

    /// Returns how many lines were parsed.
    pub fn progress(&self) -> ParsedLines {
        ParsedLines {
            known: self.front.min(self.limit),
            of: self.limit,
        }
    }

    /// Returns the number of parsed lines, with repetitions.
    pub fn lines_parsed(&self) -> u64 {
        self.parsed
    }

    /// Returns the number of kept states.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn states_kept(&self) -> usize {
        self.kept.len()
    }

    /// Makes the text plain from now on, and drops its states.
    pub fn give_up(&mut self) {
        self.limit = 0;
        self.kept = Vec::new();
        self.state = None;
    }

    /// Parses lines while there are any and `go_on`, called before each with its number, agrees.
    pub fn advance(
        &mut self,
        grammars: &mut Grammars,
        go_on: &mut dyn FnMut(u32) -> bool,
    ) -> ParsedLines {
        grammars.meet(self.language);
        while self.front < self.limit && go_on(self.front) {
            self.next(grammars);
        }
        self.progress()
    }

    /// Paints lines (0-based, end excluded; those past the last are left out). Calls `go_on` with
    /// its number before parsing each line. `None` when it refused before all were painted; lines
    /// parsed for the first time are kept.
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
                let spans = state
                    .as_mut()
                    .map(|state| paint(state, grammars, self.text.line(line)));
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

    /// Parses the line at the front.
    fn next(&mut self, grammars: &mut Grammars) -> Spans {
        if self.front == 0 {
            self.state = GrammarState::start(grammars, self.language);
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

fn paint(state: &mut GrammarState, grammars: &mut Grammars, line: &[u8]) -> Result<Spans, Lost> {
    if line.len() > MAX_LINE {
        Ok(Spans::default())
    } else {
        state.line(grammars, line)
    }
}
