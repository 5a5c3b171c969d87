//! Which layers a package says it has, and what their columns are. Not responsible for their rows.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params};

use crate::io::read::escape::Quoted;
use crate::io::read::gpkg::database::refused;
use crate::io::read::what::What;

/// Tables that hold no data of the user's, though they are listed as if they did.
const ASIDE: [&str; 3] = ["layer_styles", "qgis_projects", "ogr_empty_table"];
/// The type of a table with geometries.
const FEATURES: &str = "features";
/// The code of WGS 84, and of the same with heights.
const WGS84: [i64; 2] = [4326, 4979];
/// What is told of map tiles in a database.
const TILES: &str = "it is MBTiles, map tiles drawn coarser than what they were made of; convert that";
/// Layers of a package at most: more than a person would look at.
const LAYERS_MAX: usize = 10_000;

/// What a layer's coordinates refer to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Srs {
    Wgs84,
    /// It says that it does not say.
    Unstated,
    Other(String),
    /// It has no coordinates.
    None,
}

/// What the values of a column are to become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Flag,
    Moment,
    Json,
    AsStored,
}

/// A column of a layer.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// Whether it holds bytes rather than text or numbers.
    pub(super) is_bytes: bool,
    /// Whether it is the table's key.
    pub(super) is_key: bool,
}

/// A layer.
#[derive(Debug, Clone)]
pub(super) struct Layer {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    /// The number of the column of geometries.
    pub(super) geometry: Option<usize>,
    pub(super) srs: Srs,
    /// Its own number of the reference system, which its geometries repeat.
    pub(super) srs_id: i64,
    /// Why it cannot be read.
    flaw: Option<String>,
}

impl Layer {
    /// The layer, unless it cannot be read.
    pub(super) fn readable(&self) -> Result<&Self, What> {
        match &self.flaw {
            Some(flaw) => Err(refused(format!("layer {} {flaw}", Quoted::new(&self.name).as_str()))),
            None => Ok(self),
        }
    }

    /// The SQL that asks for its rows by their keys, each behind its key.
    pub(super) fn query(&self) -> String {
        let key = key(&self.columns).unwrap_or_else(|| KEYS[0].to_owned());
        let columns = self.columns.iter().map(|column| quoted(&column.name));
        let columns: Vec<String> = std::iter::once(key.clone()).chain(columns).collect();
        format!("SELECT {} FROM {} ORDER BY {key}", columns.join(", "), quoted(&self.name))
    }
}

/// What the database calls the key of any table, unless a column of the user's is called so.
const KEYS: [&str; 3] = ["_rowid_", "rowid", "oid"];

/// The name by which the key of a table of these columns is asked for.
fn key(columns: &[Column]) -> Option<String> {
    let is_free = |key: &&str| !columns.iter().any(|column| column.name.eq_ignore_ascii_case(key));
    let own = || columns.iter().find(|column| column.is_key).map(|column| quoted(&column.name));
    KEYS.into_iter().find(is_free).map(str::to_owned).or_else(own)
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The layers of features and of attributes, in the order of their tables; of each table no more columns than one beyond
/// `columns_max`, at which it is refused.
pub(super) fn layers(connection: &Connection, columns_max: usize) -> Result<Vec<Layer>, What> {
    let failed = |error: rusqlite::Error| refused(error.to_string().to_lowercase());
    let listed = "SELECT table_name, lower(data_type) FROM gpkg_contents \
                  WHERE lower(data_type) IN ('features', 'attributes', 'aspatial') ORDER BY rowid";
    let mut statement = match connection.prepare(listed) {
        Ok(statement) => statement,
        Err(error) if error.to_string().contains("no such table") => {
            let is_tiles = connection.prepare("SELECT zoom_level, tile_data FROM tiles").is_ok();
            return Err(refused(if is_tiles {
                TILES
            } else {
                "it is an SQLite database without the table gpkg_contents"
            }));
        }
        Err(error) => return Err(failed(error)),
    };
    let found = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)));
    let found: Vec<(String, String)> =
        found.map_err(failed)?.take(LAYERS_MAX + 1).collect::<Result<_, _>>().map_err(failed)?;
    if found.len() > LAYERS_MAX {
        return Err(refused(format!("it has more than {LAYERS_MAX} layers")));
    }
    let found = found.into_iter().filter(|(name, _)| !ASIDE.contains(&name.as_str()));
    let json = json_columns(connection);
    let layers = found.map(|(name, kind)| layer(connection, name, (&kind, &json), columns_max));
    let layers: Vec<Layer> = layers.collect::<Result<_, _>>().map_err(failed)?;
    if layers.is_empty() { Err(refused("it has no layer of features or attributes")) } else { Ok(layers) }
}

/// Columns that hold JSON, by the names of table and column in small letters.
type JsonColumns = HashSet<(String, String)>;

