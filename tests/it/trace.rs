//! Tests of the `trace` area, as a user would notice.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use snaglist::digest;
use snaglist::model::change::{FileText, TextDiff};
use snaglist::model::spec::{Criterion, CriterionKey, CriterionKind, LineRange, Spec, TickClaim};
use snaglist::model::text::Untrusted;
use snaglist::trace::{CriterionIds, in_diff, in_message};

mod declared;
mod evidence;
mod links;
mod multiplied;
mod shared;
mod suggest;
mod suggest_near;
mod thresholds;

fn criterion(id: &str) -> Criterion {
    Criterion {
        id: id.parse().unwrap(),
        is_made_up: false,
        kind: CriterionKind::Criterion,
        text: "A refund is made once.".into(),
        section: [].into(),
        lines: LineRange { first: 1, last: 1 },
        claim: TickClaim::None,
        paths: Vec::new(),
        rule: "item with an id",
        requirement: None,
        names: Vec::new(),
        digest: digest::of_bytes(id.as_bytes()),
    }
}

fn spec(path: &str, ids: &[&str]) -> Spec {
    let criteria = ids.iter().map(|id| criterion(id)).collect();
    Spec {
        title: "Refunds".into(),
        ..Spec::of_criteria(path.into(), digest::of_bytes(b""), criteria)
    }
}

fn ids(list: &[&str]) -> CriterionIds {
    CriterionIds::new([&spec("spec.md", list)])
}

fn key(id: &str) -> CriterionKey {
    CriterionKey {
        spec: "spec.md".into(),
        id: id.parse().unwrap(),
    }
}

fn named(ids: &CriterionIds, message: &str) -> Vec<String> {
    in_message(ids, &message.into())
        .iter()
        .map(|key| key.id.to_string())
        .collect()
}

fn diff(path: &str, old: &str, new: &str) -> TextDiff {
    let file = |text: &str| Arc::new(FileText::new(text.as_bytes().to_vec()));
    snaglist::diff::text(&path.into(), file(old), file(new))
}

fn added(ids: &CriterionIds, line: &str) -> Vec<String> {
    in_diff(ids, &diff("src/a.rs", "", line))
        .iter()
        .map(|(_, key)| key.id.to_string())
        .collect()
}

#[test]
fn whole_ids_are_found_in_messages_and_nothing_like_them() {
    let ids = ids(&["AC-3", "AC-12", "FR-002a", "auth.login", "req~refund~1"]);
    for message in [
        "AC-3: refunds are idempotent",
        "feat(AC-3): refunds",
        "Refunds (see AC-3).",
        "Merge branch 'feature/AC-3-refunds'",
        "Implements: AC-3",
        "“AC-3”、済み",
        "要件AC-3を満たす",
        "AC-3/AC-9",
    ] {
        assert_eq!(named(&ids, message), ["AC-3"], "{message}");
    }
    for message in [
        "XAC-3",
        "AC-31",
        "AC-3.1",
        "AC-3a",
        "AC-30",
        "AC-3-1",
        "AC3x9",
        "MAC-3",
        "AC - 3",
        "AC",
        "3",
        "see https://tracker.example/browse/AC-3",
        "<https://x.example/?id=AC-3&b=1>",
    ] {
        assert_eq!(named(&ids, message), [""; 0], "{message}");
    }
    assert_eq!(
        named(&ids, "FR-002a and AC-12, but not FR-002"),
        ["AC-12", "FR-002a"]
    );
    assert_eq!(
        named(&ids, "covers auth.login and req~refund~1."),
        ["auth.login", "req~refund~1"]
    );
    assert_eq!(named(&ids, "the auth.login.form login"), [""; 0]);
    assert_eq!(named(&ids, "https://x.example/AC-12 then AC-3"), ["AC-3"]);
    assert_eq!(named(&ids, "[AC-3](https://x.example/AC-12)"), ["AC-3"]);
}

