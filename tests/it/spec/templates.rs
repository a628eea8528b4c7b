//! Templates that nobody has filled in: what is left to be written is told of, and is no
//! requirement. Tables and topics as documents of requirements have them.

use snaglist::model::spec::Spec;

use super::{ids_of, listed, spec, try_read};

const START: &str = "# S\n\n## Requirements\n\n- FR-001: The service refunds\n";

const UNFILLED: &str = "it is the text of a template that nobody has filled in";

/// What was left out: the first lines and why.
fn told_of(spec: &Spec) -> Vec<(u32, &'static str)> {
    spec.left_out
        .iter()
        .map(|one| (one.lines.first, one.why))
        .collect()
}

/// What is left out of a list with one more item, which is the only one that may be.
fn of_item(item: &str) -> Vec<(u32, &'static str)> {
    told_of(&spec("SPEC.md", &format!("{START}- {item}\n")))
}

#[test]
fn items_that_nobody_filled_in_are_told_of() {
    for item in [
        "FR-002: System MUST [specific capability, e.g., \"allow users to create accounts\"]",
        "**FR-002**: Users MUST be able to [key interaction, e.g., \"reset their password\"]",
        "[Requirement here]",
        "FR-002: {{what the system does}}",
        "FR-002: <description>",
        "**Given** [initial state], **When** [action], **Then** [expected outcome]",
        "WHEN [event] THEN [system] SHALL [response]",
    ] {
        assert_eq!(of_item(item), [(6, UNFILLED)], "{item}");
    }
    for item in ["FR-002: TBD", "FR-002: to be determined", "FR-002: …"] {
        assert_eq!(
            of_item(item),
            [(6, "its requirement is still to be written")],
            "{item}"
        );
    }
}

#[test]
fn a_requirement_in_which_one_word_is_open_counts() {
    for item in [
        "FR-002: System MUST answer within [NEEDS CLARIFICATION: how long?]",
        "FR-002: System MUST [NEEDS CLARIFICATION: log in how?]",
        "FR-002: System MUST store [some data] for a year",
        "FR-002: The page has a <form>",
        "FR-002: [Login](login.md) is shown",
        "FR-002: It prints <name> and exits",
    ] {
        let read = spec("SPEC.md", &format!("{START}- {item}\n"));
        assert_eq!(ids_of(&read), ["FR-001", "FR-002"], "{item}");
        assert_eq!(told_of(&read), [], "{item}");
    }
}

#[test]
fn a_template_with_nothing_in_it_is_refused_with_the_line() {
    let text = "# Feature\n\n## Requirements\n\n- **FR-001**: System MUST [specific capability]\n\n\
                ### Requirement 1: [Title]\n\n1. WHEN [event] THEN [system] SHALL [response]\n";
    let error = try_read("SPEC.md", text)
        .map(|read| listed(&read))
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("line 5: the template is not filled in here"),
        "{error}"
    );
}

#[test]
fn instructions_of_a_template_are_no_requirements() {
    let text = "= SRS\n\n== Requirements\n\n=== Data\n\nAll data must be checked when it is entered.\n\n=== Security\n\n\
                <Specify any requirements regarding security or privacy\nissues surrounding use of the product.>\n";
    let read = spec("srs.adoc", text);
    assert_eq!(
        listed(&read),
        ["D1: All data must be checked when it is entered."]
    );
    assert_eq!(told_of(&read), [(11, UNFILLED)]);
}

#[test]
fn a_table_of_asciidoc_that_is_never_closed_ends_at_the_next_heading() {
    let text = "= Spec\n\n== Requirements\n\n|===\n|ID |Requirement\n\n|A-1\n|It logs every refund.\n\n== More\n\n\
                |===\n|ID |Requirement\n\n|A-2\n|It mails every refund.\n|===\n";
    let read = spec("a.adoc", text);
    assert_eq!(
        listed(&read),
        ["A-1: It logs every refund.", "A-2: It mails every refund."]
    );
    assert_eq!(
        read.warnings
            .iter()
            .map(|warning| warning.line)
            .collect::<Vec<_>>(),
        [5]
    );
    let closed = text.replacen("refund.\n\n== More", "refund.\n|===\n\n== More", 1);
    assert!(spec("a.adoc", &closed).warnings.is_empty());
}

#[test]
fn a_row_of_asciidoc_may_lack_its_last_cells() {
    let text = "= Spec\n\n== Requirements\n\n[cols=\"1,3,1\"]\n|===\n|ID |Requirement |State\n\n|A-1\n|It logs every refund.\n\n\
                |A-2\n|It mails every refund.\n|done\n|===\n";
    let listed = listed(&spec("a.adoc", text));
    assert_eq!(
        listed,
        ["A-1: It logs every refund.", "A-2: It mails every refund."]
    );
}

#[test]
fn a_numbered_topic_in_bold_is_over_requirements_but_not_over_acceptance_criteria() {
    let list = "1. **Home page**\n   - Shows the logo\n   - Shows the menu\n2. **Contact**\n   - Shows a form\n";
    let read = spec(
        "a.md",
        &format!("# Requirements of the site\n\n## Functional requirements\n\n{list}"),
    );
    assert_eq!(listed(&read).len(), 3);
    let read = spec(
        "a.md",
        &format!("# Requirements of the site\n\n## Acceptance criteria\n\n{list}"),
    );
    assert_eq!(listed(&read).len(), 2);
    let labels =
        "- Required Fields:\n  - Name of the exercise\n  - Weight in kg\n- The form has a button\n";
    let read = spec("a.md", &format!("# A\n\n## Requirements\n\n{labels}"));
    assert_eq!(listed(&read).len(), 3);
}

#[test]
fn a_glossary_in_a_table_is_no_list_of_requirements() {
    let table = |name: &str| {
        format!(
            "# A\n\n## Requirements\n\n| {name} | Meaning |\n|---|---|\n| Refund | Money that is paid back to the buyer |\n\n\
             - AC-1: It refunds\n"
        )
    };
    assert_eq!(ids_of(&spec("a.md", &table("Term"))), ["AC-1"]);
    assert_eq!(ids_of(&spec("a.md", &table("Feature"))).len(), 2);
}

#[test]
fn headings_of_html_may_have_breaks_or_be_markdown() {
    let text = "<h1>Shop</h1><h1>Software Requirements<br/>Specification</h1><h2>1. About</h2><p>### 1.1 Problems</p>\
                <ul><li>Prices are hidden from buyers</li></ul><h2>2. Functional Requirements</h2>\
                <ul><li>Prices are shown to buyers</li></ul>";
    let read = spec("srs.html", text);
    assert_eq!(listed(&read).len(), 1, "{:?}", listed(&read));
    assert!(listed(&read)[0].ends_with("Prices are shown to buyers"));
}
