//! Events to test with: a few plain ones, and whatever a hostile writer could think of.

use std::sync::Arc;

use proptest::prelude::*;
use snaglist::digest;
use snaglist::model::amendment::TextChange;
use snaglist::model::change::Side;
use snaglist::model::event::{Body, Event, Statement, VerifiedAs};
use snaglist::model::id::{Digest, EventId, IncrementId, ObjectId, WriterId};
use snaglist::model::increment::CommitRange;
use snaglist::model::link::LinkTarget;
use snaglist::model::note::{Anchor, Label, NoteBody};
use snaglist::model::person::Role;
use snaglist::model::record::{Evidence, SpecRef, Subject};
use snaglist::model::spec::{CriterionKey, LineRange};
use snaglist::model::text::{RepoPath, Untrusted};
use snaglist::model::time::Timestamp;
use snaglist::model::verdict::{Outcome, Verdict};
use snaglist::record::codec;

/// A writer by a number below 32.
pub(crate) fn writer(number: u8) -> WriterId {
    let last = char::from(b"abcdefghijklmnopqrstuvwxyz234567"[usize::from(number)]);
    format!("writerxxx{last}")
        .parse()
        .expect("ten characters of a-z2-7")
}

pub(crate) fn criterion(number: u8) -> CriterionKey {
    let id = format!("AC-{number}").parse().expect("a plain name");
    CriterionKey {
        spec: RepoPath::from("docs/spec.md"),
        id,
    }
}

pub(crate) fn increment(number: u8) -> IncrementId {
    format!("v1.{number}").parse().expect("a plain name")
}

pub(crate) fn object(number: u8) -> ObjectId {
    ObjectId::from_bytes(&[number; 20]).expect("20 bytes")
}

pub(crate) fn note(label: Label, text: &str) -> Statement {
    let note = NoteBody {
        label,
        blocking: None,
        text: Untrusted::from(text),
    };
    Statement::new(Body::Note {
        note,
        criterion: None,
    })
}

pub(crate) fn edit(of: EventId, text: &str) -> Statement {
    let note = NoteBody {
        label: Label::Issue,
        blocking: None,
        text: Untrusted::from(text),
    };
    Statement::new(Body::Edit { of, note })
}

pub(crate) fn verdict(on: u8, verdict: impl Into<Option<Verdict>>) -> Statement {
    let comment = Untrusted::default();
    Statement::new(Body::Verdict {
        criterion: criterion(on),
        verdict: verdict.into(),
        comment,
    })
}

pub(crate) fn claim(thread: EventId) -> Statement {
    Statement::new(Body::Claim {
        thread,
        commit: Some(object(7)),
        text: Untrusted::default(),
    })
}

pub(crate) fn verify(thread: EventId, state: VerifiedAs) -> Statement {
    Statement::new(Body::Verify { thread, state })
}

pub(crate) fn role(of: &WriterId, name: &str, role: Role) -> Statement {
    let (name, email) = (Untrusted::from(name), Untrusted::default());
    Statement::new(Body::Role {
        writer: of.clone(),
        name,
        email,
        role,
    })
}

/// A writer's chain, built without a disk.
pub(crate) struct Chain {
    pub writer: WriterId,
    pub seq: u64,
    pub last: Option<EventId>,
}

impl Chain {
    pub(crate) fn new(number: u8) -> Self {
        Self {
            writer: writer(number),
            seq: 0,
            last: None,
        }
    }

    pub(crate) fn say(&mut self, statement: Statement) -> Event {
        self.say_having_seen(&[], statement)
    }

    pub(crate) fn say_having_seen(&mut self, seen: &[EventId], statement: Statement) -> Event {
        self.seq += 1;
        let event = seal(Event {
            id: EventId(Digest([0; 32])),
            writer: self.writer.clone(),
            seq: self.seq,
            prev: self.last,
            at: Timestamp(1_700_000_000_000),
            seen: seen.to_vec(),
            statement,
        });
        self.last = Some(event.id);
        event
    }
}

/// The event with the id that its bytes give it.
pub(crate) fn seal(mut event: Event) -> Event {
    event.id = EventId(digest::of_bytes(codec::encode(&event).as_bytes()));
    event
}

/// Its file's name below `events/`.
pub(crate) fn name(event: &Event) -> String {
    codec::file_name(&event.writer, event.seq, event.id)
}

