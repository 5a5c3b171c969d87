//! Which tile of what is asked for. Not responsible for making it.

use crate::atlas::LayerName;
use crate::io::write::tiles::Tile;
use crate::server::http::{Code, Problem};
use crate::server::state::{EntryKind, Served};
use crate::server::tiles::matrix::{DEEPEST, MATRIX_SET};

/// Layers of the atlas that stand in tiles of everything.
pub const GROUND: [LayerName; 3] = [LayerName::Borders, LayerName::Provinces, LayerName::Districts];
/// What everything together is called.
pub const ALL: &str = "all";

/// What tiles are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The collection of this number.
    One(usize),
    /// The records of all inputs, and the ground that they lie on.
    All,
}

impl Subject {
    /// The collection of this id.
    ///
    /// # Errors
    /// Where there is none.
    pub fn of(served: &Served, id: &str) -> Result<Self, Problem> {
        let entry = served.entry(id)?;
        let number = served.entries().position(|other| other.id == entry.id);
        number.map(Self::One).ok_or_else(|| Problem::plain(Code::Fault))
    }

    /// The numbers of its collections, in the order in which they stand in a tile.
    #[must_use]
    pub fn numbers(self, served: &Served) -> Vec<usize> {
        match self {
            Self::One(number) => vec![number],
            Self::All => {
                let is_shown = |kind| match kind {
                    EntryKind::Records => true,
                    EntryKind::Layer(layer) => GROUND.contains(&layer),
                };
                let shown = served.entries().enumerate().filter(|(_, entry)| is_shown(entry.kind));
                shown.map(|(number, _)| number).collect()
            }
        }
    }
}

/// The tile of these parts of a path.
///
/// # Errors
/// Where they are no whole numbers, or there is no such tile.
pub fn tile(set: &str, [zoom, row, column]: [&str; 3]) -> Result<Tile, Problem> {
    matrix_set(set)?;
    let numbers = [("tileMatrix", zoom), ("tileRow", row), ("tileCol", column)].map(|(name, text)| number(name, text));
    let [zoom, row, column] = numbers;
    let (zoom, row, column) = (zoom?, row?, column?);
    let found = u8::try_from(zoom).ok().and_then(|zoom| Tile::new(zoom, column, row));
    found.ok_or_else(|| {
        let detail = match zoom {
            0..=DEEPEST => format!("at zoom {zoom} rows and columns are less than {}", 1_u64 << zoom),
            _ => format!("there are no tiles at zoom {zoom}; the deepest are at {DEEPEST}"),
        };
        Problem::new(Code::NotFound, detail)
    })
}

/// Refuses a set of tile matrices other than ours.
///
/// # Errors
/// Where it is another.
pub fn matrix_set(set: &str) -> Result<(), Problem> {
    if set == MATRIX_SET {
        return Ok(());
    }
    Err(Problem::new(Code::NotFound, format!("there is no tile matrix set {set:?}; there is {MATRIX_SET}")))
}

fn number(name: &str, text: &str) -> Result<u32, Problem> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number {
        // a number too long for 32 bits is beyond any tile
        return Ok(text.parse().unwrap_or(u32::MAX));
    }
    let detail = format!("{name} is {text:?} and should be a whole number; a path ends in /zoom/row/column");
    Err(Problem::parameter(name, detail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_tile_is_refused() {
        let status = |parts: [&str; 3]| tile(MATRIX_SET, parts).map_err(|problem| problem.status().as_u16());
        assert_eq!(status(["1", "0", "1"]), Ok(Tile::new(1, 1, 0).unwrap()));
        assert!(status(["22", "4194303", "0"]).is_ok());
        let missing = [["31", "0", "0"], ["23", "0", "0"], ["1", "0", "2"], ["1", "2", "0"], ["99999999999", "0", "0"]];
        for parts in missing {
            assert_eq!(status(parts), Err(404), "{parts:?}");
        }
        for bad in ["-1", "1.5", "1e3", "", "+1", "1.mvt", "0x1", "١"] {
            assert_eq!(status([bad, "0", "0"]), Err(400), "{bad}");
            assert_eq!(status(["5", "0", bad]), Err(400), "{bad}");
        }
        assert_eq!(tile("WorldCRS84Quad", ["0", "0", "0"]).unwrap_err().status().as_u16(), 404);
    }
}
