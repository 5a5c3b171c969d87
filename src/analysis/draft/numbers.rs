//! Numbers of people in running text, in digits and in words. Not responsible for what became of the people.

use crate::analysis::draft::words::Word;
use crate::model::claim::Count;

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [(&str, u32); 8] = [
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];
const DOZEN: u32 = 12;
/// Amounts that are no number.
const UNCOUNTED: [&str; 9] =
    ["dozens", "scores", "hundreds", "thousands", "several", "many", "numerous", "multiple", "countless"];

/// A number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Amount {
    /// Its first word, the words `at least` included.
    pub(super) from: usize,
    /// One past its last word.
    pub(super) to: usize,
    /// The number, where it is one.
    pub(super) count: Option<Count>,
}

/// The number up to nineteen, or in digits, that one word is.
pub(super) fn small_number(word: &Word) -> Option<i16> {
    if matches!(word.plain.as_str(), "a" | "an") {
        return Some(1);
    }
    let in_words = SMALL.iter().position(|small| *small == word.plain).and_then(|number| i16::try_from(number).ok());
    in_words.or_else(|| word.number().and_then(|number| i16::try_from(number).ok()))
}

/// The value of one word: `14`, `fourteen`, `twenty-one`.
fn value(word: &Word) -> Option<u32> {
    let tens = |text: &str| TENS.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
    let ones = |text: &str| SMALL.iter().position(|small| *small == text).and_then(|number| u32::try_from(number).ok());
    let hyphened = || {
        let (ten, one) = word.plain.split_once('-')?;
        Some(tens(ten)? + ones(one).filter(|one| (1..10).contains(one))?)
    };
    word.number().or_else(|| ones(&word.plain)).or_else(|| tens(&word.plain)).or_else(hyphened)
}

/// The number at word `at`, one past its last word, without the words before it.
fn bare(words: &[Word], at: usize) -> Option<(Option<u32>, usize)> {
    let word = words.get(at)?;
    let next = words.get(at + 1).map(|word| word.plain.as_str()).unwrap_or_default();
    match (word.plain.as_str(), next) {
        ("half", "a") if words.get(at + 2).is_some_and(|word| word.plain == "dozen") => {
            return Some((Some(DOZEN / 2), at + 3));
        }
        ("a", "dozen") => return Some((Some(DOZEN), at + 2)),
        ("a", "hundred") => return Some((Some(100), at + 2)),
        ("several" | "many" | "few" | "some", "dozen" | "hundred" | "thousand") => return Some((None, at + 2)),
        (amount, _) if UNCOUNTED.contains(&amount) => return Some((None, at + 1)),
        _ => {}
    }
    let number = value(word)?;
    let scaled = match next {
        "dozen" => Some(DOZEN),
        "hundred" => Some(100),
        "thousand" => Some(1000),
        _ => None,
    };
    let Some(scale) = scaled else { return Some((Some(number), at + 1)) };
    let mut total = number.checked_mul(scale)?;
    let mut to = at + 2;
    if scale >= 100 {
        let and = usize::from(words.get(to).is_some_and(|word| word.plain == "and"));
        if let Some(rest) = words.get(to + and).and_then(value).filter(|rest| *rest < scale) {
            total += rest;
            to += and + 1;
        }
    }
    Some((Some(total), to))
}

/// The number at word `at`, with the words that say how exact it is.
pub(super) fn amount(words: &[Word], at: usize) -> Option<Amount> {
    if let Some((low, high)) = hyphened_range(&words[at]) {
        return Some(Amount { from: at, to: at + 1, count: Some(range(low, high)) });
    }
    let (number, mut to) = bare(words, at)?;
    let mut count = number.map(|number| Count { low: Some(number), best: Some(number), high: Some(number) });
    // `19 to 23`, `19–23`, `between 19 and 23`
    let word = |number: usize| words.get(number).map(|word| word.plain.as_str()).unwrap_or_default();
    let before = |back: usize| at.checked_sub(back).map(word).unwrap_or_default();
    let linked = word(to) == "to" || word(to) == "or" || (word(to) == "and" && before(1) == "between");
    let dashed = words.get(to).is_some_and(|next| matches!(next.gap, "–" | "-"));
    let second = if linked { bare(words, to + 1) } else { dashed.then(|| bare(words, to)).flatten() };
    if let (Some(low), Some((Some(high), end))) = (number, second)
        && low < high
    {
        count = Some(range(low, high));
        to = end;
    }
    let (back, qualified) = qualified(number, before(1), before(2), before(3));
    let count = if back > 0 { qualified.or(count) } else { count };
    // `14 or more`
    let more = number.is_some() && word(to) == "or" && word(to + 1) == "more";
    let count = if more { number.map(at_least) } else { count };
    Some(Amount { from: at - back, to: if more { to + 2 } else { to }, count })
}

/// `19-23` is written as one word.
fn hyphened_range(word: &Word) -> Option<(u32, u32)> {
    let (low, high) = word.text.split_once('-')?;
    let (low, high) = (low.parse().ok()?, high.parse().ok()?);
    (low < high).then_some((low, high))
}

fn range(low: u32, high: u32) -> Count {
    Count { low: Some(low), best: None, high: Some(high) }
}

fn at_least(number: u32) -> Count {
    Count { low: Some(number), best: None, high: None }
}

/// How many words before a number say how exact it is, and what it then is.
fn qualified(number: Option<u32>, first: &str, second: &str, third: &str) -> (usize, Option<Count>) {
    let at_most = |number| Count { low: None, best: None, high: Some(number) };
    let about = |number| Count { low: None, best: Some(number), high: None };
    match (third, second, first) {
        (_, "at", "least") | (_, "more", "than") | (_, "no", "fewer" | "less") => (2, number.map(at_least)),
        ("no", "fewer" | "less", "than") => (3, number.map(at_least)),
        ("as", "many" | "high", "as") => (3, number.map(at_most)),
        (_, "up", "to") | (_, "at", "most") | (_, "fewer" | "less", "than") => (2, number.map(at_most)),
        (_, _, "over") => (1, number.map(at_least)),
        (_, _, "about" | "around" | "nearly" | "almost" | "approximately" | "some" | "roughly") => {
            (1, number.map(about))
        }
        (_, _, "between") => (1, None),
        _ => (0, None),
    }
}
