//! Markdown that is large, or that costs a parser more than its size.

use super::{LARGE, Shape, item_of, markdown, numbered, of, shape};

/// Plain Markdown.
pub(crate) const SHAPES: &[Shape] = &[
    markdown("100,000 criteria", || {
        let items: String = (0..100_000)
            .map(|n| format!("- [ ] AC-{n}: it works\n"))
            .collect();
        format!("## Acceptance criteria\n{items}")
    }),
    markdown("100,000 bold criteria", || {
        let items: String = (0..100_000)
            .map(|n| format!("- **FR-{n}**: it *works* with `code`\n"))
            .collect();
        format!("## Acceptance criteria\n{items}")
    }),
    shape("spec.toml", "100,000 criteria in TOML", || {
        (0..100_000)
            .map(|n| format!("[[criteria]]\nid = \"AC-{n}\"\ntext = \"it works\"\n\n"))
            .collect()
    }),
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
            let letters: String = (0..5)
                .map(|at| char::from(b'A' + (n / 26usize.pow(at) % 26) as u8))
                .collect();
            format!("- {letters}-1: a\n")
        })
    }),
    markdown("empty items", || of("*\n")),
    markdown("items on one line", || of("* ")),
    markdown("items nested by steps", || {
        let steps: String = (0..60)
            .map(|depth| format!("{}- [ ] a\n", "  ".repeat(depth)))
            .collect();
        of(&steps)
    }),
    markdown("nested on each line", || {
        of(&format!("{}a\n", "- ".repeat(39)))
    }),
    markdown("nested once, then lines", || {
        format!("## Requirements\n\n{}a\n{}", "- ".repeat(39), of("b\n"))
    }),
    markdown("nested once, then quotes", || {
        format!("## Requirements\n\n{}a\n{}", "- ".repeat(39), of("> b\n"))
    }),
    markdown("quotes nested once, then lines", || {
        format!("{}a\n{}", "> ".repeat(39), of("b\n"))
    }),
    markdown("quotes nested on each line", || {
        of(&format!("{}a\n", "> ".repeat(39)))
    }),
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
    markdown("steps in paragraphs without an end", || {
        of("Given a\n\nWhen b\n\nAnd c\n\n").to_string()
    }),
    markdown("and and and", || format!("Given a\n\n{}", of("And c\n\n"))),
    markdown("given, and and and", || {
        let one = format!("Given a\n\n{}", "And c\n\n".repeat(1_000));
        of(&one)
    }),
    markdown("steps in items", || of("- Given a\n")),
    markdown("when, and and and", || {
        format!("- When a\n{}", of("- And a\n"))
    }),
    markdown("steps between paragraphs", || of("- Given a\n\n  b\n")),
    markdown("steps over nested lists", || {
        of("- Given a\n  - x\n  - y\n")
    }),
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
    markdown("a wide table", || {
        format!(
            "{}\n{}\n{}",
            "|a".repeat(2_000),
            "|-".repeat(2_000),
            of("|\n")
        )
    }),
    markdown("pipes", || of("|")),
    markdown("rows of dashes", || of("|-")),
    markdown("lines of pipes", || of("a|b\n-|-\n")),
    markdown("dashes", || of("-")),
    markdown("brackets", || of("[")),
    markdown("brackets in an item", || item_of("[")),
    markdown("closing brackets", || item_of("]")),
    markdown("brackets both ways", || {
        format!("{}{}", "[".repeat(LARGE / 2), "]".repeat(LARGE / 2))
    }),
    markdown("pairs of brackets", || item_of("[]")),
    markdown("links without an end", || item_of("[a](")),
    markdown("links in links", || item_of("[a](b")),
    markdown("links in angles", || item_of("[a](<b")),
    markdown("links with titles", || item_of("[a](b \"")),
    markdown("parentheses", || {
        item_of("[a](((((((((((((((((((((((((((((((((((")
    }),
    markdown("images", || item_of("![")),
    markdown("footnotes", || item_of("[^")),
    markdown("link definitions", || numbered(|n| format!("[{n}]: x\n"))),
    markdown("one link definition", || of("[a]: x\n")),
    markdown("link definitions without an end", || of("[a]: <\n")),
    markdown("link definitions with titles", || of("[a]: x \"\n")),
    markdown("link definitions with titles in brackets", || {
        of("[a]: x (\n")
    }),
    markdown("link definitions over lines", || of("[\n")),
    markdown("link labels", || of("[a\n")),
    markdown("references", || {
        format!("[a]: {}\n\n{}", "x".repeat(100_000), of("[a]"))
    }),
    markdown("long references", || {
        item_of(&format!("[{}]", "a".repeat(998)))
    }),
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
    markdown("stars in runs of all lengths", || {
        numbered(|n| format!("a{}", "*".repeat(n % 4000 + 1)))
    }),
    markdown("backticks", || item_of("`")),
    markdown("backticks apart", || item_of("` ")),
    markdown("code without an end", || item_of("`a``")),
    markdown("backticks in runs of all lengths", || {
        numbered(|n| format!("{} ", "`".repeat(n % 4000 + 1)))
    }),
    markdown("fences", || of("```\n")),
    markdown("fences opened", || of("```a\n")),
    markdown("fences of tildes in items", || of("- ~~~\n")),
    markdown("comments without an end", || of("<!--")),
    markdown("comments in an item", || item_of("<!-- ")),
    markdown("comments on lines", || of("<!--\n")),
    markdown("comments on lines of an item", || {
        format!("- a\n{}", of("  a <!--\n"))
    }),
    markdown("instructions", || item_of("a <?")),
    markdown("declarations", || item_of("a <!A")),
    markdown("cdata", || item_of("a <![CDATA[")),
    markdown("angles", || item_of("<")),
    markdown("tags", || item_of("<a")),
    markdown("tags with spaces", || item_of("<a ")),
    markdown("tags with attributes", || item_of("<a b=\"")),
    markdown("tags with an attribute a line", || {
        format!("- a <a\n{}", of("  b=c\n"))
    }),
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
    markdown("long entities", || {
        item_of("&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
    }),
    markdown("spaces", || of(" ")),
    markdown("an item and spaces", || format!("- a{}b", of(" "))),
    markdown("tabs", || of("\t")),
    markdown("tabs in items", || of("-\ta\n")),
    markdown("indented lines", || of(&format!("{}a\n", " ".repeat(158)))),
    markdown("an item and indented lines", || {
        format!("- a\n\n{}", of(&format!("{}a\n", " ".repeat(158))))
    }),
    markdown("line ends", || of("\n")),
    markdown("an item and line ends", || format!("- a\n{}b", of("\n"))),
    markdown("items nested by steps, then blank lines", || {
        let steps: String = (0..80)
            .map(|depth| format!("{}- a\n", "  ".repeat(depth)))
            .collect();
        format!("{steps}{}b", of(&format!("{}\n", " ".repeat(900))))
    }),
    markdown("items nested by steps, then line ends", || {
        let steps: String = (0..80)
            .map(|depth| format!("{}- a\n", "  ".repeat(depth)))
            .collect();
        format!("{steps}{}b", of("\n"))
    }),
    markdown("items nested by steps, then indented lines", || {
        let steps: String = (0..80)
            .map(|depth| format!("{}- a\n", "  ".repeat(depth)))
            .collect();
        format!("{steps}{}b", of(&format!("{}a\n", " ".repeat(158))))
    }),
    markdown("blank lines in an item", || {
        format!("- a\n{}", of("\n  b\n"))
    }),
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
    markdown("long headings", || {
        of(&format!("## {}\n- a\n", "x".repeat(1_000)))
    }),
    markdown("headings of the same initials", || of("## A b\n- a\n")),
];
