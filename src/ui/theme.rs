//! Defines the colours for dark and light backgrounds and for each colour depth, and the glyph and
//! colour of each state.

use ratatui::style::{Color, Modifier, Style};

use crate::app::facts::link_state::LinkState;
use crate::model::note::{Thread, ThreadState};
use crate::model::paint::Paint;
use crate::model::verdict::{CriterionState, Verdict};
use crate::safe::prose::ProseStyle;
use crate::ui::glyphs::{ASCII, GlyphSet, UNICODE};

/// The number of colours that a terminal has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Depth {
    /// 24-bit colours.
    True,
    /// 256 colours.
    Indexed,
    /// 16 colours.
    Ansi,
    /// No colours: only glyphs, bold, dim, underline and reverse tell things apart.
    None,
}

/// A colour for each depth: RGB, an index into the palette of 256, one of the 16.
struct Shade(u32, u8, Color);

impl Shade {
    fn at(&self, depth: Depth) -> Color {
        match depth {
            Depth::True => Color::from_u32(self.0),
            Depth::Indexed => Color::Indexed(self.1),
            Depth::Ansi => self.2,
            Depth::None => Color::Reset,
        }
    }
}

/// The styles that screens use, named after what they mean.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Running text.
    pub text: Style,
    /// Less important text.
    pub dim: Style,
    /// More important text.
    pub strong: Style,
    /// Borders.
    pub border: Style,
    /// The border of the pane with the focus.
    pub focus: Style,
    /// The title line and the footer.
    pub bar: Style,
    /// A key in the footer, the help, a menu.
    pub key: Style,
    /// Headings.
    pub heading: Style,
    /// The row under the cursor; put over the row's own style.
    pub cursor: Style,
    /// The row under the cursor in a pane without the focus.
    pub cursor_dim: Style,
    /// Selected lines; put over the row's own style.
    pub selected: Style,
    /// Added lines.
    pub added: Style,
    /// Removed lines.
    pub removed: Style,
    /// The words that differ within an added line; put over the line's own style.
    pub added_words: Style,
    /// The words that differ within a removed line; put over the line's own style.
    pub removed_words: Style,
    /// Lines that were moved here.
    pub moved_in: Style,
    /// Lines that were moved away.
    pub moved_out: Style,
    /// White space at the end of an added line.
    pub trailing: Style,
    /// The signs and counts of added lines.
    pub plus: Style,
    /// The signs and counts of removed lines.
    pub minus: Style,
    /// Line numbers.
    pub number: Style,
    /// Rows that stand for hidden lines.
    pub gap: Style,
    /// Search matches.
    pub hit: Style,
    /// Stand-ins for characters that would hide something.
    pub stand_in: Style,
    /// Words of mixed scripts, or of letters that pass for ASCII.
    pub suspicious: Style,
    /// Links that count, and marks of the chosen criterion.
    pub link: Style,
    /// Code within prose.
    pub code: Style,
    /// Emphasis within prose.
    pub emphasis: Style,
    /// Good states, such as a met criterion.
    pub good: Style,
    /// Bad states, such as a criterion that is not met.
    pub bad: Style,
    /// States that want attention.
    pub warn: Style,
    /// Information that is neither good nor bad.
    pub info: Style,
    /// Error messages.
    pub error: Style,
    /// The styles of source text, by `Paint as usize`; see [`Theme::painted`].
    paints: [Style; Paint::ALL.len()],
    /// The glyph set.
    pub glyphs: GlyphSet,
}

