//! Ids of records that have none: a number made of what they say, the same on every machine and in every release.
//! Not responsible for what records with ids are called.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::model::feature::{Feature, FeatureId};
use crate::model::sameness::Sameness;

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// A number that stands for `text`; two texts share one about once in 1.8e19 pairs.
///
/// # Source
/// FNV-1a, 64 bits: RFC 9923.
///
/// # Example
/// ```
/// assert_eq!(sarhad::model::row_id::fingerprint("a"), 0xaf63dc4c8601ec8c); // a test vector of the RFC
/// ```
#[must_use]
pub fn fingerprint(text: &str) -> u64 {
    continued(OFFSET, text)
}

/// A number that stands for many texts in their order.
#[must_use]
pub fn fingerprint_of_all(texts: impl IntoIterator<Item = String>) -> u64 {
    texts.into_iter().fold(OFFSET, |hash, text| continued(continued(hash, &text), "\n"))
}

fn continued(hash: u64, text: &str) -> u64 {
    text.bytes().fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

/// How records are told apart.
#[derive(Debug, Clone, Default)]
pub struct Identity {
    /// How their values are compared.
    pub sameness: Sameness,
    /// The member that holds their ids, instead of the record's own id or a member called `id`.
    pub id_field: Option<String>,
    /// Members that say what the id and the place say already, and are not compared.
    pub aside: Vec<String>,
}

impl Identity {
    /// What `feature` is called: its id as text, or `row-` and a number made of what it says.
    ///
    /// # Not unique
    /// Ids may stand twice in an input, and so may rows.
    #[must_use]
    pub fn key(&self, feature: &Feature) -> String {
        let own = || feature.id.as_ref().map(FeatureId::to_string);
        let held = |field: &str| feature.properties.get(field).and_then(id_text);
        let id = match &self.id_field {
            Some(field) => held(field).or_else(own),
            None => own().or_else(|| held("id")),
        };
        id.unwrap_or_else(|| format!("row-{:016x}", fingerprint(&self.sameness.content(feature, &self.aside))))
    }

    /// What each of `features` is called: the second record of one name is `NAME-2`, if no other is called so.
    ///
    /// # Example
    /// ```
    /// use sarhad::model::feature::{Feature, Properties};
    /// use sarhad::model::row_id::Identity;
    /// let blank = Feature { id: None, shape: None, properties: Properties::new() };
    /// let names = Identity::default().names(&[blank.clone(), blank]);
    /// assert_eq!(names, ["row-cbf29ce484222325", "row-cbf29ce484222325-2"]);
    /// ```
    #[must_use]
    pub fn names(&self, features: &[Feature]) -> Vec<String> {
        let keys: Vec<String> = features.iter().map(|feature| self.key(feature)).collect();
        let mut met: BTreeMap<String, usize> = BTreeMap::new();
        let own: BTreeSet<&str> = keys.iter().map(String::as_str).collect();
        let mut names = Vec::with_capacity(keys.len());
        for key in &keys {
            let count = met.entry(key.clone()).or_default();
            *count += 1;
            let mut name = if *count == 1 { key.clone() } else { format!("{key}-{count}") };
            while *count > 1 && own.contains(name.as_str()) {
                *count += 1;
                name = format!("{key}-{count}");
            }
            names.push(name);
        }
        names
    }
}

fn id_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