#[test]
fn code_spells_ids_its_own_way() {
    let ids = ids(&["AC-3", "US1.2", "FR-001"]);
    for line in [
        "fn test_ac_3() {",
        "fn test_ac_3_rejects_unknown_charge() {",
        "def testAc3Rejects(self):",
        "it('AC3')",
        "// ac-3",
        "TEST_AC_3 = 1",
        "class HTTPAc3Test",
        "<li id=\"ac-3\">",
        "r[impl AC-3]",
    ] {
        assert_eq!(added(&ids, line), ["AC-3"], "{line}");
    }
    for line in [
        "fn test_ac_31()",
        "fn test_ac_3_1()",
        "mac_3",
        "let back3 = 1;",
        "ac_3b",
        "3ac3d",
        "testac3",
    ] {
        assert_eq!(added(&ids, line), [""; 0], "{line}");
    }
    assert_eq!(
        added(&ids, "fn us_1_2_and_fr_001() {}"),
        ["FR-001", "US1.2"]
    );
}

#[test]
fn an_id_as_written_goes_before_another_spelling_of_it() {
    let ids = ids(&["AC-3", "AC3"]);
    assert_eq!(named(&ids, "AC3"), ["AC3"]);
    assert_eq!(named(&ids, "AC-3"), ["AC-3"]);
    assert_eq!(added(&ids, "fn ac_3() {}"), ["AC-3", "AC3"]);
}

#[test]
fn numbers_and_plain_words_count_in_trailers_only() {
    let ids = ids(&["1", "1.2", "C7", "login"]);
    for message in [
        "Bump to 1.2",
        "1",
        "C7 login",
        "Fixes: 2 typos in 1.2",
        "Refs: #1",
        "Version: 1.2",
    ] {
        assert_eq!(named(&ids, message), [""; 0], "{message}");
    }
    assert_eq!(named(&ids, "Refund once\n\nCriterion: 1.2\n"), ["1.2"]);
    assert_eq!(
        named(&ids, "x\n\nimplements: 1, C7 and login\r\n"),
        ["1", "C7", "login"]
    );
    for line in [
        "// Criterion: 1.2",
        "  _Requirements: 1.2_",
        "# Implements: 1.2",
        "/* Satisfies: 1.2 */",
        "-- Refs: 1.2",
    ] {
        assert_eq!(added(&ids, line), ["1.2"], "{line}");
    }
    for line in ["refs: 1.2", "- fixes: 1", "let c7 = login(1.2);"] {
        assert_eq!(added(&ids, line), [""; 0], "{line}");
    }
}

#[test]
fn fenced_blocks_of_a_message_name_nothing() {
    let ids = ids(&["AC-3", "AC-4"]);
    assert_eq!(
        named(&ids, "Log:\n```text\nAC-3 failed\n```\nAC-4"),
        ["AC-4"]
    );
    assert_eq!(named(&ids, "~~~~\nAC-3\n~~~\n```\n~~~~\nAC-4"), ["AC-4"]);
    assert_eq!(
        named(&ids, "AC-4\n```\nnever closed\nAC-3"),
        ["AC-3", "AC-4"]
    );
}

#[test]
fn only_added_lines_declare_and_each_hunk_its_own() {
    let ids = ids(&["AC-1", "AC-2", "AC-3", "AC-4"]);
    let gap = "    step();\n".repeat(20);
    let old = format!("// AC-1\n{gap}// AC-3 stays\n{gap}end\n");
    let new = format!("// AC-2\n{gap}// AC-3 stays\n{gap}end // AC-4 AC-4\n");
    let found = in_diff(&ids, &diff("src/a.rs", &old, &new));
    assert_eq!(found, [(0, key("AC-2")), (1, key("AC-4"))]);
}

#[test]
fn the_same_id_in_two_specs_names_both_criteria() {
    let specs = [spec("a.md", &["AC-1"]), spec("b.md", &["AC-1"])];
    let found = in_message(&CriterionIds::new(&specs), &"AC-1".into());
    assert_eq!(
        found.iter().map(|key| key.spec.lossy()).collect::<Vec<_>>(),
        ["a.md", "b.md"]
    );
}

