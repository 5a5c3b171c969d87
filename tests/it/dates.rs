//! When something was: spans, the codes of datasets, the order of day and month. Referees: the codebooks of UCDP GED and
//! ACLED, and the calendar.

use std::fs;

use sarhad::model::dates::{DateCoding, DatePrecision, DateSpan};
use sarhad::model::written_date::{DateOrder, OrderEvidence};
use tempfile::TempDir;

#[test]
fn dates_are_read_as_people_write_them() {
    let check = |text: &str, order: Option<DateOrder>, expected: &str| {
        let told = match DateSpan::parse_written(text, order) {
            Ok(span) => span.to_string(),
            Err(error) => error.to_string(),
        };
        assert!(told.contains(expected), "{text:?}: {told}");
    };
    check("2023-04-03", None, "2023-04-03");
    check("2023-04", Some(DateOrder::MonthFirst), "2023-04-01/2023-04-30");
    check("18/01/2023", None, "2023-01-18");
    check("01/18/2023", None, "2023-01-18");
    check("04/04/2023", None, "2023-04-04");
    check("03/04/2023", None, "not guessed");
    check("03/04/2023", Some(DateOrder::DayFirst), "2023-04-03");
    check("03/04/2023", Some(DateOrder::MonthFirst), "2023-03-04");
    check("18/01/2023", Some(DateOrder::MonthFirst), "is not a date");
    check("20190418", None, "2019-04-18");
    // two days, of which neither is left out
    check("2024-05-06/2024-05-11", None, "2024-05-06/2024-05-11");
    check("2024-05/2024-06", None, "2024-05-01/2024-06-30");
    check("../2024-05-11", None, "../2024-05-11");
    check("2024-05-06 to 2024-05-11", None, "2024-05-06/2024-05-11");
    check("2024-05-06 - 2024-05-11", None, "2024-05-06/2024-05-11");
    check("6 May 2024 – 11 May 2024", None, "2024-05-06/2024-05-11");
    check("2024-05-11/2024-05-06", None, "before");
    check("../..", None, "is not a date");
    check(&"2024/".repeat(100_000), None, "is not a date");
    check(&"2024 - ".repeat(100_000), None, "is not a date");
    // what stands behind a day is left aside only where it is a time of day
    check("2024-05-06 14:30:00+04:30", None, "2024-05-06");
    check("2024-05-06T14:30Z", None, "2024-05-06");
    check("2024-05-06 or later", None, "is not a date");
    check("20191318", None, "is not a date");
    check("14020108", None, "other calendars");
    check("18 January 2023", None, "2023-01-18");
    check("Jan 18, 2023", None, "2023-01-18");
    check("28-Jan-2024", None, "2024-01-28");
    check("Wednesday, 18th January 2023", None, "2023-01-18");
    check("Tue 18/01/2023", None, "weekday");
    // the weekday decides: 4 January 2023 was a Wednesday, 1 April 2023 a Saturday
    check("Wed 04/01/2023", None, "2023-01-04");
    check("Sat 04/01/2023", None, "2023-04-01");
    check("31/02/2023", None, "is not a date");
    check("30.9.22", None, "is not a date");
    check("08/11/1402", None, "is not a date");
    check("", None, "is not a date");
}

#[test]
fn a_weekday_of_the_other_order_is_told() {
    let check = |text: &str, order: DateOrder, expected: &str| {
        let told = match DateSpan::parse_written(text, Some(order)) {
            Ok(span) => span.to_string(),
            Err(error) => error.to_string(),
        };
        assert!(told.contains(expected), "{text:?}: {told}");
    };
    // 4 January 2023 was a Wednesday, 1 April 2023 a Saturday
    check("Sat 04/01/2023", DateOrder::MonthFirst, "2023-04-01");
    check("Sat 04/01/2023", DateOrder::DayFirst, "its weekday is another one; correct the date or its weekday");
    check("Mon 04/01/2023", DateOrder::DayFirst, "correct the date or its weekday");
    check("Wed 18/01/2023", DateOrder::MonthFirst, "is not a date");
}

#[test]
fn each_dataset_has_its_column_of_codes_in_three_writings() {
    let check = |column: &str, code: &str, expected: Option<DateCoding>| {
        assert_eq!(DateCoding::of_column(column, code), expected, "{column} {code}");
    };
    for code in ["3", "3.0", " \"3\" "] {
        check("date_prec", code, Some(DateCoding::Week));
        check("time_precision", code, Some(DateCoding::Month));
        check("other", code, None);
    }
    for code in ["", "0", "300", "-1", "3.5"] {
        check("date_prec", code, None);
    }
}

