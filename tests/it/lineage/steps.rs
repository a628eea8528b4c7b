//! One change of the specs: what each criterion became.

use super::{between, list, specs, step, step_far, told};

#[test]
fn an_id_that_is_used_again_takes_nothing_along() {
    let old = ["FR-001: System MUST read", "FR-002: System MUST write"];
    let new = [
        "FR-001: System MUST read",
        "FR-002: System MUST encrypt",
        "FR-003: System MUST write",
    ];
    let rows = between(&old, &new);
    assert_eq!(
        rows,
        [
            "FR-001 -> FR-001: same, certain",
            "FR-002 -> FR-003: renumbered, certain"
        ]
    );
    let step = step(&list(&old), &list(&new));
    let (key, _) = &step.rows()[1];
    assert_eq!(step.id_now(key).unwrap().id.as_str(), "FR-002");

    let rows = between(
        &old,
        &["FR-001: System MUST read", "FR-002: System MUST encrypt"],
    );
    assert_eq!(rows[1], "FR-002 -> : replaced, certain");
}

#[test]
fn words_that_change_in_place_are_a_rewording() {
    let rows = between(
        &["AC-1: Files are read", "AC-2: Files are written"],
        &["AC-2: Some files are written"],
    );
    assert_eq!(
        rows,
        ["AC-1 -> : gone, certain", "AC-2 -> AC-2: reworded, certain"]
    );
    let rows = between(
        &[
            "AC-1: Answers MUST come within 200 ms in 99.9 % of all calls",
            "AC-2: Backups MUST be encrypted",
        ],
        &[
            "AC-1: Answers MUST come within 200 ms in 99 % of all calls",
            "AC-2: Backups MUST NOT be encrypted",
        ],
    );
    assert_eq!(
        rows,
        [
            "AC-1 -> AC-1: reworded, likely",
            "AC-2 -> AC-2: reworded, certain"
        ]
    );
}

#[test]
fn ids_that_the_reader_made_up_do_not_count() {
    let old = [
        "[ ] Charges are created once per key",
        "[ ] Refunds never exceed the charge",
    ];
    let new = [
        "[/] Exports are listed by date",
        "[x] Charges are created once per key",
        "[ ] Refunds never exceed the charge",
    ];
    assert_eq!(
        between(&old, &new),
        ["AC1 -> AC2: same, certain", "AC2 -> AC3: same, certain"]
    );
}

#[test]
fn files_move_and_are_split_and_keep_everything() {
    let text =
        "# Spec\n\n## Acceptance criteria\n\n- AC-1: Files are read\n- AC-2: Files are written\n";
    let old = specs(&[("SPEC.md", text)]);
    let moved = specs(&[("docs/spec.md", text)]);
    let here = step(&old, &moved);
    assert!(
        here.rows()
            .iter()
            .all(|(_, fate)| fate.to[0].spec.as_bytes() == b"docs/spec.md")
    );
    assert_eq!(
        told(&here),
        ["AC-1 -> AC-1: same, certain", "AC-2 -> AC-2: same, certain"]
    );
    let split = specs(&[
        (
            "docs/read.md",
            "# Read\n\n## Acceptance criteria\n\n- AC-1: Files are read\n",
        ),
        (
            "docs/write.md",
            "# Write\n\n## Acceptance criteria\n\n- AC-1: Files are written\n",
        ),
    ]);
    assert_eq!(
        told(&step(&old, &split)),
        [
            "AC-1 -> AC-1: same, certain",
            "AC-2 -> AC-1: renumbered, certain"
        ]
    );
}

#[test]
fn copies_of_a_text_stay_under_their_own_headings() {
    let feature = |first: &str, second: &str| {
        format!(
            "# Spec\n\n## Reading\n\n### Acceptance criteria\n\n{first}\n\n\
             ## Writing\n\n### Acceptance criteria\n\n{second}\n"
        )
    };
    let old = specs(&[(
        "SPEC.md",
        &feature("- An error is shown", "- Data is kept\n- An error is shown"),
    )]);
    let new = specs(&[(
        "SPEC.md",
        &feature("- Lines are counted", "- Data is kept\n- An error is shown"),
    )]);
    let step = step(&old, &new);
    let fates: Vec<usize> = step.rows().iter().map(|(_, fate)| fate.to.len()).collect();
    assert_eq!(
        fates,
        [0, 1, 1],
        "what stood under another heading is not the one that went: {:?}",
        told(&step)
    );
}

#[test]
fn one_is_divided_and_two_are_put_together() {
    let whole =
        ["AC-1: Charges are created once per key, and refunds are answered within two seconds"];
    let parts = [
        "AC-1: Charges are created once per key",
        "AC-2: Refunds are answered within two seconds",
    ];
    assert_eq!(
        between(&whole, &parts),
        ["AC-1 -> AC-1 AC-2: split, likely"]
    );
    assert_eq!(
        between(&parts, &whole),
        [
            "AC-1 -> AC-1: merged, likely",
            "AC-2 -> AC-1: merged, likely"
        ]
    );
}