impl Theme {
    /// Makes the theme for a background, a colour depth and a glyph set.
    pub fn new(light: bool, depth: Depth, ascii: bool) -> Self {
        let either = |dark: Shade, bright: Shade| {
            if light {
                bright.at(depth)
            } else {
                dark.at(depth)
            }
        };
        let plain = Style::new();
        let fg = |color| plain.fg(color);
        let dim = either(
            Shade(0x8b93a1, 245, Color::DarkGray),
            Shade(0x6a7280, 242, Color::DarkGray),
        );
        let accent = either(
            Shade(0x61afef, 75, Color::Cyan),
            Shade(0x0b62b5, 25, Color::Blue),
        );
        let green = either(
            Shade(0x7ec77a, 114, Color::Green),
            Shade(0x1a7f37, 28, Color::Green),
        );
        let red = either(
            Shade(0xf07178, 203, Color::Red),
            Shade(0xc02f2f, 124, Color::Red),
        );
        let yellow = either(
            Shade(0xe5c07b, 180, Color::Yellow),
            Shade(0x8a5a00, 94, Color::Yellow),
        );
        let purple = either(
            Shade(0xc792ea, 176, Color::Magenta),
            Shade(0x7c3aa8, 91, Color::Magenta),
        );
        let border = either(
            Shade(0x4b5263, 240, Color::DarkGray),
            Shade(0xb4bac4, 250, Color::Gray),
        );
        // Sixteen colours include no quiet background, so lines are told apart by the colour of
        // their text.
        let tinted = |dark: Shade, bright: Shade, otherwise: Style| match depth {
            Depth::True | Depth::Indexed => plain.bg(either(dark, bright)),
            Depth::Ansi | Depth::None => otherwise,
        };
        let reversed = plain.add_modifier(Modifier::REVERSED);
        let differing = |dark: Shade, bright: Shade| match depth {
            Depth::None => plain.add_modifier(Modifier::UNDERLINED | Modifier::BOLD),
            Depth::Ansi => plain.bg(either(dark, bright)).fg(Color::Black),
            // Set the text colour too, so that differing words are readable whatever their syntax
            // colour was.
            Depth::True | Depth::Indexed => plain.bg(either(dark, bright)).fg(either(
                Shade(0xf5f7fa, 231, Color::Reset),
                Shade(0x14181e, 16, Color::Reset),
            )),
        };
        let moved = |dark: Shade, bright: Shade, ansi: Color| match depth {
            Depth::None => plain.add_modifier(Modifier::DIM),
            Depth::Ansi => plain.fg(ansi),
            Depth::True | Depth::Indexed => fg(dim).bg(either(dark, bright)),
        };
        let ansi = |color| {
            if depth == Depth::Ansi {
                fg(color)
            } else {
                plain
            }
        };
        Self {
            text: fg(Color::Reset),
            dim: fg(dim),
            strong: fg(Color::Reset).add_modifier(Modifier::BOLD),
            border: fg(border),
            focus: fg(accent).add_modifier(Modifier::BOLD),
            bar: tinted(
                Shade(0x262b36, 236, Color::Reset),
                Shade(0xe6eaf0, 254, Color::Reset),
                reversed,
            ),
            key: fg(accent).add_modifier(Modifier::BOLD),
            heading: fg(accent).add_modifier(Modifier::BOLD),
            cursor: tinted(
                Shade(0x36405a, 238, Color::Reset),
                Shade(0xcfe0f5, 153, Color::Reset),
                reversed,
            ),
            cursor_dim: tinted(
                Shade(0x282e3b, 236, Color::Reset),
                Shade(0xe4e9f0, 254, Color::Reset),
                plain.add_modifier(Modifier::UNDERLINED),
            ),
            selected: tinted(
                Shade(0x4a3f66, 60, Color::Reset),
                Shade(0xe3d8f7, 189, Color::Reset),
                reversed,
            ),
            added: tinted(
                Shade(0x14301f, 22, Color::Reset),
                Shade(0xdaf5e0, 194, Color::Reset),
                ansi(Color::Green),
            ),
            removed: tinted(
                Shade(0x3d1a1f, 52, Color::Reset),
                Shade(0xfde2e2, 224, Color::Reset),
                ansi(Color::Red),
            ),
            added_words: differing(
                Shade(0x2a6b41, 28, Color::Green),
                Shade(0x9fe0b0, 157, Color::Green),
            ),
            removed_words: differing(
                Shade(0x8a2f3a, 124, Color::Red),
                Shade(0xf8b4b4, 217, Color::Red),
            ),
            moved_in: moved(
                Shade(0x152a33, 235, Color::Reset),
                Shade(0xe2f1f6, 255, Color::Reset),
                Color::Cyan,
            ),
            moved_out: moved(
                Shade(0x2c1f33, 235, Color::Reset),
                Shade(0xf3e8f6, 255, Color::Reset),
                Color::Magenta,
            ),
            trailing: match depth {
                Depth::None => plain.add_modifier(Modifier::UNDERLINED),
                _ => plain.bg(either(
                    Shade(0x8f5a14, 130, Color::Yellow),
                    Shade(0xf3c26b, 215, Color::Yellow),
                )),
            },
            plus: fg(green),
            minus: fg(red),
            number: fg(dim),
            gap: fg(dim),
            hit: match depth {
                Depth::None => reversed.add_modifier(Modifier::BOLD),
                _ => plain
                    .bg(yellow)
                    .fg(if light { Color::White } else { Color::Black }),
            },
            stand_in: fg(purple).add_modifier(Modifier::REVERSED | Modifier::BOLD),
            suspicious: fg(yellow).add_modifier(Modifier::UNDERLINED),
            link: fg(accent).add_modifier(Modifier::BOLD),
            code: match depth {
                Depth::None => plain.add_modifier(Modifier::DIM),
                _ => fg(purple),
            },
            emphasis: plain.add_modifier(Modifier::ITALIC),
            good: fg(green),
            bad: fg(red),
            warn: fg(yellow),
            info: fg(accent),
            error: fg(red).add_modifier(Modifier::BOLD | Modifier::REVERSED),
            paints: Paint::ALL.map(|paint| source(paint, light, depth)),
            glyphs: if ascii { ASCII } else { UNICODE },
        }
    }

