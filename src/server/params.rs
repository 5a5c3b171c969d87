//! The query of a request, name by name. Not responsible for what the values mean.

use std::borrow::Cow;

use crate::server::http::Problem;

/// The parameters of a request: each is known and stands once.
#[derive(Debug, Clone, Default)]
pub struct Params<'q> {
    all: Vec<(Cow<'q, str>, Cow<'q, str>)>,
}

impl<'q> Params<'q> {
    /// The parameters of `query`, all of which are among `known`.
    ///
    /// # Errors
    /// Where one is not known or stands twice.
    pub fn new(query: Option<&'q str>, known: &[&str]) -> Result<Self, Problem> {
        let mut all: Vec<(Cow<'q, str>, Cow<'q, str>)> = Vec::new();
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            if !known.contains(&name.as_ref()) {
                let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
                let detail = format!("there is no parameter {name:?} here; there are {known}");
                return Err(Problem::parameter(&name, detail));
            }
            if all.iter().any(|(other, _)| *other == name) {
                return Err(Problem::parameter(&name, format!("{name} stands twice; say it once")));
            }
            all.push((name, value));
        }
        Ok(Self { all })
    }

    /// The value of a parameter.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_ref())
    }

    /// The query with some parameters said otherwise, or left out; the others stay as they are.
    #[must_use]
    pub fn with(&self, changes: &[(&str, Option<&str>)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in &self.all {
            if !changes.iter().any(|(changed, _)| changed == name) {
                query.append_pair(name, value);
            }
        }
        for (name, value) in changes {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        query.finish()
    }
}

/// A number without a sign, such as a count.
///
/// # Errors
/// Where `text` is none, or it is below `least`.
pub fn count(name: &str, text: &str, least: u64) -> Result<u64, Problem> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // a number too long for 64 bits is more than anything there is
    let number = if digits { text.parse().unwrap_or(u64::MAX) } else { 0 };
    if digits && number >= least {
        Ok(number)
    } else {
        Err(Problem::parameter(name, format!("{name}={text:?} is no whole number from {least}")))
    }
}

/// Finite numbers with commas between them.
///
/// # Errors
/// Where a part is none.
pub fn numbers(name: &str, text: &str) -> Result<Vec<f64>, Problem> {
    let number = |part: &str| {
        let plain = part.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
        part.trim().parse::<f64>().ok().filter(|number| plain && number.is_finite())
    };
    let bad = |part: &str| Problem::parameter(name, format!("{part:?} of {name} is no number"));
    text.split(',').map(|part| number(part.trim()).ok_or_else(|| bad(part))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_or_stands_twice_is_refused() {
        let params = Params::new(Some("limit=10&bbox=1%2C2"), &["limit", "bbox"]).unwrap();
        assert_eq!((params.get("limit"), params.get("bbox"), params.get("f")), (Some("10"), Some("1,2"), None));
        assert!(Params::new(Some("limit=1&limit=1"), &["limit"]).is_err());
        assert!(Params::new(Some("unknownparam=1"), &["limit"]).is_err());
    }

    #[test]
    fn links_keep_every_other_parameter() {
        let params = Params::new(Some("filter=a%20%3D%201&offset=3"), &["filter", "offset"]).unwrap();
        assert_eq!(params.with(&[("offset", Some("13"))]), "filter=a+%3D+1&offset=13");
        assert_eq!(params.with(&[("offset", None)]), "filter=a+%3D+1");
    }

    #[test]
    fn numbers_are_finite_and_counts_are_whole() {
        assert_eq!(numbers("bbox", "1,-2.5, 3e1").unwrap(), [1.0, -2.5, 30.0]);
        for text in ["a", "NaN", "inf", "1e400", "", "1,,2", "infinity"] {
            assert!(numbers("bbox", text).is_err(), "{text}");
        }
        assert_eq!(count("limit", "99999999999999999999", 1).unwrap(), u64::MAX);
        for text in ["0", "-1", "abc", "1e9", "", "+1", "1.5"] {
            assert!(count("limit", text, 1).is_err(), "{text}");
        }
    }
}
