//! The columns of a table: their names, and which of them say where. Not responsible for rows.

use std::collections::HashSet;

use crate::io::cell::is_number;
use crate::io::read::escape::Quoted;
use crate::io::read::event::PlaceColumns;
use crate::io::read::options::{Header, Places, ReadOptions};
use crate::io::read::point::PAIRS;
use crate::io::read::what::What;
use crate::model::profile::{Profile, Recognised, Role, folded as fold};

/// Names of columns that hold WKT, used where no pair of coordinates is found.
const WKT: [&str; 5] = ["wkt", "geom_wkt", "geometry_wkt", "geometry", "geom"];

/// Names shown in a message.
const SHOWN_COLUMNS: usize = 30;

/// Names that promise WKT, so that it is read where both coordinates are blank; `geom` may be anything there.
pub(in crate::io::read) const WKT_BESIDE_PAIR: [&str; 3] = ["geometry_wkt", "wkt", "geom_wkt"];

/// Names of columns in which our workbooks say that a shape does not fit a cell.
const SHAPE_NOTES: [&str; 2] = ["wkt_note", "geometry_wkt_note"];

/// The columns of one table.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) names: Vec<String>,
    pub(super) place: Place,
    pub(super) id: Option<usize>,
    /// The columns that hold dates.
    pub(super) dates: Vec<usize>,
    /// Those of them that say when a record happened, where that is known: others may be dates of sources.
    pub(super) event_dates: Vec<usize>,
    /// The column that says why a record of ours has no shape in its workbook.
    pub(super) shape_note: Option<usize>,
    /// Whether the first row names them.
    pub(super) header: Header,
}

/// Which columns say where, counted from 0.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    /// Two columns of degrees, and the column of WKT for rows in which both are blank.
    LonLat {
        lon: usize,
        lat: usize,
        wkt: Option<usize>,
    },
    Wkt(usize),
    /// No column does.
    Unsaid,
}

impl Columns {
    /// The columns of a table that begins with `first`, a row of names or of data.
    pub(super) fn new(first: &[&str], options: &ReadOptions, notes: &mut Vec<What>) -> Result<Self, What> {
        let (names, header) = match (headerless(first, options)?, options.header) {
            (Some((profile, names)), _) => {
                notes.push(What::Headerless { title: profile.title() });
                (names.iter().map(|&name| name.to_owned()).collect(), Header::Absent)
            }
            (None, Header::Present) => (named(first, notes)?, Header::Present),
            (None, Header::Absent) => ((1..=first.len()).map(nameless).collect(), Header::Absent),
        };
        let recognised = recognised(&names, options)?;
        check_mapped(&names, options)?;
        let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
        let place = place(&names, &folded, options)?;
        let id = match &options.id_column {
            Some(asked) => Some(asked_for(asked, &names)?),
            None => folded.iter().position(|name| name == "id").or_else(|| id_of(&recognised, &names)),
        };
        let dates: Vec<usize> = (0..names.len()).filter(|&index| is_date(&folded[index])).collect();
        let event_dates = event_dates(&names, &recognised).unwrap_or_else(|| dates.clone());
        let shape_note = SHAPE_NOTES.iter().find_map(|note| folded.iter().position(|name| name == note));
        Ok(Self { names, place, id, dates, event_dates, shape_note, header })
    }

    /// The columns that say where, by name.
    pub(super) fn place_names(&self) -> PlaceColumns {
        match self.place {
            Place::LonLat { lon, lat, .. } => {
                PlaceColumns::LonLat { lon: self.names[lon].clone(), lat: self.names[lat].clone() }
            }
            Place::Wkt(wkt) => PlaceColumns::Wkt(self.names[wkt].clone()),
            Place::Unsaid => PlaceColumns::None,
        }
    }
}

fn nameless(number: usize) -> String {
    format!("column_{number}")
}