fn layer(
    connection: &Connection,
    name: String,
    (data_type, json): (&str, &JsonColumns),
    columns_max: usize,
) -> rusqlite::Result<Layer> {
    let flaw = flaw(connection, &name)?;
    let columns = if flaw.is_none() { columns(connection, &name, json, columns_max)? } else { Vec::new() };
    let mut layer = Layer { name, columns, geometry: None, srs: Srs::None, srs_id: 0, flaw };
    if key(&layer.columns).is_none() {
        layer.flaw = Some(format!("has columns called {}, so that the keys of its rows have no name", KEYS.join(", ")));
    }
    if data_type != FEATURES || layer.flaw.is_some() {
        return Ok(layer);
    }
    let drawn = "SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE lower(table_name) = lower(?)";
    let drawn = connection.query_row(drawn, [&layer.name], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)));
    let Some((column, srs_id)) = drawn.optional()? else {
        layer.flaw = Some("has no row in gpkg_geometry_columns, so its geometries are not known".to_owned());
        return Ok(layer);
    };
    layer.geometry = layer.columns.iter().position(|known| known.name.eq_ignore_ascii_case(&column));
    if let Some(number) = layer.geometry {
        layer.columns[number].is_bytes = false;
    } else {
        layer.flaw =
            Some(format!("has no column {}, which its geometries are to be in", Quoted::new(&column).as_str()));
    }
    layer.srs = srs(connection, srs_id)?;
    layer.srs_id = srs_id;
    Ok(layer)
}

/// Why the table cannot be read, if it cannot.
fn flaw(connection: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    let kind = "SELECT type, wr FROM pragma_table_list(?) WHERE schema = 'main'";
    let kind = connection.query_row(kind, [name], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)));
    let flaw = match kind.optional()? {
        None => "is listed in gpkg_contents, and there is no such table",
        Some((kind, _)) if kind == "view" => "is a view, which is not read; make a table of it first, as ogr2ogr does",
        Some((kind, _)) if kind != "table" => "is no ordinary table, so it is not read",
        Some((_, 1)) => "has no integer primary key; copy it with ogr2ogr first",
        Some(_) => return Ok(None),
    };
    Ok(Some(flaw.to_owned()))
}

/// All of them at once: a package may list many; none where it lists nothing of the kind, or not as it should.
fn json_columns(connection: &Connection) -> JsonColumns {
    let listed = "SELECT lower(table_name), lower(column_name) FROM gpkg_data_columns \
                  WHERE lower(mime_type) = 'application/json'";
    let Ok(mut listed) = connection.prepare(listed) else { return JsonColumns::new() };
    let found = listed.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    found.map(|found| found.map_while(Result::ok).collect()).unwrap_or_default()
}

fn columns(
    connection: &Connection,
    table: &str,
    json: &JsonColumns,
    columns_max: usize,
) -> rusqlite::Result<Vec<Column>> {
    let mut listed = connection
        .prepare("SELECT name, upper(type), pk FROM pragma_table_xinfo(?1) WHERE hidden IN (0, 2, 3) LIMIT ?2")?;
    // one more than may be shows that there are too many
    let most = i64::try_from(columns_max).unwrap_or(i64::MAX).saturating_add(1);
    let mut rows = listed.query(params![table, most])?;
    let mut columns: Vec<Column> = Vec::new();
    let mut parts = 0;
    while let Some(row) = rows.next()? {
        let (name, declared): (String, String) = (row.get(0)?, row.get(1)?);
        let is_json = json.contains(&(table.to_ascii_lowercase(), name.to_ascii_lowercase()));
        let declared = declared.split('(').next().unwrap_or_default().trim().to_owned();
        let kind = match declared.as_str() {
            _ if is_json => Kind::Json,
            "BOOLEAN" => Kind::Flag,
            "DATETIME" => Kind::Moment,
            _ => Kind::AsStored,
        };
        let is_part = row.get::<_, i64>(2)? > 0;
        parts += usize::from(is_part);
        let is_key = is_part && declared == "INTEGER";
        columns.push(Column { name, kind, is_bytes: declared == "BLOB", is_key });
    }
    if parts > 1 {
        // of a key of several columns none is the key of its row
        for column in &mut columns {
            column.is_key = false;
        }
    }
    Ok(columns)
}

fn srs(connection: &Connection, srs_id: i64) -> rusqlite::Result<Srs> {
    if matches!(srs_id, 0 | -1) {
        return Ok(Srs::Unstated);
    }
    let known = "SELECT organization, organization_coordsys_id, srs_name FROM gpkg_spatial_ref_sys WHERE srs_id = ?";
    let known = connection.query_row(known, [srs_id], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, String>(2)?))
    });
    Ok(match known.optional()? {
        Some((of, code, _)) if of.eq_ignore_ascii_case("EPSG") && WGS84.contains(&code) => Srs::Wgs84,
        Some((of, code, name)) => Srs::Other(format!("{of}:{code} ({name})")),
        None => Srs::Other(format!("number {srs_id}, which the file does not explain,")),
    })
}
