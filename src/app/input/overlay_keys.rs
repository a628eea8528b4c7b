//! The table of keys for what opens above a screen: menus, lines being typed, the text box.
//!
//! Only these keys count while such a thing is open; a character that types something is text
//! before it is a key.

use crate::app::input::binding::{Binding, KeyContext};

macro_rules! overlay_actions {
    ($($context:ident { $($action:ident $name:literal [$($key:literal)*] $help:literal;)* })*) => {
        /// What a key does in a menu, in a line being typed or in the text box.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum OverlayAction {
            $($(#[doc = $help] $action,)*)*
        }

        /// Every action of this kind, in the order in which help lists them.
        pub const OVERLAY_BINDINGS: &[Binding<OverlayAction>] = &[
            $($(*OverlayAction::$action.binding(),)*)*
        ];

        impl OverlayAction {
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

overlay_actions! {
    TextBox {
        Post "post" ["ctrl-s"] "post what is written";
        CloseBox "close-box" ["esc"] "close; the text stays as a draft";
        NextLabel "next-label" ["tab"] "next label";
        PrevLabel "previous-label" ["shift-tab"] "previous label";
        Blocking "blocking" ["ctrl-b"] "blocking or not";
        Private "private" ["ctrl-p"] "private: for you alone, never leaves this machine";
        Editor "editor" ["ctrl-e"] "continue in $EDITOR";
        NewLine "new-line" ["enter"] "new line";
        TextLeft "text-left" ["left"] "one character left";
        TextRight "text-right" ["right"] "one character right";
        TextUp "text-up" ["up"] "one row up";
        TextDown "text-down" ["down"] "one row down";
        WordLeft "word-left" ["ctrl-left" "alt-left" "alt-b"] "one word left";
        WordRight "word-right" ["ctrl-right" "alt-right" "alt-f"] "one word right";
        LineStart "line-start" ["home" "ctrl-a"] "to the start of the line";
        LineEnd "line-end" ["end"] "to the end of the line";
        TextStart "text-start" ["ctrl-home"] "to the start of the text";
        TextEnd "text-end" ["ctrl-end"] "to the end of the text";
        TextPageUp "text-page-up" ["pgup"] "one page up";
        TextPageDown "text-page-down" ["pgdn"] "one page down";
        EraseBefore "erase-before" ["backspace"] "delete the character before the cursor";
        EraseAfter "erase-after" ["del"] "delete the character after the cursor";
        EraseWordBefore "erase-word-before" ["ctrl-w" "ctrl-backspace" "alt-backspace"] "delete the word before the cursor";
        EraseWordAfter "erase-word-after" ["alt-d" "ctrl-del" "alt-del"] "delete the word after the cursor";
        EraseToStart "erase-to-start" ["ctrl-u"] "delete to the start of the line";
        EraseToEnd "erase-to-end" ["ctrl-k"] "delete to the end of the line";
        UndoTyping "undo-typing" ["ctrl-z"] "undo";
        RedoTyping "redo-typing" ["ctrl-y"] "redo";
    }
    Menu {
        Take "take" ["enter"] "take the choice, or run the command";
        CloseMenu "close-menu" ["esc" "q"] "close without a choice";
        MenuDown "menu-down" ["down" "tab" "j"] "next choice";
        MenuUp "menu-up" ["up" "shift-tab" "k"] "previous choice";
        MenuPageDown "menu-page-down" ["pgdn"] "ten choices down";
        MenuPageUp "menu-page-up" ["pgup"] "ten choices up";
        MenuTop "menu-top" ["home"] "first choice";
        MenuBottom "menu-bottom" ["end"] "last choice";
        SwitchOrder "switch-order" ["ctrl-o"] "of increments: newest first, or most urgent first";
        Widen "widen" ["backspace"] "take back a character that narrows the choices";
    }
    Prompt {
        AcceptLine "accept-line" ["enter"] "done: go, search, write";
        CancelLine "cancel-line" ["esc"] "close";
        EraseTyped "erase-typed" ["backspace"] "delete the last character; in an empty line, close";
        EraseLine "erase-line" ["ctrl-u"] "delete the line";
        EarlierSearch "earlier-search" ["up"] "earlier search; in the files, one up";
        LaterSearch "later-search" ["down"] "later search; in the files, one down";
        SearchArea "search-area" ["tab"] "search the diff, or the names of files";
    }
}
