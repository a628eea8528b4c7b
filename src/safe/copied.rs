//! Text that leaves the program for somebody to paste elsewhere.

use super::class::Kind;
use super::unit::{Shown, Units};

/// Makes text safe to paste: line ends and tabs stay, and characters that would only have another width on a
/// screen; what would act on a terminal, reorder text or show nothing gets its stand-in. Nothing is cut.
pub fn copied(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let end = ["\r\n", "\n"].into_iter().find(|end| line.ends_with(end.as_bytes())).unwrap_or_default();
        let line = &line[..line.len() - end.len()];
        for unit in Units::new(line) {
            let as_it_is = matches!(unit.shown, Shown::Tab) || unit.shown.kind() == Some(Kind::Width);
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
