//! How far a place is from its country's neighbours, as PRIO-GRID asks it. Not responsible for sides: see `distance`.

use crate::atlas::layer_name::LayerName;
use crate::atlas::whole::Atlas;
use crate::geometry::edge::EdgeModel;
use crate::index::segments::SegmentIndex;
use crate::lonlat::LonLat;
use crate::model::border::BorderKind;
use crate::model::feature::Feature;
use crate::model::region::RegionName;
use crate::query::locate::locate;
use crate::units::Metres;

/// The countries of an atlas made ready to be asked for their outlines.
#[derive(Debug)]
pub struct Neighbours<'a> {
    atlas: &'a Atlas,
    outlines: Vec<(RegionName, SegmentIndex)>,
}

/// How far a place is from the borders of its country, by the names that PRIO-GRID uses.
///
/// # Source
/// A. F. Tollefsen, K. Bahgat, J. Nordkvelle, H. Buhaug, PRIO-GRID v.2.0 Codebook (2016): bdist1, bdist2, bdist3; there from the
/// centre of a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BorderDistances<'n> {
    /// The id of the country that the place is in.
    pub country: &'n str,
    /// To the border with the nearest land-contiguous neighbour: the land border by id.
    pub bdist1: Option<ToBorder<'n>>,
    /// To the border of the nearest other country, across water too: the country by id.
    pub bdist2: Option<ToBorder<'n>>,
    /// To the territorial outline of its own country.
    pub bdist3: ToBorder<'n>,
}

/// How far something is, and what.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ToBorder<'n> {
    /// Its id.
    pub id: &'n str,
    /// The geodesic distance on WGS 84.
    pub distance: Metres,
    /// Its nearest point.
    pub nearest: LonLat,
}

impl<'a> Neighbours<'a> {
    /// The neighbours that `atlas` knows: its countries, and its land borders between them.
    ///
    /// # Cost
    /// Half a microsecond for each position of the countries' outlines.
    #[must_use]
    pub fn new(atlas: &'a Atlas) -> Self {
        let features = atlas.layer(LayerName::Countries).features.iter().enumerate();
        let outline = |(number, feature): (usize, &Feature)| {
            let lines = feature.shape.as_ref()?.lines();
            // outlines are straight in lon/lat, as they are where inside and outside are told
            Some((RegionName::of(feature, number), SegmentIndex::new(lines, EdgeModel::Rfc7946)))
        };
        Self { atlas, outlines: features.filter_map(outline).collect() }
    }

    /// The country that `place` is in, and how far its outline is; `None` outside all countries.
    pub(super) fn country_and_edge(&self, place: LonLat) -> Option<(&'a RegionName, Metres)> {
        let country = locate(self.atlas, place).country?;
        let (_, outline) = self.outlines.iter().find(|(name, _)| name.id == country.id)?;
        Some((country, outline.nearest(place)?.distance))
    }

    /// How far `place` is from the borders of the country that it is in; `None` outside all countries.
    ///
    /// # Accuracy
    /// As [`Target::measure`](crate::query::distance::Target::measure), for the countries as their source draws them, with their
    /// territorial waters where it draws these. `bdist2` knows no countries but those of the atlas: with the built-in one, Iran, Pakistan
    /// and Afghanistan, it is an upper bound wherever another country may be nearer.
    ///
    /// # Example
    /// ```
    /// use sarhad::query::neighbours::Neighbours;
    /// use sarhad::{Atlas, LonLat};
    /// let atlas = Atlas::built_in();
    /// let neighbours = Neighbours::new(&atlas);
    /// let found = neighbours.of(LonLat::new(60.8629, 29.4963)?).ok_or("Zahedan is in a country")?;
    /// let nearest = found.bdist1.ok_or("Iran has neighbours")?;
    /// assert_eq!((found.country, nearest.id), ("IR", "border/IR-PK"));
    /// assert_eq!(nearest.distance.to_string(), "25.56 km");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of(&self, place: LonLat) -> Option<BorderDistances<'_>> {
        let country = locate(self.atlas, place).country?;
        let code = country.country.as_deref().unwrap_or(&country.id);
        let land = self.atlas.borders().iter().filter(|line| line.border.kind == BorderKind::Land);
        let own = land.filter(|line| line.border.between.iter().any(|side| side == code));
        let bdist1 = own.filter_map(|line| to(&line.border.id, line.index(), place));
        let others = self.outlines.iter().filter(|(name, _)| name.id != country.id);
        let bdist2 = others.filter_map(|(name, outline)| to(&name.id, outline, place));
        let outline = self.outlines.iter().find(|(name, _)| name.id == country.id);
        Some(BorderDistances {
            country: &country.id,
            bdist1: nearest(bdist1),
            bdist2: nearest(bdist2),
            bdist3: outline.and_then(|(name, outline)| to(&name.id, outline, place))?,
        })
    }
}

fn to<'n>(id: &'n str, index: &SegmentIndex, place: LonLat) -> Option<ToBorder<'n>> {
    let found = index.nearest(place)?;
    Some(ToBorder { id, distance: found.distance, nearest: found.place })
}

/// The nearest, and the first of equally near ones.
fn nearest<'n>(found: impl Iterator<Item = ToBorder<'n>>) -> Option<ToBorder<'n>> {
    found.reduce(|a, b| if b.distance < a.distance { b } else { a })
}
