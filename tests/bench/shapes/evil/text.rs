//! Hostile Markdown and plain text: all marks, all separators, all on one line.

use crate::shapes::{Shape, numbered, of};

pub(super) const SHAPES: &[Shape] = &[
    Shape { name: "plain text of lines", path: "docs/SRS.txt", text: || of("a\n") },
    Shape { name: "plain text of words on one line", path: "docs/SRS.txt", text: || of("a word or two ") },
    Shape { name: "plain text of capitals", path: "docs/SRS.txt", text: || of("REQUIREMENTS\n\n") },
    Shape { name: "plain text of numbered lines", path: "docs/SRS.txt", text: || of("1.1 a\n") },
    Shape { name: "plain text of numbers", path: "docs/SRS.txt", text: || of("1.") },
    Shape {
        name: "plain text of numbers of many parts",
        path: "docs/SRS.txt",
        text: || of(&format!("{}1 a\n", "1.".repeat(40))),
    },
    Shape { name: "plain text of bullets", path: "docs/SRS.txt", text: || of(" o a\n") },
    Shape {
        name: "plain text of nested bullets",
        path: "docs/SRS.txt",
        text: || of(&(0..40).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect::<String>()),
    },
    Shape { name: "plain text of underlined lines", path: "docs/SRS.txt", text: || of("a\n---\n") },
    Shape { name: "plain text of contents", path: "docs/SRS.txt", text: || of("1. a ........ 1\n") },
    Shape { name: "plain text of dots", path: "docs/SRS.txt", text: || of(".") },
    Shape {
        name: "plain text of paragraphs",
        path: "docs/SRS.txt",
        text: || of("it shall pay\nfor all\n\n"),
    },
    Shape {
        name: "plain text of indented lines",
        path: "docs/SRS.txt",
        text: || of(&format!("{}a\n", " ".repeat(158))),
    },
    Shape {
        name: "plain text of blank lines",
        path: "docs/SRS.txt",
        text: || format!("REQ-1: a\n{}", of("\n")),
    },
    Shape { name: "plain text of grid borders", path: "docs/SRS.txt", text: || of("+---+---+\n") },
    Shape {
        name: "plain text of small grids",
        path: "docs/SRS.txt",
        text: || of("+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+\n\n"),
    },
    Shape { name: "plain text of form feeds", path: "docs/SRS.txt", text: || of("\u{c}\n") },
    Shape { name: "plain text of labels", path: "docs/SRS.txt", text: || of("a:\n") },
    Shape { name: "plain text of boxes", path: "docs/SRS.txt", text: || of("[ ] a\n") },
    Shape { name: "Markdown of grid borders", path: "SPEC.md", text: || of("+---+---+\n") },
    Shape {
        name: "Markdown of small grids",
        path: "SPEC.md",
        text: || {
            format!("## Requirements\n\n{}", of("+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+\n\n"))
        },
    },
    Shape {
        name: "Markdown of simple tables",
        path: "SPEC.md",
        text: || format!("## Requirements\n\n{}", of("  ID   Text\n---- ----\nAC-1 it works\n\n")),
    },
    Shape {
        name: "Markdown of HTML tables",
        path: "SPEC.md",
        text: || {
            format!(
                "## Requirements\n\n{}",
                of("<table><tr><th>ID<th>Text<tr><td>AC-1<td>it has to work for everybody</table>\n\n")
            )
        },
    },
    Shape { name: "Markdown of HTML tables without an end", path: "SPEC.md", text: || of("<table>\n") },
    Shape {
        name: "Markdown of HTML cells",
        path: "SPEC.md",
        text: || format!("## Requirements\n\n<table>\n<tr>{}", of("<td>a\n")),
    },
    Shape { name: "Markdown of HTML lists", path: "SPEC.md", text: || of("<ul><li>a</li></ul>\n") },
    Shape {
        name: "Markdown of YAML fences",
        path: "SPEC.md",
        text: || of("```yaml\nacceptance_criteria:\n  - a\n```\n\n"),
    },
    Shape {
        name: "Markdown of Gherkin fences",
        path: "SPEC.md",
        text: || of("```gherkin\nScenario: a\nGiven b\nThen c\n```\n\n"),
    },
    Shape {
        name: "Markdown of fences that nobody closed",
        path: "SPEC.md",
        text: || of("```\n\n## a\n\n- AC-1: b\n\n"),
    },
    Shape {
        name: "Markdown of fences that nobody closed, of all lengths",
        path: "SPEC.md",
        text: || numbered(|n| format!("{}\n\n## a\n\n", "`".repeat(3 + n % 50))),
    },
    Shape { name: "Markdown of definitions", path: "SPEC.md", text: || of("a\n: b\n\n") },
    Shape {
        name: "Markdown of bold paragraphs with ids",
        path: "SPEC.md",
        text: || of("**REQ-1**: The system shall pay.\n\n"),
    },
    Shape {
        name: "Markdown of numbered paragraphs",
        path: "SPEC.md",
        text: || numbered(|n| format!("1.{n} The system shall pay.\n\n")),
    },
    Shape { name: "Markdown of bullets of other kinds", path: "SPEC.md", text: || of("• a\n") },
    Shape {
        name: "Markdown of labels and lists",
        path: "SPEC.md",
        text: || of("**Acceptance criteria:**\n\n- a\n\n"),
    },
    Shape {
        name: "Markdown of sections of criteria",
        path: "SPEC.md",
        text: || of("## Acceptance criteria\n\n- it pays\n\n"),
    },
    Shape {
        name: "Markdown of out of scope",
        path: "SPEC.md",
        text: || of("## Out of scope\n\n- it pays\n\n"),
    },
    Shape { name: "Markdown of ids on lines", path: "SPEC.md", text: || of("REQ-1: it pays\n") },
    Shape {
        name: "Markdown of long headings of known words",
        path: "SPEC.md",
        text: || of(&format!("## {}\n\n", "requirements of ".repeat(60))),
    },
    Shape {
        name: "Markdown of long words in headings",
        path: "SPEC.md",
        text: || of(&format!("## {}\n\n", "anforderungen".repeat(60))),
    },
    Shape {
        name: "Markdown of headings of other scripts",
        path: "SPEC.md",
        text: || of(&format!("## {}\n\n", "要件と受け入れ基準".repeat(20))),
    },
    Shape {
        name: "Markdown of headings with slashes",
        path: "SPEC.md",
        text: || of(&format!("## {}\n\n", "a / b & ".repeat(60))),
    },
    Shape {
        name: "Markdown of headings with brackets",
        path: "SPEC.md",
        text: || of(&format!("## {}\n\n", "(a) ".repeat(60))),
    },
    Shape {
        name: "Markdown of steps in other languages",
        path: "SPEC.md",
        text: || of("- Angenommen a\n- Wenn b\n- Dann c\n\n"),
    },
    Shape {
        name: "Markdown of long paragraphs that bind",
        path: "SPEC.md",
        text: || of(&format!("{}\n\n", "The system MUST pay. ".repeat(40))),
    },
    Shape {
        name: "Markdown of tables of many columns",
        path: "SPEC.md",
        text: || {
            format!(
                "## Requirements\n\n{}",
                of(&format!(
                    "|ID|{}\n|-|{}\n|AC-1|{}\n\n",
                    "Text|".repeat(40),
                    "-|".repeat(40),
                    "it works|".repeat(40)
                ))
            )
        },
    },
    Shape {
        name: "Markdown of rows with group rows",
        path: "SPEC.md",
        text: || format!("## Requirements\n\n|ID|Text|\n|-|-|\n{}", of("|**Group**||\n|AC-1|it works|\n")),
    },
    Shape {
        name: "Markdown of rows with TBD",
        path: "SPEC.md",
        text: || format!("## Requirements\n\n|ID|Text|\n|-|-|\n{}", of("|AC-1|TBD|\n")),
    },
    Shape {
        name: "Markdown of revision histories",
        path: "SPEC.md",
        text: || of("## Revision history\n\n|Version|Date|Change|\n|-|-|-|\n|1.0|2024-01-01|it works|\n\n"),
    },
    Shape {
        name: "Markdown of tables without ids",
        path: "SPEC.md",
        text: || of("## Requirements\n\n|Name|Text|\n|-|-|\n|Pay|it has to work for everybody|\n\n"),
    },
];
