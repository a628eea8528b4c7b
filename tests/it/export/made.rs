//! A summary made by hand, with one text in every place that takes text from outside.

use std::collections::BTreeMap;
use std::sync::Arc;

use snaglist::model::amendment::{
    Agreed, Amendment, AmendmentKind, AmendmentState, FormerCriterion, TextChange, TextPiece,
    Wording,
};
use snaglist::model::change::Side;
use snaglist::model::decision::{Decision, StandingOutcome};
use snaglist::model::id::{Digest, EventId, ObjectId, WriterId};
use snaglist::model::increment::{CommitRange, Increment, IncrementSource};
use snaglist::model::link::{DeclaredBy, LinkKind, LinkTarget};
use snaglist::model::note::{Anchor, Label, NoteBody, Place, Reply, Thread, ThreadState};
use snaglist::model::person::Role;
use snaglist::model::record::{Damaged, Given, Judgement, Subject};
use snaglist::model::spec::{Criterion, CriterionKey, CriterionKind, LineRange, TickClaim};
use snaglist::model::summary::{
    ClaimedShare, CriterionReach, CriterionSummary, Discounted, HiddenIn, HiddenPlace,
    IncrementSize, IncrementSummary, Linked, NoteGroup, Participant, RecordSummary, SnagGroup,
    SpecSummary, Summary, Unclaimed,
};
use snaglist::model::text::{RepoPath, Untrusted};
use snaglist::model::time::Timestamp;
use snaglist::model::verdict::{CriterionState, Outcome, Verdict};

pub(super) fn object(byte: u8) -> ObjectId {
    ObjectId::from_bytes(&[byte; 20]).unwrap()
}

fn event(byte: u8) -> EventId {
    EventId(Digest([byte; 32]))
}

fn writer() -> WriterId {
    "writeraaaa".parse().unwrap()
}

fn subject() -> Option<Arc<Subject>> {
    let range = CommitRange {
        base: Some(object(1)),
        head: object(2),
    };
    Some(
        Subject {
            increment: "one".parse().ok(),
            range,
            tree: None,
            evidence: Vec::new(),
        }
        .into(),
    )
}

fn given<T>(value: T) -> Given<T> {
    Given {
        id: event(9),
        by: writer(),
        at: Timestamp(0),
        subject: subject(),
        spec: None,
        value,
    }
}

fn thread(byte: u8, text: &Untrusted, state: ThreadState, key: Option<CriterionKey>) -> Thread {
    let anchor = Anchor {
        path: RepoPath::new(text.as_bytes()),
        side: Side::New,
        blob: None,
        lines: Some(LineRange { first: 3, last: 4 }),
        text: text.clone(),
        before: None,
        after: None,
    };
    let reply = Reply {
        id: event(byte + 1),
        author: writer(),
        at: Timestamp(0),
        text: text.clone(),
        heads: Vec::new(),
        retracted: false,
    };
    Thread {
        id: event(byte),
        author: writer(),
        at: Timestamp(0),
        place: Place {
            increment: "one".parse().ok(),
            criterion: key,
            anchor: Some(anchor.into()),
        },
        subject: subject(),
        body: NoteBody {
            label: Label::Issue,
            blocking: None,
            text: text.clone(),
        },
        edited: Some(Timestamp(0)),
        heads: Vec::new(),
        retracted: false,
        replies: vec![reply],
        state,
        since: Timestamp(0),
        private: false,
        state_heads: Vec::new(),
    }
}

fn linked(target: LinkTarget, text: &Untrusted) -> Linked {
    Linked {
        increment: Some(0),
        target,
        kind: LinkKind::Declared(DeclaredBy::Message {
            commit: object(1),
            line: 1,
        }),
        subject: text.clone(),
        lines: None,
    }
}

