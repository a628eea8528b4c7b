//! Whose words count: nobody's but those of people whom somebody here admitted, whatever comes in.

use std::fs;

use serde_json::Value;
use snaglist::digest;
use snaglist::model::event::{Body, Event, Statement};
use snaglist::model::id::{Digest, EventId};
use snaglist::model::person::Role;
use snaglist::model::text::Untrusted;
use snaglist::model::time::Timestamp;
use snaglist::model::verdict::{Outcome, Verdict};
use snaglist::record::codec;

use super::{Hub, counts, person};
use crate::cli::{Place, Run, copy_events, list};

/// Writes an event under anybody's id into somebody's record.
fn forge(at: &Place, writer: &str, seq: u64, body: Body) {
    let mut event = Event {
        id: EventId(Digest([0; 32])),
        writer: writer.parse().unwrap(),
        seq,
        prev: None,
        at: Timestamp(1_700_000_000_000),
        seen: Vec::new(),
        statement: Statement::new(body),
    };
    let text = codec::encode(&event);
    event.id = EventId(digest::of_bytes(text.as_bytes()));
    let file = at
        .record()
        .join("events")
        .join(codec::file_name(&event.writer, seq, event.id));
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

fn role(of: &str, name: &str, role: Role) -> Body {
    let email = Untrusted::from("somebody@example.org");
    Body::Role {
        writer: of.parse().unwrap(),
        name: name.into(),
        email,
        role,
    }
}

/// What somebody said of a criterion, from what they have in their record.
fn said_of(who: &Place, criterion: &str, verdict: Verdict) -> Body {
    let spec = who.json(&["status"])["criteria"][0]["spec"]
        .as_str()
        .unwrap()
        .to_owned();
    let criterion = snaglist::model::spec::CriterionKey {
        spec: spec.as_str().into(),
        id: criterion.parse().unwrap(),
    };
    Body::Verdict {
        criterion,
        verdict: Some(verdict),
        comment: Untrusted::default(),
    }
}

/// Sends all of somebody's record to somebody else.
fn mail(from: &Place, to: &Place) -> Run {
    let text = from.ok(&["sync", "--to", "-"]);
    let run = to.with_input(&["sync", "--from", "-"], text.as_bytes());
    assert_eq!(run.code, Some(0), "{}", run.err);
    run
}

fn pending(who: &Place) -> Vec<String> {
    let status = who.json(&["status"]);
    list(&status["pending"])
        .iter()
        .map(|found| found["name"].as_str().unwrap().to_owned())
        .collect()
}

fn role_of(who: &Place, of: &str) -> String {
    let people = who.json(&["people"]);
    let found = list(&people["people"])
        .iter()
        .find(|person| person["writer"] == of)
        .unwrap();
    found["role"].as_str().unwrap().to_owned()
}

#[test]
fn a_team_of_two_is_done_after_one_word_each() {
    let (hub, ana, bo) = (Hub::new(), person("Ana"), person("Bo"));
    ana.ok(&["mark", "AC-1", "met"]);
    bo.ok(&["mark", "AC-2", "met"]);
    ana.sync(&hub);
    bo.sync(&hub);
    ana.sync(&hub);
    assert_eq!(
        (ana.state("AC-1"), ana.state("AC-2")),
        ("met".into(), "unreviewed".into())
    );
    assert_eq!(
        (bo.state("AC-1"), bo.state("AC-2")),
        ("unreviewed".into(), "met".into())
    );
    let status = ana.ok(&["status"]);
    let asks = "Bo (pending) (Bo@example.org) claims to be a reviewer; 2 entries do not count yet";
    let status_line = status.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(status_line.contains(asks), "{status}");
    assert!(
        status_line.contains(&format!("`snaglist people {} --admit`", bo.writer())),
        "{status}"
    );
    ana.ok(&["people", "Bo", "--admit"]);
    bo.ok(&["people", "Ana", "--admit"]);
    for who in [&ana, &bo] {
        who.sync(&hub);
        assert_eq!(
            (who.state("AC-1"), who.state("AC-2")),
            ("met".into(), "met".into())
        );
        assert!(pending(who).is_empty());
    }
    // Whom one of them admits counts for the other, too.
    let cy = person("Cy");
    cy.ok(&["mark", "AC-3", "met"]);
    cy.sync(&hub);
    ana.sync(&hub);
    ana.ok(&["people", "Cy", "--admit"]);
    ana.sync(&hub);
    bo.sync(&hub);
    assert_eq!((bo.state("AC-3"), pending(&bo).len()), ("met".into(), 0));
    // On the machine of somebody who was admitted, those who admitted them still are to be
    // admitted.
    cy.sync(&hub);
    assert_eq!(pending(&cy).len(), 2);
}

#[test]
fn what_is_forged_under_my_id_is_held_back_and_never_blocks() {
    let (ana, mallory) = (person("Ana"), person("Mallory"));
    ana.ok(&["mark", "AC-1", "not-met"]);
    let me = ana.writer();
    forge(
        &mallory,
        &me,
        99_999_999,
        said_of(&ana, "AC-1", Verdict::Met),
    );
    forge(&mallory, &me, 3, role(&me, "Ana", Role::Contractor));
    let said = mail(&mallory, &ana).out;
    assert!(
        said.contains("it is under your own id") && said.contains("--mine"),
        "{said}"
    );
    assert_eq!(ana.state("AC-1"), "not-met");
    assert_eq!(role_of(&ana, &me), "reviewer");
    assert_eq!(ana.json(&["status"])["sync"]["held"][0]["entries"], 2);
    assert!(ana.ok(&["status"]).contains("Held back"), "shown");
    assert!(ana.ok(&["record", "verify"]).contains("Held back"));
    ana.ok(&["note", "still mine"]);
    // A second machine of one's own: taken in on purpose. Its numbers are in nobody's way either.
    let taken = ana.with_input(
        &["sync", "--from", "-", "--mine"],
        mallory.ok(&["sync", "--to", "-"]).as_bytes(),
    );
    assert!(taken.out.starts_with("2 entries received"), "{taken:?}");
    assert_eq!(list(&ana.json(&["status"])["sync"]["held"]).len(), 0);
    ana.ok(&["people", "--role", "reviewer"]);
    ana.ok(&["mark", "AC-1", "partial"]);
    assert_eq!(
        ana.state("AC-1"),
        "partial",
        "what is said now holds, whatever the numbers"
    );
    ana.ok(&["note", "and on"]);
    let events = ana.events();
    assert_eq!(
        events
            .iter()
            .filter(|file| file.to_str().unwrap().contains("/9"))
            .count(),
        1
    );
    let names = events
        .iter()
        .map(|file| file.file_name().unwrap().to_str().unwrap()[..8].to_owned());
    let mut own: Vec<String> = names.collect();
    own.dedup();
    assert!(own.len() >= 6, "each has a number of its own: {own:?}");
}

#[test]
fn nobody_who_was_not_admitted_takes_a_role_away() {
    let (ana, bo, mallory) = (person("Ana"), person("Bo"), person("Mallory"));
    bo.ok(&["mark", "AC-1", "met"]);
    mail(&bo, &ana);
    ana.ok(&["people", "Bo", "--admit"]);
    ana.ok(&["mark", "AC-2", "met"]);
    let stranger = "mallorymal";
    forge(
        &mallory,
        stranger,
        1,
        role(stranger, "Root", Role::Reviewer),
    );
    for (seq, who) in [(2, &ana), (3, &bo)] {
        forge(
            &mallory,
            stranger,
            seq,
            role(&who.writer(), "x", Role::Contractor),
        );
    }
    mail(&mallory, &ana);
    assert_eq!(
        (ana.state("AC-1"), ana.state("AC-2")),
        ("met".into(), "met".into())
    );
    assert_eq!(role_of(&ana, &bo.writer()), "reviewer");
    assert_eq!(pending(&ana), ["Root"]);
    // Refused, they are not asked about again; admitted, they are heard.
    ana.ok(&["people", "Root", "--refuse"]);
    assert!(pending(&ana).is_empty());
    assert!(ana.ok(&["people"]).contains("refused"));
    ana.ok(&["people", "Root", "--admit"]);
    assert_eq!(
        ana.state("AC-1"),
        "unreviewed",
        "an admitted reviewer says who the others are"
    );
    // The first reviewer here can always undo that.
    ana.ok(&["people", "Root", "--refuse"]);
    assert_eq!(
        (ana.state("AC-1"), ana.state("AC-2")),
        ("met".into(), "met".into())
    );
}

#[test]
fn a_contractors_second_reviewer_accepts_nothing() {
    let (hub, ana, cem) = (Hub::new(), person("Ana"), person("Cem"));
    ana.ok(&["mark", "AC-1", "not-met"]);
    ana.sync(&hub);
    cem.ok(&["people", "--role", "contractor"]);
    cem.sync(&hub);
    ana.sync(&hub);
    ana.ok(&["people", "Cem", "--admit"]);
    // The contractor says that they are a reviewer after all, and makes a second one of Ana's name.
    cem.ok(&["people", "--role", "reviewer"]);
    let second = "secondsecx";
    forge(&cem, second, 1, role(second, "Ana", Role::Reviewer));
    forge(&cem, second, 2, said_of(&ana, "AC-1", Verdict::Met));
    let increment = ana.json(&["increments"])["increments"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let accepted = |seq| {
        let (outcome, comment) = (Outcome::Accepted, Untrusted::default());
        forge(
            &cem,
            second,
            seq,
            Body::Outcome {
                increment: increment.parse().unwrap(),
                outcome,
                comment,
            },
        );
    };
    accepted(3);
    cem.ok(&["mark", "AC-2", "met"]);
    cem.sync(&hub);
    ana.sync(&hub);
    assert_eq!(
        (ana.state("AC-1"), ana.state("AC-2")),
        ("not-met".into(), "unreviewed".into())
    );
    let status = ana.json(&["status"]);
    assert!(
        list(&status["increments"])
            .iter()
            .all(|found| found["outcome"] == Value::Null || found["outcome"] == "in-review"),
        "{status}"
    );
    assert_eq!(role_of(&ana, &cem.writer()), "contractor");
    // People of one name are told apart where their names stand.
    let text = ana.ok(&["status"]);
    assert!(
        text.contains(&format!("Ana [{second}] (pending)")),
        "{text}"
    );
    let summary = ana.ok(&["export"]);
    assert!(
        summary.contains("Not admitted: Ana") && summary.contains("not counted here"),
        "{summary}"
    );
    assert!(
        summary.contains(&format!("Ana \\[{}\\]", ana.writer())),
        "{summary}"
    );
}

#[test]
fn whoever_counted_before_stays_as_they_are() {
    let (ana, bo, cy) = (person("Ana"), person("Bo"), person("Cy"));
    bo.ok(&["mark", "AC-1", "met"]);
    ana.ok(&["note", "x"]);
    copy_events(&bo.data(), &ana.data());
    assert_eq!(ana.state("AC-1"), "met");
    cy.ok(&["mark", "AC-2", "met"]);
    assert_eq!(
        counts(
            &serde_json::from_str(&{
                let text = cy.ok(&["sync", "--to", "-"]);
                ana.with_input(&["sync", "--from", "-", "--json"], text.as_bytes())
                    .out
            })
            .unwrap()
        )
        .0,
        2
    );
    assert_eq!(
        (ana.state("AC-1"), ana.state("AC-2")),
        ("met".into(), "unreviewed".into())
    );
    assert_eq!(pending(&ana), ["Cy"]);
    // They can step back themselves.
    bo.ok(&["people", "--role", "observer"]);
    mail(&bo, &ana);
    assert_eq!(
        (role_of(&ana, &bo.writer()), ana.state("AC-1")),
        ("observer".into(), "unreviewed".into())
    );
}

#[test]
fn an_imported_answer_is_asked_about_like_any_other() {
    let (ana, cem) = (person("Ana"), person("Cem"));
    let note = ana.json(&["note", "--blocking", "--label", "issue", "Why?"])["id"]
        .as_str()
        .unwrap()
        .to_owned();
    mail(&ana, &cem);
    cem.ok(&["people", "--role", "contractor"]);
    cem.ok(&["note", "--reply", &note, "--addressed", "HEAD", "Done."]);
    let file = cem.root.path().join("answer.snaglist");
    cem.ok(&["record", "export", file.to_str().unwrap()]);
    ana.ok(&["record", "import", file.to_str().unwrap()]);
    let shown = ana.ok(&["note", "--list"]);
    assert!(shown.contains("Why?"), "{shown}");
    let state = || {
        ana.json(&["note", "--list"])["notes"][0]["state"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(state(), "open", "a claim of nobody known changes nothing");
    ana.ok(&["people", "Cem", "--admit"]);
    assert_eq!(
        (state(), role_of(&ana, &cem.writer())),
        ("addressed".into(), "contractor".into())
    );
}

#[test]
fn what_this_machine_wrote_and_lost_comes_back_unasked() {
    let ana = person("Ana");
    for number in 0..4 {
        ana.ok(&["note", &format!("note {number}")]);
    }
    let file = ana.root.path().join("backup.snaglist");
    ana.ok(&["record", "export", file.to_str().unwrap()]);
    let digest = ana.digest();
    for lost in &ana.events()[1..4] {
        fs::remove_file(lost).unwrap();
    }
    let said = ana.ok(&["record", "import", file.to_str().unwrap()]);
    assert!(said.starts_with("3 entries"), "{said}");
    assert_eq!(ana.digest(), digest);
    assert_eq!(list(&ana.json(&["status"])["sync"]["held"]).len(), 0);
}
