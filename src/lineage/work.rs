//! Bounds the work of comparing many versions of the specs: what one comparison takes is not there
//! for the next.

use super::item::{LineageItem, SpecVersion};

/// Steps for a criterion with a changed text, besides one for each [`BYTES`] of it: about the time of
/// eight criteria that are only read.
const CHANGED: usize = 8;
/// Number of bytes of a changed text that count as a step.
const BYTES: usize = 32;

/// The remaining work, in steps; one step is about the time that reading one criterion takes.
#[derive(Clone, Debug)]
pub struct LineageWork {
    left: usize,
    is_cut: bool,
}

impl LineageWork {
    /// Allows for this many steps.
    pub fn new(steps: usize) -> Self {
        Self {
            left: steps,
            is_cut: false,
        }
    }

    /// Whether something was refused.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Takes some steps; false, and nothing taken, when there are not as many left.
    pub fn take(&mut self, steps: usize) -> bool {
        let left = self.left.checked_sub(steps);
        self.is_cut |= left.is_none();
        self.left = left.unwrap_or(self.left);
        left.is_some()
    }

    /// Takes the steps for comparing the changed texts of two versions.
    pub(super) fn take_changed(
        &mut self,
        (old, open): (&SpecVersion<'_>, &[usize]),
        (new, free): (&SpecVersion<'_>, &[usize]),
    ) -> bool {
        let cost = |item: &LineageItem<'_>| CHANGED + item.criterion.text.as_bytes().len() / BYTES;
        let of = |side: &SpecVersion<'_>, some: &[usize]| -> usize {
            some.iter()
                .filter_map(|at| side.items.get(*at))
                .map(cost)
                .sum()
        };
        self.take(of(old, open) + of(new, free))
    }
}
