//! The screens on specs as they were read, with nothing delivered.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;
use snaglist::app::Model;
use snaglist::app::facts::engagement::Engagement;
use snaglist::app::input::geometry::TerminalSize;
use snaglist::app::input::keymap::Keymap;
use snaglist::app::msg::Msg;
use snaglist::app::shell::update::update;
use snaglist::model::id::ObjectId;
use snaglist::model::increment::{CommitRange, Increment, IncrementSource};
use snaglist::model::spec::{Spec, SpecGroup};
use snaglist::model::text::{RepoPath, Untrusted};
use snaglist::model::time::Timestamp;
use snaglist::spec;
use snaglist::ui;
use snaglist::ui::theme::{Depth, Theme};

use super::picture::text;

pub(crate) fn read(path: &str, text: &str) -> Spec {
    spec::read(&RepoPath::new(path), text.as_bytes(), None).unwrap()
}

/// The screens on specs as they were read, with nothing delivered that could be looked at.
pub(crate) struct Desk {
    pub model: Model,
}

impl Desk {
    pub(crate) fn new(specs: Vec<Spec>, groups: Vec<SpecGroup>) -> Self {
        let id = |byte| ObjectId::from_bytes(&[byte; 20]).unwrap();
        let increment = Increment::new(
            "refunds".parse().unwrap(),
            Untrusted::from("Refunds"),
            CommitRange {
                base: Some(id(1)),
                head: id(2),
            },
            IncrementSource::Tag,
        );
        let me = "anaaaaaaaa".parse().unwrap();
        let name = Untrusted::from("payments");
        let engagement = Engagement::new(
            name,
            specs,
            groups,
            vec![increment],
            String::new(),
            Vec::new(),
            me,
        );
        let size = TerminalSize {
            cols: 120,
            rows: 40,
        };
        let mut model = Model::new(engagement, size, Keymap::default(), 4, Timestamp(0));
        model.begin(&mut Vec::new());
        let mut desk = Self { model };
        desk.send(Msg::FocusLost);
        desk
    }

    pub(crate) fn send(&mut self, msg: Msg) -> &mut Self {
        update(&mut self.model, Timestamp(0), msg);
        self
    }

    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            self.send(Msg::Key(key.parse().unwrap()));
        }
        self
    }

    pub(crate) fn buffer(&self) -> Buffer {
        let TerminalSize { cols, rows } = self.model.facts.size;
        let theme = Theme::new(false, Depth::True, false);
        let mut terminal = Terminal::new(TestBackend::new(cols, rows)).unwrap();
        terminal
            .draw(|frame| ui::draw(&self.model, &theme, frame))
            .unwrap();
        terminal.backend().buffer().clone()
    }

    pub(crate) fn screen(&self) -> String {
        text(&self.buffer())
    }

    #[track_caller]
    pub(crate) fn sees(&mut self, wanted: &str) -> &mut Self {
        let screen = self.screen();
        assert!(
            screen.contains(wanted),
            "{wanted:?} is not on the screen:\n{screen}"
        );
        self
    }

    #[track_caller]
    pub(crate) fn misses(&mut self, unwanted: &str) -> &mut Self {
        let screen = self.screen();
        assert!(
            !screen.contains(unwanted),
            "{unwanted:?} is on the screen:\n{screen}"
        );
        self
    }

    /// Whether the first place where a text stands is in bold letters.
    pub(super) fn is_bold(&self, wanted: &str) -> bool {
        let buffer = self.buffer();
        let screen = text(&buffer);
        let (y, x) = screen
            .lines()
            .enumerate()
            .find_map(|(y, line)| Some((y, line.find(wanted)?)))
            .unwrap();
        let x = screen.lines().nth(y).unwrap()[..x].chars().count();
        buffer[(x as u16, y as u16)]
            .modifier
            .contains(Modifier::BOLD)
    }

    /// The id of the chosen criterion.
    pub(crate) fn chosen(&self) -> &str {
        self.model
            .facts
            .chosen
            .and_then(|chosen| self.model.facts.engagement.key(chosen))
            .unwrap()
            .id
            .as_str()
    }
}