#[test]
fn parts_may_say_more_than_their_whole_did() {
    let (before, after) = (
        "FR-001: Users can reset their password by mail",
        "Sessions end after thirty minutes of inactivity",
    );
    let whole = "FR-002: Admins can create, suspend and delete tenants, see their usage, and export billing data";
    let parts = [
        "FR-002: Admins can create, suspend and delete tenants",
        "FR-003: Admins can see the usage of each tenant per month",
        "FR-004: Admins can export the billing data of a tenant",
    ];
    let old = [before, whole, &format!("FR-003: {after}")];
    let new = [
        before,
        parts[0],
        parts[1],
        parts[2],
        &format!("FR-005: {after}"),
    ];
    assert_eq!(
        between(&old, &new)[1],
        "FR-002 -> FR-002 FR-003 FR-004: split, likely"
    );
    // Those that only share the subject are no parts.
    let alike = [
        "FR-002: Admins can create, suspend and delete tenants",
        "FR-003: Admins can write to tenants",
    ];
    let new = [before, alike[0], alike[1], &format!("FR-005: {after}")];
    assert!(
        !between(&old, &new)[1].contains("split"),
        "{:?}",
        between(&old, &new)
    );

    let whole = "AC-1: 管理者は請求データを出力し、毎月会計担当者へ送信できる";
    let parts = [
        "AC-1: 管理者は請求データを出力できる",
        "AC-2: システムは毎月会計担当者へ請求書を送信する",
    ];
    assert_eq!(
        between(&[whole], &parts),
        ["AC-1 -> AC-1 AC-2: split, likely"]
    );
}

#[test]
fn the_whole_of_two_may_say_more_than_they_did() {
    let old = [
        "FR-001: The reset link expires after one hour",
        "FR-002: Old reset links are refused with an explanation",
    ];
    let whole = "FR-001: The reset link expires after one hour unless an administrator prolonged it for the tenant \
                 in the console; expired or old links are refused with an explanation that names the support address";
    assert_eq!(
        between(&old, &[whole]),
        [
            "FR-001 -> FR-001: merged, likely",
            "FR-002 -> FR-001: merged, likely"
        ]
    );
    // A neighbour that was taken away is no part of one that says more of the same subject.
    let old = [
        "FR-001: Invoices are exported every month",
        "FR-002: Invoices are archived for ten years",
    ];
    let rows = between(
        &old,
        &["FR-001: Invoices are exported as a table every month"],
    );
    assert!(
        rows[0].contains("reworded") && rows[1].contains("gone"),
        "{rows:?}"
    );
}

#[test]
fn another_outcome_of_the_same_case_is_a_rewording_wherever_it_stands() {
    let told = "AC-2: Members are told by mail before a membership ends";
    let old = [
        "AC-1: When winners are assigned and prizes are distributed, the contract must transfer the vault tokens to \
         their addresses",
        told,
    ];
    let new = [
        "AC-1: A round with fewer than ten tickets is refunded",
        told,
        "AC-3: When winners are assigned and prizes are distributed, the contract must send packs of three kinds \
         by rank",
    ];
    assert_eq!(between(&old, &new)[0], "AC-1 -> AC-3: both, likely");
    let few = ["AC-1: The contract must transfer the vault tokens", told];
    let rows = between(&few, &["AC-3: The contract must count members", told]);
    assert!(
        !rows[0].contains("likely"),
        "a subject is no case: {rows:?}"
    );
}

#[test]
fn a_long_way_is_never_certain_but_of_the_same_words() {
    let old = list(&[
        "AC-1: Files are read",
        "AC-2: Files are written to the disk",
    ]);
    let new = list(&[
        "AC-1: Files are read",
        "AC-2: Files are written to the disk at once",
    ]);
    assert_eq!(
        told(&step_far(&old, &new)),
        [
            "AC-1 -> AC-1: same, certain",
            "AC-2 -> AC-2: reworded, likely"
        ]
    );
}

#[test]
fn languages_without_blanks_are_compared_too() {
    let rows = between(
        &[
            "AC-1: ユーザーは注文をキャンセルできる",
            "AC-2: 在庫がないときは注文できない",
        ],
        &[
            "AC-1: 在庫がないときはエラーを表示する",
            "AC-2: 管理者は注文を検索できる",
            "AC-3: ユーザーは発送前の注文をキャンセルできる",
        ],
    );
    assert_eq!(rows[0], "AC-1 -> AC-3: both, likely");
}

