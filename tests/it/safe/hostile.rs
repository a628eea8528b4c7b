//! Inputs that have fooled programs which show text, and generators of more.

use proptest::prelude::*;

/// Text with characters that act, hide, reorder, stack, or have a width nobody agrees on.
const TEXTS: &[&str] = &[
    // Terminal sequences.
    "\u{1b}[31mred\u{1b}[0m",
    "\u{1b}[2J\u{1b}[H",
    "\u{1b}[8mhidden\u{1b}[28m",
    "\u{1b}[1A\u{1b}[2Koverwrites the line above",
    "\u{1b}[1;1Hat the top",
    "\u{1b}[?1049h",
    "\u{1b}[?25l",
    "\u{1b}[6n",
    "\u{1b}[c",
    "\u{1b}[21t",
    "\u{1b}[3;5r",
    "\u{1b}[5b",
    "\u{1b}c",
    "\u{1b}7\u{1b}8",
    "\u{1b}(0lqqk\u{1b}(B",
    "\u{1b}#8",
    "\u{1b}]0;title\u{7}",
    "\u{1b}]2;title\u{1b}\\",
    "\u{1b}]8;;https://evil.example\u{1b}\\click\u{1b}]8;;\u{1b}\\",
    "\u{1b}]52;c;ZWNobyBvd25lZA==\u{7}",
    "\u{1b}]4;1;rgb:ff/ff/ff\u{1b}\\",
    "\u{1b}]50;#1\u{7}",
    "\u{1b}]1337;File=inline=1:AAAA\u{7}",
    "\u{1b}P$q\"p\u{1b}\\",
    "\u{1b}P+q544e\u{1b}\\",
    "\u{1b}Pq#0;2;0;0;0~~\u{1b}\\",
    "\u{1b}_Ga=T;AAAA\u{1b}\\",
    "\u{1b}^private\u{1b}\\",
    "\u{1b}Xstring\u{1b}\\",
    "\u{1b}]unterminated",
    "\u{1b}P unterminated",
    "\u{1b}[",
    "\u{1b}",
    "\u{1b}\u{1b}\u{1b}[A",
    "\u{9b}31mred",
    "\u{9b}2J",
    "\u{90}q\u{9c}",
    "\u{9d}0;title\u{9c}",
    "\u{84}\u{85}\u{8d}",
    // Controls.
    "good\rEVIL",
    "rm -rf /\r# harmless ",
    "a\rb\rc\r",
    "password\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}        ",
    "a\u{8}b",
    "bell\u{7}\u{7}",
    "form\u{c}feed",
    "vertical\u{b}tab",
    "nul\0inside\0",
    "\0\0\0\0",
    "shift \u{e}lqk\u{f}",
    "xon \u{11}\u{13}",
    "cancel \u{18}\u{1a}",
    "del\u{7f}\u{7f}",
    "enq \u{5}",
    "\ttabs\tand\t\ttabs",
    " \t mixed \t",
    "a\nb\n\nc",
    "crlf\r\nline\r\n",
    "\r\n",
    "\n",
    // Trojan source (CVE-2021-42574).
    "/*\u{202e} } \u{2066}if (isAdmin)\u{2069} \u{2066} begin admins only */",
    "access_level != \"user\u{202e} \u{2066}// Check if admin\u{2069} \u{2066}\"",
    "\u{202a}lre\u{202b}rle\u{202c}pdf\u{202d}lro",
    "\u{2066}lri\u{2067}rli\u{2068}fsi\u{2069}",
    "\u{200e}\u{200f}\u{61c}",
    "file\u{202e}gnp.exe",
    "\u{202e}\u{202e}\u{202e}\u{202e}",
    "שלום (\u{5d0}) x = 1; // עברית",
    "السلام عليكم لا لآ لأ لإ لٱ",
    "ل\u{64b}\u{651}ا",
    "لاللاااا",
    // Look-alikes.
    "раураl.com",
    "аdmin",
    "scope vs ѕсоре",
    "if (envіronment != \"PRODUCTION\")",
    "Αρχή ΑΒΕ",
    "gօօgle",
    "ｆｕｌｌｗｉｄｔｈ",
    "𝐛𝐨𝐥𝐝 𝓼𝓬𝓻𝓲𝓹𝓽 𝖌𝖔𝖙𝖍",
    "ⅿⅰⅹ",
    "ﬁle",
    "kız ılık",
    "a\u{37e} b\u{2044}c\u{2215}d",
    "<RLO U+202E> typed, <ZWSP> typed, ␛[31m typed, <+3 marks> typed",
    // Invisible.
    "zero\u{200b}width\u{200c}and\u{200d}joiners\u{2060}\u{feff}",
    "\u{feff}bom",
    "soft\u{ad}hyphen",
    "\u{34f}\u{180e}\u{17b4}\u{17b5}",
    "\u{115f}\u{1160}\u{3164}\u{ffa0}",
    "const { x,\u{3164}} = req.query",
    "\u{2061}\u{2062}\u{2063}\u{2064}\u{206a}\u{206f}",
    "tags\u{e0001}\u{e0069}\u{e0067}\u{e006e}\u{e006f}\u{e0072}\u{e0065}\u{e007f}\u{e0020}",
    "\u{fe00}\u{fe01}\u{e0100}\u{e01ef}",
    "a\u{fe00}\u{fe0f}b\u{e0101}",
    "\u{180b}\u{180c}\u{180d}\u{180f}",
    "\u{2800}braille blank\u{2800}",
    "nbsp\u{a0}and\u{2000}\u{2003}\u{2009}\u{200a}\u{202f}\u{205f}\u{1680}",
    "ideographic\u{3000}space",
    "\u{1d173}\u{1d174}\u{1d17a}\u{1d159}",
    "\u{1bca0}\u{1bca3}\u{16fe4}",
    "\u{fff9}base\u{fffa}note\u{fffb}\u{fffc}",
    "\u{13430}\u{13437}\u{13441}",
    "line\u{2028}separator\u{2029}paragraph",
    "\u{fdd0}\u{fffe}\u{ffff}\u{1ffff}\u{10ffff}",
    "\u{e000}\u{f8ff}\u{f0000}\u{100000}",
    "\u{378}\u{2fe0}\u{e0fff}\u{323b0}",
    "lost \u{fffd} byte",
    // Stacked and stray marks.
    "Z\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}\u{30a}algo",
    "\u{301}starts with a mark",
    " \u{301}mark on a blank",
    "\u{1b}\u{301}mark on a picture",
    "\u{200b}\u{301}\u{302}",
    "e\u{301}\u{200d}\u{301}",
    "\u{20dd}\u{20e3}\u{489}",
    "<\u{338} =\u{338} >\u{338}",
    "|\u{20d2}\u{20d2}",
    // Emoji.
    "👩\u{200d}💻 👨\u{200d}👩\u{200d}👧\u{200d}👦 🏳\u{fe0f}\u{200d}🌈",
    "👍🏽 🏽 a🏽 🏽🏽",
    "🇩🇪 🇩 🇩🇪🇫 a🇫b 🇩\u{301}🇪 🇩\u{fe0f}🇪",
    "⚠\u{fe0f} ⚠ ⚠\u{fe0e} ❤\u{fe0f} ✔\u{fe0f} ©\u{fe0f}",
    "1\u{fe0f}\u{20e3} #\u{fe0f}\u{20e3} 1\u{20e3} 1\u{fe0f} a\u{fe0f}\u{20e3}",
    "⌚\u{fe0e} ⌚\u{fe0f} 🔥\u{fe0f} 漢\u{fe0f} 漢\u{fe00}",
    "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
    "\u{200d}\u{fe0f}🏻",
    // Scripts whose graphemes are more than a base with marks.
    "हिन्दी में स्त्री राष्ट्रीय क्षत्रिय",
    "क्क्क्क्क्क्क्क्क्क्",
    "\u{93e}\u{93f} \u{94d}क",
    "বাংলা தமிழ் മലയാളം ಕನ್ನಡ తెలుగు ગુજરાતી",
    "น้ำ กำ \u{e33} ຳ",
    "ភាសាខ្មែរ ក្ខ \u{17a4}\u{17d8}",
    "ᄒ\u{1161}\u{11ab} ᄀᄀ \u{1161}\u{11a8} 각\u{11a8} ᄀ한 \u{a960}\u{d7b0}\u{d7cb}",
    "ｶ\u{ff9e}ﾊ\u{ff9f} が \u{ff9e}",
    "ꓸꓼ ꓹꓽꓸ",
    "ⵏ\u{2d7f}ⴾ ⵏ\u{200d}ⴾ",
    "\u{16d67}\u{16d67} \u{16d63}\u{16d68}",
    "ᨕᨗ\u{200d}ᨐ א\u{200d}ל 𐰲\u{200d}𐰃",
    "\u{600}123 \u{6dd}4 \u{70f}a \u{8e2} \u{110bd}1",
    "\u{d4e}ക \u{111c2}𑆑 \u{11a3a} \u{1193f}",
    "မြန်မာ བོད་ཡིག ᠮᠣᠩᠭᠣᠯ",
    "漢字かな交じり文、半角ｶﾅ、全角ＡＢＣ",
    "﷽ ⸻ 𒐫 ꧅ ‱",
];

