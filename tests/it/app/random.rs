//! Whatever is pressed, pasted, clicked and resized, in whatever order answers come: nothing
//! panics, and the cursor stays where it can be.

use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use snaglist::app::input::geometry::TerminalSize;
use snaglist::app::input::key::{Key, KeyCode};
use snaglist::app::input::keymap::BINDINGS;
use snaglist::app::msg::{Effect, Mouse, MouseKind, Msg, Saving};
use snaglist::model::change::FileDiff;
use snaglist::model::index::FileIndex;
use snaglist::ui::theme::{Depth, Theme};

use super::engagement::Delivery;
use super::people::ana;
use super::session::Session;

#[derive(Clone, Debug)]
enum Op {
    Key(Key),
    Paste(&'static str),
    Mouse(Mouse),
    Resize(u16, u16),
    FocusLost,
    Edited(bool),
    Saving(bool),
    /// Answers wait from now on.
    Hold,
    /// The oldest answer arrives.
    LetOneGo,
    /// All do.
    LetGo,
    /// An answer to a request of some time ago.
    Late(u64, usize),
}

const TEXTS: [&str; 4] = [
    "words\nand more",
    "漢字\u{202e}\t\u{1b}[31m",
    "",
    "AC-1 a line that is long enough to be wrapped in a narrow box, twice even",
];

/// All keys that mean anything anywhere, and a few that type.
fn keys() -> Vec<Key> {
    let bound = BINDINGS
        .iter()
        .flat_map(|binding| binding.keys)
        .map(|key| key.parse().unwrap());
    let boxes = [
        "ctrl-s",
        "ctrl-b",
        "ctrl-e",
        "ctrl-w",
        "ctrl-k",
        "ctrl-a",
        "alt-d",
        "shift-tab",
        "up",
        "end",
        "1",
        "2",
        "*",
        "b",
        "y",
        "é",
        "漢",
    ];
    let leaving = [
        Key::plain(KeyCode::Esc),
        Key::plain(KeyCode::Enter),
        Key::char(']'),
        Key::char('j'),
    ];
    bound
        .chain(boxes.iter().map(|key| key.parse().unwrap()))
        .chain(leaving.repeat(6))
        .collect()
}

fn op() -> impl Strategy<Value = Op> {
    let mouse = (0..4_u8, 0..210_u16, 0..60_u16).prop_map(|(kind, x, y)| {
        let kind = [
            MouseKind::Click,
            MouseKind::Drag,
            MouseKind::WheelUp,
            MouseKind::WheelDown,
        ][usize::from(kind)];
        Op::Mouse(Mouse { kind, x, y })
    });
    prop_oneof![
        40 => proptest::sample::select(keys()).prop_map(Op::Key),
        2 => proptest::sample::select(TEXTS.to_vec()).prop_map(Op::Paste),
        6 => mouse,
        3 => (40..=200_u16, 10..=50_u16).prop_map(|(cols, rows)| Op::Resize(cols, rows)),
        1 => (0..300_u16, 0..80_u16).prop_map(|(cols, rows)| Op::Resize(cols, rows)),
        1 => Just(Op::FocusLost),
        1 => any::<bool>().prop_map(Op::Edited),
        1 => any::<bool>().prop_map(Op::Saving),
        1 => Just(Op::Hold),
        4 => Just(Op::LetOneGo),
        2 => Just(Op::LetGo),
        1 => (0..4_u64, 0..9_usize).prop_map(|(ago, file)| Op::Late(ago, file)),
    ]
}

fn open(delivery: &Delivery) -> Session {
    let mut session = Session::open_as(
        &delivery.path(),
        &delivery.data(),
        &ana(),
        TerminalSize {
            cols: 100,
            rows: 30,
        },
    );
    session.durable = false;
    session
}

fn take(session: &mut Session, op: &Op) {
    match op {
        Op::Key(key) => drop(session.send(Msg::Key(*key))),
        Op::Paste(text) => drop(session.paste(text)),
        Op::Mouse(mouse) => drop(session.send(Msg::Mouse(*mouse))),
        Op::Resize(cols, rows) => drop(session.resize(*cols, *rows)),
        Op::FocusLost => drop(session.send(Msg::FocusLost)),
        Op::Edited(well) => {
            let text = if *well {
                Ok("from outside\n".to_owned())
            } else {
                Err("no editor".to_owned())
            };
            session.send(Msg::Edited(text));
        }
        Op::Saving(well) => {
            let saving = if *well {
                Saving::Saved
            } else {
                Saving::Failed("disk full".to_owned())
            };
            session.send(Msg::Saving(saving));
        }
        Op::Hold => drop(session.hold()),
        Op::LetOneGo => drop(session.let_one_go()),
        Op::LetGo => drop(session.let_go()),
        Op::Late(ago, file) => {
            let request = session.model.screens.review.request.saturating_sub(*ago);
            let diff = Arc::new(FileDiff::Binary {
                old: None,
                new: Some(7),
                what: [None; 2],
            });
            session.send(Msg::FileRead {
                request,
                file: FileIndex::new(*file),
                diff,
            });
        }
    }
    assert!(
        session
            .outside
            .iter()
            .all(|effect| !matches!(effect, Effect::List { .. } | Effect::Record(_)))
    );
    session.outside.clear();
}

/// Draws in every way; the row under the cursor is found again by what it is about.
fn look(session: &Session, ascii: bool) {
    let depth = if ascii { Depth::None } else { Depth::True };
    session.draw(&Theme::new(ascii, depth, ascii));
    let review = &session.model.screens.review;
    if let Some(anchor) = review.rows.anchor(review.view.cursor) {
        assert_eq!(
            review.rows.row_of(&anchor),
            Some(review.view.cursor),
            "{anchor:?}"
        );
    }
}

#[test]
fn any_sequence_of_events_leaves_a_screen_that_can_be_drawn() {
    let delivery = Delivery::odd();
    let config = ProptestConfig {
        cases: 24,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let outcome = TestRunner::new(config).run(&prop::collection::vec(op(), 1..80), |ops| {
        let mut session = open(&delivery);
        for (at, op) in ops.iter().enumerate() {
            take(&mut session, op);
            if at % 4 == 0 {
                look(&session, at % 3 == 0);
            }
        }
        session.let_go();
        look(&session, false);
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn a_terminal_of_any_size_can_be_drawn_on() {
    let delivery = Delivery::odd();
    let mut session = open(&delivery);
    for cols in [0, 1, 39, 40, 41, 300] {
        for rows in [0, 1, 9, 10, 11, 80] {
            take(&mut session, &Op::Resize(cols, rows));
            look(&session, false);
        }
    }
}

/// George Marsaglia's xorshift (Journal of Statistical Software 8, 2003): the same numbers
/// everywhere.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

#[test]
fn twenty_thousand_keys_do_no_harm() {
    let keys = keys();
    let leaving: Vec<Key> = ["esc", "enter", "ctrl-s"]
        .iter()
        .map(|key| key.parse().unwrap())
        .collect();
    let deliveries = [Delivery::new(), Delivery::odd()];
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    let mut said = 0;
    for run in 0..40 {
        let mut session = open(&deliveries[run % 2]);
        session.resize(
            40 + numbers.below(161) as u16,
            10 + numbers.below(41) as u16,
        );
        for pressed in 0..500 {
            // A box takes all keys, so it is left more often than by chance.
            let leave = session.model.overlay.is_some() && numbers.below(3) == 0;
            let from = if leave { &leaving } else { &keys };
            let key = from[numbers.below(from.len())];
            // Reading everything again takes as long as a hundred other keys.
            if key != Key::char('R') || numbers.below(10) == 0 {
                take(&mut session, &Op::Key(key));
            }
            if pressed % 50 == 0 {
                look(&session, run % 5 == 0);
            }
        }
        said += session.model.facts.record.events;
    }
    assert!(said > 800, "the keys do something: {said}");
}
