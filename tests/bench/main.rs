//! What a reviewer waits for. `cargo bench`, or `cargo bench -- frame` for those with that in the
//! name.
//!
//! Compare the figures of one run with each other: a frame and a jump are to cost the same however
//! large the increment is.

mod document;
mod increment;
mod lineage;
mod opening;
mod review;
mod rows;
mod suggest;
mod words;

fn main() {
    divan::main();
}
