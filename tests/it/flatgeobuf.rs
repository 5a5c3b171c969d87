//! `FlatGeobuf`: headers that lie.

use sarhad::io::read::ReadOptions;
use sarhad::io::write::format::OutputFormat;
use sarhad::io::write::options::WriteOptions;
use serde_json::json;

use crate::indexed::{feature, point, read, written};

/// So many records that the number stands nowhere else in the header.
const COUNT: u32 = 1_911;

/// A file whose header promises `count` records.
fn with_count(count: u64) -> Vec<u8> {
    let features: Vec<_> = (0..COUNT)
        .map(|n| feature(&format!("r{n}"), Some(point(60.0, f64::from(n) / 100.0)), &json!({ "n": n })))
        .collect();
    let (mut bytes, _) = written(&features, WriteOptions::new(OutputFormat::FlatGeobuf, "x.fgb"));
    let own = u64::from(COUNT).to_le_bytes();
    let at = (12..2_000).find(|&at| bytes[at..at + 8] == own).unwrap();
    bytes[at..at + 8].copy_from_slice(&count.to_le_bytes());
    bytes
}

#[track_caller]
fn check(bytes: &[u8], expected: &str) {
    let problem = read("x.fgb", bytes, &ReadOptions::default()).unwrap_err();
    let told = format!("{} {}", problem.code, problem.what);
    assert!(told.contains(expected), "{told}");
}

#[test]
fn a_number_of_records_that_lies_is_found_out_and_allocates_nothing() {
    assert_eq!(read("x.fgb", &with_count(u64::from(COUNT)), &ReadOptions::default()).unwrap().tally.read, 1_911);
    for count in [1_000_000, u64::from(u32::MAX), 1 << 40, u64::MAX / 41, u64::MAX] {
        check(&with_count(count), "E109 this FlatGeobuf cannot be read: its header promises");
    }
    // the index of fewer records is shorter, so that what stands behind it is no record
    let fewer = read("x.fgb", &with_count(7), &ReadOptions::default());
    assert!(fewer.is_err() || fewer.unwrap().tally.kept < 7);
}

#[test]
fn a_header_or_a_record_that_is_longer_than_the_file_is_refused() {
    let whole = with_count(u64::from(COUNT));
    let mut long_header = whole.clone();
    long_header[8..12].copy_from_slice(&u32::MAX.to_le_bytes());
    check(&long_header, "its header claims 4294967295 bytes");
    long_header[8..12].copy_from_slice(&(10_u32 << 20).to_le_bytes());
    check(&long_header, "it ends inside its header");
    let mut older = whole.clone();
    older[3] = 2;
    // other versions are not known by their first bytes, so only the name says what they should be
    check(&older, "version 3");
    check(&whole[..whole.len() - 5], "it ends inside record 1911 of 1911");
    let mut longer = whole;
    longer.extend([0; 3]);
    check(&longer, "3 bytes follow the last of the 1911 records");
}

/// A box is found by a walk down the tree, not by a look at all records.
#[test]
fn a_box_is_read_in_a_moment() {
    let bytes = with_count(u64::from(COUNT));
    let wanted = Some(sarhad::io::read::WantedBox { corners_deg: [59.0, 5.0, 61.0, 5.0] });
    let came = read("x.fgb", &bytes, &ReadOptions { wanted, ..ReadOptions::default() }).unwrap();
    assert_eq!((came.tally.read, came.tally.kept), (1, 1));
    assert_eq!(came.features[0].properties["n"], json!(500));
}
