//! The menu that chooses what is reviewed.

use std::ops::Range;

use crate::app::facts::Facts;
use crate::app::facts::engagement::Scope;
use crate::app::facts::scope::within;
use crate::app::overlays::menu::{Choice, Menu, MenuItem};
use crate::model::spec::{CriterionKind, Spec};
use crate::model::verdict::CriterionState;
use crate::safe;

/// What files hold.
#[derive(Clone, Copy, Default)]
pub(in crate::app) struct Holding {
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
        format!(
            "{criteria}{tasks}{}",
            column(self.judged, sum.judged, "judged", "judged")
        )
    }
}

impl Facts {
    /// The specs that were found, by groups.
    pub fn spec_menu(&self) -> Menu {
        let engagement = &self.engagement;
        let held: Vec<Holding> = engagement
            .specs
            .iter()
            .map(|spec| self.held_by(spec))
            .collect();
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
            let group = engagement
                .groups
                .iter()
                .position(|group| group.specs.start == file);
            let path = safe::path(&spec.path).into_string();
            let found = group.and_then(|group| Some((group, engagement.groups.get(group)?)));
            match found {
                Some((index, group)) if group.specs.len() > 1 => {
                    let folder = format!("{}/", safe::path(&group.path));
                    let scope = Scope::Group(index);
                    items.push(entry(scope, folder, group.what, group.specs.clone()));
                    for file in group.specs.clone() {
                        let Some(spec) = engagement.specs.get(file) else {
                            continue;
                        };
                        let path = safe::path(&spec.path).into_string();
                        let mut item =
                            entry(Scope::File(file), path, spec.dialect.name(), file..file + 1);
                        item.below =
                            within(group, spec).map(|path| format!("  {}", safe::path_part(path)));
                        items.push(item);
                    }
                    file = group.specs.end.max(file + 1);
                }
                Some((_, group)) => {
                    items.push(entry(Scope::File(file), path, group.what, file..file + 1));
                    file += 1;
                }
                None => {
                    items.push(entry(
                        Scope::File(file),
                        path,
                        spec.dialect.name(),
                        file..file + 1,
                    ));
                    file += 1;
                }
            }
        }
        for (index, item) in items.iter_mut().enumerate() {
            item.key = char::from_digit(index as u32, 10);
        }
        let is_now =
            |item: &MenuItem| matches!(item.choice, Choice::Spec(scope) if scope == self.scope);
        let cursor = items.iter().position(is_now).unwrap_or(0);
        let mut menu = Menu::new("Which spec to review", items);
        menu.cursor = cursor;
        menu
    }

    pub(in crate::app) fn held_by(&self, spec: &Spec) -> Holding {
        let mut held = Holding::default();
        for item in &spec.criteria {
            match item.kind {
                CriterionKind::Task => held.tasks += 1,
                CriterionKind::Criterion => held.criteria += 1,
            }
        }
        // Those that anybody said anything about are few beside those that a long spec has.
        let judged = self
            .record
            .verdicts
            .keys()
            .filter(|key| key.spec == spec.path);
        let stands = |state| matches!(state, CriterionState::Judged(_) | CriterionState::Disputed);
        let judged = judged.filter(|key| stands(self.record.state_of(key)));
        // A criterion that was judged may have left the spec since.
        held.judged = judged
            .filter(|key| spec.criteria.iter().any(|item| item.id == key.id))
            .count();
        held
    }
}
