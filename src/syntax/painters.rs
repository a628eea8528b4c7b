//! The painters of the texts looked at last: what a worker thread owns, one request after another.

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use super::grammars::Grammars;
use super::language::Language;
use super::painter::{Painter, Progress};
use crate::model::change::FileText;
use crate::model::paint::Spans;

/// Texts whose painters are kept; both sides of a few files.
const MAX_PAINTERS: usize = 12;

/// What the texts of the kept painters may hold together, in bytes; the one asked for last stays
/// whatever it holds.
const MAX_KEPT_BYTES: usize = 24 << 20;

/// Texts gone through ahead of what is asked: both sides of the file asked for last.
const AHEAD: usize = 2;

/// What painting a text may take before it is left plain: this, and [`LINE_TIME`] for each line gone
/// through. Usual lines take a twentieth of that.
const FREE_TIME: Duration = Duration::from_secs(2);

/// See [`FREE_TIME`].
const LINE_TIME: Duration = Duration::from_micros(500);

/// Tells the time since some moment.
pub type Clock = Box<dyn Fn() -> Duration>;

/// Lines to paint.
#[derive(Clone, Debug)]
pub struct Request {
    /// The whole text. Requests for one text share one allocation: that is what tells them.
    pub text: Arc<FileText>,
    /// Its language.
    pub language: Language,
    /// The lines to paint (0-based, end excluded).
    pub lines: Range<u32>,
}

/// What became of a request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// The lines asked for, those past the last left out. Plain ones where the text is given up.
    Painted(Vec<Spans>),
    /// Something else came up; asking again goes on from here.
    Interrupted(Progress),
}

/// Keeps painters, the one asked for last first.
///
/// The library's states stay in the thread that made them, so a worker makes its painters itself;
/// requests and answers go between threads.
pub struct Painters {
    grammars: Option<Grammars>,
    kept: Vec<Kept>,
    clock: Clock,
}

struct Kept {
    painter: Painter,
    /// How long its lines took so far.
    took: Duration,
}

impl Kept {
    fn paints(&self, request: &Request) -> bool {
        Arc::ptr_eq(self.painter.text(), &request.text) && self.painter.language() == request.language
    }

    /// Does something with the painter as long as it has time; when it ran out of that, gives the text
    /// up and does it again, which takes none then.
    fn in_time<T>(
        &mut self,
        clock: &Clock,
        go_on: &mut dyn FnMut() -> bool,
        mut work: impl FnMut(&mut Painter, &mut dyn FnMut() -> bool) -> T,
    ) -> T {
        let start = clock();
        let before = self.took;
        let took = || before.saturating_add(clock().saturating_sub(start));
        let mut lines = self.painter.lines_parsed();
        let mut late = false;
        let done = work(&mut self.painter, &mut || {
            let allowed = LINE_TIME.saturating_mul(u32::try_from(lines).unwrap_or(u32::MAX));
            late = took() > FREE_TIME.saturating_add(allowed);
            lines += 1;
            !late && go_on()
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
    /// Loads nothing yet.
    pub fn new(clock: Clock) -> Self {
        Self { grammars: None, kept: Vec::new(), clock }
    }

    /// Paints lines. `go_on` is asked before each line gone through: a worker says no when a newer
    /// request has come.
    pub fn work(&mut self, request: &Request, go_on: &mut dyn FnMut() -> bool) -> Answer {
        let mut kept = match self.kept.iter().position(|kept| kept.paints(request)) {
            Some(at) => self.kept.remove(at),
            None => Kept {
                painter: Painter::new(request.language, Arc::clone(&request.text)),
                took: Duration::ZERO,
            },
        };
        let grammars = self.grammars.get_or_insert_with(Grammars::load);
        let painted = kept.in_time(&self.clock, go_on, |painter, go_on| {
            painter.paint(grammars, request.lines.clone(), go_on)
        });
        let progress = kept.painter.progress();
        self.kept.insert(0, kept);
        self.forget();
        painted.map_or(Answer::Interrupted(progress), Answer::Painted)
    }

    /// Goes on through the texts asked for last, so that lines further down can be painted at once
    /// when they are asked for. Whether there is nothing left to do.
    pub fn advance(&mut self, go_on: &mut dyn FnMut() -> bool) -> bool {
        let grammars = self.grammars.get_or_insert_with(Grammars::load);
        self.kept.iter_mut().take(AHEAD).all(|kept| {
            kept.painter.progress().is_done()
                || kept
                    .in_time(&self.clock, go_on, |painter, go_on| painter.advance(grammars, go_on))
                    .is_done()
        })
    }

    /// Texts whose painters are kept.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    fn forget(&mut self) {
        let mut bytes = 0;
        let fitting = self.kept.iter().take(MAX_PAINTERS).take_while(|kept| {
            bytes += kept.painter.text().bytes().len();
            bytes <= MAX_KEPT_BYTES
        });
        let keep = fitting.count().max(1);
        self.kept.truncate(keep);
    }
}
