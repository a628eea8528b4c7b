//! What a kind of statement has to say of itself.

use super::target::FoldTarget;
use crate::model::event::{Body, Event};
use crate::model::names::Names;
use crate::record::codec::read::Fault;
use crate::record::codec::write::Toml;

/// A kind of statement. The type is its `[body]` as it is read.
pub(super) trait Kind: Sized {
    /// Its name in the record: for good.
    const NAME: &'static str;

    /// Whose statements of this kind count.
    const WHO_COUNTS: WhoCounts;

    /// The fields of its body.
    type Fields<'a>;

    /// Makes the body of what was read.
    ///
    /// # Errors
    /// When a key is missing beside another, or a name is not known.
    fn body(self) -> Result<Body, Fault>;

    /// Writes the keys of `[body]` in their order.
    fn write(fields: Self::Fields<'_>, out: &mut Toml);

    /// Returns what has to be folded again when there is one more of it.
    fn target<'a>(fields: Self::Fields<'a>, event: &'a Event, names: &'a Names) -> FoldTarget<'a>;

    /// Describes it in our words, and returns its writer's own words.
    fn words(fields: Self::Fields<'_>) -> (String, &[u8]);
}

/// Whose statements of a kind count; the others are kept and have no effect.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::record) enum WhoCounts {
    /// Only a reviewer's.
    Reviewers,
    /// Everybody's, as far as the folding of their target goes by.
    Everybody,
}
