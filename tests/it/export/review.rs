//! A small review to export: a spec, two increments, three people.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use snaglist::digest;
use snaglist::engagement::{Engagement, OpenRequest, summary};
use snaglist::git::Repository;
use snaglist::git::builder::RepoBuilder;
use snaglist::model::change::Side;
use snaglist::model::event::{Body, Event, Statement, VerifiedAs};
use snaglist::model::id::{EventId, ObjectId};
use snaglist::model::increment::CommitRange;
use snaglist::model::link::LinkTarget;
use snaglist::model::note::{Anchor, Label, NoteBody};
use snaglist::model::person::Role;
use snaglist::model::record::{SpecRef, Subject};
use snaglist::model::spec::{CriterionKey, LineRange};
use snaglist::model::summary::Summary;
use snaglist::model::text::{RepoPath, Untrusted};
use snaglist::model::time::Timestamp;
use snaglist::model::verdict::{Outcome, Verdict};
use snaglist::record::{DataDir, Identity, Journal, project_id};
use tempfile::TempDir;

pub(super) const SPEC: &str = "docs/spec.md";

const SPEC_TEXT: &str = "\
# Payments

## Charges
- [x] AC-1: A charge is created once per key
- [x] AC-2: A webhook is retried with back-off
- [ ] AC-3: Amounts are integers | never floats

## Refunds
- [x] AC-4: A refund is idempotent per key
- [x] AC-5: Partial refunds never exceed the charge
- [ ] AC-6: Every refund has an audit row
- [ ] AC-7: A refund of an unknown charge is a 404
";

const REFUND: &str = "\
pub fn refund(&self, key: IdemKey) -> Result<Refund> {
    if let Some(found) = self.store.find(&key)? {
        return Ok(found);
    }
    self.store.insert(amount, key)
}
";

/// A repository with a contractor's two increments, and what is written about it.
pub(super) struct Review {
    dir: TempDir,
    pub first: CommitRange,
    pub second: CommitRange,
}

/// Somebody who writes.
pub(super) struct Writer {
    journal: Journal,
    minute: i64,
}

impl Review {
    /// The repository, and nothing written yet.
    pub(super) fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut builder = RepoBuilder::init(&dir.path().join("payments-api")).unwrap();
        builder.write(SPEC, SPEC_TEXT).unwrap();
        builder
            .write("src/charge.rs", "pub fn charge() {}\n")
            .unwrap();
        let base = builder.commit("Agree on the spec").unwrap();
        builder
            .branch("delivery")
            .unwrap()
            .author("Con Tractor", "con@example.org");
        builder.write("src/refund.rs", REFUND).unwrap();
        let head = builder
            .commit("Make refunds idempotent\n\nCriterion: AC-4")
            .unwrap();
        builder
            .annotated_tag("increment-1", "Idempotent refunds")
            .unwrap();
        builder
            .write(
                "src/charge.rs",
                "pub fn charge() {\n    // AC-1\n    once();\n}\n",
            )
            .unwrap();
        builder
            .write(
                "src/webhook.rs",
                "// retry \u{202e}reverof\nfn retry() {}\n",
            )
            .unwrap();
        let last = builder.commit("Charge once, retry webhooks").unwrap();
        builder
            .annotated_tag("increment-2", "Charges | webhooks")
            .unwrap();
        builder.finish().unwrap();
        let range = |base, head| CommitRange {
            base: Some(base),
            head,
        };
        let review = Self {
            dir,
            first: range(base, head),
            second: range(head, last),
        };
        review
            .data()
            .set_identity(&identity("ana", "Ana Lovelace", Role::Reviewer))
            .unwrap();
        review
    }

    fn data(&self) -> DataDir {
        DataDir::from(Some(self.data_dir())).unwrap()
    }

    pub(super) fn data_dir(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    /// The directory of all events.
    pub(super) fn events_dir(&self) -> PathBuf {
        let mut projects = fs::read_dir(self.data_dir().join("projects")).unwrap();
        projects.next().unwrap().unwrap().path().join("events")
    }

    pub(super) fn writer(&self, id: &str, name: &str, role: Role) -> Writer {
        let identity = identity(id, name, role);
        let root = Repository::discover(&self.repo_dir())
            .unwrap()
            .root_of(self.second.head)
            .unwrap();
        let project = self.data().project(&project_id(root, None).unwrap());
        let mut writer = Writer {
            journal: Journal::open(&project, &identity).unwrap(),
            minute: 0,
        };
        let introduction = writer.journal.introduction().unwrap();
        writer.say(introduction);
        writer
    }

    pub(super) fn repo_dir(&self) -> PathBuf {
        self.dir.path().join("payments-api")
    }

    pub(super) fn summary(&self) -> Summary {
        self.summary_with(&self.data_dir())
    }

    pub(super) fn summary_with(&self, data_dir: &Path) -> Summary {
        let wanted = OpenRequest {
            dir: self.repo_dir(),
            data_dir: Some(data_dir.to_owned()),
            ..OpenRequest::default()
        };
        let mut engagement = Engagement::open(&wanted).unwrap_or_else(|error| panic!("{error}"));
        summary::summarise(&mut engagement).unwrap()
    }

    /// The digest of a hunk of a file in the second increment.
    pub(super) fn hunk(&self, path: &str) -> LinkTarget {
        let repository = Repository::discover(&self.repo_dir()).unwrap();
        let changes = repository.changes(&self.second).unwrap();
        let change = changes
            .files
            .iter()
            .find(|change| *change.path() == RepoPath::from(path))
            .unwrap();
        let diff = snaglist::engagement::diff_of(&repository, change, 1 << 20);
        LinkTarget::Hunk {
            path: RepoPath::from(path),
            digest: diff.as_text().unwrap().hunks[0].digest,
        }
    }

    pub(super) fn on_first(&self) -> Option<Arc<Subject>> {
        subject("increment-1", self.first)
    }

    pub(super) fn on_second(&self) -> Option<Arc<Subject>> {
        subject("increment-2", self.second)
    }
}

