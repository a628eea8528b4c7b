//! The reasons why something that could be a criterion is not one, in words for people. Knows
//! nothing of how it is found.

pub(super) const UNSAID: &str = "its heading does not say that the list holds criteria";
pub(super) const UNSAID_TABLE: &str = "its heading does not say that the table holds criteria";
pub(super) const STORY: &str = "a user story: its criteria are reviewed instead";
pub(super) const QUESTION: &str = "a question: nothing in it can be accepted";
pub(super) const REPEAT: &str = "it mentions a criterion that is defined elsewhere in the spec";
pub(super) const INDENTED: &str = "it is indented far enough to be code";
pub(super) const ELSEWHERE: &str =
    "it only points to another document: review that document as a spec of its own";
pub(super) const OBJECT: &str =
    "it is in a code block, and no heading says that criteria are listed there";
pub(super) const RENAMED: &str = "only the name of a requirement changes";
pub(super) const REMOVED: &str = "it describes a requirement that is removed";
pub(super) const UNWRITTEN: &str = "its requirement is still to be written";
pub(super) const HISTORY: &str = "a row of a table of versions, not of requirements";
pub(super) const UNFILLED: &str = "it is the text of a template that nobody has filled in";
pub(super) const UNSAID_TEXT: &str = "nothing says that the paragraphs here are criteria";
