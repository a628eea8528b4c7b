//! Where an anchor's lines are found again when what became of the old text is known: what is left of
//! them, copies of them, other files.

use snaglist::diff::{LineMap, Relocation, is_between_others, relocate, relocate_elsewhere};
use snaglist::model::note::Anchor;

use super::anchor_limits::{fillers, letters};
use super::{anchor, blob, file, lines, numbered};

#[test]
fn lines_beside_the_same_line_need_24_letters_to_be_the_same_in_another_file() {
    let place = |line: &str, now: &str| {
        let noted = anchor(&file(format!("one\n{line}\ntwo\n")), lines(2, 2));
        relocate_elsewhere(&noted, None, &file(now), true)
    };
    let (enough, short) = (letters(24), letters(23));
    let beside = |line: &str| format!("one\n{line}\nother\n");
    let moved = Relocation::Moved(lines(2, 2));
    assert_eq!(place(&enough, &beside(&enough)), moved);
    assert_eq!(place(&short, &beside(&short)), Relocation::Gone);
    let between = format!("one\n{short}\ntwo\n");
    assert_eq!(place(&short, &between), moved, "two are enough of any");
    let alone = format!("x\n{enough}\ny\n");
    assert_eq!(place(&enough, &alone), Relocation::Gone);
}

#[test]
fn edited_lines_are_accepted_in_a_likely_file_only() {
    let then = file("one\nlet receipt = ledger.insert(charge_id);\ntwo\n");
    let now = file("let receipt = ledger.insert(charge_ids);\n");
    let noted = anchor(&then, lines(2, 2));
    let found = |likely| relocate_elsewhere(&noted, None, &now, likely);
    assert_eq!(found(true), Relocation::Edited(lines(1, 1)));
    assert_eq!(found(false), Relocation::Gone);
    let whole = Anchor {
        lines: None,
        ..noted
    };
    assert_eq!(
        relocate_elsewhere(&whole, None, &now, true),
        Relocation::Gone
    );
}

#[test]
fn lines_are_between_others_only_if_both_sides_differ() {
    let noted = anchor(&file("one\nmine\ntwo\n"), lines(2, 2));
    for (now, others) in [
        ("one\nmine\ntwo\n", false),
        ("one\nmine\nx\n", false),
        ("x\nmine\ntwo\n", false),
        ("x\nmine\ny\n", true),
    ] {
        assert_eq!(
            is_between_others(&noted, &file(now), lines(2, 2)),
            others,
            "{now}"
        );
    }
    assert!(is_between_others(&noted, &file("one\n"), lines(2, 2)));
}

#[test]
fn the_same_words_twice_beside_the_same_lines_are_doubtful() {
    let block = |end: &str| format!("one\ntwo\nthree\nlet receipt = charge(me);\n{end}\n");
    let old = file(block("a\nb\nc"));
    let noted = anchor(&old, lines(4, 4));
    let found = |now: String| relocate(&noted, Some(&old), &file(now), blob(2));
    assert_eq!(
        found(format!("{}end\n", block("x\ny\nz"))),
        Relocation::Exact(lines(4, 4)),
        "once"
    );
    let twice = format!("{}{}", block("x\ny\nz"), block("u\nv\nw"));
    assert!(matches!(found(twice), Relocation::Edited(_)), "twice");

    let block = |start: &str| format!("{start}\nlet receipt = charge(me);\none\ntwo\nthree\n");
    let old = file(format!("{}end\n", block("a\nb\nc")));
    let noted = anchor(&old, lines(4, 4));
    let found = |now: String| relocate(&noted, Some(&old), &file(now), blob(2));
    assert_eq!(
        found(format!("{}end\n", block("x\ny\nz"))),
        Relocation::Exact(lines(4, 4)),
        "once"
    );
    let twice = format!("{}{}end\n", block("x\ny\nz"), block("u\nv\nw"));
    assert!(matches!(found(twice), Relocation::Edited(_)), "twice");
}

#[test]
fn what_is_left_of_a_block_is_shown_if_it_says_enough_and_else_where_all_of_it_is() {
    let found = |first: &str| {
        let block = format!("{first}\nlet receipt = charge(me);\nledger.insert(receipt);\n");
        let (above, below) = (numbered(10).concat(), numbered(20)[10..].concat());
        let old = file(format!("{above}{block}{below}"));
        let now = file(format!("{above}{first}\n{below}{block}"));
        relocate(&anchor(&old, lines(11, 13)), Some(&old), &now, blob(2))
    };
    assert_eq!(found("audit(this);"), Relocation::Edited(lines(11, 11)));
    assert_eq!(found("{"), Relocation::Moved(lines(22, 24)));
}

