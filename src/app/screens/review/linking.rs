//! Makes, confirms and rejects links, from the diff and from the criteria; and lists the sources of links.
//!
//! From a hunk, criteria are offered; from a criterion, hunks: the likeliest first, narrowed by typing.

use crate::app::facts::Facts;
use crate::app::facts::link_state::{HunkLink, LinkState};
use crate::app::input::geometry::Focus;
use crate::app::msg::Effect;
use crate::app::overlays::Overlay;
use crate::app::overlays::menu::Linking;
use crate::app::overlays::menu::{Choice, Menu, MenuItem};
use crate::app::screens::ask::Ask;
use crate::app::screens::review::rows::RowKind;
use crate::app::screens::review::{CoverLine, Review};
use crate::app::undo::Undo;
use crate::model::change::{FileDiff, TextDiff};
use crate::model::event::Body;
use crate::model::id::Digest;
use crate::model::link::{LinkKind, LinkTarget, TraceLink};
use crate::model::statement;
use crate::model::text::RepoPath;
use crate::safe;

/// The hunk, file or commit under the cursor, which can be linked.
struct LinkSource {
    target: LinkTarget,
    /// Its links, best first.
    links: Vec<HunkLink>,
}

impl Facts {
    fn criterion_item(&self, criterion: usize, what: &str, choice: Choice) -> Option<MenuItem> {
        let (key, found) = self.engagement.key(criterion).zip(self.engagement.criterion(criterion))?;
        let text = format!("{:<6} {}", key.id.as_str(), safe::fit(&safe::inline(found.one_line()), 60));
        Some(MenuItem { kind: what.to_owned(), ..MenuItem::new(text, choice) })
    }

    /// Returns who says that a link holds, and where.
    fn source(&self, link: &TraceLink) -> String {
        match &link.kind {
            LinkKind::Declared(by) => {
                let commit = by.commit().map(|(commit, line)| match line {
                    Some(line) => format!(" {}, line {line}", commit.short(7)),
                    None => format!(" {}", commit.short(7)),
                });
                let place = by
                    .place()
                    .map(|(path, line)| format!(", {}:{line}", safe::fit_end(&safe::path(path), 30)));
                format!("{}{}{}", by.name(), commit.unwrap_or_default(), place.unwrap_or_default())
            }
            LinkKind::Confirmed(by) => {
                let given = self.record.links.get(&(link.criterion.clone(), link.target.clone()));
                let given = given.into_iter().flatten().rfind(|given| given.by == *by);
                let when = given.map(|given| format!(", {}", given.at.ago(self.now))).unwrap_or_default();
                let said = given.map(|given| given.id);
                format!("confirmed by {}{when}", self.signed_name(by, said.as_slice()))
            }
        }
    }
}

impl Review {
    /// Confirms the chosen criterion's link to what the cursor is on; without such a link, offers criteria.
    /// In the pane of criteria, offers hunks.
    pub(in crate::app) fn link(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        if self.focus() == Focus::Criteria {
            return self.open_picker(self.hunks_menu(facts, true), asks);
        }
        let Some(here) = self.linkable_here(facts) else { return self.nothing_to_link(asks) };
        let chosen = here.links.iter().find(|link| Some(link.criterion) == facts.chosen);
        match chosen.filter(|link| link.state != LinkState::Confirmed) {
            Some(link) => {
                let (criterion, of) = (link.criterion, self.increment);
                self.say_link(facts, Linking { criterion, target: here.target, of, holds: true }, asks);
            }
            None => self.open_picker(self.criteria_menu(facts, &here), asks),
        }
    }

    /// Rejects the chosen criterion's link to what the cursor is on; without such a link, offers the links
    /// there are. In the pane of criteria, offers the hunks linked to the chosen criterion.
    pub(in crate::app) fn unlink(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        if self.focus() == Focus::Criteria {
            return self.open_picker(self.hunks_menu(facts, false), asks);
        }
        let Some(here) = self.linkable_here(facts) else { return self.nothing_to_link(asks) };
        let of = self.increment;
        let target = || here.target.clone();
        if let Some(link) = here.links.iter().find(|link| Some(link.criterion) == facts.chosen) {
            let criterion = link.criterion;
            return self.say_link(facts, Linking { criterion, target: target(), of, holds: false }, asks);
        }
        let items = here.links.iter().filter_map(|link| {
            let linking = Linking { criterion: link.criterion, target: target(), of, holds: false };
            facts.criterion_item(link.criterion, link.state.words(), Choice::Link(Box::new(linking)))
        });
        let items: Vec<MenuItem> = items.collect();
        let title = "Which link to reject?";
        self.open_picker((!items.is_empty()).then(|| Menu::picker(title, items)), asks);
    }

