//! Where the parts of a picture stand: headline, map, legend, bars, credits. Not responsible for drawing them.
//!
//! A picture is drawn in units in which its words have the same size whatever its own is; `viewBox` scales it. Beside a wide map the
//! legend stands in a column, below a tall or square one in several. What is read from right to left is mirrored.

use crate::render::credits::Credits;
use crate::render::furniture::{headline, margin_px};
use crate::render::intervals::{Intervals, PANEL_MIN_PX};
use crate::render::legend::Detail;
use crate::render::options::MapOptions;
use crate::render::page::Page;
use crate::render::projection::Frame;
use crate::render::size::PictureSize;

/// A picture without a size of its own.
const FREE_WIDTH: f64 = 1200.0;
const FREE_MAP: Frame = Frame { left: 52.0, top: 78.0, right: 896.0, bottom: 792.0 };
const FREE_LEGEND: Frame = Frame { left: 914.0, top: 78.0, right: 1184.0, bottom: f64::INFINITY };
/// Units of the area in which words have their own size in pixels: about that of a picture without a size.
const USUAL_AREA: f64 = 1_020_000.0;
/// The smallest type has 12 units, and must have 10 pixels.
const SCALE_MIN: f64 = 10.0 / 12.0;
/// From the picture's edge to what it holds.
const MARGIN: f64 = 16.0;
/// Below a map for its degrees.
const DEGREES: f64 = 22.0;
const GAP: f64 = 18.0;
const FOOT: f64 = 12.0;
/// A picture wider than this many times its height has its legend beside the map.
const WIDE: f64 = 1.15;
/// Sizes of credits, the first that leaves enough of the picture to the map.
const CREDITS_PX: [f64; 6] = [12.0, 11.0, 10.0, 9.0, 8.0, 7.0];
const CREDITS_SHARE: f64 = 0.17;
/// Credits that would take more than this even in the smallest type have no room.
const CREDITS_SHARE_MAX: f64 = 0.4;
/// The least share of the height that the map takes: in the first round, and where that is too much to ask.
const MAP_SHARES: [f64; 2] = [0.42, 0.28];
/// The most of the height that bars take.
const BARS_SHARE: f64 = 0.3;

/// Where the parts of a picture stand.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// In units.
    pub(super) width: f64,
    /// In units; `None` where the credits end it.
    pub(super) height: Option<f64>,
    /// In pixels, where that is asked.
    pub(super) size: Option<PictureSize>,
    pub(super) detail: Detail,
    pub(super) head: Frame,
    pub(super) map: Frame,
    /// The columns of the legend, from the side at which lines begin.
    pub(super) legend: Vec<Frame>,
    pub(super) bars: Option<Frame>,
    pub(super) credits: Frame,
    pub(super) credit_px: f64,
}

impl Layout {
    /// That of a picture which is 1200 units wide and as high as it needs.
    pub(super) fn free(page: &Page, options: &MapOptions) -> Self {
        let bars = options.intervals.as_ref().map(|bars| Frame {
            top: FREE_MAP.bottom + DEGREES + 6.0,
            bottom: FREE_MAP.bottom + DEGREES + 6.0 + bars.height_px(),
            left: MARGIN,
            ..FREE_MAP
        });
        let top = bars.map_or(FREE_MAP.bottom + DEGREES + 6.0, |bars| bars.bottom + 10.0);
        let head = Frame { left: FREE_MAP.left, top: 0.0, right: FREE_LEGEND.right, bottom: FREE_MAP.top };
        let wider = margin_px(page) + MARGIN;
        Self {
            width: FREE_WIDTH,
            height: None,
            size: None,
            detail: Detail::Full,
            head,
            map: Frame { left: FREE_MAP.left.max(wider), ..FREE_MAP },
            legend: vec![FREE_LEGEND],
            bars,
            credits: Frame { top, bottom: f64::INFINITY, ..head },
            credit_px: CREDITS_PX[0],
        }
        .turned(page)
    }

    /// Makes the map so high that it ends with a legend of `legend_height` and what stands below it.
    pub(super) fn lengthen(&mut self, legend_height: f64) {
        let end = self.map.top + legend_height - DEGREES;
        let more = end - self.bars.map_or(self.map.bottom, |bars| bars.bottom);
        if more > 0.0 {
            self.map.bottom += more;
            self.credits.top += more;
            if let Some(bars) = &mut self.bars {
                (bars.top, bars.bottom) = (bars.top + more, bars.bottom + more);
            }
        }
    }

    /// The same for what is read from right to left.
    fn turned(mut self, page: &Page) -> Self {
        if page.language.is_rtl() {
            let width = self.width;
            let turn = |frame: &mut Frame| (frame.left, frame.right) = (width - frame.right, width - frame.left);
            let own = [&mut self.head, &mut self.map, &mut self.credits];
            own.into_iter().chain(&mut self.legend).chain(&mut self.bars).for_each(turn);
        }
        self
    }
}

