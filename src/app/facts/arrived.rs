//! Words what came from outside and waits for the reviewer: changed refs, a remote branch with other
//! commits.

use crate::app::facts::Facts;
use crate::app::input::keymap::Action;
use crate::safe;

impl Facts {
    /// Lists what came and waits for the reviewer, a line each, the most urgent first.
    pub fn announcements(&self) -> Vec<String> {
        let said = [
            self.refs_changed_words(),
            self.remote_branch_words(),
            self.unread_words(),
        ];
        said.into_iter().flatten().collect()
    }

    /// Says how the reviewed branch and its remote-tracking branch differ, and which key changes
    /// between them; `None` when nothing is to be said.
    pub fn remote_branch_words(&self) -> Option<String> {
        let found = self.engagement.remote_branch.as_ref()?;
        let words = found.words(|name| safe::inline(name).into_string());
        let does = match (found.is_typed, found.is_reviewed) {
            (true, _) => return Some(words),
            (false, true) => "reviews the local branch again",
            (false, false) => "takes them in",
        };
        Some(self.with_keys(words, &[(Action::RemoteBranch, does)]))
    }

    /// Says that branches or tags of the clone changed since it was read, and which key reads it
    /// again; `None` when they did not.
    pub fn refs_changed_words(&self) -> Option<String> {
        let reads = [(Action::Reload, "reads everything again")];
        self.refs_changed
            .then(|| self.with_keys("branches or tags of the repository changed", &reads))
    }
}
