//! `note` without words on the command line: from standard input, or from an editor.

use std::fs;

use super::{Place, list};

#[test]
fn words_come_from_standard_input_too() {
    let (place, _) = Place::delivered();
    let run = place.with_input(&["note", "-"], b"Two lines\nof words\n\n");
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(
        place.json(&["note", "--list"])["notes"][0]["text"],
        "Two lines\nof words"
    );
    assert_eq!(place.with_input(&["note", "-"], b" \n").code, Some(1));
    assert_eq!(place.with_input(&["note", "-"], b"caf\xe9").code, Some(1));
}

/// What the user's editor writes, as a script.
fn editor(place: &Place, script: &str) -> String {
    let path = place.root.path().join("editor.sh");
    fs::write(&path, script).unwrap();
    format!("sh {}", path.display())
}

#[cfg(unix)]
#[test]
fn without_words_the_editor_opens_outside_the_repository() {
    let (place, repo) = Place::delivered();
    repo.finish().unwrap();
    let seen = place.root.path().join("seen");
    let script = format!(
        "cp \"$1\" '{0}'; echo \"$1\" > '{0}.path'; sed -i '1s/^/Written by hand/' \"$1\"",
        seen.display()
    );
    let editor = editor(&place, &script);
    let run = super::Run::of(
        place
            .command(&["note", "--on", "src/refund.rs:4"])
            .env("EDITOR", editor)
            .output()
            .unwrap(),
    );
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(
        place.json(&["note", "--list"])["notes"][0]["text"],
        "Written by hand"
    );
    let seen_text = fs::read_to_string(&seen).unwrap();
    assert!(
        seen_text.contains("src/refund.rs:4") && seen_text.contains("four"),
        "{seen_text}"
    );
    let path = fs::read_to_string(seen.with_extension("path")).unwrap();
    assert!(!path.starts_with(place.repo().to_str().unwrap()), "{path}");
    assert!(
        !std::path::Path::new(path.trim()).exists(),
        "the file goes when it is kept in the record"
    );
}

#[cfg(unix)]
#[test]
fn an_editor_that_fails_or_writes_nothing_keeps_nothing() {
    let (place, _) = Place::delivered();
    let with = |script: &str| {
        let editor = editor(&place, script);
        super::Run::of(
            place
                .command(&["note"])
                .env("VISUAL", editor)
                .output()
                .unwrap(),
        )
    };
    let nothing = with("true");
    assert!(
        nothing.code == Some(1) && nothing.err.contains("nothing was written"),
        "{nothing:?}"
    );
    let failed = with("sed -i '1s/^/Better not/' \"$1\"; exit 3");
    assert!(
        failed.code == Some(1) && failed.err.contains("ended with"),
        "{failed:?}"
    );
    assert!(place.run(&["note"]).err.contains("EDITOR"));
    assert_eq!(list(&place.json(&["note", "--list"])["notes"]).len(), 0);
}

#[cfg(unix)]
#[test]
fn an_editor_that_leaves_no_regular_file_keeps_nobody_waiting() {
    let (place, _) = Place::delivered();
    for script in [
        "rm \"$1\"; mkfifo \"$1\"",
        "ln -sf /dev/zero \"$1\"",
        "echo words > \"$1.other\"; ln -sf \"$1.other\" \"$1\"",
        "rm \"$1\"; mkdir \"$1\"",
        "mkfifo \"$1.pipe\"; mv \"$1.pipe\" \"$1\"; exit 3",
    ] {
        let run = super::Run::of(
            place
                .command(&["note"])
                .env("EDITOR", editor(&place, script))
                .output()
                .unwrap(),
        );
        assert_eq!(run.code, Some(1), "{script}: {run:?}");
        assert!(
            run.err.contains("no regular file") || run.err.contains("ended with"),
            "{script}: {run:?}"
        );
    }
    assert_eq!(list(&place.json(&["note", "--list"])["notes"]).len(), 0);
}

#[cfg(unix)]
#[test]
fn an_editor_may_leave_sixteen_mebibytes_more_than_it_found() {
    let (place, _) = Place::delivered();
    let with = |more: usize| {
        let script = format!(
            "count=$(wc -c < \"$1\"); head -c $(({} + count)) /dev/zero | tr '\\000' x > \"$1.new\"; mv \"$1.new\" \"$1\"",
            (16 << 20) + more
        );
        super::Run::of(
            place
                .command(&["note"])
                .env("EDITOR", editor(&place, &script))
                .output()
                .unwrap(),
        )
    };
    let (fits, is_more) = (with(0), with(1));
    assert!(
        fits.code == Some(1) && !fits.err.contains("wrote more than"),
        "{fits:?}"
    );
    assert!(
        is_more
            .err
            .contains("wrote more than 16 MiB, but a note can have 256 KiB"),
        "{is_more:?}"
    );
}
