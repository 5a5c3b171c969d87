//! One file for each command. Not responsible for reading, writing or messages.

pub(super) mod bdist;
pub(super) mod check;
pub(super) mod claims;
pub(super) mod clusters;
pub(super) mod conflicts;
pub(super) mod convert;
pub(super) mod demo;
pub(super) mod diff;
pub(super) mod distance;
pub(super) mod draft;
pub(super) mod layers;
pub(super) mod locate;
pub(super) mod matching;
pub(super) mod nearest;
pub(super) mod paper;
pub(super) mod place;
pub(super) mod ranking;
pub(super) mod sensitivity;
pub(super) mod show;
pub(super) mod single;
pub(super) mod told;
pub(super) mod traced;
pub(super) mod within;
pub(super) mod words;
