//! Keeps contents that a search for renamed files has read, until the differences of these files are read.
//!
//! Both follow one another and read the same files; unpacking a content and checking its id takes most of the
//! time. Knows nothing of what is in the contents.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::model::id::ObjectId;

/// Maximum number of bytes that are kept, for each thread that reads.
const MOST: usize = 32 << 20;

/// The contents that were read lately, each with its id checked.
#[derive(Default)]
pub(super) struct Lately(RefCell<RecentContents>);

#[derive(Default)]
struct RecentContents {
    contents: HashMap<ObjectId, Vec<u8>>,
    bytes: usize,
}

impl Lately {
    /// Keeps a content, as long as there is room. The first ones stay: they are also asked for first.
    pub(super) fn put(&self, id: ObjectId, content: Vec<u8>) {
        let mut kept = self.0.borrow_mut();
        if content.len() <= MOST - kept.bytes && !kept.contents.contains_key(&id) {
            kept.bytes += content.len();
            kept.contents.insert(id, content);
        }
    }

    /// Returns a content if it is kept, and keeps it no longer.
    pub(super) fn take(&self, id: ObjectId) -> Option<Vec<u8>> {
        let mut kept = self.0.borrow_mut();
        let content = kept.contents.remove(&id)?;
        kept.bytes -= content.len();
        Some(content)
    }

    /// Drops all contents.
    pub(super) fn clear(&self) {
        *self.0.borrow_mut() = RecentContents::default();
    }
}
