//! Names that the user types, and names that a spec gives.

use std::fs;

use proptest::prelude::*;
use snaglist::model::text::Untrusted;

use super::{fresh, open};

#[test]
fn what_the_user_types_is_found() {
    let (dir, mut builder) = fresh();
    builder.write("a", "1").unwrap();
    let first = builder.commit("First").unwrap();
    builder
        .branch("feature/login")
        .unwrap()
        .write("b", "1")
        .unwrap();
    let work = builder.commit("Work").unwrap();
    builder.annotated_tag("v1.0", "One").unwrap();
    builder.checkout("main").unwrap().write("a", "2").unwrap();
    let second = builder.commit("Second").unwrap();
    let merge = builder.merge("feature/login", "Merge").unwrap();
    fs::create_dir_all(builder.git_dir().join("refs/remotes/origin")).unwrap();
    fs::write(
        builder.git_dir().join("refs/remotes/origin/theirs"),
        format!("{work}\n"),
    )
    .unwrap();
    builder.finish().unwrap();
    let repository = open(&dir);
    let merge_hex = merge.to_string();
    let cases = [
        ("HEAD", merge),
        ("@", merge),
        ("main", merge),
        (" refs/heads/main ", merge),
        ("heads/main", merge),
        ("HEAD~", second),
        ("HEAD~2", first),
        ("main^2", work),
        ("main^0", merge),
        ("main^2~1", first),
        ("v1.0", work),
        ("v1.0^{commit}", work),
        ("v1.0^{}", work),
        ("origin/theirs", work),
        ("theirs", work),
        (&merge_hex, merge),
        (&merge_hex[..7], merge),
    ];
    for (text, expected) in cases {
        assert_eq!(repository.resolve_typed(text).unwrap(), expected, "{text}");
    }
}

#[test]
fn searches_and_nonsense_are_refused() {
    let (dir, mut builder) = fresh();
    builder.write("a", "1").unwrap();
    builder.commit("fix").unwrap();
    let repository = open(&dir);
    for text in [
        ":/fix",
        "HEAD^{/fix}",
        "HEAD^{tree}",
        "HEAD:a",
        "@{u}",
        "HEAD@{1}",
        "HEAD~x",
        "HEAD~99999999999",
        "HEAD^2",
        "HEAD~1",
        "../../etc/passwd",
        "refs/heads/../main",
        "",
        "nope",
        "-x",
        "\u{1b}[2J",
        "ééé",
        "~",
        "main~é",
    ] {
        let found = repository.resolve_typed(text);
        // An empty text is HEAD, as in `..`.
        assert!(found.is_err() || text.is_empty() || text == "~", "{text}");
        if let Err(error) = found {
            assert!(!format!("{error:#}").contains('\u{1b}'), "{text}");
        }
    }
}

#[test]
fn a_mistyped_name_gets_close_ones() {
    let (dir, mut builder) = fresh();
    builder.write("a", "1").unwrap();
    builder.commit("First").unwrap();
    builder.branch("payments").unwrap();
    builder.tag("release-2").unwrap();
    let repository = open(&dir);
    let error = repository
        .resolve_typed("paymnets")
        .unwrap_err()
        .to_string();
    assert!(error.contains("did you mean payments?"), "{error}");
    let error = repository
        .resolve_typed("release-3")
        .unwrap_err()
        .to_string();
    assert!(error.contains("release-2"), "{error}");
    let error = repository.resolve_typed("zebra").unwrap_err().to_string();
    assert!(error.contains("git branch -a"), "{error}");
}

#[test]
fn a_spec_may_name_refs_and_ids_only() {
    let (dir, mut builder) = fresh();
    builder.write("a", "1").unwrap();
    builder.commit("fix").unwrap();
    builder.write("a", "2").unwrap();
    let head = builder.commit("more").unwrap();
    builder.tag("v1").unwrap();
    let blob = builder
        .raw(snaglist::git::builder::RawKind::Blob, "x")
        .unwrap();
    fs::write(
        builder.git_dir().join("refs/tags/blob"),
        format!("{blob}\n"),
    )
    .unwrap();
    builder.finish().unwrap();
    let repository = open(&dir);
    let named = |name: &str| repository.resolve_named(&Untrusted::from(name)).unwrap();
    let hex = head.to_string();
    for name in ["v1", "main", "refs/tags/v1", "tags/v1", &hex, &hex[..8]] {
        assert_eq!(named(name), Some(head), "{name}");
    }
    for name in [
        "HEAD",
        "HEAD~1",
        "main~1",
        ":/fix",
        "v1^{/fix}",
        "blob",
        "",
        "../HEAD",
        "refs/heads/../../HEAD",
        "nul\0",
    ] {
        assert_eq!(named(name), None, "{name}");
    }
    assert_eq!(
        repository
            .resolve_named(&Untrusted::from(&b"\xff\xfe"[..]))
            .unwrap(),
        None
    );
}

#[test]
fn anything_typed_gets_an_answer() {
    let (dir, mut builder) = fresh();
    builder.write("a", "1").unwrap();
    builder.commit("first").unwrap();
    builder.write("a", "2").unwrap();
    builder.commit("second").unwrap();
    let repository = open(&dir);
    proptest!(|(text in r"(HEAD|main|@|)[~^{}0-9a-fé:./@-]{0,12}|\PC{0,20}")| {
        if let Ok(id) = repository.resolve_typed(&text) {
            prop_assert!(repository.commit(id).is_ok());
        }
        prop_assert!(repository.resolve_named(&Untrusted::from(text.as_str())).is_ok());
    });
}
