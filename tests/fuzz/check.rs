//! What holds for every input: read or refused, and what was read is in order.

use std::cell::RefCell;
use std::collections::HashSet;
use std::panic::{self, AssertUnwindSafe};

use snaglist::model::spec::{LineRange, Spec};
use snaglist::model::text::RepoPath;
use snaglist::spec::{ReadError, group_of, mentions_criteria, rank, read};

/// The most headings that a criterion is given.
const MAX_SECTIONS: usize = 6;
/// The most warnings of a spec: 200, and what is said of the whole file.
const MAX_WARNINGS: usize = 206;

/// How an input was read.
pub(crate) struct Outcome {
    pub(crate) read: bool,
    /// The same for inputs that were read in the same way, more or less.
    pub(crate) signature: String,
}

thread_local! {
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps what a panic says for the report instead of printing it.
pub(crate) fn quiet_panics() {
    panic::set_hook(Box::new(|info| {
        PANIC.with_borrow_mut(|panic| *panic = info.to_string().replace('\n', " "))
    }));
}

/// Reads an input and checks what came of it; thoroughly also what comes of reading it again, and
/// with other line ends.
///
/// # Errors
/// What does not hold.
pub(crate) fn run(path: &str, input: &[u8], thoroughly: bool) -> Result<Outcome, String> {
    panic::catch_unwind(AssertUnwindSafe(|| checked(path, input, thoroughly)))
        .unwrap_or_else(|_| Err(format!("panic: {}", PANIC.with_borrow(String::clone))))
}

fn checked(path: &str, input: &[u8], thoroughly: bool) -> Result<Outcome, String> {
    let path = RepoPath::from(path);
    let first = read(&path, input, None);
    if thoroughly && first != read(&path, input, None) {
        return Err("read differently the second time".to_owned());
    }
    let _ = (mentions_criteria(input), rank(&path), group_of(&path));
    match &first {
        Ok(spec) => in_order(spec, input)?,
        Err(error) => printable(error)?,
    }
    if thoroughly && !input.contains(&b'\r') {
        same_with_carriage_returns(&path, &first, input)?;
    }
    let signature = match &first {
        Ok(spec) => signature(spec),
        Err(error) => format!("{:?}", std::mem::discriminant(error)),
    };
    Ok(Outcome {
        read: first.is_ok(),
        signature,
    })
}

fn in_order(spec: &Spec, input: &[u8]) -> Result<(), String> {
    let lines = 1 + input.iter().filter(|byte| **byte == b'\n').count();
    let within = |range: LineRange| {
        range.first >= 1 && range.first <= range.last && range.last as usize <= lines
    };
    ensure(!spec.criteria.is_empty(), || {
        "no criteria and no error".to_owned()
    })?;
    let mut ids = HashSet::new();
    let mut last = 0;
    for criterion in &spec.criteria {
        let id = &criterion.id;
        ensure(ids.insert(id), || format!("{id} twice"))?;
        ensure(within(criterion.lines), || {
            format!("{id} at {:?} of {lines} lines", criterion.lines)
        })?;
        ensure(criterion.lines.first >= last, || {
            format!("{id} stands before the one before it")
        })?;
        ensure(!criterion.text.lossy().trim().is_empty(), || {
            format!("{id} has no text")
        })?;
        ensure(criterion.section.len() <= MAX_SECTIONS, || {
            format!("{id} has {} headings", criterion.section.len())
        })?;
        let requirement = criterion.requirement.map(|at| at as usize);
        ensure(
            requirement.is_none_or(|at| at < spec.requirements.len()),
            || format!("{id} is of no requirement"),
        )?;
        last = criterion.lines.first;
    }
    for requirement in &spec.requirements {
        ensure(within(requirement.lines), || {
            format!("a requirement at {:?}", requirement.lines)
        })?;
    }
    ensure(spec.warnings.len() <= MAX_WARNINGS, || {
        format!("{} warnings", spec.warnings.len())
    })?;
    for warning in &spec.warnings {
        let line = warning.line as usize;
        ensure((1..=lines).contains(&line), || {
            format!("a warning at line {line} of {lines}")
        })?;
        ensure(!warning.message.is_empty(), || {
            "a warning without words".to_owned()
        })?;
    }
    ensure(spec.source.as_bytes() == input, || {
        "another source".to_owned()
    })
}

fn printable(error: &ReadError) -> Result<(), String> {
    let message = error.to_string();
    ensure(
        message.bytes().all(|byte| (0x20..0x7f).contains(&byte)),
        || format!("a message with bytes of the file: {message:?}"),
    )
}

/// Line ends do not change what is read.
fn same_with_carriage_returns(
    path: &RepoPath,
    first: &Result<Spec, ReadError>,
    input: &[u8],
) -> Result<(), String> {
    let mut other = Vec::with_capacity(input.len() + input.len() / 8);
    for byte in input {
        if *byte == b'\n' {
            other.push(b'\r');
        }
        other.push(*byte);
    }
    match (first, read(path, &other, None)) {
        (Ok(one), Ok(two)) => {
            let facts = |spec: &Spec| -> Vec<_> {
                let criteria = spec.criteria.iter();
                criteria
                    .map(|item| {
                        (
                            item.id.clone(),
                            item.kind,
                            item.lines,
                            item.claim,
                            item.digest,
                        )
                    })
                    .collect()
            };
            let (one, two) = (facts(one), facts(&two));
            let differs = one.iter().zip(&two).find(|(one, two)| one != two);
            ensure(one.len() == two.len() && differs.is_none(), || {
                format!(
                    "with CRLF {} criteria instead of {}: {differs:?}",
                    two.len(),
                    one.len()
                )
            })
        }
        (Err(one), Err(two)) if std::mem::discriminant(one) == std::mem::discriminant(&two) => {
            Ok(())
        }
        (Err(_), Ok(_)) => Err("read with CRLF only".to_owned()),
        (_, Err(two)) => Err(format!("with CRLF: {two}")),
    }
}

fn signature(spec: &Spec) -> String {
    let some = |count: usize| count.min(6);
    let mut rules: Vec<(&str, &str)> = spec
        .criteria
        .iter()
        .map(|item| (item.rule, item.claim.name()))
        .collect();
    rules.sort_unstable();
    rules.dedup();
    let mut warnings: Vec<&str> = spec
        .warnings
        .iter()
        .map(|warning| warning.message.get(..12).unwrap_or(""))
        .collect();
    warnings.sort_unstable();
    warnings.dedup();
    let deepest = spec.criteria.iter().map(|item| item.section.len()).max();
    format!(
        "{} {} {} {deepest:?} {rules:?} {warnings:?}",
        spec.dialect.name(),
        some(spec.criteria.len()),
        some(spec.requirements.len()),
    )
}

fn ensure(holds: bool, why: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(why()) }
}
