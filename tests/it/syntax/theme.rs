//! The styles of painted text: read on every background, and quiet where colours are few.

use ratatui::style::{Color, Modifier, Style};
use snaglist::model::paint::Paint;
use snaglist::ui::theme::{Depth, Theme};

/// Red, green and blue of a colour; of the 256 those that are the same everywhere.
fn parts(color: Color) -> Option<[u8; 3]> {
    match color {
        Color::Rgb(red, green, blue) => Some([red, green, blue]),
        Color::Indexed(gray @ 232..) => Some([8 + 10 * (gray - 232); 3]),
        Color::Indexed(cube @ 16..) => {
            Some([36, 6, 1].map(|unit| [0, 95, 135, 175, 215, 255][usize::from((cube - 16) / unit % 6)]))
        }
        _ => None,
    }
}

/// WCAG 2.2's contrast ratio.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let light = |parts: [u8; 3]| {
        let [red, green, blue] = parts.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
    };
    let (one, other) = (light(one), light(other));
    one.max(other) / one.min(other)
}

#[test]
fn painted_text_can_be_read_on_every_background() {
    for (light, plain) in [(false, Color::Rgb(30, 34, 42)), (true, Color::Rgb(255, 255, 255))] {
        for (depth, least) in [(Depth::True, 4.3), (Depth::Indexed, 2.8)] {
            let theme = Theme::new(light, depth, false);
            let lines = [theme.added, theme.removed, theme.cursor, theme.cursor_dim, theme.selected];
            let grounds = lines.iter().filter_map(|style| style.bg).chain([plain]);
            for ground in grounds.map(|ground| parts(ground).unwrap()) {
                for paint in Paint::ALL {
                    let color = theme.painted(paint, theme.text).fg.and_then(parts).unwrap();
                    let ratio = contrast(color, ground);
                    assert!(ratio >= least, "{paint:?} on {ground:?}, light {light}, {depth:?}: {ratio:.1}");
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
    assert_eq!(theme.painted(Paint::Keyword, theme.text).fg, Some(Color::Magenta));
}

#[test]
fn without_colours_only_the_weight_of_words_differs() {
    for light in [false, true] {
        let theme = Theme::new(light, Depth::None, false);
        for paint in Paint::ALL {
            let style = theme.painted(paint, Style::new());
            assert!(matches!(style.fg, None | Some(Color::Reset)) && style.bg.is_none(), "{paint:?}");
        }
        assert_eq!(theme.painted(Paint::Keyword, theme.text).add_modifier, Modifier::BOLD);
        assert_eq!(theme.painted(Paint::Comment, theme.text).add_modifier, Modifier::empty());
    }
}

#[test]
fn classes_have_numbers_in_their_order() {
    for (number, paint) in Paint::ALL.into_iter().enumerate() {
        assert_eq!(paint as usize, number);
    }
}
