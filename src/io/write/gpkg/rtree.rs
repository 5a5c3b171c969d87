//! The index of a layer: all boxes packed at once, and the triggers that keep it up when others edit the layer.
//! Not responsible for the boxes.
//!
//! # Source
//! Annex F.3 of the standard for the triggers; `SQLite`'s R*Tree module, "Internal Details", for the tables behind the index.

use crate::io::write::error::WriteError;
use crate::io::write::gpkg::container::Container;
use crate::io::write::gpkg::names::quoted;
use crate::io::write::gpkg::schema::{GEOMETRY, KEY};
use crate::io::write::sheet::outwards::{above, below};
use crate::io::write::sheet::whole::Box2d;

/// Cells of a node at most, and the bytes of a cell: a number of 64 bits and four of 32.
const NODE_CELLS: usize = 51;
const CELL_BYTES: usize = 24;
const NODE_BYTES: usize = 4 + NODE_CELLS * CELL_BYTES;
/// The number of the node at the top.
const ROOT: i64 = 1;
/// Nodes between two beats of the pulse.
const BEAT_NODES: usize = 1_024;

/// A box with the number of what is in it: a record, or a node.
#[derive(Debug, Clone, Copy)]
pub(super) struct Boxed {
    number: i64,
    /// West, east, south, north, never narrower than the record.
    sides: [f32; 4],
}

impl Boxed {
    pub(super) fn new(number: i64, around: Box2d) -> Self {
        let Box2d { west, south, east, north } = around;
        Self { number, sides: [below(west), above(east), below(south), above(north)] }
    }

    fn and(self, other: &Self) -> Self {
        let [west, east, south, north] = self.sides;
        let [w, e, s, n] = other.sides;
        Self { number: self.number, sides: [west.min(w), east.max(e), south.min(s), north.max(n)] }
    }
}

/// Makes the index of `table` for `boxes`, which are in the order of their numbers.
///
/// # Cost
/// n·log n; one row is written for each record and 51 boxes to a node.
pub(super) fn write(container: &Container, table: &str, boxes: &[Boxed]) -> Result<(), WriteError> {
    let index = format!("rtree_{table}_{GEOMETRY}");
    container.run(&format!("CREATE VIRTUAL TABLE {} USING rtree(id, minx, maxx, miny, maxy)", quoted(&index)))?;
    Packing { container, index: &index, next: ROOT + 1 }.pack(boxes)?;
    container.run(&triggers(table, &index))?;
    container.insert(
        "INSERT INTO gpkg_extensions VALUES (?, ?, 'gpkg_rtree_index', \
         'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')",
        &[&table, &GEOMETRY],
    )
}

/// Writes nodes from the leaves to the root.
struct Packing<'a> {
    container: &'a Container,
    index: &'a str,
    /// The number of the next node.
    next: i64,
}

impl Packing<'_> {
    fn pack(mut self, boxes: &[Boxed]) -> Result<(), WriteError> {
        let order = tiled(boxes);
        let mut level: Vec<Boxed> = order.iter().map(|&at| boxes[at as usize]).collect();
        let mut of_record = vec![0_i64; boxes.len()];
        let mut depth: u16 = 0;
        let mut done = 0;
        while level.len() > NODE_CELLS {
            let mut above = Vec::with_capacity(level.len() / NODE_CELLS + 1);
            for cells in even(&level) {
                let node = self.next;
                self.next += 1;
                if depth == 0 {
                    for at in &order[done..done + cells.len()] {
                        of_record[*at as usize] = node;
                    }
                    done += cells.len();
                } else {
                    self.parents(cells, node)?;
                }
                self.node(node, 0, cells)?;
                above.push(around(node, cells));
                if above.len() % BEAT_NODES == 0 {
                    self.container.beat(done as u64)?;
                }
            }
            level = above;
            depth += 1;
        }
        if depth == 0 {
            of_record.fill(ROOT);
        } else {
            self.parents(&level, ROOT)?;
        }
        self.node(ROOT, depth, &level)?;
        self.records(boxes, &of_record)
    }

    /// Writes a node; the one at the top says how many levels are below.
    fn node(&self, number: i64, depth: u16, cells: &[Boxed]) -> Result<(), WriteError> {
        let mut data = Vec::with_capacity(NODE_BYTES);
        data.extend_from_slice(&depth.to_be_bytes());
        data.extend_from_slice(&u16::try_from(cells.len()).unwrap_or_default().to_be_bytes());
        for cell in cells {
            data.extend_from_slice(&cell.number.to_be_bytes());
            data.extend(cell.sides.iter().flat_map(|side| side.to_be_bytes()));
        }
        data.resize(NODE_BYTES, 0);
        self.insert("_node", number, &data)
    }

    fn parents(&self, cells: &[Boxed], parent: i64) -> Result<(), WriteError> {
        cells.iter().try_for_each(|cell| self.insert("_parent", cell.number, &parent))
    }

    fn records(&self, boxes: &[Boxed], of_record: &[i64]) -> Result<(), WriteError> {
        boxes.iter().zip(of_record).try_for_each(|(cell, node)| self.insert("_rowid", cell.number, node))
    }

    fn insert(&self, table: &str, key: i64, value: &dyn rusqlite::ToSql) -> Result<(), WriteError> {
        let table = quoted(&format!("{}{table}", self.index));
        self.container.insert(&format!("INSERT OR REPLACE INTO {table} VALUES (?, ?)"), &[&key, value])
    }
}

