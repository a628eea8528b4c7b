//! The one table of actions and keys. Key handling, help, footer, palette and `docs/keys.md` read
//! it.

use std::collections::{BTreeMap, HashMap};

use crate::app::input::binding::{Binding, KeyContext};
use crate::app::input::key::Key;
use crate::app::input::overlay_keys::{OVERLAY_BINDINGS, OverlayAction};

macro_rules! actions {
    ($($context:ident { $($action:ident $name:literal [$($key:literal)*] $help:literal;)* })*) => {
        /// What a key, a menu or the palette can ask for.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Action {
            $($(#[doc = $help] $action,)*)*
        }

        /// Every action, in the order in which help lists them.
        pub const BINDINGS: &[Binding<Action>] = &[
            $($(*Action::$action.binding(),)*)*
        ];

        impl Action {
            /// Returns its row of the table.
            pub const fn binding(self) -> &'static Binding<Self> {
                match self {
                    $($(Self::$action => &Binding {
                        action: Self::$action,
                        name: $name,
                        context: KeyContext::$context,
                        keys: &[$($key),*],
                        help: $help,
                    },)*)*
                }
            }
        }
    };
}

actions! {
    Review {
        Met "met" ["m"] "verdict on the chosen criterion: met";
        NotMet "not-met" ["x"] "verdict: not met";
        Partial "partial" ["p"] "verdict: partial";
        Waive "waive" ["w"] "verdict: waived (asks for the reason)";
        Unclear "unclear" ["U"] "verdict: unclear (the criterion is at fault)";
        VerdictMenu "verdict" ["v"] "choose a verdict, with a comment, or take it back";
        NextHunk "next-hunk" ["]"] "next hunk";
        PrevHunk "previous-hunk" ["["] "previous hunk";
        NextFile "next-file" ["}"] "next file";
        PrevFile "previous-file" ["{"] "previous file";
        NextFunction "next-function" ["'"] "next function or section of the file";
        PrevFunction "previous-function" ["\""] "previous function or section of the file";
        GoToLine "go-to" ["#"] "go to a line or file: 123, -45 (old line), path, path:123";
        JumpBack "jump-back" ["alt-left" "ctrl-t"] "back to where you were before the last jump";
        JumpForward "jump-forward" ["alt-right" "ctrl-y"] "forward again";
        NextNote "next-note" [")"] "next note";
        PrevNote "previous-note" ["("] "previous note";
        NextCriterion "next-criterion" ["J"] "next criterion";
        PrevCriterion "previous-criterion" ["K"] "previous criterion";
        NextLinked "next-evidence" ["."] "next hunk of the chosen criterion, surest first";
        PrevLinked "previous-evidence" [","] "previous hunk of the chosen criterion";
        NextIncrement "next-increment" [">"] "next increment, or commit";
        PrevIncrement "previous-increment" ["<"] "previous increment, or commit";
        NextToReview "next" ["n"] "next thing to review (in a search: next match)";
        PrevToReview "previous" ["N"] "previous thing to review (in a search: previous match)";
        ViewedNext "viewed" ["space"] "mark the hunk or file as viewed, go on to the next one";
        Unview "unview" ["backspace"] "remove the viewed mark";
        NewNote "note" ["c"] "note on the line, the selection, the file, the criterion";
        NoteOnIncrement "note-on-increment" ["C"] "note on the increment as a whole";
        SelectLines "select" ["V"] "select lines for a note";
        Copy "copy" ["y"] "copy the line, the selection, the hunk, or where it is";
        Link "link" ["l"] "link the hunk to a criterion, or confirm its link";
        Unlink "unlink" ["L"] "reject the hunk's link to the criterion";
        Links "links" ["h"] "links of the hunk or criterion, with their sources";
        OnlyCriterion "only" ["f"] "only the criterion's hunks, of all increments; and back";
        Steps "commit-by-commit" ["b"] "commit by commit (< and > step), or the whole increment";
        SinceLast "since-last" ["~"] "what changed since your last word; and back to the whole";
        SinceRound "since-round" ["@"] "choose the round since which changes are shown";
        Fold "fold" ["z"] "fold or open the file";
        Files "files" ["T"] "show or hide the tree of files";
        OneFile "one-file" ["O"] "one file at a time, or all files";
        LinesAbove "lines-above" ["A"] "show more lines above";
        LinesBelow "lines-below" ["B"] "show more lines below";
        MoreLines "more-lines" ["+" "="] "show more lines on both sides, or the whole gap";
        FewerLines "fewer-lines" ["-"] "hide the lines shown last";
        WholeFunction "whole-function" ["F"] "show the whole function or section";
        WholeFile "whole-file" ["Z"] "show the whole file, and back";
        OtherEnd "other-end" ["M"] "where a moved block came from or went, and back";
        Whitespace "white-space" ["i"] "ignore white space: none, at line ends, amount, all";
        BlankLines "blank-lines" ["I"] "ignore changes of blank lines only, or show them";
        SideBySide "side-by-side" ["|"] "old and new lines beside each other, or below";
        DiffAlone "diff-alone" ["\\"] "the diff across the whole width, and back";
        Wrap "wrap" ["W"] "wrap long lines";
        ScrollLeft "scroll-left" ["left"] "scroll long lines left";
        ScrollRight "scroll-right" ["right"] "scroll long lines right";
        SwitchPane "switch-pane" ["tab"] "criteria, files or diff";
        Outcome "outcome" ["a"] "accept the increment, ask for changes, reject it";
    }
    Overview {
        NextColumn "next-column" [">" "right" "l"] "next increment";
        PrevColumn "previous-column" ["<" "left" "h"] "previous increment";
        OpenRow "open-row" ["f"] "the criterion's hunks, of all increments";
        OpenColumn "open-column" ["b"] "the increment, commit by commit";
        Split "split" ["x"] "split the increment after one of its commits";
        Join "join" ["J"] "join the increment with the next one";
        Rename "rename" ["N"] "rename the increment";
    }
    Snags {
        FilterState "filter-state" ["f"] "show threads by state";
        FilterLabel "filter-label" ["L"] "show threads by label";
        FilterCriterion "filter-criterion" ["c"] "show threads by criterion";
    }
    Amendments {
        Agree "agree" ["y"] "agree to the change of the spec";
        Refuse "refuse" ["x"] "refuse the change: the agreed text stays in force";
        AgreeAll "agree-all" ["a"] "agree to all changes that are open (asks first)";
        PinSpecs "pin-specs" ["p"] "pin the specs as agreed at the head (asks first)";
    }
    Verify {
        Verify "verify" ["y"] "fixed: verify, and go to the next one";
        Reopen "reopen" ["x"] "not fixed: reopen, and go to the next one";
        NextAddressed "next-addressed" ["n" "right"] "next addressed note";
        PrevAddressed "previous-addressed" ["N" "left"] "previous addressed note";
    }
    Lapses {
        StillStands "still-stands" ["y"] "still stands: affirm the verdict on what is there now";
        NoLonger "no-longer" ["x"] "no longer: give another verdict, or take it back";
        AllStand "all-stand" ["a"] "affirm all verdicts whose comparison was shown to its end";
        NextLapsed "next-lapsed" ["n" "right"] "next lapsed verdict";
        PrevLapsed "previous-lapsed" ["N" "left"] "previous lapsed verdict";
    }
    Spec {
        NextInSpec "next-in-spec" ["]"] "next criterion of the spec";
        PrevInSpec "previous-in-spec" ["["] "previous criterion of the spec";
        NextHeading "next-heading" ["}"] "next heading";
        PrevHeading "previous-heading" ["{"] "previous heading";
        NextLeftOut "next-left-out" [")"] "next line that looks like a criterion and was left out";
        PrevLeftOut "previous-left-out" ["("] "previous line that looks like a criterion and was left out";
    }
    Everywhere {
        Down "down" ["j" "down"] "one line down";
        Up "up" ["k" "up"] "one line up";
        PageDown "page-down" ["pgdn" "ctrl-f"] "one page down";
        PageUp "page-up" ["pgup" "ctrl-b"] "one page up";
        HalfPageDown "half-page-down" ["ctrl-d"] "half a page down";
        HalfPageUp "half-page-up" ["ctrl-u"] "half a page up";
        Top "top" ["g" "home"] "to the top";
        Bottom "bottom" ["G" "end"] "to the end";
        Open "open" ["enter"] "open what the cursor is on";
        Reply "reply" ["r"] "reply to the note";
        EditNote "edit" ["E"] "edit your note";
        DeleteNote "delete" ["D" "del"] "delete your note";
        ThreadState "thread-state" ["t"] "mark the note verified, withdrawn, or open again";
        ClaimFix "claim-fix" ["P"] "say in which commit the note was fixed";
        MoveNote "move-note" ["H"] "put the note on other lines: go there, then again";
        VerifyNotes "verify-notes" ["Y"] "walk through the addressed notes: lines then and now";
        Increments "increments" ["ctrl-p"] "find an increment by title, name, tag or author";
        CheckAgain "check-again" ["$"] "walk through your lapsed verdicts: then and now";
        People "people" ["Q"] "who is who: reviewers, contractor, observers";
        Undo "undo" ["u"] "undo your last deletion, verdict or mark";
        Drafts "drafts" ["ctrl-o"] "open a stored draft";
        Search "search" ["/"] "search in the diff or the whole spec; n and N go on";
        Overview "overview" ["o"] "overview: criteria by increments";
        Snags "snags" ["s"] "snags: all notes";
        Gaps "gaps" ["%"] "gaps: uncovered criteria, unclaimed changes, per cent done";
        Amendments "amendments" ["&"] "amendments: what the delivery changes in the agreed spec";
        NextUncovered "next-uncovered" ["!"] "next criterion that is not covered";
        NextUnclaimed "next-unclaimed" [";"] "next unclaimed change";
        WholeSpec "whole-spec" ["d"] "the whole spec at the chosen criterion, and back";
        ChooseSpec "specs" ["S"] "choose which spec to review";
        Export "export" ["e"] "write the review summary to a file";
        Sync "sync" ["X"] "exchange the record with the others";
        Reload "reload" ["R"] "read repository and record again";
        NextNew "next-new" ["*"] "next new thing of others: reply, note, verdict, outcome";
        RemoteBranch "remote-branch" ["ctrl-r"] "review the remote branch, or the local one again";
        Palette "commands" [":"] "find a command by typing";
        Help "help" ["?"] "keys";
        Back "back" ["esc"] "close, clear, or back to the review";
        Quit "quit" ["q"] "leave; everything is kept";
        QuitNow "quit-now" ["ctrl-c"] "leave at once; drafts are kept";
        Suspend "suspend" ["ctrl-z"] "suspend to the shell";
        Redraw "redraw" ["ctrl-l"] "redraw the screen";
    }
}

