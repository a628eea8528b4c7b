//! Words what came from outside and waits for the reviewer: changed refs, a remote branch with other
//! commits, what others said.

use crate::app::facts::Facts;
use crate::app::input::keymap::Action;
use crate::safe;

/// What came, and the key that goes on from there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Announcement {
    /// What came; made safe.
    pub words: String,
    /// What a key does about it: `R reads everything again`; empty when none does.
    pub key: String,
}

impl Announcement {
    /// Returns both, for the message line.
    pub fn sentence(&self) -> String {
        if self.key.is_empty() {
            self.words.clone()
        } else {
            format!("{}; {}", self.words, self.key)
        }
    }
}

impl Facts {
    /// Lists what came and waits for the reviewer, the most urgent first.
    pub fn announcements(&self) -> Vec<Announcement> {
        let said = [
            self.refs_changed_words(),
            self.remote_branch_words(),
            self.unread_words(),
        ];
        said.into_iter().flatten().collect()
    }

    pub(super) fn announce(&self, words: String, action: Action, does: &str) -> Announcement {
        Announcement {
            words,
            key: self.keys_do(&[(action, does)]),
        }
    }

    /// Says how the reviewed branch and its remote-tracking branch differ, and which key changes
    /// between them; `None` when nothing is to be said.
    pub fn remote_branch_words(&self) -> Option<Announcement> {
        let found = self.engagement.remote_branch.as_ref()?;
        let words = found.words(|name| safe::inline(name).into_string());
        let does = match (found.is_typed, found.is_reviewed) {
            (true, _) => {
                let key = String::new();
                return Some(Announcement { words, key });
            }
            (false, true) => "reviews the local branch again",
            (false, false) => "takes them in",
        };
        Some(self.announce(words, Action::RemoteBranch, does))
    }

    /// Says that branches or tags of the clone changed since it was read, and which key reads it
    /// again; `None` when they did not.
    pub fn refs_changed_words(&self) -> Option<Announcement> {
        let words = "branches or tags of the repository changed".to_owned();
        let does = "reads everything again";
        self.refs_changed
            .then(|| self.announce(words, Action::Reload, does))
    }
}
