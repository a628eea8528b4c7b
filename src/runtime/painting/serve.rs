//! Runs the painting process: requests come in, answers go out, a watchdog checks.

use std::collections::VecDeque;
use std::io::{self, ErrorKind};
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use super::frames;
use crate::syntax::wire::{Answer, MAX_REQUEST, PaintItem, PaintRequest};
use crate::syntax::{Painted, Painters};

/// The exit status after a line that took too long.
pub const STUCK: i32 = 3;

/// The exit status after an invalid request.
pub const GARBLED: i32 = 4;

/// Interval of the watchdog's checks, while a line is being parsed.
const LOOK: Duration = Duration::from_millis(50);

/// Number of checks with the same line after which it took too long. Counts checks, not time: when
/// the machine is overloaded or asleep, so is the watchdog.
const PATIENCE: u32 = 24;

/// Number of texts parsed ahead: both sides of the file that was requested first.
const AHEAD: usize = 2;

/// The value for no line.
const IDLE: u64 = 0;

/// Serves the program at the other end of standard input and output until it closes them.
pub fn serve() -> ! {
    let watch = Arc::new(Watch::default());
    let (requests, queue) = mpsc::channel();
    let reading = watch.clone();
    thread::spawn(move || read(&requests, &reading));
    let watching = watch.clone();
    let watchdog = thread::spawn(move || watching.guard());
    let start = Instant::now();
    PaintServer {
        painters: Painters::new(Box::new(move || start.elapsed())),
        number: 0,
        items: VecDeque::new(),
        ahead: Vec::new(),
        watch,
        watchdog: watchdog.thread().clone(),
    }
    .work(&queue);
    process::exit(0)
}

/// State shared by the threads.
#[derive(Default)]
struct Watch {
    /// The line being parsed, as `text << 32 | line + 1`, or [`IDLE`].
    at: AtomicU64,
    /// The number of lines begun so far.
    lines: AtomicU64,
    /// Whether a request waits.
    news: AtomicBool,
}

impl Watch {
    /// Notes that a line begins.
    fn begin(&self, text: u32, line: u32) {
        self.lines.fetch_add(1, SeqCst);
        self.at
            .store((u64::from(text) << 32) | (u64::from(line) + 1), SeqCst);
    }

    /// Ends the process when a line takes too long. Sleeps while there is no line.
    fn guard(&self) {
        let (mut seen, mut looks) = (0, 0);
        loop {
            if self.at.load(SeqCst) == IDLE {
                thread::park();
                continue;
            }
            thread::sleep(LOOK);
            let lines = self.lines.load(SeqCst);
            looks = if lines == seen { looks + 1 } else { 0 };
            seen = lines;
            let at = self.at.load(SeqCst);
            if looks >= PATIENCE && at != IDLE {
                let stuck = Answer::Stuck {
                    text: (at >> 32) as u32,
                    line: (at as u32).saturating_sub(1),
                };
                let _ = frames::write(&mut io::stdout().lock(), &stuck.encode());
                process::exit(STUCK);
            }
        }
    }
}

/// Reads requests; ends the process when there are no more.
fn read(requests: &Sender<PaintRequest>, watch: &Watch) {
    let mut pipe = io::stdin().lock();
    loop {
        let request = frames::read(&mut pipe, MAX_REQUEST)
            .map_err(|error| {
                if error.kind() == ErrorKind::InvalidData {
                    GARBLED
                } else {
                    0
                }
            })
            .and_then(|frame| PaintRequest::decode(&frame).map_err(|_| GARBLED));
        match request {
            Ok(request) => drop(requests.send(request)),
            Err(status) => process::exit(status),
        }
        watch.news.store(true, SeqCst);
    }
}

/// The state of the thread that paints.
struct PaintServer {
    painters: Painters,
    /// The number of the newest request.
    number: u32,
    /// The remaining items of that request, each with its index.
    items: VecDeque<(u16, PaintItem)>,
    /// Texts to parse ahead when idle.
    ahead: Vec<u32>,
    watch: Arc<Watch>,
    watchdog: Thread,
}

impl PaintServer {
    fn work(mut self, queue: &Receiver<PaintRequest>) {
        loop {
            self.watch.news.store(false, SeqCst);
            queue.try_iter().for_each(|request| self.take(request));
            if self.has_worked() {
                continue;
            }
            let Ok(request) = queue.recv() else { return };
            self.take(request);
        }
    }

    fn take(&mut self, request: PaintRequest) {
        match request {
            PaintRequest::Text {
                number,
                limit,
                language,
                text,
            } => {
                if self.painters.keep(number, language, text, limit).is_err() {
                    process::exit(GARBLED);
                }
            }
            PaintRequest::Forget(number) => self.painters.forget(number),
            PaintRequest::Ask { number, items } => {
                self.ahead.clear();
                for item in &items {
                    if self.ahead.len() < AHEAD && !self.ahead.contains(&item.text) {
                        self.ahead.push(item.text);
                    }
                }
                self.number = number;
                self.items = (0..).zip(items).collect();
            }
        }
    }

    /// Paints one item, or parses a text ahead, until that is done or a request comes. Returns
    /// false when there is nothing to do.
    fn has_worked(&mut self) -> bool {
        let watch = self.watch.clone();
        let mut awake = false;
        let mut go_on = |text: u32, line: u32| {
            watch.begin(text, line);
            if !awake {
                self.watchdog.unpark();
                awake = true;
            }
            !watch.news.load(SeqCst)
        };
        let mut worked = true;
        let mut answer = None;
        if let Some((index, PaintItem { text, lines })) = self.items.front().cloned() {
            match self
                .painters
                .paint(text, lines, &mut |line| go_on(text, line))
            {
                Painted::Lines(lines) => {
                    self.items.pop_front();
                    answer = Some(Answer::Painted {
                        number: self.number,
                        item: index,
                        lines,
                    });
                }
                Painted::Interrupted => {}
                Painted::Unknown => process::exit(GARBLED),
            }
        } else if let Some(text) = self.ahead.first().copied() {
            if self.painters.advance(text, &mut |line| go_on(text, line)) {
                self.ahead.remove(0);
            }
        } else {
            worked = false;
        }
        self.watch.at.store(IDLE, SeqCst);
        if let Some(answer) = answer
            && frames::write(&mut io::stdout().lock(), &answer.encode()).is_err()
        {
            process::exit(0);
        }
        worked
    }
}