impl Action {
    /// Whether it is about the chosen criterion: the review's keys for it work in the whole spec
    /// too.
    pub fn is_on_criterion(self) -> bool {
        use Action as A;
        matches!(
            self,
            A::Met | A::NotMet | A::Partial | A::Waive | A::Unclear | A::VerdictMenu | A::NewNote
        )
    }

    /// Whether one of the review's keys works in the whole spec.
    fn works_in_spec(self) -> bool {
        use Action as A;
        let moves = matches!(
            self,
            A::NextCriterion | A::PrevCriterion | A::NextToReview | A::PrevToReview
        );
        moves || self.is_on_criterion()
    }
}

/// The keys in force: the table with the user's changes.
#[derive(Clone, Debug)]
pub struct Keymap {
    by_key: HashMap<(KeyContext, Key), Action>,
    by_action: HashMap<Action, Vec<Key>>,
    overlay_by_key: HashMap<(KeyContext, Key), OverlayAction>,
    overlay_by_action: HashMap<OverlayAction, Vec<Key>>,
}

impl Keymap {
    /// The table with some actions' keys replaced: action name → keys as people write them.
    ///
    /// Fails in words for the user when a name or a key is unknown, or two actions claim one key.
    pub fn with_changes(changes: &BTreeMap<String, Vec<String>>) -> Result<Self, String> {
        let changes: BTreeMap<&str, &Vec<String>> = changes
            .iter()
            .map(|(name, keys)| (name_now(name), keys))
            .collect();
        let known = |name: &str| {
            BINDINGS.iter().any(|binding| binding.name == name)
                || OVERLAY_BINDINGS.iter().any(|binding| binding.name == name)
        };
        if let Some(name) = changes.keys().find(|name| !known(name)) {
            return Err(format!(
                "[keys]: unknown action {name:?}; `snaglist keys` lists all actions"
            ));
        }
        let mut map = Self::empty();
        for binding in BINDINGS {
            for key in keys_of(binding, &changes)? {
                let other = map.by_key.insert((binding.context, key), binding.action);
                if let Some(other) = other.or_else(|| map.hidden_by(binding.context, key)) {
                    return Err(claimed_twice(key, other.binding().name, binding.name));
                }
                map.by_action.entry(binding.action).or_default().push(key);
            }
        }
        for binding in OVERLAY_BINDINGS {
            for key in keys_of(binding, &changes)? {
                if let Some(other) = map
                    .overlay_by_key
                    .insert((binding.context, key), binding.action)
                {
                    return Err(claimed_twice(key, other.binding().name, binding.name));
                }
                map.overlay_by_action
                    .entry(binding.action)
                    .or_default()
                    .push(key);
            }
        }
        Ok(map)
    }

