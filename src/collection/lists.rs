//! Cells that are lists of texts, numbers and truths, as filters ask them. Not responsible for how they are stored.

use serde_json::Value;

use crate::collection::column::Words;
use crate::query::filter::Scalar;

/// The lists of a column, each once.
#[derive(Debug, Clone, PartialEq)]
pub struct Lists(Vec<Vec<Scalar>>);

impl Lists {
    /// The lists that `words` are in JSON; `None` unless each is one of texts, numbers and truths.
    ///
    /// # Cost
    /// Every word is read.
    #[must_use]
    pub fn of(words: &Words) -> Option<Self> {
        let count = u32::try_from(words.len()).ok()?;
        (0..count).map(|word| list(words.get(word))).collect::<Option<_>>().map(Self)
    }

    /// The list of the word of this number.
    #[must_use]
    pub fn get(&self, word: u32) -> Option<&[Scalar]> {
        self.0.get(word as usize).map(Vec::as_slice)
    }

    /// What JSON Schema calls all members, where they are of one kind.
    #[must_use]
    pub fn member_type(&self) -> Option<&'static str> {
        let mut types = self.0.iter().flatten().map(|member| match member {
            Scalar::Text(_) | Scalar::Time(_) => "string",
            Scalar::Number(_) => "number",
            Scalar::Boolean(_) => "boolean",
        });
        let first = types.next()?;
        types.all(|other| other == first).then_some(first)
    }
}

fn list(json: &str) -> Option<Vec<Scalar>> {
    let scalar = |member| match member {
        Value::String(text) => Some(Scalar::Text(text)),
        Value::Number(number) => number.as_f64().map(Scalar::Number),
        Value::Bool(truth) => Some(Scalar::Boolean(truth)),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    };
    serde_json::from_str::<Vec<Value>>(json).ok()?.into_iter().map(scalar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_plain_values_are_lists() {
        let lists = |words: &[&str]| {
            let mut all = Words::default();
            for word in words {
                all.text.push_str(word);
                all.ends.push(all.text.len() as u64);
            }
            Lists::of(&all)
        };
        let found = lists(&[r#"["road","night"]"#, "[]", r#"["road"]"#]).unwrap();
        assert_eq!(found.get(2), Some([Scalar::Text("road".to_owned())].as_slice()));
        assert_eq!((found.get(1), found.get(3)), (Some([].as_slice()), None));
        assert_eq!(found.member_type(), Some("string"));
        assert_eq!(lists(&["[1,2.5]", "[true]"]).unwrap().member_type(), None);
        for other in [r#"{"a":1}"#, "[[1]]", "[null]", r#"[{"a":1}]"#] {
            assert_eq!(lists(&["[1]", other]), None, "{other}");
        }
    }
}
