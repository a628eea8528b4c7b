//! The clock: the only place that reads it.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::model::time::Timestamp;

/// The latest time that a calendar of four digits has in every time zone, in milliseconds: 9999-12-30 22:00 UTC.
const LATEST: i64 = 253_402_207_200_000;

/// The time now; the latest that can be written down when the clock is wrong by that much.
pub fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(LATEST).min(LATEST))
}