impl Writer {
    /// Writes it, a minute after the one before.
    pub(super) fn say(&mut self, statement: Statement) -> Event {
        self.journal.refresh().unwrap();
        self.minute += 1;
        // From 2026-11-23 18:00 UTC.
        let at = Timestamp(1_795_456_800_000 + self.minute * 60_000);
        self.journal.append(at, statement).unwrap()
    }

    /// Goes on at that minute.
    pub(super) fn at(&mut self, minute: i64) -> &mut Self {
        self.minute = minute - 1;
        self
    }

    pub(super) fn verdict(
        &mut self,
        id: &str,
        verdict: Verdict,
        on: Option<Arc<Subject>>,
        comment: &str,
    ) -> EventId {
        let body = Body::Verdict {
            criterion: key(id),
            verdict: Some(verdict),
            comment: comment.into(),
        };
        self.say(Statement {
            subject: on,
            ..Statement::new(body)
        })
        .id
    }

    pub(super) fn note(&mut self, label: Label, about: About, text: &str) -> EventId {
        let note = NoteBody {
            label,
            blocking: None,
            text: text.into(),
        };
        let body = Body::Note {
            criterion: about.criterion.map(key),
            note,
        };
        self.say(Statement {
            subject: about.on,
            anchor: about.anchor,
            ..Statement::new(body)
        })
        .id
    }

    pub(super) fn reply(&mut self, thread: EventId, text: &str) {
        self.say(Statement::new(Body::Reply {
            thread,
            text: text.into(),
        }));
    }

    pub(super) fn claim(&mut self, thread: EventId, commit: ObjectId, text: &str) {
        self.say(Statement::new(Body::Claim {
            thread,
            commit: Some(commit),
            text: text.into(),
        }));
    }

    pub(super) fn verify(&mut self, thread: EventId, state: VerifiedAs) {
        self.journal.refresh().unwrap();
        let replaces = self
            .journal
            .record()
            .thread(thread)
            .unwrap()
            .state_heads
            .clone();
        self.say(Statement {
            replaces,
            ..Statement::new(Body::Verify { thread, state })
        });
    }
}

/// What a note is about.
#[derive(Default)]
pub(super) struct About {
    pub on: Option<Arc<Subject>>,
    pub criterion: Option<&'static str>,
    pub anchor: Option<Arc<Anchor>>,
}

pub(super) fn identity(id: &str, name: &str, role: Role) -> Identity {
    let writer = format!("{id:a<10}").parse().unwrap();
    Identity {
        writer,
        name: name.into(),
        email: Untrusted::default(),
        role,
    }
}

pub(super) fn key(id: &str) -> CriterionKey {
    CriterionKey {
        spec: RepoPath::from(SPEC),
        id: id.parse().unwrap(),
    }
}

fn subject(increment: &str, range: CommitRange) -> Option<Arc<Subject>> {
    Some(
        Subject {
            increment: increment.parse().ok(),
            range,
            tree: None,
            evidence: Vec::new(),
        }
        .into(),
    )
}

pub(super) fn anchor(path: &str, lines: Option<(u32, u32)>, text: &str) -> Option<Arc<Anchor>> {
    let anchor = Anchor {
        path: RepoPath::from(path),
        side: Side::New,
        blob: None,
        lines: lines.map(|(first, last)| LineRange { first, last }),
        text: text.into(),
        before: None,
        after: None,
    };
    Some(anchor.into())
}

