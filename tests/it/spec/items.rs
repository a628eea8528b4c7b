//! Doorstop, StrictDoc's own format and sphinx-needs.

use snaglist::model::spec::{Dialect, Spec};
use snaglist::model::text::RepoPath;
use snaglist::spec::{ReadError, is_folder_item, marks_folder, read_folder};

use super::{ids_of, listed, section_of, spec, text_of, try_read};

fn item(level: &str, more: &str) -> String {
    format!(
        "active: true\nderived: false\nlevel: {level}\nlinks: []\nnormative: true\nref: ''\nreviewed: null\n{more}"
    )
}

fn folder(files: &[(&str, String)]) -> Result<Spec, ReadError> {
    let files: Vec<(RepoPath, Vec<u8>)> =
        files.iter().map(|(name, text)| (RepoPath::from(*name), text.clone().into_bytes())).collect();
    read_folder(&RepoPath::from("docs/reqs"), &files)
}

#[test]
fn an_item_of_doorstop_is_one_criterion_with_its_files_name() {
    let read = spec(
        "reqs/REQ007.yml",
        &item("1.1", "header: |\n  Lock\ntext: |\n  It shall lock\n  after *five* failures.\n"),
    );
    assert_eq!(read.dialect, Dialect::Doorstop);
    assert_eq!(listed(&read), ["REQ007: Lock\nIt shall lock\nafter *five* failures."]);
    let markdown = format!("---\n{}---\n\n# Title\n\nIt shall.\n", item("1.2.3", "header: ''\n"));
    let read = spec("reqs/Sys-01.md", &markdown);
    assert_eq!(listed(&read), ["Sys-01: # Title\n\nIt shall."]);
    assert_eq!(read.criteria[0].lines.first, 1);
}

#[test]
fn a_folder_of_items_is_one_spec_in_the_order_of_their_levels() {
    let heading = item("1.0", "text: Keys\n").replace("normative: true", "normative: false");
    let gone = item("1.1", "text: Gone\n").replace("active: true", "active: false");
    let files = [
        ("docs/reqs/REQ003.yml", item("1.10", "text: Third\n")),
        ("docs/reqs/REQ001.yml", heading),
        ("docs/reqs/REQ002.yml", item("1.2", "text: Second\n")),
        ("docs/reqs/REQ004.yml", item("2.1", "text: Fourth\n")),
        ("docs/reqs/REQ005.yml", gone),
    ];
    let read = folder(&files).unwrap();
    assert_eq!(listed(&read), ["REQ002: Second", "REQ003: Third", "REQ004: Fourth"]);
    assert_eq!(section_of(&read.criteria[0]), ["Keys"]);
    assert!(section_of(&read.criteria[2]).is_empty());
    let source = read.source.lossy().into_owned();
    let first = source.lines().nth(read.criteria[0].lines.first as usize - 1);
    let last = source.lines().nth(read.criteria[0].lines.last as usize - 1);
    assert_eq!((first, last), (Some("active: true"), Some("text: Second")));
}

#[test]
fn an_item_that_is_no_yaml_is_named_and_hides_no_other() {
    let read =
        folder(&[("r/A1.yml", item("1", "text: Fine\n")), ("r/A2.yml", item("2", "text: \"open\nx: [\n"))])
            .unwrap();
    assert_eq!(ids_of(&read), ["A1"]);
    assert_eq!(read.warnings.len(), 1);
    assert_eq!(read.warnings[0].about.lossy(), "A2.yml");
    let error = try_read("r/A2.yml", &item("2", "text: [\n")).unwrap_err();
    assert!(matches!(error, ReadError::Yaml { line: 7.., .. }), "{error:?}");
    assert!(matches!(folder(&[]), Err(ReadError::NoCriteria { .. })));
}

#[test]
fn references_that_multiply_are_refused() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let one = format!("*a{}", level - 1);
        bomb.push_str(&format!("a{level}: &a{level} [{}]\n", [one.as_str(); 9].join(", ")));
    }
    assert!(try_read("r/A1.yml", &item("1", &bomb)).is_err());
}

