//! A snippet of each language, and what some of its words are.

use snaglist::model::paint::Paint::{self, *};

use super::{class, paint_all};

/// A path, a text, and pieces of it; the first occurrence counts.
type Snippet = (&'static str, &'static str, &'static [(&'static str, Paint)]);

const CODE: &[Snippet] = &[
    (
        "a.rs",
        "/// Sums.\n#[must_use]\npub fn total(items: &[Item]) -> u64 {\n    println!(\"a\\n{}\", true, 0x1f);\n}\nstruct Row;\n",
        &[
            ("/// Sums.", Comment),
            ("must_use", Attribute),
            ("pub", Keyword),
            ("total", Function),
            ("items", Variable),
            ("u64", Type),
            ("println!", Function),
            ("\"a", String),
            ("\\n", Escape),
            ("{}", Escape),
            ("true", Constant),
            ("0x1f", Number),
            ("Row", Type),
        ],
    ),
    (
        "a.go",
        "package store\n\n// Reads.\nfunc (s *Store) Get(id string) (int, error) {\n\treturn 42, nil\n}\nvar raw = `a\nb`\n",
        &[
            ("package", Keyword),
            ("// Reads.", Comment),
            ("func", Keyword),
            ("Get", Function),
            ("return", Keyword),
            ("42", Number),
            ("nil", Constant),
            ("b`", String),
        ],
    ),
    (
        "a.py",
        "@cached\ndef load(path, limit=10):\n    \"\"\"Loads\n    lines.\"\"\"\n    if not path:\n        return f\"{path!r} is {None}\"\nclass Row(Base): pass\n",
        &[
            ("@cached", Attribute),
            ("def", Keyword),
            ("load", Function),
            ("limit", Variable),
            ("10", Number),
            ("if", Keyword),
            ("not", Keyword),
            ("None", Constant),
            ("Row", Type),
            ("Base", Type),
        ],
    ),
    (
        "a.ts",
        "import { z } from \"zod\";\nexport interface Row { id: number }\nconst f = async (a: string): Promise<void> => { await go(`x ${a} y`); };\n",
        &[
            ("import", Keyword),
            ("\"zod\"", String),
            ("interface", Keyword),
            ("Row", Type),
            ("number", Type),
            ("async", Keyword),
            ("go", Function),
            ("`x ", String),
            ("${", Escape),
            (" y`", String),
        ],
    ),
    (
        "a.js",
        "// first\nclass Row extends Base {\n  #n = 1.5;\n  go() { return this.n === null ? /a+/g : 'b'; }\n}\n",
        &[
            ("// first", Comment),
            ("class", Keyword),
            ("Row", Type),
            ("1.5", Number),
            ("go", Function),
            ("this", Constant),
            ("===", Operator),
            ("null", Constant),
            ("'b'", String),
        ],
    ),
    (
        "a.tsx",
        "const A = () => <div className=\"x\" onClick={() => go(1)}>text</div>;\n",
        &[
            ("const", Keyword),
            ("div", Tag),
            ("className", Attribute),
            ("\"x\"", String),
            ("go", Function),
            ("1", Number),
        ],
    ),
    (
        "A.java",
        "package a.b;\n/** Doc. */\n@Override\npublic final class Row<T> implements Base {\n  private int n = 1;\n  String name() { return \"a\" + null; }\n}\n",
        &[
            ("package", Keyword),
            ("/** Doc. */", Comment),
            ("Override", Attribute),
            ("public", Keyword),
            ("Row", Type),
            ("int", Type),
            ("1", Number),
            ("name", Function),
            ("\"a\"", String),
            ("null", Constant),
        ],
    ),
    (
        "a.kt",
        "data class Row(val id: Int)\nfun load(path: String): Row? {\n    // none\n    return if (path == \"a\") null else Row(1)\n}\n",
        &[
            ("class", Keyword),
            ("Row", Type),
            ("fun", Keyword),
            ("load", Function),
            ("// none", Comment),
            ("\"a\"", String),
            ("null", Constant),
        ],
    ),
    (
        "a.c",
        "#include <stdio.h>\n#define MAX 10\nstatic int add(const char *a) {\n    printf(\"%d\\n\", 0);\n    return 'x'; /* end */\n}\n",
        &[
            ("#include", Keyword),
            ("<stdio.h>", String),
            ("static", Keyword),
            ("int", Type),
            ("add", Function),
            ("printf", Function),
            ("\\n", Escape),
            ("'x'", String),
            ("/* end */", Comment),
        ],
    ),
    (
        "a.hpp",
        "namespace a {\ntemplate <typename T>\nclass Row : public Base {\n  virtual void go() const override { return nullptr; }\n  auto s = R\"(raw)\";\n};\n}\n",
        &[
            ("namespace", Keyword),
            ("template", Keyword),
            ("class", Keyword),
            ("Row", Type),
            ("void", Type),
            ("go", Function),
            ("nullptr", Constant),
            ("raw", String),
        ],
    ),
    (
        "a.cs",
        "using System;\nnamespace A {\n  [Serializable]\n  public class Row {\n    public async Task<int> Go(string a) => $\"x{a}\".Length + 1; // n\n  }\n}\n",
        &[
            ("using", Keyword),
            ("public", Keyword),
            ("Row", Type),
            ("async", Keyword),
            ("Go", Function),
            ("string", Type),
            ("1", Number),
            ("// n", Comment),
        ],
    ),
    (
        "a.rb",
        "# frozen\nmodule A\n  class Row < Base\n    def go(a, b: 1)\n      puts \"x #{a} y\" unless @n.nil?\n      :sym\n    end\n  end\nend\n",
        &[
            ("# frozen", Comment),
            ("module", Keyword),
            ("Row", Type),
            ("def", Keyword),
            ("go", Function),
            ("\"x ", String),
            ("#{", Escape),
            (" y\"", String),
            ("unless", Keyword),
            ("@n", Variable),
            (":sym", Constant),
        ],
    ),
    (
        "a.php",
        "<?php\nnamespace A;\nfinal class Row extends Base {\n  public function go(int $a): ?string { return \"x $a\" . null; } // n\n}\n",
        &[
            ("namespace", Keyword),
            ("class", Keyword),
            ("Row", Type),
            ("function", Keyword),
            ("go", Function),
            ("$a", Variable),
            ("return", Keyword),
            ("null", Constant),
            ("// n", Comment),
        ],
    ),
    (
        "a.sql",
        "-- rows\nSELECT id, 'x' FROM items WHERE n > 10 AND name IS NULL;\nCREATE TABLE t (id integer);\n",
        &[
            ("-- rows", Comment),
            ("SELECT", Keyword),
            ("'x'", String),
            ("10", Number),
            ("integer", Type),
        ],
    ),
    (
        "a.sh",
        "set -eu\nif [ -n \"$HOME\" ]; then\n  echo 'a' # say\nfi\ngo() { return 1; }\n",
        &[
            ("set", Function),
            ("-eu", Variable),
            ("if", Keyword),
            ("$HOME", Variable),
            ("'a'", String),
            ("# say", Comment),
            ("go", Function),
        ],
    ),
    (
        "main.tf",
        "resource \"aws_s3_bucket\" \"b\" {\n  # size\n  count = 2\n  name  = \"x-${var.env}\"\n  on    = true\n}\n",
        &[
            ("\"b\"", String),
            ("# size", Comment),
            ("2", Number),
            ("${", Escape),
            ("true", Constant),
        ],
    ),
    (
        "Dockerfile",
        "# base\nFROM rust:1 AS build\nRUN cargo build \"x\"\nENTRYPOINT [\"/a\"]\n",
        &[
            ("# base", Comment),
            ("FROM", Keyword),
            ("AS", Keyword),
            ("RUN", Keyword),
            ("\"x\"", String),
        ],
    ),
    (
        "a.proto",
        "syntax = \"proto3\";\n// row\nmessage Row {\n  repeated string name = 1;\n}\nservice S { rpc Go (Row) returns (Row); }\n",
        &[
            ("\"proto3\"", String),
            ("// row", Comment),
            ("message", Keyword),
            ("Row", Type),
            ("repeated", Keyword),
            ("string", Type),
            ("1", Number),
        ],
    ),
    (
        "Makefile",
        "# all\nCC := gcc\nall: build\n\t$(CC) -o a a.c\nifdef X\nendif\n",
        &[("# all", Comment), (":=", Operator), ("ifdef", Keyword)],
    ),
    (
        "a.lua",
        "-- walk\nlocal function go(a)\n  if a == nil then return \"x\" end\n  return 1 .. [[b]]\nend\n",
        &[
            ("-- walk", Comment),
            ("local", Keyword),
            ("function", Keyword),
            ("go", Function),
            ("nil", Constant),
            ("\"x\"", String),
            ("1", Number),
            ("[[b]]", String),
        ],
    ),
    (
        "a.swift",
        "import Foundation\n/// A line.\nstruct Row: Codable {\n  let n: Int = 1\n  func go(_ a: String) -> Bool { return \"x\\(a)\" == \"y\" }\n}\n",
        &[
            ("import", Keyword),
            ("/// A line.", Comment),
            ("struct", Keyword),
            ("let", Keyword),
            ("Int", Type),
            ("1", Number),
            ("go", Function),
            ("\"y\"", String),
        ],
    ),
    (
        "a.scala",
        "package a\n// row\ncase class Row(id: Int)\nobject Main { def go(a: String): Boolean = a == \"x\" || true }\n",
        &[
            ("package", Keyword),
            ("// row", Comment),
            ("class", Keyword),
            ("Row", Type),
            ("def", Keyword),
            ("go", Function),
            ("\"x\"", String),
            ("true", Constant),
        ],
    ),
    (
        "a.ex",
        "defmodule A.Row do\n  # walk\n  @doc \"x\"\n  def go(a), do: {:ok, \"y #{a} z\", nil, 1}\nend\n",
        &[
            ("defmodule", Keyword),
            ("# walk", Comment),
            ("go", Function),
            (":ok", Constant),
            ("#{", Escape),
            (" z\"", String),
            ("nil", Constant),
            ("1", Number),
        ],
    ),
];

