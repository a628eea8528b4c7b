//! Reads the clock; no other file does.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::model::time::Timestamp;

/// Returns the current time, or [`Timestamp::LATEST`] when the clock is set beyond that.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).map_or(Timestamp::LATEST, |now| {
        Timestamp(now).min(Timestamp::LATEST)
    })
}
