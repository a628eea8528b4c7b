//! Recognises user stories in languages other than English: who wants what. Owns their words; knows
//! nothing of criteria.

use std::sync::LazyLock;

use super::steps::has_whole;

/// Beginnings of a story, and phrases of a wish after them, by language.
const STORIES: [(&str, &str); 19] = [
    (
        "Als",
        "möchte ich|will ich|ich möchte|brauche ich|wünsche ich|kann ich",
    ),
    ("Als", "wil ik|ik wil|wens ik|kan ik"),
    (
        "En tant que|En tant qu'|En tant qu’",
        "je veux|je souhaite|je voudrais|j'aimerais|j’aimerais|je peux|je dois pouvoir",
    ),
    (
        "Como|Yo como|Yo, como",
        "quiero|necesito|deseo|quisiera|puedo|me gustaría",
    ),
    (
        "Como|Enquanto|Eu como|Eu, como|Na qualidade de|Sendo",
        "quero|desejo|preciso|gostaria|posso|eu quero",
    ),
    (
        "Come|In qualità di",
        "voglio|vorrei|desidero|posso|ho bisogno",
    ),
    (
        "Jako",
        "chcę|chciałbym|chciałabym|potrzebuję|mogę|chci|chtěl bych|chtěla bych|potřebuji|mohu",
    ),
    (
        "Как|Я как|Я, как|Будучи|В качестве|В роли",
        "хочу|хотел бы|хотела бы|мне нужно|я могу|могу",
    ),
    (
        "Як|Я як|Я, як|Будучи",
        "хочу|хотів би|хотіла б|мені потрібно|я можу|можу",
    ),
    ("Bir", "istiyorum|isterim|istiyoruz"),
    ("Som", "vill jag|behöver jag|kan jag"),
    (
        "Som",
        "vil jeg|ønsker jeg|skal jeg kunne|trenger jeg|har jeg brug for|kan jeg",
    ),
    (
        "作为|作為|身为|身為",
        "我想|我希望|我要|我需要|我可以|希望|想要",
    ),
    ("Là|Với tư cách|Với vai trò", "tôi muốn|tôi cần|tôi có thể"),
    (
        "بصفتي|باعتباري|كمستخدم|كعميل|كمسؤول|كمدير",
        "أريد|أرغب|أحتاج|أستطيع",
    ),
    (
        "בתור|כמשתמש|כמשתמשת|כלקוח|כמנהל|כמנהלת",
        "אני רוצה|אני צריך|אני צריכה|ברצוני|אוכל",
    ),
    ("Mint", "szeretném|szeretnék|akarom"),
    ("Ca", "vreau|doresc|aș dori"),
    ("Ως|Σαν", "θέλω|χρειάζομαι|μπορώ"),
];

/// Endings of the one who wants, and phrases of the wish after them, in languages that put an
/// ending in place of a word before.
const ENDINGS: [(&str, &str); 3] = [
    (
        "として、|として",
        "したい|できるようにしたい|欲しい|ほしい|たい。|たい",
    ),
    ("로서|로써", "싶다|싶습니다|싶어요|원한다|원합니다|필요하다"),
    (
        "nä haluan|nä haluaisin|na haluan|na haluaisin",
        "haluan|haluaisin",
    ),
];

/// The common part of those endings that are ASCII.
const ASCII_ENDING: &str = "na halua";

/// Returns whether a text without emphasis is a user story.
pub(super) fn is_story(text: &str) -> bool {
    let begins = |words: &str| {
        words.split('|').any(|word| {
            // The first bytes rule out most words.
            let may_begin = text.as_bytes().get(..2) == word.as_bytes().get(..2);
            let rest = if may_begin {
                text.strip_prefix(word)
            } else {
                None
            };
            rest.is_some_and(|rest| {
                !rest.starts_with(char::is_alphabetic) || word.ends_with(['为', '為', '\'', '’'])
            })
        })
    };
    let small = LazyLock::<String, _>::new(|| text.to_lowercase());
    let wishes = |words: &str| {
        words
            .split('|')
            .any(|word| has_whole(text, word) || has_glued(text, word) || has_whole(&small, word))
    };
    let may_begin = || {
        text.chars()
            .next()
            .is_some_and(|first| FIRST.contains(&first))
    };
    may_begin()
        && STORIES
            .iter()
            .any(|(who, wish)| begins(who) && wishes(wish))
        || ((!text.is_ascii() || text.contains(ASCII_ENDING))
            && ENDINGS.iter().any(|ending| ends(text, ending)))
}

/// First characters of all beginnings, by which most texts are ruled out.
static FIRST: LazyLock<Vec<char>> = LazyLock::new(|| {
    let words = STORIES.iter().flat_map(|(who, _)| who.split('|'));
    words.filter_map(|word| word.chars().next()).collect()
});

/// Returns whether a text has a word of a script without spaces, where words may occur anywhere.
fn has_glued(text: &str, word: &str) -> bool {
    word.starts_with(|c: char| matches!(c, '\u{3041}'..='\u{9fff}')) && text.contains(word)
}

fn ends(text: &str, (who, wish): &(&str, &str)) -> bool {
    // A text of ASCII has no word with other letters, which is checked faster than by searching for
    // them.
    let is_ascii = text.is_ascii();
    let may_stand = |word: &&str| !is_ascii || word.is_ascii();
    let at = who
        .split('|')
        .filter(may_stand)
        .filter_map(|word| text.find(word))
        .min();
    at.is_some_and(|at| {
        let after = text.get(at..).unwrap_or_default();
        wish.split('|').any(|word| after.contains(word))
    })
}
