//! Finds what the user named: a criterion, an increment, a note. An unknown name is answered with
//! similar ones.

use anyhow::{Context as _, Result, anyhow, bail};

use crate::engagement::{Engagement, evidence};
use crate::model::increment::Increment;
use crate::model::note::Thread;
use crate::model::record::{Evidence, Record};
use crate::model::spec::{Criterion, CriterionKey, CriterionKind, Spec};
use crate::safe;

/// Minimum likeness of an offered name, from 0 to 1.
const CLOSE: f64 = 0.75;

/// Maximum number of similar names offered.
const MAX_CLOSE: usize = 4;

/// Minimum number of digits that name a note: the same as git's.
const MIN_DIGITS: usize = 4;

/// A criterion with its spec.
#[derive(Clone, Copy)]
pub(super) struct Picked<'a> {
    pub spec: &'a Spec,
    pub criterion: &'a Criterion,
}

impl Picked<'_> {
    /// Returns its key in the record.
    pub(super) fn key(&self) -> CriterionKey {
        CriterionKey {
            spec: self.spec.path.clone(),
            id: self.criterion.id.clone(),
        }
    }
}

/// Finds a criterion by an id that only one spec has, or by `path#id`.
///
/// # Errors
/// When there is none, or there are several.
pub(super) fn criterion<'a>(specs: &'a [Spec], name: &str) -> Result<Picked<'a>> {
    let all: Vec<Picked<'a>> = specs
        .iter()
        .flat_map(|spec| {
            spec.criteria
                .iter()
                .map(move |criterion| Picked { spec, criterion })
        })
        .collect();
    let with_path = |found: &&Picked<'a>| {
        let rest = name.as_bytes().strip_prefix(found.spec.path.as_bytes());
        rest.and_then(|rest| rest.strip_prefix(b"#"))
            == Some(found.criterion.id.as_str().as_bytes())
    };
    let same = |found: &&Picked<'a>| found.criterion.id.as_str() == name;
    let alike = |found: &&Picked<'a>| found.criterion.id.as_str().eq_ignore_ascii_case(name);
    let mut found: Vec<&Picked<'a>> = all.iter().filter(with_path).collect();
    if found.is_empty() {
        found = all.iter().filter(same).collect();
    }
    if found.is_empty() {
        found = all.iter().filter(alike).collect();
    }
    match found[..] {
        [one] if one.criterion.kind == CriterionKind::Task => {
            bail!("{} is a task; only criteria are judged", one.criterion.id)
        }
        [one] => Ok(*one),
        [] => {
            let ids = all.iter().map(|found| found.criterion.id.as_str());
            Err(unknown(
                "criterion",
                name,
                ids,
                "`snaglist spec show` lists them",
            ))
        }
        _ => {
            let full = found
                .iter()
                .map(|found| format!("`{}#{}`", safe::path(&found.spec.path), found.criterion.id));
            let full: Vec<String> = full.collect();
            Err(anyhow!(
                "several specs have {}; say which one: {}",
                safe::inline(name),
                full.join(", ")
            ))
        }
    }
}

/// Finds an increment by name.
///
/// # Errors
/// When there is none.
pub(super) fn increment<'a>(increments: &'a [Increment], name: &str) -> Result<&'a Increment> {
    called(increments, name).ok_or_else(|| {
        let ids = increments
            .iter()
            .flat_map(|increment| &increment.names)
            .map(|id| id.as_str());
        unknown("increment", name, ids, "`snaglist increments` lists them")
    })
}

