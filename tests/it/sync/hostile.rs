//! Clones and remotes that mean harm.

use std::fs;

use super::{Hub, counts, git, person};
use crate::cli::Run;

/// Settings that have `git` run something, as far as it obeys them.
fn traps(canary: &str) -> String {
    let run = format!("touch {canary}; false");
    format!(
        "[core]\nsshCommand = \"{run}\"\nhooksPath = traps\nfsmonitor = \"{run}\"\naskPass = \"{run}\"\n\
         gitProxy = \"{run}\"\neditor = \"{run}\"\npager = \"{run}\"\n[credential]\nhelper = \"!{run}\"\n\
         [uploadpack]\npackObjectsHook = \"{run}\"\n[gpg]\nprogram = \"{run}\"\n[commit]\ngpgsign = true\n\
         [remote \"origin\"]\nurl = \"ext::sh -c '{run}'\"\nuploadpack = \"{run}\"\nreceivepack = \"{run}\"\nvcs = trap\n\
         [url \"ext::sh -c '{run}' \"]\ninsteadOf = /\n[protocol]\nallow = always\n[alias]\nfetch = \"!{run}\"\n"
    )
}

#[test]
fn nothing_of_a_booby_trapped_clone_runs() {
    let (hub, ana) = (Hub::new(), person("Ana"));
    let canary = ana.root.path().join("canary");
    let config = ana.repo().join(".git/config");
    let before = fs::read_to_string(&config).unwrap();
    fs::write(&config, before + &traps(canary.to_str().unwrap())).unwrap();
    for hook in [
        "pre-push",
        "reference-transaction",
        "post-checkout",
        "pre-auto-gc",
        "post-index-change",
    ] {
        for dir in [ana.repo().join("traps"), ana.repo().join(".git/hooks")] {
            fs::create_dir_all(&dir).unwrap();
            fs::write(
                dir.join(hook),
                format!("#!/bin/sh\ntouch {}\n", canary.display()),
            )
            .unwrap();
            #[cfg(unix)]
            fs::set_permissions(
                dir.join(hook),
                std::os::unix::fs::PermissionsExt::from_mode(0o755),
            )
            .unwrap();
        }
    }
    ana.ok(&["note", "x"]);
    let said = ana.fails(1, &["sync"]);
    assert!(said.contains("`ext::` asks for another program"), "{said}");
    assert_eq!(counts(&ana.sync(&hub)), (0, 2, 0));
    // Variables that have git run something, or look elsewhere.
    let mut command = ana.command(&["sync"]);
    let run = format!("touch {}", canary.display());
    command.envs([
        ("GIT_CONFIG_COUNT", "1"),
        ("GIT_CONFIG_KEY_0", "core.fsmonitor"),
        ("GIT_CONFIG_VALUE_0", &run),
    ]);
    command.envs([
        ("GIT_EXTERNAL_DIFF", &*run),
        ("GIT_DIR", "/nowhere"),
        ("GIT_TRACE", canary.to_str().unwrap()),
    ]);
    assert_eq!(Run::of(command.output().unwrap()).code, Some(0));
    ana.ok(&["record", "verify"]);
    assert!(!canary.exists());
}

#[test]
fn only_the_configuration_that_snaglist_wrote_is_in_force_in_the_copy() {
    let (hub, ana) = (Hub::new(), person("Ana"));
    let canary = ana.root.path().join("canary");
    ana.ok(&["note", "x"]);
    let said = ana.ok(&["sync", &hub.url()]);
    assert!(
        !said.contains("configuration"),
        "its own is left alone: {said}"
    );
    let store = ana.record().join("store.git");
    let own = fs::read_to_string(store.join("config")).unwrap();
    let include = format!(
        "[include]\npath = {}\n",
        ana.root.path().join("more").display()
    );
    fs::write(
        ana.root.path().join("more"),
        traps(canary.to_str().unwrap()),
    )
    .unwrap();
    for more in [
        traps(canary.to_str().unwrap()),
        include,
        "[user]\nname = x\n".to_owned(),
    ] {
        fs::write(store.join("config"), format!("{own}{more}")).unwrap();
        ana.ok(&["note", "another"]);
        let said = ana.ok(&["sync"]);
        assert!(
            said.contains("was not snaglist's own; it was written anew"),
            "{said}"
        );
        assert!(said.contains(", 1 sent; nothing is left"), "{said}");
        assert_eq!(fs::read_to_string(store.join("config")).unwrap(), own);
        fs::write(store.join("config"), format!("{own}{more}")).unwrap();
        assert!(ana.ok(&["record", "verify"]).contains("was written anew"));
        assert!(!ana.ok(&["record", "verify"]).contains("was written anew"));
    }
    assert!(!canary.exists());
}

