//! What is different between two editions of a file, and the newer edition made of the older. Not responsible for reading
//! either, nor for deciding which of them is right.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use serde_json::Value;
use thiserror::Error;

use crate::geometry::geodesic::distance;
use crate::model::feature::{Feature, FeatureId};
use crate::model::patch::{Change, Edition, FieldChange, Lone, Patch};
use crate::model::row_id::{Identity, fingerprint_of_all};
use crate::model::sameness::{Sameness, same_shape};
use crate::model::shape::Shape;

/// What is different between the editions `old` and `new`.
///
/// Records are paired by what [`Identity::key`] calls them. Of records with one name those that say the same are paired first,
/// the others in their order; none is ever taken for two. A record without an id that changed is one withdrawn and one added,
/// since nothing says that the two are one.
///
/// # Cost
/// n·log n, and memory for the text of all records.
///
/// # Example
/// ```
/// use sarhad::analysis::diff::{apply, diff};
/// use sarhad::model::feature::{Feature, FeatureId, Properties};
/// use sarhad::model::row_id::Identity;
/// let feature = |id: &str| Feature { id: Some(FeatureId::Text(id.into())), shape: None, properties: Properties::new() };
/// let (old, new) = (vec![feature("a"), feature("b")], vec![feature("c"), feature("b")]);
/// let patch = diff(&old, &new, &Identity::default());
/// assert_eq!((patch.added.len(), patch.changed.len(), patch.withdrawn.len()), (1, 0, 1));
/// assert_eq!(apply(&patch, &old)?, new);
/// # Ok::<(), sarhad::analysis::diff::PatchError>(())
/// ```
#[must_use]
pub fn diff(old: &[Feature], new: &[Feature], identity: &Identity) -> Patch {
    let [olds, news] = [old, new].map(|features| contents(features, identity.sameness, &identity.aside));
    let pairs = paired([old, new], [&olds, &news], identity);
    let [old_names, new_names] = [old, new].map(|features| identity.names(features));
    let mut taken = vec![false; old.len()];
    pairs.iter().flatten().for_each(|&at| taken[at] = true);
    let lone = |features: &[Feature], names: &[String], at: usize| Lone {
        at,
        name: names[at].clone(),
        feature: features[at].clone(),
    };
    let mut changed: Vec<Change> = pairs
        .iter()
        .enumerate()
        .filter_map(|(now_at, at)| Some((now_at, (*at)?)))
        .filter(|&(now_at, at)| olds[at] != news[now_at])
        .map(|(now_at, at)| change(at, &old_names[at], [&old[at], &new[now_at]], identity))
        .collect();
    changed.sort_unstable_by_key(|change| change.at);
    let kept: Vec<usize> = pairs.iter().flatten().copied().collect();
    Patch {
        sameness: identity.sameness,
        aside: identity.aside.clone(),
        old: edition(olds),
        new: edition(news),
        added: (0..new.len()).filter(|&at| pairs[at].is_none()).map(|at| lone(new, &new_names, at)).collect(),
        withdrawn: (0..old.len()).filter(|&at| !taken[at]).map(|at| lone(old, &old_names, at)).collect(),
        changed,
        order: (!kept.is_sorted()).then_some(kept),
    }
}

/// What each record says, its id included.
fn contents(features: &[Feature], sameness: Sameness, aside: &[String]) -> Vec<String> {
    let text = |feature: &Feature| {
        let id = match (&feature.id, sameness) {
            (Some(FeatureId::Text(text)), Sameness::AsWritten) => Value::from(text.as_str()).to_string(),
            (Some(id), _) => id.to_string(),
            (None, _) => String::new(),
        };
        format!("{id} {}", sameness.content(feature, aside))
    };
    features.iter().map(text).collect()
}

fn edition(contents: Vec<String>) -> Edition {
    Edition { records: contents.len(), content: fingerprint_of_all(contents) }
}

