//! Who is who between two versions of the specs, with 10,000 and 100,000 criteria: ten times as
//! many are to take about ten times as long, whatever was done to them.

use divan::Bencher;
use snaglist::lineage::step;
use snaglist::model::spec::Spec;
use snaglist::model::text::RepoPath;
use snaglist::spec;

const COUNTS: [usize; 2] = [10_000, 100_000];
/// Criteria of one file.
const OF_A_FILE: usize = 1_000;
const WORDS: usize = 12;
/// So many words there are.
const VOCABULARY: u64 = 20_000;

/// A made-up word.
fn word(number: u64) -> String {
    (0..5)
        .scan(number, |rest, _| {
            Some(char::from(
                b'a' + (std::mem::replace(rest, *rest / 26) % 26) as u8,
            ))
        })
        .collect()
}

/// A text of words by chance, the same for the same number.
fn text(number: u64) -> String {
    let mut dice = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        word((dice >> 8) % VOCABULARY)
    };
    let words: Vec<String> = (0..WORDS).map(|_| next()).collect();
    format!("The system MUST {}", words.join(" "))
}

/// Specs with criteria of these ids and texts.
fn specs(criteria: impl Iterator<Item = (usize, String)>) -> Vec<Spec> {
    let lines: Vec<String> = criteria
        .map(|(id, text)| format!("- FR-{id}: {text}\n"))
        .collect();
    let file = |(number, lines): (usize, &[String])| {
        let text = format!(
            "# Spec {number}\n\n## Acceptance criteria\n\n{}",
            lines.concat()
        );
        spec::read(
            &RepoPath::from(format!("specs/{number}.md").as_str()),
            text.as_bytes(),
            None,
        )
        .unwrap()
    };
    lines.chunks(OF_A_FILE).enumerate().map(file).collect()
}

/// Measures the step from a version with `count` criteria to one with these ids and texts.
fn measure(bencher: Bencher<'_, '_>, count: usize, now: impl Fn(usize) -> (usize, String)) {
    measure_from(bencher, count, |at| (at, text(at as u64)), now);
}

/// Measures the step from one version to another, each with `count` criteria.
fn measure_from(
    bencher: Bencher<'_, '_>,
    count: usize,
    was: impl Fn(usize) -> (usize, String),
    now: impl Fn(usize) -> (usize, String),
) {
    let (old, new) = (specs((0..count).map(was)), specs((0..count).map(now)));
    bencher.bench_local(|| step(&old, &new).rows().len());
}

#[divan::bench(args = COUNTS, sample_count = 3, sample_size = 1)]
fn lineage_of_the_same_criteria(bencher: Bencher<'_, '_>, count: usize) {
    measure(bencher, count, |at| (at, text(at as u64)));
}

#[divan::bench(args = COUNTS, sample_count = 3, sample_size = 1)]
fn lineage_where_one_in_a_hundred_was_reworded(bencher: Bencher<'_, '_>, count: usize) {
    let more = |at: usize| if at % 100 == 7 { " at all times" } else { "" };
    measure(bencher, count, |at| (at, text(at as u64) + more(at)));
}

#[divan::bench(args = COUNTS, sample_count = 3, sample_size = 1)]
fn lineage_where_all_were_renumbered(bencher: Bencher<'_, '_>, count: usize) {
    measure(bencher, count, |at| (at + 5, text(at as u64)));
}

#[divan::bench(args = COUNTS, sample_count = 1, sample_size = 1)]
fn lineage_where_all_texts_are_others(bencher: Bencher<'_, '_>, count: usize) {
    measure(bencher, count, |at| (at, text(at as u64 + 7_000_001)));
}

#[divan::bench(args = COUNTS, sample_count = 1, sample_size = 1)]
fn lineage_where_all_texts_share_their_words(bencher: Bencher<'_, '_>, count: usize) {
    let shared = |at: usize, from: u64| (at, format!("{} {}", text(1), word(at as u64 + from)));
    measure_from(
        bencher,
        count,
        |at| shared(at, 0),
        |at| shared(at, 7_000_001),
    );
}
