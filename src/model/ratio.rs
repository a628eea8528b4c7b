//! Parts of a whole, in whole numbers.

use std::fmt;
use std::ops::AddAssign;

/// How many of how many.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Ratio {
    /// How many.
    pub part: usize,
    /// Of how many; never fewer than `part`.
    pub whole: usize,
}

impl Ratio {
    /// Counts one more, which is one of the part or not.
    pub fn count(&mut self, is_part: bool) {
        self.part += usize::from(is_part);
        self.whole += 1;
    }

    /// Gives the per cent, rounded down so that only the whole is 100; nothing for parts of
    /// nothing.
    pub fn percent(self) -> Option<usize> {
        (self.part * 100).checked_div(self.whole)
    }

    /// Writes the per cent as `75 %`, or `-` for parts of nothing.
    pub fn in_percent(self) -> String {
        self.percent()
            .map_or_else(|| "-".to_owned(), |percent| format!("{percent} %"))
    }
}

impl AddAssign for Ratio {
    fn add_assign(&mut self, other: Self) {
        self.part += other.part;
        self.whole += other.whole;
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.part, self.whole)
    }
}
