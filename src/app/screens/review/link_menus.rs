//! Makes the menus of links: from a hunk, the criteria; from a criterion, the hunks; and the
//! sources of links. The likeliest come first.

use std::collections::HashSet;

use crate::app::facts::Facts;
use crate::app::facts::link_state::{HunkLink, LinkState};
use crate::app::input::geometry::Focus;
use crate::app::overlays::menu::Linking;
use crate::app::overlays::menu::{Choice, Menu, MenuItem};
use crate::app::screens::review::Review;
use crate::app::screens::review::linking::LinkSource;
use crate::model::change::{FileDiff, Hunk, TextDiff};
use crate::model::id::{Digest, ObjectId};
use crate::model::index::{CriterionIndex, IncrementIndex};
use crate::model::link::{LinkKind, LinkTarget, TraceLink};
use crate::model::text::RepoPath;
use crate::safe;

impl Facts {
    /// Returns who says that a link holds, and where.
    fn source(&self, link: &TraceLink) -> String {
        match &link.kind {
            LinkKind::Declared(by) => {
                let commit = by.commit().map(|(commit, line)| match line {
                    Some(line) => format!(" {}, line {line}", commit.short(7)),
                    None => format!(" {}", commit.short(7)),
                });
                let place = by.place().map(|(path, line)| {
                    format!(", {}:{line}", safe::fit_end(&safe::path(path), 30))
                });
                format!(
                    "{}{}{}",
                    by.name(),
                    commit.unwrap_or_default(),
                    place.unwrap_or_default()
                )
            }
            LinkKind::Confirmed(by) => {
                let given = self
                    .record
                    .links
                    .get(&(link.criterion.clone(), link.target.clone()));
                let given = given.into_iter().flatten().rfind(|given| given.by == *by);
                let when = given
                    .map(|given| format!(", {}", given.at.ago(self.now)))
                    .unwrap_or_default();
                let said = given.map(|given| given.id);
                format!(
                    "confirmed by {}{when}",
                    self.signed_name(by, said.as_slice())
                )
            }
        }
    }
}

impl Review {
    /// Returns the menu of all criteria, with the likeliest for what the cursor is on first.
    pub(super) fn criteria_menu(&self, facts: &Facts, here: &LinkSource) -> Option<Menu> {
        let mut order: Vec<(CriterionIndex, String)> = Vec::new();
        for link in &here.links {
            order.push((link.criterion, link.state.words().to_owned()));
        }
        order.extend(facts.chosen.map(|chosen| (chosen, "chosen".to_owned())));
        if let (Some(suggestions), LinkTarget::Hunk { path, digest }) =
            (self.suggestions(facts), &here.target)
        {
            let likely = suggestions.criteria_for(path, *digest);
            let likely = likely
                .iter()
                .filter_map(|(key, _)| facts.engagement.criterion_of(key));
            order.extend(likely.map(|criterion| (criterion, String::new())));
        }
        order.extend(
            facts
                .engagement
                .criteria_in(facts.scope)
                .map(|criterion| (criterion, String::new())),
        );
        let mut seen = HashSet::new();
        order.retain(|(criterion, _)| seen.insert(*criterion));
        let items = order.into_iter().filter_map(|(criterion, what)| {
            let (target, increment) = (here.target.clone(), self.increment);
            let linking = Linking {
                criterion,
                target,
                increment,
                holds: true,
            };
            facts.criterion_item(criterion, &what, Choice::Link(Box::new(linking)))
        });
        let what = match here.target {
            LinkTarget::Commit(_) => "commit",
            LinkTarget::File(_) => "file",
            LinkTarget::Hunk { .. } => "hunk",
        };
        Some(Menu::picker(
            format!("Link this {what} to which criterion?"),
            items.collect(),
        ))
    }