#[test]
fn a_name_says_more_of_who_is_who_than_a_number() {
    let old = "Members MUST be told by mail before a membership ends";
    let new =
        "A membership MUST end only once its holder was told by letter or mail to pay what is due";
    let both = |id: &str| {
        let list = |text: &str| {
            specs(&[(
                "SPEC.md",
                &format!("# Spec\n\n## Acceptance criteria\n\n{id} {text}\n"),
            )])
        };
        told(&step(&list(old), &list(new)))
    };
    let (named, numbered) = (both("- FR-035:"), both("1."));
    assert!(
        named[0].ends_with("reworded, likely"),
        "{named:?} {numbered:?}"
    );
    assert!(!numbered[0].ends_with("likely"), "{named:?} {numbered:?}");
}

#[test]
fn what_stands_in_code_tells_alike_criteria_apart() {
    let scenario = |title: &str, backend: &str, more: &str| {
        format!(
            "#### Scenario: {title}\n\n- **GIVEN** `BACKEND={backend}`\n- **WHEN** the settings are read\n\
             - **THEN** the unknown backend is refused\n{more}\n"
        )
    };
    let spec = |scenarios: &str| {
        let text = format!(
            "# Mail\n\n## Requirements\n\n### Requirement: Settings\n\nThey SHALL be checked.\n\n{scenarios}"
        );
        specs(&[("openspec/specs/mail/spec.md", &text)])
    };
    let old = spec(&scenario(
        "The smtp backend is no longer taken",
        "smtp",
        "- **AND** no `SMTP_HOST` is left",
    ));
    let new = spec(&format!(
        "{}{}",
        scenario(
            "The resend backend is no longer taken",
            "resend",
            "- **AND** no `RESEND_KEY` is left"
        ),
        scenario("The smtp backend is still not taken", "smtp", "")
    ));
    let step = step(&old, &new);
    let (_, fate) = &step.rows()[0];
    let taken_for = fate.to[0].id.clone();
    assert!(
        taken_for == new[0].criteria[1].id || !fate.carries(),
        "another backend's scenario: {:?}",
        told(&step)
    );
}

#[test]
fn a_scenario_with_a_longer_title_is_followed_when_its_steps_are_translated() {
    let spec = |title: &str, steps: &str| {
        let text = format!(
            "# Menus\n\n## Requirements\n\n### Requirement: Menus\n\nMenus SHALL be kept.\n\n\
             #### Scenario: {title}\n\n{steps}\n\
             #### Scenario: Two users at once\n\n- **WHEN** two users read\n- **THEN** both get the same\n"
        );
        specs(&[("openspec/specs/menus/spec.md", &text)])
    };
    let old = spec(
        "Install or update module",
        "- **WHEN** a module is installed\n- **THEN** its entries are written to `Menus`\n",
    );
    let new = spec(
        "Install or update module writes menus",
        "- **WHEN** 模块被安装\n- **THEN** 安装器将菜单写入数据库表 `Menus`\n",
    );
    let rows = told(&step(&old, &new));
    assert!(rows[0].ends_with("reworded, likely"), "{rows:?}");
}

#[test]
fn a_translated_list_keeps_its_ids_as_long_as_nothing_else_moved() {
    let old = [
        "AC-1: Users can sign in with their mail address and a password",
        "AC-2: The session ends when the browser is closed",
        "AC-3: A password must have twelve letters",
        "AC-4: The password is never shown on the screen",
    ];
    let german = [
        "AC-1: Benutzer melden sich mit E-Mail und Kennwort an",
        "AC-2: Die Sitzung endet, wenn das Fenster geschlossen wird",
        "AC-3: Ein Kennwort muss zwölf Zeichen haben und ist geheim",
        "AC-4: Das Kennwort wird nie angezeigt",
    ];
    let rows = between(&old, &german);
    assert!(
        rows.iter().all(|row| row.ends_with("reworded, likely")),
        "{rows:?}"
    );
    let fewer = between(&old, &german[..3]);
    assert!(
        fewer
            .iter()
            .all(|row| !row.contains("likely") || row.contains("replaced")),
        "{fewer:?}"
    );
}

#[test]
fn neighbours_that_moved_up_together_say_where_one_between_them_went() {
    let row = |number: u32, text: &str| format!("| **2.{number}** | {text} |\n");
    let table = |rows: &[String]| {
        let text = format!(
            "# V2\n\n## Requirements\n\n| # | Description |\n| -- | -- |\n{}",
            rows.concat()
        );
        specs(&[("docs/spec.md", &text)])
    };
    let (cache, views) = (
        "The keyboard cache is off for secret input",
        "Views hide secrets in the background",
    );
    let old = table(&[
        row(1, cache),
        row(2, "Secrets are kept out of backups made by the phone"),
        row(3, views),
    ]);
    let new = table(&[
        row(1, "The clipboard is off for text fields with contacts"),
        row(2, cache),
        row(3, "Secrets are not in backups which a phone made"),
        row(4, views),
    ]);
    let rows = told(&step(&old, &new));
    assert_eq!(rows[1], "2.2 -> 2.3: both, likely", "{rows:?}");
}
