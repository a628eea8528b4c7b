//! What the reviewer asks of the world outside: the summary in a file, the shell, a new screen.

use snaglist::app::msg::Effect;

use super::review;

#[test]
fn the_summary_goes_to_a_file_that_is_asked_for() {
    let (_delivery, mut session) = review();
    session
        .press("e")
        .sees("write the summary to: review.md")
        .press("ctrl-u")
        .type_text("/tmp/a b.md")
        .press("enter");
    assert_eq!(
        session.outside.last(),
        Some(&Effect::Export {
            path: "/tmp/a b.md".to_owned(),
            agreed: false
        })
    );
    session
        .press("e")
        .sees("/tmp/a b.md")
        .press("esc")
        .misses("write the summary to");
    assert_eq!(session.outside.len(), 1);
}

#[test]
fn a_name_that_nobody_types_is_asked_about_before_the_summary_goes_there() {
    let (_delivery, mut session) = review();
    let long = "x".repeat(256);
    let odd = [
        ("-rf", "begins with -"),
        ("/tmp/-rf.md", "begins with -"),
        ("review.md ", "begins or ends with a space"),
        ("...", "has no letter"),
        ("/tmp/123", "has no letter"),
        ("/tmp/", "has no letter"),
        ("re\u{200b}view.md", "contains invisible characters"),
        (long.as_str(), "is longer than file systems allow"),
    ];
    for (name, why) in odd {
        session
            .press("e ctrl-u")
            .type_text(name)
            .press("enter")
            .sees(why)
            .sees("[y/N]");
        session.press("enter").sees("nothing was written");
        assert_eq!(session.outside, []);
    }
    session
        .press("e ctrl-u")
        .type_text("...")
        .press("enter")
        .press("y enter");
    assert_eq!(
        session.outside,
        [Effect::Export {
            path: "...".to_owned(),
            agreed: true
        }]
    );
    for name in ["a.md", "../отчёт.md", "/tmp/2026-review", &"x".repeat(255)] {
        session
            .press("e ctrl-u")
            .type_text(name)
            .press("enter")
            .misses("[y/N]");
        assert_eq!(
            session.outside.last(),
            Some(&Effect::Export {
                path: name.to_owned(),
                agreed: false
            })
        );
    }
}

#[test]
fn the_shell_and_the_screen_are_asked_for() {
    let (_delivery, mut session) = review();
    session.press("ctrl-z ctrl-l");
    assert_eq!(session.outside, [Effect::Suspend, Effect::Redraw]);
    session.press("q");
    assert_eq!(session.outside.last(), Some(&Effect::Quit));
    assert!(session.place.is_some(), "where one was is remembered");
}
