//! The searches on all screens: the expression, the area it searches, and the earlier searches.

mod expression;

use std::ops::Range;

use crate::safe::Line;

pub use expression::Expression;

/// The number of earlier searches that are remembered.
const MAX_EARLIER: usize = 100;

/// A search in force.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Search {
    /// The expression to look for.
    pub expression: Expression,
    /// The area that is searched.
    pub within: SearchArea,
}

/// The area that a search covers.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum SearchArea {
    /// Everything that the diff pane shows.
    #[default]
    Diff,
    /// The names of the files.
    Names,
}

impl SearchArea {
    /// Returns the area's name in a prompt.
    pub fn words(self) -> &'static str {
        match self {
            Self::Diff => "diff",
            Self::Names => "file names",
        }
    }

    /// Returns the other area.
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
    /// The texts that were searched, newest last.
    texts: Vec<String>,
}

impl Searches {
    /// Remembers a search as the newest; an earlier one with the same text is dropped.
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
    /// The area that will be searched.
    pub within: SearchArea,
    /// The number of steps back among the earlier searches; 0 for the text being typed.
    back: usize,
    /// The text that was typed before stepping back.
    typed: String,
}

impl SearchPrompt {
    /// Steps to an earlier search, or to a later one when `further` is false, and puts it in
    /// `text`, the prompt's text.
    pub fn earlier(&mut self, searches: &Searches, further: bool, text: &mut String) {
        if self.back == 0 {
            self.typed.clone_from(text);
        }
        let back = if further {
            (self.back + 1).min(searches.texts.len())
        } else {
            self.back.saturating_sub(1)
        };
        if back != self.back {
            self.back = back;
            let earlier = searches
                .texts
                .len()
                .checked_sub(back)
                .and_then(|at| searches.texts.get(at));
            text.clone_from(earlier.unwrap_or(&self.typed));
        }
    }
}

impl Search {
    /// Returns the matches in a line of the diff: byte ranges, left to right; none when file names
    /// are searched.
    pub fn hits(&self, line: &[u8]) -> Vec<Range<usize>> {
        if self.within == SearchArea::Diff {
            self.expression.hits(line)
        } else {
            Vec::new()
        }
    }

    /// Returns the matches in a line that is searched as it is shown: byte ranges of its text.
    pub fn hits_shown(&self, line: &Line) -> Vec<Range<usize>> {
        self.hits(line.text.as_bytes())
    }
}
