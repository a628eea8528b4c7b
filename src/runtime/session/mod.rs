//! Runs the reviewer: holds the state and the workers, and runs the loop that connects them.

mod effects;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};

use anyhow::{Context as _, Result, anyhow, bail};
use signal_hook::consts::{SIGHUP, SIGTSTP, SIGWINCH};

use super::asked::{AskedSpecs, RepositoryAsker};
use super::background::BackgroundGate;
use super::frames::Frames;
use super::keeping::{Keeper, KeeperStart};
use super::painting::Painting;
use super::recorder::{Recorder, RecorderStart, ReviewSnapshot};
use super::signals::{Listener, is_hung_up};
use super::syncing::Syncer;
use super::terminal::{self, Terminal};
use super::tracer::{TraceInput, Tracer};
use super::watching::Watcher;
use super::{Inbox, InboxEvent, behind, clock, input::Input, look, reader, summary};
use crate::app::facts::engagement as shown;
use crate::app::input::keymap::Keymap;
use crate::app::msg::{Effect, Msg};
use crate::app::shell::update::update;
use crate::app::{Message, Model};
use crate::engagement::{
    Engagement, Findings, OpenRequest, delivered, outside_words, rounds_to_keep,
};
use crate::git::{Location, Repository};
use crate::model::person::Person;
use crate::model::settings::Settings;
use crate::model::text::Untrusted;
use crate::record::{Identity, Project, drafts::Drafts, place};
use crate::ui;
use crate::ui::theme::Theme;

/// Maximum number of messages handled between two frames, so that the screen keeps changing while
/// more come.
const MOST_A_FRAME: usize = 256;

/// How a run ended.
pub(super) enum Ended {
    /// The user left.
    Quit,
    /// A signal with this number came.
    Signal(i32),
}

/// One run of the reviewer.
pub(super) struct Session {
    model: Model,
    theme: Theme,
    terminal: Terminal,
    input: Input,
    signals: Listener,
    reader: Sender<reader::ReaderJob>,
    behind: Sender<behind::BehindJob>,
    recorder: Recorder,
    syncer: Syncer,
    keeper: Keeper,
    tracer: Tracer,
    gate: BackgroundGate,
    painting: Painting,
    watcher: Watcher,
    /// The number of the current opening of the repository; the first one is 0.
    opening: u64,
    frames: Frames,
    inbox: Inbox,
    location: Location,
    wanted: OpenRequest,
    project: Project,
    name: Untrusted,
    identity: Identity,
    questions: RepositoryAsker,
    settings: Settings,
}

