//! Text of templates that nobody has filled in: `System MUST [specific capability]`,
//! `<description>`, `TBD`.
//!
//! Owns how such a text is told from a requirement in which one word is still open. Knows nothing
//! of where it stands.

use std::sync::LazyLock;

use crate::spec::fixed::FixedSet;
use crate::spec::markdown::modal;

use super::prose;

/// The longest text that is looked at, in bytes: instructions of templates go over a few lines.
const REACH: usize = 2000;
/// The fewest letters of a word that stands for what has to be written.
const MIN_LETTERS: usize = 3;
/// The fewest bytes of an instruction whose end is in another paragraph.
const MIN_OPEN: usize = 40;

/// Questions that are put to a reader of a requirement which is written but for an answer.
const ASKED: [&str; 2] = ["NEEDS CLARIFICATION", "NEEDS_CLARIFICATION"];

/// Words around what has to be filled in that say nothing by themselves, in lower case, by
/// language.
const FILLER: [&str; 12] = [
    "given|when|then|and|or|but|if|while|where|unless|so|that|as|a|an|i|we|want|to|be|able|not|only",
    "the|of|for|in|by|with|on|is|are|user|users|system|application|service|product|feature|id|e|g|eg",
    "requirement|scenario|title|name|description|priority|p1|p2|p3|story|user|acceptance|criteria|criterion",
    "das|der|die|ein|eine|nutzer|benutzer|wenn|dann|und|ich|als|möchte|damit",
    "le|la|les|un|une|système|utilisateur|utilisateurs|quand|alors|et|si|en|tant|que|je|veux",
    "el|los|las|usuario|usuarios|sistema|dado|cuando|entonces|y|como|quiero|para",
    "o|os|quando|então|e|dado|eu|quero|il|lo|utente|utenti|allora",
    "de|het|een|gebruiker|systeem|użytkownik|uživatel|systém",
    "система|пользователь|если|когда|то|и|как|я|хочу",
    "系统|系統|用户|使用者|システム|ユーザー|ユーザ|시스템|사용자",
    "bruker|bruger|användare|systemet|järjestelmä|sistem|kullanıcı",
    "shall|should|must|may|can|will|would|soll|muss|doit|debe|deve|moet|ska|skal|должна|должен",
];

/// Starts of the instructions in the templates for requirements that are used most, in lower case.
const INSTRUCTIONS: [&str; 19] = [
    "clearly state the purpose of this document",
    "define any other requirements not covered",
    "describe any items or issues that will limit",
    "describe the connections between this product",
    "describe the logical and physical characteristics of each interface",
    "describe the logical characteristics of each interface",
    "describe the requirements associated with any communications",
    "don't really say",
    "each requirement should be uniquely identified",
    "if there are performance requirements for the product under various",
    "itemize the detailed functional requirements",
    "list any operating principles about the product",
    "list the sequences of user actions and system responses",
    "provide a short description of the feature",
    "specify any additional quality characteristics",
    "specify any requirements regarding security",
    "specify those requirements that are concerned",
    "this template illustrates",
    "describe the environment in which the software will operate",
];

/// Whether a text is all placeholders, with nothing beside them that says what is asked for.
pub(super) fn is_unfilled(text: &str) -> bool {
    if text.len() > REACH {
        return false;
    }
    let is_asked = || ASKED.iter().any(|asked| text.contains(asked));
    is_instruction(text) || (has_brackets(text) && !is_asked() && is_all_placeholders(text))
}

/// Whether a text only says what would have to be written.
fn is_instruction(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    if !text.starts_with(['C', 'D', 'E', 'I', 'L', 'P', 'S', 'T']) {
        return false;
    }
    let start: String = text
        .chars()
        .take(80)
        .map(|c| if c == '’' { '\'' } else { c })
        .collect();
    let start = start.to_lowercase();
    INSTRUCTIONS
        .iter()
        .any(|instruction| start.starts_with(instruction))
}

fn has_brackets(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'[' | b'<' | b'{'))
}

/// Whether there are placeholders in brackets, and nothing else but filler.
fn is_all_placeholders(text: &str) -> bool {
    let mut rest = text;
    let mut outside = String::new();
    let mut found = false;
    while let Some(at) = rest.find(['[', '<', '{']) {
        let (before, from) = rest.split_at(at);
        outside.push_str(before);
        outside.push(' ');
        let (inside, after) = match group(from) {
            Some(group) => group,
            // An instruction goes on in the next paragraph.
            None if from.starts_with('<') && before.trim().is_empty() && from.len() >= MIN_OPEN => {
                (from, "")
            }
            None => return false,
        };
        if after.starts_with('(') || !is_placeholder(inside) {
            return false;
        }
        found = true;
        rest = after;
    }
    outside.push_str(rest);
    found && is_filler(&outside)
}

/// What stands in the brackets that a text begins with, and what follows them.
fn group(text: &str) -> Option<(&str, &str)> {
    let open = text.chars().next()?;
    let close = match open {
        '[' => ']',
        '<' => '>',
        _ => '}',
    };
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return Some((text.get(1..at)?, text.get(at + 1..)?));
            }
        }
    }
    None
}

/// Whether what stands in brackets are words, and no id, box, link or tag.
fn is_placeholder(inside: &str) -> bool {
    let inside = inside.trim_matches(['{', '}', ' ']);
    let is_comment = inside.starts_with("!--");
    let is_tag = inside.contains(['=', '/']) && !inside.contains(' ');
    let starts = inside
        .trim_start_matches(['!', '-', ' ', '*', '"'])
        .chars()
        .next();
    let has_digit = inside.contains(|c: char| c.is_ascii_digit());
    let is_id = has_digit && !inside.contains(char::is_whitespace);
    (is_comment || starts.is_some_and(char::is_alphabetic))
        && !is_tag
        && !is_id
        && prose::letters(inside) >= MIN_LETTERS
}

/// Whether a text has no word of its own.
fn is_filler(text: &str) -> bool {
    static WORDS: LazyLock<FixedSet<&str>> =
        LazyLock::new(|| FILLER.iter().flat_map(|row| row.split('|')).collect());
    let mut words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.all(|word| {
        WORDS.contains(word.to_lowercase().as_str())
            || word.chars().all(|c| c.is_ascii_digit())
            || modal::is_binding(word)
    })
}
