//! Indexes of the lists that the program keeps, each with a type of its own, so that one cannot be
//! passed for another.
//!
//! All are 0-based. An index is good as long as its list is not read again.

use std::iter::FusedIterator;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut, Range};

/// An index into one kind of list: what [`Indexes`] and [`IndexedVec`] need of it.
pub trait ListIndex: Copy + Ord {
    /// Creates the index of an item from its 0-based place in the list.
    fn new(index: usize) -> Self;

    /// Returns the 0-based place of the item in its list.
    fn get(self) -> usize;
}

/// Declares types of indexes.
macro_rules! indexes {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
            pub struct $name(usize);

            #[allow(dead_code, reason = "not every list is stepped through")]
            impl $name {
                /// Creates the index of an item from its 0-based place in the list.
                pub const fn new(index: usize) -> Self {
                    Self(index)
                }

                /// Returns the 0-based place of the item in its list.
                pub const fn get(self) -> usize {
                    self.0
                }

                /// Returns the index after this one, whether or not the list has an item there.
                pub const fn next(self) -> Self {
                    Self(self.0.saturating_add(1))
                }

                /// Returns the index before this one; `None` for the first.
                pub fn previous(self) -> Option<Self> {
                    self.0.checked_sub(1).map(Self)
                }
            }

            impl ListIndex for $name {
                fn new(index: usize) -> Self {
                    Self(index)
                }

                fn get(self) -> usize {
                    self.0
                }
            }
        )*
    };
}

indexes! {
    /// An index into the engagement's increments, oldest first.
    IncrementIndex;
    /// An index into the engagement's criteria: those of all specs, in order.
    CriterionIndex;
    /// An index into the files that the review screen lists.
    FileIndex;
    /// An index into the sections of the diff pane's rows: first the cover, then a section for each
    /// file.
    SectionIndex;
}

impl IncrementIndex {
    /// Returns the increment's number as users read it, counted from 1.
    pub const fn number(self) -> usize {
        self.0 + 1
    }
}

impl FileIndex {
    /// Returns the section with the file's rows.
    pub const fn section(self) -> SectionIndex {
        SectionIndex(self.0 + 1)
    }
}

impl SectionIndex {
    /// The section of the cover, above those of all files.
    pub const COVER: Self = Self(0);

    /// Returns the file whose rows the section has; `None` for the cover.
    pub fn file(self) -> Option<FileIndex> {
        self.0.checked_sub(1).map(FileIndex)
    }
}

/// The indexes of neighbours in a list, in order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Indexes<I> {
    range: Range<usize>,
    kind: PhantomData<I>,
}

impl<I: ListIndex> Indexes<I> {
    /// Returns the indexes from `first` on up to `end`, which is left out.
    pub fn between(first: I, end: I) -> Self {
        Self {
            range: first.get()..end.get(),
            kind: PhantomData,
        }
    }

    /// Returns all indexes before one.
    pub fn before(end: I) -> Self {
        Self::between(I::new(0), end)
    }

    /// Returns the indexes of the first `count` items.
    pub fn first(count: usize) -> Self {
        Self::before(I::new(count))
    }

    /// Tells whether an index is among these.
    pub fn contains(&self, index: I) -> bool {
        self.range.contains(&index.get())
    }

    /// Returns one index alone.
    pub fn one(index: I) -> Self {
        Self::between(index, I::new(index.get().saturating_add(1)))
    }
}

impl<I: ListIndex> Iterator for Indexes<I> {
    type Item = I;

    fn next(&mut self) -> Option<I> {
        self.range.next().map(I::new)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.range.size_hint()
    }
}

impl<I: ListIndex> DoubleEndedIterator for Indexes<I> {
    fn next_back(&mut self) -> Option<I> {
        self.range.next_back().map(I::new)
    }
}

impl<I: ListIndex> ExactSizeIterator for Indexes<I> {}

impl<I: ListIndex> FusedIterator for Indexes<I> {}

/// A list whose items are looked up by one type of index.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IndexedVec<I, T> {
    items: Vec<T>,
    kind: PhantomData<I>,
}

impl<I: ListIndex, T> IndexedVec<I, T> {
    /// Returns an item; `None` behind the end of the list.
    pub fn get(&self, index: I) -> Option<&T> {
        self.items.get(index.get())
    }

    /// Returns an item to be changed; `None` behind the end of the list.
    pub fn get_mut(&mut self, index: I) -> Option<&mut T> {
        self.items.get_mut(index.get())
    }

    /// Returns the indexes of all items.
    pub fn indexes(&self) -> Indexes<I> {
        Indexes::first(self.items.len())
    }

    /// Returns the index of the last item.
    pub fn last_index(&self) -> Option<I> {
        self.items.len().checked_sub(1).map(I::new)
    }

    /// Returns the indexes of all items from one on.
    pub fn indexes_from(&self, first: I) -> Indexes<I> {
        Indexes::between(first, I::new(self.items.len()))
    }

    /// Returns all items with their indexes.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (I, &T)> + Clone {
        self.indexes().zip(&self.items)
    }

    /// Returns all items with their indexes, to be changed.
    pub fn entries_mut(&mut self) -> impl Iterator<Item = (I, &mut T)> {
        self.indexes().zip(&mut self.items)
    }

    /// Makes the list `len` items long: cuts it off, or fills it up with clones of `value`.
    pub fn resize(&mut self, len: usize, value: T)
    where
        T: Clone,
    {
        self.items.resize(len, value);
    }

    /// Takes all items out.
    pub fn take_all(&mut self) -> Vec<T> {
        std::mem::take(&mut self.items)
    }
}

impl<I, T> Default for IndexedVec<I, T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<I, T> From<Vec<T>> for IndexedVec<I, T> {
    fn from(items: Vec<T>) -> Self {
        Self {
            items,
            kind: PhantomData,
        }
    }
}

impl<I, T> FromIterator<T> for IndexedVec<I, T> {
    fn from_iter<F: IntoIterator<Item = T>>(items: F) -> Self {
        Vec::from_iter(items).into()
    }
}

impl<I, T> Deref for IndexedVec<I, T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<I, T> DerefMut for IndexedVec<I, T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.items
    }
}
