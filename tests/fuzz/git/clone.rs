//! A small clone on the disk, one part of which is replaced by an input and then read in all ways
//! there are.

use std::cell::{Cell, RefCell};
use std::fs;
use std::path::{Path, PathBuf};

use snaglist::git::builder::{RawKind, RepoBuilder};
use snaglist::git::increments::{IncrementSearch, discover};
use snaglist::git::{FileContent, Repository, Sides};
use snaglist::model::id::ObjectId;
use snaglist::model::increment::CommitRange;
use tempfile::TempDir;

use super::mutate::changed;
use super::random::Random;
use super::{borrowed, loose, names, packs, refs};

/// Commits and files that are read of one clone.
const MAX_COMMITS: usize = 40;
const MAX_FILES: usize = 12;
const MAX_BYTES: u64 = 8 << 20;
/// Remarks on a clone that tell how it was read.
const MAX_TOLD: usize = 4;

/// A part of a clone that comes from outside.
pub(crate) struct Target {
    pub(crate) name: &'static str,
    pub(crate) seeds: fn(&Clone) -> Vec<Vec<u8>>,
    pub(crate) make: fn(&mut Random, &[Vec<u8>], &Clone) -> Vec<u8>,
    put: fn(&Clone, &[u8]),
}

/// All of them.
pub(crate) const TARGETS: &[Target] = &[
    Target {
        name: "packs",
        seeds: packs::seeds,
        make: packs::make,
        put: packs::put,
    },
    Target {
        name: "pack-bytes",
        seeds: pack_bytes,
        make: |random, pool, _| changed(random, pool, NUMBERS),
        put: put_pack,
    },
    Target {
        name: "loose",
        seeds: loose::seeds,
        make: loose::make,
        put: loose::put,
    },
    Target {
        name: "loose-bytes",
        seeds: loose::packed,
        make: |random, pool, _| changed(random, pool, NUMBERS),
        put: put_loose,
    },
    Target {
        name: "refs",
        seeds: refs::seeds,
        make: refs::make,
        put: refs::put,
    },
    Target {
        name: "commits",
        seeds: commits,
        make: |random, pool, _| changed(random, pool, HEADERS),
        put: put_commit,
    },
    Target {
        name: "packed-refs",
        seeds: names::packed,
        make: names::make,
        put: |clone, input| clone.write("packed-refs", input),
    },
    Target {
        name: "loose-refs",
        seeds: names::seeds,
        make: names::make,
        put: |clone, input| names::put(clone, "refs/heads/side", input),
    },
    Target {
        name: "head",
        seeds: names::seeds,
        make: names::make,
        put: |clone, input| names::put(clone, "HEAD", input),
    },
    Target {
        name: "alternates",
        seeds: borrowed::seeds,
        make: borrowed::make,
        put: borrowed::put,
    },
];

const NUMBERS: &[&[u8]] = &[
    b"\0",
    b"\xff",
    b"\x80",
    b"\x7f",
    b"\xff\xff\xff\xff",
    b"\0\0\0\0",
    b"\x80\0\0\0",
    b"\x78\x9c",
    b"\0\0\0\xff\xff",
];
const HEADERS: &[&[u8]] = &[
    b"tree ",
    b"parent ",
    b"author ",
    b"committer ",
    b"encoding UTF-16\n",
    b"encoding ",
    b"gpgsig ",
    b"\n",
    b"\n\n",
    b" ",
    b"<",
    b"> ",
    b" 1700000000 +0000",
    b" 99999999999999999999",
    b" -1 -9999",
    b"\0",
    b"\xff\xfe",
    b"\x1b]0;x\x07",
];
/// The clone, and what is known of it.
pub(crate) struct Clone {
    dir: TempDir,
    /// Two commits, the older first.
    pub(crate) commits: [ObjectId; 2],
    /// Every object that it has: kind, id, content.
    pub(crate) objects: Vec<(RawKind, ObjectId, Vec<u8>)>,
    pub(crate) builder: RepoBuilder,
    /// The object that the last input became.
    last: Cell<Option<ObjectId>>,
    /// Objects that the last input was put into.
    made: RefCell<Vec<ObjectId>>,
}

/// How a clone was read; the same for those that were read in the same way, more or less.
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Signature(String);

impl Signature {
    /// Whether anything at all was read.
    pub(crate) fn is_read(&self) -> bool {
        self.0.contains("file")
    }
}

