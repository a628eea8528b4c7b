//! Large and hostile texts of the dialects that have files of their own, and of those within
//! Markdown.

use super::{Shape, markdown, numbered, of, shape};

/// The dialects.
pub(crate) const SHAPES: &[Shape] = &[
    shape("checklists/a.md", "a checklist by name", || of("- [ ] a\n")),
    shape("specs/1/tasks.md", "tasks by name", || of("- [ ] T1 a\n")),
    shape("acceptance.md", "criteria by name", || of("a\n\n- b\n\n")),
    shape(
        ".kiro/specs/a/requirements.md",
        "numbered requirements",
        || of("### Requirement 1\n\n1. a\n"),
    ),
    gherkin("Gherkin scenarios", || {
        of("Scenario: a\n  Given b\n  When c\n  Then d\n\n")
    }),
    gherkin("Gherkin short scenarios", || of("Scenario:\n")),
    gherkin("Gherkin steps", || {
        format!("Feature: a\nScenario: b\n{}", of("* c\n"))
    }),
    gherkin("Gherkin tags", || {
        format!("{}\nScenario: b\n* c\n", of("@AC-1 "))
    }),
    gherkin("Gherkin doc strings", || {
        format!("Scenario: b\n{}", of("* c\n\"\"\"\n"))
    }),
    gherkin("Gherkin words", || of("a\n")),
    shape("a.feature.md", "Gherkin in Markdown", || {
        of("# Scenario: a\n* Given b\n")
    }),
    shape("a.feature.md", "Gherkin fences in Markdown", || {
        numbered(|n| format!("# Scenario: a\n{}\n", "`".repeat(3 + n % 900)))
    }),
    strictdoc("StrictDoc nodes", || {
        of("[REQUIREMENT]\nUID: A\nSTATEMENT: b\n\n")
    }),
    strictdoc("StrictDoc sections", || {
        of("[[SECTION]]\nTITLE: a\n[R]\nSTATEMENT: b\n")
    }),
    strictdoc("StrictDoc fields", || {
        format!("[R]\n{}", of("STATEMENT: >>>\na\n<<<\n"))
    }),
    needs("sphinx-needs", || of(".. req:: a\n   :id: b\n\n   c\n\n")),
    needs("sphinx-needs headings", || of("a\n===\n.. req:: a\n")),
    needs("sphinx-needs of one line", || {
        format!(".. req:: {}", of("a "))
    }),
    short("OpenFastTrace", || {
        of("## a\n`req~a~1`\n\nb\n\nNeeds: c\n\n")
    }),
    short("OpenFastTrace in one paragraph", || of("`req~a~1`\n")),
    short("tracey", || numbered(|n| format!("r[a.b{n}]\nb\n\n"))),
    short("tracey in one paragraph", || {
        format!("r[a.b]\nc\n\n{}", of("r[a.b]\n"))
    }),
    short("StrictDoc in Markdown", || {
        of("## a\n**UID**: A\n\n**Statement**: b\n\n")
    }),
    short("StrictDoc fields in Markdown", || {
        format!("## a\n**UID**: A\n{}", of("**Statement**: b\n"))
    }),
    markdown("tables with ids", || {
        format!(
            "## Requirements\n\n|ID|Text|\n|-|-|\n{}",
            of("|AC-1|it has to work for everybody|\n")
        )
    }),
    markdown("many tables with ids", || {
        format!(
            "## Requirements\n\n{}",
            of("|ID|Text|\n|-|-|\n|AC-1|it has to work for everybody|\n\n")
        )
    }),
    markdown("rules that bind", || of("1. It MUST work.\n")),
    markdown("sentences that bind", || of("- it must work\n")),
    shape("specs/1/tasks.md", "tasks that name criteria", || {
        of("- [ ] T1 a (AC: 1, 2, 3-9)\n")
    }),
    doorstop("Doorstop", || {
        format!(
            "active: true\nderived: false\nlevel: 1\nnormative: true\ntext: |\n{}",
            of("  a\n")
        )
    }),
    doorstop("Doorstop with links", || {
        format!(
            "active: true\nderived: false\nlevel: 1\nnormative: true\ntext: a\nlinks:\n{}",
            of("- a\n")
        )
    }),
    doorstop("Doorstop of brackets", || {
        format!(
            "active: true\nderived: false\nlevel: 1\nnormative: true\ntext: {}",
            of("[")
        )
    }),
    doorstop("Doorstop of aliases", || {
        let bomb: String = (1..30)
            .map(|n| format!("a{n}: &a{n} [{}]\n", format!("*a{},", n - 1).repeat(9)))
            .collect();
        format!(
            "active: true\nderived: false\nlevel: 1\nnormative: true\na0: &a0 x\n{bomb}text: *a29\n"
        )
    }),
    toml("TOML of brackets", || of("[")),
    toml("TOML of nested arrays", || format!("a = {}", of("[[[],"))),
    toml("TOML of empty tables", || of("[[criteria]]\n")),
    toml("TOML of unknown keys", || {
        numbered(|n| format!("a{n}=1\n")).replace("## Requirements", "")
    }),
    toml("TOML of dotted keys", || {
        numbered(|n| format!("a.b{n}=1\n")).replace("## Requirements", "")
    }),
    toml("TOML of one array", || {
        format!("criteria = [{}]", of("\"a\","))
    }),
    toml("TOML of one text", || {
        format!("[[criteria]]\ntext = \"{}\"", of("a "))
    }),
    toml("TOML of comments", || of("#\n")),
];

const fn doorstop(name: &'static str, text: fn() -> String) -> Shape {
    shape("a/R1.yml", name, text)
}

const fn gherkin(name: &'static str, text: fn() -> String) -> Shape {
    shape("a.feature", name, text)
}

const fn needs(name: &'static str, text: fn() -> String) -> Shape {
    shape("a.rst", name, text)
}

const fn short(name: &'static str, text: fn() -> String) -> Shape {
    shape("a.md", name, text)
}

const fn strictdoc(name: &'static str, text: fn() -> String) -> Shape {
    shape("a.sdoc", name, text)
}

const fn toml(name: &'static str, text: fn() -> String) -> Shape {
    shape("spec.toml", name, text)
}
