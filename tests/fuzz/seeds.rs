//! What the readers are fed to begin with: small specs of each kind, and words that mean something
//! to them.
//!
//! Another reader is one more entry of [`READERS`]; those of other markups are in `markups.rs`.

use super::tokens::MARKDOWN;

/// A reader, by the path that leads to it.
pub(crate) struct Reader {
    /// For `--reader`.
    pub(crate) name: &'static str,
    pub(crate) path: &'static str,
    /// Specs it reads.
    pub(crate) texts: &'static [&'static str],
    /// Words of its dialect.
    pub(crate) words: &'static [&'static str],
}

/// All readers there are seeds for.
pub(crate) const READERS: &[Reader] = &[
    Reader {
        name: "csv",
        path: "requirements.csv",
        texts: &[
            "\u{feff}ID;Title;Description;Status\r\nREQ-1;One;\"It shall\r\npay; once\";done\r\nPart two;;;\r\nREQ-2;;TBD;\r\n",
            "REQ-1,It shall pay\nREQ-2,\"It shall \"\"record\"\"\"\nREQ-3,\"It shall\n",
        ],
        words: &[
            "\"",
            "\"\"",
            ",",
            ";",
            "\t",
            "\n",
            "REQ-9",
            "id",
            "requirement",
            "It shall pay",
            "TBD",
            "sep=;\n",
        ],
    },
    Reader {
        name: "yaml",
        path: "requirements.yaml",
        texts: &[
            "title: Pay\nrequirements:\n  - id: REQ-1\n    text: >\n      It pays\n      once\n    acceptance_criteria:\n      - Given a\n      - id: b\n  - REQ-2: It records\nnfr: {fast: [It is quick at all]}\nacceptance: |\n  - One thing\n  - Another thing\n",
        ],
        words: &[
            "- ",
            "  ",
            ": ",
            "|\n",
            "[",
            "]",
            "{",
            "}",
            "&a ",
            "*a",
            "criteria:",
            "id: R-1",
            "given: a",
            "\n",
            "\"",
            "'",
            "---\n",
        ],
    },
    Reader {
        name: "json",
        path: "prd.json",
        texts: &[
            "{\"userStories\": [{\"id\": \"US-1\", \"title\": \"Pay a charge\", \"acceptanceCriteria\": [\"It is paid\", 1, null], \"passes\": true}],\n \"requirements\": {\"R-1\": \"It shall \\ud83d\\ude00\"}}\n",
        ],
        words: &[
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\"criteria\"",
            "\"id\"",
            "null",
            "1",
            "\\u0041",
            "\n",
        ],
    },
    Reader {
        name: "reqif",
        path: "pay.reqif",
        texts: &[
            "<REQ-IF><SPEC-TYPES><SPEC-OBJECT-TYPE><ATTRIBUTE-DEFINITION-XHTML IDENTIFIER=\"d\" LONG-NAME=\"ReqIF.Text\"/></SPEC-OBJECT-TYPE></SPEC-TYPES>\n<SPEC-OBJECTS><SPEC-OBJECT IDENTIFIER=\"o\" LONG-NAME=\"One\"><VALUES><ATTRIBUTE-VALUE-XHTML><THE-VALUE><div>It <b>pays</b><ul><li>a</li></ul></div></THE-VALUE><DEFINITION><ATTRIBUTE-DEFINITION-XHTML-REF>d</ATTRIBUTE-DEFINITION-XHTML-REF></DEFINITION></ATTRIBUTE-VALUE-XHTML></VALUES></SPEC-OBJECT></SPEC-OBJECTS>\n<SPECIFICATION LONG-NAME=\"S\"><SPEC-HIERARCHY><OBJECT><SPEC-OBJECT-REF>o</SPEC-OBJECT-REF></OBJECT></SPEC-HIERARCHY></SPECIFICATION></REQ-IF>\n",
        ],
        words: &[
            "<p>",
            "</p>",
            "<",
            ">",
            "&amp;",
            "&x;",
            "&#65;",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<SPEC-OBJECT>",
            "</SPEC-OBJECT>",
            "\n",
        ],
    },
    Reader {
        name: "markdown",
        path: "SPEC.md",
        texts: &[
            "# Export\n\n## Acceptance criteria\n\n- [ ] AC-1: Writes CSV\n- [x] AC-2: Writes\n  JSON\n  - detail\n\n## Out of scope\n\n- XML\n",
            "---\ntitle: Set-up\n---\n\n**Requirements:**\n\n1. One\n1. Two\n\n> quoted\n\n- Given a\n- When b\n- Then c\n",
            "## Requirements\n\n| ID | Requirement |\n|----|-------------|\n| **R-1** | The program exports all orders |\n| **R-2** | It keeps the order of the lines |\n",
            "Given a key\n\nWhen it is used\n\nThen it counts\n\n<!--\n- [ ] hidden\n-->\n\n```\n- [ ] code\n```\n",
            "# Rules\n\n1. Names MUST be short.\n2. Names SHOULD be clear.\n3. Names MAY be funny.\n\n#### FR-1: Refunds\n\nMust be made once.\n",
        ],
        words: MARKDOWN,
    },
    Reader {
        name: "spec-kit",
        path: "specs/001-login/spec.md",
        texts: &[
            "# Feature Specification: Login\n\n**Status**: Draft\n\n## User Scenarios & Testing\n\n### User Story 1 - Ask (Priority: P1)\n\nText.\n\n**Acceptance Scenarios**:\n\n1. **Given** a, **When** b, **Then** c\n2. **Given** d, **When** e, **Then** f\n\n### Edge Cases\n\n- What if g?\n\n## Requirements\n\n### Functional Requirements\n\n- **FR-001**: System MUST log in\n- **FR-002a**: System MUST [NEEDS CLARIFICATION: what]\n\n## Success Criteria\n\n- **SC-001**: 90% in a minute\n",
        ],
        words: MARKDOWN,
    },
    Reader {
        name: "tasks",
        path: "specs/001-login/tasks.md",
        texts: &[
            "# Tasks: Login\n\n## Phase 1: Set-up\n\n- [ ] T001 [P] [US1] Create `src/a.rs`\n- [x] T002 Write it\n  - [ ] in two steps\n\n**Checkpoint**: done\n\n- [ ]* 1.1 Optional\n  - _Requirements: 1.1, 1.2_\n- [-] 2. Begun\n",
        ],
        words: MARKDOWN,
    },
    Reader {
        name: "checklist",
        path: "specs/001-login/checklists/quality.md",
        texts: &[
            "# Quality\n\n## Content Quality\n\n- [ ] CHK001 Is it clear? [Clarity, Spec §FR-001]\n- [x] CHK002 Is it whole? [Gap]\n\n## Notes\n\n- [ ] later\n",
        ],
        words: MARKDOWN,
    },
    Reader {
        name: "openspec",
        path: "openspec/changes/add-x/specs/cli/spec.md",
        texts: &[
            "# cli\n\n## ADDED Requirements\n\n### Requirement: List charges\nThe system SHALL list charges.\n\n#### Scenario: None\n- **WHEN** there are none\n- **THEN** it says so\n\n#### Scenario: Some\nGiven two,\nWhen listed,\nThen both are shown.\n\n## REMOVED Requirements\n\n### Requirement: Print\n**Reason**: unused\n\n## RENAMED Requirements\n- FROM: `### Requirement: A`\n- TO: `### Requirement: B`\n",
        ],
        words: MARKDOWN,
    },
    Reader {
        name: "kiro",
        path: ".kiro/specs/pay/requirements.md",
        texts: &[
            "# Requirements Document\n\n## Introduction\n\nText.\n\n## Requirements\n\n### Requirement 1: Ask\n\n**User Story:** As a user, I want a\n\n#### Acceptance Criteria\n\n1. WHEN a THEN THE SYSTEM SHALL b\n2. IF c THEN THE SYSTEM SHALL d\n\n### Requirement 2\n\n#### Acceptance Criteria\n\n1. WHILE e THE SYSTEM SHALL f\n",
            "# 要件定義書\n\n## 要件\n\n### 要件1: 一覧\n**ユーザーストーリー:** 見たい\n\n#### 受け入れ基準\n\n1. WHEN 押すTHEN システムは表示する\n2. IF 空THEN 知らせる\n",
        ],
        words: MARKDOWN,
    },
    Reader {
        name: "story",
        path: "docs/stories/1.2.story.md",
        texts: &[
            "# Story 1.2: Tenants\n\nStatus: ready-for-dev\n\n## Acceptance Criteria\n\n1. A tenant is stored\n2. **AC2:** It is unique\n\n## Tasks / Subtasks\n\n- [x] Task 1: Entity (AC: 1, 2)\n  - [ ] Subtask 1.1\n\n**Given** a\n**When** b\n**Then** c\n**And** d\n",
            "## Epic 1\n\n### Story 1.1: Set-up\n\n* As a user\n* **Acceptance Criteria (ACs):**\n    1. It builds\n    2. It runs\n",
        ],
        words: MARKDOWN,
    },
    Reader {
        name: "openfasttrace",
        path: "doc/requirements_oft.md",
        texts: &[
            "# Login\n\n## By password\n`req~login.password~1`\n\nUsers log in with a password.\n\nRationale:\n\nSafe.\n\nCovers:\n\n* `feat~login~1`\n\nNeeds: dsn, utest\n\n### Lock\n\n`req~lock~2`\n\nStatus: draft\n\nThree failures lock.\n\nTags: a, b\n",
        ],
        words: &[
            "`req~a~1`\n",
            "dsn~a.b~12",
            "~",
            "Needs: ",
            "Covers:\n",
            "Status: approved\n",
            "Description:\n",
            "arch --> dsn : req~a~1\n",
        ],
    },
    Reader {
        name: "tracey",
        path: "docs/rules.md",
        texts: &[
            "# Auth\n\nr[auth.login]\nUsers MUST log in.\n\n> r[auth.lock+2]\n> Three failures lock.\n>\n> For an hour.\n\n```\nr[no.rule]\n```\n\n## More\n\nr[auth.more]\n\n- one\n- two\n",
        ],
        words: &[
            "r[a.b]\n",
            "r[a.b+2]\n",
            "> r[c.d]\n",
            "r[",
            "]",
            "+",
            "r[a.b status=draft]",
        ],
    },
    Reader {
        name: "strictdoc-markdown",
        path: "docs/srs.md",
        texts: &[
            "# SRS\n\n## Login\n\n**UID**: R-1 \\\n**Status**: Draft\n\n**Statement**:\nUsers log in.\n\n**Rationale**: Safe.\n\n## Lock\n**UID**: R-2\n**Type**: REQUIREMENT\n\nThree failures lock.\n\n**Type**: REQUIREMENT\n**UID**: R-3\n**Statement**: They wait.\n",
        ],
        words: &[
            "**UID**: ",
            "**MID**: ",
            "**Type**: SECTION\n",
            "**Statement**: ",
            "**Comment**:\n",
            " \\\n",
            "**Title**: ",
        ],
    },
    Reader {
        name: "toml",
        path: "spec.toml",
        texts: &[
            "title = \"Payments\"\n\n[[criteria]]\nid = \"AC-1\"\ntext = \"\"\"\nCharged\nonce\"\"\"\nsection = \"Charges\"\npaths = [\"src/**\"]\npriority = 1\n\n[[requirements]]\nid = \"R-1\"\ntitle = 'Refunds'\nacceptance_criteria = [\n  \"once\", \"logged\",\n]\n\n[[requirements.checks]]\nid = \"x\"\ndescription = \"y\"\n\n[[increment]]\ntitle = \"First\"\nhead = \"main\"\ncriteria = [\"AC-1\"]\n",
            "criteria = [\"a\", {text = \"b\", kind = \"task\"}]\n",
        ],
        words: &[
            "[[criteria]]\n",
            "[[requirements]]\n",
            "[[increment]]\n",
            "[criteria]\n",
            "id = \"A\"\n",
            "text = ",
            "kind = \"task\"\n",
            "section = [\"a\", \"b\"]\n",
            "paths = []\n",
            "[[criteria.checks]]\n",
            "a.b.c = 1\n",
            "1979-05-27",
            "\\u0041",
            "#",
            "head = \"v1\"\n",
        ],
    },
    Reader {
        name: "toml-front",
        path: "docs/task.md",
        texts: &[
            "+++\ntitle = \"x\"\n[[acceptance]]\ntext = \"Given a\"\n[[criteria]]\nid = \"C-1\"\ntext = \"b\"\n+++\n\n# Task\n\n- [ ] c\n",
        ],
        words: &[
            "+++\n",
            "[[criteria]]\n",
            "[[acceptance]]\n",
            "text = \"a\"\n",
            "# Title\n",
        ],
    },
    Reader {
        name: "gherkin",
        path: "features/pay.feature",
        texts: &[
            "# language: en\n@money\nFeature: Paying\n  As a user\n\n  Background:\n    Given an account\n\n  Rule: Once\n\n    @AC-1\n    Scenario: Twice\n      Given a key\n      When it is used\n        | a | b |\n        | 1 | 2 |\n      Then it counts\n        \"\"\"\n        text\n        \"\"\"\n      And it is kept\n\n    Scenario Outline: Many <n>\n      * <n> charges\n\n      Examples:\n        | n |\n        | 1 |\n",
            "# language: fr\nFonctionnalité: Payer\n  Scénario: Une fois\n    Étant donné un compte\n    Quand il paie\n    Alors c'est fait\n",
        ],
        words: &[
            "Feature: ",
            "Rule: ",
            "Background:\n",
            "Scenario: ",
            "Scenario Outline: ",
            "Examples:\n",
            "@tag ",
            "\"\"\"\n",
            "| a |\n",
            "# language: de\n",
            "Given ",
            "* ",
            "Funktionalität: ",
            "Szenario: ",
        ],
    },
    Reader {
        name: "gherkin-markdown",
        path: "features/pay.feature.md",
        texts: &[
            "# Feature: Paying\n\nText.\n\n## Background:\n\n* Given an account\n\n## Rule: Once\n\n`@AC-1`\n### Scenario: Twice\n\n- Given a key\n- When it is used\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n\n- Then it counts\n\n### Examples:\n\n  | n |\n  | - |\n  | 1 |\n",
        ],
        words: &[
            "# Feature: ",
            "## Rule: ",
            "## Scenario: ",
            "### Examples:\n",
            "* Given ",
            "`@tag`\n",
            "```\n",
        ],
    },
    Reader {
        name: "doorstop",
        path: "reqs/REQ001.yml",
        texts: &[
            "active: true\nderived: false\nheader: |\n  Login\nlevel: 1.2\nlinks:\n- SYS001: null\nnormative: true\nref: ''\nreviewed: 9TcFUzsQWUHhoh5wsqnhL7VRtSqMaIhrCXg7mfIkxKM=\ntext: |\n  Users log in\n  with a password.\n",
        ],
        words: &[
            "text: |\n  ",
            "text: >-\n",
            "active: false\n",
            "normative: false\n",
            "links:\n- A1: x\n",
            "level: 1.0\n",
            "header: ''\n",
            "- ",
            "&a ",
            "*a",
            "!!str ",
            "? ",
            "{",
            "%YAML 1.2\n",
        ],
    },
    Reader {
        name: "doorstop-markdown",
        path: "reqs/REQ001.md",
        texts: &[
            "---\nactive: true\nderived: false\nlevel: 1.2\nlinks: []\nnormative: true\nreviewed: null\n---\n\n# Login\n\nUsers log in.\n",
        ],
        words: &[
            "---\n",
            "active: true\n",
            "normative: true\n",
            "level: 1\n",
            "# Title\n",
        ],
    },
    Reader {
        name: "strictdoc",
        path: "docs/srs.sdoc",
        texts: &[
            "[DOCUMENT]\nTITLE: SRS\nOPTIONS:\n  MARKUP: Text\n\n[[SECTION]]\nTITLE: Login\n\n[REQUIREMENT]\nUID: R-1\nSTATUS: Draft\nTITLE: Password\nSTATEMENT: >>>\nUsers log in\nwith a password.\n<<<\nRELATIONS:\n- TYPE: Parent\n  VALUE: S-1\n\n[REQUIREMENT]\nUID: R-2\nSTATEMENT: They wait.\n\n[[/SECTION]]\n",
        ],
        words: &[
            "[DOCUMENT]\n",
            "[REQUIREMENT]\n",
            "[TEXT]\n",
            "[[SECTION]]\n",
            "[[/SECTION]]\n",
            "[SECTION]\n",
            "[/SECTION]\n",
            "STATEMENT: >>>\n",
            "<<<\n",
            "UID: ",
            "MID: ",
            "TITLE: ",
            "COMMENT: ",
        ],
    },
    Reader {
        name: "sphinx-needs",
        path: "docs/index.rst",
        texts: &[
            "Login\n=====\n\n.. req:: Password\n   :id: R_1\n   :status: open\n   :links: S_1\n\n   Users log in.\n\n   * one\n   * two\n\n.. spec:: Lock\n   :id: S_1\n\n   Three failures lock.\n\nMore\n----\n\n.. code-block:: rst\n\n   .. req:: None\n      :id: X\n",
        ],
        words: &[
            ".. req:: ",
            ".. spec:: ",
            ".. needtable::\n",
            "   :id: A_1\n",
            "   :status: done\n",
            "   :links: B\n",
            "::\n",
            ".. code-block:: c\n\n",
            "====\n",
            "----\n",
            "   ",
        ],
    },
    Reader {
        name: "unknown",
        path: "notes/x",
        texts: &[
            "[[criteria]]\ntext = \"a\"\n",
            "- [ ] a\n",
            "Feature: a\n  Scenario: b\n    Given c\n",
        ],
        words: MARKDOWN,
    },
];
