//! Hostile reStructuredText and AsciiDoc: all openings, all rules, deeper and deeper.

use crate::shapes::{Shape, of, shape};

pub(super) const SHAPES: &[Shape] = &[
    rst("rst of lines", || of("a\n")),
    rst("rst of rules", || of("====\n")),
    rst("rst of short sections", || of("a\n=\n")),
    rst("rst of items", || {
        format!("Requirements\n============\n\n{}", of("* a\n"))
    }),
    rst("rst of nested items", || {
        of(&(0..40)
            .map(|depth| format!("{}* a\n\n", "  ".repeat(depth)))
            .collect::<String>())
    }),
    rst("rst of items on a line", || of("* ")),
    rst("rst of directives", || of(".. note:: a\n")),
    rst("rst of directives in each other", || {
        of(&(0..40)
            .map(|depth| format!("{}.. note::\n\n", "   ".repeat(depth)))
            .collect::<String>())
    }),
    rst("rst of comments", || of("..\n")),
    rst("rst of literal blocks", || of("a::\n\n  b\n\n")),
    rst("rst of colons", || of("::\n\n")),
    rst("rst of backquotes", || {
        format!("Requirements\n============\n\n* {}", of("`"))
    }),
    rst("rst of roles", || {
        format!("Requirements\n============\n\n* {}", of(":ref:`"))
    }),
    rst("rst of links", || {
        format!("Requirements\n============\n\n* {}", of("`a <b>`_ "))
    }),
    rst("rst of stars", || {
        format!("Requirements\n============\n\n* {}", of("*"))
    }),
    rst("rst of grid borders", || of("+---+---+\n")),
    rst("rst of simple borders", || of("=== ===\n")),
    rst("rst of a wide grid", || {
        let rule = "+-".repeat(5_000);
        format!(
            "{rule}+\n{}",
            of(&format!("{}|\n{rule}+\n", "|a".repeat(5_000)))
        )
    }),
    rst("rst of one large grid cell", || {
        format!("+-----+\n{}+-----+\n", of("|  a  |\n"))
    }),
    rst("rst of small grids", || {
        of("+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+\n\n")
    }),
    rst("rst of small simple tables", || {
        of("=== ===\na   b\n=== ===\nc   d\n=== ===\n\n")
    }),
    rst("rst of list tables", || {
        of(".. list-table::\n\n   * - a\n     - b\n\n")
    }),
    rst("rst of csv tables", || of(".. csv-table::\n\n   a, b\n\n")),
    rst("rst of field lists", || of(":a: b\n")),
    rst("rst of definitions", || of("a\n  b\n\n")),
    rst("rst of indented lines", || {
        of(&format!("{}a\n", " ".repeat(158)))
    }),
    rst("rst of blank lines", || format!("* a\n{}", of("\n"))),
    rst("rst of deeper lines", || {
        of(&(0..200)
            .map(|depth| format!("{}a\n", " ".repeat(depth)))
            .collect::<String>())
    }),
    rst("rst of targets", || of(".. _a:\n")),
    asciidoc("AsciiDoc of lines", || of("a\n")),
    asciidoc("AsciiDoc of sections", || of("== a\n\n")),
    asciidoc("AsciiDoc of items", || {
        format!("== Requirements\n\n{}", of("* a\n"))
    }),
    asciidoc("AsciiDoc of stars", || of("*")),
    asciidoc("AsciiDoc of nested items", || {
        of(&(1..40)
            .map(|depth| format!("{} a\n", "*".repeat(depth)))
            .collect::<String>())
    }),
    asciidoc("AsciiDoc of blocks", || of("----\n")),
    asciidoc("AsciiDoc of example blocks", || of("====\n")),
    asciidoc("AsciiDoc of blocks of all lengths", || {
        (4..4_000).map(|n| format!("{}\n", "=".repeat(n))).collect()
    }),
    asciidoc("AsciiDoc of open blocks", || of("--\n")),
    asciidoc("AsciiDoc of continuations", || {
        format!("* a\n{}", of("+\n"))
    }),
    asciidoc("AsciiDoc of tables", || of("|===\n")),
    asciidoc("AsciiDoc of bars", || of("|")),
    asciidoc("AsciiDoc of bars in a table", || {
        format!("|===\n{}", of("|"))
    }),
    asciidoc("AsciiDoc of short cells", || {
        format!("|===\n|ID|Text\n\n{}", of("|a\n"))
    }),
    asciidoc("AsciiDoc of wide columns", || {
        format!("[cols=\"999999999*\"]\n|===\n{}", of("|a\n"))
    }),
    asciidoc("AsciiDoc of spans", || {
        format!("|===\n{}", of("99999.99999+|a\n"))
    }),
    asciidoc("AsciiDoc of copies", || {
        format!("|===\n{}", of("99999*|a\n"))
    }),
    asciidoc("AsciiDoc of tables with ids", || {
        of("|===\n|ID |Text\n\n|AC-1 |it has to work for everybody\n|===\n\n")
    }),
    asciidoc("AsciiDoc of attributes", || of(":a: b\n")),
    asciidoc("AsciiDoc of attribute bombs", || {
        let bomb: String = (1..30)
            .map(|n| format!(":a{n}: {}\n", format!("{{a{}}}", n - 1).repeat(9)))
            .collect();
        format!(":a0: x\n{bomb}\n== Requirements\n\n{}", of("* {a29}\n"))
    }),
    asciidoc("AsciiDoc of references to attributes", || {
        format!(
            ":a: {}\n\n== Requirements\n\n{}",
            "x".repeat(1_000),
            of("* {a}\n")
        )
    }),
    asciidoc("AsciiDoc of links", || {
        format!("== Requirements\n\n* {}", of("link:a["))
    }),
    asciidoc("AsciiDoc of cross references", || {
        format!("== Requirements\n\n* {}", of("<<a,"))
    }),
    asciidoc("AsciiDoc of quotes", || {
        format!("== Requirements\n\n* {}", of("`+"))
    }),
    asciidoc("AsciiDoc of anchors", || of("[[a]]\n")),
    asciidoc("AsciiDoc of attribute lists", || of("[a=b]\n")),
    asciidoc("AsciiDoc of definitions", || of("a:: b\n")),
    asciidoc("AsciiDoc of comments", || of("//\n")),
    asciidoc("AsciiDoc of comment blocks", || of("////\n")),
    asciidoc("AsciiDoc of includes", || of("include::a[]\n")),
    asciidoc("AsciiDoc of indented lines", || {
        of(&format!("{}a\n", " ".repeat(158)))
    }),
    asciidoc("AsciiDoc of blank lines", || format!("* a\n{}", of("\n"))),
];

const fn asciidoc(name: &'static str, text: fn() -> String) -> Shape {
    shape("docs/requirements.adoc", name, text)
}

const fn rst(name: &'static str, text: fn() -> String) -> Shape {
    shape("docs/requirements.rst", name, text)
}
