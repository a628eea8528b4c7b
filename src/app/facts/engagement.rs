//! The opened engagement as plain data: specs, increments, and the user.

use std::collections::HashMap;
use std::ops::Range;

use crate::model::amendment::Agreed;
use crate::model::id::{CriterionId, IncrementId, ObjectId, WriterId};
use crate::model::increment::{Increment, LeftOutHistory};
use crate::model::index::{CriterionIndex, IncrementIndex, IndexedVec, Indexes};
use crate::model::news::RemoteBranch;
use crate::model::person::Person;
use crate::model::spec::{Criterion, CriterionKey, CriterionKind, Spec, SpecGroup};
use crate::model::text::{RepoPath, Untrusted};
use crate::model::time::Timestamp;

/// The specs that are reviewed.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Scope {
    /// All specs.
    #[default]
    All,
    /// The specs of the group at this index.
    Group(usize),
    /// The spec at this index.
    File(usize),
}

/// Everything that was found when the repository was opened.
#[derive(Clone, Debug)]
pub struct Engagement {
    /// The name of the repository's directory.
    pub name: Untrusted,
    /// The specs, in the order in which they are offered.
    pub specs: Vec<Spec>,
    /// The groups of specs, in the order of the specs; a spec in no group stands alone.
    pub groups: Vec<SpecGroup>,
    /// The increments, oldest first.
    pub increments: IndexedVec<IncrementIndex, Increment>,
    /// The basis on which the increments were found, in words.
    pub because: String,
    /// The parts of the history that are in no increment, with reasons.
    pub left_out: Vec<LeftOutHistory>,
    /// The words for files outside of the folders that are shown, to follow their count; `None`
    /// when all files are shown.
    pub outside: Option<String>,
    /// Remarks on the repository for the reviewer (shallow, replaced objects …).
    pub remarks: Vec<String>,
    /// The user's writer id.
    pub me: WriterId,
    /// The user's name, address and role, used until the record has them.
    pub who: Person,
    /// The time of the newest round of each increment, where it is known; indexed like the
    /// increments.
    pub delivered: IndexedVec<IncrementIndex, Option<Timestamp>>,
    /// The agreed specs and the amendments to them.
    pub agreed: Agreed,
    /// The commit at which the specs are reviewed, where it is known.
    pub head: Option<ObjectId>,
    /// The remote-tracking branch of the reviewed branch, where it has other commits.
    pub remote_branch: Option<RemoteBranch>,
    /// All criteria of all specs, in order.
    criteria: IndexedVec<CriterionIndex, CriterionRef>,
    /// The index of each criterion by its key.
    by_key: HashMap<CriterionKey, CriterionIndex>,
    /// All criteria, sorted by id and then by index.
    by_id: Vec<CriterionIndex>,
}

/// A criterion with the spec it is in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CriterionRef {
    /// Index into the specs.
    pub spec: usize,
    /// Index into that spec's criteria.
    pub index: usize,
    /// The criterion's key in the record.
    pub key: CriterionKey,
}

impl Engagement {
    /// Creates an engagement from what was found. Tasks are not counted among the criteria.
    pub fn new(
        name: Untrusted,
        specs: Vec<Spec>,
        groups: Vec<SpecGroup>,
        increments: Vec<Increment>,
        because: String,
        remarks: Vec<String>,
        me: WriterId,
    ) -> Self {
        let mut criteria = Vec::new();
        for (spec, found) in specs.iter().enumerate() {
            for (index, item) in found.criteria.iter().enumerate() {
                if item.kind == CriterionKind::Criterion {
                    let key = CriterionKey {
                        spec: found.path.clone(),
                        id: item.id.clone(),
                    };
                    criteria.push(CriterionRef { spec, index, key });
                }
            }
        }
        let criteria = IndexedVec::<CriterionIndex, CriterionRef>::from(criteria);
        let mut by_id: Vec<CriterionIndex> = criteria.indexes().collect();
        by_id.sort_by_key(|index| criteria.get(*index).map(|found| &found.key.id));
        // When several criteria share a key, the first one wins.
        let by_key = criteria
            .entries()
            .rev()
            .map(|(index, found)| (found.key.clone(), index))
            .collect();
        let (who, delivered, left_out, outside) = Default::default();
        let (agreed, head, remote_branch) = Default::default();
        Self {
            name,
            specs,
            groups,
            increments: increments.into(),
            because,
            left_out,
            outside,
            remarks,
            me,
            who,
            delivered,
            agreed,
            head,
            remote_branch,
            criteria,
            by_key,
            by_id,
        }
    }

