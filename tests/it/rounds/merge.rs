//! Merging two changes of a text, line by line.

use std::sync::Arc;

use snaglist::model::change::FileText;
use snaglist::rounds::merge;

fn file(text: &str) -> Arc<FileText> {
    Arc::new(FileText::new(text.as_bytes().to_vec()))
}

/// The merged text, and its conflicts.
fn merged(ancestor: &str, ours: &str, theirs: &str, hint: &str) -> (String, usize) {
    let merged = merge(&file(ancestor), &file(ours), &file(theirs), &file(hint));
    let text = String::from_utf8(merged.text.bytes().to_vec()).unwrap();
    (text, merged.conflicts.len())
}

fn clean(text: &str) -> (String, usize) {
    (text.to_owned(), 0)
}

#[test]
fn changes_apart_are_both_taken() {
    let found = merged("1\n2\n3\n4\n5\n", "1\nb\n3\n4\n5\n", "1\n2\n3\nr\n5\n", "");
    assert_eq!(found, clean("1\nb\n3\nr\n5\n"));
}

#[test]
fn changes_that_touch_are_both_taken() {
    // git calls this a conflict; each line was changed by one side only.
    let found = merged("1\n2\n3\n4\n", "1\nb\n3\n4\n", "1\n2\nr\n4\n", "");
    assert_eq!(found, clean("1\nb\nr\n4\n"));
    // Inserted right before a replaced line.
    let found = merged("1\n2\n3\n", "1\nnew\n2\n3\n", "1\nr\n3\n", "");
    assert_eq!(found, clean("1\nnew\nr\n3\n"));
}

#[test]
fn the_same_change_is_taken_once() {
    let found = merged("1\n2\n3\n", "1\nsame\n3\n", "1\nsame\n3\n", "");
    assert_eq!(found, clean("1\nsame\n3\n"));
    assert_eq!(merged("1\n2\n3\n", "1\n3\n", "3\n", ""), clean("3\n"));
}

#[test]
fn lines_inserted_at_one_place_come_as_the_new_round_has_them() {
    let (ancestor, ours, theirs) = ("1\n2\n", "1\nbase\n2\n", "1\nround\n2\n");
    let hint = "1\nround\nbase\n2\n";
    assert_eq!(merged(ancestor, ours, theirs, hint), clean(hint));
    let hint = "1\nbase\nround\n2\n";
    assert_eq!(merged(ancestor, ours, theirs, hint), clean(hint));
    // Without an answer the base's come first.
    assert_eq!(merged(ancestor, ours, theirs, ""), clean(hint));
}

#[test]
fn the_same_lines_changed_in_two_ways_are_a_conflict_with_the_lines_of_both() {
    let found = merged("1\n2\n3\n", "1\nbase\n3\n", "1\nround\n3\n", "");
    assert_eq!(found, ("1\nbase\nround\n3\n".to_owned(), 1));
    // What both begin or end with is in it once, and no part of the conflict.
    let found = merged("1\n2\n3\n", "1\nsame\nbase\n3\n", "1\nsame\nround\n3\n", "");
    assert_eq!(found, ("1\nsame\nbase\nround\n3\n".to_owned(), 1));
    // One deletes what the other changes.
    let found = merged("1\n2\n3\n4\n", "1\n4\n", "1\n2\nround\n4\n", "");
    assert_eq!(found, ("1\nround\n4\n".to_owned(), 1));
}

#[test]
fn a_last_line_without_its_end_stays_a_line() {
    assert_eq!(
        merged("1\n2", "0\n1\n2", "1\n2\n3\n", ""),
        clean("0\n1\n2\n3\n")
    );
    assert_eq!(merged("", "base", "round\n", ""), clean("base\nround\n"));
    assert_eq!(
        merged("1\n2", "0\n1\n2", "1\nround", ""),
        clean("0\n1\nround")
    );
}
