//! Asks before a file brings a large amount into the record.

use std::io::{IsTerminal as _, stderr, stdin};

use anyhow::{Result, bail};

use super::output::{self, count};
use crate::model::person::entries;
use crate::record::{Coming, LARGE_PEOPLE};

/// Permits what is not large, or what the user agreed to: by the flag, or on a terminal by an
/// answer.
///
/// # Errors
/// When the user says no, or nobody can be asked.
pub(super) fn allow(coming: &Coming, agreed: bool) -> Result<()> {
    if agreed || !coming.is_large() {
        return Ok(());
    }
    let mib = coming.bytes.div_ceil(1 << 20);
    let (entries, drafts) = (entries(coming.entries), count(coming.drafts, "draft"));
    let mut what = format!("it would bring {entries} and {drafts} that are not here ({mib} MiB)");
    if coming.people > LARGE_PEOPLE {
        what.push_str(&format!(
            ", by {} people who have written nothing here so far",
            coming.people
        ));
    }
    if coming.bad > 0 {
        what.push_str(&format!(
            ", and has {} that cannot be used",
            count(coming.bad, "file")
        ));
    }
    if !stdin().is_terminal() || !stderr().is_terminal() {
        bail!("{what}; nothing was taken in. Give `--large` if you expect that much");
    }
    output::to_stderr(&format!("\r\x1b[K{what}. Take it in? [y/N] "));
    let mut answer = String::new();
    stdin().read_line(&mut answer)?;
    match answer.trim() {
        "y" | "Y" | "yes" => Ok(()),
        _ => bail!("nothing was taken in"),
    }
}
