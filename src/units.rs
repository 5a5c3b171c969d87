//! Lengths and angles with their unit in the type. Not responsible for computing any.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A length in metres.
///
/// # Example
/// ```
/// use sarhad::Metres;
/// assert_eq!(Metres::from_km(25.56).value(), 25_560.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Metres(f64);

impl Metres {
    /// No length at all.
    pub const ZERO: Metres = Metres(0.0);

    /// A length of `value` metres.
    #[must_use]
    pub const fn new(value: f64) -> Self {
        Self(value)
    }

    /// A length of `km` kilometres.
    #[must_use]
    pub const fn from_km(km: f64) -> Self {
        Self(km * 1_000.0)
    }

    /// The number of metres.
    #[must_use]
    pub const fn value(self) -> f64 {
        self.0
    }

    /// The number of kilometres.
    #[must_use]
    pub const fn km(self) -> f64 {
        self.0 / 1_000.0
    }
}

impl fmt::Display for Metres {
    /// Metres below one kilometre, kilometres with two decimals above.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.abs() < 1_000.0 { write!(f, "{:.0} m", self.0) } else { write!(f, "{:.2} km", self.km()) }
    }
}

/// An angle in degrees.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Degrees(f64);

impl Degrees {
    /// An angle of `value` degrees.
    #[must_use]
    pub const fn new(value: f64) -> Self {
        Self(value)
    }

    /// The number of degrees.
    #[must_use]
    pub const fn value(self) -> f64 {
        self.0
    }

    /// The same direction as a bearing: clockwise from north, 0 up to but not including 360.
    ///
    /// # Example
    /// ```
    /// use sarhad::Degrees;
    /// assert_eq!(Degrees::new(-90.0).as_bearing().value(), 270.0);
    /// ```
    #[must_use]
    pub fn as_bearing(self) -> Self {
        let turned = self.0.rem_euclid(360.0);
        // rem_euclid of a tiny negative number rounds up to 360 itself
        Self(if turned >= 360.0 { 0.0 } else { turned })
    }
}

impl fmt::Display for Degrees {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1}°", self.0)
    }
}
