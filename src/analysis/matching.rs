//! Records that may tell of one event, each with its reasons. Not responsible for joining them: a person decides.

use std::fmt;

use jiff::civil::Date;
use thiserror::Error;

use crate::analysis::gap::{Ground, Grounds};
use crate::analysis::meetings::{Days, Mark, Nearness, Shelves, days_apart, days_apart_at_most};
use crate::analysis::spelling::{Name, Triples};
use crate::model::dates::DateSpan;
use crate::model::extent::Placed;
use crate::units::Metres;

/// Candidates that are held at most: about a gigabyte.
pub const CANDIDATES_MAX: usize = 2_000_000;
/// How much each reason counts. All pairs are near each other in place and time already: who and what tell more, and tolls
/// change for days.
const PLACE_WEIGHT: f64 = 2.0;
const DATE_WEIGHT: f64 = 2.0;
const ACTORS_WEIGHT: f64 = 3.0;
const TITLE_WEIGHT: f64 = 3.0;
const TOLL_WEIGHT: f64 = 1.0;
const WEIGHTS: f64 = PLACE_WEIGHT + DATE_WEIGHT + ACTORS_WEIGHT + TITLE_WEIGHT + TOLL_WEIGHT;
/// How alike two places or days are that may be the same, and may as well lie beyond the window.
const HALF: f64 = 0.5;

/// What is known of an event.
#[derive(Debug, Clone, Default)]
pub struct Event {
    /// What it is called.
    pub id: String,
    /// Where it may have been.
    pub placed: Placed,
    /// When it may have been.
    pub when: Option<DateSpan>,
    /// Who took part, as far as it is told.
    pub actors: Vec<String>,
    /// How many were killed: at least, as stated, at most.
    pub killed: [Option<u32>; 3],
    /// A title, or the words of a report.
    pub text: String,
}

/// How near two events must be to be looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Windows {
    /// How far apart they may be at least.
    pub radius: Metres,
    /// How many days may lie between them at least.
    pub days: u16,
    /// The score from which on they are candidates.
    pub min_score: f64,
}

impl Default for Windows {
    /// 10 km, 3 days, 0.5.
    fn default() -> Self {
        Self { radius: Metres::from_km(10.0), days: 3, min_score: HALF }
    }
}

/// Two records that may tell of one event.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The number of the one among the first events, from 0.
    pub a: usize,
    /// The number of the other, among the second events where there are any.
    pub b: usize,
    /// How much speaks for it, from 0 to 1.
    pub score: f64,
    /// What speaks for it and against it, of all that both tell.
    pub reasons: Vec<Reason>,
}

/// Something that both records tell.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Reason {
    /// Where they were.
    Place {
        /// How far apart at least.
        gap: Metres,
        /// The window.
        window: Metres,
        /// Whether they are surely within the window.
        sure: bool,
    },
    /// When they were.
    Date {
        /// How many days apart at least.
        apart: i64,
        /// The window.
        window: u16,
        /// Whether they are surely within the window.
        sure: bool,
    },
    /// Who took part.
    Actors {
        /// Those of both, in both spellings where these differ.
        common: Vec<String>,
        /// How many the record with fewer of them names.
        named: usize,
    },
    /// How many were killed.
    Toll {
        /// How alike the numbers are.
        likeness: f64,
    },
    /// What they are called.
    Title {
        /// How alike the words are.
        likeness: f64,
    },
}

impl Reason {
    /// How much it speaks for one event, from 0 to 1.
    #[must_use]
    pub fn likeness(&self) -> f64 {
        let in_window = |share: f64, sure: bool| (1.0 - share) * if sure { 1.0 } else { HALF };
        match self {
            Self::Place { gap, window, sure } => in_window(gap.value() / window.value().max(f64::MIN_POSITIVE), *sure),
            Self::Date { apart, window, sure } => in_window(*apart as f64 / (f64::from(*window) + 1.0), *sure),
            Self::Actors { common, named } => common.len() as f64 / (*named).max(1) as f64,
            Self::Toll { likeness } | Self::Title { likeness } => *likeness,
        }
    }

