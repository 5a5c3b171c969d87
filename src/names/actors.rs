//! Groups, institutions and persons in office by the names that reports give them. Not responsible for what they did.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::names::fold::{alike, plain};

/// The names of one actor.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ActorNames {
    /// Stable id such as `jaish-ul-adl`.
    pub id: String,
    /// Its usual name in English.
    pub name: String,
    /// Other names and spellings.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What it is: armed group, institution, state, …
    #[serde(default)]
    pub kind: String,
    /// What to be careful about.
    #[serde(default)]
    pub note: Option<String>,
}

/// Actors by their names.
#[derive(Debug, Clone, Default)]
pub struct Actors {
    all: Vec<ActorNames>,
    exact: BTreeMap<String, Vec<usize>>,
    alike: BTreeMap<String, Vec<usize>>,
}

/// Keys shorter than this are abbreviations, which have one spelling.
const SHORTEST_ALIKE: usize = 5;

impl Actors {
    /// Actors to be found by their names and aliases.
    #[must_use]
    pub fn new(actors: Vec<ActorNames>) -> Self {
        let mut books = Self::default();
        for (number, actor) in actors.iter().enumerate() {
            for name in std::iter::once(&actor.name).chain(&actor.aliases) {
                let plain = bare(&plain(name)).to_owned();
                for key in alike(&plain).into_iter().filter(|key| key.chars().count() >= SHORTEST_ALIKE) {
                    add(&mut books.alike, key, number);
                }
                add(&mut books.exact, plain, number);
            }
        }
        books.all = actors;
        books
    }

    /// All of them, in the order given.
    #[must_use]
    pub fn all(&self) -> &[ActorNames] {
        &self.all
    }

    /// The one actor that `name` means, as written or as the region's spellings vary; `None` where none or several may be meant.
    ///
    /// # Example
    /// ```
    /// use sarhad::names::actors::{ActorNames, Actors};
    /// let group = ActorNames {
    ///     id: "jaish-ul-adl".to_owned(),
    ///     name: "Jaish-ul Adl".to_owned(),
    ///     aliases: vec!["جيش العدل".to_owned()],
    ///     kind: "armed group".to_owned(),
    ///     note: None,
    /// };
    /// let actors = Actors::new(vec![group]);
    /// let id = |name| actors.meant(name).map(|actor| actor.id.as_str());
    /// assert_eq!(id("the Jaish al-Adl"), Some("jaish-ul-adl"));
    /// assert_eq!(id("جیش‌العدل"), Some("jaish-ul-adl"));
    /// assert_eq!(id("Jaish"), None);
    /// ```
    #[must_use]
    pub fn meant(&self, name: &str) -> Option<&ActorNames> {
        let plain = plain(name);
        let plain = bare(&plain);
        let one = |found: &Vec<usize>| <[usize; 1]>::try_from(found.as_slice()).ok().map(|[one]| &self.all[one]);
        if let Some(found) = self.exact.get(plain) {
            return one(found);
        }
        let mut found: Vec<usize> =
            alike(plain).iter().filter_map(|key| self.alike.get(key)).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        one(&found)
    }
}

/// A plain name without its article.
fn bare(plain: &str) -> &str {
    plain.strip_prefix("the ").unwrap_or(plain)
}

fn add(book: &mut BTreeMap<String, Vec<usize>>, key: String, actor: usize) {
    let actors = book.entry(key).or_default();
    if !actors.contains(&actor) {
        actors.push(actor);
    }
}
