//! The demo's engagement, as somebody meets it who has never seen the program.

use snaglist::demo;
use snaglist::record::DataDir;
use tempfile::TempDir;

use super::session::{Session, ana};
use snaglist::app::geometry::Size;

fn open() -> (TempDir, Session) {
    let root = tempfile::tempdir().unwrap();
    let (dir, data) = (root.path().join("payments-api"), root.path().join("record"));
    demo::build(&dir, &DataDir::from(Some(data.clone())).unwrap()).unwrap();
    let session = Session::open_as(&dir, &data, &ana(), Size { cols: 120, rows: 40 });
    (root, session)
}

#[test]
fn look() {
    let (_root, mut session) = open();
    session.clock = 1_780_000_000_000;
    println!("{}", session.screen());
    session.press("enter");
    println!("{}", session.screen());
    session.press("n n n");
    println!("{}", session.screen());
    session.press("s");
    println!("{}", session.screen());
    session.press("enter");
    println!("{}", session.screen());
}
