//! Which lines the rows show: each once, on its side, wrapped, with its threads below it.

use std::collections::BTreeSet;

use proptest::prelude::*;
use snaglist::app::screens::review::rows::{
    Row, RowAnchor, RowKind, RowPlace, Rows, Section, ThreadAt,
};
use snaglist::diff::CONTEXT;
use snaglist::model::change::Side;
use snaglist::model::index::SectionIndex;

use super::{FIRST, SIDES, changed, file, folded, is_ascending, shown};

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_changed_line_is_shown_once_and_no_line_twice(file in file(), split: bool) {
        let section = file.section(split);
        let text = file.text();
        for side in SIDES {
            let lines = shown(&section, side);
            prop_assert!(is_ascending(&lines), "{side:?}: {lines:?}");
            let lines: BTreeSet<u32> = lines.into_iter().collect();
            for hunk in 0..text.hunks.len() as u32 {
                for line in changed(text, hunk, side) {
                    prop_assert_eq!(lines.contains(&line), file.shows(hunk), "hunk {}, {:?} line {}", hunk, side, line);
                }
            }
        }
        // Three lines of context around each hunk, as the hunk itself says.
        let new: BTreeSet<u32> = shown(&section, Side::New).into_iter().collect();
        for (hunk, found) in text.hunks.iter().enumerate().filter(|(hunk, _)| file.shows(*hunk as u32)) {
            prop_assert!(found.new.clone().all(|line| new.contains(&line)), "context of hunk {}", hunk);
        }
    }

    #[test]
    fn what_is_hidden_and_what_is_shown_are_the_whole_file(file in file(), split: bool) {
        let section = file.section(split);
        if file.text().changes.is_empty() {
            return Ok(());
        }
        let gaps = section.rows.iter().filter_map(|row| match row.kind {
            RowKind::Gap { lines, heading } => Some((row, lines, heading)),
            _ => None,
        });
        let mut hidden = 0;
        for (row, lines, heading) in gaps {
            prop_assert!(lines > 0);
            prop_assert!(heading.is_none_or(|heading| heading < row.new + lines), "the heading stands above what follows");
            hidden += lines;
        }
        let new = shown(&section, Side::New).len() as u32;
        prop_assert_eq!(hidden + new, file.text().new.len());
        if file.only.is_none() {
            let old = shown(&section, Side::Old).len() as u32;
            prop_assert_eq!(hidden + old, file.text().old.len(), "what is hidden is unchanged");
        }
    }

    #[test]
    fn both_layouts_show_the_same_lines_and_find_each_others(file in file()) {
        let layouts = [false, true].map(|split| Rows::new(vec![Section::default(), file.section(split)]));
        for side in SIDES {
            let [unified, split] = layouts.each_ref().map(|rows| shown(rows.section(FIRST).unwrap(), side));
            prop_assert_eq!(unified, split, "{:?}", side);
        }
        for (from, to) in [(0, 1), (1, 0)] {
            for row in 0..layouts[from].len() {
                let anchor = layouts[from].anchor(row).unwrap();
                let there = layouts[to].row_of(&anchor).unwrap();
                let found = layouts[to].get(there).unwrap().1;
                match anchor.place {
                    RowPlace::Line { side, line, .. } => prop_assert_eq!(found.line(side), Some(line)),
                    place => prop_assert_eq!(found.place(), place),
                }
            }
        }
    }

    #[test]
    fn a_thread_stands_right_below_its_line(file in file(), split: bool) {
        let section = file.section(split);
        if file.text().changes.is_empty() {
            prop_assert_eq!(section.threads.len(), file.threads.len());
            return Ok(());
        }
        for thread in &file.threads {
            let rows: Vec<usize> = (0..section.rows.len())
                .filter(|row| matches!(section.rows[*row].kind, RowKind::Thread { thread: shown, .. } if shown == thread.thread))
                .collect();
            let ThreadAt::Line { side, line } = thread.at else {
                prop_assert_eq!(rows.len(), usize::from(thread.rows));
                let is_thread = |row: &Row| matches!(row.kind, RowKind::Thread { .. });
                prop_assert!(section.rows[1 + usize::from(file.headed)..rows[0]].iter().all(is_thread), "right below the header");
                continue;
            };
            let hidden = (0..file.text().hunks.len() as u32)
                .any(|hunk| !file.shows(hunk) && changed(file.text(), hunk, side).any(|changed| changed == line));
            if hidden {
                prop_assert!(rows.is_empty());
                continue;
            }
            prop_assert_eq!(rows.len(), usize::from(thread.rows), "{:?}", thread);
            prop_assert!(section.threads.contains(&(rows[0] as u32, thread.thread)));
            let above = section.rows[..rows[0]].iter().rev();
            let line_above = above.clone().find(|row| !matches!(row.kind, RowKind::Thread { .. })).unwrap();
            prop_assert_eq!(line_above.line(side), Some(line));
            // Its neighbours are there too, so that the note can be understood.
            let lines = shown(&section, Side::New);
            if side == Side::New && file.only.is_none() {
                let around = line.saturating_sub(CONTEXT)..(line + CONTEXT + 1).min(file.text().new.len());
                for line in around {
                    prop_assert!(lines.contains(&line), "{} around {:?}", line, thread);
                }
            }
        }
        prop_assert_eq!(section.threads.iter().map(|(row, _)| *row).collect::<BTreeSet<_>>().len(), section.threads.len());
    }

    #[test]
    fn a_wrapped_line_takes_the_rows_it_needs(file in file(), split: bool) {
        let section = file.section(split);
        let Some(width) = file.wrap else {
            let is_rest = |row: &Row| matches!(row.kind, RowKind::Line { part: 1.., .. });
            prop_assert!(!section.rows.iter().any(is_rest));
            return Ok(());
        };
        for side in SIDES {
            for line in shown(&section, side) {
                let parts = section.rows.iter().filter(|row| row.line(side) == Some(line)).count();
                let shown = snaglist::safe::line(file.text().text(side).line(line), 4);
                prop_assert!(parts >= shown.rows(width).count());
                prop_assert!(split || parts == shown.rows(width).count());
            }
        }
    }
}

#[test]
fn a_folded_file_is_its_header_alone() {
    let section = folded(false);
    assert_eq!(
        section.rows.iter().map(|row| row.kind).collect::<Vec<_>>(),
        [RowKind::File]
    );
    assert!(section.threads.is_empty() && section.hunks.is_empty());
}

#[test]
fn no_rows_at_all_are_no_trouble() {
    let rows = Rows::default();
    assert!(rows.is_empty());
    assert_eq!(
        (rows.anchor(0), rows.get(0), rows.hunk_at(0)),
        (None, None, None)
    );
    for forward in [true, false] {
        assert_eq!(
            (rows.jump_hunk(0, forward), rows.jump_thread(0, forward)),
            (None, None)
        );
        assert_eq!(rows.jump_section(0, forward), None);
    }
    let anchor = RowAnchor {
        section: SectionIndex::new(3),
        place: RowPlace::File,
    };
    assert_eq!(rows.row_of(&anchor), None);
}
