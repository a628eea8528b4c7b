//! Signatures: made where the user's commits are signed, and shown for what they are.

use std::fs;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::{Hub, person};
use crate::cli::{Place, list};

/// Has somebody sign with a fresh ssh key, and trust those of others.
fn signs(who: &Place, name: &str, trusted: &[&str]) -> Option<String> {
    let home = who.root.path().join("home");
    let key = home.join("key");
    let made = Command::new("ssh-keygen")
        .args([
            "-q",
            "-t",
            "ed25519",
            "-N",
            "",
            "-C",
            name,
            "-f",
            key.to_str().unwrap(),
        ])
        .stdin(Stdio::null())
        .status();
    if !made.is_ok_and(|status| status.success()) {
        return None;
    }
    let public = fs::read_to_string(home.join("key.pub")).unwrap();
    let own = format!("{name}@example.org {public}");
    fs::write(home.join("signers"), own.clone() + &trusted.concat()).unwrap();
    let config = home.join(".gitconfig");
    let before = fs::read_to_string(&config).unwrap();
    let signing = format!(
        "[commit]\ngpgsign = true\n[gpg]\nformat = ssh\n[user]\nsigningkey = {}\n[gpg \"ssh\"]\nallowedSignersFile = {}\n",
        key.display(),
        home.join("signers").display()
    );
    fs::write(config, before + &signing).unwrap();
    Some(own)
}

/// Good, unsigned, unknown, bad, and who, by name.
fn of(who: &Place, name: &str) -> (u64, u64, u64, u64, Vec<String>) {
    let report: Value =
        serde_json::from_str(&who.run(&["record", "verify", "--json"]).out).unwrap();
    let found = list(&report["signatures"])
        .iter()
        .find(|signed| signed["name"] == name)
        .unwrap()
        .clone();
    let number = |what: &str| found[what].as_u64().unwrap();
    let by = list(&found["by"])
        .iter()
        .map(|by| by.as_str().unwrap().to_owned())
        .collect();
    (
        number("good"),
        number("unsigned"),
        number("unknown"),
        number("bad"),
        by,
    )
}

#[test]
fn what_is_signed_is_shown_for_what_it_is() {
    let (hub, ana, bo, cy) = (Hub::new(), person("Ana"), person("Bo"), person("Cy"));
    // No ssh-keygen, no signatures to look at.
    let Some(of_ana) = signs(&ana, "Ana", &[]) else {
        return;
    };
    signs(&bo, "Bo", &[&of_ana]).unwrap();
    ana.ok(&["note", "signed"]);
    ana.sync(&hub);
    let tip = hub.git(&[
        "cat-file",
        "commit",
        &format!("refs/snaglist/v1/w/{}", ana.writer()),
    ]);
    assert!(tip.contains("BEGIN SSH SIGNATURE"), "{tip}");
    cy.ok(&["note", "not signed"]);
    cy.sync(&hub);
    bo.sync(&hub);
    assert_eq!(
        of(&bo, "Ana"),
        (2, 0, 0, 0, vec!["Ana@example.org".to_owned()])
    );
    assert_eq!(of(&bo, "Cy"), (0, 2, 0, 0, vec![]));
    // Cy knows nobody's key.
    assert_eq!(of(&cy, "Ana"), (0, 0, 2, 0, vec![]));
    let verified = cy.ok(&["record", "verify"]);
    assert!(
        verified.contains("Ana (pending): 2 signed by an unknown or untrusted key"),
        "{verified}"
    );

    // Somebody puts words into Ana's mouth: her batch with another tree, under her signature.
    ana.ok(&["note", "signed too"]);
    ana.sync(&hub);
    let name = format!("refs/snaglist/v1/w/{}", ana.writer());
    let newest = hub.git(&["cat-file", "commit", &name]);
    let forged = newest.replacen("snaglist>", "snaglist.example>", 1);
    let file = hub.path().join("forged");
    fs::write(&file, forged).unwrap();
    let forged = hub
        .git(&["hash-object", "-t", "commit", "-w", file.to_str().unwrap()])
        .trim()
        .to_owned();
    hub.git(&["update-ref", &name, &forged]);
    let said = bo.ok(&["sync"]);
    assert!(
        said.contains("not signed by Ana@example.org, unlike this writer's other entries"),
        "{said}"
    );
    assert_eq!(of(&bo, "Ana").0, 2, "it counts for nothing");
    assert_eq!(bo.json(&["status"])["sync"]["held"][0]["entries"], 1);
    assert!(
        bo.ok(&["status"])
            .contains(&format!("`snaglist people {} --admit`", ana.writer()))
    );
    assert_eq!(counts_of(&ana), (5, 0));
    bo.ok(&["people", &ana.writer(), "--admit"]);
    assert_eq!(list(&bo.json(&["status"])["sync"]["held"]).len(), 0);
    assert_eq!(bo.events().len(), 7, "with what Bo said of Ana");
}

