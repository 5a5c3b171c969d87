//! Collections as layers of tiles, and their tiles as they were made: of one edition, and gone with it. Not responsible for who
//! asks.

use std::sync::{Arc, OnceLock};

use crate::io::write::tiles::{LiveLayer, Tile, live_tile};
use crate::server::http::{Code, Problem};
use crate::server::state::Served;
use crate::server::tiles::address::Subject;
use crate::server::tiles::cache::{Cache, Kept};

/// Bytes of tiles that are kept.
const KEPT_BYTES: usize = 64 << 20;

/// Collections as layers of tiles, each made when it is first asked for, and tiles that were made.
#[derive(Debug)]
pub struct Shelf {
    layers: Vec<OnceLock<Result<Arc<LiveLayer>, String>>>,
    cache: Cache,
}

impl Shelf {
    /// A shelf for as many collections.
    #[must_use]
    pub fn new(collections: usize) -> Self {
        Self { layers: (0..collections).map(|_| OnceLock::new()).collect(), cache: Cache::new(KEPT_BYTES) }
    }
}

/// The collection of this number as a layer of tiles.
///
/// # Errors
/// Where there is none, or it is too much for tiles.
///
/// # Cost
/// The first time that of sorting its records.
pub fn layer(served: &Served, number: usize) -> Result<Arc<LiveLayer>, Problem> {
    let place = served.tiles.layers.get(number).zip(served.entries().nth(number));
    let (place, entry) = place.ok_or_else(|| Problem::plain(Code::Fault))?;
    let made = place.get_or_init(|| LiveLayer::new(&entry.id, entry.collection()).map(Arc::new));
    made.clone().map_err(|reason| Problem::new(Code::NotFound, format!("there are no tiles of {}: {reason}", entry.id)))
}

/// The layers of what tiles are made of; of everything, without those that are too much for tiles.
///
/// # Errors
/// Where one that is asked for by itself is too much for tiles.
pub fn layers(served: &Served, subject: Subject) -> Result<Vec<Arc<LiveLayer>>, Problem> {
    let layers = subject.numbers(served).into_iter().map(|number| layer(served, number));
    match subject {
        Subject::One(_) => layers.collect(),
        Subject::All => Ok(layers.filter_map(Result::ok).collect()),
    }
}

/// A tile that was made before, if it is kept.
#[must_use]
pub fn kept(served: &Served, subject: Subject, tile: Tile) -> Option<Kept> {
    served.tiles.cache.get(&(subject, tile))
}

/// A tile, made now and kept.
///
/// # Errors
/// Where what is asked for is too much for tiles.
///
/// # Cost
/// That of all that lies in it.
pub fn made(served: &Served, subject: Subject, tile: Tile) -> Result<Kept, Problem> {
    let layers = layers(served, subject)?;
    let layers: Vec<&LiveLayer> = layers.iter().map(AsRef::as_ref).collect();
    let made = live_tile(&layers, tile).map_err(|reason| Problem::new(Code::NotFound, reason))?;
    let coarser = (made.steps > 0 || made.is_mute).then(|| {
        let mute = if made.is_mute { "; columns=none" } else { "" };
        format!("coarser; steps={}; together={}{mute}", made.steps, made.together).into()
    });
    let kept = Kept { bytes: made.bytes.into(), coarser };
    served.tiles.cache.keep((subject, tile), kept.clone());
    Ok(kept)
}
