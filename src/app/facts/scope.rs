//! Which of the specs are reviewed: all, those of a group, or one; and the menu that asks.
//!
//! Owns what is in view everywhere: title, overview, criteria, snags. Knows nothing of drawing.

use crate::app::facts::Facts;
use std::ops::Range;

use crate::app::Model;
use crate::app::facts::engagement::Engagement;
use crate::app::overlays::menu::{Choice, Menu, MenuItem};
use crate::model::note::Thread;
use crate::model::resume::Resume;
use crate::model::spec::{CriterionKey, CriterionKind, Spec, SpecGroup};
use crate::model::text::RepoPath;
use crate::model::verdict::CriterionState;
use crate::safe;

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

/// What files hold.
#[derive(Clone, Copy, Default)]
struct Holding {
    criteria: usize,
    tasks: usize,
    judged: usize,
}

impl Holding {
    /// In columns; one that is empty throughout, as `sum` tells, is left out.
    fn words(self, sum: Self) -> String {
        let column = |count: usize, sum: usize, one: &str, many: &str| {
            let (digits, width) = (sum.to_string().len(), one.len().max(many.len()));
            match (sum, count) {
                (0, _) => String::new(),
                (_, 0) => " ".repeat(digits + width + 3),
                (_, 1) => format!("  {count:>digits$} {one:<width$}"),
                _ => format!("  {count:>digits$} {many:<width$}"),
            }
        };
        let criteria = column(self.criteria, sum.criteria, "criterion", "criteria");
        let tasks = column(self.tasks, sum.tasks, "task", "tasks");
        format!("{criteria}{tasks}{}", column(self.judged, sum.judged, "judged", "judged"))
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
    fn scope_of(&self, path: &RepoPath) -> Option<Scope> {
        let group = self.groups.iter().position(|group| group.path == *path).map(Scope::Group);
        group.or_else(|| self.specs.iter().position(|spec| spec.path == *path).map(Scope::File))
    }

    /// Whether there is something to choose from: one group that holds everything is no choice.
    pub fn has_choice_of_specs(&self) -> bool {
        let whole = self.groups.iter().any(|group| group.specs.len() == self.specs.len());
        self.specs.len() > 1 && !whole
    }
}

impl Facts {
    /// The scope that was left, if it is still there.
    pub(in crate::app) fn scope_of(&self, resume: &Resume) -> Scope {
        resume.spec.as_ref().and_then(|path| self.engagement.scope_of(path)).unwrap_or_default()
    }

    /// Whether a thread is about what is reviewed: about no criterion, about one in scope, or about one that
    /// is in none of the specs any more.
    pub(in crate::app) fn is_in_scope(&self, thread: &Thread) -> bool {
        thread.place.criterion.as_ref().is_none_or(|key| self.is_key_in_scope(key))
    }

    /// Whether a criterion is reviewed, or is in none of the specs any more.
    pub(in crate::app) fn is_key_in_scope(&self, key: &CriterionKey) -> bool {
        if self.scope == Scope::All {
            return true;
        }
        let files = self.engagement.files(self.scope);
        let mut specs = self.engagement.specs.iter().enumerate();
        specs.find(|(_, spec)| spec.path == key.spec).is_none_or(|(index, _)| files.contains(&index))
    }

    /// A spec's path as shown where its group is shown already, made safe.
    pub(in crate::app) fn path_in_scope(&self, spec: &Spec) -> String {
        let path = match self.scope {
            Scope::Group(group) => self.engagement.groups.get(group).and_then(|group| within(group, spec)),
            _ => None,
        };
        safe::path_part(path.unwrap_or(spec.path.as_bytes())).into_string()
    }

    /// The specs that were found, by groups.
    pub fn spec_menu(&self) -> Menu {
        let engagement = &self.engagement;
        let held: Vec<Holding> = engagement.specs.iter().map(|spec| self.held_by(spec)).collect();
        let sum = |files: Range<usize>| {
            let held = held.get(files).unwrap_or_default().iter();
            held.fold(Holding::default(), |sum, file| Holding {
                criteria: sum.criteria + file.criteria,
                tasks: sum.tasks + file.tasks,
                judged: sum.judged + file.judged,
            })
        };
        let total = sum(0..held.len());
        let entry = |scope: Scope, text: String, kind: &str, files: Range<usize>| MenuItem {
            is_path: true,
            kind: kind.to_owned(),
            counts: sum(files).words(total),
            ..MenuItem::new(text, Choice::Spec(scope))
        };
        let all = format!("all {} specs together", engagement.specs.len());
        let mut items = vec![entry(Scope::All, all, "", 0..held.len())];
        let mut file = 0;
        while let Some(spec) = engagement.specs.get(file) {
            let group = engagement.groups.iter().position(|group| group.specs.start == file);
            let path = safe::path(&spec.path).into_string();
            let found = group.and_then(|group| Some((group, engagement.groups.get(group)?)));
            match found {
                Some((index, group)) if group.specs.len() > 1 => {
                    let folder = format!("{}/", safe::path(&group.path));
                    let scope = Scope::Group(index);
                    items.push(entry(scope, folder, group.what, group.specs.clone()));
                    for file in group.specs.clone() {
                        let Some(spec) = engagement.specs.get(file) else { continue };
                        let path = safe::path(&spec.path).into_string();
                        let mut item = entry(Scope::File(file), path, spec.dialect.name(), file..file + 1);
                        item.below = within(group, spec).map(|path| format!("  {}", safe::path_part(path)));
                        items.push(item);
                    }
                    file = group.specs.end.max(file + 1);
                }
                Some((_, group)) => {
                    items.push(entry(Scope::File(file), path, group.what, file..file + 1));
                    file += 1;
                }
                None => {
                    items.push(entry(Scope::File(file), path, spec.dialect.name(), file..file + 1));
                    file += 1;
                }
            }
        }
        for (index, item) in items.iter_mut().enumerate() {
            item.key = char::from_digit(index as u32, 10);
        }
        let is_now = |item: &MenuItem| matches!(item.choice, Choice::Spec(scope) if scope == self.scope);
        let cursor = items.iter().position(is_now).unwrap_or(0);
        let mut menu = Menu::new("Which spec to review", items);
        menu.cursor = cursor;
        menu
    }

    fn held_by(&self, spec: &Spec) -> Holding {
        let mut held = Holding::default();
        for item in &spec.criteria {
            match item.kind {
                CriterionKind::Task => held.tasks += 1,
                CriterionKind::Criterion => held.criteria += 1,
            }
        }
        // Those that anybody said anything about are few beside those that a long spec has.
        let judged = self.record.verdicts.keys().filter(|key| key.spec == spec.path);
        let stands = |state| matches!(state, CriterionState::Judged(_) | CriterionState::Disputed);
        let judged = judged.filter(|key| stands(self.record.state_of(key)));
        // A criterion that was judged may have left the spec since.
        held.judged = judged.filter(|key| spec.criteria.iter().any(|item| item.id == key.id)).count();
        held
    }
}

impl Model {
    /// Reviews other specs.
    pub(in crate::app) fn review_specs(&mut self, scope: Scope) {
        self.facts.scope = scope;
        self.facts.retally();
        self.rebuild_criteria();
        self.rebuild_overview();
        self.rebuild_snags();
        self.rebuild_gaps();
        if self.screen == crate::app::Screen::Spec {
            self.open_document();
        }
    }
}

/// A spec's path below its group's folder.
fn within<'a>(group: &SpecGroup, spec: &'a Spec) -> Option<&'a [u8]> {
    spec.path.as_bytes().strip_prefix(group.path.as_bytes())?.strip_prefix(b"/")
}
