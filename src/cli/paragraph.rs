//! Text for people, broken into lines that fit the terminal. Not responsible for what it says.

use std::io::{IsTerminal, stdout};

use crate::io::escape::escaped;

/// Columns of a text that goes to no terminal, or to one that does not tell its width.
const USUAL_WIDTH: usize = 100;
/// The narrowest terminal that is honoured.
const NARROWEST: usize = 40;
/// Long lines are hard to read on a wide terminal.
const WIDEST: usize = 120;

/// Columns for which text is broken.
pub(super) fn text_width() -> usize {
    let told = stdout().is_terminal().then(terminal_size::terminal_size).flatten();
    told.map_or(USUAL_WIDTH, |(terminal_size::Width(width), _)| usize::from(width).clamp(NARROWEST, WIDEST))
}

/// Lines with a word before them, indented.
#[derive(Debug)]
pub(super) struct Paragraphs {
    width: usize,
    text: String,
}

impl Paragraphs {
    /// No text yet, to be broken after `width` columns.
    pub(super) fn new(width: usize) -> Self {
        Self { width, text: String::new() }
    }

    /// An empty line.
    pub(super) fn gap(&mut self) {
        self.text.push('\n');
    }

    /// A line as it is.
    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str(&escaped(line));
        self.text.push('\n');
    }

    /// `told` behind `word`, both `indent` columns from the left; nothing where nothing is told.
    pub(super) fn entry(&mut self, indent: usize, word: &str, told: &str) {
        if told.is_empty() {
            return;
        }
        let hang = indent + WORD_COLUMNS.max(word.chars().count() + 1);
        let lines = wrapped(&escaped(told), self.width.saturating_sub(hang));
        for (number, line) in lines.iter().enumerate() {
            let head = if number == 0 { word } else { "" };
            let head = format!("{:indent$}{head}", "");
            self.text.extend([&format!("{head:<hang$}"), line.as_str(), "\n"]);
        }
    }

    /// All of it.
    pub(super) fn into_text(self) -> String {
        self.text
    }
}

/// Columns that a word takes before what it stands for.
const WORD_COLUMNS: usize = 12;

/// The lines of `text`, each of `width` columns at most where its words allow it.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut columns = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        match lines.last_mut() {
            Some(line) if columns + 1 + length <= width => {
                line.push(' ');
                line.push_str(word);
                columns += 1 + length;
            }
            _ => {
                lines.push(word.to_owned());
                columns = length;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_broken_between_words() {
        let check = |text: &str, width: usize, expected: &[&str]| assert_eq!(wrapped(text, width), expected, "{text}");
        check("", 10, &[]);
        check("one", 1, &["one"]);
        check("one two  three", 7, &["one two", "three"]);
        check("one two three", 13, &["one two three"]);
    }

    #[test]
    fn what_is_told_hangs_behind_its_word() {
        let mut text = Paragraphs::new(24);
        text.entry(2, "where", "near a border of two states");
        text.entry(2, "nothing", "");
        text.entry(0, "a-longer-word", "x");
        assert_eq!(
            text.into_text(),
            "  where       near a\n              border of\n              two states\na-longer-word x\n"
        );
    }
}