impl Clone {
    pub(crate) fn new() -> Self {
        let dir = tempfile::tempdir().unwrap_or_else(|error| panic!("no directory: {error}"));
        let path = dir.path().join("clone");
        let builder =
            RepoBuilder::init(&path).unwrap_or_else(|error| panic!("no repository: {error:#}"));
        let mut objects = Vec::new();
        let mut add = |kind, content: Vec<u8>| {
            let id = builder
                .raw(kind, &content)
                .unwrap_or_else(|error| panic!("no object: {error:#}"));
            objects.push((kind, id, content));
            id
        };
        let old = add(RawKind::Blob, b"fn a() {}\nfn b() {}\n".repeat(20));
        let new = add(
            RawKind::Blob,
            [&b"fn z() {}\n"[..], &b"fn a() {}\nfn b() {}\n".repeat(19)].concat(),
        );
        let spec = add(
            RawKind::Blob,
            b"# S\n\n## Acceptance criteria\n\n- [ ] AC-1: it works\n".to_vec(),
        );
        let mut made = Vec::new();
        for (number, blob) in [old, new].into_iter().enumerate() {
            let tree = [
                b"100644 SPEC.md\0",
                spec.as_bytes(),
                b"100644 a.rs\0",
                blob.as_bytes(),
            ]
            .concat();
            let tree = add(RawKind::Tree, tree);
            let parent = made
                .last()
                .map(|id| format!("parent {id}\n"))
                .unwrap_or_default();
            let who = format!("Con <con@example.org> {} +0200", 1_700_000_000 + number);
            let commit = format!(
                "tree {tree}\n{parent}author {who}\ncommitter {who}\n\nAC-1: change {number}\n"
            );
            made.push(add(RawKind::Commit, commit.into_bytes()));
        }
        let head = made[1];
        add(
            RawKind::Tag,
            format!("object {head}\ntype commit\ntag v1\ntagger A <a@b> 1 +0000\n\nv1\n")
                .into_bytes(),
        );
        let clone = Self {
            dir,
            commits: [made[0], made[1]],
            objects,
            builder,
            last: Cell::new(None),
            made: RefCell::default(),
        };
        clone.write("refs/heads/main", format!("{head}\n").as_bytes());
        clone
    }

    pub(crate) fn git_dir(&self) -> PathBuf {
        self.dir.path().join("clone/.git")
    }

    /// The directory that the clone lies in, for what it borrows from.
    pub(crate) fn outside(&self) -> &Path {
        self.dir.path()
    }

    /// The head's commit, and every id in hex.
    pub(crate) fn ids(&self) -> Vec<String> {
        self.objects
            .iter()
            .map(|(_, id, _)| id.to_string())
            .collect()
    }

    /// Writes a file of the git directory.
    pub(crate) fn write(&self, name: &str, content: &[u8]) {
        let path = self.git_dir().join(name);
        let done = path
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(&path, content));
        done.unwrap_or_else(|error| panic!("{path:?} was not written: {error}"));
    }

    pub(crate) fn loose(&self, id: ObjectId) -> String {
        let hex = id.to_string();
        format!("objects/{}/{}", &hex[..2], &hex[2..])
    }

    /// Takes the objects away that the last input was put into, and remembers those of this one.
    pub(crate) fn keep_only(&self, made: impl Iterator<Item = ObjectId>) {
        let is_own = |id: &ObjectId| self.objects.iter().any(|(_, own, _)| own == id);
        let made: Vec<ObjectId> = made.filter(|id| !is_own(id)).collect();
        let before = self.made.replace(made);
        for id in before.iter().filter(|id| !self.made.borrow().contains(id)) {
            let _ = fs::remove_file(self.git_dir().join(self.loose(*id)));
        }
    }

    /// Takes all loose objects away, so that they are read from a pack.
    pub(crate) fn remove_loose(&self) {
        for (_, id, _) in &self.objects {
            let _ = fs::remove_file(self.git_dir().join(self.loose(*id)));
        }
    }

    /// Puts an input where it belongs and reads the clone.
    ///
    /// # Errors
    /// What does not hold.
    pub(crate) fn read(&self, target: &Target, input: &[u8]) -> Result<Signature, String> {
        (target.put)(self, input);
        let repository = match Repository::discover(&self.dir.path().join("clone")) {
            Ok(repository) => repository,
            Err(error) => return Ok(Signature(format!("refused {}", why(&error.to_string())?))),
        };
        let mut told = String::new();
        for remark in repository.location().remarks.iter().take(MAX_TOLD) {
            told.push_str(&why(remark)?);
        }
        repository
            .location()
            .remarks
            .iter()
            .try_for_each(|remark| plain(remark))?;
        let mut heads = self.commits.to_vec();
        for name in ["HEAD", "main", "side", "v1", "s0", "a/b"] {
            match repository.resolve_typed(name) {
                Ok(id) => {
                    let known = self.objects.iter().position(|(_, own, _)| *own == id);
                    told.push_str(&known.map_or("? ".to_owned(), |at| format!("{at} ")));
                    heads.push(id);
                }
                Err(error) => told.push_str(&why(&format!("{error:#}"))?),
            }
        }
        match discover(&repository, &IncrementSearch::default()) {
            Ok(found) => told.push_str(&format!("{} increments ", found.increments.len().min(4))),
            Err(error) => told.push_str(&why(&format!("{error:#}"))?),
        }
        heads.sort_unstable();
        heads.dedup();
        for head in heads {
            told.push_str(&self.read_head(&repository, head)?);
        }
        for (_, id, _) in &self.objects {
            match repository.read(*id, MAX_BYTES) {
                Ok(FileContent::Bytes(_)) => told.push('b'),
                Ok(_) => told.push('-'),
                Err(error) => told.push_str(&why(&format!("{error:#}"))?),
            }
        }
        Ok(Signature(told))
    }

    fn read_head(&self, repository: &Repository, head: ObjectId) -> Result<String, String> {
        let mut told = String::new();
        let range = CommitRange { base: None, head };
        match repository.commits(&range, MAX_COMMITS) {
            Ok(found) => {
                let parents = found
                    .commits
                    .iter()
                    .map(|commit| commit.parents.len().min(3))
                    .max();
                told.push_str(&format!(
                    "{} commits {parents:?} ",
                    found.commits.len().min(5)
                ));
            }
            Err(error) => told.push_str(&why(&format!("{error:#}"))?),
        }
        match repository.changes(&range) {
            Ok(changes) => {
                changes
                    .remarks
                    .iter()
                    .try_for_each(|remark| plain(remark))?;
                told.push_str(&format!("{} files ", changes.files.len().min(5)));
                for change in changes.files.iter().take(MAX_FILES) {
                    told.push(match repository.load(change, MAX_BYTES) {
                        Sides::Text { .. } => 't',
                        _ => 'o',
                    });
                }
            }
            Err(error) => told.push_str(&why(&format!("{error:#}"))?),
        }
        let _ = (
            repository.root_of(head),
            repository.merge_base(head, self.commits[0]),
        );
        Ok(told)
    }
}

