//! Carries out the effects of an update: through the workers, or here where the screen has to wait.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use anyhow::{Result, anyhow};
use signal_hook::consts::SIGTSTP;
use signal_hook::low_level::emulate_default_handler;

use super::super::asked::AskedSpecs;
use super::super::recorder::ReviewSnapshot;
use super::super::summary::{self, SummaryOutcome};
use super::super::tracer::{TraceInput, Tracer};
use super::super::{InboxEvent, behind, editor, reader};
use super::{Ended, Session, engagement};
use crate::app::Model;
use crate::app::msg::{Effect, Msg, Reread};
use crate::engagement::{Engagement, Extent, Findings, Then, delivered_since};
use crate::git::Repository;
use crate::model::index::IncrementIndex;
use crate::model::news::RemoteBranch;
use crate::record::ReviewedHead;
use crate::runtime::worker;

impl Session {
    /// Carries out effects; returns how the session ends, if it does.
    pub(super) fn carry_out(&mut self, effects: Vec<Effect>) -> Result<Option<Ended>> {
        let mut ended = None;
        for effect in effects {
            match effect {
                Effect::List { increment, .. } => {
                    self.tracer.look_at(increment);
                    self.keep_round(increment);
                    list(&self.model, &self.reader, effect);
                }
                Effect::ReadFile {
                    request,
                    file,
                    change,
                    large,
                } => {
                    let change = Box::new(change);
                    let _ = self.reader.send(reader::ReaderJob::File {
                        request,
                        file,
                        change,
                        large,
                    });
                }
                Effect::Paint { request, wanted } => self.painting.want(request, wanted),
                Effect::CountHits {
                    request,
                    search,
                    file,
                    change,
                    expression,
                } => {
                    let change = Box::new(change);
                    let job = behind::BehindJob::Count {
                        request,
                        search,
                        file,
                        change,
                        expression,
                    };
                    let _ = self.behind.send(job);
                }
                Effect::Admit { writer, role } => self.recorder.admit(writer, role),
                Effect::Record(statement) => self.recorder.say(statement),
                Effect::RecordPrivately(statement) => self.recorder.say_privately(statement),
                Effect::FindCommits(thread) => self.questions.candidates(*thread),
                Effect::FindCommit { thread, typed } => self.questions.commit(thread, typed),
                Effect::Compare { thread, fix } => self.questions.compare(*thread, fix),
                Effect::CompareEvidence {
                    request,
                    increment,
                    old,
                } => {
                    let record = Arc::clone(&self.model.facts.record);
                    self.questions.evidence(request, increment, old, record);
                }
                Effect::CompareGround { verdict, agreed } => {
                    self.questions.ground(*verdict, agreed);
                }
                Effect::KeepDraft(draft) => self.recorder.keep(draft),
                Effect::KeepDraftNow => self.recorder.keep_now(),
                Effect::DropDraft(id) => self.recorder.drop_draft(id),
                Effect::Remember(resume) => self.recorder.remember(resume),
                Effect::EditOutside(text) => ended = ended.or(self.edit_outside(&text)?),
                Effect::Export { path, agreed } => {
                    let (wanted, inbox) = (self.wanted.clone(), self.inbox.clone());
                    worker::start("writing the summary", self.inbox.clone(), move || {
                        let msg = match summary::write(&wanted, &path, agreed) {
                            Ok(SummaryOutcome::To(shown)) => Msg::Exported(Ok(shown)),
                            Ok(SummaryOutcome::Asks(why)) => Msg::ExportAsks { path, why },
                            Err(error) => Msg::Exported(Err(format!("{error:#}"))),
                        };
                        let _ = inbox.send(InboxEvent::Msg(msg));
                        Ok(())
                    });
                }
                Effect::Copy(text) => self.terminal.copy(&text)?,
                Effect::Sync(with) => self.syncer.start(with),
                Effect::CancelSync => self.syncer.cancel(),
                Effect::CountUnsent => {
                    self.syncer.tell_unconfirmed();
                    self.recorder.count_unsent(self.syncer.proposal());
                }
                Effect::StopTracing => self.tracer.stop(),
                Effect::MarkRead(read) => self.recorder.mark_read(read),
                Effect::Reopen => self.reopen(),
                Effect::ReviewRemote(remote) => self.review_remote(remote),
                Effect::Suspend => self.suspend()?,
                Effect::Redraw => self.terminal.forget(self.model.facts.size)?,
                Effect::Quit => ended = Some(Ended::Quit),
            }
        }
        Ok(ended)
    }

