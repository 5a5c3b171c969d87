//! The actors and the stop phrases that the library carries. Not responsible for finding them in texts.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::names::actors::{ActorNames, Actors};
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
    countries: Vec<String>,
}

static STOPS: LazyLock<Stops> = LazyLock::new(|| {
    let file: StopFile = serde_json::from_str(include_str!("../../data/gazetteer/not-places.json"))
        .expect("the built-in stop phrases are read by a test");
    let elsewhere: CountryFile = serde_json::from_str(include_str!("../../data/gazetteer/countries-elsewhere.json"))
        .expect("the built-in countries are read by a test");
    let phrases = file.phrases.into_iter().map(|stop| (stop.phrase, Stop::Phrase(stop.reason)));
    let countries = elsewhere.countries.into_iter().map(|country| (country, Stop::Elsewhere));
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
