//! How far a count rests on where and when events are taken to have been. Not responsible for how each was placed.

use jiff::Span as Length;
use jiff::civil::Date;

use crate::lonlat::LonLat;
use crate::model::dates::DateSpan;
use crate::model::extent::Extent;
use crate::query::interval::Ruler;
use crate::query::sampling::{Random, Sampler, Samplers};
use crate::units::Metres;

/// The outer share of the draws on either side of `low` and `high`.
const TAIL: f64 = 0.025;

/// An event as far as it is known.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// All the places where it may have been; `None` where nothing is known.
    pub extent: Option<&'a Extent>,
    /// When it may have been.
    pub date: Option<&'a DateSpan>,
}

/// What is counted: events within a distance of the target, on days from one to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Question {
    /// How near.
    pub within: Metres,
    /// The first day, where there is one.
    pub from: Option<Date>,
    /// The last day, where there is one.
    pub until: Option<Date>,
}

/// How the dice are thrown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trial {
    /// How often each event is placed anew.
    pub draws: usize,
    /// The same seed gives the same answer.
    pub seed: u64,
}

/// A count under all that is not known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sensitivity {
    /// How many events there are with a place, and with a date where days are asked for: the whole of each share.
    pub cases: usize,
    /// How many have no place.
    pub unlocated: usize,
    /// How many more have no date, where days are asked for.
    pub undated: usize,
    /// How many dates are open on a side, so that no day can be drawn: these events may count but never do in a draw.
    pub open: usize,
    /// How many draws there were.
    pub draws: usize,
    /// How many count wherever and whenever they were.
    pub must: usize,
    /// How many may count.
    pub may: usize,
    /// The sum over all events of the share of their places, times the share of their days, that count.
    pub expected: f64,
    /// The mean of the draws.
    pub mean: f64,
    /// 2.5 % of the draws are below.
    pub low: usize,
    /// 2.5 % of the draws are above.
    pub high: usize,
    /// The count when each extent is replaced by its centroid and each span by its middle day, as is often done; `None` without
    /// events. Nothing else rests on it.
    pub centroid: Option<usize>,
}

impl Sensitivity {
    /// What share of all events `count` is; 0 without events.
    #[must_use]
    pub fn share(&self, count: f64) -> f64 {
        if self.cases == 0 { 0.0 } else { count / self.cases as f64 }
    }
}

/// How the count of `question` varies over `trial.draws` draws: a [`Tally`] of all `cases`.
///
/// # Example
/// ```
/// use sarhad::analysis::sensitivity::{Case, Question, Trial, sensitivity};
/// use sarhad::model::extent::Extent;
/// use sarhad::query::{distance::Target, interval::Ruler};
/// use sarhad::{Atlas, LonLat, Metres};
///
/// let atlas = Atlas::built_in();
/// let border = Target::named(&atlas, "border/IR-PK")?;
/// let ruler = Ruler::new(&atlas, &border);
/// // within 20 km of Zahedan, which is 25.56 km from the border: within 25 km of the border it may have been, and need not
/// let near_zahedan = Extent::Disc { centre: LonLat::new(60.8629, 29.4963)?, radius: Metres::from_km(20.0) };
/// let cases = [Case { extent: Some(&near_zahedan), date: None }];
/// let question = Question { within: Metres::from_km(25.0), from: None, until: None };
/// let found = sensitivity(&ruler, &cases, &question, Trial { draws: 100, seed: 1 });
/// assert_eq!((found.must, found.may, found.centroid), (0, 1, Some(0)));
/// assert!(found.low == 0 && found.high == 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn sensitivity(ruler: &Ruler<'_>, cases: &[Case<'_>], question: &Question, trial: Trial) -> Sensitivity {
    let mut tally = Tally::new(*question, trial);
    for case in cases {
        tally.add(ruler, case);
    }
    tally.told()
}

const fn nothing(trial: Trial) -> Sensitivity {
    Sensitivity {
        cases: 0,
        unlocated: 0,
        undated: 0,
        open: 0,
        draws: trial.draws,
        must: 0,
        may: 0,
        expected: 0.0,
        mean: 0.0,
        low: 0,
        high: 0,
        centroid: None,
    }
}

/// When an event may have been with regard to the days that are asked for.
enum Days {
    All,
    Some { start: Date, days: i32 },
    Open,
    None,
}

/// Counts events one after the other in many draws, in each of which an event has a place of its extent and a day of its span,
/// each as likely as any other of its own, independently of other events.
///
/// Each event has its own sequence of random numbers, by its number: what others there are does not change its draws.
///
/// # Cost
/// About two microseconds a draw for each event that may count and need not; others are not drawn. 40 bytes a draw.
#[derive(Debug)]
pub struct Tally {
    question: Question,
    samplers: Samplers,
    seed: u64,
    number: u64,
    hits: Vec<usize>,
    found: Sensitivity,
}

impl Tally {
    /// A tally without events.
    #[must_use]
    pub fn new(question: Question, trial: Trial) -> Self {
        let (hits, found) = (vec![0; trial.draws], nothing(trial));
        Self { question, samplers: Samplers::default(), seed: trial.seed, number: 0, hits, found }
    }

