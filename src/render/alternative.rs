//! The picture in words, for those who do not see it. Not responsible for what is drawn.

use crate::render::credits::map_data;
use crate::render::intervals::{Form, Intervals};
use crate::render::marks::{Marks, NotDrawn, PathMark};
use crate::render::options::MapOptions;
use crate::render::page::Page;
use crate::render::text::{escaped, shortened};
use crate::render::words::filled;

/// More titles than this are not told, nor more ids in one list.
const TOLD_MAX: usize = 10;

/// `<title>` and `<desc>`.
pub(super) fn elements(title: &str, description: &str) -> String {
    format!("<title id=\"t\">{}</title>\n<desc id=\"d\">{}</desc>\n", escaped(title), escaped(description))
}

/// One paragraph: what map, what is drawn how, what is not and why, what is nearest, and the credit.
pub(super) fn paragraph(page: &Page, options: &MapOptions, description: &str) -> String {
    let sentences = [&options.title, &options.subtitle].into_iter().map(|text| text.trim());
    let sentences = sentences.filter(|text| !text.is_empty()).map(|text| {
        if text.ends_with(['.', '!', '?', '۔', '؟']) { text.to_owned() } else { text.to_owned() + page.words.stop }
    });
    let own: Vec<String> = sentences.chain([description.to_owned(), map_data(page)]).collect();
    own.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is drawn, what is not and why.
pub(super) fn description(page: &Page, marks: &Marks, intervals: Option<&Intervals>) -> String {
    let words = page.words;
    let stop = words.stop;
    let mut left = TOLD_MAX;
    let mut listed = |label: &str, ids: Vec<&str>| {
        let count = page.count(ids.len());
        match ids.as_slice() {
            [] => None,
            _ if !marks.has_ids() => Some(format!("{label}: {count}{stop}")),
            ids if left == 0 || ids.iter().all(|id| marks.title(id).is_empty()) => {
                Some(format!("{label}: {count} ({}){stop}", some(page, ids, (TOLD_MAX, &shortened))))
            }
            ids => {
                let told = some(page, ids, (left, &|id: &str| titled(page, marks, id)));
                left = left.saturating_sub(ids.len());
                Some(format!("{label}: {count}{stop} {told}{stop}"))
            }
        }
    };
    let points: Vec<&str> = marks.points.iter().flat_map(|mark| &mark.ids).map(String::as_str).collect();
    let drawn = [
        listed(words.as_points, once(points)),
        listed(words.as_stretches, once(ids_of(&marks.lines))),
        listed(words.as_areas, once(ids_of(&marks.areas))),
    ];
    let not_drawn = NotDrawn::ALL.map(|reason| listed(reason.words(words), marks.left_out(reason)));
    let not_drawn = not_drawn.into_iter();
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
            Some(filled(
                page.words.nearest_of,
                &[("target", &target), ("ids", &some(page, &ids, (TOLD_MAX, &shortened)))],
            ))
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

/// An id with what happened, when, and how near the point is.
fn titled(page: &Page, marks: &Marks, id: &str) -> String {
    match marks.title(id) {
        [] => shortened(id),
        title => format!("{}: {}", shortened(id), title.join(page.words.comma)),
    }
}

/// As many as a listener bears, each as `told` says it, and how many more there are.
fn some(page: &Page, ids: &[&str], (most, told): (usize, &dyn Fn(&str) -> String)) -> String {
    let told: Vec<String> = ids.iter().take(most).map(|id| told(id)).collect();
    let between = if told.iter().any(|one| one.contains(": ")) { "; " } else { page.words.comma };
    let between = if page.language.is_rtl() { between.replace(';', "؛") } else { between.to_owned() };
    let told = told.join(&between);
    match ids.len().saturating_sub(most) {
        0 => told,
        more => told + " " + &filled(page.words.and_more, &[("n", &page.count(more))]),
    }
}