    /// Returns the menu of hunks for the chosen criterion, the likeliest first, this increment's
    /// before the others'. Unless `holds`, only hunks that are linked or suggested.
    pub(super) fn hunks_menu(&self, facts: &Facts, holds: bool) -> Option<Menu> {
        let criterion = facts.chosen?;
        let key = facts.engagement.key(criterion)?;
        let mut found: Vec<(IncrementIndex, LinkTarget, String)> = Vec::new();
        let here = self.increment;
        let others = facts
            .engagement
            .increments
            .indexes()
            .filter(|increment| *increment != here);
        for increment in std::iter::once(here).chain(others) {
            let suggested = facts
                .hints(increment)
                .map_or(&[][..], |hints| hints.of_criterion(criterion))
                .iter();
            found.extend(suggested.map(|hint| {
                let words = LinkState::Suggested(hint.strength).words();
                (increment, hint.target.clone(), words.to_owned())
            }));
            let links = facts.bearing(increment).of_criterion(key);
            found.extend(links.map(|link| {
                (
                    increment,
                    link.target.clone(),
                    LinkState::of(&link.kind).words().to_owned(),
                )
            }));
        }
        if holds {
            let suggestions = self.suggestions(facts);
            let likely = suggestions
                .map(|suggestions| suggestions.hunks_for(key))
                .unwrap_or_default();
            found.extend(
                likely
                    .into_iter()
                    .map(|likely| (here, likely.target, String::new())),
            );
            let read = self.files.iter().flat_map(|file| {
                let text = file.diff().and_then(FileDiff::as_text);
                let digests = text.into_iter().flat_map(move |text| {
                    let hunks = text.hunks.iter();
                    hunks.flat_map(move |hunk| self.digests_of(facts, file, text, hunk))
                });
                let path = file.change.path();
                let target = |digest: Digest| LinkTarget::Hunk {
                    path: path.clone(),
                    digest,
                };
                digests.map(move |digest| (file.increment, target(digest), String::new()))
            });
            found.extend(read);
        }
        let mut seen = HashSet::new();
        found.retain(|(increment, target, _)| seen.insert((*increment, target.clone())));
        let items = found.into_iter().map(|(increment, target, what)| {
            let text = self.target_words(facts, increment, &target);
            let linking = Linking {
                criterion,
                target,
                increment,
                holds,
            };
            MenuItem {
                kind: what,
                ..MenuItem::new(text, Choice::Link(Box::new(linking)))
            }
        });
        let items: Vec<MenuItem> = items.collect();
        let title = match holds {
            true => format!("Link what to {}?", key.id),
            false => format!("Which link of {} to reject?", key.id),
        };
        (!items.is_empty()).then(|| Menu::picker(title, items))
    }

    /// Returns the words for a commit, a file or a hunk, made safe; with the increment's number
    /// when it is another one.
    pub(in crate::app) fn target_words(
        &self,
        facts: &Facts,
        increment: IncrementIndex,
        target: &LinkTarget,
    ) -> String {
        let elsewhere = match increment == self.increment {
            true => String::new(),
            false => format!("[{}] ", increment.number()),
        };
        let trace = facts.trace(increment);
        let words = match target {
            LinkTarget::Commit(id) => {
                let commit =
                    trace.and_then(|trace| trace.commits.iter().find(|commit| commit.id == *id));
                let subject = commit.map(|commit| safe::inline(commit.subject()).into_string());
                format!(
                    "commit {} {}",
                    id.short(7),
                    safe::fit(&subject.unwrap_or_default(), 44)
                )
            }
            LinkTarget::File(path) => {
                format!("{}, the whole file", safe::fit_end(&safe::path(path), 40))
            }
            LinkTarget::Hunk { path, digest } => {
                let shown = safe::fit_end(&safe::path(path), 34);
                match (self.read_hunk(increment, path, *digest), trace) {
                    (Some((text, hunk)), _) => {
                        let line = hunk.new.start + 1;
                        let words = safe::fit(&safe::inline(first_words(text, hunk)), 40);
                        format!("{shown}:{line}  {words}")
                    }
                    (None, Some(trace)) => {
                        let stat = trace.file(path);
                        let hunks = stat.map_or(&[][..], |stat| &stat.hunks);
                        let at = hunks
                            .iter()
                            .position(|hunk| hunk == digest)
                            .map_or(0, |at| at + 1);
                        format!("{shown}  hunk {at}/{}", hunks.len())
                    }
                    (None, None) => shown,
                }
            }
        };
        format!("{elsewhere}{words}")
    }

    fn read_hunk(
        &self,
        increment: IncrementIndex,
        path: &RepoPath,
        digest: Digest,
    ) -> Option<(&TextDiff, &Hunk)> {
        let text = self.text_of(self.file_in(increment, path)?)?;
        Some((text, text.hunks.iter().find(|hunk| hunk.digest == digest)?))
    }

