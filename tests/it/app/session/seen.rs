//! What the reviewer sees: the screen, its lines, where texts stand on it.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use snaglist::app::Screen;
use snaglist::app::input::geometry::TerminalSize;
use snaglist::ui;
use snaglist::ui::theme::{Depth, Theme};

use super::Session;
use crate::app::picture::text;

impl Session {
    /// The screen, one line a line, without blanks at the ends of lines.
    pub(crate) fn screen(&self) -> String {
        text(&self.buffer())
    }

    /// The screen in a terminal of 24-bit colours, dark.
    pub(crate) fn buffer(&self) -> Buffer {
        self.draw(&Theme::new(false, Depth::True, false))
    }

    pub(crate) fn draw(&self, theme: &Theme) -> Buffer {
        let TerminalSize { cols, rows } = self.model.facts.size;
        let mut terminal = Terminal::new(TestBackend::new(cols, rows)).unwrap();
        terminal
            .draw(|frame| ui::draw(&self.model, theme, frame))
            .unwrap();
        terminal.backend().buffer().clone()
    }

    /// The title line.
    pub(crate) fn title(&self) -> String {
        self.line(0)
    }

    /// The last line.
    pub(crate) fn footer(&self) -> String {
        self.line(usize::from(self.model.facts.size.rows) - 1)
    }

    fn line(&self, line: usize) -> String {
        self.screen()
            .lines()
            .nth(line)
            .unwrap_or_default()
            .to_owned()
    }

    /// The cell where a text starts on the screen.
    pub(crate) fn find(&self, text: &str) -> (u16, u16) {
        let screen = self.screen();
        let found = screen
            .lines()
            .enumerate()
            .find_map(|(y, line)| Some((line.find(text)?, y, line)));
        let (at, y, line) =
            found.unwrap_or_else(|| panic!("{text:?} is not on the screen:\n{screen}"));
        (snaglist::safe::str_cells(&line[..at]) as u16, y as u16)
    }

    /// The line of the screen on which a text stands first.
    pub(crate) fn line_with(&self, text: &str) -> String {
        self.line(usize::from(self.find(text).1))
    }

    #[track_caller]
    pub(crate) fn sees(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(
            screen.contains(text),
            "{text:?} is not on the screen:\n{screen}"
        );
        self
    }

    #[track_caller]
    pub(crate) fn misses(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(
            !screen.contains(text),
            "{text:?} is on the screen:\n{screen}"
        );
        self
    }

    /// The text of the row that the diff's cursor is on, as drawn.
    pub(crate) fn cursor_line(&self) -> String {
        let pane = self.model.screens.review.areas(&self.model.facts).diff;
        let view = &self.model.screens.review.view;
        let screen = self.screen();
        let line = screen
            .lines()
            .nth(usize::from(pane.y) + 1 + view.cursor - view.top)
            .unwrap_or_default();
        let inside: String = line.chars().skip(usize::from(pane.x) + 1).collect();
        inside.trim_end_matches(['│', ' ']).to_owned()
    }

    pub(crate) fn on_screen(&self, screen: Screen) -> bool {
        self.model.screens.active == screen && self.model.overlay.is_none()
    }
}