#[test]
fn a_copy_that_leads_elsewhere_is_refused_until_that_is_removed() {
    let (hub, ana) = (Hub::new(), person("Ana"));
    ana.ok(&["note", "x"]);
    ana.sync(&hub);
    let store = ana.record().join("store.git");
    let other = ana.repo().join(".git/objects");
    for (file, text) in [
        ("commondir", ana.repo().join(".git").to_str().unwrap()),
        ("objects/info/alternates", other.to_str().unwrap()),
        ("objects/info/alternates", ""),
    ] {
        fs::create_dir_all(store.join("objects/info")).unwrap();
        fs::write(store.join(file), text).unwrap();
        let said = ana.fails(1, &["sync"]);
        assert!(
            said.contains(file)
                && said.contains("leads elsewhere, and snaglist did not write it; remove it"),
            "{said}"
        );
        fs::remove_file(store.join(file)).unwrap();
        ana.ok(&["sync"]);
    }
}

#[test]
#[ignore = "takes half a minute of processor time"]
fn a_remote_that_keeps_git_busy_is_given_up() {
    let ana = person("Ana");
    ana.ok(&["note", "x"]);
    let mut command = ana.command(&["sync", "ssh://somewhere.example/x"]);
    command.env("GIT_SSH_COMMAND", "sh -c 'while :; do :; done'");
    let run = Run::of(command.output().unwrap());
    assert_eq!(run.code, Some(1));
    assert!(
        run.err.contains("more than 30 s of processor time"),
        "{run:?}"
    );
}

/// Puts files under a writer's ref of the hub, after what is there.
fn push_files(hub: &Hub, writer: &str, files: &[(&str, &str, &[u8])]) -> String {
    let index = hub.path().join("forged-index");
    let dir = hub.path();
    let name = format!("refs/snaglist/v1/w/{writer}");
    let env = format!("--git-dir={}", dir.display());
    for (at, (folder, base, bytes)) in files.iter().enumerate() {
        let file = dir.join(format!("forged-{at}"));
        fs::write(&file, bytes).unwrap();
        let blob = hub
            .git(&["hash-object", "-w", file.to_str().unwrap()])
            .trim()
            .to_owned();
        let entry = format!("100644,{blob},{folder}/{base}");
        let (ok, said) = git_with_index(
            &dir,
            &index,
            &[&env, "update-index", "--add", "--cacheinfo", &entry],
        );
        assert!(ok, "{said}");
    }
    let (_, tree) = git_with_index(&dir, &index, &[&env, "write-tree"]);
    let parent = git(&dir, &["rev-parse", "-q", "--verify", &name]);
    let mut commit = vec!["commit-tree", "-m", "forged", tree.trim()];
    if parent.0 {
        commit.extend(["-p", parent.1.trim()]);
    }
    let commit = hub.git(&commit).trim().to_owned();
    hub.git(&["update-ref", &name, &commit]);
    fs::remove_file(index).unwrap();
    commit
}

fn git_with_index(
    dir: &std::path::Path,
    index: &std::path::Path,
    arguments: &[&str],
) -> (bool, String) {
    let output = std::process::Command::new("git")
        .args(arguments)
        .current_dir(dir)
        .env("GIT_INDEX_FILE", index)
        .output()
        .unwrap();
    (
        output.status.success(),
        String::from_utf8_lossy(&output.stdout).into_owned(),
    )
}

