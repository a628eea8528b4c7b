//! The reviewer in process: effects are carried out at once and in order, nothing sleeps.

mod keys;
mod seen;
mod sound;

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::path::Path;
use std::sync::Arc;

use snaglist::app::Model;
use snaglist::app::input::geometry::TerminalSize;
use snaglist::app::input::keymap::Keymap;
use snaglist::app::msg::{Effect, Msg, Reread, Saving};
use snaglist::app::shell::update::update;
use snaglist::engagement::{
    self, Engagement, Extent, Later, OpenRequest, Suggesting, Then, UNASKED,
};
use snaglist::git::Repository;
use snaglist::model::draft::Draft;
use snaglist::model::event::Statement;
use snaglist::model::id::{Digest, DraftId, EventId, ObjectId};
use snaglist::model::increment::{CommitRange, IncrementPart};
use snaglist::model::index::{IncrementIndex, Indexes};
use snaglist::model::news::RemoteBranch;
use snaglist::model::resume::Resume;
use snaglist::model::text::RepoPath;
use snaglist::model::time::Timestamp;
use snaglist::record::{DataDir, Identity, ReviewedHead};
use snaglist::runtime::listing;
use snaglist::trace::IncrementTrace;
use snaglist::trace::suggest::Suggestions;

use super::asked::answer;
use super::colours::painted;
use super::opened::shown;
use super::people::ana;

/// Noon; all that is said is said then, unless a test moves the clock.
pub(crate) const NOON: i64 = 1_700_049_600_000;

/// An increment's range, and the digests of the specs it is read under.
type Under = (CommitRange, Vec<Digest>);

/// A reviewer at a terminal.
pub(crate) struct Session {
    pub model: Model,
    pub opened: Engagement,
    wanted: OpenRequest,
    /// What is on its way to the model.
    arriving: VecDeque<Msg>,
    /// Whether what arrives is held back.
    holding: bool,
    /// Whether statements are written to the disk, or kept in memory.
    pub durable: bool,
    /// Milliseconds since 1970.
    pub clock: i64,
    /// The drafts on the disk.
    pub drafts: BTreeMap<DraftId, Draft>,
    /// Where the reviewer was when they left.
    pub place: Option<Resume>,
    /// What would have been done outside, oldest first.
    pub outside: Vec<Effect>,
    /// Files read for the screen, and lines of both their sides, since the start.
    pub read: (usize, usize),
    /// Increments read through, by their range and the specs as they were.
    traced: HashMap<(Under, ObjectId), Arc<IncrementTrace>>,
    /// What they suggest.
    suggested: HashMap<Under, Arc<Suggestions>>,
}

impl Session {
    /// Ana opens a repository for the first time, in a terminal of 120 × 40.
    pub(crate) fn open(dir: &Path, data: &Path) -> Self {
        Self::open_as(
            dir,
            data,
            &ana(),
            TerminalSize {
                cols: 120,
                rows: 40,
            },
        )
    }

    pub(crate) fn open_as(dir: &Path, data: &Path, who: &Identity, size: TerminalSize) -> Self {
        let data = DataDir::from(Some(data.to_owned())).unwrap();
        data.set_identity(who).unwrap();
        let wanted = OpenRequest {
            dir: dir.to_owned(),
            data_dir: Some(data.path().to_owned()),
            ..OpenRequest::default()
        };
        let opened = Engagement::open(&wanted).unwrap();
        Self::start(opened, wanted, size, None, BTreeMap::new())
    }

    fn start(
        opened: Engagement,
        wanted: OpenRequest,
        size: TerminalSize,
        place: Option<Resume>,
        drafts: BTreeMap<DraftId, Draft>,
    ) -> Self {
        let shown = shown(&opened);
        let mut model = Model::new(shown, size, Keymap::default(), 4, Timestamp(NOON));
        model.summary_path = "review.md".to_owned();
        model.drafts = drafts.clone();
        let mut session = Self {
            model,
            opened,
            wanted,
            arriving: VecDeque::new(),
            holding: false,
            durable: true,
            clock: NOON,
            drafts,
            place: None,
            outside: Vec::new(),
            read: (0, 0),
            traced: HashMap::new(),
            suggested: HashMap::new(),
        };
        session.mark_read(&[]);
        session.model.tell_remote_branch();
        let mut effects = Vec::new();
        match place {
            Some(place) => session.model.come_back(&place, &mut effects),
            None => session.model.begin(&mut effects),
        }
        session.carry_out(effects);
        session.show_record();
        session.trace_all();
        session.settle();
        session
    }