/// For each record of the newer edition the one of the older that it was.
fn paired(editions: [&[Feature]; 2], contents: [&[String]; 2], identity: &Identity) -> Vec<Option<usize>> {
    let [old, new] = editions;
    let mut by_key: HashMap<String, [Vec<usize>; 2]> = HashMap::with_capacity(old.len());
    for (edition, features) in [old, new].into_iter().enumerate() {
        for (at, feature) in features.iter().enumerate() {
            by_key.entry(identity.key(feature)).or_default()[edition].push(at);
        }
    }
    let mut pairs = vec![None; new.len()];
    for [olds, news] in by_key.into_values() {
        for (now_at, at) in paired_in_group(&olds, &news, contents) {
            pairs[now_at] = Some(at);
        }
    }
    pairs
}

/// The pairs, newer first, among records with one name.
fn paired_in_group(olds: &[usize], news: &[usize], [old, new]: [&[String]; 2]) -> Vec<(usize, usize)> {
    if let ([at], [now_at]) = (olds, news) {
        return vec![(*now_at, *at)];
    }
    let mut alike: BTreeMap<&str, VecDeque<usize>> = BTreeMap::new();
    for &at in olds {
        alike.entry(old[at].as_str()).or_default().push_back(at);
    }
    let mut pairs = Vec::new();
    let mut without = Vec::new();
    for &now_at in news {
        match alike.get_mut(new[now_at].as_str()).and_then(VecDeque::pop_front) {
            Some(at) => pairs.push((now_at, at)),
            None => without.push(now_at),
        }
    }
    let mut left: Vec<usize> = alike.into_values().flatten().collect();
    left.sort_unstable();
    pairs.extend(without.into_iter().zip(left));
    pairs
}

fn change(at: usize, name: &str, [old, new]: [&Feature; 2], identity: &Identity) -> Change {
    let mut seen = BTreeSet::new();
    let names = old.properties.keys().chain(new.properties.keys());
    let fields = names
        .filter(|name| seen.insert(name.as_str()) && !identity.aside.contains(name))
        .map(|name| (name, old.properties.get(name), new.properties.get(name)))
        .filter(|(_, old, new)| !identity.sameness.same(*old, *new))
        .map(|(name, old, new)| FieldChange { name: name.clone(), old: old.cloned(), new: new.cloned() })
        .collect();
    let shapes = [&old.shape, &new.shape];
    let [from, to] = shapes.map(|shape| shape.as_ref().and_then(Shape::point));
    let stayed = same_shape(shapes[0].as_ref(), shapes[1].as_ref());
    Change {
        at,
        name: name.to_owned(),
        id: (identity.sameness == Sameness::AsWritten && old.id != new.id).then(|| new.id.clone()),
        fields,
        shape: (!stayed).then(|| shapes.map(Clone::clone)),
        moved: from.zip(to).filter(|_| !stayed).map(|(from, to)| distance(from, to)),
    }
}

/// Why a patch cannot be applied.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum PatchError {
    /// A record that it names is not there.
    #[error("record {record} ({name:?}) is not there: the file has {records}; the patch was made from another edition")]
    NoRecord {
        /// Its number, from 1.
        record: usize,
        /// What it is called.
        name: String,
        /// How many there are.
        records: usize,
    },
    /// A member says something else than it did in the edition that the patch was made from.
    #[error(
        "record {record} ({name:?}): {field} is {found}, the patch changes it from {expected}; it was made from another edition"
    )]
    OtherValue {
        /// The record's number, from 1.
        record: usize,
        /// What it is called.
        name: String,
        /// The member.
        field: String,
        /// What it says.
        found: String,
        /// What it said.
        expected: String,
    },
    /// A record that the patch withdraws says something else.
    #[error("record {record} is not {name:?} as the patch withdraws it; the patch was made from another edition")]
    OtherRecord {
        /// Its number, from 1.
        record: usize,
        /// What the patch calls it.
        name: String,
    },
    /// What the patch leaves as it is differs.
    #[error(
        "the file has {found} records, the patch was made from an edition of {expected} that says something else in records it leaves as they are"
    )]
    OtherEdition {
        /// How many records there are.
        found: usize,
        /// How many there were.
        expected: usize,
    },
    /// Its numbers of records contradict each other.
    #[error("the patch contradicts itself about {what}; make it again with sarhad diff")]
    Broken {
        /// What they are about.
        what: &'static str,
    },
}

