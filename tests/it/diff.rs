//! Tests of the `diff` area, as a user would notice.

mod anchor_limits;
mod anchors;
mod anchors_known;
mod context;
mod deliveries;
mod follow;
mod git;
mod moved;
mod rebased;
mod rows;
mod whitespace;
mod words;

use std::sync::Arc;

use proptest::prelude::*;
use snaglist::diff::{CONTEXT, Relocation, anchor_text, heading, relocate, text, unchanged};
use snaglist::model::change::{FileText, Side, TextDiff};
use snaglist::model::id::ObjectId;
use snaglist::model::note::Anchor;
use snaglist::model::spec::LineRange;
use snaglist::model::text::RepoPath;

fn file(content: impl AsRef<[u8]>) -> Arc<FileText> {
    Arc::new(FileText::new(content.as_ref().to_vec()))
}

fn diff(old: impl AsRef<[u8]>, new: impl AsRef<[u8]>) -> TextDiff {
    text(&RepoPath::from("src/refund.rs"), file(old), file(new))
}

fn blob(byte: u8) -> ObjectId {
    ObjectId::from_bytes(&[byte; 20]).unwrap()
}

fn lines(first: u32, last: u32) -> LineRange {
    LineRange { first, last }
}

fn numbered(count: usize) -> Vec<String> {
    (1..=count)
        .map(|n| format!("let balance_{n} = account_{n}.charge(amount, key);\n"))
        .collect()
}

fn anchor(old: &FileText, at: LineRange) -> Anchor {
    let (text, before, after) = anchor_text(old, at);
    let path = RepoPath::from("src/refund.rs");
    Anchor {
        path,
        side: Side::New,
        blob: Some(blob(1)),
        lines: Some(at),
        text,
        before,
        after,
    }
}

/// The old text with the changes carried out.
fn patched(diff: &TextDiff) -> Vec<u8> {
    let mut result = Vec::new();
    let mut at = 0;
    for change in &diff.changes {
        (at..change.old.start).for_each(|line| result.extend_from_slice(diff.old.raw_line(line)));
        change
            .new
            .clone()
            .for_each(|line| result.extend_from_slice(diff.new.raw_line(line)));
        at = change.old.end;
    }
    (at..diff.old.len()).for_each(|line| result.extend_from_slice(diff.old.raw_line(line)));
    result
}

/// Texts of few different lines, so that many are equal; with and without `\r` and final newline.
fn repetitive() -> impl Strategy<Value = Vec<u8>> {
    let line = prop::sample::select(vec![
        "a\n", "b\n", "c\n", "\n", "    d\n", "    e\n", "a\r\n", "}\n",
    ]);
    (prop::collection::vec(line, 0..40), any::<bool>()).prop_map(|(lines, newline)| {
        let content = lines.concat();
        let content = if newline {
            &content
        } else {
            content.trim_end_matches('\n')
        };
        content.as_bytes().to_vec()
    })
}