/// The order in which neighbours on the ground fill nodes together: from west to east in stripes, in each from south to north.
///
/// # Source
/// Leutenegger, Lopez, Edgington, "STR: A Simple and Efficient Algorithm for R-Tree Packing", 1997.
fn tiled(boxes: &[Boxed]) -> Vec<u32> {
    let middle = |at: &u32, low: usize| {
        let sides = boxes[*at as usize].sides;
        sides[low].midpoint(sides[low + 1])
    };
    let mut order: Vec<u32> = (0..u32::try_from(boxes.len()).unwrap_or(u32::MAX)).collect();
    order.sort_by(|one, other| middle(one, 0).total_cmp(&middle(other, 0)));
    let nodes = boxes.len().div_ceil(NODE_CELLS);
    let stripe = nodes.div_ceil(nodes.isqrt().max(1)) * NODE_CELLS;
    for of_stripe in order.chunks_mut(stripe.max(1)) {
        of_stripe.sort_by(|one, other| middle(one, 2).total_cmp(&middle(other, 2)));
    }
    order
}

/// `level` in as few stretches as fit nodes, about the same length each.
fn even(level: &[Boxed]) -> impl Iterator<Item = &[Boxed]> {
    let nodes = level.len().div_ceil(NODE_CELLS);
    (0..nodes).map(move |node| &level[node * level.len() / nodes..(node + 1) * level.len() / nodes])
}

/// The box of a node around its cells.
fn around(node: i64, cells: &[Boxed]) -> Boxed {
    let first = cells.first().map_or([0.0; 4], |cell| cell.sides);
    cells.iter().fold(Boxed { number: node, sides: first }, Boxed::and)
}

/// The triggers by which the index follows the table. They need the functions that programs for maps bring with them.
fn triggers(table: &str, index: &str) -> String {
    let (t, g, k, r) = (quoted(table), quoted(GEOMETRY), quoted(KEY), quoted(index));
    let trigger = |name: &str| quoted(&format!("{index}_{name}"));
    let place = format!(
        "INSERT OR REPLACE INTO {r} VALUES (NEW.{k}, ST_MinX(NEW.{g}), ST_MaxX(NEW.{g}), ST_MinY(NEW.{g}), ST_MaxY(NEW.{g}));"
    );
    let (there, nowhere) =
        (format!("(NEW.{g} NOTNULL AND NOT ST_IsEmpty(NEW.{g}))"), format!("(NEW.{g} ISNULL OR ST_IsEmpty(NEW.{g}))"));
    format!(
        "CREATE TRIGGER {insert} AFTER INSERT ON {t} WHEN (new.{g} NOT NULL AND NOT ST_IsEmpty(NEW.{g})) BEGIN {place} END;
         CREATE TRIGGER {update1} AFTER UPDATE OF {g} ON {t} WHEN OLD.{k} = NEW.{k} AND {there} BEGIN {place} END;
         CREATE TRIGGER {update2} AFTER UPDATE OF {g} ON {t} WHEN OLD.{k} = NEW.{k} AND {nowhere}
           BEGIN DELETE FROM {r} WHERE id = OLD.{k}; END;
         CREATE TRIGGER {update3} AFTER UPDATE ON {t} WHEN OLD.{k} != NEW.{k} AND {there}
           BEGIN DELETE FROM {r} WHERE id = OLD.{k}; {place} END;
         CREATE TRIGGER {update4} AFTER UPDATE ON {t} WHEN OLD.{k} != NEW.{k} AND {nowhere}
           BEGIN DELETE FROM {r} WHERE id IN (OLD.{k}, NEW.{k}); END;
         CREATE TRIGGER {delete} AFTER DELETE ON {t} WHEN old.{g} NOT NULL BEGIN DELETE FROM {r} WHERE id = OLD.{k}; END;",
        insert = trigger("insert"),
        update1 = trigger("update1"),
        update2 = trigger("update2"),
        update3 = trigger("update3"),
        update4 = trigger("update4"),
        delete = trigger("delete"),
    )
}
