//! What an export says, and that it says the same twice.

use std::fs;
use std::path::Path;

use snaglist::digest;
use snaglist::engagement::{Engagement, OpenRequest, summary};
use snaglist::export::{json, markdown, text};
use snaglist::git::Repository;
use snaglist::model::event::{Body, Statement};
use snaglist::model::id::{Digest, EventId, ObjectId};
use snaglist::model::note::Label;
use snaglist::model::person::Role;
use snaglist::model::text::Untrusted;
use snaglist::model::verdict::Verdict;
use snaglist::record::codec;

use super::made;
use super::review::{About, Review, anchor, full};

/// Compares with a file beside this one; with `SNAGLIST_BLESS` set, writes it.
fn golden(name: &str, found: &str) {
    let found = found.replace(env!("CARGO_PKG_VERSION"), "VERSION");
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/export")
        .join(name);
    if std::env::var_os("SNAGLIST_BLESS").is_some() {
        fs::write(&path, &found).unwrap();
    }
    let wanted = fs::read_to_string(&path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    for (line, (wanted, found)) in wanted.lines().zip(found.lines()).enumerate() {
        assert_eq!(
            wanted,
            found,
            "line {} of {name}; SNAGLIST_BLESS=1 writes it anew",
            line + 1
        );
    }
    assert_eq!(
        wanted.len(),
        found.len(),
        "the length of {name}; SNAGLIST_BLESS=1 writes it anew"
    );
}

/// The part of a summary in Markdown below a heading.
fn section<'m>(markdown: &'m str, title: &str) -> &'m str {
    let (_, rest) = markdown.split_once(&format!("\n## {title}\n")).unwrap();
    rest.split_once("\n## ")
        .map_or(rest, |(section, _)| section)
}

#[test]
fn a_review_reads_as_in_the_golden_files() {
    let summary = full().summary();
    golden("review.md", &markdown(&summary));
    golden("review.txt", &text(&summary));
    golden("review.json", &json(&summary));
}

#[test]
fn an_empty_record_says_so() {
    let review = Review::new();
    let summary = review.summary();
    let markdown = markdown(&summary);
    assert!(markdown.contains("None of the 7 criteria has been judged yet and no snag is open.\n"));
    assert!(markdown.contains("- Nothing has been written yet\n"));
    assert_eq!(section(&markdown, "Snags").trim(), "None.");
    assert_eq!(section(&markdown, "Other notes").trim(), "None.");
    assert!(text(&summary).contains("Nothing has been written yet"));
    let json: serde_json::Value = serde_json::from_str(&json(&summary)).unwrap();
    assert!(json["period"].is_null());
    assert_eq!(json["counts"]["unreviewed"], 7);
}

#[test]
fn when_all_is_met_nothing_is_left() {
    let review = Review::new();
    let mut ana = review.writer("ana", "Ana", Role::Reviewer);
    for criterion in ["AC-1", "AC-2", "AC-3", "AC-4", "AC-5", "AC-6"] {
        ana.verdict(criterion, Verdict::Met, review.on_second(), "");
    }
    ana.verdict("AC-7", Verdict::Waived, review.on_second(), "Agreed.");
    let markdown = markdown(&review.summary());
    assert!(
        markdown.contains("\n6 of 7 criteria are met, 1 is waived, and no snag is open.\n"),
        "{markdown}"
    );
}

#[test]
fn two_exports_of_one_record_are_the_same() {
    let review = full();
    let (first, second) = (review.summary(), review.summary());
    assert_eq!(markdown(&first), markdown(&second));
    assert_eq!(text(&first), text(&second));
    assert_eq!(json(&first), json(&second));
}

#[test]
fn the_order_in_which_files_came_in_changes_nothing() {
    let review = full();
    let other = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for writer in fs::read_dir(review.events_dir()).unwrap() {
        files.extend(
            fs::read_dir(writer.unwrap().path())
                .unwrap()
                .map(|file| file.unwrap().path()),
        );
    }
    files.sort();
    for file in files.iter().rev() {
        let copy = other
            .path()
            .join(file.strip_prefix(review.data_dir()).unwrap());
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(file, copy).unwrap();
    }
    fs::copy(
        review.data_dir().join("identity.toml"),
        other.path().join("identity.toml"),
    )
    .unwrap();
    assert_eq!(
        json(&review.summary_with(other.path())),
        json(&review.summary())
    );
    assert_eq!(
        markdown(&review.summary_with(other.path())),
        markdown(&review.summary())
    );
}

#[test]
fn threads_stand_where_their_state_says() {
    let markdown = markdown(&full().summary());
    let (snags, others) = (
        section(&markdown, "Snags"),
        section(&markdown, "Other notes"),
    );
    for words in ["issue, blocking, open", "todo, blocking, addressed"] {
        assert!(snags.contains(words) && !others.contains(words), "{words}");
    }
    for words in [
        "issue, blocking, verified",
        "chore, blocking, withdrawn",
        "question, open",
        "praise, open",
    ] {
        assert!(others.contains(words) && !snags.contains(words), "{words}");
    }
    assert!(!markdown.contains("Taken back."));
}

#[test]
fn damaged_and_unknown_entries_are_named() {
    let review = full();
    let own = review.events_dir().join("boaaaaaaaa");
    fs::write(own.join("00000009-nothing.toml"), "junk").unwrap();
    let newer = "version = 1\nwriter = \"boaaaaaaaa\"\nseq = 1\nat = 2026-11-23T18:00:00.000Z\nkind = \"hologram\"\n\n[body]\n";
    let newer = newer.replace("boaaaaaaaa", "newaaaaaaa");
    let id = EventId(digest::of_bytes(newer.as_bytes()));
    let file = review
        .events_dir()
        .join(codec::file_name(&"newaaaaaaa".parse().unwrap(), 1, id));
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, newer).unwrap();
    let markdown = markdown(&review.summary());
    let wary = section(&markdown, "To be wary of");
    assert!(
        wary.contains("`boaaaaaaaa/00000009-nothing.toml`"),
        "{wary}"
    );
    assert!(wary.contains("1 entry by a newer version"), "{wary}");
}

