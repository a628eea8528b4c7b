//! The most memory that this process has held, as the kernel tells it. Told on Linux only.

use std::fs;

/// Forgets the peak so far; the kernel takes this as an order to do so.
pub(crate) fn forget() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// The peak since, in bytes.
pub(crate) fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib << 10)
}
