//! `snaglist spec show`: the criteria as they were read.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde::Serialize;

use super::Context;
use super::args::SpecShow;
use super::output::{self, DIM, Output, STRONG, WARN, count};
use crate::model::spec::{Claim, Criterion, CriterionKind, Spec};
use crate::model::text::{RepoPath, Untrusted};
use crate::safe;
use crate::spec;

/// The widest column of ids.
const ID_WIDTH: usize = 14;

#[derive(Serialize)]
struct Listing {
    version: u8,
    specs: Vec<SpecJson>,
}

#[derive(Serialize)]
struct SpecJson {
    path: String,
    dialect: &'static str,
    title: String,
    criteria: Vec<CriterionJson>,
}

#[derive(Serialize)]
struct CriterionJson {
    id: String,
    kind: &'static str,
    line: u32,
    end_line: u32,
    section: Vec<String>,
    text: String,
    claim: &'static str,
}

pub(super) fn show(context: &Context, show: &SpecShow) -> Result<()> {
    let specs = if show.files.is_empty() {
        context.open()?.specs
    } else {
        show.files.iter().map(|file| read(file)).collect::<Result<_>>()?
    };
    if context.out.json {
        let specs = specs.iter().map(json).collect();
        return context.out.json(&Listing { version: 1, specs });
    }
    let texts: Vec<String> = specs.iter().map(|spec| told(&context.out, spec, show.explain)).collect();
    context.out.text(&texts.join("\n"))
}

fn read(file: &Path) -> Result<Spec> {
    let name = file.as_os_str().as_encoded_bytes();
    let doing = || format!("reading {}", safe::inline(name));
    let metadata = fs::metadata(file).with_context(doing)?;
    if !metadata.is_file() {
        bail!("{} is not a plain file", safe::inline(name));
    }
    if metadata.len() > spec::MAX_BYTES as u64 {
        bail!("{}: {} bytes are too many for a spec", safe::inline(name), metadata.len());
    }
    let bytes = fs::read(file).with_context(doing)?;
    spec::read(&RepoPath::new(name), &bytes, None).with_context(doing)
}

fn json(spec: &Spec) -> SpecJson {
    let criterion = |criterion: &Criterion| CriterionJson {
        id: criterion.id.to_string(),
        kind: criterion.kind.name(),
        line: criterion.lines.first,
        end_line: criterion.lines.last,
        section: criterion.section.iter().map(|title| title.lossy().into_owned()).collect(),
        text: criterion.text.lossy().into_owned(),
        claim: criterion.claim.name(),
    };
    SpecJson {
        path: spec.path.lossy().into_owned(),
        dialect: spec.dialect.name(),
        title: spec.title.lossy().into_owned(),
        criteria: spec.criteria.iter().map(criterion).collect(),
    }
}

fn told(out: &Output, spec: &Spec, explain: bool) -> String {
    let path = safe::inline(&spec.path);
    let mut text = out.paint(STRONG, &path);
    let title = safe::inline(&spec.title);
    if !title.is_empty() {
        text.push_str(&format!("  {}", safe::fit(&title, output::WIDTH / 2)));
    }
    let of_kind = |kind| spec.criteria.iter().filter(|item| item.kind == kind).count();
    let (criteria, tasks) = (of_kind(CriterionKind::Criterion), of_kind(CriterionKind::Task));
    let criteria = if criteria == 1 { "1 criterion".to_owned() } else { format!("{criteria} criteria") };
    text.push_str(&format!("\n{criteria}"));
    if tasks > 0 {
        text.push_str(&format!(", {}", count(tasks, "task")));
    }
    text.push('\n');
    if explain {
        let because = format!("Read as {}: {}", spec.dialect.name(), spec.because);
        text.push_str(&output::paragraph(because.as_bytes(), 0, false));
    }
    let width = output::column(spec.criteria.iter().map(|item| item.id.as_str()), ID_WIDTH);
    let mut section: &[Untrusted] = &[];
    for (index, item) in spec.criteria.iter().enumerate() {
        if item.section != section || index == 0 {
            section = &item.section;
            let titles: Vec<String> = section.iter().map(|title| safe::inline(title).into_string()).collect();
            text.push_str(&format!("\n{}", heading(out, &titles)));
        }
        text.push_str(&criterion(out, item, width, explain));
    }
    for warning in &spec.warnings {
        let about = safe::inline(&warning.about);
        let about = if about.is_empty() { String::new() } else { format!(": {about}") };
        let warning = format!("line {}: {}{about}", warning.line, warning.message);
        text.push_str(&format!("\n{}\n", out.paint(WARN, &warning)));
    }
    text
}

fn heading(out: &Output, titles: &[String]) -> String {
    if titles.is_empty() {
        return String::new();
    }
    format!("{}\n", out.paint(STRONG, &safe::fit(&titles.join(" / "), output::WIDTH)))
}

fn criterion(out: &Output, item: &Criterion, width: usize, explain: bool) -> String {
    let tick = match item.claim {
        Claim::Ticked => "[x]",
        Claim::Unticked => "[ ]",
        Claim::None => "   ",
    };
    let start = format!("  {tick} {}  ", output::pad(item.id.as_str(), width));
    let mut text = start.clone();
    // A longer id than the column holds has its text below it.
    let indent = 8 + width;
    let fits = safe::str_cells(&start) <= indent;
    if !fits {
        text.push('\n');
    }
    text.push_str(&output::paragraph(item.text.as_bytes(), indent, fits));
    if explain {
        let mut facts = if item.lines.first == item.lines.last {
            format!("line {}, {}", item.lines.first, item.kind.name())
        } else {
            format!("lines {}-{}, {}", item.lines.first, item.lines.last, item.kind.name())
        };
        for path in &item.paths {
            facts.push_str(&format!(", in {}", safe::inline(path)));
        }
        text.push_str(&format!("{}{}\n", " ".repeat(indent), out.paint(DIM, &facts)));
    } else if item.kind == CriterionKind::Task {
        text.push_str(&format!("{}{}\n", " ".repeat(indent), out.paint(DIM, "a task, not a criterion")));
    }
    text
}
