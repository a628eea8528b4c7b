//! Entries to begin with, and new inputs from old ones.

use super::random::Random;
use snaglist::digest;
use snaglist::model::id::{Digest, EventId};
use snaglist::record::codec;

/// The longest entry, in bytes: small ones break as well, and a million of them are soon read.
const MAX_BYTES: usize = 4_000;

/// The heads that entries begin with.
const HEAD: &str = "version = 1\nwriter = \"k3v7q2mzab\"\nseq = 7\n\
     prev = \"a7859d6d2b87b8d9ed50fa8fc7edd0440161e3e0621a070ce779051e070efd88\"\nat = 2026-05-28T20:36:52.340Z\n\
     seen = [\"aad17f83d9c8233730aea9348bbfa69b4bd9e6b3e550815bba6178b872456625\"]\n\
     replaces = [\"22c428dcd68f3280621b11139fc897521da46a495c2ad0c9e50054fa3b70286e\"]\n";

/// Who writes.
const WRITERS: [&str; 2] = ["k3v7q2mzab", "b4w7r3nzac"];

/// What follows the head: each kind with all that may stand there.
const KINDS: &[&str] = &[
    "kind = \"role\"\n\n[body]\nwriter = \"k3v7q2mzab\"\nname = \"Ana Lovelace\"\nemail = \"a@b\"\nrole = \"reviewer\"\n",
    "kind = \"note\"\n\n[body]\nspec = \"docs/spec.md\"\ncriterion = \"AC-6\"\nlabel = \"issue\"\nblocking = false\ntext = \"\"\"\nTwo \
     \\\"calls\\u202E\n'with' tabs\\t\"\"\"\n\n[subject]\nincrement = \"v1.2.0\"\nbase = \
     \"cae662172fd450bb0cd710a769079c05bfc5d8e3\"\nhead = \"9f2e6d33a3717ee826353a404ba4618d1aeeb687\"\n\n[anchor]\npath = \
     'src/caf\\xE9.rs'\nside = \"new\"\nlines = [42, 43]\ntext = { bytes = 'caf\\xE9' }\n",
    "kind = \"verdict\"\n\n[body]\nspec = \"docs/spec.md\"\ncriterion = \"AC-6\"\nverdict = \"met\"\ncomment = \"Seen.\"\n\n[subject]\nhead = \
     \"9f2e6d33a3717ee826353a404ba4618d1aeeb687\"\n\n[[subject.evidence]]\npath = \"src/refund.rs\"\nlines = [[41, 44], [52, \
     52]]\n\n[spec]\npath = \"docs/spec.md\"\ncriterion-digest = \
     \"d5963d22f572ba25cba01c061d285e66badfd38a055231b0fab162f17215d808\"\ncriterion-text = \"x\"\n",
    "kind = \"link\"\n\n[body]\nspec = \"docs/spec.md\"\ncriterion = \"AC-6\"\npath = \"src/refund.rs\"\nhunk = \
     \"3c307aa697b45603452ee8e373b9efda6a3140a9233d97bc89135fadadb744fc\"\n",
    "kind = \"retract\"\n\n[body]\nof = \"9fdef8b68e519816dcf9bab98390a3b1383e3b49b982c64359230b2d3969a01f\"\n",
    "kind = \"claim\"\n\n[body]\nthread = \"22c428dcd68f3280621b11139fc897521da46a495c2ad0c9e50054fa3b70286e\"\ncommit = \
     \"1c6e6c4c02e55178e85890fc9bbed4ce046415ec\"\ntext = \"One step.\"\n",
    "kind = \"amendment\"\n\n[body]\nspec = \"s.md\"\ncriterion = \"AC-6\"\nfrom = \
     \"d5963d22f572ba25cba01c061d285e66badfd38a055231b0fab162f17215d808\"\nagreed = true\ntext = \"x\"\n",
    "kind = \"scope\"\n\n[body]\n\n[[body.specs]]\nspec = \"docs/spec.md\"\n\n[[body.paths]]\npath = \"services/pay\"\n",
    "kind = \"increment\"\n\n[body]\nincrement = \"v1.2.0\"\ntitle = \"Refunds\"\nhead = \
     \"9f2e6d33a3717ee826353a404ba4618d1aeeb687\"\ncriteria = [\"AC-5\", \"AC-6\"]\n",
    "kind = \"outcome\"\n\n[body]\nincrement = \"v1.2.0\"\noutcome = \"accepted\"\ncomment = \"AC-7 next.\"\n",
    "kind = \"later\"\n\n[body]\nof = \"9fdef8b68e519816dcf9bab98390a3b1383e3b49b982c64359230b2d3969a01f\"\n",
];

