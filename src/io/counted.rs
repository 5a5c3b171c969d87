//! Counts in sentences: one record is, two records are. Not responsible for counting.

/// `1 line stands` or `3 lines stand`: the count, and the words that go with it.
pub(crate) fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn one_is_not_told_as_many() {
        for (count, expected) in [(0, "0 files"), (1, "1 file"), (2, "2 files"), (21, "21 files")] {
            assert_eq!(counted(count, "file", "files"), expected);
        }
    }
}
