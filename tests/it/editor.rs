//! Tests of the `editor` area, as a user would notice.

use proptest::prelude::*;
use snaglist::app::overlays::text_box::{Editor, EditorAction as A, EditorOutcome, MAX_BYTES};
use snaglist::safe::grapheme::{cells, graphemes, is_border};

/// A text box with `text`, the cursor where `|` stands.
fn at(text: &str) -> Editor {
    let (before, after) = text.split_once('|').expect("a cursor");
    let mut editor = Editor::new(&format!("{before}{after}"));
    (0..graphemes(after).count()).for_each(|_| _ = editor.apply(A::Left));
    editor
}

/// The text with a `|` at the cursor.
fn shown(editor: &Editor) -> String {
    let (line, column) = editor.cursor();
    let mut lines: Vec<String> = editor.text().split('\n').map(str::to_owned).collect();
    lines[line].insert(column, '|');
    lines.join("\n")
}

fn after(text: &str, actions: &[A]) -> String {
    let mut editor = at(text);
    actions.iter().for_each(|action| _ = editor.apply(*action));
    shown(&editor)
}

fn typed(editor: &mut Editor, text: &str) {
    text.chars().for_each(|c| _ = editor.apply(A::Insert(c)));
}

fn rows(editor: &Editor, width: u16) -> Vec<String> {
    editor
        .layout(width)
        .rows
        .into_iter()
        .map(|row| editor.text()[row.bytes].to_owned())
        .collect()
}

#[test]
fn typing_and_deleting_goes_by_what_a_person_takes_for_a_character() {
    assert_eq!(
        after("ab|", &[A::Insert('c'), A::Newline, A::Insert('d')]),
        "abc\nd|"
    );
    assert_eq!(after("a👩‍🚀|b", &[A::Backspace]), "a|b");
    assert_eq!(after("e\u{301}|x", &[A::Left]), "|e\u{301}x");
    assert_eq!(after("|🇫🇷🇩🇪", &[A::Delete]), "|🇩🇪");
    assert_eq!(after("a\n|b", &[A::Backspace]), "a|b");
    assert_eq!(after("a|\nb", &[A::Delete]), "a|b");
    assert_eq!(after("|", &[A::Backspace, A::Delete, A::Left, A::Up]), "|");
}

#[test]
fn words_and_lines_are_killed_like_in_a_shell() {
    assert_eq!(
        after("let total = sum|;", &[A::DeleteWordBack]),
        "let total = |;"
    );
    assert_eq!(after("let total = |", &[A::DeleteWordBack]), "let |");
    assert_eq!(after("let| total = 1", &[A::DeleteWordForward]), "let| = 1");
    assert_eq!(
        after("one\ntwo| three\nfour", &[A::KillToEnd]),
        "one\ntwo|\nfour"
    );
    assert_eq!(after("one\ntwo|\nfour", &[A::KillToEnd]), "one\ntwo|four");
    assert_eq!(after("one\ntwo| three", &[A::KillToStart]), "one\n| three");
    assert_eq!(after("one\n|two", &[A::KillToStart]), "one\n|two");
}

#[test]
fn the_cursor_moves_by_words_lines_and_ends() {
    assert_eq!(after("one two|", &[A::WordLeft]), "one |two");
    assert_eq!(after("one |two", &[A::WordLeft]), "|one two");
    assert_eq!(
        after("|one, two", &[A::WordRight, A::WordRight]),
        "one, two|"
    );
    assert_eq!(after("a\nbcd|e\nf", &[A::Home]), "a\n|bcde\nf");
    assert_eq!(after("a\nbc|de\nf", &[A::End]), "a\nbcde|\nf");
    assert_eq!(after("a\nb|\nc", &[A::Start]), "|a\nb\nc");
    assert_eq!(after("a\nb|\nc", &[A::Finish]), "a\nb\nc|");
}

#[test]
fn up_and_down_keep_the_column_over_short_lines() {
    assert_eq!(
        after("long line\nx\nlong| line", &[A::Up]),
        "long line\nx|\nlong line"
    );
    assert_eq!(
        after("long line\nx\nlong| line", &[A::Up, A::Up]),
        "long| line\nx\nlong line"
    );
    assert_eq!(after("a\n漢字x|", &[A::Up, A::Down]), "a\n漢字x|");
    assert_eq!(after("漢字\nab|c", &[A::Up]), "漢|字\nabc");
    assert_eq!(after("abc\nde|f", &[A::Down]), "abc\ndef|");
    assert_eq!(after("ab|c\ndef", &[A::Up]), "|abc\ndef");
}

