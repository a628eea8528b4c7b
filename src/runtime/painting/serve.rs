//! The process that paints: requests come in, answers go out, a watchdog looks on.

use std::collections::VecDeque;
use std::io::{self, ErrorKind};
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use super::frames;
use crate::syntax::wire::{Answer, Item, MAX_REQUEST, Request};
use crate::syntax::{Painted, Painters};

/// The exit status after a line that took too long.
pub const STUCK: i32 = 3;

/// The exit status after a request that made no sense.
pub const GARBLED: i32 = 4;

/// How often the watchdog looks, while there is something to look at.
const LOOK: Duration = Duration::from_millis(50);

/// How often it sees the same line before that took too long. It is looks that are counted, not the time:
/// where the machine is short of breath, or sleeps, so is the watchdog.
const PATIENCE: u32 = 24;

/// Texts gone through ahead of what is asked: both sides of the file asked for first.
const AHEAD: usize = 2;

/// No line.
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
    Desk {
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

/// What the threads tell each other.
#[derive(Default)]
struct Watch {
    /// The line being gone through, as `text << 32 | line + 1`, or [`IDLE`].
    at: AtomicU64,
    /// Goes up with every line.
    lines: AtomicU64,
    /// Whether a request waits.
    news: AtomicBool,
}

impl Watch {
    /// A line begins.
    fn begin(&self, text: u32, line: u32) {
        self.lines.fetch_add(1, SeqCst);
        self.at.store((u64::from(text) << 32) | (u64::from(line) + 1), SeqCst);
    }

    /// Ends the process when a line takes too long. Sleeps while there is none.
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
                let stuck = Answer::Stuck { text: (at >> 32) as u32, line: (at as u32).saturating_sub(1) };
                let _ = frames::write(&mut io::stdout().lock(), &stuck.encode());
                process::exit(STUCK);
            }
        }
    }
}

/// Reads requests; ends the process when there are no more.
fn read(requests: &Sender<Request>, watch: &Watch) {
    let mut pipe = io::stdin().lock();
    loop {
        let request = frames::read(&mut pipe, MAX_REQUEST)
            .map_err(|error| if error.kind() == ErrorKind::InvalidData { GARBLED } else { 0 })
            .and_then(|frame| Request::decode(&frame).map_err(|_| GARBLED));
        match request {
            Ok(request) => drop(requests.send(request)),
            Err(status) => process::exit(status),
        }
        watch.news.store(true, SeqCst);
    }
}

/// What is being worked on.
struct Desk {
    painters: Painters,
    /// The number of the newest asking.
    number: u32,
    /// What is left of it, each with its index.
    items: VecDeque<(u16, Item)>,
    /// Texts to go through when there is nothing else to do.
    ahead: Vec<u32>,
    watch: Arc<Watch>,
    watchdog: Thread,
}

impl Desk {
    fn work(mut self, queue: &Receiver<Request>) {
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

    fn take(&mut self, request: Request) {
        match request {
            Request::Text { number, limit, language, text } => {
                if self.painters.keep(number, language, text, limit).is_err() {
                    process::exit(GARBLED);
                }
            }
            Request::Forget(number) => self.painters.forget(number),
            Request::Ask { number, items } => {
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

    /// Does one thing, until it is done or news come; false when there is nothing to do.
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
        if let Some((index, Item { text, lines })) = self.items.front().cloned() {
            match self.painters.paint(text, lines, &mut |line| go_on(text, line)) {
                Painted::Lines(lines) => {
                    self.items.pop_front();
                    answer = Some(Answer::Painted { number: self.number, item: index, lines });
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
