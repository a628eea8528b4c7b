//! Takes the terminal over at the start, and restores it at the end, on a panic and around
//! `$EDITOR`.

use std::cell::RefCell;
use std::io::{self, Write as _};
use std::mem::ManuallyDrop;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, Result};
use crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, DisableMouseCapture, EnableBracketedPaste,
    EnableFocusChange, EnableMouseCapture,
};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Frame, TerminalOptions, Viewport};

use super::{backdrop, clipboard};
use crate::app::input::geometry::TerminalSize;
use crate::safe;

/// Whether we have the terminal, so that it is restored exactly once.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal while we have it; restored when dropped.
pub(super) struct Terminal {
    /// Never dropped: ratatui would show the cursor once more, and panic where it cannot, as when
    /// the terminal is gone. Restoring the terminal shows the cursor.
    inner: ManuallyDrop<ratatui::Terminal<CrosstermBackend<PendingBytes>>>,
    pending: PendingBytes,
}

/// Bytes to write to the terminal next. ratatui flushes several times per frame; here a frame is
/// one write.
#[derive(Clone, Default)]
struct PendingBytes(Rc<RefCell<Vec<u8>>>);

impl PendingBytes {
    fn send(&mut self) -> io::Result<()> {
        let mut bytes = self.0.borrow_mut();
        let mut out = io::stdout().lock();
        let sent = out.write_all(&bytes).and_then(|()| out.flush());
        bytes.clear();
        sent
    }
}

impl io::Write for PendingBytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Maximum area to draw on, from the upper left corner: more than a person can see. A terminal may
/// claim 65,535 × 65,535 cells, which no memory holds.
const LARGEST: TerminalSize = TerminalSize {
    cols: 1_000,
    rows: 500,
};

/// Returns the terminal's size, limited to the area that is drawn on.
///
/// # Errors
/// When the size is unknown.
pub(super) fn size() -> Result<TerminalSize> {
    // Not through crossterm, which would open the terminal anew for every frame.
    let (cols, rows) = match rustix::termios::tcgetwinsize(io::stdout()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => (size.ws_col, size.ws_row),
        _ => crossterm::terminal::size().context("asking for the terminal's size")?,
    };
    Ok(TerminalSize {
        cols: cols.min(LARGEST.cols),
        rows: rows.min(LARGEST.rows),
    })
}

impl Terminal {
    /// Takes over the terminal, given its size.
    pub(super) fn take(size: TerminalSize) -> Result<Self> {
        restore_on_panic();
        let taken = take()
            .context("taking the terminal over")
            .and_then(|()| Self::wrap(size));
        taken.inspect_err(|_| give_back())
    }

    fn wrap(size: TerminalSize) -> Result<Self> {
        let pending = PendingBytes::default();
        let backend = CrosstermBackend::new(pending.clone());
        // A fixed viewport: ratatui would otherwise ask for the size again in each frame.
        let viewport = Viewport::Fixed(Rect::new(0, 0, size.cols, size.rows));
        let inner = ratatui::Terminal::with_options(backend, TerminalOptions { viewport })
            .context("setting the terminal up")?;
        let mut terminal = Self {
            inner: ManuallyDrop::new(inner),
            pending,
        };
        // Not every terminal has a second screen that starts out empty.
        terminal.forget(size)?;
        Ok(terminal)
    }

    /// Draws a frame: only what changed, in one write, shown at once by terminals that can.
    pub(super) fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> Result<()> {
        let drawing = || "writing to the terminal";
        queue!(self.inner.backend_mut(), BeginSynchronizedUpdate).with_context(drawing)?;
        self.inner.draw(draw).with_context(drawing)?;
        queue!(self.inner.backend_mut(), EndSynchronizedUpdate).with_context(drawing)?;
        self.pending.send().with_context(drawing)
    }

    /// Forgets the screen's content, so that the next frame draws all of it, perhaps in another
    /// size.
    pub(super) fn forget(&mut self, size: TerminalSize) -> Result<()> {
        // Not `clear`, which asks the terminal for the cursor's place: the thread that reads the
        // keyboard would take the answer.
        self.inner
            .resize(Rect::new(0, 0, size.cols, size.rows))
            .context("clearing the terminal")
    }

    /// Asks for the background colour, with the next frame.
    pub(super) fn ask_for_background(&mut self) -> Result<()> {
        self.pending
            .write_all(backdrop::QUESTION)
            .context("writing to the terminal")
    }

    /// Copies a text to the terminal's clipboard.
    pub(super) fn copy(&mut self, text: &str) -> Result<()> {
        let written = clipboard::sequence(text, clipboard::Between::here());
        let written = self
            .pending
            .write_all(written.as_bytes())
            .and_then(|()| self.pending.send());
        written.context("writing to the terminal")
    }

    /// Restores the terminal while `meanwhile` runs. Returns its result even when the terminal
    /// cannot be taken over again.
    pub(super) fn lend<T>(&mut self, meanwhile: impl FnOnce() -> T) -> (T, Result<()>) {
        give_back();
        let given = meanwhile();
        let taken = take()
            .context("taking the terminal back")
            .and_then(|()| self.forget(size()?));
        (given, taken)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

fn take() -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    execute!(
        io::stdout(),
        EnterAlternateScreen,
        EnableMouseCapture,
        EnableBracketedPaste,
        EnableFocusChange,
        cursor::Hide
    )
}

/// Restores the terminal if it was taken over. Errors are ignored, because nothing can be done
/// about them.
pub(super) fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        let _ = execute!(
            out,
            EndSynchronizedUpdate,
            DisableFocusChange,
            DisableBracketedPaste,
            DisableMouseCapture,
            LeaveAlternateScreen,
            cursor::Show
        );
        let _ = disable_raw_mode();
        let _ = out.flush();
    }
}

/// Makes a panic restore the terminal before its message, which is made safe: it may quote hostile
/// text.
fn restore_on_panic() {
    std::panic::set_hook(Box::new(|panic| {
        give_back();
        let place = panic
            .location()
            .map(|at| format!(" at {}:{}", at.file(), at.line()))
            .unwrap_or_default();
        let words = panic.payload_as_str().unwrap_or("no message");
        // Not `eprintln!`, which panics where there is no terminal any more.
        let _ = writeln!(
            io::stderr(),
            "snaglist crashed{place}: {}\nAll saved statements are in the record; your draft \
             will be offered at the next start.",
            safe::inline(words)
        );
    }));
}
