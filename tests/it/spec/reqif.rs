//! Requirements in ReqIF.

use snaglist::model::spec::Dialect;
use snaglist::model::text::RepoPath;
use snaglist::spec::{ReadError, rank};

use super::{ids_of, lines_of, listed, section_of, spec, try_read};

const EXPORT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<REQ-IF xmlns="http://www.omg.org/spec/ReqIF/20110401/reqif.xsd" xmlns:xhtml="http://www.w3.org/1999/xhtml">
<CORE-CONTENT><REQ-IF-CONTENT>
<SPEC-TYPES>
  <SPEC-OBJECT-TYPE IDENTIFIER="t1" LONG-NAME="Requirement Type">
    <SPEC-ATTRIBUTES>
      <ATTRIBUTE-DEFINITION-XHTML IDENTIFIER="d-text" LONG-NAME="ReqIF.Text"/>
      <ATTRIBUTE-DEFINITION-STRING IDENTIFIER="d-id" LONG-NAME="ReqIF.ForeignID"/>
      <ATTRIBUTE-DEFINITION-XHTML IDENTIFIER="d-chapter" LONG-NAME="ReqIF.ChapterName"/>
      <ATTRIBUTE-DEFINITION-ENUMERATION IDENTIFIER="d-status" LONG-NAME="Status"/>
    </SPEC-ATTRIBUTES>
  </SPEC-OBJECT-TYPE>
</SPEC-TYPES>
<DATATYPES><ENUM-VALUE IDENTIFIER="e1" LONG-NAME="rejected"/></DATATYPES>
<SPEC-OBJECTS>
  <SPEC-OBJECT IDENTIFIER="o1">
    <VALUES>
      <ATTRIBUTE-VALUE-XHTML><DEFINITION><ATTRIBUTE-DEFINITION-XHTML-REF>d-chapter</ATTRIBUTE-DEFINITION-XHTML-REF></DEFINITION>
        <THE-VALUE><xhtml:div>Paying</xhtml:div></THE-VALUE></ATTRIBUTE-VALUE-XHTML>
    </VALUES>
  </SPEC-OBJECT>
  <SPEC-OBJECT IDENTIFIER="o2">
    <VALUES>
      <ATTRIBUTE-VALUE-STRING THE-VALUE="PAY-1"><DEFINITION><ATTRIBUTE-DEFINITION-STRING-REF>d-id</ATTRIBUTE-DEFINITION-STRING-REF></DEFINITION></ATTRIBUTE-VALUE-STRING>
      <ATTRIBUTE-VALUE-XHTML>
        <THE-VALUE><xhtml:div><xhtml:p>The service shall refund &lt;once&gt; &amp;
        record:</xhtml:p><xhtml:ul><xhtml:li>who</xhtml:li><xhtml:li>when</xhtml:li></xhtml:ul></xhtml:div></THE-VALUE>
        <DEFINITION><ATTRIBUTE-DEFINITION-XHTML-REF>d-text</ATTRIBUTE-DEFINITION-XHTML-REF></DEFINITION></ATTRIBUTE-VALUE-XHTML>
    </VALUES>
  </SPEC-OBJECT>
  <SPEC-OBJECT IDENTIFIER="o3">
    <VALUES>
      <ATTRIBUTE-VALUE-STRING THE-VALUE="7"><DEFINITION><ATTRIBUTE-DEFINITION-STRING-REF>d-id</ATTRIBUTE-DEFINITION-STRING-REF></DEFINITION></ATTRIBUTE-VALUE-STRING>
      <ATTRIBUTE-VALUE-XHTML><THE-VALUE><xhtml:div>It shall keep them</xhtml:div></THE-VALUE>
        <DEFINITION><ATTRIBUTE-DEFINITION-XHTML-REF>d-text</ATTRIBUTE-DEFINITION-XHTML-REF></DEFINITION></ATTRIBUTE-VALUE-XHTML>
    </VALUES>
  </SPEC-OBJECT>
  <SPEC-OBJECT IDENTIFIER="o4">
    <VALUES>
      <ATTRIBUTE-VALUE-XHTML><THE-VALUE><xhtml:div>It shall send letters</xhtml:div></THE-VALUE>
        <DEFINITION><ATTRIBUTE-DEFINITION-XHTML-REF>d-text</ATTRIBUTE-DEFINITION-XHTML-REF></DEFINITION></ATTRIBUTE-VALUE-XHTML>
      <ATTRIBUTE-VALUE-ENUMERATION><VALUES><ENUM-VALUE-REF>e1</ENUM-VALUE-REF></VALUES>
        <DEFINITION><ATTRIBUTE-DEFINITION-ENUMERATION-REF>d-status</ATTRIBUTE-DEFINITION-ENUMERATION-REF></DEFINITION></ATTRIBUTE-VALUE-ENUMERATION>
    </VALUES>
  </SPEC-OBJECT>
