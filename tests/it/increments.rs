//! How increments are found, as a user would notice.

use std::fs;

use snaglist::git::Repository;
use snaglist::git::builder::RepoBuilder;
use snaglist::git::increments::{FoundIncrements, IncrementSearch, discover};
use snaglist::model::id::{CriterionId, ObjectId};
use snaglist::model::increment::{CommitRange, IncrementSource};
use snaglist::model::spec::DeclaredIncrement;
use snaglist::model::text::Untrusted;
use tempfile::TempDir;

pub(crate) struct Work {
    pub dir: TempDir,
    pub builder: RepoBuilder,
    count: u32,
}

impl Work {
    pub(crate) fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let builder = RepoBuilder::init(dir.path()).unwrap();
        Self {
            dir,
            builder,
            count: 0,
        }
    }

    pub(crate) fn commit(&mut self, message: &str) -> ObjectId {
        self.count += 1;
        let content = self.count.to_string();
        self.builder
            .write(&format!("file-{content}"), content)
            .unwrap();
        self.builder.commit(message).unwrap()
    }

    pub(crate) fn branch(&mut self, name: &str) -> &mut Self {
        self.builder.branch(name).unwrap();
        self
    }

    pub(crate) fn checkout(&mut self, name: &str) -> &mut Self {
        self.builder.checkout(name).unwrap();
        self
    }

    pub(crate) fn tag(&mut self, name: &str) {
        self.builder.tag(name).unwrap();
    }

    /// Looks, as on a copy of what there is so far.
    pub(crate) fn snapshot(&self) -> Made {
        let dir = tempfile::tempdir().unwrap();
        let copied = std::process::Command::new("cp")
            .args(["-r", ".git"])
            .arg(dir.path())
            .current_dir(self.dir.path())
            .status();
        assert!(copied.unwrap().success());
        fs::write(dir.path().join(".git/HEAD"), "ref: refs/heads/delivery\n").unwrap();
        let repository = Repository::discover(dir.path()).unwrap();
        Made {
            _dir: dir,
            repository,
        }
    }

    /// Puts HEAD on the current branch and looks.
    pub(crate) fn finish(self) -> Made {
        self.builder.finish().unwrap();
        let repository = Repository::discover(self.dir.path()).unwrap();
        Made {
            _dir: self.dir,
            repository,
        }
    }
}

pub(crate) struct Made {
    _dir: TempDir,
    pub repository: Repository,
}

impl Made {
    pub(crate) fn found(&self) -> FoundIncrements {
        discover(&self.repository, &IncrementSearch::default()).unwrap()
    }

    pub(crate) fn typed(&self, text: &str) -> FoundIncrements {
        self.try_typed(text).unwrap()
    }

    pub(crate) fn try_typed(&self, text: &str) -> anyhow::Result<FoundIncrements> {
        discover(
            &self.repository,
            &IncrementSearch {
                typed: Some(text.to_owned()),
                ..IncrementSearch::default()
            },
        )
    }
}

pub(crate) fn titles(found: &FoundIncrements) -> Vec<String> {
    found
        .increments
        .iter()
        .map(|increment| increment.title.lossy().into_owned())
        .collect()
}

pub(crate) fn ids(found: &FoundIncrements) -> Vec<&str> {
    found
        .increments
        .iter()
        .map(|increment| increment.id.as_str())
        .collect()
}

pub(crate) fn ranges(found: &FoundIncrements) -> Vec<CommitRange> {
    found
        .increments
        .iter()
        .map(|increment| increment.range)
        .collect()
}

pub(crate) fn left_out(found: &FoundIncrements) -> Vec<String> {
    found.left_out.iter().map(|left| left.words()).collect()
}

pub(crate) fn range(base: impl Into<Option<ObjectId>>, head: ObjectId) -> CommitRange {
    CommitRange {
        base: base.into(),
        head,
    }
}

