//! What was said stays with the content it was said of, whatever the content is called.

use proptest::prelude::*;
use serde_json::Value;
use snaglist::git::builder::RepoBuilder;

use super::{Place, SPEC, list};

/// Has a branch checked out, as far as the repository is concerned.
fn check_out(repo: &mut RepoBuilder, branch: &str) {
    repo.checkout(branch).unwrap();
    std::fs::write(
        repo.git_dir().join("HEAD"),
        format!("ref: refs/heads/{branch}\n"),
    )
    .unwrap();
}

/// A spec on `main`, and a branch `delivery` with one commit that nobody has reviewed yet.
fn branch() -> (Place, RepoBuilder) {
    let place = Place::new();
    let mut repo = place.builder();
    repo.write("SPEC.md", SPEC)
        .unwrap()
        .write("base.c", "base\n")
        .unwrap()
        .commit("Agree")
        .unwrap();
    repo.branch("delivery").unwrap();
    check_out(&mut repo, "delivery");
    repo.write("refund.c", "one\ntwo\nthree\n")
        .unwrap()
        .commit("Refund (AC-2)")
        .unwrap();
    (place, repo)
}

/// Accepts `delivery` and writes a blocking note and a verdict on it.
fn review(place: &Place) {
    place.ok(&[
        "note",
        "--on",
        "refund.c:2",
        "--increment",
        "delivery",
        "this is slow",
    ]);
    place.ok(&["mark", "AC-2", "met", "--increment", "delivery"]);
    place.ok(&["outcome", "delivery", "accepted"]);
}

fn increment(place: &Place, name: &str) -> Value {
    let status = place.json(&["status"]);
    let called = |found: &&Value| list(&found["names"]).iter().any(|own| own == name);
    list(&status["increments"])
        .iter()
        .find(called)
        .unwrap_or_else(|| panic!("{name}: {status:#}"))
        .clone()
}

/// The same commits are the same increment: what was said of it stands.
fn stands(place: &Place, name: &str) {
    let found = increment(place, name);
    assert_eq!(
        (&found["outcome"], &found["snags"]),
        (&"accepted".into(), &1.into()),
        "{found:#}"
    );
    assert_eq!(found["round"], 1, "{found:#}");
    assert_eq!(
        found["id"], "delivery",
        "the first name that was used is kept"
    );
    assert_eq!(place.state("AC-2"), "met");
}

#[test]
fn a_merged_branch_is_what_it_was() {
    let (place, mut repo) = branch();
    review(&place);
    stands(&place, "delivery");
    check_out(&mut repo, "main");
    repo.write("other.c", "o\n")
        .unwrap()
        .commit("Something else")
        .unwrap();
    repo.merge(
        "delivery",
        "Merge pull request #7 from acme/delivery\n\nDeliver\n",
    )
    .unwrap();
    stands(&place, "pr-7");
}

#[test]
fn a_second_tag_changes_nothing() {
    let (place, mut repo) = branch();
    review(&place);
    repo.tag("v1.0").unwrap();
    repo.tag("live")
        .unwrap()
        .annotated_tag("a-stable", "Anybody's")
        .unwrap();
    for name in ["v1.0", "live", "a-stable", "delivery"] {
        stands(&place, name);
        place.ok(&["mark", "AC-2", "met", "--increment", name]);
    }
}

#[test]
fn more_commits_are_a_round_that_nobody_accepted() {
    let (place, mut repo) = branch();
    review(&place);
    repo.write("refund.c", "one\ntwo\nthree\nfour\n")
        .unwrap()
        .commit("More")
        .unwrap();
    let found = increment(&place, "delivery");
    assert_eq!(
        (&found["outcome"], &found["round"]),
        (&"in-review".into(), &2.into()),
        "{found:#}"
    );
    assert_eq!(
        (
            &found["outcome_before"]["round"],
            &found["outcome_before"]["outcome"]
        ),
        (&1.into(), &"accepted".into())
    );
    let text = place.ok(&["status"]);
    assert!(
        text.contains("in review; round 1 was accepted at "),
        "{text}"
    );
    // What every command says is the same.
    let listed = place.json(&["increments"]);
    assert_eq!(listed["increments"][0]["round"], 2);
    let exported = place.json(&["export"]);
    assert_eq!(
        (
            &exported["increments"][0]["round"],
            &exported["increments"][0]["outcome"]
        ),
        (&2.into(), &"in-review".into())
    );
}

