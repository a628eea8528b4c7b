//! JSON that a terminal shows as it is.

use snaglist::safe;

#[test]
fn what_acts_or_hides_is_escaped_and_means_the_same() {
    for c in [
        '\u{600}',
        '\u{6dd}',
        '\u{70f}',
        '\u{110bd}',
        '\u{202e}',
        '\u{200b}',
        '\u{9b}',
        '\u{7f}',
        '\u{2028}',
        '\u{e0041}',
    ] {
        let json = serde_json::to_string(&format!("a{c}1")).unwrap();
        let escaped = safe::json(&json);
        assert!(!escaped.contains(c), "{escaped}");
        assert_eq!(
            serde_json::from_str::<String>(&escaped).unwrap(),
            format!("a{c}1")
        );
    }
    for plain in ["é", "e\u{301}", "नमस्ते", "日本語", "Ünïcode ✓"] {
        assert_eq!(safe::json(plain), plain);
    }
}
