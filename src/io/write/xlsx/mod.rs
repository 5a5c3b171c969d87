//! A workbook of Office Open XML: records, claims, sources, and how it was made. Not responsible for gathering the records.
//!
//! Texts are texts: no cell is a formula or a link, whatever it says. Records go straight into the archive, so memory does not
//! grow with them; claims and sources are held until they are written, with the ids of all records where there are claims.
//!
//! # Source
//! ECMA-376, part 1 (`SpreadsheetML`) and part 2 (packaging); Microsoft, "Excel specifications and limits".

mod beside;
mod grid;
mod package;
mod records;
mod workbook;

pub(super) use workbook::write;
