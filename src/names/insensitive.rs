//! Text without its case or its accents, and nothing else changed. Not responsible for spellings (`fold`).

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The text in small letters, such that texts which differ in case only become one: `Straße` and `STRASSE`.
#[must_use]
pub fn without_case(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect()
}

/// The text without marks on its letters: `Zāhedān` is `Zahedan`. Letters that are no letter with a mark stay, such as `ø`.
#[must_use]
pub fn without_accents(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    text.nfd().filter(|letter| !is_combining_mark(*letter)).nfc().collect()
}

/// The known names nearest to `name`, at most three, the nearest first.
#[must_use]
pub fn near<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let asked = without_case(name);
    let likeness = |other: &str| strsim::jaro_winkler(&asked, &without_case(other));
    let mut found: Vec<(f64, &str)> = known.into_iter().map(|other| (likeness(other), other)).collect();
    found.retain(|(likeness, _)| *likeness >= LIKE_ENOUGH);
    found.sort_by(|(one, first), (other, second)| other.total_cmp(one).then_with(|| first.cmp(second)));
    found.into_iter().take(3).map(|(_, name)| name).collect()
}

/// From here on two names of columns look like one mistyped (Jaro–Winkler; `fatalites` and `fatalities` have 0.98).
const LIKE_ENOUGH: f64 = 0.85;

#[cfg(test)]
mod tests {
    use super::{near, without_accents, without_case};

    #[test]
    fn case_goes_in_any_script() {
        assert_eq!(without_case("Straße ΣΊΣΥΦΟΣ"), without_case("STRASSE σίσυφος"));
        assert_eq!(without_case("Ки́ЇВ"), without_case("ки́їв"));
        assert_ne!(without_case("Kiev"), without_case("Kyiv"));
    }

    #[test]
    fn accents_go_and_letters_stay() {
        assert_eq!(without_accents("Chișinău"), "Chisinau");
        assert_eq!(without_accents("København"), "København");
        assert_eq!(without_accents("e\u{301}"), "e");
    }

    #[test]
    fn near_names_are_told_nearest_first() {
        assert_eq!(near("fatalites", ["date", "fatalities", "FATALITY"]), ["fatalities", "FATALITY"]);
        assert!(near("zzz", ["date"]).is_empty());
    }
}
