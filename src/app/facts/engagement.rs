//! What was opened, as plain data: specs, increments, and who is looking.

use std::collections::HashMap;
use std::ops::Range;

use crate::model::amendment::Agreed;
use crate::model::id::{CriterionId, IncrementId, ObjectId, WriterId};
use crate::model::increment::{Increment, LeftOutHistory};
use crate::model::person::Person;
use crate::model::spec::{Criterion, CriterionKey, CriterionKind, Spec, SpecGroup};
use crate::model::text::{RepoPath, Untrusted};
use crate::model::time::Timestamp;

/// Which of the specs are reviewed.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Scope {
    /// All of them together.
    #[default]
    All,
    /// Those of a group, by its index.
    Group(usize),
    /// One, by its index.
    File(usize),
}

/// Everything that was found when the repository was opened.
#[derive(Clone, Debug)]
pub struct Engagement {
    /// The repository's directory.
    pub name: Untrusted,
    /// In the order in which they are offered.
    pub specs: Vec<Spec>,
    /// Those of them that belong together, in their order; a spec of no group stands alone.
    pub groups: Vec<SpecGroup>,
    /// Oldest first.
    pub increments: Vec<Increment>,
    /// How the increments were found.
    pub because: String,
    /// What stands in no increment, and why.
    pub left_out: Vec<LeftOutHistory>,
    /// Outside of what files are not shown, in our own words; `None` when all are.
    pub outside: Option<String>,
    /// What a reviewer should know about the repository (shallow, replaced objects …).
    pub remarks: Vec<String>,
    /// Who is looking.
    pub me: WriterId,
    /// Their name, address and role, for as long as the record does not say.
    pub who: Person,
    /// When the newest round of each increment was made; indexed like them, where it is known.
    pub delivered: Vec<Option<Timestamp>>,
    /// What of the specs is not agreed.
    pub agreed: Agreed,
    /// The commit at which the specs are reviewed, where it is known.
    pub head: Option<ObjectId>,
    /// All criteria of all specs, in order.
    criteria: Vec<CriterionRef>,
    /// Their numbers.
    numbers: HashMap<CriterionKey, usize>,
    /// Their numbers by id, those of one id in order.
    by_id: Vec<usize>,
}

/// A criterion with the spec it is in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CriterionRef {
    /// Index into the specs.
    pub spec: usize,
    /// Index into that spec's criteria.
    pub index: usize,
    /// What the record calls it.
    pub key: CriterionKey,
}

impl Engagement {
    /// From what was found; tasks are left out of the criteria.
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
                    let key = CriterionKey { spec: found.path.clone(), id: item.id.clone() };
                    criteria.push(CriterionRef { spec, index, key });
                }
            }
        }
        let mut by_id: Vec<usize> = (0..criteria.len()).collect();
        by_id.sort_by_key(|number| &criteria[*number].key.id);
        // Of criteria with one key the first.
        let numbers =
            criteria.iter().enumerate().rev().map(|(number, found)| (found.key.clone(), number)).collect();
        let (who, delivered, left_out, outside) = Default::default();
        let (agreed, head) = Default::default();
        Self {
            name,
            specs,
            groups,
            increments,
            because,
            left_out,
            outside,
            remarks,
            me,
            who,
            delivered,
            agreed,
            head,
            criteria,
            numbers,
            by_id,
        }
    }

    /// All criteria; a criterion's number everywhere in the app is its index here.
    pub fn criteria(&self) -> &[CriterionRef] {
        &self.criteria
    }

    /// A criterion as its spec has it.
    pub fn criterion(&self, number: usize) -> Option<&Criterion> {
        let found = self.criteria.get(number)?;
        self.specs.get(found.spec)?.criteria.get(found.index)
    }

    /// The number of a criterion by its spec and its index there; `None` for a task.
    pub fn number_at(&self, spec: usize, index: usize) -> Option<usize> {
        self.criteria.binary_search_by_key(&(spec, index), |found| (found.spec, found.index)).ok()
    }

    /// What the record calls a criterion.
    pub fn key(&self, number: usize) -> Option<&CriterionKey> {
        self.criteria.get(number).map(|found| &found.key)
    }

    /// The number of a criterion that the record names.
    pub fn number_of(&self, key: &CriterionKey) -> Option<usize> {
        self.numbers.get(key).copied()
    }

    /// The number of the first criterion with that id.
    pub fn number_of_id(&self, id: &CriterionId) -> Option<usize> {
        self.numbers_of_id(id).first().copied()
    }

    /// The numbers of all criteria with that id, in order: one for each spec that has it.
    pub fn numbers_of_id(&self, id: &CriterionId) -> &[usize] {
        let id_at = |number: &usize| &self.criteria[*number].key.id;
        let first = self.by_id.partition_point(|number| id_at(number) < id);
        let end = self.by_id.partition_point(|number| id_at(number) <= id);
        self.by_id.get(first..end).unwrap_or_default()
    }

    /// The numbers of the criteria in a scope.
    pub fn numbers(&self, scope: Scope) -> Range<usize> {
        let files = self.files(scope);
        let first = self.criteria.partition_point(|found| found.spec < files.start);
        first..self.criteria.partition_point(|found| found.spec < files.end)
    }

    /// The specs that belong together with one, itself among them, by index.
    pub fn companions(&self, spec: usize) -> Range<usize> {
        let group = self.groups.iter().find(|group| group.specs.contains(&spec));
        group.map_or(spec..spec + 1, |group| group.specs.clone())
    }

    /// The index of an increment that the record names.
    pub fn increment_of(&self, id: &IncrementId) -> Option<usize> {
        self.increments.iter().position(|increment| increment.id == *id)
    }
}

impl Engagement {
    /// The specs in a scope, by index.
    pub fn files(&self, scope: Scope) -> Range<usize> {
        let all = 0..self.specs.len();
        match scope {
            Scope::All => all,
            Scope::Group(group) => self.groups.get(group).map_or(all, |group| group.specs.clone()),
            Scope::File(file) if file < self.specs.len() => file..file + 1,
            Scope::File(_) => all,
        }
    }

    /// The path of a scope: the folder of a group, or a file; `None` for all.
    pub fn path_of(&self, scope: Scope) -> Option<&RepoPath> {
        match scope {
            Scope::All => None,
            Scope::Group(group) => self.groups.get(group).map(|group| &group.path),
            Scope::File(file) => self.specs.get(file).map(|spec| &spec.path),
        }
    }

    /// The scope with that path.
    pub(super) fn scope_of(&self, path: &RepoPath) -> Option<Scope> {
        let group = self.groups.iter().position(|group| group.path == *path).map(Scope::Group);
        group.or_else(|| self.specs.iter().position(|spec| spec.path == *path).map(Scope::File))
    }

    /// Whether there is something to choose from: one group that holds everything is no choice.
    pub fn has_choice_of_specs(&self) -> bool {
        let whole = self.groups.iter().any(|group| group.specs.len() == self.specs.len());
        self.specs.len() > 1 && !whole
    }
}
