//! Hands HTML to the tokenizer, which calls itself for each attribute with a value in double quotes:
//! a tag with thousands of them would overflow the stack. Such a tag ends the reading.

use std::cell::Cell;
use std::rc::Rc;

use html5gum::{Readable, Reader, StringReader};

/// Maximum number of values in double quotes in one tag. Pages that people write have ten or
/// twenty.
const MAX_VALUES: u32 = 200;

/// Counts the values in double quotes that were read since the last tag or text.
#[derive(Clone, Default)]
pub(super) struct ValueCount(Rc<Cell<u32>>);

impl ValueCount {
    /// Begins anew, when a tag or text is complete.
    pub(super) fn reset(&self) {
        self.0.set(0);
    }
}

/// A reader of HTML that gives up on a tag with too many attributes.
pub(super) struct BoundedReader<'h> {
    inner: StringReader<'h>,
    values: ValueCount,
}

impl<'h> BoundedReader<'h> {
    pub(super) fn new(html: &'h str, values: ValueCount) -> Self {
        Self {
            inner: html.to_reader(),
            values,
        }
    }
}

/// The error for a tag with too many attributes.
#[derive(Debug)]
pub(super) struct TooManyAttributes;

impl std::fmt::Display for TooManyAttributes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a tag has too many attributes")
    }
}

impl std::error::Error for TooManyAttributes {}

impl Reader for BoundedReader<'_> {
    type Error = TooManyAttributes;

    fn read_byte(&mut self) -> Result<Option<u8>, TooManyAttributes> {
        let Ok(byte) = self.inner.read_byte();
        Ok(byte)
    }

    fn read_until<'b>(
        &'b mut self,
        needle: &[u8],
        buffer: &'b mut [u8; 4],
    ) -> Result<Option<&'b [u8]>, TooManyAttributes> {
        let Ok(read) = self.inner.read_until(needle, buffer);
        if read == Some(b"\"") {
            let count = self.values.0.get() + 1;
            if count > MAX_VALUES {
                return Err(TooManyAttributes);
            }
            self.values.0.set(count);
        }
        Ok(read)
    }

    fn try_read_string(
        &mut self,
        text: &[u8],
        case_sensitive: bool,
    ) -> Result<bool, TooManyAttributes> {
        let Ok(found) = self.inner.try_read_string(text, case_sensitive);
        Ok(found)
    }
}
