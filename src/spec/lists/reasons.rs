//! The reasons why something that could be a criterion is not one, in words for people. Knows nothing of how
//! it is found.

pub(super) const UNSAID: &str = "its heading does not say that the list holds criteria";
pub(super) const UNSAID_TABLE: &str = "its heading does not say that the table holds criteria";
pub(super) const STORY: &str = "a user story: its criteria say what is accepted";
pub(super) const QUESTION: &str = "a question: nothing in it can be accepted";
pub(super) const REPEAT: &str = "it speaks of a criterion that stands elsewhere in the spec";
pub(super) const INDENTED: &str = "it is indented so far that it is code";
pub(super) const ELSEWHERE: &str = "it only says where to read on: review that document as a spec of its own";
pub(super) const OBJECT: &str = "it is in a block of code, where nothing says that criteria are listed";
pub(super) const RENAMED: &str = "only the name of a requirement changes";
pub(super) const REMOVED: &str = "it says how a requirement was that is removed";
pub(super) const UNWRITTEN: &str = "its requirement is not written yet";
pub(super) const HISTORY: &str = "a row of a table of versions, not of requirements";
pub(super) const UNFILLED: &str = "it is the text of a template that nobody has filled in";
pub(super) const UNSAID_TEXT: &str = "nothing says that the paragraphs here are criteria";
