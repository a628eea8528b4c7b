//! Decodes commits and tags from the encoding in their header.
//!
//! Git keeps the bytes as the writer's editor had them, and names their encoding beside them. Knows
//! nothing of what the text says.

use std::borrow::Cow;

pub(super) use encoding_rs::Encoding;
use encoding_rs::{DecoderResult, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, X_USER_DEFINED};

/// Returns the encoding that a header names, if it is known and not UTF-8.
///
/// The text around it is read as ASCII, so encodings that are incompatible with ASCII are ignored.
pub(super) fn named(header: &[u8]) -> Option<&'static Encoding> {
    let label = header
        .split(|&byte| byte == b'\n')
        .find_map(|line| line.strip_prefix(b"encoding "))?;
    let odd = [UTF_8, REPLACEMENT, UTF_16BE, UTF_16LE, X_USER_DEFINED];
    Encoding::for_label(label).filter(|encoding| !odd.contains(encoding))
}

/// Converts text to UTF-8; leaves it unchanged where no encoding is named, or it is invalid in
/// that. `is_cut` says that its end is missing, perhaps within a character.
pub(super) fn decoded<'t>(
    text: &'t [u8],
    encoding: Option<&'static Encoding>,
    is_cut: bool,
) -> Cow<'t, [u8]> {
    let Some(encoding) = encoding else {
        return Cow::Borrowed(text);
    };
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let Some(room) = decoder.max_utf8_buffer_length_without_replacement(text.len()) else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(room);
    match decoder.decode_to_string_without_replacement(text, &mut out, !is_cut) {
        (DecoderResult::InputEmpty, _) => Cow::Owned(out.into_bytes()),
        _ => Cow::Borrowed(text),
    }
}
