//! All entries by all their names, and which of them a name may mean. Not responsible for choosing one.

use std::collections::{BTreeMap, HashMap};

use crate::names::affixes::{Affix, is_affix, readings};
use crate::names::entry::{Entry, Kind, Spelling};
use crate::names::fold::{alike, is_joint, plain};
use crate::names::fuzzy::Fuzzy;
use crate::names::stops::Stops;

/// How closely a name fits a spelling, the closest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Closeness {
    /// The same but for case, accents and marks, or the entry's id or code.
    Exact,
    /// The same as the region's spellings vary.
    Alike,
    /// A whole part of the name of a province: `Balochistan` in Sistan and Baluchestan.
    Shared,
    /// Whole words of a longer name.
    Part,
    /// Some letters differ.
    Fuzzy {
        /// How many.
        edits: usize,
    },
}

impl Closeness {
    /// Whether the name is one of the entry's own.
    #[must_use]
    pub const fn is_own_name(self) -> bool {
        matches!(self, Self::Exact | Self::Alike)
    }
}

/// An entry that a name may mean.
#[derive(Debug, Clone, Copy)]
pub struct Hit<'g> {
    /// The entry.
    pub entry: &'g Entry,
    /// Its number in [`Gazetteer::entries`].
    pub number: usize,
    /// The spelling that fits.
    pub spelling: &'g str,
    /// How closely.
    pub closeness: Closeness,
    /// The word of the question that says a kind, if it was taken off.
    pub affix: Option<&'static Affix>,
    /// How like the letters are, 0..=1 (Jaro and Winkler).
    pub likeness: f64,
}

impl Hit<'_> {
    /// Whether the entry is of the kind that the question's own words say.
    #[must_use]
    pub fn is_of_said_kind(&self) -> bool {
        self.affix.is_none_or(|affix| affix.kinds.contains(&self.entry.kind))
    }

    /// Whether what fits is the entry's id or a code.
    #[must_use]
    pub fn is_by_code(&self) -> bool {
        let is_code = |known: &Spelling| known.name == self.spelling && known.is_code();
        self.entry.id == self.spelling || self.entry.spellings.iter().any(is_code)
    }
}

/// A spelling: the entry's number and its own among the entry's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Name {
    entry: usize,
    spelling: usize,
}

/// Places by their names.
///
/// # Example
/// ```
/// use sarhad::Atlas;
/// let atlas = Atlas::built_in();
/// let hits = atlas.gazetteer().hits("Zila Kech");
/// assert_eq!(hits[0].entry.id, "PK/kech");
/// ```
#[derive(Debug)]
pub struct Gazetteer {
    entries: Vec<Entry>,
    ids: HashMap<String, usize>,
    exact: HashMap<String, Vec<Name>>,
    alike: HashMap<String, Vec<Name>>,
    /// Names of several words by the key of each word.
    words: HashMap<String, Vec<Name>>,
    /// For an entry, those that have its chief name and hold it or lie in it.
    namesakes: HashMap<usize, Vec<usize>>,
    fuzzy: Fuzzy,
    stops: Stops,
    /// Words of the longest name.
    longest: usize,
}

impl Gazetteer {
    /// A gazetteer of `entries` in which `stops` are no places.
    ///
    /// # Cost
    /// Folds every spelling once: tens of milliseconds for ten thousand.
    #[must_use]
    pub fn new(entries: Vec<Entry>, stops: Stops) -> Self {
        let mut books = Books::default();
        for (number, entry) in entries.iter().enumerate() {
            books.add(number, entry);
        }
        books.add_without_affixes(&entries);
        let Books { ids, exact, alike, words, namesakes, longest, .. } = books;
        let fuzzy = Fuzzy::new(alike.keys().cloned());
        Self { entries, ids, exact, alike, words, namesakes, fuzzy, stops, longest }
    }

    /// The same with other phrases that are no places.
    #[must_use]
    pub fn with_stops(self, stops: Stops) -> Self {
        Self { stops, ..self }
    }