#[test]
fn each_precision_is_written_by_its_word() {
    for precision in DatePrecision::ALL {
        assert_eq!(serde_json::to_value(precision).unwrap(), precision.word());
    }
}

#[test]
fn the_whole_column_tells_the_order_or_that_it_does_not() {
    let check = |cells: &[&str], expected: &str| {
        let mut evidence = OrderEvidence::default();
        for cell in cells {
            evidence.look(cell);
        }
        let told = match evidence.order() {
            Ok(order) => format!("{order:?}"),
            Err(error) => error.to_string(),
        };
        assert!(told.contains(expected), "{cells:?}: {told}");
    };
    check(&[], "None");
    check(&["2023-04-03", "", "unknown", "04/04/2023"], "None");
    check(&["03/04/2023", "18/01/2023"], "DayFirst");
    check(&["03/04/2023", "01/18/2023"], "MonthFirst");
    check(&["03/04/2023", "Sat 04/01/2023"], "MonthFirst");
    check(&["03/04/2023", "05/06/2023"], "of 2 dates such as \"03/04/2023\", none tells");
    check(&["18/01/2023", "01/18/2023"], "\"18/01/2023\" has the day first, \"01/18/2023\" the month");
}

#[test]
fn a_code_makes_a_day_what_is_known_of_it() {
    let check = |text: &str, coding: Option<DateCoding>, expected: &str| {
        let span = DateSpan::parse(text).unwrap();
        assert_eq!(coding.map_or_else(|| "no code".to_owned(), |coding| span.coded(coding).to_string()), expected);
    };
    check("2023-04-16", DateCoding::of_acled(1), "2023-04-16");
    check("2023-04-16", DateCoding::of_acled(2), "2023-04-10/2023-04-22");
    check("2023-04-16", DateCoding::of_acled(3), "2023-04-01/2023-04-30");
    check("2023-04-16", DateCoding::of_acled(4), "no code");
    check("2023-04-16", DateCoding::of_acled(0), "no code");
    check("2023-04-16", DateCoding::of_ucdp(2), "2023-04-11/2023-04-21");
    check("2024-02-16", DateCoding::of_ucdp(4), "2024-02-01/2024-02-29");
    check("2023-04-16", DateCoding::of_ucdp(5), "2023-01-01/2023-12-31");
    // a span that is written is the one that is meant
    check("2023-04", DateCoding::of_ucdp(3), "2023-04-01/2023-04-30");
    // and the calendar's ends hold
    check("9999-12-31", DateCoding::of_ucdp(5), "9999-01-01/9999-12-31");
    check("9999-12-31", DateCoding::of_acled(2), "9999-12-25/9999-12-31");
}

#[test]
fn what_must_have_been_is_part_of_what_may_have_been() {
    let day = |text: &str| DateSpan::parse(text).unwrap().start;
    let check = |span: &str, from: &str, until: &str, expected: [bool; 2]| {
        let span = DateSpan::parse(span).unwrap();
        let ends = [from, until].map(|text| Some(text).filter(|text| !text.is_empty()).and_then(day));
        let [from, until] = ends;
        assert_eq!(
            [span.must_overlap(from, until), span.may_overlap(from, until)],
            expected,
            "{span} {from:?} {until:?}"
        );
    };
    check("2023-04", "2023-04-01", "2023-04-30", [true, true]);
    check("2023-04", "2023-04-02", "2023-04-30", [false, true]);
    check("2023-04", "2023-04-30", "", [false, true]);
    check("2023-04", "", "2023-04-29", [false, true]);
    check("2023-04", "2023-05-01", "", [false, false]);
    check("2023-04-16", "2023-04-16", "2023-04-16", [true, true]);
}

/// Three events: one dated by the day, one by ACLED's month, one between two years.
const EVENTS: &str = "id,event_date,time_precision,lat,lon\n\
    a,2023-04-16,1,26,62\n\
    b,2023-04-16,3,26,62\n\
    c,2023-01-02,2,26,62\n";

