//! What was probably meant by a name that is not known. Not responsible for finding places.

/// Names that differ in more than this share of their letters are not suggested.
const FARTHEST_SHARE: usize = 3;

/// The one of `known` that is most like `name`, if any is like it at all; the first of several equally like.
pub(super) fn closest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = name.to_lowercase();
    let score = |candidate: &str| match candidate.to_lowercase() {
        whole if whole.rsplit_once('/').is_some_and(|(_, last)| last == wanted || sorted(last) == sorted(&wanted)) => 0,
        turned if turned != wanted && sorted(&turned) == sorted(&wanted) => 1,
        other => edits(&wanted, &other),
    };
    let scored = known.into_iter().map(|candidate| (score(candidate), candidate));
    let best = scored.reduce(|best, next| if next.0 < best.0 { next } else { best })?;
    (best.0 * FARTHEST_SHARE <= wanted.chars().count().max(FARTHEST_SHARE)).then_some(best.1)
}

/// `; did you mean "borders"?`, or nothing.
pub(super) fn hint(closest: Option<&str>) -> String {
    closest.map(|name| format!("; did you mean {name:?}?")).unwrap_or_default()
}

/// The letters of `text` in alphabetical order: PK-IR and IR-PK have the same.
fn sorted(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters
}

/// How many letters must be put in, taken out or changed to make one text of the other (Levenshtein).
fn edits(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (column, wanted) in other.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *wanted);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_recognised() {
        let known = ["border", "border/IR-PK", "border/AF-PK", "tripoint", "crossing"];
        let check = |name: &str, expected: Option<&str>| assert_eq!(closest(name, known), expected, "{name}");
        check("boder", Some("border"));
        check("border/ir-pk", Some("border/IR-PK"));
        check("border/PK-IR", Some("border/IR-PK"));
        check("crosing", Some("crossing"));
        check("IR-PK", Some("border/IR-PK"));
        check("pk-ir", Some("border/IR-PK"));
        check("tri point", Some("tripoint"));
        check("elephant", None);
        check("", None);
    }
}
