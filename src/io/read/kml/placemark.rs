//! A placemark as a record. Not responsible for its geometry's form.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::io::mark::MarkColumns;
use crate::io::read::block::{At, Drafted};
use crate::io::read::intake::{Draft, Flaw};
use crate::io::read::kml::document::value_of;
use crate::io::read::kml::geometry::{geometry, is_geometry, without_circle};
use crate::io::read::kml::schema::{Schema, Schemas};
use crate::io::read::options::ReadOptions;
use crate::io::read::shaping::shaped;
use crate::io::read::what::What;
use crate::io::read::xml::Element;
use crate::io::write::columns::free_name;
use crate::io::write::kml::SCHEMA_ID;
use crate::io::write::xml::held;
use crate::model::feature::{Feature, FeatureId, Properties};
use crate::model::shape::Shape;

/// Reads placemarks.
pub(super) struct Placemarks<'a> {
    options: &'a ReadOptions,
    /// The column of ids, in documents that we wrote.
    pub(super) id_column: Option<String>,
    /// How marks' words are made of our schema's columns.
    marks: Option<MarkColumns>,
    /// Elements of placemarks that are not read, and hold data.
    pub(super) passed: BTreeMap<&'static str, u64>,
}

impl<'a> Placemarks<'a> {
    pub(super) fn new(options: &'a ReadOptions) -> Self {
        Self { options, id_column: None, marks: None, passed: BTreeMap::new() }
    }

    /// The record that a `Placemark` element is, which begins at `at`.
    pub(super) fn drafted(&mut self, element: Element, at: At, around: (&Schemas, Option<String>)) -> Drafted {
        let mut notes = Vec::new();
        let mut feature = self.described(element, around);
        match self.shape(element, &feature, &mut notes) {
            Ok(shape) => {
                feature.shape = shape;
                Drafted { at: Some(at), record: Ok(Draft { feature, notes }), verbatim: String::new() }
            }
            Err(what) => {
                let geometry = element.children().find(|child| is_geometry(child.name()));
                let geometry = geometry.map(|geometry| format!("{}: {}", geometry.name(), geometry.text().trim()));
                let verbatim = json!({ "id": feature.id, "properties": feature.properties, "kml_geometry": geometry });
                Drafted { at: Some(at), record: Err(Flaw::Record(what)), verbatim: verbatim.to_string() }
            }
        }
    }

    /// The record without its place.
    fn described(&mut self, element: Element, (schemas, folder): (&Schemas, Option<String>)) -> Feature {
        let data = element.child("ExtendedData");
        let typed = data.into_iter().flat_map(Element::children).find_map(|data| {
            let schema = schemas.named(data.attribute("schemaUrl")?)?;
            schema.is_ours().then_some((schema, data))
        });
        let own = typed.or_else(|| named_cells(data?, schemas));
        let words = words(element, folder);
        let mut properties = Properties::new();
        let Some((schema, own)) = own else {
            for (name, text) in words {
                properties.insert(name.to_owned(), text.into());
            }
            for data in data.into_iter().flat_map(Element::children) {
                push_data(&mut properties, data, schemas);
            }
            self.count_passed(element);
            let id = element.attribute("id").filter(|id| !id.is_empty());
            return Feature { id: id.map(|id| FeatureId::Text(id.to_owned())), shape: None, properties };
        };
        push_schema_data(&mut properties, own, Some(schema));
        let made = self.made_words(schema, own);
        for (name, text) in words {
            // what is made of the columns is no news; what somebody has changed is
            if !made.contains(&(name, text.clone())) && name != "folder" {
                put(&mut properties, name, text.into());
            }
        }
        let is_other = |data: &Element| data.attribute("schemaUrl").is_none() && !is_cell(*data, schema);
        for data in data.into_iter().flat_map(Element::children).filter(is_other) {
            push_data(&mut properties, data, schemas);
        }
        let id = self.id_column.as_ref().and_then(|column| properties.get(column)).and_then(|id| match id {
            Value::Number(number) => Some(FeatureId::Number(number.clone())),
            Value::String(text) => Some(FeatureId::Text(text.clone())),
            _ => None,
        });
        Feature { id, shape: None, properties }
    }

    /// The words that our own documents make of a record's columns.
    fn made_words(&mut self, schema: &Schema, own: Element) -> Vec<(&'static str, String)> {
        let id_column = self.id_column.as_deref();
        let marks = self.marks.get_or_insert_with(|| schema.marks(id_column));
        let names: Vec<&str> = schema.names().collect();
        let cells = |column: usize| -> Option<Cow<str>> {
            let data = own.children().find(|data| data.attribute("name") == Some(names[column]))?;
            Some(Cow::Borrowed(cell_text(data)))
        };
        let mark = marks.mark(&cells);
        let time = marks.time(&cells);
        let mut made = vec![("snippet", held(&mark.line)), ("description", held(&mark.html()))];
        made.extend(mark.name.iter().map(|name| ("name", held(name))));
        made.extend(time.only().map(|only| ("date", only.to_owned())));
        made.extend(time.begin.map(|begin| ("date_start", begin)));
        made.extend(time.end.map(|end| ("date_end", end)));
        made
    }

