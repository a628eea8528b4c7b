//! Makes, confirms and rejects links, from the diff and from the criteria.

use crate::app::facts::Facts;
use crate::app::facts::link_state::{HunkLink, LinkState};
use crate::app::input::geometry::Focus;
use crate::app::input::keymap::Action;
use crate::app::msg::Effect;
use crate::app::overlays::Overlay;
use crate::app::overlays::menu::Linking;
use crate::app::overlays::menu::{Choice, Menu, MenuItem};
use crate::app::screens::ask::Ask;
use crate::app::screens::review::rows::RowKind;
use crate::app::screens::review::{CoverLine, Review};
use crate::app::undo::Undo;
use crate::model::change::FileDiff;
use crate::model::event::Body;
use crate::model::index::CriterionIndex;
use crate::model::link::LinkTarget;
use crate::model::statement;
use crate::safe;

/// The hunk, file or commit under the cursor, which can be linked.
pub(super) struct LinkSource {
    pub(super) target: LinkTarget,
    /// Its links, best first.
    pub(super) links: Vec<HunkLink>,
}

impl Facts {
    pub(super) fn criterion_item(
        &self,
        criterion: CriterionIndex,
        what: &str,
        choice: Choice,
    ) -> Option<MenuItem> {
        let (key, found) = self
            .engagement
            .key(criterion)
            .zip(self.engagement.criterion(criterion))?;
        let text = format!(
            "{:<6} {}",
            key.id.as_str(),
            safe::fit(&safe::inline(found.one_line()), 60)
        );
        Some(MenuItem {
            kind: what.to_owned(),
            ..MenuItem::new(text, choice)
        })
    }
}

impl Review {
    /// Confirms the chosen criterion's link to what the cursor is on; without such a link, offers
    /// criteria. In the pane of criteria, offers hunks.
    pub(in crate::app) fn link(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        if self.focus() == Focus::Criteria {
            return self.open_picker(self.hunks_menu(facts, true), asks);
        }
        let Some(here) = self.linkable_here(facts) else {
            return self.nothing_to_link(facts, asks);
        };
        let chosen = here
            .links
            .iter()
            .find(|link| Some(link.criterion) == facts.chosen);
        match chosen.filter(|link| link.state != LinkState::Confirmed) {
            Some(link) => {
                let (criterion, increment) = (link.criterion, self.increment);
                self.say_link(
                    facts,
                    Linking {
                        criterion,
                        target: here.target,
                        increment,
                        holds: true,
                    },
                    asks,
                );
            }
            None => self.open_picker(self.criteria_menu(facts, &here), asks),
        }
    }

    /// Rejects the chosen criterion's link to what the cursor is on; without such a link, offers
    /// the links there are. In the pane of criteria, offers the hunks linked to the chosen
    /// criterion.
    pub(in crate::app) fn unlink(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        if self.focus() == Focus::Criteria {
            return self.open_picker(self.hunks_menu(facts, false), asks);
        }
        let Some(here) = self.linkable_here(facts) else {
            return self.nothing_to_link(facts, asks);
        };
        let increment = self.increment;
        let target = || here.target.clone();
        if let Some(link) = here
            .links
            .iter()
            .find(|link| Some(link.criterion) == facts.chosen)
        {
            let criterion = link.criterion;
            return self.say_link(
                facts,
                Linking {
                    criterion,
                    target: target(),
                    increment,
                    holds: false,
                },
                asks,
            );
        }
        let items = here.links.iter().filter_map(|link| {
            let linking = Linking {
                criterion: link.criterion,
                target: target(),
                increment,
                holds: false,
            };
            facts.criterion_item(
                link.criterion,
                link.state.words(),
                Choice::Link(Box::new(linking)),
            )
        });
        let items: Vec<MenuItem> = items.collect();
        let title = "Which link to reject?";
        self.open_picker(
            (!items.is_empty()).then(|| Menu::picker(title, items)),
            asks,
        );
    }

    fn open_picker(&mut self, menu: Option<Menu>, asks: &mut Vec<Ask>) {
        match menu {
            Some(menu) => asks.push(Ask::Open(Overlay::Menu(menu))),
            None => asks.push(Ask::info("no declared or suggested link yet")),
        }
    }

