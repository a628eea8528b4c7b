//! Where an anchor's lines are found again when the old text is not at hand, on both sides of every
//! threshold.

use snaglist::diff::{Relocation, anchor_text, relocate};
use snaglist::model::change::FileText;

use super::{anchor, blob, file, lines, numbered};

/// So many letters, no two the same.
pub(super) fn letters(count: usize) -> String {
    ('a'..='z').chain('A'..='Z').take(count).collect()
}

/// The place of an anchor on the only line of a file in another text, which has it edited.
fn found_alike(then: &str, now: &str) -> Relocation {
    let noted = anchor(&file(then), lines(1, 1));
    relocate(&noted, None, &file(now), blob(2))
}

/// Lines of no likeness to anything.
pub(super) fn fillers(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("{n}\n")).collect()
}

#[test]
fn a_changed_line_is_found_from_85_percent_likeness() {
    let found = Relocation::Edited(lines(1, 1));
    // 12 of 14 pairs.
    let then = letters(15);
    assert_eq!(found_alike(&then, &then.replace('h', "?")), found);
    // 17 of 20: just .85.
    let then = letters(21);
    let now = then.replace('h', "?").replace('u', "!");
    assert_eq!(found_alike(&then, &now), found);
    // 17 pairs of 23, and 23 where 17 were: just .85 as well.
    let (long, short) = (letters(24), letters(18));
    assert_eq!(found_alike(&long, &short), found);
    assert_eq!(found_alike(&short, &long), found);
    // 11 of 13.
    let then = letters(14);
    assert_eq!(
        found_alike(&then, &then.replace('h', "?")),
        Relocation::Gone
    );
}

#[test]
fn a_changed_line_is_found_from_eight_pairs_of_letters() {
    let found = |count: usize| {
        let then = letters(count);
        found_alike(&then, &format!("{then}?"))
    };
    assert_eq!(found(9), Relocation::Edited(lines(1, 1)));
    assert_eq!(found(8), Relocation::Gone);
}

#[test]
fn indentation_is_no_difference_and_how_often_a_pair_occurs_is() {
    let then = "ababababababababab";
    let found = Relocation::Edited(lines(1, 1));
    assert_eq!(found_alike(then, &format!("\t\t{then}  ")), found);
    // Half of the pairs are there more often than before.
    assert_eq!(found_alike(then, &then.repeat(2)), Relocation::Gone);
    let (then, now) = ("ababababab-cdefghijkl", "ababababababababababa");
    assert_eq!(found_alike(then, now), Relocation::Gone, "as long");
    let now = format!("ababababab#MNOPQRSTUV\n{now}");
    assert_eq!(found_alike(then, &now), Relocation::Gone, "after another");
}

#[test]
fn of_a_long_line_the_first_kibibyte_counts() {
    let line = |seed: usize, len: usize| -> String {
        (0..len)
            .map(|n| char::from(b'!' + ((n * n + seed * n) % 89) as u8))
            .collect()
    };
    let start = line(1, 1_024);
    let found = found_alike(
        &format!("{start}{}", "p".repeat(900)),
        &format!("{start}{}", "q".repeat(900)),
    );
    assert_eq!(found, Relocation::Edited(lines(1, 1)));
    let start = line(1, 600);
    let found = found_alike(
        &format!("{start}{}", "p".repeat(900)),
        &format!("{start}{}", "q".repeat(900)),
    );
    assert_eq!(found, Relocation::Gone);
}

#[test]
fn a_changed_line_is_searched_for_400_lines_up_and_down() {
    let line = "let receipt = ledger.insert(charge_id, amount);\n";
    let edited = "let receipt = ledger.insert(charge_id, amounts);\n";
    let mut then = fillers(500);
    then.push(line.to_owned());
    let noted = anchor(&file(then.concat()), lines(501, 501));
    let found = |at: usize| {
        let mut now: Vec<String> = (0..1_000).map(|n| format!("{}\n", n + 5_000)).collect();
        now.insert(at, edited.to_owned());
        relocate(&noted, None, &file(now.concat()), blob(2))
    };
    for at in [100, 500, 900] {
        let at_line = at as u32 + 1;
        assert_eq!(found(at), Relocation::Edited(lines(at_line, at_line)));
    }
    for at in [99, 902] {
        assert_eq!(found(at), Relocation::Gone);
    }
}

