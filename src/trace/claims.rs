//! Decides which declarations count: none that are denied or reverted, none of a commit without
//! work, and none with an ambiguous id.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::declared::{Declarations, Delivery};
use super::left_out::{Claimant, MentionCollector, Why};
use super::links::into_links;
use super::material::Material;
use super::reverts::Reverts;
use super::which::{Around, Specs};
use crate::model::id::{CriterionId, ObjectId};
use crate::model::link::{DeclaredBy, LinkKind, LinkTarget};
use crate::model::spec::{CriterionKey, Spec};
use crate::model::text::RepoPath;

/// One place that names a criterion.
#[derive(Clone)]
pub(super) struct NamingPlace {
    pub criterion: CriterionKey,
    pub target: LinkTarget,
    pub by: DeclaredBy,
    /// The source of the claim.
    pub what: Claimant,
    /// Whether it says which spec is meant.
    pub is_sure: bool,
    /// Why it does not count, where its own words show that.
    pub refused: Option<Why>,
}

impl NamingPlace {
    pub(super) fn of_commit(criterion: CriterionKey, commit: ObjectId, by: DeclaredBy) -> Self {
        let target = LinkTarget::Commit(commit);
        Self {
            criterion,
            target,
            by,
            what: Claimant::Commit(commit),
            is_sure: false,
            refused: None,
        }
    }

    fn commit(&self) -> Option<ObjectId> {
        match self.target {
            LinkTarget::Commit(id) => Some(id),
            LinkTarget::File(_) | LinkTarget::Hunk { .. } => None,
        }
    }
}

/// The remaining budget for mentions of criteria.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Room {
    /// Claims, of a hunk or a commit on a criterion: an id in several specs counts once for each.
    /// The largest increments of public repositories have some thousands.
    pub claims: usize,
    /// Mentions in added lines, including repeated ones in a hunk, and the cost of weighing the
    /// words beside them: about 1 s worth.
    pub mentions: usize,
    /// Steps of matching files with the `paths` of criteria: about 0.5 s worth.
    pub steps: u64,
}

impl Default for Room {
    fn default() -> Self {
        Self {
            claims: 200_000,
            mentions: 10_000_000,
            steps: 40_000_000,
        }
    }
}

/// Maximum number of specs with the same id listed for an ambiguous claim.
const MAX_MEANT: usize = 20;

/// All places that name criteria.
pub(super) struct CriterionClaims {
    all: Vec<NamingPlace>,
    room: Room,
    /// Whether there are more than are processed.
    is_cut: bool,
}

/// Links found so far: for each criterion and target the most explicit declaration.
type FoundLinks = BTreeMap<(CriterionKey, LinkTarget), DeclaredBy>;

impl CriterionClaims {
    pub(super) fn new(room: Room) -> Self {
        Self {
            all: Vec::new(),
            room,
            is_cut: false,
        }
    }

    /// Returns the remaining budget for mentions in added lines.
    pub(super) fn mentions(&mut self) -> &mut usize {
        &mut self.room.mentions
    }

    /// Returns the remaining budget for matching files with the `paths` of criteria.
    pub(super) fn steps(&mut self) -> &mut u64 {
        &mut self.room.steps
    }

    pub(super) fn add(&mut self, claim: NamingPlace) {
        if self.is_full() {
            self.is_cut = true;
        } else {
            self.all.push(claim);
        }
    }

    /// Notes that there may be more than are processed.
    pub(super) fn cut(&mut self) {
        self.is_cut = true;
    }

    /// Whether the limit is reached.
    pub(super) fn is_full(&self) -> bool {
        self.all.len() >= self.room.claims
    }

    /// Selects the claims that count.
    pub(super) fn settle(
        self,
        specs: &[Spec],
        delivery: Delivery,
        reverts: &Reverts,
    ) -> Declarations {
        let mut left_out = MentionCollector::default();
        let mut standing: BTreeMap<(LinkTarget, CriterionId), Vec<NamingPlace>> = BTreeMap::new();
        let claims = self.room.claims.saturating_sub(self.all.len());
        let around = Specs::new(specs, self.room.steps);
        let mut known = HashMap::new();
        for claim in self.all {
            match claim
                .refused
                .or_else(|| refused(&claim, delivery, reverts, &mut known))
            {
                Some(why) => left_out.add(claim.what, why, claim.criterion),
                None => {
                    let key = (claim.target.clone(), claim.criterion.id.clone());
                    // Nearly all are alone, and there may be 200,000.
                    standing
                        .entry(key)
                        .or_insert_with(|| Vec::with_capacity(1))
                        .push(claim);
                }
            }
        }
        let named = named_surely(&standing);
        let (mut links, mut ambiguous) = (FoundLinks::new(), FoundLinks::new());
        for (_, claims) in standing {
            let claims = plainest(claims);
            let chosen = which(&claims, &around, delivery, &named);
            let listed = if chosen.is_some() {
                claims.len()
            } else {
                MAX_MEANT
            };
            for (at, claim) in claims.iter().enumerate() {
                if at >= listed {
                    left_out.add_unlisted(claim.what.clone(), Why::Ambiguous);
                    continue;
                }
                let is_meant = chosen
                    .as_ref()
                    .is_none_or(|chosen| chosen.contains(&claim.criterion));
                if chosen.is_none() {
                    left_out.add(claim.what.clone(), Why::Ambiguous, claim.criterion.clone());
                }
                let links = if chosen.is_some() {
                    &mut links
                } else {
                    &mut ambiguous
                };
                if is_meant {
                    add(links, claim);
                }
            }
        }
        let linked: BTreeSet<CriterionKey> = links
            .keys()
            .map(|(criterion, _)| criterion.clone())
            .collect();
        let declared = |links: FoundLinks| {
            into_links(
                links
                    .into_iter()
                    .map(|(link, by)| (link, LinkKind::Declared(by)))
                    .collect(),
            )
        };
        let mut left_out = left_out.list();
        // A branch claims for each of its commits: that some do no work need not be reported.
        for found in left_out
            .iter_mut()
            .filter(|found| matches!(found.what, Claimant::Increment(_)))
        {
            found
                .criteria
                .retain(|criterion| !linked.contains(criterion));
        }
        left_out.retain(|found| !found.criteria.is_empty());
        let (left, is_cut) = around.left();
        let left = Room {
            claims,
            steps: left,
            ..self.room
        };
        let is_cut = self.is_cut || is_cut;
        Declarations {
            links: declared(links),
            ambiguous: declared(ambiguous),
            left_out,
            left,
            is_cut,
        }
    }
}