/// A review with something of every kind in it.
pub(super) fn full() -> Review {
    let review = Review::new();
    let mut ana = review.writer("ana", "Ana Lovelace", Role::Reviewer);
    let mut bo = review.writer("bo", "Bo", Role::Reviewer);
    let mut con = review.writer("con", "Con Tractor", Role::Contractor);
    let (one, two) = (|| review.on_first(), || review.on_second());

    // A round before, of which nothing but its ids is left.
    let lost = ObjectId::from_bytes(&[0xab; 20]).unwrap();
    let before = subject(
        "increment-1",
        CommitRange {
            base: review.first.base,
            head: lost,
        },
    );
    let praise = About {
        on: before,
        ..About::default()
    };
    ana.note(Label::Praise, praise, "A clean first round.");

    ana.verdict("AC-1", Verdict::Met, two(), "");
    ana.verdict(
        "AC-2",
        Verdict::NotMet,
        two(),
        "It retries at once, for ever.\n\n- no back-off\n- no limit",
    );
    ana.verdict("AC-3", Verdict::Met, two(), "");
    bo.at(10)
        .verdict("AC-3", Verdict::NotMet, two(), "`f64` in the tests.");
    ana.at(11).verdict(
        "AC-4",
        Verdict::Waived,
        one(),
        "Agreed by mail on 2026-11-20.",
    );
    let body = Body::Verdict {
        criterion: key("AC-6"),
        verdict: Some(Verdict::Met),
        comment: "".into(),
    };
    let spec = SpecRef {
        path: SPEC.into(),
        blob: None,
        criterion: Some(digest::of_bytes(b"another text")),
        text: None,
    };
    ana.say(Statement {
        spec: Some(spec.into()),
        subject: one(),
        ..Statement::new(body)
    });
    ana.verdict("AC-99", Verdict::Met, one(), "Dropped from the spec since.");
    ana.verdict("AC-5", Verdict::Partial, one(), "");

    let code = "    if let Some(found) = self.store.find(&key)? {\n        return Ok(found);\n";
    let about = |lines, text| About {
        on: one(),
        criterion: Some("AC-5"),
        anchor: anchor("src/refund.rs", lines, text),
    };
    let open = ana.note(
        Label::Issue,
        about(Some((2, 3)), code),
        "Two calls with one key can both pass this check\nbefore either inserts.\n\nPlease hold a lock, or insert first.",
    );
    con.at(30).reply(open, "Which lock?\nThe row's?");
    let addressed = ana
        .at(20)
        .note(Label::Todo, about(None, ""), "Name the limit.");
    con.at(31)
        .claim(addressed, review.second.head, "Done, see `LIMIT`.");
    let verified = ana.at(21).note(
        Label::Issue,
        about(Some((5, 5)), "    self.store.insert(amount, key)\n"),
        "Check the amount.",
    );
    con.at(32).claim(verified, review.second.head, "");
    bo.at(40).verify(verified, VerifiedAs::Verified);
    let withdrawn = ana
        .at(22)
        .note(Label::Chore, about(None, ""), "Squash the commits.");
    ana.at(41).verify(withdrawn, VerifiedAs::Withdrawn);
    let on_second = About {
        on: two(),
        ..About::default()
    };
    let asked = bo
        .at(42)
        .note(Label::Question, on_second, "Why is `once` not tested?");
    con.at(43).reply(asked, "It is, in the next increment.");
    let taken_back = bo
        .at(44)
        .note(Label::Issue, About::default(), "Taken back.");
    bo.say(Statement::new(Body::Retract { of: taken_back }));
    bo.note(Label::Issue, About::default(), "The handbook is missing.");

    let confirm = |id, target| {
        Statement::new(Body::Link {
            criterion: key(id),
            target,
        })
    };
    ana.at(50)
        .say(confirm("AC-1", review.hunk("src/charge.rs")));
    ana.say(confirm("AC-5", LinkTarget::File("src/refund.rs".into())));
    ana.say(confirm("AC-2", LinkTarget::Commit(lost)));
    ana.say(Statement {
        subject: one(),
        ..Statement::new(Body::Outcome {
            increment: "increment-1".parse().unwrap(),
            outcome: Outcome::ChangesRequested,
            comment: "See the snags on AC-5.".into(),
        })
    });
    bo.at(60).say(Statement {
        subject: two(),
        ..Statement::new(Body::SignOff {
            comment: "As far as I looked.".into(),
        })
    });
    review
}
