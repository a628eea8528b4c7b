//! Reading the spec: the chosen criterion formatted and in its context, and the whole spec at its
//! line.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use snaglist::app::Screen;
use snaglist::app::input::geometry::TerminalSize;
use snaglist::app::msg::Msg;
use snaglist::model::index::CriterionIndex;
use snaglist::model::spec::{
    CriterionKind, LineRange, Requirement, SpecGroup, SpecWarning, TickClaim,
};
use snaglist::model::text::{RepoPath, Untrusted};
use snaglist::ui;
use snaglist::ui::theme::{Depth, Theme};

use super::desk::{Desk, read};
use super::picture::text;
use super::review;

const REFUNDS: &str = "\
# Refunds

## Acceptance criteria

- [ ] AC-1: A refund is **never** larger than the `charge`; see [the terms](https://a.example/terms).
  - checked twice
  - also after a refund of a part, and however many of them there have been before
- [ ] AC-2: A refund of an unknown charge is refused.
  GIVEN no charge with that id
  WHEN POST /refunds
  THEN 404
- [ ] AC-3: Codes are these.

  | Code | Meaning |
  |------|---------|
  | 404  | unknown |
";

#[test]
fn a_criterion_is_shown_as_its_author_formatted_it() {
    let mut desk = Desk::new(vec![read("SPEC.md", REFUNDS)], Vec::new());
    desk.sees("A refund is never larger than the charge;")
        .sees("(https://a.example/terms)");
    desk.sees("• checked twice")
        .sees("• also after a refund of a part, and however")
        .sees("  many of them there");
    assert!(
        desk.is_bold("never larger than the charge;") && !desk.is_bold("larger than the charge;")
    );
    desk.press("J")
        .sees("│ GIVEN no charge with that id")
        .sees("│ THEN 404");
    desk.press("J")
        .sees("Code │ Meaning")
        .sees("─────┼────────".replace('┼', "│").as_str());
}

#[test]
fn a_criterion_stands_below_its_requirement_and_above_its_tasks() {
    let mut spec = read("pay/spec.md", REFUNDS);
    let title = Untrusted::from("Refunds are safe");
    let words = "The service **gives back** no more than it took.\n\nIt keeps an account of it.";
    let requirement = Requirement {
        title,
        text: Untrusted::from(words),
        lines: LineRange { first: 1, last: 2 },
    };
    spec.requirements = vec![requirement];
    spec.criteria[1].requirement = Some(0);
    spec.criteria[1].id = "US1.2".parse().unwrap();
    let mut tasks = read(
        "pay/tasks.md",
        "# Tasks\n\n- [x] T001 Refuse it\n- [ ] T002 Test it\n- [ ] T003 Else\n",
    );
    for (task, name) in tasks.criteria.iter_mut().zip(["US1", "US1.2", "US1.22"]) {
        assert_eq!(task.kind, CriterionKind::Task);
        task.names = vec![Untrusted::from(name)];
    }
    assert_eq!(tasks.criteria[0].claim, TickClaim::Ticked);
    let group = SpecGroup {
        path: RepoPath::new("pay"),
        what: "feature",
        specs: 0..2,
    };
    let mut desk = Desk::new(vec![spec.clone(), tasks.clone()], vec![group]);
    desk.press("esc").misses("Refunds are safe").press("J");
    desk.sees("Refunds are safe")
        .sees("The service gives back no more than it took.")
        .sees("GIVEN no charge");
    desk.press("ctrl-d")
        .sees("[x] T001 Refuse it")
        .sees("[ ] T002 Test it")
        .misses("T003 Else");
    let apart = &mut Desk::new(vec![spec, tasks], Vec::new());
    apart
        .press("esc J")
        .sees("Refunds are safe")
        .misses("T001 Refuse it");
}

#[test]
fn hostile_criteria_are_shown_and_cost_little() {
    let long = "x".repeat(3 << 20);
    let deep = "> ".repeat(3_000);
    let text = format!(
        "# S\n\n## Acceptance criteria\n\n- [ ] AC-1: {long}\n- [ ] AC-2: \u{1b}[2J\u{202e}evil\u{200b}\n- [ ] AC-3: a\n  {deep}b\n"
    );
    let mut desk = Desk::new(vec![read("SPEC.md", &text)], Vec::new());
    desk.sees("xxxxxxxx").sees("more lines");
    desk.press("J")
        .sees("␛[2J<RLO U+202E>evil<ZWSP>")
        .press("J")
        .sees("┌ AC-3");
    desk.press("d")
        .sees("␛[2J<RLO U+202E>evil<ZWSP>")
        .press("g")
        .sees("xxxxxxxx")
        .press("G");
}

#[test]
fn the_whole_spec_opens_at_the_criterion() {
    let (_delivery, mut session) = review();
    session
        .press("d")
        .sees("▸○ AC-4")
        .sees("▌ - [x] AC-4: A refund is idempotent per key.");
    assert!(
        session.title().contains("Whole spec"),
        "{}",
        session.title()
    );
    // The criterion of several lines is marked as a whole.
    session
        .press("] ]")
        .sees("▸○ AC-6")
        .sees("▌   WHEN POST /refunds")
        .sees("AC-6 · line 16/20");
    session
        .press("m")
        .sees("▸✓ AC-6")
        .press("x")
        .sees("▸✗ AC-6");
    session.press("esc").sees("┌ Criteria");
    assert_eq!(
        session.model.facts.chosen,
        Some(CriterionIndex::new(3)),
        "what was chosen before is chosen again"
    );
    session.press("d ] J enter");
    assert_eq!(
        (session.model.screens.active, session.model.facts.chosen),
        (Screen::Review, Some(CriterionIndex::new(5)))
    );
}

#[test]
fn a_verdict_is_never_given_on_what_is_not_looked_at() {
    let (_delivery, mut session) = review();
    let before = session.model.facts.record.clone();
    session
        .press("d g m")
        .sees("no criterion here")
        .press("x c v w U");
    assert_eq!(session.model.facts.record, before);
    assert!(session.model.overlay.is_none());
    session.press("enter").sees("no criterion here");
    assert_eq!(session.model.screens.active, Screen::Spec);
}

#[test]
fn it_opens_from_every_screen_and_goes_back_there() {
    let (_delivery, mut session) = review();
    for (key, screen) in [("o", Screen::Overview), ("s", Screen::Snags)] {
        for back in ["esc", "q", "d"] {
            session.press(key);
            assert_eq!(session.model.screens.active, screen);
            session.press("d").sees("line 14/20").press(back);
            assert_eq!(session.model.screens.active, screen);
            session.press("esc");
        }
    }
    session.press("d");
    assert!(
        session.outside.is_empty() && session.place.is_none(),
        "q leaves the spec, not the program"
    );
    session.press("ctrl-c");
    let session = session.come_back();
    assert_eq!(
        (session.model.screens.active, session.model.facts.chosen),
        (Screen::Spec, Some(CriterionIndex::new(3)))
    );
}

#[test]
fn the_whole_spec_is_searched() {
    let (_delivery, mut session) = review();
    session
        .press("d g /")
        .type_text("refund")
        .press("enter")
        .sees("line 12/20");
    session
        .press("n n")
        .sees("AC-5 · line 15/20")
        .press("N N")
        .sees("line 12/20")
        .press("N");
    session
        .sees("search continued from the end")
        .sees("AC-7 · line 20/20");
    session
        .press("esc")
        .sees("line 20/20")
        .press("/")
        .type_text("nowhere")
        .press("enter");
    session
        .sees("no match in this spec")
        .press("esc esc")
        .sees("┌ Criteria");
    assert!(session.model.search().is_none());
}

#[test]
fn headings_pages_and_the_mouse_move_in_the_whole_spec() {
    let mut long = "# Long\n\n## Acceptance criteria\n\n".to_owned();
    for section in 0..6 {
        long += &format!("### Part {section}\n\n```\n# no heading\n```\n\n");
        (0..20).for_each(|item| {
            long += &format!(
                "- [ ] AC-{section}.{item}: Something {}\n",
                "else ".repeat(item * 9)
            )
        });
        long += "\n";
    }
    let mut desk = Desk::new(vec![read("SPEC.md", &long)], Vec::new());
    desk.press("d g } }");
    assert!(
        desk.model
            .screens
            .spec
            .is_heading(desk.model.screens.spec.cursor)
    );
    desk.sees("### Part 0")
        .press("} }")
        .sees("### Part 2")
        .press("{ {")
        .sees("### Part 0")
        .press("]");
    assert_eq!(desk.chosen(), "AC-0.0");
    for size in [(120, 40), (60, 20), (40, 10), (200, 50)] {
        desk.send(Msg::Resize(TerminalSize {
            cols: size.0,
            rows: size.1,
        }));
        for keys in [
            "pgdn pgdn",
            "ctrl-d j j j",
            "G",
            "pgup",
            "k k k ctrl-u",
            "g",
            "] ] ]",
            "[ }",
            "down up",
        ] {
            desk.press(keys);
            let cursor = desk.model.screens.spec.cursor;
            let rows = desk.model.screens.spec.screen(&desk.model.facts);
            assert!(
                rows.iter().any(|row| row.piece == cursor),
                "{keys} at {size:?}"
            );
            assert_eq!(
                rows.len(),
                usize::from(size.1) - 4,
                "the screen is full: {keys} at {size:?}"
            );
        }
        let bottom = desk.press("g").model.screens.spec.piece_count() - 1;
        for (key, end) in [("pgdn", bottom), ("pgup", 0)] {
            let pages = (0..10_000)
                .take_while(|_| desk.press(key).model.screens.spec.cursor != end)
                .count();
            assert!(
                pages < 10_000,
                "paging by {key} ends at the end at {size:?}"
            );
        }
    }
}

#[test]
fn warnings_stand_below_their_lines() {
    let mut spec = read("SPEC.md", REFUNDS);
    let about = Untrusted::from("AC-2\u{202e}");
    spec.warnings.push(SpecWarning {
        line: 8,
        message: "this id is given twice".to_owned(),
        about,
    });
    let mut desk = Desk::new(vec![spec], Vec::new());
    desk.press("d")
        .sees("!  this id is given twice: AC-2<RLO U+202E>");
    let screen = desk.screen();
    let line = screen
        .lines()
        .position(|line| line.contains("given twice"))
        .unwrap();
    assert!(
        screen
            .lines()
            .nth(line - 1)
            .unwrap()
            .contains("AC-2: A refund of an unknown"),
        "{screen}"
    );
}

#[test]
fn plain_glyphs_leave_what_others_wrote_as_it_is() {
    let spec =
        "# S\n\n## Acceptance criteria\n\n- [ ] AC-1: Wait … · 5 × 3 → 15\n- [ ] AC-2: Else\n";
    let desk = Desk::new(vec![read("SPEC.md", spec)], Vec::new());
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    let plain = Theme::new(false, Depth::None, true);
    terminal
        .draw(|frame| ui::draw(&desk.model, &plain, frame))
        .unwrap();
    let screen = text(terminal.backend().buffer());
    assert_eq!(
        screen.matches("Wait … · 5 × 3 → 15").count(),
        2,
        "in the list and below it:\n{screen}"
    );
    assert!(
        screen.contains(" - SPEC.md") && screen.contains("0/2 met - 0 snags"),
        "{screen}"
    );
}

#[test]
fn a_line_too_long_for_a_screen_is_read_to_its_end() {
    let words: String = (0..30_000).map(|number| format!("word{number} ")).collect();
    let long = format!("# Long\n\n## Acceptance criteria\n\n- AC-1: {words}\n- AC-2: Else\n");
    let mut desk = Desk::new(vec![read("SPEC.md", &long)], Vec::new());
    desk.send(Msg::Resize(TerminalSize {
        cols: 120,
        rows: 40,
    }));
    desk.press("d g").sees("line 1/6");
    let mut shown = String::new();
    for _ in 0..1_000 {
        let rows = desk.model.screens.spec.screen(&desk.model.facts);
        for row in &rows {
            if let snaglist::app::screens::spec::DocumentText::Source(line) = &row.shown {
                shown += &format!("{} ", line.text);
            }
        }
        let top = desk.model.screens.spec.top;
        desk.press("pgdn");
        if desk.model.screens.spec.top == top {
            break;
        }
    }
    for number in [0, 1, 1_111, 15_000, 29_998, 29_999] {
        assert!(
            shown.contains(&format!("word{number} ")),
            "word{number} came onto the screen"
        );
    }
    desk.sees("line 6/6")
        .press("g ]")
        .sees("AC-1 · line 5/6")
        .press("j j")
        .sees("AC-1 · line 5/6");
    desk.press("]")
        .sees("AC-2 · line 6/6")
        .press("[")
        .sees("AC-1 · line 5/6");
    desk.press("/ w o r d 2 9 9 9 9 enter")
        .sees("AC-1 · line 5/6")
        .sees("word29999");
}
