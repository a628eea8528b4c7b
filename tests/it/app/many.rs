//! Many increments: the picker, and the head of the overview.

use std::ops::Range;

use snaglist::app::Screen;
use snaglist::engagement::{Engagement, OpenRequest};
use snaglist::model::event::{Body, Statement};
use snaglist::model::time::Timestamp;
use snaglist::safe;

use super::engagement::Delivery;
use super::session::{NOON, Session};

/// Ana opens a delivery of 60 increments, as many as are shown.
fn many() -> (Delivery, Session) {
    let delivery = Delivery::of_many(60);
    let session = Session::open(&delivery.path(), &delivery.data());
    (delivery, session)
}

#[test]
fn the_picker_narrows_by_title_name_tag_and_author() {
    let (_delivery, mut session) = many();
    session
        .press("ctrl-p")
        .sees("60 of 60, type to narrow")
        .sees("newest first; Ctrl-O: most urgent first");
    session
        .type_text("part-47")
        .sees("1 of 60")
        .sees("  47. Part 47 of the payments");
    session.press("enter");
    assert!(session.on_screen(Screen::Review));
    assert_eq!(session.model.screens.review.increment.number(), 47);
    // From the review as well, with the cursor where one is.
    session.press("ctrl-p").type_text("part-5").sees("11 of 60");
    session.press("esc");
    session
        .press("ctrl-p")
        .type_text("dora")
        .sees("6 of 60")
        .sees("60. Part 60 of");
    session.press("end enter");
    assert_eq!(
        session.model.screens.review.increment.number(),
        10,
        "the oldest last"
    );
    session
        .press("ctrl-p")
        .type_text("no such words")
        .sees("no such increment");
    session
        .press("enter")
        .sees("no such increment")
        .press("esc");
    assert!(session.on_screen(Screen::Review));
    session.command("increments").sees("60 of 60");
}

#[test]
fn a_line_of_the_picker_says_where_an_increment_stands() {
    let (_delivery, mut session) = many();
    // AC-2 is the only criterion of the first increment.
    session
        .press("enter K m")
        .sees("▸✓ AC-2")
        .press("ctrl-p")
        .type_text("part-1 ");
    let line = session.line_with("   1. Part 1 of");
    assert!(line.contains("part-1"), "{line}");
    assert!(
        line.contains("reviewers' turn") && line.contains("1/1 met"),
        "{line}"
    );
    session.press("esc x").press("ctrl-p").type_text("part-1 ");
    let line = session.line_with("   1. Part 1 of");
    assert!(
        line.contains("1 snag") && line.contains("0/1 met"),
        "{line}"
    );
    session.resize(80, 24);
    let line = session.line_with("   1. Part 1 of");
    assert!(
        line.contains("1 snag") && line.contains("0/1 met"),
        "{line}"
    );
}

#[test]
fn the_most_urgent_come_first_on_demand() {
    let (_delivery, mut session) = many();
    // An outcome on the first makes it nobody's turn.
    session.press("enter m a a ctrl-s").sees("accepted");
    session
        .press("ctrl-p ctrl-o")
        .sees("most urgent first; Ctrl-O: newest first");
    let (_, first) = session.find(" 2. Part 2 of");
    let (_, other) = session.find(" 3. Part 3 of");
    assert!(
        first < other,
        "the longest waiting first:\n{}",
        session.screen()
    );
    session.press("end");
    let line = session.line_with("   1. Part 1 of");
    assert!(!line.contains("turn"), "{line}");
    session
        .press("ctrl-o")
        .sees("newest first;")
        .sees("60. Part 60");
}

/// Whether a text of the screen is a whole text, or the start of it with an ellipsis.
fn is_whole_or_cut(shown: &str, whole: &str) -> bool {
    let shown = shown.trim();
    shown == whole
        || shown
            .strip_suffix('…')
            .is_some_and(|start| whole.starts_with(start))
}

