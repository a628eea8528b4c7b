//! The folded record: everything that reviewers and contractor wrote, in its current state.
//!
//! Owns the shape that screens, commands and exports read. The `record` layer folds it from events.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::amendment::{AmendmentDecision, FormerCriterion, TextChange};
use super::decision::Decision;
use super::event::Body;
use super::id::{Digest, EventId, IncrementId, ObjectId, WriterId};
use super::increment::{CommitRange, Definition};
use super::lapse::Lapse;
use super::link::LinkTarget;
use super::names::RoundMention;
use super::note::{Standing, Thread, Whereabouts, WrittenOn};
use super::person::{Person, Role};
use super::spec::{CriterionKey, LineRange};
use super::text::{RepoPath, Untrusted};
use super::time::Timestamp;
use super::verdict::{CriterionState, Verdict};

/// The code that a statement is about, as its writer saw it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Subject {
    pub increment: Option<IncrementId>,
    /// The round's range.
    pub range: CommitRange,
    /// The tree of its head.
    pub tree: Option<ObjectId>,
    /// The lines that bore on a verdict when it was given.
    pub evidence: Vec<Evidence>,
}

/// Lines that a verdict rests on: it holds while these stand unchanged at the head.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Evidence {
    /// The file.
    pub path: RepoPath,
    /// The file's blob at the verdict's head; `None` when the delivery deleted the file.
    pub blob: Option<ObjectId>,
    /// The lines in that blob, 1-based; empty for the whole file.
    pub lines: Vec<LineRange>,
}

/// The spec that a statement is about, as its writer saw it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct SpecRef {
    /// The spec's path.
    pub path: RepoPath,
    /// Its blob, for a spec in the repository.
    pub blob: Option<ObjectId>,
    /// Digest of the criterion's normalised text, if the statement is about a criterion.
    pub criterion: Option<Digest>,
    /// The criterion's text, where the repository keeps no version of the spec that has it.
    pub text: Option<Untrusted>,
}

/// A statement with its writer and time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Given<T> {
    /// The event's id.
    pub id: EventId,
    pub by: WriterId,
    pub at: Timestamp,
    /// The round it is about.
    pub subject: Option<Arc<Subject>>,
    /// The spec it is about.
    pub spec: Option<Arc<SpecRef>>,
    /// The statement itself.
    pub value: T,
}

impl<T> Given<T> {
    /// Returns the increment it is about.
    pub fn increment(&self) -> Option<&IncrementId> {
        self.subject.as_ref()?.increment.as_ref()
    }
}

/// A verdict and its comment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Judgement {
    /// The verdict; `None` when it was taken back.
    pub verdict: Option<Verdict>,
    /// A comment, or the reason of a waiver.
    pub comment: Untrusted,
}

/// A damaged file of the journal: unreadable as an event, a duplicate number, or without its
/// predecessor. Both texts are printable ASCII.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Damaged {
    /// The path below the journal's directory: `<writer>/<number>-<digest>.toml`.
    pub file: String,
    /// The damage, in our own words.
    pub why: String,
}

/// An event that only a newer version can read: kept, counted and shown as such.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Newer {
    /// The event's id.
    pub id: EventId,
    pub by: WriterId,
    pub at: Timestamp,
    /// Its kind, as written.
    pub kind: Untrusted,
    /// The thread it belongs to.
    pub thread: Option<EventId>,
    /// The criterion it is about.
    pub criterion: Option<CriterionKey>,
}

