//! The program: hands over to the command line.
use snaglist::engagement::{Engagement, Wanted};
fn main() {
    let mut args = std::env::args().skip(1);
    let wanted = Wanted { dir: ".".into(), range: args.next(), data_dir: std::env::var_os("SNAGLIST_DATA_DIR").map(Into::into), ..Wanted::default() };
    let opened = match Engagement::open(&wanted) { Ok(o) => o, Err(e) => { eprintln!("{e}"); std::process::exit(1) } };
    if let Err(e) = snaglist::runtime::review(opened, wanted, snaglist::model::settings::Settings::default()) { eprintln!("{e:#}"); std::process::exit(1) }
}
