//! Answers as pages: plain markup, no script, nothing from elsewhere. Not responsible for what they say.

use std::fmt::Write as _;

use serde_json::Value;

use crate::collection::whole::Collection;
use crate::model::feature::Properties;
use crate::server::features::credit::{credit, texts};
use crate::server::features::forms::HTML;
use crate::server::features::items::{Answering, Page, item_address};
use crate::server::http::BaseUrl;
use crate::server::questions::answer::Answer;
use crate::server::short::shortened;
use crate::server::state::Entry;

/// Columns of a table of features; the others stand on each feature's own page.
const COLUMNS_MOST: usize = 12;
/// Characters of a cell.
const CELL_CHARS: usize = 160;

/// Where pages find their style.
pub const STYLE_PATH: &str = "/docs/style.css";

/// The style of the pages.
pub const STYLE: &str = "\
:root{color-scheme:light dark;--line:#8886;--link:#0a5a8a}\
@media(prefers-color-scheme:dark){:root{--link:#7cc4f0}}\
body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:0 auto;padding:1rem}\
a{color:var(--link)}table{border-collapse:collapse;width:100%;font-size:.9rem}\
th,td{text-align:start;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid var(--line)}\
td{overflow-wrap:anywhere}th{overflow-wrap:break-word}\
.wide,pre{overflow-x:auto}pre{padding:.5rem;border:1px solid var(--line)}pre code{overflow-wrap:normal}footer{margin-top:2rem;border-top:1px solid var(--line);font-size:.85rem}code{overflow-wrap:anywhere}";

/// Text as markup.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut markup = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => markup.push_str("&amp;"),
            '<' => markup.push_str("&lt;"),
            '>' => markup.push_str("&gt;"),
            '"' => markup.push_str("&quot;"),
            '\'' => markup.push_str("&#39;"),
            c if c.is_control() && c != '\n' => markup.push('\u{fffd}'),
            c => markup.push(c),
        }
    }
    markup
}

/// A page, whose links begin with `base`.
#[must_use]
pub fn page(title: &str, body: &str, base: &BaseUrl) -> Vec<u8> {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>{0}</title>\n<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" \
         href=\"{1}\">\n</head>\n<body>\n<main>\n<h1>{0}</h1>\n{body}\n</main>\n</body>\n</html>\n",
        escaped(title),
        escaped(&base.to(STYLE_PATH))
    )
    .into_bytes()
}

/// A document as a page: its texts as rows of a table, its links as links.
#[must_use]
pub fn document(title: &str, document: &Value, base: &BaseUrl) -> Vec<u8> {
    let mut body = String::new();
    push_members(&mut body, document);
    page(title, &body, base)
}

fn push_members(body: &mut String, value: &Value) {
    let Some(members) = value.as_object() else { return };
    body.push_str("<table><tbody>\n");
    for (name, value) in members {
        if name == "links" && value.is_array() {
            continue;
        }
        let _ = write!(body, "<tr><th scope=\"row\">{}</th><td>", escaped(name));
        push_value(body, value);
        body.push_str("</td></tr>\n");
    }
    body.push_str("</tbody></table>\n");
    push_links(body, value);
}

/// What a record says, by names that are its own: none of them means anything here.
fn push_record(body: &mut String, properties: &Properties) {
    body.push_str("<table><tbody>\n");
    for (name, value) in properties {
        let _ = write!(body, "<tr><th scope=\"row\">{}</th><td>", escaped(name));
        push_cell(body, value);
        body.push_str("</td></tr>\n");
    }
    body.push_str("</tbody></table>\n");
}

fn push_links(body: &mut String, value: &Value) {
    let links = value.get("links").and_then(Value::as_array).into_iter().flatten();
    let text = |link: &Value, member: &str| link.get(member).and_then(Value::as_str).unwrap_or_default().to_owned();
    let items: Vec<String> =
        links.map(|link| link_item(&text(link, "href"), (&text(link, "title"), &text(link, "type")))).collect();
    push_list(body, &items);
}

fn push_list(body: &mut String, items: &[String]) {
    if !items.is_empty() {
        let _ = writeln!(body, "<ul>\n{}\n</ul>", items.join("\n"));
    }
}

fn link_item(href: &str, (title, media): (&str, &str)) -> String {
    format!("<li>{} ({})</li>", anchor(href, title), escaped(media))
}

/// `text` that leads to `href`, if that may be followed.
fn anchor(href: &str, text: &str) -> String {
    if is_address(href) {
        format!("<a href=\"{}\" rel=\"noopener\">{}</a>", escaped(href), escaped(text))
    } else {
        escaped(text)
    }
}

fn push_value(body: &mut String, value: &Value) {
    match value {
        Value::Object(members) if members.get("links").is_some_and(Value::is_array) => push_members(body, value),
        Value::Array(values) if values.iter().all(Value::is_object) && !values.is_empty() => {
            for value in values {
                push_members(body, value);
            }
        }
        other => push_cell(body, other),
    }
}