    fn open_picker(&mut self, menu: Option<Menu>, asks: &mut Vec<Ask>) {
        match menu {
            Some(menu) => asks.push(Ask::Open(Overlay::Menu(menu))),
            None => asks.push(Ask::info("no declared or suggested link yet")),
        }
    }

    fn nothing_to_link(&mut self, asks: &mut Vec<Ask>) {
        asks.push(Ask::info("first put the cursor on a hunk, a file header or a commit"));
    }

    /// Records that a target bears on a criterion, or that it does not.
    pub(in crate::app) fn say_link(&mut self, facts: &Facts, linking: Linking, asks: &mut Vec<Ask>) {
        let Linking { criterion, target, of, holds } = linking;
        let Some(key) = facts.engagement.key(criterion).cloned() else { return };
        let what = match target {
            LinkTarget::Commit(_) => "commit",
            LinkTarget::File(_) => "file",
            LinkTarget::Hunk { .. } => "hunk",
        };
        let verb = if holds { "linked to" } else { "not linked to" };
        asks.push(Ask::info(format!("{what} {verb} {}", key.id)));
        asks.push(Ask::Undo(Undo::Link { criterion: key.clone(), target: target.clone() }));
        let body = if holds {
            Body::Link { criterion: key, target }
        } else {
            Body::Unlink { criterion: key, target }
        };
        let mut said = statement::say(&facts.record, &facts.engagement.me, body);
        let tree = facts.traces.get(of).and_then(Option::as_ref).and_then(|trace| trace.tree);
        let increment = facts.engagement.increments.get(of);
        said.subject = increment.map(|increment| statement::subject(increment, tree, Vec::new()));
        asks.push(Ask::Do(Effect::Record(Box::new(said))));
    }

    /// Returns what the cursor is on: a hunk, a file, or a commit on the cover.
    fn linkable_here(&self, facts: &Facts) -> Option<LinkSource> {
        let (section, row) = self.rows.get(self.view.cursor)?;
        let Some(file) = section.checked_sub(1) else {
            let RowKind::Cover(line) = row.kind else { return None };
            let CoverLine::Commit(commit) = self.cover.get(line as usize)? else { return None };
            let commit = self.listing.as_ref()?.commits.get(*commit)?;
            let target = LinkTarget::Commit(commit.id);
            let links = self.links_on(facts, &target);
            return Some(LinkSource { target, links });
        };
        let found = self.files.get(file)?;
        let path = found.change.path().clone();
        let hunk = self.rows.hunk_at(self.view.cursor).filter(|(at, _)| *at == section);
        let text = found.diff().and_then(FileDiff::as_text);
        let is_header = matches!(row.kind, RowKind::File | RowKind::Increment | RowKind::Unclear(_));
        Some(match hunk.zip(text).filter(|_| !is_header) {
            Some(((_, hunk), text)) => {
                let digest = text.hunks.get(hunk as usize)?.digest;
                let links = found.links.of_hunk(hunk).to_vec();
                LinkSource { target: LinkTarget::Hunk { path, digest }, links }
            }
            None => LinkSource { target: LinkTarget::File(path), links: found.links.file.to_vec() },
        })
    }

    /// Returns the links of the target itself.
    fn links_on(&self, facts: &Facts, target: &LinkTarget) -> Vec<HunkLink> {
        let own = self.bearing(facts).on(target).filter_map(|link| {
            let criterion = facts.engagement.number_of(&link.criterion)?;
            Some(HunkLink { criterion, state: LinkState::of(&link.kind) })
        });
        let mut links: Vec<HunkLink> = own.collect();
        self.add_unclear_on(facts, target, &mut links);
        links
    }

