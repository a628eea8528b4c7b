//! Looking at an increment: frames, jumps, pages, and what comes in meanwhile.

use divan::Bencher;
use snaglist::app::input::geometry::TerminalSize;
use snaglist::app::msg::Msg;

use crate::increment::{Screen, press, read, record_with_notes, say};

const LINES: [u32; 2] = [100, 1_000_000];

#[divan::bench(args = LINES)]
fn frame(bencher: Bencher<'_, '_>, lines: u32) {
    let model = read(lines);
    let mut screen = Screen::new();
    bencher.bench_local(|| screen.draw(&model));
}

fn key(bencher: Bencher<'_, '_>, lines: u32, keys: [&str; 2]) {
    let mut model = read(lines);
    // There and back, from the middle of the increment.
    let middle = model.screens.review.rows.len() / 2;
    model
        .screens
        .review
        .jump_to_row(&model.facts, middle, &mut Vec::new());
    bencher.bench_local(|| keys.iter().for_each(|key| press(&mut model, key)));
}

#[divan::bench(args = LINES)]
fn two_hunk_jumps(bencher: Bencher<'_, '_>, lines: u32) {
    key(bencher, lines, ["]", "["]);
}

#[divan::bench(args = LINES)]
fn two_file_jumps(bencher: Bencher<'_, '_>, lines: u32) {
    key(bencher, lines, ["}", "{"]);
}

#[divan::bench(args = LINES)]
fn two_pages(bencher: Bencher<'_, '_>, lines: u32) {
    key(bencher, lines, ["pgdn", "pgup"]);
}

#[divan::bench(args = LINES)]
fn two_criteria(bencher: Bencher<'_, '_>, lines: u32) {
    key(bencher, lines, ["J", "K"]);
}

#[divan::bench(args = LINES)]
fn two_jumps_to_review(bencher: Bencher<'_, '_>, lines: u32) {
    key(bencher, lines, ["n", "N"]);
}

#[divan::bench(args = LINES)]
fn to_the_end_and_back(bencher: Bencher<'_, '_>, lines: u32) {
    key(bencher, lines, ["G", "g"]);
}

/// A new width: every row is made anew.
#[divan::bench(args = LINES, sample_count = 20)]
fn two_new_sizes(bencher: Bencher<'_, '_>, lines: u32) {
    let mut model = read(lines);
    let size = model.facts.size;
    bencher.bench_local(|| {
        for cols in [size.cols - 20, size.cols] {
            say(&mut model, Msg::Resize(TerminalSize { cols, ..size }));
        }
    });
}

/// The record comes back after a word in it.
#[divan::bench(args = LINES, sample_count = 20)]
fn record_with_a_hundred_notes(bencher: Bencher<'_, '_>, lines: u32) {
    let mut model = read(lines);
    let empty = model.facts.record.clone();
    let full = record_with_notes(&model, 100);
    bencher.bench_local(|| {
        for record in [&full, &empty] {
            say(&mut model, Msg::Record(record.clone()));
        }
    });
}
