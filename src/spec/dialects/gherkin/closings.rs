//! Where doc strings end.

/// Finds where doc strings end. Remembers what never ends, so that looking stays linear.
#[derive(Default)]
pub(super) struct Closings<'a> {
    never: Vec<&'a str>,
}

impl<'a> Closings<'a> {
    /// The index of the line that closes what the line `at` opens with `fence`.
    pub(super) fn after(&mut self, at: usize, fence: &'a str, lines: &[&str]) -> Option<usize> {
        if self.never.contains(&fence) {
            return None;
        }
        let ends = lines.get(at + 1..)?.iter().position(|line| line.trim_start().starts_with(fence));
        if ends.is_none() {
            self.never.push(fence);
        }
        ends.map(|ends| at + 1 + ends)
    }
}
