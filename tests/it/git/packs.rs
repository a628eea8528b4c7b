//! Packs made to mislead, to block, or to use everything up.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use snaglist::git::FileContent;
use snaglist::git::builder::{RawKind, RepoBuilder};
use snaglist::model::id::ObjectId;
use tempfile::TempDir;

use super::{fresh, git, loose_path, open};

/// What both a pack and its index end with.
const END: [u8; 20] = [7; 20];

pub(super) const NO_LIMIT: u64 = 64 << 20;

/// A pack in the making, entry by entry, each as wrong as one likes.
#[derive(Default)]
struct Pack {
    bytes: Vec<u8>,
    entries: Vec<(ObjectId, u32)>,
}

impl Pack {
    fn new() -> Self {
        Self {
            bytes: b"PACK\0\0\0\x02\0\0\0\0".to_vec(),
            entries: Vec::new(),
        }
    }

    /// Adds an entry of a kind that says it has `size` bytes.
    fn entry(&mut self, id: ObjectId, kind: u8, size: u64, base: &[u8], content: &[u8]) -> u64 {
        let at = self.bytes.len();
        self.entries.push((id, at as u32));
        let mut rest = size >> 4;
        self.bytes
            .push(kind << 4 | (size & 15) as u8 | if rest > 0 { 0x80 } else { 0 });
        while rest > 0 {
            self.bytes
                .push((rest & 0x7f) as u8 | if rest > 0x7f { 0x80 } else { 0 });
            rest >>= 7;
        }
        self.bytes.extend_from_slice(base);
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
        packed.write_all(content).unwrap();
        self.bytes.extend(packed.finish().unwrap());
        at as u64
    }

    fn blob(&mut self, id: ObjectId, content: &[u8]) -> u64 {
        self.entry(id, 3, content.len() as u64, b"", content)
    }

    /// Adds a difference to another object of the pack.
    fn delta(&mut self, id: ObjectId, base: ObjectId, delta: &[u8]) -> u64 {
        self.entry(id, 7, delta.len() as u64, base.as_bytes(), delta)
    }

    fn finish(mut self, dir: &TempDir) {
        let count = self.entries.len() as u32;
        self.bytes[8..12].copy_from_slice(&count.to_be_bytes());
        self.bytes.extend(END);
        self.entries.sort();
        let mut index = b"\xfftOc\0\0\0\x02".to_vec();
        for first in 0..=255 {
            let upto = self
                .entries
                .iter()
                .filter(|(id, _)| id.as_bytes()[0] <= first)
                .count() as u32;
            index.extend(upto.to_be_bytes());
        }
        self.entries
            .iter()
            .for_each(|(id, _)| index.extend_from_slice(id.as_bytes()));
        index.extend(vec![0; self.entries.len() * 4]);
        self.entries
            .iter()
            .for_each(|(_, at)| index.extend(at.to_be_bytes()));
        index.extend(END);
        index.extend(END);
        let folder = dir.path().join(".git/objects/pack");
        fs::write(folder.join("pack-made.pack"), self.bytes).unwrap();
        fs::write(folder.join("pack-made.idx"), index).unwrap();
    }
}

/// A difference: the sizes of base and result, then steps.
fn delta(base: u64, result: u64, steps: &[&[u8]]) -> Vec<u8> {
    let mut delta = Vec::new();
    for mut size in [base, result] {
        while size > 0x7f {
            delta.push((size & 0x7f) as u8 | 0x80);
            size >>= 7;
        }
        delta.push(size as u8);
    }
    delta.extend(steps.concat());
    delta
}

/// A step that copies from the base.
fn copy(from: u32, len: u32) -> Vec<u8> {
    [&[0xff][..], &from.to_le_bytes(), &len.to_le_bytes()[..3]].concat()
}

/// The id of a blob, which is nowhere afterwards.
pub(super) fn id(dir: &TempDir, builder: &RepoBuilder, content: &[u8]) -> ObjectId {
    let id = builder.raw(RawKind::Blob, content).unwrap();
    let _ = fs::remove_file(loose_path(dir, id));
    id
}

fn made_up(number: u32) -> ObjectId {
    let mut raw = [3; 20];
    raw[..4].copy_from_slice(&number.to_be_bytes());
    ObjectId::from_bytes(&raw).unwrap()
}

fn refusal(dir: &TempDir, id: ObjectId) -> String {
    let error = open(dir).read(id, NO_LIMIT).unwrap_err();
    let words = format!("{error:#}");
    assert!(
        words.contains(&id.to_string()) && words.contains("pack-made"),
        "{words}"
    );
    words
}

fn cut(path: &Path, bytes: u64) {
    // Git writes packs that nobody may write to.
    let content = fs::read(path).unwrap();
    fs::remove_file(path).unwrap();
    fs::write(path, &content[..content.len() - bytes as usize]).unwrap();
}

