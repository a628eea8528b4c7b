//! `spec follow`: what became of each criterion between two commits.

use serde_json::{Value, json};

use super::{Place, list};

fn spec(items: &[&str]) -> String {
    format!(
        "# S\n\n### Functional Requirements\n\n- {}\n",
        items.join("\n- ")
    )
}

/// A spec that moves, has a requirement put in between, is reworded step by step on a branch, and
/// loses one.
fn moved() -> (Place, String) {
    let place = Place::new();
    let mut repo = place.builder();
    let commit = |repo: &mut snaglist::git::builder::RepoBuilder, path: &str, items: &[&str]| {
        repo.remove("SPEC.md")
            .remove("docs/spec.md")
            .write(path, spec(items))
            .unwrap();
        repo.commit("change the spec").unwrap().to_string()
    };
    let read = "**FR-001**: System MUST read";
    commit(
        &mut repo,
        "SPEC.md",
        &[read, "**FR-002**: System MUST write"],
    );
    repo.tag("v0").unwrap();
    let encrypt = "**FR-002**: System MUST encrypt";
    commit(
        &mut repo,
        "docs/spec.md",
        &[read, encrypt, "**FR-003**: System MUST write"],
    );
    repo.branch("side").unwrap().checkout("side").unwrap();
    for words in [
        "write quickly",
        "write all files quickly",
        "put all files quickly onto a disk",
    ] {
        commit(
            &mut repo,
            "docs/spec.md",
            &[read, encrypt, &format!("**FR-003**: System MUST {words}")],
        );
    }
    repo.checkout("main")
        .unwrap()
        .write("a.txt", "a\n")
        .unwrap()
        .commit("something else")
        .unwrap();
    repo.merge("side", "Merge side").unwrap();
    let gone = commit(
        &mut repo,
        "docs/spec.md",
        &[
            encrypt,
            "**FR-003**: System MUST put all files quickly onto a disk",
        ],
    );
    repo.finish().unwrap();
    (place, gone)
}

#[test]
fn each_criterion_is_followed_step_by_step_through_moves_and_merges() {
    let (place, gone) = moved();
    let shown = place.json(&["spec", "follow", "--from", "v0", "--to", "main"]);
    assert_eq!(shown["version"], 1);
    let rows = list(&shown["criteria"]);
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0]["relation"], "gone");
    assert_eq!(rows[0]["to"], json!([]));
    assert_eq!(rows[0]["removed_in"], gone.as_str());
    assert_eq!(rows[1]["id"], "FR-002");
    assert_eq!(
        rows[1]["to"],
        json!([{"path": "docs/spec.md", "line": 6, "id": "FR-003"}])
    );
    assert_eq!(rows[1]["relation"], "both");
    assert_eq!(rows[1]["sure"], "likely");
    assert_eq!(
        rows[1]["id_now"],
        json!({"path": "docs/spec.md", "line": 5, "id": "FR-002"})
    );
}

#[test]
fn people_see_both_texts() {
    let (place, gone) = moved();
    let text = place.ok(&["spec", "follow", "--from", "v0", "--to", "main", "SPEC.md"]);
    assert!(text.contains("FR-001  SPEC.md:5  gone"), "{text}");
    assert!(
        text.contains(&format!("removed in {}", &gone[..7])),
        "{text}"
    );
    assert!(
        text.contains("FR-002  SPEC.md:6  both: FR-003 in docs/spec.md:6"),
        "{text}"
    );
    assert!(text.contains("was  System MUST write\n"), "{text}");
    assert!(
        text.contains("now  System MUST put all files quickly onto a disk\n"),
        "{text}"
    );
    assert!(
        text.contains("FR-002 belongs to another criterion now: line 5"),
        "{text}"
    );
}

#[test]
fn nothing_changed_is_said_and_a_file_that_is_not_there_is_an_error() {
    let (place, _) = moved();
    let text = place.ok(&["spec", "follow", "--from", "v0", "--to", "v0"]);
    assert!(text.starts_with("2 criteria"), "{text}");
    let shown: Value = place.json(&["spec", "follow", "--from", "v0", "--to", "v0"]);
    assert!(
        list(&shown["criteria"])
            .iter()
            .all(|row| row["relation"] == "same" && row["sure"] == "certain")
    );
    let error = place.fails(
        1,
        &[
            "spec",
            "follow",
            "--from",
            "v0",
            "--to",
            "main",
            "docs/spec.md",
        ],
    );
    assert!(error.contains("there is no docs/spec.md"), "{error}");
}

#[test]
fn a_named_file_is_followed_to_where_no_spec_is_looked_for() {
    let place = Place::new();
    let mut repo = place.builder();
    let (first, second) = (
        "**FR-001**: System MUST read files",
        "**FR-002**: System MUST write files",
    );
    repo.write("en/V8-Writing.md", spec(&[first, second]))
        .unwrap();
    let old = repo.commit("write the spec").unwrap().to_string();
    let other = "**FR-003**: System MUST encrypt files";
    repo.remove("en/V8-Writing.md")
        .write("en/V3-Files.md", spec(&[other, first, second]))
        .unwrap();
    repo.commit("put the specs together").unwrap();
    repo.finish().unwrap();
    let shown = place.json(&[
        "spec",
        "follow",
        "--from",
        &old,
        "--to",
        "main",
        "en/V8-Writing.md",
    ]);
    let to: Vec<_> = list(&shown["criteria"])
        .iter()
        .map(|row| &row["to"][0])
        .collect();
    assert_eq!(
        to[0],
        &json!({"path": "en/V3-Files.md", "line": 6, "id": "FR-001"})
    );
    assert_eq!(
        to[1],
        &json!({"path": "en/V3-Files.md", "line": 7, "id": "FR-002"})
    );
}
