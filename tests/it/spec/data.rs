//! Requirements in data files: YAML and JSON.

use snaglist::model::spec::{CriterionKind, Dialect, TickClaim};
use snaglist::model::text::RepoPath;
use snaglist::spec::{ReadError, rank};

use super::{ids_of, lines_of, listed, section_of, spec, try_read};

const PAYMENTS: &str = "\
title: Payments
owner:
  name: Somebody else here
requirements:
  - id: REQ-1
    title: Refund once
    description: >
      The service refunds
      once per key.

    priority: must
    acceptance_criteria:
      - A second refund is refused
      - id: REQ-1.b
        text: The answer is 409
  - id: REQ-2
    text: The service records each refund
    status: done
  - REQ-3: The service keeps refunds
  - id: REQ-4
    text: TBD
nfr:
  performance:
    - Answers come within 200 ms
  security:
    SEC-1: Keys are kept secret
    SEC-2:
      text: Keys are changed each year
acceptance: |
  - Given a key
    it works
  - Given none

  - it does not work
tasks:
  - Make a table
";

#[test]
fn lists_under_the_usual_keys_are_criteria() {
    let read = spec("payments.yaml", PAYMENTS);
    assert_eq!(read.dialect, Dialect::Yaml);
    assert_eq!(read.title.lossy(), "Payments");
    assert_eq!(
        listed(&read),
        [
            "REQ-1.1: A second refund is refused",
            "REQ-1.b: The answer is 409",
            "REQ-2: The service records each refund",
            "REQ-3: The service keeps refunds",
            "P1: Answers come within 200 ms",
            "SEC-1: Keys are kept secret",
            "SEC-2: Keys are changed each year",
            "A1: Given a key\n  it works",
            "A2: Given none",
            "A3: it does not work",
            "T1: Make a table",
        ]
    );
    assert_eq!(
        lines_of(&read),
        [
            (13, 13),
            (14, 15),
            (16, 18),
            (19, 19),
            (24, 24),
            (26, 26),
            (27, 28),
            (30, 31),
            (32, 32),
            (34, 34),
            (36, 36)
        ]
    );
    assert_eq!(read.criteria[2].claim, TickClaim::Ticked);
    assert_eq!(read.criteria[10].kind, CriterionKind::Task);
    assert_eq!(section_of(&read.criteria[4]), ["Nfr", "Performance"]);
    assert_eq!(read.left_out[0].lines.first, 20);
    assert_eq!(read.left_out[0].why, "its text is still to be written");
}

#[test]
fn what_criteria_detail_is_a_requirement() {
    let read = spec("payments.yaml", PAYMENTS);
    assert_eq!(read.requirements.len(), 1);
    assert_eq!(read.requirements[0].title.lossy(), "Refund once");
    assert_eq!(
        read.requirements[0].text.lossy(),
        "The service refunds once per key."
    );
    assert_eq!(
        (
            read.requirements[0].lines.first,
            read.requirements[0].lines.last
        ),
        (5, 11)
    );
    assert_eq!(read.criteria[0].requirement, Some(0));
    assert_eq!(read.criteria[2].requirement, None);
}

#[test]
fn stories_in_json_have_criteria_of_their_own() {
    let text = r#"{
  "project": "Pay",
  "branchName": "pay",
  "userStories": [
    {
      "id": "US-001",
      "title": "Refund a charge",
      "description": "As a clerk, I want \ud83d\ude00",
      "acceptanceCriteria": [
        "The money comes back",
        "Types are checked"
      ],
      "passes": false
    },
    {
      "id": 2,
      "title": "Refund twice",
      "acceptanceCriteria": [],
      "passes": true
    },
	{ "title": "No id", "scenarios": [{ "name": "Once", "given": "a charge", "when": ["it is refunded"], "then": "Then it is back" }] }
  ]
}
"#;
    let read = spec("prd.json", text);
    assert_eq!(read.dialect, Dialect::Json);
    assert_eq!(
        listed(&read),
        [
            "US-001.1: The money comes back",
            "US-001.2: Types are checked",
            "US2: Refund twice",
            "US3.1: Once\nGiven a charge\nWhen it is refunded\nThen it is back"
        ]
    );
    assert_eq!(lines_of(&read), [(10, 10), (11, 11), (15, 20), (21, 21)]);
    assert_eq!(read.criteria[2].claim, TickClaim::Ticked);
    assert_eq!(read.requirements[0].text.lossy(), "As a clerk, I want 😀");
}

