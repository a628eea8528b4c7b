//! The review so far: Ana accepted the first increment and sent the second one back, Jonas
//! delivered it again, and Ana looked at half of that before she went on leave.
//!
//! Owns the words. Knows nothing of how lines and hunks are found.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::delivered::{Delivered, LinesBetween};
use super::history::DemoHistory;
use super::pen::StoryWriter;
use super::people::{ANA, JONAS};
use crate::engagement::{Engagement, Findings, OpenRequest};
use crate::git::Repository;
use crate::git::increments::FoundIncrements;
use crate::model::amendment::Agreed;
use crate::model::event::{Body, Statement, VerifiedAs};
use crate::model::id::{EventId, ObjectId};
use crate::model::increment::Increment;
use crate::model::note::{Label, NoteBody};
use crate::model::record::Record;
use crate::model::verdict::{Outcome, Verdict};
use crate::record::{DataDir, project_id};

/// Writes the record of the engagement in `dir`, unless there is one.
pub(super) fn write(dir: &Path, data: &DataDir, made: &DemoHistory) -> Result<()> {
    let repository = Repository::discover(dir)?;
    let project =
        project_id(Some(made.commit("01-skeleton")?), None).context("the project has no name")?;
    let project = data.project(&project);
    let mut ana = StoryWriter::new(&project, &ANA)?;
    if ana.has_written() {
        return Ok(());
    }
    let wanted = OpenRequest {
        dir: PathBuf::from(dir),
        ..OpenRequest::default()
    };
    let Findings { found, agreed, .. } =
        Engagement::read(&repository, &wanted, &Record::default())?;
    let first = Delivered::new(&repository, first_round(&found, "increment-1")?)?;
    let second = Delivered::new(&repository, first_round(&found, "increment-2")?)?;
    let mut jonas = StoryWriter::new(&project, &JONAS)?;

    let threads = charges(&mut ana, &first)?;
    answers_on_charges(&mut jonas, &threads)?;
    acceptance_of_charges(&mut ana, &first, &threads)?;
    let threads = refunds(&mut ana, &second)?;
    answers_on_refunds(&mut jonas, &threads, made)?;
    leave(&mut ana, &threads)?;
    agree_to_changes(&mut ana, &agreed)
}

/// Returns an increment as it was first delivered.
fn first_round(found: &FoundIncrements, id: &str) -> Result<Increment> {
    let increment = found
        .increments
        .iter()
        .find(|increment| increment.id.as_str() == id);
    let mut increment = increment
        .with_context(|| format!("{id} was not delivered"))?
        .clone();
    increment.range = increment
        .earlier
        .first()
        .copied()
        .unwrap_or(increment.range);
    Ok(Increment {
        round: 1,
        earlier: Vec::new(),
        unchanged: Vec::new(),
        ..increment
    })
}

/// The threads that others continue.
struct OnCharges {
    fraction: EventId,
    lifetime: EventId,
}

