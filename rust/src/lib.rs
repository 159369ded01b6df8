//! The name core of article41: names in any script compared and found, with reasons.
//!
//! `normalise` cuts a name into words, `romanise` brings them into comparable forms, `name` says what each word is
//! (a name, a legal form, a number, an initial) and how much it tells, `score` compares two names and explains,
//! `index` finds every listed name whose score reaches a threshold. The core holds no policy: thresholds, limits
//! and schemas come from outside.

pub mod index;
pub mod name;
pub mod normalise;
#[cfg(feature = "python")]
mod python;
pub mod romanise;
pub mod score;