/// The newer edition, made of the older one and the patch between the two.
///
/// Equal to the newer edition, its order included, where values were compared [as written](Sameness::AsWritten); otherwise
/// each record says the same, without the members [set aside](Patch::aside).
///
/// # Errors
/// [`PatchError`] where `old` is not the edition that the patch was made from, or what comes out is not the one that it was made
/// for.
pub fn apply(patch: &Patch, old: &[Feature]) -> Result<Vec<Feature>, PatchError> {
    let mut records: Vec<Option<Feature>> = old.iter().cloned().map(Some).collect();
    for lone in &patch.withdrawn {
        let found = records.get(lone.at).ok_or_else(|| no_record(lone.at, &lone.name, old.len()))?;
        let both = [found.as_ref().ok_or(PatchError::Broken { what: "what is withdrawn" })?, &lone.feature];
        let [found, told] = both.map(|feature| contents(std::slice::from_ref(feature), patch.sameness, &patch.aside));
        if found != told {
            return Err(PatchError::OtherRecord { record: lone.at + 1, name: lone.name.clone() });
        }
        records[lone.at] = None;
    }
    for change in &patch.changed {
        let found = records.get_mut(change.at).ok_or_else(|| no_record(change.at, &change.name, old.len()))?;
        let feature = found.as_mut().ok_or(PatchError::Broken { what: "what is changed" })?;
        change_one(change, feature, patch.sameness)?;
    }
    if patch.old != edition(contents(old, patch.sameness, &patch.aside)) {
        return Err(PatchError::OtherEdition { found: old.len(), expected: patch.old.records });
    }
    let mut made = in_order(patch, records)?;
    for feature in &mut made {
        feature.properties.retain(|name, _| !patch.aside.contains(name));
    }
    if patch.new != edition(contents(&made, patch.sameness, &patch.aside)) {
        return Err(PatchError::Broken { what: "what the newer edition says" });
    }
    Ok(made)
}

fn no_record(at: usize, name: &str, records: usize) -> PatchError {
    PatchError::NoRecord { record: at + 1, name: name.to_owned(), records }
}

fn change_one(change: &Change, feature: &mut Feature, sameness: Sameness) -> Result<(), PatchError> {
    let other = |field: &str, found: String, expected: String| {
        let (record, name) = (change.at + 1, change.name.clone());
        Err(PatchError::OtherValue { record, name, field: field.to_owned(), found, expected })
    };
    for field in &change.fields {
        let found = feature.properties.get(&field.name);
        if !sameness.same(found, field.old.as_ref()) {
            return other(&format!("{:?}", field.name), told(found), told(field.old.as_ref()));
        }
        match &field.new {
            Some(new) => {
                feature.properties.insert(field.name.clone(), new.clone());
            }
            None => {
                feature.properties.shift_remove(&field.name);
            }
        }
    }
    if let Some([old, new]) = &change.shape {
        if !same_shape(feature.shape.as_ref(), old.as_ref()) {
            return other("its place", "another one".to_owned(), "where it was".to_owned());
        }
        feature.shape.clone_from(new);
    }
    if let Some(id) = &change.id {
        feature.id.clone_from(id);
    }
    Ok(())
}

/// A value in a message.
fn told(value: Option<&Value>) -> String {
    value.map_or_else(|| "missing".to_owned(), Value::to_string)
}

/// The records in the order of the newer edition.
fn in_order(patch: &Patch, records: Vec<Option<Feature>>) -> Result<Vec<Feature>, PatchError> {
    let mut records = records;
    let kept: Vec<Feature> = match &patch.order {
        None => records.into_iter().flatten().collect(),
        Some(order) => {
            let broken = PatchError::Broken { what: "the order of records" };
            let mut kept = Vec::with_capacity(order.len());
            for &at in order {
                kept.push(records.get_mut(at).and_then(Option::take).ok_or_else(|| broken.clone())?);
            }
            if records.iter().any(Option::is_some) {
                return Err(broken);
            }
            kept
        }
    };
    let mut added = patch.added.iter().peekable();
    let mut kept = kept.into_iter();
    let total = kept.len() + patch.added.len();
    let mut features = Vec::with_capacity(total);
    for at in 0..total {
        match added.next_if(|lone| lone.at == at) {
            Some(lone) => features.push(lone.feature.clone()),
            None => features.push(kept.next().ok_or(PatchError::Broken { what: "where records were added" })?),
        }
    }
    Ok(features)
}