#[test]
fn up_and_down_go_by_the_rows_that_are_seen() {
    let mut editor = at("one two three four|");
    editor.set_view(8, 2);
    assert_eq!(rows(&editor, 8), ["one two ", "three ", "four"]);
    editor.apply(A::Up);
    assert_eq!(shown(&editor), "one two thre|e four");
    editor.apply(A::Up);
    assert_eq!(shown(&editor), "one |two three four");
    editor.apply(A::PageDown);
    assert_eq!(shown(&editor), "one two three four|");
}

#[test]
fn pasted_text_is_cleaned_and_goes_in_whole() {
    let mut editor = at("[|]");
    assert_eq!(
        editor.insert("a\r\nb\rc\td\u{1b}[31m\u{7}\0e"),
        EditorOutcome::Changed
    );
    assert_eq!(editor.text(), "[a\nb\nc    d[31me]");
    assert_eq!(editor.insert("\u{1b}"), EditorOutcome::Nothing);
    editor.apply(A::Undo);
    assert_eq!(editor.text(), "[]");
}

#[test]
fn a_full_box_refuses_more_and_says_so() {
    let mut editor = Editor::new(&"x".repeat(MAX_BYTES - 2));
    assert_eq!(editor.insert("abc"), EditorOutcome::Full);
    assert_eq!(editor.insert("ab"), EditorOutcome::Changed);
    assert_eq!(editor.apply(A::Insert('c')), EditorOutcome::Full);
    assert_eq!(editor.text().len(), MAX_BYTES);
    assert_eq!(editor.apply(A::Backspace), EditorOutcome::Changed);
    assert_eq!(
        Editor::new(&"x".repeat(MAX_BYTES + 9)).text().len(),
        MAX_BYTES + 9
    );
}

#[test]
fn a_run_of_typing_is_undone_at_once() {
    let mut editor = Editor::default();
    typed(&mut editor, "first");
    editor.apply(A::Newline);
    typed(&mut editor, "second");
    editor.apply(A::Backspace);
    editor.apply(A::Backspace);
    let steps = ["first\nsecond", "first\n", "first", ""];
    for step in steps {
        assert_eq!(editor.apply(A::Undo), EditorOutcome::Changed);
        assert_eq!(editor.text(), step);
    }
    assert_eq!(editor.apply(A::Undo), EditorOutcome::Nothing);
    (0..4).for_each(|_| _ = editor.apply(A::Redo));
    assert_eq!(shown(&editor), "first\nseco|");

    let mut editor = Editor::default();
    typed(&mut editor, "ab");
    editor.apply(A::Left);
    typed(&mut editor, "cd");
    editor.apply(A::Undo);
    assert_eq!(shown(&editor), "a|b");
    typed(&mut editor, "x");
    assert_eq!(editor.apply(A::Redo), EditorOutcome::Nothing);
}

#[test]
fn a_text_is_modified_while_it_differs_from_what_it_was() {
    let mut editor = Editor::new("note");
    assert!(!editor.is_modified());
    typed(&mut editor, "s");
    assert!(editor.is_modified());
    editor.apply(A::Backspace);
    assert!(!editor.is_modified());
    assert_eq!(
        editor.set_text("from elsewhere\r\n"),
        EditorOutcome::Changed
    );
    assert_eq!(shown(&editor), "from elsewhere\n|");
    assert!(editor.is_modified());
    assert_eq!(editor.set_text("from elsewhere\n"), EditorOutcome::Nothing);
    editor.apply(A::Undo);
    assert_eq!(editor.text(), "note");
}

#[test]
fn rows_break_after_words_and_beside_wide_characters() {
    assert_eq!(
        rows(&at("the quick brown fox|"), 10),
        ["the quick ", "brown fox"]
    );
    assert_eq!(rows(&at("unbreakable|"), 4), ["unbr", "eaka", "ble"]);
    assert_eq!(rows(&at("ab 漢字漢字|"), 6), ["ab 漢", "字漢字"]);
    assert_eq!(rows(&at("one\n\ntwo|"), 9), ["one", "", "two"]);
    assert_eq!(rows(&at("|"), 5), [""]);
    let layout = at("the quick brown| fox").layout(10);
    assert_eq!((layout.row, layout.column), (1, 5));
    let layout = at("the quick |brown fox").layout(10);
    assert_eq!((layout.row, layout.column), (1, 0));
    assert_eq!(at("full row!!|").layout(10).column, 10);
}

fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "a",
        "word",
        " ",
        "  ",
        "\n",
        "漢字",
        "e\u{301}",
        "\u{301}",
        "👩‍🚀",
        "🇫🇷",
        "🇩",
        "\u{200d}",
        "❤\u{fe0f}",
        "한",
        "x_1",
        ", ",
        "นี้",
        "\r\n",
        "\t",
    ]);
    prop::collection::vec(word, 0..14).prop_map(|words| words.concat())
}

#[derive(Clone, Debug)]
enum Step {
    Do(A),
    Paste(String),
    View(u16, u16),
    Set(String),
}

