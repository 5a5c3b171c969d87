//! Dates of incidents as a reader says them. Not responsible for reading dates.

use jiff::civil::Date;

use crate::model::feature::Feature;
use crate::render::language::Language;
use crate::render::words::{Words, filled, words};

/// When an incident was, in words and no more precisely than it is known; its own text where only that is there.
pub(super) fn when(feature: &Feature, language: Language) -> Option<String> {
    let own = words(language);
    let day = |key| feature.text(key).and_then(|text| text.parse::<Date>().ok());
    let digits = |number: i16| language.digits(&number.to_string());
    let said = |date: Date, form: &str| {
        let (day, year) = (digits(date.day().into()), digits(date.year()));
        filled(form, &[("d", &day), ("m", month(own, date)), ("y", &year)])
    };
    let day_of = |date: Date| said(date, own.day);
    let words = match (feature.text("date_precision"), day("date_start"), day("date_end")) {
        (Some("day"), Some(start), _) => day_of(start),
        (Some("month"), Some(start), _) => said(start, own.month),
        (Some("year"), Some(start), _) => digits(start.year()),
        (_, Some(start), Some(end)) => filled(own.span, &[("from", &day_of(start)), ("to", &day_of(end))]),
        (_, Some(start), None) => filled(own.from, &[("from", &day_of(start))]),
        (_, None, Some(end)) => filled(own.by, &[("to", &day_of(end))]),
        (_, None, None) => feature.text("date")?.to_owned(),
    };
    Some(words).filter(|words| !words.is_empty())
}

fn month(words: &Words, date: Date) -> &'static str {
    words.months[usize::from(date.month().unsigned_abs()) - 1]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::feature::Properties;

    #[track_caller]
    fn check(precision: &str, start: &str, end: &str, expected: Option<&str>) {
        let mut properties = Properties::new();
        for (key, value) in [("date_precision", precision), ("date_start", start), ("date_end", end), ("date", "")] {
            properties.insert(key.to_owned(), json!(value));
        }
        let feature = Feature { id: None, shape: None, properties };
        assert_eq!(when(&feature, Language::English).as_deref(), expected);
    }

    #[test]
    fn a_date_is_said_as_precisely_as_it_is_known() {
        check("day", "2022-09-30", "2022-09-30", Some("30 September 2022"));
        check("month", "2019-04-01", "2019-04-30", Some("April 2019"));
        check("year", "2012-01-01", "2012-12-31", Some("2012"));
        check("before", "", "2024-01-26", Some("by 26 January 2024"));
        check("after", "2022-09-30", "", Some("from 30 September 2022"));
        check("span", "2022-09-30", "2024-01-28", Some("30 September 2022 to 28 January 2024"));
        check("unknown", "", "", None);
        check("day", "last week", "", None);
    }
}
