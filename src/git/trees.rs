//! Caches large folders that were read lately, so that walks which compare commit with commit read
//! each of them once.
//!
//! A folder of 200,000 files is 7 MB, which have to be unpacked and checked against an id. Knows
//! nothing of what is in folders.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::sync::Arc;

use crate::model::id::ObjectId;

/// Minimum size in bytes of a cached folder: reading a smaller one is as fast as finding it.
const LARGE: usize = 64 << 10;
/// Maximum size of the cache in bytes, for each thread that reads.
const MOST: usize = 40 << 20;

/// The folders that were read lately.
#[derive(Default)]
pub(super) struct Trees {
    /// Cached folders, most recently used last.
    kept: RefCell<VecDeque<(ObjectId, Arc<Vec<u8>>)>>,
    /// Number of bytes of folders that were read, with repetitions.
    read: Cell<u64>,
    /// Bytes of cached folders that were requested again.
    again: Cell<u64>,
}

impl Trees {
    /// Returns the bytes of a folder, if it is cached.
    pub(super) fn get(&self, id: ObjectId) -> Option<Arc<Vec<u8>>> {
        let mut kept = self.kept.borrow_mut();
        let at = kept.iter().position(|(known, _)| *known == id)?;
        let found = kept.remove(at)?;
        let data = Arc::clone(&found.1);
        self.again.set(self.again.get() + data.len() as u64);
        kept.push_back(found);
        Some(data)
    }

    /// Counts a folder that was read, and caches it if it is large; evicts the least recently used
    /// ones.
    pub(super) fn put(&self, id: ObjectId, data: Vec<u8>) -> Arc<Vec<u8>> {
        self.read.set(self.read.get() + data.len() as u64);
        let data = Arc::new(data);
        if (LARGE..=MOST).contains(&data.len()) {
            let mut kept = self.kept.borrow_mut();
            kept.push_back((id, Arc::clone(&data)));
            let mut bytes: usize = kept.iter().map(|(_, data)| data.len()).sum();
            while bytes > MOST {
                bytes -= kept.pop_front().map_or(bytes, |(_, data)| data.len());
            }
        }
        data
    }

    /// Returns the bytes of cached folders that were requested again so far.
    pub(super) fn kept_again(&self) -> u64 {
        self.again.get()
    }

    /// Returns the number of bytes of folders that were read so far.
    pub(super) fn read(&self) -> u64 {
        self.read.get()
    }
}
