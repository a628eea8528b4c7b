//! Reading a spec: opening it whole, moving in it, and the criteria beside the diff.

use divan::Bencher;
use snaglist::app::Model;
use snaglist::app::msg::Msg;
use snaglist::model::index::CriterionIndex;

use crate::increment::{Screen, opened_on, press, say};

const CRITERIA: [u32; 2] = [12, 100_000];

/// The review screen on a spec of that many criteria.
fn read(criteria: u32) -> Model {
    let item = |number| format!("- [ ] AC-{number}: A **charge** is {number}\n");
    let items: String = (1..=criteria).map(item).collect();
    let mut model = opened_on(&format!("# Refunds\n\n## Acceptance criteria\n\n{items}"));
    say(&mut model, Msg::FocusLost);
    model
}

#[divan::bench(args = CRITERIA)]
fn frame_of_the_review(bencher: Bencher<'_, '_>, criteria: u32) {
    let model = read(criteria);
    let mut screen = Screen::new();
    bencher.bench_local(|| screen.draw(&model));
}

#[divan::bench(args = CRITERIA)]
fn first_opening_to_the_frame(bencher: Bencher<'_, '_>, criteria: u32) {
    let model = read(criteria);
    let mut screen = Screen::new();
    bencher
        .with_inputs(|| model.clone())
        .bench_local_refs(|model| {
            press(model, "d");
            screen.draw(model);
        });
}

fn in_the_middle(criteria: u32) -> Model {
    let mut model = read(criteria);
    model.choose(CriterionIndex::new(criteria as usize / 2));
    press(&mut model, "d");
    model
}

#[divan::bench(args = CRITERIA)]
fn frame_of_the_whole_spec(bencher: Bencher<'_, '_>, criteria: u32) {
    let model = in_the_middle(criteria);
    let mut screen = Screen::new();
    bencher.bench_local(|| screen.draw(&model));
}

fn keys(bencher: Bencher<'_, '_>, criteria: u32, keys: [&str; 2]) {
    let mut model = in_the_middle(criteria);
    bencher.bench_local(|| keys.iter().for_each(|key| press(&mut model, key)));
}

#[divan::bench(args = CRITERIA)]
fn two_steps_in_the_whole_spec(bencher: Bencher<'_, '_>, criteria: u32) {
    keys(bencher, criteria, ["]", "["]);
}

#[divan::bench(args = CRITERIA)]
fn two_pages_of_the_whole_spec(bencher: Bencher<'_, '_>, criteria: u32) {
    keys(bencher, criteria, ["pgdn", "pgup"]);
}

#[divan::bench(args = CRITERIA)]
fn two_criteria_beside_the_diff(bencher: Bencher<'_, '_>, criteria: u32) {
    let mut model = read(criteria);
    bencher.bench_local(|| ["J", "K"].iter().for_each(|key| press(&mut model, key)));
}
