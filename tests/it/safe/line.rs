//! One line of a file: what it shows, what is marked, where things are.

use proptest::prelude::*;
use snaglist::safe::{Line, MAX_CELLS, cells, line, rows};

use super::hostile::{bytes, hostile, is_forbidden};

fn shown(bytes: impl AsRef<[u8]>) -> String {
    line(bytes.as_ref(), 4).text
}

/// The text of each stand-in.
fn marked(line: &Line) -> Vec<&str> {
    line.stand_ins
        .iter()
        .map(|range| &line.text[range.start as usize..range.end as usize])
        .collect()
}

fn suspicious(text: &str) -> Vec<String> {
    let line = line(text.as_bytes(), 4);
    line.suspicious
        .iter()
        .map(|range| line.text[range.start as usize..range.end as usize].to_owned())
        .collect()
}

#[test]
fn each_class_has_its_stand_in() {
    assert_eq!(shown("\u{1b}[31m\u{7}\0\u{7f}"), "␛[31m␇␀␡");
    assert_eq!(shown("good\rEVIL"), "good␍EVIL");
    assert_eq!(shown("a\nb"), "a␊b");
    assert_eq!(shown("\u{9b}31m"), "<9B>31m");
    assert_eq!(shown(b"caf\xe9"), "caf<\\xE9>");
    assert_eq!(shown("a\u{202e}b\u{2069}"), "a<RLO U+202E>b<PDI U+2069>");
    assert_eq!(
        shown("a\u{200b}b\u{feff}\u{ad}\u{3164}"),
        "a<ZWSP>b<BOM><SHY><U+3164>"
    );
    assert_eq!(shown("\u{e0041}\u{fe00}\u{e0100}"), "<TAG A><VS1><VS17>");
    assert_eq!(
        shown("a\u{2028}\u{2029}\u{fffe}\u{e000}\u{378}"),
        "a<LS><PS><U+FFFE><U+E000><U+0378>"
    );
    assert_eq!(
        shown(format!("a{}", "\u{301}".repeat(1000))),
        format!("a{}<+992 marks>", "\u{301}".repeat(8))
    );
    assert_eq!(shown("\u{301}a \u{301}"), "◌\u{301}a ◌\u{301}");
    assert_eq!(shown("\u{fffd}"), "<U+FFFD>");
}

#[test]
fn living_scripts_stay_readable() {
    for text in [
        "naïve Straße Ελληνικά Русский",
        "nai\u{308}ve",
        "漢字かな交じり文、한국어",
        "हिन्दी राष्ट्रीय தமிழ் বাংলা",
        "น้ำ ไทย",
        "עברית العربية",
        "ᄒ\u{1161}\u{11ab}",
        "wide\u{3000}space and\u{a0}nbsp",
        "🔥 😀 🇩🇪",
    ] {
        let line = line(text.as_bytes(), 4);
        assert_eq!(line.text, text);
        assert!(line.stand_ins.is_empty(), "{text}");
    }
}

#[test]
fn emoji_whose_width_depends_on_the_terminal_are_taken_apart() {
    assert_eq!(shown("👩\u{200d}💻"), "👩<ZWJ>💻");
    assert_eq!(shown("👍🏽"), "👍<U+1F3FD>");
    assert_eq!(shown("🇩"), "<RI D>");
    // A selector inside an emoji is left out, but the emoji is marked.
    let warning = line("⚠\u{fe0f} 1\u{fe0f}\u{20e3}".as_bytes(), 4);
    assert_eq!(warning.text, "⚠ 1\u{20e3}");
    assert_eq!(marked(&warning), ["⚠", "1\u{20e3}"]);
    assert_eq!(shown("a\u{fe0f}"), "a<VS16>");
    // Lam-alef: one cell as a word, two as letters; the isolated alef does not join.
    let arabic = line("لا".as_bytes(), 4);
    assert_eq!((arabic.text.as_str(), arabic.cells), ("ل\u{fe8d}", 2));
    assert_eq!(shown("أهلا\u{64b}"), "أهل\u{fe8d}\u{64b}");
}

#[test]
fn a_typed_stand_in_is_not_marked() {
    let typed = line("<RLO U+202E> ␛".as_bytes(), 4);
    let real = line("\u{202e} \u{1b}".as_bytes(), 4);
    assert_eq!(typed.text, real.text);
    assert!(typed.stand_ins.is_empty());
    assert_eq!(marked(&real), ["<RLO U+202E>", "␛"]);
}

#[test]
fn tabs_reach_the_next_stop() {
    assert_eq!(line(b"\ta\tb", 4).text, "    a   b");
    assert_eq!(line(b"abcd\te", 4).text, "abcd    e");
    assert_eq!(line("漢\tb".as_bytes(), 4).text, "漢  b");
    assert_eq!(line(b"a\tb", 0).text, "a b");
}

#[test]
fn words_that_pass_for_others_are_found() {
    assert_eq!(suspicious("x = раураl + 1"), ["раураl"]);
    assert_eq!(suspicious("if user == \"аdmin\""), ["аdmin"]);
    assert_eq!(suspicious("let scope = ѕсоре;"), ["ѕсоре"]);
    assert_eq!(
        suspicious("gօօgle ｆｕｌｌ 𝐛𝐨𝐥𝐝"),
        ["gօօgle", "ｆｕｌｌ", "𝐛𝐨𝐥𝐝"]
    );
    assert_eq!(suspicious("foo(а)"), ["а"]);
}

