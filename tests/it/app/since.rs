//! What changed since an earlier round: since the reviewer's last word, or a round that they choose.

use std::fs;

use snaglist::model::id::Digest;
use snaglist::model::link::LinkTarget;

use super::copying::copied;
use super::engagement::Delivery;
use super::session::Session;

/// A file of forty lines, with these (0-based) replaced.
fn store(changed: &[(usize, &str)]) -> String {
    let mut lines: Vec<String> = (0..40).map(|n| format!("line {n}\n")).collect();
    for (at, line) in changed {
        lines[*at] = format!("{line}\n");
    }
    lines.concat()
}

const BASE: (usize, &str) = (30, "what the base changed");
const FIRST: (usize, &str) = (5, "// AC-1: what was delivered first");
const SECOND: (usize, &str) = (8, "what was added to it");

/// A delivery that came twice, the second time on another base, after a verdict on the first.
fn came_again(second: &[(usize, &str)]) -> (Delivery, Session) {
    let old = store(&[]);
    let mut delivery = Delivery::of_a_branch(
        &[("src/store.rs", &old), ("src/other.rs", "other\n")],
        &[
            ("src/store.rs", &store(&[FIRST])),
            ("src/new.rs", "as it was\n"),
        ],
    );
    let mut session = Session::open(&delivery.path(), &delivery.data());
    session.press("enter m").sees("met");
    delivery.deliver_on_new_base(
        &[
            ("src/store.rs", &store(&[BASE])),
            ("src/other.rs", "another\n"),
        ],
        &[
            ("src/store.rs", &store(second)),
            ("src/new.rs", "as it was\n"),
        ],
    );
    let session = session.again();
    (delivery, session)
}

#[test]
fn only_what_the_contractor_changed_since_my_last_word_is_shown_and_the_whole_again() {
    let (_delivery, mut session) = came_again(&[BASE, FIRST, SECOND]);
    session
        .press("enter tab")
        .sees("src/new.rs")
        .sees("round 2");
    session
        .press("~")
        .sees("since your last word, on round 1")
        .sees("compared with round 1: what the contractor changed")
        .sees("round 2 since 1")
        .sees(SECOND.1)
        .misses("src/new.rs")
        .misses("src/other.rs");
    let screen = session.screen();
    for (_, line) in [BASE, FIRST] {
        let marked = format!("+{line}");
        assert!(
            !screen.replace(' ', "").contains(&marked.replace(' ', "")),
            "{screen}"
        );
    }
    session.press("~").sees("src/new.rs").sees(FIRST.1);
}

#[test]
fn the_cover_says_of_which_criteria_the_evidence_changed_and_what_lapsed() {
    let (_delivery, mut session) = came_again(&[BASE, FIRST, SECOND]);
    session
        .press("enter tab ~ g")
        .sees("Evidence of AC-1 changed.")
        .sees("Your verdict lapsed.");
}

#[test]
fn a_base_that_moved_changes_no_evidence_and_lapses_nothing() {
    let (_delivery, mut session) = came_again(&[BASE, FIRST, (38, "nobody asked for this")]);
    session
        .press("enter tab ~ g")
        .sees("Evidence of AC-1 did not change; 1 new hunk that no")
        .sees("criterion asked for.")
        .sees("Your verdict stands.");
}

#[test]
fn a_verdict_given_there_rests_on_all_of_the_increment() {
    let (_delivery, mut session) = came_again(&[BASE, FIRST, SECOND]);
    session.press("enter tab ~");
    let header = session.line_with("▾ src/store.rs");
    assert!(header.contains("AC-1"), "{header}");
    session.press("x").press("enter").sees("not met");
    let verdicts = session.model.facts.record.verdicts.values().flatten();
    let given = verdicts.last().unwrap();
    let evidence = &given.subject.as_ref().unwrap().evidence;
    let lines: Vec<(u32, u32)> = evidence
        .iter()
        .filter(|found| found.path == "src/store.rs".into())
        .flat_map(|found| found.lines.iter().map(|lines| (lines.first, lines.last)))
        .collect();
    assert_eq!(lines, [(6, 9)], "lines 6 and 9 are one hunk: {evidence:?}");
}

