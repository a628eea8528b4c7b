//! Writes the record as one text that survives a mail, and reads it back.
//!
//! Only letters, digits, `+` and `/` count between its marks, whatever a mailer, an editor or a
//! reply added: line ends, other widths, quoting, soft breaks. A digest detects any other change.

use std::borrow::Cow;

use anyhow::{Context as _, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use crate::digest;

const BEGIN: &str = "BEGIN SNAGLIST RECORD";
/// How the text begins.
const FIRST: &str = "The record of a review: ";
const END: &str = "END SNAGLIST RECORD";
const WIDTH: usize = 64;

/// Number of hex digits of the digest in the last line.
const CHECK: usize = 16;

/// Writes bytes as text, with a few words for whoever reads the mail.
pub fn write(bytes: &[u8], entries: usize, writers: usize) -> String {
    let coded = STANDARD_NO_PAD.encode(bytes);
    let mut text = format!(
        "{FIRST}{entries} {} by {writers} {}.\n\
         To take it in, save this mail, or the part of it below, as a file:\n\
         \x20   snaglist sync --from FILE\n\
         What is there already counts once, so it does no harm to do so twice.\n\n\
         -----{BEGIN}-----\n",
        if entries == 1 { "entry" } else { "entries" },
        if writers == 1 { "person" } else { "people" },
    );
    let mut rest = coded.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(WIDTH));
        text.push_str(line);
        text.push('\n');
        rest = after;
    }
    text + &format!("-----{END} {}-----\n", digest::of_bytes(bytes).short(CHECK))
}

/// Whether a file that starts and ends so is what [`write`] wrote and nothing else: no mail around
/// it.
pub(super) fn is_all(start: &[u8], end: &[u8]) -> bool {
    let last = end.trim_ascii_end().rsplit(|&byte| byte == b'\n').next();
    start.starts_with(FIRST.as_bytes())
        && find(start, format!("-----{BEGIN}-----").as_bytes()).is_some()
        && last.is_some_and(|line| line.starts_with(format!("-----{END} ").as_bytes()))
}

/// Reads the bytes back.
///
/// # Errors
/// When there is no such text, or it was altered on its way.
pub fn read(text: &[u8]) -> Result<Vec<u8>> {
    let text = narrow(text);
    let begin = find(&text, BEGIN.as_bytes()).context("there is no record in it")?;
    let from = &text[begin + BEGIN.len()..];
    let end = find(from, END.as_bytes()).context("its end is missing: the mail was cut short")?;
    // Allocate once: a text may have many megabytes, and growing needs twice as much for a while.
    let mut coded = Vec::with_capacity(end);
    coded.extend(from[..end].iter().copied().filter(|byte| is_code(*byte)));
    let check: Vec<u8> = from[end + END.len()..]
        .iter()
        .filter(|byte| byte.is_ascii_hexdigit())
        .take(CHECK)
        .map(u8::to_ascii_lowercase)
        .collect();
    let changed =
        "the text was changed on its way; have it sent again as an attachment, or as a bundle";
    let bytes = STANDARD_NO_PAD.decode(coded).context(changed)?;
    ensure!(
        digest::of_bytes(&bytes).short(CHECK).as_bytes() == check,
        changed
    );
    Ok(bytes)
}

fn is_code(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/'
}

/// Converts UTF-16 to bytes: some editors save two bytes a character, and the second byte of our
/// characters is 0.
fn narrow(text: &[u8]) -> Cow<'_, [u8]> {
    match text.contains(&0) {
        true => Cow::Owned(text.iter().copied().filter(|byte| *byte != 0).collect()),
        false => Cow::Borrowed(text),
    }
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}
