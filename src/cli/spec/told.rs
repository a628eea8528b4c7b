//! Specs for people: criteria under their headings, tasks apart, and, on request, the rule for
//! each.

use super::lines;
use crate::cli::output::{self, DIM, Output, STRONG, WARN, count};
use crate::model::spec::{Criterion, CriterionKind, LineRange, Spec, TickClaim, left_out_words};
use crate::model::text::Untrusted;
use crate::{safe, spec};

/// Maximum width of the column of ids.
const ID_WIDTH: usize = 14;

/// Lists the specs one after another; the folder of a group is named once.
pub(super) fn listing(out: &Output, specs: &[Spec], explain: bool) -> String {
    let mut texts = Vec::new();
    let mut open = None;
    for spec in specs {
        let group = spec::group_of(&spec.path);
        if group != open
            && let Some((path, what)) = &group
        {
            let heading = format!("{what}: {}", safe::path(path));
            texts.push(format!(
                "{}\n",
                out.paint(STRONG, &safe::fit(&heading, output::WIDTH))
            ));
        }
        open = group;
        texts.push(told(out, spec, explain));
    }
    texts.join("\n")
}

fn told(out: &Output, spec: &Spec, explain: bool) -> String {
    let path = safe::path(&spec.path);
    let mut text = out.paint(STRONG, &path);
    let title = safe::inline(&spec.title);
    if !title.is_empty() {
        text.push_str(&format!("  {}", safe::fit(&title, output::WIDTH / 2)));
    }
    let of_kind = |kind| {
        spec.criteria
            .iter()
            .filter(move |item| item.kind == kind)
            .collect()
    };
    let criteria: Vec<&Criterion> = of_kind(CriterionKind::Criterion);
    let tasks: Vec<&Criterion> = of_kind(CriterionKind::Task);
    let counted = match criteria.len() {
        1 => "1 criterion".to_owned(),
        number => format!("{number} criteria"),
    };
    text.push_str(&format!("\n{counted}"));
    if !tasks.is_empty() {
        text.push_str(&format!(", {}", count(tasks.len(), "task")));
    }
    if let Some(words) = left_out_words(spec.left_out.len()) {
        let how = if explain {
            ""
        } else {
            ": `--explain` says which, and why"
        };
        text.push_str(&format!("; {}", out.paint(WARN, &format!("{words}{how}"))));
    }
    text.push('\n');
    if explain {
        let because = format!("Read as {}: {}", spec.dialect.name(), spec.because);
        text.push_str(&output::paragraph(because.as_bytes(), 0, false));
    }
    let width = output::column(spec.criteria.iter().map(|item| item.id.as_str()), ID_WIDTH);
    text.push_str(&items(out, spec, &criteria, width, explain));
    if !tasks.is_empty() {
        text.push_str(&format!("\n{}\n", out.paint(STRONG, "Tasks")));
        text.push_str(&items(out, spec, &tasks, width, explain));
    }
    for warning in &spec.warnings {
        let about = safe::inline(&warning.about);
        let about = if about.is_empty() {
            String::new()
        } else {
            format!(": {about}")
        };
        let warning = format!("line {}: {}{about}", warning.line, warning.message);
        text.push_str(&format!("\n{}\n", out.paint(WARN, &warning)));
    }
    if explain {
        text.push_str(&lines::listing(out, spec));
    }
    text
}

fn items(out: &Output, spec: &Spec, items: &[&Criterion], width: usize, explain: bool) -> String {
    let mut text = String::new();
    let mut section: &[Untrusted] = &[];
    for (index, item) in items.iter().enumerate() {
        if *item.section != *section || index == 0 {
            section = &item.section;
            let titles: Vec<String> = section
                .iter()
                .map(|title| safe::inline(title).into_string())
                .collect();
            text.push_str(&format!("\n{}", heading(out, &titles)));
        }
        text.push_str(&told_item(item, width));
        let facts = if explain {
            facts(spec, item)
        } else {
            named_by(item).unwrap_or_default()
        };
        if !facts.is_empty() {
            text.push_str(&dim(out, &facts, 8 + width));
        }
    }
    text
}

fn heading(out: &Output, titles: &[String]) -> String {
    if titles.is_empty() {
        return String::new();
    }
    format!(
        "{}\n",
        out.paint(STRONG, &safe::fit(&titles.join(" / "), output::WIDTH))
    )
}

fn told_item(item: &Criterion, width: usize) -> String {
    let tick = match item.claim {
        TickClaim::Ticked => "[x]",
        TickClaim::Unticked => "[ ]",
        TickClaim::None => "   ",
    };
    let start = format!("  {tick} {}  ", output::pad(item.id.as_str(), width));
    let mut text = start.clone();
    // If an id is longer than the column, the text is below it.
    let indent = 8 + width;
    let fits = safe::str_cells(&start) <= indent;
    if !fits {
        text.push('\n');
    }
    text.push_str(&output::paragraph(item.text.as_bytes(), indent, fits));
    text
}

/// Describes an item's rule, place and relations.
fn facts(spec: &Spec, item: &Criterion) -> String {
    let mut facts = format!(
        "{}, {}: {}",
        on_lines(item.lines),
        item.kind.name(),
        item.rule
    );
    let requirement = item
        .requirement
        .and_then(|index| spec.requirements.get(index as usize));
    if let Some(requirement) = requirement {
        let title = safe::inline(&requirement.title);
        let title = safe::fit(&title, output::WIDTH / 2);
        facts.push_str(&format!(
            "; details `{title}`, {}",
            on_lines(requirement.lines)
        ));
    }
    if let Some(named) = named_by(item) {
        facts.push_str(&format!("; {named}"));
    }
    for path in &item.paths {
        facts.push_str(&format!("; in {}", safe::inline(path)));
    }
    facts
}

/// Lists the criteria that a task says it carries out.
fn named_by(item: &Criterion) -> Option<String> {
    let names: Vec<String> = item
        .names
        .iter()
        .map(|name| safe::inline(name).into_string())
        .collect();
    (!names.is_empty()).then(|| format!("for {}", names.join(", ")))
}

fn on_lines(lines: LineRange) -> String {
    if lines.first == lines.last {
        format!("line {}", lines.first)
    } else {
        format!("lines {}-{}", lines.first, lines.last)
    }
}

/// Wraps safe text in dimmed rows with `indent` blanks.
fn dim(out: &Output, text: &str, indent: usize) -> String {
    let rows = output::paragraph(text.as_bytes(), indent, false);
    rows.lines()
        .map(|row| format!("{}\n", out.paint(DIM, row)))
        .collect()
}
