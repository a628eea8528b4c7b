//! One file of each format, at 100,000 criteria and at 10 MB, as it is and with its line ends spoilt.

use super::{File, LARGE};

/// A way to write criteria.
struct Format {
    name: &'static str,
    path: &'static str,
    head: &'static str,
    item: fn(usize) -> String,
    tail: &'static str,
}

/// How much is written, and how.
#[derive(Clone, Copy)]
enum Size {
    /// 100,000 criteria.
    Criteria,
    /// 10 MB.
    Large,
    /// 10 MB on one line.
    OneLine,
    /// 10 MB with carriage returns in place of line feeds.
    Returns,
}

/// All formats in all sizes.
pub(super) fn all() -> impl Iterator<Item = File> {
    let sizes = [
        (Size::Criteria, "100,000 criteria"),
        (Size::Large, "10 MB"),
        (Size::OneLine, "on one line"),
        (Size::Returns, "carriage returns alone"),
    ];
    sizes.into_iter().flat_map(|(size, what)| {
        FORMATS.iter().map(move |format| File {
            name: format!("{}: {what}", format.name),
            path: format.path,
            text: Box::new(move || format.text(size)),
        })
    })
}

impl Format {
    fn text(&self, size: Size) -> String {
        let mut text = self.head.to_owned();
        for number in 0.. {
            let is_done = match size {
                Size::Criteria => number == 100_000,
                _ => text.len() >= LARGE,
            };
            if is_done {
                break;
            }
            text.push_str(&(self.item)(number));
        }
        text.push_str(self.tail);
        match size {
            Size::Criteria | Size::Large => text,
            Size::OneLine => text.replace('\n', " "),
            Size::Returns => text.replace('\n', "\r"),
        }
    }
}

