//! Made-up increments of any size, read through, as the app has them.

use std::sync::Arc;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use snaglist::app::Model;
use snaglist::app::facts::engagement::Engagement;
use snaglist::app::input::geometry::TerminalSize;
use snaglist::app::input::keymap::Keymap;
use snaglist::app::msg::{Listing, Msg};
use snaglist::app::shell::update::update;
use snaglist::diff;
use snaglist::model::change::{FileChange, FileDiff, FileEntry, FileText, Side, TextDiff};
use snaglist::model::id::{Digest, EventId, ObjectId};
use snaglist::model::increment::{CommitRange, Increment, IncrementSource};
use snaglist::model::index::Indexes;
use snaglist::model::note::{Anchor, Label, NoteBody, Place, Thread, ThreadState};
use snaglist::model::record::Record;
use snaglist::model::spec::LineRange;
use snaglist::model::text::{RepoPath, Untrusted};
use snaglist::model::time::Timestamp;
use snaglist::spec;
use snaglist::ui;
use snaglist::ui::theme::{Depth, Theme};

/// The terminal of the figures in the documents.
pub(crate) const SIZE: TerminalSize = TerminalSize {
    cols: 200,
    rows: 50,
};

/// Lines that a file of an increment shows.
const FILE: u32 = 200;

/// A spec of twelve criteria.
pub(crate) const SPEC: &str = "# Refunds\n\n## Acceptance criteria\n\n\
    - [x] AC-1: A charge is created once per key\n- [ ] AC-2: Partial refunds never exceed the charge\n\
    - [ ] AC-3: A refund of an unknown charge is a 404\n- [ ] AC-4: Every refund has an audit row\n\
    - [ ] AC-5: Webhooks are retried with back-off\n- [ ] AC-6: Amounts are whole cents\n\
    - [ ] AC-7: Currencies are never mixed\n- [ ] AC-8: Rates are dated\n\
    - [ ] AC-9: Exports are complete\n- [ ] AC-10: Exports are ordered\n\
    - [ ] AC-11: Limits are kept per customer\n- [ ] AC-12: Limits can be lifted\n";

/// A file of that many lines, every tenth of them changed.
pub(crate) fn every_tenth(lines: u32) -> TextDiff {
    changed(lines, 10)
}

/// A file of that many lines, every `nth` of them changed.
pub(crate) fn changed(lines: u32, nth: u32) -> TextDiff {
    let text = |new: bool| {
        let line = |number: u32| match (number % nth, new) {
            (0, true) => format!("    let charge_{number} = self.store.find(&key)?;\n"),
            _ => format!("    let charge_{number} = self.store.insert(amount, key)?;\n"),
        };
        Arc::new(FileText::new(
            (0..lines).map(line).collect::<String>().into_bytes(),
        ))
    };
    diff::text(&RepoPath::new("src/refund.rs"), text(false), text(true))
}

fn id(byte: u8) -> ObjectId {
    ObjectId::from_bytes(&[byte; 20]).unwrap()
}

/// An increment's files, not read yet.
pub(crate) fn listing(files: u32) -> Listing {
    let entry = |file: u32, byte| FileEntry {
        path: RepoPath::new(format!("src/module_{:03}/part_{file:05}.rs", file / 50)),
        id: id(byte),
        mode: 0o100_644,
    };
    let change = |file| FileChange {
        old: Some(entry(file, 1)),
        new: Some(entry(file, 2)),
        copied: false,
    };
    Listing {
        files: (0..files).map(change).collect(),
        ..Listing::default()
    }
}

/// The review screen on an increment with that many lines to see, all of them read.
pub(crate) fn read(lines: u32) -> Model {
    let files = lines.div_ceil(FILE);
    let mut model = opened();
    let request = model.screens.review.request;
    say(
        &mut model,
        Msg::Listed {
            request,
            listing: Ok(listing(files)),
        },
    );
    let diff = Arc::new(FileDiff::Text(every_tenth(FILE.min(lines))));
    for file in Indexes::first(files as usize) {
        say(
            &mut model,
            Msg::FileRead {
                request,
                file,
                diff: diff.clone(),
            },
        );
    }
    press(&mut model, "tab");
    model
}

/// The review screen on an increment that is still to be listed.
pub(crate) fn opened() -> Model {
    opened_on(SPEC)
}

/// The same with another spec.
pub(crate) fn opened_on(spec: &str) -> Model {
    let spec = spec::read(&RepoPath::new("SPEC.md"), spec.as_bytes(), None).unwrap();
    let increment = Increment::new(
        "refunds".parse().unwrap(),
        Untrusted::from("Refunds"),
        CommitRange {
            base: Some(id(1)),
            head: id(2),
        },
        IncrementSource::Tag,
    );
    let me = "abcdefghij".parse().unwrap();
    let name = Untrusted::from("payments");
    let engagement = Engagement::new(
        name,
        vec![spec],
        Vec::new(),
        vec![increment],
        String::new(),
        Vec::new(),
        me,
    );
    let mut model = Model::new(engagement, SIZE, Keymap::default(), 4, Timestamp(0));
    model.begin(&mut Vec::new());
    model
}

/// Takes a message in; what is to be done outside is left undone.
pub(crate) fn say(model: &mut Model, msg: Msg) {
    update(model, Timestamp(0), msg);
}

pub(crate) fn press(model: &mut Model, key: &str) {
    say(model, Msg::Key(key.parse().unwrap()));
}

/// Draws frames as the program does, into memory.
pub(crate) struct Screen {
    terminal: Terminal<TestBackend>,
    theme: Theme,
}

impl Screen {
    pub(crate) fn new() -> Self {
        let backend = TestBackend::new(SIZE.cols, SIZE.rows);
        Self {
            terminal: Terminal::new(backend).unwrap(),
            theme: Theme::new(false, Depth::True, false),
        }
    }

    pub(crate) fn draw(&mut self, model: &Model) {
        self.terminal
            .draw(|frame| ui::draw(model, &self.theme, frame))
            .unwrap();
    }
}

/// A record with that many notes, each on a line of another file.
pub(crate) fn record_with_notes(model: &Model, notes: usize) -> Arc<Record> {
    let files = &model.screens.review.files;
    let increment = model.increment().map(|increment| increment.id.clone());
    let thread = |note: usize| {
        let file = &files[note * files.len() / notes];
        let entry = file.change.entry(Side::New).unwrap();
        let anchor = Anchor {
            path: entry.path.clone(),
            side: Side::New,
            blob: Some(entry.id),
            lines: Some(LineRange::new(20, 21)),
            text: Untrusted::default(),
            before: None,
            after: None,
        };
        let id = EventId(Digest([note as u8; 32]));
        Thread {
            id,
            author: model.facts.engagement.me.clone(),
            at: Timestamp(0),
            place: Place {
                increment: increment.clone(),
                criterion: None,
                anchor: Some(anchor.into()),
            },
            subject: None,
            body: NoteBody {
                label: Label::Issue,
                blocking: None,
                text: Untrusted::from("Check the sum first"),
            },
            edited: None,
            heads: vec![id],
            retracted: false,
            replies: Vec::new(),
            state: ThreadState::Open,
            state_heads: Vec::new(),
            since: Timestamp(0),
            private: false,
        }
    };
    Arc::new(Record {
        threads: (0..notes).map(thread).collect(),
        ..Record::default()
    })
}
