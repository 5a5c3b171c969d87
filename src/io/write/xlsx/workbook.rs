//! The sheets of a workbook: which there are, and what they are called. Not responsible for what stands in them.

use std::collections::HashSet;
use std::io::Write;

use crate::io::counted::counted;
use crate::io::write::error::WriteError;
use crate::io::write::sheet::whole::Sheet;
use crate::io::write::xlsx::package::Package;
use crate::io::write::xlsx::{beside, records};
use crate::model::profile::Profile;

/// Rows of a sheet, of which the first names the columns.
const ROWS_MAX: u64 = 1_048_576;
/// Columns of a sheet.
const COLUMNS_MAX: usize = 16_384;
/// UTF-16 units of a sheet's name.
const NAME_UNITS_MAX: usize = 31;
/// The sheets beside the records.
const CLAIMS: &str = "claims";
const SOURCES: &str = "sources";
const METHOD: &str = "method";

/// Writes all records of `sheet`; says what could not be held as it was.
pub(in crate::io::write) fn write(sheet: &mut Sheet, out: &mut dyn Write) -> Result<Vec<String>, WriteError> {
    let layout = records::Layout::of(sheet)?;
    refuse_too_many(sheet, layout.width())?;
    let target = sheet.options.target.clone();
    let failed = |source| WriteError::from_io(&target, source);
    let claims = written_claims(sheet)?;
    if let Some(count) = claims.as_ref().map(beside::Table::height).filter(|count| *count >= ROWS_MAX) {
        let reason = format!(
            "a sheet of a workbook has {} rows below its header, and there are {count} claims; write .json or .csv",
            ROWS_MAX - 1
        );
        return Err(WriteError::CannotHold { target, reason });
    }
    let sources = beside::sources(sheet);
    let method = beside::method(sheet, &layout);
    let records_name = records_name(sheet);
    let mut names = vec![records_name.as_str()];
    names.extend(claims.as_ref().map(|_| CLAIMS));
    names.extend([SOURCES, METHOD]);
    let mut package = Package::begun(out, &names).map_err(failed)?;
    let mut told = records::write(sheet, &layout, &mut package)?;
    let mut long_texts = 0;
    for table in claims.iter().chain([&sources, &method]) {
        long_texts += table.write(&mut package).map_err(failed)?;
    }
    package.finish().map_err(failed)?;
    if long_texts > 0 {
        let texts = counted(long_texts, "text of claims and sources does", "texts of claims and sources do");
        told.push(format!("{texts} not fit a cell, which says so; the claims as JSON hold all of it"));
    }
    Ok(told)
}

/// The claims of the records that are written: a filter has left others out.
fn written_claims(sheet: &mut Sheet) -> Result<Option<beside::Table>, WriteError> {
    let Some(set) = sheet.options.document.claims.clone() else { return Ok(None) };
    let mut ids = HashSet::new();
    sheet.each(&mut |record| {
        ids.extend(record.id.map(str::to_owned));
        Ok(())
    })?;
    Ok(Some(beside::claims(&set, &ids)))
}

/// Fails where a sheet has fewer rows or columns than there are records or columns.
fn refuse_too_many(sheet: &Sheet, width: usize) -> Result<(), WriteError> {
    let rows = sheet.count() + 1;
    let reason = if rows > ROWS_MAX {
        format!(
            "a sheet of a workbook has {} rows below its header, and there are {} records; write .csv, .gpkg or .parquet, \
             or keep fewer records with --from, --until, --bbox or --within",
            ROWS_MAX - 1,
            rows - 1
        )
    } else if width > COLUMNS_MAX {
        format!("a sheet of a workbook has {COLUMNS_MAX} columns, and {width} are needed; write .geojson or .csv")
    } else {
        return Ok(());
    };
    Err(WriteError::CannotHold { target: sheet.options.target.clone(), reason })
}

/// What the sheet of records is called: `incidents` for the kinds of tables that hold events, otherwise as the output is.
fn records_name(sheet: &Sheet) -> String {
    let columns: Vec<&str> = sheet.columns.iter().map(|column| column.name.as_str()).collect();
    let has = |wanted: &str| columns.contains(&wanted);
    let of_claims = sheet.options.document.claims.is_some() || (has("asserted_by") && has("date_precision"));
    let of_events = of_claims || !matches!(Profile::recognised(&columns).profile, Profile::Plain | Profile::Sarhad);
    match &sheet.options.document.name {
        None if of_events => "incidents".to_owned(),
        _ => sheet_name(&sheet.layer_name()),
    }
}

/// `name` as a sheet may be called: no longer than 31 units, without the characters that references need, and not as the other
/// sheets are.
fn sheet_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') || c.is_control() { '_' } else { c })
        .collect();
    let trimmed = plain.trim().trim_matches('\'').trim();
    let taken = [CLAIMS, SOURCES, METHOD, "history"].contains(&trimmed.to_lowercase().as_str());
    let mut wanted = if taken { format!("{trimmed} records") } else { trimmed.to_owned() };
    while wanted.encode_utf16().count() > NAME_UNITS_MAX {
        wanted.pop();
    }
    let wanted = wanted.trim_end_matches(['\'', ' ']);
    if wanted.is_empty() { "records".to_owned() } else { wanted.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::sheet_name;

    #[test]
    fn a_sheet_has_a_name_that_spreadsheets_take() {
        for (name, expected) in [
            ("incidents", "incidents"),
            ("a/b:c*[d]?", "a_b_c__d__"),
            ("'quoted'", "quoted"),
            ("Method", "Method records"),
            ("گوادر", "گوادر"),
            ("abcdefghijklmnopqrstuvwxyz0123456789", "abcdefghijklmnopqrstuvwxyz01234"),
            ("''", "records"),
        ] {
            assert_eq!(sheet_name(name), expected);
        }
    }
}
