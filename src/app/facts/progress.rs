//! Reports how far the background is with reading increments.

use crate::app::facts::Facts;
use crate::app::facts::suggested::Suggested;

/// Milliseconds after which the background's progress is shown; shorter work needs no message.
const WORTH_SAYING: i64 = 200;

impl Facts {
    /// Returns how far the background is, in words; `None` when it is done, stopped or has only
    /// begun.
    pub fn progress(&self) -> Option<String> {
        let all = self.traces.len();
        let links = self.traces.iter().filter(|trace| trace.is_some()).count();
        let found = self
            .suggested
            .iter()
            .filter(|found| found.found().is_some())
            .count();
        let waits = self.reading && self.now.0 - self.reading_since.0 >= WORTH_SAYING;
        if !waits || found == all {
            return None;
        }
        let files = self.suggested.iter().find_map(|found| match found {
            Suggested::Reading(read, all) if *all > 0 => Some(format!(", {read} of {all} files")),
            _ => None,
        });
        // Links are read first, in every increment; suggestions take a second reading.
        let (what, done) = if links < all {
            ("links", links)
        } else {
            ("suggestions", found)
        };
        Some(format!(
            "searching for {what}: {done} of {all} increments{}",
            files.unwrap_or_default()
        ))
    }
}