/// The whole record, folded.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Record {
    /// Everybody who wrote or was given a role.
    pub people: BTreeMap<WriterId, Person>,
    /// All threads, including retracted ones, in the order in which they were opened.
    pub threads: Vec<Thread>,
    /// The live verdicts on each criterion, in the order in which they were given.
    pub verdicts: BTreeMap<CriterionKey, Vec<Given<Judgement>>>,
    /// The live statements on each link: `true` for confirmed, `false` for rejected.
    pub links: BTreeMap<(CriterionKey, LinkTarget), Vec<Given<bool>>>,
    /// Viewed marks by digest of the content: the last mark of each writer, sorted by writer.
    pub viewed: BTreeMap<Digest, Vec<Given<bool>>>,
    /// All decisions about each increment, for all its rounds, in the order in which they were
    /// given.
    pub decisions: BTreeMap<IncrementId, Vec<Decision>>,
    /// The commits at which reviewers say the specs are as agreed; the last one counts.
    pub pins: Vec<Given<ObjectId>>,
    /// Decisions about changes of the spec; the last one of each counts.
    pub amendments: BTreeMap<TextChange, Vec<Given<AmendmentDecision>>>,
    /// The specs and folders under review, by the last statement of each reviewer.
    pub scopes: Vec<Given<(Vec<Untrusted>, Vec<RepoPath>)>>,
    /// Criteria that no spec has any more but that statements are about; filled in by the layer
    /// that can read the specs.
    pub former: BTreeMap<CriterionKey, FormerCriterion>,
    /// Increments that reviewers defined, with the live definition of each.
    pub increments: BTreeMap<IncrementId, Given<Definition>>,
    /// Every name and range that statements use, as written and without duplicates, in order of
    /// appearance.
    pub written: Vec<RoundMention>,
    /// Sign-offs: the newest of each reviewer and increment.
    pub sign_offs: Vec<Given<Untrusted>>,
    /// Events that only newer versions can read, in order.
    pub newer: Vec<Newer>,
    /// Damaged files of the journal. Damage never hides other events.
    pub damaged: Vec<Damaged>,
    /// Statements of others that the person at this machine has not had on the screen, each with its
    /// writer; filled in where it is known what they read.
    pub unread: BTreeMap<EventId, WriterId>,
    /// How many events were folded.
    pub events: u32,
    /// Verdicts that no longer hold, and why; filled in by the layer that can read the code.
    pub stale: BTreeMap<EventId, Lapse>,
    /// Verdicts that lapsed for a while and hold again by themselves, since what they rest on is
    /// again what was judged; filled in likewise.
    pub restored: BTreeSet<EventId>,
    /// The current place of each note on a file; filled in likewise.
    pub whereabouts: BTreeMap<EventId, Whereabouts>,
}

impl Record {
    /// Returns the name to show for a writer (their own, else their id) with their
    /// [`mark`](Self::mark_of).
    pub fn name_of(&self, writer: &WriterId) -> Untrusted {
        let name = self.bare_name_of(writer);
        Untrusted::from([name, self.mark_of(writer).as_bytes()].concat().as_slice())
    }

    /// Returns a writer's own name, else their id.
    pub fn bare_name_of<'a>(&'a self, writer: &'a WriterId) -> &'a [u8] {
        let named = self
            .people
            .get(writer)
            .filter(|person| !person.name.is_blank());
        named.map_or(writer.as_str().as_bytes(), |person| {
            person.name.as_bytes().trim_ascii()
        })
    }

    /// Returns the mark that must follow a writer's name, however short the name is cut: the id
    /// where another person has the same name, and whether the writer's words count.
    pub fn mark_of(&self, writer: &WriterId) -> String {
        let Some(person) = self.people.get(writer) else {
            return String::new();
        };
        let id = if person.has_namesake {
            format!(" [{writer}]")
        } else {
            String::new()
        };
        let counts = match person.pending {
            None => "",
            Some(_) if person.is_refused => " (refused)",
            Some(_) => " (pending)",
        };
        id + counts
    }

    /// Iterates over the people whose words do not count, since nobody on this machine decided
    /// about them.
    pub fn pending(&self) -> impl Iterator<Item = (&WriterId, &Person)> {
        self.people
            .iter()
            .filter(|(_, person)| person.pending.is_some() && !person.is_refused)
    }

    /// Returns a writer's email address; empty when they gave none.
    pub fn email_of(&self, writer: &WriterId) -> &[u8] {
        self.people
            .get(writer)
            .map_or(&[], |person| person.email.as_bytes())
    }

    /// Whether a writer's verdicts count.
    pub fn is_reviewer(&self, writer: &WriterId) -> bool {
        self.role_of(writer) == Role::Reviewer
    }

    /// Returns a writer's role; reviewer until the record says otherwise.
    pub fn role_of(&self, writer: &WriterId) -> Role {
        self.people
            .get(writer)
            .map_or(Role::Reviewer, |person| person.role)
    }

    /// Iterates over the verdicts on a criterion that count: given by reviewers and not taken back.
    pub fn verdicts_on(&self, criterion: &CriterionKey) -> impl Iterator<Item = &Given<Judgement>> {
        self.verdicts
            .get(criterion)
            .into_iter()
            .flatten()
            .filter(|given| given.value.verdict.is_some() && self.is_reviewer(&given.by))
    }

    /// Computes the state of a criterion. Lapsed verdicts count only when there are no others.
    pub fn state_of(&self, criterion: &CriterionKey) -> CriterionState {
        let mut live = self
            .verdicts_on(criterion)
            .filter(|given| !self.stale.contains_key(&given.id));
        let Some(first) = live.next().and_then(|given| given.value.verdict) else {
            let lapsed = self.verdicts_on(criterion).next().is_some();
            return if lapsed {
                CriterionState::Stale
            } else {
                CriterionState::Unreviewed
            };
        };
        if live.all(|given| given.value.verdict == Some(first)) {
            CriterionState::Judged(first)
        } else {
            CriterionState::Disputed
        }
    }

