//! Pictures: exact sizes, three languages, three themes, words that do not overlap, and the same bytes every time.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

use sarhad::atlas::{Atlas, LayerName, article::article};
use sarhad::model::feature::{Feature, FeatureId, Properties};
use sarhad::model::shape::Shape;
use sarhad::query::incidents::{Records, incident_features};
use sarhad::render::{
    Extent, IntervalRow, Intervals, Language, LeftOut, MapOptions, Picture, PictureError, PictureSize, Subject, Theme,
    picture,
};
use sarhad::{LonLat, Metres};
use serde_json::{Value, json};

static ATLAS: LazyLock<Atlas> = LazyLock::new(Atlas::built_in);

fn size(text: &str) -> PictureSize {
    text.parse().unwrap()
}

fn incidents() -> Vec<Feature> {
    incident_features(&ATLAS, article(), Records::Incidents)
}

/// Pictures that have been drawn, since several tests look at the same ones.
static DRAWN: LazyLock<Mutex<HashMap<String, Picture>>> = LazyLock::new(Mutex::default);

/// The article's incidents as `size` says, with the credits that the command gives.
fn drawn(size_text: &str, options: MapOptions) -> Picture {
    let key = format!("{size_text} {options:?}");
    if let Some(known) = DRAWN.lock().unwrap().get(&key) {
        return known.clone();
    }
    let card = &article().dataset;
    let notes = vec![card.attribution.clone(), card.disclaimer.clone()];
    let made = picture(&ATLAS, &incidents(), &MapOptions { notes, ..options }, Some(size(size_text))).unwrap();
    DRAWN.lock().unwrap().insert(key, made.clone());
    made
}

fn point(id: &str, at: (f64, f64), properties: Value) -> Feature {
    let shape = Some(Shape::from_place(LonLat::new(at.0, at.1).unwrap()));
    let properties = serde_json::from_value::<Properties>(properties).unwrap();
    Feature { id: Some(FeatureId::Text(id.to_owned())), shape, properties }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).and_then(|(_, rest)| rest.split_once(after)).unwrap_or_else(|| panic!("no {before}")).0
}

const SIZES: [&str; 5] = ["1200x675", "1080x1080", "1080x1920", "1240x1754", "600x400"];

#[test]
fn a_picture_is_exactly_as_large_as_asked() {
    for asked in SIZES.into_iter().chain(["3000x500"]) {
        let svg = drawn(asked, MapOptions::default()).svg;
        let (width, height) = asked.split_once('x').unwrap();
        let root = between(&svg, "<svg ", ">");
        assert!(root.contains(&format!("width=\"{width}\" height=\"{height}\"")), "{asked}: {root}");
        // credits and disclaimer are in it to the last word
        let words = svg.replace("</text>", " ");
        for word in ["OpenStreetMap", "implied", "not the", "sources."] {
            assert!(words.contains(word), "{asked}: {word}");
        }
    }
}

#[test]
fn a_size_without_room_is_refused_with_what_to_do() {
    let notes = vec!["All of this has to be said. ".repeat(400)];
    let options = MapOptions { notes, ..MapOptions::default() };
    let refused = picture(&ATLAS, &[], &options, Some(size("600x400")));
    assert_eq!(refused, Err(PictureError::NoRoom { width: 600, height: 400 }));
    let many = vec![point("x", (62.0, 27.0), json!({})); 100_001];
    let refused = picture(&ATLAS, &many, &MapOptions::default(), None).unwrap_err();
    assert!(refused.to_string().starts_with("100001 incidents are too many"), "{refused}");
}

/// A word of ours, of the atlas and a number in each language; what the data says stays as it is.
#[test]
fn each_language_has_its_words_names_and_digits() {
    let check = |language: Language, words: &[&str], never: &[&str]| {
        let Picture { svg, alt, .. } = drawn("1200x675", MapOptions::in_language(language));
        for word in words {
            assert!(svg.contains(word), "{language}: {word}");
        }
        for word in never {
            assert!(!svg.contains(word), "{language}: {word}");
        }
        assert!(alt.contains(words[0]) && alt.contains("A3"), "{language}: {alt}");
        assert!(svg.contains("OpenStreetMap"), "credits keep their names");
        assert!(svg.contains(&format!("xml:lang=\"{language}\"")));
    };
    let english = ["Not drawn", "AFGHANISTAN", "international border", "no position on the status"];
    check(Language::English, &["Incidents", "AFGHANISTAN", "Kech", "200 km", "60° E", "Not drawn: 10"], &[]);
    let persian = ["رویدادها", ">افغانستان<", ">کیچ<", "۲۰۰ کیلومتر", "۶۰° شرقی", "کشیده نشده: ۱۰", "موضعی ندارد"];
    check(Language::Persian, &persian, &english);
    let urdu = ["واقعات", ">افغانستان<", ">زاہدان<", "۲۰۰ کلومیٹر", "۶۰° مشرق", "نہیں دکھائے گئے: ۱۰", "کوئی موقف"];
    check(Language::Urdu, &urdu, &english);
}

