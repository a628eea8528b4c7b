//! Diffs without the white space that does not count, on the hunks of the exact diff: what they
//! show beside what git shows, and what they leave out.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use snaglist::diff::{DiffOptions, LineEnd, Whitespace, ignoring, trailing_space};
use snaglist::model::change::{Change, TextDiff};

use super::git::{self, Shown};
use super::{diff, repetitive};

const MODES: [(Whitespace, &str); 4] = [
    (Whitespace::Exact, "--no-ext-diff"),
    (Whitespace::IgnoreAtEol, "--ignore-space-at-eol"),
    (Whitespace::IgnoreAmount, "-b"),
    (Whitespace::IgnoreAll, "-w"),
];

fn shown(diff: &TextDiff, path: &str) -> BTreeSet<Shown> {
    let mut shown = BTreeSet::new();
    for (_, change) in (0..)
        .zip(&diff.changes)
        .filter(|(index, _)| !diff.is_ignored(*index))
    {
        let line = |added: bool, line| Shown {
            path: path.to_owned(),
            added,
            line,
            moved: false,
        };
        shown.extend(change.old.clone().map(|at| line(false, at)));
        shown.extend(change.new.clone().map(|at| line(true, at)));
    }
    shown
}

/// Pairs of texts in which white space differs in all ways that a mode may tell apart.
fn table() -> Vec<(String, String)> {
    let body =
        |lines: std::ops::Range<u32>| lines.map(|n| format!("step {n}\n")).collect::<String>();
    let table = [
        ("a b\n", "a  b\n"),
        ("a b\n", "ab\n"),
        ("ab\n", " ab\n"),
        ("a\n", "a \t\n"),
        ("a \n", "a\t\n"),
        ("a\n", "a\r\n"),
        ("a\r\n", "a \r\n"),
        ("a\nb\n", "a\nb"),
        ("a\nb \n", "a\nb"),
        ("a\tb\n", "a b\n"),
        ("a\u{b}b\n", "a b\n"),
        ("a\u{c}\n", "a\n"),
        ("a\u{a0}b\n", "a b\n"),
        (" \n", "\n"),
        ("\n", ""),
        ("x\n\ny\n", "x\n  \n\ny\n"),
        ("if a {\nb();\nc();\n}\n", "if a {\n    b();\n    c();\n}\n"),
        ("b();\nc();\n", "if a {\n    b();\n    c();\n}\n"),
        ("b();\nc();\n", "if a {\n    b();\n    d();\n}\n"),
        (
            "fn a() {\n  one( x );\n}\n\nfn b() {\n  two();\n}\n",
            "fn b() {\n    two();\n}\nfn a() {\n    one(x);\n}\n",
        ),
    ];
    let mut table: Vec<_> = table
        .map(|(old, new)| (old.to_owned(), new.to_owned()))
        .to_vec();
    // A blank line so many lines before and after a change that counts, and between two.
    for gap in 1..9 {
        let far = body(100..120);
        let near = body(0..gap);
        table.push((
            format!("{far}{near}x\n{far}"),
            format!("{far}\n{near}y\n{far}"),
        ));
        table.push((
            format!("{far}x\n{near}{far}"),
            format!("{far}y\n{near}\n\n{far}"),
        ));
        table.push((
            format!("{far}\n{near}x\n{far}"),
            format!("{far}{near}y\n{far}"),
        ));
        table.push((
            format!("{far}x\n{near}{near}x\n{far}"),
            format!("{far}y\n{near}\n \n{near}y\n{far}"),
        ));
        table.push((
            format!("{far}x\n{near}{near}{near}x\n{far}"),
            format!("{far}y\n{near}\n\n\n{near}\n{near}y\n{far}"),
        ));
        table.push((
            format!("{far}\n{near}\n{far}"),
            format!("{far}{near}{far}\n"),
        ));
    }
    table
}

#[test]
fn changed_lines_that_say_something_are_those_that_git_shows() {
    assert_shows_what_git_shows(&table());
}

/// Lines that are not blank are shown where git shows them. Which of several blank lines is the one
/// that came, and which ignored ones stand among those shown, git may say otherwise; how many came
/// is the same.
fn assert_shows_what_git_shows(table: &[(String, String)]) {
    let names: Vec<String> = (0..table.len()).map(|n| format!("case_{n}")).collect();
    let side = |pick: fn(&(String, String)) -> &str| -> Vec<(&str, &str)> {
        names
            .iter()
            .zip(table)
            .map(|(name, case)| (name.as_str(), pick(case)))
            .collect()
    };
    let (olds, news) = (side(|case| &case.0), side(|case| &case.1));
    for (whitespace, flag) in MODES {
        for ignore_blank_lines in [false, true] {
            let options = DiffOptions {
                whitespace,
                ignore_blank_lines,
            };
            let mut flags = vec![flag];
            flags.extend(ignore_blank_lines.then_some("--ignore-blank-lines"));
            let Some(expected) = git::changed(&olds, &news, &flags) else {
                return;
            };
            for ((old, new), name) in table.iter().zip(&names) {
                let exact = diff(old, new);
                let found = ignoring(&exact, options);
                let ours = shown(&found, name);
                let theirs: BTreeSet<_> = expected
                    .iter()
                    .filter(|line| line.path == *name)
                    .cloned()
                    .collect();
                let count = |lines: &BTreeSet<Shown>, added| {
                    lines.iter().filter(|line| line.added == added).count()
                };
                let says = |line: &&Shown| {
                    let text = if line.added { &found.new } else { &found.old };
                    !text.line(line.line).trim_ascii().is_empty()
                };
                let case = format!("{old:?} became {new:?} with {flags:?}");
                assert!(
                    ours.iter().filter(says).eq(theirs.iter().filter(says)),
                    "{case}: {ours:?}, git {theirs:?}"
                );
                if !ignore_blank_lines {
                    assert_eq!(
                        [false, true].map(|side| count(&ours, side)),
                        [false, true].map(|side| count(&theirs, side)),
                        "{case}"
                    );
                }
                assert_sound(&exact, &found, options);
            }
        }
    }
}

