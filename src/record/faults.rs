//! Injects faults in tests: any step towards the disk, or back, can be made to fail or to be the
//! last one.
//!
//! Behaviour with a full or broken disk, or a killed process, can only be shown by going through
//! every step. Doing so from outside (a tracer, a preloaded library, a custom file system) needs
//! programs and rights that are not available everywhere. Without a hook, a step costs one look at
//! a thread-local variable.

use std::cell::RefCell;
use std::io;

/// A step that is about to be done.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum FaultPoint {
    /// Make a directory.
    MakeDir,
    /// Open or wait for a lock.
    Lock,
    /// Make a file.
    Create,
    /// Write the first half of a file.
    Write,
    /// Write the second half of it.
    WriteRest,
    /// Sync it to the disk.
    Sync,
    /// Move it to its name.
    Move,
    /// Sync the move to the disk.
    SyncDir,
    /// Read a file; where many are read on several threads, only those of this one.
    Read,
}

/// A function called before each step; its error takes the step's place.
pub type Hook = Box<dyn FnMut(FaultPoint) -> io::Result<()>>;

thread_local! {
    static HOOK: RefCell<Option<Hook>> = const { RefCell::new(None) };
}

/// Sets the hook for the steps of this thread; `None` removes it.
#[allow(dead_code, reason = "only tests use it")]
pub fn set(hook: Option<Hook>) {
    HOOK.with(|set| *set.borrow_mut() = hook);
}

/// Whether a hook is set.
pub(super) fn are_set() -> bool {
    HOOK.with(|hook| hook.borrow().is_some())
}

/// Announces a step to the hook.
pub(super) fn step(step: FaultPoint) -> io::Result<()> {
    HOOK.with(|hook| hook.borrow_mut().as_mut().map_or(Ok(()), |hook| hook(step)))
}