    /// Returns the menu of all criteria, with the likeliest for what the cursor is on first.
    fn criteria_menu(&self, facts: &Facts, here: &LinkSource) -> Option<Menu> {
        let mut order: Vec<(usize, String)> = Vec::new();
        for link in &here.links {
            order.push((link.criterion, link.state.words().to_owned()));
        }
        order.extend(facts.chosen.map(|chosen| (chosen, "chosen".to_owned())));
        if let (Some(suggestions), LinkTarget::Hunk { path, digest }) =
            (self.suggestions(facts), &here.target)
        {
            let likely = suggestions.criteria_for(path, *digest);
            let likely = likely.iter().filter_map(|(key, _)| facts.engagement.number_of(key));
            order.extend(likely.map(|number| (number, String::new())));
        }
        order.extend(facts.engagement.numbers(facts.scope).map(|number| (number, String::new())));
        let mut seen = vec![false; facts.engagement.criteria().len()];
        order.retain(|(number, _)| !std::mem::replace(&mut seen[*number], true));
        let items = order.into_iter().filter_map(|(criterion, what)| {
            let (target, of) = (here.target.clone(), self.increment);
            let linking = Linking { criterion, target, of, holds: true };
            facts.criterion_item(criterion, &what, Choice::Link(Box::new(linking)))
        });
        let what = match here.target {
            LinkTarget::Commit(_) => "commit",
            LinkTarget::File(_) => "file",
            LinkTarget::Hunk { .. } => "hunk",
        };
        Some(Menu::picker(format!("Link this {what} to which criterion?"), items.collect()))
    }

    /// Returns the menu of hunks for the chosen criterion, the likeliest first, this increment's before the
    /// others'. Unless `holds`, only hunks that are linked or suggested.
    fn hunks_menu(&self, facts: &Facts, holds: bool) -> Option<Menu> {
        let criterion = facts.chosen?;
        let key = facts.engagement.key(criterion)?;
        let mut found: Vec<(usize, LinkTarget, String)> = Vec::new();
        let here = self.increment;
        let others = (0..facts.engagement.increments.len()).filter(|of| *of != here);
        for of in std::iter::once(here).chain(others) {
            let suggested = facts.hints(of).map_or(&[][..], |hints| hints.of_criterion(criterion)).iter();
            found.extend(suggested.map(|hint| {
                let words = LinkState::Suggested(hint.strength).words();
                (of, hint.target.clone(), words.to_owned())
            }));
            let links = facts.bearings.get(of).into_iter().flat_map(|bearing| bearing.of_criterion(key));
            found.extend(
                links.map(|link| (of, link.target.clone(), LinkState::of(&link.kind).words().to_owned())),
            );
        }
        if holds {
            let suggestions = self.suggestions(facts);
            let likely = suggestions.map(|suggestions| suggestions.hunks_for(key)).unwrap_or_default();
            found.extend(likely.into_iter().map(|likely| (here, likely.target, String::new())));
            let read = self.files.iter().flat_map(|file| {
                let hunks = file.diff().and_then(FileDiff::as_text).map_or(&[][..], |text| &text.hunks);
                let path = file.change.path();
                let target = |digest: Digest| LinkTarget::Hunk { path: path.clone(), digest };
                hunks.iter().map(move |hunk| (file.of, target(hunk.digest), String::new()))
            });
            found.extend(read);
        }
        let mut seen = std::collections::HashSet::new();
        found.retain(|(of, target, _)| seen.insert((*of, target.clone())));
        let items = found.into_iter().map(|(of, target, what)| {
            let text = self.target_words(facts, of, &target);
            let linking = Linking { criterion, target, of, holds };
            MenuItem { kind: what, ..MenuItem::new(text, Choice::Link(Box::new(linking))) }
        });
        let items: Vec<MenuItem> = items.collect();
        let title = match holds {
            true => format!("Link what to {}?", key.id),
            false => format!("Which link of {} to reject?", key.id),
        };
        (!items.is_empty()).then(|| Menu::picker(title, items))
    }

