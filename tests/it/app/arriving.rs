//! What comes while the screen is open: commits in the clone, and reading it again.

use std::fs;

use snaglist::app::Screen;
use snaglist::app::msg::{Msg, RefsChange};

use super::engagement::Delivery;
use super::review;
use super::session::Session;

const CHANGED: &str = "branches or tags of the repository changed; R reads everything again";

#[test]
fn a_change_of_the_clone_is_said_and_nothing_is_read_unasked() {
    let (mut delivery, mut session) = review();
    delivery.deliver_again("README.md", "# Payments\n", "increment-4");
    let before = session.model.facts.engagement.increments.len();
    session.send(Msg::Refs(RefsChange::Changed)).sees(CHANGED);
    assert_eq!(session.model.facts.engagement.increments.len(), before);
    // Said once; the overview goes on to say it.
    session.press("j").misses(CHANGED);
    session.send(Msg::Refs(RefsChange::Changed)).misses(CHANGED);
    session
        .press("R")
        .sees("read again: 1 new increment, 1 commit");
    assert_eq!(session.model.facts.engagement.increments.len(), before + 1);
    session.press("R").sees("read again: nothing new");
}

#[test]
fn news_wait_for_their_place_in_the_message_line() {
    let (_delivery, mut session) = review();
    // A text box is open; what it says has the place.
    session.press("C").send(Msg::Refs(RefsChange::Changed));
    session
        .misses(CHANGED)
        .press("esc")
        .press("j")
        .sees(CHANGED);
    session.send(Msg::Failed("the disk is full".to_owned()));
    session.sees("the disk is full");
    session
        .send(Msg::Refs(RefsChange::Unwatched { most: 1_000 }))
        .sees("the disk is full")
        .press("j")
        .sees("changes in more than 1000 folders of branches and tags are not noticed");
}

#[test]
fn a_delivery_that_came_again_is_a_new_round() {
    let mut delivery = Delivery::of_a_branch(&[], &[("src/a.rs", "fn a() {}\n")]);
    let mut session = Session::open(&delivery.path(), &delivery.data());
    delivery.deliver_on_new_base(&[("b", "b\n")], &[("src/a.rs", "fn a() { b() }\n")]);
    session.press("R").sees("read again: 1 new round, 1 commit");
}

#[test]
fn the_cursor_folds_filters_and_drafts_stay_through_reading_again() {
    let (mut delivery, mut session) = review();
    session
        .go_to("▾ src/refund.rs")
        .press("z")
        .sees("▸ src/refund.rs");
    session.go_to("Nothing yet.").press("c").type_text("Half a");
    session.press("esc");
    let line = session.cursor_line();
    delivery.deliver_again("README.md", "# Payments\n", "increment-4");
    session.press("R").sees("▸ src/refund.rs");
    assert_eq!(session.cursor_line(), line);
    assert_eq!(session.drafts.len(), 1);
    session.press("ctrl-o enter").sees("Half a");
    // Notes of one label, on the screen of snags.
    session.press("esc s L enter");
    let filtered = session.model.screens.snags.label;
    session.press("R");
    assert!(session.on_screen(Screen::Snags));
    assert_eq!(session.model.screens.snags.label, filtered);
}

#[test]
fn the_part_of_an_increment_that_is_shown_stays_through_reading_again() {
    let (mut delivery, mut session) = review();
    session.press("tab b").sees("commit 1/2");
    delivery.deliver_again("README.md", "# Payments\n", "increment-4");
    session
        .press("R")
        .sees("commit 1/2")
        .press(">")
        .sees("commit 2/2");
    session.press("esc f").go_to("return Ok(refund);");
    assert!(session.model.screens.review.is_gathered());
    session.press("R");
    assert!(session.model.screens.review.is_gathered());
    session.sees("return Ok(refund);");
}

/// Fetches what the contractor pushed: the remote-tracking branch leads to the commit of `from`.
fn fetch(delivery: &Delivery, from: &str) {
    let folder = delivery.builder.git_dir().join("refs/remotes/origin");
    fs::create_dir_all(&folder).unwrap();
    let tip = delivery.builder.tip(from).unwrap();
    fs::write(folder.join("delivery"), format!("{tip}\n")).unwrap();
}

