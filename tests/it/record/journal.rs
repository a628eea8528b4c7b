//! What a writer adds is there for good, whatever happens in between.

use std::fs;
use std::path::{Path, PathBuf};

use snaglist::digest;
use snaglist::model::event::{Body, Event, Statement};
use snaglist::model::id::{EventId, ObjectId};
use snaglist::model::note::Label;
use snaglist::model::person::Role;
use snaglist::model::record::Record;
use snaglist::model::text::Untrusted;
use snaglist::model::time::Timestamp;
use snaglist::record::{DataDir, Identity, Journal, Project, codec, fold, project_id};
use tempfile::TempDir;

use super::sample::{self, Chain, name, note};

pub(super) const NOW: Timestamp = Timestamp(1_760_000_000_123);

pub(super) struct Disk {
    _temp: TempDir,
    pub data: DataDir,
    pub project: Project,
}

impl Disk {
    pub(super) fn new() -> Self {
        let temp = tempfile::tempdir().expect("a temporary directory");
        let (data, project) = open(temp.path());
        Self {
            _temp: temp,
            data,
            project,
        }
    }

    pub(super) fn journal(&self, number: u8) -> Journal {
        Journal::open(&self.project, &identity(number)).expect("the journal opens")
    }

    pub(super) fn dir(&self, number: u8) -> PathBuf {
        self.project
            .path()
            .join("events")
            .join(sample::writer(number).as_str())
    }

    pub(super) fn put(&self, event: &Event) {
        self.put_as(&name(event), codec::encode(event).as_bytes());
    }

    pub(super) fn put_as(&self, name: &str, bytes: &[u8]) {
        let path = self.project.path().join("events").join(name);
        fs::create_dir_all(path.parent().expect("a directory")).expect("made");
        fs::write(path, bytes).expect("written");
    }
}

/// The one project below a data directory that these tests use.
pub(super) fn open(root: &Path) -> (DataDir, Project) {
    let data = DataDir::from(Some(root.join("data"))).expect("a data directory");
    let project = data
        .project(&project_id(ObjectId::from_bytes(&[7; 20]), None).expect("a root makes an id"));
    (data, project)
}

pub(super) fn identity(number: u8) -> Identity {
    let (name, email) = (Untrusted::from("Ana"), Untrusted::from("ana@example.org"));
    Identity {
        writer: sample::writer(number),
        name,
        email,
        role: Role::Reviewer,
    }
}

pub(super) fn whys(record: &Record) -> Vec<&str> {
    record
        .damaged
        .iter()
        .map(|damaged| damaged.why.as_str())
        .collect()
}

pub(super) fn texts(record: &Record) -> Vec<String> {
    record
        .threads
        .iter()
        .map(|thread| thread.body.text.lossy().into_owned())
        .collect()
}

#[test]
fn opening_and_reading_make_nothing_on_the_disk() {
    let disk = Disk::new();
    let mut journal = disk.journal(0);
    assert!(!journal.refresh().expect("it reads"));
    assert_eq!(journal.record().events, 0);
    journal.stage(NOW, note(Label::Issue, "x")).expect("staged");
    assert!(!disk.data.path().exists());
}

#[test]
fn a_staged_event_shows_at_once_and_is_kept_by_publishing() {
    let disk = Disk::new();
    let mut journal = disk.journal(0);
    let staged = journal
        .stage(NOW, note(Label::Issue, "shown"))
        .expect("staged");
    assert_eq!(texts(journal.record()), ["shown"]);
    assert_eq!(disk.journal(0).record().events, 0);

    let saved = journal.publish().expect("saved");
    assert_eq!(
        (saved.len(), saved[0].staged, saved[0].id),
        (1, staged.id, staged.id)
    );
    assert_eq!(journal.staged().count(), 0);
    assert!(journal.publish().expect("nothing to do").is_empty());

    let again = disk.journal(1);
    assert_eq!(again.record(), journal.record());
    let bytes = fs::read(disk.project.path().join("events").join(name(&staged))).expect("the file");
    assert_eq!(
        EventId(digest::of_bytes(&bytes)),
        staged.id,
        "sha256sum of the file is its name"
    );
}

#[cfg(unix)]
#[test]
fn the_record_is_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let disk = Disk::new();
    let event = disk
        .journal(0)
        .append(NOW, note(Label::Issue, "x"))
        .expect("saved");
    disk.data.identity(None).expect("an identity");
    disk.project
        .remember_clone(Path::new("/src/clone"))
        .expect("noted");
    let mode = |path: &Path| {
        fs::metadata(path)
            .expect("it is there")
            .permissions()
            .mode()
            & 0o777
    };
    let file = disk.project.path().join("events").join(name(&event));
    for dir in file
        .ancestors()
        .skip(1)
        .take_while(|dir| dir.starts_with(disk.data.path()))
    {
        assert_eq!(mode(dir), 0o700, "{}", dir.display());
    }
    let [project, identity] = [
        disk.project.path().join("project.toml"),
        disk.data.path().join("identity.toml"),
    ];
    for file in [file, disk.project.path().join("lock"), project, identity] {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}

#[test]
fn events_are_numbered_chained_and_say_what_they_knew() {
    let disk = Disk::new();
    let (mut ana, mut bo) = (disk.journal(0), disk.journal(1));
    ana.append(NOW, note(Label::Issue, "1")).expect("saved");
    let second = ana.append(NOW, note(Label::Issue, "2")).expect("saved");
    assert_eq!((second.seq, second.seen.len()), (2, 0));
    assert!(bo.refresh().expect("it reads") && !bo.refresh().expect("it reads"));
    let reply = Statement::new(Body::Reply {
        thread: second.id,
        text: Untrusted::from("yes"),
    });
    let reply = bo.append(NOW, reply).expect("saved");
    assert_eq!(reply.seen, [second.id]);
    let quiet = bo
        .append(NOW, note(Label::Praise, "nothing new meanwhile"))
        .expect("saved");
    assert!(quiet.seen.is_empty(), "only news is said");
    assert_eq!((quiet.seq, quiet.prev), (2, Some(reply.id)));

    ana.refresh().expect("it reads");
    assert_eq!(ana.record(), disk.journal(3).record());
    assert!(ana.record().damaged.is_empty());
    assert_eq!(ana.record().threads[1].replies.len(), 1);
}

