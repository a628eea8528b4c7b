//! What a diff view asks of the layer below for the lines on a screen and for the mode it is in.

use std::sync::Arc;

use divan::{Bencher, black_box};
use snaglist::diff;
use snaglist::diff::words::{emphasis, pairs};
use snaglist::model::change::{Change, FileText, TextDiff};
use snaglist::model::text::RepoPath;

/// The line of a program: about 60 bytes, 20 words and marks.
fn line(number: u32, new: bool) -> String {
    let call = if new { "find_or_insert" } else { "insert" };
    format!("    let charge_{number} = self.store.{call}(amount_{number}, &key)?; // step {number}\n")
}

fn file(lines: impl Iterator<Item = String>) -> Arc<FileText> {
    Arc::new(FileText::new(lines.collect::<String>().into_bytes()))
}

fn text(old: Arc<FileText>, new: Arc<FileText>) -> TextDiff {
    diff::text(&RepoPath::new("src/refund.rs"), old, new)
}

fn draw(diff: &TextDiff) -> usize {
    let mut marked = 0;
    for change in &diff.changes {
        for pair in pairs(&diff.old, &diff.new, change) {
            let found = emphasis(diff.old.line(pair.old), diff.new.line(pair.new));
            marked += found.map_or(0, |found| found.old.len() + found.new.len());
        }
    }
    marked
}

/// Changes of two lines each, 50 lines of a unified view in all.
#[divan::bench]
fn screen_of_small_changes(bencher: Bencher<'_, '_>) {
    let version = |new: bool| file((0..500).map(move |n| line(n, new && n % 20 < 2)));
    let mut diff = text(version(false), version(true));
    diff.changes.truncate(13);
    bencher.bench_local(|| draw(black_box(&diff)));
}

/// One change: 25 lines replaced by 25.
#[divan::bench]
fn screen_of_one_change(bencher: Bencher<'_, '_>) {
    let diff = text(file((0..25).map(|n| line(n, false))), file((0..25).map(|n| line(n, true))));
    assert_eq!(diff.changes.len(), 1);
    bencher.bench_local(|| draw(black_box(&diff)));
}

/// The pairs alone of one change of so many lines a side.
#[divan::bench(args = [100, 500, 2_000])]
fn pairs_of_a_run(bencher: Bencher<'_, '_>, lines: u32) {
    let (old, new) = (file((0..lines).map(|n| line(n, false))), file((0..lines).map(|n| line(n, true))));
    let change = Change { old: 0..lines, new: 0..lines };
    bencher.bench_local(|| pairs(black_box(&old), black_box(&new), &change));
}

/// Two lines of 1,000 words each, every other of them changed.
#[divan::bench]
fn hostile_line(bencher: Bencher<'_, '_>) {
    let words = |word: &str| {
        (0..2_000).map(|n| format!("{}{n} ", if n % 2 == 0 { "w" } else { word })).collect::<String>()
    };
    let (old, new) = (words("old"), words("new"));
    bencher.bench_local(|| emphasis(black_box(old.as_bytes()), black_box(new.as_bytes())));
}
