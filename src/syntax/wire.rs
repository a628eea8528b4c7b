//! Encodes messages between the program and its painting process.
//!
//! A frame is its length (4 bytes) and that many bytes: a letter for its kind, then its fields.
//! Numbers are little-endian. Neither side trusts the other: bytes that differ from this
//! description are [`Garbled`], and every length has a bound. Knows neither pipes nor processes.
//!
//! | frame | fields |
//! |---|---|
//! | `T` keep a text | its number u32, lines to paint u32, length of the language u8, the language, the text |
//! | `F` forget a text | its number u32 |
//! | `A` paint, instead of what was asked before | the number of the asking u32, then for each item: text u32, first line u32, lines u16 |
//! | `P` painted | the number of the asking u32, item u16, then for each line: runs u16, for each run: start u16, end u16, class u8 |
//! | `S` stuck: the process ends | text u32, line u32 |

use std::ops::Range;
use std::sync::Arc;

use super::language::Language;
use super::painter::{MAX_BYTES, MAX_LINE};
use crate::model::change::FileText;
use crate::model::paint::{Paint, Spans};

/// Maximum number of lines in an item.
pub const MAX_ITEM_LINES: u32 = 128;

/// Maximum number of items in a request.
pub const MAX_ITEMS: usize = 512;

/// Maximum size of a request's frame in bytes, without its length.
pub const MAX_REQUEST: usize = MAX_BYTES + 1_024;

/// Maximum size of an answer's frame in bytes, without its length: every byte of every line a run.
pub const MAX_ANSWER: usize = 7 + MAX_ITEM_LINES as usize * (2 + 5 * MAX_LINE);

/// A message to the painting process.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PaintRequest {
    /// Keep a text.
    Text {
        /// The number of the text.
        number: u32,
        /// The first line that stays plain, as all after it.
        limit: u32,
        language: Language,
        /// The text, of at most [`MAX_BYTES`].
        text: Arc<FileText>,
    },
    /// Let a text go.
    Forget(u32),
    /// Paint lines, in this order; drops unanswered earlier requests.
    Ask {
        /// The request's number, which answers repeat.
        number: u32,
        /// At most [`MAX_ITEMS`].
        items: Vec<PaintItem>,
    },
}

/// A range of lines to paint.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaintItem {
    /// The number of the text.
    pub text: u32,
    /// 0-based, end excluded; at most [`MAX_ITEM_LINES`].
    pub lines: Range<u32>,
}

/// A message from the painting process.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// Painted lines.
    Painted {
        /// The request's number.
        number: u32,
        /// The index of the item in the request.
        item: u16,
        /// Its lines; those past the text's last are left out.
        lines: Vec<Spans>,
    },
    /// A line takes too long; no message follows.
    Stuck {
        /// The number of the text.
        text: u32,
        /// The line, 0-based.
        line: u32,
    },
}

/// The error for bytes that this program does not write.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Garbled;

impl PaintRequest {
    /// Encodes it as the bytes of a frame, without its length.
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::Text {
                number,
                limit,
                language,
                text,
            } => {
                let (name, bytes) = (language.name().as_bytes(), text.bytes());
                let mut frame = Vec::with_capacity(bytes.len() + name.len() + 10);
                frame.push(b'T');
                frame.extend(number.to_le_bytes());
                frame.extend(limit.to_le_bytes());
                frame.push(name.len() as u8);
                frame.extend(name);
                frame.extend(bytes);
                frame
            }
            Self::Forget(number) => [b"F".as_slice(), &number.to_le_bytes()].concat(),
            Self::Ask { number, items } => {
                let mut frame = Vec::from(*b"A");
                frame.extend(number.to_le_bytes());
                for item in items {
                    frame.extend(item.text.to_le_bytes());
                    frame.extend(item.lines.start.to_le_bytes());
                    frame.extend((item.lines.len() as u16).to_le_bytes());
                }
                frame
            }
        }
    }

    /// Decodes the bytes of a frame, without its length.
    ///
    /// # Errors
    /// When they are not the output of [`encode`](Self::encode).
    pub fn decode(frame: &[u8]) -> Result<Self, Garbled> {
        let mut fields = FrameReader(frame);
        let request = match fields.u8()? {
            b'T' => {
                let (number, limit, name) = (fields.u32()?, fields.u32()?, fields.u8()?);
                let name = str::from_utf8(fields.take(usize::from(name))?).map_err(|_| Garbled)?;
                let language = Language::named(name).ok_or(Garbled)?;
                let bytes = fields.take(fields.0.len())?;
                if bytes.len() > MAX_BYTES {
                    return Err(Garbled);
                }
                Self::Text {
                    number,
                    limit,
                    language,
                    text: Arc::new(FileText::new(bytes.to_vec())),
                }
            }
            b'F' => Self::Forget(fields.u32()?),
            b'A' => {
                let number = fields.u32()?;
                let mut items = Vec::new();
                while !fields.0.is_empty() {
                    let (text, start, count) =
                        (fields.u32()?, fields.u32()?, u32::from(fields.u16()?));
                    if items.len() == MAX_ITEMS || count > MAX_ITEM_LINES {
                        return Err(Garbled);
                    }
                    items.push(PaintItem {
                        text,
                        lines: start..start.checked_add(count).ok_or(Garbled)?,
                    });
                }
                Self::Ask { number, items }
            }
            _ => return Err(Garbled),
        };
        fields.end(request)
    }
}

