//! How large a picture is. Not responsible for how things are arranged in it.

use std::str::FromStr;

use thiserror::Error;

/// The narrowest and the lowest picture in which a map, its legend and its credits can be read.
const LEAST_PX: (u32, u32) = (600, 400);
/// The longest side: a poster of 84 cm at 300 dots an inch.
const MOST_PX: u32 = 10_000;

/// Width and height of a picture in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PictureSize {
    width: u32,
    height: u32,
}

/// Why a picture cannot be so large.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SizeError {
    /// The text is no size.
    #[error(
        "{text:?} is not WIDTHxHEIGHT; write pixels such as 1200x675, or no size for 1200 wide and as high as it needs"
    )]
    Form {
        /// What came.
        text: String,
    },
    /// Too small for its words.
    #[error("{width}x{height} is too small for a map with its legend and credits; 600x400 is the least")]
    Small {
        /// Pixels from left to right.
        width: u32,
        /// Pixels from top to bottom.
        height: u32,
    },
    /// Too large.
    #[error("{width}x{height} is too large; no side may be longer than 10000 pixels")]
    Large {
        /// Pixels from left to right.
        width: u32,
        /// Pixels from top to bottom.
        height: u32,
    },
}

impl PictureSize {
    /// A picture of `width` by `height` pixels.
    ///
    /// # Errors
    /// [`SizeError`] below 600x400 and above 10000 pixels a side.
    pub const fn new(width: u32, height: u32) -> Result<Self, SizeError> {
        if width < LEAST_PX.0 || height < LEAST_PX.1 {
            return Err(SizeError::Small { width, height });
        }
        if width > MOST_PX || height > MOST_PX {
            return Err(SizeError::Large { width, height });
        }
        Ok(Self { width, height })
    }

    /// Pixels from left to right.
    #[must_use]
    pub const fn width(self) -> u32 {
        self.width
    }

    /// Pixels from top to bottom.
    #[must_use]
    pub const fn height(self) -> u32 {
        self.height
    }
}

impl FromStr for PictureSize {
    type Err = SizeError;

    /// `1200x675`; a capital or a multiplication sign does no harm.
    fn from_str(text: &str) -> Result<Self, SizeError> {
        let form = || SizeError::Form { text: text.to_owned() };
        let (width, height) = text.split_once(['x', 'X', '×']).ok_or_else(form)?;
        let number = |text: &str| {
            let digits = text.trim();
            let plain = !digits.is_empty() && digits.len() < 10 && digits.bytes().all(|byte| byte.is_ascii_digit());
            digits.parse::<u32>().ok().filter(|_| plain)
        };
        Self::new(number(width).ok_or_else(form)?, number(height).ok_or_else(form)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<(u32, u32), &str>) {
        let found = text.parse::<PictureSize>().map(|size| (size.width(), size.height()));
        assert_eq!(found.map_err(|error| error.to_string()), expected.map_err(str::to_owned));
    }

    #[test]
    fn a_size_is_two_numbers_of_pixels() {
        check("1200x675", Ok((1200, 675)));
        check(" 600 X 400 ", Ok((600, 400)));
        check("10000×10000", Ok((10_000, 10_000)));
        let small = "599x400 is too small for a map with its legend and credits; 600x400 is the least";
        check("599x400", Err(small));
        check("10001x700", Err("10001x700 is too large; no side may be longer than 10000 pixels"));
        for text in ["", "x", "1200", "1200x", "-1200x675", "1200x675px", "1e3x700", "99999999999x1"] {
            check(
                text,
                Err(&format!(
                    "{text:?} is not WIDTHxHEIGHT; write pixels such as 1200x675, or no size for 1200 wide and as high as it needs"
                )),
            );
        }
    }
}
