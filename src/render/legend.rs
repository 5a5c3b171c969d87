//! What is drawn and how, and what is not drawn and why: in columns beside or below a map. Not responsible for drawing it.

use std::fmt::Write as _;

use crate::render::base::{Base, OUTLINE};
use crate::render::marks::{Marks, NotDrawn};
use crate::render::metrics::{Weight, weighed_px};
use crate::render::page::Page;
use crate::render::projection::Frame;
use crate::render::symbols::band;
use crate::render::text::{at_most, fitting, shortened, wrapped};
use crate::render::words::filled;

const TEXT_PX: f64 = 13.0;
const LEADING_PX: f64 = 16.0;
/// From the column's edge to the words beside a symbol.
const INDENT_PX: f64 = 42.0;
/// Air between the edge of a box and its words.
const BOX_PX: f64 = 10.0;
/// Lines of one title: by whom it is alleged comes last, and must not be cut off.
const TITLE_LINES_MAX: usize = 5;
/// More ids than three lines can ever hold: each is a letter, a comma and a space or more.
const IDS_MAX: usize = 80;

/// How much a legend tells; what it leaves out is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Detail {
    /// Titles, ids and every kind of line.
    Full,
    /// Fewer titles.
    Fewer,
    /// No titles.
    Untitled,
    /// Counts in the place of ids.
    Counts,
    /// Of the base map what is no line inside a country.
    Least,
}

impl Detail {
    /// All of them, the fullest first.
    pub(super) const ALL: [Self; 5] = [Self::Full, Self::Fewer, Self::Untitled, Self::Counts, Self::Least];

    /// No more drawn incidents than this are listed with their titles.
    const fn titles(self) -> usize {
        match self {
            Self::Full => 9,
            Self::Fewer => 4,
            _ => 0,
        }
    }

    /// No more lines than this for one list of ids.
    const fn id_lines(self) -> usize {
        match self {
            Self::Full | Self::Fewer => 3,
            Self::Untitled => 2,
            _ => 0,
        }
    }
}

/// What stands together in a column.
#[derive(Debug, Default)]
pub(super) struct Item {
    height: f64,
    /// From the side at which lines begin, from the top down, class, words.
    texts: Vec<(f64, f64, &'static str, String)>,
    /// Drawn around the origin, and how far down that is.
    symbol: Option<(String, f64)>,
    boxed: bool,
    /// Whether it must not be the last of a column.
    leads: bool,
}

impl Item {
    fn heading(text: &str) -> Self {
        Self { height: 30.0, texts: vec![(0.0, 24.0, "heading", text.to_owned())], leads: true, ..Self::default() }
    }

    fn gap(height: f64) -> Self {
        Self { height, ..Self::default() }
    }

    fn lines(&mut self, lines: &[String], class: &'static str, indent: f64) {
        for line in lines {
            self.height += LEADING_PX;
            self.texts.push((indent, self.height, class, line.clone()));
        }
    }

    /// A symbol with its meaning.
    fn row(symbol: &str, text: &str, width: f64) -> Self {
        let mut item = Self { symbol: Some((symbol.to_owned(), LEADING_PX - 4.5)), ..Self::default() };
        item.lines(&wrapped(text, TEXT_PX, width - INDENT_PX), "text", INDENT_PX);
        item.height += 4.0;
        item
    }

    fn svg(&self, page: &Page, frame: Frame, top: f64) -> String {
        let mut svg = String::new();
        if self.boxed {
            let (x, y, width, height) = (frame.left, top + 4.0, frame.width(), self.height - 4.0);
            writeln!(
                svg,
                "<rect class=\"box\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>"
            )
            .expect("a string takes text");
        }
        if let Some((symbol, down)) = &self.symbol {
            let (x, y) = (page.x(frame, INDENT_PX / 2.0 - 4.0), top + down);
            writeln!(svg, "<g transform=\"translate({x:.1} {y:.1})\">{symbol}</g>").expect("a string takes text");
        }
        for (indent, down, class, text) in &self.texts {
            svg += &page.text(page.x(frame, *indent), top + down, class, text);
        }
        svg
    }
}

/// What a legend has to tell.
pub(super) struct Told<'a> {
    pub(super) page: &'a Page<'a>,
    pub(super) marks: &'a Marks,
    pub(super) base: &'a Base,
    /// How many incidents are drawn without their ids for lack of room.
    pub(super) unlabelled: usize,
}

