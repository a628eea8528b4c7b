//! Specs of others with a few lines deleted, doubled or indented: what was a criterion and is still
//! in the file has to be one, or to be told of.
//!
//! `--noise DIR` takes a folder with an `INDEX.tsv`, as `spec_eval` does (`file`, and in `path`
//! what it is called in its own repository). Owns how lines are spoilt, and what counts as told.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use snaglist::model::spec::{CriterionKind, LineRange, Spec};
use snaglist::model::text::RepoPath;
use snaglist::spec::{ReadError, read};

use super::random::Random;

/// Spoilt versions of each file when nobody asks for more.
const VERSIONS: u64 = 100;
/// The most lines that are spoilt in one version.
const MAX_EDITS: usize = 4;
/// The furthest a line is indented, in columns.
const MAX_INDENT: usize = 8;
/// The most examples that are printed for each dialect.
const MAX_EXAMPLES: usize = 12;
/// What a warning says that is about all lines after it.
const NOT_READ: [&str; 3] = [
    "nothing is read from here on",
    "nothing after it is read",
    "read on from the heading",
];

/// A line of a spoilt version: its text, and which line of the original it is, 0-based.
type Line = (String, usize);

/// Spoils the specs of a folder; whether nothing was lost.
///
/// # Errors
/// When the folder cannot be read.
pub(crate) fn run(dir: &Path, runs: Option<u64>, seed: u64) -> Result<bool, String> {
    let index =
        fs::read_to_string(dir.join("INDEX.tsv")).map_err(|error| format!("INDEX.tsv: {error}"))?;
    let (mut versions, mut criteria, mut lost) = (0, 0, BTreeMap::<String, usize>::new());
    for (nth, row) in index.lines().skip(1).enumerate() {
        let columns: Vec<&str> = row.split('\t').collect();
        let [_, file, _, path, ..] = columns[..] else {
            continue;
        };
        let Ok(bytes) = fs::read(dir.join(file)) else {
            continue;
        };
        let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
        let path = RepoPath::from(path);
        let Ok(spec) = read(&path, text.as_bytes(), None) else {
            continue;
        };
        let mut random = Random::new(seed.wrapping_add(nth as u64));
        for _ in 0..runs.unwrap_or(VERSIONS) {
            let lines = spoilt(&text, &mut random);
            versions += 1;
            for (criterion, at) in whole(&spec, &lines) {
                criteria += 1;
                if let Err(line) = told(&path, &lines, &at) {
                    let count = lost.entry(spec.dialect.name().to_owned()).or_default();
                    *count += 1;
                    if *count <= MAX_EXAMPLES {
                        let text = lines
                            .get(line as usize - 1)
                            .map_or("", |line| line.0.as_str());
                        println!("{file}: {criterion}, now line {line}, is lost: {text}");
                        keep(file, *count, &lines);
                    }
                }
            }
        }
    }
    let sum: usize = lost.values().sum();
    println!("noise: {versions} versions, {criteria} criteria still there, {sum} lost {lost:?}");
    Ok(sum == 0)
}

/// A version of a text in which some lines were deleted, doubled or indented.
fn spoilt(text: &str, random: &mut Random) -> Vec<Line> {
    let mut lines: Vec<Line> = text
        .lines()
        .enumerate()
        .map(|(at, line)| (line.to_owned(), at))
        .collect();
    for _ in 0..1 + random.below(MAX_EDITS) {
        let at = random.below(lines.len());
        let Some(line) = lines.get(at).cloned() else {
            break;
        };
        match random.below(3) {
            0 => {
                lines.remove(at);
            }
            1 => lines.insert(at + 1, line),
            _ => lines[at].0 = format!("{:1$}{2}", "", 1 + random.below(MAX_INDENT), line.0),
        }
    }
    lines
}

/// The criteria whose lines are all there, and for each line that has a letter or a digit in it,
/// the numbers, 1-based, under which it stands.
fn whole(spec: &Spec, lines: &[Line]) -> Vec<(String, Vec<Vec<u32>>)> {
    let mut at: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    for (number, (_, original)) in (1..).zip(lines) {
        at.entry(*original).or_default().push(number);
    }
    let criteria = spec
        .criteria
        .iter()
        .filter(|criterion| criterion.kind == CriterionKind::Criterion);
    let whole = criteria.filter_map(|criterion| {
        let own = criterion.lines.first as usize - 1..criterion.lines.last as usize;
        let numbers: Option<Vec<Vec<u32>>> =
            own.map(|original| at.get(&original).cloned()).collect();
        let mut numbers = numbers?;
        let says = |number: &u32| {
            lines[*number as usize - 1]
                .0
                .contains(char::is_alphanumeric)
        };
        numbers.retain(|copies| copies.iter().all(says));
        Some((criterion.id.to_string(), numbers))
    });
    whole.collect()
}

/// Whether one copy of each of these lines is part of something that was read, or told of.
///
/// # Errors
/// The first line that is neither.
fn told(path: &RepoPath, lines: &[Line], at: &[Vec<u32>]) -> Result<(), u32> {
    thread_local! {
        static LAST: std::cell::RefCell<(String, Option<Spec>)> = const { std::cell::RefCell::new((String::new(), None)) };
    }
    let text: String = lines
        .iter()
        .flat_map(|(line, _)| [line.as_str(), "\n"])
        .collect();
    LAST.with_borrow_mut(|(last, spec)| {
        if *last != text {
            let result: Result<Spec, ReadError> = read(path, text.as_bytes(), None);
            (*last, *spec) = (text, result.ok());
        }
        // A file that is refused is told of.
        let Some(spec) = spec else { return Ok(()) };
        let lost = at
            .iter()
            .find(|copies| !copies.iter().any(|line| is_told(spec, *line)));
        lost.and_then(|copies| copies.first())
            .map_or(Ok(()), |line| Err(*line))
    })
}

fn is_told(spec: &Spec, line: u32) -> bool {
    let has = |lines: LineRange| (lines.first..=lines.last).contains(&line);
    let is_cut = || {
        let mut cuts = spec
            .warnings
            .iter()
            .filter(|warning| NOT_READ.iter().any(|words| warning.message.contains(words)));
        cuts.any(|warning| warning.line <= line)
    };
    spec.criteria.iter().any(|criterion| has(criterion.lines))
        || spec
            .requirements
            .iter()
            .any(|requirement| has(requirement.lines))
        || spec.left_out.iter().any(|left_out| has(left_out.lines))
        || is_cut()
}

/// Keeps an example among what the build makes.
fn keep(file: &str, count: usize, lines: &[Line]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("noise");
    let name = format!("{count}-{}", file.replace('/', "-"));
    let text: String = lines
        .iter()
        .flat_map(|(line, _)| [line.as_str(), "\n"])
        .collect();
    if let Err(error) =
        fs::create_dir_all(&folder).and_then(|()| fs::write(folder.join(name), text))
    {
        eprintln!("fuzz: the example was not kept: {error}");
    }
}
