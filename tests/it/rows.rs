//! The rows of the diff pane: whatever the texts, notes and filters, each line stands where it
//! should.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use proptest::prelude::*;
use snaglist::app::screens::review::rows::{
    NO_HUNK, PlacedThread, Row, RowAnchor, RowKind, RowOptions, RowPlace, RowSides, Rows, Section,
    SectionInput, ThreadAt, build_cover, build_file,
};
use snaglist::diff::{self, CONTEXT};
use snaglist::model::change::{FileDiff, FileText, Side, TextDiff};
use snaglist::model::text::RepoPath;

const SIDES: [Side; 2] = [Side::Old, Side::New];

/// One file as the rows are built from it.
#[derive(Clone, Debug)]
struct File {
    diff: FileDiff,
    headed: bool,
    folded: bool,
    only: Option<Vec<u32>>,
    revealed: Vec<Range<u32>>,
    unclear: u16,
    threads: Vec<PlacedThread>,
    wrap: Option<u16>,
}

impl File {
    fn text(&self) -> &TextDiff {
        self.diff.as_text().expect("these are all texts")
    }

    fn section(&self, split: bool) -> Section {
        build_file(&SectionInput {
            headed: self.headed,
            diff: Some(&self.diff),
            folded: self.folded,
            only: self.only.as_deref(),
            revealed: &self.revealed,
            unclear: self.unclear,
            threads: &self.threads,
            layout: RowOptions {
                split,
                wrap: self.wrap,
                tab: 4,
            },
        })
    }

    fn shows(&self, hunk: u32) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(&hunk))
    }
}

fn lines() -> impl Strategy<Value = Vec<&'static str>> {
    // Few different ones, so that equal lines stand in several places.
    let line = prop_oneof![
        4 => Just("a\n"),
        3 => Just("}\n"),
        2 => Just("    let some = value;\n"),
        2 => Just("fn heading() {\n"),
        1 => Just("\n"),
        1 => Just("a line that is longer than any pane that the tests make and so wraps, once or twice\n"),
        1 => Just("\twide 漢字漢字漢字漢字漢字漢字漢字漢字\t\x1b[31m\r\n"),
    ];
    prop::collection::vec(line, 0..70)
}

/// A new text made from an old one: some stretches removed, some put in.
fn texts() -> impl Strategy<Value = (String, String)> {
    let edits = prop::collection::vec(
        (
            0..70_usize,
            0..5_usize,
            prop::collection::vec("[b-d]{1,3}\n", 0..4),
        ),
        0..7,
    );
    (lines(), edits, any::<bool>(), any::<bool>()).prop_map(|(old, edits, bare, unrelated)| {
        let mut new: Vec<String> = old.iter().map(ToString::to_string).collect();
        for (at, removed, added) in edits {
            let at = at.min(new.len());
            let end = (at + removed).min(new.len());
            new.splice(at..end, added);
        }
        if unrelated && new.len() > 30 {
            new.reverse();
        }
        let (mut old, mut new) = (old.concat(), new.concat());
        if bare {
            old.truncate(old.trim_end().len());
            new.truncate(new.trim_end().len());
        }
        (old, new)
    })
}