#[test]
fn an_edit_that_adds_or_removes_a_line_is_found_with_all_its_lines() {
    let then = numbered(6).concat();
    let noted = anchor(&file(&then), lines(2, 5));
    let around = |inner: &[&str]| {
        let body = numbered(5);
        let mut now = vec!["other();\n".to_owned(), body[1].clone(), body[2].clone()];
        now.extend(inner.iter().map(|line| (*line).to_owned()));
        now.extend([body[3].clone(), body[4].clone(), "others();\n".to_owned()]);
        relocate(&noted, None, &file(now.concat()), blob(2))
    };
    assert_eq!(around(&["x();\n"]), Relocation::Edited(lines(2, 6)));

    let then = "let receipt = ledger.insert(charge_id, amount);\n";
    let noted = anchor(&file(format!("a\n{then}ij\nb\n")), lines(2, 3));
    let now = file(format!("abcd\n{then}efgh\n"));
    assert_eq!(
        relocate(&noted, None, &now, blob(2)),
        Relocation::Edited(lines(2, 2))
    );
    let now = file(format!("abcd\n{then}"));
    assert_eq!(
        relocate(&noted, None, &now, blob(2)),
        Relocation::Edited(lines(2, 2)),
        "not beyond the end"
    );
}

#[test]
fn an_edited_line_is_found_without_the_empty_lines_beside_it() {
    let then = file("one\nlet receipt = ledger.insert(charge_id);\ntwo\n");
    let now = file("three\n\nlet receipt = ledger.insert(charge_ids);\n\nfour\n");
    assert_eq!(
        relocate(&anchor(&then, lines(2, 2)), None, &now, blob(2)),
        Relocation::Edited(lines(3, 3))
    );
}

#[test]
fn of_several_edited_lines_the_one_beside_the_same_line_is_meant() {
    let edit = |mark: &str| format!("let receipt = ledger.insert(charge_id, amount){mark};\n");
    let noted = anchor(
        &file(format!("one\ntwo\nthree\n{}four\n", edit(""))),
        lines(4, 4),
    );
    let found = |now: &str| relocate(&noted, None, &file(now), blob(2));
    for (first, second) in [("?", "?"), ("???", "?"), ("?", "???")] {
        let now = format!("x\n{}{}y\n", edit(first), edit(second));
        assert_eq!(
            found(&now),
            Relocation::Gone,
            "{now}: whichever is more alike"
        );
        let now = format!("x\n{}one\ntwo\nthree\n{}y\n", edit(first), edit(second));
        assert_eq!(found(&now), Relocation::Edited(lines(6, 6)), "{now}");
    }
    let far = |line: &str| format!("x\n{line}y\nz\n{line}w\n");
    assert_eq!(found(&far(&edit("?"))), Relocation::Gone);
}

#[test]
fn a_line_between_other_lines_needs_eight_letters_to_be_recognised() {
    let found = |line: &str| {
        let noted = anchor(&file(format!("one\n{line}\ntwo\n")), lines(2, 2));
        let now = file(format!("three\nfour\n{line}\nfive\n"));
        relocate(&noted, None, &now, blob(2))
    };
    assert_eq!(found("abc(defgh);"), Relocation::Edited(lines(3, 3)));
    assert_eq!(found("abc(é12);"), Relocation::Gone, "seven");
    assert_eq!(found("abc(éé1);"), Relocation::Edited(lines(3, 3)));
}

