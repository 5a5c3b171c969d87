//! A patch between two editions, read from its text. Not responsible for applying it. `io::write::patch` says what its members
//! are.

use std::ops::ControlFlow;

use serde_json::{Map, Value};
use thiserror::Error;

use crate::io::read::event::Event;
use crate::io::read::features::read_features;
use crate::io::read::input::{Input, open_text, whole};
use crate::io::read::options::{InputFormat, ReadOptions};
use crate::io::read::what::What;
use crate::model::feature::{Feature, FeatureId, Properties};
use crate::model::patch::{Change, Edition, FieldChange, Lone, Patch};
use crate::model::sameness::Sameness;
use crate::model::shape::Shape;
use crate::units::Metres;

/// A patch of more bytes is not read: it is held in memory, several times as large.
const PATCH_BYTES_MAX: usize = 1 << 30;

/// Why a file is no patch.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PatchFileError {
    /// Its text cannot be had.
    #[error(transparent)]
    Unreadable(#[from] What),
    /// It is too large to be held.
    #[error("the patch has more than {limit} bytes; make it of fewer records")]
    TooLarge {
        /// The largest that is read.
        limit: usize,
    },
    /// It is not JSON.
    #[error("line {line}, column {column}: this is not JSON; a patch is what sarhad diff --format json writes")]
    Syntax {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// A member is missing, or is something else.
    #[error("{place}: {expected} is needed; a patch is what sarhad diff --format json writes")]
    Member {
        /// Which member: `changed[3].fields`.
        place: String,
        /// What is needed.
        expected: &'static str,
    },
    /// A geometry is none.
    #[error("{place}: {what}")]
    Geometry {
        /// Which member it is of.
        place: String,
        /// What is wrong with it.
        what: String,
    },
}

/// The patch that `input` holds.
///
/// # Errors
/// [`PatchFileError`]: the first member that is not as it should be.
pub fn read_patch(input: Input) -> Result<Patch, PatchFileError> {
    let mut bytes =
        open_text(input, &ReadOptions { format: Some(InputFormat::GeoJson), ..ReadOptions::default() })?.bytes;
    let text = whole(&mut bytes, PATCH_BYTES_MAX)?.ok_or(PatchFileError::TooLarge { limit: PATCH_BYTES_MAX })?;
    let syntax = |error: serde_json::Error| PatchFileError::Syntax { line: error.line(), column: error.column() };
    let value: Value = serde_json::from_slice(&text).map_err(syntax)?;
    drop(text);
    patch_of(&value)
}

fn patch_of(value: &Value) -> Result<Patch, PatchFileError> {
    let whole = value.as_object().ok_or_else(|| wrong("patch".to_owned(), "an object"))?;
    if whole.get("patch").and_then(Value::as_u64) != Some(1) {
        return Err(wrong("patch".to_owned(), "the number 1"));
    }
    let sameness = whole.get("compared").and_then(Value::as_str).and_then(Sameness::named);
    let mut shapes = Shapes::default();
    let lones = |shapes: &mut Shapes, name: &str| {
        each(whole, name)?.map(|(place, members)| lone(shapes, &place, members?)).collect::<Result<Vec<_>, _>>()
    };
    let (mut added, mut withdrawn) = (lones(&mut shapes, "added")?, lones(&mut shapes, "withdrawn")?);
    let mut changed = each(whole, "changed")?
        .map(|(place, members)| change(&mut shapes, &place, members?))
        .collect::<Result<Vec<_>, _>>()?;
    let mut found = shapes.read()?.into_iter();
    for lone in added.iter_mut().chain(&mut withdrawn) {
        lone.feature.shape = found.next().flatten();
    }
    for shape in changed.iter_mut().filter_map(|change: &mut Change| change.shape.as_mut()).flatten() {
        *shape = found.next().flatten();
    }
    Ok(Patch {
        sameness: sameness.ok_or_else(|| wrong("compared".to_owned(), "\"as-written\" or \"values\""))?,
        aside: whole.get("aside").map_or(Ok(Vec::new()), texts)?,
        old: edition(whole, "old")?,
        new: edition(whole, "new")?,
        added,
        withdrawn,
        changed,
        order: whole.get("order").map(order).transpose()?,
    })
}

fn wrong(place: String, expected: &'static str) -> PatchFileError {
    PatchFileError::Member { place, expected }
}

type Members = Map<String, Value>;
/// A member of a list: where it stands, and itself.
type Listed<'a> = (String, Result<&'a Members, PatchFileError>);

fn each<'a>(whole: &'a Members, name: &str) -> Result<impl Iterator<Item = Listed<'a>>, PatchFileError> {
    let list = whole.get(name).and_then(Value::as_array).ok_or_else(|| wrong(name.to_owned(), "a list"))?;
    let name = name.to_owned();
    Ok(list.iter().enumerate().map(move |(number, item)| {
        let place = format!("{name}[{number}]");
        (place.clone(), item.as_object().ok_or_else(|| wrong(place, "an object")))
    }))
}

fn texts(value: &Value) -> Result<Vec<String>, PatchFileError> {
    let texts: Option<Vec<String>> =
        value.as_array().and_then(|items| items.iter().map(|item| item.as_str().map(str::to_owned)).collect());
    texts.ok_or_else(|| wrong("aside".to_owned(), "a list of names"))
}

fn order(value: &Value) -> Result<Vec<usize>, PatchFileError> {
    let numbers: Option<Vec<usize>> = value.as_array().and_then(|items| items.iter().map(record_number).collect());
    numbers.ok_or_else(|| wrong("order".to_owned(), "a list of numbers from 1"))
}

