//! Tells random-looking runs, such as digests and encoded data, from words, paths and lists of ids.

use super::ids::is_joint;

/// Minimum length of a random-looking run; shorter ones are words: a list of two ids, a name.
const SHORTEST: usize = 20;

/// Minimum length of one piece that can look random.
const PIECE: usize = 8;

/// Whether a run of letters, digits and marks is a digest, a key or encoded data: at least half of
/// its letters and digits are in pieces that look like no word and no id. An id in there is a
/// coincidence and names nothing.
pub(super) fn is_random(run: &str) -> bool {
    if run.len() < SHORTEST || !run.is_ascii() {
        return false;
    }
    let pieces = || run.split(is_joint).filter(|piece| !piece.is_empty());
    let all: usize = pieces().map(str::len).sum();
    let random: usize = pieces()
        .filter(|piece| looks_drawn(piece.as_bytes()))
        .map(str::len)
        .sum();
    is_uuid(run) || random * 2 >= all
}

/// Whether letters and digits change between upper case, lower case and digits at almost every
/// other place, or are hexadecimal with letters and digits mixed.
fn looks_drawn(piece: &[u8]) -> bool {
    if piece.len() < PIECE {
        return false;
    }
    let class = |byte: u8| (byte.is_ascii_digit(), byte.is_ascii_uppercase());
    let changes = piece
        .windows(2)
        .filter(|two| class(two[0]) != class(two[1]))
        .count();
    let is_hex = piece.iter().all(u8::is_ascii_hexdigit);
    changes * 5 >= (piece.len() - 1) * 2 || is_hex && changes * 4 >= piece.len()
}

/// Whether a run is a UUID: `550e8400-e29b-41d4-a716-446655440000`
fn is_uuid(run: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let mut parts = run.split('-');
    let fits = |length: &usize| {
        parts.next().is_some_and(|part| {
            part.len() == *length && part.bytes().all(|b| b.is_ascii_hexdigit())
        })
    };
    lengths.iter().all(fits) && parts.next().is_none()
}