#[test]
fn a_second_process_of_the_same_writer_takes_no_number_twice() {
    let disk = Disk::new();
    let (mut here, mut there) = (disk.journal(0), disk.journal(0));
    let opened = here.stage(NOW, note(Label::Issue, "here")).expect("staged");
    let text = Untrusted::from("to myself");
    let reply = here
        .stage(
            NOW,
            Statement::new(Body::Reply {
                thread: opened.id,
                text,
            }),
        )
        .expect("staged");
    there
        .append(NOW, note(Label::Issue, "there"))
        .expect("saved");

    let saved = here.publish().expect("saved");
    assert_eq!(
        saved.iter().map(|saved| saved.staged).collect::<Vec<_>>(),
        [opened.id, reply.id]
    );
    assert!(
        saved.iter().all(|saved| saved.staged != saved.id),
        "their numbers were taken"
    );
    let record = disk.journal(0).record().clone();
    assert_eq!(&record, here.record());
    assert!(record.damaged.is_empty(), "{:?}", record.damaged);
    let thread = record
        .thread(saved[0].id)
        .expect("the thread under its new id");
    assert_eq!(
        thread.replies[0].id, saved[1].id,
        "the reply follows its thread"
    );
}

#[test]
fn two_journals_of_one_writer_on_two_threads_lose_nothing() {
    let disk = Disk::new();
    let project = &disk.project;
    std::thread::scope(|scope| {
        for thread in 0..2 {
            scope.spawn(move || {
                let mut journal = Journal::open(project, &identity(0)).expect("it opens");
                for i in 0..40 {
                    journal
                        .append(NOW, note(Label::Note, &format!("{thread}.{i}")))
                        .expect("saved");
                }
            });
        }
    });
    let record = disk.journal(0).record().clone();
    assert_eq!(record.events, 80);
    assert!(record.damaged.is_empty(), "{:?}", record.damaged);
}

#[test]
fn a_retry_after_a_second_process_went_on_keeps_the_event_and_renumbers_the_rest() {
    let disk = Disk::new();
    let (mut here, mut there) = (disk.journal(0), disk.journal(0));
    let first = here
        .stage(NOW, note(Label::Issue, "first"))
        .expect("staged");
    here.stage(NOW, note(Label::Issue, "second"))
        .expect("staged");
    disk.put(&first);
    there
        .append(NOW, note(Label::Issue, "there"))
        .expect("saved");
    let saved = here.publish().expect("saved");
    assert_eq!(saved[0].id, first.id);
    assert_ne!(saved[1].id, saved[1].staged);
    let record = disk.journal(0).record().clone();
    assert_eq!(texts(&record), ["first", "there", "second"]);
    assert!(record.damaged.is_empty(), "{:?}", record.damaged);
}

#[test]
fn events_that_come_in_bit_by_bit_add_up_to_the_same() {
    let mut chains: Vec<Chain> = (0..5).map(Chain::new).collect();
    let mut events: Vec<Event> = Vec::new();
    for i in 0..100_u64 {
        let number = (i * 7 % 5) as usize;
        let before = events.last().map(|event| event.id);
        let statement = match before {
            Some(thread) if i % 3 == 0 => sample::claim(thread),
            Some(of) if i % 4 == 0 => sample::edit(of, "again"),
            _ => note(Label::Issue, &i.to_string()),
        };
        let seen: Vec<EventId> = before.into_iter().collect();
        events.push(chains[number].say_having_seen(&seen, statement));
    }
    let disk = Disk::new();
    let mut journal = disk.journal(9);
    for part in 0..4 {
        for event in events.iter().skip(part).step_by(4) {
            disk.put(event);
        }
        assert!(journal.refresh().expect("it reads"));
    }
    assert!(**journal.record() == fold(&events) && journal.record().events == 100);
    assert!(disk.journal(9).record() == journal.record());
}

#[test]
fn what_is_too_long_or_from_a_newer_version_is_refused_before_it_is_shown() {
    let disk = Disk::new();
    let mut journal = disk.journal(0);
    let error = journal
        .stage(NOW, note(Label::Issue, &"x".repeat(codec::MAX_EVENT_BYTES)))
        .expect_err("too long");
    assert!(error.to_string().contains("split it in two"), "{error}");
    let newer = Statement::new(Body::Unknown {
        kind: Untrusted::from("poem"),
        of: None,
        criterion: None,
    });
    assert!(journal.stage(NOW, newer).is_err());
    assert_eq!((journal.record().events, journal.staged().count()), (0, 0));
}

#[test]
fn a_writer_introduces_themselves_once_and_again_when_they_changed() {
    let disk = Disk::new();
    let mut journal = disk.journal(0);
    let introduction = journal.introduction().expect("nobody knows them yet");
    journal.append(NOW, introduction).expect("saved");
    assert!(journal.introduction().is_none());
    assert_eq!(
        journal.record().name_of(&sample::writer(0)),
        Untrusted::from("Ana")
    );
    let renamed = Identity {
        name: Untrusted::from("Ana B."),
        ..identity(0)
    };
    let journal = Journal::open(&disk.project, &renamed).expect("it opens");
    assert!(journal.introduction().is_some());
}
