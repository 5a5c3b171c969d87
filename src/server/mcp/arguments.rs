//! The arguments of a tool, name by name. Not responsible for what they mean.

use serde_json::{Map, Value};

use crate::server::short::shortened;

/// Records of an answer at most.
pub(super) const RECORDS_MOST: u64 = 100;

/// The arguments of a call: each is known.
pub(super) struct Arguments {
    all: Map<String, Value>,
}

impl Arguments {
    /// `all`, whose names are those of `schema`.
    ///
    /// # Errors
    /// Where one is none of them; what, where and what to do.
    pub(super) fn new(all: Map<String, Value>, schema: &Map<String, Value>) -> Result<Self, String> {
        let known: Vec<&str> = schema
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flat_map(Map::keys)
            .map(String::as_str)
            .collect();
        match all.keys().find(|name| !known.contains(&name.as_str())) {
            Some(name) => Err(format!("there is no argument {name:?}; this tool takes {}", known.join(", "))),
            None => Ok(Self { all }),
        }
    }

    fn said(&self, name: &str) -> Option<&Value> {
        self.all.get(name).filter(|value| !value.is_null())
    }

    /// A text, where it is said.
    pub(super) fn text(&self, name: &str) -> Result<Option<&str>, String> {
        match self.said(name) {
            None => Ok(None),
            Some(Value::String(text)) if !text.trim().is_empty() => Ok(Some(text)),
            Some(other) => Err(format!("{name} is {}; write a text", shown(other))),
        }
    }

    /// A text that has to be said.
    pub(super) fn needed_text(&self, name: &str) -> Result<&str, String> {
        self.text(name)?.ok_or_else(|| format!("{name} is missing; write a text"))
    }

    /// A number, where it is said.
    pub(super) fn number(&self, name: &str) -> Result<Option<f64>, String> {
        let Some(value) = self.said(name) else { return Ok(None) };
        let number = value.as_f64().filter(|number| number.is_finite());
        number.map(Some).ok_or_else(|| format!("{name} is {}; write a number", shown(value)))
    }

    /// A number that has to be said.
    pub(super) fn needed_number(&self, name: &str) -> Result<f64, String> {
        self.number(name)?.ok_or_else(|| format!("{name} is missing; write a number"))
    }

    /// A place, longitude first, as the questions read it.
    pub(super) fn place(&self) -> Result<String, String> {
        Ok(format!("{},{}", self.needed_number("lon")?, self.needed_number("lat")?))
    }

    /// Numbers with commas between them, where they are said.
    pub(super) fn numbers(&self, name: &str) -> Result<Option<String>, String> {
        let Some(value) = self.said(name) else { return Ok(None) };
        let bad = || format!("{name} is {}; write a list of numbers", shown(value));
        let numbers: Option<Vec<String>> = value
            .as_array()
            .ok_or_else(bad)?
            .iter()
            .map(|part| part.as_f64().map(|number| number.to_string()))
            .collect();
        numbers.map(|numbers| Some(numbers.join(","))).ok_or_else(bad)
    }

    /// Records that are passed over.
    pub(super) fn offset(&self) -> Result<u64, String> {
        self.count("offset", 0, (0, i64::MAX.unsigned_abs()))
    }

    /// A whole number between two others; `usual` where it is not said.
    pub(super) fn count(&self, name: &str, usual: u64, (least, most): (u64, u64)) -> Result<u64, String> {
        let Some(value) = self.said(name) else { return Ok(usual) };
        let count = value.as_u64().filter(|count| (least..=most).contains(count));
        count.ok_or_else(|| format!("{name} is {}; write a whole number from {least} to {most}", shown(value)))
    }
}

/// A value as a message shows it, its beginning where it is long.
fn shown(value: &Value) -> String {
    const CHARS: usize = 80;
    shortened(&value.to_string(), CHARS).into_owned()
}
