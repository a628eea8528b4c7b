//! Anchors of notes: found again where their lines moved to, edited, or gone.

use snaglist::diff::{Relocation, anchor_text, relocate, unchanged};

use super::{anchor, blob, file, lines, numbered};

#[test]
fn an_anchor_is_found_where_its_lines_were_moved_to() {
    let old = numbered(60);
    let mut new = old.clone();
    let moved: Vec<String> = new.drain(10..14).collect();
    new.splice(40..40, moved);
    let (old, new) = (file(old.concat()), file(new.concat()));
    let noted = anchor(&old, lines(11, 14));
    assert_eq!(
        relocate(&noted, Some(&old), &new, blob(2)),
        Relocation::Moved(lines(41, 44))
    );
    // Without the old text, and between other lines: that it was not a copy is more than can be
    // said.
    assert_eq!(
        relocate(&noted, None, &new, blob(2)),
        Relocation::Edited(lines(41, 44))
    );
    assert_eq!(
        relocate(&noted, None, &new, blob(1)),
        Relocation::Exact(lines(11, 14))
    );
}

#[test]
fn an_edited_line_is_found_and_marked_as_edited() {
    let mut body: Vec<String> = (0..30).map(|n| format!("    step_{n}();\n")).collect();
    body[12] = "    let receipt = ledger.insert(charge_id, amount, currency);\n".to_owned();
    let old = file(body.concat());
    body[12] = "    let receipt = ledger.insert(charge_id, amount, currency)?;\n".to_owned();
    body.insert(0, "use ledger;\n".to_owned());
    let new = file(body.concat());
    let noted = anchor(&old, lines(13, 13));
    for old in [Some(&*old), None] {
        assert_eq!(
            relocate(&noted, old, &new, blob(2)),
            Relocation::Edited(lines(14, 14))
        );
    }
}

#[test]
fn of_a_partly_rewritten_block_what_is_left_is_shown_as_edited() {
    let old = numbered(20);
    let mut new = old.clone();
    new[8] = "completely();\n".to_owned();
    new[9] = "rewritten();\n".to_owned();
    let (old, new) = (file(old.concat()), file(new.concat()));
    let found = relocate(&anchor(&old, lines(6, 10)), Some(&old), &new, blob(2));
    assert_eq!(found, Relocation::Edited(lines(6, 8)));
}

#[test]
fn a_removed_line_is_gone_even_if_others_say_the_same() {
    let block =
        |name: &str| format!("fn {name}() {{\n    audit();\n    return Ok(receipt);\n}}\n\n");
    let old = file([block("one"), block("two"), block("three")].concat());
    let new = file([block("one"), block("three")].concat());
    let noted = anchor(&old, lines(8, 8));
    assert_eq!(
        relocate(&noted, Some(&old), &new, blob(2)),
        Relocation::Gone
    );
    let all_same = file("    return Ok(receipt);\n".repeat(50));
    assert_eq!(relocate(&noted, None, &all_same, blob(2)), Relocation::Gone);
}

#[test]
fn equal_lines_are_told_apart_by_the_lines_around_them() {
    let block = |name: &str| {
        format!("fn {name}() {{\n    audit_{name}();\n    return Ok(receipt);\n    // {name}\n}}\n")
    };
    let old = file([block("one"), block("two"), block("three")].concat());
    let new = file(
        [
            "// licence\n".to_owned(),
            block("one"),
            block("two"),
            block("three"),
        ]
        .concat(),
    );
    let noted = anchor(&old, lines(8, 8));
    assert_eq!(
        relocate(&noted, None, &new, blob(2)),
        Relocation::Moved(lines(9, 9))
    );
}

#[test]
fn a_brace_is_not_found_again_by_its_looks_alone() {
    let old = file("fn a() {\n    one();\n}\n");
    let new = file("struct B {\n    two: u8,\n}\n");
    assert_eq!(
        relocate(&anchor(&old, lines(3, 3)), None, &new, blob(2)),
        Relocation::Gone
    );
}

#[test]
fn anchors_that_make_no_sense_are_gone() {
    let old = file(numbered(5).concat());
    let mut noted = anchor(&old, lines(2, 3));
    for wrong in [
        lines(0, 0),
        lines(4, 3),
        lines(4, u32::MAX),
        lines(u32::MAX, u32::MAX),
    ] {
        noted.lines = Some(wrong);
        assert_eq!(relocate(&noted, None, &old, blob(1)), Relocation::Gone);
        noted.text = "never there, not in any line of it\n".into();
        assert_eq!(
            relocate(&noted, Some(&old), &old, blob(2)),
            Relocation::Gone
        );
        assert!(!unchanged(&old, &old, &[wrong]));
    }
    noted.lines = None;
    assert_eq!(
        relocate(&noted, None, &old, blob(2)),
        Relocation::Exact(lines(1, 5))
    );
    assert_eq!(relocate(&noted, None, &file(""), blob(2)), Relocation::Gone);
}

#[test]
fn an_anchor_keeps_four_kibibytes_of_whole_lines() {
    let long = file("0123456789abcde\n".repeat(1_000));
    let (text, before, after) = anchor_text(&long, lines(1, 900));
    assert_eq!(text.as_bytes().len(), 4_096);
    assert!(text.as_bytes().ends_with(b"e\n"));
    assert_eq!((before, after.is_some()), (None, true));
    assert!(
        anchor_text(&file("x".repeat(5_000)), lines(1, 1))
            .0
            .as_bytes()
            .is_empty()
    );

    let (_, unix, _) = anchor_text(&file("a\nb\nc\n"), lines(3, 3));
    let (_, dos, _) = anchor_text(&file("a\r\nb\r\nc\r\n"), lines(3, 3));
    assert_eq!(unix, dos);
}

#[test]
fn evidence_without_lines_is_the_whole_file() {
    let (then, now) = (file("a\nb\n"), file("a\nb\nc\n"));
    assert!(unchanged(&then, &then, &[]));
    assert!(!unchanged(&then, &now, &[]));
    assert!(unchanged(&then, &now, &[lines(1, 2)]));
}
