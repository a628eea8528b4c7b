//! The reviewer's state and `update`: total, no I/O, no clock, no threads.

pub mod editor;