#[test]
fn lines_that_another_file_had_before_are_not_those_of_a_note() {
    let mine = "one\nlet receipt = ledger.insert(charge_id);\ntwo\n";
    let noted = anchor(&file(mine), lines(2, 2));
    let found = |before: &str, now: &str| {
        let (before, now) = (file(before), file(now));
        let map = LineMap::new(&before, &now);
        relocate_elsewhere(&noted, Some(&map), &now, true)
    };
    assert_eq!(found("", mine), Relocation::Moved(lines(2, 2)), "is new");
    assert_eq!(
        found(mine, &format!("{mine}three\n")),
        Relocation::Gone,
        "was there"
    );
    // Of two lines, both have to be new; of three, two, whatever is new around them.
    let mine = [
        "let receipt = ledger.insert(charge_id);\n",
        "audit(receipt);\n",
        "notify(receipt);\n",
    ];
    let found = |count: usize, before: &[usize], above: &str, below: &str| {
        let text = mine[..count].concat();
        let noted = anchor(
            &file(format!("one\n{text}two\n")),
            lines(2, count as u32 + 1),
        );
        let before: String = before.iter().map(|line| mine[*line]).collect();
        let now = file(format!("{above}one\n{text}two\n{below}"));
        let map = LineMap::new(&file(before), &now);
        relocate_elsewhere(&noted, Some(&map), &now, false)
    };
    let moved = |last| Relocation::Moved(lines(2, last));
    assert_eq!(found(2, &[], "", ""), moved(3));
    assert_eq!(found(2, &[1], "", ""), Relocation::Gone);
    assert_eq!(found(3, &[1], "", ""), moved(4));
    assert_eq!(found(3, &[0, 1], "", "x\ny\nz\n"), Relocation::Gone);
    assert_eq!(found(3, &[1, 2], "x\ny\nz\n", ""), Relocation::Gone);
}

#[test]
fn what_is_left_of_a_block_is_found_where_it_is_now() {
    let old = file(numbered(20).concat());
    let noted = anchor(&old, lines(5, 7));
    let found = |change: &dyn Fn(&mut Vec<String>)| {
        let mut now = numbered(20);
        change(&mut now);
        relocate(&noted, Some(&old), &file(now.concat()), blob(2))
    };
    let edited = |first, last| Relocation::Edited(lines(first, last));
    let new = || "completely_new();\n".to_owned();
    assert_eq!(found(&|now| drop(now.remove(4))), edited(5, 6), "the first");
    assert_eq!(found(&|now| drop(now.remove(6))), edited(5, 6), "the last");
    assert_eq!(found(&|now| drop(now.remove(5))), edited(5, 6), "between");
    assert_eq!(found(&|now| now.insert(5, new())), edited(5, 8), "one more");
    let both = |now: &mut Vec<String>| {
        now.splice(4..5, [new(), new(), new()]);
        now.remove(0);
    };
    assert_eq!(found(&both), edited(7, 8), "the first by three");
    let neighbours = |now: &mut Vec<String>| {
        now[3] = new();
        now[7] = new();
    };
    assert_eq!(
        found(&neighbours),
        Relocation::Exact(lines(5, 7)),
        "only its neighbours"
    );
}

#[test]
fn an_edited_line_is_searched_for_in_another_file_near_its_old_number() {
    let line = "let receipt = ledger.insert(charge_id, amount);\n";
    let mut then = fillers(500);
    then.push(line.to_owned());
    let noted = anchor(&file(then.concat()), lines(501, 501));
    let found = |at: usize| {
        let mut now: Vec<String> = (0..1_000).map(|n| format!("{}\n", n + 5_000)).collect();
        now.insert(at, line.replace("amount", "amounts"));
        relocate_elsewhere(&noted, None, &file(now.concat()), true)
    };
    for at in [100, 900] {
        let at_line = at as u32 + 1;
        assert_eq!(found(at), Relocation::Edited(lines(at_line, at_line)));
    }
    for at in [99, 902] {
        assert_eq!(found(at), Relocation::Gone);
    }
}

#[test]
fn lines_in_the_place_of_changed_ones_are_those_of_the_changes_that_touch_them() {
    let mut now = numbered(20);
    now.insert(15, "inserted();\n".to_owned());
    now.remove(9);
    now.splice(4..7, ["x();\n".to_owned(), "y();\n".to_owned()]);
    let map = LineMap::new(&file(numbered(20).concat()), &file(now.concat()));
    let (replaced, inserted) = (lines(5, 6), lines(14, 14));
    let changed = |old: &[(u32, u32)]| {
        let old: Vec<_> = old
            .iter()
            .map(|(first, last)| lines(*first, *last))
            .collect();
        map.changed(&old)
    };
    assert_eq!(changed(&[]), [replaced, inserted], "all, but removals");
    for touched in [(1, 5), (5, 5), (7, 7), (6, 12)] {
        assert_eq!(changed(&[touched]), [replaced], "{touched:?}");
    }
    for untouched in [(1, 4), (8, 9), (8, 15), (10, 10), (17, 20)] {
        assert_eq!(changed(&[untouched]), [], "{untouched:?}");
    }
    assert_eq!(changed(&[(16, 16)]), [inserted], "the line behind it");
    assert_eq!(changed(&[(7, 7), (16, 16)]), [replaced, inserted]);
    assert_eq!(changed(&[(1, 16)]), [replaced, inserted]);
}
