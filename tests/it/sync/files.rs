//! The record as a file: mails, bundles, exports.

use std::fs;
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use snaglist::model::event::{Body, Statement};
use snaglist::model::note::{Label, NoteBody};
use snaglist::model::person::Role;
use snaglist::model::text::Untrusted;
use snaglist::model::time::Timestamp;
use snaglist::record::{DataDir, Identity, Journal, parcel};

use super::{Hub, counts, person};
use crate::cli::Place;

/// Has somebody save a text and take it in.
fn take(who: &Place, text: impl AsRef<[u8]>) -> crate::cli::Run {
    let file = who.root.path().join("mail.txt");
    fs::write(&file, text).unwrap();
    who.run(&["sync", "--from", file.to_str().unwrap()])
}

fn written() -> (Place, String) {
    let ana = person("Ana");
    for number in 0..5 {
        ana.ok(&[
            "note",
            &format!("note {number} with\ttabs, 'quotes' and \u{202e}more"),
        ]);
    }
    let text = ana.ok(&["sync", "--to", "-"]);
    (ana, text)
}

#[test]
fn a_text_survives_what_mailers_do() {
    let (ana, text) = written();
    assert!(
        text.is_ascii() && text.lines().all(|line| line.len() <= 76),
        "{text}"
    );
    assert!(
        text.starts_with("The record of a review: 6 entries by 1 person.\n"),
        "{text}"
    );
    let mut narrow = String::new();
    for line in text.lines() {
        for part in line.as_bytes().chunks(30) {
            narrow.push_str(&format!("{}\n", String::from_utf8_lossy(part)));
        }
    }
    let wide = text.encode_utf16().flat_map(u16::to_le_bytes);
    let ways: [Vec<u8>; 8] = [
        text.clone().into(),
        text.replace('\n', "\r\n").into(),
        text.lines()
            .map(|line| format!("> {line}\n"))
            .collect::<String>()
            .into(),
        text.lines()
            .map(|line| format!(" | > >{line}  \r\n\r\n"))
            .collect::<String>()
            .into(),
        text.lines()
            .map(|line| format!("{line}=\n"))
            .collect::<String>()
            .into(),
        format!("From: ana\nSubject: Re: review\n\nHello,\nhere it is.\n\n{text}\n-- \nAna\n")
            .into(),
        narrow
            .replace(
                "-----BEGIN SNAGLIST RECORD----\n-\n",
                "-----BEGIN SNAGLIST RECORD-----\n",
            )
            .into(),
        [0xff, 0xfe].into_iter().chain(wide).collect(),
    ];
    for (way, mail) in ways.into_iter().enumerate() {
        let bo = person("Bo");
        let said = take(&bo, mail);
        assert_eq!(said.code, Some(0), "{way}: {}", said.err);
        assert!(
            said.out
                .starts_with("6 entries received\nnote: Ana is pending"),
            "{way}: {}",
            said.out
        );
        assert_eq!(bo.digest(), ana.digest());
        assert_eq!(take(&bo, &text).out, "0 entries received\n");
    }
}

#[test]
fn a_text_that_was_changed_is_refused_whole() {
    let (_, text) = written();
    let bo = person("Bo");
    let middle = text.len() / 2;
    let swapped = if text.as_bytes()[middle] == b'A' {
        "B"
    } else {
        "A"
    };
    for (changed, why) in [
        (
            format!("{}{swapped}{}", &text[..middle], &text[middle + 1..]),
            "changed on its way",
        ),
        (
            format!("{}{}", &text[..middle], &text[middle + 1..]),
            "changed on its way",
        ),
        (text[..middle].to_owned(), "cut short"),
        ("Hello, Bo!\n".to_owned(), "there is no record in it"),
        (String::new(), "there is no record in it"),
    ] {
        let said = take(&bo, changed);
        assert_eq!(said.code, Some(1));
        assert!(said.err.contains(why), "{why}: {}", said.err);
    }
    assert_eq!(bo.events().len(), 0);
}

#[test]
fn a_bundle_brings_everything_and_is_no_remote() {
    let (ana, bo, hub) = (person("Ana"), person("Bo"), Hub::new());
    ana.ok(&["note", "one"]);
    bo.ok(&["note", "two"]);
    let bundle = ana.root.path().join("record.bundle");
    let bundle = bundle.to_str().unwrap();
    assert!(
        ana.ok(&["sync", "--to", bundle])
            .starts_with("2 entries written to ")
    );
    for _ in 0..2 {
        // Over an older one, but over nothing else.
        ana.ok(&["sync", "--to", bundle]);
        assert_eq!(bo.run(&["sync", "--from", bundle]).code, Some(0));
    }
    assert_eq!(bo.events().len(), 4);
    let other = ana.root.path().join("notes.txt");
    fs::write(&other, "mine").unwrap();
    assert!(
        ana.fails(1, &["sync", "--to", other.to_str().unwrap()])
            .contains("is not a record")
    );
    assert_eq!(
        counts(&bo.sync(&hub)),
        (0, 4, 0),
        "what came by mail goes on to a remote"
    );
    assert_eq!(counts(&ana.sync(&hub)), (2, 0, 0));
    assert_eq!(ana.digest(), bo.digest());
    fs::write(bundle, "# v2 git bundle\nnonsense\n").unwrap();
    assert!(
        bo.fails(1, &["sync", "--from", bundle])
            .contains("could not be read")
    );
}