    /// Counts one more event; `ruler` measures to the target, the same one for all.
    pub fn add(&mut self, ruler: &Ruler<'_>, case: &Case<'_>) {
        let number = self.number;
        self.number += 1;
        let Some(extent) = case.extent else {
            self.found.unlocated += 1;
            return;
        };
        let Some(days) = self.days(case.date) else {
            self.found.undated += 1;
            return;
        };
        self.found.cases += 1;
        self.found.open += usize::from(matches!(days, Days::Open));
        let interval = ruler.interval(extent);
        let (near_must, near_may) = (interval.max <= self.question.within, interval.min <= self.question.within);
        self.found.must += usize::from(near_must && matches!(days, Days::All));
        self.found.may += usize::from(near_may && !matches!(days, Days::None));
        let in_time = self.share_of_days(&days);
        self.found.expected += in_time * ruler.share_within(extent, self.question.within);
        self.add_centroid(ruler, extent, case.date);
        if !near_may || in_time <= 0.0 {
            return;
        }
        if near_must && matches!(days, Days::All) {
            for hits in &mut self.hits {
                *hits += 1;
            }
        } else {
            let sampler = (!near_must).then(|| self.samplers.of(extent));
            self.draw(ruler, sampler.as_deref(), &days, Random::member(self.seed, number));
        }
    }

    fn days(&self, date: Option<&DateSpan>) -> Option<Days> {
        let Question { from, until, .. } = self.question;
        if from.is_none() && until.is_none() {
            return Some(Days::All);
        }
        let date = date.filter(|date| date.start.is_some() || date.end.is_some())?;
        Some(match (date.start, date.end) {
            _ if date.must_overlap(from, until) => Days::All,
            _ if !date.may_overlap(from, until) => Days::None,
            (Some(start), Some(end)) => Days::Some { start, days: days_between(start, end) + 1 },
            _ => Days::Open,
        })
    }

    fn share_of_days(&self, days: &Days) -> f64 {
        match *days {
            Days::All => 1.0,
            Days::None | Days::Open => 0.0,
            Days::Some { start, days } => {
                let end = later(start, days - 1);
                let first = self.question.from.map_or(start, |from| from.max(start));
                let last = self.question.until.map_or(end, |until| until.min(end));
                f64::from(days_between(first, last) + 1) / f64::from(days)
            }
        }
    }

    fn holds(&self, day: Date) -> bool {
        self.question.from.is_none_or(|from| from <= day) && self.question.until.is_none_or(|until| day <= until)
    }

    /// Without a `sampler` all places are near enough.
    fn draw(&mut self, ruler: &Ruler<'_>, sampler: Option<&Sampler>, days: &Days, mut random: Random) {
        let draws = self.hits.len();
        let near: Vec<bool> = match sampler {
            None => vec![true; draws],
            Some(sampler) => {
                let places: Vec<LonLat> = (0..draws).map(|_| sampler.place(&mut random)).collect();
                ruler.within_each(&places, self.question.within)
            }
        };
        for (draw, near) in near.into_iter().enumerate() {
            let in_time = match *days {
                Days::Some { start, days } => {
                    let number = random.below(usize::try_from(days).unwrap_or(1));
                    self.holds(later(start, i32::try_from(number).unwrap_or_default()))
                }
                _ => true,
            };
            self.hits[draw] += usize::from(near && in_time);
        }
    }

    fn add_centroid(&mut self, ruler: &Ruler<'_>, extent: &Extent, date: Option<&DateSpan>) {
        let centroid = self.samplers.of(extent).centroid();
        let near = ruler.within_each(&[centroid], self.question.within)[0];
        let middle = match date.map(|date| (date.start, date.end)) {
            Some((Some(start), Some(end))) => Some(later(start, days_between(start, end) / 2)),
            Some((start, end)) => start.or(end),
            None => None,
        };
        let asked = self.question.from.is_some() || self.question.until.is_some();
        let in_time = !asked || middle.is_some_and(|day| self.holds(day));
        *self.found.centroid.get_or_insert(0) += usize::from(near && in_time);
    }

    /// What came of it.
    #[must_use]
    pub fn told(mut self) -> Sensitivity {
        self.hits.sort_unstable();
        let draws = self.hits.len();
        if draws > 0 {
            self.found.mean = self.hits.iter().sum::<usize>() as f64 / draws as f64;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count")]
            let tail = (TAIL * draws as f64) as usize;
            self.found.low = self.hits[tail.min(draws - 1)];
            self.found.high = self.hits[draws - 1 - tail.min(draws - 1)];
        }
        self.found
    }
}

/// How many days `end` comes after `start`; negative before it.
fn days_between(start: Date, end: Date) -> i32 {
    start.until(end).map_or(0, |length| length.get_days())
}

/// The day that comes `days` after `start`; `start` itself beyond the calendar's end.
fn later(start: Date, days: i32) -> Date {
    start.checked_add(Length::new().days(days)).unwrap_or(start)
}
