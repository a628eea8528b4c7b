//! Which of several files that are alike is called the renamed one.

use super::renames::{Pairs, delivery, found, lines};

fn pairs(pairs: &[(&str, &str)]) -> Pairs {
    pairs
        .iter()
        .map(|(old, new)| ((*old).to_owned(), (*new).to_owned()))
        .collect()
}

#[test]
fn equal_files_go_by_the_end_of_their_path_and_empty_ones_keep_their_name() {
    let (dir, range) = delivery(
        |old| {
            for part in ["one", "two", "three"] {
                old.write(&format!("src/{part}/mod.rs"), "pub mod all;\n")?;
            }
            old.write("src/one/__init__.py", "")?
                .write("src/gone.py", "")
                .map(drop)
        },
        |new| {
            for part in ["one", "two", "three"] {
                new.remove(&format!("src/{part}/mod.rs"));
                new.write(&format!("crates/{part}/mod.rs"), "pub mod all;\n")?;
            }
            new.remove("src/one/__init__.py").remove("src/gone.py");
            new.write("lib/one/__init__.py", "")?
                .write("lib/other.txt", "")
                .map(drop)
        },
    );
    let expected = [
        ("src/one/__init__.py", "lib/one/__init__.py"),
        ("src/one/mod.rs", "crates/one/mod.rs"),
        ("src/three/mod.rs", "crates/three/mod.rs"),
        ("src/two/mod.rs", "crates/two/mod.rs"),
    ];
    assert_eq!(found(&dir, &range, true), pairs(&expected));
}

#[test]
fn one_long_line_that_begins_otherwise_is_still_the_same_file() {
    fn minified(start: &str) -> String {
        let calls = (0..400).map(|at: u32| {
            format!(
                "f{}({at},\"{:x}\");",
                at % 7,
                at.wrapping_mul(2_654_435_761)
            )
        });
        start.to_owned() + &calls.collect::<String>()
    }
    let (dir, range) = delivery(
        |old| old.write("dist/app.1.js", minified("var a;")).map(drop),
        |new| {
            new.remove("dist/app.1.js")
                .write("dist/app.2.js", minified("let abcde,f;"))
                .map(drop)
        },
    );
    assert_eq!(
        found(&dir, &range, false),
        pairs(&[("dist/app.1.js", "dist/app.2.js")])
    );
}

#[test]
fn generated_files_that_are_nearly_all_alike_find_their_own() {
    fn generated(at: u32, edited: bool) -> String {
        let note = if edited { "checked\n" } else { "" };
        format!("{}call {at} of {}\n{note}", lines(0, 40), at * 31)
    }
    let (dir, range) = delivery(
        |old| {
            (0..300).try_for_each(|at| {
                old.write(&format!("old/case_{at}.txt"), generated(at, false))
                    .map(drop)
            })
        },
        |new| {
            (0..300).for_each(|at| {
                new.remove(&format!("old/case_{at}.txt"));
            });
            (0..300).try_for_each(|at| {
                new.write(&format!("new/{}.txt", 1_000 - at), generated(at, true))
                    .map(drop)
            })
        },
    );
    let expected = (0..300)
        .map(|at| {
            (
                format!("old/case_{at}.txt"),
                format!("new/{}.txt", 1_000 - at),
            )
        })
        .collect::<Pairs>();
    assert_eq!(found(&dir, &range, false), expected);
}

#[test]
fn next_to_nothing_in_common_is_no_rename_unless_the_name_is_kept() {
    let (dir, range) = delivery(
        |old| {
            old.write("a/one.cfg", "on=1\nx=2\n")?
                .write("a/kept.cfg", "up=1\nq=2\n")
                .map(drop)
        },
        |new| {
            new.remove("a/one.cfg").remove("a/kept.cfg");
            new.write("b/two.cfg", "on=1\ny=4\n")?
                .write("b/kept.cfg", "up=1\nr=3\n")
                .map(drop)
        },
    );
    assert_eq!(
        found(&dir, &range, false),
        pairs(&[("a/kept.cfg", "b/kept.cfg")])
    );
}
