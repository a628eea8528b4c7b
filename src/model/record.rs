//! The record as folded: everything reviewers and contractor wrote, as it stands now.
//!
//! Owns the shape that screens, commands and exports read. How it comes about from events is the
//! `record` layer's.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::amendment::{AmendmentDecision, FormerCriterion, TextChange};
use super::decision::Decision;
use super::event::Body;
use super::id::{Digest, EventId, IncrementId, ObjectId, WriterId};
use super::increment::{CommitRange, Definition};
use super::lapse::Lapse;
use super::link::LinkTarget;
use super::names::Written;
use super::note::{Standing, Thread, Whereabouts, WrittenOn};
use super::person::{Person, Role};
use super::spec::{CriterionKey, LineRange};
use super::text::{RepoPath, Untrusted};
use super::time::Timestamp;
use super::verdict::{CriterionState, Verdict};

/// What every event that judges code says about the code it saw.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Subject {
    /// The increment.
    pub increment: Option<IncrementId>,
    /// The round's range.
    pub range: CommitRange,
    /// The tree of its head.
    pub tree: Option<ObjectId>,
    /// The lines that bore on a verdict when it was given.
    pub evidence: Vec<Evidence>,
}

/// Lines that bore on a verdict: while these stand unchanged at the head, so does the verdict.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Evidence {
    /// The file.
    pub path: RepoPath,
    /// Its content at the verdict's head; `None` when the delivery deleted the file.
    pub blob: Option<ObjectId>,
    /// The lines in that content, 1-based; none means the whole file.
    pub lines: Vec<LineRange>,
}

/// What every event that judges a spec says about the spec it saw.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct SpecRef {
    /// The spec's path.
    pub path: RepoPath,
    /// Its blob, when it came from the repository.
    pub blob: Option<ObjectId>,
    /// The criterion's normalised text, where one is meant.
    pub criterion: Option<Digest>,
    /// The criterion's text, where no version of the spec is kept that has it.
    pub text: Option<Untrusted>,
}

/// A statement with who made it and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Given<T> {
    /// The event.
    pub id: EventId,
    /// Who.
    pub by: WriterId,
    /// When.
    pub at: Timestamp,
    /// The round it was said of.
    pub subject: Option<Arc<Subject>>,
    /// The spec it was said of.
    pub spec: Option<Arc<SpecRef>>,
    /// What.
    pub value: T,
}

impl<T> Given<T> {
    /// The increment it was said of.
    pub fn increment(&self) -> Option<&IncrementId> {
        self.subject.as_ref()?.increment.as_ref()
    }
}

/// A verdict and the words beside it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Judgement {
    /// The verdict; `None` when it was taken back.
    pub verdict: Option<Verdict>,
    /// A comment, or the reason of a waiver.
    pub comment: Untrusted,
}

/// A file of the journal that is not as it should be: not readable as an event, a second one with
/// the same number, one that does not follow on the one before it. Both texts are printable ASCII.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Damaged {
    /// Its name below the journal's directory: `<writer>/<number>-<digest>.toml`.
    pub file: String,
    /// What is wrong, in our own words.
    pub why: String,
}

/// Something that a newer version wrote and this one cannot read: kept, counted, and shown as such.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Newer {
    /// The event.
    pub id: EventId,
    /// Who.
    pub by: WriterId,
    /// When.
    pub at: Timestamp,
    /// Its kind, as written.
    pub kind: Untrusted,
    /// The thread in which it hangs.
    pub thread: Option<EventId>,
    /// The criterion that it is about.
    pub criterion: Option<CriterionKey>,
}

