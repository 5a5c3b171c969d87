//! The picture in words, for those who do not see it. Not responsible for what is drawn.

use crate::render::credits::map_data;
use crate::render::intervals::{Form, Intervals};
use crate::render::marks::{Marks, NotDrawn, PathMark};
use crate::render::options::MapOptions;
use crate::render::page::Page;
use crate::render::text::{escaped, shortened};
use crate::render::words::filled;

/// More ids than this are counted.
const IDS_MAX: usize = 80;

/// `<title>` and `<desc>`.
pub(super) fn elements(title: &str, description: &str) -> String {
    format!("<title id=\"t\">{}</title>\n<desc id=\"d\">{}</desc>\n", escaped(title), escaped(description))
}

/// One paragraph: what map, what is drawn how, what is not and why, what is nearest, and the credit.
pub(super) fn paragraph(page: &Page, options: &MapOptions, description: &str) -> String {
    let sentences = [&options.title, &options.subtitle].into_iter().map(|text| text.trim());
    let sentences = sentences
        .filter(|text| !text.is_empty())
        .map(|text| if text.ends_with(['.', '!', '?', '۔', '؟']) { text.to_owned() } else { format!("{text}.") });
    let own: Vec<String> = sentences.chain([description.to_owned(), map_data(page)]).collect();
    own.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is drawn, what is not and why.
pub(super) fn description(page: &Page, marks: &Marks, intervals: Option<&Intervals>) -> String {
    let words = page.words;
    let listed = |label: &str, ids: Vec<&str>| {
        (!ids.is_empty()).then(|| format!("{label}: {} ({}).", page.count(ids.len()), some(page, &ids)))
    };
    let points: Vec<&str> = marks.points.iter().flat_map(|mark| &mark.ids).map(String::as_str).collect();
    let drawn = [
        listed(words.as_points, once(points)),
        listed(words.as_stretches, once(ids_of(&marks.lines))),
        listed(words.as_areas, once(ids_of(&marks.areas))),
    ];
    let not_drawn = NotDrawn::ALL.map(|reason| listed(reason.words(words), marks.left_out(reason)));
    let nearest = intervals.and_then(|intervals| nearest(page, intervals));
    let parts = [Some(words.locator.to_owned())].into_iter().chain(drawn).chain(not_drawn).chain([nearest]);
    parts.flatten().collect::<Vec<_>>().join(" ")
}

/// Which incident is nearest; where intervals overlap, which ones may be.
fn nearest(page: &Page, intervals: &Intervals) -> Option<String> {
    let target = intervals.target(page);
    match intervals.nearest().as_slice() {
        [] => None,
        [row] => {
            let far = row.words(page, Form::Whole);
            Some(filled(page.words.nearest, &[("target", &target), ("id", &shortened(&row.id)), ("far", &far)]))
        }
        rows => {
            let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
            Some(filled(page.words.nearest_of, &[("target", &target), ("ids", &some(page, &ids))]))
        }
    }
}

fn ids_of(marks: &[PathMark]) -> Vec<&str> {
    marks.iter().flat_map(|mark| &mark.ids).map(String::as_str).collect()
}

/// Each id where it stands first.
fn once(ids: Vec<&str>) -> Vec<&str> {
    let mut seen = std::collections::HashSet::new();
    ids.into_iter().filter(|id| seen.insert(*id)).collect()
}

/// As many ids as a listener bears, and how many more there are.
fn some(page: &Page, ids: &[&str]) -> String {
    let told: Vec<String> = ids.iter().take(IDS_MAX).map(|id| shortened(id)).collect();
    let told = told.join(", ");
    match ids.len().saturating_sub(IDS_MAX) {
        0 => told,
        more => told + " " + &filled(page.words.and_more, &[("n", &page.count(more))]),
    }
}
