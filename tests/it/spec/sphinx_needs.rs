//! sphinx-needs in reStructuredText.

use snaglist::model::spec::{Dialect, TickClaim};
use snaglist::model::text::RepoPath;
use snaglist::spec::rank;

use super::{ids_of, lines_of, listed, section_of, spec, try_read};

const CHARGES: &str = "\
Charges
=======

Words.

Cards
-----

.. req:: Charge
   once
   :id: PAY_1
   :status: open
   :tags: a;
          b

   A charge is made **once**.

   .. code-block:: rst

      .. req:: Only shown
         :id: NO_1

   For example::

      .. req:: Only shown
         :id: NO_2

   .. note:: Really.

.. test:: Charge twice
   :id: TEST_1

   .. req:: In a test
      :id: NO_3

Refunds
-------

.. goal:: Money goes back
   :id: PAY_2

   Within a day.

   .. spec:: Over the same way
      :id: PAY_3
      :status: done

   Not said again.

.. note::

   .. req:: In a note

.. needtable::
   :id: NO_4

.. A comment

   .. req:: In a comment
      :id: NO_5

.. req:: Gone
   :id: NO_6
   :delete: true

   .. image:: a.png

.. story::
   :id: PAY_4
";

#[test]
fn each_need_is_a_criterion() {
    let read = spec("docs/requirements.rst", CHARGES);
    assert_eq!(read.dialect, Dialect::SphinxNeeds);
    assert_eq!(read.title.lossy(), "Charges");
    assert_eq!(ids_of(&read), ["PAY_1", "PAY_2", "PAY_3", "R1", "PAY_4"]);
    assert_eq!(
        listed(&read)[0],
        "PAY_1: Charge once\nA charge is made **once**.\n\n.. code-block:: rst\n\n   .. req:: Only shown\n      :id: NO_1\n\n\
         For example::\n\n   .. req:: Only shown\n      :id: NO_2\n\n.. note:: Really."
    );
    assert_eq!(
        listed(&read)[1..],
        [
            "PAY_2: Money goes back\nWithin a day.",
            "PAY_3: Over the same way",
            "R1: In a note",
            "PAY_4: PAY_4"
        ]
    );
    assert_eq!(
        lines_of(&read),
        [(9, 28), (39, 42), (44, 46), (52, 52), (68, 69)]
    );
    assert_eq!(section_of(&read.criteria[0]), ["Cards"]);
    assert_eq!(section_of(&read.criteria[2]), ["Refunds"]);
    let claims: Vec<_> = read
        .criteria
        .iter()
        .map(|criterion| criterion.claim)
        .collect();
    assert_eq!(
        claims,
        [
            TickClaim::Unticked,
            TickClaim::None,
            TickClaim::Ticked,
            TickClaim::None,
            TickClaim::None
        ]
    );
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
}

#[test]
fn needs_in_needs_detail_them() {
    let read = spec("charges.rst", CHARGES);
    assert_eq!(read.requirements.len(), 1);
    assert_eq!(read.requirements[0].title.lossy(), "Money goes back");
    assert_eq!(read.requirements[0].text.lossy(), "Within a day.");
    assert_eq!(read.criteria[2].requirement, Some(0));
    assert_eq!(read.criteria[1].requirement, None);
}

#[test]
fn headings_with_lines_above_and_below_are_levels_of_their_own() {
    let text = "====\nTop\n====\n\nOne\n===\n\n.. req:: a\n\nTwo\n~~~\n\n.. req:: b\n\nThree\n=====\n\n.. req:: c\n\n.. req::\n";
    let read = spec("a.rst", text);
    assert_eq!(read.title.lossy(), "Top");
    let sections: Vec<_> = read
        .criteria
        .iter()
        .map(|criterion| section_of(criterion).join("/"))
        .collect();
    assert_eq!(sections, ["One", "One/Two", "Three"]);
    assert_eq!(read.warnings.len(), 1);
}

#[test]
fn only_files_named_for_it_are_candidates() {
    assert!(rank(&RepoPath::from("docs/requirements.rst")).is_some());
    assert!(rank(&RepoPath::from("docs/index.rst")).is_none());
    let error = try_read("docs/index.rst", "Title\n=====\n\n.. req::\n").unwrap_err();
    assert!(error.to_string().contains(".. req::"), "{error}");
}