/// Text as a delivery or another writer may bring it.
pub(crate) fn any_text() -> impl Strategy<Value = Untrusted> {
    let char = prop_oneof![
        4 => proptest::char::range(' ', '~'),
        2 => prop::sample::select(vec!['\n', '"', '\'', '\\', '\t', '\r', '#', '\u{1b}', '\0']),
        1 => prop::sample::select(vec![
            '\u{202e}', '\u{200b}', '\u{9b}', '\u{feff}', '\u{e0041}', '\u{2028}', '\u{7f}', '\u{fe0f}', '\u{ffff}',
        ]),
        1 => any::<char>(),
    ];
    let text =
        prop::collection::vec(char, 0..24).prop_map(|chars| chars.into_iter().collect::<String>());
    prop_oneof![
        4 => text.prop_map(Untrusted::from),
        1 => prop::collection::vec(any::<u8>(), 0..16).prop_map(Untrusted::new),
    ]
}

pub(crate) fn any_path() -> impl Strategy<Value = RepoPath> {
    any_text().prop_map(|text| RepoPath::new(text.as_bytes().to_vec()))
}

fn any_digest() -> impl Strategy<Value = Digest> {
    any::<[u8; 32]>().prop_map(Digest)
}

fn any_event_id() -> impl Strategy<Value = EventId> {
    any_digest().prop_map(EventId)
}

pub(crate) fn any_object() -> impl Strategy<Value = ObjectId> {
    (any::<[u8; 32]>(), any::<bool>()).prop_map(|(raw, short)| {
        ObjectId::from_bytes(&raw[..if short { 20 } else { 32 }]).expect("20 or 32")
    })
}

fn any_range() -> impl Strategy<Value = CommitRange> {
    (prop::option::of(any_object()), any_object())
        .prop_map(|(base, head)| CommitRange { base, head })
}

fn any_lines() -> impl Strategy<Value = LineRange> {
    (1_u32.., 1_u32..).prop_map(|(a, b)| LineRange::new(a, b))
}

fn any_key() -> impl Strategy<Value = CriterionKey> {
    (any_path(), "[A-Za-z0-9ÄжΩ漢_./#:~+-]{1,12}").prop_map(|(spec, id)| CriterionKey {
        spec,
        id: id.parse().expect("a plain name"),
    })
}

fn any_increment() -> impl Strategy<Value = IncrementId> {
    "[a-z0-9./~-]{1,20}".prop_map(|id| id.parse().expect("a plain name"))
}

pub(crate) fn any_subject() -> impl Strategy<Value = Arc<Subject>> {
    let evidence = (
        any_path(),
        prop::option::of(any_object()),
        prop::collection::vec(any_lines(), 0..3),
    )
        .prop_map(|(path, blob, lines)| Evidence { path, blob, lines });
    let evidence = prop::collection::vec(evidence, 0..3);
    (
        prop::option::of(any_increment()),
        any_range(),
        prop::option::of(any_object()),
        evidence,
    )
        .prop_map(|(increment, range, tree, evidence)| {
            Arc::new(Subject {
                increment,
                range,
                tree,
                evidence,
            })
        })
}

pub(crate) fn any_spec() -> impl Strategy<Value = Arc<SpecRef>> {
    (
        any_path(),
        prop::option::of(any_object()),
        prop::option::of(any_digest()),
        prop::option::of(any_text()),
    )
        .prop_map(|(path, blob, criterion, text)| {
            Arc::new(SpecRef {
                path,
                blob,
                criterion,
                text,
            })
        })
}

pub(crate) fn any_anchor() -> impl Strategy<Value = Arc<Anchor>> {
    let side = prop::sample::select(vec![Side::Old, Side::New]);
    let digests = (
        prop::option::of(any_digest()),
        prop::option::of(any_digest()),
    );
    let place = (
        any_path(),
        side,
        prop::option::of(any_object()),
        prop::option::of(any_lines()),
    );
    (place, any_text(), digests).prop_map(|((path, side, blob, lines), text, (before, after))| {
        Arc::new(Anchor {
            path,
            side,
            blob,
            lines,
            text,
            before,
            after,
        })
    })
}

fn any_note() -> impl Strategy<Value = NoteBody> {
    (
        prop::sample::select(Label::ALL.to_vec()),
        any::<Option<bool>>(),
        any_text(),
    )
        .prop_map(|(label, blocking, text)| NoteBody {
            label,
            blocking,
            text,
        })
}

