//! The styles of painted text: read on every background, and quiet where colours are few.

use ratatui::style::{Color, Modifier, Style};
use snaglist::model::paint::Paint;
use snaglist::ui::theme::{Depth, Theme};

/// Red, green and blue of a colour; of the 256 those that are the same everywhere.
fn parts(color: Color) -> Option<[u8; 3]> {
    match color {
        Color::Rgb(red, green, blue) => Some([red, green, blue]),
        Color::Indexed(gray @ 232..) => Some([8 + 10 * (gray - 232); 3]),
        Color::Indexed(cube @ 16..) => Some(
            [36, 6, 1].map(|unit| [0, 95, 135, 175, 215, 255][usize::from((cube - 16) / unit % 6)]),
        ),
        _ => None,
    }
}

/// WCAG 2.2's contrast ratio.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let light = |parts: [u8; 3]| {
        let [red, green, blue] = parts.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
    };
    let (one, other) = (light(one), light(other));
    one.max(other) / one.min(other)
}

#[test]
fn painted_text_can_be_read_on_every_background() {
    for (light, plain) in [
        (false, Color::Rgb(30, 34, 42)),
        (true, Color::Rgb(255, 255, 255)),
    ] {
        for (depth, least) in [(Depth::True, 4.5), (Depth::Indexed, 2.8)] {
            let theme = Theme::new(light, depth, false);
            let lines = [
                theme.added,
                theme.removed,
                theme.cursor,
                theme.cursor_dim,
                theme.selected,
            ];
            let grounds = lines.iter().filter_map(|style| style.bg).chain([plain]);
            for ground in grounds.map(|ground| parts(ground).unwrap()) {
                for paint in Paint::ALL {
                    let color = theme.painted(paint, theme.text).fg.and_then(parts).unwrap();
                    let ratio = contrast(color, ground);
                    assert!(
                        ratio >= least,
                        "{paint:?} on {ground:?}, light {light}, {depth:?}: {ratio:.1}"
                    );
                }
            }
        }
    }
}

#[test]
fn words_that_differ_can_be_read_whatever_they_are() {
    for light in [false, true] {
        for depth in [Depth::True, Depth::Indexed] {
            let theme = Theme::new(light, depth, false);
            for (line, words) in [
                (theme.added, theme.added_words),
                (theme.removed, theme.removed_words),
            ] {
                for paint in Paint::ALL {
                    let style = theme.painted(paint, line).patch(words);
                    let (Some(text), Some(ground)) =
                        (style.fg.and_then(parts), style.bg.and_then(parts))
                    else {
                        panic!("{style:?} has both colours")
                    };
                    let ratio = contrast(text, ground);
                    assert!(
                        ratio >= 4.5,
                        "{paint:?}, light {light}, {depth:?}: {ratio:.1}"
                    );
                    assert_ne!(style.bg, line.bg);
                }
            }
        }
    }
}

#[test]
fn the_line_keeps_its_background() {
    let theme = Theme::new(false, Depth::True, false);
    let style = theme.painted(Paint::Keyword, theme.added);
    assert_eq!(style.bg, theme.added.bg);
    assert_ne!(style.fg, theme.added.fg);
}

#[test]
fn with_sixteen_colours_an_added_line_stays_in_its_own() {
    let theme = Theme::new(false, Depth::Ansi, false);
    for paint in Paint::ALL {
        assert_eq!(theme.painted(paint, theme.added).fg, theme.added.fg);
        assert_eq!(theme.painted(paint, theme.removed).fg, theme.removed.fg);
    }
    assert_eq!(
        theme.painted(Paint::Keyword, theme.text).fg,
        Some(Color::Magenta)
    );
}

#[test]
fn without_colours_source_text_looks_as_its_line_does() {
    for light in [false, true] {
        let theme = Theme::new(light, Depth::None, false);
        for paint in Paint::ALL {
            for line in [
                theme.text,
                theme.added,
                Style::new().add_modifier(Modifier::REVERSED),
            ] {
                assert_eq!(theme.painted(paint, line), line, "{paint:?}");
            }
        }
        assert!(!theme.has_colours());
        assert!(
            [Depth::Ansi, Depth::Indexed, Depth::True]
                .iter()
                .all(|depth| Theme::new(light, *depth, false).has_colours())
        );
    }
}

#[test]
fn classes_have_numbers_in_their_order() {
    for (number, paint) in Paint::ALL.into_iter().enumerate() {
        assert_eq!(paint as usize, number);
        assert_eq!(Paint::of_number(number as u8), Some(paint));
    }
    assert_eq!(Paint::of_number(Paint::ALL.len() as u8), None);
}
