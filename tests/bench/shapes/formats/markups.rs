//! Criteria in plain text and in markups other than Markdown.

use super::Format;

pub(super) const FORMATS: &[Format] = &[
    Format {
        name: "plain text ids",
        path: "docs/SRS.txt",
        head: "2. REQUIREMENTS\n\n",
        item: |n| format!("REQ-{n}: The system shall record payment {n} in the journal.\n"),
        tail: "",
    },
    Format {
        name: "plain text numbers",
        path: "docs/SRS.txt",
        head: "2. REQUIREMENTS\n\n",
        item: |n| format!("2.1.{n} The system shall record payment {n} in the journal.\n\n"),
        tail: "",
    },
    Format {
        name: "plain text bullets",
        path: "docs/SRS.txt",
        head: "ACCEPTANCE CRITERIA\n\n",
        item: |n| format!(" o The system shall record payment {n} in the journal\n"),
        tail: "",
    },
    Format {
        name: "rst list",
        path: "docs/requirements.rst",
        head: "Requirements\n============\n\n",
        item: |n| format!("* **REQ-{n}**: The system shall record payment {n} in the journal\n"),
        tail: "",
    },
    Format {
        name: "rst sections",
        path: "docs/requirements.rst",
        head: "Requirements\n============\n\n",
        item: |n| {
            format!(
                "REQ-{n}\n--------------\n\nThe system shall record payment {n} in the journal.\n\n"
            )
        },
        tail: "",
    },
    Format {
        name: "rst grid table",
        path: "docs/requirements.rst",
        head: "Requirements\n============\n\n+-----------+--------------------------------------------------------+\n| ID        | Requirement                                            |\n+===========+========================================================+\n",
        item: |n| {
            format!(
                "| REQ-{n:<5} | The system shall record payment {n:<5} in the journal     |\n+-----------+--------------------------------------------------------+\n"
            )
        },
        tail: "",
    },
    Format {
        name: "rst list table",
        path: "docs/requirements.rst",
        head: "Requirements\n============\n\n.. list-table::\n   :header-rows: 1\n\n   * - ID\n     - Requirement\n",
        item: |n| {
            format!("   * - REQ-{n}\n     - The system shall record payment {n} in the journal\n")
        },
        tail: "",
    },
    Format {
        name: "rst csv table",
        path: "docs/requirements.rst",
        head: "Requirements\n============\n\n.. csv-table::\n   :header: ID, Requirement\n\n",
        item: |n| format!("   REQ-{n}, The system shall record payment {n} in the journal\n"),
        tail: "",
    },
    Format {
        name: "sphinx-needs",
        path: "docs/index.rst",
        head: "Requirements\n============\n\n",
        item: |n| {
            format!(
                ".. req:: Payment {n}\n   :id: REQ_{n}\n\n   The system shall record payment {n} in the journal.\n\n"
            )
        },
        tail: "",
    },
    Format {
        name: "sphinx-needs list",
        path: "docs/index.rst",
        head: "Requirements\n============\n\n.. list2need::\n   :types: req, test\n\n",
        item: |n| format!("   * (REQ-{n}) The system shall record payment {n} in the journal\n"),
        tail: "",
    },
    Format {
        name: "MyST needs",
        path: "docs/index.md",
        head: "# Requirements\n\n",
        item: |n| {
            format!(
                "```{{req}} Payment {n}\n:id: REQ_{n}\n\nThe system shall record payment {n} in the journal.\n```\n\n"
            )
        },
        tail: "",
    },
    Format {
        name: "AsciiDoc list",
        path: "docs/requirements.adoc",
        head: "== Requirements\n\n",
        item: |n| format!("* *REQ-{n}*: The system shall record payment {n} in the journal\n"),
        tail: "",
    },
    Format {
        name: "AsciiDoc sections",
        path: "docs/requirements.adoc",
        head: "== Requirements\n\n",
        item: |n| {
            format!(
                "[[REQ-{n}]]\n=== Payment {n}\n\nThe system shall record payment {n} in the journal.\n\n"
            )
        },
        tail: "",
    },
    Format {
        name: "AsciiDoc table",
        path: "docs/requirements.adoc",
        head: "== Requirements\n\n|===\n|ID |Requirement\n\n",
        item: |n| format!("|REQ-{n}\n|The system shall record payment {n} in the journal\n"),
        tail: "|===\n",
    },
    Format {
        name: "Org list",
        path: "docs/requirements.org",
        head: "* Requirements\n",
        item: |n| format!("- REQ-{n} :: The system shall record payment {n} in the journal\n"),
        tail: "",
    },
    Format {
        name: "Org headings",
        path: "docs/requirements.org",
        head: "* Requirements\n",
        item: |n| {
            format!(
                "** REQ-{n}: Payment\n:PROPERTIES:\n:CUSTOM_ID: pay-{n}\n:END:\nThe system shall record payment {n} in the journal.\n"
            )
        },
        tail: "",
    },
    Format {
        name: "Org table",
        path: "docs/requirements.org",
        head: "* Requirements\n| ID | Requirement |\n|----+----|\n",
        item: |n| format!("| REQ-{n} | The system shall record payment {n} in the journal |\n"),
        tail: "",
    },
    Format {
        name: "HTML list",
        path: "docs/requirements.html",
        head: "<h2>Requirements</h2>\n<ul>\n",
        item: |n| {
            format!("<li><b>REQ-{n}</b>: The system shall record payment {n} in the journal</li>\n")
        },
        tail: "</ul>\n",
    },
    Format {
        name: "HTML table",
        path: "docs/requirements.html",
        head: "<h2>Requirements</h2>\n<table>\n<tr><th>ID</th><th>Requirement</th></tr>\n",
        item: |n| {
            format!(
                "<tr><td>REQ-{n}</td><td>The system shall record payment {n} in the journal</td></tr>\n"
            )
        },
        tail: "</table>\n",
    },
    Format {
        name: "Jira list",
        path: "docs/requirements.jira",
        head: "h2. Requirements\n\n",
        item: |n| format!("* *REQ-{n}*: The system shall record payment {n} in the journal\n"),
        tail: "",
    },
    Format {
        name: "Jira table",
        path: "docs/requirements.jira",
        head: "h2. Requirements\n\n||ID||Requirement||\n",
        item: |n| format!("|REQ-{n}|The system shall record payment {n} in the journal|\n"),
        tail: "",
    },
];
