//! A cursor in a list: whatever happens to either, it stays in the list and on the screen.

use proptest::prelude::*;
use snaglist::app::viewport::Viewport;

#[derive(Clone, Copy, Debug)]
enum Op {
    Go(usize),
    Put(usize),
    Step(isize),
    Scroll(isize),
    Page(isize),
    Jump(usize),
    Resize(usize),
    Replace(usize, usize),
}

fn op() -> impl Strategy<Value = Op> {
    let by = || {
        prop_oneof![
            -9..9_isize,
            Just(isize::MAX),
            Just(isize::MIN),
            Just(isize::MAX / 2)
        ]
    };
    let place = || prop_oneof![0..120_usize, Just(usize::MAX)];
    prop_oneof![
        place().prop_map(Op::Go),
        place().prop_map(Op::Put),
        by().prop_map(Op::Step),
        by().prop_map(Op::Scroll),
        (-2..=2_isize).prop_map(Op::Page),
        place().prop_map(Op::Jump),
        (0..60_usize).prop_map(Op::Resize),
        (place(), 0..120_usize).prop_map(|(to, len)| Op::Replace(to, len)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_cursor_stays_in_the_list_and_on_the_screen(mut len in 0..120_usize, ops in prop::collection::vec(op(), 1..40)) {
        let mut view = Viewport { height: 10, ..Viewport::default() };
        for op in ops {
            let before = view;
            match op {
                Op::Go(to) => view.go(to, len),
                Op::Put(to) => view.put(to, len),
                Op::Step(by) => view.step(by, len),
                Op::Scroll(by) => view.scroll(by, len),
                Op::Page(halves) => view.page(halves, len),
                Op::Jump(to) => view.jump(to, len),
                Op::Resize(height) => view.resize(height, len),
                Op::Replace(to, another) => {
                    len = another;
                    view.replace(to, len);
                }
            }
            prop_assert!(view.cursor < len.max(1), "{op:?} on {before:?} of {len}: {view:?}");
            if view.height > 0 {
                prop_assert!(view.top <= view.cursor, "{op:?} on {before:?} of {len}: {view:?}");
                prop_assert!(view.cursor < view.top + view.height, "{op:?} on {before:?} of {len}: {view:?}");
                prop_assert!(view.top == 0 || view.top + view.height <= len, "nothing below the end: {op:?} {view:?} of {len}");
            }
            match op {
                Op::Go(to) | Op::Jump(to) => prop_assert_eq!(view.cursor, to.min(len.saturating_sub(1))),
                Op::Scroll(_) if view.top == before.top => prop_assert_eq!(view.cursor, before.cursor, "nothing scrolled"),
                Op::Scroll(by) if by > 0 => prop_assert!(view.cursor >= before.cursor),
                Op::Scroll(_) => prop_assert!(view.cursor <= before.cursor),
                _ => {}
            }
        }
    }
}

#[test]
fn lines_around_the_cursor_stay_visible() {
    let mut view = Viewport {
        height: 10,
        ..Viewport::default()
    };
    view.step(7, 100);
    assert_eq!((view.cursor, view.top), (7, 1));
    view.step(-3, 100);
    assert_eq!((view.cursor, view.top), (4, 1));
    view.step(-1, 100);
    assert_eq!((view.cursor, view.top), (3, 0));
}

#[test]
fn a_jump_shows_what_follows() {
    let mut view = Viewport {
        height: 30,
        ..Viewport::default()
    };
    view.jump(200, 1_000);
    assert_eq!((view.cursor, view.top), (200, 190));
    view.jump(205, 1_000);
    assert_eq!(
        (view.cursor, view.top),
        (205, 190),
        "what is on the screen does not move"
    );
}

#[test]
fn a_page_keeps_two_lines_and_comes_back() {
    let mut view = Viewport {
        height: 22,
        ..Viewport::default()
    };
    view.go(5, 500);
    view.page(2, 500);
    assert_eq!((view.cursor, view.top), (25, 20));
    view.page(-2, 500);
    assert_eq!((view.cursor, view.top), (5, 0));
}