fn step() -> impl Strategy<Value = Step> {
    let moves = vec![
        A::Left,
        A::Right,
        A::Up,
        A::Down,
        A::WordLeft,
        A::WordRight,
        A::Home,
        A::End,
        A::Start,
        A::Finish,
        A::PageUp,
        A::PageDown,
        A::Undo,
        A::Redo,
    ];
    let edits = vec![
        A::Newline,
        A::Backspace,
        A::Delete,
        A::DeleteWordBack,
        A::DeleteWordForward,
        A::KillToStart,
        A::KillToEnd,
    ];
    let chars = vec![
        'a', ' ', '漢', '\u{301}', '\u{200d}', '🇫', '🇷', '👩', '🚀', '\u{fe0f}', '\t', '\u{7}',
        '\n', '\u{1100}', '\u{1161}',
    ];
    prop_oneof![
        4 => prop::sample::select(moves).prop_map(Step::Do),
        3 => prop::sample::select(edits).prop_map(Step::Do),
        5 => prop::sample::select(chars).prop_map(|c| Step::Do(A::Insert(c))),
        1 => words().prop_map(Step::Paste),
        1 => (0u16..12, 0u16..5).prop_map(|(width, rows)| Step::View(width, rows)),
        1 => words().prop_map(Step::Set),
    ]
}

fn take(editor: &mut Editor, step: Step) {
    match step {
        Step::Do(action) => _ = editor.apply(action),
        Step::Paste(text) => _ = editor.insert(&text),
        Step::View(width, rows) => editor.set_view(width, rows),
        Step::Set(text) => _ = editor.set_text(&text),
    }
}

/// The byte offset of the cursor in the whole text.
fn offset(editor: &Editor) -> usize {
    let (line, column) = editor.cursor();
    editor
        .text()
        .split('\n')
        .take(line)
        .map(|line| line.len() + 1)
        .sum::<usize>()
        + column
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_is_pressed_the_cursor_is_between_two_characters(
        text in words(), steps in prop::collection::vec(step(), 0..40),
    ) {
        let mut editor = Editor::new(&text);
        for step in steps {
            take(&mut editor, step);
            prop_assert!(is_border(editor.text(), offset(&editor)));
            prop_assert!(!editor.text().contains(|c: char| c.is_control() && c != '\n'));
        }
    }

    #[test]
    fn undoing_everything_gives_the_first_text_and_redoing_the_last(
        text in words(), steps in prop::collection::vec(step(), 0..40),
    ) {
        let mut editor = Editor::new(&text);
        let first = editor.text().to_owned();
        steps.into_iter().for_each(|step| take(&mut editor, step));
        while editor.apply(A::Redo) == EditorOutcome::Changed {}
        let last = shown(&editor).replace('|', "");
        while editor.apply(A::Undo) == EditorOutcome::Changed {
            prop_assert!(is_border(editor.text(), offset(&editor)));
        }
        prop_assert_eq!(editor.text(), first);
        prop_assert!(!editor.is_modified());
        while editor.apply(A::Redo) == EditorOutcome::Changed {}
        prop_assert_eq!(editor.text(), last);
    }

    #[test]
    fn rows_fit_and_are_the_whole_text(text in words(), width in 1u16..12, left in 0usize..20) {
        let mut editor = Editor::new(&text);
        (0..left).for_each(|_| _ = editor.apply(A::Left));
        let layout = editor.layout(width);
        let mut whole = String::new();
        for (index, row) in layout.rows.iter().enumerate() {
            let content = &editor.text()[row.bytes.clone()];
            let drawn = content.trim_end_matches(' ');
            prop_assert!(cells(drawn) <= usize::from(width) || graphemes(drawn).count() == 1);
            if index > 0 && layout.rows[index - 1].line < row.line {
                whole.push('\n');
            }
            prop_assert_eq!(row.line, whole.matches('\n').count());
            whole.push_str(content);
        }
        prop_assert_eq!(whole, editor.text());
        let row = &layout.rows[layout.row];
        prop_assert!(row.bytes.start <= offset(&editor) && offset(&editor) <= row.bytes.end);
        prop_assert!(layout.column <= usize::from(width));
    }

    #[test]
    fn what_is_typed_and_deleted_again_leaves_no_trace(text in words(), left in 0usize..20, more in "[a-z ]{1,12}") {
        let mut editor = Editor::new(&text);
        (0..left).for_each(|_| _ = editor.apply(A::Left));
        let before = shown(&editor);
        typed(&mut editor, &more);
        // A mark at the cursor joins the last character typed, and would go with it.
        prop_assume!(is_border(editor.text(), offset(&editor)) && shown(&editor).len() == before.len() + more.len());
        prop_assume!(shown(&editor).contains(&format!("{more}|")));
        (0..more.len()).for_each(|_| _ = editor.apply(A::Backspace));
        prop_assert_eq!(shown(&editor), before);
    }
}