/// The pack with that commit, and its index, as files that may be written.
pub(super) fn pack_with(
    dir: &TempDir,
    commit: ObjectId,
) -> (std::path::PathBuf, std::path::PathBuf) {
    let folder = dir.path().join(".git/objects/pack");
    for entry in fs::read_dir(&folder).unwrap() {
        let index = entry.unwrap().path();
        if index.extension().is_some_and(|ending| ending == "idx")
            && git(dir.path(), &["verify-pack", "-v", index.to_str().unwrap()])
                .contains(&commit.to_string())
        {
            let pack = index.with_extension("pack");
            for path in [&pack, &index] {
                let content = fs::read(path).unwrap();
                fs::remove_file(path).unwrap();
                fs::write(path, content).unwrap();
            }
            return (pack, index);
        }
    }
    panic!("no pack has {commit}")
}

#[test]
fn differences_that_lead_back_to_themselves_end_in_an_error() {
    let (dir, _) = fresh();
    let mut pack = Pack::new();
    let steps = delta(9, 9, &[b"\x09123456789"]);
    pack.delta(made_up(0), made_up(0), &steps);
    for number in 1..=7 {
        pack.delta(made_up(number), made_up(number % 7 + 1), &steps);
    }
    // One that leads into a circle it is not part of.
    pack.delta(made_up(8), made_up(3), &steps);
    pack.finish(&dir);
    for number in 0..=8 {
        assert!(
            refusal(&dir, made_up(number)).contains("leads back to itself"),
            "{number}"
        );
    }
}

#[test]
fn entries_that_make_no_sense_end_in_an_error_that_says_why() {
    let (dir, _) = fresh();
    let mut pack = Pack::new();
    pack.entry(made_up(0), 0, 4, b"", b"none");
    pack.entry(made_up(1), 5, 4, b"", b"none");
    pack.entry(made_up(2), 3, 10, b"", &vec![0; 10_000_000]);
    pack.entry(made_up(3), 3, 1_000, b"", b"short");
    pack.entry(made_up(4), 6, 4, b"\x01", b"\x01\x01\x01x");
    pack.entry(made_up(5), 6, 4, b"\xff\xff\xff\x7f", b"\x01\x01\x01x");
    pack.delta(made_up(6), made_up(99), b"\x01\x01\x01x");
    pack.blob(made_up(7), b"base");
    for (number, steps) in (8..).zip([
        delta(4, 9, &[&copy(0, 4)]),
        delta(4, 2, &[&copy(0, 4)]),
        delta(4, 4, &[&copy(1, 4)]),
        delta(4, 1, &[&[0]]),
        delta(5, 1, &[&copy(4, 1)]),
        vec![0xff; 30],
    ]) {
        pack.delta(made_up(number), made_up(7), &steps);
    }
    pack.finish(&dir);
    for (number, why) in [
        (0, "of a kind (0) that git does not have"),
        (1, "of a kind (5) that git does not have"),
        (2, "shorter or longer"),
        (3, "shorter or longer"),
        (4, "cut short"),
        (5, "no place in its pack"),
        (6, "not in its pack"),
        (8, "makes no sense"),
        (9, "makes no sense"),
        (10, "makes no sense"),
        (11, "makes no sense"),
        (12, "too short"),
        (13, "makes no sense"),
    ] {
        let words = refusal(&dir, made_up(number));
        assert!(words.contains(why) || number == 4, "{number}: {words}");
    }
}

#[test]
fn a_small_object_does_not_unpack_a_huge_one() {
    let (dir, builder) = fresh();
    let huge = (32 << 20) + 1;
    let zeros = vec![0; huge];
    let (base, end) = (made_up(0), made_up(1));
    let start = id(&dir, &builder, &zeros[..5]);
    let mut pack = Pack::new();
    pack.blob(base, &zeros);
    pack.delta(
        end,
        base,
        &delta(huge as u64, 5, &[&copy(huge as u32 - 5, 5)]),
    );
    // Of this one nothing but the beginning is unpacked.
    pack.delta(start, base, &delta(huge as u64, 5, &[&copy(0, 5)]));
    pack.entry(
        made_up(2),
        7,
        1 << 30,
        base.as_bytes(),
        &delta(5, 5, &[b"\x05abcde"]),
    );
    pack.finish(&dir);
    assert!(refusal(&dir, end).contains("bytes to unpack, more than the"));
    assert!(open(&dir).read(made_up(2), NO_LIMIT).is_err());
    assert_eq!(
        open(&dir).read(start, 100).unwrap(),
        FileContent::Bytes(vec![0; 5])
    );
    assert_eq!(
        open(&dir).read(base, 100).unwrap(),
        FileContent::TooLarge(huge as u64)
    );
}