    fn empty() -> Self {
        Self {
            by_key: HashMap::new(),
            by_action: HashMap::new(),
            overlay_by_key: HashMap::new(),
            overlay_by_action: HashMap::new(),
        }
    }

    /// The action that a key of this context would take it from, or lose it to: a screen's own keys
    /// come before those that mean something everywhere.
    fn hidden_by(&self, context: KeyContext, key: Key) -> Option<Action> {
        let claims = |(claimed, action): (&(KeyContext, Key), &Action)| {
            let meet =
                claimed.0 != context && [claimed.0, context].contains(&KeyContext::Everywhere);
            (claimed.1 == key && meet).then_some(*action)
        };
        self.by_key.iter().find_map(claims)
    }

    /// What a key asks for in a context.
    pub fn action(&self, context: KeyContext, key: Key) -> Option<Action> {
        let narrow = self.by_key.get(&(context, key));
        let lent = (context == KeyContext::Spec)
            .then(|| self.by_key.get(&(KeyContext::Review, key)))
            .flatten();
        let lent = lent.filter(|action| action.works_in_spec());
        narrow
            .or(lent)
            .or_else(|| self.by_key.get(&(KeyContext::Everywhere, key)))
            .copied()
    }

    /// Returns what a key does in what is open above the screen. Shift with a key that has no
    /// meaning with Shift counts as the key alone, as terminals report Shift for some keys and not
    /// for others.
    pub fn overlay_action(&self, context: KeyContext, key: Key) -> Option<OverlayAction> {
        let alone = Key {
            shift: false,
            ..key
        };
        self.overlay_by_key
            .get(&(context, key))
            .or_else(|| self.overlay_by_key.get(&(context, alone)))
            .copied()
    }

