//! Formats that are not read: named, with what to do, and never shown in pieces.

use snaglist::model::text::RepoPath;
use snaglist::spec::{ReadError, read, unread};

/// What is said of a file of these bytes.
fn said(path: &str, bytes: &[u8]) -> String {
    let error = read(&RepoPath::from(path), bytes, None).unwrap_err();
    assert!(matches!(error, ReadError::Format(_)), "{path}: {error}");
    error.to_string()
}

#[test]
fn a_file_is_known_by_its_first_bytes_whatever_it_is_called() {
    for (path, bytes, wanted) in [
        (
            "SPEC.md",
            &b"PK\x03\x04....[Content_Types].xml....word/document.xml"[..],
            "pandoc in.docx -t gfm -o in.md",
        ),
        (
            "SPEC",
            b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.text",
            "pandoc in.odt",
        ),
        ("SPEC.xlsx", b"PK\x03\x04....", "export the sheet as CSV"),
        ("SPEC.reqifz", b"PK\x03\x04....", "unzip"),
        ("SPEC.bin", b"PK\x03\x04....", "an archive"),
        ("SPEC.md", b"%PDF-1.7\n- [ ] a box\n", "pdftotext"),
        ("SPEC.md", b"{\\rtf1 - [ ] a box}", "pandoc in.rtf"),
        (
            "SPEC",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "old version of Word",
        ),
        ("table.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "CSV"),
        ("SPEC", b"\x89PNG\r\n", "an image"),
        (
            "SPEC",
            b"\\documentclass{article}\n\\begin{itemize}\n- [ ] a box\n",
            "LaTeX",
        ),
    ] {
        let said = said(path, bytes);
        assert!(
            said.contains(wanted) && said.contains("is not read; "),
            "{path}: {said}"
        );
    }
}

#[test]
fn a_file_is_known_by_the_ending_of_its_name() {
    for (path, wanted) in [
        ("srs.tex", "pandoc in.tex -t gfm"),
        ("srs.DOCX", "a Word document"),
        ("srs.pdf", "a PDF"),
        ("srs.rtf", "rich text"),
        ("srs.typ", "Typst"),
        ("srs.ipynb", "nbconvert"),
        ("srs.xml", "ReqIF"),
        ("srs.py", "a program's source"),
        ("srs.svg", "an image"),
    ] {
        let said = said(path, b"## Acceptance criteria\n\n- [ ] a box\n");
        assert!(said.contains(wanted), "{path}: {said}");
    }
}

#[test]
fn only_documents_named_for_requirements_are_told_of() {
    for path in [
        "docs/requirements.docx",
        "SRS.pdf",
        "docs/payments-spec.odt",
        "lastenheft.tex",
    ] {
        assert!(unread(&RepoPath::from(path)).is_some(), "{path}");
    }
    for path in [
        "docs/manual.pdf",
        "spec.rs",
        "requirements.png",
        "node_modules/a/spec.pdf",
        "requirements.txt",
    ] {
        assert!(unread(&RepoPath::from(path)).is_none(), "{path}");
    }
}

#[test]
fn a_text_is_known_by_what_it_is_written_in() {
    let tex = "\\section{Requirements}\n\\begin{itemize}\n\\item REQ-1: The service shall refund\n\\end{itemize}\n";
    let wiki = "== Requirements ==\n\n* REQ-1: The [[service|bank]] shall refund\n# One\n";
    let c =
        "#include <stdio.h>\n\nint main(void) {\n    /* REQ-1: must refund */\n    return 0;\n}\n";
    let python = "import os\nimport sys\n\ndef main():\n    # REQ-1: must refund\n    return 0\n";
    for path in ["SPEC.md", "docs/requirements.txt"] {
        assert!(said(path, tex.as_bytes()).contains("LaTeX"), "{path}");
        assert!(
            said(path, wiki.as_bytes()).contains("pandoc -f mediawiki -t gfm"),
            "{path}"
        );
        assert!(
            said(path, c.as_bytes()).contains("a program's source"),
            "{path}"
        );
        assert!(
            said(path, python.as_bytes()).contains("a program's source"),
            "{path}"
        );
    }
}

#[test]
fn markdown_about_other_languages_is_markdown() {
    let list = "## Acceptance criteria\n\n- [ ] a box\n";
    for text in [
        format!("# S\n\n\\section{{a}} and\n\\begin{{b}} are TeX\n\n{list}"),
        format!("# S\n\n== a ==\n\n{{{{ name }}}} is a [[link]]\n\n{list}"),
        format!("Text\n\n```\nimport a\nimport b\ndef f():\n    return 1\n```\n\n{list}"),
    ] {
        assert!(
            read(&RepoPath::from("SPEC.md"), text.as_bytes(), None).is_ok(),
            "{text}"
        );
    }
}
