//! StrictDoc's own format.

use snaglist::model::spec::{Dialect, TickClaim};

use super::{ids_of, lines_of, listed, section_of, spec, try_read};

const CHARGES: &str = "[DOCUMENT]
TITLE: Charges

[GRAMMAR]
ELEMENTS:
- TAG: GOAL
  FIELDS:
  - TITLE: STATEMENT
    TYPE: String
    REQUIRED: True

[TEXT]
STATEMENT: Only words.

[[SECTION]]
MID: 0a1b
TITLE: Cards

[REQUIREMENT]
UID: PAY-1
STATUS: Implemented
TITLE: Charge once
STATEMENT: >>>
A charge shall be made once,

[REQUIREMENT]
whatever is sent.
<<<
COMMENT: >>>
Beside the matter.
<<<
RELATIONS:
- TYPE: Parent
  VALUE: SYS-1

[GOAL]
STATEMENT: Nobody is charged in error.

[[/SECTION]]

[[REQUIREMENT]]
UID: PAY-2
TITLE: Refunds
STATEMENT: Money shall go back.

[REQUIREMENT]
STATEMENT: Within a day.

[[/REQUIREMENT]]

[REQUIREMENT]
UID: PAY-3
";

#[test]
fn each_requirement_is_a_criterion() {
    let read = spec("docs/charges.sdoc", CHARGES);
    assert_eq!(read.dialect, Dialect::StrictDoc);
    assert_eq!(read.title.lossy(), "Charges");
    assert_eq!(
        listed(&read),
        [
            "PAY-1: Charge once\nA charge shall be made once,\n\n[REQUIREMENT]\nwhatever is sent.",
            "C1: Nobody is charged in error.",
            "PAY-2: Refunds\nMoney shall go back.",
            "R1: Within a day.",
            "PAY-3: PAY-3",
        ]
    );
    assert_eq!(
        lines_of(&read),
        [(19, 34), (36, 37), (41, 44), (46, 47), (51, 52)]
    );
    assert_eq!(section_of(&read.criteria[0]), ["Cards"]);
    assert_eq!(section_of(&read.criteria[3]), ["Refunds"]);
    assert!(section_of(&read.criteria[4]).is_empty());
    assert_eq!(read.criteria[0].claim, TickClaim::Ticked);
    assert_eq!(read.criteria[0].rule, "requirement block");
    assert_eq!(
        read.criteria[1].rule,
        "block of the document's grammar with a statement"
    );
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
}

#[test]
fn requirements_in_requirements_detail_them() {
    let read = spec("charges.sdoc", CHARGES);
    assert_eq!(read.requirements.len(), 1);
    assert_eq!(read.requirements[0].title.lossy(), "Refunds");
    assert_eq!(read.requirements[0].text.lossy(), "Money shall go back.");
    let of: Vec<_> = read
        .criteria
        .iter()
        .map(|criterion| criterion.requirement)
        .collect();
    assert_eq!(of, [None, None, None, Some(0), None]);
}

#[test]
fn documents_are_known_by_how_they_are_built_too() {
    assert_eq!(spec("charges.txt", CHARGES).dialect, Dialect::StrictDoc);
    let crlf = spec("charges.sdoc", &CHARGES.replace('\n', "\r\n"));
    assert_eq!(listed(&crlf), listed(&spec("charges.sdoc", CHARGES)));
}

#[test]
fn what_is_wrong_is_told_and_the_rest_read() {
    let text = "[DOCUMENT]\nTITLE: A\n\n[REQUIREMENT]\nUID: A-1\nSTATEMENT: >>>\nNever closed\n\n[REQUIREMENT]\nUID: A-2\nTITLE: b\n\n\
                [[/SECTION]]\n\n[REQUIREMENT]\nCOMMENT: c\n";
    let read = spec("a.sdoc", text);
    assert_eq!(listed(&read), ["A-1: Never closed", "A-2: b"]);
    assert_eq!(
        read.warnings
            .iter()
            .map(|warning| warning.line)
            .collect::<Vec<_>>(),
        [6, 13, 15]
    );
    let error = try_read("a.sdoc", "[DOCUMENT]\nTITLE: A\n\n[TEXT]\nSTATEMENT: b\n").unwrap_err();
    assert!(error.to_string().contains("[REQUIREMENT]"));
}

#[test]
fn documents_made_to_be_slow_or_deep_are_read() {
    for piece in [
        "[[SECTION]]\nTITLE: a\n\n[REQUIREMENT]\nTITLE: b\n\n",
        "STATEMENT: >>>\n",
        "[[REQUIREMENT]]\nSTATEMENT: a\n",
        "[REQUIREMENT]\n",
        "[[/SECTION]]\n",
        "<<<\n",
        "A: ",
        "[",
        "TITLE: >>>\n[[SECTION]]\n",
    ] {
        let text = format!(
            "[DOCUMENT]\nTITLE: a\n\n[REQUIREMENT]\nUID: first\n\n{}",
            piece.repeat(10_000)
        );
        let read = spec("a.sdoc", &text);
        assert_eq!(ids_of(&read)[0], "first");
        assert!(
            read.criteria
                .iter()
                .all(|criterion| criterion.section.len() <= 6)
        );
    }
}
