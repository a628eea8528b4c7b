//! Finds the ends of doc strings.

/// Finds the ends of doc strings. Remembers marks that are never closed, so that the search stays
/// linear.
#[derive(Default)]
pub(super) struct Closings<'a> {
    never: Vec<&'a str>,
}

impl<'a> Closings<'a> {
    /// Returns the index of the line that closes the doc string opened with `fence` on the line
    /// `at`.
    pub(super) fn after(&mut self, at: usize, fence: &'a str, lines: &[&str]) -> Option<usize> {
        if self.never.contains(&fence) {
            return None;
        }
        let ends = lines
            .get(at + 1..)?
            .iter()
            .position(|line| line.trim_start().starts_with(fence));
        if ends.is_none() {
            self.never.push(fence);
        }
        ends.map(|ends| at + 1 + ends)
    }
}