    /// All entries.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of this id; case makes no difference.
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.ids.get(&id.trim().to_lowercase()).map(|&number| &self.entries[number])
    }

    /// Phrases that are no places.
    #[must_use]
    pub fn stops(&self) -> &Stops {
        &self.stops
    }

    /// How many spellings there are, codes aside.
    #[must_use]
    pub fn spellings(&self) -> usize {
        self.entries.iter().flat_map(|entry| &entry.spellings).filter(|spelling| !spelling.is_code()).count()
    }

    /// Words of the longest name.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    /// The entries that `name` may mean, each once by the spelling that fits it best, the closest first.
    ///
    /// Where names fit, nothing that only resembles is listed. Entries that fit equally stand larger kinds first, then by
    /// population, then by id.
    #[must_use]
    pub fn hits(&self, name: &str) -> Vec<Hit<'_>> {
        if let Some(&number) = self.ids.get(&name.trim().to_lowercase()) {
            let by_id = self.hit(Name { entry: number, spelling: 0 }, Closeness::Exact, None);
            return vec![Hit { spelling: &by_id.entry.id, ..by_id }];
        }
        let plain = plain(name);
        let mut found = self.own_names(&plain);
        if !found.by_entry.values().any(|hit| hit.entry.kind == Kind::Country) {
            self.shared(&plain, &mut found);
        }
        if found.by_entry.is_empty() {
            self.resembling(&plain, &mut found);
        }
        found.in_order()
    }

    /// The entries whose own names `name` fits, as [`Gazetteer::hits`] orders them.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<Hit<'_>> {
        self.own_names(&plain(name)).in_order()
    }

    fn own_names(&self, plain: &str) -> Found<'_> {
        let mut found = Found::default();
        let readings = readings(plain);
        let said = readings.iter().find_map(|reading| reading.affix);
        let bare_affix = is_affix(plain);
        for reading in &readings {
            let of_kind = reading.affix.and_then(|_| self.exact.get(&behind_affix(&reading.name)));
            for &name in self.exact.get(&reading.name).into_iter().chain(of_kind).flatten() {
                let hit = self.hit(name, Closeness::Exact, reading.affix);
                self.add_with_namesakes(&mut found, hit, (&reading.name, said));
            }
            for key in alike(&reading.name).into_iter().filter(|key| !bare_affix && tells(key)) {
                for &name in self.alike.get(&key).into_iter().flatten() {
                    let hit = self.hit(name, Closeness::Alike, reading.affix);
                    // "Pakistan and Iran" are two countries, "Pakistan-Iran border" is a border
                    if hit.entry.kind != Kind::Border || says_border(plain) {
                        self.add_with_namesakes(&mut found, hit, (&reading.name, said));
                    }
                }
            }
        }
        found.of_said_kind(said);
        found
    }

    /// Takes `hit`, and with it the town of a district, or the district of a town, that has its name: whatever one of them is
    /// called, the other may be.
    fn add_with_namesakes<'g>(
        &'g self,
        found: &mut Found<'g>,
        hit: Hit<'g>,
        (asked, said): (&str, Option<&'static Affix>),
    ) {
        found.add(hit, asked);
        if hit.is_by_code() {
            return;
        }
        for &number in self.namesakes.get(&hit.number).into_iter().flatten() {
            found.add(Hit { entry: &self.entries[number], number, affix: said, ..hit }, asked);
        }
    }

    /// Provinces that have `plain` as a part of their name.
    fn shared<'g>(&'g self, plain: &str, found: &mut Found<'g>) {
        for reading in readings(plain) {
            for name in self.with_words(&reading.name) {
                let hit = self.hit(name, Closeness::Shared, reading.affix);
                if hit.entry.kind == Kind::Province && hit.is_of_said_kind() {
                    found.add(hit, &reading.name);
                }
            }
        }
    }

    /// Entries with `plain` as words of a longer name, and those of which some letters differ.
    fn resembling<'g>(&'g self, plain: &str, found: &mut Found<'g>) {
        if is_affix(plain) {
            return;
        }
        for reading in readings(plain) {
            for name in self.with_words(&reading.name) {
                found.add(self.hit(name, Closeness::Part, reading.affix), &reading.name);
            }
            for key in alike(&reading.name) {
                for (known, edits) in self.fuzzy.near(&key) {
                    for &name in self.alike.get(known).into_iter().flatten() {
                        found.add(self.hit(name, Closeness::Fuzzy { edits }, reading.affix), &reading.name);
                    }
                }
            }
        }
        found.of_said_kind(readings(plain).iter().find_map(|reading| reading.affix));
    }

    /// Longer names that have all words of `name`.
    fn with_words(&self, name: &str) -> Vec<Name> {
        let keys: Vec<Vec<String>> = telling(name).map(alike).collect();
        let Some((first, others)) = keys.split_first() else { return Vec::new() };
        let of = |keys: &Vec<String>| -> Vec<Name> {
            keys.iter().filter_map(|key| self.words.get(key)).flatten().copied().collect()
        };
        let mut names = of(first);
        for keys in others {
            let with = of(keys);
            names.retain(|name| with.contains(name));
        }
        let more =
            |&found: &Name| telling(&plain(self.spelling(found))).filter(|word| !is_affix(word)).count() > keys.len();
        names.retain(more);
        names.sort_unstable();
        names.dedup();
        names
    }

    fn spelling(&self, name: Name) -> &str {
        let entry = &self.entries[name.entry];
        entry.spellings.get(name.spelling).map_or(&entry.name, |spelling| &spelling.name)
    }

    fn hit(&self, name: Name, closeness: Closeness, affix: Option<&'static Affix>) -> Hit<'_> {
        let entry = &self.entries[name.entry];
        Hit { entry, number: name.entry, spelling: self.spelling(name), closeness, affix, likeness: 1.0 }
    }
}

