//! What divides the columns of a table. Not responsible for splitting rows.

/// Delimiters looked for, the likelier first.
const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The delimiter that stands most often in the first row, outside quotes; a comma if none does.
pub(super) fn delimiter_of(head: &[u8]) -> u8 {
    let row = first_row(head);
    let count = |delimiter: u8| row.iter().map(|byte| usize::from(*byte == delimiter)).sum::<usize>();
    let mut best = CANDIDATES[0];
    for candidate in CANDIDATES {
        if count(candidate) > count(best) {
            best = candidate;
        }
    }
    best
}

/// The first row that is not blank, without what stands in quotes.
fn first_row(head: &[u8]) -> Vec<u8> {
    let mut row = Vec::new();
    let mut quoted = false;
    for &byte in head.trim_ascii_start() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if !quoted => row.push(byte),
            _ => {}
        }
    }
    row
}

/// What a delimiter is called.
pub(super) fn name_of(delimiter: u8) -> &'static str {
    match delimiter {
        b',' => "commas",
        b';' => "semicolons",
        b'\t' => "tabs",
        b'|' => "bars",
        _ => "another character",
    }
}
