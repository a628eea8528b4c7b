//! The made-up engagement that `snaglist demo` opens.
