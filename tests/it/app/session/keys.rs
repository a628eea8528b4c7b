//! What the reviewer does: keys, the mouse, going to a text.

use snaglist::app::input::geometry::{TerminalSize, Widths};
use snaglist::app::input::key::Key;
use snaglist::app::msg::{Mouse, MouseKind, Msg};

use super::Session;

impl Session {
    /// Presses keys, written as in the settings, with spaces between.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            let key: Key = key.parse().unwrap();
            self.send(Msg::Key(key));
        }
        self
    }

    /// Types a text, line ends as Enter.
    pub(crate) fn type_text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            match c {
                '\n' => self.press("enter"),
                c => self.send(Msg::Key(Key::char(c))),
            };
        }
        self
    }

    pub(crate) fn paste(&mut self, text: &str) -> &mut Self {
        self.send(Msg::Paste(text.to_owned()))
    }

    pub(crate) fn resize(&mut self, cols: u16, rows: u16) -> &mut Self {
        self.send(Msg::Resize(TerminalSize { cols, rows }))
    }

    pub(crate) fn mouse(&mut self, kind: MouseKind, x: u16, y: u16) -> &mut Self {
        self.send(Msg::Mouse(Mouse { kind, x, y }))
    }

    /// Clicks on the first place where the screen shows a text.
    pub(crate) fn click(&mut self, text: &str) -> &mut Self {
        let (x, y) = self.find(text);
        self.mouse(MouseKind::Click, x, y)
    }

    /// Runs a command by its name in the palette.
    pub(crate) fn command(&mut self, name: &str) -> &mut Self {
        self.press(":").type_text(name).press("enter")
    }

    /// Puts the diff's cursor on the first row that shows a text, paging there if need be.
    pub(crate) fn go_to(&mut self, text: &str) -> &mut Self {
        if !self.model.screens.review.diff_focus {
            self.press("tab");
        }
        self.press("g");
        loop {
            let pane = self.model.facts.size.review(true, Widths::default()).diff;
            let screen = self.screen();
            let rows = screen
                .lines()
                .enumerate()
                .skip(usize::from(pane.y) + 1)
                .take(usize::from(pane.height) - 2);
            let inside = |line: &str| line.chars().skip(usize::from(pane.x)).collect::<String>();
            if let Some((y, _)) = { rows }.find(|(_, line)| inside(line).contains(text)) {
                let row = self.model.screens.review.view.top + y - usize::from(pane.y) - 1;
                while self.model.screens.review.view.cursor != row {
                    self.press(if self.model.screens.review.view.cursor < row {
                        "j"
                    } else {
                        "k"
                    });
                }
                return self;
            }
            let top = self.model.screens.review.view.top;
            self.press("pgdn");
            assert!(
                self.model.screens.review.view.top > top,
                "no row shows {text:?}:\n{screen}"
            );
        }
    }
}