fn add(links: &mut FoundLinks, claim: &NamingPlace) {
    let known = links
        .entry((claim.criterion.clone(), claim.target.clone()))
        .or_insert_with(|| claim.by.clone());
    if claim.by < *known {
        *known = claim.by.clone();
    }
}

/// By a commit, and whether its word reaches documents: whether it reaches any file. Cached, as a
/// commit may name thousands of criteria and change as many files.
type Works = HashMap<(ObjectId, bool), bool>;

/// Tells why a commit's claim does not count.
fn refused(
    claim: &NamingPlace,
    delivery: Delivery,
    reverts: &Reverts,
    known: &mut Works,
) -> Option<Why> {
    let commit = claim.commit()?;
    if let Some(by) = reverts.of.get(&commit) {
        return Some(Why::Reverted(*by));
    }
    let touched = delivery.touched.get(&commit)?;
    let documents = reaches_documents(&claim.by);
    let works = known.entry((commit, documents)).or_insert_with(|| {
        let reaches = |material: Material| {
            material.does_something() || documents && material == Material::Document
        };
        touched.iter().any(|(_, material)| reaches(*material))
    });
    (!*works).then_some(Why::NoWork)
}

/// Whether a claim on a commit reaches the documents that it changes: a deliberate one does, a
/// mention does not.
pub(super) fn reaches_documents(by: &DeclaredBy) -> bool {
    matches!(
        by,
        DeclaredBy::Trailer { .. } | DeclaredBy::Increment { .. } | DeclaredBy::Paths { .. }
    )
}

/// Selects, among claims with one id on one target, those that say which spec they mean; else those
/// in trailers; else all.
fn plainest(claims: Vec<NamingPlace>) -> Vec<NamingPlace> {
    let is_trailer = |claim: &NamingPlace| matches!(claim.by, DeclaredBy::Trailer { .. });
    let tests: [&dyn Fn(&NamingPlace) -> bool; 2] = [&|claim| claim.is_sure, &is_trailer];
    for test in tests {
        if claims.iter().any(test) {
            return claims.into_iter().filter(|claim| test(claim)).collect();
        }
    }
    claims
}

/// Collects, by commit or file, the specs of those ids there that are unambiguous.
fn named_surely(
    standing: &BTreeMap<(LinkTarget, CriterionId), Vec<NamingPlace>>,
) -> BTreeMap<Claimant, BTreeSet<RepoPath>> {
    let mut named: BTreeMap<Claimant, BTreeSet<RepoPath>> = BTreeMap::new();
    for claims in standing.values() {
        let Some(first) = claims.first() else {
            continue;
        };
        if claims
            .iter()
            .all(|claim| claim.criterion == first.criterion)
        {
            for claim in claims {
                named
                    .entry(claim.what.clone())
                    .or_default()
                    .insert(claim.criterion.spec.clone());
            }
        }
    }
    named
}

/// Finds the criteria that claims with one id on one target mean; `None` when nothing tells.
fn which(
    claims: &[NamingPlace],
    specs: &Specs,
    delivery: Delivery,
    named: &BTreeMap<Claimant, BTreeSet<RepoPath>>,
) -> Option<BTreeSet<CriterionKey>> {
    let keys: BTreeSet<&CriterionKey> = claims.iter().map(|claim| &claim.criterion).collect();
    if keys.len() < 2 || claims.iter().all(|claim| claim.is_sure) {
        return Some(keys.into_iter().cloned().collect());
    }
    let touched = claims
        .first()
        .and_then(NamingPlace::commit)
        .and_then(|commit| delivery.touched.get(&commit));
    let own = claims.iter().filter_map(|claim| claim.target.path());
    let others = claims.iter().filter_map(|claim| named.get(&claim.what));
    let paths = touched
        .into_iter()
        .flatten()
        .map(|(path, _)| path)
        .chain(own);
    let around = Around::new(delivery.increment, specs, paths, others.flatten().collect());
    let keys: Vec<&CriterionKey> = keys.into_iter().collect();
    Some([around.choose(&keys)?.clone()].into())
}
