//! A seam for tests: any step on the way to the disk, or back, can be made to fail, or to be the last one.
//!
//! What must hold when the disk is full, broken or the process is killed can only be shown by going through
//! every step. Doing so from outside (a tracer, a preloaded library, a file system of one's own) needs
//! programs and rights that are not there everywhere. Where nothing is set, a step costs a look at a
//! variable of the thread.

use std::cell::RefCell;
use std::io;

/// What is about to be done.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Step {
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
    /// Have it reach the disk.
    Sync,
    /// Move it to its name.
    Move,
    /// Have the move reach the disk.
    SyncDir,
    /// Read a file; where many are read on several threads, those of this one.
    Read,
}

/// Asked before each step; an error takes its place.
pub type Hook = Box<dyn FnMut(Step) -> io::Result<()>>;

thread_local! {
    static HOOK: RefCell<Option<Hook>> = const { RefCell::new(None) };
}

/// Has the steps of this thread go through a hook, or with `None` no longer.
pub fn set(hook: Option<Hook>) {
    HOOK.with(|set| *set.borrow_mut() = hook);
}

/// Whether there is a hook.
pub(super) fn are_set() -> bool {
    HOOK.with(|hook| hook.borrow().is_some())
}

/// About to do a step.
pub(super) fn step(step: Step) -> io::Result<()> {
    HOOK.with(|hook| hook.borrow_mut().as_mut().map_or(Ok(()), |hook| hook(step)))
}