#[test]
fn without_a_commit_it_says_what_to_do() {
    let made = Work::new().finish();
    let error = discover(&made.repository, &IncrementSearch::default())
        .unwrap_err()
        .to_string();
    assert!(error.contains("no commit yet"), "{error}");
}

#[test]
fn each_tag_delivers_what_came_since_the_one_before() {
    let mut work = Work::new();
    let start = work.commit("start");
    work.branch("delivery");
    work.commit("one");
    let first = work.commit("two");
    work.builder
        .annotated_tag("increment-1", "\nRefunds\n\nLong text")
        .unwrap();
    let second = work.commit("three");
    work.tag("increment-2");
    let last = work.commit("four");
    let made = work.finish();
    let found = made.found();
    assert_eq!(found.source, IncrementSource::Tag);
    assert_eq!(
        (found.base, found.head, found.more),
        (Some(start), last, false)
    );
    assert_eq!(
        titles(&found),
        ["Refunds", "increment-2", "delivery since increment-2"]
    );
    assert_eq!(
        ids(&found),
        ["increment-1", "increment-2", "increment-2..delivery"]
    );
    assert_eq!(
        ranges(&found),
        [
            range(start, first),
            range(first, second),
            range(second, last)
        ]
    );
    assert_eq!(
        found.because,
        format!("tags on the branch, since `main` ({})", start.short(7))
    );
}

#[test]
fn on_the_default_branch_the_first_tag_starts_at_the_beginning() {
    let mut work = Work::new();
    work.commit("one");
    let first = work.commit("two");
    work.tag("v1");
    let made = work.finish();
    assert_eq!(ranges(&made.found()), [range(None, first)]);
    assert_eq!(made.found().base, None);
}

#[test]
fn tags_beside_the_branch_do_not_count_and_a_commit_with_two_tags_is_one_increment() {
    let mut work = Work::new();
    work.commit("start");
    work.branch("side");
    work.commit("aside");
    work.tag("beside");
    work.checkout("main");
    work.commit("one");
    work.tag("latest");
    work.builder.annotated_tag("v1", "Version one").unwrap();
    let made = work.finish();
    assert_eq!(ids(&made.found()), ["v1"]);
}

#[test]
fn a_later_round_right_after_takes_the_place_of_the_one_before() {
    let mut work = Work::new();
    let start = work.commit("start");
    work.branch("delivery");
    let first = work.commit("billing");
    work.tag("billing");
    let again = work.commit("billing, mended");
    work.tag("billing-r2");
    let third = work.commit("billing, mended again");
    work.tag("billing-round-3");
    let other = work.commit("other");
    work.tag("other");
    let made = work.finish();
    let found = made.found();
    assert_eq!(ids(&found), ["billing", "other"]);
    let billing = &found.increments[0];
    assert_eq!((billing.round, billing.range), (3, range(start, third)));
    assert_eq!(billing.earlier, [range(start, first), range(start, again)]);
    assert_eq!(
        (found.increments[1].round, found.increments[1].range),
        (1, range(third, other))
    );
}

#[test]
fn a_later_round_after_something_else_stands_where_it_was_delivered() {
    let mut work = Work::new();
    let start = work.commit("start");
    work.branch("delivery");
    let first = work.commit("billing");
    work.tag("billing");
    let other = work.commit("other");
    work.tag("other");
    let again = work.commit("billing, mended");
    work.tag("billing.r2");
    let made = work.finish();
    let found = made.found();
    assert_eq!(ids(&found), ["other", "billing"]);
    let billing = &found.increments[1];
    assert_eq!((billing.round, billing.range), (2, range(other, again)));
    assert_eq!(billing.earlier, [range(start, first)]);
}

#[test]
fn release_candidates_and_lone_numbers_are_no_rounds() {
    let mut work = Work::new();
    for tag in ["v1-rc1", "v1-rc2", "r2", "v1.2", "alpha_r1", "alpha_r2"] {
        work.commit(tag);
        work.tag(tag);
    }
    let made = work.finish();
    let found = made.found();
    assert_eq!(ids(&found), ["v1-rc1", "v1-rc2", "r2", "v1.2", "alpha"]);
    assert_eq!(
        found
            .increments
            .iter()
            .map(|increment| increment.round)
            .collect::<Vec<_>>(),
        [1, 1, 1, 1, 2]
    );
}