#[test]
fn what_is_no_entry_is_set_aside_and_the_rest_taken() {
    let (hub, ana, bo) = (Hub::new(), person("Ana"), person("Bo"));
    ana.ok(&["note", "good"]);
    ana.sync(&hub);
    let event = ana.events().into_iter().next_back().unwrap();
    let good = fs::read(&event).unwrap();
    let base = event.file_name().unwrap().to_str().unwrap().to_owned();
    let other = "00000009-".to_owned() + &"a".repeat(64) + ".toml";
    let of_digest =
        |seq: u64, bytes: &[u8]| format!("{seq:08}-{}.toml", snaglist::digest::of_bytes(bytes));
    let huge = vec![b'x'; 2 << 20];
    let mallory = "mallorymal";
    let escapes = b"version = 1\nwriter = \"mallorymal\"\nseq = 4\nat = 2026-01-02T03:04:05Z\nkind = \"role\"\n[body]\n\
        writer = \"mallorymal\"\nname = \"\\u001b[31mroot\"\nrole = \"reviewer\"\n";
    let forged = push_files(
        &hub,
        mallory,
        &[
            ("000000", &base, &good),
            ("000000", &other, b"\x1b[31mforged"),
            ("000000", &of_digest(3, &huge), &huge),
            ("000000", &of_digest(4, escapes), escapes),
            (
                "000007",
                &of_digest(5, b"in the wrong folder"),
                b"in the wrong folder",
            ),
            ("000000", "kept-by-a-newer-version.sig", b"whatever"),
        ],
    );
    let said = bo.run(&["sync", &hub.url()]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(!said.out.contains('\x1b'), "{}", said.out);
    assert!(said.out.starts_with("3 entries received"), "{}", said.out);
    for why in [
        "its writer differs from",
        "cut short or changed",
        "larger than",
        "its folder is not an event's",
    ] {
        assert!(said.out.contains(why), "{why}: {}", said.out);
    }
    // What goes on from here is clean, follows what was there, and keeps what is not ours to judge.
    let name = format!("refs/snaglist/v1/w/{mallory}");
    hub.git(&["merge-base", "--is-ancestor", &forged, &name]);
    let files = hub.git(&["ls-tree", "-r", "--name-only", &name]);
    assert_eq!(files.lines().count(), 2, "{files}");
    assert!(files.contains("kept-by-a-newer-version.sig"), "{files}");
    assert_eq!(counts(&ana.sync(&hub)), (1, 0, 0));
    assert_eq!(ana.digest(), bo.digest());
    let verified = bo.run(&["record", "verify"]).out;
    assert!(
        verified.contains("Set aside") && verified.contains("cut short or changed"),
        "{verified}"
    );
    assert!(
        verified.contains("numbers 1 to 3 are missing before it"),
        "{verified}"
    );
    assert!(
        verified.contains("␛[31mroot") && verified.contains("(pending): 1 not signed"),
        "{verified}"
    );
    assert!(!verified.contains('\x1b'));
}

#[test]
fn refs_that_lead_nowhere_and_names_of_nobody_are_passed_over() {
    let (hub, ana) = (Hub::new(), person("Ana"));
    let blob = hub.git(&["hash-object", "-w", "--stdin"]).trim().to_owned();
    hub.git(&["update-ref", "refs/snaglist/v1/w/aaaaaaaaaa", &blob]);
    hub.git(&["update-ref", "refs/snaglist/v1/w/NOT-A-WRITER", &blob]);
    hub.git(&["update-ref", "refs/snaglist/v1/w/bbbbbbbbbb/deep", &blob]);
    ana.ok(&["note", "x"]);
    let report = ana.sync(&hub);
    assert_eq!(counts(&report), (0, 2, 0));
    assert_eq!(report["bad"][0]["file"], "aaaaaaaaaa");
}

#[cfg(unix)]
#[test]
fn who_is_not_let_in_is_told_what_to_do() {
    let ana = person("Ana");
    ana.ok(&["note", "x"]);
    for (said, way) in [
        (
            "Host key verification failed.",
            "connect to the host once with `ssh`",
        ),
        ("git@host: Permission denied (publickey).", "`ssh-add`"),
        (
            "fatal: could not read Username for 'x': terminal prompts disabled",
            "credential helper",
        ),
    ] {
        let mut command = ana.command(&["sync", "ssh://nowhere.invalid/x"]);
        command.env("GIT_SSH_VARIANT", "ssh");
        command.env(
            "GIT_SSH_COMMAND",
            format!("sh -c 'echo \"$0\" >&2; exit 255' {}", quoted(said)),
        );
        let run = Run::of(command.output().unwrap());
        assert!(
            run.code == Some(1) && run.err.contains(said) && run.err.contains(way),
            "{}",
            run.err
        );
    }
    assert_eq!(ana.events().len(), 2, "nothing is lost");
}

#[cfg(unix)]
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[test]
fn a_remote_that_does_not_answer_is_given_up() {
    let ana = person("Ana");
    ana.ok(&["note", "x"]);
    let mut command = ana.command(&["sync", "ssh://nowhere.invalid/x", "--timeout", "1"]);
    command.env("GIT_SSH_COMMAND", "sleep 1000; true");
    let said = Run::of(command.output().unwrap());
    assert_eq!(said.code, Some(1));
    assert!(
        said.err.contains("more than 1 seconds") && said.err.contains("--timeout"),
        "{}",
        said.err
    );
    let mut command = ana.command(&["sync", "ssh://nowhere.invalid/x"]);
    command.env("GIT_SSH_COMMAND", "printf 'go \\033[31maway\\n' >&2; false");
    let said = Run::of(command.output().unwrap());
    assert!(
        said.err.contains("away") && !said.err.contains('\x1b'),
        "{}",
        said.err
    );
}
