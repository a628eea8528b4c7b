//! Keeps contents that were read until they are read again, so that each is unpacked once.
//!
//! A search for renamed files is followed by the differences of the same files. Where increments
//! are read one after the other, the newest first, what a file was before one increment is what an
//! older one made of it. Unpacking a content and checking its id takes most of the time. Knows
//! nothing of what is in the contents.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::model::change::FileText;
use crate::model::id::ObjectId;

/// Maximum number of bytes that each of the two parts keeps, for each thread that reads.
const MOST: usize = 32 << 20;

/// The contents that were read lately, each with its id checked.
#[derive(Default)]
pub(super) struct Lately {
    /// Those that the last search for renamed files has read.
    searched: RefCell<RecentContents>,
    /// What files were before the increments that were read; `None` when only one is read.
    before: RefCell<Option<RecentContents>>,
}

#[derive(Default)]
struct RecentContents {
    /// The contents, each with its place in the order in which they came.
    texts: HashMap<ObjectId, (u64, Arc<FileText>)>,
    order: BTreeMap<u64, ObjectId>,
    /// The number of contents that came so far.
    count: u64,
    bytes: usize,
}

impl RecentContents {
    fn put(&mut self, id: ObjectId, text: &Arc<FileText>) {
        if !self.texts.contains_key(&id) {
            self.count += 1;
            self.bytes += text.bytes().len();
            self.texts.insert(id, (self.count, Arc::clone(text)));
            self.order.insert(self.count, id);
        }
    }

    fn take(&mut self, id: ObjectId) -> Option<Arc<FileText>> {
        let (place, text) = self.texts.remove(&id)?;
        self.order.remove(&place);
        self.bytes -= text.bytes().len();
        Some(text)
    }
}

impl Lately {
    /// Keeps a content that a search has read, as long as there is room. The first ones stay: they
    /// are also asked for first.
    pub(super) fn searched(&self, id: ObjectId, text: &Arc<FileText>) {
        let mut kept = self.searched.borrow_mut();
        if kept.bytes + text.bytes().len() <= MOST {
            kept.put(id, text);
        }
    }

    /// Keeps what a file was before an increment, and no longer the oldest such contents when there
    /// is no room.
    pub(super) fn was_before(&self, id: ObjectId, text: &Arc<FileText>) {
        let mut kept = self.before.borrow_mut();
        let Some(kept) = kept.as_mut() else { return };
        kept.put(id, text);
        while kept.bytes > MOST {
            let Some((_, oldest)) = kept.order.first_key_value() else {
                return;
            };
            let oldest = *oldest;
            kept.take(oldest);
        }
    }

    /// Returns a content if it is kept, and keeps it no longer.
    pub(super) fn take(&self, id: ObjectId) -> Option<Arc<FileText>> {
        let searched = self.searched.borrow_mut().take(id);
        searched.or_else(|| self.before.borrow_mut().as_mut()?.take(id))
    }

    /// Begins a search: drops the contents of the last one.
    pub(super) fn clear(&self) {
        *self.searched.borrow_mut() = RecentContents::default();
    }

    /// Begins or ends to keep what files were before increments.
    pub(super) fn keep_before(&self, keep: bool) {
        *self.before.borrow_mut() = keep.then(RecentContents::default);
    }
}
