//! The same set of events gives the same record, however it came together.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use snaglist::model::event::{Body, Event, Statement, VerifiedAs};
use snaglist::model::id::{Digest, EventId};
use snaglist::model::increment::CommitRange;
use snaglist::model::link::LinkTarget;
use snaglist::model::note::Label;
use snaglist::model::person::Role;
use snaglist::model::record::Subject;
use snaglist::model::text::Untrusted;
use snaglist::model::verdict::{Outcome, Verdict};
use snaglist::record::{Folded, fold};

use super::sample::{
    Chain, claim, criterion, edit, increment, note, object, role, seal, verdict, verify, writer,
};

const WRITERS: u8 = 5;

/// One thing that happens to a writer: they hear of what another has, up to a number, or they
/// speak.
#[derive(Clone, Debug)]
enum Step {
    Hear {
        who: u8,
        of: u8,
        share: u8,
    },
    Say {
        who: u8,
        what: u8,
        about: u16,
        replacing: bool,
    },
}

fn any_steps(count: usize) -> impl Strategy<Value = Vec<Step>> {
    let hear = (0..WRITERS, 0..WRITERS, 0_u8..=4).prop_map(|(who, of, share)| Step::Hear {
        who,
        of,
        share,
    });
    let say = (0..WRITERS, 0_u8..20, any::<u16>(), any::<bool>()).prop_map(
        |(who, what, about, replacing)| Step::Say {
            who,
            what,
            about,
            replacing,
        },
    );
    prop::collection::vec(prop_oneof![1 => hear, 4 => say], count..=count)
}

/// What one writer knows: the events, by writer.
type Known = [Vec<Event>; WRITERS as usize];

fn pick(known: &Known, about: u16) -> Option<&Event> {
    let all: Vec<&Event> = known.iter().flatten().collect();
    all.get(usize::from(about) % all.len().max(1)).copied()
}

fn statement(known: &Known, what: u8, about: u16) -> Statement {
    let Some(event) = pick(known, about) else {
        return note(Label::Issue, "first");
    };
    let (id, number) = (event.id, about.to_le_bytes()[0] % 4);
    match what {
        0 | 1 => note(Label::ALL[usize::from(about) % Label::ALL.len()], "words"),
        2 => edit(id, "other words"),
        3 => Statement::new(Body::Retract { of: id }),
        4 => Statement::new(Body::Reply {
            thread: id,
            text: Untrusted::from("answer"),
        }),
        5 => claim(id),
        6 => verify(id, VerifiedAs::Verified),
        7 => verify(id, VerifiedAs::Reopened),
        8 => Statement::new(Body::Viewed {
            content: Digest([number; 32]),
            viewed: about.is_multiple_of(2),
        }),
        9 if about.is_multiple_of(8) => {
            let roles = [Role::Reviewer, Role::Contractor];
            role(&event.writer, "name", roles[usize::from(about / 8) % 2])
        }
        10 => of_round(
            number,
            Body::Link {
                criterion: criterion(number),
                target: LinkTarget::Commit(object(number)),
            },
        ),
        11 => of_round(
            number,
            Body::Unlink {
                criterion: criterion(number),
                target: LinkTarget::Commit(object(number)),
            },
        ),
        12 => {
            let range = CommitRange {
                base: None,
                head: object(number),
            };
            let title = Untrusted::from("a round");
            of_round(
                number,
                Body::Increment {
                    increment: increment(number),
                    title,
                    range,
                    criteria: Vec::new(),
                },
            )
        }
        13 => {
            let outcome = Outcome::ALL[usize::from(about) % Outcome::ALL.len()];
            let comment = Untrusted::default();
            of_round(
                number,
                Body::Outcome {
                    increment: increment(number),
                    outcome,
                    comment,
                },
            )
        }
        14 => of_round(
            number,
            Body::SignOff {
                comment: Untrusted::from("as it stands"),
            },
        ),
        15 => {
            let kind = Untrusted::from("poem");
            Statement::new(Body::Unknown {
                kind,
                of: Some(id),
                criterion: None,
            })
        }
        _ => verdict(
            number,
            Verdict::ALL[usize::from(about) % Verdict::ALL.len()],
        ),
    }
}

