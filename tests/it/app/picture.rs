//! What stands on a screen, as text.

use ratatui::buffer::Buffer;

/// A buffer's text, one line a line, without blanks at the ends of lines.
pub(crate) fn text(buffer: &Buffer) -> String {
    let width = buffer.area.width;
    let mut text = String::new();
    for y in 0..buffer.area.height {
        let mut x = 0;
        let mut line = String::new();
        while x < width {
            let symbol = buffer[(x, y)].symbol();
            line += symbol;
            x += (snaglist::safe::str_cells(symbol) as u16).max(1);
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}