    /// How much it counts in the score.
    #[must_use]
    pub const fn weight(&self) -> f64 {
        match self {
            Self::Place { .. } => PLACE_WEIGHT,
            Self::Date { .. } => DATE_WEIGHT,
            Self::Actors { .. } => ACTORS_WEIGHT,
            Self::Toll { .. } => TOLL_WEIGHT,
            Self::Title { .. } => TITLE_WEIGHT,
        }
    }
}

impl fmt::Display for Reason {
    /// `0.4 km apart`, `same day`, `actors: Tanzim ul Misal = Tanzeem al-Misal`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Place { gap, sure: true, .. } => write!(f, "{:.1} km apart", gap.km()),
            Self::Place { gap, sure: false, .. } => write!(f, "{:.1} km apart or more", gap.km()),
            Self::Date { apart: 0, sure: true, .. } => f.write_str("same days"),
            Self::Date { apart: 0, sure: false, .. } => f.write_str("days may be the same"),
            Self::Date { apart, sure, .. } => {
                let days = if *apart == 1 { "day" } else { "days" };
                write!(f, "{apart} {days} apart{}", if *sure { "" } else { " or more" })
            }
            Self::Actors { common, .. } if common.is_empty() => f.write_str("no actor in common"),
            Self::Actors { common, .. } => write!(f, "actors: {}", common.join(", ")),
            Self::Toll { likeness } if *likeness >= 1.0 => f.write_str("tolls agree"),
            Self::Toll { likeness } => write!(f, "tolls {likeness:.2} alike"),
            Self::Title { likeness } => write!(f, "titles {likeness:.2} alike"),
        }
    }
}

/// Why there is no list of candidates.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MatchError {
    /// There are too many.
    #[error("more than {limit} candidates; take a smaller radius, fewer days or a higher score")]
    TooMany {
        /// How many are held at most.
        limit: usize,
    },
    /// Whoever asked wants no more.
    #[error("the search for candidates was stopped")]
    Stopped,
}

/// The pairs among `a`, or of one of `a` and one of `b`, that may be one event: those with the best score first, then in the
/// order of their numbers. `go_on` is asked before each event.
///
/// Two events are looked at if the least distance between any places where they may have been is within the radius, and the
/// least time between any days within the days. An event without a place is in no candidate; one without a date is compared by
/// everything else.
///
/// The score is the mean, weighted: actors 3, title 3, place 2, date 2, toll 1; what either event does not tell is ½. Place and date are 1
/// where they are the same and 0 beyond the window, in proportion between, and half of that where they may as well lie beyond
/// it; actors are the share in common of those that the event with fewer of them names, in any spelling ([`Name::is`]); titles
/// by [`Triples`]; tolls are 1 where their ranges meet, otherwise the smaller of the nearest ends divided by the larger, and
/// nobody killed on either side tells nothing.
///
/// # Errors
/// [`MatchError::TooMany`] with more than [`CANDIDATES_MAX`]; [`MatchError::Stopped`] when `go_on` says no.
///
/// # Cost
/// n·log n and what lies within both windows; memory for the candidates.
pub fn candidates(
    a: &[Event],
    b: Option<&[Event]>,
    windows: Windows,
    go_on: &mut dyn FnMut() -> bool,
) -> Result<Vec<Candidate>, MatchError> {
    let mut grounds = Grounds::default();
    let mut ready =
        |events: &[Event]| -> Vec<Ready> { events.iter().map(|event| Ready::new(event, &mut grounds)).collect() };
    let asking = ready(a);
    let others = b.map(ready);
    let asked = others.as_deref().unwrap_or(&asking);
    let shelves = Shelves::new(asked.iter().map(Ready::mark).collect());
    let nearness = Nearness { radius: windows.radius, days: i64::from(windows.days) };
    let mut found = Vec::new();
    let mut met = Vec::new();
    for (number, one) in asking.iter().enumerate() {
        if !go_on() {
            return Err(MatchError::Stopped);
        }
        let Some(mark) = one.mark() else { continue };
        shelves.met_into(&mark, nearness, &mut met);
        for &other in met.iter().filter(|&&other| b.is_some() || other > number) {
            let Some(reasons) = reasons(one, &asked[other], windows, &mut grounds) else { continue };
            let score = score(&reasons);
            if score < windows.min_score {
                continue;
            }
            if found.len() == CANDIDATES_MAX {
                return Err(MatchError::TooMany { limit: CANDIDATES_MAX });
            }
            found.push(Candidate { a: number, b: other, score, reasons });
        }
    }
    found.sort_by(|one, other| other.score.total_cmp(&one.score).then((one.a, one.b).cmp(&(other.a, other.b))));
    Ok(found)
}