#[test]
fn a_directive_about_the_document_is_no_need() {
    let text = "Reqs\n====\n\n.. document:: R\n   :id: doc__r\n\n.. req:: Refund once\n   :id: REQ_1\n\n   Once.\n";
    assert_eq!(ids_of(&spec("docs/reqs.rst", text)), ["REQ_1"]);
}

#[test]
fn lists_and_tables_beside_needs_are_read_and_tests_are_told_of() {
    let text = "Reqs\n====\n\n.. req:: Refund once\n   :id: REQ_1\n\n   The service\n\n   * AC-9: not apart\n\n.. test:: Try\n   :id: T_1\n\n   \
        The test shall run.\n\nAcceptance criteria\n===================\n\n* AC-1: The money goes back\n* A mail is sent\n";
    let read = spec("docs/reqs.rst", text);
    assert_eq!(ids_of(&read), ["REQ_1", "AC-1", "AC1"]);
    assert_eq!(lines_of(&read), [(4, 9), (19, 19), (20, 20)]);
    let left_out: Vec<_> = read
        .left_out
        .iter()
        .map(|left_out| (left_out.lines.first, left_out.lines.last))
        .collect();
    assert_eq!(left_out, [(11, 15)]);
}

#[test]
fn items_of_a_list_of_needs_are_needs_but_for_tests() {
    let text = "Reqs\n====\n\n.. list2need::\n   :types: feature, req, test\n\n   * (NEED-002) A feature. With a text\n     that goes on. \
        ((status=\"open\"))\n     * A requirement\n       * A test of it\n   * Another\n";
    let read = spec("docs/reqs.rst", text);
    assert_eq!(
        listed(&read),
        [
            "NEED-002: A feature. With a text\nthat goes on.",
            "C1: A requirement",
            "C2: Another"
        ]
    );
    assert_eq!(lines_of(&read), [(7, 8), (9, 9), (11, 11)]);
}

#[test]
fn needs_in_fences_of_markdown_are_read_beside_its_lists() {
    let text = "# Needs\n\n## Refunds\n\n```{req} Refund once\n:id: REQ_1\n:status: done\n\nOnce.\n```\n\n:::{spec} How\n:id: SPEC_1\nBy \
        bank.\n:::\n\n```{test} Try\n:id: T_1\n```\n\n## Acceptance criteria\n\n- AC-1: Money\n\n```python\nx = {1}\n```\n";
    let read = spec("docs/reqs.md", text);
    assert_eq!(read.dialect, Dialect::SphinxNeeds);
    assert_eq!(
        listed(&read),
        [
            "REQ_1: Refund once\nOnce.",
            "SPEC_1: How\nBy bank.",
            "AC-1: Money"
        ]
    );
    assert_eq!(section_of(&read.criteria[0]), ["Refunds"]);
    assert_eq!(read.criteria[0].claim, TickClaim::Ticked);
    let other = spec(
        "a.md",
        "## Acceptance criteria\n\n- AC-1: Money\n\n```{note} x\ny\n```\n",
    );
    assert_eq!(
        other.dialect,
        Dialect::Markdown,
        "other directives of MyST make no needs"
    );
}

#[test]
fn documents_made_to_be_slow_or_deep_are_read() {
    for piece in [
        ".. req:: a\n",
        ".. a::\n",
        "   x::\n",
        "..\n",
        ":id: a\n",
        "==\n",
        "a\n=\n",
        ".. ",
        "   :a: b\n",
    ] {
        let text = format!(".. req:: first\n\n{}", piece.repeat(10_000));
        assert!(!spec("a.rst", &text).criteria.is_empty(), "{piece}");
    }
    for mark in [".. req:: a\n", ".. a::\n", "x::\n"] {
        let steps: String = (0..1_000)
            .map(|depth| format!("{}{mark}", " ".repeat(depth)))
            .collect();
        let flat = format!("{}x\n", " ".repeat(1_000)).repeat(1_000);
        let _ = spec("a.rst", &format!(".. req:: first\n\n{steps}{flat}"));
    }
}

#[test]
fn directives_about_a_document_or_a_person_are_no_needs() {
    let text = "Requirements\n============\n\n.. document:: R\n   :id: doc__r\n\n.. person:: Ann\n   :id: P_1\n\n.. req:: Refund once\n   :id: REQ_1\n\n   The service refunds once.\n";
    let read = spec("docs/reqs.rst", text);
    assert_eq!(ids_of(&read), ["REQ_1"]);
    assert_eq!(
        read.left_out
            .iter()
            .map(|out| out.lines.first)
            .collect::<Vec<_>>(),
        [4, 7]
    );
}
