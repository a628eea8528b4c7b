//! Rows built on a diff in which some white space does not count.

use proptest::prelude::*;
use snaglist::app::screens::review::rows::{RowKind, RowOptions, SectionInput, build_file};
use snaglist::diff::{DiffOptions, Whitespace, ignoring};
use snaglist::model::change::FileDiff;

use super::{diff, repetitive};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn positions_never_decrease_and_end_where_the_texts_do(
        old in repetitive(), new in repetitive(), ignore_blank_lines in any::<bool>(), split in any::<bool>(),
    ) {
        let options = DiffOptions { whitespace: Whitespace::IgnoreAll, ignore_blank_lines };
        let found = ignoring(&diff(old, new), options);
        let ends = (found.old.len(), found.new.len());
        let loud: Vec<u32> = (0..found.hunks.len() as u32).filter(|hunk| !found.is_quiet(*hunk)).collect();
        let is_empty = (0..found.changes.len() as u32).all(|change| found.is_ignored(change));
        let diff = FileDiff::Text(found);
        let layout = RowOptions { split, wrap: None, tab: 4 };
        let input =
            SectionInput { headed: false, diff: Some(&diff), folded: false, only: None, revealed: &[], unclear: 0, threads: &[], layout };
        let section = build_file(&input);
        for two in section.rows.windows(2) {
            prop_assert!(two[0].old <= two[1].old && two[0].new <= two[1].new);
        }
        let last = section.rows[section.rows.len() - 1];
        prop_assert_eq!((last.old, last.new), if is_empty { (0, 0) } else { ends });
        let hunks: Vec<u32> = section.hunks.iter().map(|(_, hunk)| *hunk).collect();
        prop_assert_eq!(hunks, loud);
        // What is shown and what the gaps hide is all there is.
        let hidden: u32 = section.rows.iter().map(|row| match row.kind {
            RowKind::Gap { lines, .. } => lines,
            _ => 0,
        }).sum();
        let shown = section.rows.iter().filter(|row| row.line(snaglist::model::change::Side::New).is_some()).count();
        if !is_empty {
            prop_assert_eq!(shown as u32 + hidden, ends.1);
        }
    }
}
