//! A place as people write it: `LON,LAT` in degrees. Not responsible for lengths.

use thiserror::Error;

use crate::io::written::length::finite;
use crate::lonlat::{LonLat, NotOnEarth};

/// Why a text is no place.
#[derive(Debug, Clone, PartialEq, Error)]
#[expect(missing_docs, reason = "each message says what it is of, and its fields what came")]
pub enum PlaceError {
    #[error(
        "{text:?} is not LON,LAT; write two numbers of degrees with a comma, longitude first, such as 60.8629,29.4963"
    )]
    Form { text: String },
    #[error("{error}; longitude stands first: did you mean {lon},{lat}?")]
    Swapped { error: NotOnEarth, lon: f64, lat: f64 },
    #[error("{error}; write longitude first, both in degrees, such as 60.8629,29.4963")]
    NotOnEarth { error: NotOnEarth },
}

/// The place that `text` names: `60.8629,29.4963`, with spaces if they help.
///
/// # Errors
/// [`PlaceError`]: it is no pair of numbers, or they are no place on Earth.
pub fn place(text: &str) -> Result<LonLat, PlaceError> {
    let form = || PlaceError::Form { text: text.to_owned() };
    let [first, second] = numbers(text).ok_or_else(form)?;
    LonLat::new(first, second).map_err(|error| match LonLat::new(second, first) {
        Ok(swapped) => PlaceError::Swapped { error, lon: swapped.lon(), lat: swapped.lat() },
        Err(_) => PlaceError::NotOnEarth { error },
    })
}

/// As many numbers as asked for, with commas between them.
#[must_use]
pub fn numbers<const COUNT: usize>(text: &str) -> Option<[f64; COUNT]> {
    let parts: Option<Vec<f64>> = text.split(',').map(|part| finite(part.trim())).collect();
    parts?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<[f64; 2], &str>) {
        let found = place(text).map(<[f64; 2]>::from).map_err(|error| error.to_string());
        assert_eq!(found, expected.map_err(str::to_owned));
    }

    #[test]
    fn a_place_is_longitude_and_latitude() {
        check("60.8629,29.4963", Ok([60.8629, 29.4963]));
        check(" 60.8629 , 29.4963 ", Ok([60.8629, 29.4963]));
        check("-75,-10.5", Ok([-75.0, -10.5]));
        check("180,90", Ok([180.0, 90.0]));
        check("29.5,160.9", Err("latitude 160.9 is outside -90..90; longitude stands first: did you mean 160.9,29.5?"));
        check(
            "500,29",
            Err("longitude 500 is outside -180..180; write longitude first, both in degrees, such as 60.8629,29.4963"),
        );
        let form =
            "is not LON,LAT; write two numbers of degrees with a comma, longitude first, such as 60.8629,29.4963";
        for text in ["", "60.8", "60.8 29.4", "a,b", "1,2,3", "NaN,3", "inf,1"] {
            check(text, Err(&format!("{text:?} {form}")));
        }
    }
}
