//! The column beside a map: what is drawn and how, and what is not drawn and why. Not responsible for drawing it.

use std::fmt::Write as _;

use crate::render::base::Base;
use crate::render::labels::text_from;
use crate::render::marks::{Marks, NotDrawn};
use crate::render::projection::Frame;
use crate::render::text::{at_most, shortened, wrapped};

const TEXT_PX: f64 = 13.0;
const LEADING_PX: f64 = 16.0;
/// From the column's edge to the words beside a symbol.
const INDENT_PX: f64 = 42.0;
/// No more drawn incidents than this are listed with their titles.
const TITLES_MAX: usize = 9;
/// Lines of one title: by whom it is alleged comes last, and must not be cut off.
const TITLE_LINES_MAX: usize = 5;
/// No more lines than this for one list of ids.
const ID_LINES_MAX: usize = 3;
/// More ids than three lines can ever hold: each is a letter, a comma and a space or more.
const IDS_MAX: usize = 80;

/// A column of text that grows downwards.
struct Column {
    frame: Frame,
    y: f64,
    svg: String,
}

impl Column {
    fn heading(&mut self, text: &str) {
        self.y += 24.0;
        self.svg.push_str(&text_from(self.frame.left, self.y, "heading", text));
        self.y += 6.0;
    }

    fn lines(&mut self, lines: &[String], class: &str, indent: f64) {
        for line in lines {
            self.y += LEADING_PX;
            self.svg.push_str(&text_from(self.frame.left + indent, self.y, class, line));
        }
    }

    fn gap(&mut self) {
        self.y += 4.0;
    }

    /// A symbol, drawn around the origin by `symbol`, with its meaning.
    fn row(&mut self, symbol: &str, text: &str) {
        let (x, y) = (self.frame.left + INDENT_PX / 2.0 - 4.0, self.y + LEADING_PX - 4.5);
        writeln!(self.svg, "<g transform=\"translate({x:.1} {y:.1})\">{symbol}</g>").expect("a string takes text");
        self.lines(&wrapped(text, TEXT_PX, self.frame.width() - INDENT_PX), "text", INDENT_PX);
        self.gap();
    }
}

/// The legend from the top of `frame` downwards, and where it ends.
pub(super) fn legend(marks: &Marks, base: &Base, unlabelled: usize, frame: Frame) -> (String, f64) {
    let mut column = Column { frame, y: frame.top - 12.0, svg: String::new() };
    incidents(&mut column, marks, unlabelled);
    not_drawn(&mut column, marks);
    lines(&mut column, base);
    (format!("<g id=\"legend\">\n{}</g>\n", column.svg), column.y)
}

fn incidents(column: &mut Column, marks: &Marks, unlabelled: usize) {
    column.heading("Incidents drawn");
    if !marks.points.is_empty() {
        let symbol = "<circle class=\"radius\" r=\"9\"/><circle class=\"dot\" r=\"5\"/>";
        column.row(symbol, "in this place, within the circle (to scale)");
    }
    if !marks.lines.is_empty() {
        let symbol = "<path class=\"band\" d=\"M-15,3C-6,-5 4,5 15,-3\"/>";
        column.row(symbol, "somewhere on this stretch of border");
    }
    if !marks.areas.is_empty() {
        let symbol = "<path class=\"area\" d=\"M-15,-7h30v14h-30z\"/>";
        column.row(symbol, "somewhere in this area");
    }
    column.gap();
    titles(column, &marks.drawn);
    if unlabelled > 0 {
        let text = format!("{unlabelled} of {} stand without their id for lack of room", marks.drawn.len());
        column.lines(&wrapped(&text, TEXT_PX, column.frame.width()), "text", 0.0);
    }
}

fn titles(column: &mut Column, drawn: &[(String, String)]) {
    let width = column.frame.width() - INDENT_PX;
    for (id, title) in drawn.iter().filter(|(_, title)| !title.is_empty()).take(TITLES_MAX) {
        let id = at_most(wrapped(&shortened(id), TEXT_PX, INDENT_PX - 6.0), 1);
        let y = column.y;
        column.lines(&id, "text strong", 0.0);
        column.y = y;
        column.lines(&at_most(wrapped(title, TEXT_PX, width), TITLE_LINES_MAX), "text", INDENT_PX);
    }
    let titled = drawn.iter().filter(|(_, title)| !title.is_empty()).count();
    if titled > TITLES_MAX {
        column.lines(&[format!("and {} more", titled - TITLES_MAX)], "text", INDENT_PX);
    }
    if drawn.is_empty() {
        column.lines(&["none".to_owned()], "text", 0.0);
    }
}

/// The box of what would pass for a place if it were drawn.
fn not_drawn(column: &mut Column, marks: &Marks) {
    if marks.not_drawn.is_empty() {
        return;
    }
    column.gap();
    let (top, before) = (column.y + 4.0, std::mem::take(&mut column.svg));
    let whole = column.frame;
    column.frame = Frame { left: whole.left + 10.0, right: whole.right - 10.0, ..whole };
    column.heading("Not drawn");
    for reason in NotDrawn::ALL {
        let ids = marks.left_out(reason);
        if !ids.is_empty() {
            column.lines(&[format!("{}:", reason.words())], "text", 0.0);
            column.lines(&id_lines(&ids, column.frame.width()), "text strong", 0.0);
            column.gap();
        }
    }
    let (x, width, height) = (whole.left, whole.width(), column.y + 6.0 - top);
    let around =
        format!("<rect class=\"box\" x=\"{x:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>\n");
    column.svg = [before, around, std::mem::take(&mut column.svg)].concat();
    column.frame = whole;
    column.y += 6.0;
}

/// As many ids as three lines hold, and how many more there are.
fn id_lines(ids: &[&str], width: f64) -> Vec<String> {
    let lines_of = |count: usize| {
        let mut text = ids[..count].iter().map(|id| shortened(id)).collect::<Vec<_>>().join(", ");
        if count < ids.len() {
            write!(text, " and {} more", ids.len() - count).expect("a string takes text");
        }
        wrapped(&text, TEXT_PX + 0.6, width)
    };
    let fitting = (1..=ids.len().min(IDS_MAX)).rev().map(lines_of).find(|lines| lines.len() <= ID_LINES_MAX);
    fitting.unwrap_or_else(|| at_most(lines_of(1), ID_LINES_MAX))
}

fn lines(column: &mut Column, base: &Base) {
    column.heading("Base map (dashed: approximate)");
    for kind in &base.lines {
        column.row(&format!("<path class=\"{}\" d=\"M-17,0h34\"/>", kind.class), &kind.meaning);
    }
    if !base.fuzzy.is_empty() {
        column.row("<circle class=\"fuzzy\" r=\"9\"/>", "region without a boundary, in one reading");
    }
    if !base.tripoints.is_empty() {
        column.row("<path class=\"tripoint\" d=\"M0,-6.9l6,10.4h-12z\"/>", "where three countries meet");
    }
    column.row("<path class=\"void\" d=\"M-15,-7h30v14h-30z\"/>", "open sea, or land outside the atlas");
}
