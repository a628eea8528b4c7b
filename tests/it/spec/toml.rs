//! Specs in TOML.

use snaglist::model::spec::{CriterionKind, Dialect, TickClaim};
use snaglist::spec::{ReadError, TEMPLATE, mentions_criteria};

use super::{ids_of, lines_of, listed, section_of, spec, try_read};

#[test]
fn criteria_are_read_with_all_their_keys() {
    let text = "title = \"Payments\"\n\n[[criteria]]\nid = \"AC-1\"\ntext = \"\"\"\nCharged\nonce\"\"\"\nsection = \"Charges\"\n\
                paths = [\"src/charge/**\"]\npriority = 1\n\n[[criteria]]\nid = \"T-1\"\nkind = \"task\"\ntext = \"Migrate\"\n";
    let read = spec("spec.toml", text);
    assert_eq!(read.dialect, Dialect::Toml);
    assert_eq!(read.title.lossy(), "Payments");
    assert_eq!(listed(&read), ["AC-1: Charged\nonce", "T-1: Migrate"]);
    assert_eq!(section_of(&read.criteria[0]), ["Charges"]);
    assert_eq!(read.criteria[0].paths[0].lossy(), "src/charge/**");
    assert_eq!(read.criteria[0].claim, TickClaim::None);
    assert_eq!(read.criteria[1].kind, CriterionKind::Task);
    assert_eq!(lines_of(&read), [(3, 10), (12, 15)]);
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
}

#[test]
fn synonyms_and_nested_criteria_are_read() {
    let text = "[[requirements]]\nid = \"R-1\"\ntitle = \"Refunds\"\ndescription = \"Money goes back\"\n\
                acceptance_criteria = [\n  \"once per key\",\n  \"logged\",\n]\n\n\
                [[requirements]]\nname = \"Charges\"\nstatement = \"are made\"\ngroup = \"Money\"\n\n\
                [[criteria]]\ndescription = \"bare\"\n";
    let read = spec("spec.toml", text);
    assert_eq!(
        listed(&read),
        [
            "R-1.1: once per key",
            "R-1.2: logged",
            "M1: Charges\nare made",
            "C1: bare"
        ]
    );
    assert_eq!(section_of(&read.criteria[0]), ["Refunds"]);
    assert_eq!(lines_of(&read)[..2], [(6, 6), (7, 7)]);
}

#[test]
fn increments_are_read() {
    let text = "[[criteria]]\nid = \"A-1\"\ntext = \"a\"\n\n[[increment]]\ntitle = \"First\"\nbase = \"v0\"\nhead = \"main\"\n\
                criteria = [\"A-1\"]\n\n[[increment]]\ntag = \"v2\"\ncriteria = [\"A-9\"]\n\n[[increment]]\ntitle = \"x\"\n";
    let read = spec("spec.toml", text);
    let [first, second] = &read.increments[..] else {
        panic!("{:?}", read.increments)
    };
    assert_eq!(
        (
            first.title.lossy().as_ref(),
            first.head.lossy().as_ref(),
            first.line
        ),
        ("First", "main", 5)
    );
    assert_eq!(
        first
            .base
            .as_ref()
            .map(|base| base.lossy().into_owned())
            .as_deref(),
        Some("v0")
    );
    assert_eq!(first.criteria[0].as_str(), "A-1");
    assert_eq!(
        (
            second.title.lossy().as_ref(),
            second.head.lossy().as_ref(),
            second.base.is_none()
        ),
        ("v2", "v2", true)
    );
    let warned: Vec<u32> = read.warnings.iter().map(|warning| warning.line).collect();
    assert_eq!(
        warned,
        [11, 15],
        "the unknown criterion and the missing head"
    );
}

#[test]
fn unknown_keys_are_named_with_their_line() {
    let text = "version = 3\n[[criteria]]\nid = \"A-1\"\ntext = \"a\"\nowner = \"b\"\nid2 = 1\n";
    let read = spec("spec.toml", text);
    let warned: Vec<(u32, String)> = read
        .warnings
        .iter()
        .map(|warning| (warning.line, warning.about.lossy().into_owned()))
        .collect();
    assert_eq!(
        warned,
        [
            (1, "version".to_owned()),
            (5, "owner".to_owned()),
            (6, "id2".to_owned())
        ]
    );
    assert!(read.warnings[1].message.contains("unknown key"));
}

