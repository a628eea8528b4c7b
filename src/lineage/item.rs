//! Lists the criteria of one version, and holds the pairs between two versions. Tasks are left out:
//! nobody judges them.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::words::says_removed;
use crate::model::lineage::Sureness;
use crate::model::spec::{Criterion, CriterionKey, CriterionKind, Spec};
use crate::model::text::Untrusted;

/// One criterion of a version.
pub(super) struct LineageItem<'s> {
    pub(super) criterion: &'s Criterion,
    /// The index of its spec.
    pub(super) spec: usize,
    /// How it got its id.
    pub(super) naming: IdOrigin,
    /// Whether the first line of its text is its heading, not part of the requirement.
    pub(super) is_titled: bool,
    /// Whether it only says that a criterion was removed.
    pub(super) is_removal: bool,
    /// Digest of the headings above it, without numbers and punctuation.
    pub(super) place: u64,
    /// Digest of its requirement's title, likewise; 0 without a requirement.
    pub(super) title: u64,
}

impl LineageItem<'_> {
    /// Whether the source gives it its id, so that people refer to it by that.
    pub(super) fn is_written(&self) -> bool {
        self.naming != IdOrigin::Counted
    }

    /// Splits an id from the source into the text before its last number, and that number.
    pub(super) fn numbered(&self) -> Option<(&str, i64)> {
        let id = Some(self.criterion.id.as_str()).filter(|_| self.is_written())?;
        let before = id.trim_end_matches(|char: char| char.is_ascii_digit());
        Some((before, id.get(before.len()..)?.parse().ok()?))
    }
}

/// How a criterion got its id, from the weakest sign of identity to the strongest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum IdOrigin {
    /// Counted or made up by the reader.
    Counted,
    /// A number in the source, which stays with the position rather than the criterion.
    Numbered,
    /// A name in the source, such as FR-012.
    Named,
}

/// One version of the specs.
pub(super) struct SpecVersion<'s> {
    pub(super) specs: &'s [Spec],
    /// Items in the order of their specs and lines.
    pub(super) items: Vec<LineageItem<'s>>,
    /// Indexes of specs by path.
    by_path: HashMap<&'s [u8], usize>,
}

impl<'s> SpecVersion<'s> {
    pub(super) fn new(specs: &'s [Spec]) -> Self {
        let mut items = Vec::new();
        for (index, spec) in specs.iter().enumerate() {
            let mut sections = SectionCache::default();
            let lines = SpecLines::of(spec);
            for criterion in spec
                .criteria
                .iter()
                .filter(|item| item.kind == CriterionKind::Criterion)
            {
                let requirement = criterion
                    .requirement
                    .and_then(|at| spec.requirements.get(at as usize));
                let title = requirement.map_or(0, |requirement| squeezed([&requirement.title]));
                let place = sections.of(criterion).wrapping_mul(31).wrapping_add(title);
                let naming = lines.naming(criterion);
                let text = criterion.text.lossy();
                let is_titled = lines.is_titled(criterion, &text);
                let is_removal = says_removed(&text);
                items.push(LineageItem {
                    criterion,
                    spec: index,
                    naming,
                    is_titled,
                    is_removal,
                    place,
                    title,
                });
            }
        }
        let by_path = specs
            .iter()
            .enumerate()
            .map(|(index, spec)| (spec.path.as_bytes(), index))
            .collect();
        Self {
            specs,
            items,
            by_path,
        }
    }

    pub(super) fn key(&self, at: usize) -> Option<CriterionKey> {
        let item = self.items.get(at)?;
        let spec = self.specs.get(item.spec)?;
        Some(CriterionKey {
            spec: spec.path.clone(),
            id: item.criterion.id.clone(),
        })
    }

    pub(super) fn spec_at(&self, path: &[u8]) -> Option<usize> {
        self.by_path.get(path).copied()
    }
}

/// Number of a criterion's first lines that are searched for its id.
const LINES: usize = 4;

/// The lines of a spec's source, split once for all of its criteria.
pub struct SpecLines<'s>(Vec<&'s [u8]>);

impl<'s> SpecLines<'s> {
    /// Splits the source of a spec.
    pub fn of(spec: &'s Spec) -> Self {
        let lines = spec.source.as_bytes().split(|byte| *byte == b'\n');
        Self(lines.collect())
    }

    /// Whether the source gives a criterion its id, as a name or as an item's number. All other ids
    /// were counted by the reader.
    pub fn is_written(&self, criterion: &Criterion) -> bool {
        self.naming(criterion) != IdOrigin::Counted
    }

    fn naming(&self, criterion: &Criterion) -> IdOrigin {
        let first = (criterion.lines.first as usize).saturating_sub(1);
        naming(self.0.iter().skip(first).take(LINES).copied(), criterion)
    }

    /// Whether a criterion begins with a heading of its own, with other lines below.
    fn is_titled(&self, criterion: &Criterion, text: &str) -> bool {
        let first = (criterion.lines.first as usize).saturating_sub(1);
        let line = self.0.get(first).copied().unwrap_or_default().trim_ascii();
        let Some((title, _)) = text.split_once('\n') else {
            return false;
        };
        let before = line
            .strip_suffix(title.trim().as_bytes())
            .map(<[u8]>::trim_ascii_end);
        before.is_some_and(|before| before.starts_with(b"#") || before.ends_with(b":"))
    }
}

