//! The clock: the only place that reads it.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::model::time::Timestamp;

/// Gives the time now, or [`Timestamp::LATEST`] when the clock is set beyond that.
pub fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).map_or(Timestamp::LATEST, |now| Timestamp(now).min(Timestamp::LATEST))
}
