//! Defines the characters that screens are drawn with, in Unicode and in ASCII.

use std::borrow::Cow;

/// A set of characters to draw screens with. Each is one cell wide.
#[derive(Clone, Copy, Debug)]
pub struct GlyphSet {
    pub met: &'static str,
    pub not_met: &'static str,
    pub partial: &'static str,
    pub waived: &'static str,
    pub unclear: &'static str,
    pub unreviewed: &'static str,
    pub stale: &'static str,
    pub disputed: &'static str,
    pub chosen: &'static str,
    pub open: &'static str,
    pub folded: &'static str,
    pub bar: &'static str,
    pub thread: &'static str,
    pub gap: &'static str,
    pub rule: &'static str,
    pub plus: &'static str,
    pub minus: &'static str,
    pub moved_in: &'static str,
    pub moved_out: &'static str,
    pub no_newline: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
    pub unsent: &'static str,
    pub declared: &'static str,
    pub confirmed: &'static str,
    /// A link declared by the commit alone.
    pub by_commit_only: &'static str,
    /// Suggested links: weak, fair, strong, by `Strength as usize`.
    pub suggested: [&'static str; 3],
    pub hint: &'static str,
    pub tested: &'static str,
    /// Lines that look like a criterion but were not read as one.
    pub left_out: &'static str,
    /// Something of others that the user has not had on the screen.
    pub new: &'static str,
    pub wrapped: &'static str,
    pub cut: &'static str,
    pub within: &'static str,
    pub bullet: &'static str,
    pub quote: &'static str,
    pub dot: &'static str,
    pub arrow: &'static str,
    pub ellipsis: &'static str,
    /// The borders: top left, top right, bottom left, bottom right, horizontal, vertical.
    pub frame: [&'static str; 6],
}

pub(in crate::ui) const UNICODE: GlyphSet = GlyphSet {
    met: "✓",
    not_met: "✗",
    partial: "◐",
    waived: "⊘",
    unclear: "?",
    unreviewed: "○",
    stale: "↻",
    disputed: "≠",
    chosen: "▸",
    open: "▾",
    folded: "▸",
    bar: "▌",
    thread: "┃",
    gap: "⋯",
    rule: "─",
    plus: "+",
    minus: "−",
    moved_in: "»",
    moved_out: "«",
    no_newline: "⊣",
    previous: "◂",
    next: "▸",
    unsent: "⇡",
    declared: "·",
    confirmed: "●",
    by_commit_only: "◌",
    suggested: ["-", "=", "≡"],
    hint: "┊",
    tested: "t",
    left_out: "∅",
    new: "✱",
    wrapped: "↪",
    cut: "»",
    within: "›",
    bullet: "•",
    quote: "▎",
    dot: "·",
    arrow: "→",
    ellipsis: "…",
    frame: ["┌", "┐", "└", "┘", "─", "│"],
};

pub(in crate::ui) const ASCII: GlyphSet = GlyphSet {
    met: "v",
    not_met: "x",
    partial: "~",
    waived: "/",
    unclear: "?",
    unreviewed: "o",
    stale: "@",
    disputed: "#",
    chosen: ">",
    open: "-",
    folded: "+",
    bar: "|",
    thread: "|",
    gap: ":",
    rule: "-",
    plus: "+",
    minus: "-",
    moved_in: ">",
    moved_out: "<",
    no_newline: "!",
    previous: "<",
    next: ">",
    unsent: "^",
    declared: ".",
    confirmed: "*",
    by_commit_only: ".",
    suggested: ["-", "=", "%"],
    hint: ":",
    tested: "t",
    left_out: "0",
    new: "!",
    wrapped: "\\",
    cut: ">",
    within: ">",
    bullet: "-",
    quote: ">",
    dot: "-",
    arrow: ">",
    ellipsis: "~",
    frame: ["+", "+", "+", "+", "-", "|"],
};

impl GlyphSet {
    /// Replaces punctuation and arrows in the program's own words by this set's characters, which
    /// are as wide.
    pub fn words<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.ellipsis == UNICODE.ellipsis || text.is_ascii() {
            return Cow::Borrowed(text);
        }
        let plain = |c: char| match c {
            '…' => self.ellipsis,
            '·' => self.dot,
            '→' => self.arrow,
            '–' | '—' | '−' => self.minus,
            '×' => "x",
            '←' => "<",
            '↑' => "^",
            '↓' => "v",
            _ => "",
        };
        let mut words = String::with_capacity(text.len());
        for c in text.chars() {
            match plain(c) {
                "" => words.push(c),
                plain => words += plain,
            }
        }
        Cow::Owned(words)
    }
}
