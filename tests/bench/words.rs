//! What a diff view asks of the layer below for the lines on a screen and for the mode it is in.

use std::sync::Arc;

use divan::{Bencher, black_box};
use snaglist::diff::moved::MovedLines;
use snaglist::diff::words::{emphasis, pairs, prose};
use snaglist::diff::{self, DiffOptions, Whitespace, ignoring};
use snaglist::model::change::{Change, FileText, TextDiff};
use snaglist::model::text::RepoPath;

/// The line of a program: about 60 bytes, 20 words and marks.
fn line(number: u32, new: bool) -> String {
    let call = if new { "find_or_insert" } else { "insert" };
    format!(
        "    let charge_{number} = self.store.{call}(amount_{number}, &key)?; // step {number}\n"
    )
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
    let diff = text(
        file((0..25).map(|n| line(n, false))),
        file((0..25).map(|n| line(n, true))),
    );
    assert_eq!(diff.changes.len(), 1);
    bencher.bench_local(|| draw(black_box(&diff)));
}

/// The pairs alone of one change of so many lines a side.
#[divan::bench(args = [100, 500, 2_000])]
fn pairs_of_a_run(bencher: Bencher<'_, '_>, lines: u32) {
    let (old, new) = (
        file((0..lines).map(|n| line(n, false))),
        file((0..lines).map(|n| line(n, true))),
    );
    let change = Change {
        old: 0..lines,
        new: 0..lines,
    };
    bencher.bench_local(|| pairs(black_box(&old), black_box(&new), &change));
}

/// Two lines of 1,000 words each, every other of them changed.
#[divan::bench]
fn hostile_line(bencher: Bencher<'_, '_>) {
    let words = |word: &str| {
        (0..2_000)
            .map(|n| format!("{}{n} ", if n % 2 == 0 { "w" } else { word }))
            .collect::<String>()
    };
    let (old, new) = (words("old"), words("new"));
    bencher.bench_local(|| emphasis(black_box(old.as_bytes()), black_box(new.as_bytes())));
}

/// The same pairs of lines as `screen_of_small_changes`, and the same hostile line, compared by the
/// library that compares prose: what it would cost to leave source to it, without finding which
/// line became which.
#[divan::bench]
fn screen_of_small_changes_as_prose(bencher: Bencher<'_, '_>) {
    let lines: Vec<(String, String)> = (0..25).map(|n| (line(n, false), line(n, true))).collect();
    bencher.bench_local(|| {
        let marked = lines
            .iter()
            .map(|(old, new)| prose(old.as_bytes(), new.as_bytes()).new.len());
        marked.sum::<usize>()
    });
}

#[divan::bench]
fn hostile_line_as_prose(bencher: Bencher<'_, '_>) {
    let words = |word: &str| {
        (0..2_000)
            .map(|n| format!("{}{n} ", if n % 2 == 0 { "w" } else { word }))
            .collect::<String>()
    };
    let (old, new) = (words("old"), words("new"));
    bencher.bench_local(|| prose(black_box(old.as_bytes()), black_box(new.as_bytes())));
}

/// Two texts as long as are compared, the words of one in the order of the other turned round.
#[divan::bench(args = [512, 2_048, 8_192], sample_count = 10)]
fn prose_turned_round(bencher: Bencher<'_, '_>, words: u32) {
    let old: String = (0..words).map(|n| format!("w{} ", n % 1_000)).collect();
    let new: String = (0..words)
        .rev()
        .map(|n| format!("w{} ", n % 1_000))
        .collect();
    bencher.bench_local(|| prose(black_box(old.as_bytes()), black_box(new.as_bytes())));
}

/// Ten files with so many changed lines in all: blocks of 20 lines taken out of one, put in at
/// another.
fn moving(lines: u32) -> Vec<TextDiff> {
    let kept = |from: u32| {
        (from..from + 5)
            .map(|n| format!("// {n} stays here\n"))
            .collect::<String>()
    };
    let block = |number: u32| {
        (0..20)
            .map(|n| line(number * 20 + n, false))
            .collect::<String>()
    };
    let blocks = lines / 40;
    let side = |number: u32, offset: u32| {
        let own = (0..blocks).filter(|block| (block * 7 + offset) % 10 == number);
        file(own.map(|number| block(number) + &kept(number)))
    };
    (0..10)
        .map(|number| text(side(number, 0), side(number, 3)))
        .collect()
}

#[divan::bench(args = [20_000, 200_000], sample_count = 20)]
fn moved_taken_in(bencher: Bencher<'_, '_>, lines: u32) {
    let diffs = moving(lines);
    bencher.bench_local(|| taken_in(&diffs));
}

fn taken_in(diffs: &[TextDiff]) -> MovedLines {
    let mut moved = MovedLines::new(true);
    (0..)
        .zip(diffs)
        .for_each(|(file, diff)| moved.add(file, diff));
    moved
}

#[divan::bench(args = [20_000, 200_000], sample_count = 20)]
fn moved_found(bencher: Bencher<'_, '_>, lines: u32) {
    let moved = taken_in(&moving(lines));
    assert!(
        moved.line_count() > lines as usize / 2
            && moved.clone().find().all().len() > lines as usize / 100
    );
    bencher
        .with_inputs(|| moved.clone())
        .bench_local_values(MovedLines::find);
}

/// A file with every tenth of 100,000 lines changed, half of those in white space only.
fn spaced() -> (Arc<FileText>, Arc<FileText>) {
    let new = (0..100_000).map(|n| match n % 20 {
        0 => line(n, true),
        10 => format!("    {}", line(n, false)),
        _ => line(n, false),
    });
    (file((0..100_000).map(|n| line(n, false))), file(new))
}

#[divan::bench(sample_count = 20)]
fn diff_exact(bencher: Bencher<'_, '_>) {
    let (old, new) = spaced();
    bencher.bench_local(|| text(old.clone(), new.clone()));
}

/// What it costs to go over to another mode.
#[divan::bench(args = [Whitespace::Exact, Whitespace::IgnoreAtEol, Whitespace::IgnoreAmount, Whitespace::IgnoreAll], sample_count = 20)]
fn diff_ignoring(bencher: Bencher<'_, '_>, whitespace: Whitespace) {
    let (old, new) = spaced();
    let exact = text(old, new);
    bencher.bench_local(|| {
        ignoring(
            &exact,
            DiffOptions {
                whitespace,
                ignore_blank_lines: true,
            },
        )
    });
}
