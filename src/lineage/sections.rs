//! Relates the sections of two versions: the requirements or headings above criteria. Where
//! sections were inserted between others, the numbers of their criteria change meaning.

use std::collections::HashMap;

use super::item::{LineageItem, Pairs, SpecVersion};
use super::likeness::{Bag, WordTable};

/// Maximum number of sections on each side that are compared by title.
const COMPARED: usize = 200;
/// Minimum likeness of titles for two sections to be the same.
const ALIKE: f32 = 0.4;
/// Minimum lead of the nearest title over the next.
const MARGIN: f32 = 0.1;

/// The sections of two versions.
pub(super) struct VersionSections {
    /// By old item: its section; and by new item.
    of_old: Vec<usize>,
    of_new: Vec<usize>,
    /// By old section: the new one with the nearest title, where one is near.
    by_title: Vec<Option<usize>>,
}

/// By old section: its successor, as far as known.
pub(super) struct Course(Vec<Option<usize>>);

/// How the sections of two items relate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Together {
    /// One is the successor of the other.
    Same,
    /// The old one has another successor.
    Other,
    /// Unknown.
    Unknown,
}

/// The sections of one version.
struct SectionTable {
    of: Vec<usize>,
    /// Each section's spec, the key of its title, and the title.
    all: Vec<(usize, u64, String)>,
}

impl SectionTable {
    fn new(side: &SpecVersion<'_>) -> Self {
        let mut numbers: HashMap<(usize, u64), usize> = HashMap::new();
        let mut table = Self {
            of: Vec::with_capacity(side.items.len()),
            all: Vec::new(),
        };
        for item in &side.items {
            let key = (item.spec, item.place);
            let number = *numbers.entry(key).or_insert_with(|| {
                table.all.push((item.spec, item.place, title(side, item)));
                table.all.len() - 1
            });
            table.of.push(number);
        }
        table
    }
}

/// Returns the title of an item's requirement, else of the heading above it.
fn title(side: &SpecVersion<'_>, item: &LineageItem<'_>) -> String {
    let spec = side.specs.get(item.spec);
    let requirement = item
        .criterion
        .requirement
        .and_then(|at| spec?.requirements.get(at as usize));
    let title = requirement
        .map(|requirement| &requirement.title)
        .or(item.criterion.section.last());
    title.map_or_else(String::new, |title| title.lossy().into_owned())
}

impl VersionSections {
    /// Collects the sections, and compares titles between specs and their successors.
    pub(super) fn new(
        old: &SpecVersion<'_>,
        new: &SpecVersion<'_>,
        homes: &[Option<usize>],
    ) -> Self {
        let (old, new) = (SectionTable::new(old), SectionTable::new(new));
        let mut by_title = vec![None; old.all.len()];
        let numbers: HashMap<(usize, u64), usize> = new
            .all
            .iter()
            .enumerate()
            .map(|(at, (spec, key, _))| ((*spec, *key), at))
            .collect();
        let mut is_taken = vec![false; new.all.len()];
        for (at, (spec, key, _)) in old.all.iter().enumerate() {
            let home = homes.get(*spec).copied().flatten();
            by_title[at] = home.and_then(|home| numbers.get(&(home, *key)).copied());
            if let Some(taken) = by_title[at].and_then(|to| is_taken.get_mut(to)) {
                *taken = true;
            }
        }
        let left: Vec<usize> = (0..old.all.len())
            .filter(|at| by_title[*at].is_none())
            .collect();
        let free: Vec<usize> = (0..new.all.len()).filter(|at| !is_taken[*at]).collect();
        if left.len() <= COMPARED && free.len() <= COMPARED {
            for (from, to) in near((&old, &left), (&new, &free), homes) {
                by_title[from] = Some(to);
            }
        }
        Self {
            of_old: old.of,
            of_new: new.of,
            by_title,
        }
    }

    /// Finds each section's successor: the one with most of its paired criteria, else by its title.
    pub(super) fn course(&self, pairs: &Pairs) -> Course {
        let mut votes: HashMap<(usize, usize), usize> = HashMap::new();
        let mut all = vec![0; self.by_title.len()];
        for (at, from) in self.of_old.iter().enumerate() {
            if let Some(to) = pairs.new_of(at).and_then(|to| self.of_new.get(to)) {
                *votes.entry((*from, *to)).or_default() += 1;
                all[*from] += 1;
            }
        }
        let mut course = self.by_title.clone();
        for ((from, to), count) in votes {
            if count * 2 > all[from] {
                course[from] = Some(to);
            }
        }
        Course(course)
    }

    /// Tells how the sections of an old item and a new one relate.
    pub(super) fn together(&self, course: &Course, old: usize, new: usize) -> Together {
        let section = self
            .of_old
            .get(old)
            .and_then(|section| course.0.get(*section).copied().flatten());
        match (section, self.of_new.get(new)) {
            (Some(section), Some(there)) if section == *there => Together::Same,
            (Some(_), Some(_)) => Together::Other,
            _ => Together::Unknown,
        }
    }
}

/// Finds for each section the only one with a near title. Several may lead to one, because two
/// sections may have been joined.
fn near(
    (old, left): (&SectionTable, &[usize]),
    (new, free): (&SectionTable, &[usize]),
    homes: &[Option<usize>],
) -> Vec<(usize, usize)> {
    let mut lexicon = WordTable::default();
    let mut read = |table: &SectionTable, some: &[usize]| -> Vec<Bag> {
        let titles = some.iter().filter_map(|at| table.all.get(*at));
        titles
            .map(|(_, _, title)| lexicon.read_and_count(title))
            .collect()
    };
    let (mut olds, mut news) = (read(old, left), read(new, free));
    olds.iter_mut()
        .chain(&mut news)
        .for_each(|bag| lexicon.weigh(bag));
    let mut scored: Vec<(f32, usize, usize)> = Vec::new();
    for (bag, from) in olds.iter().zip(left) {
        for (other, to) in news.iter().zip(free) {
            let home = old
                .all
                .get(*from)
                .and_then(|(spec, ..)| homes.get(*spec).copied().flatten());
            if home.is_some() && home == new.all.get(*to).map(|(spec, ..)| *spec) {
                scored.push((lexicon.compare(bag, other).score(), *from, *to));
            }
        }
    }
    let best_but = |but: (usize, usize)| {
        let others = scored
            .iter()
            .filter(move |(_, from, to)| *from == but.0 && *to != but.1);
        others.map(|(score, ..)| *score).fold(0.0, f32::max)
    };
    let near = scored.iter().filter(|(score, ..)| *score >= ALIKE);
    near.filter(|(score, from, to)| score - best_but((*from, *to)) >= MARGIN)
        .map(|(_, from, to)| (*from, *to))
        .collect()
}
