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

    /// Formats the day in UTC: `15 May`, with the year where it is another one than `now`'s.
    pub fn day(self, now: Timestamp) -> String {
        const MONTHS: [&str; 12] = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        let (year, month, day) = self.date();
        let name = usize::try_from(month - 1)
            .ok()
            .and_then(|month| MONTHS.get(month))
            .copied()
            .unwrap_or_default();
        if year == now.date().0 {
            format!("{day} {name}")
        } else {
            format!("{day} {name} {year}")
        }
    }

    /// Computes year, month and day in UTC: the algorithm `civil_from_days` of Howard Hinnant's
    /// "chrono-Compatible Low-Level Date Algorithms".
    fn date(self) -> (i64, i64, i64) {
        let days = self.0.div_euclid(86_400_000) + 719_468;
        let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        // Months count from March, so that a leap day is the last day of a year.
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 {
            shifted + 3
        } else {
            shifted - 9
        };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (year, month, day)
    }
}
