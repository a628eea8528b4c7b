//! What a fuzz program was asked for on its command line. Shared by the three fuzz programs.
#![allow(dead_code, reason = "no program uses all of it")]

/// What was asked for.
pub(crate) struct Wanted {
    /// How many executions for each target; the program's own short run when `None`.
    pub(crate) runs: Option<u64>,
    /// The one target; all when `None`.
    pub(crate) only: Option<String>,
    /// The folder for the check of noise, where there is one.
    pub(crate) noise: Option<std::path::PathBuf>,
    pub(crate) seed: u64,
}

impl Wanted {
    /// Reads the command line; `only` is the option that names a target. Options of the test runner
    /// are passed over.
    ///
    /// # Errors
    /// When a number is missing or none, in words for the user.
    pub(crate) fn read(only: &str) -> Result<Self, String> {
        let mut arguments = std::env::args().skip(1);
        let mut wanted = Self {
            runs: None,
            only: None,
            noise: None,
            seed: 1,
        };
        while let Some(argument) = arguments.next() {
            let mut number = || {
                let text = arguments.next().unwrap_or_default();
                text.replace('_', "")
                    .parse()
                    .map_err(|_| format!("{argument} needs a number"))
            };
            match argument.as_str() {
                "--runs" => wanted.runs = Some(number()?),
                "--seed" => wanted.seed = number()?,
                "--noise" => wanted.noise = arguments.next().map(std::path::PathBuf::from),
                name if name == only => wanted.only = arguments.next(),
                _ => {}
            }
        }
        Ok(wanted)
    }
}