/// What stands in entries, and what could hurt.
const TOKENS: &[&str] = &[
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "\\",
    "\\u202E",
    "\\xFF",
    "\\U0010FFFF",
    "\n",
    "\r",
    "\t",
    "[",
    "]",
    "[[",
    "{",
    "}",
    "=",
    ",",
    "#",
    "99999999",
    "100000000",
    "18446744073709551616",
    "-1",
    "0",
    "1e9",
    "nan",
    "true",
    "9999-12-31T23:59:59.999Z",
    "-9999-01-01T00:00:00Z",
    "10000-01-01T00:00:00Z",
    "[body]",
    "[subject]",
    "[spec]",
    "[anchor]",
    "seq = ",
    "version = 2\n",
    "lines = [2, 1]\n",
    "\u{202e}",
    "\u{feff}",
    "\u{1b}[31m",
    "..",
    "../../x",
    "/",
    "\0",
    "bytes = ",
    "a.b.c = 1\n",
];

/// Makes inputs, the same ones for the same seed.
pub(crate) struct Inputs(Random);

impl Inputs {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Random::new(seed))
    }

    /// From 0 up to but not including the limit; 0 when that is 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0.below(limit)
    }

    /// An entry's bytes, mostly changed in one place or several.
    pub(crate) fn event(&mut self) -> Vec<u8> {
        let kind = KINDS[self.below(KINDS.len())];
        let mut bytes = format!("{HEAD}{kind}").into_bytes();
        for _ in 0..self.below(5) {
            self.change(&mut bytes);
        }
        bytes
    }

    /// An entry of one of two writers, with one of a few numbers; changed now and then.
    pub(crate) fn entry_of_some_writer(&mut self) -> Vec<u8> {
        let kind = KINDS[self.below(KINDS.len())];
        let writer = WRITERS[self.below(WRITERS.len())];
        let head = HEAD
            .replacen(WRITERS[0], writer, 1)
            .replace("seq = 7", &format!("seq = {}", 1 + self.below(4)));
        // The first entry of a writer has none before it.
        let head = match head.split_once("prev = ") {
            Some((before, after)) if head.contains("seq = 1\n") => {
                format!(
                    "{before}{}",
                    after.split_once('\n').map_or("", |(_, rest)| rest)
                )
            }
            _ => head,
        };
        let mut bytes = format!("{head}{kind}").into_bytes();
        for _ in 0..self.below(3).saturating_sub(1) {
            self.change(&mut bytes);
        }
        bytes
    }

    /// The name that such an entry goes by.
    pub(crate) fn name_of_entry(&mut self, bytes: &[u8]) -> String {
        let text = String::from_utf8_lossy(bytes);
        let is_of = |writer: &&&str| text.contains(&format!("writer = \"{writer}\""));
        let writer = WRITERS.iter().find(is_of).copied().unwrap_or(WRITERS[0]);
        let number = (1..5)
            .find(|number| text.contains(&format!("seq = {number}\n")))
            .unwrap_or(1);
        let id = EventId(digest::of_bytes(bytes));
        codec::file_name(&writer.parse().expect("a writer"), number, id)
    }

    /// The name of an entry with these bytes, as far as it says of whom and which it is; mostly the
    /// right one.
    pub(crate) fn name(&mut self, bytes: &[u8]) -> String {
        let id = EventId(digest::of_bytes(bytes));
        let mut name =
            codec::file_name(&"k3v7q2mzab".parse().expect("a writer"), 7, id).into_bytes();
        match self.below(20) {
            0 => self.change(&mut name),
            1 => {
                return codec::file_name(
                    &"k3v7q2mzab".parse().expect("a writer"),
                    7,
                    EventId(Digest([0; 32])),
                );
            }
            _ => {}
        }
        String::from_utf8_lossy(&name).into_owned()
    }

    /// Changes bytes in one place.
    pub(crate) fn change(&mut self, bytes: &mut Vec<u8>) {
        let (at, other) = (self.below(bytes.len() + 1), self.below(bytes.len() + 1));
        let range = at.min(other)..at.max(other).min(at.min(other) + 1 + self.below(60));
        match self.below(7) {
            0 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << self.below(8);
                }
            }
            1 | 2 => drop(bytes.splice(at..at, TOKENS[self.below(TOKENS.len())].bytes())),
            3 => drop(bytes.splice(range, TOKENS[self.below(TOKENS.len())].bytes())),
            4 => {
                let piece = bytes[range].repeat(1 + self.below(40));
                drop(bytes.splice(at..at, piece));
            }
            5 => drop(bytes.drain(range)),
            _ => bytes.truncate(at),
        }
        bytes.truncate(MAX_BYTES);
    }
}
