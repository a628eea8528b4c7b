//! Files that hold the name or the id of something: `HEAD`, loose refs, `packed-refs`.

use super::clone::Clone;
use super::mutate::changed;
use super::random::Random;

const NAMES: &[&[u8]] = &[
    b"ref: ",
    b"ref:",
    b"refs/heads/",
    b"refs/tags/",
    b"refs/heads/side",
    b"refs/heads/main",
    b"ref: refs/heads/a/b\n",
    b"ref: refs/heads/s0\n",
    b"ref: refs/tags/v1\n",
    b"HEAD",
    b"\n",
    b"\r\n",
    b" ",
    b"^",
    b"# pack-refs with: peeled fully-peeled sorted \n",
    b"..",
    b"/",
    b"//",
    b".lock",
    b"@{",
    b"\0",
    b"\xff",
    b"\x1b[",
];

/// Changes one of them; every id of the clone is among the words.
pub(crate) fn make(random: &mut Random, pool: &[Vec<u8>], clone: &Clone) -> Vec<u8> {
    let ids = clone.ids();
    let mut words = NAMES.to_vec();
    words.extend(ids.iter().map(String::as_bytes));
    changed(random, pool, &words)
}

/// A list of packed refs, sorted and not.
pub(crate) fn packed(clone: &Clone) -> Vec<Vec<u8>> {
    let [old, new] = clone.commits;
    vec![
        format!("# pack-refs with: peeled fully-peeled sorted \n{old} refs/heads/side\n{new} refs/tags/v1\n^{new}\n").into(),
        format!("{new} refs/tags/b\n{old} refs/tags/a\n{old} refs/heads/side\n").into(),
    ]
}

/// What one ref may hold: each id, the names of refs that lead to an object, to each other and
/// nowhere, and what is longer than a ref may be.
pub(crate) fn seeds(clone: &Clone) -> Vec<Vec<u8>> {
    let refs = [
        "heads/main",
        "heads/side",
        "heads/s0",
        "heads/a/b",
        "tags/v1",
        "heads/none",
        "heads",
    ];
    let symbolic = refs
        .iter()
        .map(|name| format!("ref: refs/{name}\n").into_bytes());
    let ids = clone.ids();
    let odd = [
        ids[0].to_uppercase(),
        ids[0][..39].to_owned(),
        format!("{}{}", ids[0], &ids[1][..24]),
        "0".repeat(40),
        "ref: HEAD\n".to_owned(),
        "ref: refs/../HEAD\n".to_owned(),
        format!("ref: refs/heads/{}\n", "n".repeat(1_100)),
        format!("{}{}", ids[0], " ".repeat(4_090)),
        String::new(),
    ];
    let whole = ids.iter().map(|id| format!("{id}\n").into_bytes());
    whole
        .chain(symbolic)
        .chain(odd.map(String::into_bytes))
        .collect()
}

/// Writes the input to a file, beside refs that it may lead to: two in a circle, one of a folder,
/// one packed.
pub(crate) fn put(clone: &Clone, file: &str, input: &[u8]) {
    let [old, new] = clone.commits;
    clone.write("refs/heads/main", format!("{new}\n").as_bytes());
    clone.write("refs/heads/s0", b"ref: refs/heads/side\n");
    clone.write("refs/heads/a/b", format!("{old}\n").as_bytes());
    let tag = clone.objects.last().map_or(new, |(_, id, _)| *id);
    clone.write(
        "packed-refs",
        format!("{tag} refs/tags/v1\n^{new}\n").as_bytes(),
    );
    clone.write(file, input);
}
