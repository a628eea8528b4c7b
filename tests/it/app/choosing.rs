//! Choosing among files that may be the spec.

use snaglist::app::choosing::{ChoiceStep, Choosing};
use snaglist::app::input::geometry::TerminalSize;
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
    let size = TerminalSize { cols: 80, rows: 24 };
    Choosing::new(
        Untrusted::from("shop"),
        files.iter().map(file).collect(),
        size,
    )
    .unwrap()
}

fn plain(code: KeyCode) -> Key {
    Key {
        code,
        ctrl: false,
        alt: false,
        shift: false,
    }
}

#[test]
fn a_digit_takes_its_file_and_no_other() {
    let mut offered = choosing(&["plan.md", "scope.md"]);
    assert_eq!(
        offered.take(plain(KeyCode::Char('2'))),
        ChoiceStep::File(RepoPath::from("scope.md"))
    );
    for without in ['0', '3', '9'] {
        assert_eq!(
            offered.take(plain(KeyCode::Char(without))),
            ChoiceStep::Open
        );
    }
}

#[test]
fn the_cursor_stays_on_a_file_and_enter_takes_it() {
    let mut offered = choosing(&["plan.md", "scope.md"]);
    for key in ['j', 'j', 'j'] {
        assert_eq!(offered.take(plain(KeyCode::Char(key))), ChoiceStep::Open);
    }
    assert_eq!(
        offered.take(plain(KeyCode::Enter)),
        ChoiceStep::File(RepoPath::from("scope.md"))
    );
    for _ in 0..3 {
        offered.take(plain(KeyCode::Up));
    }
    assert_eq!(
        offered.take(plain(KeyCode::Enter)),
        ChoiceStep::File(RepoPath::from("plan.md"))
    );
}

#[test]
fn every_way_out_leaves_without_a_choice() {
    let ctrl_c = Key {
        ctrl: true,
        ..plain(KeyCode::Char('c'))
    };
    for key in [plain(KeyCode::Esc), plain(KeyCode::Char('q')), ctrl_c] {
        assert_eq!(choosing(&["plan.md"]).take(key), ChoiceStep::Left);
    }
    assert_eq!(
        choosing(&["plan.md"]).take(plain(KeyCode::Char('c'))),
        ChoiceStep::Open
    );
}
