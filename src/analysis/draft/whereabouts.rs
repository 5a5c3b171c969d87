//! Places of one event as one location, no more precise than they are. Not responsible for which event they belong to.

use crate::analysis::draft::places::{BESIDE_CHARS, MentionRole, PlaceMention};
use crate::model::precision::{Precision, Whereabouts};
use crate::names::entry::{Entry, Kind};
use crate::query::entry_whereabouts::entry_whereabouts;

/// Several mentions that name one place: `Chogab area of Panjgur district`.
#[derive(Debug, Clone)]
pub(super) struct Site<'m, 'a> {
    pub(super) mentions: Vec<&'m PlaceMention<'a>>,
}

/// The places of events among `mentions`, each with what holds it.
pub(super) fn sites<'m, 'a>(mentions: &'m [PlaceMention<'a>]) -> Vec<Site<'m, 'a>> {
    let mut found: Vec<Site> = Vec::new();
    for met in mentions.iter().filter(|met| met.role == MentionRole::EventPlace) {
        let holds = |site: &Site| {
            let last = site.mentions.last().expect("a site is made of its first mention");
            let near = met.start.saturating_sub(last.end) <= BESIDE_CHARS;
            near && last
                .meant
                .iter()
                .any(|inner| met.meant.iter().any(|outer| inner.holders().any(|id| id == outer.id)))
        };
        match found.last_mut().filter(|site| holds(site)) {
            Some(site) => site.mentions.push(met),
            None => found.push(Site { mentions: vec![met] }),
        }
    }
    found
}

/// No place.
pub(super) fn unlocated(note: Option<&str>) -> Whereabouts {
    Whereabouts::bare(Precision::Unlocated, note)
}

impl Site<'_, '_> {
    /// The entry meant, where it is one.
    pub(super) fn entry(&self) -> Option<&Entry> {
        match self.mentions.first()?.meant.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The location that it amounts to.
    pub(super) fn whereabouts(&self) -> Whereabouts {
        let Some(first) = self.mentions.first() else { return unlocated(None) };
        let as_written = Some(self.mentions.iter().map(|met| met.as_written.as_str()).collect::<Vec<_>>().join(", "));
        let place = match first.meant.as_slice() {
            [one] => entry_whereabouts(one),
            several => of_several(several),
        };
        Whereabouts { as_written, ..place }
    }
}

/// Several events' places as one location: regions of one kind are listed, and nothing is said of others.
pub(super) fn of_sites(sites: &[Site]) -> Whereabouts {
    if let [one] = sites {
        return one.whereabouts();
    }
    if let Some(zone) = beside_border(sites) {
        return zone;
    }
    let each: Vec<Whereabouts> = sites.iter().map(Site::whereabouts).collect();
    let Some(coarsest) = each.iter().map(|place| place.precision).max() else { return unlocated(None) };
    let same = each.iter().all(|place| place.precision == coarsest && !place.areas.is_empty());
    let words: Vec<&str> = each.iter().filter_map(|place| place.as_written.as_deref()).collect();
    let as_written = Some(words.join("; "));
    if !same || !matches!(coarsest, Precision::District | Precision::Province | Precision::Country) {
        return Whereabouts { as_written, ..unlocated(Some("several places are named; a person has to choose")) };
    }
    let mut areas: Vec<String> = Vec::new();
    for id in each.into_iter().flat_map(|place| place.areas) {
        if !areas.contains(&id) {
            areas.push(id);
        }
    }
    Whereabouts { precision: coarsest, areas, as_written, ..unlocated(Some("somewhere in one or more of these")) }
}

/// A border and a country on one of its sides: `Pakistan’s airspace, … close to the Iran-Pakistan border`.
fn beside_border(sites: &[Site]) -> Option<Whereabouts> {
    let entries: Vec<&Entry> = sites.iter().map(Site::entry).collect::<Option<_>>()?;
    let (borders, others): (Vec<&Entry>, Vec<&Entry>) =
        entries.into_iter().partition(|entry| entry.kind == Kind::Border);
    let ([border], [country]) = (borders.as_slice(), others.as_slice()) else { return None };
    let fits = country.kind == Kind::Country && border.lies_in(&country.id);
    let words: Vec<String> = sites.iter().filter_map(|site| site.whereabouts().as_written).collect();
    let zone = Whereabouts {
        areas: vec![country.id.clone()],
        as_written: Some(words.join("; ")),
        ..entry_whereabouts(border)
    };
    fits.then_some(Whereabouts { note: Some("how far from the border is not told".to_owned()), ..zone })
}

/// What several entries of one name leave: the regions, if all are of one kind, else nothing.
fn of_several(entries: &[&Entry]) -> Whereabouts {
    let ids: Vec<String> = entries.iter().map(|entry| entry.id.clone()).collect();
    let kind = entries.first().map(|entry| entry.kind);
    let same = entries.iter().all(|entry| Some(entry.kind) == kind);
    let note = format!("ambiguous: {}", ids.join(" "));
    let precision = match kind {
        Some(Kind::Province) if same => Precision::Province,
        Some(Kind::District) if same => Precision::District,
        Some(Kind::Country) if same => Precision::Country,
        _ => return unlocated(Some(&note)),
    };
    Whereabouts { precision, areas: ids, ..unlocated(Some(&note)) }
}
