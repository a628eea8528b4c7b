//! Hostile CSV, YAML, JSON and ReqIF: all openings, all separators, deeper and deeper.

use crate::shapes::{Shape, numbered, of, shape};

pub(super) const SHAPES: &[Shape] = &[
    csv("CSV of separators", || of(",")),
    csv("CSV of lines of separators", || of(",,,,\n")),
    csv("CSV of quotes", || of("\"")),
    csv("CSV of a quote without an end", || {
        format!("ID,Requirement\nREQ-1,\"{}", of("a\n"))
    }),
    csv("CSV of quotes without an end", || of("\"a\n")),
    csv("CSV of one cell", || {
        format!("ID,Requirement\nREQ-1,\"{}\"\n", of("a "))
    }),
    csv("CSV of empty lines", || {
        format!("ID,Requirement\n{}", of("\n"))
    }),
    csv("CSV of many columns", || {
        format!("{}\n{}", "Text,".repeat(50_000), of("a,"))
    }),
    csv("CSV of columns called the same", || {
        format!("{}\n{}", "requirement,".repeat(5_000), of("REQ-1,a\n"))
    }),
    yaml("YAML of brackets", || of("[")),
    yaml("YAML of braces", || of("{a: ")),
    yaml("YAML of dashes on a line", || of("- ")),
    yaml("YAML of dashes", || of("-\n")),
    yaml("YAML of deeper lines", || {
        (0..4_000)
            .map(|depth| format!("{}a:\n", " ".repeat(depth)))
            .collect()
    }),
    yaml("YAML of colons", || of(":\n")),
    yaml("YAML of anchors", || {
        numbered(|n| format!("- &a{n} [*a{n}]\n"))
    }),
    yaml("YAML of aliases", || {
        let bomb: String = (1..30)
            .map(|n| format!("a{n}: &a{n} [{}]\n", format!("*a{},", n - 1).repeat(9)))
            .collect();
        format!("a0: &a0 x\n{bomb}requirements: *a29\n")
    }),
    yaml("YAML of one text", || {
        format!("requirements:\n  - |\n{}", of("    a\n"))
    }),
    yaml("YAML of one folded text", || {
        format!("requirements:\n  - >\n{}", of("    a\n"))
    }),
    yaml("YAML of a quote without an end", || {
        format!("requirements:\n  - \"{}", of("a\n"))
    }),
    yaml("YAML of one plain text", || {
        format!("requirements:\n  - {}", of("a "))
    }),
    yaml("YAML of plain text over lines", || {
        format!("requirements:\n  - {}", of("a\n    "))
    }),
    yaml("YAML of documents", || of("---\n")),
    yaml("YAML of comments", || {
        format!("requirements:\n{}  - It pays\n", of("#\n"))
    }),
    yaml("YAML of nested items", || {
        format!("requirements:\n{}", of("  - - - - a\n"))
    }),
    yaml("YAML of short items", || {
        format!("requirements:\n{}", of("- a\n"))
    }),
    yaml("YAML of one list on a line", || {
        format!("requirements: [{}]\n", of("a, "))
    }),
    json("JSON of brackets", || of("[")),
    json("JSON of braces", || of("{\"a\":")),
    json("JSON of short texts", || {
        format!("{{\"criteria\":[{}\"a\"]}}", of("\"a\","))
    }),
    json("JSON of numbers", || format!("[{}1]", of("1,"))),
    json("JSON of one text", || {
        format!("{{\"criteria\":[\"{}\"]}}", of("a "))
    }),
    json("JSON of escapes", || {
        format!("{{\"criteria\":[\"{}\"]}}", of("\\u0041"))
    }),
    json("JSON of a quote without an end", || {
        format!("{{\"criteria\":[\"{}", of("a "))
    }),
    json("JSON of blanks", || format!("{{{}}}", of(" "))),
    json("JSON of line ends", || format!("{{{}}}", of("\n"))),
    json("JSON of empty objects", || {
        format!("{{\"requirements\":[{}{{}}]}}", of("{},"))
    }),
    json("JSON of pairs", || format!("{{{}\"a\":1}}", of("\"a\":1,"))),
    json("JSON of known keys", || {
        format!("{{{}\"a\":1}}", of("\"criteria\":[\"a\"],"))
    }),
    json("JSON of nested lists", || {
        format!("{{\"requirements\":[{}[]]}}", of("[[[\"a\"]]],"))
    }),
    reqif("ReqIF of openings", || format!("<REQ-IF>{}", of("<a>"))),
    reqif("ReqIF of objects without an end", || {
        format!("<REQ-IF>{}", of("<SPEC-OBJECT>"))
    }),
    reqif("ReqIF of text", || {
        format!(
            "<REQ-IF><SPEC-OBJECTS><SPEC-OBJECT IDENTIFIER=\"o\" DESC=\"{}\"/></SPEC-OBJECTS></REQ-IF>",
            of("a ")
        )
    }),
    reqif("ReqIF of entities", || {
        format!("<REQ-IF>{}</REQ-IF>", of("&amp;"))
    }),
    reqif("ReqIF of attributes", || {
        format!("<REQ-IF {}></REQ-IF>", numbered(|n| format!("a{n}=\"\" ")))
    }),
    reqif("ReqIF of a comment without an end", || {
        format!("<REQ-IF><!--{}", of("-"))
    }),
    reqif("ReqIF of comments", || {
        format!("<REQ-IF>{}</REQ-IF>", of("<!---->"))
    }),
    reqif("ReqIF of hierarchies", || {
        format!("<REQ-IF>{}", of("<SPEC-HIERARCHY>"))
    }),
    reqif("ReqIF of references", || {
        format!(
            "<REQ-IF><SPEC-OBJECTS><SPEC-OBJECT IDENTIFIER=\"o\" DESC=\"It pays\"/></SPEC-OBJECTS><SPECIFICATION>{}</SPECIFICATION></REQ-IF>",
            of(
                "<SPEC-HIERARCHY><OBJECT><SPEC-OBJECT-REF>o</SPEC-OBJECT-REF></OBJECT></SPEC-HIERARCHY>"
            )
        )
    }),
    reqif("ReqIF of one value of HTML", || {
        format!(
            "<REQ-IF><SPEC-OBJECTS><SPEC-OBJECT IDENTIFIER=\"o\"><VALUES><ATTRIBUTE-VALUE-XHTML><THE-VALUE>{}</THE-VALUE></ATTRIBUTE-VALUE-XHTML></VALUES></SPEC-OBJECT></SPEC-OBJECTS></REQ-IF>",
            of("<p>a</p>")
        )
    }),
];

const fn csv(name: &'static str, text: fn() -> String) -> Shape {
    shape("requirements.csv", name, text)
}

const fn json(name: &'static str, text: fn() -> String) -> Shape {
    shape("prd.json", name, text)
}

const fn reqif(name: &'static str, text: fn() -> String) -> Shape {
    shape("pay.reqif", name, text)
}

const fn yaml(name: &'static str, text: fn() -> String) -> Shape {
    shape("requirements.yaml", name, text)
}
