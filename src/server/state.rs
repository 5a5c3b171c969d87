//! What is served: collections by their ids, from one atlas and one state of the inputs. Not responsible for answers.

use std::fmt;
use std::num::NonZeroUsize;
use std::sync::{Arc, OnceLock};

use crate::atlas::{Atlas, LayerName};
use crate::collection::whole::Collection;
use crate::model::claim::ClaimSet;
use crate::query::filter::Schema;
use crate::query::inside::Parents;
use crate::server::features::rows::filter_schema;
use crate::server::front::Front;
use crate::server::http::{Code, Problem};
use crate::server::questions::distances::Shelf;
use crate::server::questions::going::Turns;
use crate::server::questions::held::Answers;
use crate::server::questions::placings::Placings;
use crate::server::tiles::address::ALL;
use crate::server::tiles::shelf::Shelf as TileShelf;

/// Threads of a server that was told of none.
const THREADS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(1);
/// Distances to borders that are kept: 24 bytes a record each.
const BORDERS_KEPT: usize = 8;
/// Distances to places that are kept.
const PLACES_KEPT: usize = 4;

/// Makes a collection when it is first asked for.
pub type Make = Box<dyn Fn() -> Arc<Collection> + Send + Sync>;

/// A collection under its id.
pub struct Entry {
    /// As it stands in addresses.
    pub id: String,
    /// What kind of records it has.
    pub kind: EntryKind,
    make: Make,
    made: OnceLock<Arc<Collection>>,
    schema: OnceLock<Schema>,
    placings: OnceLock<Placings>,
    claims: Option<Arc<ClaimSet>>,
}

/// What kind of records a collection has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// Records of an input.
    Records,
    /// Features of this layer of the atlas.
    Layer(LayerName),
}

impl Entry {
    /// A collection that `make` makes when it is first asked for; its id is `name` as it may stand in addresses.
    #[must_use]
    pub fn new(name: &str, kind: EntryKind, make: Make) -> Self {
        Self {
            id: in_addresses(name),
            kind,
            make,
            made: OnceLock::new(),
            schema: OnceLock::new(),
            placings: OnceLock::new(),
            claims: None,
        }
    }

    /// The same, with the claims that its records are made of.
    #[must_use]
    pub fn made_of(self, claims: Option<Arc<ClaimSet>>) -> Self {
        Self { claims, ..self }
    }

    /// The claims that its records are made of, where it has any.
    #[must_use]
    pub fn claims(&self) -> Option<&ClaimSet> {
        self.claims.as_deref()
    }

    /// The collection.
    pub fn collection(&self) -> &Arc<Collection> {
        self.made.get_or_init(&self.make)
    }

    /// Whether it has been made.
    #[must_use]
    pub fn is_made(&self) -> bool {
        self.made.get().is_some()
    }

    /// Whether a question about a place is answered from an index alone, which is made.
    #[must_use]
    pub fn has_near_points(&self) -> bool {
        let are_points = || self.collection().shapes().are_points() && self.collection().is_near_made();
        self.is_made() && self.placings.get().is_some_and(Placings::are_as_drawn) && are_points()
    }

    /// Where its records may have been, by an `atlas` that is always the same.
    pub fn placings(&self, atlas: &Atlas) -> &Placings {
        self.placings.get_or_init(|| Placings::new(self.collection(), atlas))
    }