fn file() -> impl Strategy<Value = File> {
    let threads = prop::collection::vec((0..4_u8, 0..80_u32, 1..4_u16), 0..6);
    let revealed = prop::collection::vec((0..80_u32, 1..25_u32), 0..4);
    let only = prop::option::weighted(0.3, any::<u8>());
    let wrap = prop::option::of(10..60_u16);
    let headed = (any::<bool>(), 0..3_u16);
    (texts(), threads, revealed, only, wrap, headed).prop_map(
        |((old, new), threads, revealed, only, wrap, (headed, unclear))| {
            let text = |content: String| Arc::new(FileText::new(content.into_bytes()));
            let diff = diff::text(&RepoPath::from("src/a.rs"), text(old), text(new));
            let threads = threads
                .into_iter()
                .enumerate()
                .map(|(index, (place, line, rows))| {
                    let (side, len) = match place {
                        0 => (Side::Old, diff.old.len()),
                        _ => (Side::New, diff.new.len()),
                    };
                    let at = match line.checked_rem(len) {
                        Some(line) if place < 3 => ThreadAt::Line { side, line },
                        _ => ThreadAt::Top,
                    };
                    PlacedThread {
                        thread: index as u32,
                        at,
                        rows,
                    }
                });
            let threads = threads.collect();
            let bits = |bits: u8| {
                (0..diff.hunks.len() as u32).filter(move |hunk| bits >> (hunk % 8) & 1 == 1)
            };
            File {
                only: only.map(|only| bits(only).collect()),
                revealed: revealed
                    .into_iter()
                    .map(|(start, len)| start..start + len)
                    .collect(),
                threads,
                wrap,
                unclear,
                headed,
                folded: false,
                diff: FileDiff::Text(diff),
            }
        },
    )
}

/// Every line shown on a side, in order; a wrapped one once.
fn shown(section: &Section, side: Side) -> Vec<u32> {
    let first = |row: &&Row| matches!(row.kind, RowKind::Line { part: 0, .. });
    section
        .rows
        .iter()
        .filter(first)
        .filter_map(|row| row.line(side))
        .collect()
}

fn is_ascending(lines: &[u32]) -> bool {
    lines.windows(2).all(|pair| pair[0] < pair[1])
}

/// The lines of a side that one hunk's changes take away or bring.
fn changed(text: &TextDiff, hunk: u32, side: Side) -> impl Iterator<Item = u32> {
    let changes = text.hunks[hunk as usize].changes.clone();
    text.changes[changes.start as usize..changes.end as usize]
        .iter()
        .flat_map(move |change| match side {
            Side::Old => change.old.clone(),
            Side::New => change.new.clone(),
        })
}

/// The cover and some files: one folded, one not read, some left out by a filter.
fn all(files: &[File], split: bool) -> Rows {
    let cover = build_cover(
        3,
        &[PlacedThread {
            thread: 100,
            at: ThreadAt::Top,
            rows: 2,
        }],
    );
    let files = files.iter().map(|file| file.section(split));
    let mut sections: Vec<Section> = std::iter::once(cover).chain(files).collect();
    sections.insert(1, folded(split));
    // Not read yet.
    let unread = SectionInput {
        headed: true,
        diff: None,
        folded: false,
        only: None,
        revealed: &[],
        unclear: 0,
        threads: &[PlacedThread {
            thread: 101,
            at: ThreadAt::Line {
                side: Side::New,
                line: 7,
            },
            rows: 1,
        }],
        layout: RowOptions {
            split,
            wrap: None,
            tab: 4,
        },
    };
    sections.push(build_file(&unread));
    // Left out by a filter.
    (1..=sections.len())
        .rev()
        .step_by(2)
        .for_each(|at| sections.insert(at, Section::default()));
    Rows::new(sections)
}

fn folded(split: bool) -> Section {
    build_file(&SectionInput {
        headed: false,
        diff: None,
        folded: true,
        only: None,
        revealed: &[],
        unclear: 0,
        threads: &[PlacedThread {
            thread: 102,
            at: ThreadAt::Top,
            rows: 1,
        }],
        layout: RowOptions {
            split,
            wrap: None,
            tab: 4,
        },
    })
}

/// Where repeated jumps from `from` on lead.
fn visited(rows: &Rows, from: usize, jump: impl Fn(&Rows, usize) -> Option<usize>) -> Vec<usize> {
    let mut at = from;
    let mut visited = Vec::new();
    while let Some(next) = jump(rows, at) {
        visited.push(next);
        at = next;
        assert!(
            visited.len() <= rows.len(),
            "jumping goes round in circles: {visited:?}"
        );
    }
    visited
}

