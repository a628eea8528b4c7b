//! Large and hostile texts of the dialects that have files of their own, and of those within Markdown.

use super::{Shape, numbered, of};

/// The dialects.
pub(crate) const SHAPES: &[Shape] = &[
    Shape { name: "a checklist by name", path: "checklists/a.md", text: || of("- [ ] a\n") },
    Shape { name: "tasks by name", path: "specs/1/tasks.md", text: || of("- [ ] T1 a\n") },
    Shape { name: "criteria by name", path: "acceptance.md", text: || of("a\n\n- b\n\n") },
    Shape {
        name: "numbered requirements",
        path: ".kiro/specs/a/requirements.md",
        text: || of("### Requirement 1\n\n1. a\n"),
    },
    Shape {
        name: "Gherkin scenarios",
        path: "a.feature",
        text: || of("Scenario: a\n  Given b\n  When c\n  Then d\n\n"),
    },
    Shape { name: "Gherkin short scenarios", path: "a.feature", text: || of("Scenario:\n") },
    Shape {
        name: "Gherkin steps",
        path: "a.feature",
        text: || format!("Feature: a\nScenario: b\n{}", of("* c\n")),
    },
    Shape {
        name: "Gherkin tags",
        path: "a.feature",
        text: || format!("{}\nScenario: b\n* c\n", of("@AC-1 ")),
    },
    Shape {
        name: "Gherkin doc strings",
        path: "a.feature",
        text: || format!("Scenario: b\n{}", of("* c\n\"\"\"\n")),
    },
    Shape { name: "Gherkin words", path: "a.feature", text: || of("a\n") },
    Shape { name: "Gherkin in Markdown", path: "a.feature.md", text: || of("# Scenario: a\n* Given b\n") },
    Shape {
        name: "Gherkin fences in Markdown",
        path: "a.feature.md",
        text: || numbered(|n| format!("# Scenario: a\n{}\n", "`".repeat(3 + n % 900))),
    },
    Shape { name: "StrictDoc nodes", path: "a.sdoc", text: || of("[REQUIREMENT]\nUID: A\nSTATEMENT: b\n\n") },
    Shape {
        name: "StrictDoc sections",
        path: "a.sdoc",
        text: || of("[[SECTION]]\nTITLE: a\n[R]\nSTATEMENT: b\n"),
    },
    Shape {
        name: "StrictDoc fields",
        path: "a.sdoc",
        text: || format!("[R]\n{}", of("STATEMENT: >>>\na\n<<<\n")),
    },
    Shape { name: "sphinx-needs", path: "a.rst", text: || of(".. req:: a\n   :id: b\n\n   c\n\n") },
    Shape { name: "sphinx-needs headings", path: "a.rst", text: || of("a\n===\n.. req:: a\n") },
    Shape { name: "sphinx-needs of one line", path: "a.rst", text: || format!(".. req:: {}", of("a ")) },
    Shape { name: "OpenFastTrace", path: "a.md", text: || of("## a\n`req~a~1`\n\nb\n\nNeeds: c\n\n") },
    Shape { name: "OpenFastTrace in one paragraph", path: "a.md", text: || of("`req~a~1`\n") },
    Shape { name: "tracey", path: "a.md", text: || numbered(|n| format!("r[a.b{n}]\nb\n\n")) },
    Shape {
        name: "tracey in one paragraph",
        path: "a.md",
        text: || format!("r[a.b]\nc\n\n{}", of("r[a.b]\n")),
    },
    Shape {
        name: "StrictDoc in Markdown",
        path: "a.md",
        text: || of("## a\n**UID**: A\n\n**Statement**: b\n\n"),
    },
    Shape {
        name: "StrictDoc fields in Markdown",
        path: "a.md",
        text: || format!("## a\n**UID**: A\n{}", of("**Statement**: b\n")),
    },
    Shape {
        name: "tables with ids",
        path: "SPEC.md",
        text: || {
            format!("## Requirements\n\n|ID|Text|\n|-|-|\n{}", of("|AC-1|it has to work for everybody|\n"))
        },
    },
    Shape {
        name: "many tables with ids",
        path: "SPEC.md",
        text: || {
            format!("## Requirements\n\n{}", of("|ID|Text|\n|-|-|\n|AC-1|it has to work for everybody|\n\n"))
        },
    },
    Shape { name: "rules that bind", path: "SPEC.md", text: || of("1. It MUST work.\n") },
    Shape { name: "sentences that bind", path: "SPEC.md", text: || of("- it must work\n") },
    Shape {
        name: "tasks that name criteria",
        path: "specs/1/tasks.md",
        text: || of("- [ ] T1 a (AC: 1, 2, 3-9)\n"),
    },
    Shape {
        name: "Doorstop",
        path: "a/R1.yml",
        text: || format!("active: true\nderived: false\nlevel: 1\nnormative: true\ntext: |\n{}", of("  a\n")),
    },
    Shape {
        name: "Doorstop with links",
        path: "a/R1.yml",
        text: || {
            format!(
                "active: true\nderived: false\nlevel: 1\nnormative: true\ntext: a\nlinks:\n{}",
                of("- a\n")
            )
        },
    },
    Shape {
        name: "Doorstop of brackets",
        path: "a/R1.yml",
        text: || format!("active: true\nderived: false\nlevel: 1\nnormative: true\ntext: {}", of("[")),
    },
    Shape {
        name: "Doorstop of aliases",
        path: "a/R1.yml",
        text: || {
            let bomb: String =
                (1..30).map(|n| format!("a{n}: &a{n} [{}]\n", format!("*a{},", n - 1).repeat(9))).collect();
            format!("active: true\nderived: false\nlevel: 1\nnormative: true\na0: &a0 x\n{bomb}text: *a29\n")
        },
    },
    Shape { name: "TOML of brackets", path: "spec.toml", text: || of("[") },
    Shape { name: "TOML of nested arrays", path: "spec.toml", text: || format!("a = {}", of("[[[],")) },
    Shape { name: "TOML of empty tables", path: "spec.toml", text: || of("[[criteria]]\n") },
    Shape {
        name: "TOML of unknown keys",
        path: "spec.toml",
        text: || numbered(|n| format!("a{n}=1\n")).replace("## Requirements", ""),
    },
    Shape {
        name: "TOML of dotted keys",
        path: "spec.toml",
        text: || numbered(|n| format!("a.b{n}=1\n")).replace("## Requirements", ""),
    },
    Shape { name: "TOML of one array", path: "spec.toml", text: || format!("criteria = [{}]", of("\"a\",")) },
    Shape {
        name: "TOML of one text",
        path: "spec.toml",
        text: || format!("[[criteria]]\ntext = \"{}\"", of("a ")),
    },
    Shape { name: "TOML of comments", path: "spec.toml", text: || of("#\n") },
];
