//! Doorstop's items, by themselves and as a folder.

use snaglist::model::spec::{Dialect, Spec};
use snaglist::model::text::RepoPath;
use snaglist::spec::{MAX_BYTES, ReadError, is_folder_part, marks_folder, read_folder};

use super::{ids_of, lines_of, listed, section_of, spec, try_read};

const ITEM: &str = "active: true\nderived: false\nheader: |\n  Refunds\nlevel: 1.2\nlinks:\n- SYS001: a1b2\nnormative: true\nref: ''\n\
                    reviewed: null\ntext: |\n  Money **shall** go back.\n\n  Once.\n";

fn item(level: &str, normative: bool, text: &str) -> String {
    format!("active: true\nlevel: {level}\nnormative: {normative}\nlinks: []\ntext: |\n  {text}\n")
}

fn try_folder(files: &[(&str, &str)]) -> Result<Spec, ReadError> {
    let files: Vec<_> = files
        .iter()
        .map(|(path, text)| (RepoPath::from(*path), text.as_bytes().to_vec()))
        .collect();
    read_folder(&RepoPath::from("reqs"), &files)
}

fn folder(files: &[(&str, &str)]) -> Spec {
    try_folder(files).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn an_item_is_one_criterion() {
    let read = spec("reqs/REQ012.yml", ITEM);
    assert_eq!(read.dialect, Dialect::Doorstop);
    assert_eq!(read.title.lossy(), "Refunds");
    assert_eq!(
        listed(&read),
        ["REQ012: Refunds\nMoney **shall** go back.\n\nOnce."]
    );
    assert_eq!(lines_of(&read), [(1, 14)]);
    assert!(read.warnings.is_empty());
    let text = "---\nactive: true\nlevel: 1.2\nnormative: true\nlinks: []\n---\n\n# Refunds\n\nMoney goes back.\n\n- [ ] no box\n";
    let read = spec("reqs/REQ-13.md", text);
    assert_eq!(read.dialect, Dialect::Doorstop);
    assert_eq!(
        listed(&read),
        ["REQ-13: Refunds\nMoney goes back.\n\n- [ ] no box"]
    );
}

#[test]
fn items_that_are_not_to_be_accepted_are_no_criteria() {
    for (from, to) in [
        ("active: true", "active: false"),
        ("normative: true", "normative: no"),
    ] {
        let error = try_read("REQ1.yml", &ITEM.replace(from, to)).unwrap_err();
        assert!(matches!(error, ReadError::NoCriteria { .. }), "{error}");
        assert!(error.to_string().contains("normative"));
    }
    let error = try_read("REQ1.yml", &ITEM.replace("links:\n-", "links: [\n-")).unwrap_err();
    assert!(error.to_string().contains("not valid YAML"), "{error}");
    assert_ne!(
        try_read("a.yml", "level: 1\ntext: x\n").map(|spec| spec.dialect),
        Ok(Dialect::Doorstop)
    );
}

#[test]
fn a_folder_is_one_spec_in_the_order_of_its_levels() {
    let files = [
        ("reqs/.doorstop.yml", "settings:\n  prefix: REQ\n"),
        ("reqs/REQ010.yml", &item("1.10", true, "last")),
        (
            "reqs/REQ002.yml",
            &item("1.0", false, "Payments\n\n  About money."),
        ),
        ("reqs/more/REQ003.yml", &item("1.2", true, "second")),
        ("reqs/REQ001.yml", &item("1.1", true, "first\n  of all")),
        (
            "reqs/REQ004.yml",
            &item("1.3", true, "gone").replace("active: true", "active: false"),
        ),
        ("reqs/REQ005.yml", &item("1.4", false, "only said")),
        ("reqs/REQ006.yml", &item("2.0", false, "Refunds")),
        (
            "reqs/REQ008.yml",
            &item("2.1", true, "same place").replace("level", "header: Back\nlevel"),
        ),
        ("reqs/REQ007.yml", &item("2.1", true, "same place")),
        ("reqs/tests/.doorstop.yml", "settings: {}\n"),
        (
            "reqs/tests/TST001.yml",
            &item("1.1", true, "another document's"),
        ),
        ("reqs/README.md", "- [ ] box\n"),
        ("reqs/ci-1.yml", "on: push\n"),
        ("reqs/ci-2.yml", "on: [push\n"),
        ("reqs/index-2.md", "# A: *b*\n\nlevel: c: d\n"),
    ];
    let read = folder(&files);
    assert_eq!(read.path, RepoPath::from("reqs"));
    assert_eq!((read.dialect, read.blob), (Dialect::Doorstop, None));
    assert_eq!(read.title.lossy(), "reqs");
    assert_eq!(
        listed(&read),
        [
            "REQ001: first\nof all",
            "REQ003: second",
            "REQ010: last",
            "REQ007: same place",
            "REQ008: Back\nsame place"
        ]
    );
    assert_eq!(section_of(&read.criteria[0]), ["Payments"]);
    assert_eq!(section_of(&read.criteria[4]), ["Refunds"]);
    assert_eq!(
        read.because,
        "5 items of Doorstop (beside 2 headings, 1 not normative, 1 inactive)"
    );
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
    let source = read.source.lossy().into_owned();
    assert!(
        source.starts_with(
            "# 1.0 Payments\n\nAbout money.\n\n## 1.1 REQ001\n\nfirst\nof all\n\n## 1.2"
        ),
        "{source}"
    );
    let lines: Vec<&str> = source.lines().collect();
    for criterion in &read.criteria {
        let (first, last) = (
            criterion.lines.first as usize,
            criterion.lines.last as usize,
        );
        assert!(
            lines[first - 1].contains(criterion.id.as_str()),
            "{criterion:?}"
        );
        let text = criterion.text.lossy().into_owned();
        assert_eq!(Some(lines[last - 1]), text.lines().last());
    }
}

#[test]
fn a_folder_stays_the_same_when_only_stamps_change() {
    let before = folder(&[
        ("reqs/REQ1.yml", ITEM),
        ("reqs/REQ2.yml", &item("2", true, "b")),
    ]);
    let reviewed = ITEM
        .replace("reviewed: null", "reviewed: abc")
        .replace("a1b2", "c3d4");
    let after = folder(&[
        ("reqs/REQ2.yml", &item("2", true, "b")),
        ("reqs/REQ1.yml", &reviewed),
    ]);
    assert_eq!(before, after);
    let changed = folder(&[
        ("reqs/REQ1.yml", &ITEM.replace("Once", "Twice")),
        ("reqs/REQ2.yml", &item("2", true, "b")),
    ]);
    assert_ne!(before.digest, changed.digest);
    assert_ne!(before.criteria[0].digest, changed.criteria[0].digest);
}

#[test]
fn items_that_cannot_be_read_are_told_and_the_others_read() {
    let large = item("1.1", true, &"x".repeat(300 << 10));
    let read = folder(&[
        ("reqs/REQ1.yml", "active: [true\nlevel: 1\ntext: a\n"),
        ("reqs/REQ2.yml", &large),
        ("reqs/REQ3.yml", &item("1.1", true, "good")),
        ("reqs/REQ4.yml", "a\0b"),
    ]);
    assert_eq!(ids_of(&read), ["REQ3"]);
    let told: Vec<_> = read
        .warnings
        .iter()
        .map(|warning| warning.about.lossy().into_owned())
        .collect();
    assert_eq!(told, ["reqs/REQ1.yml", "reqs/REQ2.yml", "reqs/REQ4.yml"]);
    assert!(
        read.warnings[0].message.contains("line"),
        "{}",
        read.warnings[0].message
    );
    assert!(matches!(
        try_folder(&[("reqs/README.md", "a")]),
        Err(ReadError::NoCriteria { .. })
    ));
}

#[test]
fn folders_are_known_by_their_marker() {
    assert!(marks_folder(&RepoPath::from("reqs/.doorstop.yml")));
    assert!(marks_folder(&RepoPath::from(".doorstop.yml")));
    assert!(!marks_folder(&RepoPath::from("vendor/a/.doorstop.yml")));
    assert!(!marks_folder(&RepoPath::from("reqs/doorstop.yml")));
    for path in [
        "reqs/REQ001.yml",
        "reqs/a/REQ-x.md",
        "reqs/sub/.doorstop.yml",
    ] {
        assert!(is_folder_part(&RepoPath::from(path)), "{path}");
    }
    for path in [
        "reqs/assets/plan-1.png",
        "reqs/README.md",
        "reqs/.doorstop.skip",
    ] {
        assert!(!is_folder_part(&RepoPath::from(path)), "{path}");
    }
    assert_eq!(
        snaglist::spec::rank(&RepoPath::from("reqs/REQ001.yml")),
        None
    );
}

#[test]
fn yaml_made_to_be_slow_or_deep_is_read_or_refused() {
    let head = "active: true\nnormative: true\nlevel: 1.1\nlinks: []\n";
    let bomb: String = (1..30)
        .map(|n| format!("a{n}: &a{n} [*a{0}, *a{0}, *a{0}]\n", n - 1))
        .collect();
    let read = spec("REQ1.yml", &format!("{head}a0: &a0 x\n{bomb}text: fine\n"));
    assert_eq!(listed(&read), ["REQ1: fine"]);
    for piece in [
        "[", "{", "{a: ", "- ", "? ", "[a, ", "&a ", "*a ", "!!x ", "'", "\"", "|\n ", "a: &a\n",
        "\n#", "a:\n", "\t", "%", "---\n",
    ] {
        let _ = try_read(
            "REQ1.yml",
            &format!("{head}a: {}", piece.repeat((200 << 10) / piece.len())),
        );
        let _ = try_read(
            "REQ1.yml",
            &format!("{head}{}", piece.repeat((200 << 10) / piece.len())),
        );
    }
    let steps: String = (0..600)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    let _ = try_read("REQ1.yml", &format!("{head}{steps}"));
    let levels = format!(
        "active: true\nnormative: true\nlinks: []\ntext: a\nlevel: '{}9999999999999999999999'\n",
        "1.".repeat(9_000)
    );
    assert_eq!(ids_of(&spec("REQ1.yml", &levels)), ["REQ1"]);
    let many: Vec<(RepoPath, Vec<u8>)> = (0..20)
        .map(|n| {
            (
                RepoPath::new(format!("reqs/REQ{n}.yml")),
                vec![b'#'; MAX_BYTES / 19],
            )
        })
        .collect();
    assert!(matches!(
        read_folder(&RepoPath::from("reqs"), &many),
        Err(ReadError::TooLarge { .. })
    ));
}
