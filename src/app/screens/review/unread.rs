//! Finds which new statements of others can be read on the review screen.

use crate::app::facts::Facts;
use crate::app::facts::threads::ThreadLine;
use crate::app::screens::review::rows::RowKind;
use crate::app::screens::review::{DetailLine, Review};
use crate::model::id::EventId;
use crate::model::note::Reply;
use crate::model::unread::{UnreadKind, UnreadPlace};

impl Review {
    /// Lists the new statements in the thread under the cursor whose lines are in view, and the
    /// verdicts on the chosen criterion while all verdicts of its detail are in view.
    pub(in crate::app) fn shown_unread(&self, facts: &Facts) -> Vec<EventId> {
        let mut shown = self.unread_in_thread(facts);
        shown.extend(self.unread_verdicts(facts));
        shown
    }

    fn unread_in_thread(&self, facts: &Facts) -> Vec<EventId> {
        let is_drawn = self.areas(facts).diff.height > 0;
        let Some(here) = self.thread_here().filter(|_| is_drawn) else {
            return Vec::new();
        };
        let Some(thread) = facts.record.threads.get(here as usize) else {
            return Vec::new();
        };
        let view = self.threads.get(here as usize).and_then(Option::as_ref);
        let lines = view.map_or(&[][..], |view| view.lines.as_slice());
        let window = self.view.top..self.view.top + self.view.height;
        let in_view = |line: &ThreadLine| {
            window.clone().any(|row| {
                let part = match self.rows.get(row).map(|(_, row)| row.kind) {
                    Some(RowKind::Thread { thread, part }) if thread == here => part,
                    _ => return false,
                };
                lines.get(usize::from(part)) == Some(line)
            })
        };
        let has_head = in_view(&ThreadLine::Head);
        let is_in_view = |id: EventId| {
            let of_reply = |reply: &Reply| reply.id == id || reply.heads.contains(&id);
            if let Some(reply) = thread.replies.iter().position(of_reply) {
                return in_view(&ThreadLine::ReplyHead(reply));
            }
            let newer = facts.record.newer.iter().position(|newer| newer.id == id);
            newer.map_or(has_head, |newer| in_view(&ThreadLine::Newer(newer)))
        };
        let items = facts.unread.at(&UnreadPlace::Thread(thread.id));
        let ids = items.map(|item| item.id);
        ids.filter(|id| is_in_view(*id)).collect()
    }

    fn unread_verdicts(&self, facts: &Facts) -> Vec<EventId> {
        let key = facts.chosen.and_then(|chosen| facts.engagement.key(chosen));
        let Some(key) = key.filter(|key| facts.unread.on_criterion(key)) else {
            return Vec::new();
        };
        let height = usize::from(self.areas(facts).detail.inner().height);
        let pane = &self.criteria;
        let window = pane.detail_top..pane.detail_top + height;
        let mut verdicts = pane.detail.lines.iter().enumerate().filter(|(_, line)| {
            matches!(
                line,
                DetailLine::Verdict {
                    verdict: Some(_),
                    ..
                }
            )
        });
        if !verdicts.all(|(at, _)| window.contains(&at)) {
            return Vec::new();
        }
        let items = facts.unread.at(&UnreadPlace::Criterion(key.clone()));
        items
            .filter(|item| item.kind == UnreadKind::Verdict)
            .map(|item| item.id)
            .collect()
    }
}