#[test]
fn an_export_moves_everything_to_another_machine() {
    let (ana, hub) = (person("Ana"), Hub::new());
    ana.ok(&["note", "mine to edit"]);
    ana.sync(&hub);
    let drafts = ana.record().join("drafts");
    fs::create_dir_all(&drafts).unwrap();
    fs::write(drafts.join("abcdefghij.a.toml"), "digest = \"x\"\n").unwrap();
    let file = ana.root.path().join("record.snaglist");
    let file = file.to_str().unwrap();
    assert!(
        ana.ok(&["record", "export", file])
            .starts_with("2 entries written")
    );

    let new = person("Ana");
    let said = new.ok(&["record", "import", file]);
    assert!(
        said.starts_with("2 entries and 0 drafts are new here\n"),
        "{said}"
    );
    assert!(
        said.contains("1 private note or draft in it was left out"),
        "{said}"
    );
    assert!(
        said.contains("--go-on-as-its-writer") && said.contains(&ana.writer()),
        "{said}"
    );
    assert_eq!(new.digest(), ana.digest());
    let said = new.ok(&["record", "import", file, "--go-on-as-its-writer"]);
    assert!(
        said.starts_with("0 entries and 1 draft are new here\n"),
        "{said}"
    );
    assert_eq!(new.writer(), ana.writer());
    new.ok(&["note", "after the move"]);
    let said = new.fails(1, &["sync"]);
    assert!(
        said.contains(&format!("snaglist sync '{}'", hub.url())),
        "the remote came along: {said}"
    );
    assert_eq!(counts(&new.sync(&hub)), (0, 1, 0));
    assert_eq!(
        counts(&new.json(&["sync"])),
        (0, 0, 0),
        "once named, it is known"
    );

    let mine = ana.root.path().join("mine.txt");
    fs::write(&mine, "not a record").unwrap();
    let said = ana.fails(1, &["record", "export", mine.to_str().unwrap()]);
    assert!(said.contains("is not an exported record"), "{said}");
    assert_eq!(fs::read_to_string(&mine).unwrap(), "not a record");
    ana.ok(&["record", "export", file]);

    let bo = person("Bo");
    bo.ok(&["note", "x"]);
    assert!(
        bo.fails(1, &["record", "import", file, "--go-on-as-its-writer"])
            .contains("you wrote here as")
    );
    let other = Place::new();
    let mut builder = other.builder();
    builder.write("a", "b").unwrap();
    builder.commit("another project").unwrap();
    assert!(
        other
            .fails(1, &["record", "import", file])
            .contains("another project")
    );
    fs::write(file, "no parcel").unwrap();
    assert!(
        bo.fails(1, &["record", "import", file])
            .contains("nothing that snaglist packed")
    );
}

/// A mail with that parcel in it.
fn mail_of(packed: &[u8]) -> String {
    let coded = STANDARD_NO_PAD.encode(packed);
    let check = snaglist::digest::of_bytes(packed).short(16);
    format!("-----BEGIN SNAGLIST RECORD-----\n{coded}\n-----END SNAGLIST RECORD {check}-----\n")
}

#[test]
fn a_mail_of_countless_items_that_are_no_entries_leaves_few_behind() {
    let bo = person("Bo");
    let names: Vec<String> = (0..5_000).map(|number| format!("x/{number}")).collect();
    let packed = parcel::pack(names.iter().map(|name| (name.as_str(), &b""[..]))).unwrap();
    let said = take(&bo, mail_of(&packed));
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(
        said.out
            .starts_with("0 entries received\nnote: 4900 more in it are no entries"),
        "{}",
        said.out
    );
    assert_eq!(
        fs::read_dir(bo.record().join("quarantine"))
            .unwrap()
            .count(),
        100
    );
}

/// An exported record of somebody's project with nothing but drafts in it.
pub(crate) fn with_drafts(of: &Place, count: usize) -> Vec<u8> {
    let id = of
        .record()
        .file_name()
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    let name = |number: usize| {
        let letter = |at: u32| char::from(b'a' + (number / 20_usize.pow(at) % 20) as u8);
        format!(
            "drafts/abcdefg{}{}{}.a.toml",
            letter(2),
            letter(1),
            letter(0)
        )
    };
    let names: Vec<String> = (0..count).map(name).collect();
    let drafts = names
        .iter()
        .map(|name| (name.as_str(), &b"digest = \"x\"\n"[..]));
    parcel::pack([("project", id.as_bytes())].into_iter().chain(drafts)).unwrap()
}

