//! What is tried with an input: reading it, and taking in what was read.

use std::time::Duration;

use snaglist::model::id::ProjectId;
use snaglist::model::time::Timestamp;
use snaglist::record::{Arrival, DataDir, Journal, codec, fold, parcel};
use snaglist::sync::{Control, Surroundings, file, mail};

use crate::inputs::Inputs;

/// A way in from outside.
pub(crate) struct Target {
    pub(crate) name: &'static str,
    pub(crate) input: fn(&mut Inputs) -> Vec<u8>,
    /// Tries an input; whether it was read.
    pub(crate) run: fn(&[u8]) -> Result<bool, String>,
}

pub(crate) const TARGETS: &[Target] = &[
    Target {
        name: "event",
        input: Inputs::event,
        run: event,
    },
    Target {
        name: "parcel",
        input: parcel_of,
        run: parcel,
    },
    Target {
        name: "mail",
        input: mail_of,
        run: mail,
    },
    Target {
        name: "journal",
        input: letters,
        run: taken_in,
    },
    Target {
        name: "import",
        input: export_of,
        run: import,
    },
];

/// An entry that reads is written again in the same words, folds, and says nothing that a terminal
/// obeys.
fn event(input: &[u8]) -> Result<bool, String> {
    let id = snaglist::model::id::EventId(snaglist::digest::of_bytes(input));
    let name = codec::file_name(&"k3v7q2mzab".parse().expect("a writer"), 7, id);
    let read = match codec::decode(&name, input) {
        Ok(read) => read,
        Err(damaged) => {
            let printable = damaged
                .file
                .bytes()
                .chain(damaged.why.bytes())
                .all(|byte| (b' '..=b'~').contains(&byte));
            return if printable {
                Ok(false)
            } else {
                Err(format!("says {:?}", damaged.why))
            };
        }
    };
    let record = fold([&read]);
    if record.events != 1 {
        return Err("does not count once".to_owned());
    }
    if !read.statement.body.is_unknown() {
        let text = codec::encode(&read);
        let id = snaglist::model::id::EventId(snaglist::digest::of_bytes(text.as_bytes()));
        let name = codec::file_name(&read.writer, read.seq, id);
        let again = codec::decode(&name, text.as_bytes())
            .map_err(|damaged| format!("does not read back: {}", damaged.why))?;
        if again.statement != read.statement || again.at != read.at || again.prev != read.prev {
            return Err("reads back as something else".to_owned());
        }
    }
    Ok(true)
}

/// A parcel of a few entries, some of them changed, its packed bytes now and then too.
fn parcel_of(inputs: &mut Inputs) -> Vec<u8> {
    packed(inputs, &[])
}

fn packed(inputs: &mut Inputs, first: &[(&str, &[u8])]) -> Vec<u8> {
    let folder = if first.is_empty() { "" } else { "events/" };
    let items: Vec<(String, Vec<u8>)> = (0..inputs.below(4))
        .map(|_| {
            let bytes = inputs.event();
            let other = ["private/events/", "drafts/", "", "events/../", "x/"][inputs.below(5)];
            let folder = if inputs.below(8) == 0 { other } else { folder };
            (format!("{folder}{}", inputs.name(&bytes)), bytes)
        })
        .collect();
    let items = items
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    let mut packed = parcel::pack(first.iter().copied().chain(items)).expect("few enough");
    if inputs.below(3) == 0 {
        inputs.change(&mut packed);
    }
    packed
}

fn parcel(input: &[u8]) -> Result<bool, String> {
    match Arrival::of_events(input) {
        Ok(_) => Ok(true),
        Err(error) => says(&error).map(|()| false),
    }
}

fn mail_of(inputs: &mut Inputs) -> Vec<u8> {
    let packed = packed(inputs, &[]);
    let mut text = mail::write(&packed, 1, 1).into_bytes();
    for _ in 0..inputs.below(3) {
        inputs.change(&mut text);
    }
    text
}

fn mail(input: &[u8]) -> Result<bool, String> {
    match mail::read(input).and_then(|packed| Arrival::of_events(&packed)) {
        Ok(_) => Ok(true),
        Err(error) => says(&error).map(|()| false),
    }
}

