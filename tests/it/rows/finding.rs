//! Finding rows: by what they are about, by lines, by jumps from one to the next.

use proptest::prelude::*;
use snaglist::app::screens::review::rows::{
    Row, RowAnchor, RowKind, RowPlace, RowSides, Rows, Section,
};
use snaglist::model::change::Side;
use snaglist::model::index::SectionIndex;

use super::{FIRST, SIDES, all, file, places, shown, visited};

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_row_is_found_again_by_what_it_is_about(files in prop::collection::vec(file(), 1..4), split: bool) {
        let rows = all(&files, split);
        for row in 0..rows.len() {
            let anchor = rows.anchor(row).unwrap();
            prop_assert_eq!(rows.row_of(&anchor), Some(row), "{:?}", anchor);
        }
        prop_assert_eq!(rows.anchor(rows.len()), None);
        for section in rows.sections() {
            let rows = &rows.section(section).unwrap().rows;
            for pair in rows.windows(2) {
                prop_assert!(pair[0].old <= pair[1].old && pair[0].new <= pair[1].new, "{:?}", pair);
            }
        }
    }

    #[test]
    fn any_line_leads_to_its_row_or_to_the_gap_that_hides_it(file in file(), split: bool, line in 0..90_u32, other in 0..90_u32) {
        let rows = Rows::new(vec![Section::default(), file.section(split)]);
        for side in SIDES {
            let place = RowPlace::Line { side, line, other, part: 0 };
            let row = rows.row_of(&RowAnchor { section: FIRST, place }).unwrap();
            let (_, found) = rows.get(row).unwrap();
            if shown(rows.section(FIRST).unwrap(), side).contains(&line) {
                prop_assert_eq!(found.line(side), Some(line));
            } else if line < file.text().text(side).len() && !file.text().changes.is_empty() {
                // What a filter leaves out of the old side alone leaves no gap.
                if side == Side::Old && file.only.is_some() {
                    continue;
                }
                let RowKind::Gap { lines, .. } = found.kind else {
                    return Err(TestCaseError::fail(format!("{side:?} {line}: {found:?}")));
                };
                let first = if side == Side::New { found.new } else { found.old };
                prop_assert!((first..first + lines).contains(&line), "{:?} {}: {:?}", side, line, found);
            }
        }
    }

    #[test]
    fn jumps_visit_everything_once_in_both_directions(files in prop::collection::vec(file(), 1..4), split: bool) {
        let rows = all(&files, split);
        let hunks = places(&rows, |index, section, row| {
            let changed = |row: &Row| match row.kind {
                RowKind::Line { kind, hunk, .. } if kind != RowSides::Context => Some((index, hunk)),
                _ => None,
            };
            let this = changed(&section.rows[row]);
            this.is_some() && section.rows[..row].iter().all(|before| changed(before) != this)
        });
        let threads = places(&rows, |_, section, row| matches!(section.rows[row].kind, RowKind::Thread { part: 0, .. }));
        let headers = places(&rows, |_, section, row| section.rows[row].kind == RowKind::File);
        type Jump = fn(&Rows, usize, bool) -> Option<usize>;
        let all: [(Vec<usize>, Jump); 3] =
            [(hunks, Rows::jump_hunk), (threads, Rows::jump_thread), (headers, Rows::jump_section)];
        let last = rows.len() - 1;
        for (wanted, jump) in all {
            prop_assert_eq!(&visited(&rows, 0, |rows, row| jump(rows, row, true)), &wanted);
            let mut back = visited(&rows, last, |rows, row| jump(rows, row, false));
            back.reverse();
            // The way back by files ends at the cover.
            prop_assert_eq!(back.strip_prefix(&[0]).unwrap_or(&back), wanted.as_slice());
        }
    }

    #[test]
    fn every_row_knows_the_hunk_it_belongs_to(file in file(), split: bool) {
        let rows = Rows::new(vec![Section::default(), file.section(split)]);
        let text = file.text();
        for row in 0..rows.len() {
            let (section, found) = rows.get(row).unwrap();
            let RowKind::Line { kind, hunk, .. } = found.kind else { continue };
            let Some(hunk) = hunk else {
                prop_assert_eq!(kind, RowSides::Context);
                continue;
            };
            prop_assert!(file.shows(hunk));
            prop_assert_eq!(rows.hunk_at(row), Some((section, hunk)));
            for side in SIDES {
                let range = if side == Side::Old { &text.hunks[hunk as usize].old } else { &text.hunks[hunk as usize].new };
                prop_assert!(found.line(side).is_none_or(|line| range.contains(&line)), "{:?} {:?}", found, range);
            }
        }
        for hunk in 0..text.hunks.len() as u32 {
            let row = rows.row_of_hunk(FIRST, hunk);
            prop_assert_eq!(row.is_some(), file.shows(hunk));
            prop_assert!(row.is_none_or(|row| rows.hunk_at(row) == Some((FIRST, hunk))));
        }
    }

    #[test]
    fn another_section_in_place_of_one_leaves_the_others_alone(
        files in prop::collection::vec(file(), 1..4), with in file(), at in 0..6_usize, split: bool,
    ) {
        let before = all(&files, split);
        let mut after = before.clone();
        let at = SectionIndex::new(at % before.sections().len());
        after.replace(at, with.section(split));
        prop_assert_eq!(after.sections(), before.sections());
        for section in before.sections().filter(|section| *section != at) {
            prop_assert_eq!(after.section(section), before.section(section));
        }
        let sections = after.sections().map(|section| after.section(section).unwrap().clone());
        prop_assert_eq!(&after, &Rows::new(sections.collect()), "as if built so from the start");
        after.replace(SectionIndex::new(after.sections().len()), Section::default());
        prop_assert_eq!(after.sections(), before.sections());
    }
}