/// The items of a legend in columns of `width`.
pub(super) fn items(told: &Told, detail: Detail, width: f64) -> Vec<Item> {
    let mut items = incidents(told, width);
    items.extend(titles(told, detail, width));
    items.push(Item::gap(6.0));
    items.extend(not_drawn(told, detail, width));
    items.extend(lines(told, detail, width));
    items
}

/// The items in columns that are all as high as the lowest that hold them: which column and how far down each stands; `None`
/// where `height` is not enough.
pub(super) fn in_columns(items: &[Item], columns: usize, height: f64) -> Option<(Vec<(usize, f64)>, f64)> {
    let whole: f64 = items.iter().map(|item| item.height).sum();
    let highest = items.iter().map(|item| item.height).fold(0.0, f64::max);
    let mut least = (whole / columns as f64).max(highest);
    while least <= height + 1e-6 {
        if let Some(places) = flowed(items, columns, least) {
            return Some((places, least));
        }
        least = if columns == 1 { f64::INFINITY } else { least + LEADING_PX / 2.0 };
    }
    None
}

fn flowed(items: &[Item], columns: usize, height: f64) -> Option<Vec<(usize, f64)>> {
    let (mut column, mut down) = (0, 0.0);
    let mut places = Vec::with_capacity(items.len());
    for (number, item) in items.iter().enumerate() {
        // a heading goes with what it is over
        let followed = if item.leads { items.get(number + 1).map_or(0.0, |next| next.height) } else { 0.0 };
        if down + item.height + followed > height + 1e-6 && down > 0.0 {
            (column, down) = (column + 1, 0.0);
        }
        if column == columns || down + item.height > height + 1e-6 {
            return None;
        }
        places.push((column, down));
        down += item.height;
    }
    Some(places)
}

/// The legend with its items where `in_columns` says.
pub(super) fn legend(page: &Page, items: &[Item], places: &[(usize, f64)], columns: &[Frame]) -> String {
    let drawn = items.iter().zip(places).map(|(item, (column, down))| {
        let frame = columns[*column];
        item.svg(page, frame, frame.top + down - 12.0)
    });
    format!("<g id=\"legend\">\n{}</g>\n", drawn.collect::<Vec<_>>().concat())
}

fn incidents(told: &Told, width: f64) -> Vec<Item> {
    let Told { page, marks, .. } = *told;
    let words = page.words;
    let mut items = vec![Item::heading(&format!("{}: {}", words.drawn, page.count(marks.drawn.len())))];
    if !marks.points.is_empty() {
        let symbol = "<circle class=\"radius\" r=\"9\"/><circle class=\"dot\" r=\"5\"/>";
        items.push(Item::row(symbol, words.point, width));
    }
    for (wide, meaning) in [(false, words.stretch), (true, words.whole_border)] {
        if marks.lines.iter().any(|mark| mark.wide == wide) {
            let class = if wide { " wide" } else { "" };
            items.push(Item::row(&band("M-15,3C-6,-5 4,5 15,-3", class, page.theme).replace('\n', ""), meaning, width));
        }
    }
    if !marks.areas.is_empty() {
        items.push(Item::row("<path class=\"area\" d=\"M-15,-7h30v14h-30z\"/>", words.area, width));
    }
    items
}

