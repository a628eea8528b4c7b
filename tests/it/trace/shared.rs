//! What a command reads of all increments together, and what an increment measures by itself.

use snaglist::engagement::{Allowance, Deliveries, Later, measure, trace, trace_within};
use snaglist::git::Repository;
use snaglist::git::builder::RepoBuilder;
use snaglist::git::increments::{FoundIncrements, IncrementSearch, discover};
use snaglist::model::id::ObjectId;
use snaglist::model::increment::{CommitRange, Increment};
use snaglist::model::names::{Round, RoundMention};
use snaglist::model::text::RepoPath;
use snaglist::spec::read;
use snaglist::trace::{IncrementTrace, Why};

use super::spec;

/// Two tags with three files each.
fn two() -> (tempfile::TempDir, Repository, FoundIncrements) {
    let dir = tempfile::tempdir().unwrap();
    let mut builder = RepoBuilder::init(dir.path()).unwrap();
    builder
        .write("SPEC.md", "- [ ] AC-1: it works\n")
        .unwrap()
        .commit("start")
        .unwrap();
    builder.tag("v0").unwrap();
    for tag in ["v1", "v2"] {
        for file in ["a", "b", "c"] {
            builder
                .write(
                    &format!("{tag}/{file}.rs"),
                    format!("// {tag}\u{202e}\n{file}();\n"),
                )
                .unwrap();
        }
        builder.commit("Deliver").unwrap();
        builder.tag(tag).unwrap();
    }
    builder.finish().unwrap();
    let repository = Repository::discover(dir.path()).unwrap();
    let found = discover(&repository, &IncrementSearch::default()).unwrap();
    (dir, repository, found)
}

#[test]
fn increments_that_are_read_one_after_the_other_share_what_may_be_read() {
    let (_dir, repository, found) = two();
    let [.., older, newer] = &found.increments[..] else {
        panic!("{found:?}")
    };
    for (files, unread) in [(6, 0), (5, 1), (3, 3)] {
        let mut allowance = Allowance::default();
        allowance.files = files;
        assert_eq!(
            measure(&repository, newer, &mut allowance)
                .unwrap()
                .unread(),
            0,
            "{files}"
        );
        let measured = measure(&repository, older, &mut allowance).unwrap();
        assert_eq!(
            (measured.files.len(), measured.unread()),
            (3, unread),
            "{files}"
        );
    }
}

/// Reads an increment with criteria in `SPEC.md`.
fn traced(
    repository: &Repository,
    increment: &Increment,
    allowance: &mut Allowance,
) -> IncrementTrace {
    let specs = [spec("SPEC.md", &["AC-1", "AC-2"])];
    let known = (None, &Later::default());
    trace_within(repository, increment, &specs, known, (allowance, &|| false))
        .unwrap()
        .unwrap()
}

fn says(found: &IncrementTrace, why: Why) -> bool {
    found.left_out.iter().any(|left| left.why == why)
}

#[test]
fn files_after_too_many_hunks_are_said_not_to_be_read() {
    let (_dir, repository, found) = two();
    let newest = found.increments.last().unwrap();
    for (hunks, unread) in [(3, 0), (2, 1)] {
        let mut allowance = Allowance::default();
        allowance.hunks = hunks;
        assert_eq!(
            traced(&repository, newest, &mut allowance).unread(),
            unread,
            "{hunks}"
        );
    }
}

#[test]
fn lines_are_counted_however_many_hunks_they_are_in() {
    let (_dir, repository, found) = two();
    let newest = found.increments.last().unwrap();
    let mut allowance = Allowance::of_counting();
    allowance.hunks = 1;
    let measured = measure(&repository, newest, &mut allowance).unwrap();
    assert_eq!((measured.unread(), measured.lines()), (0, (6, 0)));
}

#[test]
fn counting_lines_has_room_for_more_than_reading_does() {
    assert!(Allowance::of_counting().files > Allowance::default().files);
}

#[test]
fn words_that_hunks_share_with_criteria_are_looked_up_within_one_room_and_the_rest_is_said() {
    let (_dir, repository, found) = two();
    let [.., older, newer] = &found.increments[..] else {
        panic!("{found:?}")
    };
    let mut all = Allowance::default();
    let whole = all.words;
    traced(&repository, newer, &mut all);
    let taken = whole.kept - all.words.kept;
    assert!(taken > 0);
    for (kept, is_cut) in [(2 * taken, false), (2 * taken - 1, true)] {
        let mut allowance = Allowance::default();
        allowance.words.kept = kept;
        assert!(
            !says(
                &traced(&repository, newer, &mut allowance),
                Why::WordsUnknown
            ),
            "{kept}"
        );
        let found = traced(&repository, older, &mut allowance);
        assert_eq!(says(&found, Why::WordsUnknown), is_cut, "{kept}");
        assert_eq!(found.unread(), 0);
    }
}

#[test]
fn words_that_cost_too_much_to_look_up_are_said() {
    let (_dir, repository, found) = two();
    let newest = found.increments.last().unwrap();
    for (steps, is_cut) in [(1, false), (0, true)] {
        let mut allowance = Allowance::default();
        allowance.words.steps = steps;
        assert_eq!(
            says(
                &traced(&repository, newest, &mut allowance),
                Why::WordsUnknown
            ),
            is_cut,
            "{steps}"
        );
    }
}