#[test]
fn what_is_read_from_the_right_is_mirrored() {
    let edges = |language| {
        let svg = drawn("1200x675", MapOptions::in_language(language)).svg;
        let number = |text: &str| text.parse::<f64>().unwrap();
        let map = between(&svg, "class=\"frame\"", "/>").to_owned();
        let legend = between(&svg, "<g id=\"legend\">", "</g>").to_owned();
        (number(between(&map, "x=\"", "\"")), number(between(&legend, " x=\"", "\"")))
    };
    let ((map, legend), (turned_map, turned_legend)) = (edges(Language::English), edges(Language::Persian));
    assert!(map < legend && turned_legend < turned_map + 10.0, "{map} {legend} {turned_map} {turned_legend}");
}

#[test]
fn a_theme_changes_colours_and_nothing_else() {
    let shapes = |theme| {
        let svg = drawn("1080x1080", MapOptions { theme, ..MapOptions::default() }).svg;
        let (_, body) = svg.split_once("</defs>").unwrap();
        // the rails of print are a second path over the first
        body.lines().filter(|line| !line.contains("class=\"core\"")).collect::<Vec<_>>().join("\n")
    };
    let light = shapes(Theme::Light);
    assert_eq!(light.replace("<path class=\"core\"", ""), shapes(Theme::Dark));
    let words = |body: &str| body.matches("<text").count();
    assert_eq!(words(&light), words(&shapes(Theme::Print)));
    let print = drawn("1080x1080", MapOptions { theme: Theme::Print, ..MapOptions::default() }).svg;
    let style = between(&print, "<style>", "</style>");
    let coloured = style.split('#').skip(1).filter(|rest| {
        let digits: Vec<char> = rest.chars().take_while(char::is_ascii_hexdigit).collect();
        let pairs: Vec<&[char]> = digits.chunks(if digits.len() == 3 { 1 } else { 2 }).collect();
        matches!(digits.len(), 3 | 6) && pairs.iter().any(|pair| *pair != pairs[0])
    });
    assert_eq!(coloured.count(), 0, "print has greys alone");
}

#[test]
fn an_incident_is_where_the_projection_says() {
    // a map whose middle is the place: by hand, the middle of its frame
    let extent = Extent::new(LonLat::new(61.0, 26.0).unwrap(), LonLat::new(65.0, 28.0).unwrap()).unwrap();
    let options = MapOptions { extent: Some(extent), towns: Vec::new(), ..MapOptions::default() };
    for asked in ["1200x675", "1080x1920"] {
        let one = [point("X", (63.0, 27.0), json!({"precision": "exact"}))];
        let svg = picture(&ATLAS, &one, &options, Some(size(asked))).unwrap().svg;
        let number = |part: &str, name: &str| between(part, &format!(" {name}=\""), "\"").parse::<f64>().unwrap();
        let frame = between(&svg, "class=\"frame\"", "/>");
        let dot = between(between(&svg, "<g id=\"incidents\">", "</g>"), "class=\"dot\"", "/>");
        let middle = [("x", "width", "cx"), ("y", "height", "cy")]
            .map(|(at, span, c)| (number(frame, at) + number(frame, span) / 2.0 - number(dot, c)).abs());
        assert!(middle.iter().all(|off| *off < 0.11), "{asked}: {middle:?}");
    }
}

