//! The text of a small JSON file that a user names, such as a mapping. Not responsible for what it says.

use std::fs;
use std::io::Read;
use std::path::Path;

/// Longer than any such file is: reading stops there.
const BYTES_MAX: u64 = 1 << 20;

/// The text of the file `path`, or why it has none.
///
/// # Errors
/// Why it cannot be read, in words: it is no file, is no UTF-8, or is longer than 1 MiB.
pub fn small_json(path: &Path) -> Result<String, String> {
    let unreadable = |error: std::io::Error| error.to_string();
    if !fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err("it is no file".to_owned());
    }
    let mut json = String::new();
    let file = fs::File::open(path).map_err(unreadable)?;
    file.take(BYTES_MAX + 1).read_to_string(&mut json).map_err(unreadable)?;
    if json.len() as u64 > BYTES_MAX {
        return Err(format!("it has more than {BYTES_MAX} bytes, which is no such file"));
    }
    Ok(json)
}
