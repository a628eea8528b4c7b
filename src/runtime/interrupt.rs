//! Notes a request to stop during a long command, so that the command ends in good order.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, Result};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

/// A flag that is set when the process is told to stop. Once [`listen`](Self::listen) returned,
/// SIGINT, SIGTERM and SIGHUP do not end the process any more.
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Starts listening.
    ///
    /// # Errors
    /// When the system does not allow handling these signals.
    pub fn listen() -> Result<Self> {
        let came = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            signal_hook::flag::register(signal, came.clone()).context("listening for signals")?;
        }
        Ok(Self(came))
    }

    /// Whether a request to stop came.
    pub fn came(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
