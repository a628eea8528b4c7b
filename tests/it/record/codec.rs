//! Events as files.

use proptest::prelude::*;
use snaglist::digest;
use snaglist::model::event::{Body, Event};
use snaglist::model::id::EventId;
use snaglist::model::note::Label;
use snaglist::model::text::Untrusted;
use snaglist::model::time::Timestamp;
use snaglist::record::codec::{self, decode, encode};

use super::sample::{self, Chain, any_event, name, seal};

/// Reads bytes under the name that fits them.
fn read(number: u8, seq: u64, text: &str) -> Result<Event, String> {
    let id = EventId(digest::of_bytes(text.as_bytes()));
    decode(
        &codec::file_name(&sample::writer(number), seq, id),
        text.as_bytes(),
    )
    .map_err(|damaged| damaged.why)
}

fn reply(text: &[u8]) -> Event {
    let thread = Chain::new(1).say(sample::note(Label::Issue, "x")).id;
    let text = Untrusted::from(text);
    Chain::new(0).say(snaglist::model::event::Statement::new(Body::Reply {
        thread,
        text,
    }))
}

/// Whether a terminal that is shown the text stays as it was, line breaks aside.
fn is_harmless(text: &str) -> bool {
    let hides = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
    };
    !text.chars().any(|c| c != '\n' && hides(c))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_written_reads_back_and_is_harmless_to_show(event in any_event()) {
        let text = encode(&event);
        prop_assert!(is_harmless(&text), "{text:?}");
        let back = decode(&name(&event), text.as_bytes());
        prop_assert_eq!(back.as_ref(), Ok(&event));
        prop_assert_eq!(back.map(|back| encode(&back)), Ok(text));
    }

    #[test]
    fn a_file_cut_short_or_changed_is_never_an_event(event in any_event(), at in any::<prop::sample::Index>()) {
        let text = encode(&event);
        let cut = &text.as_bytes()[..at.index(text.len())];
        prop_assert!(decode(&name(&event), cut).is_err());
        let mut changed = text.into_bytes();
        let at = at.index(changed.len());
        changed[at] ^= 1;
        prop_assert!(decode(&name(&event), &changed).is_err());
    }

    #[test]
    fn any_bytes_under_a_fitting_name_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let id = EventId(digest::of_bytes(&bytes));
        let damaged = decode(&codec::file_name(&sample::writer(0), 1, id), &bytes).expect_err("random bytes");
        prop_assert!(damaged.why.bytes().all(|b| (b' '..=b'~').contains(&b)));
    }
}