#[test]
fn an_error_has_its_line_and_column() {
    let error = try_read("spec.toml", "[[criteria]]\nid = \"A\"\ntext = \n").unwrap_err();
    let ReadError::Toml { line, column, .. } = error else {
        panic!("{error}")
    };
    assert_eq!(line, 3);
    assert!((6..=9).contains(&column), "{column}");
    assert!(error.to_string().starts_with("line 3, column "), "{error}");
}

#[test]
fn an_error_carries_no_control_characters() {
    let error = try_read("spec.toml", "a = \u{1b}]0;x\u{7} \u{202e}\n")
        .unwrap_err()
        .to_string();
    assert!(
        error.bytes().all(|byte| (0x20..0x7f).contains(&byte)),
        "{error:?}"
    );
}

#[test]
fn limits_of_measurement_are_no_criteria() {
    let error = try_read("limits.toml", "[[criteria]]\nmax = 3.5\nmin = 1\n").unwrap_err();
    assert!(matches!(error, ReadError::NoCriteria { .. }), "{error}");
    assert!(error.to_string().contains("[[criteria]]"));
}

#[test]
fn an_entry_without_text_is_left_out_with_a_warning() {
    let read = spec(
        "spec.toml",
        "[[criteria]]\nid = \"A-1\"\n\n[[criteria]]\nid = \"A-2\"\ntext = \"a\"\n",
    );
    assert_eq!(ids_of(&read), ["A-2"]);
    assert_eq!(read.warnings[0].line, 1);
}

#[test]
fn wrong_types_are_told_not_fatal() {
    let read = spec(
        "spec.toml",
        "title = 3\n[[criteria]]\nid = [1]\ntext = \"a\"\nsection = 1.5\npaths = [2.5]\nkind = 4\n",
    );
    assert_eq!(listed(&read), ["C1: a"]);
    assert_eq!(read.warnings.len(), 5, "{:?}", read.warnings);
}

#[test]
fn tables_are_recognised_whatever_the_file_is_called() {
    assert_eq!(
        spec("criteria.txt", "[[criteria]]\ntext = \"a\"\n").dialect,
        Dialect::Toml
    );
}

#[test]
fn the_template_reads_without_a_warning() {
    let read = spec("spec.toml", TEMPLATE);
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
    assert_eq!(ids_of(&read), ["AC-1", "AC-2", "R-1.1", "R-1.2", "T-1"]);
    // What it has behind marks of comments can be taken in.
    let whole = TEMPLATE.replace("# [[increment]]", "[[increment]]");
    let whole: Vec<&str> = whole
        .lines()
        .map(|line| line.strip_prefix("# ").filter(is_entry).unwrap_or(line))
        .collect();
    let read = spec("spec.toml", &whole.join("\n"));
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
    assert_eq!(read.increments.len(), 1);
}

fn is_entry(line: &&str) -> bool {
    line.split_once(" = ")
        .is_some_and(|(key, _)| key.chars().all(char::is_alphabetic))
}

#[test]
fn keys_of_other_programs_are_known_or_named_once() {
    let one = |id: &str| {
        format!(
            "[[criteria]]\nid = \"{id}\"\ntext = \"a\"\ncheck = \"make\"\njudge = \"reviewer\"\nblocking = true\n\
             source = \"asked\"\nstatus = \"done\"\npriority = \"high\"\n"
        )
    };
    let read = spec("spec.toml", &format!("{}{}", one("A"), one("B")));
    let named: Vec<_> = read
        .warnings
        .iter()
        .map(|warning| (warning.line, warning.about.lossy()))
        .collect();
    assert_eq!(
        named,
        [
            (4, "check".into()),
            (6, "blocking".into()),
            (8, "status".into())
        ]
    );
    assert!(read.warnings[0].message.contains("ever run"));
    assert_eq!(
        read.criteria[0].claim,
        TickClaim::None,
        "a status is no tick"
    );
}

