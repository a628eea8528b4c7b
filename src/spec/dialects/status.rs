//! What a requirement's own status claims. Knows no format.

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
const OPEN: [&str; 9] =
    ["in progress", "in_progress", "in-progress", "new", "not started", "open", "pending", "planned", "todo"];

/// A status that says "done" is a tick and one that says "open" an empty box; what others mean differs
/// from team to team.
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
