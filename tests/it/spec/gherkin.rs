//! Features in Gherkin.

use proptest::prelude::*;
use snaglist::model::spec::{Dialect, Spec};

use super::{ids_of, lines_of, listed, section_of, spec, text_of, try_read};

const CHARGES: &str = "\
# Kept by the payments team
@billing
Feature: Charges
  Money is taken once.

  Background:
    Given a card

  # not part of it
  @slow
  Scenario: Charging twice
    The shop retries.

    Given a charge of
      | amount | currency |
      | 5      | EUR      |
    When the shop sends
      \"\"\"json
      # no comment
      Scenario: no scenario
      \"\"\"
    # an aside
    Then one charge is made

  Rule: Refunds are free
    Nobody pays for them.

    @AC-7 @slow
    Scenario Outline: Refund of <amount>
      When <amount> is refunded
      Then no fee is taken

      @big
      Examples: Large ones
        | amount |
        | 900    |
";

fn requirements_of(spec: &Spec) -> Vec<(String, String, (u32, u32))> {
    let text = |text: &snaglist::model::text::Untrusted| text.lossy().into_owned();
    let of = |requirement: &snaglist::model::spec::Requirement| {
        let lines = (requirement.lines.first, requirement.lines.last);
        (text(&requirement.title), text(&requirement.text), lines)
    };
    spec.requirements.iter().map(of).collect()
}

fn warned(spec: &Spec) -> Vec<(u32, &str)> {
    spec.warnings
        .iter()
        .map(|warning| (warning.line, warning.message.as_str()))
        .collect()
}

#[test]
fn each_scenario_is_a_criterion_with_its_steps_and_examples() {
    let read = spec("features/charges.feature", CHARGES);
    assert_eq!(read.dialect, Dialect::Gherkin);
    assert_eq!(read.title.lossy(), "Charges");
    assert_eq!(ids_of(&read), ["S1", "AC-7"]);
    assert_eq!(
        text_of(&read.criteria[0]),
        "Charging twice\nThe shop retries.\n\nGiven a charge of\n  | amount | currency |\n  | 5      | EUR      |\n\
         When the shop sends\n  \"\"\"json\n  # no comment\n  Scenario: no scenario\n  \"\"\"\nThen one charge is made"
    );
    assert_eq!(
        text_of(&read.criteria[1]),
        "Refund of <amount>\nWhen <amount> is refunded\nThen no fee is taken\n\nExamples: Large ones\n  | amount |\n  | 900    |"
    );
    assert_eq!(lines_of(&read), [(11, 23), (29, 36)]);
    assert_eq!(section_of(&read.criteria[0]), ["Charges"]);
    assert_eq!(
        section_of(&read.criteria[1]),
        ["Charges", "Refunds are free"]
    );
    assert_eq!(read.criteria[0].rule, "scenario");
    assert_eq!(read.criteria[1].rule, "scenario outline with its examples");
    assert_eq!(warned(&read), []);
}

#[test]
fn descriptions_and_backgrounds_belong_to_the_feature_or_rule() {
    let read = spec("charges.feature", CHARGES);
    let feature = "Money is taken once.\n\nBackground:\n  Given a card".to_owned();
    assert_eq!(
        requirements_of(&read),
        [
            ("Charges".to_owned(), feature, (3, 7)),
            (
                "Refunds are free".to_owned(),
                "Nobody pays for them.".to_owned(),
                (25, 26)
            ),
        ]
    );
    assert_eq!(
        read.criteria
            .iter()
            .map(|found| found.requirement)
            .collect::<Vec<_>>(),
        [Some(0), Some(1)]
    );
}

#[test]
fn comments_do_not_change_a_digest_and_words_do() {
    let digest = |text: &str| spec("a.feature", text).criteria[0].digest;
    let plain = "Feature: A\n  Scenario: b\n    Given c\n    Then d\n";
    let dressed = "Feature: A\n@wip\nScenario: b\n# why\n  Given c\n\n  Then   d\n";
    assert_eq!(digest(plain), digest(dressed));
    assert_ne!(digest(plain), digest(&plain.replace("Then d", "Then e")));
}