fn charges(ana: &mut StoryWriter, first: &Delivered) -> Result<OnCharges> {
    ana.sit_down("2026-05-15T09:30+01:00")?;
    let once = LinesBetween("src/store.rs", "pub fn charge_once", "charges.insert");
    ana.say(first.note(
        Label::Praise,
        Some("AC-2"),
        Some(first.anchor(&LinesBetween(
            "src/store.rs",
            "The charge that the key made",
            "return made.clone()",
        ))?),
        "One lock from the look to the write, and eight impatient clients to prove it. This is how it should \
         read wherever a key is involved.",
    )?)?;
    ana.say(first.note(
        Label::Nitpick,
        None,
        Some(first.anchor(&LinesBetween("src/api.rs", "let ch = ", "let ch = "))?),
        "`charge`, not `ch`. We can afford the vowels.",
    )?)?;
    let lifetime = ana.say(first.note(
        Label::Question,
        Some("AC-2"),
        Some(first.anchor(&LinesBetween("src/store.rs", "Which charge a key made", "charge_keys:"))?),
        "Keys are kept for ever. How long does a retry have to be answered? A day would do for us; the spec \
         does not say.",
    )?)?;
    let fraction = ana.say(first.note(
        Label::Issue,
        Some("AC-3"),
        Some(first.anchor(&LinesBetween("src/charge.rs", "let minor = ", "let minor = "))?),
        "`as_i64` cuts the fraction off: 12.5 becomes 12, and the shop is half a cent out on every order.",
    )?)?;
    for path in ["src/charge.rs", "src/idempotency.rs", "src/store.rs"] {
        for content in first.hunks(path)? {
            ana.say(Statement::new(Body::Viewed {
                content,
                viewed: true,
            }))?;
        }
    }
    ana.say(first.link("AC-1", "src/api.rs", "fn read_charge")?)?;
    let create = LinesBetween("src/charge.rs", "pub fn create", "KeyReused");
    let read = LinesBetween("src/store.rs", "pub fn charge(", "get(id).cloned()");
    ana.say(first.verdict("AC-1", Verdict::Met, &[create, read], "")?)?;
    let clients = LinesBetween(
        "tests/charges.rs",
        "fn eight_impatient_clients",
        "answers[0]",
    );
    ana.say(first.verdict("AC-2", Verdict::Met, &[once, clients], "")?)?;
    ana.say(first.verdict(
        "AC-9",
        Verdict::Unclear,
        &[],
        "\"Promptly\" can be neither met nor missed. A number, please.",
    )?)?;
    ana.say(first.note(
        Label::Question,
        Some("AC-9"),
        None,
        "Mira, what is \"promptly\"? Ten seconds and ten minutes are two different programs, and Jonas will \
         write one of them.",
    )?)?;
    ana.say(first.verdict(
        "AC-12",
        Verdict::Waived,
        &[],
        "There is no staging before July. Agreed with Mira and Jonas: we measure it ourselves then.",
    )?)?;
    ana.get_up()?;
    Ok(OnCharges { fraction, lifetime })
}

fn answers_on_charges(jonas: &mut StoryWriter, on: &OnCharges) -> Result<()> {
    jonas.sit_down("2026-05-15T18:10-05:00")?;
    jonas.say(reply(
        on.fraction,
        "It does not: `as_i64` is `None` for whatever is written with a point, 12.0 included. Both are in \
         `ac_3_odd_amounts_are_refused`.",
    ))?;
    jonas.say(reply(
        on.lifetime,
        "As written, for ever. If Mira wants a day, it is one column and one job; I would rather not guess.",
    ))?;
    jonas.get_up()
}

fn acceptance_of_charges(ana: &mut StoryWriter, first: &Delivered, on: &OnCharges) -> Result<()> {
    ana.sit_down("2026-05-18T09:05+01:00")?;
    ana.say(reply(
        on.fraction,
        "You are right, and I could have run it before writing. Withdrawn.",
    ))?;
    ana.say(verify(on.fraction, VerifiedAs::Withdrawn))?;
    let amount = LinesBetween("src/charge.rs", "let minor = ", "let code = ");
    ana.say(first.verdict("AC-3", Verdict::Met, &[amount], "")?)?;
    ana.say(first.outcome(
        Outcome::Accepted,
        "Small, tested, and it does what it says. What is still open does not hold it up.",
    )?)?;
    ana.get_up()
}

/// Mira reworded a criterion herself, so there is nothing to discuss about it.
fn agree_to_changes(ana: &mut StoryWriter, agreed: &Agreed) -> Result<()> {
    ana.sit_down("2026-05-29T17:20+01:00")?;
    for amendment in agreed.open() {
        ana.say(Statement::new(Body::Amendment {
            criterion: amendment.criterion.clone(),
            change: amendment.change,
            agreed: true,
            text: amendment.after.clone(),
        }))?;
    }
    ana.get_up()
}

/// The threads that others continue.
struct OnRefunds {
    race: EventId,
    pending: EventId,
    index: EventId,
}

