//! The features of a collection, a page at a time, in each form. Not responsible for finding them.

use std::fmt::Write as _;
use std::path::Path;

use axum::http::header::{CONTENT_DISPOSITION, HeaderName};
use axum::response::Response;
use serde_json::Value;

use crate::collection::select::{Asked, Paging, Selection, Unknown, paged};
use crate::collection::whole::Collection;
use crate::io::write::error::WriteError;
use crate::io::write::feature::{FeatureWriter, feature_writer};
use crate::io::write::format::OutputFormat;
use crate::io::write::geojson::push_geometry;
use crate::io::write::options::WriteOptions;
use crate::model::feature::{Feature, FeatureId};
use crate::query::filter::Filter;
use crate::server::features::credit::{credit, credit_of_answer};
use crate::server::features::credit_headers::{headed, licences};
use crate::server::features::crs::Crs;
use crate::server::features::forms::{self, CSV, FGB, GEOJSON, HTML, KML};
use crate::server::features::links::{self, Link};
use crate::server::features::query::{Order, Query};
use crate::server::features::rows::RecordRow;
use crate::server::html;
use crate::server::http::{BaseUrl, Form, Problem};
use crate::server::params::Params;
use crate::server::questions::condition::Condition;
use crate::server::questions::found::{Asking, Found};
use crate::server::questions::joined::Joined;
use crate::server::questions::told::Told;
use crate::server::state::Entry;

/// In which system features are had (Part 2).
pub const CONTENT_CRS: HeaderName = HeaderName::from_static("content-crs");
/// The forms of features.
pub const FORMS: [Form; 5] = [GEOJSON, HTML, CSV, FGB, KML];

/// Features that were found.
#[derive(Debug, Default)]
pub struct Page {
    /// Their numbers, in order, and how many there are in all.
    pub selection: Selection,
    /// What was measured of them, where something was.
    pub told: Option<Told>,
    /// What has to be told wherever they are.
    pub credit: Option<Value>,
}

/// Finds the page that is asked for.
///
/// # Errors
/// Where nobody waits for it any longer.
pub fn page(asking: &Asking, query: &Query) -> Result<Page, Problem> {
    let paging = Paging { skip: query.offset, limit: query.limit };
    let condition = query.condition.as_ref();
    let nearest = condition.filter(|_| query.asks_distance_alone());
    let selection = match nearest.and_then(|near| near.nearest(asking.entry, asking.served, paging)) {
        Some(selection) => selection,
        None => selected(asking, query, paging)?,
    };
    let told = condition.and_then(|condition| condition.told(asking, &selection.numbers));
    let joined = condition.map(|condition| Joined::of(condition, asking));
    Ok(Page { selection, told, credit: credit_of_answer(asking, joined.as_ref()) })
}

fn selected(asking: &Asking, query: &Query, paging: Paging) -> Result<Selection, Problem> {
    let collection = asking.entry.collection();
    let found = query.condition.as_ref().map(|condition| condition.found(asking)).transpose()?;
    // a filter may take long of a single row, so each is only looked at while somebody waits
    let keeps = |number: u32| {
        let meets = |filter: &Filter| filter.matches(&RecordRow::new(collection, number));
        asking.going.is_on() && query.filter.as_ref().is_none_or(meets)
    };
    let asked = Asked {
        boxes: query.boxes.as_deref(),
        unplaced: query.unplaced,
        time: query.time,
        undated: Unknown::Told,
        among: found.as_ref().map(|found| found.numbers.as_slice()),
        keeps: query.filter.is_some().then_some(&keeps as &(dyn Fn(u32) -> bool + Sync)),
        sort: &query.sort,
    };
    let selection = match (query.order, &found) {
        (Order::Distance, Some(found)) => paged(&nearest_first(collection.all(&asked), found), paging),
        _ => collection.select(&asked, paging),
    };
    asking.going.on()?;
    Ok(selection)
}

/// A page of the records that meet `condition`, the nearest first.
///
/// # Errors
/// Where nobody waits for it any longer.
pub fn nearest_of(condition: &Condition, asking: &Asking, paging: Paging) -> Result<Selection, Problem> {
    let found = condition.found(asking)?;
    Ok(paged(&nearest_first(found.numbers.clone(), &found), paging))
}