#[test]
fn a_link_made_there_is_to_the_hunk_of_the_whole_increment() {
    let (_delivery, mut session) = came_again(&[BASE, FIRST, SECOND]);
    session.press("enter tab");
    let digests = |session: &Session| -> Vec<Digest> {
        let files = session.model.screens.review.files.iter();
        let store = files.filter(|file| *file.change.path() == "src/store.rs".into());
        store.flat_map(|file| file.contents()).collect()
    };
    let whole = digests(&session);
    session
        .press("~ }")
        .type_text("]")
        .press("l")
        .sees("hunk linked to AC-1");
    assert_ne!(digests(&session), whole, "another diff has other hunks");
    let links = session.model.facts.record.links.keys();
    let linked: Vec<Digest> = links
        .filter_map(|(_, target)| match target {
            LinkTarget::Hunk { digest, .. } => Some(*digest),
            LinkTarget::Commit(_) | LinkTarget::File(_) => None,
        })
        .collect();
    assert_eq!(linked, whole);
}

#[test]
fn where_the_commits_of_a_round_are_gone_the_whole_is_shown_and_the_reason() {
    let (delivery, mut session) = came_again(&[BASE, FIRST, SECOND]);
    let increments = &session.model.facts.engagement.increments;
    let gone = increments.iter().next().unwrap().earlier[0]
        .head
        .to_string();
    let objects = delivery.path().join(".git/objects");
    fs::remove_file(objects.join(&gone[..2]).join(&gone[2..])).unwrap();
    session = session.again();
    session
        .press("enter tab ~")
        .sees("whole is shown: commit ")
        .sees("src/new.rs")
        .misses("changed nothing");
}

#[test]
fn a_place_is_copied_with_the_commit_that_its_line_is_of() {
    let (_delivery, mut session) = came_again(&[BASE, (5, "another line")]);
    let found = session
        .model
        .facts
        .engagement
        .increments
        .iter()
        .next()
        .unwrap()
        .clone();
    let (old, new) = (found.earlier[0].head.short(12), found.range.head.short(12));
    session.press("enter tab ~").type_text("]");
    let at = |session: &mut Session, line: &str| {
        session.go_to(line).press("y c");
        copied(session).to_owned()
    };
    assert_eq!(at(&mut session, FIRST.1), format!("src/store.rs:6@{old}"));
    assert_eq!(
        at(&mut session, "another line"),
        format!("src/store.rs:6@{new}")
    );
}

#[test]
fn a_delivery_that_was_only_rebased_says_so_and_asks_for_nothing() {
    let (_delivery, mut session) = came_again(&[BASE, FIRST]);
    session
        .press("enter")
        .sees("✓ AC-1")
        .press("tab")
        .sees("round 2")
        .sees("rebased onto")
        .sees("nothing else changed");
    session
        .press("~")
        .sees("your last word holds: the round was only rewritten since")
        .sees("Rebased onto")
        .sees("the contractor changed nothing since that round")
        .misses("▾ src/store.rs");
}

#[test]
fn where_both_changed_the_same_line_the_whole_is_shown_and_the_reason() {
    let clash = (30, "what the contractor made of it");
    // The first round did not touch the line, so what the base made of it is expected.
    let (_delivery, mut session) = came_again(&[clash, FIRST]);
    session
        .press("enter tab ~")
        .sees(clash.1)
        .misses("is shown whole");
    let old = store(&[]);
    let mut delivery = Delivery::of_a_branch(
        &[("src/store.rs", &old)],
        &[("src/store.rs", &store(&[(30, "delivered first")]))],
    );
    let mut session = Session::open(&delivery.path(), &delivery.data());
    session.press("enter m").sees("met");
    delivery.deliver_on_new_base(
        &[("src/store.rs", &store(&[BASE]))],
        &[("src/store.rs", &store(&[(30, "resolved")]))],
    );
    let mut session = session.again();
    session
        .press("enter tab ~")
        .sees("src/store.rs is shown whole: the new base changed the same")
        .sees("Changed: src/store.rs")
        .sees("resolved");
}

#[test]
fn a_round_is_chosen_from_those_before_and_my_last_word_is_marked() {
    let (_delivery, mut session) = came_again(&[BASE, FIRST, SECOND]);
    session
        .press("enter tab @")
        .sees("What changed since which round?")
        .sees("since round 1")
        .sees("your last word")
        .sees("the whole increment")
        .press("enter")
        .sees("compared with round 1: what the contractor changed")
        .press("@ down enter")
        .sees("src/new.rs")
        .misses("what the contractor changed");
}

#[test]
fn an_increment_that_came_once_says_so() {
    let delivery = Delivery::of_one_commit();
    let mut session = Session::open(&delivery.path(), &delivery.data());
    session
        .press("enter tab ~")
        .sees("this increment was delivered only once");
    session
        .press("@")
        .sees("this increment was delivered only once");
}
