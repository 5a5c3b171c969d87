//! Dates of incidents as a reader says them. Not responsible for reading dates.

use jiff::civil::Date;

use crate::model::feature::Feature;

const DAY: &str = "%-d %B %Y";

/// When an incident was, in words and no more precisely than it is known; its own text where only that is there.
pub(super) fn when(feature: &Feature) -> Option<String> {
    let day = |key| feature.text(key).and_then(|text| text.parse::<Date>().ok());
    let said = |date: Date, form: &str| date.strftime(form).to_string();
    let words = match (feature.text("date_precision"), day("date_start"), day("date_end")) {
        (Some("day"), Some(start), _) => said(start, DAY),
        (Some("month"), Some(start), _) => said(start, "%B %Y"),
        (Some("year"), Some(start), _) => said(start, "%Y"),
        (_, Some(start), Some(end)) => format!("{} to {}", said(start, DAY), said(end, DAY)),
        (_, Some(start), None) => format!("from {}", said(start, DAY)),
        (_, None, Some(end)) => format!("by {}", said(end, DAY)),
        (_, None, None) => feature.text("date")?.to_owned(),
    };
    Some(words).filter(|words| !words.is_empty())
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
        assert_eq!(when(&Feature { id: None, shape: None, properties }).as_deref(), expected);
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
