//! One change of the specs: what each criterion became.

use super::{between, list, specs, step, step_far, told};

#[test]
fn an_id_that_is_used_again_takes_nothing_along() {
    let old = ["FR-001: System MUST read", "FR-002: System MUST write"];
    let new = ["FR-001: System MUST read", "FR-002: System MUST encrypt", "FR-003: System MUST write"];
    let rows = between(&old, &new);
    assert_eq!(rows, ["FR-001 -> FR-001: same, certain", "FR-002 -> FR-003: renumbered, certain"]);
    let step = step(&list(&old), &list(&new));
    let (key, _) = &step.rows()[1];
    assert_eq!(step.id_now(key).unwrap().id.as_str(), "FR-002");

    let rows = between(&old, &["FR-001: System MUST read", "FR-002: System MUST encrypt"]);
    assert_eq!(rows[1], "FR-002 -> : replaced, certain");
}

#[test]
fn words_that_change_in_place_are_a_rewording() {
    let rows =
        between(&["AC-1: Files are read", "AC-2: Files are written"], &["AC-2: Some files are written"]);
    assert_eq!(rows, ["AC-1 -> : gone, certain", "AC-2 -> AC-2: reworded, certain"]);
    let rows = between(
        &["AC-1: Answers MUST come within 200 ms in 99.9 % of all calls", "AC-2: Backups MUST be encrypted"],
        &[
            "AC-1: Answers MUST come within 200 ms in 99 % of all calls",
            "AC-2: Backups MUST NOT be encrypted",
        ],
    );
    assert_eq!(rows, ["AC-1 -> AC-1: reworded, likely", "AC-2 -> AC-2: reworded, certain"]);
}

#[test]
fn ids_that_the_reader_made_up_do_not_count() {
    let old = ["[ ] Charges are created once per key", "[ ] Refunds never exceed the charge"];
    let new = [
        "[/] Exports are listed by date",
        "[x] Charges are created once per key",
        "[ ] Refunds never exceed the charge",
    ];
    assert_eq!(between(&old, &new), ["AC1 -> AC2: same, certain", "AC2 -> AC3: same, certain"]);
}

#[test]
fn files_move_and_are_split_and_keep_everything() {
    let text = "# Spec\n\n## Acceptance criteria\n\n- AC-1: Files are read\n- AC-2: Files are written\n";
    let old = specs(&[("SPEC.md", text)]);
    let moved = specs(&[("docs/spec.md", text)]);
    let here = step(&old, &moved);
    assert!(here.rows().iter().all(|(_, fate)| fate.to[0].spec.as_bytes() == b"docs/spec.md"));
    assert_eq!(told(&here), ["AC-1 -> AC-1: same, certain", "AC-2 -> AC-2: same, certain"]);
    let split = specs(&[
        ("docs/read.md", "# Read\n\n## Acceptance criteria\n\n- AC-1: Files are read\n"),
        ("docs/write.md", "# Write\n\n## Acceptance criteria\n\n- AC-1: Files are written\n"),
    ]);
    assert_eq!(
        told(&step(&old, &split)),
        ["AC-1 -> AC-1: same, certain", "AC-2 -> AC-1: renumbered, certain"]
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
    let old = specs(&[("SPEC.md", &feature("- An error is shown", "- Data is kept\n- An error is shown"))]);
    let new = specs(&[("SPEC.md", &feature("- Lines are counted", "- Data is kept\n- An error is shown"))]);
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
    let whole = ["AC-1: Charges are created once per key, and refunds are answered within two seconds"];
    let parts = ["AC-1: Charges are created once per key", "AC-2: Refunds are answered within two seconds"];
    assert_eq!(between(&whole, &parts), ["AC-1 -> AC-1 AC-2: split, likely"]);
    assert_eq!(between(&parts, &whole), ["AC-1 -> AC-1: merged, likely", "AC-2 -> AC-1: merged, likely"]);
}

#[test]
fn a_long_way_is_never_certain_but_of_the_same_words() {
    let old = list(&["AC-1: Files are read", "AC-2: Files are written to the disk"]);
    let new = list(&["AC-1: Files are read", "AC-2: Files are written to the disk at once"]);
    assert_eq!(
        told(&step_far(&old, &new)),
        ["AC-1 -> AC-1: same, certain", "AC-2 -> AC-2: reworded, likely"]
    );
}

#[test]
fn languages_without_blanks_are_compared_too() {
    let rows = between(
        &["AC-1: ユーザーは注文をキャンセルできる", "AC-2: 在庫がないときは注文できない"],
        &[
            "AC-1: 在庫がないときはエラーを表示する",
            "AC-2: 管理者は注文を検索できる",
            "AC-3: ユーザーは発送前の注文をキャンセルできる",
        ],
    );
    assert_eq!(rows[0], "AC-1 -> AC-3: both, likely");
}