/// Words for a border, plain.
const BORDER_WORDS: [&str; 12] =
    ["border", "borders", "boundary", "frontier", "line", "مرز", "سرحد", "حدود", "پوله", "граница", "линия", "सीमा"];

/// Whether a plain name has a word for a border.
pub(super) fn says_border(plain: &str) -> bool {
    plain.split(' ').any(|word| BORDER_WORDS.contains(&word))
}

/// Keys of fewer letters fit too many names: `na`, `tun`. Arabic script, which leaves vowels out, says more with each.
const KEY_LETTERS_MIN: [usize; 2] = [4, 3];

/// Whether a key has enough letters to tell names apart.
fn tells(key: &str) -> bool {
    let [latin, others] = KEY_LETTERS_MIN;
    key.chars().count() >= if key.is_ascii() { latin } else { others }
}

/// The key of a name that is only found with a word for its kind.
fn behind_affix(bare: &str) -> String {
    format!("\u{1}{bare}")
}

/// The words of a plain name that are no joints.
fn telling(plain: &str) -> impl Iterator<Item = &str> {
    plain.split(' ').filter(|word| !word.is_empty() && !is_joint(word))
}

/// The best hit of each entry.
#[derive(Default)]
struct Found<'g> {
    by_entry: BTreeMap<usize, Hit<'g>>,
}

impl<'g> Found<'g> {
    /// Takes `hit` for a question that says `asked` (plain), unless its entry is hit more closely.
    fn add(&mut self, mut hit: Hit<'g>, asked: &str) {
        hit.likeness = match hit.closeness {
            Closeness::Exact => 1.0,
            _ => strsim::jaro_winkler(asked, &plain(hit.spelling)),
        };
        let rank = |hit: &Hit| (hit.closeness, !hit.is_of_said_kind());
        self.by_entry
            .entry(hit.number)
            .and_modify(|held| {
                let better = rank(&hit) < rank(held) || rank(&hit) == rank(held) && hit.likeness > held.likeness;
                if better {
                    *held = hit;
                }
            })
            .or_insert(hit);
    }

    /// Leaves out entries of another kind than the question's word `said` says, if any is of that kind.
    fn of_said_kind(&mut self, said: Option<&'static Affix>) {
        let Some(said) = said else { return };
        if self.by_entry.values().any(|hit| said.kinds.contains(&hit.entry.kind)) {
            self.by_entry.retain(|_, hit| hit.is_of_said_kind());
        }
    }

