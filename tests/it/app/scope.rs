//! Which specs are reviewed: all, a group's, one.

use snaglist::app::facts::engagement::Scope;
use snaglist::model::spec::SpecGroup;
use snaglist::model::text::RepoPath;

use super::desk::{Desk, read};
use super::engagement::Delivery;
use super::session::Session;

fn criteria(name: &str, count: usize) -> String {
    let items = (1..=count).map(|number| format!("- [ ] {name}-{number}: The {name} {number}\n"));
    format!(
        "# {name}\n\n## Acceptance criteria\n\n{}",
        items.collect::<String>()
    )
}

fn desk() -> Desk {
    let specs = vec![
        read("pay/spec.md", &criteria("PAY", 3)),
        read(
            "pay/tasks.md",
            "# Tasks\n\n- [x] T001 One\n- [ ] T002 Two\n",
        ),
        read("docs/SPEC.md", &criteria("DOC", 2)),
        read("old/archive/x/spec.md", &criteria("OLD", 2)),
        read("old/archive/x/sub/more.md", &criteria("MORE", 2)),
    ];
    let group = |path: &str, what, specs| SpecGroup {
        path: RepoPath::new(path),
        what,
        specs,
    };
    let groups = vec![
        group("pay", "feature", 0..2),
        group("old/archive/x", "archived change", 3..5),
    ];
    Desk::new(specs, groups)
}

#[test]
fn with_several_specs_it_asks_which_and_says_what_each_holds() {
    let mut desk = desk();
    let screen = desk.screen();
    let line = |wanted: &str| {
        screen
            .lines()
            .find(|line| line.contains(wanted))
            .unwrap()
            .to_owned()
    };
    assert!(line("all 5 specs together").contains("2 tasks"), "{screen}");
    assert!(
        line(" pay/ ").contains("feature") && line(" pay/ ").contains("2 tasks"),
        "{screen}"
    );
    assert!(line("   spec.md").contains("markdown"), "{screen}");
    let order = [
        " pay/ ",
        "   tasks.md",
        " docs/SPEC.md",
        " old/archive/x/ ",
        "   sub/more.md",
    ];
    let places = order.map(|wanted| {
        screen
            .lines()
            .position(|line| line.contains(wanted))
            .unwrap()
    });
    assert!(places.is_sorted(), "{screen}");
    // A group is one review, with a section for each of its files that holds criteria.
    desk.press("down enter")
        .sees("│ ○ PAY-2")
        .misses("DOC-1")
        .sees("· pay/ ")
        .sees("0/3 met");
    assert_eq!(desk.model.facts.scope, Scope::Group(0));
    desk.press("S down down down down enter")
        .sees("sub/more.md ──")
        .sees("│▸○ OLD-1")
        .sees("· old/archive/x/ ");
    desk.misses("archive/x/sub").sees("0/4 met");
}

#[test]
fn one_file_can_be_reviewed_alone() {
    let mut desk = desk();
    desk.press("4")
        .sees("· docs/SPEC.md")
        .sees("▸○ DOC-1")
        .misses("PAY-1")
        .sees("0/2 met");
    desk.press("o").sees("DOC-2").misses("PAY-1").press("S");
    let judged = desk.screen();
    assert!(
        !judged.contains("judged"),
        "a column that is empty throughout is left out:\n{judged}"
    );
    desk.press("0")
        .sees("5 specs")
        .sees("0/9 met")
        .press("o")
        .sees("pay/spec.md ───")
        .sees("docs/SPEC.md ───");
}

#[test]
fn typing_narrows_a_long_list() {
    let specs = (10..40)
        .map(|number| read(&format!("specs/{number}/spec.md"), &criteria("A", 1)))
        .collect();
    let group = |index: usize| SpecGroup {
        path: RepoPath::new(format!("specs/{}", index * 10 + 10)),
        what: "feature",
        specs: index * 10..index * 10 + 10,
    };
    let mut desk = Desk::new(specs, (0..3).map(group).collect());
    desk.sees("34 of 34, type to narrow")
        .press("3 3")
        .sees("1 of 34")
        .sees("specs/33/spec.md")
        .press("enter");
    assert_eq!(desk.model.facts.scope, Scope::File(23));
}

#[test]
fn what_is_reviewed_is_remembered_by_its_path() {
    let desk = desk();
    for scope in [Scope::All, Scope::Group(1), Scope::File(2), Scope::File(4)] {
        let mut before = self::desk();
        before.model.take_choice(
            snaglist::app::overlays::menu::Choice::Spec(scope),
            &mut Vec::new(),
        );
        let place = before.model.resume();
        let mut model = desk.model.clone();
        model.come_back(&place, &mut Vec::new());
        assert_eq!(model.facts.scope, scope);
        // The path is gone: everything is reviewed again.
        model.facts.engagement.specs.truncate(2);
        model.facts.engagement.groups.truncate(1);
        model.come_back(&place, &mut Vec::new());
        assert_eq!(model.facts.scope, Scope::All);
    }
}

#[test]
fn one_group_of_everything_is_not_asked_for() {
    let specs = vec![
        read("pay/spec.md", &criteria("PAY", 3)),
        read("pay/more.md", &criteria("MORE", 1)),
    ];
    let group = SpecGroup {
        path: RepoPath::new("pay"),
        what: "feature",
        specs: 0..2,
    };
    let desk = Desk::new(specs, vec![group]);
    assert!(desk.model.overlay.is_none());
}

#[test]
fn snags_of_what_is_not_reviewed_are_not_counted() {
    let mut delivery = Delivery::new();
    let reports = "# Reports\n\n## Acceptance criteria\n\n- [ ] R-1: A report is made daily.\n";
    delivery.deliver_again("docs/spec.md", reports, "increment-4");
    let mut session = Session::open(&delivery.path(), &delivery.data());
    session
        .press("1 enter x c")
        .type_text("About the first spec")
        .press("ctrl-s");
    session
        .press("C")
        .type_text("About all of it")
        .press("ctrl-s");
    assert!(
        session.title().ends_with("0/7 met · 3 snags"),
        "{}",
        session.title()
    );
    session
        .press("S 2 s")
        .sees("About all of it")
        .misses("About the first spec")
        .misses("AC-1");
    assert!(
        session.title().ends_with("0/1 met · 1 snag"),
        "{}",
        session.title()
    );
    session
        .press("S 0")
        .sees("About the first spec")
        .sees("AC-1");
    assert!(
        session.title().ends_with("0/8 met · 3 snags"),
        "{}",
        session.title()
    );
}

#[test]
fn sections_show_their_two_innermost_levels() {
    let text = "\
# Spec

## Acceptance criteria

### Payments

#### Cards

##### Refunds

- [ ] AC-1: One

##### Charges

- [ ] AC-2: Two

#### Banks

- [ ] AC-3: Three
";
    let mut desk = Desk::new(vec![read("SPEC.md", text)], Vec::new());
    desk.sees("│ Cards › Refunds")
        .sees("│ Cards › Charges")
        .sees("│ Banks")
        .misses("Payments");
}