fn push_cell(body: &mut String, value: &Value) {
    match value {
        Value::Array(values) if values.iter().all(Value::is_string) => {
            let lines: Vec<String> = values.iter().filter_map(Value::as_str).map(escaped).collect();
            body.push_str(&lines.join("<br>"));
        }
        Value::String(text) => body.push_str(&anchor(text, text)),
        Value::Null => {}
        other => {
            let _ = write!(body, "<code>{}</code>", escaped(&other.to_string()));
        }
    }
}

/// Whether a text may be followed as a link.
fn is_address(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace)
}

/// A page of features.
#[must_use]
pub fn items(answering: &Answering, page: &Page) -> Vec<u8> {
    let entry = answering.asking.entry;
    let collection = entry.collection();
    let columns = &collection.card().columns;
    let found = page.told.as_ref().map_or(&[] as &[&str], |told| told.columns);
    let own = columns.iter().take(COLUMNS_MOST).map(|column| match &page.told {
        Some(told) => told.beside(&column.name),
        None => column.name.clone(),
    });
    let shown: Vec<String> = own.chain(found.iter().map(|name| (*name).to_owned())).collect();
    let mut body = String::new();
    let numbers = &page.selection.numbers;
    let first = answering.query.offset.saturating_add(1);
    let last = answering.query.offset.saturating_add(numbers.len() as u64);
    let _ = writeln!(
        body,
        "<p>{} of {} features</p>",
        if numbers.is_empty() { "0".to_owned() } else { format!("{first}–{last}") },
        page.selection.matched
    );
    body.push_str("<div class=\"wide\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">id</th>");
    for name in &shown {
        let _ = write!(body, "<th scope=\"col\">{}</th>", escaped(name));
    }
    body.push_str("</tr></thead><tbody>\n");
    for (at, number) in numbers.iter().enumerate() {
        let mut properties = properties(collection, *number);
        if let Some(told) = &page.told {
            told.add(at, &mut properties);
        }
        let id = collection.ids().id(*number);
        let href = item_address(entry, id, (answering.base, &HTML));
        let _ = write!(body, "<tr><th scope=\"row\">{}</th>", anchor(&href, id));
        for name in &shown {
            let cell = match properties.get(name) {
                None | Some(Value::Null) => String::new(),
                Some(Value::String(text)) => text.clone(),
                Some(other) => other.to_string(),
            };
            let _ = write!(body, "<td>{}</td>", escaped(&shortened(&cell, CELL_CHARS)));
        }
        body.push_str("</tr>\n");
    }
    body.push_str("</tbody></table></div>\n");
    let links = answering.links(page).into_iter().map(|link| {
        let is_turn = link.rel == "next" || link.rel == "prev";
        let href = if is_turn { link.href.replace("f=json", "f=html") } else { link.href };
        link_item(&href, (&link.title, link.media))
    });
    push_list(&mut body, &links.collect::<Vec<String>>());
    push_credit(&mut body, page.credit.as_ref());
    self::page(collection.card().title(), &body, answering.base)
}

/// One feature as a page.
#[must_use]
pub fn item(entry: &Entry, number: u32, base: &BaseUrl) -> Vec<u8> {
    let collection = entry.collection();
    let mut body = String::new();
    push_record(&mut body, &properties(collection, number));
    if let Some(at) = collection.shapes().point(number) {
        let _ = writeln!(body, "<p>Longitude {}, latitude {}.</p>", at.lon(), at.lat());
    }
    push_credit(&mut body, credit(collection).as_ref());
    page(&format!("{}: {}", collection.card().title(), collection.ids().id(number)), &body, base)
}

/// The answer to a question of our own as a page: what was found of each feature, and the credit.
#[must_use]
pub fn answer(answer: &Answer, base: &BaseUrl) -> Vec<u8> {
    let mut body = String::new();
    for feature in answer.all() {
        push_record(&mut body, &feature.properties);
    }
    let links = answer.links(base).into_iter().flatten();
    let links: Vec<String> = links.map(|link| link_item(&link.href, (&link.title, link.media))).collect();
    push_list(&mut body, &links);
    push_credit(&mut body, Some(&answer.metadata));
    page(answer.title, &body, base)
}

fn properties(collection: &Collection, number: u32) -> Properties {
    let feature: Value = serde_json::from_slice(collection.feature(number)).unwrap_or(Value::Null);
    feature.get("properties").and_then(Value::as_object).cloned().unwrap_or_default()
}

fn push_credit(body: &mut String, credit: Option<&Value>) {
    let Some(credit) = credit else { return };
    body.push_str("<footer>\n");
    for text in ["attribution", "licence", "disclaimer"].iter().flat_map(|member| texts(credit, member)) {
        let _ = writeln!(body, "<p>{}</p>", escaped(&text));
    }
    body.push_str("</footer>\n");
}