/// The whole record, folded.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Record {
    /// Everybody who wrote, or of whom a role was said.
    pub people: BTreeMap<WriterId, Person>,
    /// All threads, also retracted ones, in the order in which they were opened.
    pub threads: Vec<Thread>,
    /// The live verdicts on each criterion, in the order in which they were given.
    pub verdicts: BTreeMap<CriterionKey, Vec<Given<Judgement>>>,
    /// The live statements on each possible link: `true` confirmed, `false` rejected.
    pub links: BTreeMap<(CriterionKey, LinkTarget), Vec<Given<bool>>>,
    /// Content that somebody looked at: the last mark of each who did, by writer.
    pub viewed: BTreeMap<Digest, Vec<Given<bool>>>,
    /// All that was decided about each increment, of all of its rounds, in the order in which it was given.
    pub decisions: BTreeMap<IncrementId, Vec<Decision>>,
    /// The commits at which reviewers say the specs stand as agreed; the last one counts.
    pub pins: Vec<Given<ObjectId>>,
    /// What reviewers said of changes of the spec; the last one counts.
    pub amendments: BTreeMap<TextChange, Vec<Given<AmendmentDecision>>>,
    /// What each reviewer said is reviewed here, the last of each: specs and folders.
    pub scopes: Vec<Given<(Vec<Untrusted>, Vec<RepoPath>)>>,
    /// Criteria that no spec has any more and of which something was said, filled in by whoever can look at
    /// the specs.
    pub former: BTreeMap<CriterionKey, FormerCriterion>,
    /// Increments that reviewers defined: the live definition of each.
    pub increments: BTreeMap<IncrementId, Given<Definition>>,
    /// Every name and range that anything was said of, as written, each once, in the order in which they
    /// were met.
    pub written: Vec<Written>,
    /// Who signed off: the newest of each reviewer and increment.
    pub sign_offs: Vec<Given<Untrusted>>,
    /// What newer versions wrote, in order.
    pub newer: Vec<Newer>,
    /// What is wrong with the journal's files. None of it hides anything else.
    pub damaged: Vec<Damaged>,
    /// How many events were folded.
    pub events: u32,
    /// Which of the verdicts no longer hold and why, filled in by whoever can look at the code.
    pub stale: BTreeMap<EventId, Lapse>,
    /// Where each note on a file is now, filled in likewise.
    pub whereabouts: BTreeMap<EventId, Whereabouts>,
}

impl Record {
    /// The name to show for a writer: their own, else their id; with their [`mark`](Self::mark_of).
    pub fn name_of(&self, writer: &WriterId) -> Untrusted {
        let name = self.bare_name_of(writer);
        Untrusted::from([name, self.mark_of(writer).as_bytes()].concat().as_slice())
    }

    /// A writer's own name, else their id.
    pub fn bare_name_of<'a>(&'a self, writer: &'a WriterId) -> &'a [u8] {
        let named = self.people.get(writer).filter(|person| !person.name.is_blank());
        named.map_or(writer.as_str().as_bytes(), |person| person.name.as_bytes().trim_ascii())
    }

    /// What is to stand behind a writer's name, however short that is cut: the id where somebody else is called the same,
    /// and whether their words count.
    pub fn mark_of(&self, writer: &WriterId) -> String {
        let Some(person) = self.people.get(writer) else { return String::new() };
        let id = if person.has_namesake { format!(" [{writer}]") } else { String::new() };
        let counts = match person.pending {
            None => "",
            Some(_) if person.is_refused => " (refused)",
            Some(_) => " (pending)",
        };
        id + counts
    }

    /// Those whose words are shown and count for nothing, since nobody decided about them on this machine.
    pub fn pending(&self) -> impl Iterator<Item = (&WriterId, &Person)> {
        self.people.iter().filter(|(_, person)| person.pending.is_some() && !person.is_refused)
    }

    /// The address that a writer gave; empty when they never did.
    pub fn email_of(&self, writer: &WriterId) -> &[u8] {
        self.people.get(writer).map_or(&[], |person| person.email.as_bytes())
    }

    /// Whether a writer's verdicts count.
    pub fn is_reviewer(&self, writer: &WriterId) -> bool {
        self.role_of(writer) == Role::Reviewer
    }

    /// What somebody is; a reviewer until something else is said.
    pub fn role_of(&self, writer: &WriterId) -> Role {
        self.people.get(writer).map_or(Role::Reviewer, |person| person.role)
    }

    /// The verdicts on a criterion that count: reviewers', not taken back.
    pub fn verdicts_on(&self, criterion: &CriterionKey) -> impl Iterator<Item = &Given<Judgement>> {
        self.verdicts
            .get(criterion)
            .into_iter()
            .flatten()
            .filter(|given| given.value.verdict.is_some() && self.is_reviewer(&given.by))
    }

    /// Where a criterion stands. Verdicts that lapsed count only when no other is left.
    pub fn state_of(&self, criterion: &CriterionKey) -> CriterionState {
        let mut live = self.verdicts_on(criterion).filter(|given| !self.stale.contains_key(&given.id));
        let Some(first) = live.next().and_then(|given| given.value.verdict) else {
            let lapsed = self.verdicts_on(criterion).next().is_some();
            return if lapsed { CriterionState::Stale } else { CriterionState::Unreviewed };
        };
        if live.all(|given| given.value.verdict == Some(first)) {
            CriterionState::Judged(first)
        } else {
            CriterionState::Disputed
        }
    }

