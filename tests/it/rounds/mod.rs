//! Two rounds of a delivery, compared: what the contractor changed, apart from what a new base
//! brought.

mod allowance;
mod base;
mod commits;
mod content;
pub(crate) mod made_up;
mod merge;
mod moved;
mod rewritten;

use snaglist::git::Repository;
use snaglist::git::builder::RepoBuilder;
use snaglist::model::id::ObjectId;
use snaglist::model::increment::CommitRange;
use snaglist::model::text::RepoPath;
use snaglist::rounds::{
    FileComparison, FileRound, RoundAllowance, RoundChange, RoundFile, RoundPair, compare, list,
    pair_words, summarise, words,
};
use tempfile::TempDir;

const LIMIT: u64 = 2 << 20;

/// A repository with a default branch, and deliveries on branches of their own.
struct Scene {
    dir: TempDir,
    repo: RepoBuilder,
}

impl Scene {
    /// Starts with these files on `main`.
    fn new(files: &[(&str, &str)]) -> (Self, ObjectId) {
        let dir = tempfile::tempdir().unwrap();
        let repo = RepoBuilder::init(dir.path()).unwrap();
        let mut scene = Self { dir, repo };
        let first = scene.commit("Begin", files);
        (scene, first)
    }

    /// Commits these files on the current branch.
    fn commit(&mut self, message: &str, files: &[(&str, &str)]) -> ObjectId {
        for (path, content) in files {
            self.repo.write(path, content).unwrap();
        }
        self.repo.commit(message).unwrap()
    }

    /// Goes to a new branch that starts at the tip of `main`.
    fn deliver(&mut self, branch: &str) {
        self.repo.checkout("main").unwrap();
        self.repo.branch(branch).unwrap();
    }

    fn open(&self) -> Repository {
        Repository::discover(self.dir.path()).unwrap()
    }

    fn compare(&self, old: (ObjectId, ObjectId), new: (ObjectId, ObjectId)) -> RoundChange {
        let repository = self.open();
        let pair = RoundPair::new(&repository, range(old), range(new)).unwrap();
        let change = summarise(
            &repository,
            &pair,
            (LIMIT, &mut RoundAllowance::default()),
            &|| false,
        )
        .unwrap();
        change.expect("not stopped")
    }

    /// The files listed, and each of them compared.
    fn files(
        &self,
        old: (ObjectId, ObjectId),
        new: (ObjectId, ObjectId),
    ) -> Vec<(RoundFile, FileComparison)> {
        let repository = self.open();
        let pair = RoundPair::new(&repository, range(old), range(new)).unwrap();
        let found = list(&repository, &pair, &|| false).unwrap().unwrap();
        assert_eq!(found.left_out, Vec::<String>::new());
        let compared = |file: RoundFile| {
            let comparison = compare(&repository, &file, LIMIT);
            (file, comparison)
        };
        found.files.into_iter().map(compared).collect()
    }
}

fn range((base, head): (ObjectId, ObjectId)) -> CommitRange {
    CommitRange {
        base: Some(base),
        head,
    }
}

/// A text of numbered lines that all differ, some written anew.
fn text(lines: u32, changed: &[(u32, &str)]) -> String {
    let line = |number: u32| {
        let anew = changed.iter().find(|(at, _)| *at == number);
        anew.map_or(format!("line {number}\n"), |(_, line)| format!("{line}\n"))
    };
    (1..=lines).map(line).collect()
}

/// The contractor's lines: `path +added -removed`.
fn told(change: &RoundChange) -> Vec<String> {
    let one = |file: &FileRound| {
        let path = String::from_utf8_lossy(file.path.as_bytes()).into_owned();
        format!("{path} +{} -{}", file.own.added, file.own.removed)
    };
    change.files.iter().map(one).collect()
}

/// What became of the commits: their signs and the subjects.
fn signs(change: &RoundChange) -> Vec<String> {
    let pairs = change.commits.pairs.iter();
    let one = |pair: &snaglist::rounds::CommitPair| {
        let commit = pair.new.as_ref().or(pair.old.as_ref()).unwrap();
        format!("{} {}", pair.state.sign(), commit.subject().lossy())
    };
    pairs.map(one).collect()
}

fn path(path: &str) -> RepoPath {
    RepoPath::from(path)
}
