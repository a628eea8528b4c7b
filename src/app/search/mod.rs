//! What is searched for, on whichever screen: an expression, where it looks, and the searches before it.

mod expression;

use std::ops::Range;

use crate::safe::Line;

pub use expression::Expression;

/// Earlier searches that are remembered.
const MAX_EARLIER: usize = 100;

/// A search in force.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Search {
    /// What is looked for.
    pub expression: Expression,
    /// Where it is looked for.
    pub within: SearchArea,
}

/// Where a search looks.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum SearchArea {
    /// In everything that the diff pane shows.
    #[default]
    Diff,
    /// In the files' names.
    Names,
}

impl SearchArea {
    /// What a prompt calls it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Diff => "diff",
            Self::Names => "file names",
        }
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Diff => Self::Names,
            Self::Names => Self::Diff,
        }
    }
}

/// The searches of this run.
#[derive(Clone, Default, Debug)]
pub struct Searches {
    /// What was looked for, newest last.
    texts: Vec<String>,
}

impl Searches {
    /// Remembers a search as the newest; one with the same text is remembered once.
    pub fn remember(&mut self, text: &str) {
        self.texts.retain(|earlier| earlier != text);
        self.texts.push(text.to_owned());
        if self.texts.len() > MAX_EARLIER {
            self.texts.remove(0);
        }
    }
}

/// A search being typed.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct SearchPrompt {
    /// Where it will look.
    pub within: SearchArea,
    /// How far back among the earlier searches; 0 is what is being typed.
    back: usize,
    /// What was typed before going back.
    typed: String,
}

impl SearchPrompt {
    /// Goes to an earlier search, or a later one; `text` is what stands in the prompt.
    pub fn earlier(&mut self, searches: &Searches, further: bool, text: &mut String) {
        if self.back == 0 {
            self.typed.clone_from(text);
        }
        let back =
            if further { (self.back + 1).min(searches.texts.len()) } else { self.back.saturating_sub(1) };
        if back != self.back {
            self.back = back;
            let earlier = searches.texts.len().checked_sub(back).and_then(|at| searches.texts.get(at));
            text.clone_from(earlier.unwrap_or(&self.typed));
        }
    }
}

impl Search {
    /// Where it matches in a line of the diff: byte ranges, left to right.
    pub fn hits(&self, line: &[u8]) -> Vec<Range<usize>> {
        if self.within == SearchArea::Diff { self.expression.hits(line) } else { Vec::new() }
    }

    /// Where it matches in a line that is searched as it is shown: byte ranges of its text.
    pub fn hits_shown(&self, line: &Line) -> Vec<Range<usize>> {
        self.hits(line.text.as_bytes())
    }
}
