//! What holds for every text.

use std::collections::HashSet;

use proptest::prelude::*;
use snaglist::model::spec::{Spec, TickClaim};
use snaglist::model::text::RepoPath;
use snaglist::spec::{mentions_criteria, normalise, rank, read};

use super::{spec, text_of};

/// Lines that mean something to a reader, in any order.
fn markdown() -> impl Strategy<Value = String> {
    let marks = prop::sample::select(vec![
        "", "- ", "  - ", "    - ", "* ", "1. ", "2) ", "   3. ", "- [ ] ", "- [x] ", "  - [ ] ",
        "1. [x] ", "# ", "## ", "### ", "#### ", "> ", "\t", "```", "~~~", "<!-- ", "--> ", "| ",
        "---", "**", "+++", "    ", "- - - ",
    ]);
    let bodies = prop::sample::select(vec![
        "",
        "text",
        "Acceptance criteria",
        "**Acceptance Criteria:**",
        "Requirements",
        "Requirement: Name",
        "Requirement 2",
        "Scenario: One",
        "User Story 1 - A",
        "Tasks",
        "Out of scope",
        "FR-001: works",
        "**AC-1**: **is** bold",
        "AC-1",
        "**FR-2: Name** more",
        "[REQ-1] x",
        "1.2 dotted",
        "Given a",
        "**When** b",
        "Then c",
        "And d",
        "T001 [P] do",
        "Given a, When b, Then c",
        "É要件1: x",
        "\u{fffd}\u{a0}",
        "a: b:",
        "*",
        "`code",
        "Notes",
        "**label**",
        "x:",
    ]);
    let ends = prop::sample::select(vec!["\n", "\n\n", "\r\n", "\r", "  \n", ""]);
    prop::collection::vec((marks, bodies, ends), 0..24).prop_map(|lines| {
        lines
            .into_iter()
            .map(|(mark, body, end)| format!("{mark}{body}{end}"))
            .collect()
    })
}

fn try_spec(path: &str, bytes: &[u8]) -> Option<Spec> {
    read(&RepoPath::from(path), bytes, None).ok()
}

fn check(spec: &Spec, source: &str) -> Result<(), TestCaseError> {
    let lines: Vec<&str> = source.split('\n').collect();
    let mut ids = HashSet::new();
    let mut last = 0;
    for criterion in &spec.criteria {
        prop_assert!(ids.insert(criterion.id.clone()), "{} twice", criterion.id);
        let range = criterion.lines;
        prop_assert!(
            range.first >= 1 && range.first <= range.last && range.last as usize <= lines.len()
        );
        prop_assert!(range.first >= last, "out of order");
        last = range.first;
        let text = text_of(criterion);
        prop_assert!(!text.trim().is_empty());
        let start = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let word: String = start.chars().take_while(|c| c.is_alphanumeric()).collect();
        // Emphasis taken off can join what stands on both its sides to one word.
        let covered = lines[range.first as usize - 1..range.last as usize]
            .join("\n")
            .replace('*', "");
        prop_assert!(covered.contains(&word), "{word:?} not in {covered:?}");
    }
    Ok(())
}

