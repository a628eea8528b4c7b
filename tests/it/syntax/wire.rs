//! What the program and the process that paints say to each other: read as it was written, or not
//! at all.

use proptest::prelude::*;
use snaglist::model::paint::{Paint, Spans};
use snaglist::syntax::wire::{
    Answer, Garbled, MAX_ANSWER, MAX_ITEM_LINES, MAX_ITEMS, MAX_REQUEST, PaintItem, PaintRequest,
};
use snaglist::syntax::{Language, MAX_BYTES, MAX_LINE};

use super::{language, text};

fn requests() -> impl Strategy<Value = PaintRequest> {
    let languages = prop::sample::select(Language::all().collect::<Vec<_>>());
    let texts = prop::collection::vec(any::<u8>(), 0..200);
    let item = (any::<u32>(), 0..1_000_000_u32, 0..=MAX_ITEM_LINES);
    let item = item.prop_map(|(text, start, count)| PaintItem {
        text,
        lines: start..start + count,
    });
    prop_oneof![
        (any::<u32>(), any::<u32>(), languages, texts).prop_map(
            |(number, limit, language, bytes)| {
                PaintRequest::Text {
                    number,
                    limit,
                    language,
                    text: text(bytes),
                }
            }
        ),
        any::<u32>().prop_map(PaintRequest::Forget),
        (any::<u32>(), prop::collection::vec(item, 0..20))
            .prop_map(|(number, items)| PaintRequest::Ask { number, items }),
    ]
}

fn lines() -> impl Strategy<Value = Spans> {
    let run = (
        0..5_u32,
        1..20_u32,
        prop::sample::select(Paint::ALL.to_vec()),
    );
    prop::collection::vec(run, 0..20).prop_map(|runs| {
        let (mut spans, mut at) = (Spans::default(), 0);
        for (gap, length, paint) in runs {
            spans.push(at + gap..at + gap + length, paint);
            at += gap + length;
        }
        spans
    })
}

fn answers() -> impl Strategy<Value = Answer> {
    let painted = (
        any::<u32>(),
        any::<u16>(),
        prop::collection::vec(lines(), 0..20),
    );
    prop_oneof![
        painted.prop_map(|(number, item, lines)| Answer::Painted {
            number,
            item,
            lines
        }),
        (any::<u32>(), any::<u32>()).prop_map(|(text, line)| Answer::Stuck { text, line }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_written_is_read(request in requests(), answer in answers()) {
        prop_assert_eq!(PaintRequest::decode(&request.encode()), Ok(request));
        prop_assert_eq!(Answer::decode(&answer.encode()), Ok(answer));
    }

    #[test]
    fn what_was_cut_or_changed_is_refused_or_read_as_something_else_that_keeps_the_bounds(
        request in requests(),
        answer in answers(),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        cut in any::<bool>(),
    ) {
        let spoilt = |mut frame: Vec<u8>| {
            let at = at.index(frame.len());
            if cut { frame.truncate(at) } else { frame[at] = byte }
            frame
        };
        if let Ok(PaintRequest::Ask { items, .. }) = PaintRequest::decode(&spoilt(request.encode())) {
            prop_assert!(items.iter().all(|item| item.lines.len() <= MAX_ITEM_LINES as usize));
        }
        if let Ok(Answer::Painted { lines, .. }) = Answer::decode(&spoilt(answer.encode())) {
            for spans in lines {
                let mut at = 0;
                for span in spans.iter() {
                    prop_assert!(at <= span.bytes.start && span.bytes.start < span.bytes.end);
                    prop_assert!(span.bytes.end as usize <= MAX_LINE);
                    at = span.bytes.end;
                }
            }
        }
    }

    #[test]
    fn any_bytes_are_refused_or_read(frame in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(request) = PaintRequest::decode(&frame) {
            prop_assert_eq!(request.encode(), frame.clone());
        }
        let _ = Answer::decode(&frame);
    }
}

#[test]
fn nothing_follows_a_frame_s_fields() {
    let longer = |mut frame: Vec<u8>| {
        frame.push(0);
        frame
    };
    assert_eq!(
        PaintRequest::decode(&longer(PaintRequest::Forget(1).encode())),
        Err(Garbled)
    );
    assert_eq!(
        Answer::decode(&longer(Answer::Stuck { text: 1, line: 2 }.encode())),
        Err(Garbled)
    );
    assert_eq!(
        (PaintRequest::decode(&[]), Answer::decode(&[])),
        (Err(Garbled), Err(Garbled))
    );
}

#[test]
fn runs_lie_in_order_within_a_line_and_are_of_a_class_that_there_is() {
    let painted = |runs: &[(u16, u16, u8)]| {
        let mut frame = vec![b'P', 0, 0, 0, 0, 0, 0];
        frame.extend((runs.len() as u16).to_le_bytes());
        for (start, end, class) in runs {
            frame.extend(start.to_le_bytes());
            frame.extend(end.to_le_bytes());
            frame.push(*class);
        }
        Answer::decode(&frame).is_ok()
    };
    let last = Paint::ALL.len() as u8;
    let most = MAX_LINE as u16;
    assert!(painted(&[(0, 3, 0), (3, most, last - 1)]));
    assert!(!painted(&[(0, 3, last)]), "no such class");
    assert!(!painted(&[(3, 3, 0)]) && !painted(&[(4, 3, 0)]), "empty");
    assert!(!painted(&[(0, 3, 0), (2, 4, 0)]), "over each other");
    assert!(!painted(&[(0, most + 1, 0)]), "past the line");
}

#[test]
fn the_bounds_let_through_the_most_that_is_ever_said_and_no_more() {
    let text = text("\n".repeat(MAX_BYTES));
    let request = PaintRequest::Text {
        number: 1,
        limit: 1,
        language: language("a.rs"),
        text,
    };
    let frame = request.encode();
    assert!(frame.len() <= MAX_REQUEST && PaintRequest::decode(&frame).is_ok());
    assert_eq!(
        PaintRequest::decode(&[frame, vec![b'\n']].concat()),
        Err(Garbled)
    );

    let mut full = Spans::default();
    (0..MAX_LINE as u32).for_each(|at| full.push(at..at + 1, Paint::ALL[at as usize % 2]));
    let lines = |count: u32| Answer::Painted {
        number: 1,
        item: 0,
        lines: vec![full.clone(); count as usize],
    };
    let frame = lines(MAX_ITEM_LINES).encode();
    assert!(frame.len() <= MAX_ANSWER && Answer::decode(&frame).is_ok());
    assert_eq!(
        Answer::decode(&lines(MAX_ITEM_LINES + 1).encode()),
        Err(Garbled)
    );

    let items = |count: usize, lines: u32| {
        PaintRequest::decode(
            &PaintRequest::Ask {
                number: 0,
                items: vec![
                    PaintItem {
                        text: 0,
                        lines: 0..lines
                    };
                    count
                ],
            }
            .encode(),
        )
    };
    assert!(items(MAX_ITEMS, MAX_ITEM_LINES).is_ok());
    assert_eq!(items(MAX_ITEMS + 1, 1), Err(Garbled));
    assert_eq!(items(1, MAX_ITEM_LINES + 1), Err(Garbled));
    let past = PaintRequest::Ask {
        number: 0,
        items: vec![PaintItem {
            text: 0,
            lines: u32::MAX - 1..u32::MAX,
        }],
    };
    let mut frame = past.encode();
    *frame.iter_mut().rev().nth(1).unwrap() = 9;
    assert_eq!(
        PaintRequest::decode(&frame),
        Err(Garbled),
        "past the last line there can be"
    );
}