/// An event, made ready to be compared.
struct Ready {
    ground: Option<Ground>,
    days: Days,
    actors: Vec<Name>,
    killed: Option<[u32; 2]>,
    title: Triples,
}

impl Ready {
    fn new(event: &Event, grounds: &mut Grounds) -> Self {
        let when = event.when.as_ref();
        let [least, stated, most] = event.killed;
        let least = least.or(stated);
        let most = most.or(stated).or(least);
        Self {
            ground: event.placed.extent.as_ref().and_then(|extent| grounds.of(extent)),
            days: [when.and_then(|when| when.start), when.and_then(|when| when.end)].map(|day| day.map(number_of_day)),
            actors: event.actors.iter().map(|actor| Name::new(actor)).collect(),
            killed: least.or(most).zip(most).map(<[u32; 2]>::from),
            title: Triples::new(&event.text),
        }
    }

    fn mark(&self) -> Option<Mark> {
        Some(Mark::new(self.ground.as_ref()?, self.days))
    }
}

/// The number of a day, counted from 1970.
fn number_of_day(day: Date) -> i64 {
    const FIRST: Date = jiff::civil::date(1970, 1, 1);
    i64::from((day - FIRST).get_days())
}

/// What both events tell; `None` where they are too far apart.
fn reasons(one: &Ready, other: &Ready, windows: Windows, grounds: &mut Grounds) -> Option<Vec<Reason>> {
    let window = windows.radius;
    let (one_ground, other_ground) = (one.ground.as_ref()?, other.ground.as_ref()?);
    let gap = grounds.gap(one_ground, other_ground);
    if gap > window {
        return None;
    }
    // two points are as far apart as they are; whatever is wider may be farther
    let sure = one_ground.at_most(other_ground) <= window;
    let mut reasons = vec![Reason::Place { gap, window, sure }];
    reasons.extend(dates(one.days, other.days, windows.days));
    reasons.extend(actors(&one.actors, &other.actors));
    let tolls = one.killed.zip(other.killed).filter(|(one, other)| one[1] > 0 || other[1] > 0);
    reasons.extend(tolls.map(|(one, other)| Reason::Toll { likeness: toll_likeness(one, other) }));
    if !one.title.is_empty() && !other.title.is_empty() {
        reasons.push(Reason::Title { likeness: one.title.likeness(&other.title) });
    }
    Some(reasons)
}

fn dates(one: Days, other: Days, window: u16) -> Option<Reason> {
    if [one, other].contains(&[None, None]) {
        return None;
    }
    let apart = days_apart(one, other);
    let sure = days_apart_at_most(one, other).is_some_and(|days| days <= i64::from(window));
    Some(Reason::Date { apart, window, sure })
}

fn actors(one: &[Name], other: &[Name]) -> Option<Reason> {
    let (fewer, more) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if fewer.is_empty() {
        return None;
    }
    let mut common = Vec::new();
    let mut taken = vec![false; more.len()];
    for name in fewer {
        if let Some(found) = (0..more.len()).find(|&at| !taken[at] && more[at].is(name)) {
            taken[found] = true;
            let same = name.written == more[found].written;
            let [first, second] = if std::ptr::eq(fewer, one) { [name, &more[found]] } else { [&more[found], name] };
            common.push(if same { name.written.clone() } else { format!("{} = {}", first.written, second.written) });
        }
    }
    Some(Reason::Actors { common, named: fewer.len() })
}

fn toll_likeness(one: [u32; 2], other: [u32; 2]) -> f64 {
    let (lower, upper) = if one[0] <= other[0] { (one, other) } else { (other, one) };
    if upper[0] <= lower[1] { 1.0 } else { f64::from(lower[1]) / f64::from(upper[0]) }
}

/// The weighted mean of what the reasons say; where one of the events says nothing, that speaks neither for nor against.
fn score(reasons: &[Reason]) -> f64 {
    let told: f64 = reasons.iter().map(Reason::weight).sum();
    let alike: f64 = reasons.iter().map(|reason| reason.weight() * reason.likeness()).sum();
    (alike + HALF * (WEIGHTS - told)) / WEIGHTS
}
