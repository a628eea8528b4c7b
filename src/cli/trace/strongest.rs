//! Keeps the strongest of many suggestions: 100,000 criteria may each resemble every hunk.

/// The strongest of the values that were added; of equal ones, those that came first.
pub(super) struct Strongest<T> {
    most: usize,
    kept: Vec<(f32, T)>,
    more: usize,
}

impl<T> Strongest<T> {
    /// Keeps as many as `most`.
    pub(super) fn new(most: usize) -> Self {
        Self {
            most,
            kept: Vec::new(),
            more: 0,
        }
    }

    /// Adds a value with its score.
    pub(super) fn add(&mut self, score: f32, value: T) {
        self.kept.push((score, value));
        if self.kept.len() >= 2 * self.most {
            self.prune();
        }
    }

    /// Returns the values, strongest first, and how many were left out.
    pub(super) fn finish(mut self) -> (impl Iterator<Item = T>, usize) {
        self.prune();
        (self.kept.into_iter().map(|(_, value)| value), self.more)
    }

    fn prune(&mut self) {
        // Stable: equal scores stay in the order in which they came.
        self.kept.sort_by(|a, b| b.0.total_cmp(&a.0));
        self.more += self.kept.len().saturating_sub(self.most);
        self.kept.truncate(self.most);
    }
}