#[test]
fn tags_shaped_like_ids_name_scenarios() {
    let text = "@PAY-1\nFeature: A\n@smoke @REQ-2\nScenario: a\n@REQ-3 @slow\nScenario: b\n@REQ-3\nScenario: c\n@REQ-3 @AC4\n\
                Scenario: d\n@P1 @v2 @HTTP2 @sprint-3\nScenario: e\n@us-1.2b @P-1\nScenario: f\n";
    let read = spec("a.feature", text);
    assert_eq!(
        ids_of(&read),
        ["REQ-2", "REQ-3.1", "REQ-3.2", "AC4", "PAY-1.1", "us-1.2b"]
    );
    assert_eq!(warned(&read), []);
}

#[test]
fn a_scenario_that_is_only_begun_is_called_by_what_there_is() {
    let read = spec(
        "a.feature",
        "Feature: A\n\n  Scenario: named\n\n  Example:\n\n  Scenario:\n    * do it\n",
    );
    assert_eq!(listed(&read), ["S1: named", "S2: Example", "S3: * do it"]);
}

#[test]
fn other_languages_are_read() {
    let french = "# language: fr\nFonctionnalité: Paiement\n\n  Plan du scénario: Payer\n    Soit une carte\n    Alors <x>\n\
                  \n    Exemples:\n      | x |\n";
    let read = spec("a.feature", french);
    assert_eq!(lines_of(&read), [(4, 9)]);
    assert!(read.because.contains("fr"), "{}", read.because);
    let unsaid = spec(
        "a.feature",
        "機能: 支払い\n  シナリオ: 払う\n    前提 カード\n    ならば 払える\n",
    );
    assert_eq!(listed(&unsaid), ["S1: 払う\n前提 カード\nならば 払える"]);
    assert_eq!(warned(&unsaid), []);
    let unknown = spec("a.feature", "#language: xx\nFeature: A\n  Scenario: b\n");
    assert_eq!(unknown.warnings[0].line, 1);
    assert_eq!(unknown.warnings[0].about.lossy(), "xx");
}

#[test]
fn markdown_with_gherkin_is_read() {
    let text = "`@billing`\n# Feature: Charges\n\nMoney is *taken*.\n\n```\n# Scenario: in a fence\n```\n\n`@AC-1` `@slow`\n\
                ## Scenario: Paying\n\n* Given a card\n\n  | a |\n  | - |\n  | 1 |\n\n- Then paid\n```\n## Scenario: code\n```\n\n\
                ### Note\n\nRead this.\n\n## Rule: Free\n\n### Scenario Outline: Refund\n- When <x>\n\n#### Examples:\n\n  | x |\n\
                  | - |\n\n## Afterword\n\nMore words.\n";
    let read = spec("docs/charges.feature.md", text);
    assert_eq!(read.dialect, Dialect::Gherkin);
    assert_eq!(ids_of(&read), ["AC-1", "S1"]);
    assert_eq!(
        text_of(&read.criteria[0]),
        "Paying\nGiven a card\n\n  | a |\n  | - |\n  | 1 |\n\nThen paid\n```\n## Scenario: code\n```\n\n### Note\n\nRead this."
    );
    assert_eq!(
        text_of(&read.criteria[1]),
        "Refund\nWhen <x>\n\n#### Examples:\n\n  | x |\n| - |"
    );
    assert_eq!(section_of(&read.criteria[1]), ["Charges", "Free"]);
    assert_eq!(lines_of(&read), [(11, 26), (30, 36)]);
    assert_eq!(warned(&read), []);
    let untitled = spec(
        "a.feature.md",
        "My cards\n========\n\nWords.\n\n# Scenario: Paying\n* Then paid\n",
    );
    assert_eq!(untitled.title.lossy(), "My cards");
    assert_eq!(requirements_of(&untitled)[0].1, "Words.");
}

#[test]
fn features_are_known_by_how_they_are_built_too() {
    assert_eq!(spec("accept.txt", CHARGES).dialect, Dialect::Gherkin);
    let other = try_read("accept.txt", "# A\n\nFeature: x\n\n- [ ] box\n").expect("reads");
    assert_eq!(other.dialect, Dialect::Markdown);
}

