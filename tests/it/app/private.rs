//! Private notes: for their writer alone.

use std::fs;

use snaglist::app::input::geometry::TerminalSize;
use snaglist::engagement::summary::summarise;
use snaglist::export;

use super::engagement::Delivery;
use super::people::{ana, ben};
use super::review;
use super::session::Session;

const SECRET: &str = "Ask Mira before saying anything.";

fn texts_below(dir: &std::path::Path, texts: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(dir).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts_below(&path, texts);
        } else if let Ok(text) = fs::read_to_string(&path) {
            texts.push((path.display().to_string(), text));
        }
    }
}

#[test]
fn a_private_note_is_shown_and_counts_nowhere() {
    let (_delivery, mut session) = review();
    session
        .go_to("insert(amount, key)")
        .press("c")
        .sees("issue (blocking)");
    session
        .press("ctrl-p")
        .sees("issue (private)")
        .press("ctrl-b")
        .sees("a private note cannot block acceptance");
    session
        .type_text(SECRET)
        .press("ctrl-s")
        .sees("┃ issue (private) · AC-4 · Ana")
        .sees(SECRET);
    assert!(session.title().ends_with("0 snags"), "{}", session.title());
    session
        .press("P")
        .sees("a private note is visible to its writer only, so nobody else can mark it as fixed");
    session.press("s f *").sees("issue (private)");
    let mut session = session.again();
    session.press("s").press("f *").sees(SECRET);
}

#[test]
fn nothing_of_it_is_where_transports_look_or_in_the_summary() {
    let (delivery, mut session) = review();
    session
        .go_to("insert(amount, key)")
        .press("c ctrl-p")
        .type_text(SECRET)
        .press("ctrl-s");
    session
        .press("r")
        .type_text("Mira says yes.")
        .press("ctrl-s")
        .sees("Mira says yes.");
    session
        .press("E")
        .type_text(" Soon.")
        .press("ctrl-s")
        .sees("Soon.");
    let mut texts = Vec::new();
    texts_below(&delivery.data(), &mut texts);
    let with = |words: &str| -> Vec<&str> {
        texts
            .iter()
            .filter(|(_, text)| text.contains(words))
            .map(|(path, _)| path.as_str())
            .collect()
    };
    for words in ["Mira", "Soon"] {
        assert!(
            !with(words).is_empty() && with(words).iter().all(|path| path.contains("/private/")),
            "{words}"
        );
    }
    let summary = summarise(&mut session.opened).unwrap();
    for text in [
        export::markdown(&summary),
        export::json(&summary),
        export::text(&summary),
    ] {
        assert!(!text.contains("Mira"), "{text}");
    }
    assert_eq!(summary.record.retracted, 0, "not even that there is one");
    session
        .go_to("Mira says yes.")
        .press("D")
        .misses("Mira")
        .press("u")
        .press("j j j")
        .sees("Mira says yes.");
}

#[test]
fn nobody_else_sees_it() {
    let (delivery, mut session) = review();
    session
        .go_to("insert(amount, key)")
        .press("c ctrl-p")
        .type_text(SECRET)
        .press("ctrl-s");
    // Ben has the events of the same project, as a transport would have brought them.
    let other = Delivery::new();
    let from = session.opened.project.path().join("events");
    let to = other
        .data()
        .join("projects")
        .join(session.opened.project.id().as_str())
        .join("events");
    let mut texts = Vec::new();
    texts_below(&from, &mut texts);
    for (path, text) in texts {
        let path = to.join(std::path::Path::new(&path).strip_prefix(&from).unwrap());
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let size = TerminalSize {
        cols: 120,
        rows: 40,
    };
    let mut ben = Session::open_as(&delivery.path(), &other.data(), &ben(), size);
    ben.press("s f *").misses("Mira");
    let _ = ana();
}

#[test]
fn a_private_draft_stays_private() {
    let (_delivery, mut session) = review();
    session
        .go_to("insert(amount, key)")
        .press("c ctrl-p")
        .type_text("Half")
        .press("esc")
        .press("c");
    session
        .sees("issue (private)")
        .sees("Half")
        .press("ctrl-s")
        .sees("issue (private)");
}