/// By the greatest distance that each may have, then the least, then the number.
fn nearest_first(numbers: Vec<u32>, found: &Found) -> Vec<u32> {
    let mut far: Vec<([f64; 2], u32)> = numbers.into_iter().map(|number| (found.nearness(number), number)).collect();
    let by = |one: [f64; 2], other: [f64; 2]| one[0].total_cmp(&other[0]).then(one[1].total_cmp(&other[1]));
    far.sort_by(|(one, number), (other, another)| by(*one, *other).then(number.cmp(another)));
    far.into_iter().map(|(_, number)| number).collect()
}

/// A page of features in a form.
pub struct Answering<'a> {
    /// Of what.
    pub asking: &'a Asking<'a>,
    /// What was asked.
    pub query: &'a Query<'a>,
    /// With which parameters.
    pub params: &'a Params<'a>,
    /// Where links lead.
    pub base: &'a BaseUrl,
}

impl Answering<'_> {
    /// The answer.
    ///
    /// # Errors
    /// Where the form cannot hold it.
    pub fn answer(&self, page: &Page, form: &Form) -> Result<Response, Problem> {
        let crs = self.query.crs.had_in(form)?;
        let response = match form.name {
            "csv" => self.file(page, form, OutputFormat::Csv)?,
            "fgb" => self.file(page, form, OutputFormat::FlatGeobuf)?,
            "kml" => self.file(page, form, OutputFormat::Kml)?,
            "html" => forms::answer(form, html::items(self, page)),
            _ => forms::answer(form, self.geojson(page)),
        };
        let response = forms::with(response, CONTENT_CRS, &format!("<{}>", crs.uri()));
        let next = self.next(page, form).map(|next| next.href);
        let response = next.into_iter().fold(response, |response, next| forms::linking(response, "next", &next));
        Ok(if *form == CSV { self.credited(response, page) } else { response })
    }

    /// The collection's document.
    fn geojson(&self, page: &Page) -> Vec<u8> {
        let collection = self.asking.entry.collection();
        let Selection { numbers, matched } = &page.selection;
        let mut text = br#"{"type":"FeatureCollection","features":["#.to_vec();
        for (at, number) in numbers.iter().enumerate() {
            if at > 0 {
                text.extend_from_slice(b",\n");
            }
            let start = text.len();
            push_feature(&mut text, collection, *number, self.query.crs);
            if let Some(told) = &page.told {
                told.push(at, &mut text, start);
            }
        }
        text.extend_from_slice(b"],\"numberMatched\":");
        let links = links::json(&self.links(page));
        let tail = format!("{matched},\"numberReturned\":{},\"links\":{links}", numbers.len());
        text.extend_from_slice(tail.as_bytes());
        end_with_credit(&mut text, page.credit.as_ref());
        text
    }

    /// Links of the page: itself, its other forms, the next and the one before.
    #[must_use]
    pub fn links(&self, page: &Page) -> Vec<Link> {
        let own = |form: &Form, rel: &'static str| {
            let mut changes = vec![("f", Some(form.name))];
            // other forms have one system alone
            changes.extend((*form != GEOJSON).then_some(("crs", None)));
            let query = self.params.with(&changes);
            Link::new(
                rel,
                form.media,
                self.at(&query),
                if rel == "self" { "this document" } else { "the same in another form" },
            )
        };
        let mut links = vec![own(&GEOJSON, "self")];
        links.extend(FORMS[1..].iter().map(|form| own(form, "alternate")));
        links.extend(self.next(page, &GEOJSON));
        if self.query.offset > 0 {
            let before = self.query.offset.saturating_sub(self.query.limit as u64).to_string();
            let query = self.params.with(&[("offset", Some(&before)), ("f", Some("json"))]);
            links.push(Link::new("prev", GEOJSON.media, self.at(&query), "the page before"));
        }
        let collection = self.base.to(&format!("/collections/{}", self.asking.entry.id));
        links.push(Link::new("collection", "application/json", collection, "the collection"));
        links
    }

    fn next(&self, page: &Page, form: &Form) -> Option<Link> {
        let reached = self.query.offset.saturating_add(page.selection.numbers.len() as u64);
        if reached >= page.selection.matched || page.selection.numbers.is_empty() {
            return None;
        }
        let query = self.params.with(&[("offset", Some(&reached.to_string())), ("f", Some(form.name))]);
        Some(Link::new("next", form.media, self.at(&query), "the next page"))
    }

    fn at(&self, query: &str) -> String {
        self.base.to(&format!("/collections/{}/items?{query}", self.asking.entry.id))
    }

    /// A table, which has no room for credit.
    fn credited(&self, table: Response, page: &Page) -> Response {
        let Asking { entry, served, .. } = *self.asking;
        let nothing = Value::Null;
        let credit = page.credit.as_ref().unwrap_or(&nothing);
        let collection = self.base.to(&format!("/collections/{}", entry.id));
        let licences = licences(credit, &served.atlas, Some(entry.collection()));
        headed(table, credit, (Some(&collection), &licences))
    }

    /// The features as a file of another format.
    fn file(&self, page: &Page, form: &Form, format: OutputFormat) -> Result<Response, Problem> {
        let collection = self.asking.entry.collection();
        let name = format!("{}.{}", self.asking.entry.id, format.extensions().first().copied().unwrap_or(form.name));
        let mut options = WriteOptions::new(format, Path::new(&name));
        options.document.name = Some(self.asking.entry.id.clone());
        options.document.metadata.clone_from(&page.credit);
        let held = |error: WriteError| forms::unwritten(form, &error);
        let mut bytes = Vec::new();
        let mut writer = feature_writer(&mut bytes, options);
        for (at, number) in page.selection.numbers.iter().enumerate() {
            let mut feature = feature(collection, *number);
            if let Some(told) = &page.told {
                told.add(at, &mut feature.properties);
            }
            writer.write(&feature).map_err(held)?;
        }
        writer.finish().map_err(held)?;
        let mut disposition = String::new();
        let _ = write!(disposition, "attachment; filename=\"{name}\"");
        Ok(forms::with(forms::answer(form, bytes), CONTENT_DISPOSITION, &disposition))
    }
}