#[test]
fn marks_that_make_new_pairs_when_others_go_are_settled_too() {
    let nested = "*a _b ".repeat(40) + &"_c* **d".repeat(40);
    for text in ["*A\t**{*:é*{", "*[x]* a", "**[X]** *b*", nested.as_str()] {
        let once = normalise(text);
        assert_eq!(normalise(&once), once, "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600), name in 0..8usize) {
        let paths = ["SPEC.md", "spec.toml", ".kiro/specs/a/requirements.md", "x", "a.feature", "a.sdoc", "a.rst", "R1.yml"];
        let path = paths[name];
        let _ = try_spec(path, &bytes);
        let _ = mentions_criteria(&bytes);
        let _ = rank(&RepoPath::new(bytes));
    }

    #[test]
    fn criteria_are_unique_in_order_and_where_they_say(text in markdown(), name in 0..4usize) {
        let path = ["SPEC.md", "specs/1/tasks.md", "docs/acceptance.md", "a/requirements.md"][name];
        if let Some(spec) = try_spec(path, text.as_bytes()) {
            check(&spec, &text)?;
            prop_assert_eq!(try_spec(path, text.as_bytes()), Some(spec));
        }
    }

    #[test]
    fn normalising_is_settled_after_once(text in "[ -~\n\t\u{e9}\u{4e00}]{0,60}") {
        let once = normalise(&text);
        prop_assert_eq!(normalise(&once), once);
    }

    #[test]
    fn wrapping_and_emphasis_do_not_change_a_digest(
        words in prop::collection::vec("[a-z]{1,8}", 3..20),
        bold in any::<prop::sample::Index>(),
        wrap in any::<prop::sample::Index>(),
    ) {
        let plain = format!("## Requirements\n\n- FR-1: {}\n", words.join(" "));
        let (bold, wrap) = (bold.index(words.len()), wrap.index(words.len() - 1) + 1);
        let mut dressed = words.clone();
        dressed[bold] = format!("**{}**", dressed[bold]);
        let dressed = format!("## Requirements\n\n- **FR-1**: {}\n  {}\n", dressed[..wrap].join(" "), dressed[wrap..].join("   "));
        let (plain, dressed) = (spec("a.md", &plain), spec("a.md", &dressed));
        prop_assert_eq!(plain.criteria[0].digest, dressed.criteria[0].digest);
        prop_assert_eq!(&plain.criteria[0].id, &dressed.criteria[0].id);
    }

    #[test]
    fn changing_a_word_changes_the_digest(words in prop::collection::vec("[a-z]{1,8}", 3..20), at in any::<prop::sample::Index>()) {
        let mut changed = words.clone();
        let at = at.index(words.len());
        changed[at].push('q');
        prop_assert_ne!(normalise(&words.join(" ")), normalise(&changed.join(" ")));
    }

    #[test]
    fn ticking_a_box_changes_only_the_claim(text in markdown()) {
        // A box begins an item; within a line it is prose.
        let tick = |line: &str| {
            let indent = line.len() - line.trim_start().len();
            match line[indent..].strip_prefix("- [ ] ") {
                Some(rest) => format!("{}- [x] {rest}", &line[..indent]),
                None => line.to_owned(),
            }
        };
        let ticked: String = text.split_inclusive('\n').map(tick).collect();
        let (before, after) = (try_spec("SPEC.md", text.as_bytes()), try_spec("SPEC.md", ticked.as_bytes()));
        prop_assert_eq!(before.is_some(), after.is_some());
        if let (Some(before), Some(after)) = (before, after) {
            prop_assert_eq!(before.criteria.len(), after.criteria.len());
            for (before, after) in before.criteria.iter().zip(&after.criteria) {
                prop_assert_eq!((&before.id, before.kind, before.lines, before.digest), (&after.id, after.kind, after.lines, after.digest));
                prop_assert!(before.claim == after.claim || (before.claim, after.claim) == (TickClaim::Unticked, TickClaim::Ticked));
            }
        }
    }
}

#[test]
fn what_counts_in_a_normalised_text() {
    assert_eq!(
        normalise("  **Given** a\n\tkey, _when_ used  "),
        "Given a key, when used"
    );
    assert_eq!(
        normalise("- [x] a `b *c*` snake_case 2 * 3 *4*"),
        "- [ ] a `b *c*` snake_case 2 * 3 4"
    );
    assert_ne!(normalise("at most 2*3"), normalise("at most 23"));
    assert_ne!(normalise("must ~~not~~ fail"), normalise("must not fail"));
    assert_eq!(normalise("***both*** and **_nested_**"), "both and nested");
    assert_eq!(normalise("# 1\n> 2\n\n    3"), "# 1 > 2 3");
    assert_eq!(normalise(""), "");
}
