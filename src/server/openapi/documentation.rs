//! The interface in words: a page made of the same document that programs read, with questions that can be copied.
//! Not responsible for the document.

use std::fmt::Write as _;

use serde_json::Value;

use crate::server::html::{escaped, page};
use crate::server::http::BaseUrl;
use crate::server::openapi::document::document;
use crate::server::openapi::examples::{Example, examples};
use crate::server::state::Served;

/// The page, whose links begin with `base`.
#[must_use]
pub fn documentation(served: &Served, base: &BaseUrl) -> Vec<u8> {
    let document = document(served, base);
    let mut body = String::new();
    push_beginning(&mut body, &document, base);
    push_collections(&mut body, served, base);
    push_map_programs(&mut body, base);
    push_examples(&mut body, &examples(served, base));
    push_reading(&mut body);
    push_paths(&mut body, &document);
    page(&format!("{}: how to ask", served.title), &body, base)
}

fn push_beginning(body: &mut String, document: &Value, base: &BaseUrl) {
    let (root, api) = (escaped(&base.to("/")), escaped(&base.to("/api")));
    let _ = writeln!(body, "<p>{}</p>", escaped(text(&document["info"], "description")));
    let _ = writeln!(
        body,
        "<p>The address for programs is <a href=\"{root}\"><code>{root}</code></a>. It speaks OGC API - Features (parts 1, 2, 3 and 5), \
         so map programs need nothing more. <a href=\"{api}\">The same as OpenAPI</a>.</p>"
    );
}

fn push_collections(body: &mut String, served: &Served, base: &BaseUrl) {
    body.push_str(
        "<h2 id=\"collections\">What there is</h2>\n<div class=\"wide\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">collection</th>\
         <th scope=\"col\">title</th><th scope=\"col\">features</th><th scope=\"col\">to be named</th></tr></thead><tbody>\n",
    );
    for entry in served.entries() {
        let collection = entry.collection();
        let card = collection.card();
        let href = base.to(&format!("/collections/{}?f=html", entry.id));
        let _ = writeln!(
            body,
            "<tr><th scope=\"row\"><a href=\"{}\">{}</a></th><td>{}</td><td>{}</td><td>{}</td></tr>",
            escaped(&href),
            escaped(&entry.id),
            escaped(card.title()),
            collection.len(),
            escaped(card.told("attribution").unwrap_or_default()),
        );
    }
    body.push_str("</tbody></table></div>\n");
}

fn push_map_programs(body: &mut String, base: &BaseUrl) {
    let root = escaped(&base.to("/"));
    let _ = writeln!(
        body,
        "<h2 id=\"qgis\">In QGIS</h2>\n<ol>\n<li>Layer &gt; Add Layer &gt; Add WFS / OGC API - Features Layer.</li>\n<li>New: name it, \
         and give the URL <code>{root}</code>; Version: OGC API - Features. OK, then Connect.</li>\n<li>Choose a collection, then Add. \
         What the map shows is asked for page by page.</li>\n<li>Layer properties &gt; Source &gt; Query Builder: a filter there is asked \
         of the server where CQL2 can say it.</li>\n<li>Credit belongs on the map: layer properties &gt; QGIS Server or the list \
         above has it.</li>\n</ol>"
    );
}

fn push_examples(body: &mut String, examples: &[Example]) {
    body.push_str("<h2 id=\"examples\">Questions to copy</h2>\n");
    for Example { what, href, command } in examples {
        let link = href.as_ref().map(|href| format!(" <a href=\"{}\">open</a>", escaped(href))).unwrap_or_default();
        let _ = writeln!(
            body,
            "<p>{}{link}</p>\n<pre tabindex=\"0\"><code>{}</code></pre>",
            escaped(what),
            escaped(command)
        );
    }
}

