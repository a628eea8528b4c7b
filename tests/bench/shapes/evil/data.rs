//! Hostile CSV, YAML, JSON and ReqIF: all openings, all separators, deeper and deeper.

use crate::shapes::{Shape, numbered, of};

pub(super) const SHAPES: &[Shape] = &[
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
];
