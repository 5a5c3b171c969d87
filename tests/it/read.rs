//! What reading says of an input: counts first, then every problem as printed.

use std::ops::ControlFlow;

use sarhad::io::read::{Event, Input, ReadOptions, Record, Severity, Tally, read_features};

/// All that reading an input yields.
pub(crate) struct Reading {
    pub(crate) records: Vec<Record>,
    pub(crate) events: Vec<Event>,
    pub(crate) tally: Option<Tally>,
    pub(crate) told: String,
}

/// Reads `bytes` as a stream called `name` and holds it to the conservation law.
pub(crate) fn reading(name: &str, bytes: &[u8], options: &ReadOptions) -> Reading {
    let stream = Input::Stream { name: name.into(), reader: Box::new(std::io::Cursor::new(bytes.to_vec())) };
    reading_of(stream, options)
}

/// Reads `input` and holds it to the conservation law.
pub(crate) fn reading_of(input: Input, options: &ReadOptions) -> Reading {
    let mut events = Vec::new();
    let result = read_features(input, options, &mut |event| {
        events.push(event);
        ControlFlow::Continue(())
    });
    let mut lines = Vec::new();
    let mut records = Vec::new();
    let mut refused = 0;
    for event in &events {
        match event {
            Event::Kept(record) => records.push(record.clone()),
            Event::Problem(problem) => {
                refused += u64::from(problem.severity == Severity::Refused);
                assert_eq!(problem.verbatim.is_some(), problem.severity == Severity::Refused, "{problem}");
                assert!(problem.value.as_ref().is_none_or(|value| value.chars().count() <= 121));
                lines.push(format!("{}[{}] {problem}", problem.severity.word(), problem.code));
            }
            _ => {}
        }
    }
    let tally = match result {
        Ok(tally) => {
            assert_eq!(tally.read, tally.kept + tally.refused);
            assert_eq!((tally.kept, tally.refused), (records.len() as u64, refused));
            lines.insert(0, format!("{} kept, {} refused", tally.kept, tally.refused));
            Some(tally)
        }
        Err(problem) => {
            assert!(problem.severity >= Severity::Fatal);
            lines.push(format!("{}[{}] {problem}", problem.severity.word(), problem.code));
            None
        }
    };
    Reading { records, events, tally, told: lines.join("\n") }
}

/// Reads `bytes` as a file called `name` and compares what is told.
#[track_caller]
pub(crate) fn check(name: &str, bytes: impl AsRef<[u8]>, expected: &str) {
    check_with(&ReadOptions::default(), name, bytes, expected);
}

/// As [`check`], with options.
#[track_caller]
pub(crate) fn check_with(options: &ReadOptions, name: &str, bytes: impl AsRef<[u8]>, expected: &str) {
    assert_eq!(reading(name, bytes.as_ref(), options).told, expected);
}
