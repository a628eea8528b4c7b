//! Notes a request to stop during a long command, so that it ends in good order.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, Result};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

/// Whether the process was told to stop since it began to listen. From then on a signal does not end it.
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Begins to listen.
    ///
    /// # Errors
    /// When the system does not allow it.
    pub fn listen() -> Result<Self> {
        let came = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            signal_hook::flag::register(signal, came.clone()).context("listening for signals")?;
        }
        Ok(Self(came))
    }

    /// Whether the request came.
    pub fn came(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
