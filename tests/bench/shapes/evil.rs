//! Texts that cost a reader more than their size: all openings, all separators, all on one line, deeper and deeper.

use super::{Shape, numbered, of};

/// The most a reader of each format can be asked to do.
pub(crate) const SHAPES: &[Shape] = &[
    Shape { name: "CSV of separators", path: "requirements.csv", text: || of(",") },
    Shape { name: "CSV of lines of separators", path: "requirements.csv", text: || of(",,,,\n") },
    Shape { name: "CSV of quotes", path: "requirements.csv", text: || of("\"") },
    Shape {
        name: "CSV of a quote without an end",
        path: "requirements.csv",
        text: || format!("ID,Requirement\nREQ-1,\"{}", of("a\n")),
    },
    Shape { name: "CSV of quotes without an end", path: "requirements.csv", text: || of("\"a\n") },
    Shape {
        name: "CSV of one cell",
        path: "requirements.csv",
        text: || format!("ID,Requirement\nREQ-1,\"{}\"\n", of("a ")),
    },
    Shape {
        name: "CSV of empty lines",
        path: "requirements.csv",
        text: || format!("ID,Requirement\n{}", of("\n")),
    },
    Shape {
        name: "CSV of many columns",
        path: "requirements.csv",
        text: || format!("{}\n{}", "Text,".repeat(50_000), of("a,")),
    },
    Shape {
        name: "CSV of columns called the same",
        path: "requirements.csv",
        text: || format!("{}\n{}", "requirement,".repeat(5_000), of("REQ-1,a\n")),
    },
    Shape { name: "YAML of brackets", path: "requirements.yaml", text: || of("[") },
    Shape { name: "YAML of braces", path: "requirements.yaml", text: || of("{a: ") },
    Shape { name: "YAML of dashes on a line", path: "requirements.yaml", text: || of("- ") },
    Shape { name: "YAML of dashes", path: "requirements.yaml", text: || of("-\n") },
    Shape {
        name: "YAML of deeper lines",
        path: "requirements.yaml",
        text: || (0..4_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect(),
    },
    Shape { name: "YAML of colons", path: "requirements.yaml", text: || of(":\n") },
    Shape {
        name: "YAML of anchors",
        path: "requirements.yaml",
        text: || numbered(|n| format!("- &a{n} [*a{n}]\n")),
    },
    Shape {
        name: "YAML of aliases",
        path: "requirements.yaml",
        text: || {
            let bomb: String =
                (1..30).map(|n| format!("a{n}: &a{n} [{}]\n", format!("*a{},", n - 1).repeat(9))).collect();
            format!("a0: &a0 x\n{bomb}requirements: *a29\n")
        },
    },
    Shape {
        name: "YAML of one text",
        path: "requirements.yaml",
        text: || format!("requirements:\n  - |\n{}", of("    a\n")),
    },
    Shape {
        name: "YAML of one folded text",
        path: "requirements.yaml",
        text: || format!("requirements:\n  - >\n{}", of("    a\n")),
    },
    Shape {
        name: "YAML of a quote without an end",
        path: "requirements.yaml",
        text: || format!("requirements:\n  - \"{}", of("a\n")),
    },
    Shape {
        name: "YAML of one plain text",
        path: "requirements.yaml",
        text: || format!("requirements:\n  - {}", of("a ")),
    },
    Shape {
        name: "YAML of plain text over lines",
        path: "requirements.yaml",
        text: || format!("requirements:\n  - {}", of("a\n    ")),
    },
    Shape { name: "YAML of documents", path: "requirements.yaml", text: || of("---\n") },
    Shape {
        name: "YAML of comments",
        path: "requirements.yaml",
        text: || format!("requirements:\n{}  - It pays\n", of("#\n")),
    },
    Shape {
        name: "YAML of nested items",
        path: "requirements.yaml",
        text: || format!("requirements:\n{}", of("  - - - - a\n")),
    },
    Shape {
        name: "YAML of short items",
        path: "requirements.yaml",
        text: || format!("requirements:\n{}", of("- a\n")),
    },
    Shape {
        name: "YAML of one list on a line",
        path: "requirements.yaml",
        text: || format!("requirements: [{}]\n", of("a, ")),
    },
    Shape { name: "JSON of brackets", path: "prd.json", text: || of("[") },
    Shape { name: "JSON of braces", path: "prd.json", text: || of("{\"a\":") },
    Shape {
        name: "JSON of short texts",
        path: "prd.json",
        text: || format!("{{\"criteria\":[{}\"a\"]}}", of("\"a\",")),
    },
    Shape { name: "JSON of numbers", path: "prd.json", text: || format!("[{}1]", of("1,")) },
    Shape {
        name: "JSON of one text",
        path: "prd.json",
        text: || format!("{{\"criteria\":[\"{}\"]}}", of("a ")),
    },
    Shape {
        name: "JSON of escapes",
        path: "prd.json",
        text: || format!("{{\"criteria\":[\"{}\"]}}", of("\\u0041")),
    },
    Shape {
        name: "JSON of a quote without an end",
        path: "prd.json",
        text: || format!("{{\"criteria\":[\"{}", of("a ")),
    },
    Shape { name: "JSON of blanks", path: "prd.json", text: || format!("{{{}}}", of(" ")) },
    Shape { name: "JSON of line ends", path: "prd.json", text: || format!("{{{}}}", of("\n")) },
    Shape {
        name: "JSON of empty objects",
        path: "prd.json",
        text: || format!("{{\"requirements\":[{}{{}}]}}", of("{},")),
    },
    Shape { name: "JSON of pairs", path: "prd.json", text: || format!("{{{}\"a\":1}}", of("\"a\":1,")) },
    Shape {
        name: "JSON of known keys",
        path: "prd.json",
        text: || format!("{{{}\"a\":1}}", of("\"criteria\":[\"a\"],")),
    },
    Shape {
        name: "JSON of nested lists",
        path: "prd.json",
        text: || format!("{{\"requirements\":[{}[]]}}", of("[[[\"a\"]]],")),
    },
    Shape { name: "ReqIF of openings", path: "pay.reqif", text: || format!("<REQ-IF>{}", of("<a>")) },
    Shape {
        name: "ReqIF of objects without an end",
        path: "pay.reqif",
        text: || format!("<REQ-IF>{}", of("<SPEC-OBJECT>")),
    },
    Shape {
        name: "ReqIF of text",
        path: "pay.reqif",
        text: || {
            format!(
                "<REQ-IF><SPEC-OBJECTS><SPEC-OBJECT IDENTIFIER=\"o\" DESC=\"{}\"/></SPEC-OBJECTS></REQ-IF>",
                of("a ")
            )
        },
    },
    Shape {
        name: "ReqIF of entities",
        path: "pay.reqif",
        text: || format!("<REQ-IF>{}</REQ-IF>", of("&amp;")),
    },
    Shape {
        name: "ReqIF of attributes",
        path: "pay.reqif",
        text: || format!("<REQ-IF {}></REQ-IF>", numbered(|n| format!("a{n}=\"\" "))),
    },
    Shape {
        name: "ReqIF of a comment without an end",
        path: "pay.reqif",
        text: || format!("<REQ-IF><!--{}", of("-")),
    },
    Shape {
        name: "ReqIF of comments",
        path: "pay.reqif",
        text: || format!("<REQ-IF>{}</REQ-IF>", of("<!---->")),
    },
    Shape {
        name: "ReqIF of hierarchies",
        path: "pay.reqif",
        text: || format!("<REQ-IF>{}", of("<SPEC-HIERARCHY>")),
    },
    Shape {
        name: "ReqIF of references",
        path: "pay.reqif",
        text: || {
            format!(
                "<REQ-IF><SPEC-OBJECTS><SPEC-OBJECT IDENTIFIER=\"o\" DESC=\"It pays\"/></SPEC-OBJECTS><SPECIFICATION>{}</SPECIFICATION></REQ-IF>",
                of("<SPEC-HIERARCHY><OBJECT><SPEC-OBJECT-REF>o</SPEC-OBJECT-REF></OBJECT></SPEC-HIERARCHY>")
            )
        },
    },
    Shape {
        name: "ReqIF of one value of HTML",
        path: "pay.reqif",
        text: || {
            format!(
                "<REQ-IF><SPEC-OBJECTS><SPEC-OBJECT IDENTIFIER=\"o\"><VALUES><ATTRIBUTE-VALUE-XHTML><THE-VALUE>{}</THE-VALUE></ATTRIBUTE-VALUE-XHTML></VALUES></SPEC-OBJECT></SPEC-OBJECTS></REQ-IF>",
                of("<p>a</p>")
            )
        },
    },
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
    Shape { name: "HTML of openings", path: "docs/requirements.html", text: || of("<") },
    Shape { name: "HTML of lists", path: "docs/requirements.html", text: || of("<ul>") },
    Shape { name: "HTML of items", path: "docs/requirements.html", text: || of("<li>a") },
    Shape {
        name: "HTML of items without an end",
        path: "docs/requirements.html",
        text: || format!("<h2>Requirements</h2>{}", of("<li>a")),
    },
    Shape { name: "HTML of nested lists", path: "docs/requirements.html", text: || of("<ul><li>a") },
    Shape { name: "HTML of divisions", path: "docs/requirements.html", text: || of("<div>") },
    Shape { name: "HTML of bold", path: "docs/requirements.html", text: || of("<b>a") },
    Shape { name: "HTML of paragraphs", path: "docs/requirements.html", text: || of("<p>a") },
    Shape { name: "HTML of tables", path: "docs/requirements.html", text: || of("<table>") },
    Shape { name: "HTML of tables in cells", path: "docs/requirements.html", text: || of("<table><tr><td>") },
    Shape {
        name: "HTML of cells",
        path: "docs/requirements.html",
        text: || format!("<table><tr>{}", of("<td>a")),
    },
    Shape {
        name: "HTML of rows",
        path: "docs/requirements.html",
        text: || format!("<table>{}", of("<tr><td>a")),
    },
    Shape {
        name: "HTML of small tables",
        path: "docs/requirements.html",
        text: || of("<table><tr><th>ID<th>Text<tr><td>AC-1<td>it has to work for everybody</table>"),
    },
    Shape {
        name: "HTML of wide spans",
        path: "docs/requirements.html",
        text: || format!("<table>{}", of("<tr><td colspan=9999>a")),
    },
    Shape {
        name: "HTML of high spans",
        path: "docs/requirements.html",
        text: || format!("<table>{}", of("<tr><td rowspan=9999>a")),
    },
    Shape {
        name: "HTML of both spans",
        path: "docs/requirements.html",
        text: || format!("<table>{}", of("<tr><td rowspan=9999 colspan=9999>a")),
    },
    Shape { name: "HTML of comments without an end", path: "docs/requirements.html", text: || of("<!--") },
    Shape { name: "HTML of comments", path: "docs/requirements.html", text: || of("<!---->") },
    Shape {
        name: "HTML of attributes",
        path: "docs/requirements.html",
        text: || format!("<a {}>", of("a=b ")),
    },
    Shape {
        name: "HTML of numbered attributes",
        path: "docs/requirements.html",
        text: || format!("<a {}>", numbered(|n| format!("a{n}=\"\" "))),
    },
    Shape {
        name: "HTML of an attribute without an end",
        path: "docs/requirements.html",
        text: || format!("<a b=\"{}", of("a ")),
    },
    Shape {
        name: "HTML of entities",
        path: "docs/requirements.html",
        text: || format!("<h2>Requirements</h2><ul><li>{}", of("&amp;")),
    },
    Shape {
        name: "HTML of unknown entities",
        path: "docs/requirements.html",
        text: || format!("<h2>Requirements</h2><ul><li>{}", of("&aaaa")),
    },
    Shape { name: "HTML of headings", path: "docs/requirements.html", text: || of("<h2>a</h2>") },
    Shape { name: "HTML of headings without an end", path: "docs/requirements.html", text: || of("<h2>a") },
    Shape {
        name: "HTML of preformatted lines",
        path: "docs/requirements.html",
        text: || format!("<pre>{}", of("a\n")),
    },
    Shape { name: "HTML of scripts without an end", path: "docs/requirements.html", text: || of("<script>") },
    Shape { name: "HTML of closings", path: "docs/requirements.html", text: || of("</li>") },
    Shape {
        name: "HTML of links",
        path: "docs/requirements.html",
        text: || format!("<h2>Requirements</h2><ul><li>{}", of("<a href=b>")),
    },
    Shape {
        name: "HTML of line breaks",
        path: "docs/requirements.html",
        text: || format!("<h2>Requirements</h2><ul><li>{}", of("<br>")),
    },
    Shape { name: "HTML of words", path: "docs/requirements.html", text: || of("a ") },
    Shape {
        name: "HTML of one item",
        path: "docs/requirements.html",
        text: || format!("<h2>Requirements</h2><ul><li>{}", of("a ")),
    },
    Shape {
        name: "HTML of lines in an item",
        path: "docs/requirements.html",
        text: || format!("<h2>Requirements</h2><ul><li>{}", of("a\n")),
    },
    Shape {
        name: "HTML of definitions",
        path: "docs/requirements.html",
        text: || format!("<dl>{}", of("<dt>a<dd>b")),
    },
    Shape { name: "Org of lines", path: "docs/requirements.org", text: || of("a\n") },
    Shape { name: "Org of headings", path: "docs/requirements.org", text: || of("* a\n") },
    Shape { name: "Org of stars", path: "docs/requirements.org", text: || of("*") },
    Shape {
        name: "Org of deeper headings",
        path: "docs/requirements.org",
        text: || of(&(1..60).map(|depth| format!("{} a\n", "*".repeat(depth))).collect::<String>()),
    },
    Shape {
        name: "Org of items",
        path: "docs/requirements.org",
        text: || format!("* Requirements\n{}", of("- a\n")),
    },
    Shape {
        name: "Org of nested items",
        path: "docs/requirements.org",
        text: || of(&(0..40).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect::<String>()),
    },
    Shape {
        name: "Org of blocks without an end",
        path: "docs/requirements.org",
        text: || of("#+BEGIN_SRC\n"),
    },
    Shape { name: "Org of drawers", path: "docs/requirements.org", text: || of(":A:\n") },
    Shape {
        name: "Org of drawers without an end",
        path: "docs/requirements.org",
        text: || of(":PROPERTIES:\n"),
    },
    Shape { name: "Org of rows", path: "docs/requirements.org", text: || of("|a|b|\n") },
    Shape { name: "Org of rules", path: "docs/requirements.org", text: || of("|-\n") },
    Shape {
        name: "Org of small tables",
        path: "docs/requirements.org",
        text: || of("| ID | Text |\n|----+----|\n| AC-1 | it has to work for everybody |\n\n"),
    },
    Shape { name: "Org of bars", path: "docs/requirements.org", text: || of("|") },
    Shape {
        name: "Org of links",
        path: "docs/requirements.org",
        text: || format!("* Requirements\n- {}", of("[[")),
    },
    Shape {
        name: "Org of whole links",
        path: "docs/requirements.org",
        text: || format!("* Requirements\n- {}", of("[[a][b]]")),
    },
    Shape {
        name: "Org of emphasis",
        path: "docs/requirements.org",
        text: || format!("* Requirements\n- {}", of("*a ")),
    },
    Shape { name: "Org of comments", path: "docs/requirements.org", text: || of("# a\n") },
    Shape {
        name: "Org of blank lines",
        path: "docs/requirements.org",
        text: || format!("- a\n{}", of("\n")),
    },
    Shape {
        name: "Org of indented lines",
        path: "docs/requirements.org",
        text: || of(&format!("{}a\n", " ".repeat(158))),
    },
    Shape { name: "Org of definitions", path: "docs/requirements.org", text: || of("- a :: b\n") },
    Shape { name: "Org of keywords", path: "docs/requirements.org", text: || of("#+A: b\n") },
    Shape { name: "Jira of lines", path: "docs/requirements.jira", text: || of("a\n") },
    Shape { name: "Jira of headings", path: "docs/requirements.jira", text: || of("h2. a\n") },
    Shape {
        name: "Jira of items",
        path: "docs/requirements.jira",
        text: || format!("h2. Requirements\n{}", of("* a\n")),
    },
    Shape { name: "Jira of stars", path: "docs/requirements.jira", text: || of("*") },
    Shape {
        name: "Jira of stars and an item",
        path: "docs/requirements.jira",
        text: || of(&format!("{} a\n", "*".repeat(60))),
    },
    Shape {
        name: "Jira of deeper items",
        path: "docs/requirements.jira",
        text: || of(&(1..60).map(|depth| format!("{} a\n", "*".repeat(depth))).collect::<String>()),
    },
    Shape { name: "Jira of macros without an end", path: "docs/requirements.jira", text: || of("{code}a\n") },
    Shape { name: "Jira of panels", path: "docs/requirements.jira", text: || of("{panel}\n") },
    Shape { name: "Jira of braces", path: "docs/requirements.jira", text: || of("{") },
    Shape { name: "Jira of bars", path: "docs/requirements.jira", text: || of("|") },
    Shape { name: "Jira of rows", path: "docs/requirements.jira", text: || of("|a|b|\n") },
    Shape {
        name: "Jira of rows without an end",
        path: "docs/requirements.jira",
        text: || format!("||ID||Text||\n|AC-1|{}", of("a\n")),
    },
    Shape {
        name: "Jira of small tables",
        path: "docs/requirements.jira",
        text: || of("||ID||Text||\n|AC-1|it has to work for everybody|\n\n"),
    },
    Shape {
        name: "Jira of links",
        path: "docs/requirements.jira",
        text: || format!("h2. Requirements\n* {}", of("[a|")),
    },
    Shape {
        name: "Jira of whole links",
        path: "docs/requirements.jira",
        text: || format!("h2. Requirements\n* {}", of("[a|b]")),
    },
    Shape {
        name: "Jira of colours",
        path: "docs/requirements.jira",
        text: || format!("h2. Requirements\n* {}", of("{color:red}")),
    },
    Shape {
        name: "Jira of monospace",
        path: "docs/requirements.jira",
        text: || format!("h2. Requirements\n* {}", of("{{a")),
    },
    Shape {
        name: "Jira of blank lines",
        path: "docs/requirements.jira",
        text: || format!("* a\n{}", of("\n")),
    },
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
