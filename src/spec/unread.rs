//! Recognises files in formats that are not read, and says how each is converted to one that is.
//!
//! Owns the recognition by the first bytes and by the ending of the name. Nothing of such a file is
//! ever shown as a criterion. Knows nothing of the formats that are read.

use crate::model::text::RepoPath;

mod foreign;

/// The part of a file that is examined, in bytes.
const REACH: usize = 4096;

/// A format that is not read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnreadFormat {
    /// The name of such a file, with its article.
    pub(super) what: &'static str,
    /// What to do instead, in words that follow a semicolon.
    pub(super) instead: &'static str,
    /// Whether people write requirements in this format.
    pub(super) is_document: bool,
    /// Endings of its files.
    endings: &'static [&'static str],
}

/// Creates a format that people write requirements in.
const fn document_format(
    what: &'static str,
    endings: &'static [&'static str],
    instead: &'static str,
) -> UnreadFormat {
    UnreadFormat {
        what,
        instead,
        is_document: true,
        endings,
    }
}

/// Creates a format of other files.
const fn other_format(
    what: &'static str,
    endings: &'static [&'static str],
    instead: &'static str,
) -> UnreadFormat {
    UnreadFormat {
        what,
        instead,
        is_document: false,
        endings,
    }
}

const DOCX: UnreadFormat = document_format(
    "a Word document",
    &["docx", "docm", "dotx"],
    "export it as Markdown, or run `pandoc in.docx -t gfm -o in.md`",
);
const DOC: UnreadFormat = document_format(
    "a document of an old version of Word or Office",
    &["doc", "dot", "wps"],
    "save it as docx first, then run `pandoc in.docx -t gfm -o in.md`",
);
const ODT: UnreadFormat = document_format(
    "an OpenDocument text",
    &["odt", "ott", "fodt"],
    "export it as Markdown, or run `pandoc in.odt -t gfm -o in.md`",
);
const RTF: UnreadFormat = document_format(
    "a rich text document",
    &["rtf"],
    "export it as Markdown, or run `pandoc in.rtf -t gfm -o in.md`",
);
const PDF: UnreadFormat = document_format(
    "a PDF",
    &["pdf"],
    "ask for the document that it was made from, or run `pdftotext -layout in.pdf in.txt` and check the result",
);
const XLSX: UnreadFormat = document_format(
    "a spreadsheet",
    &["xlsx", "xlsm", "xls", "ods", "fods", "numbers"],
    "export the sheet as CSV in UTF-8",
);
const SLIDES: UnreadFormat = document_format(
    "a presentation",
    &["pptx", "ppt", "odp", "key"],
    "copy the requirements into a Markdown file",
);
const PAGES: UnreadFormat = document_format(
    "a Pages document",
    &["pages"],
    "export it as docx, then run `pandoc in.docx -t gfm -o in.md`",
);
const LATEX: UnreadFormat = document_format(
    "a LaTeX document",
    &["tex", "latex", "ltx"],
    "run `pandoc in.tex -t gfm -o in.md` and check the result",
);
const TYPST: UnreadFormat = document_format(
    "a Typst document",
    &["typ"],
    "run `pandoc in.typ -t gfm -o in.md` and check the result",
);
const EPUB: UnreadFormat = document_format(
    "an electronic book",
    &["epub"],
    "run `pandoc in.epub -t gfm -o in.md`",
);
const MEDIAWIKI: UnreadFormat = document_format(
    "MediaWiki markup",
    &["mediawiki"],
    "run `pandoc -f mediawiki -t gfm in.mediawiki -o in.md`",
);
const NOTEBOOK: UnreadFormat = document_format(
    "a notebook",
    &["ipynb"],
    "run `jupyter nbconvert --to markdown in.ipynb`",
);
const REQIFZ: UnreadFormat =
    document_format("a packed ReqIF file", &["reqifz"], "unpack it with `unzip`");
const ARCHIVE: UnreadFormat = other_format(
    "an archive",
    &[
        "zip", "gz", "tgz", "bz2", "xz", "zst", "7z", "rar", "tar", "jar",
    ],
    "unpack it, and name the file in it that holds the criteria",
);
const IMAGE: UnreadFormat = other_format(
    "an image",
    &[
        "png", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff", "ico", "svg", "vsdx", "drawio",
    ],
    "write what it shows into a Markdown file",
);
const DATABASE: UnreadFormat = other_format(
    "a database",
    &["sqlite", "sqlite3", "db", "eap", "eapx", "qea"],
    "export the requirements as CSV or ReqIF",
);
const XML: UnreadFormat = other_format(
    "XML other than ReqIF",
    &["xml", "xsd", "xsl"],
    "export the requirements as ReqIF, CSV or Markdown",
);
const MAIL: UnreadFormat = other_format(
    "a message or a saved page",
    &["eml", "msg", "mht", "mhtml", "enex", "one"],
    "copy the text into a Markdown file",
);
const OTHER_DOCUMENT: UnreadFormat = document_format(
    "a document in a format that is not read",
    &[
        "lyx", "pod", "texi", "texinfo", "troff", "roff", "ms", "man", "ps", "eps", "tm", "dbk",
        "docbook", "dita", "ditamap", "puml", "plantuml", "sysml", "reqview", "hwp", "hwpx", "wpd",
        "rtfd", "creole", "t2t", "opml", "arxml", "xmi",
    ],
    "export it as Markdown, or see whether `pandoc` reads it: `pandoc in -t gfm -o in.md`",
);
const CODE: UnreadFormat = other_format(
    "a program's source or settings",
    &[
        "rs", "py", "js", "mjs", "cjs", "ts", "tsx", "jsx", "java", "kt", "kts", "scala", "c", "h",
        "cc", "cpp", "cxx", "hpp", "cs", "go", "rb", "php", "swift", "m", "mm", "pl", "pm", "lua",
        "r", "jl", "ex", "exs", "erl", "hs", "ml", "clj", "dart", "sh", "bash", "zsh", "ps1",
        "bat", "sql", "css", "scss", "less", "vue", "svelte", "proto", "tf", "patch", "diff",
        "lock", "log", "map", "ini", "cfg",
    ],
    "name the document that holds the criteria",
);