#[cfg(feature = "cli")]
#[test]
fn filters_by_date_know_must_from_may() {
    let check = |args: &[&str], kept: &[&str]| {
        let output = assert_cmd::Command::cargo_bin("sarhad")
            .unwrap()
            .args(["convert", "-", "--format", "csv"])
            .args(args)
            .write_stdin(EVENTS)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let ids: Vec<&str> = text.lines().skip(1).filter_map(|row| row.split(',').next()).collect();
        assert_eq!(ids, kept, "{args:?}");
    };
    check(&["--from", "2023-04-10", "--until", "2023-04-20"], &["a", "b"]);
    check(&["--from", "2023-04-10", "--until", "2023-04-20", "--overlap", "must"], &["a"]);
    check(&["--from", "2023-04-29"], &["b"]);
    check(&["--until", "2022"], &["c"]);
    check(&["--from", "2023", "--overlap", "must"], &["a", "b"]);
}

#[cfg(feature = "cli")]
#[test]
fn a_file_whose_dates_are_ambiguous_is_refused_until_told() {
    let folder = TempDir::new().unwrap();
    let check = |dates: &[&str], args: &[&str], code: i32, expected: &str| {
        let rows: Vec<String> = dates.iter().map(|date| format!("26,62,{date}\n")).collect();
        fs::write(folder.path().join("t.csv"), format!("lat,lon,date\n{}", rows.concat())).unwrap();
        let output = assert_cmd::Command::cargo_bin("sarhad")
            .unwrap()
            .current_dir(folder.path())
            .args(["convert", "t.csv", "--format", "csv", "--from", "2023-04", "--until", "2023-04"])
            .args(args)
            .output()
            .unwrap();
        let told = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
        assert_eq!(output.status.code(), Some(code), "{told}");
        assert!(told.contains(expected), "{told}");
    };
    check(&["03/04/2023", "05/06/2023"], &[], 3, "t.csv: of 2 dates such as \"03/04/2023\", none tells");
    check(&["03/04/2023", "05/06/2023"], &[], 3, "--date-order day-first");
    check(&["03/04/2023", "05/06/2023"], &["--date-order", "day-first"], 0, "26,62,03/04/2023");
    check(&["03/04/2023", "05/06/2023"], &["--date-order", "month-first"], 0, "kept 0");
    check(&["03/04/2023", "18/06/2023"], &[], 0, "26,62,03/04/2023");
    check(&["18/01/2023", "01/18/2023"], &[], 3, "has the day first");
    check(&["2023-04-03"], &[], 0, "26,62,2023-04-03");
}

/// The ids that `convert` keeps of a table between two days.
#[cfg(feature = "cli")]
#[track_caller]
fn kept(table: &str, args: &[&str]) -> Vec<String> {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("t.csv"), table).unwrap();
    let output = assert_cmd::Command::cargo_bin("sarhad")
        .unwrap()
        .current_dir(folder.path())
        .args(["convert", "t.csv", "--format", "csv"])
        .args(args)
        .output()
        .unwrap();
    let told = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    assert_eq!(output.status.code(), Some(0), "{}", told[1]);
    told[0].lines().skip(1).filter_map(|row| row.split(',').next()).map(str::to_owned).collect()
}

#[cfg(feature = "cli")]
#[test]
fn a_first_cell_that_is_no_date_does_not_hide_the_order_of_the_rest() {
    for first in ["unknown", "2023", "", "01.2023"] {
        let table = format!("id,lat,lon,date\na,26,62,{first}\nb,26,62,03/04/2023\nc,26,62,18/05/2023\n");
        assert_eq!(kept(&table, &["--from", "2023-04", "--until", "2023-04", "--overlap", "must"]), ["b"], "{first:?}");
    }
}

#[cfg(feature = "cli")]
#[test]
fn a_blank_span_leaves_the_word_to_the_date() {
    let table = "id,lat,lon,date_start,date_end,date\n\
        a,26,62,,,2023-04-03\n\
        b,26,62,2023-04-01,2023-04-30,2022-01-01\n\
        c,26,62,unknown,,2023-04-05\n\
        d,26,62,,,\n";
    assert_eq!(kept(table, &["--from", "2023-04", "--until", "2023-04"]), ["a", "b", "c"]);
}

#[cfg(feature = "cli")]
#[test]
fn days_without_hyphens_are_those_of_gdelt() {
    let table = "id,SQLDATE,lat,lon\na,20190418,26,62\nb,20230105,26,62\n";
    assert_eq!(kept(table, &["--from", "2023"]), ["b"]);
}
