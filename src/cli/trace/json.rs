//! The trace as JSON, for other programs.

use std::collections::HashMap;

use serde::Serialize;

use super::strongest::Strongest;
use super::{TracedIncrement, Tracing, text};
use crate::model::link::{DeclaredBy, LinkKind, LinkTarget, TraceLink};
use crate::trace::suggest::Suggestion;
use crate::trace::{Claimant, CoveredUnit, HunkPlace, LeftOutMention};

/// Maximum number of suggestions per criterion and increment.
const MAX_SUGGESTIONS: usize = 20;
/// Maximum number of suggestions in all, the strongest first: some 50 MB of JSON.
const MAX_ALL: usize = 100_000;

#[derive(Serialize)]
pub(super) struct TraceJson {
    version: u8,
    increment: Option<String>,
    links: Vec<LinkJson>,
    suggestions: Vec<SuggestionJson>,
    /// How many weaker ones are not listed.
    more_suggestions: usize,
    uncovered: Vec<String>,
    unclaimed: Vec<TargetJson>,
    /// Hunks linked only through their commit, that contain nothing of the criterion.
    by_commit_only: Vec<TargetJson>,
    /// Uncertain links, one for each spec that an id may belong to; they do not count.
    ambiguous: Vec<LinkJson>,
    left_out: Vec<LeftOutMentionJson>,
    folded: Vec<FoldedJson>,
    hunks: HunksJson,
    outside: usize,
}

#[derive(Serialize)]
struct LinkJson {
    criterion: String,
    spec: String,
    target: TargetJson,
    kind: &'static str,
    by: String,
    place: Option<DeclaredPlaceJson>,
    increment: String,
}

/// A commit, a file or a hunk. Fields that do not apply are left out.
#[derive(Serialize)]
struct TargetJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    commit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hunk: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    side: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lines: Option<HunkLinesJson>,
}

#[derive(Serialize)]
struct HunkLinesJson {
    first: u32,
    last: u32,
}

/// The place of a declaration.
#[derive(Serialize)]
struct DeclaredPlaceJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    commit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    branch: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
}

#[derive(Serialize)]
struct SuggestionJson {
    criterion: String,
    spec: String,
    target: TargetJson,
    score: f32,
    strength: &'static str,
    increment: String,
}

/// A mention of criteria that does not count.
#[derive(Serialize)]
struct LeftOutMentionJson {
    what: String,
    why: &'static str,
    criteria: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    commit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    increment: String,
}

#[derive(Serialize)]
struct FoldedJson {
    why: &'static str,
    hunks: usize,
}

#[derive(Serialize)]
struct HunksJson {
    all: usize,
    claimed: usize,
}

/// The places of an increment's hunks.
type HunkPlaces<'a> = HashMap<LinkTarget, &'a HunkPlace>;

