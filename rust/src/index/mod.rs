//! Every listed name whose score reaches a threshold, from one file that is read where it lies.
//!
//! A name is kept in the views that `name` makes of it, its words as numbers of terms. For a query each word's
//! neighbours among the terms are found through keys (exact spelling, spelling with letters left out, romanisation
//! key, consonants, Korean class); names are reached through the postings of those words without which the
//! threshold cannot be reached; what is reached is scored as a pair would be. See `search` for why nothing is lost.

mod bound;
mod build;
mod candidate;
mod check;
mod control;
mod file;
mod keys;
mod known;
mod open;
mod order;
mod query;
mod reach;
mod search;
mod starts;

pub use build::{Builder, Quality};
pub use file::{version, Refused};
pub use open::Index;
pub use search::{Found, Search};