#[test]
fn of_very_many_tags_the_newest_stay() {
    let mut work = Work::new();
    let mut commits = Vec::new();
    for at in 0..70 {
        commits.push(work.commit("work"));
        work.tag(&format!("v{at}"));
    }
    let made = work.finish();
    let found = made.found();
    assert_eq!((found.increments.len(), found.more), (60, true));
    assert_eq!(found.increments[0].id.as_str(), "v10");
    assert_eq!(found.increments[0].range, range(commits[9], commits[10]));
    assert!(found.because.ends_with("older ones are left out"));
}

#[test]
fn without_tags_each_merge_is_an_increment() {
    let mut work = Work::new();
    let start = work.commit("start");
    work.branch("feature/login");
    work.commit("login");
    work.checkout("main");
    let direct = work.commit("direct");
    let login = work
        .builder
        .merge(
            "feature/login",
            "Merge branch 'feature/login'\n\n# Conflicts\n",
        )
        .unwrap();
    work.branch("x");
    work.commit("x");
    work.checkout("main");
    let pull = work
        .builder
        .merge("x", "Merge pull request #7 from org/x\n\nPay by card\n")
        .unwrap();
    work.branch("y");
    work.commit("y");
    work.checkout("main");
    let lab = work
        .builder
        .merge(
            "y",
            "Merge branch 'y' into 'main'\n\nPay by cheque\n\nSee merge request a/b!3\n",
        )
        .unwrap();
    let last = work.commit("after");
    let made = work.finish();
    let found = made.found();
    assert_eq!(found.source, IncrementSource::Merge);
    assert_eq!(
        titles(&found),
        [
            "main",
            "feature/login",
            "Pay by card",
            "Pay by cheque",
            "main since y"
        ]
    );
    assert_eq!(
        ids(&found),
        ["main", "feature/login", "pr-7", "y", "y..main"]
    );
    assert_eq!(
        ranges(&found),
        [
            range(None, direct),
            range(direct, login),
            range(login, pull),
            range(pull, lab),
            range(lab, last)
        ]
    );
    assert!(
        found.because.contains("commits made directly"),
        "{}",
        found.because
    );
    assert!(found.increments[2].is_called("org/x") && found.increments[2].is_called("x"));
    assert!(found.increments[3].is_called("mr-3"));
    assert_eq!(found.increments[2].merged_in, Some(pull));
    assert_eq!((found.base, left_out(&found).len()), (None, 0));
    assert_ne!(start, direct);
}

#[test]
fn merging_a_branch_twice_gives_two_ids() {
    let mut work = Work::new();
    work.commit("start");
    for _ in 0..2 {
        work.branch("dev");
        work.commit("work");
        work.checkout("main");
        work.builder.merge("dev", "Merge branch 'dev'").unwrap();
    }
    let made = work.finish();
    let found = made.found();
    assert_eq!(ids(&found)[..2], ["main", "dev"]);
    assert!(found.increments[2].id.as_str().starts_with("dev~"));
}

#[test]
fn a_branch_ahead_of_the_default_one_is_an_increment() {
    let mut work = Work::new();
    work.commit("start");
    let left = work.commit("more");
    work.branch("payments");
    work.commit("one");
    let head = work.commit("two");
    work.checkout("main");
    work.commit("meanwhile");
    work.checkout("payments");
    let made = work.finish();
    let found = made.found();
    assert_eq!(
        (found.source, ids(&found)),
        (IncrementSource::Branch, vec!["payments"])
    );
    assert_eq!(ranges(&found), [range(left, head)]);
}

