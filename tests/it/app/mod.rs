//! The reviewer driven in process: keys in, screens out.

pub mod engagement;
mod keymap;
pub mod session;
mod viewport;

use engagement::Delivery;
use session::Session;

#[test]
fn look() {
    let delivery = Delivery::new();
    let mut session = Session::open(&delivery.path(), &delivery.data());
    println!("{}", session.screen());
    session.press("> enter");
    println!("{}", session.screen());
    session.press("tab ]");
    println!("{}", session.screen());
    session.press("c").type_text("hello");
    println!("{}", session.screen());
    session.press("ctrl-s");
    println!("{}", session.screen());
    session.resize(80, 24);
    println!("{}", session.screen());
    session.press("?");
    println!("{}", session.screen());
}