/// Said of a round.
fn of_round(number: u8, body: Body) -> Statement {
    let range = CommitRange {
        base: Some(object(9)),
        head: object(number),
    };
    let subject = Subject {
        increment: Some(increment(number / 2)),
        range,
        tree: None,
        evidence: Vec::new(),
    };
    Statement {
        subject: Some(subject.into()),
        ..Statement::new(body)
    }
}

/// Everything that was said, as the steps have it, in the order in which it was.
fn history(steps: &[Step]) -> Vec<Event> {
    let mut chains: Vec<Chain> = (0..WRITERS).map(Chain::new).collect();
    let mut known: Vec<Known> = vec![Known::default(); WRITERS.into()];
    let mut told: Vec<BTreeSet<EventId>> = vec![BTreeSet::new(); WRITERS.into()];
    let mut said = Vec::new();
    for step in steps {
        match *step {
            Step::Hear { who, of, share } => {
                for author in (0..usize::from(WRITERS)).filter(|author| *author != usize::from(who))
                {
                    let all = known[usize::from(of)][author].len() * usize::from(share) / 4;
                    let has = known[usize::from(who)][author].len();
                    let news: Vec<Event> = known[usize::from(of)][author]
                        .iter()
                        .take(all)
                        .skip(has)
                        .cloned()
                        .collect();
                    known[usize::from(who)][author].extend(news);
                }
            }
            Step::Say {
                who,
                what,
                about,
                replacing,
            } => {
                let mine = &known[usize::from(who)];
                let mut statement = statement(mine, what, about);
                if replacing {
                    let record = fold(mine.iter().flatten());
                    statement.replaces = record.heads(&writer(who), &statement.body);
                }
                let heard = (0..WRITERS).filter(|author| *author != who);
                let newest = heard.filter_map(|author| Some(mine[usize::from(author)].last()?.id));
                let told = &mut told[usize::from(who)];
                let rose: Vec<EventId> = newest.filter(|id| told.insert(*id)).collect();
                let event = chains[usize::from(who)].say_having_seen(&rose, statement);
                known[usize::from(who)][usize::from(who)].push(event.clone());
                said.push(event);
            }
        }
    }
    said
}

