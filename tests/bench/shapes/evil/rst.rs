//! Hostile reStructuredText and AsciiDoc: all openings, all rules, deeper and deeper.

use crate::shapes::{Shape, of};

pub(super) const SHAPES: &[Shape] = &[
    Shape { name: "rst of lines", path: "docs/requirements.rst", text: || of("a\n") },
    Shape { name: "rst of rules", path: "docs/requirements.rst", text: || of("====\n") },
    Shape { name: "rst of short sections", path: "docs/requirements.rst", text: || of("a\n=\n") },
    Shape {
        name: "rst of items",
        path: "docs/requirements.rst",
        text: || format!("Requirements\n============\n\n{}", of("* a\n")),
    },
    Shape {
        name: "rst of nested items",
        path: "docs/requirements.rst",
        text: || of(&(0..40).map(|depth| format!("{}* a\n\n", "  ".repeat(depth))).collect::<String>()),
    },
    Shape { name: "rst of items on a line", path: "docs/requirements.rst", text: || of("* ") },
    Shape { name: "rst of directives", path: "docs/requirements.rst", text: || of(".. note:: a\n") },
    Shape {
        name: "rst of directives in each other",
        path: "docs/requirements.rst",
        text: || {
            of(&(0..40).map(|depth| format!("{}.. note::\n\n", "   ".repeat(depth))).collect::<String>())
        },
    },
    Shape { name: "rst of comments", path: "docs/requirements.rst", text: || of("..\n") },
    Shape { name: "rst of literal blocks", path: "docs/requirements.rst", text: || of("a::\n\n  b\n\n") },
    Shape { name: "rst of colons", path: "docs/requirements.rst", text: || of("::\n\n") },
    Shape {
        name: "rst of backquotes",
        path: "docs/requirements.rst",
        text: || format!("Requirements\n============\n\n* {}", of("`")),
    },
    Shape {
        name: "rst of roles",
        path: "docs/requirements.rst",
        text: || format!("Requirements\n============\n\n* {}", of(":ref:`")),
    },
    Shape {
        name: "rst of links",
        path: "docs/requirements.rst",
        text: || format!("Requirements\n============\n\n* {}", of("`a <b>`_ ")),
    },
    Shape {
        name: "rst of stars",
        path: "docs/requirements.rst",
        text: || format!("Requirements\n============\n\n* {}", of("*")),
    },
    Shape { name: "rst of grid borders", path: "docs/requirements.rst", text: || of("+---+---+\n") },
    Shape { name: "rst of simple borders", path: "docs/requirements.rst", text: || of("=== ===\n") },
    Shape {
        name: "rst of a wide grid",
        path: "docs/requirements.rst",
        text: || {
            let rule = "+-".repeat(5_000);
            format!("{rule}+\n{}", of(&format!("{}|\n{rule}+\n", "|a".repeat(5_000))))
        },
    },
    Shape {
        name: "rst of one large grid cell",
        path: "docs/requirements.rst",
        text: || format!("+-----+\n{}+-----+\n", of("|  a  |\n")),
    },
    Shape {
        name: "rst of small grids",
        path: "docs/requirements.rst",
        text: || of("+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+\n\n"),
    },
    Shape {
        name: "rst of small simple tables",
        path: "docs/requirements.rst",
        text: || of("=== ===\na   b\n=== ===\nc   d\n=== ===\n\n"),
    },
    Shape {
        name: "rst of list tables",
        path: "docs/requirements.rst",
        text: || of(".. list-table::\n\n   * - a\n     - b\n\n"),
    },
    Shape {
        name: "rst of csv tables",
        path: "docs/requirements.rst",
        text: || of(".. csv-table::\n\n   a, b\n\n"),
    },
    Shape { name: "rst of field lists", path: "docs/requirements.rst", text: || of(":a: b\n") },
    Shape { name: "rst of definitions", path: "docs/requirements.rst", text: || of("a\n  b\n\n") },
    Shape {
        name: "rst of indented lines",
        path: "docs/requirements.rst",
        text: || of(&format!("{}a\n", " ".repeat(158))),
    },
    Shape {
        name: "rst of blank lines",
        path: "docs/requirements.rst",
        text: || format!("* a\n{}", of("\n")),
    },
    Shape {
        name: "rst of deeper lines",
        path: "docs/requirements.rst",
        text: || of(&(0..200).map(|depth| format!("{}a\n", " ".repeat(depth))).collect::<String>()),
    },
    Shape { name: "rst of targets", path: "docs/requirements.rst", text: || of(".. _a:\n") },
    Shape { name: "AsciiDoc of lines", path: "docs/requirements.adoc", text: || of("a\n") },
    Shape { name: "AsciiDoc of sections", path: "docs/requirements.adoc", text: || of("== a\n\n") },
    Shape {
        name: "AsciiDoc of items",
        path: "docs/requirements.adoc",
        text: || format!("== Requirements\n\n{}", of("* a\n")),
    },
    Shape { name: "AsciiDoc of stars", path: "docs/requirements.adoc", text: || of("*") },
    Shape {
        name: "AsciiDoc of nested items",
        path: "docs/requirements.adoc",
        text: || of(&(1..40).map(|depth| format!("{} a\n", "*".repeat(depth))).collect::<String>()),
    },
    Shape { name: "AsciiDoc of blocks", path: "docs/requirements.adoc", text: || of("----\n") },
    Shape { name: "AsciiDoc of example blocks", path: "docs/requirements.adoc", text: || of("====\n") },
    Shape {
        name: "AsciiDoc of blocks of all lengths",
        path: "docs/requirements.adoc",
        text: || (4..4_000).map(|n| format!("{}\n", "=".repeat(n))).collect(),
    },
    Shape { name: "AsciiDoc of open blocks", path: "docs/requirements.adoc", text: || of("--\n") },
    Shape {
        name: "AsciiDoc of continuations",
        path: "docs/requirements.adoc",
        text: || format!("* a\n{}", of("+\n")),
    },
    Shape { name: "AsciiDoc of tables", path: "docs/requirements.adoc", text: || of("|===\n") },
    Shape { name: "AsciiDoc of bars", path: "docs/requirements.adoc", text: || of("|") },
    Shape {
        name: "AsciiDoc of bars in a table",
        path: "docs/requirements.adoc",
        text: || format!("|===\n{}", of("|")),
    },
    Shape {
        name: "AsciiDoc of short cells",
        path: "docs/requirements.adoc",
        text: || format!("|===\n|ID|Text\n\n{}", of("|a\n")),
    },
    Shape {
        name: "AsciiDoc of wide columns",
        path: "docs/requirements.adoc",
        text: || format!("[cols=\"999999999*\"]\n|===\n{}", of("|a\n")),
    },
    Shape {
        name: "AsciiDoc of spans",
        path: "docs/requirements.adoc",
        text: || format!("|===\n{}", of("99999.99999+|a\n")),
    },
    Shape {
        name: "AsciiDoc of copies",
        path: "docs/requirements.adoc",
        text: || format!("|===\n{}", of("99999*|a\n")),
    },
    Shape {
        name: "AsciiDoc of tables with ids",
        path: "docs/requirements.adoc",
        text: || of("|===\n|ID |Text\n\n|AC-1 |it has to work for everybody\n|===\n\n"),
    },
    Shape { name: "AsciiDoc of attributes", path: "docs/requirements.adoc", text: || of(":a: b\n") },
    Shape {
        name: "AsciiDoc of attribute bombs",
        path: "docs/requirements.adoc",
        text: || {
            let bomb: String =
                (1..30).map(|n| format!(":a{n}: {}\n", format!("{{a{}}}", n - 1).repeat(9))).collect();
            format!(":a0: x\n{bomb}\n== Requirements\n\n{}", of("* {a29}\n"))
        },
    },
    Shape {
        name: "AsciiDoc of references to attributes",
        path: "docs/requirements.adoc",
        text: || format!(":a: {}\n\n== Requirements\n\n{}", "x".repeat(1_000), of("* {a}\n")),
    },
    Shape {
        name: "AsciiDoc of links",
        path: "docs/requirements.adoc",
        text: || format!("== Requirements\n\n* {}", of("link:a[")),
    },
    Shape {
        name: "AsciiDoc of cross references",
        path: "docs/requirements.adoc",
        text: || format!("== Requirements\n\n* {}", of("<<a,")),
    },
    Shape {
        name: "AsciiDoc of quotes",
        path: "docs/requirements.adoc",
        text: || format!("== Requirements\n\n* {}", of("`+")),
    },
    Shape { name: "AsciiDoc of anchors", path: "docs/requirements.adoc", text: || of("[[a]]\n") },
    Shape { name: "AsciiDoc of attribute lists", path: "docs/requirements.adoc", text: || of("[a=b]\n") },
    Shape { name: "AsciiDoc of definitions", path: "docs/requirements.adoc", text: || of("a:: b\n") },
    Shape { name: "AsciiDoc of comments", path: "docs/requirements.adoc", text: || of("//\n") },
    Shape { name: "AsciiDoc of comment blocks", path: "docs/requirements.adoc", text: || of("////\n") },
    Shape { name: "AsciiDoc of includes", path: "docs/requirements.adoc", text: || of("include::a[]\n") },
    Shape {
        name: "AsciiDoc of indented lines",
        path: "docs/requirements.adoc",
        text: || of(&format!("{}a\n", " ".repeat(158))),
    },
    Shape {
        name: "AsciiDoc of blank lines",
        path: "docs/requirements.adoc",
        text: || format!("* a\n{}", of("\n")),
    },
];