pub(super) fn of(tracing: &Tracing) -> TraceJson {
    let mut links = Vec::new();
    let mut suggestions = Strongest::new(MAX_ALL);
    let mut weaker = 0;
    let mut unclaimed = Vec::new();
    let mut by_commit_only = Vec::new();
    let mut ambiguous = Vec::new();
    let mut left_out = Vec::new();
    let mut folded: Vec<(&'static str, usize)> = Vec::new();
    let mut hunks = HunksJson { all: 0, claimed: 0 };
    for traced in &tracing.increments {
        let places = places(traced);
        links.extend(
            traced
                .lined_up
                .bearing
                .links()
                .iter()
                .map(|found| link(traced, &places, found)),
        );
        for (criterion, _) in &tracing.criteria {
            let Some(found) = &traced.suggestions else {
                continue;
            };
            let (best, more) = found.best_hunks_for(criterion, MAX_SUGGESTIONS);
            weaker += more;
            for one in &best {
                suggestions.add(one.score, || suggestion(traced, &places, one));
            }
        }
        let coverage = &traced.lined_up.coverage;
        unclaimed.extend(coverage.open().map(piece));
        by_commit_only.extend(coverage.by_commit_only.iter().map(piece));
        let trace = &traced.lined_up.trace;
        ambiguous.extend(
            trace
                .ambiguous
                .iter()
                .map(|found| link(traced, &places, found)),
        );
        left_out.extend(
            trace
                .left_out
                .iter()
                .map(|found| self::left_out(traced, found)),
        );
        for (aside, count) in coverage.asides() {
            match folded.iter_mut().find(|(why, _)| *why == aside.name()) {
                Some((_, sum)) => *sum += count,
                None => folded.push((aside.name(), count)),
            }
        }
        hunks.all += coverage.claimed.whole;
        hunks.claimed += coverage.claimed.part;
    }
    let (suggestions, more_suggestions) = suggestions.finish();
    TraceJson {
        version: 1,
        increment: tracing.asked.map(|increment| increment.id.to_string()),
        links,
        suggestions: suggestions.collect(),
        more_suggestions: more_suggestions + weaker,
        uncovered: tracing
            .uncovered()
            .map(|(criterion, _)| criterion.id.to_string())
            .collect(),
        unclaimed,
        by_commit_only,
        ambiguous,
        left_out,
        folded: folded
            .into_iter()
            .map(|(why, hunks)| FoldedJson { why, hunks })
            .collect(),
        hunks,
        outside: tracing
            .increments
            .iter()
            .map(|traced| traced.lined_up.trace.outside)
            .sum(),
    }
}

fn places<'a>(traced: &'a TracedIncrement<'_>) -> HunkPlaces<'a> {
    let files = traced.lined_up.trace.files.iter();
    let of_file = files.flat_map(|file| {
        let hunks = file.hunks.iter().zip(&file.places);
        hunks.map(|(digest, place)| {
            (
                LinkTarget::Hunk {
                    path: file.path.clone(),
                    digest: *digest,
                },
                place,
            )
        })
    });
    of_file.collect()
}

fn target(places: &HunkPlaces, target: &LinkTarget) -> TargetJson {
    let place = places.get(target);
    let hunk = match target {
        LinkTarget::Hunk { digest, .. } => Some(digest.to_string()),
        LinkTarget::Commit(_) | LinkTarget::File(_) => None,
    };
    TargetJson {
        commit: match target {
            LinkTarget::Commit(id) => Some(id.to_string()),
            LinkTarget::File(_) | LinkTarget::Hunk { .. } => None,
        },
        path: target.path().map(|path| path.lossy().into_owned()),
        hunk,
        side: place.map(|place| place.side.name()),
        lines: place.map(|place| HunkLinesJson {
            first: place.lines.first,
            last: place.lines.last,
        }),
    }
}

fn link(traced: &TracedIncrement, places: &HunkPlaces, link: &TraceLink) -> LinkJson {
    let (kind, by, place) = match &link.kind {
        LinkKind::Declared(by) => ("declared", by.name().to_owned(), Some(place(by))),
        LinkKind::Confirmed(by) => ("confirmed", by.to_string(), None),
    };
    LinkJson {
        criterion: link.criterion.id.to_string(),
        spec: link.criterion.spec.lossy().into_owned(),
        target: target(places, &link.target),
        kind,
        by,
        place,
        increment: traced.increment.id.to_string(),
    }
}

fn left_out(traced: &TracedIncrement, found: &LeftOutMention) -> LeftOutMentionJson {
    let (commit, path) = match &found.what {
        Claimant::Commit(id) => (Some(id), None),
        Claimant::File(path) => (None, Some(path)),
        Claimant::Increment(_) => (None, None),
    };
    LeftOutMentionJson {
        what: text::claimant(traced, &found.what),
        why: found.why.words(),
        criteria: found
            .criteria
            .iter()
            .map(|criterion| criterion.id.to_string())
            .collect(),
        commit: commit.map(ToString::to_string),
        path: path.map(|path| path.lossy().into_owned()),
        increment: traced.increment.id.to_string(),
    }
}

fn place(by: &DeclaredBy) -> DeclaredPlaceJson {
    let (commit, path) = (by.commit(), by.place());
    let branch = match by {
        DeclaredBy::Branch(name) => Some(name.clone()),
        _ => None,
    };
    DeclaredPlaceJson {
        commit: commit.map(|(id, _)| id.to_string()),
        path: path.map(|(path, _)| path.lossy().into_owned()),
        branch: branch.map(|name| name.lossy().into_owned()),
        line: commit
            .and_then(|(_, line)| line)
            .or(path.map(|(_, line)| line)),
    }
}

fn suggestion(traced: &TracedIncrement, places: &HunkPlaces, found: &Suggestion) -> SuggestionJson {
    let mut target = target(places, &found.target);
    target.commit = found.commits.first().map(|id| id.to_string());
    SuggestionJson {
        criterion: found.criterion.id.to_string(),
        spec: found.criterion.spec.lossy().into_owned(),
        target,
        score: found.score,
        strength: found.strength.name(),
        increment: traced.increment.id.to_string(),
    }
}

fn piece(piece: &CoveredUnit) -> TargetJson {
    TargetJson {
        commit: None,
        path: Some(piece.path.lossy().into_owned()).filter(|path| !path.is_empty()),
        hunk: piece.hunk.map(|(digest, _)| digest.to_string()),
        side: piece.lines.map(|(side, _)| side.name()),
        lines: piece.lines.map(|(_, lines)| HunkLinesJson {
            first: lines.first,
            last: lines.last,
        }),
    }
}