#[test]
fn a_folders_mark_and_items_are_known_by_name() {
    assert!(marks_folder(&RepoPath::from("a/.doorstop.yml")));
    assert!(!marks_folder(&RepoPath::from("a/doorstop.yml")));
    assert!(is_folder_item(&RepoPath::from("a/REQ1.yml")) && is_folder_item(&RepoPath::from("a/REQ1.md")));
    assert!(
        !is_folder_item(&RepoPath::from("a/.doorstop.yml")) && !is_folder_item(&RepoPath::from("a/logo.png"))
    );
}

#[test]
fn nodes_of_strictdoc_with_a_statement_are_criteria() {
    let read = spec(
        "docs/pump.sdoc",
        "[DOCUMENT]\nTITLE: Pump\n\n[GRAMMAR]\nELEMENTS:\n- TAG: LOW_LEVEL\n  FIELDS:\n  - TITLE: STATEMENT\n\n\
         [[SECTION]]\nTITLE: Start\n\n[REQUIREMENT]\nMID: 1a\nUID: P-1\nSTATUS: Draft\nTITLE: Soon\nSTATEMENT: >>>\n\
         It starts:\n\n[REQUIREMENT]\nis no node here.\n<<<\nRATIONALE: >>>\nWhy.\n<<<\n\n[LOW_LEVEL]\nSTATEMENT: It hums.\n\n\
         [[/SECTION]]\n\n[TEXT]\nSTATEMENT: >>>\nProse.\n<<<\n\n[FREETEXT]\nSTATEMENT: old prose\n[/FREETEXT]\n",
    );
    assert_eq!(read.dialect, Dialect::StrictDoc);
    assert_eq!(read.title.lossy(), "Pump");
    assert_eq!(listed(&read), ["P-1: Soon\nIt starts:\n\n[REQUIREMENT]\nis no node here.", "S1: It hums."]);
    assert_eq!(section_of(&read.criteria[1]), ["Start"]);
    assert_eq!((read.criteria[0].lines.first, read.criteria[0].lines.last), (13, 26));
}

#[test]
fn a_field_of_strictdoc_without_an_end_is_named() {
    let read =
        spec("a.sdoc", "[DOCUMENT]\nTITLE: A\n\n[REQUIREMENT]\nUID: A-1\nSTATEMENT: >>>\nIt goes on.\n");
    assert_eq!(ids_of(&read), ["A-1"]);
    assert_eq!((read.warnings[0].line, read.warnings[0].about.lossy().as_ref()), (6, "STATEMENT"));
}

#[test]
fn needs_are_criteria_and_tests_tables_and_examples_are_not() {
    let read = spec(
        "docs/needs.rst",
        "=====\nTitle\n=====\n\nKeys\n----\n\n.. req:: Once per key\n   :id: REQ_1\n   :status: open\n\n   It shall refund\n   once.\n\n\
         \x20  .. code-block:: rst\n\n      .. req:: Example\n         :id: EX\n\n.. spec:: How\n   :id: SPEC_1\n\n\
         .. test:: Twice\n   :id: TEST_1\n\n.. needtable::\n   :id: TABLE\n\n.. figure:: a.png\n\n   .. req:: Inner\n\n      Nested.\n\n\
         Other\n~~~~~\n\n.. sw_req:: Custom\n   :id: SW_1\n\n   Example::\n\n      .. req:: Literal\n         :id: EX2\n",
    );
    assert_eq!(read.dialect, Dialect::SphinxNeeds);
    assert_eq!(ids_of(&read), ["REQ_1", "SPEC_1", "R1", "SW_1"]);
    assert!(text_of(&read.criteria[0]).starts_with("Once per key\nIt shall refund\nonce."));
    assert_eq!(section_of(&read.criteria[3]), ["Keys", "Other"]);
    assert_eq!(read.criteria[0].lines.first, 8);
}
