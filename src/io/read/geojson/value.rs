//! Properties: valid JSON text to values, no digit lost in silence. Not responsible for what a property means.

use serde_json::{Map, Value};

use crate::io::read::escape::Quoted;
use crate::io::read::geojson::cursor::{Cursor, members};
use crate::io::read::geojson::number::number;
use crate::io::read::what::What;
use crate::model::feature::Properties;

/// The properties that `object` holds; keys repeated further inside are noted.
pub(super) fn properties(object: &str, notes: &mut Vec<What>) -> Result<Properties, What> {
    let members = members(object)?;
    let mut properties = Properties::with_capacity(members.len());
    for member in members {
        let value = value(member.value, notes)?;
        let name = Quoted::new(&member.name);
        if properties.insert(member.name.into_owned(), value).is_some() {
            return Err(What::DuplicateProperty { name });
        }
    }
    Ok(properties)
}

/// The value of a valid JSON text.
///
/// # Cost
/// Recurses once for each level, so the depth must have been checked.
pub(super) fn value(text: &str, notes: &mut Vec<What>) -> Result<Value, What> {
    next_value(&mut Cursor::new(text), notes)
}

fn next_value(cursor: &mut Cursor, notes: &mut Vec<What>) -> Result<Value, What> {
    Ok(match cursor.peek() {
        b'"' => Value::String(cursor.string()?.into_owned()),
        b'[' => array(cursor, notes)?,
        b'{' => object(cursor, notes)?,
        _ => match cursor.value() {
            "null" => Value::Null,
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            text => Value::Number(number(text)?),
        },
    })
}

fn array(cursor: &mut Cursor, notes: &mut Vec<What>) -> Result<Value, What> {
    cursor.eat(b'[');
    let mut values = Vec::new();
    while !cursor.eat(b']') && cursor.peek() != 0 {
        values.push(next_value(cursor, notes)?);
        cursor.eat(b',');
    }
    Ok(Value::Array(values))
}

fn object(cursor: &mut Cursor, notes: &mut Vec<What>) -> Result<Value, What> {
    cursor.eat(b'{');
    let mut map = Map::new();
    while !cursor.eat(b'}') && cursor.peek() != 0 {
        let name = cursor.string()?.into_owned();
        cursor.eat(b':');
        let value = next_value(cursor, notes)?;
        cursor.eat(b',');
        if map.contains_key(&name) {
            notes.push(What::RepeatedKey { name: Quoted::new(&name) });
        }
        map.insert(name, value);
    }
    Ok(Value::Object(map))
}
