//! The traits of single words in the table of phrases, so that a word is looked up once and most
//! phrases never are. Knows nothing of headings.

/// A set of traits of a word.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Traits(u16);

impl Traits {
    /// Some phrase begins with the word.
    pub(super) const BEGINS: Self = Self(1);
    /// Some phrase ends with the word.
    pub(super) const ENDS: Self = Self(1 << 1);
    /// Some phrase that takes a number begins with the word.
    pub(super) const BEGINS_NUMBERED: Self = Self(1 << 2);
    /// The word qualifies a phrase before or after it.
    pub(super) const QUALIFIER: Self = Self(1 << 3);
    /// The word names a list or the like, which adds nothing to a heading.
    pub(super) const LIST: Self = Self(1 << 4);
    pub(super) const PREPOSITION: Self = Self(1 << 5);
    pub(super) const JOINER: Self = Self(1 << 6);
    /// The word turns a phrase before it into something else: `Requirements gathering`.
    pub(super) const ACTIVITY: Self = Self(1 << 7);
    /// The word names acceptance as such: `acceptance`.
    pub(super) const ACCEPTING: Self = Self(1 << 8);
    /// The word says where each requirement is met or checked.
    pub(super) const COVERAGE: Self = Self(1 << 9);
    /// The word is one for testing.
    pub(super) const TEST: Self = Self(1 << 10);

    /// Returns whether the set has at least one of these traits.
    pub(super) const fn are(self, some: Self) -> bool {
        self.0 & some.0 != 0
    }

    /// Adds traits to the set.
    pub(super) const fn add(&mut self, more: Self) {
        self.0 |= more.0;
    }
}
