//! The work of comparing many versions is bounded; what was not compared is known.

use super::{list, told};
use snaglist::lineage::{LineageWork, step_far_within, step_within};

const OLD: [&str; 2] = ["AC-1: Files are read", "AC-2: Files are written"];
const NEW: [&str; 2] = ["AC-1: Files are read", "AC-2: Some files are written"];
/// One step for each criterion of both, and eight for each text that changed.
const STEPS: usize = 4 + 2 * 8;

#[test]
fn versions_are_compared_in_full_or_not_at_all_where_each_is_one_step() {
    for (steps, is_whole) in [(STEPS, true), (STEPS - 1, false)] {
        let mut work = LineageWork::new(steps);
        let found = step_within(&list(&OLD), &list(&NEW), &mut work);
        assert_eq!((found.is_some(), work.is_cut()), (is_whole, !is_whole));
    }
}

#[test]
fn of_versions_far_apart_equal_texts_are_found_with_less_work() {
    let is_reworded = |steps: usize| {
        let mut work = LineageWork::new(steps);
        let found = step_far_within(&list(&OLD), &list(&NEW), &mut work)?;
        let rows = told(&found);
        assert_eq!(rows[0], "AC-1 -> AC-1: same, certain");
        let is_reworded = rows[1].starts_with("AC-2 -> AC-2: reworded");
        assert_eq!(work.is_cut(), !is_reworded, "{rows:?}");
        Some(is_reworded)
    };
    assert_eq!(is_reworded(STEPS), Some(true));
    assert_eq!(is_reworded(STEPS - 1), Some(false));
    assert_eq!(is_reworded(4), Some(false));
    assert_eq!(is_reworded(3), None);
}

#[test]
fn what_one_comparison_took_is_not_there_for_the_next() {
    let mut work = LineageWork::new(2 * STEPS - 1);
    let mut compares = || step_within(&list(&OLD), &list(&NEW), &mut work).is_some();
    assert_eq!((compares(), compares()), (true, false));
}
