//! Makes text safe for pasting elsewhere.

use super::class::StandInKind;
use super::unit::{UnitDisplay, Units};

/// Makes text safe to paste: replaces characters that act on a terminal, reorder text or show
/// nothing by their stand-ins. Keeps line ends, tabs, and characters that merely vary in width on a
/// screen. Nothing is cut.
pub fn copied(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let end = ["\r\n", "\n"]
            .into_iter()
            .find(|end| line.ends_with(end.as_bytes()))
            .unwrap_or_default();
        let line = &line[..line.len() - end.len()];
        for unit in Units::new(line) {
            let as_it_is = matches!(unit.shown, UnitDisplay::Tab)
                || unit.shown.kind() == Some(StandInKind::Width);
            match std::str::from_utf8(&line[unit.src]) {
                Ok(source) if as_it_is => text += source,
                // Writing to a string cannot fail.
                _ => drop(unit.shown.write(0, &mut text)),
            }
        }
        text += end;
    }
    text
}
