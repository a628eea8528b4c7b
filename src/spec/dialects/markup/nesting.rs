//! Lists that are open, and how far to the right what is in them is written. Knows nothing of the markups: what tells
//! one list from another is theirs.

use super::out::MAX_INDENT;

/// The lists that are open, outermost first; `K` tells how deep an item is.
pub(super) struct Nesting<K> {
    open: Vec<NestingLevel<K>>,
}

struct NestingLevel<K> {
    key: K,
    /// The column at which the content of its items is written.
    content: usize,
    /// The number of its last item.
    count: u64,
    is_ordered: bool,
}

/// Where an item is written, and with what before it.
pub(super) struct ItemPosition {
    /// The column of its mark.
    pub(super) indent: usize,
    /// Its bullet or number, and a blank.
    pub(super) mark: String,
}

impl<K> Default for Nesting<K> {
    fn default() -> Self {
        Self { open: Vec::new() }
    }
}

impl<K> Nesting<K> {
    /// The column at which the content of the innermost open item is written.
    pub(super) fn column(&self) -> usize {
        self.open.last().map_or(0, |level| level.content)
    }

    /// What tells how deep the innermost item is.
    pub(super) fn innermost(&self) -> Option<&K> {
        self.open.last().map(|level| &level.key)
    }

    /// How many lists are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Ends all lists.
    pub(super) fn clear(&mut self) {
        self.open.clear();
    }

    /// Ends the innermost lists that are `over`.
    pub(super) fn close(&mut self, over: impl Fn(&K) -> bool) {
        while self.open.pop_if(|level| over(&level.key)).is_some() {}
    }

    /// The index of the outermost open list that is like this.
    pub(super) fn position(&self, is_like: impl Fn(&K) -> bool) -> Option<usize> {
        self.open.iter().position(|level| is_like(&level.key))
    }

    /// Puts an item into the list at `depth`, the outermost being 0; lists deeper than it end. An item of an ordered
    /// list has `Some` number, 0 for the next one.
    pub(super) fn item(&mut self, depth: usize, key: K, number: Option<u64>) -> ItemPosition {
        self.open.truncate(depth.saturating_add(1));
        let last = if self.open.len() > depth { self.open.pop() } else { None };
        let last = last.filter(|level| level.is_ordered == number.is_some());
        let count = match number {
            Some(0) => last.map_or(1, |level| level.count.saturating_add(1)),
            Some(number) => number.min(999_999_999),
            None => 0,
        };
        let mark = if number.is_some() { format!("{count}. ") } else { "- ".to_owned() };
        let indent = self.column().min(MAX_INDENT);
        let content = indent + mark.len();
        self.open.push(NestingLevel { key, content, count, is_ordered: number.is_some() });
        ItemPosition { indent, mark }
    }
}