#[test]
fn objects_with_an_id_and_a_text_are_found_wherever_they_stand() {
    let list = r#"[{"id":"REQ-1","requirement":"The service shall refund"}, {"id":"REQ-2","text":"It shall record"}]"#;
    assert_eq!(ids_of(&spec("a.json", list)), ["REQ-1", "REQ-2"]);
    let deep = "features:\n  - name: Paying\n    items:\n      - uid: FR-1\n        statement: It shall pay\n";
    let read = spec("a.yml", deep);
    assert_eq!(ids_of(&read), ["FR-1"]);
    assert_eq!(section_of(&read.criteria[0]), ["Features", "Paying"]);
}

#[test]
fn other_data_gives_no_criteria() {
    for (path, text) in [
        (
            "package.json",
            r#"{"name":"x","description":"A nice package for all","scripts":{"test":"run all tests"}}"#,
        ),
        (
            "play.yml",
            "- hosts: all\n  tasks:\n    - name: Install the web server\n      apt: name=nginx\n",
        ),
        (
            "meta.yaml",
            "package: {name: x}\nrequirements:\n  build: [python, cmake]\n  run:\n    - python >=3.6\n    - numpy\n",
        ),
        (
            "api.yaml",
            "openapi: 3.0.0\ninfo: {title: Pay, description: The service must pay}\npaths:\n  /pay:\n    post:\n      operationId: pay\n      summary: Pay a charge now\n",
        ),
        (
            "ci.yml",
            "jobs:\n  build:\n    steps:\n      - id: one\n        name: Run the tests\n        run: make test\n",
        ),
        (
            "limits.json",
            r#"{"criteria": [{"name": "latency_ms", "max": 200}, {"name": "errors", "max": 3}]}"#,
        ),
        ("a.json", "[]"),
        ("a.yml", "- \"[ ] a box\"\n- \"[ ] another box\"\n"),
        ("a.yaml", ""),
    ] {
        let error = try_read(path, text).unwrap_err();
        assert!(
            matches!(error, ReadError::NoCriteria { .. }),
            "{path}: {error}"
        );
    }
}

#[test]
fn a_file_that_is_not_valid_is_an_error_with_its_line() {
    let error = try_read("a.json", "{\"requirements\":\n [1, }").unwrap_err();
    assert!(matches!(error, ReadError::Json { line: 2, .. }), "{error}");
    let error = try_read("a.yaml", "requirements:\n  - a: b: c\n").unwrap_err();
    assert!(matches!(error, ReadError::Yaml { line: 2, .. }), "{error}");
    let error = try_read("a.yaml", "- [ ] a box\n- [ ] another box\n").unwrap_err();
    assert!(
        matches!(error, ReadError::Yaml { line: 1, .. }),
        "no list in Markdown by accident: {error}"
    );
}

#[test]
fn only_files_named_for_requirements_are_candidates() {
    for path in [
        "prd.json",
        "docs/requirements.yaml",
        "acceptance-criteria.yml",
    ] {
        assert!(rank(&RepoPath::from(path)).is_some(), "{path}");
    }
    for path in [
        "package.json",
        ".kiro/specs/pay/spec.json",
        "openapi/spec.yaml",
        ".github/workflows/ci.yml",
    ] {
        assert!(rank(&RepoPath::from(path)).is_none(), "{path}");
    }
}

#[test]
fn files_made_to_be_slow_or_deep_are_read() {
    for piece in [
        "[",
        "{\"a\":",
        "- ",
        "a:\n ",
        "- a: b c\n",
        "\"",
        "{",
        "? ",
        "&a ",
        "- [",
        "| \n",
        "[1,",
        "- *a\n",
    ] {
        let text = format!("requirements:\n- It shall pay\n{}", piece.repeat(20_000));
        let _ = try_read("a.yaml", &text);
        let _ = try_read("a.json", &piece.repeat(20_000));
        let _ = try_read(
            "a.json",
            &format!(
                "{{\"requirements\":[\"It shall pay\",{}",
                piece.repeat(20_000)
            ),
        );
    }
    let deep = format!(
        "{{\"requirements\":[\"It shall pay\",{}{}]}}",
        "[".repeat(200),
        "]".repeat(200)
    );
    let read = spec("a.json", &deep);
    assert_eq!(ids_of(&read), ["R1"]);
    assert!(
        read.warnings[0].message.contains("too deep"),
        "{:?}",
        read.warnings
    );
}
