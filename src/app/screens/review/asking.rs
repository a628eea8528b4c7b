//! Requests what the screen needs and does not have: files near it, matches of the search,
//! highlighting.

use crate::app::facts::Facts;
use crate::app::msg::Effect;
use crate::app::screens::ask::Ask;
use crate::app::screens::review::{FileState, Review};
use crate::model::index::{FileIndex, Indexes, SectionIndex};
use crate::model::link::LinkTarget;

/// The most files read at once; those nearest the screen come first.
const READS_AT_ONCE: usize = 4;

impl Review {
    /// Requests what the screen needs: matches of the search, files, and highlighting when
    /// `painted`.
    pub(in crate::app) fn ask_for_what_is_shown(
        &mut self,
        facts: &Facts,
        painted: bool,
        asks: &mut Vec<Ask>,
    ) {
        self.count_hits(asks);
        self.ask_for_files(facts, asks);
        if painted {
            self.ask_for_paint(asks);
        }
    }

    /// Requests the files on and next to the screen, nearest first, a few at a time.
    pub fn ask_for_files(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        let reading = self
            .files
            .iter()
            .filter(|file| file.state == FileState::Reading)
            .count();
        let request = self.request;
        let wanted = self.wanted_files(facts);
        for file in wanted
            .into_iter()
            .take(READS_AT_ONCE.saturating_sub(reading))
        {
            let Some(found) = self.files.get_mut(file) else {
                continue;
            };
            found.state = FileState::Reading;
            let change = found.change.clone();
            asks.push(Ask::Do(Effect::ReadFile {
                request,
                file,
                change,
                large: false,
            }));
        }
    }

    fn wanted_files(&self, facts: &Facts) -> Vec<FileIndex> {
        let review = self;
        let mut wanted = Vec::new();
        let is_unread = |file: &FileIndex| {
            let found = review.files.get(*file);
            found.is_some_and(|found| found.state == FileState::Unread)
        };
        let mut want = |file: FileIndex| {
            if is_unread(&file) && !wanted.contains(&file) {
                wanted.push(file);
            }
        };
        self.destination(facts)
            .and_then(|path| review.file_of(path))
            .into_iter()
            .for_each(&mut want);
        if let Some(file) = self.search_waits_for() {
            want(file);
        }
        let is_open = |file: &FileIndex| review.files.get(*file).is_some_and(|file| !file.folded);
        review
            .file_at(review.view.cursor)
            .filter(is_open)
            .into_iter()
            .for_each(&mut want);
        // A verdict on the chosen criterion rests on the hunks linked to it, wherever they are.
        let chosen = facts.chosen.and_then(|chosen| facts.engagement.key(chosen));
        let own = chosen
            .into_iter()
            .flat_map(|chosen| self.bearing(facts).of_criterion(chosen));
        let hunks = own.filter(|link| matches!(link.target, LinkTarget::Hunk { .. }));
        let files = hunks.filter_map(|link| review.file_of(link.target.path()?));
        let mut linked: Vec<FileIndex> = files.filter(is_unread).collect();
        linked.sort_unstable();
        linked.dedup();
        linked.into_iter().take(READS_AT_ONCE).for_each(&mut want);
        // A screen and the one after it, then the one before, so that paging meets read files.
        let last = review.view.top + 2 * review.view.height.max(1);
        let ahead = Indexes::between(
            review.rows.section_of(review.view.top),
            review.rows.section_of(last).next(),
        );
        let behind = review
            .rows
            .section_of(review.view.top.saturating_sub(review.view.height));
        let near = ahead
            .chain(std::iter::once(behind))
            .filter_map(SectionIndex::file);
        near.filter(is_open).for_each(&mut want);
        wanted
    }
}