#[test]
fn what_another_machine_signs_with_my_key_is_taken_in_unasked() {
    let (hub, ana, twin) = (Hub::new(), person("Ana"), person("Ana"));
    if signs(&ana, "Ana", &[]).is_none() {
        return;
    }
    ana.ok(&["note", "one"]);
    ana.sync(&hub);
    fs::create_dir_all(twin.data()).unwrap();
    fs::copy(
        ana.data().join("identity.toml"),
        twin.data().join("identity.toml"),
    )
    .unwrap();
    crate::cli::copy_events(&ana.data(), &twin.data());
    let config = |who: &Place| who.root.path().join("home/.gitconfig");
    fs::copy(config(&ana), config(&twin)).unwrap();
    twin.ok(&["note", "two"]);
    twin.sync(&hub);
    assert_eq!(ana.sync(&hub)["received"], 1);
    assert!(ana.ok(&["note", "--list"]).contains("two"));
    // Without the key it is not.
    twin.ok(&["note", "three"]);
    twin.ok(&["sync", "--no-sign"]);
    let said = ana.ok(&["sync"]);
    assert!(
        said.starts_with("0 entries received") && said.contains("under your own id"),
        "{said}"
    );
}

#[test]
fn a_mail_carries_no_signature_and_is_held_back_for_whoever_signs() {
    let (hub, ana, bo) = (Hub::new(), person("Ana"), person("Bo"));
    let Some(of_ana) = signs(&ana, "Ana", &[]) else {
        return;
    };
    signs(&bo, "Bo", &[&of_ana]).unwrap();
    ana.ok(&["mark", "AC-1", "met"]);
    ana.sync(&hub);
    bo.sync(&hub);
    bo.ok(&["people", "Ana", "--admit"]);
    ana.ok(&["mark", "AC-2", "met"]);
    let mail = ana.ok(&["sync", "--to", "-"]);
    let said = bo.with_input(&["sync", "--from", "-"], mail.as_bytes());
    assert!(
        said.out.contains("not signed by Ana@example.org"),
        "{said:?}"
    );
    assert_eq!(
        (bo.state("AC-1"), bo.state("AC-2")),
        ("met".into(), "unreviewed".into())
    );
    let bundle = bo.root.path().join("x.bundle");
    ana.ok(&["sync", "--to", bundle.to_str().unwrap()]);
    bo.ok(&["sync", "--from", bundle.to_str().unwrap()]);
    assert_eq!(bo.state("AC-2"), "met", "the same entry, signed");
    assert_eq!(
        list(&bo.json(&["status"])["sync"]["held"]).len(),
        0,
        "and no longer held back"
    );
}

fn counts_of(who: &Place) -> (usize, u64) {
    (
        who.events().len(),
        who.json(&["sync"])["unsent"].as_u64().unwrap(),
    )
}

/// Runs gpg in somebody's home; what it says.
fn gpg(who: &Place, program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .env("HOME", who.root.path().join("home"))
        .env_remove("GNUPGHOME")
        .stdin(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8(output.stdout).unwrap())
}

#[test]
fn an_openpgp_key_is_found_by_the_users_name() {
    let (hub, ana, bo) = (Hub::new(), person("Ana"), person("Bo"));
    for who in [&ana, &bo] {
        let keys = who.root.path().join("home/.gnupg");
        fs::create_dir(&keys).unwrap();
        #[cfg(unix)]
        fs::set_permissions(&keys, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    }
    let new = [
        "--batch",
        "--passphrase",
        "",
        "--quick-gen-key",
        "Ana <ana@example.org>",
        "ed25519",
        "sign",
        "0",
    ];
    // No gpg, or one that does not know these keys: nothing to look at.
    if gpg(&ana, "gpg", &new).is_none() {
        return;
    }
    let config = ana.root.path().join("home/.gitconfig");
    fs::write(
        &config,
        "[user]\nname = Ana\nemail = ana@example.org\n[commit]\ngpgsign = true\n",
    )
    .unwrap();
    ana.ok(&["note", "signed"]);
    ana.sync(&hub);
    bo.ok(&["note", "not signed"]);
    bo.sync(&hub);
    assert_eq!(
        of(&ana, "Ana"),
        (2, 0, 0, 0, vec!["Ana <ana@example.org>".to_owned()])
    );
    // Bo has not seen the key; then has, and nobody says whose it is; then trusts it.
    assert_eq!(of(&bo, "Ana"), (0, 0, 2, 0, vec![]));
    let key = ana.root.path().join("key");
    gpg(&ana, "gpg", &["--export", "-o", key.to_str().unwrap()]).unwrap();
    gpg(&bo, "gpg", &["--batch", "--import", key.to_str().unwrap()]).unwrap();
    assert_eq!(of(&bo, "Ana").2, 2);
    let keys = gpg(&ana, "gpg", &["--export-ownertrust"]).unwrap();
    let trust = bo.root.path().join("trust");
    fs::write(&trust, keys).unwrap();
    gpg(
        &bo,
        "gpg",
        &["--import-ownertrust", trust.to_str().unwrap()],
    )
    .unwrap();
    assert_eq!(of(&bo, "Ana").0, 2);
    for who in [&ana, &bo] {
        gpg(who, "gpgconf", &["--kill", "all"]);
    }
}

#[test]
fn a_key_that_cannot_sign_stops_the_exchange_and_can_be_left_out() {
    let (hub, ana) = (Hub::new(), person("Ana"));
    let config = ana.root.path().join("home/.gitconfig");
    let before = fs::read_to_string(&config).unwrap();
    fs::write(
        &config,
        before + "[commit]\ngpgsign = true\n[gpg]\nprogram = /nowhere/gpg\n",
    )
    .unwrap();
    ana.ok(&["note", "x"]);
    let said = ana.fails(1, &["sync", &hub.url()]);
    assert!(
        said.contains("commit.gpgsign") && said.contains("--no-sign"),
        "{said}"
    );
    assert!(hub.refs().is_empty());
    ana.ok(&["sync", &hub.url(), "--no-sign"]);
    assert_eq!(hub.refs().len(), 1);
}
