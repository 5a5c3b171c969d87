//! What an output tells of itself, with what its input told. Not responsible for the credit of layers: see `query::credit`.

use serde_json::Value;

/// The input's own metadata with `credit`, whichever there is.
pub(super) fn with_input(credit: Option<Value>, input: Option<Value>) -> Option<Value> {
    match (credit, input) {
        (Some(Value::Object(mut credit)), Some(input)) => {
            credit.insert("input".to_owned(), input);
            Some(Value::Object(credit))
        }
        (credit, input) => credit.or(input),
    }
}
