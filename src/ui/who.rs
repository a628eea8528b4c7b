//! How a writer is named: the one place, so that what else is to be said of a writer stands everywhere.

use crate::app::Model;
use crate::model::id::WriterId;
use crate::model::increment::Commit;
use crate::model::record::Role;
use crate::safe;

/// Cells that a name may take.
const NAME: usize = 24;

/// Cells that a commit's author may take.
const AUTHOR: usize = 20;

/// A writer's name, safe and of bounded width.
pub(super) fn name(model: &Model, writer: &WriterId) -> String {
    safe::fit(&model.name_of(writer), NAME)
}

/// The same, with what they are unless that is a reviewer: `Jonas Weber (contractor)`.
pub(super) fn with_role(model: &Model, writer: &WriterId) -> String {
    let name = name(model, writer);
    match model.record.role_of(writer) {
        Role::Reviewer => name,
        role => format!("{name} ({})", role.name()),
    }
}

/// A commit's author without the address, safe and of bounded width.
pub(super) fn author(commit: &Commit) -> String {
    let author = commit.author.lossy();
    let author = author.split('<').next().unwrap_or_default().trim();
    safe::fit(&safe::inline(author), AUTHOR)
}