#[test]
fn hostile_text_is_searched_in_bounded_time() {
    let ids = ids(&["AC-3", "T001"]);
    let cut = format!("{}AC-31", " ".repeat(16 * 1024 - 4));
    assert_eq!(named(&ids, &cut), [""; 0]);
    let long = "AC-".repeat(700_000);
    assert_eq!(named(&ids, &long), [""; 0]);
    assert_eq!(
        named(&ids, &format!("{}\nAC-3", "```a\n".repeat(100_000))),
        ["AC-3"]
    );
    assert_eq!(named(&ids, &"AC-3,".repeat(300_000)), ["AC-3"]);
    assert_eq!(
        in_message(&ids, &Untrusted::new(b"\xff\xfeAC-3\xff\0T001".to_vec())).len(),
        2
    );
}

/// Words with no id in them, some of them close to one.
fn noise() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "refund",
        "XAC-3",
        "AC-31",
        "AC-3.1",
        "AC-3a",
        "xFR-002b",
        "FR-0022",
        "the",
        "ac",
        "AC-",
        "-3",
        "12",
        "T0011",
        "https://x.example/AC-3",
        "(http://y.example/FR-002)",
        "backAC",
        "MAC-3",
        "ÉAC-3",
        "T001x",
        "ac_33",
        "test_fr_2",
    ])
    .prop_map(str::to_owned)
}

fn planted() -> impl Strategy<Value = (String, Option<&'static str>)> {
    let id = prop::sample::select(vec!["AC-3", "FR-002", "T001", "AC-1.2"]);
    let around = prop::sample::select(vec![
        ("", ""),
        ("(", ")"),
        ("`", "`,"),
        ("[", "]:"),
        ("", "."),
        ("\"", "\";"),
        ("#", ""),
    ]);
    (id, around).prop_map(|(id, (before, after))| (format!("{before}{id}{after}"), Some(id)))
}

fn text() -> impl Strategy<Value = Vec<Vec<(String, Option<&'static str>)>>> {
    let word = prop_oneof![4 => noise().prop_map(|word| (word, None)), 1 => planted()];
    prop::collection::vec(prop::collection::vec(word, 0..8), 0..8)
}

fn joined(text: &[Vec<(String, Option<&'static str>)>]) -> String {
    let line = |words: &Vec<(String, Option<&str>)>| {
        words
            .iter()
            .map(|(word, _)| word.as_str())
            .collect::<Vec<_>>()
            .join(" ")
            + "\n"
    };
    text.iter().map(line).collect()
}

fn expected(text: &[Vec<(String, Option<&'static str>)>]) -> BTreeSet<CriterionKey> {
    text.iter()
        .flatten()
        .filter_map(|(_, id)| id.map(key))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_id_of_a_message_is_found_and_none_is_invented(text in text(), fenced in text()) {
        let ids = ids(&["AC-3", "FR-002", "T001", "AC-1.2"]);
        let message = format!("{}```\n{}```\n", joined(&text), joined(&fenced));
        let found: BTreeSet<_> = in_message(&ids, &Untrusted::from(message)).into_iter().collect();
        prop_assert_eq!(found, expected(&text));
    }

    #[test]
    fn every_id_of_the_added_lines_is_found_and_none_of_the_others(
        kept in text(), removed in text(), added in text(),
    ) {
        let ids = ids(&["AC-3", "FR-002", "T001", "AC-1.2"]);
        let (kept, border) = (joined(&kept), "----------------\n".repeat(3));
        let old = format!("{kept}{border}old\n{}", joined(&removed));
        let new = format!("{kept}{border}new\n{}", joined(&added));
        let diff = diff("src/a.rs", &old, &new);
        // A line that was removed and added again may count as kept.
        let lines = diff.changes.iter().flat_map(|change| change.new.clone());
        let really_added: BTreeSet<&[u8]> = lines.map(|line| diff.new.raw_line(line)).collect();
        let expected: BTreeSet<_> = added
            .iter()
            .filter(|line| really_added.contains(joined(std::slice::from_ref(line)).as_bytes()))
            .flatten()
            .filter_map(|(_, id)| id.map(key))
            .collect();
        let found: BTreeSet<_> = in_diff(&ids, &diff).into_iter().map(|(_, key)| key).collect();
        prop_assert_eq!(found, expected);
    }
}