    /// The thread that an event opened.
    pub fn thread(&self, id: EventId) -> Option<&Thread> {
        self.threads.iter().find(|thread| thread.id == id)
    }

    /// How the lines of a note on a file stand now, where that is known.
    pub fn standing_of(&self, thread: &Thread) -> Option<Standing> {
        self.whereabouts.get(&thread.id).map(|now| now.standing)
    }

    /// Which version of a file the lines of a note are of, as far as that is known.
    pub fn written_on(&self, thread: &Thread) -> WrittenOn {
        self.whereabouts.get(&thread.id).map_or(WrittenOn::Round, |now| now.version)
    }

    /// The file in which a note is now, as far as is known; else that on which it was written.
    pub fn path_of<'a>(&'a self, thread: &'a Thread) -> Option<&'a RepoPath> {
        let written = &thread.place.anchor.as_ref()?.path;
        Some(self.moved_to(thread).unwrap_or(written))
    }

    /// The file in which a note is now, where that is another one than it was written on.
    pub fn moved_to(&self, thread: &Thread) -> Option<&RepoPath> {
        let written = &thread.place.anchor.as_ref()?.path;
        let (path, _) = self.whereabouts.get(&thread.id)?.file.as_ref()?;
        (path != written).then_some(path)
    }

    /// Whether a note, or the note of a reply, never leaves this machine.
    pub fn is_private(&self, of: EventId) -> bool {
        let has = |thread: &&Thread| thread.id == of || thread.replies.iter().any(|reply| reply.id == of);
        self.threads.iter().filter(|thread| thread.private).any(|thread| has(&thread))
    }

    /// Threads that nobody took back.
    pub fn live_threads(&self) -> impl Iterator<Item = &Thread> {
        self.threads.iter().filter(|thread| !thread.retracted)
    }

    /// The live statements on the target that a writer's next statement would be about: what goes
    /// into [`Statement::replaces`](super::event::Statement::replaces) so that it takes their place.
    /// Empty where nothing was said yet, and for what opens something new.
    pub fn heads(&self, writer: &WriterId, next: &Body) -> Vec<EventId> {
        fn ids<T>(given: Option<&Vec<Given<T>>>) -> Vec<EventId> {
            given.into_iter().flatten().map(|given| given.id).collect()
        }
        match next {
            Body::Note { .. } | Body::Reply { .. } | Body::Role { .. } | Body::Unknown { .. } => Vec::new(),
            Body::Edit { of, .. } | Body::Retract { of } => self.content_heads(*of),
            Body::Claim { thread, .. } | Body::Verify { thread, .. } => {
                self.thread(*thread).map(|thread| thread.state_heads.clone()).unwrap_or_default()
            }
            Body::Verdict { criterion, .. } => ids(self.verdicts.get(criterion)),
            Body::Link { criterion, target } | Body::Unlink { criterion, target } => {
                ids(self.links.get(&(criterion.clone(), target.clone())))
            }
            Body::Increment { increment, .. } => {
                self.increments.get(increment).map(|given| given.id).into_iter().collect()
            }
            Body::Viewed { content, .. } => {
                self.mark_on(writer, content).map(|given| given.id).into_iter().collect()
            }
            Body::Outcome { increment, .. } => {
                self.outcomes_of(increment).map(|decision| decision.given.id).collect()
            }
            Body::Pin { .. } => self.pins.iter().map(|given| given.id).collect(),
            Body::Amendment { change, .. } => ids(self.amendments.get(change)),
            Body::Scope { .. } => {
                self.scopes.iter().filter(|given| given.by == *writer).map(|given| given.id).collect()
            }
            Body::SignOff { .. } => {
                self.sign_offs.iter().filter(|given| given.by == *writer).map(|given| given.id).collect()
            }
        }
    }

    fn content_heads(&self, of: EventId) -> Vec<EventId> {
        let replies = self.threads.iter().flat_map(|thread| &thread.replies);
        let reply = || replies.into_iter().find(|reply| reply.id == of).map(|reply| &reply.heads);
        self.thread(of).map(|thread| &thread.heads).or_else(reply).cloned().unwrap_or_default()
    }

    /// Whether a writer marked this content as looked at.
    pub fn has_viewed(&self, writer: &WriterId, content: &Digest) -> bool {
        self.mark_on(writer, content).is_some_and(|given| given.value)
    }

    fn mark_on(&self, writer: &WriterId, content: &Digest) -> Option<&Given<bool>> {
        self.viewed.get(content)?.iter().find(|given| given.by == *writer)
    }
}
