//! What is told where there is no answer, once for all paths. Not responsible for which status means what: see `http/problem`.

use serde_json::{Value, json};

use crate::server::openapi::operation::refusal;

/// The refusals, by the names that operations know them by.
#[must_use]
pub fn refusals() -> Value {
    json!({
        "Refused400": refusal(
            "A parameter is unknown, stands twice, or has a value that it cannot have; `parameter` names it and `detail` says what to do."
        ),
        "Refused404": refusal("There is nothing at this path; `detail` says what there is."),
        "Refused413": refusal("The body is too large; ask in parts."),
        "Refused415": refusal("The body is of a kind, or packed in a way, that is not read."),
        "Refused503": refusal("Too much at once, or it would take too long; try again after as many seconds as Retry-After says."),
    })
}
