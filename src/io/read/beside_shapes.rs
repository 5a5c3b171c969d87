//! What is told of the files of a shapefile beside what is wrong with its records. Not responsible for reading them.

use thiserror::Error;

use crate::io::read::escape::Quoted;

/// What is told of a shapefile.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
#[expect(missing_docs, reason = "each variant's message says what it is, each field's name what it holds")]
pub enum BesideShapes {
    #[error("there is no .dbf beside it, so its records have no properties")]
    NoTable,
    #[error("{} was read out of the archive", name.as_str())]
    OutOfArchive { name: Quoted },
    #[error("its .shx takes more than {limit} bytes; shapes are read one behind the other")]
    LongIndex { limit: u64 },
    #[error("{bytes} bytes of the .shp are named nowhere in the .shx, and were not read; {remedy}")]
    Unnamed { bytes: u64, remedy: &'static str },
    #[error(
        "columns that keep their values in another file, or in a kind that is not read, are blank: {}",
        columns.join(", ")
    )]
    BlankColumns { columns: Vec<String> },
    #[error("{bytes} bytes of each row of the .dbf are of no column, and were not read")]
    BytesOfNoColumn { bytes: usize },
    #[error("{count} rows of the .dbf have no shape in the .shp, and so no location")]
    RowsAlone { count: u64 },
    #[error("{count} shapes of the .shp have no row in the .dbf, and so no properties")]
    ShapesAlone { count: u64 },
    #[error("{count} records are marked as deleted in the .dbf, and kept")]
    Deleted { count: u64 },
    #[error("{count} numbers are asterisks, for they did not fit their column when they were written, and are blank")]
    Asterisks { count: u64 },
    #[error("{count} shapes have measures (M), which were left out")]
    Measures { count: u64 },
}