#[test]
fn a_branch_that_merged_the_default_one_shows_only_its_own() {
    let mut work = Work::new();
    let left = work.commit("start");
    work.tag("old");
    work.branch("payments");
    let ours = work.commit("one");
    work.tag("ours");
    work.checkout("main");
    let upstream = work.commit("meanwhile");
    work.checkout("payments");
    work.builder
        .merge("main", "Merge branch 'main' into payments")
        .unwrap();
    let made = work.finish();
    let found = made.found();
    assert_eq!(found.base, Some(upstream));
    // What is tagged does not have what was merged in later; and the merge itself is others' work.
    assert_eq!(
        (ids(&found), ranges(&found)),
        (vec!["ours"], vec![range(left, ours)])
    );
    assert_eq!(left_out(&found), ["1 merge from `main`: others' work"]);
}

#[test]
fn origin_says_what_the_default_branch_is() {
    let mut work = Work::new();
    let start = work.commit("start");
    work.branch("production");
    let tip = work.commit("released");
    let origin = work.builder.git_dir().join("refs/remotes/origin");
    fs::create_dir_all(&origin).unwrap();
    fs::write(origin.join("HEAD"), "ref: refs/remotes/origin/production\n").unwrap();
    fs::write(origin.join("production"), format!("{tip}\n")).unwrap();
    work.branch("work");
    let head = work.commit("work");
    let made = work.finish();
    assert_eq!(ranges(&made.found()), [range(tip, head)]);
    let request = IncrementSearch {
        base: Some("main".to_owned()),
        ..IncrementSearch::default()
    };
    assert_eq!(
        ranges(&discover(&made.repository, &request).unwrap()),
        [range(start, head)]
    );
    let request = IncrementSearch {
        base: Some("work".to_owned()),
        ..IncrementSearch::default()
    };
    assert!(
        discover(&made.repository, &request)
            .unwrap_err()
            .to_string()
            .contains("--base")
    );
    let request = IncrementSearch {
        base: Some("nope".to_owned()),
        ..IncrementSearch::default()
    };
    assert!(format!("{:#}", discover(&made.repository, &request).unwrap_err()).contains("nope"));
}

#[test]
fn otherwise_the_last_commits_are_grouped_by_day_and_author() {
    let mut work = Work::new();
    let day = 86_400;
    work.builder.at(19_000 * day + 50_000);
    let first = work.commit("Start\n\nbody");
    let second = work.commit("more");
    work.builder.author("Ben", "ben@example.org");
    let third = work.commit("Ben's");
    work.builder.at(19_001 * day);
    let fourth = work.commit("next day");
    let last = work.commit("and on");
    let made = work.finish();
    let found = made.found();
    assert_eq!(
        (found.source, found.more),
        (IncrementSource::Grouped, false)
    );
    assert_eq!(
        titles(&found),
        [
            "2022-01-08, 2 commits by Ana Reviewer",
            "Ben's",
            "2022-01-09, 2 commits by Ben"
        ]
    );
    assert_eq!(ids(&found)[2], format!("2022-01-09-{}", fourth.short(7)));
    assert_eq!(
        ranges(&found),
        [
            range(None, second),
            range(second, third),
            range(third, last)
        ]
    );
    assert_ne!(first, second);
}

#[test]
fn only_whole_groups_are_offered() {
    let mut work = Work::new();
    for at in 0..60 {
        work.builder.at(19_000 * 86_400 + at * 30_000);
        work.commit("work");
    }
    let made = work.finish();
    let found = made.found();
    assert!(found.more);
    let commits = |range: &CommitRange| made.repository.commits(range, 100).unwrap().commits.len();
    let total: usize = ranges(&found).iter().map(commits).sum();
    assert!((45..=50).contains(&total), "{total}");
    assert!(found.increments[0].range.base.is_some());
}