/// Three mails, one after the other, in a text that tells where each begins: entries of the writer
/// of the journal and of others, some of them twice or with the number of another.
fn letters(inputs: &mut Inputs) -> Vec<u8> {
    let mut all = Vec::new();
    let mut sent: Vec<Vec<u8>> = Vec::new();
    for _ in 0..3 {
        for _ in 0..inputs.below(4) {
            let entry = inputs.entry_of_some_writer();
            sent.push(entry);
        }
        let items: Vec<(String, Vec<u8>)> = sent
            .iter()
            .map(|bytes| (inputs.name_of_entry(bytes), bytes.clone()))
            .collect();
        let items = items
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
        let packed = parcel::pack(items).expect("few enough");
        let mut text = mail::write(&packed, 1, 1).into_bytes();
        if inputs.below(4) == 0 {
            inputs.change(&mut text);
        }
        all.extend_from_slice(&(text.len() as u32).to_le_bytes());
        all.extend(text);
    }
    all
}

/// Takes mails into a journal that has an entry of its own: that stays, what came in is read again
/// the same, and nothing is written beside the data directory.
fn taken_in(input: &[u8]) -> Result<bool, String> {
    let temp = tempfile::tempdir().expect("a directory");
    let data = DataDir::from(Some(temp.path().join("data"))).expect("a path");
    let project = data.project(&PROJECT.parse().expect("a project"));
    let identity = data.identity(None).expect("an identity");
    let mut journal = Journal::open(&project, &identity).expect("an empty journal");
    let statement = journal.introduction().expect("a new writer");
    let own = journal
        .append(Timestamp(1_700_000_000_000), statement)
        .expect("room")
        .id;
    let around = Surroundings::new([], false).without_signing();
    let control = Control {
        cancelled: &|| false,
        tell: &|_| {},
        limit: Duration::from_secs(5),
    };
    let (mut rest, mut is_read) = (input, false);
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let (text, next) = after.split_at((u32::from_le_bytes(*length) as usize).min(after.len()));
        rest = next;
        match file::take_text(&mut journal, text, "a mail", &around, &control, &|_| Ok(())) {
            Ok(report) => is_read |= report.received > 0,
            Err(error) => says(&error)?,
        }
    }
    let before = journal.digest();
    let again =
        Journal::open(&project, &identity).map_err(|error| format!("does not open: {error:#}"))?;
    if !again.events().iter().any(|event| event.id == own) {
        return Err("lost an entry of its own".to_owned());
    }
    if again.digest() != before || again.record().events != journal.record().events {
        return Err("reads back as something else".to_owned());
    }
    let beside = std::fs::read_dir(temp.path()).expect("there").flatten();
    match beside.filter(|entry| entry.file_name() != "data").count() {
        0 => Ok(is_read),
        _ => Err("left something beside the data directory".to_owned()),
    }
}

const PROJECT: &str = "root-cae662172fd450bb0cd710a769079c05bfc5d8e3";

fn export_of(inputs: &mut Inputs) -> Vec<u8> {
    packed(inputs, &[("project", PROJECT.as_bytes())])
}

/// Takes an exported record into a data directory of its own; nothing is written outside it, and
/// what came in reads.
fn import(input: &[u8]) -> Result<bool, String> {
    let temp = tempfile::tempdir().expect("a directory");
    let file = temp.path().join("sent");
    std::fs::write(&file, input).expect("room");
    let id: ProjectId = PROJECT.parse().expect("a project");
    let data = DataDir::from(Some(temp.path().join("data"))).expect("a path");
    let project = data.project(&id);
    let imported = project
        .read_export(&file)
        .and_then(|export| project.import(export));
    let names: Vec<_> = std::fs::read_dir(temp.path())
        .expect("there")
        .flatten()
        .map(|entry| entry.file_name())
        .collect();
    if names.iter().any(|name| name != "data" && name != "sent") {
        return Err(format!("left {names:?}"));
    }
    match imported {
        Ok(_) => Ok(true),
        Err(error) => says(&error).map(|()| false),
    }
}

/// Whether what an error says can be shown.
fn says(error: &anyhow::Error) -> Result<(), String> {
    let text = format!("{error:#}");
    if text.chars().any(char::is_control) {
        Err(format!("says {text:?}"))
    } else {
        Ok(())
    }
}