/// A text of lines that are all different, and what became of it: lines that others took the place
/// of, white space that came or went in lines, blank lines that came or went.
fn edited() -> impl Strategy<Value = (String, String)> {
    let line = (0..12_u8, 0..3_u8, any::<bool>());
    prop::collection::vec(line, 1..60).prop_map(|lines| {
        let (mut old, mut new) = (String::new(), String::new());
        for (number, (kind, blank, crlf)) in lines.into_iter().enumerate() {
            let end = if crlf { "\r\n" } else { "\n" };
            let same = format!("step {number} of all");
            old += &format!("{same}\n");
            new += &match kind {
                0 => format!("other {number}\n"),
                1 => format!("  {same}\n"),
                2 => format!("{}{end}", same.replace(' ', "\t ")),
                3 => format!("{same} \t{end}"),
                4 => format!("{}\n", same.replace(' ', "")),
                5 => format!("{same}\n{}", "\n".repeat(usize::from(blank))),
                6 => format!("{same}\n{} \t\n", "\n".repeat(usize::from(blank))),
                _ => format!("{same}\n"),
            };
            if kind == 7 {
                old += &"\n".repeat(usize::from(blank));
            }
        }
        (old, new)
    })
}

#[test]
fn whatever_white_space_is_edited_the_lines_that_say_something_are_those_that_git_shows() {
    let mut runner = TestRunner::deterministic();
    let table: Vec<(String, String)> = (0..120)
        .map(|_| edited().new_tree(&mut runner).unwrap().current())
        .collect();
    assert_shows_what_git_shows(&table);
}

/// What counts of a line, said otherwise than the program does.
fn counts(line: &[u8], whitespace: Whitespace) -> String {
    let line = String::from_utf8_lossy(line).into_owned();
    let words = line.split([' ', '\t', '\r', '\n']);
    match whitespace {
        Whitespace::Exact => line,
        Whitespace::IgnoreAtEol => line.trim_end_matches([' ', '\t', '\r', '\n']).to_owned(),
        Whitespace::IgnoreAmount => {
            let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
            let leading = line.starts_with([' ', '\t', '\r']) && !words.is_empty();
            format!("{}{}", if leading { " " } else { "" }, words.join(" "))
        }
        Whitespace::IgnoreAll => words.collect(),
    }
}

fn assert_sound(exact: &TextDiff, found: &TextDiff, options: DiffOptions) {
    let (mut old, mut new) = (0, 0);
    let ends = (found.old.len(), found.new.len());
    let starts = found
        .changes
        .iter()
        .map(|change| (change.old.start, change.new.start));
    let after = found
        .changes
        .iter()
        .map(|change| (change.old.end, change.new.end));
    for ((old_start, new_start), next) in starts.chain([ends]).zip(after.chain([ends])) {
        assert_eq!(
            old_start - old,
            new_start - new,
            "lines outside changes come in pairs"
        );
        for (a, b) in (old..old_start).zip(new..) {
            let same = |text: &str, other: &str| assert_eq!(text, other);
            same(
                &counts(found.old.raw_line(a), options.whitespace),
                &counts(found.new.raw_line(b), options.whitespace),
            );
        }
        (old, new) = next;
    }
    assert_eq!(found.hunks.len(), exact.hunks.len());
    let mut next = 0;
    for (hunk, then) in found.hunks.iter().zip(&exact.hunks) {
        assert_eq!(
            (hunk.digest, &hunk.old, &hunk.new),
            (then.digest, &then.old, &then.new)
        );
        assert_eq!(hunk.changes.start, next);
        next = hunk.changes.end;
        for change in &found.changes[hunk.changes.start as usize..hunk.changes.end as usize] {
            assert!(hunk.old.start <= change.old.start && change.old.end <= hunk.old.end);
            assert!(hunk.new.start <= change.new.start && change.new.end <= hunk.new.end);
        }
    }
    assert_eq!(next as usize, found.changes.len());
    assert!(
        found
            .changes
            .windows(2)
            .all(|two| two[0].old.end < two[1].old.start)
    );
    assert_blank_ones_are_left_out(found, options);
}