/// A number of a record, which counts from 1, as one from 0.
fn record_number(value: &Value) -> Option<usize> {
    usize::try_from(value.as_u64()?).ok()?.checked_sub(1)
}

fn edition(whole: &Members, name: &str) -> Result<Edition, PatchFileError> {
    let read = || {
        let members = whole.get(name)?.as_object()?;
        let records = usize::try_from(members.get("records")?.as_u64()?).ok()?;
        let content = u64::from_str_radix(members.get("content")?.as_str()?, 16).ok()?;
        Some(Edition { records, content })
    };
    read().ok_or_else(|| wrong(name.to_owned(), "\"records\" and \"content\""))
}

fn at(place: &str, members: &Members) -> Result<usize, PatchFileError> {
    let number = members.get("record").and_then(record_number);
    number.ok_or_else(|| wrong(format!("{place}.record"), "a number from 1"))
}

fn text(place: &str, members: &Members, name: &str) -> Result<String, PatchFileError> {
    let text = members.get(name).and_then(Value::as_str).map(str::to_owned);
    text.ok_or_else(|| wrong(format!("{place}.{name}"), "a text"))
}

fn id(place: &str, value: Option<&Value>) -> Result<Option<FeatureId>, PatchFileError> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(FeatureId::Text(text.clone()))),
        Some(Value::Number(number)) => Ok(Some(FeatureId::Number(number.clone()))),
        Some(_) => Err(wrong(format!("{place}.id"), "a text or a number")),
    }
}

fn lone(shapes: &mut Shapes, place: &str, members: &Members) -> Result<Lone, PatchFileError> {
    shapes.push(format!("{place}.geometry"), members.get("geometry"));
    let properties: Option<Properties> = members.get("properties").and_then(Value::as_object).cloned();
    Ok(Lone {
        at: at(place, members)?,
        name: text(place, members, "called")?,
        feature: Feature {
            id: id(place, members.get("id"))?,
            shape: None,
            properties: properties.ok_or_else(|| wrong(format!("{place}.properties"), "an object"))?,
        },
    })
}

fn change(shapes: &mut Shapes, place: &str, members: &Members) -> Result<Change, PatchFileError> {
    let shape = match members.get("geometry").map(|both| both.as_array().map(Vec::as_slice)) {
        None => None,
        Some(Some([old, new])) => {
            shapes.push(format!("{place}.geometry"), Some(old));
            shapes.push(format!("{place}.geometry"), Some(new));
            Some([None, None])
        }
        Some(_) => return Err(wrong(format!("{place}.geometry"), "the old and the new one")),
    };
    Ok(Change {
        at: at(place, members)?,
        name: text(place, members, "id")?,
        id: members.get("new_id").map(|new| id(place, Some(new))).transpose()?,
        fields: fields(place, members)?,
        shape,
        moved: members.get("moved_km").and_then(Value::as_f64).map(Metres::from_km),
    })
}

fn fields(place: &str, members: &Members) -> Result<Vec<FieldChange>, PatchFileError> {
    let mut changes = Vec::new();
    for name in ["fields", "fields_added", "fields_removed"] {
        let Some(value) = members.get(name) else { continue };
        let fields = value.as_object().ok_or_else(|| wrong(format!("{place}.{name}"), "an object"))?;
        for (field, value) in fields {
            let (old, new) = match (name, value.as_array().map(Vec::as_slice)) {
                ("fields_added", _) => (None, Some(value.clone())),
                ("fields_removed", _) => (Some(value.clone()), None),
                (_, Some([old, new])) => (Some(old.clone()), Some(new.clone())),
                _ => return Err(wrong(format!("{place}.fields.{field}"), "the old and the new value")),
            };
            changes.push(FieldChange { name: field.clone(), old, new });
        }
    }
    Ok(changes)
}

/// Geometries on their way through the one reader that there is for them.
#[derive(Default)]
struct Shapes {
    places: Vec<String>,
    lines: String,
}

impl Shapes {
    fn push(&mut self, place: String, geometry: Option<&Value>) {
        let geometry = geometry.map_or_else(|| "null".to_owned(), Value::to_string);
        self.lines.push_str("{\"type\":\"Feature\",\"properties\":null,\"geometry\":");
        self.lines.push_str(&geometry);
        self.lines.push_str("}\n");
        self.places.push(place);
    }

    fn read(self) -> Result<Vec<Option<Shape>>, PatchFileError> {
        let Self { places, lines } = self;
        if places.is_empty() {
            return Ok(Vec::new());
        }
        let mut options = ReadOptions { format: Some(InputFormat::GeoJsonSeq), ..ReadOptions::default() };
        options.limits.feature_bytes = lines.len();
        let input =
            Input::Stream { name: "patch".to_owned(), reader: Box::new(std::io::Cursor::new(lines.into_bytes())) };
        let mut shapes = Vec::new();
        let mut refused = None;
        let read = read_features(input, &options, &mut |event| match event {
            Event::Kept(record) => {
                shapes.push(record.feature.shape);
                ControlFlow::Continue(())
            }
            Event::Problem(problem) if problem.verbatim.is_some() => {
                refused = Some(problem.what.to_string());
                ControlFlow::Break(())
            }
            _ => ControlFlow::Continue(()),
        });
        let failed = |what: String| PatchFileError::Geometry {
            place: places.get(shapes.len()).cloned().unwrap_or_default(),
            what,
        };
        match (read, refused) {
            (_, Some(what)) => Err(failed(what)),
            (Err(problem), None) => Err(failed(problem.what.to_string())),
            (Ok(_), None) => Ok(shapes),
        }
    }
}