    /// Returns the menu of the links of what the cursor is on, or of the chosen criterion, with
    /// their sources.
    pub(in crate::app) fn links_menu(&self, facts: &Facts) -> Option<Menu> {
        let items: Vec<MenuItem> = match self.focus() {
            Focus::Criteria => self.sources_of_criterion(facts, facts.chosen?),
            _ => {
                let here = self.linkable_here(facts)?;
                let item = |link: &HunkLink| {
                    let from = self.source_on(facts, &here.target, link);
                    facts.criterion_item(link.criterion, &from, Choice::Criterion(link.criterion))
                };
                here.links.iter().filter_map(item).collect()
            }
        };
        let title = match self.focus() {
            Focus::Criteria => format!("Links of {}", facts.engagement.key(facts.chosen?)?.id),
            _ => "Links of this row; Enter chooses the criterion".to_owned(),
        };
        (!items.is_empty()).then(|| Menu::picker(title, items))
    }

    /// Lists the links of a criterion with their sources.
    fn sources_of_criterion(&self, facts: &Facts, criterion: CriterionIndex) -> Vec<MenuItem> {
        let Some(key) = facts.engagement.key(criterion) else {
            return Vec::new();
        };
        let mut items = Vec::new();
        for increment in facts.engagement.increments.indexes() {
            let links = facts.bearing(increment).of_criterion(key);
            let mut own: Vec<&TraceLink> = links.collect();
            own.sort_by_key(|link| std::cmp::Reverse(LinkState::of(&link.kind)));
            let linked = own
                .into_iter()
                .map(|link| (&link.target, facts.source(link)));
            let suggested = facts
                .hints(increment)
                .map_or(&[][..], |hints| hints.of_criterion(criterion))
                .iter();
            let suggested = suggested.map(|hint| {
                let words = LinkState::Suggested(hint.strength).words();
                (&hint.target, words.to_owned())
            });
            for (target, kind) in linked.chain(suggested) {
                let text = self.target_words(facts, increment, target);
                let choice = Choice::Target(increment, Box::new(target.clone()));
                items.push(MenuItem {
                    kind,
                    ..MenuItem::new(text, choice)
                });
            }
        }
        items
    }

    /// Returns the source of a link to a target, which may be a link to the file or a commit around
    /// it.
    fn source_on(&self, facts: &Facts, target: &LinkTarget, link: &HunkLink) -> String {
        if !link.state.counts() {
            return link.state.words().to_owned();
        }
        let key = facts.engagement.key(link.criterion);
        let path = target.path();
        let around = |found: &&TraceLink| {
            Some(&found.criterion) == key
                && LinkState::of(&found.kind) == link.state
                && match &found.target {
                    LinkTarget::Commit(commit) => {
                        path.is_none_or(|path| self.touches(facts, *commit, path))
                    }
                    LinkTarget::File(file) => path == Some(file),
                    LinkTarget::Hunk { .. } => found.target == *target,
                }
        };
        // The narrowest of these links is the source.
        let links = key
            .into_iter()
            .flat_map(|key| self.bearing(facts).of_criterion(key));
        let found = links.filter(around).max_by_key(|found| match found.target {
            LinkTarget::Commit(_) => 0,
            LinkTarget::File(_) => 1,
            LinkTarget::Hunk { .. } => 2,
        });
        found.map_or_else(
            || link.state.words().to_owned(),
            |found| facts.source(found),
        )
    }

    fn touches(&self, facts: &Facts, commit: ObjectId, path: &RepoPath) -> bool {
        let touched = self
            .trace(facts)
            .into_iter()
            .flat_map(|trace| &trace.touched);
        touched
            .filter(|(id, _)| *id == commit)
            .any(|(_, paths)| paths.contains(path))
    }
}

/// Returns the first line of a hunk with words: an added one, else a removed one.
fn first_words<'t>(text: &'t TextDiff, hunk: &Hunk) -> &'t [u8] {
    let changes = text.changes_of(hunk).iter();
    let says = |line: &&[u8]| {
        line.iter()
            .filter(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())
            .count()
            > 2
    };
    let added = changes
        .clone()
        .flat_map(|change| change.new.clone())
        .map(|line| text.new.line(line));
    let removed = changes
        .flat_map(|change| change.old.clone())
        .map(|line| text.old.line(line));
    added
        .chain(removed)
        .find(says)
        .unwrap_or_default()
        .trim_ascii()
}