#[test]
fn what_is_wrong_is_told_and_the_rest_read() {
    let text = "stray\nFeature: A\n  Scenario: a\n    Given b\n      | x | y |\n      | 1 |\n    stray\n    And c\n      ```\n      d\n\
                \n  @two words\n  Scenario: e\n    Then f\n    @lost\n    Then g\n\n  Background: late\n    Given h\n\nFeature: B\n  @end\n";
    let read = spec("a.feature", text);
    assert_eq!(
        listed(&read),
        [
            "S1: a\nGiven b\n  | x | y |\n  | 1 |\nstray\nAnd c\n  ```\n  d",
            "S2: e\nThen f\nThen g"
        ]
    );
    assert_eq!(
        read.warnings
            .iter()
            .map(|warning| warning.line)
            .collect::<Vec<_>>(),
        [1, 6, 7, 9, 10, 12, 15, 18, 21, 22]
    );
    let read = spec(
        "a.feature",
        "Scenario: a\n  Given b\n  \"\"\"\n  c\n  \"\"\"\n  \"\"\"\n  d\n  \"\"\"\nRule: R\nExamples:\n  | x |\n",
    );
    assert_eq!(
        read.warnings
            .iter()
            .map(|warning| warning.line)
            .collect::<Vec<_>>(),
        [1, 6, 10]
    );
    let error = try_read("a.feature", "Feature: A\n  As somebody\n")
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("Scenario:") && error.contains("# language"),
        "{error}"
    );
}

#[test]
fn features_made_to_be_slow_or_deep_are_read() {
    for piece in [
        "Scenario:\n",
        "Rule:\nExample: a\n",
        "Given a\n\"\"\"\n",
        "Given a\n```\n",
        "@a",
        "@A-1\n",
        "|",
        "| a |\n",
        "Feature: x\n",
        "Background: x\n* a\n",
        "Examples:\n",
        "#language: fr\n",
        "\\|",
        "x\r",
        "Scenario: a\n* b\n\"\"\"\n\"\"\"\n",
    ] {
        let text = format!("Feature: a\nScenario: a\nGiven b\n{}", piece.repeat(5_000));
        assert!(!spec("a.feature", &text).criteria.is_empty(), "{piece}");
        let _ = try_read("a.feature.md", &text);
        let _ = try_read("a.txt", &text);
    }
    let fences: String = (3..1_000)
        .rev()
        .map(|n| format!("{}\n", "`".repeat(n)))
        .collect();
    let text = format!("# Scenario: a\n{fences}{}", "x\n".repeat(20_000));
    assert_eq!(spec("a.feature.md", &text).criteria.len(), 1);
}

/// Lines that mean something to the reader, in any order.
fn feature() -> impl Strategy<Value = String> {
    let lines = prop::sample::select(vec![
        "Feature: a",
        "Rule: b",
        "Background:",
        "Scenario: c",
        "Scenario Outline: d",
        "Examples:",
        "Example:",
        "@AC-1",
        "@x y",
        "Given e",
        "* f",
        "Then g",
        "\"\"\"",
        "```",
        "````",
        "| h |",
        "| i | j |",
        "# k",
        "#language: fr",
        "Scénario: l",
        "words",
        "",
        "## Scenario: m",
        "# Feature: n",
        "### o",
        "`@AC-2`",
        "- Given p",
        "É\u{a0}",
    ]);
    let dents = prop::sample::select(vec!["", "  ", "\t", "      "]);
    let ends = prop::sample::select(vec!["\n", "\n", "\r\n", "\r"]);
    prop::collection::vec((dents, lines, ends), 0..30).prop_map(|lines| {
        lines
            .into_iter()
            .map(|(dent, line, end)| format!("{dent}{line}{end}"))
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_feature_is_read_where_it_says(text in feature(), name in 0..2usize) {
        let path = ["a.feature", "a.feature.md"][name];
        let Ok(read) = try_read(path, &text) else { return Ok(()) };
        let lines: Vec<&str> = text.split('\n').collect();
        let mut last = 0;
        for criterion in &read.criteria {
            let range = criterion.lines;
            prop_assert!(range.first > last && range.first <= range.last && range.last as usize <= lines.len());
            last = range.last;
            let covered = lines[range.first as usize - 1..range.last as usize].join("\n");
            for line in text_of(criterion).lines() {
                prop_assert!(covered.contains(line.trim()), "{line:?} not in {covered:?}");
            }
            let outer = &read.requirements[criterion.requirement.unwrap_or_default() as usize..];
            prop_assert!(criterion.requirement.is_none() || outer[0].lines.last < range.first);
        }
    }
}
