//! What a filter says, before it is known which columns there are. Not responsible for checking or evaluating it.

use geo_types::Geometry;

use crate::query::filter::time::Moment;

/// Levels of a filter's tree: whoever walks it calls itself for each, and a thread has room for some thousands.
pub const HEIGHT_MAX: usize = 64;

/// Parts of a value times members of a list that it is held against one by one: that many are looked at for each row.
pub const HELD_MAX: usize = 1_000;

/// A filter as written: a tree that text and JSON share, so that one filter in both is one value.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Expression {
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number, always finite.
    Number(f64),
    /// Text.
    Text(String),
    /// A day or an instant.
    Moment(Moment),
    /// All the time between two ends; `None` is an open one.
    Interval(Option<Box<Expression>>, Option<Box<Expression>>),
    /// A shape.
    Geometry(Geometry<f64>),
    /// West, south, east and north of a box; it crosses the antimeridian where west is greater than east.
    Bbox([f64; 4]),
    /// A list of values.
    List(Vec<Expression>),
    /// A column by its name.
    Property(String),
    /// Every one of at least two.
    And(Vec<Expression>),
    /// Any one of at least two.
    Or(Vec<Expression>),
    /// The opposite.
    Not(Box<Expression>),
    /// Two values compared.
    Compare(Comparison, Box<[Expression; 2]>),
    /// Two numbers reckoned.
    Reckon(Arithmetic, Box<[Expression; 2]>),
    /// Whether there is no value.
    IsNull(Box<Expression>),
    /// A text and a pattern of `%` and `_`.
    Like(Box<[Expression; 2]>),
    /// A value and its least and greatest bounds.
    Between(Box<[Expression; 3]>),
    /// A value and those that it may be.
    In(Box<Expression>, Vec<Expression>),
    /// A text without its case or accents.
    Without(Folding, Box<Expression>),
    /// Two shapes and how they lie.
    Spatial(SpatialRelation, Box<[Expression; 2]>),
    /// Two times and how they follow.
    Temporal(TemporalRelation, Box<[Expression; 2]>),
    /// Two lists as sets.
    Lists(ListRelation, Box<[Expression; 2]>),
    /// A function by its name, none of which is known here.
    Function(String, Vec<Expression>),
}

impl Expression {
    /// How many parts its tree has, 1 where there is nothing inside it.
    #[must_use]
    pub fn parts(&self) -> usize {
        let mut parts = 0;
        let mut waiting = vec![self];
        while let Some(part) = waiting.pop() {
            parts += 1;
            part.each_inside(&mut |inside| waiting.push(inside));
        }
        parts
    }

    /// How many levels its tree has, 1 where there is nothing inside it.
    ///
    /// # Cost
    /// A look at each part, without calling itself.
    #[must_use]
    pub fn height(&self) -> usize {
        let mut highest = 0;
        let mut waiting = vec![(self, 1)];
        while let Some((part, level)) = waiting.pop() {
            highest = highest.max(level);
            part.each_inside(&mut |inside| waiting.push((inside, level + 1)));
        }
        highest
    }

