//! Paths: two that differ never look the same.

use proptest::prelude::*;
use snaglist::model::text::RepoPath;
use snaglist::safe;

fn shown(path: &str) -> String {
    safe::path(&RepoPath::from(path)).into_string()
}

#[test]
fn blanks_at_an_end_tabs_and_line_breaks_are_seen() {
    for (path, as_) in [
        ("src/refund.rs", "src/refund.rs"),
        ("two  words.md", "two  words.md"),
        ("foo\n", "foo␊"),
        ("foo\r\n", "foo␍␊"),
        (" lead", "␠lead"),
        ("trail  ", "trail␠␠"),
        ("   ", "␠␠␠"),
        ("a\tb", "a␉b"),
        ("a\nb/c", "a␊b/c"),
        ("foo\u{a0}", "foo<U+00A0>"),
        ("foo\u{240a}", "foo<U+240A>"),
        ("caf\u{e9}.rs", "caf\u{e9}.rs"),
    ] {
        assert_eq!(shown(path), as_, "{path:?}");
    }
}

proptest! {
    #[test]
    fn paths_that_differ_in_blanks_are_told_apart(
        one in "[ab /\t\n\r\u{a0}\u{2420}\u{2409}]{0,6}",
        other in "[ab /\t\n\r\u{a0}\u{2420}\u{2409}]{0,6}",
    ) {
        prop_assert_eq!(one == other, shown(&one) == shown(&other));
    }
}
