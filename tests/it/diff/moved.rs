//! Blocks that moved: those that git shows as moved, both ends known, small edits told.

use std::collections::BTreeSet;

use proptest::prelude::*;
use snaglist::diff::moved::{LineRun, MovedLines, Moves};
use snaglist::diff::text;
use snaglist::model::change::{Change, Side, TextDiff};
use snaglist::model::text::RepoPath;

use super::git::{self, Shown};
use super::{diff, file};

type Files = Vec<(&'static str, String)>;

fn function(name: &str) -> String {
    format!(
        "fn {name}(store: &Store) -> Receipt {{\n    let {name}_id = store.next();\n\n    store.insert({name}_id)\n}}\n\n"
    )
}

fn filler(name: &str, count: u32) -> String {
    (0..count)
        .map(|n| format!("// {name} remark number {n}\n"))
        .collect()
}

fn indented(text: &str, by: &str) -> String {
    text.lines()
        .map(|line| {
            if line.is_empty() {
                "\n".to_owned()
            } else {
                format!("{by}{line}\n")
            }
        })
        .collect()
}

fn diffs(old: &Files, new: &Files) -> Vec<TextDiff> {
    let both = old.iter().zip(new);
    both.map(|((path, old), (_, new))| text(&RepoPath::from(*path), file(old), file(new)))
        .collect()
}

fn found(diffs: &[TextDiff], ignore_indentation: bool) -> Moves {
    let mut lines = MovedLines::new(ignore_indentation);
    for (number, diff) in (0..).zip(diffs) {
        lines.add(number, diff);
    }
    lines.find()
}

/// All changed lines, as git would show them.
fn shown(files: &Files, diffs: &[TextDiff], moves: &Moves) -> BTreeSet<Shown> {
    let mut shown = BTreeSet::new();
    for (number, ((path, _), diff)) in (0..).zip(files.iter().zip(diffs)) {
        for change in &diff.changes {
            let mut push = |side, line| {
                let found = moves.at(number, side, line);
                let moved = found.is_some_and(|found| !found.is_edited(side, line));
                shown.insert(Shown {
                    path: (*path).to_owned(),
                    added: side == Side::New,
                    line,
                    moved,
                });
            };
            change.old.clone().for_each(|line| push(Side::Old, line));
            change.new.clone().for_each(|line| push(Side::New, line));
        }
    }
    shown
}

/// Old and new files, and whether indentation is ignored.
fn table() -> Vec<(Files, Files, bool)> {
    let [a, b, c, d] = ["alpha", "beta", "gamma", "delta"].map(function);
    let far = filler("unchanged", 20);
    let short = "x = 1;\ny = 2;\n";
    let one = |old: String, new: String, indentation| {
        (vec![("a.rs", old)], vec![("a.rs", new)], indentation)
    };
    let two = |old: [String; 2], new: [String; 2], indentation| {
        let files = |[a, b]: [String; 2]| vec![("a.rs", a), ("b.rs", b)];
        (files(old), files(new), indentation)
    };
    vec![
        // Within a file, down and up.
        one([&*a, &far, &b].concat(), [&*far, &b, &a].concat(), false),
        one([&*far, &b, &a].concat(), [&*a, &far, &b].concat(), false),
        // To another file.
        two(
            [format!("{far}{a}{b}"), d.clone()],
            [format!("{far}{b}"), format!("{d}{a}")],
            false,
        ),
        // Two blocks that stood together are put in apart, and the other way.
        two(
            [format!("{a}{b}{far}"), far.clone()],
            [far.clone(), format!("{a}{far}{b}")],
            false,
        ),
        two(
            [format!("{a}{far}{b}"), far.clone()],
            [far.clone(), format!("{a}{b}{far}")],
            false,
        ),
        two(
            [format!("{a}{b}{c}{far}"), far.clone()],
            [far.clone(), format!("{c}{b}{a}{far}")],
            false,
        ),
        // New lines around the block.
        two(
            [format!("{a}{far}"), far.clone()],
            [far.clone(), format!("{b}{far}{c}{a}{d}")],
            false,
        ),
        // Too short to say anything.
        one(format!("{short}{far}"), format!("{far}{short}"), false),
        one(
            format!("twenty_letters_are_it;\n{far}"),
            format!("{far}twenty_letters_are_it;\n"),
            false,
        ),
        one(
            format!("twenty_letters_less = 1;\n{far}"),
            format!("{far}twenty_letters_less = 1;\n"),
            false,
        ),
        one(
            format!("nineteen_letters_1234;\n{far}"),
            format!("{far}nineteen_letters_1234;\n"),
            false,
        ),
        // Further in, with spaces or a tab, and out.
        one(
            format!("{a}{far}"),
            format!("{far}{}", indented(&a, "    ")),
            false,
        ),
        one(
            format!("{a}{far}"),
            format!("{far}{}", indented(&a, "    ")),
            true,
        ),
        one(
            format!("{}{far}", indented(&a, "\t")),
            format!("{far}{a}"),
            true,
        ),
        two(
            [a.clone(), far.clone()],
            [
                String::new(),
                format!("{far}impl X {{\n{}}}\n", indented(&a, "\t")),
            ],
            true,
        ),
        // One line further in than the others is no part of the block.
        one(
            format!("{}{far}", filler("moved", 6)),
            format!(
                "{far}{}",
                filler("moved", 6)
                    .replace("// moved remark number 3", "  // moved remark number 3")
            ),
            true,
        ),
        // Nothing moved.
        one(format!("{a}{far}"), format!("{far}{b}"), false),
        two([a.clone(), String::new()], [String::new(), b.clone()], true),
        // A whole file.
        two(
            [format!("{far}{a}"), String::new()],
            [String::new(), format!("{far}{a}")],
            false,
        ),
    ]
}

#[test]
fn moved_lines_are_those_that_git_shows_as_moved() {
    for (old, new, ignore_indentation) in table() {
        fn borrowed(files: &Files) -> Vec<(&str, &str)> {
            files
                .iter()
                .map(|(path, text)| (*path, text.as_str()))
                .collect()
        }
        let mut flags = vec!["--color-moved=zebra"];
        flags.extend(ignore_indentation.then_some("--color-moved-ws=allow-indentation-change"));
        let Some(expected) = git::changed(&borrowed(&old), &borrowed(&new), &flags) else {
            return;
        };
        let diffs = diffs(&old, &new);
        let moves = found(&diffs, ignore_indentation);
        assert_eq!(
            shown(&new, &diffs, &moves),
            expected,
            "{old:?} became {new:?}"
        );
    }
}

fn place(file: u32, first: u32, end: u32) -> LineRun {
    LineRun {
        file,
        lines: first..end,
    }
}

#[test]
fn a_move_has_both_ends_and_is_found_from_either() {
    let far = filler("unchanged", 20);
    let a = function("alpha");
    let old = vec![("a.rs", format!("{far}{a}")), ("b.rs", far.clone())];
    let new = vec![
        ("a.rs", far.clone()),
        (
            "b.rs",
            format!("mod x {{\n{}}}\n{far}", indented(&a, "    ")),
        ),
    ];
    let moves = found(&diffs(&old, &new), true);
    let [only] = moves.all() else {
        panic!("{moves:?}")
    };
    assert_eq!((&only.from, &only.to), (&place(0, 20, 26), &place(1, 1, 7)));
    assert_eq!((only.indented, only.edits.len()), (4, 0));

    for line in 20..26 {
        assert_eq!(moves.at(0, Side::Old, line), Some(only));
    }
    for (file, side, line) in [
        (0, Side::Old, 19),
        (0, Side::Old, 26),
        (1, Side::New, 0),
        (1, Side::New, 7),
    ] {
        assert_eq!(moves.at(file, side, line), None);
    }
    assert_eq!(moves.at(1, Side::New, 6), Some(only));
    assert_eq!(moves.of_file(1, Side::New).count(), 1);
    assert_eq!(
        moves.of_file(1, Side::Old).count() + moves.of_file(0, Side::New).count(),
        0
    );
}

#[test]
fn small_edits_within_a_block_are_told_and_do_not_end_it() {
    let block = |third: &str| {
        format!(
            "fn refund(store: &Store) {{\n    let charge = store.find(key);\n{third}    store.audit(charge);\n}}\n"
        )
    };
    let far = filler("unchanged", 20);
    let table = [
        (
            "    charge.cancel();\n",
            "    charge.cancel()?;\n",
            2..3,
            2..3,
        ),
        ("", "    check(charge)?;\n    check(store)?;\n", 2..2, 2..4),
        ("    check(charge)?;\n", "", 2..3, 2..2),
    ];
    for (before, after, old, new) in table {
        let diff = diff(
            format!("{}{far}", block(before)),
            format!("{far}{}", block(after)),
        );
        let moves = found(&[diff], false);
        let [only] = moves.all() else {
            panic!("{moves:?}")
        };
        let new = new.start + 20..new.end + 20;
        assert_eq!(
            only.edits,
            [Change {
                old: old.clone(),
                new: new.clone()
            }]
        );
        assert!(new.clone().all(|line| only.is_edited(Side::New, line)));
        assert!(!only.is_edited(Side::New, new.end) && !only.is_edited(Side::Old, 0));
        assert_eq!(only.from.lines, 0..block(before).lines().count() as u32);
        assert_eq!(only.to.lines, 20..20 + block(after).lines().count() as u32);
    }
    // More new lines than a small edit are two moves with something else between.
    let between = filler("wholly new", 9);
    let diff = diff(
        format!("{}{far}", function("alpha")),
        format!(
            "{far}{}",
            function("alpha").replace("\n\n    ", &format!("\n\n{between}    "))
        ),
    );
    assert!(
        found(&[diff], false)
            .all()
            .iter()
            .all(|found| found.edits.is_empty())
    );
}

#[test]
fn a_block_put_in_twice_is_one_move() {
    let (far, near) = (filler("unchanged", 20), filler("kept", 20));
    let a = function("alpha");
    let old = vec![("a.rs", a.clone()), ("b.rs", format!("{far}{near}"))];
    let new = vec![
        ("a.rs", String::new()),
        ("b.rs", format!("{far}{a}{near}{a}")),
    ];
    let moves = found(&diffs(&old, &new), false);
    assert_eq!(moves.all().len(), 1);
    assert_eq!(moves.all()[0].to, place(1, 20, 26));
}

#[test]
fn work_is_bounded_on_hostile_texts() {
    let one = |old: String, new: String| found(&[diff(old, new)], true);
    // All lines equal; the same block over and over; every line moved to another place.
    assert!(
        one("the same line everywhere\n".repeat(40_000), String::new())
            .all()
            .is_empty()
    );
    let equal = |n: usize| "the same line everywhere, twenty letters\n".repeat(n);
    let far = filler("unchanged", 20);
    assert!(
        one(
            format!("{}{far}", equal(20_000)),
            format!("{far}{}", equal(20_000))
        )
        .all()
        .is_empty()
    );
    let block = function("alpha");
    one(
        format!("{}{far}", block.repeat(3_000)),
        format!("{far}{}", block.repeat(3_000)),
    );
    let line = |n: usize| format!("the line with the number {n}\n");
    let shuffled = (0..20_000)
        .map(|n| line(n * 7_919 % 20_000))
        .collect::<String>();
    let moves = one((0..20_000).map(line).collect(), shuffled);
    assert!(moves.all().len() > 15_000);
    let line = "x".repeat(2_000_000);
    assert_eq!(
        one(format!("{line}\n{far}"), format!("{far}{line}\n"))
            .all()
            .len(),
        1
    );
}

#[test]
fn files_beyond_the_bounds_are_left_out_whatever_the_order() {
    let generated = diff("", "-\n".repeat(100_001));
    let many = diff("-\n".repeat(90_000), "");
    let diffs = [vec![generated], vec![many; 7]].concat();
    let mut sums = Vec::new();
    for order in [[0, 1, 2, 3, 4, 5, 6, 7], [4, 7, 1, 0, 6, 2, 5, 3]] {
        let mut lines = MovedLines::new(false);
        for file in order {
            lines.add(file, &diffs[file as usize]);
        }
        sums.push((lines.line_count(), lines.clone().find()));
    }
    assert_eq!(sums[0].0, 5 * 90_000);
    assert!(sums.windows(2).all(|two| two[0] == two[1]));
}

fn any_file() -> impl Strategy<Value = (String, String)> {
    let line = prop::sample::select(vec![
        "let charge = store.find(key);\n",
        "    let charge = store.find(key);\n",
        "store.audit(charge, amount, key);\n",
        "receipt.send(customer, address);\n",
        "}\n",
        "\n",
        "x();\n",
    ]);
    let text = || prop::collection::vec(line.clone(), 0..20).prop_map(|lines| lines.concat());
    (text(), text())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn moves_share_no_lines_say_the_same_and_do_not_depend_on_the_order(
        files in prop::collection::vec(any_file(), 1..5), turn in 0..5usize, ignore_indentation in any::<bool>(),
    ) {
        let diffs: Vec<TextDiff> = files.iter().map(|(old, new)| diff(old, new)).collect();
        let moves = found(&diffs, ignore_indentation);

        let mut turned = MovedLines::new(ignore_indentation);
        let mut order: Vec<usize> = (0..diffs.len()).rev().collect();
        order.rotate_left(turn % diffs.len());
        order.iter().for_each(|file| turned.add(*file as u32, &diffs[*file]));
        prop_assert_eq!(&turned.find(), &moves);

        let mut seen = BTreeSet::new();
        for found in moves.all() {
            let (old, new) = (&diffs[found.from.file as usize], &diffs[found.to.file as usize]);
            prop_assert!(old.changes.iter().any(|change| change.old.start <= found.from.lines.start && found.from.lines.end <= change.old.end));
            prop_assert!(new.changes.iter().any(|change| change.new.start <= found.to.lines.start && found.to.lines.end <= change.new.end));
            for (side, place) in [(Side::Old, &found.from), (Side::New, &found.to)] {
                for line in place.lines.clone() {
                    prop_assert!(seen.insert((side, place.file, line)), "in two moves");
                    prop_assert_eq!(moves.at(place.file, side, line), Some(found));
                }
            }
            let kept = |side, place: &LineRun| place.lines.clone().filter(move |line| !found.is_edited(side, *line)).collect::<Vec<_>>();
            let (from, to) = (kept(Side::Old, &found.from), kept(Side::New, &found.to));
            prop_assert_eq!(from.len(), to.len());
            for (a, b) in from.into_iter().zip(to) {
                let (a, b) = (old.old.line(a), new.new.line(b));
                prop_assert!(a == b || ignore_indentation && a.trim_ascii_start() == b.trim_ascii_start());
            }
        }
    }
}