#[test]
fn what_may_be_a_copy_of_a_spec_and_is_not_read_declares_nothing_and_that_is_said() {
    let dir = tempfile::tempdir().unwrap();
    let mut builder = RepoBuilder::init(dir.path()).unwrap();
    builder
        .write("SPEC.md", "- [ ] AC-1: it works\n")
        .unwrap()
        .commit("start")
        .unwrap();
    builder.tag("v0").unwrap();
    for file in ["a", "b"] {
        builder
            .write(
                &format!("settings/{file}.toml"),
                "# AC-1: how long to wait\nwait = 3\n",
            )
            .unwrap();
    }
    builder.commit("Deliver").unwrap();
    builder.tag("v1").unwrap();
    builder.finish().unwrap();
    let repository = Repository::discover(dir.path()).unwrap();
    let found = discover(&repository, &IncrementSearch::default()).unwrap();
    let newest = found.increments.last().unwrap();
    // The budget ends after the text that goes beyond it.
    for (bytes, links) in [(1 << 20, 2), (1, 1), (0, 0)] {
        let mut allowance = Allowance::default();
        allowance.specs = bytes;
        let found = traced(&repository, newest, &mut allowance);
        assert_eq!((found.links.len(), found.unread()), (links, 0), "{bytes}");
        assert_eq!(says(&found, Why::TooMany), links < 2, "{bytes}");
    }
}

#[test]
fn what_is_measured_is_what_reading_everything_counts() {
    let (_dir, repository, found) = two();
    for increment in &found.increments {
        let all = trace(
            &repository,
            increment,
            &[],
            (None, &Later::default()),
            &|| false,
        )
        .unwrap()
        .unwrap();
        let measured = measure(&repository, increment, &mut Allowance::default()).unwrap();
        assert_eq!(
            (
                measured.lines(),
                measured.unread(),
                measured.outside,
                measured.unpaired,
                measured.more_commits
            ),
            (
                all.lines(),
                all.unread(),
                all.outside,
                all.unpaired,
                all.more_commits
            )
        );
        assert_eq!(
            (&measured.hidden, &measured.commits),
            (&all.hidden, &all.commits)
        );
        let paths = |files: &[snaglist::trace::FileStat]| {
            files
                .iter()
                .map(|file| file.path.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(paths(&measured.files), paths(&all.files));
    }
}

#[test]
fn the_work_of_a_repository_counts_walks_contents_and_looks_in_vain() {
    let (_dir, repository, found) = two();
    let mut before = repository.work();
    let mut grew = || {
        let now = repository.work();
        std::mem::replace(&mut before, now) < now
    };
    let range = found.increments[1].range;
    repository.own_commits(&range).unwrap();
    assert!(grew(), "a walk");
    // What is known already is walked all the same.
    repository.own_commits(&range).unwrap();
    assert!(grew(), "the same walk");
    repository.changes(&range).unwrap();
    assert!(grew(), "folders");
    let missing = "0123456789abcdef0123456789abcdef01234567".parse().unwrap();
    assert!(repository.tree_of(missing).is_err());
    assert!(grew(), "an object that is nowhere");
    assert!(!grew());
}

#[test]
fn ranges_of_a_record_that_this_clone_does_not_have_are_looked_for_within_a_bound() {
    let (_dir, repository, found) = two();
    let written = |count: u32| -> Vec<RoundMention> {
        let missing = |number: u32| {
            let mut id = [7; 20];
            id[..4].copy_from_slice(&number.to_be_bytes());
            ObjectId::from_bytes(&id).unwrap()
        };
        let round = |number| Round {
            increment: format!("inc-{number}").parse().unwrap(),
            range: CommitRange {
                base: Some(missing(number)),
                head: missing(count + number),
            },
        };
        (0..count)
            .map(|number| RoundMention {
                round: round(number),
                by_reviewer: true,
            })
            .collect()
    };
    // Each looks for one object in vain, which counts as 16 KiB of 256 MiB.
    let said = |count| {
        let mut increments = found.increments.clone();
        Deliveries::default().recognise(&repository, &mut increments, &written(count))
    };
    assert_eq!(said(16_000), None);
    let said = said(17_000).unwrap_or_default();
    assert!(
        said.contains("of them goes by the name of its increment"),
        "{said}"
    );
}

#[test]
fn boxes_that_commits_tick_are_read_within_one_room_and_the_rest_is_said() {
    let dir = tempfile::tempdir().unwrap();
    let mut builder = RepoBuilder::init(dir.path()).unwrap();
    let text = |tick: &str| format!("# S\n\n## Acceptance criteria\n\n- [{tick}] AC-1: It works\n");
    for (tick, tag) in [(" ", "v0"), ("x", "v1")] {
        builder.write("SPEC.md", text(tick)).unwrap();
        builder.write("a.rs", format!("{tag}();\n")).unwrap();
        builder.commit("Deliver").unwrap();
        builder.tag(tag).unwrap();
    }
    builder.finish().unwrap();
    let repository = Repository::discover(dir.path()).unwrap();
    let found = discover(&repository, &IncrementSearch::default()).unwrap();
    let newest = found.increments.last().unwrap();
    let specs = [read(&RepoPath::from("SPEC.md"), text("x").as_bytes(), None).unwrap()];
    for (ticks, is_cut) in [(1, false), (0, true)] {
        let mut allowance = Allowance::default();
        allowance.ticks = ticks;
        let known = (None, &Later::default());
        let rest = (&mut allowance, &(|| false) as &dyn Fn() -> bool);
        let found = trace_within(&repository, newest, &specs, known, rest);
        let found = found.unwrap().unwrap();
        assert_eq!(says(&found, Why::TicksUnknown), is_cut, "{ticks}");
        assert_eq!(found.links.is_empty(), is_cut, "{ticks}");
    }
}