impl Session {
    /// Takes the terminal over, starts the workers and goes to the reviewer's last place.
    pub(super) fn start(
        opened: Engagement,
        wanted: OpenRequest,
        settings: &Settings,
        inbox: Inbox,
    ) -> Result<Self> {
        let keymap = Keymap::with_changes(&settings.keys).map_err(|why| anyhow!(why))?;
        let location = opened.repository.location().clone();
        let findings = Findings {
            specs: opened.specs.clone(),
            groups: opened.groups.clone(),
            found: opened.found.clone(),
            agreed: opened.agreed.clone(),
            lineages: opened.lineages,
            remarks: opened.remarks.clone(),
            heads: opened.heads,
            remote_branch: opened.remote_branch,
        };
        let shown = engagement(
            &opened.name,
            &findings,
            &opened.identity,
            &opened.repository,
        );
        let resume = place::load(&opened.project, &location.git_dir);
        let drafts = Drafts::new(&opened.project).load_all();

        let size = terminal::size()?;
        let theme = look::theme(settings, None);
        let mut model = Model::new(shown, size, keymap, settings.tab_width, clock::now());
        model.screens.review.layout = settings.layout;
        model.screens.review.painting = settings.syntax_colours && theme.has_colours();
        model.summary_path = summary::default_path(&location, &opened.name);
        model.tell_remarks();
        model.tell_remote_branch();
        match drafts {
            Ok(drafts) => model.offer_drafts(drafts),
            Err(error) => model.message = Some(Message::error(format!("{error:#}"))),
        }
        let mut effects = Vec::new();
        match resume {
            Some(resume) => model.come_back(&resume, &mut effects),
            None => model.begin(&mut effects),
        }
        // The files for the first screen are read while everything below runs.
        let gate = BackgroundGate::default();
        let behind = behind::start(location.clone(), gate.clone(), inbox.clone());
        let reader = reader::start(
            opened.repository,
            behind.clone(),
            gate.clone(),
            inbox.clone(),
        );
        let (listing, effects): (Vec<Effect>, Vec<Effect>) = effects
            .into_iter()
            .partition(|effect| matches!(effect, Effect::List { .. }));
        for effect in listing {
            effects::list(&model, &reader, effect);
        }

        let signals = Listener::start(inbox.clone())?;
        let mut terminal = Terminal::take(size)?;
        let asked = look::is_open(settings) && theme.has_colours();
        if asked {
            terminal.ask_for_background()?;
        }
        let tracer = Tracer::start(
            0,
            model.screens.review.increment,
            location.clone(),
            TraceInput {
                specs: opened.specs.clone(),
                increments: opened.found.increments.clone().into(),
                then: opened.then,
            },
            gate.clone(),
            inbox.clone(),
        );
        let questions = RepositoryAsker {
            location: location.clone(),
            found: Arc::new(opened.found.clone()),
            specs: AskedSpecs::new(&opened.specs, &opened.agreed, &findings.lineages),
            inbox: inbox.clone(),
        };
        let syncer = Syncer::new(
            location.clone(),
            opened.project.clone(),
            opened.identity.clone(),
            inbox.clone(),
        );
        let keeper = Keeper::start(
            KeeperStart {
                location: location.clone(),
                project: opened.project.clone(),
                specs: opened.specs.clone(),
                rounds: rounds_to_keep(&opened.found, opened.journal.record()),
            },
            gate.clone(),
            inbox.clone(),
        );
        let project = opened.project.clone();
        let desk = RecorderStart {
            journal: opened.journal,
            private: opened.private,
            read_marks: opened.read_marks,
            me: opened.identity.writer.clone(),
            project: opened.project,
            location: location.clone(),
            review: ReviewSnapshot {
                specs: opened.specs,
                found: opened.found,
                agreed: opened.agreed,
                lineages: findings.lineages,
            },
        };
        let recorder = Recorder::start(desk, inbox.clone());
        let painted = inbox.clone();
        let painting = Painting::start(std::env::current_exe(), move |msg| {
            let _ = painted.send(InboxEvent::Msg(msg));
        });
        let watcher = Watcher::start(location.clone(), opened.heads, inbox.clone());
        let mut session = Self {
            model,
            theme,
            terminal,
            input: Input::start(asked, inbox.clone())?,
            signals,
            reader,
            behind,
            recorder,
            syncer,
            keeper,
            tracer,
            gate,
            painting,
            watcher,
            opening: 0,
            frames: Frames::default(),
            inbox,
            location,
            wanted,
            project,
            name: opened.name,
            identity: opened.identity,
            questions,
            settings: settings.clone(),
        };
        session.keep_round(session.model.screens.review.increment);
        session.carry_out(effects)?;
        session.syncer.tell_unconfirmed();
        session.recorder.count_unsent(session.syncer.proposal());
        session.syncer.look(session.gate.clone());
        Ok(session)
    }

    /// Runs until the user leaves or something ends it. In any case everything is written first,
    /// and what cannot be written is printed.
    pub(super) fn run(mut self, events: &Receiver<InboxEvent>) -> Result<Ended> {
        let ended = catch_unwind(AssertUnwindSafe(|| self.go_on(events)));
        match &ended {
            // From here on, typed keys are for the shell.
            Ok(Ok(Ended::Quit)) => self.input.pause(),
            Ok(_) => self.leave(),
            // The state may be inconsistent. The recorder has everything typed up to the last key.
            Err(_) => {}
        }
        self.syncer.cancel();
        let owed = self.recorder.finish();
        drop(self.terminal);
        self.frames.tell();
        let lost = owed.print();
        match ended.unwrap_or_else(|panic| resume_unwind(panic))? {
            Ended::Quit if lost > 0 => {
                bail!("the text printed above could not be written to the disk; copy it to a file")
            }
            ended => Ok(ended),
        }
    }