</SPEC-OBJECTS>
<SPECIFICATIONS><SPECIFICATION IDENTIFIER="s" LONG-NAME="Payments"><CHILDREN>
  <SPEC-HIERARCHY IDENTIFIER="h1"><OBJECT><SPEC-OBJECT-REF>o1</SPEC-OBJECT-REF></OBJECT><CHILDREN>
    <SPEC-HIERARCHY IDENTIFIER="h2"><OBJECT><SPEC-OBJECT-REF>o2</SPEC-OBJECT-REF></OBJECT></SPEC-HIERARCHY>
  </CHILDREN></SPEC-HIERARCHY>
  <SPEC-HIERARCHY IDENTIFIER="h3"><OBJECT><SPEC-OBJECT-REF>o3</SPEC-OBJECT-REF></OBJECT></SPEC-HIERARCHY>
</CHILDREN></SPECIFICATION></SPECIFICATIONS>
</REQ-IF-CONTENT></CORE-CONTENT></REQ-IF>
"#;

#[test]
fn objects_with_a_text_are_criteria_under_their_chapters() {
    let read = spec("payments.reqif", EXPORT);
    assert_eq!(read.dialect, Dialect::ReqIf);
    assert_eq!(read.title.lossy(), "Payments");
    assert_eq!(
        listed(&read),
        [
            "PAY-1: The service shall refund <once> & record:\n- who\n- when",
            "R7: It shall keep them"
        ]
    );
    assert_eq!(section_of(&read.criteria[0]), ["Paying"]);
    assert!(read.criteria[1].section.is_empty());
    assert_eq!(lines_of(&read)[0], (22, 30));
    assert_eq!(
        read.left_out[0].why,
        "its status is withdrawn, rejected or the like"
    );
    assert_eq!(ids_of(&spec("payments.xml", EXPORT)), ["PAY-1", "R7"]);
    assert!(rank(&RepoPath::from("contract/payments.reqif")).is_some());
}

#[test]
fn a_file_that_ends_early_is_an_error_with_its_line() {
    let error = try_read("a.reqif", &EXPORT[..2_000]).unwrap_err();
    assert!(matches!(error, ReadError::Xml { .. }), "{error}");
    let error = try_read("a.reqif", "<REQ-IF></REQ-IF>").unwrap_err();
    assert!(matches!(error, ReadError::NoCriteria { .. }), "{error}");
}

#[test]
fn entities_of_the_file_are_not_expanded() {
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
    let text = EXPORT
        .replacen("?>", &format!("?>{bomb}"), 1)
        .replace("It shall keep them", "It shall keep &b; them");
    assert_eq!(
        listed(&spec("a.reqif", &text))[1],
        "R7: It shall keep &b; them"
    );
}

#[test]
fn files_made_to_be_slow_or_deep_are_read() {
    for piece in [
        "<SPEC-OBJECT IDENTIFIER=\"o\">",
        "<a>",
        "<SPEC-HIERARCHY>",
        "<a b=\"\" ",
        "&a;",
        "<!--",
        "<THE-VALUE>",
        "<![CDATA[",
    ] {
        let _ = try_read("a.reqif", &piece.repeat(20_000));
        let _ = try_read(
            "a.reqif",
            &EXPORT.replace("It shall keep them", &piece.repeat(20_000)),
        );
    }
}
