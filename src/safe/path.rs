//! Makes paths safe to show, so that different paths never look the same.
//!
//! In a path, characters matter that become one blank in running text: each tab and line break gets
//! its picture, and so does every blank at an end. Knows nothing of what a path leads to.

use super::draft::SafeDraft;
use super::text::{Safe, TAB};
use super::unit::{UnitDisplay, Units};
use crate::model::text::RepoPath;

/// Makes a path inside a repository safe, on one line.
pub fn path(path: &RepoPath) -> Safe {
    path_part(path.as_bytes())
}

/// Makes some folders of a path, or its name, safe.
pub fn path_part(bytes: impl AsRef<[u8]>) -> Safe {
    let bytes = bytes.as_ref();
    let start = bytes.iter().take_while(|byte| **byte == b' ').count();
    let end = bytes.len()
        - bytes[start..]
            .iter()
            .rev()
            .take_while(|byte| **byte == b' ')
            .count();
    let mut line = SafeDraft::default();
    let blanks = |line: &mut SafeDraft, count: usize| {
        for _ in 0..count {
            line.push(&UnitDisplay::Picture('␠'), TAB);
        }
    };
    blanks(&mut line, start);
    for unit in Units::new(&bytes[start..end]) {
        let only = match unit.shown {
            UnitDisplay::Cluster(text, _) => {
                text.chars().next().filter(|c| text.len() == c.len_utf8())
            }
            _ => None,
        };
        match (unit.shown, only) {
            (UnitDisplay::Tab, _) => line.push(&UnitDisplay::Picture('␉'), TAB),
            // Unusual blanks, and pictures that the path itself contains.
            (_, Some(c)) if c.is_whitespace() || ('\u{2400}'..='\u{2426}').contains(&c) => {
                format!("<U+{:04X}>", u32::from(c))
                    .chars()
                    .fold(0, |cells, c| {
                        cells + line.push(&UnitDisplay::Ascii(c.encode_utf8(&mut [0; 4])), TAB)
                    })
            }
            (ref shown, _) => line.push(shown, TAB),
        };
    }
    blanks(&mut line, bytes.len() - end);
    Safe::made(line.close())
}