/// Finds an earlier round, typed as `INCREMENT:NUMBER`, or as a number where one increment alone
/// was delivered again. Returns the index of the increment, and the number.
///
/// # Errors
/// When there is none, or there are several.
pub(super) fn round(increments: &[Increment], typed: &str) -> Result<(usize, u32)> {
    let (name, number) = match typed.rsplit_once(':') {
        Some((name, number)) => (Some(name), number),
        None => (None, typed),
    };
    let number: u32 = number.parse().ok().with_context(|| {
        format!(
            "`{}` names no round; type its number, as `snaglist rounds` lists them, or INCREMENT:NUMBER",
            safe::inline(typed)
        )
    })?;
    let again = increments.iter().filter(|found| !found.earlier.is_empty());
    let again: Vec<&Increment> = again.collect();
    let increment = match (name, &again[..]) {
        (Some(name), _) => increment(increments, name)?,
        (None, [only]) => *only,
        (None, []) => bail!("no increment was delivered more than once, so everything is new"),
        (None, several) => {
            let named = several
                .iter()
                .map(|found| format!("`{}:{number}`", found.id));
            let named: Vec<String> = named.take(MAX_CLOSE).collect();
            bail!(
                "several increments were delivered again; say which: {}",
                named.join(", ")
            );
        }
    };
    let rounds = increment.first_round()..increment.round;
    if !rounds.contains(&number) {
        bail!(
            "{} has no earlier round {number}; it is in round {}",
            increment.id,
            increment.round
        );
    }
    let at = increments.iter().position(|found| found.id == increment.id);
    Ok((at.unwrap_or_default(), number))
}

/// Finds the increment with that id; else one that also has that name.
pub(super) fn called<'a>(increments: &'a [Increment], name: &str) -> Option<&'a Increment> {
    let by_id = increments
        .iter()
        .find(|increment| increment.id.as_str() == name);
    by_id.or_else(|| {
        increments
            .iter()
            .find(|increment| increment.is_called(name))
    })
}

/// Finds the newest increment that bears on a criterion, with its lines; else the newest of all.
///
/// # Errors
/// When one of the increments searched cannot be read.
pub(super) fn newest(
    engagement: &Engagement,
    record: &Record,
    increments: &[Increment],
    criterion: &CriterionKey,
) -> Result<(Increment, Vec<Evidence>)> {
    for increment in increments.iter().rev() {
        let found = evidence(
            &engagement.repository,
            record,
            &engagement.specs,
            increment,
            criterion,
            (&engagement.then, engagement.later()),
        );
        let found = found.with_context(|| format!("reading the increment {}", increment.id))?;
        if let Some(evidence) = found {
            return Ok((increment.clone(), evidence));
        }
    }
    let newest = increments
        .last()
        .context("there is no increment; `--base REV` starts earlier")?;
    Ok((newest.clone(), Vec::new()))
}

/// Finds a note by its id, or the first digits of it.
///
/// # Errors
/// When there is none, or there are several.
pub(super) fn thread<'a>(record: &'a Record, digits: &str) -> Result<&'a Thread> {
    let digits = digits.to_ascii_lowercase();
    // The summary's spelling: `S-3f2a91c`.
    let digits = digits.strip_prefix("s-").unwrap_or(&digits);
    if digits.len() < MIN_DIGITS {
        bail!(
            "give at least {MIN_DIGITS} digits of the note's id; `snaglist note --list` has them"
        );
    }
    let found: Vec<&Thread> = record
        .live_threads()
        .filter(|thread| thread.id.to_string().starts_with(digits))
        .collect();
    match found[..] {
        [one] => Ok(one),
        [] => bail!(
            "there is no note {}; `snaglist note --list` lists them",
            safe::inline(digits)
        ),
        _ => bail!(
            "several notes begin with {}; give more digits",
            safe::inline(digits)
        ),
    }
}

/// Words the error for an unknown name. The names must be safe.
pub(super) fn unknown<'a>(
    what: &str,
    name: &str,
    names: impl Iterator<Item = &'a str>,
    otherwise: &str,
) -> anyhow::Error {
    let wanted = name.to_lowercase();
    let score = |name: &'a str| (strsim::jaro_winkler(&wanted, &name.to_lowercase()), name);
    let mut close: Vec<(f64, &str)> = names
        .map(score)
        .filter(|(score, _)| *score >= CLOSE)
        .collect();
    close.sort_by(|a, b| b.0.total_cmp(&a.0));
    close.dedup();
    let close: Vec<String> = close
        .iter()
        .take(MAX_CLOSE)
        .map(|(_, name)| format!("`{name}`"))
        .collect();
    let hint = if close.is_empty() {
        otherwise.to_owned()
    } else {
        format!("did you mean {}?", close.join(", "))
    };
    anyhow!("there is no {what} `{}`; {hint}", safe::inline(name))
}
