//! Requirements as documents in AsciiDoc and HTML have them: tables, definitions, blocks, labels.

use super::{ids_of, lines_of, listed, spec, text_of, try_read};

#[test]
fn a_number_alone_says_how_many_columns_there_are() {
    let text = "= Spec\n\n[cols=\"2\"]\n|===\n|Id |Requirement\n\n|REQ-1\n|The mail is sent at once.\n\n\
                |REQ-2\n|The mail has a subject.\n|===\n";
    assert_eq!(
        listed(&spec("a.adoc", text)),
        [
            "REQ-1: The mail is sent at once.",
            "REQ-2: The mail has a subject."
        ]
    );
}

#[test]
fn a_role_before_bold_text_is_no_part_of_it() {
    let text = "= Spec\n\n== Acceptance criteria\n\n* [big]*Mail* is sent\n* [.lead]#Paper# is not, see a[1]\n";
    assert_eq!(
        listed(&spec("a.adoc", text)),
        ["AC1: **Mail** is sent", "AC2: Paper is not, see a[1]"]
    );
}

/// A table with one column of ids under a heading that says nothing.
fn of_ids(title: &str, column: &str, ids: [&str; 2]) -> String {
    format!(
        "= {title}\n\n== List\n\n|===\n|{column} |Description\n\n|{}\n|The source text is built of modules.\n\n\
         |{}\n|A word can be typed in by everybody.\n|===\n",
        ids[0], ids[1]
    )
}

#[test]
fn a_column_of_identifiers_has_ids_of_any_form_in_a_document_of_requirements() {
    let ids = ["Q-COM-Mv0.1-0", "F-ALG-Kv1.0-3"];
    assert_eq!(
        ids_of(&spec("a.adoc", &of_ids("Requirements", "Identifier", ids))),
        ids
    );
    assert!(
        try_read("a.adoc", &of_ids("Requirements", "Name", ids)).is_err(),
        "the column does not say so"
    );
    assert!(
        try_read("a.adoc", &of_ids("Handbook", "Identifier", ids)).is_err(),
        "nor does the document"
    );
    let words = ["Modules", "Typing"];
    assert!(
        try_read("a.adoc", &of_ids("Requirements", "Identifier", words)).is_err(),
        "words are no ids"
    );
    assert!(
        try_read(
            "a.adoc",
            &of_ids("Requirements", "Identifier", ["A1", "B2"])
        )
        .is_err(),
        "too short"
    );
    assert_eq!(
        ids_of(&spec(
            "a.adoc",
            &of_ids("Requirements", "Rule ID", ["AB1", "CD2"])
        )),
        ["AB1", "CD2"]
    );
}

#[test]
fn rows_of_stories_count_where_nothing_else_looks_like_criteria() {
    let stories = "= Stories\n\n|===\n|Role |Story\n\n.2+|As an owner\n|I want to see all mails, so that I miss none.\n\n\
                   |I want to delete a mail.\n|===\n";
    let read = spec("a.adoc", stories);
    assert_eq!(
        listed(&read),
        [
            "C1: I want to see all mails, so that I miss none.\nRole: As an owner",
            "C2: I want to delete a mail.\nRole: As an owner",
        ]
    );
    assert_eq!(lines_of(&read), [(6, 7), (9, 9)]);
    let beside = format!("{stories}\n== Acceptance criteria\n\n* The mail is gone\n");
    let read = spec("a.adoc", &beside);
    assert_eq!(ids_of(&read), ["AC1"]);
    assert!(
        read.left_out
            .iter()
            .any(|left_out| left_out.lines.contains(7))
    );
    let few = stories
        .replace("|I want to delete a mail.", "|Deleting mails.")
        .replace(".2+|As", "|As")
        + "\n|x |y\n";
    assert!(try_read("a.adoc", &few).is_err());
}

#[test]
fn tables_with_the_columns_of_one_that_was_read_are_read() {
    let tables = |columns: &[&str]| {
        let table = |first: &str| {
            let cells: Vec<String> = columns
                .iter()
                .map(|name| format!("{first} {name} of some length"))
                .collect();
            format!(
                "|===\n|{}\n\n|{}\n|===\n",
                columns.join(" |"),
                cells.join("\n|")
            )
        };
        format!(
            "= Spec\n\n== Acceptance criteria\n\n{}\n== Trips\n\n{}",
            table("one"),
            table("two")
        )
    };
    assert_eq!(
        ids_of(&spec("a.adoc", &tables(&["When", "What", "How", "Why"]))).len(),
        2
    );
    let three = spec("a.adoc", &tables(&["When", "What", "How"]));
    assert_eq!(
        ids_of(&three).len(),
        1,
        "three columns are those of many tables"
    );
    assert_eq!(three.left_out.len(), 1);
}

#[test]
fn a_block_that_is_one_requirement_counts_under_a_heading_of_requirements() {
    let block = "[.reqy]\n----\nID: SW-REQ-021\nTags: Rel-1\nText: |\n  A link shall be kept.\n\n  It shall be shown.\n----\n";
    let read = spec(
        "a.adoc",
        &format!("= Spec\n\n== Functional requirements\n\n{block}"),
    );
    assert_eq!(ids_of(&read), ["SW-REQ-021"]);
    assert!(text_of(&read.criteria[0]).starts_with("A link shall be kept."));
    assert_eq!(read.criteria[0].lines.first, 7);
    let read = spec(
        "a.adoc",
        &format!("= Spec\n\n== Criteria\n\n* It works\n\n== How to write\n\n{block}"),
    );
    assert_eq!(ids_of(&read), ["C1"]);
    assert!(
        read.left_out
            .iter()
            .any(|left_out| left_out.lines.contains(11)),
        "an example is told of"
    );
}

