//! From degrees to pixels: equirectangular, true to scale at the middle latitude. Not responsible for what is drawn.

use geo_types::Coord;

use crate::geometry::geodesic::{destination, distance};
use crate::lonlat::LonLat;
use crate::render::options::Extent;
use crate::units::{Degrees, Metres};

/// Half of the arc over which the length of a degree is measured.
const PROBE_DEG: f64 = 0.05;
/// Near a pole a degree of longitude shrinks to nothing; this keeps the scale finite.
const M_PER_LON_DEG_MIN: f64 = 100.0;

/// A rectangle of the picture, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Frame {
    pub(super) fn grown(self, by: f64) -> Self {
        Self { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    pub(super) fn holds(self, at: Coord<f64>) -> bool {
        (self.left..=self.right).contains(&at.x) && (self.top..=self.bottom).contains(&at.y)
    }

    pub(super) fn encloses(self, other: Self) -> bool {
        let corner = |x, y| self.holds(Coord { x, y });
        corner(other.left, other.top) && corner(other.right, other.bottom)
    }

    pub(super) fn meets(self, other: Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    pub(super) fn width(self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(self) -> f64 {
        self.bottom - self.top
    }
}

/// Where a map's places fall in its frame.
///
/// # Accuracy
/// Lengths are true along the middle parallel and along meridians near it. Elsewhere east–west lengths are off by the
/// ratio of the parallels' cosines: up to 4 % at the rim of the default map.
#[derive(Debug, Clone, Copy)]
pub(super) struct Projection {
    pub(super) frame: Frame,
    /// What the frame shows, which is more than the extent wanted where the shapes differ.
    pub(super) shown: Extent,
    pub(super) m_per_px: f64,
    px_per_deg: Coord<f64>,
}

impl Projection {
    /// The largest map of `extent` that fits into `frame`, in the middle of it.
    pub(super) fn new(extent: Extent, frame: Frame) -> Self {
        let mid = (extent.min + extent.max) / 2.0;
        let m_per_deg = m_per_deg(mid.y);
        let span = extent.max - extent.min;
        let m_per_px = (span.x * m_per_deg.x / frame.width()).max(span.y * m_per_deg.y / frame.height());
        let px_per_deg = m_per_deg / m_per_px;
        let half = Coord { x: frame.width() / px_per_deg.x, y: frame.height() / px_per_deg.y } / 2.0;
        Self { frame, shown: Extent { min: mid - half, max: mid + half }, m_per_px, px_per_deg }
    }

    pub(super) fn px(&self, at: Coord<f64>) -> Coord<f64> {
        Coord {
            x: self.frame.left + (at.x - self.shown.min.x) * self.px_per_deg.x,
            y: self.frame.top + (self.shown.max.y - at.y) * self.px_per_deg.y,
        }
    }

    /// The place that stands at `px`.
    pub(super) fn degrees(&self, px: Coord<f64>) -> Coord<f64> {
        Coord {
            x: self.shown.min.x + (px.x - self.frame.left) / self.px_per_deg.x,
            y: self.shown.max.y - (px.y - self.frame.top) / self.px_per_deg.y,
        }
    }

    pub(super) fn mid_lat_deg(&self) -> f64 {
        f64::midpoint(self.shown.min.y, self.shown.max.y)
    }

    /// The half axes of a circle of `radius` around `at`, east–west and north–south, in pixels.
    pub(super) fn radii_px(&self, at: LonLat, radius: Metres) -> Coord<f64> {
        let centre = self.px(at.into());
        let reach = |bearing_deg| self.px(destination(at, Degrees::new(bearing_deg), radius).into()) - centre;
        Coord { x: reach(90.0).x.abs(), y: reach(0.0).y.abs() }
    }
}

/// How many metres a degree of longitude (x) and of latitude (y) has at latitude `lat_deg`.
fn m_per_deg(lat_deg: f64) -> Coord<f64> {
    let lat_deg = lat_deg.clamp(-90.0 + PROBE_DEG, 90.0 - PROBE_DEG);
    let place = |lon_deg: f64, lat_deg: f64| LonLat::new(lon_deg, lat_deg).expect("clamped to the Earth");
    let east_m = distance(place(-PROBE_DEG, lat_deg), place(PROBE_DEG, lat_deg)).value();
    let north_m = distance(place(0.0, lat_deg - PROBE_DEG), place(0.0, lat_deg + PROBE_DEG)).value();
    Coord { x: east_m.max(M_PER_LON_DEG_MIN * 2.0 * PROBE_DEG), y: north_m } / (2.0 * PROBE_DEG)
}
