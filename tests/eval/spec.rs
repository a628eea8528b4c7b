//! How well the readers find what a person found in real specs.
//!
//! `cargo bench --bench spec_eval -- DIR [--misses]` reads a folder of labelled specs and
//! prints precision and recall for each kind. Without a folder it has nothing to do.
//!
//! The folder holds `INDEX.tsv` (columns `kind`, `file`, and in `path` what the file is called in
//! its own repository) and `labels/<kind>__<NN>.tsv` (columns `line`, 1-based, and, last, `class`:
//! C criterion, T task, M about the document itself, O open to debate and not counted).

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::{env, fs};

use snaglist::model::spec::CriterionKind;
use snaglist::model::text::RepoPath;

/// What was counted for one kind.
#[derive(Clone, Copy, Default)]
struct Score {
    criteria: usize,
    read: usize,
    hits: usize,
    task_leaks: usize,
    document_leaks: usize,
    tasks: usize,
    tasks_read: usize,
    task_hits: usize,
}

impl Score {
    fn precision(&self) -> f64 {
        self.hits as f64 / self.read.max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.hits as f64 / self.criteria.max(1) as f64
    }

    fn add(&mut self, other: Self) {
        self.criteria += other.criteria;
        self.read += other.read;
        self.hits += other.hits;
        self.task_leaks += other.task_leaks;
        self.document_leaks += other.document_leaks;
        self.tasks += other.tasks;
        self.tasks_read += other.tasks_read;
        self.task_hits += other.task_hits;
    }
}

/// One labelled file.
struct Labelled {
    kind: String,
    file: String,
    path: String,
    /// By line, 1-based.
    classes: HashMap<u32, char>,
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let misses = arguments.iter().any(|argument| argument == "--misses");
    let Some(dir) = arguments
        .iter()
        .find(|argument| !argument.starts_with("--"))
    else {
        println!("spec_eval: no folder of labelled specs given; nothing was scored");
        return;
    };
    let dir = Path::new(dir);
    let Ok(index) = fs::read_to_string(dir.join("INDEX.tsv")) else {
        println!(
            "spec_eval: {} has no INDEX.tsv; nothing was scored",
            dir.display()
        );
        return;
    };
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    for labelled in index.lines().skip(1).filter_map(|row| labelled(dir, row)) {
        let score = score(dir, &labelled, misses);
        scores.entry(labelled.kind).or_default().add(score);
    }
    print(&scores);
}

fn labelled(dir: &Path, row: &str) -> Option<Labelled> {
    let columns: Vec<&str> = row.split('\t').collect();
    let [kind, file, _, path, ..] = columns[..] else {
        return None;
    };
    let number = file.rsplit('/').next()?.split('-').next()?;
    let labels =
        fs::read_to_string(dir.join("labels").join(format!("{kind}__{number}.tsv"))).ok()?;
    let classes = labels.lines().skip(1).filter_map(|row| {
        let columns: Vec<&str> = row.split('\t').collect();
        Some((
            columns.first()?.parse().ok()?,
            columns.get(5)?.chars().next()?,
        ))
    });
    let (kind, file, path) = (kind.to_owned(), file.to_owned(), path.to_owned());
    Some(Labelled {
        kind,
        file,
        path,
        classes: classes.collect(),
    })
}

fn score(dir: &Path, labelled: &Labelled, misses: bool) -> Score {
    let of_class = |class| {
        labelled
            .classes
            .values()
            .filter(|other| **other == class)
            .count()
    };
    let mut score = Score {
        criteria: of_class('C'),
        tasks: of_class('T'),
        ..Score::default()
    };
    let bytes = fs::read(dir.join(&labelled.file)).unwrap_or_default();
    let read = match snaglist::spec::read(&RepoPath::new(labelled.path.as_bytes()), &bytes, None) {
        Ok(read) => Some(read),
        Err(error) if score.criteria + score.tasks > 0 => {
            println!("{}: {error}", labelled.file);
            None
        }
        Err(_) => None,
    };
    let items = read.iter().flat_map(|spec| &spec.criteria);
    let items: HashMap<u32, CriterionKind> =
        items.map(|item| (item.lines.first, item.kind)).collect();
    for (line, kind) in &items {
        let class = labelled.classes.get(line).copied();
        match (class, kind) {
            (Some('O'), _) => {}
            (_, CriterionKind::Task) => {
                score.tasks_read += 1;
                score.task_hits += usize::from(class == Some('T'));
            }
            (_, CriterionKind::Criterion) => {
                score.read += 1;
                score.hits += usize::from(class == Some('C'));
                score.task_leaks += usize::from(class == Some('T'));
                score.document_leaks += usize::from(class == Some('M'));
            }
        }
    }
    if misses {
        tell_misses(labelled, &items, &String::from_utf8_lossy(&bytes));
    }
    score
}

fn tell_misses(labelled: &Labelled, items: &HashMap<u32, CriterionKind>, text: &str) {
    let lines: Vec<&str> = text.lines().collect();
    let mut told: Vec<(u32, &str)> = Vec::new();
    for (line, kind) in items {
        match (labelled.classes.get(line), kind) {
            (Some('O'), _)
            | (Some('C'), CriterionKind::Criterion)
            | (Some('T'), CriterionKind::Task) => {}
            (_, CriterionKind::Criterion) => told.push((*line, "no criterion")),
            (_, CriterionKind::Task) => told.push((*line, "no task")),
        }
    }
    for (line, class) in &labelled.classes {
        match (class, items.get(line)) {
            ('C', None) => told.push((*line, "criterion missed")),
            ('T', None) => told.push((*line, "task missed")),
            _ => {}
        }
    }
    told.sort_unstable();
    for (line, what) in told {
        let text = lines.get(line as usize - 1).copied().unwrap_or_default();
        let text: String = text.chars().take(90).filter(|c| !c.is_control()).collect();
        println!("{}:{line}: {what}: {text}", labelled.file);
    }
}

fn print(scores: &BTreeMap<String, Score>) {
    println!(
        "kind        criteria  read  hits  precision  recall  task leaks  document leaks | tasks  read  hits"
    );
    let mut all = Score::default();
    let row = |name: &str, score: &Score| {
        println!(
            "{name:11} {:8}  {:4}  {:4}  {:9.3}  {:6.3}  {:10}  {:14} | {:5}  {:4}  {:4}",
            score.criteria,
            score.read,
            score.hits,
            score.precision(),
            score.recall(),
            score.task_leaks,
            score.document_leaks,
            score.tasks,
            score.tasks_read,
            score.task_hits,
        );
    };
    for (kind, score) in scores {
        row(kind, score);
        all.add(*score);
    }
    row("all", &all);
    let kinds: Vec<&Score> = scores.values().filter(|score| score.criteria > 0).collect();
    let mean = |of: fn(&Score) -> f64| {
        kinds.iter().map(|score| of(score)).sum::<f64>() / kinds.len().max(1) as f64
    };
    println!(
        "macro average: precision {:.3}, recall {:.3}",
        mean(Score::precision),
        mean(Score::recall)
    );
}
