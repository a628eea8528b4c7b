//! Hostile Markdown and plain text: all marks, all separators, all on one line.

use crate::shapes::{Shape, markdown, numbered, of, shape};

pub(super) const SHAPES: &[Shape] = &[
    text("plain text of lines", || of("a\n")),
    text("plain text of words on one line", || of("a word or two ")),
    text("plain text of capitals", || of("REQUIREMENTS\n\n")),
    text("plain text of numbered lines", || of("1.1 a\n")),
    text("plain text of numbers", || of("1.")),
    text("plain text of numbers of many parts", || {
        of(&format!("{}1 a\n", "1.".repeat(40)))
    }),
    text("plain text of bullets", || of(" o a\n")),
    text("plain text of nested bullets", || {
        of(&(0..40)
            .map(|depth| format!("{}- a\n", "  ".repeat(depth)))
            .collect::<String>())
    }),
    text("plain text of underlined lines", || of("a\n---\n")),
    text("plain text of contents", || of("1. a ........ 1\n")),
    text("plain text of dots", || of(".")),
    text("plain text of paragraphs", || {
        of("it shall pay\nfor all\n\n")
    }),
    text("plain text of indented lines", || {
        of(&format!("{}a\n", " ".repeat(158)))
    }),
    text("plain text of blank lines", || {
        format!("REQ-1: a\n{}", of("\n"))
    }),
    text("plain text of grid borders", || of("+---+---+\n")),
    text("plain text of small grids", || {
        of("+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+\n\n")
    }),
    text("plain text of form feeds", || of("\u{c}\n")),
    text("plain text of labels", || of("a:\n")),
    text("plain text of boxes", || of("[ ] a\n")),
    markdown("Markdown of grid borders", || of("+---+---+\n")),
    markdown("Markdown of small grids", || {
        format!(
            "## Requirements\n\n{}",
            of("+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+\n\n")
        )
    }),
    markdown("Markdown of simple tables", || {
        format!(
            "## Requirements\n\n{}",
            of("  ID   Text\n---- ----\nAC-1 it works\n\n")
        )
    }),
    markdown("Markdown of HTML tables", || {
        format!(
            "## Requirements\n\n{}",
            of("<table><tr><th>ID<th>Text<tr><td>AC-1<td>it has to work for everybody</table>\n\n")
        )
    }),
    markdown("Markdown of HTML tables without an end", || of("<table>\n")),
    markdown("Markdown of HTML cells", || {
        format!("## Requirements\n\n<table>\n<tr>{}", of("<td>a\n"))
    }),
    markdown("Markdown of HTML lists", || of("<ul><li>a</li></ul>\n")),
    markdown("Markdown of YAML fences", || {
        of("```yaml\nacceptance_criteria:\n  - a\n```\n\n")
    }),
    markdown("Markdown of Gherkin fences", || {
        of("```gherkin\nScenario: a\nGiven b\nThen c\n```\n\n")
    }),
    markdown("Markdown of fences that nobody closed", || {
        of("```\n\n## a\n\n- AC-1: b\n\n")
    }),
    markdown(
        "Markdown of fences that nobody closed, of all lengths",
        || numbered(|n| format!("{}\n\n## a\n\n", "`".repeat(3 + n % 50))),
    ),
    markdown("Markdown of items with pluses", || of("* +++\n")),
    markdown("Markdown of items with rules and keys", || {
        of("* ---\n  a: b\n")
    }),
    markdown("Markdown of directives that nobody closed", || {
        of("````{req} t\n```{req} u\n")
    }),
    markdown("Markdown of definitions", || of("a\n: b\n\n")),
    markdown("Markdown of bold paragraphs with ids", || {
        of("**REQ-1**: The system shall pay.\n\n")
    }),
    markdown("Markdown of numbered paragraphs", || {
        numbered(|n| format!("1.{n} The system shall pay.\n\n"))
    }),
    markdown("Markdown of bullets of other kinds", || of("• a\n")),
    markdown("Markdown of labels and lists", || {
        of("**Acceptance criteria:**\n\n- a\n\n")
    }),
    markdown("Markdown of sections of criteria", || {
        of("## Acceptance criteria\n\n- it pays\n\n")
    }),
    markdown("Markdown of out of scope", || {
        of("## Out of scope\n\n- it pays\n\n")
    }),
    markdown("Markdown of ids on lines", || of("REQ-1: it pays\n")),
    markdown("Markdown of long headings of known words", || {
        of(&format!("## {}\n\n", "requirements of ".repeat(60)))
    }),
    markdown("Markdown of long words in headings", || {
        of(&format!("## {}\n\n", "anforderungen".repeat(60)))
    }),
    markdown("Markdown of headings of other scripts", || {
        of(&format!("## {}\n\n", "要件と受け入れ基準".repeat(20)))
    }),
    markdown("Markdown of headings with slashes", || {
        of(&format!("## {}\n\n", "a / b & ".repeat(60)))
    }),
    markdown("Markdown of headings with brackets", || {
        of(&format!("## {}\n\n", "(a) ".repeat(60)))
    }),
    markdown("Markdown of steps in other languages", || {
        of("- Angenommen a\n- Wenn b\n- Dann c\n\n")
    }),
    markdown("Markdown of long paragraphs that bind", || {
        of(&format!("{}\n\n", "The system MUST pay. ".repeat(40)))
    }),
    markdown("Markdown of tables of many columns", || {
        format!(
            "## Requirements\n\n{}",
            of(&format!(
                "|ID|{}\n|-|{}\n|AC-1|{}\n\n",
                "Text|".repeat(40),
                "-|".repeat(40),
                "it works|".repeat(40)
            ))
        )
    }),
    markdown("Markdown of rows with group rows", || {
        format!(
            "## Requirements\n\n|ID|Text|\n|-|-|\n{}",
            of("|**Group**||\n|AC-1|it works|\n")
        )
    }),
    markdown("Markdown of rows with TBD", || {
        format!(
            "## Requirements\n\n|ID|Text|\n|-|-|\n{}",
            of("|AC-1|TBD|\n")
        )
    }),
    markdown("Markdown of revision histories", || {
        of("## Revision history\n\n|Version|Date|Change|\n|-|-|-|\n|1.0|2024-01-01|it works|\n\n")
    }),
    markdown("Markdown of tables without ids", || {
        of("## Requirements\n\n|Name|Text|\n|-|-|\n|Pay|it has to work for everybody|\n\n")
    }),
];

const fn text(name: &'static str, text: fn() -> String) -> Shape {
    shape("docs/SRS.txt", name, text)
}