const ALL: [UnreadFormat; 21] = [
    DOCX,
    DOC,
    ODT,
    RTF,
    PDF,
    XLSX,
    SLIDES,
    PAGES,
    LATEX,
    TYPST,
    EPUB,
    MEDIAWIKI,
    NOTEBOOK,
    REQIFZ,
    ARCHIVE,
    IMAGE,
    DATABASE,
    XML,
    MAIL,
    OTHER_DOCUMENT,
    CODE,
];

/// First bytes of formats.
const BEGINNINGS: [(&[u8], UnreadFormat); 15] = [
    (b"%PDF-", PDF),
    (b"{\\rtf", RTF),
    (b"\xd0\xcf\x11\xe0", DOC),
    (b"\x89PNG", IMAGE),
    (b"\xff\xd8\xff", IMAGE),
    (b"GIF8", IMAGE),
    (b"II*\0", IMAGE),
    (b"MM\0*", IMAGE),
    (b"SQLite format 3\0", DATABASE),
    (b"\x1f\x8b", ARCHIVE),
    (b"BZh", ARCHIVE),
    (b"\xfd7zXZ", ARCHIVE),
    (b"\x28\xb5\x2f\xfd", ARCHIVE),
    (b"7z\xbc\xaf", ARCHIVE),
    (b"Rar!", ARCHIVE),
];

/// Bytes near the beginning of packed documents.
const PACKED: [(&[u8], UnreadFormat); 7] = [
    (b"opendocument.text", ODT),
    (b"opendocument.spreadsheet", XLSX),
    (b"opendocument.presentation", SLIDES),
    (b"application/epub", EPUB),
    (b"word/", DOCX),
    (b"xl/", XLSX),
    (b"ppt/", SLIDES),
];

/// Returns the format of a file that is not read, by its first bytes, then by its name; `None` when
/// the file may be read.
pub(super) fn format(path: &RepoPath, bytes: &[u8]) -> Option<UnreadFormat> {
    let head = bytes.get(..REACH).unwrap_or(bytes);
    let named = by_name(path);
    if head.starts_with(b"PK\x03\x04") {
        let packed = PACKED
            .iter()
            .find(|(mark, _)| holds(head, mark))
            .map(|(_, format)| *format);
        return packed
            .or(named.filter(|format| *format != CODE))
            .or(Some(ARCHIVE));
    }
    // Documents, spreadsheets and presentations share one magic number.
    let begun = BEGINNINGS
        .iter()
        .find(|(mark, _)| head.starts_with(mark))
        .map(|(_, format)| *format);
    if begun == Some(DOC) {
        return named
            .filter(|format| [XLSX, SLIDES].contains(format))
            .or(begun);
    }
    let is_latex = || holds(head, b"\\documentclass") && holds(head, b"{");
    match named {
        _ if begun.is_some() => begun,
        Some(XML) if holds(head, b"<REQ-IF") => None,
        None if !is_markdown(path) && is_latex() => Some(LATEX),
        None if is_text(path) => foreign::format(&String::from_utf8_lossy(head)),
        named => named,
    }
}

/// Returns the format of a document that is not read, by the ending of its name.
pub(super) fn document(path: &RepoPath) -> Option<UnreadFormat> {
    by_name(path).filter(|format| format.is_document)
}

fn by_name(path: &RepoPath) -> Option<UnreadFormat> {
    let ending = ending(path)?;
    ALL.into_iter()
        .find(|format| format.endings.contains(&ending.as_str()))
}

fn ending(path: &RepoPath) -> Option<String> {
    let name = path.base_name();
    let dot = name.iter().rposition(|byte| *byte == b'.')?;
    Some(String::from_utf8_lossy(name.get(dot + 1..)?).to_lowercase())
}

fn is_markdown(path: &RepoPath) -> bool {
    ending(path).is_some_and(|ending| super::place::MARKDOWN.contains(&ending.as_str()))
}

fn is_text(path: &RepoPath) -> bool {
    is_markdown(path) || ending(path).is_none_or(|ending| matches!(ending.as_str(), "txt" | "text"))
}

fn holds(head: &[u8], mark: &[u8]) -> bool {
    head.windows(mark.len()).any(|window| window == mark)
}