/// What has to be known before figures of the server are reported.
fn push_reading(body: &mut String) {
    body.push_str(
        "<h2 id=\"reading\">Before figures are reported</h2>\n<ul>\n\
         <li>A border is a line as its source draws it, with an accuracy of its own; it is not the border on the ground, and no position \
         on the status of any territory is implied.</li>\n\
         <li>An incident may be known only to a district. Then <code>distance_m</code> is empty, and <code>distance_min_m</code> and \
         <code>distance_max_m</code> say between which distances it was. <code>certainty=must</code> counts what was surely within, \
         <code>may</code> what was perhaps.</li>\n\
         <li><code>numberMatched</code> is the exact count of all pages; <code>next</code> among the links leads on. Boxes and times \
         answer features without a place or a time too, as the standard asks; <code>filter</code> does not.</li>\n\
         <li>What has to be named with each collection stands in its answers, as <code>metadata</code>; of a table it stands in the headers \
         <code>Sarhad-Attribution</code>, <code>Sarhad-Licence</code> and <code>Sarhad-Disclaimer</code> (percent-encoded UTF-8). \
         Where a border or a unit was asked about, whoever drew it is named too.</li>\n</ul>\n",
    );
}

fn push_paths(body: &mut String, document: &Value) {
    body.push_str("<h2 id=\"paths\">All paths</h2>\n");
    for (path, operations) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in operations.as_object().into_iter().flatten() {
            let _ = writeln!(
                body,
                "<h3 id=\"{}\"><code>{} {}</code></h3>\n<p>{}. {}</p>",
                escaped(text(operation, "operationId")),
                method.to_uppercase(),
                escaped(path),
                escaped(text(operation, "summary")),
                escaped(text(operation, "description")),
            );
            push_parameters(body, document, operation);
            push_responses(body, document, operation);
        }
    }
}

fn push_parameters(body: &mut String, document: &Value, operation: &Value) {
    let parameters: Vec<&Value> = operation["parameters"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|parameter| resolved(document, parameter))
        .collect();
    if parameters.is_empty() {
        return;
    }
    body.push_str(
        "<div class=\"wide\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">parameter</th><th scope=\"col\">what it says</th>\
         <th scope=\"col\">values</th></tr></thead><tbody>\n",
    );
    for parameter in parameters {
        let example = parameter["example"].as_str().map(|example| format!(" such as {example}")).unwrap_or_default();
        let _ = writeln!(
            body,
            "<tr><th scope=\"row\"><code>{}</code></th><td>{}</td><td>{}{}</td></tr>",
            escaped(text(parameter, "name")),
            escaped(text(parameter, "description")),
            escaped(&values(&parameter["schema"])),
            escaped(&example),
        );
    }
    body.push_str("</tbody></table></div>\n");
}

fn push_responses(body: &mut String, document: &Value, operation: &Value) {
    body.push_str("<ul>\n");
    for (status, response) in operation["responses"].as_object().into_iter().flatten() {
        let response = resolved(document, response);
        let media: Vec<String> =
            response["content"].as_object().into_iter().flatten().map(|(media, _)| escaped(media)).collect();
        let _ = writeln!(
            body,
            "<li>{status}: {} <small>{}</small></li>",
            escaped(text(response, "description")),
            media.join(", ")
        );
    }
    body.push_str("</ul>\n");
}

/// What a schema says of values, in words.
fn values(schema: &Value) -> String {
    if let Some(words) = schema["enum"].as_array() {
        let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
        return words.join(", ");
    }
    let kind = text(schema, "type");
    let of = |member: &str| schema[member].as_u64();
    let range = match (of("minimum"), of("maximum"), of("minItems"), of("maxItems")) {
        (Some(least), Some(most), ..) => format!(" from {least} to {most}"),
        (Some(least), None, ..) => format!(" from {least}"),
        (_, _, Some(least), Some(most)) if least == most => format!(" of {most}"),
        (_, _, Some(least), Some(most)) => format!(" of {least} to {most}"),
        _ => String::new(),
    };
    let usual = of("default").map(|usual| format!("; {usual} without it")).unwrap_or_default();
    let kind = if kind == "array" { format!("list{range}, with commas") } else { format!("{kind}{range}") };
    format!("{kind}{usual}")
}

/// `value`, or what it refers to in `document`.
fn resolved<'d>(document: &'d Value, value: &'d Value) -> &'d Value {
    let pointer = value["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    pointer.and_then(|pointer| document.pointer(pointer)).unwrap_or(value)
}

fn text<'v>(value: &'v Value, member: &str) -> &'v str {
    value[member].as_str().unwrap_or_default()
}