    /// Finds the thread that an event opened.
    pub fn thread(&self, id: EventId) -> Option<&Thread> {
        self.threads.iter().find(|thread| thread.id == id)
    }

    /// Tells how the lines of a note on a file stand now, where known.
    pub fn standing_of(&self, thread: &Thread) -> Option<Standing> {
        self.whereabouts.get(&thread.id).map(|now| now.standing)
    }

    /// Tells which version of a file a note's lines refer to, as far as known.
    pub fn written_on(&self, thread: &Thread) -> WrittenOn {
        self.whereabouts
            .get(&thread.id)
            .map_or(WrittenOn::Round, |now| now.version)
    }

    /// Returns the current path of a note's file, as far as known; else the original one.
    pub fn path_of<'a>(&'a self, thread: &'a Thread) -> Option<&'a RepoPath> {
        let written = &thread.place.anchor.as_ref()?.path;
        Some(self.moved_to(thread).unwrap_or(written))
    }

    /// Returns the current path of a note's file, if it differs from the original one.
    pub fn moved_to(&self, thread: &Thread) -> Option<&RepoPath> {
        let written = &thread.place.anchor.as_ref()?.path;
        let (path, _) = self.whereabouts.get(&thread.id)?.file.as_ref()?;
        (path != written).then_some(path)
    }

    /// Whether a note, or the note of a reply, never leaves this machine.
    pub fn is_private(&self, of: EventId) -> bool {
        let has =
            |thread: &&Thread| thread.id == of || thread.replies.iter().any(|reply| reply.id == of);
        self.threads
            .iter()
            .filter(|thread| thread.private)
            .any(|thread| has(&thread))
    }

    /// Iterates over the threads that were not taken back.
    pub fn live_threads(&self) -> impl Iterator<Item = &Thread> {
        self.threads.iter().filter(|thread| !thread.retracted)
    }

    /// Lists the live events on the target of a writer's next statement, for
    /// [`Statement::replaces`](super::event::Statement::replaces), so that the new one replaces
    /// them. Empty where there are none yet, and for statements that open something new.
    pub fn heads(&self, writer: &WriterId, next: &Body) -> Vec<EventId> {
        fn ids<T>(given: Option<&Vec<Given<T>>>) -> Vec<EventId> {
            given.into_iter().flatten().map(|given| given.id).collect()
        }
        match next {
            Body::Note { .. } | Body::Reply { .. } | Body::Role { .. } | Body::Unknown { .. } => {
                Vec::new()
            }
            Body::Edit { of, .. } | Body::Retract { of } => self.content_heads(*of),
            Body::Claim { thread, .. } | Body::Verify { thread, .. } => self
                .thread(*thread)
                .map(|thread| thread.state_heads.clone())
                .unwrap_or_default(),
            Body::Verdict { criterion, .. } => ids(self.verdicts.get(criterion)),
            Body::Link { criterion, target } | Body::Unlink { criterion, target } => {
                ids(self.links.get(&(criterion.clone(), target.clone())))
            }
            Body::Increment { increment, .. } => self
                .increments
                .get(increment)
                .map(|given| given.id)
                .into_iter()
                .collect(),
            Body::Viewed { content, .. } => self
                .mark_on(writer, content)
                .map(|given| given.id)
                .into_iter()
                .collect(),
            Body::Outcome { increment, .. } => self
                .outcomes_of(increment)
                .map(|decision| decision.given.id)
                .collect(),
            Body::Pin { .. } => self.pins.iter().map(|given| given.id).collect(),
            Body::Amendment { change, .. } => ids(self.amendments.get(change)),
            Body::Scope { .. } => self
                .scopes
                .iter()
                .filter(|given| given.by == *writer)
                .map(|given| given.id)
                .collect(),
            Body::SignOff { .. } => self
                .sign_offs
                .iter()
                .filter(|given| given.by == *writer)
                .map(|given| given.id)
                .collect(),
        }
    }

    fn content_heads(&self, of: EventId) -> Vec<EventId> {
        let replies = self.threads.iter().flat_map(|thread| &thread.replies);
        let reply = || {
            replies
                .into_iter()
                .find(|reply| reply.id == of)
                .map(|reply| &reply.heads)
        };
        self.thread(of)
            .map(|thread| &thread.heads)
            .or_else(reply)
            .cloned()
            .unwrap_or_default()
    }

    /// Whether a writer marked this content as viewed.
    pub fn has_viewed(&self, writer: &WriterId, content: &Digest) -> bool {
        self.mark_on(writer, content)
            .is_some_and(|given| given.value)
    }

    fn mark_on(&self, writer: &WriterId, content: &Digest) -> Option<&Given<bool>> {
        self.viewed
            .get(content)?
            .iter()
            .find(|given| given.by == *writer)
    }
}
