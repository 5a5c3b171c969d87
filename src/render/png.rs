//! A picture as pixels: the drawing rendered with fonts that come with the program, so that it is the same everywhere.
//! Not responsible for drawing it.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, FontResolver, Group, Node, Options, Tree, fontdb};
use thiserror::Error;

/// Pixels of one picture: 256 MB while it is rendered.
const PIXELS_MAX: u64 = 64_000_000;

/// What a drawing was rendered to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// A PNG file.
    pub bytes: Vec<u8>,
    /// Letters that no font has, and that are empty boxes in it; each once, in the order in which they come.
    pub missing: Vec<char>,
}

/// Why a drawing cannot be rendered.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PngError {
    /// More pixels than memory should be asked for.
    #[error("{width}x{height} pixels are more than the {most} that a PNG may have; make it smaller, or write SVG")]
    TooLarge {
        /// Pixels from left to right.
        width: u64,
        /// Pixels from top to bottom.
        height: u64,
        /// Pixels that are rendered at most.
        most: u64,
    },
    /// No drawing, or one that cannot be encoded.
    #[error("the drawing cannot be rendered: {reason}")]
    Unreadable {
        /// What the renderer says.
        reason: String,
    },
}

/// Renders `svg` with `scale` pixels for each of its own, in `DejaVu` Sans and a few letters of Urdu beside it, then in `fonts`
/// (the bytes of font files) where that has no letter. Fonts of the system are not asked.
///
/// # Errors
/// [`PngError`] when the picture has more than 64 million pixels, or `svg` is no drawing.
///
/// # Cost
/// A tenth of a second for 1200x675 pixels, and 4 bytes of memory for each pixel.
pub fn png(svg: &str, scale: u32, fonts: &[Vec<u8>]) -> Result<Rendered, PngError> {
    let options = Options {
        fontdb: Arc::new(faces(fonts)),
        font_family: FAMILY.to_owned(),
        font_resolver: resolver(),
        ..Options::default()
    };
    let unreadable = |reason: String| PngError::Unreadable { reason };
    let tree = Tree::from_str(svg, &options).map_err(|error| unreadable(error.to_string()))?;
    let size = tree.size();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "casts of floats saturate, and are checked below"
    )]
    let pixels = |units: f32| (f64::from(units) * f64::from(scale)).ceil().max(1.0) as u64;
    let (width, height) = (pixels(size.width()), pixels(size.height()));
    let pixmap = || Pixmap::new(u32::try_from(width).ok()?, u32::try_from(height).ok()?);
    let fits = width.checked_mul(height).is_some_and(|all| all <= PIXELS_MAX);
    let too_large = PngError::TooLarge { width, height, most: PIXELS_MAX };
    let mut pixmap = if fits { pixmap() } else { None }.ok_or(too_large)?;
    let factor = scale as f32;
    resvg::render(&tree, Transform::from_scale(factor, factor), &mut pixmap.as_mut());
    let bytes = pixmap.encode_png().map_err(|error| unreadable(error.to_string()))?;
    let mut missing = Vec::new();
    missing_letters(tree.root(), &mut missing);
    Ok(Rendered { bytes, missing })
}

/// Letters of Urdu that `DejaVu` Sans lacks, drawn by `data/build/urdu_letters.py`.
const URDU: [&[u8]; 2] = [
    include_bytes!("../../data/fonts/urdu-letters-regular.ttf"),
    include_bytes!("../../data/fonts/urdu-letters-bold.ttf"),
];

/// The family that the built-in faces belong to.
const FAMILY: &str = "DejaVu Sans";

/// Looks for a missing letter first among faces as heavy as the one that lacks it.
fn resolver() -> FontResolver<'static> {
    let any = FontResolver::default_fallback_selector();
    let select_fallback: usvg::FallbackSelectionFn = Box::new(move |letter, used, faces| {
        let heavy = used.first().and_then(|id| faces.face(*id)).map(|face| face.weight);
        let others = faces.faces().filter(|face| Some(face.weight) != heavy).map(|face| face.id);
        let unwanted: Vec<fontdb::ID> = used.iter().copied().chain(others).collect();
        any(letter, &unwanted, faces).or_else(|| any(letter, used, faces))
    });
    FontResolver { select_fallback, ..FontResolver::default() }
}

/// The built-in faces, then those of `fonts`.
fn faces(fonts: &[Vec<u8>]) -> fontdb::Database {
    let mut faces = fontdb::Database::new();
    let built_in: [&'static [u8]; 4] =
        [dejavu::sans::regular(), dejavu::sans::bold(), dejavu::sans::oblique(), dejavu::sans::bold_oblique()];
    for face in built_in.into_iter().chain(URDU) {
        faces.load_font_source(fontdb::Source::Binary(Arc::new(face)));
    }
    for font in fonts {
        faces.load_font_data(font.clone());
    }
    faces.set_sans_serif_family(FAMILY);
    faces
}

/// Adds the letters of a group for which its font has no glyph.
fn missing_letters(group: &Group, missing: &mut Vec<char>) {
    for node in group.children() {
        match node {
            Node::Group(group) => missing_letters(group, missing),
            Node::Text(text) => {
                let glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
                // glyph 0 is the empty box of every font
                for letter in glyphs.filter(|glyph| glyph.id == usvg::GlyphId(0)).flat_map(|glyph| glyph.text.chars()) {
                    if !missing.contains(&letter) && !letter.is_control() {
                        missing.push(letter);
                    }
                }
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}
