//! Reads licence expressions: `MIT OR Apache-2.0`, `(MIT OR Apache-2.0) AND Unicode-3.0`, and the
//! older `MIT/Apache-2.0`.

use std::iter::Peekable;
use std::vec::IntoIter;

/// Reports whether an expression can be satisfied with licences that `allowed` accepts. What cannot
/// be read is not satisfied.
pub(super) fn satisfied(expression: &str, allowed: &dyn Fn(&str) -> bool) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<String> = spaced.split_whitespace().map(str::to_owned).collect();
    let mut words = words.into_iter().peekable();
    either(&mut words, allowed).unwrap_or(false) && words.next().is_none()
}

type Words = Peekable<IntoIter<String>>;

fn either(words: &mut Words, allowed: &dyn Fn(&str) -> bool) -> Option<bool> {
    let mut holds = both(words, allowed)?;
    while words.next_if(|word| word == "OR").is_some() {
        holds |= both(words, allowed)?;
    }
    Some(holds)
}

fn both(words: &mut Words, allowed: &dyn Fn(&str) -> bool) -> Option<bool> {
    let mut holds = one(words, allowed)?;
    while words.next_if(|word| word == "AND").is_some() {
        holds &= one(words, allowed)?;
    }
    Some(holds)
}

fn one(words: &mut Words, allowed: &dyn Fn(&str) -> bool) -> Option<bool> {
    let mut name = words.next()?;
    if name == "(" {
        let holds = either(words, allowed);
        return words.next_if(|word| word == ")").and(holds);
    }
    if ["OR", "AND", "WITH", ")"].contains(&name.as_str()) {
        return None;
    }
    if words.next_if(|word| word == "WITH").is_some() {
        name = format!("{name} WITH {}", words.next()?);
    }
    Some(allowed(&name))
}

#[test]
fn expressions_hold_or_not() {
    let holds = |expression| satisfied(expression, &|name| ["MIT", "Zlib"].contains(&name));
    for expression in [
        "MIT",
        "GPL-3.0 OR MIT",
        "GPL-3.0/MIT",
        "MIT AND Zlib",
        "(GPL-3.0 OR MIT) AND Zlib",
        "GPL-3.0 OR MIT AND Zlib",
    ] {
        assert!(holds(expression), "{expression}");
    }
    for expression in [
        "",
        "GPL-3.0",
        "MIT AND GPL-3.0",
        "(MIT OR Zlib) AND GPL-3.0",
        "MIT WITH LLVM-exception",
        "MIT OR",
        "(MIT",
        "MIT MIT",
    ] {
        assert!(!holds(expression), "{expression}");
    }
}
