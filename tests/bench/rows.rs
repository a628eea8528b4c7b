//! Making a file's rows.

use divan::Bencher;
use snaglist::app::screens::review::rows::{RowOptions, SectionInput, build_file};
use snaglist::model::change::FileDiff;

use crate::increment::changed;

const LINES: [u32; 3] = [10_000, 100_000, 1_000_000];

fn rows(bencher: Bencher<'_, '_>, lines: u32, nth: u32, wrap: Option<u16>, split: bool) {
    let diff = FileDiff::Text(changed(lines, nth));
    let layout = RowOptions {
        split,
        wrap,
        tab: 4,
    };
    let input = SectionInput {
        headed: false,
        unclear: 0,
        diff: Some(&diff),
        folded: false,
        only: None,
        revealed: &[],
        threads: &[],
        layout,
    };
    bencher
        .counter(divan::counter::ItemsCount::new(lines))
        .bench_local(|| build_file(&input));
}

/// Nearly all of it is shown.
#[divan::bench(args = LINES, sample_count = 20)]
fn file_changed_everywhere(bencher: Bencher<'_, '_>, lines: u32) {
    rows(bencher, lines, 5, None, false);
}

/// Nearly all of it is hidden in gaps.
#[divan::bench(args = LINES, sample_count = 20)]
fn file_hardly_changed(bencher: Bencher<'_, '_>, lines: u32) {
    rows(bencher, lines, 5_000, None, false);
}

#[divan::bench(args = LINES, sample_count = 5)]
fn file_changed_everywhere_wrapped(bencher: Bencher<'_, '_>, lines: u32) {
    rows(bencher, lines, 5, Some(100), false);
}

/// Lines that are alike beside each other: compare with `file_changed_everywhere`.
#[divan::bench(args = LINES, sample_count = 20)]
fn file_changed_everywhere_beside(bencher: Bencher<'_, '_>, lines: u32) {
    rows(bencher, lines, 5, None, true);
}