impl Answer {
    /// Encodes it as the bytes of a frame, without its length.
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::Painted {
                number,
                item,
                lines,
            } => {
                let mut frame = Vec::from(*b"P");
                frame.extend(number.to_le_bytes());
                frame.extend(item.to_le_bytes());
                for spans in lines {
                    frame.extend((spans.iter().len() as u16).to_le_bytes());
                    for span in spans.iter() {
                        frame.extend((span.bytes.start as u16).to_le_bytes());
                        frame.extend((span.bytes.end as u16).to_le_bytes());
                        frame.push(span.paint as u8);
                    }
                }
                frame
            }
            Self::Stuck { text, line } => {
                [b"S".as_slice(), &text.to_le_bytes(), &line.to_le_bytes()].concat()
            }
        }
    }

    /// Decodes the bytes of a frame, without its length.
    ///
    /// # Errors
    /// When they are not the output of [`encode`](Self::encode): too many lines, runs that are
    /// empty, out of order or past [`MAX_LINE`], unknown classes.
    pub fn decode(frame: &[u8]) -> Result<Self, Garbled> {
        let mut fields = FrameReader(frame);
        let answer = match fields.u8()? {
            b'P' => {
                let (number, item) = (fields.u32()?, fields.u16()?);
                let mut lines = Vec::new();
                while !fields.0.is_empty() {
                    if lines.len() == MAX_ITEM_LINES as usize {
                        return Err(Garbled);
                    }
                    lines.push(fields.spans()?);
                }
                Self::Painted {
                    number,
                    item,
                    lines,
                }
            }
            b'S' => Self::Stuck {
                text: fields.u32()?,
                line: fields.u32()?,
            },
            _ => return Err(Garbled),
        };
        fields.end(answer)
    }
}

/// The unread rest of a frame.
struct FrameReader<'a>(&'a [u8]);

impl<'a> FrameReader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Garbled> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(Garbled)?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Garbled> {
        self.take(N)?.try_into().map_err(|_| Garbled)
    }

    fn u8(&mut self) -> Result<u8, Garbled> {
        self.array().map(u8::from_le_bytes)
    }

    fn u16(&mut self) -> Result<u16, Garbled> {
        self.array().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Result<u32, Garbled> {
        self.array().map(u32::from_le_bytes)
    }

    fn spans(&mut self) -> Result<Spans, Garbled> {
        let mut spans = Spans::default();
        let mut at = 0;
        for _ in 0..self.u16()? {
            let (start, end, paint) = (self.u16()?, self.u16()?, self.u8()?);
            if start < at || start >= end || usize::from(end) > MAX_LINE {
                return Err(Garbled);
            }
            spans.push(
                u32::from(start)..u32::from(end),
                Paint::of_number(paint).ok_or(Garbled)?,
            );
            at = end;
        }
        Ok(spans)
    }

    fn end<T>(self, read: T) -> Result<T, Garbled> {
        if self.0.is_empty() {
            Ok(read)
        } else {
            Err(Garbled)
        }
    }
}
