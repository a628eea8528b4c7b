//! What it costs to read large and hostile specs: time, and memory as a multiple of the file's size.
//!
//! `cargo bench --bench reading` prints a table of all shapes, `cargo bench --bench reading -- NAME` those
//! with that in the name. Every shape is read in a process of its own, so that the memory is the
//! most that reading took and not what was left over from the one before. Memory is told on
//! Linux only.

use std::env;
use std::fs;
use std::process::Command;
use std::time::Instant;

use snaglist::model::text::RepoPath;
use snaglist::spec::read;

/// The size of a large file, in bytes.
const LARGE: usize = 10_000_000;
/// Says to a child which shape to read.
const ONE: &str = "--one";

/// A file to read: its name, and its text.
struct Shape {
    name: &'static str,
    path: &'static str,
    text: fn() -> String,
}

const fn markdown(name: &'static str, text: fn() -> String) -> Shape {
    Shape { name, path: "SPEC.md", text }
}

/// A piece of text over and over, up to the size of a large file.
fn of(piece: &str) -> String {
    piece.repeat(LARGE / piece.len())
}

/// The same in the only item under a heading of criteria.
fn item_of(piece: &str) -> String {
    format!("## Requirements\n\n- {}", of(piece))
}

/// Numbered pieces up to the size of a large file.
fn numbered(piece: fn(usize) -> String) -> String {
    let mut text = String::with_capacity(LARGE + 100);
    text.push_str("## Requirements\n\n");
    let mut number = 0;
    while text.len() < LARGE {
        text.push_str(&piece(number));
        number += 1;
    }
    text
}

