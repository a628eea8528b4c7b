//! How a line is painted does not depend on what was asked before.

use proptest::prelude::*;
use snaglist::model::paint::Spans;
use snaglist::syntax::{Grammars, Language};

use super::{language, paint_all, painter, text};

/// Lines that open and close things, so that states differ from line to line.
const LINES: &[&str] = &[
    "/* a",
    "b */",
    "let s = `x ${",
    "} y`;",
    "if (a) { return \"b\" }",
    "// c",
    "",
    "function f(a: number) {",
    "}",
    "\"\"\"",
    "class A {",
];

fn sources() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(LINES), 1..400).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_order_gives_what_painting_from_the_top_gives(
        source in sources(),
        path in prop::sample::select(vec!["a.ts", "a.py", "a.kt"]),
        asked in prop::collection::vec((0_u32..400, 0_u32..60, 0_usize..200), 1..8),
    ) {
        let expected = paint_all(path, source.as_str());
        let mut grammars = Grammars::load();
        let mut painter = painter(path, source.as_str());
        for (start, count, patience) in asked {
            let mut left = patience;
            painter.advance(&mut grammars, &mut |_| { left = left.saturating_sub(1); left > 0 });
            let lines = start..start + count;
            let mut left = patience;
            let painted = painter.paint(&mut grammars, lines.clone(), &mut |_| { left = left.saturating_sub(1); left > 0 });
            let painted = match painted {
                Some(painted) => painted,
                None => painter.paint(&mut grammars, lines.clone(), &mut |_| true).unwrap(),
            };
            let end = (lines.end as usize).min(expected.len());
            prop_assert_eq!(&painted[..], &expected[(start as usize).min(end)..end]);
        }
    }

    #[test]
    fn painted_runs_lie_in_the_line_in_order(source in prop::collection::vec(any::<u8>(), 0..300)) {
        let text = text(source.clone());
        for path in ["a.md", "a.php", "a.sh"] {
            for (index, spans) in paint_all(path, source.clone()).iter().enumerate() {
                let mut at = 0;
                for span in spans.iter() {
                    prop_assert!(at <= span.bytes.start && span.bytes.start < span.bytes.end);
                    at = span.bytes.end;
                }
                prop_assert!(at as usize <= text.line(index as u32).len());
            }
        }
    }
}

#[test]
fn lines_far_down_are_painted_from_a_state_kept_near_them() {
    let source = "a: b\n".repeat(40_000);
    let mut grammars = Grammars::load();
    let mut painter = painter("a.toml", source);
    assert!(painter.advance(&mut grammars, &mut |_| true).is_done());
    assert!(painter.states_kept() <= 256, "{}", painter.states_kept());
    let before = painter.lines_parsed();
    assert_eq!(before, 40_000);
    painter
        .paint(&mut grammars, 39_000..39_050, &mut |_| true)
        .unwrap();
    let lines = painter.lines_parsed() - before;
    assert!(lines <= 50 + 256, "{lines} lines gone through for 50");
}

#[test]
fn lines_near_the_top_are_painted_before_the_rest_is_gone_through() {
    let source = "a = 1\n".repeat(10_000);
    let mut painter = painter("a.toml", source);
    painter
        .paint(&mut Grammars::load(), 0..50, &mut |_| true)
        .unwrap();
    assert_eq!(painter.lines_parsed(), 50);
}

#[test]
fn what_was_gone_through_is_not_lost_when_something_else_comes_up() {
    let mut grammars = Grammars::load();
    let mut painter = painter("a.toml", "a = 1\n".repeat(1_000));
    let mut left = 301;
    let stopped = painter.paint(&mut grammars, 900..950, &mut |_| {
        left -= 1;
        left > 0
    });
    assert!(stopped.is_none());
    assert_eq!(
        (painter.progress().known, painter.progress().of),
        (300, 1_000)
    );
    assert_eq!(
        painter
            .paint(&mut grammars, 900..950, &mut |_| true)
            .unwrap()
            .len(),
        50
    );
    assert_eq!(painter.lines_parsed(), 950);
}

#[test]
fn lines_past_the_last_are_left_out() {
    let mut grammars = Grammars::load();
    let mut painter = painter("a.toml", "a = 1\nb = 2");
    assert_eq!(
        painter
            .paint(&mut grammars, 1..9, &mut |_| true)
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        painter.paint(&mut grammars, 7..9, &mut |_| true).unwrap(),
        Vec::<Spans>::new()
    );
    #[expect(clippy::reversed_empty_ranges, reason = "what must not go wrong")]
    let backwards = painter.paint(&mut grammars, 2..1, &mut |_| true).unwrap();
    assert!(backwards.is_empty());
    assert!(paint_all("a.toml", "").is_empty());
}

#[test]
fn a_painter_goes_on_after_what_was_loaded_was_let_go() {
    let source = "/* a\nfn b() {}\n*/ fn c() {}\n";
    let mut grammars = Grammars::load();
    let mut one = painter("a.rs", source);
    one.paint(&mut grammars, 0..1, &mut |_| true).unwrap();
    for other in Language::all()
        .filter(|other| *other != language("a.rs"))
        .take(20)
    {
        let mut painter = snaglist::syntax::Painter::new(other, text("a\n"), u32::MAX);
        painter.paint(&mut grammars, 0..1, &mut |_| true).unwrap();
    }
    let rest = one.paint(&mut grammars, 1..3, &mut |_| true).unwrap();
    assert_eq!(rest, paint_all("a.rs", source)[1..]);
}
