//! Which increments there are in histories as teams really have them.

mod content;
mod limits;
mod random;
mod shapes;
mod typed;
mod upstream;