#[test]
fn an_export_with_more_drafts_than_anybody_has_leaves_nothing() {
    let ana = person("Ana");
    let file = ana.root.path().join("sent.snaglist");
    let drafts = ana.record().join("drafts");
    let write = |count: usize| fs::write(&file, with_drafts(&ana, count)).unwrap();
    write(1_001);
    let said = ana.fails(
        1,
        &[
            "record",
            "import",
            file.to_str().unwrap(),
            "--mine",
            "--large",
        ],
    );
    assert!(
        said.contains("more than 1000 drafts") && said.contains("nothing of it was taken in"),
        "{said}"
    );
    write(150);
    let said = ana.ok(&["record", "import", file.to_str().unwrap()]);
    assert!(
        said.contains("150 private notes and drafts in it were left out"),
        "{said}"
    );
    let said = ana.fails(1, &["record", "import", file.to_str().unwrap(), "--mine"]);
    assert!(
        said.contains("0 entries and 150 drafts that are not here (1 MiB); nothing was taken in"),
        "{said}"
    );
    assert!(
        !drafts.exists(),
        "nothing is written before it is agreed to"
    );
    let said = ana.ok(&[
        "record",
        "import",
        file.to_str().unwrap(),
        "--mine",
        "--large",
    ]);
    assert!(
        said.starts_with("0 entries and 150 drafts are new here\n"),
        "{said}"
    );
    write(150);
    ana.ok(&["record", "import", file.to_str().unwrap(), "--mine"]);
}

#[test]
fn a_large_bundle_is_asked_about_as_a_parcel_is_and_leaves_nothing_unasked() {
    let (ana, bo) = (person("Ana"), person("Bo"));
    ana.ok(&["note", "the first"]);
    bo.ok(&["note", "mine"]);
    write_long_notes(&ana, 34);
    let bundle = ana.root.path().join("record.bundle");
    let bundle = bundle.to_str().unwrap();
    ana.ok(&["sync", "--to", bundle]);
    let said = bo.fails(1, &["sync", "--from", bundle]);
    assert!(
        said.contains("it would bring 36 entries and 0 drafts that are not here"),
        "{said}"
    );
    assert!(
        said.contains("nothing was taken in. Give `--large`"),
        "{said}"
    );
    assert_eq!(bo.events().len(), 2);
    let left: u64 = packs(&bo)
        .iter()
        .map(|pack| fs::metadata(pack).unwrap().len())
        .sum();
    assert!(
        left < 20_000,
        "{left} bytes of what was refused are left in the copy"
    );
    let said = bo.ok(&["sync", "--from", bundle, "--large"]);
    assert!(said.starts_with("36 entries received"), "{said}");
    let said = bo.ok(&["sync", "--from", bundle]);
    assert!(
        said.starts_with("0 entries received"),
        "what is here already is nothing to ask about: {said}"
    );
}

/// Has somebody write notes of almost a mebibyte each, which do not pack well.
fn write_long_notes(who: &Place, number: u64) {
    let id = who
        .record()
        .file_name()
        .unwrap()
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    let project = DataDir::from(Some(who.data())).unwrap().project(&id);
    let (name, email) = (Untrusted::from("Ana"), Untrusted::from("Ana@example.org"));
    let identity = Identity {
        writer: who.writer().parse().unwrap(),
        name,
        email,
        role: Role::Reviewer,
    };
    let mut journal = Journal::open(&project, &identity).unwrap();
    for note in 0..number {
        let part =
            |part: u64| snaglist::digest::of_bytes(format!("{note} {part}").as_bytes()).to_string();
        let text: String = (0..15_500).map(part).collect();
        let note = NoteBody {
            label: Label::Note,
            blocking: None,
            text: text.into(),
        };
        journal
            .append(
                Timestamp(0),
                Statement::new(Body::Note {
                    criterion: None,
                    note,
                }),
            )
            .unwrap();
    }
}

/// The files in which a copy of the record has its objects.
fn packs(who: &Place) -> Vec<PathBuf> {
    let objects = who.record().join("store.git/objects");
    let folders = fs::read_dir(objects)
        .unwrap()
        .map(|folder| folder.unwrap().path());
    let files = folders.flat_map(|folder| {
        fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path())
    });
    files.filter(|file| file.is_file()).collect()
}

#[test]
fn a_parcel_that_says_it_is_larger_than_any_is_refused() {
    let bo = person("Bo");
    let large = vec![0; 3 << 20];
    let said = take(
        &bo,
        mail_of(&parcel::pack([("x/1", large.as_slice())]).unwrap()),
    );
    assert_eq!(said.code, Some(1));
    assert!(
        said.err.contains("an item in it has more than 2 MiB"),
        "{}",
        said.err
    );
    assert!(!bo.record().join("quarantine").exists());
}
