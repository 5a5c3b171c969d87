//! Borders and meeting points of areas that share their vertices exactly. Not responsible for snapping those that do not.

use std::collections::{BTreeMap, BTreeSet};

use geo_types::{Coord, LineString, MultiLineString};

use crate::geometry::ring::rings;
use crate::lonlat::LonLat;
use crate::model::border::{Border, BorderKind};
use crate::model::region::Region;

/// A position as an orderable key: the bits of numbers of one sign order as the numbers do, and that is all that is needed.
type Key = (u64, u64);
type PairOfRegions = (usize, usize);

/// The lines along which two of `regions` share an edge, vertex by vertex.
///
/// # Cost
/// n·log n in the number of edges.
#[must_use]
pub fn shared_borders(regions: &[Region]) -> Vec<Border> {
    let mut users: BTreeMap<(Key, Key), BTreeSet<usize>> = BTreeMap::new();
    let mut positions: BTreeMap<Key, Coord<f64>> = BTreeMap::new();
    for (number, edge) in edges(regions) {
        let (a, b) = (key(edge.start), key(edge.end));
        positions.insert(a, edge.start);
        positions.insert(b, edge.end);
        users.entry((a.min(b), a.max(b))).or_default().insert(number);
    }
    let mut shared: BTreeMap<PairOfRegions, Vec<(Key, Key)>> = BTreeMap::new();
    for (edge, users) in users {
        let users: Vec<usize> = users.into_iter().collect();
        if let [one, other] = users[..] {
            shared.entry((one, other)).or_default().push(edge);
        }
    }
    shared
        .into_iter()
        .map(|((one, other), edges)| {
            let lines = chains(&edges).into_iter().map(|chain| chain.iter().map(|key| positions[key]).collect());
            border(&regions[one], &regions[other], lines.collect())
        })
        .collect()
}

/// The vertices that three or more of `regions` share, south-western first.
#[must_use]
pub fn tripoints(regions: &[Region]) -> Vec<LonLat> {
    let mut users: BTreeMap<Key, (Coord<f64>, BTreeSet<usize>)> = BTreeMap::new();
    for (number, edge) in edges(regions) {
        users.entry(key(edge.start)).or_insert_with(|| (edge.start, BTreeSet::new())).1.insert(number);
    }
    let meeting = users.into_values().filter(|(_, users)| users.len() > 2);
    let mut places: Vec<LonLat> = meeting.filter_map(|(coord, _)| LonLat::new(coord.x, coord.y).ok()).collect();
    places.sort_by(|a, b| a.lon().total_cmp(&b.lon()).then(a.lat().total_cmp(&b.lat())));
    places
}

fn edges(regions: &[Region]) -> impl Iterator<Item = (usize, geo_types::Line<f64>)> + '_ {
    regions.iter().enumerate().flat_map(|(number, region)| {
        region.area.iter().flat_map(rings).flat_map(LineString::lines).map(move |edge| (number, edge))
    })
}

fn key(coord: Coord<f64>) -> Key {
    // −0.0 and 0.0 are one place
    ((coord.x + 0.0).to_bits(), (coord.y + 0.0).to_bits())
}

/// Edges joined end to end into as few lines as there are.
fn chains(edges: &[(Key, Key)]) -> Vec<Vec<Key>> {
    let mut neighbours: BTreeMap<Key, BTreeSet<Key>> = BTreeMap::new();
    for &(a, b) in edges {
        neighbours.entry(a).or_default().insert(b);
        neighbours.entry(b).or_default().insert(a);
    }
    let ends: Vec<Key> = neighbours.iter().filter(|(_, next)| next.len() != 2).map(|(&key, _)| key).collect();
    let starts: Vec<Key> = ends.into_iter().chain(neighbours.keys().copied().collect::<Vec<_>>()).collect();
    let mut lines = Vec::new();
    for start in starts {
        while let Some(line) = walk(start, &mut neighbours) {
            lines.push(line);
        }
    }
    lines
}

/// The line from `start` along unused edges up to a branch or an end.
fn walk(start: Key, neighbours: &mut BTreeMap<Key, BTreeSet<Key>>) -> Option<Vec<Key>> {
    let mut line = vec![start];
    let mut here = start;
    while let Some(next) = neighbours.get(&here).and_then(|next| next.first().copied()) {
        for (a, b) in [(here, next), (next, here)] {
            if let Some(unused) = neighbours.get_mut(&a) {
                unused.remove(&b);
            }
        }
        line.push(next);
        here = next;
        if neighbours.get(&here).is_none_or(|next| next.len() != 1) {
            break;
        }
    }
    (line.len() > 1).then_some(line)
}

fn border(one: &Region, other: &Region, lines: Vec<LineString<f64>>) -> Border {
    let mut between = vec![one.name.id.clone(), other.name.id.clone()];
    between.sort();
    Border {
        id: format!("border/{}", between.join("-")),
        name: format!("{}–{} border", one.name.name, other.name.name),
        between,
        kind: BorderKind::Land,
        lines: MultiLineString(lines),
        source: one.name.source.clone(),
        accuracy: None,
    }
}
