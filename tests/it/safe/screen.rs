//! What is drawn is what was meant: through ratatui, and through a terminal emulator.

use std::num::NonZeroU16;

use proptest::prelude::*;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line as DrawnLine, Span};
use ratatui::widgets::Widget;
use ratatui::{Terminal, TerminalOptions, Viewport};
use snaglist::safe::{Line, cells, inline, line};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::hostile::{bytes, hostile};

/// Columns drawn of long lines.
const WINDOW: u32 = 400;

fn blank_terminal(rows: u16, columns: u16) -> vt100::Parser {
    vt100::Parser::new(
        NonZeroU16::new(rows).unwrap(),
        NonZeroU16::new(columns).unwrap(),
        0,
    )
}

/// Draws some text as spans and puts a bar right after it.
fn drawn(spans: Vec<Span<'_>>, width: u32) -> (Buffer, vt100::Parser) {
    let area = Rect::new(0, 0, width as u16 + 4, 2);
    let mut out = Vec::new();
    let options = TerminalOptions {
        viewport: Viewport::Fixed(area),
    };
    let mut terminal = Terminal::with_options(CrosstermBackend::new(&mut out), options).unwrap();
    let frame = terminal
        .draw(|frame| {
            let mut spans = spans;
            spans.push(Span::raw("|"));
            DrawnLine::from(spans).render(area, frame.buffer_mut());
        })
        .unwrap();
    let buffer = frame.buffer.clone();
    drop(terminal);
    let mut emulator = blank_terminal(area.height, area.width);
    emulator.process(&out);
    (buffer, emulator)
}

/// Fails unless every cell holds what the text says, in ratatui's buffer and in the terminal.
fn assert_cells(text: &str, width: u32, buffer: &Buffer, emulator: &vt100::Parser) {
    let screen = emulator.screen();
    let cell = |column: u32| screen.cell(0, column as u16).unwrap();
    let mut column = 0;
    for grapheme in text.graphemes(true) {
        assert_eq!(
            buffer[(column as u16, 0)].symbol(),
            grapheme,
            "ratatui, column {column} of {text:?}"
        );
        let mut inside = column;
        let mut chars = grapheme.chars().peekable();
        while let Some(c) = chars.next() {
            let own = c.width().unwrap() as u32;
            assert_ne!(own, 0, "{c:?} has no cell in {text:?}");
            let mut expected = c.to_string();
            while let Some(mark) = chars.next_if(|c| c.width() == Some(0)) {
                expected.push(mark);
            }
            let shown = cell(inside).contents();
            // The emulator keeps 22 bytes a cell.
            let blank = shown.is_empty() && expected == " ";
            let same =
                blank || shown == expected || (shown.len() >= 18 && expected.starts_with(shown));
            assert!(
                same,
                "terminal, column {inside}: {shown:?} for {expected:?} in {text:?}"
            );
            if own == 2 {
                assert!(
                    cell(inside + 1).is_wide_continuation(),
                    "column {inside} of {text:?}"
                );
            }
            inside += own;
        }
        assert_eq!(
            u32::from(grapheme.cell_width()),
            inside - column,
            "{grapheme:?} in {text:?}"
        );
        column = inside;
    }
    assert_eq!(column, width, "width of {text:?}");
    assert_eq!(
        UnicodeWidthStr::width(text) as u32,
        width,
        "width of {text:?}"
    );
    assert_eq!(buffer[(column as u16, 0)].symbol(), "|", "after {text:?}");
    assert_eq!(cell(column).contents(), "|", "after {text:?}");
    assert_eq!(
        screen.rows(0, screen.size().1.get()).nth(1).unwrap(),
        "",
        "below {text:?}"
    );
}

/// The first columns of a line, with its stand-ins as spans of their own.
fn spans<'a>(line: &'a Line, window: &std::ops::Range<usize>) -> Vec<Span<'a>> {
    let mut spans = Vec::new();
    let mut at = window.start;
    for stand_in in &line.stand_ins {
        let (start, end) = (
            stand_in.start as usize,
            (stand_in.end as usize).min(window.end),
        );
        if start >= end {
            break;
        }
        spans.push(Span::raw(&line.text[at..start]));
        spans.push(Span::styled(
            &line.text[start..end],
            Style::new().reversed(),
        ));
        at = end;
    }
    spans.push(Span::raw(&line.text[at..window.end]));
    spans
}

fn check(bytes: &[u8], tab: u8) {
    let line = line(bytes, tab);
    assert_eq!(cells(bytes, tab), line.cells, "{}", bytes.escape_ascii());
    let window = line.columns(0, WINDOW);
    let text = &line.text[window.bytes.clone()];

    let (buffer, emulator) = drawn(vec![Span::raw(text)], window.cells);
    assert_cells(text, window.cells, &buffer, &emulator);
    let (buffer, emulator) = drawn(spans(&line, &window.bytes), window.cells);
    assert_cells(text, window.cells, &buffer, &emulator);

    // Printed without any screen: the cursor ends where the width says.
    let mut emulator = blank_terminal(2, WINDOW as u16 + 4);
    emulator.process(text.as_bytes());
    assert_eq!(
        emulator.screen().cursor_position(),
        (0, window.cells as u16),
        "{text:?}"
    );
}

#[test]
fn every_hostile_line_is_drawn_as_meant() {
    for bytes in hostile() {
        check(&bytes, 4);
    }
}

#[test]
fn every_character_is_drawn_as_meant() {
    // All but the ideographs, precomposed Hangul and private use, of which every one is like the
    // next.
    let alike = [
        0x3500..0x4D00,
        0x4F00..0x9F00,
        0xAD00..0xD700,
        0xE100..0xF800,
        0x17100..0x18C00,
    ];
    let codes = (0..=0x2_01FFu32).chain(0xE_0000..=0xE_01FF);
    let codes = codes.filter(|code| !alike.iter().any(|range| range.contains(code)));
    let text: Vec<char> = codes.filter_map(char::from_u32).collect();
    for chunk in text.chunks(4096) {
        // Each beside a letter, so that what joins has something to join.
        let text: String = chunk.iter().flat_map(|c| ['a', *c]).collect();
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let cut = rest.char_indices().nth(60).map_or(rest.len(), |(at, _)| at);
            check(&rest.as_bytes()[..cut], 8);
            rest = &rest[cut..];
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_line_is_drawn_as_meant(bytes in bytes(), tab in 0u8..9) {
        check(&bytes, tab);
    }

    #[test]
    fn any_title_is_drawn_as_meant(bytes in bytes()) {
        let title = inline(&bytes);
        let width = UnicodeWidthStr::width(title.as_str());
        prop_assume!(width <= WINDOW as usize);
        let (buffer, emulator) = drawn(vec![Span::raw(title.as_str())], width as u32);
        assert_cells(&title, width as u32, &buffer, &emulator);
    }
}
