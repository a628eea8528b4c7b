//! Marks the words that an amendment changes.

use std::ops::Range;

use crate::diff::words::prose;
use crate::model::amendment::{Amendment, AmendmentKind, TextPiece, Wording};
use crate::model::text::Untrusted;
use crate::safe;

/// Splits the texts of an amendment into pieces, with line ends within paragraphs as blanks: line
/// breaks have no meaning there.
pub fn wording(amendment: &Amendment) -> Wording {
    let (before, after) = (
        safe::rejoin(amendment.before.as_bytes()),
        safe::rejoin(amendment.after.as_bytes()),
    );
    let differ = match amendment.kind {
        AmendmentKind::Reworded => prose(&before, &after),
        AmendmentKind::Added | AmendmentKind::Removed => Default::default(),
    };
    Wording {
        before: pieces(&before, &differ.old),
        after: pieces(&after, &differ.new),
    }
}

fn pieces(text: &[u8], differ: &[Range<u32>]) -> Vec<TextPiece> {
    let mut pieces = Vec::new();
    let mut add = |range: Range<usize>, differs: bool| {
        let text = text.get(range).unwrap_or_default();
        if !text.is_empty() {
            pieces.push(TextPiece {
                text: Untrusted::from(text),
                differs,
            });
        }
    };
    let mut at = 0;
    for range in differ {
        let (start, end) = (range.start as usize, range.end as usize);
        add(at..start, false);
        add(start..end, true);
        at = end;
    }
    add(at..text.len(), false);
    pieces
}
