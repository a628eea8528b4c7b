//! Keeps the painters of several texts while they are needed.

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use super::grammars::Grammars;
use super::language::Language;
use super::painter::{MAX_BYTES, Painter};
use crate::model::change::FileText;
use crate::model::paint::Spans;

/// Maximum total size of the texts kept at a time, in bytes.
pub const MAX_KEPT_BYTES: usize = 3 * MAX_BYTES;

/// Maximum number of texts kept at a time: both sides of more files than a screen has room for.
pub const MAX_KEPT: usize = 64;

/// Time budget for painting a text before it is left plain: this, plus [`LINE_TIME`] for each
/// parsed line. Usual lines take a twentieth of that.
const FREE_TIME: Duration = Duration::from_secs(2);

/// Time budget per line; see [`FREE_TIME`].
const LINE_TIME: Duration = Duration::from_micros(500);

/// Returns the time since some fixed moment.
pub type Clock = Box<dyn Fn() -> Duration>;

/// The result of painting lines.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Painted {
    /// The requested lines, without those past the last; plain where the budget is used up.
    Lines(Vec<Spans>),
    /// `go_on` refused; another call continues from here.
    Interrupted,
    /// No such text is kept.
    Unknown,
}

/// The error when there is no room for another text.
#[derive(Debug)]
pub struct Full;

/// Painters by numbers that the caller assigns. Loads grammars on the first request.
pub struct Painters {
    grammars: Option<Grammars>,
    kept: Vec<TimedPainter>,
    clock: Clock,
}

struct TimedPainter {
    number: u32,
    painter: Painter,
    /// Time spent on its lines so far.
    took: Duration,
}

impl TimedPainter {
    /// Runs a function on the painter and measures its time; once the budget is used up, makes the
    /// text plain and runs it again, which takes no time.
    fn in_time<T>(
        &mut self,
        clock: &Clock,
        go_on: &mut dyn FnMut(u32) -> bool,
        mut work: impl FnMut(&mut Painter, &mut dyn FnMut(u32) -> bool) -> T,
    ) -> T {
        let start = clock();
        let before = self.took;
        let took = || before.saturating_add(clock().saturating_sub(start));
        let mut lines = self.painter.lines_parsed();
        let mut late = false;
        let done = work(&mut self.painter, &mut |line| {
            let allowed = LINE_TIME.saturating_mul(u32::try_from(lines).unwrap_or(u32::MAX));
            late = took() > FREE_TIME.saturating_add(allowed);
            lines += 1;
            !late && go_on(line)
        });
        self.took = took();
        if !late {
            return done;
        }
        self.painter.give_up();
        work(&mut self.painter, go_on)
    }
}

impl Painters {
    /// Makes an empty set; loads nothing yet.
    pub fn new(clock: Clock) -> Self {
        Self {
            grammars: None,
            kept: Vec::new(),
            clock,
        }
    }

    /// Keeps a text under a number, replacing an earlier one. Its lines from `limit` on stay plain.
    ///
    /// # Errors
    /// When there is no room, by [`MAX_KEPT`] or [`MAX_KEPT_BYTES`].
    pub fn keep(
        &mut self,
        number: u32,
        language: Language,
        text: Arc<FileText>,
        limit: u32,
    ) -> Result<(), Full> {
        self.forget(number);
        let bytes: usize = self
            .kept
            .iter()
            .map(|kept| kept.painter.text().bytes().len())
            .sum();
        if self.kept.len() >= MAX_KEPT || bytes + text.bytes().len() > MAX_KEPT_BYTES {
            return Err(Full);
        }
        let painter = Painter::new(language, text, limit);
        self.kept.push(TimedPainter {
            number,
            painter,
            took: Duration::ZERO,
        });
        Ok(())
    }

    /// Drops a text.
    pub fn forget(&mut self, number: u32) {
        self.kept.retain(|kept| kept.number != number);
    }

    /// Paints lines of a text (0-based, end excluded). Calls `go_on` with its number before parsing
    /// each line.
    pub fn paint(
        &mut self,
        number: u32,
        lines: Range<u32>,
        go_on: &mut dyn FnMut(u32) -> bool,
    ) -> Painted {
        let Some(kept) = self.kept.iter_mut().find(|kept| kept.number == number) else {
            return Painted::Unknown;
        };
        let grammars = self.grammars.get_or_insert_with(Grammars::load);
        let painted = kept.in_time(&self.clock, go_on, |painter, go_on| {
            painter.paint(grammars, lines.clone(), go_on)
        });
        painted.map_or(Painted::Interrupted, Painted::Lines)
    }

    /// Parses a text ahead, so that lines further down can be painted at once when they are asked
    /// for. True when nothing is left to do.
    pub fn advance(&mut self, number: u32, go_on: &mut dyn FnMut(u32) -> bool) -> bool {
        let Some(kept) = self.kept.iter_mut().find(|kept| kept.number == number) else {
            return true;
        };
        let grammars = self.grammars.get_or_insert_with(Grammars::load);
        kept.painter.progress().is_done()
            || kept
                .in_time(&self.clock, go_on, |painter, go_on| {
                    painter.advance(grammars, go_on)
                })
                .is_done()
    }
}