/// One feature as a document of its own.
#[must_use]
pub fn item(entry: &Entry, number: u32, crs: Crs, base: &BaseUrl) -> Vec<u8> {
    let collection = entry.collection();
    let mut text = Vec::new();
    push_feature(&mut text, collection, number, crs);
    let at = |form: &Form| item_address(entry, collection.ids().id(number), (base, form));
    let links = [
        Link::new("self", GEOJSON.media, at(&GEOJSON), "this document"),
        Link::new("alternate", HTML.media, at(&HTML), "the same as a page"),
        Link::new("collection", "application/json", base.to(&format!("/collections/{}", entry.id)), "the collection"),
    ];
    text.pop();
    text.extend_from_slice(b",\"links\":");
    text.extend_from_slice(links::json(&links).to_string().as_bytes());
    end_with_credit(&mut text, credit(collection).as_ref());
    text
}

/// The address of a feature in a form.
#[must_use]
pub fn item_address(entry: &Entry, id: &str, (base, form): (&BaseUrl, &Form)) -> String {
    let id: String = form_urlencoded::byte_serialize(id.as_bytes()).collect();
    // a blank in a path is %20
    base.to(&format!("/collections/{}/items/{}?f={}", entry.id, id.replace('+', "%20"), form.name))
}

/// Ends an open document with what has to be told of its features.
fn end_with_credit(text: &mut Vec<u8>, credit: Option<&Value>) {
    if let Some(credit) = credit {
        text.extend_from_slice(b",\"metadata\":");
        text.extend_from_slice(credit.to_string().as_bytes());
    }
    text.push(b'}');
}

/// Appends a feature; where it is had in another system than that of the data, with its coordinates there.
fn push_feature(text: &mut Vec<u8>, collection: &Collection, number: u32, crs: Crs) {
    let feature = collection.feature(number);
    if crs == Crs::Crs84 {
        text.extend_from_slice(feature);
        return;
    }
    let Ok(mut document) = serde_json::from_slice::<Value>(feature) else { return };
    if let Some(shape) = collection.shapes().shape(number) {
        let mut there = Vec::new();
        push_geometry(&mut there, &crs.of(shape.geometry()), None);
        document["geometry"] = serde_json::from_slice(&there).unwrap_or(Value::Null);
    }
    text.extend_from_slice(document.to_string().as_bytes());
}

/// A feature as writers take it.
#[must_use]
pub fn feature(collection: &Collection, number: u32) -> Feature {
    let document: Value = serde_json::from_slice(collection.feature(number)).unwrap_or(Value::Null);
    let properties = document.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
    let id = match document.get("id") {
        Some(Value::Number(number)) => Some(FeatureId::Number(number.clone())),
        Some(Value::String(text)) => Some(FeatureId::Text(text.clone())),
        _ => None,
    };
    Feature { id, shape: collection.shapes().shape(number).map(|shape| (*shape).clone()), properties }
}
