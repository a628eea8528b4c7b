//! Reads the options of a directive. Knows nothing of the directive itself.

use super::super::markup::rst::Line;

/// The most lines of options of a directive.
pub(super) const MAX_OPTIONS: usize = 100;

/// The options between a directive's line and its content.
#[derive(Default)]
pub(super) struct NeedOptions<'a> {
    /// The lines that continue the directive's own line.
    pub(super) title: Vec<&'a str>,
    pub(super) id: Option<&'a str>,
    pub(super) status: Option<&'a str>,
    pub(super) is_deleted: bool,
}

/// Reads the options of a directive from the line `at` on, where `indent` is the directive's
/// indentation; returns them and the index after them. In Markdown, the text may follow without a
/// blank line.
pub(super) fn options<'a>(
    lines: &[Line<'a>],
    mut at: usize,
    indent: usize,
    is_markdown: bool,
) -> (NeedOptions<'a>, usize) {
    let mut options = NeedOptions::default();
    let mut in_options = false;
    let most = at + MAX_OPTIONS;
    while let Some(line) = lines
        .get(at)
        .filter(|line| at < most && !line.content.is_empty() && line.indent > indent)
    {
        let content = line.content;
        let option = content
            .strip_prefix(':')
            .and_then(|rest| rest.split_once(':'));
        match option {
            Some((name, value)) => {
                in_options = true;
                match name {
                    "id" => options.id = Some(value.trim()).filter(|id| !id.is_empty()),
                    "delete" => options.is_deleted = value.trim().eq_ignore_ascii_case("true"),
                    "status" => options.status = Some(value.trim()),
                    _ => {}
                }
            }
            // A continuation of the line above, which is the title or an option.
            None if is_markdown => break,
            None if !in_options => options.title.push(content),
            None => {}
        }
        at += 1;
    }
    (options, at)
}