    /// Hands on what is directly inside this.
    fn each_inside<'e>(&'e self, take: &mut dyn FnMut(&'e Self)) {
        match self {
            Self::Boolean(_)
            | Self::Integer(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Moment(_)
            | Self::Geometry(_)
            | Self::Bbox(_)
            | Self::Property(_) => {}
            Self::Interval(start, end) => [start, end].into_iter().flatten().for_each(|end| take(end)),
            Self::List(items) | Self::And(items) | Self::Or(items) | Self::Function(_, items) => {
                items.iter().for_each(take);
            }
            Self::Not(inner) | Self::IsNull(inner) | Self::Without(_, inner) => take(inner),
            Self::Compare(_, sides)
            | Self::Reckon(_, sides)
            | Self::Like(sides)
            | Self::Spatial(_, sides)
            | Self::Temporal(_, sides)
            | Self::Lists(_, sides) => sides.iter().for_each(take),
            Self::Between(parts) => parts.iter().for_each(take),
            Self::In(value, list) => std::iter::once(&**value).chain(list).for_each(take),
        }
    }

    /// This filter with every position of its shapes and boxes mapped, as a filter in another reference system needs.
    #[must_use]
    pub fn with_positions(self, map: &dyn Fn([f64; 2]) -> [f64; 2]) -> Self {
        use geo::MapCoords as _;
        let each = |items: Vec<Self>| items.into_iter().map(|item| item.with_positions(map)).collect();
        let boxed = |item: Box<Self>| Box::new(item.with_positions(map));
        let two = |items: Box<[Self; 2]>| Box::new(items.map(|item| item.with_positions(map)));
        let end = |item: Option<Box<Self>>| item.map(boxed);
        match self {
            Self::Geometry(geometry) => Self::Geometry(geometry.map_coords(|at| map([at.x, at.y]).into())),
            Self::Bbox([west, south, east, north]) => {
                let ([west, south], [east, north]) = (map([west, south]), map([east, north]));
                Self::Bbox([west, south, east, north])
            }
            Self::List(items) => Self::List(each(items)),
            Self::And(items) => Self::And(each(items)),
            Self::Or(items) => Self::Or(each(items)),
            Self::Not(inner) => Self::Not(boxed(inner)),
            Self::IsNull(inner) => Self::IsNull(boxed(inner)),
            Self::In(value, list) => Self::In(boxed(value), each(list)),
            Self::Compare(how, sides) => Self::Compare(how, two(sides)),
            Self::Spatial(how, sides) => Self::Spatial(how, two(sides)),
            Self::Lists(how, sides) => Self::Lists(how, two(sides)),
            Self::Function(name, arguments) => Self::Function(name, each(arguments)),
            Self::Interval(start, last) => Self::Interval(end(start), end(last)),
            Self::Reckon(how, sides) => Self::Reckon(how, two(sides)),
            Self::Like(sides) => Self::Like(two(sides)),
            Self::Between(parts) => Self::Between(Box::new(parts.map(|part| part.with_positions(map)))),
            Self::Without(folding, inner) => Self::Without(folding, boxed(inner)),
            Self::Temporal(how, sides) => Self::Temporal(how, two(sides)),
            fixed @ (Self::Boolean(_)
            | Self::Integer(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Moment(_)
            | Self::Property(_)) => fixed,
        }
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$of])* $variant,)+ }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// How the standard spells it.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The one spelt `word`, in capitals or small letters.
            #[must_use]
            pub fn of_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.word().eq_ignore_ascii_case(word))
            }
        }
    };
}

words! {
    /// How two values are compared.
    Comparison {
        /// The same.
        Equal = "=",
        /// Another one.
        Unequal = "<>",
        /// Less.
        Less = "<",
        /// Greater.
        Greater = ">",
        /// Less or the same.
        AtMost = "<=",
        /// Greater or the same.
        AtLeast = ">=",
    }
}

words! {
    /// How two numbers are reckoned.
    Arithmetic {
        /// The sum.
        Plus = "+",
        /// The difference.
        Minus = "-",
        /// The product.
        Times = "*",
        /// The quotient.
        Over = "/",
        /// The whole part of the quotient.
        Div = "div",
        /// What is left of a division.
        Modulo = "%",
        /// The power.
        Power = "^",
    }
}

words! {
    /// What does not count in a text.
    Folding {
        /// Capitals and small letters.
        Case = "casei",
        /// Accents.
        Accents = "accenti",
    }
}

words! {
    /// How two shapes lie, in plane longitude and latitude.
    SpatialRelation {
        /// They share a place.
        Intersects = "s_intersects",
        /// They are the same places.
        Equals = "s_equals",
        /// They share none.
        Disjoint = "s_disjoint",
        /// They share places of their boundaries only.
        Touches = "s_touches",
        /// The first lies in the second.
        Within = "s_within",
        /// Each has some of the other, of the same dimension.
        Overlaps = "s_overlaps",
        /// One passes through the other.
        Crosses = "s_crosses",
        /// The second lies in the first.
        Contains = "s_contains",
    }
}

words! {
    /// How two times follow.
    TemporalRelation {
        /// The first begins when the second has ended.
        After = "t_after",
        /// The first ends before the second begins.
        Before = "t_before",
        /// The second lies inside the first.
        Contains = "t_contains",
        /// They share no moment.
        Disjoint = "t_disjoint",
        /// The first lies inside the second.
        During = "t_during",
        /// They begin and end together.
        Equals = "t_equals",
        /// They end together, and the first began earlier.
        FinishedBy = "t_finishedBy",
        /// They end together, and the first began later.
        Finishes = "t_finishes",
        /// They share a moment.
        Intersects = "t_intersects",
        /// The first ends when the second begins.
        Meets = "t_meets",
        /// The first begins when the second ends.
        MetBy = "t_metBy",
        /// The first begins in the second and ends after it.
        OverlappedBy = "t_overlappedBy",
        /// The first begins before the second and ends in it.
        Overlaps = "t_overlaps",
        /// They begin together, and the first ends later.
        StartedBy = "t_startedBy",
        /// They begin together, and the first ends earlier.
        Starts = "t_starts",
    }
}

words! {
    /// How two lists are to each other as sets.
    ListRelation {
        /// The same members.
        Equals = "a_equals",
        /// The first has all of the second.
        Contains = "a_contains",
        /// The second has all of the first.
        ContainedBy = "a_containedBy",
        /// They share a member.
        Overlaps = "a_overlaps",
    }
}
