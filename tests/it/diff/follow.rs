//! Notes follow their lines through whatever is done to a file. What became of each line is known,
//! for every line is made with a number of its own; ten thousand files with `cargo test --release
//! --test it diff::follow -- --ignored --nocapture`.

use std::collections::HashSet;
use std::ops::Range;

use snaglist::diff::{Relocation, relocate};
use snaglist::model::spec::LineRange;

use super::{anchor, blob, file, lines};
use crate::record::gossip::Dice;

/// A line, and which one it is, whatever else reads the same.
#[derive(Clone)]
pub(super) struct Line {
    pub number: usize,
    pub text: String,
}

/// A file that is written and changed.
#[derive(Clone)]
pub(super) struct Writing {
    pub lines: Vec<Line>,
    made: usize,
}

const NAMES: [&str; 8] = [
    "charge", "refund", "audit", "receipt", "balance", "limit", "retry", "ledger",
];

impl Writing {
    /// Functions of one shape, much alike in part, with empty lines and braces between.
    pub(super) fn new(dice: &mut Dice) -> Self {
        Self::numbered_from(0, dice)
    }

    /// The same, with numbers above that one.
    pub(super) fn numbered_from(made: usize, dice: &mut Dice) -> Self {
        let mut writing = Self {
            lines: Vec::new(),
            made,
        };
        for number in 0..4 + dice.below(12) {
            let block = writing.function(number, dice);
            writing.lines.extend(block);
        }
        writing
    }

    fn line(&mut self, text: impl Into<String>) -> Line {
        self.made += 1;
        Line {
            number: self.made,
            text: text.into(),
        }
    }

    fn statement(&mut self, dice: &mut Dice) -> Line {
        let [a, b] = [0, 1].map(|_| NAMES[dice.below(NAMES.len())]);
        let number = dice.below(40);
        let text = match dice.below(6) {
            0 => format!("    let {a} = {b}.{a}({number})?;"),
            1 => format!("    if {a} > {b}.len() + {number} {{"),
            2 => "    }".to_owned(),
            3 => format!("    // The {a} of the {b} must not be more than {number}."),
            4 => String::new(),
            _ => format!("    {a}.push({b}_{number}.clone());"),
        };
        self.line(text)
    }

    pub(super) fn function(&mut self, number: usize, dice: &mut Dice) -> Vec<Line> {
        let name = NAMES[dice.below(NAMES.len())];
        let mut block =
            vec![self.line(format!("fn {name}_{number}(amount: u64) -> Result<u64> {{"))];
        for _ in 0..2 + dice.below(8) {
            block.push(self.statement(dice));
        }
        block.extend(["    Ok(amount)", "}", ""].map(|text| self.line(text)));
        block
    }

    pub(super) fn text(&self) -> String {
        self.lines
            .iter()
            .flat_map(|line| [line.text.as_str(), "\n"])
            .collect()
    }

    /// Some lines from anywhere, at most so many.
    pub(super) fn some(&self, dice: &mut Dice, most: usize) -> Range<usize> {
        if self.lines.is_empty() {
            return 0..0;
        }
        let start = dice.below(self.lines.len());
        start..self.lines.len().min(start + 1 + dice.below(most))
    }

    /// One thing that happens between two deliveries.
    pub(super) fn change(&mut self, noted: &HashSet<usize>, dice: &mut Dice) {
        let range = self.some(dice, 6);
        match dice.below(9) {
            0 | 1 => {
                let new: Vec<Line> = (0..1 + dice.below(5))
                    .map(|_| self.statement(dice))
                    .collect();
                self.lines.splice(range.start..range.start, new);
            }
            2 => drop(self.lines.drain(range)),
            3 => {
                let new: Vec<Line> = range.clone().map(|_| self.statement(dice)).collect();
                self.lines.splice(range, new);
            }
            4 => {
                // Another function, and it may be before all others.
                let new = self.function(90, dice);
                self.lines.splice(range.start..range.start, new);
            }
            5 => {
                // Cut and pasted.
                let cut: Vec<Line> = self.lines.drain(range).collect();
                let at = dice.below(self.lines.len() + 1);
                self.lines.splice(at..at, cut);
            }
            6 => {
                // Copied and pasted: it reads the same, and is not what the note is on.
                let texts: Vec<String> = self.lines[range]
                    .iter()
                    .map(|line| line.text.clone())
                    .collect();
                let copy: Vec<Line> = texts.into_iter().map(|text| self.line(text)).collect();
                let at = dice.below(self.lines.len() + 1);
                self.lines.splice(at..at, copy);
            }
            _ => {
                // A word is changed; in the note's lines more often than elsewhere.
                let on_note = self
                    .lines
                    .iter()
                    .position(|line| noted.contains(&line.number));
                let at = on_note
                    .filter(|_| dice.below(3) == 0)
                    .unwrap_or(range.start);
                if let Some(line) = self.lines.get_mut(at) {
                    line.text = line.text.replace("amount", "sum").replacen(
                        NAMES[dice.below(8)],
                        "total",
                        1,
                    );
                }
            }
        }
    }
}

