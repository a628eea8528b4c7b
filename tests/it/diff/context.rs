//! The function or section that a line is in, whatever the language.

use proptest::prelude::*;
use snaglist::diff::{enclosing, extent};

use super::{file, repetitive};

/// For every line of a text the heading that is expected, told by marks in front of the lines: the
/// letter of the heading that a line is in, in capitals on the heading itself; `.` for none.
fn check(marked: &str) {
    let (mut marks, mut lines) = (Vec::new(), String::new());
    for line in marked.lines().filter(|line| !line.is_empty()) {
        marks.push(line.chars().next().unwrap());
        lines.push_str(line.get(2..).unwrap_or(""));
        lines.push('\n');
    }
    let text = file(&lines);
    for (line, mark) in (0..).zip(&marks) {
        let expected = marks
            .iter()
            .position(|other| *other == mark.to_ascii_uppercase() && *mark != '.');
        let found = enclosing(&text, line);
        assert_eq!(
            found,
            expected.map(|at| at as u32),
            "line {line} of\n{lines}"
        );
    }
}

/// The lines of the whole that a line is in.
fn whole(source: &str, line: u32) -> String {
    let text = file(source);
    extent(&text, line)
        .map(|line| format!("{}\n", String::from_utf8_lossy(text.line(line))))
        .collect()
}

#[test]
fn a_rust_line_is_in_its_function() {
    check(
        "
. use std::fmt;
. 
A impl Store {
a     const MAX: u32 = 3;
a 
a     /// Refunds.
B     pub(crate) fn refund<T>(
b         &self,
b         key: &T,
b     ) -> Result<Receipt>
b     where
b         T: Key,
b     {
b         if let Some(found) = self.find(key) {
b             found.cancel();
b         } else {
b             self.audit(|row| {
b                 row.push(key);
b             });
b         }
b 
b         match key.kind() {
b             Kind::Some(inner) => {
b                 inner.check()
b             }
b         }
b     }
a }
. 
C async fn other() {
c     step();
c }
",
    );
}

#[test]
fn a_c_line_is_in_its_function_past_labels_and_the_preprocessor() {
    check(
        "
. #include <stdio.h>
. 
A static int refund(struct store *store,
a \t\t  const char *key)
a {
a \tint found = find(store, key);
a #ifdef AUDIT
a \taudit(store);
a #endif
a \tif (!found)
a \t\tgoto out;
a 
a \tcancel(store);
a out:
a \tfree(store);
a \treturn found;
a }
. 
B int main(void)
b {
b \treturn 0;
b }
",
    );
}

#[test]
fn lines_of_other_languages_are_in_their_functions() {
    check(
        "
A class Store(Base):
a     limit = 3
a 
B     def refund(self, key):
b         for row in self.rows:
b             if row.key == key:
b                 return row
b         else:
b             raise KeyError(key)
a 
a     @property
C     def size(self): 
c         return len(self.rows)
. 
. store = Store()
",
    );
    check(
        "
A export class Store {
B   constructor(rows) {
b     this.rows = rows;
b   }
a 
C   async refund(key) {
c     return this.rows.filter((row) => {
c       return row.key === key;
c     });
c   }
a }
. 
D export const total = (rows) => {
d   let sum = 0;
d   return sum;
d };
",
    );
    check(
        "
A func (s *Store) Refund(key string) error {
a \tif err := s.check(key); err != nil {
a \t\treturn err
a \t}
a \tgo func() {
a \t\ts.audit(key)
a \t}()
a \treturn nil
a }
",
    );
}

#[test]
fn lines_of_documents_and_settings_are_in_their_sections() {
    check(
        "
A # Refunds
a 
a A refund is never more than the charge.
a 
B ## Limits
b 
b - per customer
b   - and per day
",
    );
    check(
        "
A [package]
a name = \"refunds\"
a 
B [dependencies]
b anyhow = \"1\"
",
    );
    check(
        "
A services:
a   store:
a     image: refunds
. 
B volumes:
b   data: {}
",
    );
}

#[test]
fn the_whole_is_from_the_heading_to_the_end() {
    let body = "fn refund(key: &Key) -> Receipt {\n    let text = \"\nnot indented\n\";\n    if key.old() {\n        x();\n    }\n\n    y()\n}\n";
    let source = format!("use a;\n\n{body}\n/// Another.\nfn other() {{}}\n");
    // Not so the text in the string that is not indented.
    for line in [2, 3, 6, 7, 8, 9, 10] {
        assert_eq!(whole(&source, line), body);
    }
    assert_eq!(whole(&source, 0), "use a;\n");
    assert_eq!(whole(&source, 14), "fn other() {}\n");
    assert_eq!(extent(&file(&source), 99), 99..99);

    let python = "class A:\n    def one(self):\n        x()\n# commented_out()\n        y()\n\n    # About two.\n    def two(self):\n        z()\n\n\n# About b.\ndef b():\n    pass\n";
    assert_eq!(
        whole(python, 2),
        "    def one(self):\n        x()\n# commented_out()\n        y()\n"
    );
    assert_eq!(whole(python, 8), "    def two(self):\n        z()\n");
    assert!(whole(python, 0).ends_with("        z()\n"));
    assert_eq!(whole(python, 13), "def b():\n    pass\n");

    let c = "int refund(int a)\n{\n#ifdef X\n\tx();\n#endif\nout:\n\tfree(a);\n}\nint other;\n";
    assert_eq!(whole(c, 3), c.strip_suffix("int other;\n").unwrap());

    let document = "# One\n\ntext\n\n## Two\n\nmore\n\n# Three\n\nend\n";
    assert_eq!(whole(document, 2), "# One\n\ntext\n\n## Two\n\nmore\n");
    assert_eq!(whole(document, 6), "## Two\n\nmore\n");
}

#[test]
fn the_look_is_bounded() {
    let deep = |lines: usize| {
        file(format!(
            "fn main() {{\n{}}}\n",
            "    step();\n".repeat(lines)
        ))
    };
    assert_eq!(enclosing(&deep(1_990), 1_990), Some(0));
    assert_eq!(enclosing(&deep(3_000), 2_900), None);
    assert_eq!(extent(&deep(9_000), 10), 0..5_000);
    let long = file(format!("{}\n    x\n", "fn ".repeat(1_500_000)));
    assert_eq!(enclosing(&long, 1), Some(0));
    let equal = file("{\n".repeat(100_000));
    assert_eq!(enclosing(&equal, 90_000), None);
    assert!(enclosing(&file(""), 0).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_heading_is_above_and_its_extent_begins_with_it(source in repetitive(), line in 0..45u32) {
        let text = file(source);
        let whole = extent(&text, line);
        match enclosing(&text, line) {
            Some(heading) => prop_assert!(heading <= line && whole.start == heading && whole.end <= text.len()),
            None => prop_assert_eq!(whole.start, line),
        }
    }
}
