//! Lines that belong together, and the words in them that differ.

use proptest::prelude::*;
use snaglist::diff::words::{Emphasis, LinePair, beside, emphasis, pairs};
use snaglist::model::change::{Change, FileText};

/// The two lines with what differs in brackets.
fn marked(old: &str, new: &str) -> Option<(String, String)> {
    let Emphasis { old: a, new: b } = emphasis(old.as_bytes(), new.as_bytes())?;
    let mark = |line: &str, pieces: &[std::ops::Range<u32>]| {
        let mut marked = line.to_owned();
        for piece in pieces.iter().rev() {
            marked.insert(piece.end as usize, ']');
            marked.insert(piece.start as usize, '[');
        }
        marked
    };
    Some((mark(old, &a), mark(new, &b)))
}

fn whole(old: &FileText, new: &FileText) -> Change {
    Change {
        old: 0..old.len(),
        new: 0..new.len(),
    }
}

fn file(lines: &[impl AsRef<str>]) -> FileText {
    FileText::new(
        lines
            .iter()
            .map(|line| format!("{}\n", line.as_ref()))
            .collect::<String>()
            .into_bytes(),
    )
}

fn paired(old: &[impl AsRef<str>], new: &[impl AsRef<str>]) -> Vec<(u32, u32)> {
    let (old, new) = (file(old), file(new));
    pairs(&old, &new, &whole(&old, &new))
        .into_iter()
        .map(|pair| (pair.old, pair.new))
        .collect()
}

#[test]
fn words_that_differ_are_marked_as_wholes() {
    let table = [
        (
            "let total = charge(amount);",
            "let total = refund(amount);",
            "let total = [charge](amount);",
            "let total = [refund](amount);",
        ),
        ("f(a, b)", "f(a, x, b)", "f(a, b)", "f(a, [x, ]b)"),
        (
            "limit_12 = 40",
            "limit_12 = 41",
            "limit_12 = [40]",
            "limit_12 = [41]",
        ),
        (
            "return Ok(receipt);",
            "return Ok(receipt)?;",
            "return Ok(receipt);",
            "return Ok(receipt)[?];",
        ),
        // Marks and spaces between changed words are not left as islands.
        (
            "use a::old_name::Thing as Other; // kept as it was",
            "use a::new::Name as Other; // kept as it was",
            "use a::[old_name::Thing] as Other; // kept as it was",
            "use a::[new::Name] as Other; // kept as it was",
        ),
        // Of white space only what was put in.
        (
            "    step();",
            "        step();",
            "    step();",
            "    [    ]step();",
        ),
        ("a = 1;", "a = 1;  ", "a = 1;", "a = 1;[  ]"),
        (
            "\tstep(one);",
            "    step(one);",
            "[\t]step(one);",
            "[    ]step(one);",
        ),
        (
            "naïve café, twice",
            "naïve cafés, twice",
            "naïve [café], twice",
            "naïve [cafés], twice",
        ),
        (
            "中止的合并丢失",
            "终止的合并丢失",
            "[中]止的合并丢失",
            "[终]止的合并丢失",
        ),
        ("same", "same", "same", "same"),
        ("", "  ", "", "[  ]"),
    ];
    for (old, new, old_marked, new_marked) in table {
        let expected = Some((old_marked.to_owned(), new_marked.to_owned()));
        assert_eq!(marked(old, new), expected, "{old:?} became {new:?}");
        let expected = Some((new_marked.to_owned(), old_marked.to_owned()));
        assert_eq!(marked(new, old), expected, "{new:?} became {old:?}");
    }
}

#[test]
fn lines_that_are_mostly_different_have_no_marks() {
    assert_eq!(marked("let total = sum(rows);", "audit.write(key)?;"), None);
    assert_eq!(marked("", "audit.write(key)?;"), None);
    assert_eq!(marked("}", "audit.write(key)?;"), None);
}

#[test]
fn a_line_put_in_the_middle_shifts_no_pairs() {
    let old = [
        "let a = store.find(key);",
        "let b = ledger.insert(amount);",
        "audit.write(a, b);",
    ];
    let new = [
        "let a = store.find(&key)?;",
        "// Checked before anything is written.",
        "let b = ledger.insert(amount)?;",
        "audit.write(a, b)?;",
    ];
    assert_eq!(paired(&old, &new), [(0, 0), (1, 2), (2, 3)]);
    assert_eq!(paired(&new, &old), [(0, 0), (2, 1), (3, 2)]);
}

#[test]
fn lines_alike_are_not_paired_crosswise_and_a_brace_yields_to_what_says_more() {
    let old = ["refund(charge, amount);", "}"];
    let new = ["  }", "refund(charge, amount, currency);"];
    assert_eq!(paired(&old, &new), [(0, 1)]);
    assert_eq!(paired(&["}", ""], &["  }", "\t"]), [(0, 0), (1, 1)]);
    assert!(paired(&["total = 1"], &["audit.write(key)?;"]).is_empty());
}