#[test]
fn what_a_reviewer_recorded_comes_before_what_is_found() {
    let mut work = Work::new();
    let start = work.commit("start");
    let head = work.commit("one");
    work.tag("v1");
    let made = work.finish();
    let recorded = [(
        "mine".parse().unwrap(),
        crate::defined::defined("Mine", range(start, head)),
    )];
    let request = IncrementSearch {
        recorded: &recorded,
        ..IncrementSearch::default()
    };
    let found = discover(&made.repository, &request).unwrap();
    assert_eq!(
        (found.source, ids(&found), ranges(&found)),
        (
            IncrementSource::Record,
            vec!["mine"],
            vec![range(start, head)]
        )
    );
    // A range typed now is what is wanted now, and keeps the recorded name.
    let request = IncrementSearch {
        typed: Some("HEAD~1..HEAD".to_owned()),
        ..request
    };
    let found = discover(&made.repository, &request).unwrap();
    assert_eq!(
        (found.source, ids(&found)),
        (IncrementSource::Record, vec!["mine"])
    );
    let request = IncrementSearch {
        typed: Some("main".to_owned()),
        ..request
    };
    assert_eq!(
        discover(&made.repository, &request).unwrap().source,
        IncrementSource::CommandLine
    );
}

#[test]
fn increments_of_the_spec_are_resolved_or_warned_of() {
    let mut work = Work::new();
    let first = work.commit("one");
    work.tag("v1");
    let second = work.commit("two");
    let third = work.commit("three");
    let made = work.finish();
    let table = |title: &str, base: Option<&str>, head: &str, line| DeclaredIncrement {
        title: title.into(),
        base: base.map(Untrusted::from),
        head: head.into(),
        criteria: vec!["AC-1".parse().unwrap()],
        line,
    };
    let declared = [
        table("First", None, "v1", 3),
        table("Gone", None, ":/two", 7),
        table("Second", None, &second.to_string(), 11),
        table("Third", Some("v1"), "main", 15),
        table("Lost", Some("nowhere"), "main", 19),
    ];
    let request = IncrementSearch {
        declared: &declared,
        ..IncrementSearch::default()
    };
    let found = discover(&made.repository, &request).unwrap();
    assert_eq!(found.source, IncrementSource::Spec);
    assert_eq!(titles(&found), ["First", "Second", "Third"]);
    assert_eq!(
        ranges(&found),
        [
            range(None, first),
            range(first, second),
            range(first, third)
        ]
    );
    assert_eq!(
        found.increments[0].criteria,
        ["AC-1".parse::<CriterionId>().unwrap()]
    );
    let warned: Vec<_> = found
        .warnings
        .iter()
        .map(|warning| (warning.line, warning.about.lossy().into_owned()))
        .collect();
    assert_eq!(
        warned,
        [(7, ":/two".to_owned()), (19, "nowhere".to_owned())]
    );
    // When none of them is here, the next rule applies, and the warnings stay.
    let request = IncrementSearch {
        declared: &declared[1..2],
        ..IncrementSearch::default()
    };
    let found = discover(&made.repository, &request).unwrap();
    assert_eq!(
        (found.source, found.warnings.len()),
        (IncrementSource::Tag, 1)
    );
}

#[test]
fn names_that_are_no_ids_give_way_to_the_commit() {
    let mut work = Work::new();
    work.commit("start");
    work.branch("\u{202e}evil");
    let head = work.commit("one");
    let made = work.finish();
    let found = made.found();
    assert_eq!(ids(&found), [head.short(12)]);
    assert_eq!(
        found.increments[0].title.as_bytes(),
        "\u{202e}evil".as_bytes()
    );
    assert!(found.because.is_ascii());
}

#[test]
fn a_detached_head_is_reviewed_as_well() {
    let mut work = Work::new();
    let start = work.commit("start");
    work.branch("payments");
    let head = work.commit("one");
    let git_dir = work.builder.git_dir().to_owned();
    let made = work.finish();
    fs::write(git_dir.join("HEAD"), format!("{head}\n")).unwrap();
    let found = made.found();
    assert_eq!(
        (ranges(&found), titles(&found)),
        (vec![range(start, head)], vec!["HEAD".to_owned()])
    );
}
