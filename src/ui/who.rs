//! Formats the names of writers and authors. Every screen names writers here, so that doubts about
//! a signature show everywhere.

use crate::app::Model;
use crate::model::id::{EventId, WriterId};
use crate::model::increment::Commit;
use crate::model::person::Role;
use crate::safe;

/// Maximum width of a writer's name, in cells.
const NAME: usize = 24;

/// Maximum width of a commit author's name, in cells.
const AUTHOR: usize = 20;

/// Formats a writer's name, safe and of bounded width, with the doubt, if any, about the signatures
/// of the events that they `said`: `Jonas Weber (unsigned)`.
pub(in crate::ui) fn name(model: &Model, writer: &WriterId, said: &[EventId]) -> String {
    with(model, writer, None, said)
}

/// Formats a writer's name as [`name`] does, with their role unless they are a reviewer: `Jonas
/// Weber (contractor, unsigned)`.
pub(in crate::ui) fn with_role(model: &Model, writer: &WriterId, said: &[EventId]) -> String {
    let role = Some(model.facts.record.role_of(writer)).filter(|role| *role != Role::Reviewer);
    with(model, writer, role.map(|role| role.name().to_owned()), said)
}

fn with(model: &Model, writer: &WriterId, role: Option<String>, said: &[EventId]) -> String {
    let name = model.facts.short_name_of(writer, NAME);
    let beside: Vec<String> = role
        .into_iter()
        .chain(model.facts.doubt(writer, said))
        .collect();
    if beside.is_empty() {
        name
    } else {
        format!("{name} ({})", beside.join(", "))
    }
}

/// Formats a commit's author without the address, safe and of bounded width.
pub(in crate::ui) fn author(commit: &Commit) -> String {
    let author = commit.author.lossy();
    let author = author.split('<').next().unwrap_or_default().trim();
    safe::fit(&safe::inline(author), AUTHOR)
}
