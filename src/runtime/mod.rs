//! Terminal, clock, threads: carries effects out and feeds messages in.

use anyhow::Result;

use crate::engagement::{Engagement, Wanted};
use crate::model::settings::Settings;

/// Opens the reviewer on what was opened, until the user leaves.
///
/// # Errors
/// When the terminal cannot be used.
pub fn review(_engagement: Engagement, _wanted: Wanted, _settings: Settings) -> Result<()> {
    anyhow::bail!("the reviewer needs a terminal")
}
