//! The reviewer driven in process: keys in, screens out.

mod keymap;
mod viewport;