fn any_target() -> impl Strategy<Value = LinkTarget> {
    prop_oneof![
        any_object().prop_map(LinkTarget::Commit),
        any_path().prop_map(LinkTarget::File),
        (any_path(), any_digest()).prop_map(|(path, digest)| LinkTarget::Hunk { path, digest }),
    ]
}

pub(crate) fn any_body() -> impl Strategy<Value = Body> {
    let state = prop::sample::select(vec![
        VerifiedAs::Verified,
        VerifiedAs::Reopened,
        VerifiedAs::Withdrawn,
    ]);
    let verdict = prop::option::of(prop::sample::select(Verdict::ALL.to_vec()));
    let outcome = prop::sample::select(Outcome::ALL.to_vec());
    let role = prop::sample::select(vec![Role::Reviewer, Role::Contractor, Role::Observer]);
    let criteria = prop::collection::vec(any_key().prop_map(|key| key.id), 0..4);
    prop_oneof![
        (any_note(), prop::option::of(any_key()))
            .prop_map(|(note, criterion)| Body::Note { note, criterion }),
        (any_event_id(), any_note()).prop_map(|(of, note)| Body::Edit { of, note }),
        any_event_id().prop_map(|of| Body::Retract { of }),
        (any_event_id(), any_text()).prop_map(|(thread, text)| Body::Reply { thread, text }),
        (any_key(), verdict, any_text()).prop_map(|(criterion, verdict, comment)| Body::Verdict {
            criterion,
            verdict,
            comment
        }),
        (any_event_id(), prop::option::of(any_object()), any_text()).prop_map(
            |(thread, commit, text)| Body::Claim {
                thread,
                commit,
                text
            }
        ),
        (any_event_id(), state).prop_map(|(thread, state)| Body::Verify { thread, state }),
        (any_key(), any_target()).prop_map(|(criterion, target)| Body::Link { criterion, target }),
        (any_key(), any_target())
            .prop_map(|(criterion, target)| Body::Unlink { criterion, target }),
        (any_increment(), any_text(), any_range(), criteria).prop_map(
            |(increment, title, range, criteria)| {
                Body::Increment {
                    increment,
                    title,
                    range,
                    criteria,
                }
            }
        ),
        (any_digest(), any::<bool>())
            .prop_map(|(content, viewed)| Body::Viewed { content, viewed }),
        (any_increment(), outcome, any_text()).prop_map(|(increment, outcome, comment)| {
            Body::Outcome {
                increment,
                outcome,
                comment,
            }
        }),
        any_text().prop_map(|comment| Body::SignOff { comment }),
        any_object().prop_map(|commit| Body::Pin { commit }),
        (
            any_key(),
            prop::option::of(any_digest()),
            prop::option::of(any_digest()),
            any::<bool>(),
            any_text()
        )
            .prop_map(|(criterion, from, to, agreed, text)| Body::Amendment {
                criterion,
                change: TextChange { from, to },
                agreed,
                text
            }),
        (
            prop::collection::vec(any_text(), 0..3),
            prop::collection::vec(any_path(), 0..3)
        )
            .prop_map(|(specs, paths)| Body::Scope { specs, paths }),
        (0_u8..32, any_text(), any_text(), role).prop_map(|(of, name, email, role)| Body::Role {
            writer: writer(of),
            name,
            email,
            role
        }),
    ]
}

pub(crate) fn any_statement() -> impl Strategy<Value = Statement> {
    let replaces = prop::collection::vec(any_event_id(), 0..3);
    let around = (
        prop::option::of(any_subject()),
        prop::option::of(any_spec()),
        prop::option::of(any_anchor()),
    );
    (replaces, around, any_body()).prop_map(|(replaces, (subject, spec, anchor), body)| Statement {
        replaces,
        subject,
        spec,
        anchor,
        body,
    })
}

/// Any event, at a time that TOML can write.
pub(crate) fn any_event() -> impl Strategy<Value = Event> {
    let seen = prop::collection::vec(any_event_id(), 0..4);
    let head = (
        0_u8..32,
        1..=codec::MAX_SEQ,
        prop::option::of(any_event_id()),
        0..253_402_207_200_000_i64,
    );
    (head, seen, any_statement()).prop_map(
        |((number, seq, prev, at), seen, statement): (_, Vec<EventId>, _)| {
            let at = Timestamp(at);
            seal(Event {
                id: EventId(Digest([0; 32])),
                writer: writer(number),
                seq,
                prev,
                at,
                seen,
                statement,
            })
        },
    )
}
