//! `docs/spec-format.md` says what the readers do: each example of it is read, and gives the ids it
//! says.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use snaglist::model::spec::{CriterionKind, Spec};

use super::spec;

/// An example: what the file is called, what stands in it, and the line that says what it gives.
struct Example {
    path: String,
    text: String,
    gives: String,
}

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/spec-format.md");
    fs::read_to_string(path).unwrap()
}

/// Each is a line ``In `PATH`:``, a fence, and a line that begins with "Read as".
fn examples(page: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    for line in page.lines() {
        let Some(path) = line
            .strip_prefix("In `")
            .and_then(|line| line.strip_suffix("`:"))
        else {
            continue;
        };
        let (_, after) = page.split_once(line).unwrap();
        let mut after = after.trim_start().lines();
        let fence = after.next().unwrap();
        assert!(fence.starts_with("```"), "{path}: a fence, not {fence}");
        let text: Vec<&str> = after.by_ref().take_while(|line| *line != "```").collect();
        let gives = after
            .find(|line| !line.is_empty())
            .unwrap_or_default()
            .to_owned();
        examples.push(Example {
            path: path.to_owned(),
            text: text.join("\n") + "\n",
            gives,
        });
    }
    examples
}

/// What a spec gives, as the page has it.
fn told(spec: &Spec) -> String {
    let of = |kind, what: &str| {
        let items = spec.criteria.iter().filter(|item| item.kind == kind);
        let ids: Vec<String> = items.map(|item| format!("`{}`", item.id)).collect();
        (!ids.is_empty()).then(|| format!("{what} {}", ids.join(", ")))
    };
    let both = [
        of(CriterionKind::Criterion, "criteria"),
        of(CriterionKind::Task, "tasks"),
    ];
    let both: Vec<String> = both.into_iter().flatten().collect();
    format!("Read as {}: {}.", spec.dialect.name(), both.join("; "))
}

#[test]
fn every_example_gives_what_the_page_says() {
    let examples = examples(&page());
    let mut faults = Vec::new();
    let mut dialects = BTreeSet::new();
    for example in &examples {
        let read = spec(&example.path, &example.text);
        dialects.insert(read.dialect.name());
        if told(&read) != example.gives {
            faults.push(format!(
                "{}: {}\n  not {}",
                example.path,
                told(&read),
                example.gives
            ));
        }
        faults.extend(
            read.warnings
                .iter()
                .map(|warning| format!("{}: {warning:?}", example.path)),
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(
        examples.len() >= 15 && dialects.len() >= 8,
        "{} examples of {dialects:?}",
        examples.len()
    );
}