    fn nothing_to_link(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        let is_on_hunk = self.rows.hunk_at(self.view.cursor).is_some();
        asks.push(Ask::info(if self.is_since() && is_on_hunk {
            let words = "no hunk of the whole increment is known to have these lines";
            facts.with_keys(words, &[(Action::SinceLast, "shows the whole")])
        } else {
            "first put the cursor on a hunk, a file header or a commit".to_owned()
        }));
    }

    /// Records that a target bears on a criterion, or that it does not.
    pub(in crate::app) fn say_link(
        &mut self,
        facts: &Facts,
        linking: Linking,
        asks: &mut Vec<Ask>,
    ) {
        let Linking {
            criterion,
            target,
            increment,
            holds,
        } = linking;
        let Some(key) = facts.engagement.key(criterion).cloned() else {
            return;
        };
        let what = match target {
            LinkTarget::Commit(_) => "commit",
            LinkTarget::File(_) => "file",
            LinkTarget::Hunk { .. } => "hunk",
        };
        let verb = if holds { "linked to" } else { "not linked to" };
        asks.push(Ask::info(format!("{what} {verb} {}", key.id)));
        asks.push(Ask::Undo(Undo::Link {
            criterion: key.clone(),
            target: target.clone(),
        }));
        let body = if holds {
            Body::Link {
                criterion: key,
                target,
            }
        } else {
            Body::Unlink {
                criterion: key,
                target,
            }
        };
        let mut said = statement::say(&facts.record, &facts.engagement.me, body);
        let tree = facts.trace(increment).and_then(|trace| trace.tree);
        let increment = facts.engagement.increments.get(increment);
        said.subject = increment.map(|increment| statement::subject(increment, tree, Vec::new()));
        asks.push(Ask::Do(Effect::Record(Box::new(said))));
    }

    /// Returns what the cursor is on: a hunk, a file, or a commit on the cover.
    pub(super) fn linkable_here(&self, facts: &Facts) -> Option<LinkSource> {
        let (section, row) = self.rows.get(self.view.cursor)?;
        let Some(file) = section.file() else {
            let RowKind::Cover(line) = row.kind else {
                return None;
            };
            let CoverLine::Commit(commit) = self.cover.get(line as usize)? else {
                return None;
            };
            let commit = self.listing.as_ref()?.commits.get(*commit)?;
            let target = LinkTarget::Commit(commit.id);
            let links = self.links_on(facts, &target);
            return Some(LinkSource { target, links });
        };
        let found = self.files.get(file)?;
        let path = found.change.path().clone();
        let hunk = self
            .rows
            .hunk_at(self.view.cursor)
            .filter(|(at, _)| *at == section);
        let text = found.diff().and_then(FileDiff::as_text);
        let is_header = matches!(
            row.kind,
            RowKind::File | RowKind::Increment | RowKind::Unclear(_)
        );
        Some(match hunk.zip(text).filter(|_| !is_header) {
            Some(((_, hunk), text)) => {
                let hunk_there = text.hunks.get(hunk as usize)?;
                let digests = self.digests_of(facts, found, text, hunk_there);
                let digest = digests.first().copied()?;
                let links = found.links.of_hunk(hunk).to_vec();
                LinkSource {
                    target: LinkTarget::Hunk { path, digest },
                    links,
                }
            }
            None => LinkSource {
                target: LinkTarget::File(path),
                links: found.links.file.to_vec(),
            },
        })
    }

    /// Returns the links of the target itself.
    fn links_on(&self, facts: &Facts, target: &LinkTarget) -> Vec<HunkLink> {
        let own = self.bearing(facts).on(target).filter_map(|link| {
            let criterion = facts.engagement.criterion_of(&link.criterion)?;
            Some(HunkLink {
                criterion,
                state: LinkState::of(&link.kind),
            })
        });
        let mut links: Vec<HunkLink> = own.collect();
        self.add_unclear_on(facts, target, &mut links);
        links
    }
}
