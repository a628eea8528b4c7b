//! The painters of several texts, as the process that paints has them.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use snaglist::model::change::FileText;
use snaglist::syntax::{Clock, MAX_BYTES, MAX_KEPT, Painted, Painters};

use super::{language, paint_all, text};

fn still() -> Painters {
    Painters::new(Box::new(|| Duration::ZERO))
}

fn keep(painters: &mut Painters, number: u32, path: &str, text: &Arc<FileText>) {
    painters
        .keep(number, language(path), Arc::clone(text), u32::MAX)
        .unwrap();
}

/// Says yes a number of times.
fn times(count: u32) -> impl FnMut(u32) -> bool {
    let mut left = count;
    move |_| {
        left = left.saturating_sub(1);
        left > 0
    }
}

#[test]
fn what_is_asked_is_painted_and_the_rest_gone_through_behind_it() {
    let source = "/* a\nfn b() {}\n*/ fn c() {}\n".repeat(300);
    let mut painters = still();
    keep(&mut painters, 7, "a.rs", &text(source.as_str()));
    let expected = paint_all("a.rs", source);
    assert_eq!(
        painters.paint(7, 0..50, &mut |_| true),
        Painted::Lines(expected[..50].to_vec())
    );
    assert!(
        !painters.advance(7, &mut times(200)),
        "there is more to go through"
    );
    assert!(painters.advance(7, &mut |_| true));
    let asked = Cell::new(0);
    let last = painters.paint(7, 850..900, &mut |_| {
        asked.set(asked.get() + 1);
        true
    });
    assert_eq!(last, Painted::Lines(expected[850..].to_vec()));
    assert!(
        asked.get() <= 50 + 128,
        "{} lines gone through",
        asked.get()
    );
}

#[test]
fn asking_again_goes_on_where_it_was_interrupted() {
    let mut painters = still();
    keep(&mut painters, 0, "a.toml", &text("a = 1\n".repeat(1_000)));
    assert_eq!(
        painters.paint(0, 900..910, &mut times(501)),
        Painted::Interrupted
    );
    let mut lines = Vec::new();
    let painted = painters.paint(0, 900..910, &mut |line| {
        lines.push(line);
        true
    });
    assert!(matches!(painted, Painted::Lines(spans) if spans.len() == 10 && !spans[0].is_empty()));
    assert_eq!(
        lines,
        (500..910).collect::<Vec<_>>(),
        "each line is named before it is gone through"
    );
}

#[test]
fn lines_from_the_limit_on_stay_plain_and_are_not_gone_through() {
    let mut painters = still();
    painters
        .keep(0, language("a.toml"), text("a = 1\n".repeat(100)), 40)
        .unwrap();
    let mut last = 0;
    let painted = painters.paint(0, 30..50, &mut |line| {
        last = line;
        true
    });
    let Painted::Lines(spans) = painted else {
        panic!("painted")
    };
    assert!(spans[9].at(0).is_some() && spans[10..].iter().all(|spans| spans.is_empty()));
    assert_eq!((spans.len(), last), (20, 39));
    assert!(painters.advance(0, &mut |_| panic!("nothing is left to do")));
}

#[test]
fn texts_are_kept_until_they_are_forgotten_as_many_as_there_is_room_for() {
    let mut painters = still();
    let small = text("a = 1\n");
    for number in 0..MAX_KEPT as u32 {
        keep(&mut painters, number, "a.toml", &small);
    }
    assert!(
        painters
            .keep(1_000, language("a.toml"), small.clone(), 1)
            .is_err()
    );
    keep(&mut painters, 3, "a.toml", &small);
    painters.forget(5);
    keep(&mut painters, 1_000, "a.toml", &small);
    assert_eq!(painters.paint(5, 0..1, &mut |_| true), Painted::Unknown);
    assert_eq!(Arc::strong_count(&small), MAX_KEPT + 1);

    let mut painters = still();
    let large = text("\n".repeat(MAX_BYTES));
    (0..3).for_each(|number| keep(&mut painters, number, "a.toml", &large));
    assert!(
        painters.keep(3, language("a.toml"), small, 1).is_err(),
        "there is a bound in bytes"
    );
}

/// A clock on which every line takes as long as it is told.
fn slow(nanos: &'static AtomicU64, each: Duration) -> Clock {
    let each = each.as_nanos() as u64;
    Box::new(move || Duration::from_nanos(nanos.fetch_add(each, Ordering::Relaxed)))
}

#[test]
fn a_text_that_takes_too_long_becomes_plain() {
    static NOW: AtomicU64 = AtomicU64::new(0);
    let mut painters = Painters::new(slow(&NOW, Duration::from_millis(100)));
    keep(&mut painters, 0, "a.toml", &text("a = 1\n".repeat(1_000)));
    let mut lines = 0;
    let answer = painters.paint(0, 500..510, &mut |_| {
        lines += 1;
        true
    });
    assert!(matches!(answer, Painted::Lines(spans) if spans.len() == 10 && spans[0].is_empty()));
    assert!(lines <= 22, "given up after two seconds: {lines} lines");
    let again = painters.paint(0, 0..10, &mut |_| panic!("nothing is gone through"));
    assert!(matches!(again, Painted::Lines(spans) if spans.len() == 10));
    assert!(painters.advance(0, &mut |_| panic!("nothing is left to do")));
}

#[test]
fn a_long_text_whose_lines_take_no_longer_than_usual_is_painted_to_its_end() {
    static NOW: AtomicU64 = AtomicU64::new(0);
    let mut painters = Painters::new(slow(&NOW, Duration::from_micros(400)));
    keep(&mut painters, 0, "a.toml", &text("a = 1\n".repeat(20_000)));
    painters.paint(0, 0..10, &mut |_| true);
    assert!(painters.advance(0, &mut |_| true));
    let end = painters.paint(0, 19_990..20_000, &mut |_| true);
    assert!(matches!(end, Painted::Lines(spans) if spans.iter().all(|spans| !spans.is_empty())));
}
