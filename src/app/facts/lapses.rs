//! Why a verdict no longer holds, in words.

use crate::app::facts::Facts;
use crate::model::lapse::{Lapse, Reason};
use crate::model::spec::LineRange;
use crate::safe;

impl Facts {
    /// Why a verdict lapsed, after its verdict or criterion: "refunds changed src/refund.rs:61-70 since".
    pub fn lapse_words(&self, lapse: &Lapse) -> String {
        match &lapse.reason {
            Reason::Reworded => "the criterion's text changed since".to_owned(),
            Reason::Redelivered => "the increment was delivered again since".to_owned(),
            Reason::Changed { by, path, lines } => {
                let who = by.as_ref().map_or("a later change".to_owned(), ToString::to_string);
                format!("{who} changed {} since", place(&safe::path(path).into_string(), lines))
            }
        }
    }
}

/// `src/refund.rs:61-70`, or with several stretches `src/refund.rs:61-70, 80`.
pub(in crate::app) fn place(path: &str, lines: &[LineRange]) -> String {
    /// More than these are counted.
    const SHOWN: usize = 3;
    let range = |lines: &LineRange| match lines.first == lines.last {
        true => lines.first.to_string(),
        false => format!("{}-{}", lines.first, lines.last),
    };
    let shown: Vec<String> = lines.iter().take(SHOWN).map(range).collect();
    match (shown.is_empty(), lines.len().saturating_sub(SHOWN)) {
        (true, _) => path.to_owned(),
        (false, 0) => format!("{path}:{}", shown.join(", ")),
        (false, more) => format!("{path}:{} and {more} more", shown.join(", ")),
    }
}