    fn shape(&self, element: Element, feature: &Feature, notes: &mut Vec<What>) -> Result<Option<Shape>, What> {
        let mut geometries = element.children().filter(|child| is_geometry(child.name()));
        let Some(first) = geometries.next() else { return Ok(None) };
        if geometries.next().is_some() {
            let reason = "the placemark has two geometries outside of a MultiGeometry".to_owned();
            return Err(What::GeometryBytes { reason });
        }
        let Some(mut drawn) = geometry(first, notes)? else { return Ok(None) };
        if let Some(marks) = &self.marks {
            let names: Vec<&String> = feature.properties.keys().collect();
            let cells = |column: usize| crate::model::feature::cell_text(feature.properties.get(*names.get(column)?)?);
            if let Some(radius) = marks.placing(&cells).and_then(|placing| placing.radius) {
                drawn = without_circle(drawn, radius);
            }
        }
        shaped(drawn, self.options.longitudes, notes)
    }

    fn count_passed(&mut self, element: Element) {
        for child in element.children() {
            let name = match child.name() {
                "Region" => "Region",
                "AddressDetails" => "AddressDetails",
                "Metadata" => "Metadata",
                "Track" | "MultiTrack" => "times of Track",
                _ => continue,
            };
            *self.passed.entry(name).or_default() += 1;
        }
    }
}

/// What a placemark's own elements say, by the names that properties then have.
fn words(element: Element, folder: Option<String>) -> Vec<(&'static str, String)> {
    let mut words = Vec::new();
    let mut push = |name: &'static str, text: &str| {
        if !text.trim().is_empty() {
            words.push((name, text.to_owned()));
        }
    };
    for child in element.children() {
        match child.name() {
            "name" => push("name", child.text()),
            "description" => push("description", child.text()),
            "Snippet" | "snippet" => push("snippet", child.text()),
            "address" => push("address", child.text()),
            "phoneNumber" => push("phone", child.text()),
            "author" => push("author", child.text().trim()),
            "link" => push("link", child.attribute("href").unwrap_or_default()),
            "TimeStamp" => push("date", child.child("when").map(Element::text).unwrap_or_default().trim()),
            "TimeSpan" => {
                for (end, name) in [("begin", "date_start"), ("end", "date_end")] {
                    push(name, child.child(end).map(Element::text).unwrap_or_default().trim());
                }
            }
            _ => {}
        }
    }
    if let Some(folder) = folder {
        push("folder", &folder);
    }
    words
}

/// Our schema and the cells of a placemark that holds them as `Data`, as those of our archives do: nothing else is in `data`.
fn named_cells<'s, 'e>(data: Element<'e>, schemas: &'s Schemas) -> Option<(&'s Schema, Element<'e>)> {
    let schema = schemas.named(SCHEMA_ID).filter(|schema| schema.is_ours())?;
    data.children().all(|cell| is_cell(cell, schema)).then_some((schema, data))
}

/// Whether `data` is a `Data` element that holds a cell of `schema`.
fn is_cell(data: Element, schema: &Schema) -> bool {
    data.name() == "Data" && data.attribute("name").is_some_and(|called| schema.names().any(|name| name == called))
}

/// What a cell says, however it is held.
fn cell_text(cell: Element<'_>) -> &str {
    value_of(cell).unwrap_or_else(|| cell.text())
}

/// Takes in a part of `ExtendedData`.
fn push_data(properties: &mut Properties, data: Element, schemas: &Schemas) {
    match data.name() {
        "Data" => {
            let name = data.attribute("name").unwrap_or_default();
            let value = value_of(data).map_or(Value::Null, Value::from);
            put(properties, name, value);
        }
        "SchemaData" => {
            let schema = data.attribute("schemaUrl").and_then(|url| schemas.named(url));
            push_schema_data(properties, data, schema);
        }
        // arbitrary XML of another namespace
        name => put(properties, name, Value::from(data.text())),
    }
}

/// Takes in the cells of a `SchemaData` element, and a null for each column that has none.
fn push_schema_data(properties: &mut Properties, data: Element, schema: Option<&Schema>) {
    let mut cells = Properties::new();
    for name in schema.into_iter().flat_map(Schema::names) {
        cells.insert(name.to_owned(), Value::Null);
    }
    for cell in data.children() {
        let name = cell.attribute("name").unwrap_or_default();
        let value = |text: &str| schema.map_or_else(|| Value::from(text), |schema| schema.value(name, text));
        let value = match cell.name() {
            "SimpleData" | "Data" => value(cell_text(cell)),
            "SimpleArrayData" => cell.children().map(|one| value(one.text())).collect(),
            _ => continue,
        };
        cells.insert(name.to_owned(), value);
    }
    for (name, value) in cells {
        put(properties, &name, value);
    }
}

/// Takes in a property; where another one has its name and says something else, under the next free name.
fn put(properties: &mut Properties, name: &str, value: Value) {
    let (known, is_said) = (properties.get(name), !value.is_null());
    match known {
        None | Some(Value::Null) => properties.insert(name.to_owned(), value),
        Some(known) if *known == value || !is_said => None,
        Some(_) => {
            let free = free_name(&format!("{name}_2"), "kml_", |name| properties.contains_key(name));
            properties.insert(free, value)
        }
    };
}
