//! Words by which tables say that nothing is known: `N/A`, `unknown`. Not responsible for names.

use crate::names::fold::plain;

/// The words, plain; the last two are Persian's, and Urdu's, "unknown" and "unclear".
const WORDS: [&str; 22] = [
    "n a",
    "na",
    "nan",
    "null",
    "none",
    "nil",
    "nk",
    "n k",
    "tbd",
    "tba",
    "unknown",
    "unspecified",
    "unclear",
    "various",
    "multiple",
    "several",
    "not known",
    "not specified",
    "not stated",
    "not available",
    "نامعلوم",
    "نامشخص",
];

/// Whether `text` says that there is nothing to say, or has no letter and no digit.
///
/// # Example
/// ```
/// use sarhad::names::blank::says_nothing;
/// assert!(says_nothing("N/A") && says_nothing(" ? "));
/// assert!(!says_nothing("Kech"));
/// ```
#[must_use]
pub fn says_nothing(text: &str) -> bool {
    let plain = plain(text);
    plain.is_empty() || WORDS.contains(&plain.as_str())
}
