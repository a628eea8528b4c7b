//! The process that paints, and the worker that has it paint: what becomes of lines that never come
//! to an end, of processes that end, and of an end of the program.

use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use snaglist::app::msg::{Msg, Unpainted};
use snaglist::model::change::{FileText, Side};
use snaglist::model::id::ObjectId;
use snaglist::model::index::FileIndex;
use snaglist::model::paint::Spans;
use snaglist::model::text::RepoPath;
use snaglist::runtime::painting::{COMMAND, GARBLED, Painting, STUCK};
use snaglist::syntax::wire::{Answer, MAX_REQUEST, PaintItem, PaintRequest};
use snaglist::syntax::{Grammars, Language, Painter};

/// How long anything may take before the test gives up.
const DEADLINE: Duration = Duration::from_secs(60);

/// A line at which the grammar of Svelte stays for ever.
const ENDLESS: &str = "{a /* b\n";

fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_snaglist"))
}

/// A worker, and what it tells.
fn worker(program: std::io::Result<PathBuf>) -> (Painting, Receiver<Msg>) {
    let (sender, told) = mpsc::channel();
    (
        Painting::start(program, move |msg| drop(sender.send(msg))),
        told,
    )
}

fn lines_of(file: usize, path: &str, source: &str, lines: std::ops::Range<u32>) -> Unpainted {
    // Which content it is, is all that an id says.
    let hex: String = snaglist::digest::of_bytes(source.as_bytes())
        .to_string()
        .chars()
        .take(40)
        .collect();
    let id: ObjectId = hex.parse().unwrap();
    let text = Arc::new(FileText::new(source.into()));
    Unpainted {
        file: FileIndex::new(file),
        side: Side::New,
        path: RepoPath::from(path),
        id,
        text,
        lines,
    }
}

fn expected(path: &str, source: &str) -> Vec<Spans> {
    let text = Arc::new(FileText::new(source.into()));
    let language = Language::of(&RepoPath::from(path), b"").unwrap();
    let mut painter = Painter::new(language, text, u32::MAX);
    painter
        .paint(&mut Grammars::load(), 0..u32::MAX, &mut |_| true)
        .unwrap()
}

/// The next lines that come: file, first line, lines.
#[track_caller]
fn next(told: &Receiver<Msg>) -> (usize, u32, Vec<Spans>) {
    match told.recv_timeout(DEADLINE) {
        Ok(Msg::Painted {
            file, first, lines, ..
        }) => (file.get(), first, lines),
        other => panic!("lines are to come, not {other:?}"),
    }
}

#[test]
fn lines_are_painted_in_the_order_in_which_they_are_wanted() {
    let source = "/* a\nfn b() {}\n*/ fn c() {}\n".repeat(100);
    let (painting, told) = worker(Ok(program()));
    let wanted = vec![
        lines_of(4, "a.rs", &source, 200..264),
        lines_of(2, "b.py", "def a(): pass\n", 0..1),
        lines_of(4, "a.rs", &source, 0..64),
    ];
    painting.want(9, wanted);
    let all = expected("a.rs", &source);
    assert_eq!(next(&told), (4, 200, all[200..264].to_vec()));
    assert_eq!(next(&told), (2, 0, expected("b.py", "def a(): pass\n")));
    assert_eq!(next(&told), (4, 0, all[..64].to_vec()));
}

#[test]
fn what_has_no_language_is_answered_plain_without_a_process() {
    let (painting, told) = worker(Ok(PathBuf::from("/nowhere/at/all")));
    painting.want(1, vec![lines_of(0, "notes.txt", "a\nb\n", 0..2)]);
    assert_eq!(next(&told), (0, 0, vec![Spans::default(); 2]));
}