    /// Keeps the newest round of an increment that the reviewer opens.
    pub(super) fn keep_round(&self, increment: IncrementIndex) {
        if let Some(found) = self.model.facts.engagement.increments.get(increment) {
            self.keeper.keep(found.range);
        }
    }

    fn edit_outside(&mut self, text: &str) -> Result<Option<Ended>> {
        let editor = self.settings.editor.clone();
        let (edited, taken) = self.lend(|| editor::edit(editor.as_deref(), text));
        // Handle the result before any error of the terminal, so that the edited text is saved.
        let ended = self.take(InboxEvent::Msg(Msg::Edited(
            edited.map_err(|error| format!("{error:#}")),
        )))?;
        taken?;
        Ok(ended)
    }

    /// Stops the process until the shell continues it.
    pub(super) fn suspend(&mut self) -> Result<()> {
        let (_, taken) = self.lend(|| emulate_default_handler(SIGTSTP));
        taken
    }

    /// Releases keyboard and screen while `meanwhile` runs.
    fn lend<T>(&mut self, meanwhile: impl FnOnce() -> T) -> (T, Result<()>) {
        self.recorder.keep_now();
        self.input.pause();
        self.signals.lend(true);
        let lent = self.terminal.lend(meanwhile);
        self.signals.lend(false);
        self.input.resume();
        lent
    }

    /// Keeps for this project whether a remote-tracking branch is reviewed in the place of the local
    /// one, and reads everything again.
    fn review_remote(&mut self, remote: Option<RemoteBranch>) {
        let choice = remote.map(|found| ReviewedHead {
            remote: found.remote.lossy().into_owned(),
            local: found.local.lossy().into_owned(),
        });
        if let Err(error) = ReviewedHead::save(choice.as_ref(), &self.project) {
            let msg = Msg::Failed(format!("{error:#}"));
            let _ = self.inbox.send(InboxEvent::Msg(msg));
            return;
        }
        self.wanted.head = choice.map(|choice| choice.remote);
        self.reopen();
    }

    /// Reads repository and specs again. The screen waits, because its content is about to be
    /// replaced.
    fn reopen(&mut self) {
        let read = Repository::reopen(&self.location).and_then(|repository| {
            let findings = Engagement::read(&repository, &self.wanted, &self.model.facts.record)
                .map_err(|why| anyhow!(why.to_string()))?;
            let shown = engagement(&self.name, &findings, &self.identity, &repository);
            Ok((repository, findings, shown))
        });
        let reopened = read.map(
            |(
                repository,
                Findings {
                    specs,
                    found,
                    agreed,
                    lineages,
                    heads,
                    ..
                },
                shown,
            )| {
                self.watcher.was_read(heads);
                self.opening += 1;
                self.tracer = Tracer::start(
                    self.opening,
                    self.model.screens.review.increment,
                    self.location.clone(),
                    TraceInput {
                        specs: specs.clone(),
                        increments: found.increments.clone().into(),
                        then: Then::new(&lineages, &agreed),
                    },
                    self.gate.clone(),
                    self.inbox.clone(),
                );
                let delivered = delivered_since(
                    &repository,
                    &self.questions.found.increments,
                    &found.increments,
                );
                self.questions.found = Arc::new(found.clone());
                self.questions.specs = AskedSpecs::new(&specs, &agreed, &lineages);
                self.recorder.reread(ReviewSnapshot {
                    specs,
                    found,
                    agreed,
                    lineages,
                });
                Box::new(Reread {
                    engagement: shown,
                    delivered,
                })
            },
        );
        let msg = Msg::Reopened(reopened.map_err(|error| format!("{error:#}")));
        let _ = self.inbox.send(InboxEvent::Msg(msg));
    }
}

/// Requests the listing of an increment.
pub(super) fn list(model: &Model, reader: &Sender<reader::ReaderJob>, effect: Effect) {
    let Effect::List {
        request,
        increment,
        part,
        near,
    } = effect
    else {
        return;
    };
    if let Some(found) = model.facts.engagement.increments.get(increment) {
        let extent = Extent::of(found, part);
        let _ = reader.send(reader::ReaderJob::List {
            request,
            extent,
            near,
        });
    }
}
