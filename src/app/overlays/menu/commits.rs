//! The menu of commits in which a note may have been fixed.

use crate::app::facts::Facts;
use crate::app::overlays::menu::{Choice, Menu, MenuItem, item};
use crate::model::comparison::{FixCandidates, Likely};
use crate::model::id::EventId;
use crate::model::increment::Commit;
use crate::safe;

/// Cells of a commit's subject that the menu shows.
pub(in crate::app) const SUBJECT: usize = 56;

impl Facts {
    pub(in crate::app) fn commit_menu(&self, thread: EventId, found: &FixCandidates) -> Menu {
        let likely = |commit: &&Commit| found.likely.is_some_and(|(likely, _)| likely == commit.id);
        let entry = |commit: &Commit| {
            let subject = safe::fit(&safe::inline(commit.subject()), SUBJECT);
            let kind = match found.likely.filter(|_| likely(&commit)) {
                Some((_, Likely::Lines)) => "changes the lines",
                Some((_, Likely::File)) => "changes the file",
                Some((_, Likely::Newest)) | None => "",
            };
            MenuItem {
                kind: kind.to_owned(),
                counts: commit.at.ago(self.now),
                ..MenuItem::new(
                    format!("{}  {subject}", commit.id.short(7)),
                    Choice::ClaimFix(thread, Some(commit.id)),
                )
            }
        };
        let mut items: Vec<MenuItem> = found.commits.iter().map(entry).collect();
        for (index, item) in items.iter_mut().enumerate() {
            item.key = char::from_digit(index as u32 + 1, 10);
        }
        items.push(item(
            'a',
            "another commit, by its id or name …",
            Choice::OtherCommit(thread),
        ));
        items.push(item(
            'n',
            "no single commit; describe the fix",
            Choice::ClaimFix(thread, None),
        ));
        let mut menu = Menu::new("Fixed in which commit?", items);
        menu.cursor = found
            .commits
            .iter()
            .position(|commit| likely(&commit))
            .unwrap_or(0);
        menu
    }
}