#[test]
fn a_line_without_end_costs_the_rest_of_its_file_its_colours_and_nothing_else() {
    let source = format!(
        "{}{ENDLESS}{}",
        "<p class=\"a\">b</p>\n".repeat(100),
        "<p>c</p>\n".repeat(50)
    );
    let other = "fn a() {}\n";
    let (painting, told) = worker(Ok(program()));
    let wanted = || {
        vec![
            lines_of(0, "a.svelte", &source, 0..64),
            lines_of(0, "a.svelte", &source, 64..128),
            lines_of(1, "b.rs", other, 0..1),
        ]
    };
    for round in 0..2 {
        painting.want(round, wanted());
        let (_, _, first) = next(&told);
        assert!(
            first.iter().all(|line| !line.is_empty()),
            "lines above it are painted"
        );
        let (_, first, second) = next(&told);
        assert_eq!((first, second.len()), (64, 64));
        assert!(
            second[..36].iter().all(|line| !line.is_empty()),
            "up to the line itself"
        );
        assert!(
            second[36..].iter().all(Spans::is_empty),
            "and plain from there on"
        );
        assert_eq!(
            next(&told),
            (1, 0, expected("b.rs", other)),
            "what comes after is painted"
        );
    }
    assert!(told.try_recv().is_err(), "nobody is told of it");
}

#[test]
fn processes_that_keep_ending_are_given_up_and_that_is_said_once() {
    for program in ["/bin/false", "/nowhere/at/all"] {
        let (painting, told) = worker(Ok(PathBuf::from(program)));
        let wanted = || {
            (0..6)
                .map(|file| lines_of(file, "a.rs", &format!("fn a{file}() {{}}\n"), 0..1))
                .collect()
        };
        let (mut plain, mut said) = (0, 0);
        for round in 0..2 {
            painting.want(round, wanted());
            while plain < 6 * (round + 1) {
                match told.recv_timeout(DEADLINE) {
                    Ok(Msg::Painted { lines, .. }) => {
                        assert_eq!(lines, [Spans::default()]);
                        plain += 1;
                    }
                    Ok(Msg::PaintingEnded(_)) => said += 1,
                    other => panic!("{program}: {other:?}"),
                }
            }
        }
        assert_eq!(said, 1, "{program}");
    }
}

#[test]
fn more_texts_than_the_process_holds_are_painted_in_turns() {
    let (painting, told) = worker(Ok(program()));
    let sources: Vec<String> = (0..150)
        .map(|file| format!("fn a{file}() {{}}\n"))
        .collect();
    let wanted = sources
        .iter()
        .enumerate()
        .map(|(file, source)| lines_of(file, "a.rs", source, 0..1));
    painting.want(1, wanted.collect());
    for (file, source) in sources.iter().enumerate() {
        assert_eq!(next(&told), (file, 0, expected("a.rs", source)));
    }
}

#[test]
fn what_is_wanted_last_is_what_comes() {
    let (painting, told) = worker(Ok(program()));
    let source = "fn a() {}\n".repeat(20_000);
    for request in 0..20 {
        painting.want(
            request,
            vec![lines_of(request as usize, "a.rs", &source, 19_900..19_964)],
        );
    }
    loop {
        let (file, _, lines) = next(&told);
        assert!(lines.iter().all(|line| !line.is_empty()));
        if file == 19 {
            break;
        }
    }
    drop(painting);
    while told.recv_timeout(DEADLINE).is_ok() {}
}

// The process itself.

struct Process(Child);

impl Process {
    fn start() -> Self {
        let mut command = Command::new(program());
        command
            .arg(COMMAND)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        Self(command.spawn().unwrap())
    }

    fn say(&mut self, request: &PaintRequest) {
        self.say_bytes(&request.encode());
    }

    fn say_bytes(&mut self, frame: &[u8]) {
        let pipe = self.0.stdin.as_mut().unwrap();
        pipe.write_all(&(frame.len() as u32).to_le_bytes()).unwrap();
        pipe.write_all(frame).unwrap();
    }

    fn hear(&mut self) -> Option<Answer> {
        let pipe = self.0.stdout.as_mut().unwrap();
        let mut length = [0; 4];
        pipe.read_exact(&mut length).ok()?;
        let mut frame = vec![0; u32::from_le_bytes(length) as usize];
        pipe.read_exact(&mut frame).ok()?;
        Some(Answer::decode(&frame).unwrap())
    }

