//! The actors, the stop phrases and the countries elsewhere that the library carries. Not responsible for finding them in texts.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::names::actors::{ActorNames, Actors};
use crate::names::entry::{Entry, Kind};
use crate::names::stops::{Stop, Stops};

#[derive(Deserialize)]
struct ActorFile {
    actors: Vec<ActorNames>,
}

#[derive(Deserialize)]
struct StopFile {
    phrases: Vec<StopPhrase>,
}

#[derive(Deserialize)]
struct StopPhrase {
    phrase: String,
    reason: String,
}

static ACTORS: LazyLock<Actors> = LazyLock::new(|| {
    let file: ActorFile = serde_json::from_str(include_str!("../../data/gazetteer/actors.json"))
        .expect("the built-in actors are read by a test");
    Actors::new(file.actors)
});

#[derive(Deserialize)]
struct CountryFile {
    countries: Vec<CountryElsewhere>,
}

#[derive(Deserialize)]
struct CountryElsewhere {
    /// ISO 3166-1; none where the name is that of two countries, or of one that is no more.
    id: Option<String>,
    /// The usual name first.
    names: Vec<String>,
}

static COUNTRIES: LazyLock<Vec<CountryElsewhere>> = LazyLock::new(|| {
    let file: CountryFile = serde_json::from_str(include_str!("../../data/gazetteer/countries-elsewhere.json"))
        .expect("the built-in countries are read by a test");
    file.countries
});

/// Countries that the gazetteer does not hold, by each of their names.
static ELSEWHERE_BY_NAME: LazyLock<BTreeMap<&'static str, Entry>> = LazyLock::new(|| {
    let with_id =
        COUNTRIES.iter().filter_map(|country| Some((country.id.as_deref()?, country.names.first()?, country)));
    let entries = with_id.flat_map(|(id, name, country)| {
        country.names.iter().map(move |other| (other.as_str(), entry_elsewhere(id, name)))
    });
    entries.collect()
});

fn entry_elsewhere(id: &str, name: &str) -> Entry {
    Entry {
        id: id.to_owned(),
        kind: Kind::Country,
        name: name.to_owned(),
        spellings: Vec::new(),
        country: None,
        parent: None,
        at: None,
        accuracy: None,
        source: "iso-3166-1".to_owned(),
        population: None,
        province: None,
        district: None,
    }
}

static STOPS: LazyLock<Stops> = LazyLock::new(|| {
    let file: StopFile = serde_json::from_str(include_str!("../../data/gazetteer/not-places.json"))
        .expect("the built-in stop phrases are read by a test");
    let phrases = file.phrases.into_iter().map(|stop| (stop.phrase, Stop::Phrase(stop.reason)));
    let names = COUNTRIES.iter().flat_map(|country| &country.names);
    let countries = names.map(|name| (name.clone(), Stop::Elsewhere));
    Stops::new(phrases.chain(countries))
});

/// The groups, institutions and persons in office whose names the library knows.
#[must_use]
pub fn actors() -> &'static Actors {
    &ACTORS
}

/// Phrases that look like places and are none, and countries that the gazetteer does not hold; names of actors are not among them.
#[must_use]
pub fn stops() -> &'static Stops {
    &STOPS
}

/// The country that the gazetteer does not hold and that goes by `name`, spelt just so; its id is that of ISO 3166-1.
///
/// # Example
/// ```
/// use sarhad::atlas::names::country_elsewhere;
/// assert_eq!(country_elsewhere("Vietnam").map(|country| country.id.as_str()), Some("VN"));
/// assert!(country_elsewhere("Iran").is_none());
/// ```
#[must_use]
pub fn country_elsewhere(name: &str) -> Option<&'static Entry> {
    ELSEWHERE_BY_NAME.get(name)
}
