//! How workers whose results nobody waits for give way to those that the screen waits for.

/// What their niceness is raised by. Half of the range: they go on beside a busy machine's other work.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;

/// Lets every other thread go before this one. Where a thread has no priority of its own, nothing changes.
pub fn give_way() {
    // On Linux alone is `nice` of the thread that calls it; elsewhere it is of the whole process.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(NICENESS);
}