    /// Returns the keys of an action of what is open above the screen, the one to show first.
    pub fn overlay_keys(&self, action: OverlayAction) -> &[Key] {
        self.overlay_by_action
            .get(&action)
            .map_or(&[], Vec::as_slice)
    }

    /// The keys of an action, the one to show first; none when the user took them away.
    pub fn keys(&self, action: Action) -> &[Key] {
        self.by_action.get(&action).map_or(&[], Vec::as_slice)
    }
}

/// Names that actions had in earlier versions, and the names they have now: settings with them go
/// on to work.
const FORMER_NAMES: &[(&str, &str)] = &[
    ("next-not-evidenced", "next-uncovered"),
    ("put-right", "claim-fix"),
];

fn name_now(name: &str) -> &str {
    FORMER_NAMES
        .iter()
        .find(|(former, _)| *former == name)
        .map_or(name, |(_, now)| now)
}

/// Parses the keys of an action: the user's where the settings have some, else those of the table.
fn keys_of<A>(
    binding: &Binding<A>,
    changes: &BTreeMap<&str, &Vec<String>>,
) -> Result<Vec<Key>, String> {
    let written: Vec<&str> = match changes.get(binding.name) {
        Some(keys) => keys.iter().map(String::as_str).collect(),
        None => binding.keys.to_vec(),
    };
    let parse = |text: &str| {
        text.parse()
            .map_err(|error| format!("[keys] {}: {error}", binding.name))
    };
    written.into_iter().map(parse).collect()
}

fn claimed_twice(key: Key, one: &str, other: &str) -> String {
    format!("[keys] {key} is claimed by both {one} and {other}")
}

impl Default for Keymap {
    fn default() -> Self {
        // The table itself is free of conflicts; a test holds that.
        Self::with_changes(&BTreeMap::new()).unwrap_or_else(|_| Self::empty())
    }
}
