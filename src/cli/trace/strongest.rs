//! Keeps the strongest of many suggestions: 100,000 criteria may each resemble every hunk.

/// The strongest of the values that were added; of equal ones, those that came first.
pub(super) struct Strongest<T> {
    most: usize,
    kept: Vec<(f32, T)>,
    more: usize,
    /// The weakest score that was kept when some were last left out.
    weakest: Option<f32>,
}

impl<T> Strongest<T> {
    /// Keeps as many as `most`.
    pub(super) fn new(most: usize) -> Self {
        Self {
            most,
            kept: Vec::new(),
            more: 0,
            weakest: None,
        }
    }

    /// Adds a value with its score; makes it only if it may be among the strongest.
    pub(super) fn add(&mut self, score: f32, value: impl FnOnce() -> T) {
        if self.weakest.is_some_and(|weakest| score <= weakest) {
            self.more += 1;
            return;
        }
        self.kept.push((score, value()));
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
        let left_out = self.kept.len().saturating_sub(self.most);
        self.more += left_out;
        self.kept.truncate(self.most);
        if left_out > 0 {
            self.weakest = self.kept.last().map(|(score, _)| *score);
        }
    }
}