#[test]
fn bars_say_no_more_than_is_sure() {
    let km = Metres::from_km;
    let row = |id: &str, min: f64, max: f64, best: Option<f64>| IntervalRow {
        id: id.to_owned(),
        min: km(min),
        max: km(max),
        best: best.map(km),
    };
    let rows = vec![
        row("B", 3.21, 9.87, None),
        row("A", 0.0, 161.2, Some(20.0)),
        row("C", 25.557, 25.557, Some(25.557)),
        row("D", 0.04, 0.04, None),
    ];
    let intervals =
        Intervals { target: "Iran–Pakistan border".into(), target_id: "border/IR-PK".into(), rows, unplaced: 7 };
    let options = MapOptions { intervals: Some(intervals.clone()), ..MapOptions::default() };
    let svg = drawn("1200x900", options.clone()).svg;
    let panel = between(&svg, "<g id=\"intervals\">", "</g>");
    for told in ["as drawn", ">between 0 and 162 km", ">between 3.2 and 9.9 km", "26 km", ">40 m<", "7 have no place"] {
        assert!(panel.contains(told), "{told} in {panel}");
    }
    assert_eq!([panel.matches("class=\"range\"").count(), panel.matches("<circle").count()], [2, 2]);
    let order: Vec<usize> = [">A<", ">D<", ">B<", ">C<"].iter().map(|id| panel.find(id).unwrap()).collect();
    assert!(order.is_sorted(), "the least bound first");
    let persian = MapOptions { intervals: Some(intervals.clone()), ..MapOptions::in_language(Language::Persian) };
    let Picture { svg, alt, .. } = drawn("1200x900", persian);
    assert!(svg.contains("مرز ایران و پاکستان") && svg.contains("۱۶۲ کیلومتر"));
    assert!(alt.contains("یکی از A، D؛"), "{alt}");
    // what has no room is counted
    let many: Vec<IntervalRow> =
        (0..300).map(|n| row(&format!("r{n}"), f64::from(n), f64::from(n) + 50.0, None)).collect();
    let options = MapOptions { intervals: Some(Intervals { rows: many, ..intervals }), ..options };
    let svg = drawn("1200x900", options).svg;
    let panel = between(&svg, "<g id=\"intervals\">", "</g>");
    let shown = panel.matches("class=\"range\"").count();
    assert!(shown > 2 && panel.contains(&format!("{} more have no room here", 300 - shown)), "{shown}");
}

/// What may be anywhere within a range is not the nearest while another one may be nearer.
#[test]
fn only_what_is_surely_nearest_is_called_so() {
    let check = |bounds_km: &[(&str, f64, f64)], expected: &str| {
        let row = |&(id, min, max): &(&str, f64, f64)| IntervalRow {
            id: id.to_owned(),
            min: Metres::from_km(min),
            max: Metres::from_km(max),
            best: None,
        };
        let rows = bounds_km.iter().map(row).collect();
        let (target, target_id) = ("Iran–Pakistan border".to_owned(), "border/IR-PK".to_owned());
        let intervals = Intervals { target, target_id, rows, unplaced: 0 };
        let alt = drawn("1200x900", MapOptions { intervals: Some(intervals), ..MapOptions::default() }).alt;
        let told = alt.contains("Nearest to").then(|| between(&alt, "as drawn: ", " Map data"));
        assert_eq!(told.unwrap_or_default(), expected, "{bounds_km:?}");
    };
    check(&[], "");
    check(&[("A", 0.0, 161.0), ("B", 3.0, 10.0)], "one of A, B; which of them is not known.");
    check(&[("B", 3.0, 10.0), ("A", 11.0, 161.0)], "B, between 3 and 10 km.");
    check(&[("A", 0.1, 0.9), ("B", 3.0, 10.0), ("C", 0.5, 7.0)], "one of A, C; which of them is not known.");
    check(&[("A", 0.0004, 0.9), ("B", 3.0, 10.0)], "A, between 0 and 900 m.");
}

#[test]
fn the_alternative_text_counts_every_incident() {
    let alt = drawn("1200x675", MapOptions::default()).alt;
    let expected = "Incidents in the Iran–Pakistan borderlands. Shown only as exactly as the source gives the place. \
                    Locator map. As points: 1. A3: Lethal force against a protest in Zahedan (in part alleged by \
                    protesters in Zahedan), 30 September 2022, within 10 km. As stretches of border: 2. A1: ";
    assert!(alt.starts_with(expected) && !alt.contains('\n'), "{alt}");
    // ten are told with their titles; the rest are counted, or have their ids
    let rest = [
        "Known only to a country or province: 7. A2: ",
        "A8: Attacks in Balochistan by groups said to be based in Iran (believed by Pakistani authorities) and 2 more. ",
        "Place named, no position published: 1 (A12). No place given: 2 (A5, A15). Map data: ",
    ];
    for told in rest {
        assert!(alt.contains(told), "{told} in {alt}");
    }
    let urdu = drawn("1200x675", MapOptions::in_language(Language::Urdu)).alt;
    let (own, _) = urdu.split_once("نقشے کے کوائف").unwrap();
    assert!(!own.contains(". ") && own.contains("۔ "), "one mark ends all sentences: {own}");
}