fn places(rows: &Rows, is: impl Fn(usize, &Section, usize) -> bool) -> Vec<usize> {
    let sections =
        (0..rows.section_count()).filter_map(|index| Some((index, rows.section(index)?)));
    sections
        .flat_map(|(index, section)| {
            let places = (0..section.rows.len()).filter(|row| is(index, section, *row));
            places
                .map(|row| rows.start(index) + row)
                .collect::<Vec<_>>()
        })
        .collect()
}

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
            prop_assert!(heading == u32::MAX || heading < row.new + lines, "the heading stands above what follows");
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
    fn a_row_is_found_again_by_what_it_is_about(files in prop::collection::vec(file(), 1..4), split: bool) {
        let rows = all(&files, split);
        for row in 0..rows.len() {
            let anchor = rows.anchor(row).unwrap();
            prop_assert_eq!(rows.row_of(&anchor), Some(row), "{:?}", anchor);
        }
        prop_assert_eq!(rows.anchor(rows.len()), None);
        for section in 0..rows.section_count() {
            let rows = &rows.section(section).unwrap().rows;
            for pair in rows.windows(2) {
                prop_assert!(pair[0].old <= pair[1].old && pair[0].new <= pair[1].new, "{:?}", pair);
            }
        }
    }

    #[test]
    fn both_layouts_show_the_same_lines_and_find_each_others(file in file()) {
        let layouts = [false, true].map(|split| Rows::new(vec![Section::default(), file.section(split)]));
        for side in SIDES {
            let [unified, split] = layouts.each_ref().map(|rows| shown(rows.section(1).unwrap(), side));
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
    fn any_line_leads_to_its_row_or_to_the_gap_that_hides_it(file in file(), split: bool, line in 0..90_u32, other in 0..90_u32) {
        let rows = Rows::new(vec![Section::default(), file.section(split)]);
        for side in SIDES {
            let place = RowPlace::Line { side, line, other, part: 0 };
            let row = rows.row_of(&RowAnchor { section: 1, place }).unwrap();
            let (_, found) = rows.get(row).unwrap();
            if shown(rows.section(1).unwrap(), side).contains(&line) {
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
            if hunk == NO_HUNK {
                prop_assert_eq!(kind, RowSides::Context);
                continue;
            }
            prop_assert!(file.shows(hunk));
            prop_assert_eq!(rows.hunk_at(row), Some((section, hunk)));
            for side in SIDES {
                let range = if side == Side::Old { &text.hunks[hunk as usize].old } else { &text.hunks[hunk as usize].new };
                prop_assert!(found.line(side).is_none_or(|line| range.contains(&line)), "{:?} {:?}", found, range);
            }
        }
        for hunk in 0..text.hunks.len() as u32 {
            let row = rows.row_of_hunk(1, hunk);
            prop_assert_eq!(row.is_some(), file.shows(hunk));
            prop_assert!(row.is_none_or(|row| rows.hunk_at(row) == Some((1, hunk))));
        }
    }

    #[test]
    fn another_section_in_place_of_one_leaves_the_others_alone(
        files in prop::collection::vec(file(), 1..4), with in file(), at in 0..6_usize, split: bool,
    ) {
        let before = all(&files, split);
        let mut after = before.clone();
        let at = at % before.section_count();
        after.replace(at, with.section(split));
        prop_assert_eq!(after.section_count(), before.section_count());
        for section in (0..before.section_count()).filter(|section| *section != at) {
            prop_assert_eq!(after.section(section), before.section(section));
        }
        let sections = (0..after.section_count()).map(|section| after.section(section).unwrap().clone());
        prop_assert_eq!(&after, &Rows::new(sections.collect()), "as if built so from the start");
        after.replace(after.section_count(), Section::default());
        prop_assert_eq!(after.section_count(), before.section_count());
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
        section: 3,
        place: RowPlace::File,
    };
    assert_eq!(rows.row_of(&anchor), None);
}
