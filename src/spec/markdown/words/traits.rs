//! What single words are in the table of phrases, so that a word is looked up once and most phrases never are.
//! Knows nothing of headings.

/// Some of the things that a word may be.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Traits(u16);

impl Traits {
    /// Some phrase begins with it.
    pub(super) const BEGINS: Self = Self(1);
    /// Some phrase ends with it.
    pub(super) const ENDS: Self = Self(1 << 1);
    /// Some phrase that takes a number begins with it.
    pub(super) const BEGINS_NUMBERED: Self = Self(1 << 2);
    /// It says which of its kind something is, before or behind it.
    pub(super) const QUALIFIER: Self = Self(1 << 3);
    /// It names a list or the like, with which a heading says no more than without.
    pub(super) const LIST: Self = Self(1 << 4);
    pub(super) const PREPOSITION: Self = Self(1 << 5);
    pub(super) const JOINER: Self = Self(1 << 6);
    /// It makes another thing of a phrase before it: `Requirements gathering`.
    pub(super) const ACTIVITY: Self = Self(1 << 7);
    /// It names accepting as such: `acceptance`.
    pub(super) const ACCEPTING: Self = Self(1 << 8);
    /// It says where each requirement is met or checked.
    pub(super) const COVERAGE: Self = Self(1 << 9);
    /// It is one for testing.
    pub(super) const TEST: Self = Self(1 << 10);

    /// Whether it is at least one of these.
    pub(super) const fn are(self, some: Self) -> bool {
        self.0 & some.0 != 0
    }

    /// Adds to what it is.
    pub(super) const fn add(&mut self, more: Self) {
        self.0 |= more.0;
    }
}