#[test]
fn long_chains_are_refused_by_their_number_and_by_their_bytes() {
    let (dir, _) = fresh();
    let mut pack = Pack::new();
    pack.blob(made_up(0), b"x");
    for number in 1..=4_200 {
        pack.delta(
            made_up(number),
            made_up(number - 1),
            &delta(1, 1, &[&copy(0, 1)]),
        );
    }
    let large: u32 = 30 << 20;
    pack.blob(made_up(10_000), &vec![0; large as usize]);
    let all = delta(
        large.into(),
        large.into(),
        &[&copy(0, large / 2), &copy(large / 2, large / 2)],
    );
    for number in 10_001..10_030 {
        pack.delta(made_up(number), made_up(number - 1), &all);
    }
    pack.delta(
        made_up(10_030),
        made_up(10_029),
        &delta(large.into(), 5, &[&copy(large - 5, 5)]),
    );
    pack.finish(&dir);
    assert!(refusal(&dir, made_up(4_200)).contains("chain of more than 4095 differences"));
    assert!(refusal(&dir, made_up(10_030)).contains("would have to be unpacked for it"));
}

#[test]
fn differences_that_are_large_together_are_refused() {
    let (dir, _) = fresh();
    let mut pack = Pack::new();
    pack.blob(made_up(0), b"x");
    let size = 2 << 20;
    let steps = [&[64][..], &[0; 64]].concat().repeat(size / 64);
    for number in 1..=50 {
        let base = if number == 1 { 1 } else { size as u64 };
        pack.delta(
            made_up(number),
            made_up(number - 1),
            &delta(base, size as u64, &[&steps]),
        );
    }
    pack.finish(&dir);
    assert!(refusal(&dir, made_up(50)).contains("would have to be unpacked for it"));
}

#[test]
fn a_header_that_reaches_into_the_end_of_its_pack_is_refused() {
    let (dir, _) = fresh();
    let mut pack = Pack::new();
    pack.entries.push((made_up(0), pack.bytes.len() as u32));
    pack.bytes.push(7 << 4 | 5);
    pack.finish(&dir);
    assert!(refusal(&dir, made_up(0)).contains("cut short"));
}

#[test]
fn a_whole_copy_in_another_pack_stands_in_for_a_damaged_one() {
    let (dir, mut builder) = fresh();
    builder.write("f", "whole\n").unwrap();
    builder.commit("first").unwrap();
    let blob: ObjectId = git(dir.path(), &["rev-parse", "HEAD:f"])
        .trim()
        .parse()
        .unwrap();
    git(dir.path(), &["repack", "-adq"]);
    let mut pack = Pack::new();
    pack.entry(blob, 5, 4, b"", b"none");
    pack.finish(&dir);
    let folder = dir.path().join(".git/objects/pack");
    for ending in ["pack", "idx"] {
        // The first one by name, where the object is looked for first.
        fs::rename(
            folder.join(format!("pack-made.{ending}")),
            folder.join(format!("pack-0.{ending}")),
        )
        .unwrap();
    }
    assert_eq!(
        open(&dir).read(blob, 100).unwrap(),
        FileContent::Bytes(b"whole\n".to_vec())
    );
}

#[test]
fn a_damaged_pack_is_called_that_and_the_other_packs_are_read() {
    let whole = || {
        let (dir, mut builder) = fresh();
        builder.write("f", "first\n").unwrap();
        let first = builder.commit("first").unwrap();
        git(dir.path(), &["repack", "-adq"]);
        builder.write("f", "second\n").unwrap();
        let second = builder.commit("second").unwrap();
        git(dir.path(), &["repack", "-dq"]);
        (dir, first, second)
    };
    type Damage = fn(&Path, &Path);
    let damages: [(Damage, &str); 5] = [
        (|pack, _| cut(pack, 30), "it may be cut short"),
        (|_, index| cut(index, 30), "cut short"),
        (
            |pack, _| fs::write(pack, b"no pack at all, but long enough to be one").unwrap(),
            "does not begin",
        ),
        (
            |_, index| fs::write(index, [0xff; 2_000]).unwrap(),
            "its index",
        ),
        (|pack, _| fs::remove_file(pack).unwrap(), "No such file"),
    ];
    for (damage, why) in damages {
        let (dir, first, second) = whole();
        let (pack, index) = pack_with(&dir, second);
        damage(&pack, &index);
        let repository = open(&dir);
        let remarks = repository.location().remarks.join("\n");
        assert!(
            remarks.contains("is damaged") && remarks.contains(why),
            "{why}: {remarks}"
        );
        assert_eq!(
            repository.commit(first).unwrap().message.as_bytes(),
            b"first"
        );
        let error = format!("{:#}", repository.commit(second).unwrap_err());
        assert!(
            error.contains("is damaged") && !error.contains("fetch"),
            "{error}"
        );
    }
}
