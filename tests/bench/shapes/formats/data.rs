//! Criteria in tables of values, in data files and in what tools for requirements write.

use super::Format;

pub(super) const FORMATS: &[Format] = &[
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
        item: |n| {
            format!(
                "  - id: REQ-{n}\n    text: The system shall record payment {n} in the journal\n"
            )
        },
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
        item: |n| {
            format!("r[pay.journal.{n}]\nThe system shall record payment {n} in the journal.\n\n")
        },
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
