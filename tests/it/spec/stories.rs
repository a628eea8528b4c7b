//! User stories: background where criteria make them exact, criteria where nothing else says what
//! is asked for.

use super::{listed, spec};

const SHAPES: [&str; 12] = [
    "As a user, I want refunds so that I am happy.",
    "As an admin I need logs in order to audit.",
    "**As a** user **I want** refunds **so that** I am happy",
    "As a user, I would like refunds",
    "As a user I should be able to refund",
    "In order to audit, as an admin, I want logs",
    "As the bank, we want logs",
    "Als Kundin möchte ich Geld zurück",
    "En tant que client, je veux un remboursement",
    "Como usuario quiero un reembolso",
    "Eu como jogador gostaria de ver o placar",
    "作为用户，我想要退款",
];

#[test]
fn stories_are_criteria_where_nothing_else_is() {
    for story in SHAPES {
        let text = format!("# S\n\n## User stories\n\n- {story}\n- As a user, I want to pay.\n");
        let read = spec("SPEC.md", &text);
        assert_eq!(
            listed(&read),
            [
                format!("US1: {story}"),
                "US2: As a user, I want to pay.".to_owned()
            ]
        );
        assert!(
            read.criteria
                .iter()
                .all(|item| item.rule.starts_with("user story")),
            "{story}"
        );
    }
}

#[test]
fn stories_in_paragraphs_and_below_an_id_count_as_well() {
    let text = "# S\n\n## User stories\n\n### Refunds\n\nAs a user, I want refunds.\n\n### Logs\n\nAs an admin, I want logs.\n";
    assert_eq!(spec("SPEC.md", text).criteria.len(), 2);
    let text = "# S\n\n## Histórias de usuário\n\n- **H01**:\n  - Eu como jogador gostaria de jogar.\n\n- **H02**:\n  - Eu como jogador Gostaria de ganhar.\n";
    let ids: Vec<String> = listed(&spec("SPEC.md", text));
    assert!(
        ids[0].starts_with("H01:") && ids[1].starts_with("H02:") && ids.len() == 2,
        "{ids:?}"
    );
}

#[test]
fn stories_beside_requirements_are_told_of() {
    let text = "# S\n\n## User stories\n\n- As a user, I want to pay.\n\n## Requirements\n\n- The system refunds\n";
    let read = spec("SPEC.md", text);
    assert_eq!(listed(&read), ["R1: The system refunds"]);
    let told: Vec<_> = read
        .left_out
        .iter()
        .map(|one| (one.lines.first, one.why))
        .collect();
    assert_eq!(
        told,
        [(5, "a user story: its criteria are reviewed instead")]
    );
}
