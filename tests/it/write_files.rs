//! Files appear whole or not at all, and nothing is replaced unasked.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly, in its helpers too")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use sarhad::io::write::destination::{Destination, Overwrite};
use sarhad::io::write::error::WriteError;
use sarhad::io::write::rejects::{Refusal, RejectsFile};
use serde_json::{Value, json};
use tempfile::{TempDir, tempdir};

/// Writes `bytes` to `name` in `folder` the way a command does.
fn put(folder: &TempDir, name: &str, bytes: &[u8], overwrite: Overwrite, inputs: &[&str]) -> Result<(), WriteError> {
    let inputs: Vec<PathBuf> = inputs.iter().map(|input| folder.path().join(input)).collect();
    let mut destination = Destination::file(&folder.path().join(name), overwrite, &inputs)?;
    destination.write_all(bytes).unwrap();
    destination.commit()
}

/// Everything in `folder`, sorted: names and contents.
fn contents(folder: &TempDir) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap());
    let mut files: Vec<_> = entries
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap_or_default()))
        .collect();
    files.sort();
    files
}

#[track_caller]
fn check_contents(folder: &TempDir, expected: &[(&str, &str)]) {
    let expected: Vec<_> = expected.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    assert_eq!(contents(folder), expected);
}

/// The message, with the folder's name taken out.
fn message(folder: &TempDir, outcome: Result<(), WriteError>) -> String {
    outcome.unwrap_err().to_string().replace(&format!("{}/", folder.path().display()), "")
}

#[test]
fn a_file_appears_when_it_is_complete_and_not_before() {
    let folder = tempdir().unwrap();
    let mut destination = Destination::file(&folder.path().join("out"), Overwrite::Refuse, &[]).unwrap();
    destination.write_all(b"new").unwrap();
    destination.flush().unwrap();
    assert!(!folder.path().join("out").exists());
    destination.commit().unwrap();
    check_contents(&folder, &[("out", "new")]);
}

#[test]
fn dropped_before_its_end_an_output_leaves_the_old_one_and_no_trace() {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("out"), "old").unwrap();
    let mut destination = Destination::file(&folder.path().join("out"), Overwrite::Force, &[]).unwrap();
    destination.write_all(&vec![b'x'; 100_000]).unwrap();
    assert_eq!(contents(&folder).len(), 2);
    drop(destination);
    check_contents(&folder, &[("out", "old")]);
}

#[test]
fn nothing_is_replaced_unasked() {
    let folder = tempdir().unwrap();
    put(&folder, "out", b"old", Overwrite::Refuse, &[]).unwrap();
    let again = put(&folder, "out", b"new", Overwrite::Refuse, &[]);
    assert_eq!(message(&folder, again), "out: exists; replace it with --force");
    check_contents(&folder, &[("out", "old")]);
    put(&folder, "out", b"new", Overwrite::Force, &[]).unwrap();
    check_contents(&folder, &[("out", "new")]);
}

#[test]
fn a_file_that_came_meanwhile_is_not_replaced_either() {
    let folder = tempdir().unwrap();
    let destination = Destination::file(&folder.path().join("out"), Overwrite::Refuse, &[]).unwrap();
    fs::write(folder.path().join("out"), "other").unwrap();
    assert!(matches!(destination.commit(), Err(WriteError::Exists { .. })));
    check_contents(&folder, &[("out", "other")]);
}

#[test]
fn an_input_is_replaced_only_in_place() {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("in"), "old").unwrap();
    for overwrite in [Overwrite::Refuse, Overwrite::Force] {
        let refused = put(&folder, "in", b"new", overwrite, &["in"]);
        let text = message(&folder, refused);
        assert_eq!(text, "in: is the input \"in\" itself; replace it with --in-place");
    }
    check_contents(&folder, &[("in", "old")]);
    put(&folder, "in", b"new", Overwrite::InPlace, &["in"]).unwrap();
    check_contents(&folder, &[("in", "new")]);
}