fn refunds(ana: &mut StoryWriter, second: &Delivered) -> Result<OnRefunds> {
    ana.sit_down("2026-05-26T10:20+01:00")?;
    ana.say(second.note(
        Label::Note,
        None,
        None,
        "Read on the train, nothing run. What I could not decide by reading I left alone.",
    )?)?;
    let check = || LinesBetween("src/refund.rs", "if let Some(made)", "insert_refund");
    let race = ana.say(second.note(
        Label::Issue,
        Some("AC-4"),
        Some(second.anchor(&check())?),
        "Two calls with one key can both pass this check before either inserts: each takes the lock, finds \
         nothing, and lets go of it again. The customer asks for 20.00 and gets 40.00.\n\nThe charges do it \
         right: look and write under one lock.",
    )?)?;
    ana.say(second.verdict(
        "AC-4",
        Verdict::NotMet,
        &[check()],
        "\"At the same time\" is what fails; a day apart is fine.",
    )?)?;
    let limit = || LinesBetween("src/refund.rs", "let settled = ", "let given_back");
    let pending = ana.say(second.note(
        Label::Issue,
        Some("AC-5"),
        Some(second.anchor(&limit())?),
        "Only settled refunds count, and settling takes days. Two refunds of 30.00 on a charge of 50.00 both \
         go through when they are asked for within the hour. The criterion says \"settled or on their way\".",
    )?)?;
    ana.say(second.verdict(
        "AC-5",
        Verdict::NotMet,
        &[limit()],
        "Refunds on their way do not count.",
    )?)?;
    ana.say(second.verdict(
        "AC-6",
        Verdict::Partial,
        &[LinesBetween("src/error.rs", "\"not_found\"", "\"not_found\"")],
        "404 it is, but with the code `not_found`; the criterion says `unknown_charge`. The test looks at the \
         status only.",
    )?)?;
    let index = ana.say(second.note(
        Label::Suggestion,
        None,
        Some(second.file_anchor("migrations/002_refunds.sql")?),
        "Make `refunds_by_key` a UNIQUE index: then the database keeps the promise on the day somebody \
         forgets the lock.",
    )?)?;
    ana.say(second.link("AC-5", "src/error.rs", "\"over_refund\"")?)?;
    ana.say(second.outcome(
        Outcome::ChangesRequested,
        "Money can leave twice, in two ways. The rest is close.",
    )?)?;
    ana.get_up()?;
    Ok(OnRefunds {
        race,
        pending,
        index,
    })
}

fn answers_on_refunds(jonas: &mut StoryWriter, on: &OnRefunds, made: &DemoHistory) -> Result<()> {
    jonas.sit_down("2026-05-27T23:05-05:00")?;
    jonas.say(claim(
        on.race,
        made.commit("09-one-lock")?,
        "Now as for charges: `refund_once` holds the lock from the look to the write. A test makes two calls \
         at once, 200 times.",
    ))?;
    jonas.say(claim(
        on.pending,
        made.commit("10-pending")?,
        "They count now, and clients see what is left as `refundable`.",
    ))?;
    jonas.say(reply(
        on.index,
        "Good idea. In a migration of its own, once it is decided how long keys live; see the question on the \
         first increment.",
    ))?;
    jonas.get_up()
}

fn leave(ana: &mut StoryWriter, on: &OnRefunds) -> Result<()> {
    ana.sit_down("2026-05-29T17:15+01:00")?;
    ana.say(reply(
        on.race,
        "Read it, and let the test run over lunch: one refund, every time.",
    ))?;
    ana.say(verify(on.race, VerifiedAs::Verified))?;
    let text = "I am on leave from Monday; the review is yours. The first increment is done. Of the second \
                round of the refunds I have looked at the lock only: AC-4 wants a new verdict, and whether \
                pending refunds really count now I have not checked. Jonas is quick, friendly, and usually \
                right.";
    let note = NoteBody {
        label: Label::Note,
        blocking: None,
        text: text.into(),
    };
    ana.say(Statement::new(Body::Note {
        criterion: None,
        note,
    }))?;
    ana.get_up()
}

fn reply(thread: EventId, text: &str) -> Statement {
    Statement::new(Body::Reply {
        thread,
        text: text.into(),
    })
}

fn claim(thread: EventId, commit: ObjectId, text: &str) -> Statement {
    Statement::new(Body::Claim {
        thread,
        commit: Some(commit),
        text: text.into(),
    })
}

fn verify(thread: EventId, state: VerifiedAs) -> Statement {
    Statement::new(Body::Verify { thread, state })
}