/// A number for what is said, the same whatever is quoted in it: only its own words count, in which
/// no digits are.
fn why(message: &str) -> Result<String, String> {
    plain(message)?;
    let own = message
        .split(['"', '`'])
        .step_by(2)
        .flat_map(str::split_whitespace);
    let words = own.filter(|word| {
        word.bytes()
            .all(|byte| byte.is_ascii_alphabetic() || b",;()".contains(&byte))
    });
    let add = |sum: u32, byte: u8| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    Ok(format!(
        "<{:06x}> ",
        words.flat_map(str::bytes).fold(0x811c_9dc5, add) & 0xff_ffff
    ))
}

/// What is said holds nothing that a terminal would obey.
fn plain(message: &str) -> Result<(), String> {
    match message.chars().any(|c| c.is_control() && c != '\n') {
        true => Err(format!("says what a terminal would obey: {message:?}")),
        false => Ok(()),
    }
}

fn pack_bytes(clone: &Clone) -> Vec<Vec<u8>> {
    vec![
        packs::well_made(clone, false),
        packs::well_made(clone, true),
    ]
}

fn put_pack(clone: &Clone, input: &[u8]) {
    clone.remove_loose();
    packs::write(clone, input);
}

fn put_loose(clone: &Clone, input: &[u8]) {
    // Which object it is does not matter to what is read of it before it is checked.
    for id in [clone.commits[1], clone.objects[1].1] {
        clone.write(&clone.loose(id), input);
    }
}

fn commits(clone: &Clone) -> Vec<Vec<u8>> {
    let is_commit = |kind: &RawKind| matches!(kind, RawKind::Commit | RawKind::Tag);
    clone
        .objects
        .iter()
        .filter(|(kind, ..)| is_commit(kind))
        .map(|(.., content)| content.clone())
        .collect()
}

fn put_commit(clone: &Clone, input: &[u8]) {
    let kind = if input.starts_with(b"object") {
        RawKind::Tag
    } else {
        RawKind::Commit
    };
    if let Some(last) = clone.last.take() {
        let _ = fs::remove_file(clone.git_dir().join(clone.loose(last)));
    }
    if let Ok(id) = clone.builder.raw(kind, input) {
        clone
            .last
            .set(Some(id).filter(|id| !clone.objects.iter().any(|(_, own, _)| own == id)));
        clone.write("refs/heads/side", format!("{id}\n").as_bytes());
        clone.write("refs/tags/v1", format!("{id}\n").as_bytes());
    }
}
