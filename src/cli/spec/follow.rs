//! `snaglist spec follow`: the fate of each criterion between two commits.

use std::collections::HashMap;

use anyhow::Result;
use serde::Serialize;

use crate::cli::CommandContext;
use crate::cli::args::SpecFollow;
use crate::cli::output::{self, DIM, STRONG, WARN};
use crate::engagement::{Followed, FollowedCriterion, follow};
use crate::git::Repository;
use crate::model::id::ObjectId;
use crate::model::lineage::{Relation, Sureness};
use crate::model::spec::{Criterion, CriterionKey, Spec};
use crate::safe;

#[derive(Serialize)]
struct FollowJson {
    version: u8,
    from: CommitJson,
    to: CommitJson,
    criteria: Vec<RowJson>,
    cut: bool,
}

#[derive(Serialize)]
struct CommitJson {
    commit: String,
}

#[derive(Serialize)]
struct RowJson {
    path: String,
    line: u32,
    id: String,
    to: Vec<FollowPlaceJson>,
    relation: &'static str,
    sure: &'static str,
    id_now: Option<FollowPlaceJson>,
    removed_in: Option<String>,
}

#[derive(Serialize)]
struct FollowPlaceJson {
    path: String,
    line: u32,
    id: String,
}

/// Indent of texts below `was` and `now`, in cells.
const INDENT: usize = 7;

pub(super) fn run(context: &CommandContext, asked: &SpecFollow) -> Result<()> {
    let repository = Repository::discover(&context.global.repo)?;
    let from = repository.resolve_typed(&asked.from)?;
    let to = repository.resolve_typed(&asked.to)?;
    let followed = follow(&repository, from, to, &asked.files)?;
    if context.out.json {
        return context.out.json(&listing(&followed, from, to));
    }
    context.out.text(&told(context, &followed, from, to))
}

/// The criteria of some specs by their keys.
struct CriteriaByKey<'s>(HashMap<CriterionKey, &'s Criterion>);

impl<'s> CriteriaByKey<'s> {
    fn new(specs: &'s [Spec]) -> Self {
        let items = specs.iter().flat_map(|spec| {
            let key = |item: &Criterion| CriterionKey {
                spec: spec.path.clone(),
                id: item.id.clone(),
            };
            spec.criteria.iter().map(move |item| (key(item), item))
        });
        Self(items.collect())
    }

    fn line(&self, key: &CriterionKey) -> u32 {
        self.0.get(key).map_or(1, |item| item.lines.first)
    }
}

fn listing(followed: &Followed, from: ObjectId, to: ObjectId) -> FollowJson {
    let (old, new) = (
        CriteriaByKey::new(&followed.from),
        CriteriaByKey::new(&followed.to),
    );
    let criteria = followed.rows.iter().map(|row| RowJson {
        path: row.key.spec.lossy().into_owned(),
        line: old.line(&row.key),
        id: row.key.id.to_string(),
        to: row
            .fate
            .to
            .iter()
            .map(|key| place_json(&new, key))
            .collect(),
        relation: row.fate.relation.name(),
        sure: row.fate.sure.name(),
        id_now: row.id_now.as_ref().map(|key| place_json(&new, key)),
        removed_in: row.removed_in.map(|commit| commit.to_string()),
    });
    FollowJson {
        version: 1,
        from: CommitJson {
            commit: from.to_string(),
        },
        to: CommitJson {
            commit: to.to_string(),
        },
        criteria: criteria.collect(),
        cut: followed.cut,
    }
}

fn place_json(index: &CriteriaByKey<'_>, key: &CriterionKey) -> FollowPlaceJson {
    FollowPlaceJson {
        // Unescaped: JSON has its own escapes.
        path: key.spec.lossy().into_owned(),
        line: index.line(key),
        id: key.id.to_string(),
    }
}

fn told(context: &CommandContext, followed: &Followed, from: ObjectId, to: ObjectId) -> String {
    let (old, new) = (
        CriteriaByKey::new(&followed.from),
        CriteriaByKey::new(&followed.to),
    );
    let out = &context.out;
    let changed: Vec<&FollowedCriterion> = followed
        .rows
        .iter()
        .filter(|row| row.fate.relation != Relation::Same)
        .collect();
    let mut text = format!(
        "{} at {}, {} of them changed by {}\n",
        plural(followed.rows.len()),
        from.short(7),
        changed.len(),
        to.short(7)
    );
    for row in changed {
        let places: Vec<String> = row
            .fate
            .to
            .iter()
            .map(|key| place(key, &row.key, new.line(key)))
            .collect();
        let sure = match row.fate.sure {
            Sureness::Unsure => out.paint(WARN, "  (unsure: look at both)"),
            Sureness::Likely | Sureness::Certain => String::new(),
        };
        let what = match (row.fate.relation, places.is_empty()) {
            (relation, true) => relation.name().to_owned(),
            (relation, false) => format!("{}: {}", relation.name(), places.join(", ")),
        };
        let line = old.line(&row.key);
        let head = format!("{}  {}:{line}", row.key.id, safe::path(&row.key.spec));
        text.push_str(&format!("\n{}  {what}{sure}\n", out.paint(STRONG, &head)));
        text.push_str(&words(&old, &row.key, "was"));
        for key in &row.fate.to {
            text.push_str(&words(&new, key, "now"));
        }
        if let Some(commit) = row.removed_in.filter(|_| row.fate.to.is_empty()) {
            text.push_str(&format!("  removed in {}\n", commit.short(7)));
        }
        if let Some(now) = &row.id_now {
            let where_now = format!(
                "  {} belongs to another criterion now: line {}\n",
                row.key.id,
                new.line(now)
            );
            text.push_str(&out.paint(DIM, &where_now));
        }
    }
    if followed.cut {
        text.push_str("\nThe history between the two is very long and was not read in full.\n");
    }
    text
}

fn plural(number: usize) -> String {
    if number == 1 {
        "1 criterion".to_owned()
    } else {
        format!("{number} criteria")
    }
}

/// Formats a criterion's new place, as far as it differs from the old one.
fn place(now: &CriterionKey, was: &CriterionKey, line: u32) -> String {
    if now.spec == was.spec {
        format!("{} in line {line}", now.id)
    } else {
        format!("{} in {}:{line}", now.id, safe::path(&now.spec))
    }
}

/// Formats a criterion's text after `was` or `now`.
fn words(index: &CriteriaByKey<'_>, key: &CriterionKey, when: &str) -> String {
    let Some(item) = index.0.get(key) else {
        return String::new();
    };
    let plain = item.plain();
    format!(
        "  {when}  {}",
        output::paragraph(plain.as_bytes(), INDENT, true)
    )
}