#[test]
fn a_list_that_ends_a_sentence_of_what_must_be_has_criteria() {
    let text = |title: &str| {
        format!(
            "= {title}\n\n== Rules\n\nREQ-1: It is built.\n\n== Settings\n\nEach rule should be:\n\n* on or off\n* of some weight\n"
        )
    };
    assert_eq!(ids_of(&spec("a.adoc", &text("Requirements"))).len(), 3);
    let other = spec("a.adoc", &text("Handbook"));
    assert_eq!(ids_of(&other).len(), 1);
    assert!(!other.left_out.is_empty());
}

#[test]
fn each_paragraph_of_a_definition_counts_if_all_say_what_must_be() {
    let page = |second: &str| {
        format!(
            "<h1>Requirements</h1>\n<h2>Non-functional requirements</h2>\n<dl>\n<dt>Usability</dt>\n<dd>\n<dl>\n\
             <dt>Look</dt>\n<dd>\n<p>The pages must look the same.</p>\n<p>{second}</p>\n</dd>\n</dl>\n</dd>\n</dl>\n"
        )
    };
    let read = spec("a.html", &page("The page should be clear at once."));
    assert_eq!(
        listed(&read),
        [
            "NFR1: The pages must look the same.",
            "NFR2: The page should be clear at once."
        ]
    );
    assert_eq!(lines_of(&read), [(9, 9), (10, 10)]);
    assert_eq!(
        ids_of(&spec("a.html", &page("People like pages of one kind."))),
        ["NFR1"]
    );
}

#[test]
fn topics_of_topics_are_no_criteria() {
    let list = |leaf: &str| {
        format!(
            "<h2>Functional requirements</h2>\n<ul><li>Start\n<ul><li>Login\n<ul>\n<li>Users will be able to log in.</li>\n<li>{leaf}</li></ul></li></ul></li></ul>\n"
        )
    };
    assert_eq!(
        ids_of(&spec("a.html", &list("They must give a password."))).len(),
        2
    );
    assert_eq!(ids_of(&spec("a.html", &list("Passwords"))).len(), 1);
}

#[test]
fn items_that_only_point_elsewhere_are_left_out() {
    let text = "# Spec\n\n## Requirements\n\n- The actors are described in the [needs](needs.md).\n\
                - Actors are described in the user needs document.\n- Users are listed in a table of the page\n\
                - The fields must be those described in [fields](fields.md)\n";
    let read = spec("spec.md", text);
    assert_eq!(lines_of(&read), [(7, 7), (8, 8)]);
    assert_eq!(read.left_out.len(), 2);
}

#[test]
fn a_sentence_that_says_that_requirements_follow_is_a_label_for_its_list() {
    let text = |lead: &str| {
        format!(
            "= Requirements of a shop\n\n== Start\n\nREQ-1: It is built.\n\n== Files\n\n{lead}\n\n* upload of one file\n* removal of one file\n"
        )
    };
    let lead = "Files may be kept for everybody who has bought something. These are the requirements for them:";
    assert_eq!(ids_of(&spec("a.adoc", &text(lead))).len(), 3);
    let other =
        "Files may be kept for everybody who has bought something. The following is known of them:";
    let read = spec("a.adoc", &text(other));
    assert_eq!(ids_of(&read).len(), 1);
    assert!(!read.left_out.is_empty());
}

#[test]
fn a_heading_may_say_first_of_what_kind_and_then_of_what_its_requirements_are() {
    for heading in [
        "Functional requirements for the web shop",
        "Funktionale Anforderungen an die Webseite",
    ] {
        let text = format!("# Shop\n\nREQ-1: It is built.\n\n## {heading}\n\n- files\n- users\n");
        assert_eq!(ids_of(&spec("spec.md", &text)).len(), 3, "{heading}");
    }
    for heading in [
        "Functional requirements gathering for the shop",
        "How requirements for the shop are found",
        "Software requirements specification for shops",
    ] {
        let text = format!("# Shop\n\nREQ-1: It is built.\n\n## {heading}\n\n- files\n- users\n");
        assert_eq!(ids_of(&spec("spec.md", &text)).len(), 1, "{heading}");
    }
}

#[test]
fn an_element_with_the_class_of_a_title_is_a_heading() {
    let page = |class: &str, title: &str| {
        format!(
            "<h1>Shop</h1>\n<p>REQ-1: It is built.</p>\n<div class=\"{class}\"><span>4</span>\n<span>{title}</span></div>\n\
             <div class=\"subsection-title\">4.1 Files</div>\n<ul><li>Files are kept.</li></ul>\n"
        )
    };
    assert_eq!(
        ids_of(&spec(
            "a.html",
            &page("section-title", "Functional Requirements")
        ))
        .len(),
        2
    );
    assert_eq!(
        ids_of(&spec(
            "a.html",
            &page("subtitle", "Functional Requirements")
        ))
        .len(),
        1
    );
    // 121 bytes with the number before it, and 120.
    let long = |of: usize| {
        format!(
            "Requirements of {}",
            "x".repeat(of - "4 Requirements of ".len())
        )
    };
    assert_eq!(
        ids_of(&spec("a.html", &page("section-title", &long(121)))).len(),
        1
    );
    assert_eq!(
        ids_of(&spec("a.html", &page("section-title", &long(120)))).len(),
        2
    );
}
