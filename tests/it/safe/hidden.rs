//! What hides is counted, whatever the size of the text.

use proptest::prelude::*;
use snaglist::safe::{Hidden, line};

use super::hostile::bytes;

#[test]
fn classes_are_counted() {
    let text =
        "fn a() {\r\n\t\u{202e}x\u{2066}; \u{1b}[m\rb\0 \u{200b}\u{2028}\u{e000} раураl \u{9b}";
    let bytes = [
        text.as_bytes(),
        b"\xff\n",
        "e\u{301}\u{301}".as_bytes(),
        "\u{301}".repeat(9).as_bytes(),
    ]
    .concat();
    let expected = Hidden {
        controls: 2,
        escapes: 1,
        bidi: 2,
        invisible: 1,
        separators: 2,
        invalid: 2,
        marks: 3,
        confusable: 1,
    };
    assert_eq!(Hidden::of(&bytes), expected);
    assert_eq!(
        expected.words(),
        "2 bidi controls, 1 escape, 2 control characters, 1 invisible character, \
         2 separators or unassigned characters, 2 invalid bytes, 3 stacked marks, 1 confusable word"
    );
    let mut sum = expected.clone();
    sum.add(&expected);
    assert_eq!((sum.bidi, sum.confusable), (4, 2));
}

#[test]
fn honest_text_hides_nothing() {
    for text in [
        "",
        "fn main() {\r\n\tprintln!();\r\n}\n",
        "Straße, naïve, 漢字, हिन्दी, العربية لا أهلا\u{64b}, 👍🏽 ⚠\u{fe0f} 🇩🇪 🇩",
        "# Заголовок\nи он с нами\n",
    ] {
        assert!(
            Hidden::of(text.as_bytes()).is_empty(),
            "{text}: {}",
            Hidden::of(text.as_bytes()).words()
        );
    }
    assert_eq!(Hidden::default().words(), "");
}

#[test]
fn what_follows_much_plain_text_is_found() {
    let mut text = b"plain line of text, nothing to see\r\n".repeat(10_000);
    assert!(Hidden::of(&text).is_empty());
    text.extend("x = p\u{430}ypal\r\n".as_bytes());
    assert_eq!(Hidden::of(&text).confusable, 1);
    text.push(b'\r');
    assert_eq!(Hidden::of(&text).controls, 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn lines_and_files_agree(bytes in bytes()) {
        let mut sum = Hidden::default();
        for text in bytes.split_inclusive(|byte| *byte == b'\n') {
            let counts = Hidden::of(text);
            let text = text.strip_suffix(b"\n").unwrap_or(text);
            let text = text.strip_suffix(b"\r").unwrap_or(text);
            let drawn = line(text, 4);
            prop_assert_eq!(counts.confusable as usize, drawn.suspicious.len());
            // Everything counted is marked on its line.
            let counted = Hidden { confusable: 0, ..counts.clone() };
            prop_assert!(counted.is_empty() || !drawn.stand_ins.is_empty() || bytes.ends_with(b"\r"));
            sum.add(&counts);
        }
        prop_assert_eq!(Hidden::of(&bytes), sum);
    }
}
