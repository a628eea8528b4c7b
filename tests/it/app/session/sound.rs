//! What holds after every message, whatever happened.

use snaglist::app::overlays::Overlay;

use super::Session;

impl Session {
    pub(super) fn check(&self) {
        let (model, review) = (&self.model, &self.model.screens.review);
        let views = [
            ("diff", review.view, review.rows.len()),
            ("files", review.tree.view, review.tree.rows.len()),
            ("criteria", review.criteria.view, review.criteria.rows.len()),
            (
                "overview",
                model.screens.overview.view,
                model.screens.overview.rows.len(),
            ),
            (
                "snags",
                model.screens.snags.view,
                model.screens.snags.rows.len(),
            ),
        ];
        for (name, view, len) in views {
            assert!(view.cursor < len.max(1), "{name}: {view:?} of {len}");
            if view.height > 0 {
                let on_screen = (view.top..view.top + view.height).contains(&view.cursor);
                // The wheel scrolls the list of criteria away from the chosen one.
                assert!(on_screen || name == "criteria", "{name}: {view:?} of {len}");
            }
        }
        assert_eq!(review.rows.sections().len(), review.files.len() + 1);
        assert!(
            model
                .facts
                .chosen
                .is_none_or(|chosen| model.facts.engagement.key(chosen).is_some())
        );
        let increments = &model.facts.engagement.increments;
        assert!(increments.get(review.increment).is_some());
        assert!(increments.get(model.screens.overview.column).is_some());
        match &model.overlay {
            Some(Overlay::Menu(menu)) => assert!(menu.cursor < menu.matches().len().max(1)),
            Some(Overlay::Palette(palette)) => {
                assert!(palette.cursor < palette.matches().len().max(1))
            }
            _ => {}
        }
    }
}