#[test]
fn hostile_text_is_escaped_and_ordinary_text_is_legible() {
    let event = reply("say \"no\"\nred \u{1b}[31m\u{202e}evil\u{9b} café 漢字 العربية".as_bytes());
    let text = encode(&event);
    let shown =
        "text = \"\"\"\nsay \"no\"\nred \\u001B[31m\\u202Eevil\\u009B café 漢字 العربية\"\"\"\n";
    assert!(text.ends_with(shown), "{text}");
    let windows = reply(br#"C:\temp\x and "quotes""#);
    assert!(encode(&windows).ends_with("text = 'C:\\temp\\x and \"quotes\"'\n"));
    let latin = reply(b"caf\xe9 \\");
    assert!(encode(&latin).ends_with("text = { bytes = 'caf\\xE9 \\\\' }\n"));
}

#[test]
fn quotes_at_the_borders_of_a_text_survive() {
    for text in [
        "\"\n\"",
        "\"\"\"\n\"\"\"\"",
        "\n",
        "\n\n",
        "\r\n",
        "a\\\n  b",
        "'''\n",
        "'\"",
        "'",
        "\\",
        " ",
    ] {
        let event = reply(text.as_bytes());
        assert_eq!(
            decode(&name(&event), encode(&event).as_bytes()),
            Ok(event),
            "{text:?}"
        );
    }
}

#[test]
fn a_time_that_cannot_be_written_becomes_the_nearest() {
    for (at, nearest) in [
        (i64::MIN, -62_167_219_200_000),
        (i64::MAX, 253_402_207_200_000),
        (-1, -1),
    ] {
        let event = seal(Event {
            at: Timestamp(at),
            ..reply(b"")
        });
        let back = decode(&name(&event), encode(&event).as_bytes()).expect("it reads back");
        assert_eq!(back.at, Timestamp(nearest));
    }
}

#[test]
fn what_a_newer_version_wrote_is_kept_and_counted() {
    let head = "version = 1\nwriter = \"writerxxxa\"\nseq = 3\nat = 2026-01-02T03:04:05Z\n";
    let id = "0".repeat(64);
    for later in [
        "kind = \"verdict\"\n[body]\nspec = 'a'\ncriterion = \"A\"\nverdict = \"exceeds\"\n"
            .to_owned(),
        "kind = \"poem\"\nbody = \"roses are red\"\n".to_owned(),
        "kind = \"poem\"\n[body]\nlines = 4\n".to_owned(),
        format!("kind = \"link\"\n[body]\nspec = 'a'\ncriterion = \"A\"\nbranch = \"{id}\"\n"),
    ] {
        let event = read(0, 3, &format!("{head}{later}")).expect("it is an event");
        assert!(
            matches!(event.statement.body, Body::Unknown { .. }),
            "{later}"
        );
    }
    let replaces = format!("replaces = [\"{id}\"]\n");
    let newer = format!(
        "{}{replaces}kind = \"reply\"\nbody = 1\n",
        head.replace("version = 1", "version = 2")
    );
    let event = read(0, 3, &newer).expect("it is an event");
    assert_eq!(
        event.statement.replaces.len(),
        1,
        "the head reads the same in every version"
    );
    assert!(matches!(event.statement.body, Body::Unknown { .. }));
}

#[test]
fn keys_that_are_not_known_are_passed_over() {
    let text = format!(
        "version = 1\nwriter = \"writerxxxa\"\nseq = 1\nat = 2026-01-02T03:04:05+02:00\nmood = \"good\"\n\
         big = 99999999999999999999999999999999999999999999999999\nless = -1\nhalf = 0.5\nday = 2026-01-02\n\
         kind = \"reply\"\n[body]\nthread = \"{}\"\ntext = \"hello\"\nlanguage = \"en\"\n[signature]\nby = 1\n",
        "a".repeat(64)
    );
    let event = read(0, 1, &text).expect("it is an event");
    assert!(
        matches!(event.statement.body, Body::Reply { text, .. } if text == Untrusted::from("hello"))
    );
}

#[test]
fn what_is_no_event_says_why() {
    let head = "version = 1\nwriter = \"writerxxxa\"\nseq = 1\nat = 2026-01-02T03:04:05Z\n";
    let id = "a".repeat(40);
    for (text, why) in [
        (String::new(), "`version` is missing"),
        ("\u{1b}".to_owned(), "it is not TOML: line 1"),
        (format!("{head}kind = \"reply\"\n"), "it has no [body]"),
        (
            format!("{head}kind = \"reply\"\n[body]\ntext = \"\"\n"),
            "`thread` is missing in its [body]",
        ),
        (
            format!("{head}kind = \"reply\"\n[body]\nthread = 7\ntext = \"\"\n"),
            "`thread` in its [body] is invalid",
        ),
        (
            format!(
                "{head}kind = \"note\"\n[body]\ncriterion = \"A\"\nlabel = \"issue\"\ntext = \"\"\n"
            ),
            "`spec` is missing in its [body]",
        ),
        (
            format!("{head}kind = \"pin\"\n[body]\ncommit = \"{id}\"\n[subject]\nhead = 1\n"),
            "`head` in its [subject] is invalid",
        ),
        (
            format!(
                "{head}kind = \"pin\"\n[body]\ncommit = \"{id}\"\n[subject]\nhead = \"{id}\"\n\
                 [[subject.evidence]]\npath = \"a\"\nlines = [[1, 2, 3]]\n"
            ),
            "`lines` in its [evidence] is invalid",
        ),
        (
            format!("{head}kind = \"pin\"\nbody = 1\n"),
            "`body` in its [file] is invalid",
        ),
        (
            head.replace("seq = 1", "seq = 100000000") + "kind = \"x\"\n",
            "`seq` in its [file] is invalid",
        ),
        (
            head.replace("seq = 1", "seq = 2") + "kind = \"x\"\n",
            "its number differs from",
        ),
        (
            head.replace("xxxa", "xxxb") + "kind = \"x\"\n",
            "its writer differs from",
        ),
        (
            head.replace("at = 2026-01-02T03:04:05Z", "at = 2026-01-02") + "kind = \"x\"\n",
            "`at` in its [file]",
        ),
        (
            format!(
                "{head}kind = \"x\"\nlong = \"{}\"\n",
                "x".repeat(codec::MAX_EVENT_BYTES)
            ),
            "larger than",
        ),
        (
            format!("{head}kind = {}1{}", "[".repeat(5_000), "]".repeat(5_000)),
            "it is not TOML",
        ),
    ] {
        let said = read(0, 1, &text).expect_err(&text[..text.len().min(80)]);
        assert!(said.contains(why), "{said}");
    }
    for name in [
        "",
        "x",
        "writerxxxa/1.toml",
        "../00000001-00.toml",
        "writerxxxa/00000000-x.toml",
    ] {
        assert!(decode(name, b"").is_err(), "{name}");
    }
}
