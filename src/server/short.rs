//! Texts that are shown at a bounded length. Not responsible for how they are escaped.

use std::borrow::Cow;

/// The first characters of `text`, at most so many, with a mark where something was left out.
#[must_use]
pub fn shortened(text: &str, most_chars: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most_chars) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_marked_between_characters() {
        assert_eq!(shortened("سرحد", 4), "سرحد");
        assert_eq!(shortened("سرحد", 3), "سرح…");
        assert_eq!(shortened("", 0), "");
    }
}
