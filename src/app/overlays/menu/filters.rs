//! The menus that narrow the snags screen.

use crate::app::facts::Facts;
use crate::app::facts::filter::StateFilter;
use crate::app::overlays::menu::{Choice, Menu, item};
use crate::model::note::Label;
use crate::safe;

impl Facts {
    /// Which states the snags screen can show.
    pub fn state_filter_menu(&self) -> Menu {
        let items = StateFilter::ALL
            .into_iter()
            .zip(['s', 'o', 'a', 'v', 'w', '*']);
        let items =
            items.map(|(filter, key)| item(key, filter.words(), Choice::FilterState(filter)));
        Menu::new("Which threads to show", items.collect())
    }

    /// Which labels the snags screen can show.
    pub fn label_filter_menu(&self) -> Menu {
        let mut items = vec![item('*', "every label", Choice::FilterLabel(None))];
        items.extend(
            Label::ALL.map(|label| item(None, label.name(), Choice::FilterLabel(Some(label)))),
        );
        Menu::new("Which label to show", items)
    }

    /// Which criteria the snags screen can show.
    pub fn criterion_filter_menu(&self) -> Menu {
        let mut items = vec![item('*', "every criterion", Choice::FilterCriterion(None))];
        for index in self.engagement.criteria_in(self.scope) {
            let Some((key, criterion)) = self
                .engagement
                .key(index)
                .zip(self.engagement.criterion(index))
            else {
                continue;
            };
            let text = format!("{}  {}", key.id, safe::inline(criterion.one_line()));
            items.push(item(None, text, Choice::FilterCriterion(Some(index))));
        }
        Menu::new("Which criterion to show", items)
    }
}