    /// Whether pieces of source text look different from each other.
    pub fn has_colours(&self) -> bool {
        self.paints.iter().any(|style| *style != Style::new())
    }

    /// Returns the style of a piece of source text on a line with the style `line`. Where the
    /// line's own text colour says that it was added or removed, because there is no background to
    /// say so, that colour stays.
    pub fn painted(&self, paint: Paint, line: Style) -> Style {
        let piece = self.paints.get(paint as usize).copied().unwrap_or_default();
        match line.fg {
            None | Some(Color::Reset) => line.patch(piece),
            Some(_) => line.add_modifier(piece.add_modifier),
        }
    }

    /// Returns the style of a part of prose; put over the row's own style.
    pub fn prose(&self, mark: ProseStyle) -> Style {
        match mark {
            ProseStyle::Emphasis => self.emphasis,
            ProseStyle::Strong => Style::new().add_modifier(Modifier::BOLD),
            ProseStyle::Struck => Style::new().add_modifier(Modifier::CROSSED_OUT),
            ProseStyle::Code => self.code,
            ProseStyle::Heading => self.heading,
            ProseStyle::Link | ProseStyle::Keyword => self.info,
            ProseStyle::Target | ProseStyle::Bullet => self.dim,
            ProseStyle::Quote | ProseStyle::Frame => self.border,
        }
    }

