//! Whose turn it is, increment by increment.

use snaglist::model::event::{Body, Event, Statement, VerifiedAs};
use snaglist::model::increment::{CommitRange, Increment, IncrementSource};
use snaglist::model::note::Label;
use snaglist::model::person::Role;
use snaglist::model::record::Subject;
use snaglist::model::text::Untrusted;
use snaglist::model::time::Timestamp;
use snaglist::model::turn::{Party, Turn, of_increments};
use snaglist::model::verdict::{Outcome, Verdict};
use snaglist::record::fold;

use super::sample::{Chain, claim, increment, note, object, role, seal, verdict, verify, writer};

/// Two people's events, one a minute.
struct Story {
    ana: Chain,
    con: Chain,
    events: Vec<Event>,
    /// The head of the newest round.
    head: u8,
}

impl Story {
    fn new() -> Self {
        let mut story = Self {
            ana: Chain::new(0),
            con: Chain::new(1),
            events: Vec::new(),
            head: 10,
        };
        story.say(true, role(&writer(1), "Con", Role::Contractor));
        story
    }

    fn say(&mut self, by_contractor: bool, statement: Statement) -> Event {
        let range = CommitRange {
            base: Some(object(1)),
            head: object(self.head),
        };
        let subject = Subject {
            increment: Some(increment(1)),
            range,
            tree: None,
            evidence: Vec::new(),
        };
        let replaces = fold(&self.events).heads(&writer(u8::from(by_contractor)), &statement.body);
        let statement = Statement {
            subject: Some(subject.into()),
            replaces,
            ..statement
        };
        let chain = if by_contractor {
            &mut self.con
        } else {
            &mut self.ana
        };
        let seen: Vec<_> = self
            .events
            .last()
            .map(|event| event.id)
            .into_iter()
            .collect();
        let mut event = chain.say_having_seen(&seen, statement);
        event.at = Timestamp(1_000 + 60_000 * self.events.len() as i64);
        let event = seal(event);
        chain.last = Some(event.id);
        self.events.push(event.clone());
        event
    }

    fn decide(&mut self, outcome: Outcome) -> Event {
        let comment = Untrusted::default();
        self.say(
            false,
            Statement::new(Body::Outcome {
                increment: increment(1),
                outcome,
                comment,
            }),
        )
    }

    fn turn(&self) -> Turn {
        let found = Increment::new(
            increment(1),
            Untrusted::from("one"),
            CommitRange {
                base: Some(object(1)),
                head: object(self.head),
            },
            IncrementSource::Tag,
        );
        of_increments(&fold(&self.events), &[found], |_| Some(Timestamp(7)))[0].clone()
    }

    fn whose(&self) -> (Option<Party>, Option<Timestamp>, String) {
        let turn = self.turn();
        (turn.whose, turn.since(), turn.words())
    }
}

fn reviewers(since: Timestamp, why: &str) -> (Option<Party>, Option<Timestamp>, String) {
    (Some(Party::Reviewers), Some(since), why.to_owned())
}

fn contractor(since: Timestamp, why: &str) -> (Option<Party>, Option<Timestamp>, String) {
    (Some(Party::Contractor), Some(since), why.to_owned())
}

#[test]
fn it_goes_back_and_forth() {
    let mut story = Story::new();
    let delivered = Timestamp(7);
    assert_eq!(story.whose(), reviewers(delivered, "not looked at yet"));

    let first = story.say(false, note(Label::Issue, "One"));
    assert_eq!(
        story.whose(),
        contractor(first.at, "1 blocking note"),
        "since it was asked for"
    );
    let second = story.say(false, note(Label::Issue, "Two"));
    let unmet = story.say(false, verdict(1, Verdict::NotMet));
    assert_eq!(
        story.whose(),
        contractor(unmet.at, "2 blocking notes, 1 criterion not met"),
        "the newest"
    );

    let claimed = story.say(true, claim(first.id));
    story.say(true, claim(second.id));
    assert_eq!(
        story.whose(),
        reviewers(claimed.at, "2 addressed notes to verify"),
        "the oldest"
    );

    story.say(false, verify(first.id, VerifiedAs::Verified));
    let reopened = story.say(false, verify(second.id, VerifiedAs::Reopened));
    assert_eq!(
        story.whose(),
        contractor(reopened.at, "1 blocking note, 1 criterion not met")
    );

    story.head = 11;
    assert_eq!(
        story.whose(),
        reviewers(delivered, "not looked at yet"),
        "a new round"
    );
    story.say(false, verify(second.id, VerifiedAs::Verified));
    story.say(false, verdict(1, Verdict::Met));
    assert_eq!(story.whose(), reviewers(delivered, "no outcome yet"));
    story.decide(Outcome::Accepted);
    assert_eq!(story.whose(), (None, None, String::new()), "nobody's");
}

#[test]
fn an_outcome_of_changes_requested_makes_it_the_contractors_in_any_case() {
    let mut story = Story::new();
    let one = story.say(false, note(Label::Issue, "One"));
    story.say(false, note(Label::Issue, "Two"));
    story.say(true, claim(one.id));
    assert_eq!(story.turn().whose, Some(Party::Reviewers));
    story.decide(Outcome::ChangesRequested);
    assert_eq!(story.turn().whose, Some(Party::Contractor));
    story.head = 11;
    assert_eq!(
        story.turn().whose,
        Some(Party::Reviewers),
        "until the next round"
    );
}

#[test]
fn what_blocks_nothing_asks_nothing_of_anybody() {
    let mut story = Story::new();
    story.say(false, note(Label::Praise, "A pleasure."));
    assert_eq!(story.whose(), reviewers(Timestamp(7), "no outcome yet"));
    story.decide(Outcome::AcceptedWithConditions);
    assert_eq!(story.turn().whose, None);
    let asked = story.say(false, note(Label::Todo, "By Friday."));
    assert_eq!(
        story.whose(),
        contractor(asked.at, "1 blocking note"),
        "a condition is still asked for"
    );
}
