//! Criteria in Markdown, in its dialects, and in Gherkin.

use super::Format;

pub(super) const FORMATS: &[Format] = &[
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
        item: |n| {
            format!(
                "### REQ-{n}: Payment\n\nThe system shall record payment {n} in the journal.\n\n"
            )
        },
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
            format!(
                "<tr><td>REQ-{n}</td><td>The system shall record payment {n} in the journal</td></tr>\n"
            )
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
            format!(
                "  Scenario: Payment {n}\n    Given a key\n    When it is used\n    Then it counts\n\n"
            )
        },
        tail: "",
    },
    Format {
        name: "Gherkin in Markdown",
        path: "features/pay.feature.md",
        head: "# Feature: Pay\n\n",
        item: |n| {
            format!(
                "## Scenario: Payment {n}\n\n* Given a key\n* When it is used\n* Then it counts\n\n"
            )
        },
        tail: "",
    },
];