    /// Returns the words for a commit, a file or a hunk, made safe; with the increment's number when it is
    /// another one.
    pub(in crate::app) fn target_words(&self, facts: &Facts, of: usize, target: &LinkTarget) -> String {
        let elsewhere = match of == self.increment {
            true => String::new(),
            false => format!("[{}] ", of + 1),
        };
        let trace = facts.traces.get(of).and_then(Option::as_ref);
        let words = match target {
            LinkTarget::Commit(id) => {
                let commit = trace.and_then(|trace| trace.commits.iter().find(|commit| commit.id == *id));
                let subject = commit.map(|commit| safe::inline(commit.subject()).into_string());
                format!("commit {} {}", id.short(7), safe::fit(&subject.unwrap_or_default(), 44))
            }
            LinkTarget::File(path) => format!("{}, the whole file", safe::fit_end(&safe::path(path), 40)),
            LinkTarget::Hunk { path, digest } => {
                let shown = safe::fit_end(&safe::path(path), 34);
                match (self.read_hunk(of, path, *digest), trace) {
                    (Some((text, hunk)), _) => {
                        let line = text.hunks[hunk].new.start + 1;
                        let words = safe::fit(&safe::inline(first_words(text, hunk)), 40);
                        format!("{shown}:{line}  {words}")
                    }
                    (None, Some(trace)) => {
                        let stat = trace.file(path);
                        let hunks = stat.map_or(&[][..], |stat| &stat.hunks);
                        let at = hunks.iter().position(|hunk| hunk == digest).map_or(0, |at| at + 1);
                        format!("{shown}  hunk {at}/{}", hunks.len())
                    }
                    (None, None) => shown,
                }
            }
        };
        format!("{elsewhere}{words}")
    }

    fn read_hunk(&self, of: usize, path: &RepoPath, digest: Digest) -> Option<(&TextDiff, usize)> {
        let text = self.files.get(self.file_in(of, path)?)?.diff()?.as_text()?;
        Some((text, text.hunks.iter().position(|hunk| hunk.digest == digest)?))
    }

    /// Returns the menu of the links of what the cursor is on, or of the chosen criterion, with their
    /// sources.
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
    fn sources_of_criterion(&self, facts: &Facts, criterion: usize) -> Vec<MenuItem> {
        let Some(key) = facts.engagement.key(criterion) else { return Vec::new() };
        let mut items = Vec::new();
        for of in 0..facts.engagement.increments.len() {
            let links = facts.bearings.get(of).into_iter().flat_map(|bearing| bearing.of_criterion(key));
            let mut own: Vec<&TraceLink> = links.collect();
            own.sort_by_key(|link| std::cmp::Reverse(LinkState::of(&link.kind)));
            let linked = own.into_iter().map(|link| (&link.target, facts.source(link)));
            let suggested = facts.hints(of).map_or(&[][..], |hints| hints.of_criterion(criterion)).iter();
            let suggested = suggested.map(|hint| {
                let words = LinkState::Suggested(hint.strength).words();
                (&hint.target, words.to_owned())
            });
            for (target, kind) in linked.chain(suggested) {
                let text = self.target_words(facts, of, target);
                let choice = Choice::Target(of, Box::new(target.clone()));
                items.push(MenuItem { kind, ..MenuItem::new(text, choice) });
            }
        }
        items
    }

    /// Returns the source of a link to a target, which may be a link to the file or a commit around it.
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
                    LinkTarget::Commit(commit) => path.is_none_or(|path| self.touches(facts, *commit, path)),
                    LinkTarget::File(file) => path == Some(file),
                    LinkTarget::Hunk { .. } => found.target == *target,
                }
        };
        // The narrowest of these links is the source.
        let links = key.into_iter().flat_map(|key| self.bearing(facts).of_criterion(key));
        let found = links.filter(around).max_by_key(|found| match found.target {
            LinkTarget::Commit(_) => 0,
            LinkTarget::File(_) => 1,
            LinkTarget::Hunk { .. } => 2,
        });
        found.map_or_else(|| link.state.words().to_owned(), |found| facts.source(found))
    }

    fn touches(&self, facts: &Facts, commit: crate::model::id::ObjectId, path: &RepoPath) -> bool {
        let touched = self.trace(facts).into_iter().flat_map(|trace| &trace.touched);
        touched.filter(|(id, _)| *id == commit).any(|(_, paths)| paths.contains(path))
    }
}

/// Returns the first line of a hunk with words: an added one, else a removed one.
fn first_words(text: &TextDiff, hunk: usize) -> &[u8] {
    let changes = text.hunks[hunk].changes.clone().filter_map(|change| text.changes.get(change as usize));
    let says = |line: &&[u8]| {
        line.iter().filter(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii()).count() > 2
    };
    let added = changes.clone().flat_map(|change| change.new.clone()).map(|line| text.new.line(line));
    let removed = changes.flat_map(|change| change.old.clone()).map(|line| text.old.line(line));
    added.chain(removed).find(says).unwrap_or_default().trim_ascii()
}