#[test]
fn people_of_one_name_are_told_apart() {
    let review = Review::new();
    for id in ["ana", "eve"] {
        let mut writer =
            review.writer(id, if id == "ana" { "Ana" } else { "ana " }, Role::Reviewer);
        writer.verdict("AC-1", Verdict::Met, review.on_first(), "");
    }
    let markdown = markdown(&review.summary());
    assert!(
        markdown.contains("| met | Ana \\[anaaaaaaaa\\], ana \\[eveaaaaaaa\\] |"),
        "{markdown}"
    );
}

#[test]
fn threads_whose_short_names_meet_have_longer_ones() {
    let mut summary = made::summary(&Untrusted::from("x"));
    let mut other = summary.threads[0].id.0;
    other.0[31] ^= 1;
    summary.threads[1].id = EventId(other);
    assert!(markdown(&summary).contains("#### S-0a0a0a0a0a0a0a0a: "));
}

#[test]
fn each_spec_has_a_table_and_long_lists_are_cut() {
    let mut summary = made::summary(&Untrusted::from("x"));
    let mut second = summary.criteria[0].clone();
    second.key.spec = "second.md".into();
    second.evidence = vec![second.evidence[0].clone(); 30];
    second.more_evidence = 5;
    summary.specs.push(summary.specs[0].clone());
    summary.criteria.push(second);
    summary.snags[0].criterion = Some(2);
    let markdown = markdown(&summary);
    assert!(
        markdown.contains("### Criteria of `x`\n\n| Id |"),
        "{markdown}"
    );
    assert!(
        markdown.contains("### Criteria of `second.md`\n\n| Id |"),
        "{markdown}"
    );
    assert!(
        markdown.contains("| 30 commits declared, 5 more |"),
        "{markdown}"
    );
    assert!(markdown.contains("\n- and 15 more\n"), "{markdown}");
}

#[test]
fn long_code_is_cut_and_says_so() {
    let review = Review::new();
    let mut ana = review.writer("ana", "Ana", Role::Reviewer);
    let about = About {
        anchor: anchor("a.mermaid", Some((1, 90)), &"line\n".repeat(60)),
        ..About::default()
    };
    ana.note(Label::Issue, about, "Too long.");
    let markdown = markdown(&review.summary());
    // No language that some hosts would draw.
    assert!(markdown.contains("\n```\nline\n"), "{markdown}");
    assert!(
        markdown.contains("\nThe first 40 of 90 lines.\n"),
        "{markdown}"
    );
    assert_eq!(markdown.matches("line\n").count(), 40);
}

#[test]
fn a_decision_on_another_round_says_so() {
    let review = Review::new();
    let mut ana = review.writer("ana", "Ana", Role::Reviewer);
    let mut subject = review.on_first().unwrap();
    std::sync::Arc::make_mut(&mut subject).range.head = ObjectId::from_bytes(&[7; 20]).unwrap();
    ana.say(Statement {
        subject: Some(subject),
        ..Statement::new(Body::Outcome {
            increment: "increment-1".parse().unwrap(),
            outcome: snaglist::model::verdict::Outcome::Accepted,
            comment: Untrusted::default(),
        })
    });
    let markdown = markdown(&review.summary());
    assert!(
        markdown.contains("at `0707070`, which is not the round listed here."),
        "{markdown}"
    );
}

/// Takes an object out of a repository.
fn lose(review: &Review, commit: ObjectId) {
    let repository = Repository::discover(&review.repo_dir()).unwrap();
    let hex = repository.tree_of(commit).unwrap().to_string();
    fs::remove_file(
        review
            .repo_dir()
            .join(".git/objects")
            .join(&hex[..2])
            .join(&hex[2..]),
    )
    .unwrap();
}

#[test]
fn what_cannot_be_read_says_so_beside_the_rest() {
    let review = full();
    lose(&review, review.first.base.unwrap());
    let summary = review.summary();
    let markdown = markdown(&summary);
    assert!(
        markdown.contains("| `23e53c4..cbff1a1` | not read |"),
        "{markdown}"
    );
    assert!(markdown.contains("Increment 1 could not be read: "));
    assert!(markdown.contains("`src/charge.rs:1-4` (increment 2, confirmed by Ana Lovelace)"));
    assert!(json(&summary).contains("\"insertions\": null"));

    lose(&review, review.first.head);
    let wanted = OpenRequest {
        dir: review.repo_dir(),
        data_dir: Some(review.data_dir()),
        ..OpenRequest::default()
    };
    let mut engagement = Engagement::open(&wanted).unwrap_or_else(|error| panic!("{error}"));
    let error = summary::summarise(&mut engagement).unwrap_err().to_string();
    assert!(error.starts_with("no increment can be read"), "{error}");
}

#[test]
fn the_digest_of_the_record_changes_with_it() {
    let review = Review::new();
    let mut ana = review.writer("ana", "Ana", Role::Reviewer);
    let digest = |review: &Review| -> Digest { review.summary().record.digest };
    let before = digest(&review);
    ana.verdict("AC-1", Verdict::Met, review.on_first(), "");
    assert_ne!(digest(&review), before);
}