/// The names in a header, trimmed, each once.
fn named(header: &[&str], notes: &mut Vec<What>) -> Result<Vec<String>, What> {
    let mut met = HashSet::new();
    let mut names = Vec::with_capacity(header.len());
    for (index, name) in header.iter().enumerate() {
        let mut name = name.trim().to_owned();
        if name.is_empty() {
            name = nameless(index + 1);
            notes.push(What::NamedColumn { number: index + 1, name: Quoted::new(&name) });
        }
        if !met.insert(name.clone()) {
            return Err(What::DuplicateColumn { name: Quoted::new(&name) });
        }
        names.push(name);
    }
    Ok(names)
}

/// The kind of table without a header that `first` begins, and the names of its columns.
fn headerless(first: &[&str], options: &ReadOptions) -> Result<Option<(Profile, &'static [&'static str])>, What> {
    let asked = [&options.lon_column, &options.lat_column, &options.wkt_column];
    let by_number = options.header == Header::Absent && asked.iter().any(|column| column.is_some());
    let found = match options.profile {
        Some(profile) if profile.is_machine_coded() && Profile::recognised(first).profile == Profile::Plain => profile,
        None if !by_number => match Profile::of_first_row(first) {
            Some(profile) => profile,
            None => return Ok(None),
        },
        _ => return Ok(None),
    };
    let reason = || format!("its first row has {} fields", first.len());
    let names = found.headerless(first.len());
    names
        .map(|names| Some((found, names)))
        .ok_or_else(|| What::NotOfProfile { profile: found.word(), reason: reason() })
}

/// Whose table it is; fails where the one that was named lacks what says where.
fn recognised(names: &[String], options: &ReadOptions) -> Result<Recognised, What> {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let Some(profile) = options.profile else { return Ok(Profile::recognised(&names)) };
    let found = profile.forced(&names);
    let lacks = |role| found.column(role).is_none();
    if !matches!(profile, Profile::Plain | Profile::Sarhad) && (lacks(Role::Lon) || lacks(Role::Lat)) {
        let missing = found.missing.iter().take(SHOWN_MISSING).copied().collect::<Vec<_>>().join(", ");
        return Err(What::NotOfProfile { profile: profile.word(), reason: format!("it has no {missing}") });
    }
    Ok(found)
}

/// Names shown of columns that a table lacks.
const SHOWN_MISSING: usize = 6;

/// That the columns are there of which the user tells.
fn check_mapped(names: &[String], options: &ReadOptions) -> Result<(), What> {
    let lost = options.mapped.iter().find(|(_, name)| asked_for(name, names).is_err());
    match lost {
        Some((role, name)) => {
            let columns = names.iter().map(|name| Quoted::new(name).as_str().to_owned()).collect();
            Err(What::NoMappedColumn { role: *role, name: name.clone(), columns })
        }
        None => Ok(()),
    }
}

/// The column of ids of a published dataset; in any other table, only one that is called so holds ids.
fn id_of(recognised: &Recognised, names: &[String]) -> Option<usize> {
    let published = !matches!(recognised.profile, Profile::Plain | Profile::Sarhad | Profile::Mapped);
    let id = recognised.column(Role::Id).filter(|_| published)?;
    names.iter().position(|name| name == id)
}

/// The columns in which a table of this kind says when, if it has any.
fn event_dates(names: &[String], recognised: &Recognised) -> Option<Vec<usize>> {
    let of_role = |role| recognised.column(role);
    let columns: Vec<&str> = [Role::Date, Role::DateEnd].into_iter().filter_map(of_role).collect();
    let found = (0..names.len()).filter(|&index| columns.contains(&names[index].as_str()));
    Some(found.collect::<Vec<_>>()).filter(|found| !found.is_empty())
}

