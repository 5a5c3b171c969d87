//! What is drawn and how, and what is not drawn and why: in columns beside or below a map. Not responsible for drawing it.

use std::fmt::Write as _;

use crate::render::base::{Base, OUTLINE};
use crate::render::marks::{IDS_MAX, Marks, NotDrawn, Stated};
use crate::render::metrics::{Weight, is_arabic, weighed_px};
use crate::render::page::Page;
use crate::render::projection::Frame;
use crate::render::symbols::{band, dot_class};
use crate::render::text::{at_most, fitting, shortened, wrapped};
use crate::render::words::filled;

/// Air above a heading.
const LEAD_PX: f64 = 8.0;
/// Half a line, by which columns are made longer until they hold all.
const STEP_PX: f64 = 8.0;
/// From the column's edge to the middle of symbols.
const SYMBOL_PX: f64 = 17.0;
/// Air between the edge of a box and its words.
const BOX_PX: f64 = 10.0;
/// The size of headings in `style.css`.
const HEADING_PX: f64 = 14.0;
/// Lines of one title: by whom it is alleged comes last, and must not be cut off.
const TITLE_LINES_MAX: usize = 5;
/// The most of a column that ids beside titles take.
const IDS_SHARE_MAX: f64 = 0.33;
/// More ids than three lines can ever hold: each is a letter, a comma and a space or more.
const LISTED_MAX: usize = 80;

/// How much a legend tells; what it leaves out is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Detail {
    /// Titles of all, of what is not drawn too, and every kind of line.
    Whole,
    /// The same with ids of what is not drawn.
    Full,
    /// The same in smaller type, with counts in the place of ids that have no title.
    Dense,
    /// The same, and of the base map only that dashed lines are approximate: what happened comes before what it is drawn on.
    Listed,
    /// Fewer titles.
    Fewer,
    /// No titles.
    Untitled,
    /// Counts in the place of ids.
    Counts,
    /// Smaller type, and of the base map only that dashed lines are approximate.
    Least,
    /// What symbols mean, and how many incidents are drawn and not drawn.
    Bare,
}

impl Detail {
    /// All of them, the fullest first.
    pub(super) const ALL: [Self; 9] = [
        Self::Whole,
        Self::Full,
        Self::Dense,
        Self::Listed,
        Self::Fewer,
        Self::Untitled,
        Self::Counts,
        Self::Least,
        Self::Bare,
    ];

    /// No more drawn incidents than this are listed with their titles.
    pub(super) const fn titles(self) -> usize {
        match self {
            Self::Whole => IDS_MAX,
            Self::Full | Self::Dense | Self::Listed => 9,
            Self::Fewer => 4,
            _ => 0,
        }
    }

    /// No more lines than this for one list of ids.
    const fn id_lines(self) -> usize {
        match self {
            Self::Whole | Self::Full | Self::Fewer => 3,
            Self::Untitled => 2,
            _ => 0,
        }
    }

    /// How its words are set.
    const fn face(self) -> Type {
        match self {
            Self::Dense | Self::Listed | Self::Least | Self::Bare => Type {
                size_px: 12.0,
                leading_px: 14.0,
                indent_px: 38.0,
                gap_px: 2.0,
                classes: ["text-2", "text-2 strong"],
            },
            _ => {
                Type { size_px: 13.0, leading_px: 16.0, indent_px: 42.0, gap_px: 4.0, classes: ["text", "text strong"] }
            }
        }
    }
}

