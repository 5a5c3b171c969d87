//! The colours of a picture. Not responsible for shapes, which alone tell symbols apart where colours do not.
//!
//! Marks of incidents are told apart by shape first. Their colours are of the palette of Okabe and Ito, darker or lighter where the
//! ground asks for it; tests hold them to contrasts and to distances as people see them who lack one kind of cone.
//!
//! # Source
//! M. Okabe, K. Ito, Color Universal Design (2008), <https://jfly.uni-koeln.de/color/>

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::render::language::Language;

/// The ground that a picture is drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// White paper and screens.
    #[default]
    Light,
    /// Dark screens.
    Dark,
    /// Black ink alone, for printers and photocopiers: patterns in the place of colours.
    Print,
}

/// A word that is no theme.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("there is no theme {word:?}; the themes are light, dark and print")]
pub struct ThemeError {
    /// What came.
    pub word: String,
}

impl Theme {
    /// All themes.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Print];

    /// The word that names it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Print => "print",
        }
    }

    /// The style sheet of a picture in `language`.
    pub(super) fn style(self, language: Language) -> String {
        let mut sheet = STYLE.to_owned();
        for (name, value) in self.colours() {
            sheet = sheet.replace(&format!("${name}"), value);
        }
        // letters of the Arabic script are joined, and the font has no slanted ones
        if language.is_rtl() { sheet.replace(ITALIC, "").lines().map(unspaced).collect() } else { sheet }
    }

    /// The patterns that fill areas.
    pub(super) fn patterns(self) -> String {
        let colours = self.colours();
        let colour = |name: &str| colours.iter().find(|(known, _)| *known == name).map_or("none", |(_, value)| value);
        let (hatch, ground, width) = (colour("hatch"), colour("hatchground"), colour("hatchwidth"));
        let dots = colour("fuzzy");
        format!(
            "<pattern id=\"hatch\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
             <rect width=\"7\" height=\"7\" fill=\"{hatch}\" fill-opacity=\"{ground}\"/>\
             <path d=\"M0,0v7\" stroke=\"{hatch}\" stroke-width=\"{width}\"/></pattern>\n\
             <pattern id=\"dots\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(-45)\">\
             <path d=\"M0,0v8\" stroke=\"{dots}\" stroke-opacity=\".45\" stroke-width=\"1\"/></pattern>\n"
        )
    }

    /// Whether a narrow band is drawn as a pair of rails.
    pub(super) fn has_rails(self) -> bool {
        self == Self::Print
    }

    /// The value of each name that stands behind `$` in the style sheet; none is the beginning of a later one.
    pub(super) const fn colours(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
            Self::Print => &PRINT,
        }
    }
}

impl fmt::Display for Theme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Theme {
    type Err = ThemeError;

    fn from_str(word: &str) -> Result<Self, ThemeError> {
        let known = Self::ALL.into_iter().find(|theme| theme.word() == word);
        known.ok_or_else(|| ThemeError { word: word.to_owned() })
    }
}

const STYLE: &str = include_str!("style.css");
const ITALIC: &str = "font-style:italic;";

/// A rule without its `letter-spacing`.
fn unspaced(rule: &str) -> String {
    let spaced =
        rule.split_once("letter-spacing:").and_then(|(before, after)| Some((before, after.split_once(';')?.1)));
    spaced.map_or_else(|| rule.to_owned(), |(before, after)| before.to_owned() + after) + "\n"
}

const LIGHT: [(&str, &str); 33] = [
    ("ink", "#222"),
    ("quiet", "#444"),
    ("paper", "#fff"),
    ("void", "#eef1f3"),
    ("edge", "#a9b0b6"),
    ("tint0", "#f6efe4"),
    ("tint1", "#fbf8ef"),
    ("tint2", "#eef3e8"),
    ("tint3", "#f3eef4"),
    ("grid", "#d3d8dc"),
    ("border", "#3b3b3b"),
    ("inner1", "#7a7468"),
    ("inner2", "#9a9384"),
    ("outline", "#8595a1"),
    ("fuzzy", "#666"),
    ("areaid", "#00553e"),
    ("area", "#00664b"),
    ("hatchground", ".12"),
    ("hatchwidth", "2.4"),
    ("hatch", "#009e73"),
    ("bandid", "#005a8c"),
    ("band", "#0072b2"),
    ("over", ".8"),
    ("rails", "none"),
    ("pointid", "#a84a00"),
    ("point", "#d55e00"),
    ("inside", ".2"),
    ("box", "#f7f7f5"),
    ("halo", "#fff"),
    ("country", "#555"),
    ("province", "#625c4e"),
    ("district", "#4a4436"),
    ("water", "#44606f"),
];

