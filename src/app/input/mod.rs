//! Keys, the mouse and the cells of the terminal: what they mean.

pub mod geometry;
pub mod key;
pub mod keymap;
pub mod mouse;
