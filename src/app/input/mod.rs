//! What keys and the cells of the terminal mean.

pub mod binding;
pub mod geometry;
pub mod key;
pub mod keymap;
pub mod overlay_keys;