const DARK: [(&str, &str); 33] = [
    ("ink", "#f1f3f5"),
    ("quiet", "#c3c9cf"),
    ("paper", "#15191d"),
    ("void", "#1b2229"),
    ("edge", "#56606a"),
    ("tint0", "#2c2b27"),
    ("tint1", "#33312b"),
    ("tint2", "#272d28"),
    ("tint3", "#2d2a30"),
    ("grid", "#3a434b"),
    ("border", "#e4e4e4"),
    ("inner1", "#a29b8c"),
    ("inner2", "#7d776b"),
    ("outline", "#71818d"),
    ("fuzzy", "#b3b3b3"),
    ("areaid", "#f5ec7a"),
    ("area", "#f0e442"),
    ("hatchground", ".06"),
    ("hatchwidth", "1.6"),
    ("hatch", "#b5ab2c"),
    ("bandid", "#8fd0f5"),
    ("band", "#56b4e9"),
    ("over", ".85"),
    ("rails", "none"),
    ("pointid", "#ffae7a"),
    ("point", "#ff8c42"),
    ("inside", ".25"),
    ("box", "#1e242a"),
    ("halo", "#15191d"),
    ("country", "#c9c9c9"),
    ("province", "#bdb5a3"),
    ("district", "#dcd6c8"),
    ("water", "#9db8c8"),
];

const PRINT: [(&str, &str); 33] = [
    ("ink", "#000"),
    ("quiet", "#222"),
    ("paper", "#fff"),
    ("void", "#ececec"),
    ("edge", "#777"),
    ("tint0", "#fff"),
    ("tint1", "#fff"),
    ("tint2", "#fff"),
    ("tint3", "#fff"),
    ("grid", "#c4c4c4"),
    ("border", "#000"),
    ("inner1", "#555"),
    ("inner2", "#777"),
    ("outline", "#777"),
    ("fuzzy", "#555"),
    ("areaid", "#000"),
    ("area", "#000"),
    ("hatchground", "0"),
    ("hatchwidth", "1"),
    ("hatch", "#000"),
    ("bandid", "#000"),
    ("band", "#000"),
    ("over", "1"),
    ("rails", "5 5"),
    ("pointid", "#000"),
    ("point", "#000"),
    ("inside", "0"),
    ("box", "#fff"),
    ("halo", "#fff"),
    ("country", "#333"),
    ("province", "#444"),
    ("district", "#222"),
    ("water", "#444"),
];

#[cfg(test)]
mod tests {
    use super::*;

    type Rgb = [f64; 3];

    /// Linear light of a colour as it is written.
    fn light(colour: &str) -> Rgb {
        let digits = colour.trim_start_matches('#');
        let wide: String =
            if digits.len() == 3 { digits.chars().flat_map(|d| [d, d]).collect() } else { digits.to_owned() };
        [0, 2, 4].map(|at| {
            let share = f64::from(u8::from_str_radix(&wide[at..at + 2], 16).unwrap()) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        })
    }

    fn mixed(matrix: &[Rgb; 3], light: Rgb) -> Rgb {
        matrix.map(|row| row.iter().zip(light).map(|(a, b)| a * b).sum::<f64>().clamp(0.0, 1.0))
    }

