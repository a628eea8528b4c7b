//! Requirements in rows of columns.

use snaglist::model::spec::{CriterionKind, Dialect, TickClaim};
use snaglist::model::text::RepoPath;
use snaglist::spec::rank;

use super::{ids_of, lines_of, listed, section_of, spec, try_read};

const EXPORT: &str = "\
ID;Title;Description;Priority;Acceptance Criteria;Status
REQ-1;Refund once;\"The service shall refund
a charge; once per key.\";must;\"- Given a key
- it works\";done
REQ-2;;TBD;;;
Second part;;;;;
REQ-3;Record;The service shall record \"\"each\"\" refund;must;;deleted
REQ-4;Keep;The service shall keep refunds;should;;open
REQ-5
";

#[test]
fn rows_are_criteria_with_their_own_ids_and_lines() {
    let read = spec("a.csv", EXPORT);
    assert_eq!(read.dialect, Dialect::Csv);
    assert_eq!(
        listed(&read),
        [
            "REQ-1: Refund once\nThe service shall refund\na charge; once per key.\nAcceptance Criteria:\n- Given a key\n- it works",
            "REQ-4: Keep\nThe service shall keep refunds",
        ]
    );
    assert_eq!(lines_of(&read), [(2, 4), (8, 8)]);
    assert_eq!(section_of(&read.criteria[1]), ["Second part"]);
    assert_eq!(read.criteria[0].claim, TickClaim::Ticked);
    assert_eq!(read.criteria[1].claim, TickClaim::Unticked);
}

#[test]
fn rows_that_give_nothing_are_told_with_the_reason() {
    let read = spec("a.csv", EXPORT);
    let told: Vec<_> = read
        .left_out
        .iter()
        .map(|left_out| (left_out.lines.first, left_out.why))
        .collect();
    assert_eq!(
        told,
        [
            (5, "its text is still to be written"),
            (7, "its status is withdrawn, rejected or the like"),
            (9, "it has no text")
        ]
    );
}

#[test]
fn what_divides_the_fields_is_found_out() {
    for (path, text) in [
        (
            "a.csv",
            "\u{feff}id,requirement\r\nREQ-1,\"The service, once\"\r\nREQ-2,The service twice\r\n",
        ),
        (
            "a.csv",
            "sep=;\nid;requirement\nREQ-1;The service, once\nREQ-2;The service twice\n",
        ),
        (
            "a.tsv",
            "id\trequirement\nREQ-1\tThe service, once\nREQ-2\tThe service twice\n",
        ),
        (
            "a.csv",
            "REQ-1,\"The service, once\"\nREQ-2,The service twice\n",
        ),
    ] {
        let read = spec(path, text);
        assert_eq!(
            listed(&read),
            ["REQ-1: The service, once", "REQ-2: The service twice"],
            "{text}"
        );
    }
}

#[test]
fn columns_have_their_names_in_many_languages() {
    for header in [
        "Nr.;Anforderung",
        "N°;Exigence",
        "ID;Requisito",
        "Código;Requisito",
        "番号;要件",
        "编号;需求",
        "번호;요구사항",
        "№;Требование",
        "Nr;Wymaganie",
        "Č.;Požadavek",
        "No;Gereksinim",
        "Nr;Krav",
        "Tunnus;Vaatimus",
        "Mã;Yêu cầu",
        "المعرف;المتطلب",
        "מזהה;דרישה",
    ] {
        let read = spec(
            "a.csv",
            &format!("{header};x\nA-1;返金は一度だけ行う;\nA-2;返金 を 記録する;\n"),
        );
        assert_eq!(ids_of(&read), ["A-1", "A-2"], "{header}");
    }
}

#[test]
fn rows_of_other_data_are_no_criteria() {
    for text in [
        "name,price,description\nApple,1,A very nice red apple\nPear,2,A very nice green pear\n",
        "id,name,description,price\n1,Apple,A very nice red apple,2\n2,Pear,A very nice green pear,3\n",
        "key,en,de\nlogin.title,Please log in here,Bitte hier anmelden\nlogin.x,You must log in,Sie müssen\n",
        "Requirement,Test case,Result\nREQ-1,TC-1,pass\nREQ-2,TC-2,fail\n",
        "REQ-1,pass\nREQ-2,fail\n",
        "- [ ] a box\n- [ ] another box\n",
        "one line",
        "",
    ] {
        let error = try_read("a.csv", text).unwrap_err().to_string();
        assert!(
            error.contains("column names such as `id`"),
            "{text}: {error}"
        );
    }
}

#[test]
fn sub_tasks_of_an_issue_tracker_are_tasks() {
    let text = "Summary,Issue key,Issue id,Issue Type,Status,Description\n\
                Refund money once,PAY-12,10001,Story,Done,As a clerk I want to refund\n\
                Make a table,PAY-13,10002,Sub-task,Open,\n\
                Cut the costs,PAY-14,10003,Story,Open,As a boss\n";
    let read = spec("export.csv", text);
    assert_eq!(ids_of(&read), ["PAY-12", "PAY-13", "PAY-14"]);
    assert_eq!(read.criteria[1].kind, CriterionKind::Task);
}

#[test]
fn a_row_that_does_not_fit_is_read_and_told() {
    let text = "id,requirement,priority\nREQ-1,The service shall refund, and record,must\nREQ-2,\"The service shall\n\
                REQ-3,The service shall keep,must\nREQ-4,\"It shall, too\",must\nREQ-5,It shall answer\n";
    let read = spec("a.csv", text);
    assert_eq!(
        listed(&read),
        [
            "REQ-1: The service shall refund, and record",
            "REQ-2: The service shall",
            "REQ-3: The service shall keep",
            "REQ-4: It shall, too",
            "REQ-5: It shall answer"
        ]
    );
    let lines: Vec<u32> = read.warnings.iter().map(|warning| warning.line).collect();
    assert_eq!(lines, [2, 3, 6]);
    assert!(
        read.warnings[0].message.contains("more fields"),
        "{:?}",
        read.warnings
    );
    assert!(
        read.warnings[1].message.contains("not closed"),
        "{:?}",
        read.warnings
    );
}

#[test]
fn sections_that_are_named_once_hold_for_the_rows_below() {
    let text = "Module,ID,Requirement\nPaying,REQ-1,It shall pay\n,REQ-2,It shall pay back\n,REQ-3,It shall pay once\n\
                Limits,REQ-4,It shall limit\n,REQ-5,It shall stop\n";
    let read = spec("a.csv", text);
    let sections: Vec<_> = read
        .criteria
        .iter()
        .map(|criterion| section_of(criterion).join("/"))
        .collect();
    assert_eq!(sections, ["Paying", "Paying", "Paying", "Limits", "Limits"]);
}

#[test]
fn only_files_named_for_requirements_are_candidates() {
    assert!(rank(&RepoPath::from("docs/requirements.csv")).is_some());
    assert!(rank(&RepoPath::from("payments-SRS.tsv")).is_some());
    assert!(rank(&RepoPath::from("data/prices.csv")).is_none());
}

#[test]
fn files_made_to_be_slow_are_read() {
    for piece in [
        "x\"y,\"z\n",
        "a,\"b\n",
        "\"",
        "\"\"\n",
        ",",
        "REQ-1,\"a b\n",
        "a,\"b\"\"\n",
        ";\n",
    ] {
        let text = format!(
            "id,requirement\nREQ-1,It shall pay\n{}",
            piece.repeat(20_000)
        );
        let _ = try_read("a.csv", &text);
    }
}