#[test]
fn a_missing_folder_is_named() {
    let folder = tempdir().unwrap();
    let refused = put(&folder, "no\u{1b}/out", b"", Overwrite::Refuse, &[]);
    assert_eq!(message(&folder, refused), "no\\u{1b}/out: folder \"no\\\\u{1b}\" does not exist; create it first");
    let refused = Destination::file(folder.path(), Overwrite::Force, &[]).unwrap_err();
    assert!(matches!(refused, WriteError::Folder { .. }));
    assert!(contents(&folder).is_empty());
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn links_do_not_hide_an_input_and_stay_links() {
        let folder = tempdir().unwrap();
        fs::write(folder.path().join("in"), "old").unwrap();
        symlink("in", folder.path().join("soft")).unwrap();
        fs::hard_link(folder.path().join("in"), folder.path().join("hard")).unwrap();
        for name in ["soft", "hard"] {
            let refused = put(&folder, name, b"new", Overwrite::Force, &["in"]);
            assert!(matches!(refused, Err(WriteError::SameAsInput { .. })));
        }
        put(&folder, "soft", b"new", Overwrite::Force, &[]).unwrap();
        assert!(fs::symlink_metadata(folder.path().join("soft")).unwrap().is_symlink());
        check_contents(&folder, &[("hard", "old"), ("in", "new"), ("soft", "new")]);
    }

    #[test]
    fn permissions_of_a_replaced_file_are_kept() {
        let folder = tempdir().unwrap();
        let out = folder.path().join("out");
        fs::write(&out, "old").unwrap();
        fs::set_permissions(&out, fs::Permissions::from_mode(0o640)).unwrap();
        put(&folder, "out", b"new", Overwrite::Force, &[]).unwrap();
        assert_eq!(fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o640);
        put(&folder, "other", b"new", Overwrite::Refuse, &[]).unwrap();
        fs::write(folder.path().join("plain"), "").unwrap();
        let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode("other"), mode("plain"));
    }

    #[test]
    fn the_longest_name_can_be_written() {
        let folder = tempdir().unwrap();
        let name = "n".repeat(255);
        put(&folder, &name, b"new", Overwrite::Refuse, &[]).unwrap();
        check_contents(&folder, &[(&name, "new")]);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_full_device_is_never_a_success() {
        for bytes in [1, 100_000] {
            let mut destination = Destination::file(Path::new("/dev/full"), Overwrite::Refuse, &[]).unwrap();
            let written = destination.write_all(&vec![b'x'; bytes]);
            assert!(written.is_err() || matches!(destination.commit(), Err(WriteError::DiskFull { .. })));
        }
    }
}

fn refusal(verbatim: &[u8]) -> Refusal<'_> {
    Refusal {
        file: "data.csv",
        line: Some(17),
        byte: None,
        record: Some(16),
        id: None,
        code: "E204",
        field: Some("lat"),
        value: Some("131.6"),
        message: "latitude \"131.6\" is outside -90..90",
        verbatim,
    }
}

#[test]
fn refusals_are_one_line_each_verbatim() {
    let folder = tempdir().unwrap();
    let path = RejectsFile::path_for(&folder.path().join("out.csv"));
    let mut rejects = RejectsFile::new(path.clone(), Overwrite::Refuse).unwrap();
    rejects.write(&refusal("7,\"a\nb\",131.6".as_bytes())).unwrap();
    rejects.write(&refusal(b"7,\xff")).unwrap();
    assert_eq!(rejects.commit().unwrap(), 2);
    let text = fs::read_to_string(&path).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut expected = json!({
        "file": "data.csv", "line": 17, "byte": null, "record": 16, "id": null, "code": "E204", "field": "lat",
        "value": "131.6", "message": "latitude \"131.6\" is outside -90..90", "verbatim": "7,\"a\nb\",131.6"
    });
    assert_eq!(lines[0], expected);
    expected["verbatim"] = "hex:372cff".into();
    assert_eq!(lines[1], expected);
    assert!(matches!(RejectsFile::new(path, Overwrite::Refuse), Err(WriteError::Exists { .. })));
}

#[test]
fn without_refusals_there_is_no_rejects_file() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("out.rejects.ndjson");
    assert_eq!(RejectsFile::new(path.clone(), Overwrite::Refuse).unwrap().commit().unwrap(), 0);
    check_contents(&folder, &[]);
    fs::write(&path, "{\"file\":\"of an earlier run\"}").unwrap();
    assert_eq!(RejectsFile::new(path, Overwrite::Force).unwrap().commit().unwrap(), 0);
    check_contents(&folder, &[]);
}