fn place(names: &[String], folded: &[String], options: &ReadOptions) -> Result<Place, What> {
    if let Some(wkt) = &options.wkt_column {
        return asked_for(wkt, names).map(Place::Wkt);
    }
    let asked = |column: &Option<String>| column.as_ref().map(|name| asked_for(name, names)).transpose();
    let pair = match (asked(&options.lon_column)?, asked(&options.lat_column)?) {
        (Some(lon), Some(lat)) => Some((lon, lat)),
        (Some(lon), None) => first_of(PAIRS.map(|pair| pair.1), folded)?.map(|lat| (lon, lat)),
        (None, Some(lat)) => first_of(PAIRS.map(|pair| pair.0), folded)?.map(|lon| (lon, lat)),
        (None, None) => found_pair(folded)?,
    };
    if let Some((lon, lat)) = pair {
        let wkt = WKT_BESIDE_PAIR.iter().find_map(|name| folded.iter().position(|column| column == name));
        return Ok(Place::LonLat { lon, lat, wkt });
    }
    if let Some(wkt) = first_of(WKT, folded)? {
        return Ok(Place::Wkt(wkt));
    }
    let columns = listed(names);
    let like_data = names.iter().any(|name| is_number(name));
    if options.places == Places::MayBeUnsaid && !like_data {
        return Ok(Place::Unsaid);
    }
    Err(if like_data { What::NoHeader { columns } } else { What::NoPlaceColumns { columns } })
}

/// The pair of columns among `names` that is taken for coordinates, longitudes first.
#[must_use]
pub fn place_pair(names: &[String]) -> Option<(String, String)> {
    let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
    let (lon, lat) = found_pair(&folded).ok()??;
    Some((names[lon].clone(), names[lat].clone()))
}

/// The best pair, or else the best name for each of the two.
fn found_pair(folded: &[String]) -> Result<Option<(usize, usize)>, What> {
    for (lon, lat) in PAIRS {
        if let (Some(lon), Some(lat)) = (only(lon, folded)?, only(lat, folded)?) {
            return Ok(Some((lon, lat)));
        }
    }
    let lon = first_of(PAIRS.map(|pair| pair.0), folded)?;
    let lat = first_of(PAIRS.map(|pair| pair.1), folded)?;
    Ok(lon.zip(lat))
}

fn first_of<const N: usize>(candidates: [&str; N], folded: &[String]) -> Result<Option<usize>, What> {
    for name in candidates {
        if let Some(index) = only(name, folded)? {
            return Ok(Some(index));
        }
    }
    Ok(None)
}

/// The column called `name`; two that differ only in case are one too many.
fn only(name: &str, folded: &[String]) -> Result<Option<usize>, What> {
    let mut found = (0..folded.len()).filter(|&index| folded[index] == name);
    let first = found.next();
    match found.next() {
        Some(_) => Err(What::DuplicateColumn { name: Quoted::new(name) }),
        None => Ok(first),
    }
}

/// The column that the user names: exactly, or folded, or by its number from 1.
fn asked_for(asked: &str, names: &[String]) -> Result<usize, What> {
    let exact = names.iter().position(|name| name == asked.trim());
    let folded = || names.iter().position(|name| fold(name) == fold(asked));
    let numbered = || asked.parse::<usize>().ok().and_then(|number| number.checked_sub(1)).filter(|&n| n < names.len());
    exact
        .or_else(folded)
        .or_else(numbered)
        .ok_or_else(|| What::NoSuchColumn { name: Quoted::new(asked), columns: listed(names) })
}

fn is_date(folded: &str) -> bool {
    matches!(folded, "date" | "datetime" | "date_time" | "timestamp" | "date_start" | "date_end")
        || folded.ends_with("_date")
        || folded.ends_with("_datetime")
}

pub(in crate::io::read) fn listed(names: &[String]) -> String {
    let mut shown: Vec<String> =
        names.iter().take(SHOWN_COLUMNS).map(|name| Quoted::new(name).as_str().to_owned()).collect();
    if names.len() > SHOWN_COLUMNS {
        shown.push(format!("… ({} in all)", names.len()));
    }
    shown.join(", ")
}
