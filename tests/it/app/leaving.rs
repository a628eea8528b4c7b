//! Leaving at once, whatever is open.

use snaglist::app::msg::Effect;

use super::review;

#[test]
fn ctrl_c_leaves_from_everything_that_can_be_open() {
    // The diff's search and its line, the palette, help, menus with and without typing, the text
    // box.
    for open in ["tab /", "tab #", ":", "?", "v", "tab y", "C"] {
        let (_delivery, mut session) = review();
        session.press(open);
        assert!(session.model.overlay.is_some(), "{open} opens something");
        session.press("ctrl-c");
        assert!(session.outside.contains(&Effect::Quit), "{open}");
    }
}
