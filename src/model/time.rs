//! A point in time as plain data. Knows no clock: times come in with messages and events.

/// Milliseconds since 1970-01-01T00:00:00Z. Only ever shown, never used to order events.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The latest time with a four-digit year in every time zone: 9999-12-30 22:00 UTC.
    pub const LATEST: Self = Self(253_402_207_200_000);

    /// Formats the time before `now` in the largest unit that gives at least one: `now`, `5 min
    /// ago`, `2 h ago`, `3 d ago`, `4 mo ago`, `2 y ago`. A future time reads `now`.
    pub fn ago(self, now: Timestamp) -> String {
        let minutes = (now.0 - self.0).max(0) / 60_000;
        match minutes {
            0 => "now".to_owned(),
            1..60 => format!("{minutes} min ago"),
            60..1_440 => format!("{} h ago", minutes / 60),
            1_440..43_200 => format!("{} d ago", minutes / 1_440),
            43_200..525_600 => format!("{} mo ago", minutes / 43_200),
            _ => format!("{} y ago", minutes / 525_600),
        }
    }
}