#[test]
fn prose_is_not_suspicious() {
    for text in [
        "naïve café Straße være œuvre",
        "и он с нами, а она у окна",
        "Rust言語でAPIを書く 한국어API를",
        "हिन्दी में लिखा",
        "Ελληνικά και λίγα",
        "user@example.com x_1 42",
    ] {
        assert!(
            suspicious(text).is_empty(),
            "{text}: {:?}",
            suspicious(text)
        );
    }
}

#[test]
fn long_lines_are_clipped_and_counted() {
    let long = line(&b"x".repeat(25_000), 4);
    assert_eq!(
        (long.cells, long.cut, long.text.len()),
        (MAX_CELLS, 15_000, 10_000)
    );
    let wide = line(format!("x{}", "漢".repeat(6_000)).as_bytes(), 4);
    assert_eq!((wide.cells, wide.cut), (9_999, 2_002));
    let huge = line(&[b"a\t".repeat(200_000), vec![0x1b; 100]].concat(), 4);
    assert!(huge.text.len() <= 10_000);
    assert_eq!(huge.cut, 4 * 200_000 + 100 - huge.cells);
    let marks = line(format!("a{}", "\u{301}".repeat(1_000_000)).as_bytes(), 4);
    assert!(marks.text.ends_with("<+999992 marks>") && marks.text.len() < 64);
}

#[test]
fn search_hits_are_found_in_the_text() {
    let source = "\tlet é = \u{202e}x; // 漢字";
    let line = line(source.as_bytes(), 4);
    for word in ["let", "é", "x;", "// 漢字", "字"] {
        let at = line.text_offset(source.find(word).unwrap());
        assert!(
            line.text[at..].starts_with(word),
            "{word} at {at} of {:?}",
            line.text
        );
    }
    let rlo = line.text_offset(source.find('\u{202e}').unwrap());
    assert!(line.text[rlo..].starts_with("<RLO"));
    assert_eq!(line.text_offset(10_000), line.text.len());
    assert_eq!(line.column(line.text.find('字').unwrap()), line.cells - 2);
}

#[test]
fn a_wide_character_across_the_edge_is_padded_or_left_out() {
    let line = line("a漢b".as_bytes(), 4);
    let left = line.columns(0, 2);
    assert_eq!(
        (&line.text[left.bytes], left.pad, left.cells, left.end),
        ("a", 0, 1, 1)
    );
    let right = line.columns(2, 4);
    assert_eq!(
        (&line.text[right.bytes], right.pad, right.cells, right.end),
        ("b", 1, 1, 4)
    );
    let none = line.columns(9, 12);
    assert_eq!((none.bytes, none.pad, none.cells), (5..5, 0, 0));
}

fn check(bytes: &[u8], tab: u8, width: u16) {
    let line = line(bytes, tab);
    assert!(!line.text.chars().any(is_forbidden), "{:?}", line.text);
    assert!(line.cells <= MAX_CELLS);
    assert_eq!(cells(bytes, tab), line.cells);

    for ranges in [&line.stand_ins, &line.suspicious] {
        assert!(ranges.windows(2).all(|pair| pair[0].end <= pair[1].start));
        for range in ranges {
            assert!(
                range.start < range.end
                    && line
                        .text
                        .get(range.start as usize..range.end as usize)
                        .is_some()
            );
        }
    }

    let mut last = 0;
    for source in 0..bytes.len() + 2 {
        let at = line.text_offset(source);
        assert!(
            last <= at && line.text.is_char_boundary(at),
            "{source} -> {at}"
        );
        last = at;
    }
    assert_eq!(last, line.text.len());

    let (mut text, mut column, mut count) = (String::new(), 0, 0);
    for row in line.rows(width) {
        assert!(row.pad == 0 && row.cells <= u32::from(width.max(4)));
        assert_eq!(line.column(row.bytes.start), column);
        text += &line.text[row.bytes];
        column = row.end;
        count += 1;
    }
    assert_eq!((text.as_str(), column), (line.text.as_str(), line.cells));
    assert_eq!(rows(bytes, tab, width), count);

    // A window anywhere is filled from its first column, but for a wide character at its end.
    for from in (0..line.cells.min(60)).step_by(3) {
        let window = line.columns(from, from + u32::from(width));
        let filled = window.pad + window.cells;
        assert!(filled <= u32::from(width));
        assert!(filled + 3 >= u32::from(width).min(line.cells - from));
        // Inside one wide character there is nothing but padding.
        assert!(window.bytes.is_empty() || line.column(window.bytes.start) == from + window.pad);
    }
}

#[test]
fn hostile_lines_keep_the_rules() {
    for bytes in hostile() {
        check(&bytes, 4, 37);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_line_keeps_the_rules(bytes in bytes(), tab in 0u8..9, width in 1u16..40) {
        check(&bytes, tab, width);
    }

    #[test]
    fn the_text_is_safe_already(bytes in bytes()) {
        let once = line(&bytes, 4);
        let twice = line(once.text.as_bytes(), 4);
        prop_assert_eq!(&once.text, &twice.text);
        prop_assert!(twice.stand_ins.is_empty());
        prop_assert_eq!(once.cells, twice.cells);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(50))]

    #[test]
    fn any_long_line_keeps_the_rules(bytes in bytes(), times in 500usize..900) {
        let long = bytes.repeat(times);
        let made = line(&long, 4);
        prop_assert!(made.cells <= MAX_CELLS && made.text.len() < 200_000);
        prop_assert_eq!(cells(&long, 4), made.cells);
        if made.cut == 0 {
            prop_assert_eq!(made.text_offset(long.len()), made.text.len());
        }
    }
}
