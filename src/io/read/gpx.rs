//! Waypoints of GPX 1.1 and 1.0 to records. Not responsible for opening the file; tracks and routes are counted and passed.
//!
//! # Source
//! Topografix, *GPX 1.1 Schema*.

use std::collections::BTreeMap;

use geo_types::{Geometry, Point};
use serde_json::{Value, json};

use crate::io::cell;
use crate::io::read::block::{At, Drafted};
use crate::io::read::bytes::Bytes;
use crate::io::read::escape::Quoted;
use crate::io::read::intake::{Draft, Flaw, Outlet, Stop};
use crate::io::read::kml::degrees;
use crate::io::read::options::ReadOptions;
use crate::io::read::shaping::shaped;
use crate::io::read::what::{Axis, What};
use crate::io::read::xml::{Element, Step, Tree, XmlStream};
use crate::io::write::columns::free_name;
use crate::io::write::gpx::{COLUMN, COLUMNS, KIND, METADATA, NAMESPACE};
use crate::model::feature::{Feature, FeatureId, Properties};
use crate::model::shape::Shape;

/// What messages call the format.
const FORMAT: &str = "GPX document";
/// Records handed on together.
const TOGETHER: usize = 512;

/// Reads all waypoints.
pub(super) fn read(text: Bytes, options: &ReadOptions, outlet: &mut Outlet) -> Result<(), Stop> {
    let mut stream = XmlStream::new(text, FORMAT, options.limits);
    let mut tree = Tree::default();
    let mut waypoints = Waypoints { options, ours: None };
    let mut drafts: Vec<Drafted> = Vec::with_capacity(TOGETHER);
    let mut passed: BTreeMap<String, u64> = BTreeMap::new();
    let mut is_ours = false;
    let mut depth = 0_usize;
    loop {
        let step = stream.step().map_err(|fault| fault.stop(outlet))?;
        match (step, depth) {
            (Step::End, _) => break,
            (Step::Closed, _) => depth = depth.saturating_sub(1),
            (Step::Opened, 0) if stream.name() == "gpx" => {
                is_ours = stream.declares(NAMESPACE);
                depth += 1;
            }
            (Step::Opened, 0) => {
                let reason = format!("the root element is {}, not gpx", stream.name());
                return Err(stream.fault(What::Container { format: FORMAT, reason }).stop(outlet));
            }
            (Step::Opened, _) => {
                let at = stream.at();
                let name = stream.name().to_owned();
                if !matches!(name.as_str(), "wpt" | "metadata") {
                    if matches!(name.as_str(), "trk" | "rte") {
                        *passed.entry(name).or_default() += 1;
                    }
                    stream.skip().map_err(|fault| fault.stop(outlet))?;
                    continue;
                }
                stream.take(&mut tree).map_err(|fault| fault.stop(outlet))?;
                if name == "metadata" {
                    waypoints.told(tree.root(), is_ours, outlet)?;
                    continue;
                }
                drafts.push(waypoints.drafted(tree.root(), at));
                if drafts.len() >= TOGETHER {
                    outlet.drafts(std::mem::replace(&mut drafts, Vec::with_capacity(TOGETHER)))?;
                }
            }
        }
    }
    outlet.drafts(drafts)?;
    if passed.is_empty() {
        return Ok(());
    }
    let parts: Vec<String> = passed.iter().map(|(name, count)| format!("{count} {name}")).collect();
    outlet.tell(What::PartsPassed { parts: parts.join(", ") }, None)
}

/// The columns of a document that we wrote.
struct Ours {
    columns: Vec<String>,
    id: Option<String>,
}

/// Reads waypoints.
struct Waypoints<'a> {
    options: &'a ReadOptions,
    ours: Option<Ours>,
}

