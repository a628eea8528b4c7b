//! Where the cursor may stand in a text that is written.

use snaglist::safe::grapheme::{cells, graphemes, is_border, next_border, previous_border};

#[test]
fn the_cursor_stops_between_clusters_only() {
    for text in [
        "",
        "ab",
        "e\u{301}a",
        "a\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}b",
        "\u{1f1e9}\u{1f1ea}\u{1f1eb}\u{1f1f7}",
        "\r\nx\r\n",
        "\u{0928}\u{093f}\u{0928}",
    ] {
        let mut borders: Vec<usize> = graphemes(text).map(|(at, _)| at).collect();
        borders.push(text.len());
        for at in 0..=text.len() + 1 {
            assert_eq!(is_border(text, at), borders.contains(&at), "{text:?} {at}");
        }
        for two in borders.windows(2) {
            assert_eq!(next_border(text, two[0]), two[1], "{text:?}");
            assert_eq!(previous_border(text, two[1]), two[0], "{text:?}");
        }
        assert_eq!(next_border(text, text.len()), text.len());
        assert_eq!(previous_border(text, 0), 0);
    }
    assert_eq!(cells("ab"), 2);
    assert_eq!(cells("e\u{301}\u{6f22}"), 3);
}