fn titles(told: &Told, detail: Detail, width: f64) -> Vec<Item> {
    let Told { page, marks, unlabelled, .. } = *told;
    let mut items = vec![Item::gap(4.0)];
    let titled = || marks.drawn.iter().filter(|(_, title)| !title.is_empty());
    for (id, title) in titled().take(detail.titles()) {
        let mut item = Item::default();
        let id = fitting(&shortened(id), TEXT_PX * 1.13, INDENT_PX - 4.0);
        item.texts.push((0.0, LEADING_PX, "text strong", id));
        let lines = title.iter().flat_map(|part| wrapped(part, TEXT_PX, width - INDENT_PX)).collect();
        item.lines(&at_most(lines, TITLE_LINES_MAX), "text", INDENT_PX);
        items.push(item);
    }
    let mut more = Item::default();
    let left = titled().count().saturating_sub(detail.titles());
    if left > 0 && detail.titles() > 0 {
        more.lines(&[filled(page.words.and_more, &[("n", &page.count(left))])], "text", INDENT_PX);
    }
    if marks.drawn.is_empty() {
        more.lines(&[page.words.none.to_owned()], "text", 0.0);
    }
    if unlabelled > 0 {
        let values = [("n", page.count(unlabelled)), ("all", page.count(marks.drawn.len()))];
        let text = filled(page.words.unlabelled, &values.each_ref().map(|(name, value)| (*name, value.as_str())));
        more.lines(&wrapped(&text, TEXT_PX, width), "text", 0.0);
    }
    items.push(more);
    items
}

/// The box of what would pass for a place if it were drawn.
fn not_drawn(told: &Told, detail: Detail, width: f64) -> Option<Item> {
    let Told { page, marks, .. } = *told;
    if marks.not_drawn.is_empty() {
        return None;
    }
    let inside = width - 2.0 * BOX_PX;
    let heading = format!("{}: {}", page.words.not_drawn, page.count(marks.not_drawn.len()));
    let mut item = Item { height: 30.0, boxed: true, ..Item::default() };
    item.texts.push((BOX_PX, 24.0, "heading", heading));
    for reason in NotDrawn::ALL {
        let ids = marks.left_out(reason);
        if ids.is_empty() {
            continue;
        }
        let counted = format!("{}: {}", reason.words(page.words), page.count(ids.len()));
        item.lines(&wrapped(&counted, TEXT_PX, inside), "text", BOX_PX);
        if detail.id_lines() > 0 {
            item.lines(&id_lines(page, &ids, detail.id_lines(), inside), "text strong", BOX_PX);
            item.height += 4.0;
        }
    }
    item.height += 10.0;
    Some(item)
}

/// As many ids as the lines hold, and how many more there are.
fn id_lines(page: &Page, ids: &[&str], lines_max: usize, width: f64) -> Vec<String> {
    let bold = weighed_px("ids, A1", TEXT_PX, Weight::Bold) / weighed_px("ids, A1", 1.0, Weight::Regular);
    let lines_of = |count: usize| {
        let mut text = ids[..count].iter().map(|id| shortened(id)).collect::<Vec<_>>().join(", ");
        if count < ids.len() {
            text = text + " " + &filled(page.words.and_more, &[("n", &page.count(ids.len() - count))]);
        }
        wrapped(&text, bold, width)
    };
    let found = (1..=ids.len().min(IDS_MAX)).rev().map(lines_of).find(|lines| lines.len() <= lines_max);
    found.unwrap_or_else(|| at_most(lines_of(1), lines_max))
}

fn lines(told: &Told, detail: Detail, width: f64) -> Vec<Item> {
    let Told { page, base, .. } = *told;
    let words = page.words;
    let mut items = vec![Item::heading(words.base_map)];
    let least = detail == Detail::Least;
    for kind in base.lines.iter().filter(|kind| !least || !kind.class.starts_with("inner")) {
        let short = kind.class == OUTLINE && detail >= Detail::Fewer;
        let meaning = if short { words.outline_short } else { &kind.meaning };
        items.push(Item::row(&format!("<path class=\"{}\" d=\"M-17,0h34\"/>", kind.class), meaning, width));
    }
    if !base.fuzzy.is_empty() {
        items.push(Item::row("<circle class=\"fuzzy\" r=\"9\"/>", words.fuzzy, width));
    }
    if !base.tripoints.is_empty() {
        items.push(Item::row("<path class=\"tripoint\" d=\"M0,-6.9l6,10.4h-12z\"/>", words.tripoint, width));
    }
    items.push(Item::row("<path class=\"void\" d=\"M-15,-7h30v14h-30z\"/>", words.void, width));
    items
}