    /// Returns the glyph for an ASCII character that stands for a line or a bullet; `None` for
    /// other characters.
    pub fn drawn(&self, mark: ProseStyle, character: &str) -> Option<&'static str> {
        match (mark, character) {
            (ProseStyle::Bullet, "-") => Some(self.glyphs.bullet),
            (ProseStyle::Quote, ">") => Some(self.glyphs.quote),
            (ProseStyle::Frame, "-") => Some(self.glyphs.rule),
            (ProseStyle::Frame, "|") => Some(self.glyphs.frame[5]),
            _ => None,
        }
    }

    /// Returns the glyph and style of a criterion's state.
    pub fn state(&self, state: CriterionState) -> (&'static str, Style) {
        match state {
            CriterionState::Unreviewed => (self.glyphs.unreviewed, self.dim),
            CriterionState::Judged(verdict) => self.verdict(verdict),
            CriterionState::Disputed => (self.glyphs.disputed, self.bad),
            CriterionState::Stale => (self.glyphs.stale, self.warn),
        }
    }

    /// Returns the glyph and style of a link, also of a suggested one.
    pub fn link(&self, state: LinkState) -> (&'static str, Style) {
        match state {
            LinkState::Confirmed => (self.glyphs.confirmed, self.link),
            LinkState::Declared => (self.glyphs.unreviewed, self.link),
            LinkState::Unclear => (self.glyphs.unclear, self.warn),
            LinkState::Suggested(strength) => (
                self.glyphs
                    .suggested
                    .get(strength as usize)
                    .copied()
                    .unwrap_or_default(),
                self.warn,
            ),
        }
    }

    /// Returns the glyph and style of a verdict.
    pub fn verdict(&self, verdict: Verdict) -> (&'static str, Style) {
        match verdict {
            Verdict::Met => (self.glyphs.met, self.good),
            Verdict::NotMet => (self.glyphs.not_met, self.bad),
            Verdict::Partial => (self.glyphs.partial, self.warn),
            Verdict::Waived => (self.glyphs.waived, self.info),
            Verdict::Unclear => (self.glyphs.unclear, self.warn),
        }
    }

    /// Returns the style of a thread.
    pub fn thread(&self, thread: &Thread) -> Style {
        match thread.state {
            ThreadState::Open if thread.body.blocks() => self.bad,
            ThreadState::Open => self.info,
            ThreadState::Addressed { .. } => self.warn,
            ThreadState::Verified { .. } => self.good,
            ThreadState::Withdrawn { .. } => self.dim,
        }
    }
}

/// Returns the style of a piece of source text on a plain line: one of a few hues, or none where
/// there are no colours. Each is readable on the backgrounds of added, removed and selected lines
/// and of the cursor.
fn source(paint: Paint, light: bool, depth: Depth) -> Style {
    if depth == Depth::None {
        return Style::new();
    }
    let (dark, bright) = match paint {
        Paint::Keyword => (
            Shade(0xd7a6f5, 183, Color::Magenta),
            Shade(0x7a1fa2, 90, Color::Magenta),
        ),
        Paint::Function | Paint::Key | Paint::Tag | Paint::Heading => (
            Shade(0x8ec5ff, 117, Color::LightBlue),
            Shade(0x1450a8, 25, Color::Blue),
        ),
        Paint::Type | Paint::Attribute => (
            Shade(0xf0d08a, 222, Color::Yellow),
            Shade(0x704a00, 58, Color::Cyan),
        ),
        Paint::String | Paint::Raw => (
            Shade(0xb5e08c, 150, Color::Green),
            Shade(0x1c5e22, 22, Color::Green),
        ),
        Paint::Escape | Paint::Link => (
            Shade(0x7fdbe8, 116, Color::Cyan),
            Shade(0x005c66, 23, Color::Cyan),
        ),
        Paint::Number | Paint::Constant => (
            Shade(0xffb38a, 216, Color::Cyan),
            Shade(0x8f3200, 88, Color::Cyan),
        ),
        Paint::Comment => (
            Shade(0xadb4c0, 249, Color::DarkGray),
            Shade(0x585f6c, 240, Color::DarkGray),
        ),
        Paint::Variable
        | Paint::Operator
        | Paint::Punctuation
        | Paint::Emphasis
        | Paint::Strong => (
            Shade(0xc5ccd8, 252, Color::Reset),
            Shade(0x3d4450, 238, Color::Reset),
        ),
    };
    let style = Style::new().fg(if light {
        bright.at(depth)
    } else {
        dark.at(depth)
    });
    match paint {
        Paint::Heading | Paint::Strong => style.add_modifier(Modifier::BOLD),
        Paint::Emphasis => style.add_modifier(Modifier::ITALIC),
        Paint::Link => style.add_modifier(Modifier::UNDERLINED),
        _ => style,
    }
}