    /// # Source
    /// WCAG 2.2, relative luminance and contrast ratio
    fn contrast(a: Rgb, b: Rgb) -> f64 {
        let luminance = |c: Rgb| 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// CIE L*a*b* under D65, from linear sRGB.
    fn lab(light: Rgb) -> Rgb {
        let to_xyz = [
            [0.412_456_4, 0.357_576_1, 0.180_437_5],
            [0.212_672_9, 0.715_152_2, 0.072_175],
            [0.019_333_9, 0.119_192, 0.950_304_1],
        ];
        let white = [0.950_47, 1.0, 1.088_83];
        let f = |t: f64| if t > 216.0 / 24_389.0 { t.cbrt() } else { (24_389.0 / 27.0 * t + 16.0) / 116.0 };
        let [x, y, z] = [0, 1, 2].map(|i| f(to_xyz[i].iter().zip(light).map(|(a, b)| a * b).sum::<f64>() / white[i]));
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    fn apart(a: Rgb, b: Rgb) -> f64 {
        lab(a).iter().zip(lab(b)).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
    }

    fn colour(theme: Theme, name: &str) -> &'static str {
        theme.colours().iter().find(|(known, _)| *known == name).unwrap().1
    }

    const GROUNDS: [&str; 5] = ["tint0", "tint1", "tint2", "tint3", "void"];

    #[test]
    fn marks_stand_off_the_ground_three_to_one() {
        for theme in Theme::ALL {
            let over: f64 = colour(theme, "over").parse().unwrap();
            for ground in GROUNDS {
                let under = light(colour(theme, ground));
                for mark in ["point", "area", "border"] {
                    let found = contrast(light(colour(theme, mark)), under);
                    assert!(found >= 3.0, "{theme}: {mark} on {ground} {found:.2}");
                }
                // what shines through a band is mixed as screens do, in sRGB; linear light is close enough for a bound
                let band = light(colour(theme, "band"));
                let seen = [0, 1, 2].map(|i| band[i] * over + under[i] * (1.0 - over));
                let found = contrast(seen, under);
                assert!(found >= 2.5, "{theme}: band over {ground} {found:.2}");
                assert!(contrast(band, under) >= 3.0, "{theme}: band on {ground}");
            }
        }
    }

    #[test]
    fn words_stand_off_the_ground_four_and_a_half_to_one() {
        for theme in Theme::ALL {
            let words = ["ink", "quiet", "pointid", "bandid", "areaid", "country", "province", "district"];
            for word in words {
                for ground in GROUNDS.into_iter().chain(["paper", "box"]) {
                    let found = contrast(light(colour(theme, word)), light(colour(theme, ground)));
                    assert!(found >= 4.5, "{theme}: {word} on {ground} {found:.2}");
                }
            }
            assert!(contrast(light(colour(theme, "water")), light(colour(theme, "void"))) >= 4.5, "{theme}: water");
        }
    }

    /// The colours of the three kinds of marks are at least 20 apart (CIE 1976 ΔE*ab; 2.3 is a just noticeable difference), to
    /// everybody. In print all are black, and shape alone tells them apart.
    ///
    /// # Source
    /// G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, A Physiologically-based Model for Simulation of Color Vision
    /// Deficiency, IEEE TVCG 15 (2009), doi:10.1109/TVCG.2009.113: severity 1.0, for linear RGB
    #[test]
    fn marks_differ_to_the_colour_blind() {
        let usual = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
        let protanopia = [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ];
        let deuteranopia =
            [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_82, 0.042_94, 0.968_881]];
        for theme in [Theme::Light, Theme::Dark] {
            for (eyes, matrix) in [("usual", usual), ("protanopia", protanopia), ("deuteranopia", deuteranopia)] {
                for [a, b] in [["point", "band"], ["point", "area"], ["band", "area"]] {
                    let seen = |name| mixed(&matrix, light(colour(theme, name)));
                    let found = apart(seen(a), seen(b));
                    assert!(found >= 20.0, "{theme}, {eyes}: {a} and {b} {found:.1}");
                }
            }
        }
    }

    #[test]
    fn each_name_in_the_style_sheet_has_a_value() {
        for (theme, language) in
            [(Theme::Light, Language::English), (Theme::Dark, Language::Urdu), (Theme::Print, Language::Persian)]
        {
            let style = theme.style(language);
            assert!(!style.contains('$'), "{}", style.split('$').nth(1).unwrap_or_default());
            assert_eq!(style.contains("letter-spacing") || style.contains("italic"), !language.is_rtl());
            assert_eq!(style.matches('{').count(), style.matches('}').count());
        }
        let names: Vec<&str> = Theme::Light.colours().iter().map(|(name, _)| *name).collect();
        for (number, name) in names.iter().enumerate() {
            assert!(
                !names[number + 1..].iter().any(|later| later.starts_with(name)),
                "{name} would be put into a later one"
            );
            for theme in [Theme::Dark, Theme::Print] {
                assert_eq!(theme.colours()[number].0, *name);
            }
        }
    }
}
