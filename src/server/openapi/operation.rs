//! One way of asking, as `OpenAPI` has it. Not responsible for which ways there are.

use serde_json::{Map, Value, json};

use crate::server::http::PROBLEM_JSON;

/// The headers of a table in which its credit stands.
const CREDIT: [(&str, &str); 3] = [
    ("Sarhad-Attribution", "Of a table: who has to be named, as percent-encoded UTF-8."),
    ("Sarhad-Licence", "Of a table: on which terms it may be used, as percent-encoded UTF-8."),
    ("Sarhad-Disclaimer", "Of a table: what it does not say, as percent-encoded UTF-8."),
];
/// What its links lead to.
const CREDIT_LINKS: &str = "Of a table: the collection, and where the terms can be read (rel license).";

/// A way of asking.
#[derive(Debug, Clone)]
pub struct Operation {
    method: &'static str,
    id: &'static str,
    tag: &'static str,
    summary: String,
    description: Option<String>,
    parameters: Vec<Value>,
    body: Option<Value>,
    responses: Map<String, Value>,
}

impl Operation {
    /// A question by GET: its name, the group that it belongs to, and what it answers.
    #[must_use]
    pub fn get(id: &'static str, tag: &'static str, summary: impl Into<String>) -> Self {
        Self::new("get", (id, tag), summary.into())
    }

    /// A question by POST.
    #[must_use]
    pub fn post(id: &'static str, tag: &'static str, summary: impl Into<String>) -> Self {
        Self::new("post", (id, tag), summary.into())
    }

    fn new(method: &'static str, (id, tag): (&'static str, &'static str), summary: String) -> Self {
        let own = Self {
            method,
            id,
            tag,
            summary,
            description: None,
            parameters: Vec::new(),
            body: None,
            responses: Map::new(),
        };
        own.refused(&["400", "503"])
    }

    /// With more words.
    #[must_use]
    pub fn in_words(self, description: impl Into<String>) -> Self {
        Self { description: Some(description.into()), ..self }
    }

    /// With parameters that the components hold, by their names there.
    #[must_use]
    pub fn with(mut self, parameters: &[&str]) -> Self {
        self.parameters.extend(parameters.iter().map(|name| reference("parameters", name)));
        self
    }

    /// With a parameter of its own.
    #[must_use]
    pub fn with_own(mut self, parameter: Value) -> Self {
        self.parameters.push(parameter);
        self
    }

    /// To be had in some forms: `f`, its values, the usual one first.
    #[must_use]
    pub fn in_forms(self, forms: &[&str]) -> Self {
        let usual = forms.first().copied().unwrap_or_default();
        self.with_own(json!({
            "name": "f",
            "in": "query",
            "required": false,
            "description": format!("The form of the answer. Without it the header Accept decides; whoever takes none of them gets {usual}."),
            "schema": { "type": "string", "enum": forms },
        }))
    }

    /// With a body.
    #[must_use]
    pub fn taking(self, body: Value) -> Self {
        Self { body: Some(body), ..self }
    }

    /// Answered so: the status, what it is, and of each media type what is known of it.
    #[must_use]
    pub fn answered(mut self, status: &str, what: &str, content: &[(&str, Value)]) -> Self {
        let content: Map<String, Value> =
            content.iter().map(|(media, schema)| ((*media).to_owned(), json!({ "schema": schema }))).collect();
        let mut answer = json!({ "description": what });
        if !content.is_empty() {
            answer["content"] = Value::Object(content);
        }
        self.responses.insert(status.to_owned(), answer);
        self
    }

    /// With headers of its answer.
    #[must_use]
    pub fn telling(mut self, status: &str, headers: &[(&str, &str)]) -> Self {
        let headers: Map<String, Value> = headers
            .iter()
            .map(|(name, what)| ((*name).to_owned(), json!({ "description": what, "schema": { "type": "string" } })))
            .collect();
        if let Some(answer) = self.responses.get_mut(status) {
            answer["headers"] = Value::Object(headers);
        }
        self
    }

    /// With credit in headers of a table, which has no room for it elsewhere; beside other headers of its answer.
    #[must_use]
    pub fn crediting(self, status: &str, others: &[(&str, &str)]) -> Self {
        let link = others.iter().find(|(name, _)| *name == "Link").map(|(_, what)| format!(" {what}"));
        let link = format!("{}{}", CREDIT_LINKS, link.unwrap_or_default());
        let all =
            others.iter().copied().filter(|(name, _)| *name != "Link").chain(CREDIT).chain([("Link", link.as_str())]);
        self.telling(status, &all.collect::<Vec<_>>())
    }

    /// Or refused with these statuses, of which the components know more.
    #[must_use]
    pub fn refused(mut self, statuses: &[&str]) -> Self {
        for status in statuses {
            self.responses.insert((*status).to_owned(), reference("responses", &format!("Refused{status}")));
        }
        self
    }

    /// Its method, and itself as JSON.
    #[must_use]
    pub fn json(self) -> (&'static str, Value) {
        let mut members = Map::new();
        members.insert("operationId".to_owned(), self.id.into());
        members.insert("tags".to_owned(), json!([self.tag]));
        members.insert("summary".to_owned(), self.summary.into());
        if let Some(description) = self.description {
            members.insert("description".to_owned(), description.into());
        }
        members.insert("parameters".to_owned(), self.parameters.into());
        if let Some(body) = self.body {
            members.insert("requestBody".to_owned(), body);
        }
        let mut responses: Vec<(String, Value)> = self.responses.into_iter().collect();
        responses.sort_by(|one, other| one.0.cmp(&other.0));
        members.insert("responses".to_owned(), Value::Object(responses.into_iter().collect()));
        (self.method, Value::Object(members))
    }
}

/// What the components hold under a name.
#[must_use]
pub fn reference(kind: &str, name: &str) -> Value {
    json!({ "$ref": format!("#/components/{kind}/{name}") })
}

/// A schema of the components.
#[must_use]
pub fn schema(name: &str) -> Value {
    reference("schemas", name)
}

/// A refusal: what it means.
#[must_use]
pub fn refusal(what: &str) -> Value {
    json!({ "description": what, "content": { PROBLEM_JSON: { "schema": schema("Problem") } } })
}
