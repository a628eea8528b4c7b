//! Letters that ids begin with, by what such ids name. Knows nothing of where an id stands.

use std::sync::LazyLock;

use crate::spec::fixed::FixedMap;

/// Letters before ids of things to accept.
pub(super) const CRITERION_PREFIXES: [&str; 23] = [
    "AC", "AT", "BR", "CAP", "CHK", "CR", "DOD", "FR", "IR", "NFR", "QR", "REQ", "REQS", "RQ", "SC", "SEC",
    "SM", "SR", "SYS", "TR", "UIR", "UR", "UX",
];

/// Letters before other ids that need no second one of their kind to be believed.
pub(super) const OTHER_PREFIXES: [&str; 10] =
    ["R", "C", "T", "TC", "US", "UC", "UJ", "TASK", "STORY", "EPIC"];

/// Letters before ids of stories, epics and use cases.
pub(super) const STORIES: [&str; 9] = ["US", "UC", "UJ", "HU", "CU", "EPIC", "STORY", "FEAT", "FEATURE"];

/// Letters before ids of what is nothing to accept: work, tests, decisions, risks, questions, pictures.
pub(super) const ELSE: [&str; 45] = [
    "D",
    "Q",
    "図",
    "表",
    "テスト",
    "付録",
    "ADR",
    "AS",
    "DEP",
    "GAP",
    "KG",
    "LIM",
    "APP",
    "APPENDIX",
    "ASM",
    "ASSUMPTION",
    "BUG",
    "DEC",
    "DECISION",
    "EPIC",
    "FIG",
    "FIGURE",
    "ISSUE",
    "MR",
    "MS",
    "NG",
    "NOTE",
    "OOS",
    "OQ",
    "PHASE",
    "PR",
    "QUESTION",
    "RISK",
    "RSK",
    "SPIKE",
    "SPRINT",
    "STEP",
    "STORY",
    "TAB",
    "TABLE",
    "TASK",
    "TBD",
    "TC",
    "TEST",
    "WP",
];

/// Names of standards and the like, which end in a number as ids do.
pub(super) const NAMES: [&str; 24] = [
    "AES", "CVE", "DIN", "EN", "HTTP", "IEC", "IEEE", "IP", "IPV", "ISO", "MD", "MP", "OAUTH", "PEP", "RFC",
    "RSA", "SHA", "SSE", "TLS", "USB", "UTF", "UUID", "WCAG", "WIN",
];

/// What known letters before an id name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Prefix {
    Criterion,
    Other,
}

/// What the letters before an id name, whatever their case.
pub(super) fn prefix(family: &str) -> Option<Prefix> {
    static PREFIXES: LazyLock<FixedMap<u64, Prefix>> = LazyLock::new(|| {
        let others = OTHER_PREFIXES.iter().map(|letters| (letters, Prefix::Other));
        let all = others.chain(CRITERION_PREFIXES.iter().map(|letters| (letters, Prefix::Criterion)));
        all.filter_map(|(letters, prefix)| Some((in_capitals(letters)?, prefix))).collect()
    });
    PREFIXES.get(&in_capitals(family)?).copied()
}

/// Up to eight letters as one number, whatever their case; `None` for more, of which there are no prefixes.
fn in_capitals(letters: &str) -> Option<u64> {
    let fits = letters.len() <= 8;
    fits.then(|| letters.bytes().fold(0, |all, byte| all << 8 | u64::from(byte.to_ascii_uppercase())))
}

/// Whether letters before an id are known, whatever their case.
pub(super) fn is_known(family: &str) -> bool {
    prefix(family).is_some()
}