    fn in_order(self) -> Vec<Hit<'g>> {
        let mut hits: Vec<Hit> = self.by_entry.into_values().collect();
        hits.sort_by(|one, other| {
            let by_letters = other.likeness.total_cmp(&one.likeness);
            let larger = one.entry.kind.cmp(&other.entry.kind);
            let chief = |hit: &Hit| hit.spelling != hit.entry.name;
            let larger = larger.then(chief(one).cmp(&chief(other)));
            let peopled = other.entry.population.cmp(&one.entry.population);
            let closer = one.closeness.cmp(&other.closeness);
            let resembling = if one.closeness.is_own_name() { larger } else { by_letters.then(larger) };
            closer.then(resembling).then(peopled).then_with(|| one.entry.id.cmp(&other.entry.id))
        });
        hits
    }
}

/// The books in the making.
#[derive(Default)]
struct Books {
    ids: HashMap<String, usize>,
    exact: HashMap<String, Vec<Name>>,
    alike: HashMap<String, Vec<Name>>,
    words: HashMap<String, Vec<Name>>,
    namesakes: HashMap<usize, Vec<usize>>,
    /// Names without the affix with which they are written.
    without_affix: Vec<(String, Name)>,
    longest: usize,
}

impl Books {
    fn add(&mut self, number: usize, entry: &Entry) {
        self.ids.entry(entry.id.to_lowercase()).or_insert(number);
        for (spelling, written) in entry.spellings.iter().enumerate() {
            let name = Name { entry: number, spelling };
            let plain = plain(&written.name);
            if plain.is_empty() {
                continue;
            }
            self.longest = self.longest.max(plain.split(' ').count());
            for reading in readings(&plain) {
                match reading.affix {
                    None => {
                        if !written.is_code() {
                            self.add_alike(&reading.name, name);
                        }
                        put(&mut self.exact, reading.name, name);
                    }
                    Some(affix) if affix.kinds.contains(&entry.kind) => self.without_affix.push((reading.name, name)),
                    Some(_) => {}
                }
            }
        }
    }

    /// Lets spellings that say their own kind be found without it, unless that is the name of another: `Turbat District` is
    /// another name of Kech, and Turbat is a town.
    fn add_without_affixes(&mut self, entries: &[Entry]) {
        for (bare, name) in std::mem::take(&mut self.without_affix) {
            let keys = alike(&bare);
            let named = self.exact.get(&bare).into_iter().chain(keys.iter().filter_map(|key| self.alike.get(key)));
            if named.flatten().any(|other| other.entry != name.entry) {
                put(&mut self.exact, behind_affix(&bare), name);
            } else {
                self.add_alike(&bare, name);
                put(&mut self.exact, bare, name);
            }
        }
        let mut by_name: BTreeMap<(Option<&str>, String), Vec<usize>> = BTreeMap::new();
        for (number, entry) in entries.iter().enumerate() {
            by_name.entry((entry.country.as_deref(), plain(&entry.name))).or_default().push(number);
        }
        for numbers in by_name.values() {
            for &one in numbers {
                let holds = |one: &Entry, other: &Entry| other.holders().any(|id| id == one.id);
                let related = |&other: &usize| {
                    let (one, other) = (&entries[one], &entries[other]);
                    one.id != other.id && (holds(one, other) || holds(other, one))
                };
                let namesakes: Vec<usize> = numbers.iter().copied().filter(related).collect();
                if !namesakes.is_empty() {
                    self.namesakes.insert(one, namesakes);
                }
            }
        }
    }

    fn add_alike(&mut self, plain: &str, name: Name) {
        for key in alike(plain) {
            put(&mut self.alike, key, name);
        }
        if telling(plain).nth(1).is_some() {
            for key in telling(plain).flat_map(alike) {
                put(&mut self.words, key, name);
            }
        }
    }
}

/// Enters `name`; of an entry's spellings with one key the first stays.
fn put(book: &mut HashMap<String, Vec<Name>>, key: String, name: Name) {
    let names = book.entry(key).or_default();
    if !names.contains(&name) {
        names.push(name);
    }
}