const DATA: &[Snippet] = &[
    (
        "a.yml",
        "# ci\non: push\njobs:\n  - name: \"x\"\n    n: 1\n    ok: true\n",
        &[
            ("# ci", Comment),
            ("jobs", Key),
            ("name", Key),
            ("\"x\"", String),
            ("1", Number),
            ("true", Constant),
        ],
    ),
    (
        "a.toml",
        "# m\n[package]\nname = \"x\"\nn = 1\non = true\n",
        &[
            ("# m", Comment),
            ("package", Heading),
            ("name", Key),
            ("\"x\"", String),
            ("1", Number),
            ("true", Constant),
        ],
    ),
    (
        "a.json",
        "{\n  \"name\": \"x\\n\",\n  \"n\": [1, true, null]\n}\n",
        &[
            ("\"name\"", Key),
            ("\"x", String),
            ("\\n", Escape),
            ("1", Number),
            ("true", Constant),
            ("null", Constant),
        ],
    ),
    (
        "README.md",
        "# Title\n\nSome **strong** and *soft* words, `code`, [a](https://example.org).\n\n```rust\nfn go() {}\n```\n",
        &[
            ("Title", Heading),
            ("**strong**", Strong),
            ("*soft*", Emphasis),
            ("`code`", Raw),
            ("https://example.org", Link),
            ("fn", Keyword),
            ("go", Function),
        ],
    ),
    (
        "a.html",
        "<!-- a -->\n<p class=\"x\">a &amp; b</p>\n<script>let n = 1;</script>\n<style>p { color: red }</style>\n",
        &[
            ("<!-- a -->", Comment),
            ("p", Tag),
            ("class", Attribute),
            ("\"x\"", String),
            ("let", Keyword),
            ("1", Number),
            ("color", Key),
        ],
    ),
    (
        "a.diff",
        "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@ fn go\n-one\n+two\n",
        &[
            ("--- a/x", Heading),
            ("@@ -1,2 +1,2 @@", Function),
            ("-one", Number),
            ("+two", String),
        ],
    ),
    (
        "a.css",
        "/* a */\n.row > p { margin: 10px; color: #fff; }\n@media print {}\n",
        &[
            ("/* a */", Comment),
            ("margin", Key),
            ("10px", Number),
            ("@media", Keyword),
        ],
    ),
];

#[test]
fn words_of_code_are_what_they_are_in_its_language() {
    check(CODE);
}

#[test]
fn words_of_data_and_markup_are_what_they_are_in_its_language() {
    check(DATA);
}

fn check(snippets: &[Snippet]) {
    let mut wrong = Vec::new();
    for (path, source, expected) in snippets {
        let spans = paint_all(path, *source);
        for (piece, paint) in *expected {
            let found = class(source, &spans, piece);
            if found != Ok(Some(*paint)) {
                wrong.push(format!("{path}: {piece:?} is to be {paint:?}: {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
