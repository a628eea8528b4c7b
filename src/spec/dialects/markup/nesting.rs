//! Tracks the open lists, and the indentation at which their content is written. Knows nothing of
//! the markups, which decide what distinguishes one list from another.

use super::out::MAX_INDENT;

/// The open lists, outermost first; `K` identifies the depth of an item.
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

/// The position of an item, and its mark.
pub(super) struct ItemPosition {
    /// The column of the mark.
    pub(super) indent: usize,
    /// A bullet or number, and a blank.
    pub(super) mark: String,
}

impl<K> Default for Nesting<K> {
    fn default() -> Self {
        Self { open: Vec::new() }
    }
}

impl<K> Nesting<K> {
    /// Returns the column at which the content of the innermost open item is written.
    pub(super) fn column(&self) -> usize {
        self.open.last().map_or(0, |level| level.content)
    }

    /// Returns the key of the innermost item.
    pub(super) fn innermost(&self) -> Option<&K> {
        self.open.last().map(|level| &level.key)
    }

    /// Returns the number of open lists.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Ends all lists.
    pub(super) fn clear(&mut self) {
        self.open.clear();
    }

    /// Ends the innermost lists while `over` holds for their keys.
    pub(super) fn close(&mut self, over: impl Fn(&K) -> bool) {
        while self.open.pop_if(|level| over(&level.key)).is_some() {}
    }

    /// Returns the index of the outermost open list whose key satisfies `is_like`.
    pub(super) fn position(&self, is_like: impl Fn(&K) -> bool) -> Option<usize> {
        self.open.iter().position(|level| is_like(&level.key))
    }

    /// Adds an item to the list at `depth`, 0 being the outermost; deeper lists end. `number` is
    /// `Some` for an ordered list, with 0 for the next number.
    pub(super) fn item(&mut self, depth: usize, key: K, number: Option<u64>) -> ItemPosition {
        self.open.truncate(depth.saturating_add(1));
        let last = if self.open.len() > depth {
            self.open.pop()
        } else {
            None
        };
        let last = last.filter(|level| level.is_ordered == number.is_some());
        let count = match number {
            Some(0) => last.map_or(1, |level| level.count.saturating_add(1)),
            Some(number) => number.min(999_999_999),
            None => 0,
        };
        let mark = if number.is_some() {
            format!("{count}. ")
        } else {
            "- ".to_owned()
        };
        let indent = self.column().min(MAX_INDENT);
        let content = indent + mark.len();
        self.open.push(NestingLevel {
            key,
            content,
            count,
            is_ordered: number.is_some(),
        });
        ItemPosition { indent, mark }
    }
}