fn shuffled<'a>(events: &'a [Event], keys: &[u32]) -> Vec<&'a Event> {
    let mut order: Vec<(u32, &Event)> = keys.iter().copied().cycle().zip(events).collect();
    order.sort_by_key(|(key, _)| *key);
    order.into_iter().map(|(_, event)| event).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn order_and_repetition_do_not_matter(
        steps in any_steps(200),
        keys in prop::collection::vec(any::<u32>(), 211),
        twice in any::<prop::sample::Index>(),
    ) {
        let events = history(&steps);
        let expected = fold(&events);
        prop_assert_eq!(expected.events as usize, events.len());
        let mut mixed = shuffled(&events, &keys);
        if !mixed.is_empty() {
            let again = mixed.split_at(twice.index(mixed.len())).0.to_vec();
            mixed.extend(again);
        }
        prop_assert_eq!(&fold(mixed), &expected);
        prop_assert!(expected.damaged.is_empty());
    }

    #[test]
    fn nobody_goes_before_what_they_knew(steps in any_steps(120)) {
        // Threads come in the order of events, and each of these knows the one before.
        let mut events = history(&steps);
        let newest = |number| events.iter().rev().find(|event| event.writer == writer(number));
        let seen: Vec<EventId> = (0..WRITERS).filter_map(newest).map(|event| event.id).collect();
        let last = Chain::new(20).say_having_seen(&seen, note(Label::Praise, "the last word"));
        events.push(last.clone());
        prop_assert_eq!(fold(&events).threads.last().map(|thread| thread.id), Some(last.id));
    }

    /// Whatever comes one by one in whatever order, and folded anew only where it must be.
    #[test]
    fn one_by_one_adds_up_to_the_same(
        steps in any_steps(100),
        keys in prop::collection::vec(0..20_u32, 97),
        in_order in any::<bool>(),
    ) {
        let events = history(&steps);
        let order = if in_order { events.iter().collect() } else { shuffled(&events, &keys) };
        let mut folded = Folded::of([], Arc::default(), &snaglist::record::Trust::default());
        for (at, event) in order.iter().enumerate() {
            if !folded.add(event, order[..at].iter().copied()) {
                folded = Folded::of(order[..=at].iter().copied(), Arc::default(), &snaglist::record::Trust::default());
            }
            prop_assert_eq!(&**folded.record(), &fold(order[..=at].iter().copied()));
        }
    }

    /// Who knows of everything never has all of it folded anew, unless they say who somebody is.
    #[test]
    fn ones_own_words_are_added_to_the_rest(
        steps in any_steps(80),
        own in prop::collection::vec((0_u8..20, any::<u16>(), any::<bool>()), 1..30),
    ) {
        let mut known = Known::default();
        for event in history(&steps) {
            let number = (0..WRITERS).find(|number| event.writer == writer(*number)).unwrap();
            known[usize::from(number)].push(event);
        }
        let newest: Vec<EventId> = known.iter().filter_map(|of| Some(of.last()?.id)).collect();
        let mut chain = Chain::new(20);
        known[0].push(chain.say_having_seen(&newest, note(Label::Praise, "hello")));
        let mut folded = Folded::of(known.iter().flatten(), Arc::default(), &snaglist::record::Trust::default());
        for (what, about, replacing) in own {
            let mut statement = statement(&known, what, about);
            if replacing {
                statement.replaces = folded.record().heads(&chain.writer, &statement.body);
            }
            let is_role = matches!(statement.body, Body::Role { .. });
            let event = chain.say(statement);
            let added = folded.add(&event, known.iter().flatten());
            prop_assert_eq!(added, !is_role);
            known[0].push(event);
            if !added {
                folded = Folded::of(known.iter().flatten(), Arc::default(), &snaglist::record::Trust::default());
            }
            prop_assert_eq!(&**folded.record(), &fold(known.iter().flatten()));
        }
    }

    /// A hostile writer can say any number, know of anything or nothing, and fork at every turn.
    #[test]
    fn forged_heads_do_not_matter_either(
        forged in prop::collection::vec((0_u8..4, 1_u64..6, any::<u8>(), any::<u8>()), 1..40),
        keys in prop::collection::vec(any::<u32>(), 41),
    ) {
        let mut events: Vec<Event> = Vec::new();
        for (number, seq, other, salt) in forged {
            let id = |at: u8| events.get(usize::from(at) % 40).map(|event| event.id);
            let seen: Vec<EventId> = id(other).into_iter().collect();
            let said = verdict(salt % 3, Verdict::ALL[usize::from(salt) % 5]);
            let plain = Chain::new(number).say_having_seen(&seen, said);
            let statement = Statement { replaces: id(salt).into_iter().collect(), ..plain.statement };
            let prev = id(other ^ salt);
            events.push(seal(Event { seq, prev, statement, ..plain }));
        }
        let expected = fold(&events);
        prop_assert_eq!(&fold(shuffled(&events, &keys)), &expected);
        events.reverse();
        prop_assert_eq!(&fold(&events), &expected);
    }
}

#[test]
fn thousands_of_forks_are_folded_and_listed() {
    let forks = |seq: u64, prev: Option<EventId>| {
        (0..3_000_u32).map(move |salt| {
            let plain = Chain::new(0).say(note(Label::Note, &salt.to_string()));
            seal(Event { seq, prev, ..plain })
        })
    };
    let first: Vec<Event> = forks(1, None).collect();
    let prev = first.first().map(|event| event.id);
    let events: Vec<Event> = first.into_iter().chain(forks(2, prev)).collect();
    let record = fold(&events);
    assert_eq!((record.events, record.threads.len()), (6_000, 6_000));
    assert!(
        record
            .damaged
            .iter()
            .all(|damaged| damaged.why.contains("3000 different events"))
    );
    assert_eq!(
        record.damaged[0].file.split('/').next(),
        Some(writer(0).as_str())
    );
}
