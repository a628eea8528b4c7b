//! Bytes from outside made safe to show: the one way from `Untrusted` to anything a person sees.

pub mod grapheme;
