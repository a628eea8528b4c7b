//! The rows of the diff pane: whatever the texts, notes and filters, each line stands where it
//! should.

mod finding;
mod lines;

use std::ops::Range;
use std::sync::Arc;

use proptest::prelude::*;
use snaglist::app::screens::review::rows::{
    PlacedThread, Row, RowKind, RowOptions, Rows, Section, SectionInput, ThreadAt, build_cover,
    build_file,
};
use snaglist::diff::{self};
use snaglist::model::change::{FileDiff, FileText, Side, TextDiff};
use snaglist::model::index::{FileIndex, SectionIndex};
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
/// The section of the first file.
const FIRST: SectionIndex = FileIndex::new(0).section();

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

fn places(rows: &Rows, is: impl Fn(SectionIndex, &Section, usize) -> bool) -> Vec<usize> {
    let sections = rows.sections();
    let sections = sections.filter_map(|index| Some((index, rows.section(index)?)));
    sections
        .flat_map(|(index, section)| {
            let places = (0..section.rows.len()).filter(|row| is(index, section, *row));
            places
                .map(|row| rows.start(index) + row)
                .collect::<Vec<_>>()
        })
        .collect()
}
