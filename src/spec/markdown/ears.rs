//! Recognises requirements in the EARS style (<https://alistairmavin.com/ears/>) in many languages:
//! a condition, and an obligation after it. Owns their words; knows nothing of Gherkin's.

use std::sync::{Arc, LazyLock};

use crate::spec::fixed::FixedMap;

use super::steps::has_whole;

/// A word that a condition begins with.
struct Condition {
    word: String,
    /// Words of obligation in its language, in small letters or in capitals.
    obliging: Arc<[String]>,
}

/// Beginnings of conditions, and words of obligation, by language.
const OPENING: [(&str, &str); 20] = [
    ("When|If|While|Where|Once|As soon as", "shall"),
    (
        "Wenn|Falls|Sobald|Solange|Während|Sofern|Wo",
        "muss|müssen|soll|sollen|darf nicht|dürfen nicht",
    ),
    (
        "Quand|Lorsque|Lorsqu'|Si|S'|Tant que|Pendant que|Dès que|Là où",
        "doit|doivent|devra|devront",
    ),
    (
        "Cuando|Si|Mientras|Donde|Siempre que|Una vez que",
        "debe|deben|deberá|deberán|tiene que",
    ),
    (
        "Quando|Se|Enquanto|Onde|Sempre que|Caso",
        "deve|devem|deverá|deverão|tem de|tem que",
    ),
    (
        "Quando|Se|Mentre|Finché|Qualora|Dove|Non appena",
        "deve|devono|dovrà|dovranno",
    ),
    (
        "Wanneer|Als|Indien|Zodra|Zolang|Terwijl|Waar",
        "moet|moeten|dient|dienen|zal|zullen",
    ),
    (
        "Gdy|Kiedy|Jeśli|Jeżeli|Dopóki|Podczas gdy|Jak tylko",
        "musi|muszą|powinien|powinna|powinno|powinny|należy",
    ),
    ("Když|Pokud|Jestliže|Dokud|Jakmile", "musí|musejí|nesmí"),
    (
        "Когда|Если|Пока|При|Как только|Там, где",
        "должен|должна|должно|должны|обязан|обязана|обязано",
    ),
    (
        "Коли|Якщо|Поки|При|Щойно|Там, де",
        "повинен|повинна|повинно|повинні|має|мають|мусить",
    ),
    ("När|Om|Medan|Så länge|Så snart|Där", "ska|skall|måste"),
    (
        "Når|Hvis|Mens|Så længe|Så lenge|Så snart|Dersom|Der hvor",
        "skal|må",
    ),
    (
        "Kun|Jos|Niin kauan kuin|Heti kun|Siellä missä",
        "täytyy|pitää|tulee|on oltava",
    ),
    (
        "当|當|如果|若|每当|每當|一旦|假如|在",
        "必须|必須|应当|應當|应该|應該|应|應|须|須|不得|需要",
    ),
    (
        "Khi|Nếu|Trong khi|Ngay khi|Tại nơi",
        "phải|cần phải|sẽ phải",
    ),
    (
        "عندما|إذا|اذا|طالما|أثناء|بمجرد|حيثما|متى",
        "يجب|ينبغي|يتعين|يلزم|لا يجوز",
    ),
    (
        "כאשר|אם|כל עוד|ברגע|במקרה|היכן",
        "חייב|חייבת|חייבים|חייבות|צריך|צריכה|צריכים|צריכות|אסור",
    ),
    ("만약|만일", "야 한다|야 합니다|야 함"),
    (
        "もし|万一",
        "なければならない|なければなりません|ものとする|こと",
    ),
];

/// Ends of conditions, and words of obligation after them, in languages that put both last.
const CLOSING: [(&str, &str); 3] = [
    (
        "とき、|時、|場合、|場合は、|際、|際は、|間、|ときは、|とTHEN|たら、|すると、",
        "なければならない|なければなりません|ものとする|べきである|してはならない",
    ),
    (
        "때 |때,|때는 |경우 |경우,|경우에는 |면 |면,|동안 ",
        "야 한다|야 합니다|야 함",
    ),
    (
        "ğında|ğinde|duğunda|düğünde|ise |ise,|sürece|sırasında|halinde|takdirde",
        "malıdır|melidir|mak zorundadır|mek zorundadır|gerekir|gerekmektedir",
    ),
];

/// Returns whether a text begins with a condition, and states an obligation in the same language.
pub(super) fn is_requirement(text: &str) -> bool {
    static TONGUES: LazyLock<FixedMap<char, Vec<Condition>>> = LazyLock::new(conditions);
    let conditions = text
        .chars()
        .next()
        .and_then(|first| TONGUES.get(&first))
        .into_iter()
        .flatten();
    let mut opening = conditions.filter(|condition| begins_with(text, &condition.word));
    opening.any(|condition| condition.obliging.iter().any(|word| has_whole(text, word)))
        // Texts in the languages that put both last are hardly ever all ASCII.
        || !text.is_ascii() && CLOSING.iter().any(|tongue| closes(text, tongue))
}

/// Returns the conditions by the first letter of their word.
fn conditions() -> FixedMap<char, Vec<Condition>> {
    let in_both_cases = |words: &'static str| {
        words
            .split('|')
            .flat_map(|word| [word.to_owned(), word.to_uppercase()])
    };
    let mut all: FixedMap<char, Vec<Condition>> = FixedMap::default();
    for (conditions, obliging) in OPENING {
        let obliging: Arc<[String]> = in_both_cases(obliging).collect();
        for word in in_both_cases(conditions) {
            let Some(first) = word.chars().next() else {
                continue;
            };
            all.entry(first).or_default().push(Condition {
                word,
                obliging: Arc::clone(&obliging),
            });
        }
    }
    all
}

fn begins_with(text: &str, word: &str) -> bool {
    let rest = text.strip_prefix(word);
    let is_spaced = word
        .chars()
        .next()
        .is_some_and(|c| !matches!(c, '\u{3041}'..='\u{9fff}'));
    rest.is_some_and(|rest| {
        let ends = !rest.starts_with(char::is_alphanumeric) || word.ends_with('\'');
        !is_spaced || ends
    })
}

/// Returns whether a condition ends somewhere in a text, with a word of obligation after it.
fn closes(text: &str, (conditions, obliging): &(&str, &str)) -> bool {
    let last = obliging
        .split('|')
        .filter_map(|word| text.rfind(word))
        .max();
    last.is_some_and(|last| {
        let before = text.get(..last).unwrap_or_default();
        conditions.split('|').any(|word| before.contains(word))
    })
}