fn naming<'l>(lines: impl Iterator<Item = &'l [u8]>, criterion: &Criterion) -> IdOrigin {
    let id = criterion.id.as_str().as_bytes();
    let number = id
        .iter()
        .rposition(|byte| !byte.is_ascii_digit())
        .map_or(0, |at| at + 1);
    let number = id.get(number..).unwrap_or_default();
    for (at, line) in lines.enumerate() {
        if line
            .windows(id.len())
            .any(|window| window.eq_ignore_ascii_case(id))
        {
            let is_name = id.first().is_some_and(|byte| !byte.is_ascii_digit());
            return if is_name {
                IdOrigin::Named
            } else {
                IdOrigin::Numbered
            };
        }
        let rest = line.trim_ascii_start().strip_prefix(number);
        let ordinal = at == 0
            && !number.is_empty()
            && rest.is_some_and(|rest| rest.starts_with(b".") || rest.starts_with(b")"));
        if ordinal {
            return IdOrigin::Numbered;
        }
    }
    IdOrigin::Counted
}

/// Caches the last section's key, since neighbours share it.
#[derive(Default)]
struct SectionCache(Option<(*const Untrusted, u64)>);

impl SectionCache {
    fn of(&mut self, criterion: &Criterion) -> u64 {
        let pointer = criterion.section.as_ptr();
        match self.0 {
            Some((known, key)) if std::ptr::eq(known, pointer) => key,
            _ => {
                let key = squeezed(criterion.section.last());
                self.0 = Some((pointer, key));
                key
            }
        }
    }
}

/// Digests the letters of some titles.
fn squeezed<'t>(titles: impl IntoIterator<Item = &'t Untrusted>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for title in titles {
        for char in title
            .lossy()
            .chars()
            .filter(|char| char.is_alphabetic())
            .flat_map(char::to_lowercase)
        {
            char.hash(&mut hasher);
        }
    }
    hasher.finish()
}

/// Pairs of items from two versions that are the same criterion.
pub(super) struct Pairs {
    /// By old item: its new item, and how certain the pair is.
    pub(super) to: Vec<Option<(usize, Sureness)>>,
    /// By new item: its old item.
    pub(super) from: Vec<Option<usize>>,
}

impl Pairs {
    pub(super) fn new(old: &SpecVersion<'_>, new: &SpecVersion<'_>) -> Self {
        Self {
            to: vec![None; old.items.len()],
            from: vec![None; new.items.len()],
        }
    }

    /// Pairs two items, unless one of them is paired already.
    pub(super) fn pair(&mut self, old: usize, new: usize, sure: Sureness) -> bool {
        match (self.to.get_mut(old), self.from.get_mut(new)) {
            (Some(to @ None), Some(from @ None)) => {
                (*to, *from) = (Some((new, sure)), Some(old));
                true
            }
            _ => false,
        }
    }

    pub(super) fn is_open(&self, old: usize) -> bool {
        self.to.get(old).is_some_and(Option::is_none)
    }

    pub(super) fn is_free(&self, new: usize) -> bool {
        self.from.get(new).is_some_and(Option::is_none)
    }

    pub(super) fn open(&self) -> Vec<usize> {
        (0..self.to.len()).filter(|at| self.is_open(*at)).collect()
    }

    pub(super) fn free(&self) -> Vec<usize> {
        (0..self.from.len())
            .filter(|at| self.is_free(*at))
            .collect()
    }

    pub(super) fn new_of(&self, old: usize) -> Option<usize> {
        self.to.get(old).copied().flatten().map(|(new, _)| new)
    }
}

/// Finds the successor of each old spec: the new spec with most of its criteria, else the one at
/// its path.
pub(super) fn homes(
    old: &SpecVersion<'_>,
    new: &SpecVersion<'_>,
    pairs: &Pairs,
) -> Vec<Option<usize>> {
    let mut votes: HashMap<(usize, usize), usize> = HashMap::new();
    for (at, item) in old.items.iter().enumerate() {
        if let Some(to) = pairs.new_of(at).and_then(|to| new.items.get(to)) {
            *votes.entry((item.spec, to.spec)).or_default() += 1;
        }
    }
    let same: Vec<Option<usize>> = old
        .specs
        .iter()
        .map(|spec| new.spec_at(spec.path.as_bytes()))
        .collect();
    let mut best: Vec<Option<(usize, bool, usize)>> = vec![None; old.specs.len()];
    for ((from, to), count) in votes {
        let vote = (
            count,
            same.get(from).copied().flatten() == Some(to),
            usize::MAX - to,
        );
        if let Some(best) = best
            .get_mut(from)
            .filter(|best| best.is_none_or(|best| best < vote))
        {
            *best = Some(vote);
        }
    }
    best.into_iter()
        .zip(same)
        .map(|(best, same)| best.map(|(_, _, to)| usize::MAX - to).or(same))
        .collect()
}