    fn go_on(&mut self, events: &Receiver<InboxEvent>) -> Result<Ended> {
        loop {
            self.tell_lost_keys();
            match self.draw() {
                // The signal that reports the hang-up may still be on its way.
                Err(_) if is_hung_up() => return Ok(Ended::Signal(SIGHUP)),
                drawn => drawn?,
            }
            self.frames.end();
            let first = events
                .recv()
                .context("all worker threads ended (internal error)")?;
            self.frames.begin();
            for event in std::iter::once(first).chain(events.try_iter().take(MOST_A_FRAME)) {
                if let Some(ended) = self.take(event)? {
                    return Ok(ended);
                }
            }
        }
    }

    fn take(&mut self, event: InboxEvent) -> Result<Option<Ended>> {
        match event {
            InboxEvent::Msg(msg) => {
                let effects = update(&mut self.model, clock::now(), msg);
                self.carry_out(effects)
            }
            InboxEvent::Key { number, key } => {
                if !self.input.typed.receive(number) {
                    return Ok(None);
                }
                self.take(InboxEvent::Msg(Msg::Key(key)))
            }
            InboxEvent::Traced { opening, .. } if opening != self.opening => Ok(None),
            InboxEvent::Traced { msg, .. } => self.take(InboxEvent::Msg(msg)),
            InboxEvent::Background { light } => {
                self.theme = look::theme(&self.settings, Some(light));
                Ok(None)
            }
            // Nothing to do: drawing reads the size.
            InboxEvent::Signal(SIGWINCH) => Ok(None),
            InboxEvent::Signal(SIGTSTP) => self.suspend().map(|()| None),
            InboxEvent::Signal(number) => Ok(Some(Ended::Signal(number))),
            // The same as when SIGHUP comes: status 128 + 1.
            InboxEvent::HangUp => Ok(Some(Ended::Signal(SIGHUP))),
            InboxEvent::Broken(why) => Err(anyhow!(why)),
        }
    }

    /// Reports keys that came faster than they could be handled.
    fn tell_lost_keys(&mut self) {
        let lost = self.input.typed.take_lost();
        if lost > 0 {
            let text =
                format!("{lost} keys were dropped: they came faster than snaglist can handle them");
            self.model.message = Some(Message::error(text));
        }
    }

    /// Saves unsaved input, as when the user leaves.
    fn leave(&mut self) {
        let mut effects = Vec::new();
        self.model.leave(&mut effects);
        for effect in effects {
            match effect {
                Effect::KeepDraft(draft) => self.recorder.keep(draft),
                Effect::DropDraft(id) => self.recorder.drop_draft(id),
                Effect::Remember(resume) => self.recorder.remember(resume),
                _ => {}
            }
        }
    }

    fn draw(&mut self) -> Result<()> {
        let size = terminal::size()?;
        if size != self.model.facts.size {
            self.terminal.forget(size)?;
            let effects = update(&mut self.model, clock::now(), Msg::Resize(size));
            self.carry_out(effects)?;
        }
        let (model, theme) = (&self.model, &self.theme);
        self.terminal.draw(|frame| ui::draw(model, theme, frame))?;
        if !self.input.typed.is_waiting() {
            update(&mut self.model, clock::now(), Msg::Drawn);
        }
        Ok(())
    }
}

/// Converts the findings into what the app shows.
fn engagement(
    name: &Untrusted,
    findings: &Findings,
    identity: &Identity,
    repository: &Repository,
) -> shown::Engagement {
    let Findings {
        specs,
        groups,
        found,
        agreed,
        remarks,
        remote_branch,
        ..
    } = findings;
    let mut shown = shown::Engagement::new(
        name.clone(),
        specs.clone(),
        groups.clone(),
        found.increments.clone(),
        found.because.clone(),
        remarks.clone(),
        identity.writer.clone(),
    );
    let Identity {
        name, email, role, ..
    } = identity.clone();
    shown.agreed = agreed.clone();
    shown.head = Some(found.head);
    shown.remote_branch.clone_from(remote_branch);
    shown.who = Person {
        name,
        email,
        role,
        ..Person::default()
    };
    shown.delivered = delivered(repository, found);
    shown.left_out.clone_from(&found.left_out);
    shown.outside = outside_words(repository);
    shown
}