#[test]
fn lines_beside_each_other_are_all_there_once() {
    let change = Change {
        old: 10..13,
        new: 20..24,
    };
    let found = [LinePair { old: 11, new: 22 }];
    let rows = beside(&change, &found);
    let expected = [
        (Some(10), Some(20)),
        (None, Some(21)),
        (Some(11), Some(22)),
        (Some(12), Some(23)),
    ];
    assert_eq!(rows, expected);
    assert_eq!(
        beside(
            &Change {
                old: 3..5,
                new: 7..7
            },
            &[]
        ),
        [(Some(3), None), (Some(4), None)]
    );
}

#[test]
fn a_long_run_with_lines_put_in_is_paired_all_the_way() {
    let line = |n: usize, end: &str| format!("let balance_{n} = account_{n}.charge(amount){end};");
    let old: Vec<String> = (0..1_500).map(|n| line(n, "")).collect();
    let mut new: Vec<String> = (0..1_500).map(|n| line(n, "?")).collect();
    new.insert(700, "// A remark between the two halves".to_owned());
    let found = paired(&old, &new);
    assert_eq!(found.len(), 1_500);
    assert!(
        found
            .iter()
            .all(|(old, new)| *new == old + u32::from(*old >= 700))
    );
}

#[test]
fn hostile_lines_and_runs_are_bounded() {
    let long = "x = 1, ".repeat(800_000);
    assert_eq!(
        emphasis(long.as_bytes(), format!("{long}y").as_bytes()),
        None
    );
    // A whole document on one line, edited at both ends.
    let line = "x = 1, ".repeat(1_000);
    let (_, new) = marked(&line, &format!("y, {line}z")).unwrap();
    assert!(new.starts_with("[y, ]x") && new.ends_with("[z]"));
    let line = "x = 1, ".repeat(30_000);
    let (_, new) = marked(&format!("x{line}"), &format!("x{line}z")).unwrap();
    assert!(new.starts_with("xx") && new.ends_with("[z]"));
    assert_eq!(
        marked(&line, &format!("y{line}z")),
        None,
        "too many words to compare"
    );

    let same = vec!["same".to_owned(); 3_000];
    assert_eq!(paired(&same[..2_000], &same[..2_000]).len(), 2_000);
    assert!(paired(&same, &same).is_empty(), "too long to be paired");
    assert!(paired(&vec![long.clone(); 2], &vec![long; 3]).len() == 2);
}

fn line() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "a", "key", "(", ")", " ", "  ", "\t", ", ", "é", "漢", "字", "💥", "1",
    ]);
    prop::collection::vec(word, 0..14).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn without_the_marked_pieces_two_lines_say_the_same(old in line(), new in line()) {
        let Some(found) = emphasis(old.as_bytes(), new.as_bytes()) else { return Ok(()) };
        let rest = |line: &str, pieces: &[std::ops::Range<u32>]| {
            let mut rest = line.to_owned();
            let mut end = 0;
            for piece in pieces {
                assert!(piece.start < piece.end && (piece.start > end || end == 0));
                end = piece.end;
            }
            // Slicing holds that no character is cut.
            for piece in pieces.iter().rev() {
                rest.replace_range(piece.start as usize..piece.end as usize, "");
            }
            rest
        };
        // Marks and spaces between two pieces may be marked along with them, on one side only.
        let words = |text: String| text.replace(|c: char| !c.is_alphanumeric(), "");
        prop_assert_eq!(words(rest(&old, &found.old)), words(rest(&new, &found.new)));
        prop_assert_eq!(found.old.is_empty() && found.new.is_empty(), old == new);
    }

    #[test]
    fn pairs_ascend_and_rows_hold_every_line(
        old in prop::collection::vec(line(), 0..12), new in prop::collection::vec(line(), 0..12),
    ) {
        let (old, new) = (file(&old), file(&new));
        let change = whole(&old, &new);
        let found = pairs(&old, &new, &change);
        for two in found.windows(2) {
            prop_assert!(two[0].old < two[1].old && two[0].new < two[1].new);
        }
        let rows = beside(&change, &found);
        prop_assert!(rows.iter().all(|(old, new)| old.is_some() || new.is_some()));
        prop_assert!(found.iter().all(|pair| rows.contains(&(Some(pair.old), Some(pair.new)))));
        prop_assert_eq!(rows.iter().filter_map(|row| row.0).collect::<Vec<_>>(), change.old.collect::<Vec<_>>());
        prop_assert_eq!(rows.iter().filter_map(|row| row.1).collect::<Vec<_>>(), change.new.collect::<Vec<_>>());
    }
}