/// What was counted.
#[derive(Default, Debug)]
struct Tally {
    files: usize,
    /// Whose lines all stand together as they were.
    whole: usize,
    /// Of those: found just there.
    exact: usize,
    /// Of those: said to be edited or gone.
    doubted: usize,
    /// Whose lines were changed, and some are left.
    changed: usize,
    /// Of those: found where some of them are, and marked.
    near: usize,
    /// Of those: marked at lines none of which is the note's.
    astray: usize,
    /// Whose lines are all gone.
    gone: usize,
    /// Of those: said to be gone.
    said_gone: usize,
    /// Said to be the same at lines that read the same, next to the same lines, and are not the
    /// note's: one of two equal lines in a row, a function that was copied. Nobody could tell.
    alike: usize,
    /// Said to be the same at other lines.
    wrong: usize,
}

fn follow(tally: &mut Tally, dice: &mut Dice) {
    let mut writing = Writing::new(dice);
    let first_text = writing.text();
    let old = file(&first_text);
    let at = writing.some(dice, 6);
    let noted = lines(at.start as u32 + 1, at.end as u32);
    let before: Vec<Line> = writing.lines[at.clone()].to_vec();
    let first = writing.lines.clone();
    let numbers: HashSet<usize> = before.iter().map(|line| line.number).collect();
    for _ in 0..dice.below(9) {
        writing.change(&numbers, dice);
    }
    let now = file(writing.text());
    let keeps_old = dice.below(2) == 0;
    let found = relocate(
        &anchor(&old, noted),
        keeps_old.then_some(&*old),
        &now,
        blob(2),
    );

    let as_it_was = |at: usize| {
        let same = |(a, b): (&Line, &Line)| a.number == b.number && a.text == b.text;
        let here = writing.lines.get(at..at + before.len());
        here.is_some_and(|here| here.iter().zip(&before).all(same))
    };
    let reads = |text: &[Line], at: usize| {
        let here = text.get(at..at + before.len());
        here.is_some_and(|here| here.iter().zip(&before).all(|(a, b)| a.text == b.text))
    };
    let all = |text: &[Line]| {
        (0..text.len())
            .filter(|at| reads(text, *at))
            .collect::<Vec<usize>>()
    };
    let whole = (0..writing.lines.len()).find(|at| as_it_was(*at));
    // What was copied, and then taken away where it had been, was moved, as far as anybody can
    // tell.
    let whole = whole.or_else(|| match (&all(&first)[..], &all(&writing.lines)[..]) {
        ([_], [only]) => Some(*only),
        _ => None,
    });
    let is_noted = |at: u32| {
        writing
            .lines
            .get(at as usize - 1)
            .is_some_and(|line| numbers.contains(&line.number))
    };
    let touches = |here: LineRange| (here.first..=here.last).any(is_noted);
    let left = writing
        .lines
        .iter()
        .any(|line| numbers.contains(&line.number));
    tally.files += 1;
    match (whole, found) {
        (Some(at), Relocation::Exact(here) | Relocation::Moved(here))
            if here.first as usize == at + 1 =>
        {
            tally.whole += 1;
            tally.exact += 1;
        }
        (_, Relocation::Exact(here) | Relocation::Moved(here)) => {
            let [start, end] = [here.first as usize - 1, here.last as usize];
            let texts = |lines: &[Line]| {
                lines
                    .iter()
                    .map(|line| line.text.clone())
                    .collect::<Vec<_>>()
            };
            let before = texts(&first[at.start.saturating_sub(3)..at.start])
                == texts(&writing.lines[start.saturating_sub(3)..start]);
            let after = texts(&first[at.end..first.len().min(at.end + 3)])
                == texts(&writing.lines[end..writing.lines.len().min(end + 3)]);
            if reads(&writing.lines, start) && (before || after) {
                tally.alike += 1;
            } else {
                tally.wrong += 1;
                println!(
                    "{found:?} for {noted:?}, true {whole:?}, with the old text {keeps_old}:\n{}\n=>\n{}",
                    first_text,
                    writing.text()
                );
            }
        }
        (Some(_), _) => {
            tally.whole += 1;
            tally.doubted += 1;
        }
        (None, found) if left => {
            tally.changed += 1;
            match found.lines() {
                Some(here) if touches(here) => tally.near += 1,
                Some(_) => tally.astray += 1,
                None => {}
            }
        }
        (None, found) => {
            tally.gone += 1;
            tally.said_gone += usize::from(found == Relocation::Gone);
        }
    }
}

fn follow_all(files: usize, seed: u64) {
    let mut tally = Tally::default();
    let mut dice = Dice(seed);
    (0..files).for_each(|_| follow(&mut tally, &mut dice));
    println!("{tally:#?}");
    assert_eq!(
        tally.whole + tally.changed + tally.gone + tally.alike,
        files,
        "a note was dropped or is on wrong lines"
    );
    assert_eq!(tally.wrong, 0);
    assert!(
        tally.exact * 100 >= tally.whole * 95 && tally.alike * 100 < files,
        "{tally:?}"
    );
}

#[test]
fn notes_follow_their_lines() {
    follow_all(1_000, 3);
}

#[test]
#[ignore = "long: ten thousand files"]
fn ten_thousand_notes_follow_their_lines() {
    follow_all(10_000, 5);
}
