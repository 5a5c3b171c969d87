//! A doubt about a row: which rule found it, in which column, and what to say. Not responsible for codes and severities.

/// What can be doubtful about a row, or about several together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// Its point is at or near 0, 0, or one of its coordinates is 0.
    NullIsland,
    /// Its longitude and latitude are exchanged.
    Swapped,
    /// One of its coordinates has the wrong sign.
    WrongSign,
    /// The decimal point of a coordinate has slipped.
    PointSlipped,
    /// Its point has fewer decimals than its precision needs.
    FewDecimals,
    /// The country that it names does not hold its point.
    CountryDisagrees,
    /// The district or province that it names does not hold its point.
    UnitDisagrees,
    /// The unit that it names was split off or renamed.
    UnitChanged,
    /// The unit that it names is unknown.
    UnitUnknown,
    /// The place that it names, which is in the unit that it names, is far from its point.
    PlaceDisagrees,
    /// A place of the name that it has is far from its point, and may be another one.
    PlaceElsewhere,
    /// A source of it is older than the event.
    SourceBefore,
    /// Its point is at sea and it tells of land, or the other way round.
    AtSea,
    /// Many rows stand on the middle of a unit.
    CentroidStack,
    /// Many rows stand on one point.
    Stack,
    /// One of its dates lies in the future.
    FutureDate,
    /// Its dates are out of order.
    DatesDisagree,
    /// A toll of it cannot be.
    ImpossibleToll,
    /// Another record says the same.
    Twins,
}

/// A doubt about a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: Rule,
    /// The column that it is about; for a point the column of longitudes, or none where the table has not told it.
    pub column: String,
    /// What stands there; for a point both coordinates.
    pub value: String,
    /// What is doubtful, and why.
    pub message: String,
}
