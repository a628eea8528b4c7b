//! Interprets the status of a requirement. Knows no format.

use crate::model::spec::TickClaim;

const DONE: [&str; 9] = [
    "closed",
    "complete",
    "completed",
    "done",
    "finished",
    "fulfilled",
    "implemented",
    "satisfied",
    "verified",
];
const OPEN: [&str; 9] = [
    "in progress",
    "in_progress",
    "in-progress",
    "new",
    "not started",
    "open",
    "pending",
    "planned",
    "todo",
];

/// Returns the claim of a status: a tick for "done" and the like, an empty box for "open" and the
/// like. Other words differ in meaning from team to team.
pub(in crate::spec) fn claim(status: &str) -> TickClaim {
    let status = status.trim().to_ascii_lowercase();
    if DONE.contains(&status.as_str()) {
        TickClaim::Ticked
    } else if OPEN.contains(&status.as_str()) {
        TickClaim::Unticked
    } else {
        TickClaim::None
    }
}
