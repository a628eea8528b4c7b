//! The exported review: what it says, that it says it the same way twice, and that nothing from
//! outside forms markup in it.

mod hostile;
mod made;
mod review;
mod said;