    /// Returns all criteria of all specs, in order.
    pub fn criteria(&self) -> &IndexedVec<CriterionIndex, CriterionRef> {
        &self.criteria
    }

    /// Returns a criterion of a spec.
    pub fn criterion(&self, index: CriterionIndex) -> Option<&Criterion> {
        let found = self.criteria.get(index)?;
        self.specs.get(found.spec)?.criteria.get(found.index)
    }

    /// Returns the criterion at an index of a spec; `None` for a task.
    pub fn criterion_at(&self, spec: usize, index: usize) -> Option<CriterionIndex> {
        self.criteria
            .binary_search_by_key(&(spec, index), |found| (found.spec, found.index))
            .ok()
            .map(CriterionIndex::new)
    }

    /// Returns the record's key of a criterion.
    pub fn key(&self, criterion: CriterionIndex) -> Option<&CriterionKey> {
        self.criteria.get(criterion).map(|found| &found.key)
    }

    /// Returns the criterion with a key.
    pub fn criterion_of(&self, key: &CriterionKey) -> Option<CriterionIndex> {
        self.by_key.get(key).copied()
    }

    /// Returns the first criterion with an id.
    pub fn criterion_with_id(&self, id: &CriterionId) -> Option<CriterionIndex> {
        self.criteria_with_id(id).next()
    }

    /// Returns all criteria with an id, in order: one for each spec that has it.
    pub fn criteria_with_id(&self, id: &CriterionId) -> impl Iterator<Item = CriterionIndex> {
        let id_of = |index: &CriterionIndex| self.key(*index).map(|key| &key.id);
        let first = self.by_id.partition_point(|index| id_of(index) < Some(id));
        let end = self.by_id.partition_point(|index| id_of(index) <= Some(id));
        self.by_id
            .get(first..end)
            .unwrap_or_default()
            .iter()
            .copied()
    }

    /// Returns the criteria in a scope.
    pub fn criteria_in(&self, scope: Scope) -> Indexes<CriterionIndex> {
        let files = self.files(scope);
        let before = |spec: usize| self.criteria.partition_point(|found| found.spec < spec);
        Indexes::between(
            CriterionIndex::new(before(files.start)),
            CriterionIndex::new(before(files.end)),
        )
    }

    /// Returns the indexes of the specs in the same group as a spec, itself included.
    pub fn companions(&self, spec: usize) -> Range<usize> {
        let group = self.groups.iter().find(|group| group.specs.contains(&spec));
        group.map_or(spec..spec + 1, |group| group.specs.clone())
    }

    /// Returns the index of the increment with an id.
    pub fn increment_of(&self, id: &IncrementId) -> Option<IncrementIndex> {
        let mut increments = self.increments.entries();
        let found = increments.find(|(_, increment)| increment.id == *id);
        found.map(|(index, _)| index)
    }
}

impl Engagement {
    /// Returns the indexes of the specs in a scope; all of them when the scope no longer exists.
    pub fn files(&self, scope: Scope) -> Range<usize> {
        let all = 0..self.specs.len();
        match scope {
            Scope::All => all,
            Scope::Group(group) => self
                .groups
                .get(group)
                .map_or(all, |group| group.specs.clone()),
            Scope::File(file) if file < self.specs.len() => file..file + 1,
            Scope::File(_) => all,
        }
    }

    /// Returns the path of a scope: the folder of a group, or a file; `None` for all specs.
    pub fn path_of(&self, scope: Scope) -> Option<&RepoPath> {
        match scope {
            Scope::All => None,
            Scope::Group(group) => self.groups.get(group).map(|group| &group.path),
            Scope::File(file) => self.specs.get(file).map(|spec| &spec.path),
        }
    }

    /// Returns the scope with a path.
    pub(super) fn scope_of(&self, path: &RepoPath) -> Option<Scope> {
        let group = self
            .groups
            .iter()
            .position(|group| group.path == *path)
            .map(Scope::Group);
        group.or_else(|| {
            self.specs
                .iter()
                .position(|spec| spec.path == *path)
                .map(Scope::File)
        })
    }

    /// Tells whether the user can choose among specs; one group that holds all of them is no
    /// choice.
    pub fn has_choice_of_specs(&self) -> bool {
        let whole = self
            .groups
            .iter()
            .any(|group| group.specs.len() == self.specs.len());
        self.specs.len() > 1 && !whole
    }
}