    /// Leaves, and opens the same repository again.
    pub(crate) fn again(mut self) -> Self {
        self.press("q");
        self.come_back()
    }

    /// Opens the same repository again, after leaving.
    pub(crate) fn come_back(self) -> Self {
        let size = self.model.facts.size;
        let opened = Engagement::open(&self.wanted).unwrap();
        Self::start(opened, self.wanted, size, self.place, self.drafts)
    }

    /// From here on, answers wait until [`let_go`](Self::let_go).
    pub(crate) fn hold(&mut self) -> &mut Self {
        self.holding = true;
        self
    }

    pub(crate) fn let_go(&mut self) -> &mut Self {
        self.holding = false;
        self.settle();
        self
    }

    /// Lets the oldest answer that is held back arrive; false when there is none.
    pub(crate) fn let_one_go(&mut self) -> bool {
        let Some(msg) = self.arriving.pop_front() else {
            return false;
        };
        self.take(msg);
        true
    }

    pub(crate) fn send(&mut self, msg: Msg) -> &mut Self {
        self.take(msg);
        self.settle();
        self
    }

    fn settle(&mut self) {
        while !self.holding && self.let_one_go() {}
        // As after each batch of messages, the screen is drawn.
        if !self.holding {
            update(&mut self.model, Timestamp(self.clock), Msg::Drawn);
        }
    }

