//! Choosing among files that may be the spec.

use snaglist::app::choosing::{Choosing, Chosen};
use snaglist::app::input::geometry::Size;
use snaglist::app::input::key::{Key, KeyCode};
use snaglist::model::spec::{Dialect, LikelySpec};
use snaglist::model::text::{RepoPath, Untrusted};

fn choosing(files: &[&str]) -> Choosing {
    let file = |path: &&str| LikelySpec {
        path: RepoPath::from(*path),
        dialect: Dialect::Markdown,
        criteria: 1,
        first: Untrusted::from("It refunds"),
    };
    let size = Size { cols: 80, rows: 24 };
    Choosing::new(Untrusted::from("shop"), files.iter().map(file).collect(), size).unwrap()
}

fn plain(code: KeyCode) -> Key {
    Key { code, ctrl: false, alt: false, shift: false }
}

#[test]
fn a_digit_takes_its_file_and_no_other() {
    let mut offered = choosing(&["plan.md", "scope.md"]);
    assert_eq!(offered.take(plain(KeyCode::Char('2'))), Chosen::File(RepoPath::from("scope.md")));
    for without in ['0', '3', '9'] {
        assert_eq!(offered.take(plain(KeyCode::Char(without))), Chosen::Open);
    }
}

#[test]
fn the_cursor_stays_on_a_file_and_enter_takes_it() {
    let mut offered = choosing(&["plan.md", "scope.md"]);
    for key in ['j', 'j', 'j'] {
        assert_eq!(offered.take(plain(KeyCode::Char(key))), Chosen::Open);
    }
    assert_eq!(offered.take(plain(KeyCode::Enter)), Chosen::File(RepoPath::from("scope.md")));
    for _ in 0..3 {
        offered.take(plain(KeyCode::Up));
    }
    assert_eq!(offered.take(plain(KeyCode::Enter)), Chosen::File(RepoPath::from("plan.md")));
}

#[test]
fn every_way_out_leaves_without_a_choice() {
    let ctrl_c = Key { ctrl: true, ..plain(KeyCode::Char('c')) };
    for key in [plain(KeyCode::Esc), plain(KeyCode::Char('q')), ctrl_c] {
        assert_eq!(choosing(&["plan.md"]).take(key), Chosen::Left);
    }
    assert_eq!(choosing(&["plan.md"]).take(plain(KeyCode::Char('c'))), Chosen::Open);
}