const SHAPES: &[Shape] = &[
    markdown("100,000 criteria", || {
        let items: String = (0..100_000).map(|n| format!("- [ ] AC-{n}: it works\n")).collect();
        format!("## Acceptance criteria\n{items}")
    }),
    markdown("100,000 bold criteria", || {
        let items: String = (0..100_000).map(|n| format!("- **FR-{n}**: it *works* with `code`\n")).collect();
        format!("## Acceptance criteria\n{items}")
    }),
    Shape {
        name: "100,000 criteria in TOML",
        path: "spec.toml",
        text: || {
            (0..100_000).map(|n| format!("[[criteria]]\nid = \"AC-{n}\"\ntext = \"it works\"\n\n")).collect()
        },
    },
    markdown("prose and lists", || {
        numbered(|n| {
            format!(
                "### Requirement {n}: Charging\n\nThe *system* SHALL charge **once** per [key](k.md) and `log` it.\n\n\
                 - **FR-{n}**: Charges are made once, whatever happens to the connection\n  in the meantime\n\
                 - Refunds are booked\n\n| a | b |\n|---|---|\n| x{n} | some words |\n\n"
            )
        })
    }),
    markdown("one line of words", || item_of("a word or two ")),
    markdown("one line of letters", || "a".repeat(LARGE)),
    markdown("short items", || of("- a\n")),
    markdown("short boxes", || of("- [ ] a\n")),
    markdown("short ids", || numbered(|n| format!("- A-{n}: a\n"))),
    markdown("unknown ids", || {
        numbered(|n| {
            let letters: String =
                (0..5).map(|at| char::from(b'A' + (n / 26usize.pow(at) % 26) as u8)).collect();
            format!("- {letters}-1: a\n")
        })
    }),
    markdown("empty items", || of("*\n")),
    markdown("items on one line", || of("* ")),
    markdown("items nested by steps", || {
        let steps: String = (0..60).map(|depth| format!("{}- [ ] a\n", "  ".repeat(depth))).collect();
        of(&steps)
    }),
    markdown("nested on each line", || of(&format!("{}a\n", "- ".repeat(39)))),
    markdown("nested once, then lines", || format!("## Requirements\n\n{}a\n{}", "- ".repeat(39), of("b\n"))),
    markdown("nested once, then quotes", || {
        format!("## Requirements\n\n{}a\n{}", "- ".repeat(39), of("> b\n"))
    }),
    markdown("quotes nested once, then lines", || format!("{}a\n{}", "> ".repeat(39), of("b\n"))),
    markdown("quotes nested on each line", || of(&format!("{}a\n", "> ".repeat(39)))),
    markdown("headings", || of("## a\n")),
    markdown("headings of scenarios", || of("### Scenario: a\n")),
    markdown("headings of scenarios, deeper and deeper", || {
        of(
            "# Scenario: a\n## Scenario: a\n### Scenario: a\n#### Scenario: a\n##### Scenario: a\n###### Scenario: a\n",
        )
    }),
    markdown("headings of requirements", || of("###### Requirement: a\n")),
    markdown("underlined headings", || of("a\n-\n")),
    markdown("empty headings", || of("#\n")),
    markdown("bold labels", || of("**a**\n\n")),
    markdown("bold ids", || of("**AC-1**\n\n- a\n- b\n\n")),
    markdown("steps in paragraphs", || of("Given a\n\n")),
    markdown("steps in paragraphs without an end", || of("Given a\n\nWhen b\n\nAnd c\n\n").to_string()),
    markdown("and and and", || format!("Given a\n\n{}", of("And c\n\n"))),
    markdown("given, and and and", || {
        let one = format!("Given a\n\n{}", "And c\n\n".repeat(1_000));
        of(&one)
    }),
    markdown("steps in items", || of("- Given a\n")),
    markdown("when, and and and", || format!("- When a\n{}", of("- And a\n"))),
    markdown("steps between paragraphs", || of("- Given a\n\n  b\n")),
    markdown("steps over nested lists", || of("- Given a\n  - x\n  - y\n")),
    markdown("steps over a long nested list", || {
        format!(
            "- Given a\n{}- Given b\n{}",
            "  - Given x\n".repeat(LARGE / 24),
            "  - y\n".repeat(LARGE / 12)
        )
    }),
    markdown("items with nested steps", || of("- x\n  - Given a\n")),
    markdown("many tables", || of("|a|\n|-|\n\n")),
    markdown("one table", || format!("|a|b|\n|-|-|\n{}", of("|a|b|\n"))),
    markdown("a wide table", || format!("{}\n{}\n{}", "|a".repeat(2_000), "|-".repeat(2_000), of("|\n"))),
    markdown("pipes", || of("|")),
    markdown("rows of dashes", || of("|-")),
    markdown("lines of pipes", || of("a|b\n-|-\n")),
    markdown("dashes", || of("-")),
    markdown("brackets", || of("[")),
    markdown("brackets in an item", || item_of("[")),
    markdown("closing brackets", || item_of("]")),
    markdown("brackets both ways", || format!("{}{}", "[".repeat(LARGE / 2), "]".repeat(LARGE / 2))),
    markdown("pairs of brackets", || item_of("[]")),
    markdown("links without an end", || item_of("[a](")),
    markdown("links in links", || item_of("[a](b")),
    markdown("links in angles", || item_of("[a](<b")),
    markdown("links with titles", || item_of("[a](b \"")),
    markdown("parentheses", || item_of("[a](((((((((((((((((((((((((((((((((((")),
    markdown("images", || item_of("![")),
    markdown("footnotes", || item_of("[^")),
    markdown("link definitions", || numbered(|n| format!("[{n}]: x\n"))),
    markdown("one link definition", || of("[a]: x\n")),
    markdown("link definitions without an end", || of("[a]: <\n")),
    markdown("link definitions with titles", || of("[a]: x \"\n")),
    markdown("link definitions with titles in brackets", || of("[a]: x (\n")),
    markdown("link definitions over lines", || of("[\n")),
    markdown("link labels", || of("[a\n")),
    markdown("references", || format!("[a]: {}\n\n{}", "x".repeat(100_000), of("[a]"))),
    markdown("long references", || item_of(&format!("[{}]", "a".repeat(998)))),
    markdown("nested references", || item_of("[a[b]")),
    markdown("quotes", || of(">")),
    markdown("quotes on lines", || of(">\n")),
    markdown("quotes with text", || of("> a\n")),
    markdown("quotes and items", || of("> - ")),
    markdown("items and quotes", || of("> - a\n")),
    markdown("strong", || item_of("**a ")),
    markdown("emphasis", || item_of("*a ")),
    markdown("closing emphasis", || item_of("a* ")),
    markdown("emphasis both ways", || item_of("*a_ ")),
    markdown("emphasis of three kinds", || item_of("*a **b _c ")),
    markdown("stars", || item_of("*")),
    markdown("stars between letters", || item_of("a**b")),
    markdown("many stars between letters", || item_of("a***b*c")),
    markdown("stars in runs of all lengths", || numbered(|n| format!("a{}", "*".repeat(n % 4000 + 1)))),
    markdown("backticks", || item_of("`")),
    markdown("backticks apart", || item_of("` ")),
    markdown("code without an end", || item_of("`a``")),
    markdown("backticks in runs of all lengths", || numbered(|n| format!("{} ", "`".repeat(n % 4000 + 1)))),
    markdown("fences", || of("```\n")),
    markdown("fences opened", || of("```a\n")),
    markdown("fences of tildes in items", || of("- ~~~\n")),
    markdown("comments without an end", || of("<!--")),
    markdown("comments in an item", || item_of("<!-- ")),
    markdown("comments on lines", || of("<!--\n")),
    markdown("comments on lines of an item", || format!("- a\n{}", of("  a <!--\n"))),
    markdown("instructions", || item_of("a <?")),
    markdown("declarations", || item_of("a <!A")),
    markdown("cdata", || item_of("a <![CDATA[")),
    markdown("angles", || item_of("<")),
    markdown("tags", || item_of("<a")),
    markdown("tags with spaces", || item_of("<a ")),
    markdown("tags with attributes", || item_of("<a b=\"")),
    markdown("tags with an attribute a line", || format!("- a <a\n{}", of("  b=c\n"))),
    markdown("closing tags", || item_of("</a")),
    markdown("address", || item_of("<a:")),
    markdown("mail address", || item_of("<a@")),
    markdown("html blocks", || of("<div>\n")),
    markdown("backslashes", || item_of("\\")),
    markdown("escapes", || item_of("\\*")),
    markdown("hard breaks", || of("a\\\n")),
    markdown("spaces at line ends", || of("a  \n")),
    markdown("entities", || item_of("&#")),
    markdown("named entities", || item_of("&amp;")),
    markdown("long entities", || item_of("&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")),
    markdown("spaces", || of(" ")),
    markdown("an item and spaces", || format!("- a{}b", of(" "))),
    markdown("tabs", || of("\t")),
    markdown("tabs in items", || of("-\ta\n")),
    markdown("indented lines", || of(&format!("{}a\n", " ".repeat(158)))),
    markdown("an item and indented lines", || format!("- a\n\n{}", of(&format!("{}a\n", " ".repeat(158))))),
    markdown("line ends", || of("\n")),
    markdown("an item and line ends", || format!("- a\n{}b", of("\n"))),
    markdown("items nested by steps, then blank lines", || {
        let steps: String = (0..80).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
        format!("{steps}{}b", of(&format!("{}\n", " ".repeat(900))))
    }),
    markdown("items nested by steps, then line ends", || {
        let steps: String = (0..80).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
        format!("{steps}{}b", of("\n"))
    }),
    markdown("items nested by steps, then indented lines", || {
        let steps: String = (0..80).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
        format!("{steps}{}b", of(&format!("{}a\n", " ".repeat(158))))
    }),
    markdown("blank lines in an item", || format!("- a\n{}", of("\n  b\n"))),
    markdown("letters on lines", || of("a\n")),
    markdown("items with carriage returns", || of("- [ ] a\r")),
    markdown("letters with carriage returns", || of("a\r")),
    markdown("carriage returns", || of("\r")),
    markdown("numbers", || of("1. ")),
    markdown("numbers on lines", || of("1. a\n")),
    markdown("lists that change their mark", || of("- a\n* a\n")),
    markdown("front matter", || of("---\n")),
    markdown("front matter without an end", || of("---\na\n")),
    markdown("front matter with pluses", || of("+++\n")),
    markdown("front matter between texts", || of("a\n\n---\nb\n\n")),
    markdown("letters of two bytes", || item_of("é")),
    markdown("words of other scripts", || item_of("要件 ")),
    markdown("marks of other scripts", || item_of("“ ")),
    markdown("boxes of one id", || of("- [ ] AC-1: a\n")),
    markdown("long headings", || of(&format!("## {}\n- a\n", "x".repeat(1_000)))),
    markdown("headings of the same initials", || of("## A b\n- a\n")),
    Shape { name: "a checklist by name", path: "checklists/a.md", text: || of("- [ ] a\n") },
    Shape { name: "tasks by name", path: "specs/1/tasks.md", text: || of("- [ ] T1 a\n") },
    Shape { name: "criteria by name", path: "acceptance.md", text: || of("a\n\n- b\n\n") },
    Shape {
        name: "numbered requirements",
        path: ".kiro/specs/a/requirements.md",
        text: || of("### Requirement 1\n\n1. a\n"),
    },
    Shape {
        name: "Gherkin scenarios",
        path: "a.feature",
        text: || of("Scenario: a\n  Given b\n  When c\n  Then d\n\n"),
    },
    Shape { name: "Gherkin short scenarios", path: "a.feature", text: || of("Scenario:\n") },
    Shape {
        name: "Gherkin steps",
        path: "a.feature",
        text: || format!("Feature: a\nScenario: b\n{}", of("* c\n")),
    },
    Shape {
        name: "Gherkin tags",
        path: "a.feature",
        text: || format!("{}\nScenario: b\n* c\n", of("@AC-1 ")),
    },
    Shape {
        name: "Gherkin doc strings",
        path: "a.feature",
        text: || format!("Scenario: b\n{}", of("* c\n\"\"\"\n")),
    },
    Shape { name: "Gherkin words", path: "a.feature", text: || of("a\n") },
    Shape { name: "Gherkin in Markdown", path: "a.feature.md", text: || of("# Scenario: a\n* Given b\n") },
    Shape {
        name: "Gherkin fences in Markdown",
        path: "a.feature.md",
        text: || numbered(|n| format!("# Scenario: a\n{}\n", "`".repeat(3 + n % 900))),
    },
    Shape { name: "StrictDoc nodes", path: "a.sdoc", text: || of("[REQUIREMENT]\nUID: A\nSTATEMENT: b\n\n") },
    Shape {
        name: "StrictDoc sections",
        path: "a.sdoc",
        text: || of("[[SECTION]]\nTITLE: a\n[R]\nSTATEMENT: b\n"),
    },
    Shape {
        name: "StrictDoc fields",
        path: "a.sdoc",
        text: || format!("[R]\n{}", of("STATEMENT: >>>\na\n<<<\n")),
    },
    Shape { name: "sphinx-needs", path: "a.rst", text: || of(".. req:: a\n   :id: b\n\n   c\n\n") },
    Shape { name: "sphinx-needs headings", path: "a.rst", text: || of("a\n===\n.. req:: a\n") },
    Shape { name: "sphinx-needs of one line", path: "a.rst", text: || format!(".. req:: {}", of("a ")) },
    Shape { name: "OpenFastTrace", path: "a.md", text: || of("## a\n`req~a~1`\n\nb\n\nNeeds: c\n\n") },
    Shape { name: "OpenFastTrace in one paragraph", path: "a.md", text: || of("`req~a~1`\n") },
    Shape { name: "tracey", path: "a.md", text: || numbered(|n| format!("r[a.b{n}]\nb\n\n")) },
    Shape {
        name: "tracey in one paragraph",
        path: "a.md",
        text: || format!("r[a.b]\nc\n\n{}", of("r[a.b]\n")),
    },
    Shape {
        name: "StrictDoc in Markdown",
        path: "a.md",
        text: || of("## a\n**UID**: A\n\n**Statement**: b\n\n"),
    },
    Shape {
        name: "StrictDoc fields in Markdown",
        path: "a.md",
        text: || format!("## a\n**UID**: A\n{}", of("**Statement**: b\n")),
    },
    Shape {
        name: "tables with ids",
        path: "SPEC.md",
        text: || {
            format!("## Requirements\n\n|ID|Text|\n|-|-|\n{}", of("|AC-1|it has to work for everybody|\n"))
        },
    },
    Shape {
        name: "many tables with ids",
        path: "SPEC.md",
        text: || {
            format!("## Requirements\n\n{}", of("|ID|Text|\n|-|-|\n|AC-1|it has to work for everybody|\n\n"))
        },
    },
    Shape { name: "rules that bind", path: "SPEC.md", text: || of("1. It MUST work.\n") },
    Shape { name: "sentences that bind", path: "SPEC.md", text: || of("- it must work\n") },
    Shape {
        name: "tasks that name criteria",
        path: "specs/1/tasks.md",
        text: || of("- [ ] T1 a (AC: 1, 2, 3-9)\n"),
    },
    Shape {
        name: "Doorstop",
        path: "a/R1.yml",
        text: || format!("active: true\nderived: false\nlevel: 1\nnormative: true\ntext: |\n{}", of("  a\n")),
    },
    Shape {
        name: "Doorstop with links",
        path: "a/R1.yml",
        text: || {
            format!(
                "active: true\nderived: false\nlevel: 1\nnormative: true\ntext: a\nlinks:\n{}",
                of("- a\n")
            )
        },
    },
    Shape {
        name: "Doorstop of brackets",
        path: "a/R1.yml",
        text: || format!("active: true\nderived: false\nlevel: 1\nnormative: true\ntext: {}", of("[")),
    },
    Shape {
        name: "Doorstop of aliases",
        path: "a/R1.yml",
        text: || {
            let bomb: String =
                (1..30).map(|n| format!("a{n}: &a{n} [{}]\n", format!("*a{},", n - 1).repeat(9))).collect();
            format!("active: true\nderived: false\nlevel: 1\nnormative: true\na0: &a0 x\n{bomb}text: *a29\n")
        },
    },
    Shape { name: "TOML of brackets", path: "spec.toml", text: || of("[") },
    Shape { name: "TOML of nested arrays", path: "spec.toml", text: || format!("a = {}", of("[[[],")) },
    Shape { name: "TOML of empty tables", path: "spec.toml", text: || of("[[criteria]]\n") },
    Shape {
        name: "TOML of unknown keys",
        path: "spec.toml",
        text: || numbered(|n| format!("a{n}=1\n")).replace("## Requirements", ""),
    },
    Shape {
        name: "TOML of dotted keys",
        path: "spec.toml",
        text: || numbered(|n| format!("a.b{n}=1\n")).replace("## Requirements", ""),
    },
    Shape { name: "TOML of one array", path: "spec.toml", text: || format!("criteria = [{}]", of("\"a\",")) },
    Shape {
        name: "TOML of one text",
        path: "spec.toml",
        text: || format!("[[criteria]]\ntext = \"{}\"", of("a ")),
    },
    Shape { name: "TOML of comments", path: "spec.toml", text: || of("#\n") },
];

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let Some(at) = arguments.iter().position(|argument| argument == ONE) {
        let name = arguments.get(at + 1).map_or("", String::as_str);
        for shape in SHAPES.iter().filter(|shape| shape.name == name) {
            one(shape);
        }
        return;
    }
    let wanted: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with("--")).collect();
    println!(
        "{:44} {:>6}  {:>7}  {:>8}  {:>8}  {:>8}",
        "", "MB", "seconds", "memory x", "criteria", "warnings"
    );
    for shape in SHAPES {
        if !wanted.is_empty() && !wanted.iter().any(|name| shape.name.contains(name.as_str())) {
            continue;
        }
        let child =
            env::current_exe().and_then(|program| Command::new(program).args([ONE, shape.name]).status());
        if !child.is_ok_and(|status| status.success()) {
            println!("{:44} failed", shape.name);
        }
    }
}

/// Reads one shape and tells what that took.
fn one(shape: &Shape) {
    let text = (shape.text)();
    let before = memory("VmRSS:");
    let start = Instant::now();
    let result = read(&RepoPath::from(shape.path), text.as_bytes(), None);
    let seconds = start.elapsed().as_secs_f64();
    let after = memory("VmHWM:");
    // The text itself is one part of what is held.
    let ratio = before
        .zip(after)
        .map(|(before, after)| 1.0 + after.saturating_sub(before) as f64 / text.len() as f64);
    let ratio = ratio.map_or("-".to_owned(), |ratio| format!("{ratio:.1}"));
    let told = match &result {
        Ok(spec) => format!("{:>8}  {:>8}", spec.criteria.len(), spec.warnings.len()),
        Err(error) => format!("  {}", error.to_string().chars().take(60).collect::<String>()),
    };
    println!("{:44} {:6.1}  {seconds:7.2}  {ratio:>8}  {told}", shape.name, text.len() as f64 / 1e6);
}

/// What the kernel says of this process's memory, in bytes.
fn memory(what: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(what))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib << 10)
}