#[test]
fn no_two_texts_of_the_head_overlap_at_any_width() {
    let (_delivery, mut session) = many();
    session
        .press("enter m a a ctrl-s o")
        .press("right right right");
    for column in [1, 60] {
        session.press("g");
        while session.model.screens.overview.column.number() < column {
            session.press("right");
        }
        while session.model.screens.overview.column.number() > column {
            session.press("left");
        }
        for cols in 60..=200 {
            session.resize(cols, 40);
            let screen = session.screen();
            let title = format!("{column}. Part {column} of the payments service, with its tests");
            let lines: Vec<&str> = screen.lines().collect();
            let inside = |line: usize| lines[line].split('│').nth(1).unwrap().to_owned();
            // Title, then facts.
            let head = inside(2);
            let (shown, facts) = head.trim_start().split_once("  ").unwrap();
            assert!(is_whole_or_cut(shown, &title), "{cols}: {head}");
            let range = facts.trim();
            assert!(
                range.contains("..") || range.ends_with('…'),
                "{cols}: {head}"
            );
            // Whose turn, what has no column, the numbers.
            let head = inside(3);
            let parts: Vec<&str> = head
                .split("  ")
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .collect();
            let numbers = parts
                .iter()
                .rev()
                .take_while(|part| part.parse::<u32>().is_ok())
                .count();
            assert!(numbers >= 5, "{cols}: {head}");
            let words = &parts[..parts.len() - numbers];
            let (more, turn) = words.split_last().unwrap();
            let hidden = 60 - numbers;
            let forms = [
                format!("{hidden} more increments: ◂▸ scroll"),
                format!("{hidden} more: ◂▸"),
                format!("+{hidden}"),
            ];
            assert!(forms.iter().any(|form| form == more), "{cols}: {head}");
            let facts = &session.model.facts;
            let whole = facts.turn_words(session.model.screens.overview.column);
            assert!(turn.len() <= 1, "{cols}: {head}");
            for turn in turn {
                assert!(
                    is_whole_or_cut(turn, whole.as_deref().unwrap()),
                    "{cols}: {turn}"
                );
            }
            // The title line ends with what is met, and the names before it are whole or cut.
            let first = lines[0];
            assert!(
                first.trim_end().ends_with("1/7 met · 0 snags"),
                "{cols}: {first}"
            );
            assert!(safe::str_cells(first) <= usize::from(cols));
        }
    }
}

#[test]
fn the_title_of_the_review_overlaps_nothing_at_any_width() {
    let (_delivery, mut session) = many();
    session.press("ctrl-p").type_text("part-60").press("enter");
    for cols in 60..=200 {
        session.resize(cols, 30);
        let title = session.title();
        assert!(
            title.trim_end().ends_with("0/7 met · 0 snags"),
            "{cols}: {title}"
        );
        let shown = title
            .split("60/60 ")
            .nth(1)
            .unwrap()
            .split(" ▸")
            .next()
            .unwrap();
        assert!(
            is_whole_or_cut(shown, "Part 60 of the payments service, with its tests"),
            "{cols}: {title}"
        );
    }
}

#[test]
fn a_wide_overview_lists_the_increments_beside_the_criteria() {
    let (_delivery, mut session) = many();
    session
        .press("o o")
        .resize(159, 40)
        .misses("Ctrl-P finds one");
    session
        .resize(160, 40)
        .sees("Ctrl-P finds one")
        .sees("more  ");
    let line = session.line_with("  1. Part 1 of the payments");
    assert!(
        line.contains("reviewers") && line.contains("0/1 met"),
        "{line}"
    );
    session.misses("Part 60 of");
    for _ in 0..60 {
        session.press("right");
    }
    session.resize(200, 50).sees(" 60. Part 60 of the payments");
}

#[test]
fn the_newest_definitions_of_increments_count_and_the_rest_is_counted() {
    let delivery = Delivery::new();
    let wanted = OpenRequest {
        dir: delivery.path(),
        data_dir: Some(delivery.data()),
        ..OpenRequest::default()
    };
    let said = |engagement: &Engagement| {
        let remarks = engagement.remarks.iter();
        remarks
            .filter(|remark| remark.contains("definitions of increments"))
            .cloned()
            .collect::<Vec<_>>()
    };
    let mut engagement = Engagement::open(&wanted).unwrap();
    let range = engagement.found.increments[0].range;
    let define = |engagement: &mut Engagement, numbers: Range<i64>| {
        for number in numbers {
            let defined = Statement::new(Body::Increment {
                increment: format!("part-{number}").parse().unwrap(),
                title: "Part".into(),
                range,
                criteria: Vec::new(),
            });
            let at = Timestamp(NOON + number);
            engagement.journal.stage(at, defined).unwrap();
        }
        engagement.journal.publish().unwrap();
        Engagement::open(&wanted).unwrap()
    };
    let mut engagement = define(&mut engagement, 0..2_000);
    assert_eq!(engagement.found.increments.len(), 2_000);
    assert_eq!(said(&engagement), Vec::<String>::new());
    let engagement = define(&mut engagement, 2_000..2_001);
    let found = &engagement.found;
    assert_eq!(found.increments.len(), 2_000);
    let has = |id: &str| found.increment(id.parse().ok().as_ref()).is_some();
    assert!(!has("part-0") && has("part-1") && has("part-2000"));
    let said = said(&engagement);
    assert!(
        said.len() == 1 && said[0].starts_with("1 of the reviewers'"),
        "{said:?}"
    );
}
