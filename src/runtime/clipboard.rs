//! Builds the sequence that copies a text to the terminal's clipboard, which works over ssh too:
//! OSC 52 of xterm's control sequences.

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;

/// The multiplexer between us and the terminal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Between {
    Nothing,
    Tmux,
    /// GNU screen.
    Screen,
}

/// Maximum number of bytes that GNU screen accepts in one string.
const SCREEN_CHUNK: usize = 500;

impl Between {
    /// Detects the multiplexer from the environment.
    pub fn here() -> Self {
        let term = std::env::var("TERM").unwrap_or_default();
        match (
            std::env::var_os("TMUX").is_some(),
            term.starts_with("screen"),
        ) {
            (true, _) => Self::Tmux,
            (false, true) => Self::Screen,
            (false, false) => Self::Nothing,
        }
    }
}

/// Returns the sequence that makes the terminal copy a text.
pub fn sequence(text: &str, between: Between) -> String {
    let mut plain = String::new();
    // Writing to a string cannot fail.
    let _ = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut plain);
    match between {
        Between::Nothing => plain,
        // tmux accepts the plain sequence or the wrapped one, depending on its `set-clipboard` and
        // `allow-passthrough`.
        Between::Tmux => format!(
            "{plain}\x1bPtmux;{}\x1b\\",
            plain.replace('\x1b', "\x1b\x1b")
        ),
        Between::Screen => {
            // GNU screen's own strings end as the sequence does, so the sequence inside ends in
            // BEL.
            let plain = plain
                .strip_suffix("\x1b\\")
                .map(|start| format!("{start}\x07"))
                .unwrap_or(plain);
            let (mut wrapped, mut rest) = (String::new(), plain.as_str());
            while !rest.is_empty() {
                let (chunk, after) = rest.split_at(rest.len().min(SCREEN_CHUNK));
                wrapped += &format!("\x1bP{chunk}\x1b\\");
                rest = after;
            }
            wrapped
        }
    }
}