#[test]
fn of_equal_lines_the_one_between_the_most_same_lines_is_meant() {
    let found = |line: &str, now: &[&str]| {
        let noted = anchor(&file(format!("one\n{line}\ntwo\n")), lines(2, 2));
        let now: String = now
            .iter()
            .map(|other| format!("{}\n", if *other == "=" { line } else { *other }))
            .collect();
        relocate(&noted, None, &file(now), blob(2))
    };
    let moved = |at| Relocation::Moved(lines(at, at));
    // Both neighbours suffice for a brace, one does not.
    let both = ["x", "=", "y", "z", "w", "v", "one", "=", "two"];
    assert_eq!(found("}", &both), Relocation::Gone, "more lines before");
    let both = ["one", "=", "two"];
    assert_eq!(
        found("}", &both),
        Relocation::Exact(lines(2, 2)),
        "where it was"
    );
    let one = ["one", "=", "y", "z", "w", "="];
    assert_eq!(found("}", &one), Relocation::Gone);
    assert_eq!(
        found("charge(me);", &one),
        Relocation::Exact(lines(2, 2)),
        "says enough"
    );
    let one = ["x", "=", "y", "z", "w", "=", "two"];
    assert_eq!(found("charge(me);", &one), moved(6));
    // Two places that are as good are no place.
    let two = ["one", "=", "y", "z", "w", "=", "two"];
    assert_eq!(found("charge(me);", &two), Relocation::Gone);
    let none = ["x", "=", "y", "z", "w", "=", "v"];
    assert_eq!(found("charge(me);", &none), Relocation::Gone);
}

#[test]
fn among_ten_thousand_equal_lines_one_is_told_apart_and_among_more_none() {
    let found = |count: usize| {
        let then = file("one\ncharge(me);\ntwo\n");
        let mut now = "one\ncharge(me);\ntwo\n".to_owned();
        (1..count).for_each(|n| now.push_str(&format!("{n}\ncharge(me);\n")));
        now.push_str("end\n");
        relocate(&anchor(&then, lines(2, 2)), None, &file(now), blob(2))
    };
    assert_eq!(found(10_000), Relocation::Exact(lines(2, 2)));
    assert_eq!(found(10_001), Relocation::Gone);
}

#[test]
fn lines_are_known_by_three_lines_before_and_after() {
    let around = |changed: usize| {
        let mut body = numbered(12);
        body[changed] = "changed();\n".to_owned();
        let (_, before, after) = anchor_text(&file(body.concat()), lines(6, 7));
        (before, after)
    };
    let same = around(0);
    let sides = |changed: usize| {
        let other = around(changed);
        (other.0 == same.0, other.1 == same.1)
    };
    assert_eq!(sides(1), (true, true), "the fourth line before");
    assert_eq!(sides(2), (false, true), "the third");
    assert_eq!(sides(4), (false, true));
    assert_eq!(sides(7), (true, false));
    assert_eq!(sides(9), (true, false), "the third line after");
    assert_eq!(sides(10), (true, true), "the fourth");
}

#[test]
fn an_anchor_longer_than_its_text_is_found_as_edited() {
    let long: Vec<String> = (0..400).map(|n| format!("let line_{n} = {n};\n")).collect();
    let then = file(long.concat());
    let noted = anchor(&then, lines(2, 390));
    let kept = FileText::new(noted.text.as_bytes().to_vec()).len();
    let mut now = long.clone();
    now.insert(0, "first\n".to_owned());
    assert_eq!(
        relocate(&noted, None, &file(now.concat()), blob(2)),
        Relocation::Edited(lines(3, kept + 2))
    );
    let mut now = long.clone();
    now[300] = "changed();\n".to_owned();
    assert_eq!(
        relocate(&noted, None, &file(now.concat()), blob(2)),
        Relocation::Edited(lines(2, kept + 1)),
        "where it was, and nobody knows whether all of it"
    );
    now.insert(0, "first\n".to_owned());
    let whole = anchor(&then, lines(2, kept + 1));
    assert_eq!(
        relocate(&whole, None, &file(now.concat()), blob(2)),
        Relocation::Moved(lines(3, kept + 2)),
        "its text is whole"
    );
}
