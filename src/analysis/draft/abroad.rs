//! Countries outside the atlas, so that `Syria` is not taken for a village of that name. Not responsible for where they are.

use std::sync::LazyLock;

use crate::names::entry::{Entry, Kind};

/// ISO 3166-1 codes and the names by which reports call countries that are no part of the atlas.
const COUNTRIES: [(&str, &[&str]); 62] = [
    ("AE", &["United Arab Emirates", "UAE"]),
    ("AM", &["Armenia"]),
    ("AU", &["Australia"]),
    ("AZ", &["Azerbaijan"]),
    ("BD", &["Bangladesh"]),
    ("BE", &["Belgium"]),
    ("BH", &["Bahrain"]),
    ("BY", &["Belarus"]),
    ("CA", &["Canada"]),
    ("CH", &["Switzerland"]),
    ("CN", &["China"]),
    ("CY", &["Cyprus"]),
    ("DE", &["Germany"]),
    ("DK", &["Denmark"]),
    ("DZ", &["Algeria"]),
    ("EG", &["Egypt"]),
    ("ES", &["Spain"]),
    ("ET", &["Ethiopia"]),
    ("FR", &["France"]),
    ("GB", &["United Kingdom", "UK", "Britain"]),
    ("GE", &["Georgia"]),
    ("GR", &["Greece"]),
    ("ID", &["Indonesia"]),
    ("IL", &["Israel"]),
    ("IN", &["India"]),
    ("IQ", &["Iraq"]),
    ("IT", &["Italy"]),
    ("JO", &["Jordan"]),
    ("JP", &["Japan"]),
    ("KE", &["Kenya"]),
    ("KG", &["Kyrgyzstan"]),
    ("KP", &["North Korea"]),
    ("KR", &["South Korea"]),
    ("KW", &["Kuwait"]),
    ("KZ", &["Kazakhstan"]),
    ("LB", &["Lebanon"]),
    ("LK", &["Sri Lanka"]),
    ("LY", &["Libya"]),
    ("MA", &["Morocco"]),
    ("MM", &["Myanmar"]),
    ("MY", &["Malaysia"]),
    ("NG", &["Nigeria"]),
    ("NL", &["Netherlands"]),
    ("NO", &["Norway"]),
    ("NP", &["Nepal"]),
    ("OM", &["Oman"]),
    ("PL", &["Poland"]),
    ("QA", &["Qatar"]),
    ("RU", &["Russia"]),
    ("SA", &["Saudi Arabia"]),
    ("SD", &["Sudan"]),
    ("SE", &["Sweden"]),
    ("SO", &["Somalia"]),
    ("SY", &["Syria"]),
    ("TJ", &["Tajikistan"]),
    ("TM", &["Turkmenistan"]),
    ("TN", &["Tunisia"]),
    ("TR", &["Turkey", "Türkiye"]),
    ("UA", &["Ukraine"]),
    ("US", &["United States", "USA"]),
    ("UZ", &["Uzbekistan"]),
    ("YE", &["Yemen"]),
];

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let entry = |(id, names): &(&str, &[&str])| Entry {
        id: (*id).to_owned(),
        kind: Kind::Country,
        name: names.first().map(|name| (*name).to_owned()).unwrap_or_default(),
        spellings: Vec::new(),
        country: None,
        parent: None,
        at: None,
        accuracy: None,
        source: "iso-3166-1".to_owned(),
        population: None,
        province: None,
        district: None,
    };
    COUNTRIES.iter().map(entry).collect()
});

/// The country outside the atlas that goes by `name`.
pub(super) fn country_abroad(name: &str) -> Option<&'static Entry> {
    let number = COUNTRIES.iter().position(|(_, names)| names.contains(&name))?;
    ENTRIES.get(number)
}