/// Bytes that are not UTF-8, or only nearly.
const BYTES: &[&[u8]] = &[
    b"\xff\xfe",
    b"caf\xe9",
    b"\xc3",
    b"\xe2\x82",
    b"\xf0\x9f\x98",
    b"\x80\x80\x80",
    b"\xc0\xaf..\xc0\xaf",
    b"\xe0\x80\xaf",
    b"\xf0\x80\x80\xaf",
    b"\xc1\x9b31m",
    b"\xed\xa0\x80\xed\xb0\x80",
    b"\xf4\x90\x80\x80",
    b"\xf8\x88\x80\x80\x80",
    b"\x9b31mraw C1",
    b"\x9d0;title\x9c",
    b"a\xe2\x80",
    b"\xe2\x80\xae ok \xe2\x80",
    b"\xff\xcc\x81mark after a bad byte",
    b"h\0i\0 \0u\0t\0f\x001\x006\0",
    b"\xfe\xff\0h\0i",
    b"\x00\xff\r\n\xc2\r\n\x85",
    b"\r\xc2\x85\r",
];

/// Every hand-written input, and some too long to write.
pub(super) fn hostile() -> Vec<Vec<u8>> {
    let long = [
        "x".repeat(30_000),
        "e\u{301}".repeat(12_000),
        "\u{301}".repeat(30_000),
        format!("a{}b", "\u{301}".repeat(30_000)),
        "漢".repeat(6_000),
        format!("x{}", "漢".repeat(6_000)),
        "\u{202e}".repeat(3_000),
        "\t".repeat(3_000),
        "क्".repeat(4_000),
        "\u{1b}[31m".repeat(3_000),
        "раура ".repeat(3_000),
        "👩\u{200d}".repeat(4_000),
        " ".repeat(20_000),
        "\n".repeat(20_000),
    ];
    let texts = TEXTS.iter().map(|text| text.as_bytes().to_vec());
    let bytes = BYTES.iter().map(|bytes| bytes.to_vec());
    texts
        .chain(bytes)
        .chain(long.into_iter().map(String::into_bytes))
        .collect()
}

