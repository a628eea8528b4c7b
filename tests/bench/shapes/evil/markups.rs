//! Hostile HTML, Org and Jira markup: all openings, all separators, deeper and deeper.

use crate::shapes::{Shape, numbered, of, shape};

pub(super) const SHAPES: &[Shape] = &[
    html("HTML of openings", || of("<")),
    html("HTML of lists", || of("<ul>")),
    html("HTML of items", || of("<li>a")),
    html("HTML of items without an end", || {
        format!("<h2>Requirements</h2>{}", of("<li>a"))
    }),
    html("HTML of nested lists", || of("<ul><li>a")),
    html("HTML of divisions", || of("<div>")),
    html("HTML of bold", || of("<b>a")),
    html("HTML of paragraphs", || of("<p>a")),
    html("HTML of tables", || of("<table>")),
    html("HTML of tables in cells", || of("<table><tr><td>")),
    html("HTML of cells", || format!("<table><tr>{}", of("<td>a"))),
    html("HTML of rows", || format!("<table>{}", of("<tr><td>a"))),
    html("HTML of small tables", || {
        of("<table><tr><th>ID<th>Text<tr><td>AC-1<td>it has to work for everybody</table>")
    }),
    html("HTML of wide spans", || {
        format!("<table>{}", of("<tr><td colspan=9999>a"))
    }),
    html("HTML of high spans", || {
        format!("<table>{}", of("<tr><td rowspan=9999>a"))
    }),
    html("HTML of both spans", || {
        format!("<table>{}", of("<tr><td rowspan=9999 colspan=9999>a"))
    }),
    html("HTML of comments without an end", || of("<!--")),
    html("HTML of comments", || of("<!---->")),
    html("HTML of attributes", || format!("<a {}>", of("a=b "))),
    html("HTML of numbered attributes", || {
        format!("<a {}>", numbered(|n| format!("a{n}=\"\" ")))
    }),
    html("HTML of an attribute without an end", || {
        format!("<a b=\"{}", of("a "))
    }),
    html("HTML of entities", || {
        format!("<h2>Requirements</h2><ul><li>{}", of("&amp;"))
    }),
    html("HTML of unknown entities", || {
        format!("<h2>Requirements</h2><ul><li>{}", of("&aaaa"))
    }),
    html("HTML of headings", || of("<h2>a</h2>")),
    html("HTML of headings without an end", || of("<h2>a")),
    html("HTML of preformatted lines", || {
        format!("<pre>{}", of("a\n"))
    }),
    html("HTML of scripts without an end", || of("<script>")),
    html("HTML of closings", || of("</li>")),
    html("HTML of links", || {
        format!("<h2>Requirements</h2><ul><li>{}", of("<a href=b>"))
    }),
    html("HTML of line breaks", || {
        format!("<h2>Requirements</h2><ul><li>{}", of("<br>"))
    }),
    html("HTML of words", || of("a ")),
    html("HTML of one item", || {
        format!("<h2>Requirements</h2><ul><li>{}", of("a "))
    }),
    html("HTML of lines in an item", || {
        format!("<h2>Requirements</h2><ul><li>{}", of("a\n"))
    }),
    html("HTML of definitions", || {
        format!("<dl>{}", of("<dt>a<dd>b"))
    }),
    org("Org of lines", || of("a\n")),
    org("Org of headings", || of("* a\n")),
    org("Org of stars", || of("*")),
    org("Org of deeper headings", || {
        of(&(1..60)
            .map(|depth| format!("{} a\n", "*".repeat(depth)))
            .collect::<String>())
    }),
    org("Org of items", || {
        format!("* Requirements\n{}", of("- a\n"))
    }),
    org("Org of nested items", || {
        of(&(0..40)
            .map(|depth| format!("{}- a\n", "  ".repeat(depth)))
            .collect::<String>())
    }),
    org("Org of blocks without an end", || of("#+BEGIN_SRC\n")),
    org("Org of drawers", || of(":A:\n")),
    org("Org of drawers without an end", || of(":PROPERTIES:\n")),
    org("Org of rows", || of("|a|b|\n")),
    org("Org of rules", || of("|-\n")),
    org("Org of small tables", || {
        of("| ID | Text |\n|----+----|\n| AC-1 | it has to work for everybody |\n\n")
    }),
    org("Org of bars", || of("|")),
    org("Org of links", || format!("* Requirements\n- {}", of("[["))),
    org("Org of whole links", || {
        format!("* Requirements\n- {}", of("[[a][b]]"))
    }),
    org("Org of emphasis", || {
        format!("* Requirements\n- {}", of("*a "))
    }),
    org("Org of comments", || of("# a\n")),
    org("Org of blank lines", || format!("- a\n{}", of("\n"))),
    org("Org of indented lines", || {
        of(&format!("{}a\n", " ".repeat(158)))
    }),
    org("Org of definitions", || of("- a :: b\n")),
    org("Org of keywords", || of("#+A: b\n")),
    jira("Jira of lines", || of("a\n")),
    jira("Jira of headings", || of("h2. a\n")),
    jira("Jira of items", || {
        format!("h2. Requirements\n{}", of("* a\n"))
    }),
    jira("Jira of stars", || of("*")),
    jira("Jira of stars and an item", || {
        of(&format!("{} a\n", "*".repeat(60)))
    }),
    jira("Jira of deeper items", || {
        of(&(1..60)
            .map(|depth| format!("{} a\n", "*".repeat(depth)))
            .collect::<String>())
    }),
    jira("Jira of macros without an end", || of("{code}a\n")),
    jira("Jira of panels", || of("{panel}\n")),
    jira("Jira of braces", || of("{")),
    jira("Jira of bars", || of("|")),
    jira("Jira of rows", || of("|a|b|\n")),
    jira("Jira of rows without an end", || {
        format!("||ID||Text||\n|AC-1|{}", of("a\n"))
    }),
    jira("Jira of small tables", || {
        of("||ID||Text||\n|AC-1|it has to work for everybody|\n\n")
    }),
    jira("Jira of links", || {
        format!("h2. Requirements\n* {}", of("[a|"))
    }),
    jira("Jira of whole links", || {
        format!("h2. Requirements\n* {}", of("[a|b]"))
    }),
    jira("Jira of colours", || {
        format!("h2. Requirements\n* {}", of("{color:red}"))
    }),
    jira("Jira of monospace", || {
        format!("h2. Requirements\n* {}", of("{{a"))
    }),
    jira("Jira of blank lines", || format!("* a\n{}", of("\n"))),
];

const fn html(name: &'static str, text: fn() -> String) -> Shape {
    shape("docs/requirements.html", name, text)
}

const fn jira(name: &'static str, text: fn() -> String) -> Shape {
    shape("docs/requirements.jira", name, text)
}

const fn org(name: &'static str, text: fn() -> String) -> Shape {
    shape("docs/requirements.org", name, text)
}