impl Waypoints<'_> {
    /// Takes in what the document tells of itself.
    fn told(&mut self, metadata: Element, is_ours: bool, outlet: &mut Outlet) -> Result<(), Stop> {
        let text = |name: &str| metadata.child(name).map(|child| child.text().trim()).filter(|text| !text.is_empty());
        if let Some(name) = text("name") {
            outlet.member("name", name.into())?;
        }
        let extensions = metadata.child("extensions").filter(|_| is_ours);
        let Some(extensions) = extensions else {
            let copyright = metadata.child("copyright");
            let card: Properties = [
                ("description", text("desc")),
                ("attribution", copyright.and_then(|copyright| copyright.attribute("author"))),
                ("licence", copyright.and_then(|copyright| copyright.child("license")).map(Element::text)),
            ]
            .into_iter()
            .filter_map(|(name, text)| Some((name.to_owned(), text?.into())))
            .collect();
            return if card.is_empty() { Ok(()) } else { outlet.member("metadata", card.into()) };
        };
        if let Some(columns) = extensions.child(COLUMNS) {
            self.ours = serde_json::from_str(columns.text())
                .ok()
                .map(|names| Ours { columns: names, id: columns.attribute("id").map(str::to_owned) });
        }
        match extensions.child(METADATA).and_then(|json| serde_json::from_str(json.text()).ok()) {
            Some(metadata) => outlet.member("metadata", metadata),
            None => Ok(()),
        }
    }

    fn drafted(&self, element: Element, at: At) -> Drafted {
        let mut notes = Vec::new();
        let (id, properties) = match (&self.ours, element.child("extensions")) {
            (Some(ours), Some(extensions)) => own(ours, extensions),
            _ => (None, foreign(element, &mut notes)),
        };
        match self.shape(element, &mut notes) {
            Ok(shape) => {
                let feature = Feature { id, shape, properties };
                Drafted { at: Some(at), record: Ok(Draft { feature, notes }), verbatim: String::new() }
            }
            Err(what) => {
                let degrees = ["lon", "lat"].map(|axis| element.attribute(axis));
                let verbatim = json!({ "id": id, "properties": properties, "lon_lat": degrees });
                Drafted { at: Some(at), record: Err(Flaw::Record(what)), verbatim: verbatim.to_string() }
            }
        }
    }

    fn shape(&self, element: Element, notes: &mut Vec<What>) -> Result<Option<Shape>, What> {
        let of = |name: &'static str, axis| match element.attribute(name) {
            Some(text) => degrees(text.trim(), axis),
            None => Err(What::NoMember { name }),
        };
        let at = Point::new(of("lon", Axis::Longitude)?, of("lat", Axis::Latitude)?);
        shaped(Geometry::Point(at), self.options.longitudes, notes)
    }
}

/// The record as our own document's extensions hold it: its other elements are made of these.
fn own(ours: &Ours, extensions: Element) -> (Option<FeatureId>, Properties) {
    let mut properties: Properties = ours.columns.iter().map(|name| (name.clone(), Value::Null)).collect();
    for cell in extensions.children() {
        let name = cell.attribute(COLUMN).unwrap_or(cell.name());
        let text = || Value::from(cell.text());
        let value = match cell.attribute(KIND) {
            Some("whole" | "real") if cell::is_number(cell.text()) => {
                cell.text().parse().map_or_else(|_| text(), Value::Number)
            }
            Some("flag") => cell.text().parse().map_or_else(|_| text(), Value::Bool),
            Some("nested") => serde_json::from_str(cell.text()).unwrap_or_else(|_| text()),
            _ => text(),
        };
        properties.insert(name.to_owned(), value);
    }
    let id = ours.id.as_ref().and_then(|id| match properties.get(id)? {
        Value::Number(number) => Some(FeatureId::Number(number.clone())),
        Value::String(text) => Some(FeatureId::Text(text.clone())),
        _ => None,
    });
    (id, properties)
}

/// All that a waypoint says, numbers as numbers; extensions by the names of their innermost elements.
fn foreign(element: Element, notes: &mut Vec<What>) -> Properties {
    let mut properties = Properties::new();
    let mut put = |name: &str, value: Value| push(&mut properties, name, value, notes);
    for child in element.children() {
        match child.name() {
            "extensions" => push_leaves(child, &mut put),
            "link" => {
                let href = child.attribute("href").unwrap_or_default();
                put("link", href.into());
                if let Some(text) = child.child("text") {
                    put("link_text", text.text().into());
                }
            }
            // a height in metres, which shapes do not have
            "ele" => put("ele_m", cell::value(child.text().trim())),
            name @ ("magvar" | "geoidheight" | "sat" | "hdop" | "vdop" | "pdop" | "ageofdgpsdata" | "dgpsid") => {
                put(name, cell::value(child.text().trim()));
            }
            name => put(name, child.text().into()),
        }
    }
    properties
}

fn push_leaves(element: Element, put: &mut dyn FnMut(&str, Value)) {
    for child in element.children() {
        if child.children().next().is_some() {
            push_leaves(child, put);
        } else {
            put(child.name(), child.text().into());
        }
    }
}

/// Takes in a property; where another one has its name and says something else, under the next free name, which is told.
fn push(properties: &mut Properties, name: &str, value: Value, notes: &mut Vec<What>) {
    match properties.get(name) {
        None => {
            properties.insert(name.to_owned(), value);
        }
        Some(known) if *known == value => {}
        Some(_) => {
            let given = free_name(&format!("{name}_2"), "gpx_", |name| properties.contains_key(name));
            notes.push(What::NameTaken { name: Quoted::new(name), given: Quoted::new(&given) });
            properties.insert(given, value);
        }
    }
}