#[test]
fn an_outcome_is_taken_back_and_stays_in_the_history() {
    let (place, _repo) = branch();
    place.ok(&[
        "outcome",
        "delivery",
        "changes-requested",
        "--reason",
        "AC-2 first",
    ]);
    place.ok(&["outcome", "delivery", "accepted"]);
    let decided = place.json(&["outcome", "delivery"]);
    let history: Vec<_> = list(&decided["history"])
        .iter()
        .map(|one| (one["outcome"].as_str().unwrap(), one["stands"] == true))
        .collect();
    assert_eq!(history, [("changes-requested", false), ("accepted", true)]);
    let back = place.json(&["outcome", "delivery", "none"]);
    assert_eq!(
        back["outcome"], "changes-requested",
        "what it took the place of stands again"
    );
    let back = place.json(&["outcome", "delivery", "none"]);
    assert_eq!(back["outcome"], "in-review");
    let taken_back = list(&back["history"])
        .iter()
        .all(|one| one["taken_back"] == true);
    assert!(taken_back && list(&back["history"]).len() == 2, "{back:#}");
    assert!(
        place
            .fails(1, &["outcome", "nothing"])
            .contains("there is no increment `nothing`")
    );
}

#[test]
fn a_moved_spec_keeps_its_verdicts() {
    let (place, mut repo) = branch();
    review(&place);
    repo.rename("SPEC.md", "docs/spec.md")
        .commit("Move the spec")
        .unwrap();
    let status = place.json(&["status"]);
    let found = list(&status["criteria"])
        .iter()
        .find(|found| found["id"] == "AC-2")
        .unwrap();
    assert_eq!(
        (&found["spec"], list(&found["verdicts"]).len()),
        (&"docs/spec.md".into(), 1),
        "{status:#}"
    );
    assert_eq!(list(&status["amendments"]).len(), 0, "nothing was reworded");
}

