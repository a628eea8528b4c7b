//! Restores criteria of specs without kept versions, such as those outside the repository, from the
//! words in statements about them.

use std::collections::{BTreeMap, HashMap};

use super::{Former, Lineages, Now, key_of};
use crate::digest;
use crate::lineage::step_far_within;
use crate::model::id::{CriterionId, Digest};
use crate::model::record::SpecRef;
use crate::model::spec::{Criterion, CriterionKey, CriterionKind, LineRange, Spec, TickClaim};
use crate::model::text::{RepoPath, Untrusted};
use crate::spec::normalise;

/// The words in statements, by spec and criterion, in the order of the statements.
#[derive(Clone, Default)]
pub(super) struct MentionedTexts(
    HashMap<RepoPath, BTreeMap<CriterionId, Vec<(Digest, Untrusted)>>>,
);

impl MentionedTexts {
    /// Collects the criteria of a spec from statements: for `wanted` the words with that digest,
    /// for all others the last ones.
    fn criteria(
        &self,
        wanted: &CriterionKey,
        text: Digest,
    ) -> Option<Vec<(&CriterionId, Digest, &Untrusted)>> {
        let spec = self.0.get(&wanted.spec)?;
        let mut found = Vec::new();
        for (id, texts) in spec {
            let told = match *id == wanted.id {
                true => texts.iter().find(|(digest, _)| *digest == text)?,
                false => texts.last()?,
            };
            found.push((id, told.0, &told.1));
        }
        spec.contains_key(&wanted.id).then_some(found)
    }
}

impl Lineages {
    /// Remembers a criterion's words in a statement, for when its spec changes. Ignores words that
    /// differ from the judged ones.
    pub fn tell(&mut self, key: &CriterionKey, spec: &SpecRef) {
        let (Some(digest), Some(text)) = (spec.criterion, &spec.text) else {
            return;
        };
        let texts = self
            .told
            .0
            .entry(key.spec.clone())
            .or_default()
            .entry(key.id.clone())
            .or_default();
        if texts.iter().any(|(known, _)| *known == digest) {
            return;
        }
        if digest::of_bytes(normalise(&text.lossy()).as_bytes()) == digest {
            texts.push((digest, text.clone()));
        }
    }

    /// Finds a criterion's present state by its words alone; `None` when no statement has them.
    pub(super) fn by_words(&mut self, key: &CriterionKey, text: Digest) -> Option<Now> {
        let told = self.told.criteria(key, text)?;
        let old = self.as_spec(&key.spec, &told);
        let step = step_far_within(std::slice::from_ref(&old), &self.now, &mut self.work)?;
        let fate = step.fate(key)?;
        if fate.carries() {
            return Some(Now::Carried(fate.clone()));
        }
        let id_now = self.here.contains_key(key).then(|| key.clone());
        let elsewhere = || self.now.iter().map(|spec| key_of(&spec.path, &key.id));
        let id_now = id_now.or_else(|| elsewhere().find(|key| self.here.contains_key(key)));
        Some(Now::Former(Box::new(Former {
            key: key.clone(),
            criterion: old.criteria.into_iter().find(|item| item.id == key.id),
            removed_in: None,
            id_reused: id_now.is_some(),
            maybe: fate.to.first().cloned().or(id_now),
        })))
    }

    /// Makes a spec from remembered criteria, each on a line of its own.
    fn as_spec(&self, path: &RepoPath, told: &[(&CriterionId, Digest, &Untrusted)]) -> Spec {
        let mut source = String::new();
        let criterion = |(line, (id, digest, text)): (u32, &(&CriterionId, Digest, &Untrusted))| {
            let is_made_up = self.seems_made_up(id);
            let first = text.lossy().lines().next().unwrap_or_default().to_owned();
            // An id that the source does not contain means nothing.
            let name = if is_made_up {
                String::new()
            } else {
                format!("{id}: ")
            };
            source.push_str(&format!("- {name}{first}\n"));
            Criterion {
                id: (*id).clone(),
                is_made_up,
                kind: CriterionKind::Criterion,
                text: (*text).clone(),
                section: [].into(),
                lines: LineRange::new(line, line),
                claim: TickClaim::None,
                paths: Vec::new(),
                rule: "kept with what was said of it",
                requirement: None,
                names: Vec::new(),
                digest: *digest,
            }
        };
        let criteria = (1..).zip(told).map(criterion).collect();
        let digest = digest::of_bytes(source.as_bytes());
        Spec {
            because: "kept with what was said of it".to_owned(),
            source: Untrusted::from(source.as_str()),
            ..Spec::of_criteria(path.clone(), digest, criteria)
        }
    }

    /// Whether an id seems made up by the reader rather than written in the text, judged by the
    /// specs under review.
    fn seems_made_up(&self, id: &CriterionId) -> bool {
        let items = || self.now.iter().flat_map(|spec| &spec.criteria);
        let same = items().find(|item| item.id == *id);
        same.map_or_else(
            || items().next().is_some() && items().all(|item| item.is_made_up),
            |item| item.is_made_up,
        )
    }
}