/// A row of many is no use to a listener.
#[test]
fn many_incidents_are_counted_in_words() {
    let many: Vec<Feature> =
        (0..400).map(|n| point(&format!("{n}.0"), (62.0 + f64::from(n) / 100.0, 27.0), json!({}))).collect();
    let picture =
        |count: usize| picture(&ATLAS, &many[..count], &MapOptions::default(), Some(size("1200x675"))).unwrap();
    let few = picture(25);
    assert!(few.alt.contains("As points: 25 (0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 15 more)."), "{}", few.alt);
    assert_eq!((few.drawn, few.outside, few.left_out), (25, 0, vec![]));
    let most = picture(400);
    assert!(most.alt.contains("As points: 400. Map data"), "{}", most.alt);
    assert!(!most.svg.contains("class=\"id") && few.svg.contains("class=\"id"), "above 25 the map has no ids");
    assert_eq!(most.left_out, [LeftOut::Ids { drawn: 400 }]);
}

#[test]
fn a_long_headline_has_two_lines_and_is_told_where_it_is_cut() {
    let cut = |title: &str| {
        let made = drawn("600x900", MapOptions { title: title.to_owned(), ..MapOptions::default() });
        (made.svg.matches("class=\"title").count(), made.left_out.contains(&LeftOut::Headline))
    };
    assert_eq!(cut("Incidents after January 2024"), (1, false));
    assert_eq!(cut("Incidents after the strikes of January 2024 on both sides of a border of 900 km"), (2, false));
    assert_eq!(cut(&"Incidents after the strikes of January 2024 ".repeat(5)), (2, true));
}

/// Towns and districts are no incidents: neither in words nor in colours.
#[test]
fn places_are_not_called_incidents() {
    let many: Vec<Feature> = ATLAS.layer(LayerName::Districts).features.clone();
    for language in Language::ALL {
        let made = picture(&ATLAS, &many, &MapOptions::of(Subject::Places, language), Some(size("1200x675"))).unwrap();
        assert!(made.svg.contains("<g id=\"incidents\" class=\"plain\">"), "{language}");
        for words in ["Incident", "incident", "somewhere", "رویداد", "واقعات"] {
            let said = between(&made.svg, "<g id=\"legend\"", "<g id=\"credits\">").contains(words);
            assert!(!said && !made.alt.contains(words), "{language}: {words}");
        }
        assert_eq!(made.left_out, []);
    }
    let english = picture(&ATLAS, &many, &MapOptions::of(Subject::Places, Language::English), None).unwrap().svg;
    assert!(english.contains("Places drawn: 61") && english.contains(">Panjgur<"));
}

#[test]
fn the_map_follows_its_incidents_and_keeps_the_border() {
    let turbat = [point("X", (63.05, 26.0), json!({}))];
    let near = Extent::of_borderlands(&ATLAS, &turbat).unwrap();
    for (lon, lat, expected) in [(60.88, 29.8, true), (63.05, 26.0, true), (61.6, 25.1, true), (67.0, 30.2, false)] {
        assert_eq!(near.holds(LonLat::new(lon, lat).unwrap()), expected, "{lon}, {lat}");
    }
    let kabul = [point("K", (69.2, 34.5), json!({}))];
    assert_eq!(Extent::of_borderlands(&ATLAS, &kabul), None);
    assert_eq!(Extent::of_borderlands(&ATLAS, &[]), None);
    assert!(near.meets(&turbat) && !near.meets(&kabul));
}

/// The triangle of the tripoint lies over the band along the border, and the name of a region within its circle.
#[test]
fn what_the_legend_tells_can_be_seen() {
    let svg = drawn("1200x675", MapOptions::default()).svg;
    assert!(svg.find("class=\"tripoint\"") > svg.find("class=\"band wide\""), "drawn later is drawn above");
    let labels = between(&svg, "<g id=\"labels\">", "</g>");
    assert!(labels.contains("Sistan and"), "in two lines where one has no room");
    assert!(!labels.contains("area around the tripoint"));
    let urdu = drawn("1200x675", MapOptions::in_language(Language::Urdu)).svg;
    assert!(!urdu.contains("Golden"), "a region without an Urdu name has none");
    assert!(urdu.contains("عنوان ماخذ کی زبان میں درج ہیں۔"));
}

