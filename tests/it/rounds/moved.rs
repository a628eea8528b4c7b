//! Files renamed on the base, in the delivery, in both, and in another round.

use super::{Scene, text, told};

fn changed(lines: &[(u32, &str)]) -> String {
    text(40, lines)
}

#[test]
fn renamed_on_the_base_only() {
    let (mut scene, base) = Scene::new(&[("a.py", &changed(&[]))]);
    scene.deliver("one");
    let head = scene.commit("Mine", &[("a.py", &changed(&[(9, "mine")]))]);
    scene.repo.checkout("main").unwrap();
    scene.repo.rename("a.py", "b.py");
    let onto = scene.commit("Move", &[("b.py", &changed(&[(30, "theirs")]))]);
    scene.deliver("two");
    let same = changed(&[(9, "mine"), (30, "theirs")]);
    let again = scene.commit("Mine", &[("b.py", &same)]);
    assert_eq!(
        told(&scene.compare((base, head), (onto, again))),
        Vec::<String>::new()
    );
    let more = changed(&[(9, "mine"), (20, "more"), (30, "theirs")]);
    let third = scene.commit("More", &[("b.py", &more)]);
    assert_eq!(
        told(&scene.compare((base, head), (onto, third))),
        ["b.py +1 -1"]
    );
}

#[test]
fn renamed_in_the_delivery_only() {
    let (mut scene, base) = Scene::new(&[("a.py", &changed(&[]))]);
    scene.deliver("one");
    scene.repo.rename("a.py", "b.py");
    let head = scene.commit("Move", &[("b.py", &changed(&[(9, "mine")]))]);
    scene.repo.checkout("main").unwrap();
    let onto = scene.commit("Theirs", &[("a.py", &changed(&[(30, "theirs")]))]);
    scene.deliver("two");
    scene.repo.rename("a.py", "b.py");
    let same = changed(&[(9, "mine"), (30, "theirs")]);
    let again = scene.commit("Move", &[("b.py", &same)]);
    assert_eq!(
        told(&scene.compare((base, head), (onto, again))),
        Vec::<String>::new()
    );
}

#[test]
fn renamed_in_both() {
    let (mut scene, base) = Scene::new(&[("a.py", &changed(&[]))]);
    scene.deliver("one");
    scene.repo.rename("a.py", "b.py");
    let head = scene.commit("Move", &[("b.py", &changed(&[(9, "mine")]))]);
    scene.repo.checkout("main").unwrap();
    scene.repo.rename("a.py", "lib/a.py");
    let onto = scene.commit("Theirs", &[("lib/a.py", &changed(&[(30, "theirs")]))]);
    scene.deliver("two");
    scene.repo.rename("lib/a.py", "b.py");
    let same = changed(&[(9, "mine"), (30, "theirs")]);
    let again = scene.commit("Move", &[("b.py", &same)]);
    assert_eq!(
        told(&scene.compare((base, head), (onto, again))),
        Vec::<String>::new()
    );
}

#[test]
fn renamed_otherwise_in_the_new_round() {
    let (mut scene, base) = Scene::new(&[("a.py", &changed(&[]))]);
    scene.deliver("one");
    scene.repo.rename("a.py", "b.py");
    let head = scene.commit("Move", &[("new.py", &text(20, &[]))]);
    scene.deliver("two");
    scene.repo.rename("a.py", "c.py");
    let again = scene.commit("Move", &[("newer.py", &text(20, &[(3, "better")]))]);
    let change = scene.compare((base, head), (base, again));
    assert_eq!(told(&change), ["c.py +0 -0", "newer.py +1 -1"]);
    let was: Vec<_> = change
        .files
        .iter()
        .map(|file| file.was.clone().unwrap())
        .collect();
    assert_eq!(was, [super::path("b.py"), super::path("new.py")]);
}

#[test]
fn a_rename_that_was_taken_back() {
    let (mut scene, base) = Scene::new(&[("a.py", &changed(&[]))]);
    scene.deliver("one");
    scene.repo.rename("a.py", "b.py");
    let head = scene.commit("Move", &[("b.py", &changed(&[(9, "mine")]))]);
    scene.deliver("two");
    let again = scene.commit("Stay", &[("a.py", &changed(&[(9, "mine")]))]);
    let change = scene.compare((base, head), (base, again));
    assert_eq!(told(&change), ["a.py +0 -0"]);
    assert_eq!(change.files[0].was, Some(super::path("b.py")));
}

#[test]
fn a_folder_that_nobody_touched_is_not_read() {
    let (mut scene, base) = Scene::new(&[
        ("far/a.py", &changed(&[])),
        ("far/away/b.py", &changed(&[])),
        ("near/c.py", &changed(&[])),
    ]);
    scene.deliver("one");
    let head = scene.commit(
        "Mine",
        &[("far/away/b.py", "mine\n"), ("near/c.py", "mine\n")],
    );
    let again = scene.commit("Again", &[("near/c.py", "mine, again\n")]);
    let repository = scene.open();
    let before = repository.folder_bytes_read();
    let pair = super::RoundPair::new(
        &repository,
        super::range((base, head)),
        super::range((base, again)),
    );
    let found = super::list(&repository, &pair.unwrap(), &|| false)
        .unwrap()
        .unwrap();
    assert_eq!(found.files.len(), 1);
    // Of three different commits, the top folder and near/; of far/, which both rounds changed
    // alike, nothing.
    let entry = "40000 near".len() + 1 + 20;
    let most = 3 * (2 * entry + entry) as u64;
    let read = repository.folder_bytes_read() - before;
    assert!(read <= most, "{read} bytes");
}