fn assert_sound(diff: &TextDiff) {
    assert_eq!(patched(diff), diff.new.bytes());
    for change in &diff.changes {
        assert!(!change.old.is_empty() || !change.new.is_empty());
    }
    for pair in diff.changes.windows(2) {
        assert!(pair[0].old.end < pair[1].old.start && pair[0].new.end < pair[1].new.start);
        assert_eq!(
            pair[1].old.start - pair[0].old.end,
            pair[1].new.start - pair[0].new.end
        );
    }
    let covered: Vec<u32> = diff
        .hunks
        .iter()
        .flat_map(|hunk| hunk.changes.clone())
        .collect();
    assert_eq!(covered, (0..diff.changes.len() as u32).collect::<Vec<_>>());
    for hunk in &diff.hunks {
        let first = &diff.changes[hunk.changes.start as usize];
        let last = &diff.changes[hunk.changes.end as usize - 1];
        let start = first.old.start.saturating_sub(CONTEXT);
        assert_eq!(
            hunk.old,
            start..(last.old.end + CONTEXT).min(diff.old.len())
        );
        let start = first.new.start.saturating_sub(CONTEXT);
        assert_eq!(
            hunk.new,
            start..(last.new.end + CONTEXT).min(diff.new.len())
        );
    }
    for pair in diff.hunks.windows(2) {
        assert!(pair[0].old.end <= pair[1].old.start && pair[0].new.end <= pair[1].new.start);
        assert_ne!(pair[0].digest, pair[1].digest);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_diff_turns_the_old_text_into_the_new_one(old in repetitive(), new in repetitive()) {
        assert_sound(&diff(old, new));
    }

    #[test]
    fn an_anchor_follows_its_lines_through_edits_elsewhere(
        start in 0usize..40,
        len in 1usize..6,
        edits in prop::collection::vec((0usize..60, any::<bool>()), 0..12),
        keeps_old in any::<bool>(),
    ) {
        let old = numbered(46);
        let noted = start..start + len;
        let mut new: Vec<(bool, String)> =
            old.iter().enumerate().map(|(n, line)| (noted.contains(&n), line.clone())).collect();
        for (n, (at, insert)) in edits.into_iter().enumerate() {
            let at = at % new.len();
            let inside = at > 0 && new[at].0 && new[at - 1].0;
            if insert && !inside {
                new.insert(at, (false, format!("// put in as number {n}\n")));
            } else if !insert && !new[at].0 {
                new.remove(at);
            }
        }
        let old = file(old.concat());
        let now = file(new.iter().map(|(_, line)| line.as_str()).collect::<String>());
        let noted = lines(start as u32 + 1, (start + len) as u32);
        let found = relocate(&anchor(&old, noted), keeps_old.then_some(&*old), &now, blob(2));

        let first = new.iter().position(|(noted, _)| *noted).unwrap() as u32 + 1;
        let here = lines(first, first + len as u32 - 1);
        let expected = if here == noted { Relocation::Exact(here) } else { Relocation::Moved(here) };
        let around = |text: &FileText, here| { let (_, before, after) = anchor_text(text, here); [before, after] };
        let beside = around(&old, noted).iter().zip(around(&now, here)).any(|(then, now)| *then == now);
        // Between other lines, and with nothing to compare with, it may be a copy: that is said.
        let expected = if keeps_old || beside { expected } else { Relocation::Edited(here) };
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn an_anchor_never_lands_on_other_text_unmarked(
        old in repetitive(), now in repetitive(), at in 0u32..40, len in 0u32..3, keeps_old in any::<bool>(),
    ) {
        let (old, now) = (file(old), file(now));
        prop_assume!(!old.is_empty());
        let at = at % old.len();
        let len = len.min(old.len() - 1 - at);
        let noted = lines(at + 1, at + len + 1);
        match relocate(&anchor(&old, noted), keeps_old.then_some(&*old), &now, blob(2)) {
            Relocation::Exact(here) | Relocation::Moved(here) => {
                prop_assert_eq!(here.last - here.first, len);
                for offset in 0..=len {
                    prop_assert_eq!(old.line(at + offset), now.line(here.first - 1 + offset));
                }
            }
            Relocation::Edited(here) => prop_assert!(1 <= here.first && here.last <= now.len()),
            Relocation::Gone => {}
        }
    }

    #[test]
    fn evidence_stands_exactly_while_its_lines_do(at in 0usize..20, edit in 0usize..20, insert in any::<bool>()) {
        let old = numbered(20);
        let mut new = old.clone();
        if insert {
            new.insert(edit, "audit(key);\n".to_owned());
        } else {
            new[edit] = "audit(key);\n".to_owned();
        }
        let evidence = at..(at + 3).min(20);
        let broken = evidence.contains(&edit) && (!insert || edit > at);
        let range = lines(evidence.start as u32 + 1, evidence.end as u32);
        prop_assert_eq!(unchanged(&file(old.concat()), &file(new.concat()), &[range]), !broken);
    }
}

#[test]
fn line_ends_and_a_missing_final_newline_are_differences() {
    assert_eq!(diff("a\nb\n", "a\r\nb\n").changes.len(), 1);
    assert_eq!(diff("a\nb\n", "a\nb").changes.len(), 1);
    assert_eq!(diff("", "\n").changes.len(), 1);
    assert!(diff("a\nb", "a\nb").hunks.is_empty());
}

#[test]
fn changes_six_equal_lines_apart_are_one_hunk_and_seven_apart_are_two() {
    let with_gap = |gap: usize| {
        let equal = numbered(gap).concat();
        diff(format!("one\n{equal}two\n"), format!("ONE\n{equal}TWO\n"))
            .hunks
            .len()
    };
    assert_eq!((with_gap(6), with_gap(7)), (1, 2));
}

#[test]
fn a_hunk_keeps_its_digest_when_lines_above_move_it() {
    let body = numbered(30);
    let edited = |line: &str| [&body[..15].concat(), line, &body[16..].concat()].concat();
    let before = diff(body.concat(), edited("changed\n"));
    let above = "use std::fmt;\n".repeat(9);
    let after = diff(
        format!("{above}{}", body.concat()),
        format!("{above}{}", edited("changed\n")),
    );
    assert_eq!(before.hunks[0].digest, after.hunks[0].digest);
    assert_ne!(before.hunks[0].new, after.hunks[0].new);

    let other = diff(body.concat(), edited("changed otherwise\n"));
    assert_ne!(before.hunks[0].digest, other.hunks[0].digest);
    let elsewhere = text(
        &RepoPath::from("src/other.rs"),
        before.old.clone(),
        before.new.clone(),
    );
    assert_ne!(before.hunks[0].digest, elsewhere.hunks[0].digest);
}

#[test]
fn hunks_with_the_same_lines_in_one_file_are_told_apart() {
    let apart = numbered(20).concat();
    let diff = diff(
        format!("x\n{apart}x\n{apart}x\n"),
        format!("y\n{apart}y\n{apart}y\n"),
    );
    let mut digests: Vec<_> = diff.hunks.iter().map(|hunk| hunk.digest).collect();
    digests.sort();
    digests.dedup();
    assert_eq!(digests.len(), 3);
}

#[test]
fn an_added_function_is_one_change_from_its_first_line_to_its_last() {
    let function = |name: &str| format!("fn {name}() {{\n    step();\n}}\n\n");
    let old = [function("one"), function("three")].concat();
    let new = [function("one"), function("two"), function("three")].concat();
    let diff = diff(old, new);
    assert_eq!(diff.changes.len(), 1);
    assert_eq!(diff.new.line(diff.changes[0].new.start), b"fn two() {");
}

#[test]
fn the_heading_is_the_last_line_above_that_starts_a_word() {
    let source = file("impl Store {\n    fn refund() {\n\n        let a = 1;\n}\n$macro\n9\n");
    assert_eq!(heading(&source, 4), Some(0));
    assert_eq!(heading(&source, 7), Some(5));
    assert_eq!(heading(&source, 99), Some(5));
    assert_eq!(heading(&source, 0), None);
    let far = file(format!("fn main() {{\n{}", "    step();\n".repeat(3_000)));
    assert_eq!(heading(&far, 1_000), Some(0));
    assert_eq!(heading(&far, 3_000), None);
}

#[test]
fn long_texts_are_compared_as_well_as_short_ones() {
    let old = numbered(30_000);
    let mut new = old.clone();
    for at in (7..30_000).step_by(211) {
        new[at] = format!("// replaced {at}\n");
    }
    new.drain(9_000..9_004);
    new.insert(20_000, "inserted\n".to_owned());
    let diff = diff(old.concat(), new.concat());
    assert_sound(&diff);
    assert_eq!(diff.deletions(), 143 + 4);
    assert_eq!(diff.insertions(), 143 + 1);
}

#[test]
fn hostile_texts_are_compared_in_bounded_time() {
    // Every other line replaced: quadratic for a plain histogram diff.
    let alternating = |word: &str| -> String {
        (0..30_000)
            .map(|n| {
                if n % 2 == 0 {
                    format!("kept {n}\n")
                } else {
                    format!("{word} {n}\n")
                }
            })
            .collect()
    };
    let replaced = diff(alternating("old"), alternating("new"));
    assert_sound(&replaced);
    assert_eq!(replaced.changes.len(), 15_000);

    let empty = "\n".repeat(300_000);
    let longer = diff(&empty, format!("{empty}\n"));
    assert_eq!((longer.insertions(), longer.deletions()), (1, 0));
    assert_sound(&diff(&empty, "x\n\n".repeat(100_000)));
    assert_sound(&diff(
        "same\n".repeat(200_000),
        "same\nother\n".repeat(20_000),
    ));

    let line = |byte: u8| vec![byte; 1_000_000];
    assert_eq!(diff(line(b'\r'), line(b' ')).changes.len(), 1);
}