#[test]
fn nothing_comes_from_elsewhere() {
    for language in Language::ALL {
        let svg = drawn("1080x1080", MapOptions::in_language(language)).svg;
        let own = svg.replace("xmlns=\"http://www.w3.org/2000/svg\"", "").replace("url(#", "");
        for word in ["http:", "https:", "url(", "@import", "@font-face", "href", "<image", "<script"] {
            let in_words = own.split('<').filter(|tag| !tag.starts_with("text") && tag.contains(word));
            assert_eq!(in_words.count(), 0, "{word}");
        }
    }
}

/// Sizes of type in pixels: never below 10, but for credits.
#[test]
fn small_pictures_have_type_that_can_be_read() {
    for asked in SIZES {
        let svg = drawn(asked, MapOptions::default()).svg;
        let box_width: f64 = between(&svg, "viewBox=\"0 0 ", " ").parse().unwrap();
        let scale = f64::from(size(asked).width()) / box_width;
        let style = between(&svg, "<style>", "</style>");
        let least = style.split("font-size:").skip(1).map(pixels_of).fold(f64::INFINITY, f64::min);
        assert!(least * scale >= 9.99, "{asked}: {least} × {scale}");
    }
}

fn pixels_of(text: &str) -> f64 {
    text.split("px").next().unwrap().parse().unwrap()
}

#[cfg(feature = "png")]
mod pixels {
    use resvg::usvg::{self, Group, Node, Rect, Tree, fontdb};
    use sarhad::render::{PngError, png};

    use super::*;

    /// The drawing as resvg lays it out with the same fonts: the referee of widths and overlaps.
    fn tree(svg: &str) -> Tree {
        let mut faces = fontdb::Database::new();
        let letters = ["urdu-letters-regular.ttf", "urdu-letters-bold.ttf"];
        for face in [dejavu::sans::regular(), dejavu::sans::bold(), dejavu::sans::oblique()] {
            faces.load_font_data(face.to_vec());
        }
        for name in letters {
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/fonts").join(name);
            faces.load_font_data(std::fs::read(path).unwrap());
        }
        Tree::from_str(svg, &usvg::Options { fontdb: faces.into(), ..usvg::Options::default() }).unwrap()
    }

    fn texts(group: &Group, found: &mut Vec<(String, Rect)>) {
        for node in group.children() {
            match node {
                Node::Group(group) => texts(group, found),
                Node::Text(text) => {
                    let words: String = text.chunks().iter().map(usvg::TextChunk::text).collect();
                    found.push((words, text.abs_bounding_box()));
                }
                _ => {}
            }
        }
    }

    fn all_texts(svg: &str) -> Vec<(String, Rect)> {
        let mut found = Vec::new();
        texts(tree(svg).root(), &mut found);
        found
    }