/// A branch with one commit, which has two more on the remote.
fn pushed() -> Delivery {
    let mut delivery = Delivery::of_one_commit();
    let repo = &mut delivery.builder;
    repo.branch("pushed").unwrap();
    for (path, text) in [("src/a.rs", "fn a() {}\n"), ("src/b.rs", "fn b() {}\n")] {
        repo.write(path, text).unwrap().commit("More").unwrap();
    }
    fetch(&delivery, "pushed");
    delivery
}

#[test]
fn a_remote_branch_that_moved_is_said_taken_in_and_given_back() {
    let delivery = pushed();
    let mut session = Session::open(&delivery.path(), &delivery.data());
    let ahead = "origin/delivery has 2 commits that are not reviewed here; Ctrl-R takes them in";
    session.sees(ahead).press("o").sees(ahead);
    let local = session.model.facts.engagement.head;
    session
        .press("ctrl-r")
        .sees("read again: 1 new round, 2 commits");
    assert_eq!(
        session.model.facts.engagement.head,
        delivery.builder.tip("pushed")
    );
    assert_eq!(
        delivery.builder.tip("delivery"),
        local,
        "the clone is as it was"
    );
    let taken = "origin/delivery is reviewed instead of the local branch delivery; Ctrl-R reviews the local branch again";
    session.sees(taken).press("j").sees(taken);
    // The choice holds at the next start.
    let mut session = session.again();
    assert_eq!(
        session.model.facts.engagement.head,
        delivery.builder.tip("pushed")
    );
    session.sees(taken).command("review the remote branch");
    assert_eq!(session.model.facts.engagement.head, local);
    let mut session = session.again();
    assert_eq!(session.model.facts.engagement.head, local);
    session.sees(ahead);
}

#[test]
fn a_rewritten_remote_branch_counts_both_sides() {
    let mut delivery = pushed();
    let repo = &mut delivery.builder;
    repo.checkout("delivery").unwrap();
    repo.write("c", "c\n").unwrap().commit("Here only").unwrap();
    let mut session = Session::open(&delivery.path(), &delivery.data());
    session.sees("origin/delivery was rewritten: 2 commits there, 1 here; Ctrl-R takes them in");
    session.press("ctrl-r").press("o").sees(
        "origin/delivery is reviewed instead of the local branch delivery, which has 1 commit of its own",
    );
}

#[test]
fn a_remote_branch_without_other_commits_is_not_mentioned() {
    let mut delivery = pushed();
    // The local branch has everything, and more.
    let tip = delivery.builder.tip("pushed").unwrap();
    delivery.builder.point("delivery", tip).unwrap();
    let mut session = Session::open(&delivery.path(), &delivery.data());
    session.misses("origin/delivery").press("o");
    session
        .press("ctrl-r")
        .sees("no remote branch has commits that are not reviewed here");
    delivery.builder.checkout("delivery").unwrap();
    delivery
        .builder
        .write("c", "c\n")
        .unwrap()
        .commit("One more")
        .unwrap();
    session.press("R").misses("origin/delivery");
    // Fetched while the screen is open.
    delivery.builder.branch("newer").unwrap();
    delivery
        .builder
        .write("d", "d\n")
        .unwrap()
        .commit("Pushed")
        .unwrap();
    fetch(&delivery, "newer");
    session
        .press("R")
        .sees("origin/delivery has 1 commit that is not reviewed here");
}

#[test]
fn a_choice_for_another_branch_or_a_branch_that_is_gone_does_not_count() {
    let mut delivery = pushed();
    let mut session = Session::open(&delivery.path(), &delivery.data());
    session.press("ctrl-r q");
    let git_dir = delivery.builder.git_dir().to_owned();
    fs::write(git_dir.join("HEAD"), "ref: refs/heads/main\n").unwrap();
    delivery.builder.checkout("main").unwrap();
    delivery
        .builder
        .write("m", "m\n")
        .unwrap()
        .commit("On main")
        .unwrap();
    let session = session.come_back();
    assert_eq!(
        session.model.facts.engagement.head,
        delivery.builder.tip("main")
    );
    fs::write(git_dir.join("HEAD"), "ref: refs/heads/delivery\n").unwrap();
    fs::remove_file(git_dir.join("refs/remotes/origin/delivery")).unwrap();
    let session = session.come_back();
    assert_eq!(
        session.model.facts.engagement.head,
        delivery.builder.tip("delivery")
    );
    let said = "origin/delivery was reviewed before and no longer exists; reviewing delivery";
    assert!(session.opened.remarks.contains(&said.to_owned()));
}