/// A picture of a given size in the making: all that does not hang on how high its legend is.
pub(super) struct Sheet<'a> {
    page: &'a Page<'a>,
    size: PictureSize,
    bars: Option<&'a Intervals>,
    width: f64,
    height: f64,
    head: Frame,
    credits: Frame,
    credit_px: f64,
}

/// From the largest type to the smallest: how many pixels a unit has.
pub(super) fn scales(size: PictureSize) -> Vec<f64> {
    let area = f64::from(size.width()) * f64::from(size.height());
    let usual = (area / USUAL_AREA).sqrt().max(SCALE_MIN);
    // a narrow picture has the type of a small one
    let narrow = (f64::from(size.width().min(size.height())) / 560.0).max(SCALE_MIN);
    let first = usual.min(narrow);
    let mut scales: Vec<f64> = [1.0, 0.92, 0.85].into_iter().map(|share| (first * share).max(SCALE_MIN)).collect();
    scales.dedup();
    scales
}

impl<'a> Sheet<'a> {
    /// A sheet with `scale` pixels a unit; `None` where the credits alone would take too much of it.
    pub(super) fn new(page: &'a Page<'a>, options: &'a MapOptions, size: PictureSize, scale: f64) -> Option<Self> {
        let (width, height) = (f64::from(size.width()) / scale, f64::from(size.height()) / scale);
        let whole = Frame { left: MARGIN, top: 0.0, right: width - MARGIN, bottom: height };
        let head = Frame { bottom: headline(page, options, whole).bottom, ..whole };
        let credits = Credits::new(page, options);
        let share = |size_px: f64| credits.height_px(size_px, whole.width()) / height;
        let fitting = CREDITS_PX.into_iter().find(|size_px| share(*size_px) <= CREDITS_SHARE);
        let least = CREDITS_PX[CREDITS_PX.len() - 1];
        let credit_px = fitting.or_else(|| (share(least) <= CREDITS_SHARE_MAX).then_some(least))?;
        let top = height - FOOT - credits.height_px(credit_px, whole.width());
        let credits = Frame { top, ..whole };
        Some(Self { page, size, bars: options.intervals.as_ref(), width, height, head, credits, credit_px })
    }

    /// Whether the legend stands beside the map.
    pub(super) fn is_wide(&self) -> bool {
        self.width >= WIDE * self.height
    }

    /// How many columns the legend has below a map, and how wide each is.
    pub(super) fn columns(&self) -> (usize, f64) {
        if self.is_wide() {
            return (1, (self.width * 0.225).clamp(205.0, 290.0));
        }
        let whole = self.head.width();
        let count = ((whole + GAP) / (235.0 + GAP)).floor().clamp(1.0, 4.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "one to four columns")]
        let columns = count as usize;
        (columns, (whole - GAP * (count - 1.0)) / count)
    }

    /// The room for a legend that stands beside the map.
    pub(super) fn legend_room(&self, share: f64) -> f64 {
        let body = self.credits.top - 8.0 - self.head.bottom;
        if self.is_wide() { body } else { body - DEGREES - GAP - self.bars_height() - self.height * share }
    }

    /// The layout with a legend of `legend_height`, if it leaves enough to the map.
    pub(super) fn layout(&self, detail: Detail, legend_height: f64, share: f64) -> Option<Layout> {
        let (count, column) = self.columns();
        let (top, bottom) = (self.head.bottom, self.credits.top - 8.0);
        let bars_height = self.bars_height();
        let left = MARGIN + margin_px(self.page);
        let (map, first, below) = if self.is_wide() {
            let first = Frame { left: self.head.right - column, top, right: self.head.right, bottom };
            let end = bottom - DEGREES - bars_height;
            (Frame { left, top, right: first.left - GAP, bottom: end }, first, end + DEGREES)
        } else {
            let end = bottom - legend_height - GAP - bars_height - DEGREES;
            let first =
                Frame { left: self.head.left, top: bottom - legend_height, right: self.head.left + column, bottom };
            (Frame { left, top, right: self.head.right, bottom: end }, first, end + DEGREES)
        };
        if map.height() < self.height * share || map.width() < self.width * 0.4 {
            return None;
        }
        let columns = (0..count).map(|number| {
            let right = number as f64 * (column + GAP);
            Frame { left: first.left + right, right: first.right + right, ..first }
        });
        let bars = self.bars.map(|_| Frame { left: MARGIN, right: map.right, top: below, bottom: below + bars_height });
        let layout = Layout {
            width: self.width,
            height: Some(self.height),
            size: Some(self.size),
            detail,
            head: self.head,
            map,
            legend: columns.collect(),
            bars,
            credits: self.credits,
            credit_px: self.credit_px,
        };
        Some(layout.turned(self.page))
    }

    fn bars_height(&self) -> f64 {
        let most = (self.height * BARS_SHARE).max(PANEL_MIN_PX);
        self.bars.map_or(0.0, |bars| bars.height_px().min(most))
    }
}

/// The least shares of the height that the map takes, the first asked for first.
pub(super) const fn map_shares() -> [f64; 2] {
    MAP_SHARES
}