    #[test]
    fn no_words_lie_over_others_or_over_the_edge() {
        for language in Language::ALL {
            for asked in ["1200x675", "1080x1920", "600x400"] {
                let svg = drawn(asked, MapOptions::in_language(language)).svg;
                let found = all_texts(&svg);
                assert!(found.len() > 30, "{language} {asked}: {} texts", found.len());
                let whole = size(asked);
                for (number, (words, area)) in found.iter().enumerate() {
                    let inside = area.left() >= 0.0
                        && area.right() <= whole.width() as f32
                        && area.bottom() <= whole.height() as f32;
                    assert!(inside, "{language} {asked}: {words} at {area:?}");
                    for (others, other) in &found[number + 1..] {
                        // boxes of lines of one paragraph may share a pixel row; words side by side may not share any
                        let apart = area.right() <= other.left() + 0.5 || other.right() <= area.left() + 0.5;
                        let above = area.bottom() <= other.top() + 6.0 || other.bottom() <= area.top() + 6.0;
                        assert!(apart || above, "{language} {asked}: {words:?} {area:?} over {others:?} {other:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn png_has_the_size_asked_and_the_same_bytes_every_time() {
        let svg = drawn("1200x675", MapOptions::in_language(Language::Urdu)).svg;
        let once = png(&svg, 1, &[]).unwrap();
        assert_eq!(once.missing, Vec::<char>::new());
        assert_eq!(once.bytes, png(&svg, 1, &[]).unwrap().bytes);
        let decoded = resvg::tiny_skia::Pixmap::decode_png(&once.bytes).unwrap();
        assert_eq!((decoded.width(), decoded.height()), (1200, 675));
        let double = resvg::tiny_skia::Pixmap::decode_png(&png(&svg, 2, &[]).unwrap().bytes).unwrap();
        assert_eq!((double.width(), double.height()), (2400, 1350));
        let large = svg.replacen("width=\"1200\" height=\"675\"", "width=\"9000\" height=\"9000\"", 1);
        assert!(matches!(png(&large, 1, &[]), Err(PngError::TooLarge { width: 9_000, .. })));
        assert!(matches!(png("no drawing", 1, &[]), Err(PngError::Unreadable { .. })));
    }

    #[test]
    fn letters_that_no_font_has_are_told() {
        let options = MapOptions { title: "漢字 map".to_owned(), ..MapOptions::default() };
        let rendered = png(&drawn("1200x675", options).svg, 1, &[]).unwrap();
        assert_eq!(rendered.missing, ['漢', '字']);
    }

    /// All names of the atlas can be drawn in each language.
    #[test]
    fn no_name_of_the_atlas_lacks_a_letter() {
        let options = |language| MapOptions { intervals: None, ..MapOptions::in_language(language) };
        for language in [Language::Persian, Language::Urdu] {
            let everywhere = Extent::new(LonLat::new(44.0, 24.0).unwrap(), LonLat::new(77.0, 40.0).unwrap()).unwrap();
            let options = MapOptions { extent: Some(everywhere), ..options(language) };
            let rendered = png(&drawn("1080x1920", options).svg, 1, &[]).unwrap();
            assert_eq!(rendered.missing, Vec::<char>::new(), "{language}");
        }
    }

    #[test]
    fn a_pixel_of_an_incident_has_its_colour() {
        let extent = Extent::new(LonLat::new(61.0, 26.0).unwrap(), LonLat::new(65.0, 28.0).unwrap()).unwrap();
        let options = MapOptions { extent: Some(extent), towns: Vec::new(), ..MapOptions::default() };
        let one = [point("X", (63.0, 27.0), json!({"precision": "exact"}))];
        let svg = picture(&ATLAS, &one, &options, Some(size("1200x675"))).unwrap().svg;
        let number = |part: &str, name: &str| between(part, &format!(" {name}=\""), "\"").parse::<f64>().unwrap();
        let frame = between(&svg, "class=\"frame\"", "/>");
        let scale = 1200.0 / between(&svg, "viewBox=\"0 0 ", " ").parse::<f64>().unwrap();
        let middle = |at, span| (number(frame, at) + number(frame, span) / 2.0) * scale;
        let pixmap = resvg::tiny_skia::Pixmap::decode_png(&png(&svg, 1, &[]).unwrap().bytes).unwrap();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a pixel of the picture")]
        let pixel = pixmap.pixel(middle("x", "width") as u32, middle("y", "height") as u32).unwrap();
        assert_eq!([pixel.red(), pixel.green(), pixel.blue()], [0xd5, 0x5e, 0x00]);
    }
}

#[cfg(feature = "cli")]
mod command {
    use assert_cmd::Command;
    use tempfile::TempDir;

    use super::between;

    /// Exit code, standard output, standard error.
    fn run(folder: &TempDir, args: &[&str]) -> (i32, String, String) {
        let output =
            Command::cargo_bin("sarhad").unwrap().current_dir(folder).arg("picture").args(args).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
    }

    #[test]
    fn the_picture_goes_to_a_file_and_its_words_to_standard_output() {
        let folder = TempDir::new().unwrap();
        let (code, out, err) = run(&folder, &["@incidents", "-o", "map.svg", "--size", "1200x675"]);
        assert_eq!(code, 0, "{err}");
        assert!(
            out.starts_with("Incidents in the Iran–Pakistan borderlands.") && out.contains("As areas: 2. A10: Killing")
        );
        let svg = std::fs::read_to_string(folder.path().join("map.svg")).unwrap();
        assert!(svg.contains("Claims are reported, not endorsed") && svg.contains("width=\"1200\""));
        let (code, _, err) = run(&folder, &["@incidents", "-o", "map.svg"]);
        assert_eq!(code, 2, "{err}");
        let (code, out, err) = run(&folder, &["@incidents", "-o", "-", "--size", "1200x675"]);
        assert_eq!((code, out), (0, svg), "{err}");
        assert!(err.contains("As areas: 2. A10: Killing"));
        assert!(std::fs::read_dir(folder.path()).unwrap().count() == 1, "nothing is left beside it");
    }

    #[test]
    fn a_point_that_stands_for_more_is_not_drawn_as_a_point() {
        let folder = TempDir::new().unwrap();
        let rows = "id,relid,dyad_new_id,where_prec,adm_1,adm_2,country,latitude,longitude\n\
                    town,PAK-1,1,1,Balochistan,Gwadar district,Pakistan,25.1264,62.3254\n\
                    near,PAK-1,1,2,Balochistan,Gwadar district,Pakistan,25.1264,62.3254\n\
                    district,PAK-1,1,3,Balochistan,Gwadar district,Pakistan,25.1264,62.3254\n\
                    province,PAK-1,1,4,Balochistan,,Pakistan,28.5,65.1\n\
                    country,PAK-1,1,6,,,Pakistan,30,70\n\
                    bad,PAK-1,1,1,,,Pakistan,95,62\n";
        std::fs::write(folder.path().join("events.csv"), rows).unwrap();
        let (code, out, err) = run(&folder, &["events.csv", "-o", "map.svg", "--intervals", "border/IR-PK"]);
        assert_eq!(code, 4, "{err}");
        assert!(out.contains("As points: 2 (town, near)") && out.contains("As areas: 1 (district)"), "{out}");
        assert!(out.contains("Known only to a country or province: 2 (province, country)"), "{out}");
        assert!(err.contains("read 6 = kept 5 + refused 1 + filtered 0"), "{err}");
        let svg = std::fs::read_to_string(folder.path().join("map.svg")).unwrap();
        assert!(svg.contains("Uppsala Conflict Data Program"), "the credit of the dataset is in the picture");
        assert_eq!(between(&svg, "<g id=\"incidents\">", "</g>").matches("class=\"dot").count(), 2, "two dots");
    }

    #[test]
    fn rows_that_may_not_be_passed_on_are_not_published() {
        let folder = TempDir::new().unwrap();
        let rows = "event_id_cnty,event_date,admin1,country,latitude,longitude,geo_precision\n\
                    PAK1,2023-01-18,Balochistan,Pakistan,26.9,64.1,2\n";
        std::fs::write(folder.path().join("acled.csv"), rows).unwrap();
        let (code, _, err) = run(&folder, &["acled.csv", "-o", "map.svg", "--public"]);
        assert_eq!(code, 1, "{err}");
        assert!(err.contains("E801") && !folder.path().join("map.svg").exists(), "{err}");
        let (code, _, err) = run(&folder, &["acled.csv", "-o", "map.svg"]);
        let svg = std::fs::read_to_string(folder.path().join("map.svg")).unwrap();
        assert!(code == 0 && svg.contains("acleddata.com") && svg.contains("Not to be passed on"), "{err}");
    }

    #[test]
    fn a_question_asked_wrongly_says_how_to_ask_it() {
        let folder = TempDir::new().unwrap();
        let check = |args: &[&str], told: &str| {
            let (code, _, err) = run(&folder, &[&["@incidents"], args].concat());
            assert!(code == 2 && err.contains(told), "{args:?}: {code} {err}");
        };
        check(&["--size", "300x200"], "600x400 is the least");
        check(&["--size", "20000x200"], "is too small");
        check(&["--size", "20000x2000"], "no side may be longer than 10000");
        check(&["--size", "1200"], "or no size for 1200 wide");
        check(&["-o", "map.pdf"], "makes a PDF of an SVG");
        check(&["--size", "big"], "write pixels such as 1200x675");
        check(&["-o", "map.jpg"], "neither .svg nor .png");
        check(&["--towns", "Gwadarr"], "did you mean \"Gwadar\"");
        check(&["--bbox", "170,0,-170,10"], "a map does not cross the antimeridian");
        check(&["--bbox", "1,2,3"], "is not W,S,E,N");
        check(&["--lang", "de"], "possible values: en, fa, ur");
        #[cfg(feature = "png")]
        check(&["-o", "map.png", "--size", "9000x9000"], "64000000");
    }

    #[test]
    fn incidents_elsewhere_are_shown_where_they_are() {
        let folder = TempDir::new().unwrap();
        std::fs::write(folder.path().join("kabul.csv"), "id,lon,lat\nK,69.2,34.5\nM,67.1,36.7\n").unwrap();
        let (code, out, err) = run(&folder, &["kabul.csv", "-o", "map.svg"]);
        assert!(code == 0 && out.starts_with("Places. ") && out.contains("As points: 2 (K, M)"), "{out} {err}");
        let svg = std::fs::read_to_string(folder.path().join("map.svg")).unwrap();
        assert!(svg.contains(">Kabul<"), "the largest towns of that map are named");
        let dated = "id,lon,lat,event_date\nK,69.2,34.5,2021-08-15\n";
        std::fs::write(folder.path().join("dated.csv"), dated).unwrap();
        let (code, out, err) = run(&folder, &["dated.csv", "-o", "dated.svg"]);
        assert!(code == 0 && out.starts_with("Incidents. "), "what has a date happened: {out} {err}");
    }

    #[test]
    fn a_dataset_names_its_map() {
        let folder = TempDir::new().unwrap();
        let rows = "id,relid,dyad_new_id,where_prec,country,latitude,longitude,date_start\n\
                    11.0,AFG-1,1,1,Afghanistan,34.5,69.2,1992-05-01\n12.0,AFG-2,1,1,Afghanistan,36.7,67.1,2022-02-03\n";
        std::fs::write(folder.path().join("ged.csv"), rows).unwrap();
        let (code, out, err) = run(&folder, &["ged.csv", "-o", "map.svg"]);
        assert!(code == 0 && out.starts_with("2 incidents, UCDP GED, 1992–2022. "), "{out} {err}");
        assert!(out.contains("As points: 2 (11, 12)."), "{out}");
        let (code, out, err) = run(&folder, &["@districts", "-o", "districts.svg"]);
        assert!(code == 0 && out.starts_with("Districts of Balochistan") && !err.contains("no ids"), "{out} {err}");
    }

    #[test]
    fn a_box_beside_the_records_is_told() {
        let folder = TempDir::new().unwrap();
        let (code, out, err) = run(&folder, &["@incidents", "-o", "map.svg", "--bbox", "24,60,30,66"]);
        assert!(code == 0 && err.contains("warning[W902] none of the 5 records"), "{err}");
        assert!(err.contains("--bbox 60,24,66,30 holds some"), "{err}");
        assert!(out.starts_with("Incidents in the Iran–Pakistan borderlands. "), "a box changes no headline: {out}");
        let (_, _, err) = run(&folder, &["@incidents", "-o", "map.svg", "--bbox", "60,24,66,30", "--force"]);
        assert!(!err.contains("W902"), "{err}");
    }

    #[test]
    fn bars_leave_room_for_the_near_ones() {
        let folder = TempDir::new().unwrap();
        let args = ["@incidents", "-o", "map.svg", "--size", "1200x900", "--intervals", "border"];
        let (code, out, err) = run(&folder, &args);
        assert!(code == 0 && out.contains("the nearest international border"), "{out} {err}");
        let svg = std::fs::read_to_string(folder.path().join("map.svg")).unwrap();
        let panel = between(&svg, "<g id=\"intervals\">", "</g>");
        assert!(panel.contains("1,577") && panel.contains("<path class=\"range\""), "an arrow goes on: {panel}");
        let (code, _, err) = run(&folder, &["@incidents", "--intervals", "IR-PK"]);
        assert!(code == 2 && err.contains("did you mean \"border/IR-PK\""), "{err}");
    }
}

/// Hostile words stay words in every language.
#[test]
fn hostile_words_are_escaped_in_a_picture_that_is_read_from_the_right() {
    let hostile = "</text><script>x</script> \u{202e}\u{2066} گوادر (a";
    let options = MapOptions {
        title: hostile.to_owned(),
        notes: vec![hostile.to_owned()],
        ..MapOptions::in_language(Language::Urdu)
    };
    let one = [point(hostile, (63.0, 27.0), json!({"title": hostile, "date": hostile}))];
    let svg = picture(&ATLAS, &one, &options, Some(size("1080x1080"))).unwrap().svg;
    assert!(!svg.contains("<script") && !svg.contains('\u{202e}') && svg.contains("&lt;script&gt;"));
    let (opened, closed) = (svg.matches(['\u{2066}', '\u{2067}']).count(), svg.matches('\u{2069}').count());
    assert_eq!(opened, closed, "each isolate is closed");
}