    /// Its exit status once it has ended, having said nothing on standard error.
    fn status(mut self) -> Option<i32> {
        let mut said = String::new();
        self.0
            .stderr
            .as_mut()
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
        assert_eq!(said, "");
        self.0.wait().unwrap().code()
    }
}

fn text(number: u32, path: &str, source: &str) -> PaintRequest {
    let text = Arc::new(FileText::new(source.into()));
    let language = Language::of(&RepoPath::from(path), b"").unwrap();
    PaintRequest::Text {
        number,
        limit: u32::MAX,
        language,
        text,
    }
}

fn ask(number: u32, text: u32, lines: std::ops::Range<u32>) -> PaintRequest {
    PaintRequest::Ask {
        number,
        items: vec![PaintItem { text, lines }],
    }
}

#[test]
fn the_process_names_the_line_that_takes_too_long_and_ends() {
    for (path, line) in [
        ("a.svelte", ENDLESS),
        ("a.scala", "class A @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@\n"),
    ] {
        let mut process = Process::start();
        process.say(&text(5, path, &format!("a\na\n{line}")));
        process.say(&ask(1, 5, 0..2));
        assert!(
            matches!(process.hear(), Some(Answer::Painted { number: 1, item: 0, lines }) if lines.len() == 2)
        );
        // Nobody asked for the third: it is gone through ahead.
        assert_eq!(
            process.hear(),
            Some(Answer::Stuck { text: 5, line: 2 }),
            "{path}"
        );
        assert_eq!(process.hear(), None);
        assert_eq!(process.status(), Some(STUCK));
    }
}

#[test]
fn the_process_ends_when_the_pipe_closes_whatever_it_is_at() {
    let mut idle = Process::start();
    drop(idle.0.stdin.take());
    assert_eq!(idle.status(), Some(0));

    let mut busy = Process::start();
    busy.say(&text(1, "a.svelte", ENDLESS));
    busy.say(&ask(1, 1, 0..1));
    drop(busy.0.stdin.take());
    assert_eq!(busy.status(), Some(0));

    let mut cut = Process::start();
    cut.0
        .stdin
        .as_mut()
        .unwrap()
        .write_all(&[100, 0, 0, 0, b'F', 1])
        .unwrap();
    drop(cut.0.stdin.take());
    assert_eq!(cut.status(), Some(0));
}

#[test]
fn the_process_ends_at_what_makes_no_sense() {
    for spoil in [
        |process: &mut Process| process.say_bytes(b"what?"),
        |process: &mut Process| process.say_bytes(b""),
        |process: &mut Process| process.say(&ask(1, 77, 0..1)),
        |process: &mut Process| {
            let length = (MAX_REQUEST as u32 + 1).to_le_bytes();
            process
                .0
                .stdin
                .as_mut()
                .unwrap()
                .write_all(&length)
                .unwrap();
        },
    ] {
        let mut process = Process::start();
        spoil(&mut process);
        assert_eq!(process.hear(), None);
        assert_eq!(process.status(), Some(GARBLED));
    }
}

#[test]
fn a_newer_asking_takes_the_place_of_one_that_is_not_answered() {
    let source = "fn a() {}\n".repeat(50_000);
    let mut process = Process::start();
    process.say(&text(1, "a.rs", &source));
    process.say(&ask(1, 1, 49_900..49_964));
    process.say(&ask(2, 1, 0..1));
    let numbers: Vec<u32> = std::iter::from_fn(|| match process.hear() {
        Some(Answer::Painted { number: 2, .. }) | None => None,
        Some(Answer::Painted { number, .. }) => Some(number),
        Some(stuck) => panic!("{stuck:?}"),
    })
    .collect();
    assert!(
        numbers.len() <= 1 && numbers.iter().all(|number| *number == 1),
        "{numbers:?}"
    );
    drop(process.0.stdin.take());
    assert_eq!(process.status(), Some(0));
}