/// How the words of a legend are set.
#[derive(Debug, Clone, Copy)]
struct Type {
    size_px: f64,
    leading_px: f64,
    /// From the column's edge to the words beside a symbol.
    indent_px: f64,
    /// Below a row.
    gap_px: f64,
    /// For words, and for ids.
    classes: [&'static str; 2],
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
    fn gap(height: f64) -> Self {
        Self { height, ..Self::default() }
    }

    fn lines(&mut self, lines: &[String], class: &'static str, (indent, leading_px): (f64, f64)) {
        for line in lines {
            self.height += leading_px;
            self.texts.push((indent, self.height, class, line.clone()));
        }
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
            let (x, y) = (page.x(frame, SYMBOL_PX), top + down);
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
    let column = Column { page: told.page, marks: told.marks, base: told.base, detail, face: detail.face(), width };
    let mut items = column.incidents();
    items.extend(column.titles(told.unlabelled));
    items.push(Item::gap(6.0));
    items.extend(column.not_drawn());
    items.extend(column.lines());
    items
}

/// The items in columns that are all as high as the lowest that hold them: which column and how far down each stands; `None`
/// where `height` is not enough.
pub(super) fn in_columns(items: &[Item], columns: usize, height: f64) -> Option<(Vec<(usize, f64)>, f64)> {
    let whole: f64 = items.iter().map(|item| item.height).sum();
    let highest = items.iter().map(|item| item.height).fold(0.0, f64::max);
    let mut least = (whole / columns as f64).max(highest);
    while least <= height + 1e-6 {
        let kept = flowed(items, columns, least, Sections::Whole);
        if let Some(places) = kept.or_else(|| flowed(items, columns, least, Sections::Broken)) {
            return Some((places, least));
        }
        least = if columns == 1 { f64::INFINITY } else { least + STEP_PX };
    }
    None
}

/// Whether what stands below a heading may go on in the next column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sections {
    Whole,
    Broken,
}

/// How high a heading is with all that stands below it.
fn section_px(items: &[Item]) -> f64 {
    let Some((first, rest)) = items.split_first() else { return 0.0 };
    first.height + rest.iter().take_while(|item| !item.leads && !item.boxed).map(|item| item.height).sum::<f64>()
}

fn flowed(items: &[Item], columns: usize, height: f64, sections: Sections) -> Option<Vec<(usize, f64)>> {
    let (mut column, mut down) = (0, 0.0);
    let mut places = Vec::with_capacity(items.len());
    for (number, item) in items.iter().enumerate() {
        // a heading goes with what it is over
        let with = match sections {
            Sections::Whole if item.leads && section_px(&items[number..]) <= height => section_px(&items[number..]),
            _ if item.leads => item.height + items.get(number + 1).map_or(0.0, |next| next.height),
            _ => item.height,
        };
        if down + with > height + 1e-6 && down > 0.0 {
            // words begin as far down as headings do
            (column, down) = (column + 1, if item.leads || item.boxed { 0.0 } else { LEAD_PX });
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
    format!("<g id=\"legend\"{}>\n{}</g>\n", page.class(), drawn.collect::<Vec<_>>().concat())
}

/// A column in the making.
struct Column<'a> {
    page: &'a Page<'a>,
    marks: &'a Marks,
    base: &'a Base,
    detail: Detail,
    face: Type,
    width: f64,
}

impl Column<'_> {
    fn heading(&self, text: &str, indent: f64) -> Item {
        let mut item = Item { height: LEAD_PX, leads: true, ..Item::default() };
        let bold = HEADING_PX * weighed_px(text, 1.0, Weight::Bold) / weighed_px(text, 1.0, Weight::Regular).max(1e-9);
        item.lines(&wrapped(text, bold, self.width - 2.0 * indent), "heading", (indent, 16.0));
        item.height += 6.0;
        item
    }

    /// A symbol with its meaning.
    fn row(&self, symbol: &str, text: &str) -> Item {
        let Type { size_px, leading_px, indent_px, gap_px, classes: [class, _] } = self.face;
        let mut item = Item { symbol: Some((symbol.to_owned(), leading_px - 4.5)), ..Item::default() };
        item.lines(&wrapped(text, size_px, self.width - indent_px), class, (indent_px, leading_px));
        item.height += gap_px;
        item
    }

    /// What the symbols of incidents mean.
    fn incidents(&self) -> Vec<Item> {
        let (page, marks, words) = (self.page, self.marks, self.page.named);
        let mut items = vec![self.heading(&format!("{}: {}", words.drawn, page.count(marks.drawn.len())), 0.0)];
        for stated in Stated::ALL {
            if marks.points.iter().any(|mark| mark.stated == stated) {
                let seen = stated == Stated::Circle && marks.has_visible_circle();
                let circle = if seen { "<circle class=\"radius\" r=\"9\"/>" } else { "" };
                let symbol =
                    format!("{circle}<circle class=\"{}\" r=\"{}\"/>", dot_class(stated), marks.dot_px().min(5.0));
                let hidden = stated == Stated::Circle && !seen;
                items.push(self.row(&symbol, if hidden { words.circle_hidden } else { stated.words(words) }));
            }
        }
        for (wide, meaning) in [(false, words.stretch), (true, words.whole_border)] {
            if marks.lines.iter().any(|mark| mark.wide == wide) {
                let class = if wide { " wide" } else { "" };
                let symbol = band("M-11,3C-5,-4 4,4 11,-3", class, page.theme).replace('\n', "");
                items.push(self.row(&symbol, meaning));
            }
        }
        if !marks.areas.is_empty() {
            items.push(self.row("<path class=\"area\" d=\"M-15,-7h30v14h-30z\"/>", words.area));
        }
        items
    }

    /// Ids and titles of what is drawn.
    fn titles(&self, unlabelled: usize) -> Vec<Item> {
        let (page, marks, detail) = (self.page, self.marks, self.detail);
        let Type { size_px, leading_px, indent_px, classes: [class, strong], .. } = self.face;
        let mut items = vec![Item::gap(4.0)];
        let titled = || marks.drawn.iter().filter(|(_, title)| !title.is_empty() && marks.has_ids());
        // ids have as much room as the longest of them needs, and leave most of the column to titles
        let wide_px = |(id, _): &(String, Vec<String>)| weighed_px(&shortened(id), size_px, Weight::Bold) + 8.0;
        let widest_px = titled().take(detail.titles()).map(wide_px).fold(indent_px, f64::max);
        let indent_px = widest_px.min(self.width * IDS_SHARE_MAX).max(indent_px);
        for (id, title) in titled().take(detail.titles()) {
            let mut item = Item::default();
            item.texts.push((0.0, leading_px, strong, fitting(&shortened(id), size_px * 1.13, indent_px - 4.0)));
            let lines = title.iter().flat_map(|part| wrapped(part, size_px, self.width - indent_px)).collect();
            item.lines(&at_most(lines, TITLE_LINES_MAX), class, (indent_px, leading_px));
            items.push(item);
        }
        let mut more = Item::default();
        let left = titled().count().saturating_sub(detail.titles());
        if left > 0 && detail.titles() > 0 {
            let text = filled(page.words.and_more, &[("n", &page.count(left))]);
            more.lines(&[text], class, (indent_px, leading_px));
        }
        // a title that is not in the picture's language begins with its date
        let foreign = |(_, title): &(String, Vec<String>)| title.last().is_some_and(|title| !title.contains(is_arabic));
        if page.language.is_rtl() && titled().take(detail.titles()).any(foreign) {
            more.lines(&wrapped(page.words.titles_as_given, size_px, self.width), class, (0.0, leading_px));
        }
        if marks.drawn.is_empty() {
            more.lines(&[page.words.none.to_owned()], class, (0.0, leading_px));
        }
        if unlabelled > 0 {
            let (n, all) = (page.count(unlabelled), page.count(marks.drawn.len()));
            let text = filled(page.words.unlabelled, &[("n", &n), ("all", &all)]);
            more.lines(&wrapped(&text, size_px, self.width), class, (0.0, leading_px));
        }
        items.push(more);
        items
    }

    /// The box of what would pass for a place if it were drawn.
    fn not_drawn(&self) -> Option<Item> {
        let (page, marks) = (self.page, self.marks);
        if marks.not_drawn.is_empty() {
            return None;
        }
        let Type { size_px, leading_px, classes: [class, strong], .. } = self.face;
        let (inside, at) = (self.width - 2.0 * BOX_PX, (BOX_PX, leading_px));
        let heading = format!("{}: {}", page.words.not_drawn, page.count(marks.not_drawn.len()));
        let mut item = Item { boxed: true, leads: false, ..self.heading(&heading, BOX_PX) };
        let reasons = NotDrawn::ALL.into_iter().filter(|_| self.detail < Detail::Bare);
        for (reason, ids) in reasons.map(|reason| (reason, marks.left_out(reason))).filter(|(_, ids)| !ids.is_empty()) {
            let counted = format!("{}: {}", reason.words(page.words), page.count(ids.len()));
            item.lines(&wrapped(&counted, size_px, inside), class, at);
            if self.detail == Detail::Whole && marks.has_ids() {
                item.height += 2.0;
                for id in ids {
                    let start = (BOX_PX, item.height + leading_px, strong, shortened(id));
                    item.texts.push(start);
                    let indent_px = BOX_PX + self.face.indent_px - 4.0;
                    let titles = marks.title(id).iter();
                    let lines: Vec<String> =
                        titles.flat_map(|part| wrapped(part, size_px, self.width - BOX_PX - indent_px)).collect();
                    item.height += if lines.is_empty() { leading_px } else { 0.0 };
                    item.lines(&at_most(lines, TITLE_LINES_MAX), class, (indent_px, leading_px));
                }
                item.height += 4.0;
            } else if self.detail.id_lines() > 0 && marks.has_ids() {
                item.lines(&id_lines(page, &ids, self.detail.id_lines(), inside), strong, at);
                item.height += 4.0;
            }
        }
        item.height += 8.0;
        Some(item)
    }

    /// What the lines and areas of the base map mean.
    fn lines(&self) -> Vec<Item> {
        let (base, words) = (self.base, self.page.words);
        match self.detail {
            Detail::Bare => return Vec::new(),
            Detail::Listed | Detail::Least => {
                return vec![self.row("<path class=\"border unsure\" d=\"M-17,0h34\"/>", words.base_map)];
            }
            _ => {}
        }
        let mut items = vec![self.heading(words.base_map, 0.0)];
        for kind in &base.lines {
            let short = kind.class == OUTLINE && self.detail >= Detail::Dense;
            let meaning = if short { words.outline_short } else { &kind.meaning };
            items.push(self.row(&format!("<path class=\"{}\" d=\"M-17,0h34\"/>", kind.class), meaning));
        }
        if !base.fuzzy.is_empty() {
            items.push(self.row("<circle class=\"fuzzy\" r=\"9\"/>", words.fuzzy));
        }
        if !base.tripoints.is_empty() {
            items.push(self.row("<path class=\"tripoint\" d=\"M0,-6.9l6,10.4h-12z\"/>", words.tripoint));
        }
        items.push(self.row("<path class=\"void\" d=\"M-15,-7h30v14h-30z\"/>", words.void));
        items
    }
}

/// As many ids as the lines hold, and how many more there are.
fn id_lines(page: &Page, ids: &[&str], lines_max: usize, width: f64) -> Vec<String> {
    // bold letters are set by the width of regular ones that are larger
    let bold = 13.0 * weighed_px("ids, A1", 1.0, Weight::Bold) / weighed_px("ids, A1", 1.0, Weight::Regular);
    let lines_of = |count: usize| {
        let mut text = ids[..count].iter().map(|id| shortened(id)).collect::<Vec<_>>().join(", ");
        if count < ids.len() {
            text = text + " " + &filled(page.words.and_more, &[("n", &page.count(ids.len() - count))]);
        }
        wrapped(&text, bold, width)
    };
    let found = (1..=ids.len().min(LISTED_MAX)).rev().map(lines_of).find(|lines| lines.len() <= lines_max);
    found.unwrap_or_else(|| at_most(lines_of(1), lines_max))
}
