//! From a sheet to a whole package, step by step. Not responsible for any of the steps.

use std::collections::BTreeSet;
use std::io::Write;

use crate::io::write::error::WriteError;
use crate::io::write::gpkg::container::Container;
use crate::io::write::gpkg::features::Features;
use crate::io::write::gpkg::names::TableNames;
use crate::io::write::gpkg::table::{Role, Table};
use crate::io::write::gpkg::{metadata, project, style};
use crate::io::write::options::{Document, WriteOptions};
use crate::io::write::sheet::sheet_of;
use crate::io::write::sheet::whole::Sheet;

/// Writes all records of `sheet`, and its drawn layers; says what could not be held as it was.
///
/// # Cost
/// A file beside the output of the same size; 24 bytes of memory for each record with a location, and about 70 while its index is
/// packed.
pub(in crate::io::write) fn write(sheet: &mut Sheet, out: &mut dyn Write) -> Result<Vec<String>, WriteError> {
    let container = Container::new(&sheet.options)?;
    let mut names = TableNames::default();
    let layer = sheet.layer_name();
    let mut features = Features { container: &container, names: &mut names, told: Vec::new() };
    let records = features.add(sheet, &layer, Role::Records)?;
    let layers = std::mem::take(&mut sheet.options.document.layers);
    let mut drawn = Vec::new();
    for layer in &layers {
        let document =
            Document { name: Some(layer.name.clone()), metadata: layer.metadata.clone(), ..Document::default() };
        let options = WriteOptions { document, ..sheet.options.clone() };
        let mut of_layer = sheet_of(&layer.features, options)?;
        let told = std::mem::take(&mut features.told);
        drawn.extend(features.add(&mut of_layer, &layer.name, Role::of_layer(&layer.name))?);
        // what becomes of the layers is no news about the records
        features.told = told;
    }
    let told = features.told;
    let id_column = sheet.id_column.and_then(|number| records.first()?.columns.get(number)).map(|column| &column.name);
    metadata::write(
        &container,
        &metadata::Told { whole: sheet.metadata(), records: &records, drawn: &drawn, id_column },
    )?;
    // along these borders something is drawn, and their names would lie under it
    let along: BTreeSet<String> = records.iter().flat_map(|table| table.along.clone()).collect();
    drawn.iter_mut().filter(|table| table.role == Role::Borders).for_each(|table| table.along.clone_from(&along));
    let tables: Vec<Table> = records.into_iter().chain(drawn).collect();
    style::write(&container, &tables)?;
    if let Some(project) = sheet.options.project.clone() {
        let plan = project::Plan { data: &project.data, tables: &tables, metadata: sheet.metadata() };
        let packed = plan.packed().map_err(|error| WriteError::from_io(&sheet.options.target, error))?;
        project.put(packed);
    }
    container.finish(out)?;
    Ok(told)
}