    /// Its columns as filters know them.
    pub fn schema(&self) -> &Schema {
        self.schema.get_or_init(|| filter_schema(self.collection()))
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry").field("id", &self.id).field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// Everything that is served, of one version.
#[derive(Debug)]
pub struct Served {
    /// What questions are asked of.
    pub atlas: Arc<Atlas>,
    /// What the service is called.
    pub title: String,
    /// Tiles of the collections.
    pub tiles: TileShelf,
    /// Distances of collections to what the atlas names.
    pub near_borders: Shelf,
    /// Distances of collections to places, so that the pages of one question are measured once.
    pub near_places: Shelf,
    /// Where long questions wait for their turn.
    pub turns: Turns,
    /// Answers that wait for their clients.
    pub answers: Arc<Answers>,
    entries: Vec<Entry>,
    parents: OnceLock<Parents>,
    front: OnceLock<Front>,
}

impl Served {
    /// These collections; those of one id get numbers behind it, and so do inputs that are called as a layer is, or as everything is.
    #[must_use]
    pub fn new(title: String, atlas: Arc<Atlas>, entries: Vec<Entry>) -> Self {
        let mut named: Vec<Entry> = Vec::with_capacity(entries.len());
        for mut entry in entries {
            let stem = entry.id.clone();
            let mut count = 1;
            let is_input = entry.kind == EntryKind::Records;
            while named.iter().any(|other| other.id == entry.id) || (is_input && is_reserved(&entry.id)) {
                count += 1;
                entry.id = format!("{stem}-{count}");
            }
            named.push(entry);
        }
        Self {
            atlas,
            title,
            near_borders: Shelf::new(BORDERS_KEPT),
            near_places: Shelf::new(PLACES_KEPT),
            turns: Turns::of(THREADS),
            answers: Arc::default(),
            tiles: TileShelf::new(named.len()),
            entries: named,
            parents: OnceLock::new(),
            front: OnceLock::new(),
        }
    }

    /// The same for a server of so many threads; it is two where nothing is said.
    #[must_use]
    pub fn answered_by(self, threads: NonZeroUsize) -> Self {
        Self { turns: Turns::of(threads), ..self }
    }

    /// Which unit is part of which.
    pub fn parents(&self) -> &Parents {
        self.parents.get_or_init(|| Parents::of(&self.atlas))
    }

    /// The map at `/`, once it is made.
    #[must_use]
    pub fn front(&self) -> Option<&Front> {
        self.front.get()
    }

    /// Serves this map at `/`; only the first one counts.
    pub fn show(&self, front: Front) {
        let _ = self.front.set(front);
    }

    /// The collections: those of inputs first.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    /// The collection of this id.
    ///
    /// # Errors
    /// Where there is none.
    pub fn entry(&self, id: &str) -> Result<&Entry, Problem> {
        self.named(id).map_err(|detail| Problem::new(Code::NotFound, detail))
    }

    /// The collection of this id, whoever asks for it.
    ///
    /// # Errors
    /// What is told where there is none.
    pub fn named(&self, id: &str) -> Result<&Entry, String> {
        let unknown = || format!("there is no collection {id:?}; there are {}", self.ids());
        self.entries.iter().find(|entry| entry.id == id).ok_or_else(unknown)
    }

    /// The ids of all collections, for people.
    #[must_use]
    pub fn ids(&self) -> String {
        self.entries.iter().map(|entry| entry.id.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// Whether an address means something else by `id`, whatever inputs there are.
fn is_reserved(id: &str) -> bool {
    id == ALL || LayerName::ALL.iter().any(|layer| layer.word() == id)
}

/// `name` in letters, digits and signs that stand for themselves in addresses.
fn in_addresses(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.') { c } else { '-' };
    let id: String = name.trim().chars().map(plain).collect();
    let id = id.trim_matches(['-', '.']);
    if id.is_empty() { "records".to_owned() } else { id.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_may_stand_in_addresses() {
        for (name, id) in
            [("events 2023", "events-2023"), ("../etc/passwd", "etc-passwd"), ("گوادر", "records"), ("", "records")]
        {
            assert_eq!(in_addresses(name), id, "{name}");
        }
    }

    #[test]
    fn no_input_takes_the_place_of_a_layer_or_of_everything() {
        let entry = |name: &str, kind| Entry::new(name, kind, Box::new(|| unreachable!("nobody asks for records")));
        let names = ["borders", "all", "events", "borders", "borders-2"];
        let inputs = names.into_iter().map(|name| entry(name, EntryKind::Records));
        let layer = entry("borders", EntryKind::Layer(LayerName::Borders));
        let served = Served::new(String::new(), Arc::new(Atlas::built_in()), inputs.chain([layer]).collect());
        assert_eq!(served.ids(), "borders-2, all-2, events, borders-3, borders-2-2, borders");
        assert_eq!(served.named("borders").unwrap().kind, EntryKind::Layer(LayerName::Borders));
    }
}