/// Changes of blank lines are left out, and no others; those less than three lines from a change
/// that counts stay.
fn assert_blank_ones_are_left_out(found: &TextDiff, options: DiffOptions) {
    let blank = |change: &Change| {
        let old = change.old.clone().map(|line| found.old.raw_line(line));
        old.chain(change.new.clone().map(|line| found.new.raw_line(line)))
            .all(|line| {
                let line = String::from_utf8_lossy(line).into_owned();
                match options.whitespace {
                    Whitespace::Exact => line.trim_end_matches(['\r', '\n']).is_empty(),
                    _ => line.trim_matches([' ', '\t', '\r', '\n']).is_empty(),
                }
            })
    };
    let unchanged = |from: usize, to: usize| -> u32 {
        found.changes[from..=to]
            .windows(2)
            .map(|two| two[1].old.start - two[0].old.end)
            .sum()
    };
    let counting: Vec<usize> = (0..found.changes.len())
        .filter(|at| !blank(&found.changes[*at]))
        .collect();
    for (at, change) in found.changes.iter().enumerate() {
        let near = counting
            .iter()
            .any(|other| unchanged(at.min(*other), at.max(*other)) < 3);
        let left_out = options.ignore_blank_lines && blank(change) && !near;
        assert_eq!(
            found.is_ignored(at as u32),
            left_out,
            "{change:?} of {:?}",
            found.changes
        );
    }
}

#[test]
fn a_mode_moves_nothing_that_it_does_not_concern() {
    let far = (0..20).map(|n| format!("step {n}\n")).collect::<String>();
    let exact = diff(
        format!("{far}a\n{far}b\n"),
        format!("{far}a\n\n  a\n{far}\tb\n"),
    );
    for (whitespace, _) in MODES {
        let found = ignoring(
            &exact,
            DiffOptions {
                whitespace,
                ignore_blank_lines: false,
            },
        );
        assert_eq!(
            found.changes[0], exact.changes[0],
            "the lines that were put in: {whitespace:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn in_every_mode_the_lines_come_in_pairs_on_the_exact_hunks(
        old in repetitive(), new in repetitive(), mode in 0..4usize, ignore_blank_lines in any::<bool>(),
    ) {
        let options = DiffOptions { whitespace: MODES[mode].0, ignore_blank_lines };
        let exact = diff(old, new);
        let found = ignoring(&exact, options);
        assert_sound(&exact, &found, options);
        if options == DiffOptions::default() {
            prop_assert_eq!(found, exact);
        }
    }
}

#[test]
fn a_hunk_of_white_space_alone_is_quiet_and_keeps_its_digest() {
    let far = (0..20).map(|n| format!("step {n}\n")).collect::<String>();
    let exact = diff(
        format!("a\n{far}b\n{far}\n{far}"),
        format!("  a\n{far}c\n{far}{far}"),
    );
    let options = DiffOptions {
        whitespace: Whitespace::IgnoreAll,
        ignore_blank_lines: true,
    };
    let found = ignoring(&exact, options);
    let quiet: Vec<bool> = (0..3).map(|hunk| found.is_quiet(hunk)).collect();
    assert_eq!(quiet, [true, false, true]);
    assert_eq!((found.insertions(), found.deletions()), (1, 1));
    assert!((0..3).all(|hunk| !exact.is_quiet(hunk)));
    let digests = |diff: &TextDiff| {
        diff.hunks
            .iter()
            .map(|hunk| hunk.digest)
            .collect::<Vec<_>>()
    };
    assert_eq!(digests(&exact), digests(&found));
}

#[test]
fn a_file_that_was_indented_or_got_other_line_ends_throughout_has_no_changes_left() {
    let old: String = (0..30_000).map(|n| format!("step {n}\n")).collect();
    let all = DiffOptions {
        whitespace: Whitespace::IgnoreAll,
        ignore_blank_lines: false,
    };
    for new in [old.replace('\n', "\r\n"), old.replace("step", "\tstep")] {
        let exact = diff(&old, new);
        assert_eq!(exact.insertions(), 30_000);
        assert!(ignoring(&exact, all).changes.is_empty());
    }
    let line = "x ".repeat(500_000);
    assert!(
        ignoring(&diff(&line, line.replace(' ', "\t ")), all)
            .changes
            .is_empty()
    );
    let blank = diff("\n".repeat(60_000), " \n".repeat(70_000));
    assert_eq!(ignoring(&blank, all).insertions(), 10_000);
}

#[test]
fn white_space_that_a_view_points_at() {
    let table: [(&[u8], _); 5] = [
        (b"a = 1;", 6..6),
        (b"a = 1; \t", 6..8),
        (b"\t\tx", 3..3),
        (b"   ", 0..3),
        (b"", 0..0),
    ];
    for (line, trailing) in table {
        assert_eq!(trailing_space(line), trailing);
    }
    assert_eq!(LineEnd::of(b"a\r\n"), LineEnd::CarriageReturn);
    assert_eq!(LineEnd::of(b"\n"), LineEnd::Newline);
    assert_eq!(LineEnd::of(b"a\r"), LineEnd::Missing);
}