/// Characters and pieces that change what their neighbours look like.
fn fragment() -> impl Strategy<Value = Vec<u8>> {
    let pieces: Vec<Vec<u8>> = TEXTS
        .iter()
        .flat_map(|text| text.chars())
        .map(|c| c.to_string().into_bytes())
        .collect();
    prop_oneof![
        6 => proptest::sample::select(pieces),
        2 => "[ -~]{1,12}".prop_map(String::into_bytes),
        2 => any::<char>().prop_map(|c| c.to_string().into_bytes()),
        // Whole blocks in which characters combine: Arabic to Khmer, jamo, marks, emoji.
        3 => proptest::char::ranges(vec!['\u{300}'..='\u{36f}', '\u{590}'..='\u{18af}', '\u{1100}'..='\u{11ff}',
            '\u{2000}'..='\u{20ff}', '\u{a4d0}'..='\u{a9ff}', '\u{d7b0}'..='\u{d7ff}', '\u{fe00}'..='\u{ffff}',
            '\u{11000}'..='\u{11fff}', '\u{1d100}'..='\u{1d1ff}', '\u{1f000}'..='\u{1faff}'].into())
            .prop_map(|c| c.to_string().into_bytes()),
        1 => any::<u8>().prop_map(|byte| vec![byte]),
        1 => proptest::sample::select(BYTES).prop_map(<[u8]>::to_vec),
    ]
}

/// Arbitrary bytes with much in them that matters.
pub(super) fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => proptest::collection::vec(fragment(), 0..24).prop_map(|parts| parts.concat()),
        1 => any::<String>().prop_map(String::into_bytes),
        1 => proptest::collection::vec(any::<u8>(), 0..64),
    ]
}

/// Whether a character may never be put out: C0, C1, DEL, bidi controls, default-ignorable ones.
pub(super) fn is_forbidden(c: char) -> bool {
    c.is_control() || {
        // The skeleton of UTS #39 leaves out exactly the default-ignorable characters.
        let mut buffer = [0; 4];
        unicode_security::skeleton(c.encode_utf8(&mut buffer))
            .next()
            .is_none()
    }
}

#[test]
fn there_are_enough_of_them() {
    assert!(TEXTS.len() + BYTES.len() >= 150);
}
