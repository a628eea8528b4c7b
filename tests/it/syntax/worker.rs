//! The painters of several texts, as a worker owns them.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use snaglist::model::change::FileText;
use snaglist::syntax::{Answer, Clock, Painters, Progress, Request};

use super::{language, paint_all, text};

fn still() -> Clock {
    Box::new(|| Duration::ZERO)
}

fn request(path: &str, text: &Arc<FileText>, lines: std::ops::Range<u32>) -> Request {
    Request { text: Arc::clone(text), language: language(path), lines }
}

/// Says yes a number of times.
fn times(count: u32) -> impl FnMut() -> bool {
    let mut left = count;
    move || {
        left = left.saturating_sub(1);
        left > 0
    }
}

#[test]
fn a_thread_makes_its_painters_and_sends_what_they_painted() {
    let text = text("a = 1\n");
    let asked = request("a.toml", &text, 0..1);
    let answer = std::thread::spawn(move || Painters::new(still()).work(&asked, &mut || true)).join();
    assert!(matches!(answer, Ok(Answer::Painted(spans)) if spans.len() == 1));
}

#[test]
fn a_worker_paints_what_is_asked_and_goes_on_behind_it() {
    let source = "/* a\nfn b() {}\n*/ fn c() {}\n".repeat(300);
    let text = text(source.as_str());
    let mut painters = Painters::new(still());
    let first = painters.work(&request("a.rs", &text, 0..50), &mut || true);
    let expected = paint_all("a.rs", source);
    assert_eq!(first, Answer::Painted(expected[..50].to_vec()));
    assert!(!painters.advance(&mut times(200)), "there is more to go through");
    assert!(painters.advance(&mut || true));
    let asked = Cell::new(0);
    let last = painters.work(&request("a.rs", &text, 850..900), &mut || {
        asked.set(asked.get() + 1);
        true
    });
    assert_eq!(last, Answer::Painted(expected[850..].to_vec()));
    assert!(asked.get() <= 50 + 128, "{} lines gone through", asked.get());
}

#[test]
fn a_newer_request_interrupts_and_asking_again_goes_on() {
    let text = text("a = 1\n".repeat(1_000));
    let mut painters = Painters::new(still());
    let asked = request("a.toml", &text, 900..910);
    let stopped = painters.work(&asked, &mut times(501));
    assert_eq!(stopped, Answer::Interrupted(Progress { known: 500, of: 1_000 }));
    let mut lines = 0;
    let painted = painters.work(&asked, &mut || {
        lines += 1;
        true
    });
    assert!(matches!(painted, Answer::Painted(spans) if spans.len() == 10 && !spans[0].is_empty()));
    assert_eq!(lines, 410);
}

#[test]
fn only_the_texts_asked_for_last_are_kept() {
    let mut painters = Painters::new(still());
    let texts: Vec<_> = (0..30).map(|n| text(format!("a = {n}\n"))).collect();
    for text in &texts {
        painters.work(&request("a.toml", text, 0..1), &mut || true);
    }
    assert_eq!(painters.len(), 12);
    assert_eq!(Arc::strong_count(&texts[0]), 1, "the first is let go");
    assert_eq!(Arc::strong_count(&texts[29]), 2);

    let large = text("\n".repeat(30 << 20));
    painters.work(&request("a.toml", &large, 0..1), &mut || true);
    assert_eq!(painters.len(), 1, "a large one leaves no room for others");
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
    let text = text("a = 1\n".repeat(1_000));
    let mut lines = 0;
    let answer = painters.work(&request("a.toml", &text, 500..510), &mut || {
        lines += 1;
        true
    });
    assert!(matches!(answer, Answer::Painted(spans) if spans.len() == 10 && spans[0].is_empty()));
    assert!(lines <= 22, "given up after two seconds: {lines} lines");
    let again = painters.work(&request("a.toml", &text, 0..10), &mut || panic!("nothing is gone through"));
    assert!(matches!(again, Answer::Painted(spans) if spans.len() == 10));
    assert!(painters.advance(&mut || panic!("nothing is left to do")));
}

#[test]
fn a_long_text_whose_lines_take_no_longer_than_usual_is_painted_to_its_end() {
    static NOW: AtomicU64 = AtomicU64::new(0);
    let mut painters = Painters::new(slow(&NOW, Duration::from_micros(400)));
    let text = text("a = 1\n".repeat(20_000));
    painters.work(&request("a.toml", &text, 0..10), &mut || true);
    assert!(painters.advance(&mut || true));
    let end = painters.work(&request("a.toml", &text, 19_990..20_000), &mut || true);
    assert!(matches!(end, Answer::Painted(spans) if spans.iter().all(|spans| !spans.is_empty())));
}