#[test]
fn a_criterion_that_the_delivery_takes_out_stays_to_be_judged() {
    let (place, mut repo) = branch();
    // An increment of its own, so that what comes later is no further round of it.
    repo.tag("first").unwrap();
    place.ok(&["mark", "AC-3", "not-met"]);
    let weakened = SPEC.replace("never exceed", "should not exceed");
    let weakened: String = weakened
        .lines()
        .filter(|line| !line.contains("AC-3"))
        .map(|line| format!("{line}\n"))
        .collect();
    repo.write("SPEC.md", weakened)
        .unwrap()
        .commit("Refund in part (AC-2)")
        .unwrap();
    assert_eq!(place.state("AC-3"), "not-met");
    let status = place.json(&["status"]);
    let kinds: Vec<_> = list(&status["amendments"])
        .iter()
        .map(|one| {
            (
                one["criterion"].as_str().unwrap(),
                one["kind"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(kinds, [("AC-2", "reworded"), ("AC-3", "removed")]);
    let tip = repo.tip("delivery").unwrap().to_string();
    assert!(
        list(&status["amendments"])
            .iter()
            .all(|one| one["commit"] == tip.as_str()),
        "{status:#}"
    );
    for command in ["status", "export"] {
        let text = place.ok(&[command]);
        assert!(text.contains("1 criterion removed, 1 reworded"), "{text}");
    }
    // The agreed words are judged until a reviewer agrees to others.
    place.ok(&["mark", "AC-2", "met"]);
    assert_eq!(place.state("AC-2"), "met");
    place.ok(&["spec", "agreed", "--agree", "AC-2"]);
    assert_eq!(place.state("AC-2"), "stale");
    place.ok(&["spec", "agreed", "--refuse", "AC-3"]);
    assert_eq!(place.state("AC-3"), "not-met");
    // What was agreed to go is former, with what was said of it.
    place.ok(&["spec", "agreed", "--agree", "AC-3"]);
    let status = place.json(&["status"]);
    assert!(
        !list(&status["criteria"])
            .iter()
            .any(|found| found["id"] == "AC-3"),
        "{status:#}"
    );
    let former = &status["former"][0];
    assert_eq!(
        (&former["id"], &former["verdicts"][0]["verdict"]),
        (&"AC-3".into(), &"not-met".into()),
        "{former:#}"
    );
    assert!(place.ok(&["export"]).contains("Former criteria"));
}

#[test]
fn an_id_that_stands_on_another_criterion_takes_nothing_over() {
    let (place, mut repo) = branch();
    // An increment of its own, so that what comes later is no further round of it.
    repo.tag("first").unwrap();
    place.ok(&["mark", "AC-3", "not-met"]);
    let replaced = SPEC.replace(
        "A refund of an unknown charge is answered with 404",
        "Every webhook is signed with the merchant's key",
    );
    repo.write("SPEC.md", replaced)
        .unwrap()
        .commit("Another criterion")
        .unwrap();
    let status = place.json(&["status"]);
    let all: Vec<_> = list(&status["criteria"])
        .iter()
        .map(|found| {
            (
                found["id"].as_str().unwrap().to_owned(),
                found["state"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let new = all.iter().find(|(id, _)| id == "AC-3").unwrap();
    assert_eq!(new.1, "unreviewed", "{all:?}");
    let old = all.iter().find(|(id, _)| id.starts_with("AC-3~")).unwrap();
    assert_eq!(old.1, "not-met", "{all:?}");
}

#[test]
fn a_pin_says_what_was_agreed() {
    let (place, mut repo) = branch();
    let longer = format!("{SPEC}- [ ] AC-4: Refunds are logged\n");
    repo.write("SPEC.md", &longer)
        .unwrap()
        .commit("Ask for logs")
        .unwrap();
    assert_eq!(
        place.json(&["spec", "agreed"])["amendments"][0]["kind"],
        "added"
    );
    place.ok(&["spec", "agreed", "--pin", "HEAD"]);
    let agreed = place.json(&["spec", "agreed"]);
    assert_eq!(
        (list(&agreed["amendments"]).len(), &agreed["at"]),
        (0, &repo.tip("delivery").unwrap().to_string().into())
    );
    place.ok(&["spec", "agreed", "--unpin"]);
    assert_eq!(
        list(&place.json(&["spec", "agreed"])["amendments"]).len(),
        1
    );
}

/// What gives a delivery another name and leaves what it holds as it is.
#[derive(Clone, Copy, Debug)]
enum Renaming {
    Tag,
    AnnotatedTag,
    OtherBranch,
    OthersWork,
    BackMerge,
    Merge,
    Squash,
    FastForward,
    MergeAndRelease,
}

fn rename(repo: &mut RepoBuilder, renaming: Renaming, number: usize) {
    match renaming {
        Renaming::Tag => drop(repo.tag(&format!("t{number}")).unwrap()),
        Renaming::AnnotatedTag => drop(
            repo.annotated_tag(&format!("a{number}"), "Delivered")
                .unwrap(),
        ),
        Renaming::OtherBranch => {
            repo.branch(&format!("other-{number}")).unwrap();
            check_out(repo, &format!("other-{number}"));
        }
        Renaming::OthersWork => {
            let here = "main";
            check_out(repo, here);
            repo.write(&format!("others-{number}.c"), "o\n")
                .unwrap()
                .commit("Something else")
                .unwrap();
            check_out(repo, "delivery");
        }
        Renaming::BackMerge => {
            // Git makes no merge where there is nothing new.
            rename(repo, Renaming::OthersWork, number);
            repo.merge("main", "Merge branch 'main' into delivery")
                .unwrap();
        }
        Renaming::FastForward => {
            rename(repo, Renaming::BackMerge, number);
            repo.point("main", repo.tip("delivery").unwrap()).unwrap();
            check_out(repo, "main");
        }
        Renaming::MergeAndRelease => {
            rename(repo, Renaming::Merge, number);
            repo.branch(&format!("release-{number}")).unwrap();
            check_out(repo, &format!("release-{number}"));
            repo.write("VERSION", "2\n")
                .unwrap()
                .commit("Release 2")
                .unwrap();
            check_out(repo, "main");
            repo.merge(
                &format!("release-{number}"),
                format!("Merge branch 'release-{number}'"),
            )
            .unwrap();
        }
        Renaming::Merge => {
            check_out(repo, "main");
            repo.merge(
                "delivery",
                format!("Merge pull request #{number} from acme/delivery\n\nDeliver\n"),
            )
            .unwrap();
        }
        Renaming::Squash => {
            check_out(repo, "main");
            repo.write("refund.c", "one\ntwo\nthree\n").unwrap();
            repo.commit(format!("Refund (AC-2) (#{number})")).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Whatever a delivery is called after it was reviewed, and however it gets to the main branch,
    /// what was said of it stands on it, once, and on nothing else.
    #[test]
    fn names_change_nothing(
        names in prop::collection::vec(
            prop::sample::select(vec![
                Renaming::Tag,
                Renaming::AnnotatedTag,
                Renaming::OtherBranch,
                Renaming::OthersWork,
                Renaming::BackMerge,
            ]),
            0..4,
        ),
        end in prop::option::of(prop::sample::select(vec![
            Renaming::Merge,
            Renaming::Squash,
            Renaming::FastForward,
            Renaming::MergeAndRelease,
        ])),
    ) {
        let (place, mut repo) = branch();
        review(&place);
        for (number, renaming) in names.iter().chain(&end).enumerate() {
            rename(&mut repo, *renaming, number);
        }
        let status = place.json(&["status"]);
        let accepted: Vec<&Value> =
            list(&status["increments"]).iter().filter(|found| found["outcome"] == "accepted").collect();
        prop_assert_eq!(accepted.len(), 1, "{:#}", status);
        prop_assert_eq!((&accepted[0]["id"], &accepted[0]["snags"], &accepted[0]["round"]), (&"delivery".into(), &1.into(), &1.into()), "{:#}", status);
        let notes = place.json(&["note", "--list"]);
        prop_assert_eq!(&notes["notes"][0]["increment"], &Value::from("delivery"));
    }
}
