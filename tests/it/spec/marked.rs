//! Markdown whose criteria stand behind markers or fields: tracey, OpenFastTrace, StrictDoc.

use snaglist::model::spec::Dialect;

use super::{ids_of, listed, section_of, spec, try_read};

#[test]
fn a_rule_is_what_stands_behind_its_marker() {
    let read = spec(
        "docs/rules.md",
        "# Rules\n\n## Sign-in\n\nr[auth.token]\nA token must be checked\nbefore it is used.\n\nWhy: obvious.\n\n\
         r[auth.lock+2]\n\nFive failures lock the account.\n\nFor ten minutes.\n\n## Other\n\nText.\n",
    );
    assert_eq!(read.dialect, Dialect::Tracey);
    assert_eq!(
        listed(&read),
        [
            "auth.token: A token must be checked\nbefore it is used.",
            "auth.lock+2: Five failures lock the account.\n\nFor ten minutes.",
        ]
    );
    assert_eq!(section_of(&read.criteria[0]), ["Sign-in"]);
    assert_eq!(
        (read.criteria[1].lines.first, read.criteria[1].lines.last),
        (11, 15)
    );
}

#[test]
fn markers_in_quotes_count_and_those_in_fences_and_texts_do_not() {
    let read = spec(
        "rules.md",
        "> r[api.error]\n> Errors are JSON.\n>\n> ```\n> r[api.example]\n> ```\n>\n> r[api.code]\n> A code is given.\n\n\
         ```\nr[in.fence]\n```\n\nSee r[api.error] and\nr[not.alone] here.\n",
    );
    assert_eq!(ids_of(&read), ["api.error", "api.code"]);
    assert!(
        read.criteria[0]
            .text
            .lossy()
            .starts_with("Errors are JSON.")
    );
}

#[test]
fn items_with_a_type_a_name_and_a_revision_are_read_without_their_trace() {
    let read = spec(
        "doc/requirements.md",
        "# System\n\n## Features\n\n### Login\n`feat~login~1`\n\nUsers sign in\nwith a password.\n\nRationale:\n\n\
         Because.\n\nCovers:\n\n* [feat~other~1](#other)\n\nNeeds: req, dsn\n\n### Logout\n`req~logout.now~12`\n\n\
         Status: draft\n\nDescription:\nUsers sign out.\n\nNeeds: dsn\n\narch --> dsn : req~forwarded~1\n",
    );
    assert_eq!(read.dialect, Dialect::OpenFastTrace);
    assert_eq!(
        listed(&read),
        [
            "feat~login~1: Login\n\nUsers sign in\nwith a password.",
            "req~logout.now~12: Logout\n\nUsers sign out."
        ]
    );
    assert_eq!(section_of(&read.criteria[0]), ["Features"]);
    assert_eq!(read.criteria[0].lines.first, 6);
}

#[test]
fn nodes_with_a_uid_and_a_statement_are_read_and_sections_are_not() {
    let read = spec(
        "docs/srs.md",
        "# SRS\n\n**UID**: DOC-1 \\\n**Prefix**: R-\n\n## Pump\n\n### Start\n\n**MID**: 1a2b \\\n**UID**: R-1\n\n\
         **Statement**: The pump starts\nwithin a second.\n\n**Rationale**: Users wait.\n\n### Notes\n\nProse.\n\n\
         ### Records\n\n**Type**: SECTION\n\n**Type**: REQUIREMENT \\\n**UID**: R-2\n\nIt stops.\n\n\
         **Type**: REQUIREMENT \\\n**UID**: R-3\n\nIt rests.\n",
    );
    assert_eq!(read.dialect, Dialect::StrictDoc);
    assert_eq!(
        listed(&read),
        [
            "R-1: Start\nThe pump starts\nwithin a second.",
            "R-2: It stops.",
            "R-3: It rests."
        ]
    );
    assert_eq!(read.criteria[0].lines.first, 8);
    assert_eq!(section_of(&read.criteria[0]), ["Pump"]);
}

#[test]
fn a_text_that_only_mentions_markers_is_read_as_any_other() {
    let read = spec(
        "notes.md",
        "# A\n\nUID in **UID** form, and `req~x~1` in a text.\n\n## Acceptance criteria\n\n- Works\n",
    );
    assert_eq!(read.dialect, Dialect::Markdown);
    assert_eq!(ids_of(&read), ["AC1"]);
    assert!(try_read("notes.md", "r[only.one]\nText.\n").is_err());
}

#[test]
fn a_quote_right_below_a_marker_is_its_rule() {
    let text = "r[a.one]\n> The rule stands\n> in the quote.\n\nr[b.two]\nThe rule stands below.\n\nr[c.three]\n> r[d.four]\n> Another one.\n";
    let read = spec("docs/spec/x.md", text);
    assert_eq!(listed(&read)[0], "a.one: The rule stands\nin the quote.");
    assert_eq!(ids_of(&read), ["a.one", "b.two", "c.three", "d.four"]);
}