    fn take(&mut self, msg: Msg) {
        let effects = update(&mut self.model, Timestamp(self.clock), msg);
        self.carry_out(effects);
        self.check();
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::List {
                    request,
                    increment,
                    part,
                    near,
                } => {
                    self.list(request, increment, part, near.as_ref());
                }
                Effect::ReadFile {
                    request,
                    file,
                    change,
                    large,
                } => {
                    let limit = if large { engagement::LARGE } else { UNASKED };
                    let diff =
                        Arc::new(engagement::diff_of(&self.opened.repository, &change, limit));
                    let lines = diff
                        .as_text()
                        .map_or(0, |text| text.old.len() + text.new.len());
                    self.read = (self.read.0 + 1, self.read.1 + lines as usize);
                    self.arriving.push_back(Msg::FileRead {
                        request,
                        file,
                        diff,
                    });
                }
                Effect::Paint { request, wanted } => self.arriving.extend(painted(request, wanted)),
                Effect::CountHits {
                    search,
                    file,
                    change,
                    expression,
                    ..
                } => {
                    let diff = engagement::diff_of(&self.opened.repository, &change, UNASKED);
                    let hits = expression.rows_in(change.path(), &diff);
                    self.arriving
                        .push_back(Msg::HitsCounted { search, file, hits });
                }
                Effect::Admit { writer, role } => {
                    match role {
                        Some(role) => self.opened.journal.admit(&writer, Some(role)).unwrap(),
                        None => self.opened.journal.refuse(&writer).unwrap(),
                    }
                    self.show_record();
                }
                Effect::Record(statement) => self.say(*statement),
                Effect::RecordPrivately(statement) => {
                    self.opened
                        .private
                        .append(Timestamp(self.clock), *statement)
                        .unwrap();
                    self.show_record();
                }
                asked @ (Effect::FindCommits(_)
                | Effect::FindCommit { .. }
                | Effect::Compare { .. }
                | Effect::CompareEvidence { .. }
                | Effect::CompareGround { .. }) => {
                    self.arriving.extend(answer(&self.opened, asked));
                }
                Effect::KeepDraft(draft) => drop(self.drafts.insert(draft.id.clone(), *draft)),
                Effect::DropDraft(id) => drop(self.drafts.remove(&id)),
                Effect::Remember(place) => self.place = Some(*place),
                Effect::MarkRead(read) => self.mark_read(&read),
                Effect::Reopen => self.reopen(),
                Effect::ReviewRemote(remote) => self.review_remote(remote),
                other => self.outside.push(other),
            }
        }
    }

    fn list(
        &mut self,
        request: u64,
        increment: IncrementIndex,
        part: IncrementPart,
        near: Option<&RepoPath>,
    ) {
        let repository = &self.opened.repository;
        let extent = Extent::of(
            &self.model.facts.engagement.increments[increment.get()],
            part,
        );
        let listed = |listing| Msg::Listed { request, listing };
        let first = extent
            .changes_near(repository, near)
            .ok()
            .filter(|first| first.partial);
        self.arriving
            .extend(first.map(|first| listed(Ok(listing::files(repository, &extent, first).0))));
        let (mut all, mut kinds) = match listing::all(repository, &extent) {
            Ok(listed) => listed,
            Err(error) => return self.arriving.push_back(listed(Err(format!("{error:#}")))),
        };
        self.arriving.push_back(listed(Ok(all.clone())));
        listing::add_commits(repository, &extent, &mut all).unwrap();
        listing::add_words(repository, &extent, &mut all);
        listing::pair_renames(repository, &extent, &mut all, &mut kinds);
        self.arriving.push_back(listed(Ok(all)));
    }

    fn say(&mut self, statement: Statement) {
        if let Some(introduction) = self.opened.journal.introduction() {
            self.opened
                .journal
                .stage(Timestamp(self.clock), introduction)
                .unwrap();
        }
        self.opened
            .journal
            .stage(Timestamp(self.clock), statement)
            .unwrap();
        self.show_record();
        self.arriving.push_back(Msg::Saving(Saving::Pending));
        if self.durable {
            self.opened.journal.publish().unwrap();
        }
        self.arriving.push_back(Msg::Saving(Saving::Saved));
    }

    fn show_record(&mut self) {
        self.arriving
            .push_back(Msg::Record(Arc::new(self.opened.record())));
    }

    /// Picks up what others wrote.
    pub(crate) fn refresh(&mut self) -> &mut Self {
        self.opened.journal.refresh().unwrap();
        self.opened.private.refresh().unwrap();
        self.opened.settle_names();
        self.show_record();
        self.settle();
        self
    }

    fn mark_read(&mut self, read: &[EventId]) {
        let Engagement {
            read_marks,
            project,
            journal,
            identity,
            ..
        } = &mut self.opened;
        let marked = read_marks.mark(read, project, journal.events(), &identity.writer);
        marked.unwrap();
    }

    fn review_remote(&mut self, remote: Option<RemoteBranch>) {
        let choice = remote.map(|found| ReviewedHead {
            remote: found.remote.lossy().into_owned(),
            local: found.local.lossy().into_owned(),
        });
        ReviewedHead::save(choice.as_ref(), &self.opened.project).unwrap();
        self.opened.wanted.head = choice.map(|choice| choice.remote);
        self.reopen();
    }

    fn reopen(&mut self) {
        self.opened.repository = Repository::reopen(self.opened.repository.location()).unwrap();
        let read = Engagement::read(
            &self.opened.repository,
            &self.opened.wanted,
            &self.model.facts.record,
        );
        let read = read.unwrap();
        let delivered = engagement::delivered_since(
            &self.opened.repository,
            &self.opened.found.increments,
            &read.found.increments,
        );
        (self.opened.specs, self.opened.groups) = (read.specs, read.groups);
        (self.opened.found, self.opened.remarks) = (read.found, read.remarks);
        self.opened.then = Then::new(&read.lineages, &read.agreed);
        (self.opened.agreed, self.opened.lineages) = (read.agreed, read.lineages);
        self.opened.heads = read.heads;
        self.opened.remote_branch = read.remote_branch;
        self.opened.settle_names();
        self.arriving.push_back(Msg::Reopened(Ok(Box::new(Reread {
            engagement: shown(&self.opened),
            delivered,
        }))));
        self.show_record();
        self.trace_all();
    }

    /// Files what is in the record under what its names stand for now.
    fn trace_all(&mut self) {
        let specs: Vec<Digest> = self.opened.specs.iter().map(|spec| spec.digest).collect();
        let later = Later::of(&self.opened.repository, &self.opened.found.increments);
        let head = self.opened.found.head;
        for (increment, found) in Indexes::first(usize::MAX).zip(&self.opened.found.increments) {
            let read = || {
                let opened = &self.opened;
                let known = (Some(&opened.then), &later);
                let traced =
                    engagement::trace(&opened.repository, found, &opened.specs, known, &|| false);
                Arc::new(traced.unwrap().unwrap())
            };
            let key = (found.range, specs.clone());
            let trace = self
                .traced
                .entry((key.clone(), head))
                .or_insert_with(read)
                .clone();
            let suggest = || {
                let opened = &self.opened;
                let suggesting = Suggesting::new(&opened.specs);
                let found = suggesting.suggest(
                    &opened.repository,
                    found,
                    &trace,
                    &|| false,
                    &mut |_, _| {},
                );
                Arc::new(found.unwrap().unwrap())
            };
            let suggestions = self.suggested.entry(key).or_insert_with(suggest).clone();
            self.arriving.push_back(Msg::Traced { increment, trace });
            self.arriving.push_back(Msg::Suggested {
                increment,
                suggestions,
            });
        }
    }
}