#[test]
fn checks_of_a_requirement_detail_it() {
    let text = "[[requirements]]\nid = \"R1\"\nstatement = \"Refunds are safe\"\n\n[[requirements.checks]]\nid = \"R1-a\"\n\
                description = \"once per key\"\n\n[[requirements.checks]]\ndescription = \"logged\"\n";
    let read = spec("spec.toml", text);
    assert_eq!(listed(&read), ["R1-a: once per key", "R1.1: logged"]);
    assert_eq!(read.criteria[1].requirement, Some(0));
    assert_eq!(read.requirements[0].title.lossy(), "Refunds are safe");
    assert_eq!(
        (
            read.requirements[0].lines.first,
            read.requirements[0].lines.last
        ),
        (1, 3)
    );
}

#[test]
fn front_matter_of_a_task_is_read_at_its_lines() {
    let text = "+++\nid = \"T-7\"\nstatus = \"open\"\n\n[[acceptance]]\ntext = \"Given a key, one charge\"\n\n\
                [[acceptance]]\ntext = \"Given none, two\"\n+++\n\n# Charge once\n\n- [ ] not this one\n";
    let read = spec("tasks/T-7.md", text);
    assert_eq!(read.dialect, Dialect::Toml);
    assert_eq!(
        listed(&read),
        ["C1: Given a key, one charge", "C2: Given none, two"]
    );
    assert_eq!(lines_of(&read), [(5, 6), (8, 9)]);
    assert_eq!(read.title.lossy(), "Charge once");
    assert!(
        read.warnings.is_empty(),
        "a task's own keys are no oddity: {:?}",
        read.warnings
    );
    assert!(mentions_criteria(text.as_bytes()));
    let windows = spec("tasks/T-7.md", &text.replace('\n', "\r\n"));
    assert_eq!(lines_of(&windows), lines_of(&read));

    let error = try_read("tasks/T-7.md", "+++\n[[acceptance]]\ntext = \n+++\n").unwrap_err();
    assert!(matches!(error, ReadError::Toml { line: 3, .. }), "{error}");
    let other = spec(
        "tasks/T-8.md",
        "+++\nid = 1\n+++\n\n## Acceptance criteria\n\n- [ ] this one\n",
    );
    assert_eq!(other.dialect, Dialect::Markdown);
}

#[test]
fn a_name_with_limits_is_a_measurement() {
    let limit = "[[criteria]]\nname = \"latency_ms\"\nmax = 200\n";
    assert!(matches!(
        try_read("limits.toml", limit),
        Err(ReadError::NoCriteria { .. })
    ));
    let prose = spec(
        "spec.toml",
        "[[criteria]]\nname = \"Answers within 200 ms\"\nmax = 200\n",
    );
    assert_eq!(listed(&prose), ["C1: Answers within 200 ms"]);
}

#[test]
fn tables_go_by_their_singular_and_plural() {
    let text =
        "[[criterion]]\ntext = \"a\"\n[[acceptance]]\ntext = \"b\"\n[[increments]]\ntag = \"v1\"\n";
    let read = spec("spec.toml", text);
    assert_eq!(listed(&read), ["C1: a", "C2: b"]);
    assert_eq!(read.increments.len(), 1);
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
}

#[test]
fn front_matter_of_more_than_a_mebibyte_is_read() {
    let long = "The service pays back. ".repeat(400);
    let criteria: String = (0..200)
        .map(|n| format!("[[criteria]]\nid = \"AC-{n}\"\ntext = \"{long}\"\n\n"))
        .collect();
    let text = format!("+++\n{criteria}+++\n\n# Refunds\n");
    assert!(text.len() > 1 << 20);
    assert_eq!(spec("docs/task.md", &text).criteria.len(), 200);
    assert!(
        try_read("docs/task.md", text.trim_end_matches("+++\n\n# Refunds\n")).is_err(),
        "never closed"
    );
}
