//! Loose objects that are changed before they are packed, so that what is in them is read: their
//! first line, and what makes a commit, a folder, a file.

use std::fs;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use snaglist::git::builder::RawKind;
use snaglist::model::id::ObjectId;

use super::clone::Clone;
use super::mutate::changed;
use super::random::Random;

const WORDS: &[&[u8]] = &[
    b"blob ",
    b"tree ",
    b"commit ",
    b"tag ",
    b"blob 0\0",
    b"tree 99999999999999999999\0",
    b"\0",
    b"100644 ",
    b"40000 ",
    b"120000 ",
    b"160000 ",
    b"100644 a.rs\0",
    b"40000 ..\0",
    b"40000 .git\0",
    b"777777777 x\0",
    b" /\0",
    b"parent ",
    b"\n\n",
    b"\xff",
];

/// Each object as it is before it is packed.
pub(crate) fn seeds(clone: &Clone) -> Vec<Vec<u8>> {
    let whole = |(kind, _, content): &(RawKind, ObjectId, Vec<u8>)| with_head(*kind, content);
    clone.objects.iter().map(whole).collect()
}

/// Each object packed, as it is and without being made smaller, so that what is changed is content
/// as well; then some of another length, another kind and a long message, of which the beginning is
/// read.
pub(crate) fn packed(clone: &Clone) -> Vec<Vec<u8>> {
    let mut whole = seeds(clone);
    whole.truncate(8);
    let commit = clone
        .objects
        .iter()
        .rfind(|(kind, ..)| matches!(kind, RawKind::Commit));
    let commit = commit.map_or(&[][..], |(.., content)| content);
    let long = |times: usize| [commit, &b"more words\n".repeat(times)].concat();
    whole.extend([
        with_head(RawKind::Commit, &long(500)),
        with_head(RawKind::Commit, &long(20_000)),
    ]);
    whole.extend([
        b"commit 9\0".to_vec(),
        b"blob 99999999999\0x".to_vec(),
        b"tree 0\0".to_vec(),
        b"none 1\0x".to_vec(),
    ]);
    whole.push([b"commit 400000\0", commit].concat());
    let plain = whole
        .iter()
        .take(8)
        .map(|whole| zlib(whole, Compression::none()));
    let mut packed: Vec<Vec<u8>> = plain.collect();
    packed.extend(
        whole
            .iter()
            .skip(8)
            .map(|whole| zlib(whole, Compression::best())),
    );
    packed
}

fn zlib(content: &[u8], how: Compression) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), how);
    let packed = packed.write_all(content).and_then(|()| packed.finish());
    packed.unwrap_or_else(|error| panic!("nothing was packed: {error}"))
}

/// One of them, changed. Mostly its first line says the right length all the same.
pub(crate) fn make(random: &mut Random, pool: &[Vec<u8>], clone: &Clone) -> Vec<u8> {
    let ids: Vec<&[u8]> = clone
        .objects
        .iter()
        .map(|(_, id, _)| id.as_bytes())
        .collect();
    let words: Vec<&[u8]> = WORDS.iter().copied().chain(ids).collect();
    let whole = changed(random, pool, &words);
    match parted(&whole) {
        Some((kind, content)) if !random.once_in(6) => with_head(kind, content),
        _ => whole,
    }
}

fn with_head(kind: RawKind, content: &[u8]) -> Vec<u8> {
    [
        format!("{} {}\0", name(kind), content.len()).as_bytes(),
        content,
    ]
    .concat()
}

fn name(kind: RawKind) -> &'static str {
    match kind {
        RawKind::Blob => "blob",
        RawKind::Tree => "tree",
        RawKind::Commit => "commit",
        RawKind::Tag => "tag",
    }
}

/// What an object is by its first line, and what follows that.
fn parted(whole: &[u8]) -> Option<(RawKind, &[u8])> {
    let end = whole.iter().take(40).position(|byte| *byte == 0)?;
    let kinds = [RawKind::Blob, RawKind::Tree, RawKind::Commit, RawKind::Tag];
    let kind = kinds
        .into_iter()
        .find(|kind| whole.starts_with(name(*kind).as_bytes()))?;
    Some((kind, &whole[end + 1..]))
}

/// Puts it under the id of its content, where a new commit leads to it.
pub(crate) fn put(clone: &Clone, input: &[u8]) {
    let (kind, content) = parted(input).unwrap_or((RawKind::Blob, input));
    let Ok(id) = clone.builder.raw(kind, content) else {
        return;
    };
    let packed = zlib(input, Compression::fast());
    let path = clone.git_dir().join(clone.loose(id));
    // Its content is kept as the clone has it where it is one of the clone's own.
    let is_own = clone.objects.iter().any(|(_, own, _)| *own == id);
    if !is_own {
        // git makes objects that nobody writes to.
        let _ = fs::remove_file(&path);
        clone.write(&clone.loose(id), &packed);
    }
    let tree = match kind {
        RawKind::Blob => clone
            .builder
            .raw(RawKind::Tree, [b"100644 f\0", id.as_bytes()].concat())
            .ok(),
        RawKind::Tree => Some(id),
        RawKind::Commit | RawKind::Tag => None,
    };
    let who = "A <a@b> 1700000100 +0000";
    let commit = tree.map(|tree| format!("tree {tree}\nauthor {who}\ncommitter {who}\n\nAC-1\n"));
    let head = match commit {
        Some(text) => clone
            .builder
            .raw(RawKind::Commit, text.as_bytes())
            .unwrap_or(id),
        None => id,
    };
    clone.write("refs/heads/side", format!("{head}\n").as_bytes());
    clone.keep_only([id].into_iter().chain(tree).chain([head]));
}
