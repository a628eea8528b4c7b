//! From a repository on the disk to the first frame with lines of the diff.

use divan::Bencher;
use snaglist::app::Model;
use snaglist::app::facts::engagement::Engagement as Shown;
use snaglist::app::input::keymap::Keymap;
use snaglist::app::msg::{Effect, Listing, Msg};
use snaglist::app::shell::update::update;
use snaglist::engagement::{Engagement, OpenRequest, UNASKED, diff_of};
use snaglist::git::builder::RepoBuilder;
use snaglist::model::time::Timestamp;
use tempfile::TempDir;

use crate::increment::{SIZE, SPEC, Screen};

/// A repository with two deliveries: one of that many files, and one of them again, changed.
fn delivered(files: u32) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let mut repo = RepoBuilder::init(dir.path()).unwrap();
    repo.write("SPEC.md", SPEC).unwrap();
    for round in 0..2 {
        for file in 0..files {
            let line = |number| {
                format!(
                    "    let charge_{number} = {};\n",
                    number % 7 * round + number
                )
            };
            let text: String = (0..200).map(line).collect();
            repo.write(
                &format!("src/module_{:03}/part_{file:05}.rs", file / 50),
                text,
            )
            .unwrap();
        }
        repo.commit(format!(
            "Deliver round {round}\n\nCriterion: AC-{}\n",
            round + 1
        ))
        .unwrap();
    }
    repo.finish().unwrap();
    dir
}

fn first_frame(wanted: &OpenRequest, screen: &mut Screen) {
    let opened = Engagement::open(wanted).unwrap();
    let shown = Shown::new(
        opened.name.clone(),
        opened.specs.clone(),
        opened.groups.clone(),
        opened.found.increments.clone(),
        opened.found.because.clone(),
        opened.remarks.clone(),
        opened.identity.writer.clone(),
    );
    let mut model = Model::new(shown, SIZE, Keymap::default(), 4, Timestamp(0));
    let mut effects = Vec::new();
    model.begin(&mut effects);
    while let Some(effect) = effects.pop() {
        let msg = match effect {
            Effect::List {
                request, increment, ..
            } => {
                let changes = opened
                    .repository
                    .changes(&opened.found.increments[increment.get()].range)
                    .unwrap();
                let listing = Listing {
                    files: changes.files,
                    cut: changes.cut,
                    ..Listing::default()
                };
                Msg::Listed {
                    request,
                    listing: Ok(listing),
                }
            }
            Effect::ReadFile {
                request,
                file,
                change,
                ..
            } if file.get() == 0 => {
                let diff = diff_of(&opened.repository, &change, UNASKED);
                Msg::FileRead {
                    request,
                    file,
                    diff: std::sync::Arc::new(diff),
                }
            }
            // Those after the first come when the first frame is there.
            _ => continue,
        };
        effects.extend(update(&mut model, Timestamp(0), msg));
    }
    screen.draw(&model);
}

#[divan::bench(args = [1, 100, 5_000])]
fn opening_to_the_first_lines(bencher: Bencher<'_, '_>, files: u32) {
    let dir = delivered(files);
    let data = tempfile::tempdir().unwrap();
    let wanted = OpenRequest {
        dir: dir.path().to_owned(),
        range: Some("HEAD~1..HEAD".to_owned()),
        data_dir: Some(data.path().to_owned()),
        ..OpenRequest::default()
    };
    let mut screen = Screen::new();
    bencher.bench_local(|| first_frame(&wanted, &mut screen));
}