/// A summary in which every outside text is this one; the excerpts are those texts too.
pub(super) fn summary(text: &Untrusted) -> Summary {
    let path = RepoPath::new(text.as_bytes());
    let words = text.lossy().into_owned();
    let key = CriterionKey {
        spec: path.clone(),
        id: "AC-1".parse().unwrap(),
    };
    let item = Criterion {
        id: key.id.clone(),
        is_made_up: false,
        kind: CriterionKind::Criterion,
        text: text.clone(),
        section: [text.clone()].into(),
        lines: LineRange { first: 1, last: 1 },
        claim: TickClaim::Ticked,
        paths: Vec::new(),
        rule: "item with an id",
        requirement: None,
        names: Vec::new(),
        digest: Digest([3; 32]),
    };
    let increment = Increment::new(
        "one".parse().unwrap(),
        text.clone(),
        CommitRange {
            base: None,
            head: object(2),
        },
        IncrementSource::Tag,
    );
    let size = IncrementSize {
        commits: 1,
        more_commits: true,
        unpaired: true,
        files: 1,
        insertions: 1,
        deletions: 0,
        unread: 0,
    };
    let hidden = HiddenIn {
        place: HiddenPlace::File(path.clone()),
        what: "1 escape".to_owned(),
    };
    let discounted = Discounted {
        commit: None,
        what: text.clone(),
        criteria: vec![key.clone()],
        why: "a document",
    };
    let delivered = |size| IncrementSummary {
        increment: increment.clone(),
        size,
        since_previous: vec!["1 commit rewritten.".to_owned()],
        claims: ClaimedShare {
            hunks: 3,
            claimed: 1,
            folded: vec![("moved", 1)],
            left_out: vec![discounted.clone()],
        },
        standing: StandingOutcome {
            outcome: Outcome::Rejected,
            is_decided: true,
            before: None,
            to_check: Vec::new(),
        },
        decisions: vec![Decision {
            given: given((Outcome::Rejected, text.clone())),
            stands: true,
            is_taken_back: false,
        }],
        hidden: "1 escape".to_owned(),
        hidden_in: vec![hidden.clone()],
    };
    let judgement = Judgement {
        verdict: Some(Verdict::NotMet),
        comment: text.clone(),
    };
    let criterion = CriterionSummary {
        key: key.clone(),
        item: Some(item),
        state: CriterionState::Judged(Verdict::NotMet),
        verdicts: vec![given(judgement)],
        evidence: vec![
            linked(LinkTarget::Commit(object(2)), text),
            linked(LinkTarget::File(path.clone()), text),
            linked(
                LinkTarget::Hunk {
                    path: path.clone(),
                    digest: Digest([4; 32]),
                },
                text,
            ),
        ],
        more_evidence: 1,
        reach: CriterionReach {
            more_files: 0,
            commits: vec![object(2)],
            files: [path.clone()].into(),
            hunks: 2,
            tests: 1,
            by_commit_only: 1,
        },
        threads: vec![0, 1],
    };
    let participant = Participant {
        name: text.clone(),
        role: Role::Contractor,
        pending: None,
        events: 1,
    };
    let settled = ThreadState::Verified { by: writer() };
    let changed = Amendment {
        criterion: key.clone(),
        kind: AmendmentKind::Reworded,
        change: TextChange {
            from: Some(Digest([3; 32])),
            to: Some(Digest([4; 32])),
        },
        before: text.clone(),
        after: text.clone(),
        commit: Some(object(2)),
        state: AmendmentState::Refused { by: writer() },
    };
    let piece = |differs| TextPiece {
        text: text.clone(),
        differs,
    };
    let pieces = || vec![piece(false), piece(true), piece(false)];
    let agreed = Agreed {
        amendments: vec![changed],
        because: "as pinned".to_owned(),
        ..Agreed::default()
    };
    let former = FormerCriterion {
        key: key.clone(),
        text: text.clone(),
        removed_in: Some(object(2)),
        maybe: Some(key.clone()),
        is_id_reused: true,
    };
    Summary {
        wording: vec![Wording {
            before: pieces(),
            after: pieces(),
        }],
        agreed,
        former: vec![former],
        repository: text.clone(),
        period: Some((Timestamp(0), Timestamp(0))),
        people: [(writer(), participant)].into(),
        specs: vec![SpecSummary {
            path: path.clone(),
            title: text.clone(),
            blob: None,
            digest: Digest([5; 32]),
            left_out: 0,
        }],
        because: words.clone(),
        left_out: Vec::new(),
        increments: vec![delivered(Ok(size)), delivered(Err(words.clone()))],
        criteria: vec![
            criterion.clone(),
            CriterionSummary {
                item: None,
                ..criterion
            },
        ],
        unclaimed: vec![Unclaimed {
            increment: 0,
            path: path.clone(),
            lines: vec![(Side::New, LineRange { first: 1, last: 2 })],
        }],
        threads: vec![
            thread(10, text, ThreadState::Open, Some(key.clone())),
            thread(20, text, settled, Some(key)),
        ],
        snags: vec![SnagGroup {
            criterion: Some(0),
            unmet: true,
            threads: vec![0],
        }],
        others: vec![NoteGroup {
            increment: "one".parse().ok(),
            threads: vec![1],
        }],
        versions: BTreeMap::new(),
        stale: Default::default(),
        restored: Default::default(),
        sign_offs: vec![given(text.clone())],
        new_since: None,
        remarks: vec![words.clone()],
        record: RecordSummary {
            events: 1,
            digest: Digest([6; 32]),
            unknown: 1,
            damaged: vec![Damaged {
                file: words.clone(),
                why: words,
            }],
            retracted: 1,
        },
    }
}
