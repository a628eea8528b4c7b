//! Rounds that the clone forgot: their content is kept beside the record, and can be compared.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use snaglist::git::builder::RepoBuilder;

use super::{CODE, Place, list};

/// The two rounds of `refunds`, after the first was judged, made anew on its base, and collected as
/// garbage.
fn rewritten() -> (Place, RepoBuilder) {
    let (place, mut repo) = Place::delivered();
    place.ok(&["mark", "AC-2", "met", "--at", "refunds"]);
    rewrite(&place, &mut repo);
    (place, repo)
}

fn rewrite(place: &Place, repo: &mut RepoBuilder) {
    let found = place.json(&["increments"]);
    let base = found["increments"][1]["base"].as_str().unwrap();
    repo.point("main", base.parse().unwrap()).unwrap();
    repo.write("src/refund.rs", CODE.replace("three\n", "3\n"))
        .unwrap();
    repo.commit("Refund all anew\n\nCriterion: AC-2\n").unwrap();
    repo.tag("refunds").unwrap();
    collect_garbage(&place.repo());
}

/// Removes what no ref leads to.
fn collect_garbage(repo: &Path) {
    let collected = Command::new("git")
        .args(["gc", "--prune=now", "--quiet"])
        .current_dir(repo)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .status()
        .unwrap();
    assert!(collected.success());
}

fn rounds(place: &Place) -> Vec<Value> {
    let found = place.json(&["rounds", "refunds"]);
    list(&found["increments"][0]["rounds"]).to_vec()
}

/// The folder in which the rounds of the only project are kept.
fn kept(place: &Place) -> PathBuf {
    let mut projects = fs::read_dir(place.data().join("projects")).unwrap();
    projects.next().unwrap().unwrap().path().join("rounds")
}

#[test]
fn a_round_that_was_judged_can_be_compared_after_the_clone_forgot_it() {
    let (place, _repo) = rewritten();
    let rounds = rounds(&place);
    let [first, second] = &rounds[..] else {
        panic!("{rounds:#?}");
    };
    assert_eq!(first["missing"], Value::Null, "{first:#}");
    assert_eq!(second["error"], Value::Null, "{second:#}");
    let change = &second["since_previous"];
    assert_eq!(change["kind"], "changed");
    assert_eq!(change["own"], serde_json::json!({"added": 1, "removed": 1}));
    assert_eq!(change["left_out"], serde_json::json!([]));
    let pairs = list(&change["commits"]);
    assert!(
        pairs.iter().any(|pair| pair["state"] == "changed"),
        "{pairs:#?}"
    );
    // The clone itself has nothing of it.
    let head = first["head"].as_str().unwrap();
    let found = Command::new("git")
        .args(["cat-file", "-e", head])
        .current_dir(place.repo())
        .output()
        .unwrap();
    assert!(!found.status.success());
}

#[test]
fn a_folder_of_rounds_that_leads_elsewhere_is_not_read_and_said() {
    let (place, _repo) = rewritten();
    let info = kept(&place).join("objects/info");
    fs::create_dir_all(&info).unwrap();
    for text in ["/elsewhere\n", ""] {
        fs::write(info.join("alternates"), text).unwrap();
        let said = place.run(&["status"]).err;
        assert!(
            said.contains("the content of earlier rounds is not read")
                && said.contains("alternates leads elsewhere"),
            "{said}"
        );
        assert_ne!(rounds(&place)[0]["missing"], Value::Null);
    }
    fs::remove_file(info.join("alternates")).unwrap();
    assert_eq!(rounds(&place)[0]["missing"], Value::Null);
}

#[test]
fn without_what_was_kept_the_round_is_said_to_be_gone() {
    let (place, _repo) = rewritten();
    fs::remove_dir_all(kept(&place)).unwrap();
    let rounds = rounds(&place);
    assert_ne!(rounds[0]["missing"], Value::Null, "{rounds:#?}");
    let why = rounds[1]["error"].as_str().unwrap();
    assert!(why.contains("cannot be read"), "{why}");
}

#[test]
fn a_round_is_kept_once() {
    let (place, _repo) = Place::delivered();
    for verdict in ["met", "not-met"] {
        place.ok(&[
            "mark", "AC-2", verdict, "--at", "refunds", "--reason", "Read it",
        ]);
    }
    let packs = fs::read_dir(kept(&place).join("objects/pack")).unwrap();
    assert_eq!(packs.count(), 2, "a pack and its index");
    let list = fs::read_to_string(kept(&place).join("list.toml")).unwrap();
    assert_eq!(list.matches("[[round]]").count(), 1, "{list}");
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_what_was_kept_is_not_followed() {
    let (place, _repo) = rewritten();
    let (kept, elsewhere) = (kept(&place), place.root.path().join("elsewhere"));
    fs::rename(&kept, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &kept).unwrap();
    assert_ne!(rounds(&place)[0]["missing"], Value::Null);
    let run = place.run(&["mark", "AC-2", "met", "--at", "refunds"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.err.contains("is not kept"), "{run:?}");
    assert!(run.err.contains("symbolic link"), "{run:?}");
}

#[test]
fn a_damaged_list_loses_no_word_and_says_what_to_do() {
    let (place, _repo) = rewritten();
    fs::write(kept(&place).join("list.toml"), "round = 3\n").unwrap();
    let run = place.run(&["mark", "AC-2", "met", "--at", "refunds"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.err.contains("remove the folder it is in"), "{run:?}");
    let verdicts = place.json(&["status"]);
    assert!(verdicts.to_string().contains("\"met\""), "{verdicts:#}");
}
