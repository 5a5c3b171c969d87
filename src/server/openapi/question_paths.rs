//! The paths of our own questions and in which ways each is asked. Not responsible for who answers.

use serde_json::{Value, json};

use crate::server::features::forms::{CSV, GEOJSON, HTML};
use crate::server::openapi::operation::{Operation, schema};
use crate::server::openapi::parameters::in_query;
use crate::server::openapi::paths::Asked;
use crate::server::openapi::schemas::{list_of, text};
use crate::server::questions::posted::FEATURES_MOST;

/// Questions about places.
pub const QUESTIONS: &str = "questions";

/// A question: its path, the names of its two ways, and what it answers.
struct Question {
    path: &'static str,
    names: [&'static str; 2],
    what: &'static str,
    words: &'static str,
    /// What it answers of one place.
    one: &'static str,
}

const ALL: [Question; 3] = [
    Question {
        path: "/locate",
        names: ["locate", "locateFeatures"],
        what: "In which country, province and district a place is",
        words: "Outlines are as their sources draw them.",
        one: "AnswerFeature",
    },
    Question {
        path: "/distance",
        names: ["distance", "distanceOfFeatures"],
        what: "How far a place is from a border, and on which side",
        words: "On the ellipsoid, to the line as its source draws it. What is known only to an area has a least and a greatest distance.",
        one: "AnswerFeature",
    },
    Question {
        path: "/nearest",
        names: ["nearest", "nearestToFeatures"],
        what: "Which features of a collection are nearest to a place",
        words: "The nearest first, each with its distance.",
        one: "AnswerCollection",
    },
];

/// The paths.
#[must_use]
pub fn question_paths() -> Vec<Asked> {
    ALL.iter().map(|question| (question.path, vec![asked(question), sent(question)])).collect()
}

fn asked(question: &Question) -> Operation {
    let at = json!({
        "name": "at", "in": "query", "required": true, "style": "form", "explode": false,
        "description": "The place: longitude and latitude in degrees.",
        "schema": { "type": "array", "minItems": 2, "maxItems": 2, "items": { "type": "number" } },
        "example": [60.8629, 29.4963],
    });
    let operation = Operation::get(question.names[0], QUESTIONS, question.what).in_words(question.words).with_own(at);
    own(question, operation)
        .in_forms(&["json", "html", "csv"])
        .answered(
            "200",
            question.what,
            &[
                (GEOJSON.media, schema(question.one)),
                (HTML.media, json!({ "type": "string" })),
                (CSV.media, json!({ "type": "string" })),
            ],
        )
        .crediting("200", &[])
}

fn sent(question: &Question) -> Operation {
    let body = json!({
        "required": true,
        "description": format!("GeoJSON, at most {FEATURES_MOST} features and 4 MiB. Features that are refused are told by their index, from 0."),
        "content": { GEOJSON.media: { "schema": schema("SentFeatures") } },
    });
    let operation = Operation::post(question.names[1], QUESTIONS, format!("{}, for many at once", question.what))
        .in_words(question.words)
        .taking(body);
    own(question, operation)
        .in_forms(&["json", "csv"])
        .answered(
            "200",
            "The features with what was found, and what became of all that were sent: read = kept + refused.",
            &[(GEOJSON.media, schema("AnswerCollection")), (CSV.media, json!({ "type": "string" }))],
        )
        .crediting("200", &[])
        .refused(&["413", "415"])
}

/// The parameters that a question has to itself.
fn own(question: &Question, operation: Operation) -> Operation {
    match question.path {
        "/distance" => {
            let mut to = in_query(
                "to",
                "What is measured to: a border by its id, such as border/IR-PK; all land borders without it.",
                &json!({ "type": "string", "default": "border" }),
            );
            to["example"] = "border/IR-PK".into();
            operation.with_own(to)
        }
        "/nearest" => {
            let count = json!({ "type": "integer", "minimum": 1, "maximum": FEATURES_MOST, "default": 1 });
            operation.with(&["collection"]).with_own(in_query("count", "How many are told of each place.", &count))
        }
        _ => operation,
    }
}

/// The schemas of what is sent and answered.
#[must_use]
pub fn question_schemas() -> Vec<(&'static str, Value)> {
    vec![
        ("AnswerFeature", answer_feature()),
        ("AnswerCollection", answer_collection()),
        ("SentFeatures", sent_features()),
    ]
}

fn answer_feature() -> Value {
    json!({
        "type": "object",
        "required": ["type", "geometry", "properties"],
        "properties": {
            "type": { "type": "string", "enum": ["Feature"] },
            "id": { "oneOf": [{ "type": "string" }, { "type": "number" }] },
            "geometry": schema("Geometry"),
            "properties": { "type": "object", "description": "What was found.", "additionalProperties": true },
            "metadata": schema("Credit"),
            "links": list_of(&schema("Link")),
        },
    })
}

fn answer_collection() -> Value {
    let count = |what: &str| json!({ "type": "integer", "minimum": 0, "description": what });
    json!({
        "type": "object",
        "required": ["type", "features", "numberReturned", "metadata"],
        "properties": {
            "type": { "type": "string", "enum": ["FeatureCollection"] },
            "features": list_of(&schema("AnswerFeature")),
            "numberReturned": count("How many features there are."),
            "read": count("How many features were sent."),
            "kept": count("How many of them were asked about."),
            "refused": count("How many were not."),
            "problems": list_of(&posted_problem()),
            "metadata": schema("Credit"),
            "links": list_of(&schema("Link")),
        },
    })
}

/// What is wrong with a feature that was sent.
fn posted_problem() -> Value {
    json!({
        "type": "object",
        "required": ["index", "id", "code", "severity", "detail"],
        "properties": {
            "index": { "type": "integer", "minimum": 0, "nullable": true, "description": "Which feature, from 0; null for the whole." },
            "id": { "type": "string", "nullable": true },
            "code": text("The rule, as sarhad's other messages name it."),
            "severity": text("Whether it was refused."),
            "detail": text("What is wrong, and what to do."),
        },
    })
}

fn sent_features() -> Value {
    json!({
        "type": "object",
        "required": ["type", "features"],
        "properties": {
            "type": { "type": "string", "enum": ["FeatureCollection"] },
            "features": {
                "type": "array",
                "maxItems": FEATURES_MOST,
                "items": {
                    "type": "object",
                    "required": ["type", "geometry", "properties"],
                    "properties": {
                        "type": { "type": "string", "enum": ["Feature"] },
                        "geometry": schema("Geometry"),
                        "properties": { "type": "object", "nullable": true, "additionalProperties": true },
                    },
                },
            },
        },
        "example": {
            "type": "FeatureCollection",
            "features": [{
                "type": "Feature",
                "properties": { "name": "Zahedan" },
                "geometry": { "type": "Point", "coordinates": [60.8629, 29.4963] },
            }],
        },
    })
}
