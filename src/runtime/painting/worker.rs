//! Schedules painting: sends requests one after another, and handles answers and the end of a
//! process.

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender};

use super::process::{PaintingProcess, ProcessEvent};
use super::texts::{Barred, HeldTexts, PaintKey, TextSlot};
use crate::app::msg::{Msg, Unpainted};
use crate::model::paint::Spans;
use crate::syntax::wire::{Answer, MAX_ITEM_LINES, MAX_ITEMS, PaintItem, PaintRequest};
use crate::syntax::{Language, MAX_BYTES};

/// Number of successive processes that end without painting anything, after which no other is
/// started.
const MAX_DEATHS: u32 = 3;

/// Lines that were requested.
struct RequestedLines {
    key: PaintKey,
    wanted: Unpainted,
}

pub(super) struct Worker<T> {
    program: io::Result<PathBuf>,
    events: Sender<ProcessEvent>,
    tell: T,
    process: Option<(PaintingProcess, HeldTexts)>,
    /// The number of the current process.
    generation: u64,
    deaths: u32,
    off: bool,
    barred: Barred,
    /// The session's request that is being answered.
    request: u64,
    /// Lines that were not requested from the process yet.
    waiting: VecDeque<Unpainted>,
    /// The number of the newest request to the process.
    number: u32,
    /// The lines of that request; `None` for those that were answered.
    asked: Vec<Option<RequestedLines>>,
    /// The text requested first, which the process parses ahead.
    ahead: Option<PaintKey>,
    /// Whether the process said why it ends.
    said_why: bool,
}

impl<T: Fn(Msg)> Worker<T> {
    pub(super) fn new(program: io::Result<PathBuf>, events: Sender<ProcessEvent>, tell: T) -> Self {
        Self {
            program,
            events,
            tell,
            process: None,
            generation: 0,
            deaths: 0,
            off: false,
            barred: Barred::default(),
            request: 0,
            waiting: VecDeque::new(),
            number: 0,
            asked: Vec::new(),
            ahead: None,
            said_why: false,
        }
    }

    pub(super) fn work(mut self, events: &Receiver<ProcessEvent>) {
        while let Ok(event) = events.recv() {
            match event {
                ProcessEvent::Wanted { request, wanted } => {
                    self.request = request;
                    self.waiting = wanted.into();
                    self.asked.clear();
                    self.ask();
                }
                ProcessEvent::Answer { generation, answer } if generation == self.generation => {
                    self.take(answer)
                }
                ProcessEvent::Ended { generation } if generation == self.generation => self.bury(),
                ProcessEvent::Answer { .. } | ProcessEvent::Ended { .. } => {}
                ProcessEvent::Stop => return,
            }
        }
    }

    /// Requests as many waiting lines as the process has room for; answers those that need no
    /// process.
    fn ask(&mut self) {
        let mut items = Vec::new();
        let mut requests = Vec::new();
        self.asked.clear();
        if let Some((_, texts)) = &mut self.process {
            texts.release();
        }
        while let Some(wanted) = self.waiting.pop_front() {
            let language = Language::of(&wanted.path, wanted.text.line(0));
            let size = wanted.text.bytes().len();
            let key = language.map(|language| PaintKey::of(&wanted, language));
            let limit = key.map_or(0, |key| self.barred.limit(key));
            let asked = wanted.lines.start..wanted.lines.end.min(limit);
            let (Some(language), Some(key)) = (language, key) else {
                self.answer(&wanted, Vec::new());
                continue;
            };
            if asked.is_empty() || asked.len() > MAX_ITEM_LINES as usize || size > MAX_BYTES {
                self.answer(&wanted, Vec::new());
                continue;
            }
            let Some((_, texts)) = self.living() else {
                self.answer(&wanted, Vec::new());
                continue;
            };
            let mut forgotten = Vec::new();
            let place = texts.place(key, size, &mut forgotten);
            requests.extend(forgotten.into_iter().map(PaintRequest::Forget));
            let text = match place {
                TextSlot::Held(number) => number,
                TextSlot::New(number) => {
                    let text = wanted.text.clone();
                    requests.push(PaintRequest::Text {
                        number,
                        limit,
                        language,
                        text,
                    });
                    number
                }
                TextSlot::Full => {
                    self.waiting.push_front(wanted);
                    break;
                }
            };
            items.push(PaintItem { text, lines: asked });
            self.asked.push(Some(RequestedLines { key, wanted }));
            if items.len() == MAX_ITEMS {
                break;
            }
        }
        if items.is_empty() {
            return;
        }
        self.number = self.number.wrapping_add(1);
        self.ahead = self
            .asked
            .first()
            .and_then(Option::as_ref)
            .map(|asked| asked.key);
        requests.push(PaintRequest::Ask {
            number: self.number,
            items,
        });
        if let Some((process, _)) = &mut self.process {
            requests.iter().for_each(|request| process.say(request));
        }
    }

    /// Returns the process, started if there is none; `None` once no other may be started.
    fn living(&mut self) -> Option<&mut (PaintingProcess, HeldTexts)> {
        while self.process.is_none() && !self.off {
            self.generation += 1;
            let started = match &self.program {
                Ok(program) => {
                    PaintingProcess::start(program, self.generation, self.events.clone())
                }
                Err(error) => Err(error.kind().into()),
            };
            match started {
                Ok(process) => self.process = Some((process, HeldTexts::default())),
                Err(_) => self.count_death(),
            }
        }
        self.process.as_mut()
    }

    fn take(&mut self, answer: Answer) {
        match answer {
            Answer::Painted {
                number,
                item,
                lines,
            } if number == self.number => {
                self.deaths = 0;
                let Some(slot) = self.asked.get_mut(usize::from(item)) else {
                    return;
                };
                let Some(asked) = slot.take() else { return };
                self.answer(&asked.wanted, lines);
                if self.asked.iter().all(Option::is_none) {
                    self.ask();
                }
            }
            Answer::Painted { .. } => {}
            Answer::Stuck { text, line } => {
                if let Some(key) = self.process.as_ref().and_then(|(_, texts)| texts.key(text)) {
                    self.barred.bar(key, line);
                    self.said_why = true;
                }
            }
        }
    }

    /// Handles the end of the process: bars the line it was painting, and requests the rest from
    /// another process.
    fn bury(&mut self) {
        self.process = None;
        if !std::mem::take(&mut self.said_why) {
            let at_work = self.asked.iter().flatten().next().map(|asked| asked.key);
            at_work
                .or(self.ahead)
                .into_iter()
                .for_each(|key| self.barred.bar(key, 0));
        }
        self.ahead = None;
        self.count_death();
        for asked in std::mem::take(&mut self.asked).into_iter().rev().flatten() {
            self.waiting.push_front(asked.wanted);
        }
        self.ask();
    }

    fn count_death(&mut self) {
        self.deaths += 1;
        if self.deaths == MAX_DEATHS {
            self.off = true;
            let why =
                "source text stays without colours: the process that computes them keeps failing";
            (self.tell)(Msg::PaintingEnded(why.to_owned()));
        }
    }

    /// Answers with painted lines; missing ones are plain.
    fn answer(&self, wanted: &Unpainted, mut lines: Vec<Spans>) {
        lines.resize(wanted.lines.len(), Spans::default());
        (self.tell)(Msg::Painted {
            request: self.request,
            file: wanted.file,
            side: wanted.side,
            first: wanted.lines.start,
            lines,
        });
    }
}