const FORMATS: &[Format] = &[
    Format {
        name: "Markdown list",
        path: "SPEC.md",
        head: "## Requirements\n\n",
        item: |n| format!("- **REQ-{n}**: The system shall record payment {n} in the journal\n"),
        tail: "",
    },
    Format {
        name: "Markdown boxes",
        path: "SPEC.md",
        head: "## Acceptance criteria\n\n",
        item: |n| format!("- [ ] The system shall record payment {n} in the journal\n"),
        tail: "",
    },
    Format {
        name: "Markdown table",
        path: "SPEC.md",
        head: "## Requirements\n\n|ID|Requirement|\n|-|-|\n",
        item: |n| format!("|REQ-{n}|The system shall record payment {n} in the journal|\n"),
        tail: "",
    },
    Format {
        name: "Markdown tables",
        path: "SPEC.md",
        head: "",
        item: |n| {
            format!(
                "## Part {n}\n\n|ID|Requirement|\n|-|-|\n|REQ-{n}|The system shall record payment {n} in the journal|\n\n"
            )
        },
        tail: "",
    },
    Format {
        name: "Markdown headings",
        path: "SPEC.md",
        head: "",
        item: |n| format!("### REQ-{n}: Payment\n\nThe system shall record payment {n} in the journal.\n\n"),
        tail: "",
    },
    Format {
        name: "Markdown paragraphs",
        path: "SPEC.md",
        head: "## Requirements\n\n",
        item: |n| format!("**REQ-{n}**: The system shall record payment {n} in the journal.\n\n"),
        tail: "",
    },
    Format {
        name: "Markdown HTML table",
        path: "SPEC.md",
        head: "## Requirements\n\n<table>\n<tr><th>ID</th><th>Requirement</th></tr>\n",
        item: |n| {
            format!("<tr><td>REQ-{n}</td><td>The system shall record payment {n} in the journal</td></tr>\n")
        },
        tail: "</table>\n",
    },
    Format {
        name: "Markdown grid table",
        path: "SPEC.md",
        head: "## Requirements\n\n+-----------+--------------------------------------------------------+\n| ID        | Requirement                                            |\n+===========+========================================================+\n",
        item: |n| {
            format!(
                "| REQ-{n:<5} | The system shall record payment {n:<5} in the journal     |\n+-----------+--------------------------------------------------------+\n"
            )
        },
        tail: "",
    },
    Format {
        name: "Markdown YAML fence",
        path: "SPEC.md",
        head: "## Requirements\n\n```yaml\nacceptance_criteria:\n",
        item: |n| format!("  - The system shall record payment {n} in the journal\n"),
        tail: "```\n",
    },
    Format {
        name: "spec-kit",
        path: "specs/001-pay/spec.md",
        head: "## Requirements\n\n### Functional Requirements\n\n",
        item: |n| format!("- **FR-{n}**: System MUST record payment {n} in the journal\n"),
        tail: "",
    },
    Format {
        name: "spec-kit scenarios",
        path: "specs/001-pay/spec.md",
        head: "## User Scenarios & Testing\n\n### User Story 1 - Pay (Priority: P1)\n\n**Acceptance Scenarios**:\n\n",
        item: |n| format!("{n}. **Given** a key {n}, **When** it is used, **Then** it counts\n"),
        tail: "",
    },
    Format {
        name: "tasks",
        path: "specs/001-pay/tasks.md",
        head: "# Tasks\n\n",
        item: |n| format!("- [ ] T{n} [P] [US1] Record payments in `src/pay.rs`\n"),
        tail: "",
    },
    Format {
        name: "OpenSpec",
        path: "openspec/changes/add-x/specs/cli/spec.md",
        head: "## ADDED Requirements\n\n",
        item: |n| {
            format!(
                "### Requirement: Payment {n}\nThe system SHALL record payments.\n\n#### Scenario: Paid\n- **WHEN** it is paid\n- **THEN** it is recorded\n\n"
            )
        },
        tail: "",
    },
    Format {
        name: "Kiro",
        path: ".kiro/specs/pay/requirements.md",
        head: "# Requirements Document\n\n## Requirements\n\n",
        item: |n| {
            format!(
                "### Requirement {n}: Pay\n\n**User Story:** As a user, I want to pay, so that I have it\n\n#### Acceptance Criteria\n\n1. WHEN it is paid THEN THE SYSTEM SHALL record it\n\n"
            )
        },
        tail: "",
    },
    Format {
        name: "story",
        path: "docs/stories/1.2.story.md",
        head: "# Story 1.2: Pay\n\n## Acceptance Criteria\n\n",
        item: |n| format!("{n}. Payments are recorded in the journal\n"),
        tail: "",
    },
    Format {
        name: "PRD",
        path: "docs/prd.md",
        head: "# PRD\n\n## Functional requirements\n\n",
        item: |n| format!("- FR{n}: Payments are recorded in the journal\n"),
        tail: "",
    },
    Format {
        name: "Gherkin",
        path: "features/pay.feature",
        head: "Feature: Pay\n\n",
        item: |n| {
            format!("  Scenario: Payment {n}\n    Given a key\n    When it is used\n    Then it counts\n\n")
        },
        tail: "",
    },
    Format {
        name: "Gherkin in Markdown",
        path: "features/pay.feature.md",
        head: "# Feature: Pay\n\n",
        item: |n| {
            format!("## Scenario: Payment {n}\n\n* Given a key\n* When it is used\n* Then it counts\n\n")
        },
        tail: "",
    },
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
            format!("REQ-{n}\n--------------\n\nThe system shall record payment {n} in the journal.\n\n")
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
        item: |n| format!("   * - REQ-{n}\n     - The system shall record payment {n} in the journal\n"),
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
            format!("[[REQ-{n}]]\n=== Payment {n}\n\nThe system shall record payment {n} in the journal.\n\n")
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
        item: |n| format!("<li><b>REQ-{n}</b>: The system shall record payment {n} in the journal</li>\n"),
        tail: "</ul>\n",
    },
    Format {
        name: "HTML table",
        path: "docs/requirements.html",
        head: "<h2>Requirements</h2>\n<table>\n<tr><th>ID</th><th>Requirement</th></tr>\n",
        item: |n| {
            format!("<tr><td>REQ-{n}</td><td>The system shall record payment {n} in the journal</td></tr>\n")
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
    Format {
        name: "CSV",
        path: "requirements.csv",
        head: "ID,Requirement\n",
        item: |n| format!("REQ-{n},\"The system shall, on demand, record payment {n}\"\n"),
        tail: "",
    },
    Format {
        name: "CSV without a head",
        path: "requirements.csv",
        head: "",
        item: |n| format!("REQ-{n},The system shall record payment {n} in the journal\n"),
        tail: "",
    },
    Format {
        name: "TSV",
        path: "requirements.tsv",
        head: "ID\tRequirement\n",
        item: |n| format!("REQ-{n}\tThe system shall record payment {n} in the journal\n"),
        tail: "",
    },
    Format {
        name: "YAML",
        path: "requirements.yaml",
        head: "requirements:\n",
        item: |n| format!("  - id: REQ-{n}\n    text: The system shall record payment {n} in the journal\n"),
        tail: "",
    },
    Format {
        name: "YAML map",
        path: "requirements.yaml",
        head: "requirements:\n",
        item: |n| format!("  REQ-{n}: The system shall record payment {n} in the journal\n"),
        tail: "",
    },
    Format {
        name: "JSON",
        path: "prd.json",
        head: "{\"requirements\": [\n",
        item: |n| {
            format!(
                "{{\"id\": \"REQ-{n}\", \"text\": \"The system shall record payment {n} in the journal\"}},\n"
            )
        },
        tail: "{\"id\": \"END\", \"text\": \"It shall end\"}]}\n",
    },
    Format {
        name: "JSON stories",
        path: "prd.json",
        head: "{\"userStories\": [\n",
        item: |n| {
            format!(
                "{{\"id\": \"US-{n}\", \"title\": \"Pay\", \"acceptanceCriteria\": [\"Payment {n} is recorded\"]}},\n"
            )
        },
        tail: "{\"id\": \"END\", \"title\": \"End\"}]}\n",
    },
    Format {
        name: "ReqIF",
        path: "pay.reqif",
        head: "<REQ-IF><SPEC-TYPES><SPEC-OBJECT-TYPE><ATTRIBUTE-DEFINITION-STRING IDENTIFIER=\"d\" LONG-NAME=\"ReqIF.Text\"/></SPEC-OBJECT-TYPE></SPEC-TYPES>\n<SPEC-OBJECTS>\n",
        item: |n| {
            format!(
                "<SPEC-OBJECT IDENTIFIER=\"REQ-{n}\"><VALUES><ATTRIBUTE-VALUE-STRING THE-VALUE=\"The system shall record payment {n} in the journal\"><DEFINITION><ATTRIBUTE-DEFINITION-STRING-REF>d</ATTRIBUTE-DEFINITION-STRING-REF></DEFINITION></ATTRIBUTE-VALUE-STRING></VALUES></SPEC-OBJECT>\n"
            )
        },
        tail: "</SPEC-OBJECTS></REQ-IF>\n",
    },
    Format {
        name: "ReqIF short",
        path: "pay.reqif",
        head: "<REQ-IF><SPEC-OBJECTS>\n",
        item: |n| format!("<SPEC-OBJECT LONG-NAME=\"REQ-{n}\" DESC=\"It pays\"/>\n"),
        tail: "</SPEC-OBJECTS></REQ-IF>\n",
    },
    Format {
        name: "StrictDoc",
        path: "docs/srs.sdoc",
        head: "[DOCUMENT]\nTITLE: Pay\n\n",
        item: |n| {
            format!(
                "[REQUIREMENT]\nUID: REQ-{n}\nSTATEMENT: The system shall record payment {n} in the journal\n\n"
            )
        },
        tail: "",
    },
    Format {
        name: "StrictDoc Markdown",
        path: "docs/srs.md",
        head: "# Requirements\n\n",
        item: |n| {
            format!(
                "## Payment {n}\n**UID**: REQ-{n}\n\n**Statement**: The system shall record payment {n} in the journal\n\n"
            )
        },
        tail: "",
    },
    Format {
        name: "OpenFastTrace",
        path: "doc/requirements_oft.md",
        head: "# Requirements\n\n",
        item: |n| {
            format!(
                "## Payment {n}\n`req~pay.{n}~1`\n\nThe system shall record payment {n} in the journal.\n\nNeeds: dsn\n\n"
            )
        },
        tail: "",
    },
    Format {
        name: "tracey",
        path: "docs/rules.md",
        head: "# Rules\n\n",
        item: |n| format!("r[pay.journal.{n}]\nThe system shall record payment {n} in the journal.\n\n"),
        tail: "",
    },
    Format {
        name: "TOML",
        path: "spec.toml",
        head: "",
        item: |n| {
            format!(
                "[[criteria]]\nid = \"REQ-{n}\"\ntext = \"The system shall record payment {n} in the journal\"\n\n"
            )
        },
        tail: "",
    },
    Format {
        name: "TOML front",
        path: "docs/task.md",
        head: "+++\n",
        item: |n| {
            format!(
                "[[criteria]]\nid = \"REQ-{n}\"\ntext = \"The system shall record payment {n} in the journal\"\n\n"
            )
        },
        tail: "+++\n\n# Task\n",
    },
];
