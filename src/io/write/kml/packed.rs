//! The ZIP archive around a document of KML. Not responsible for the document.

use std::io::{self, BufWriter, Seek, SeekFrom, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::io::write::error::WriteError;
use crate::io::write::sheet::whole::Sheet;

/// What the document is called, as OGC 07-147r2, annex C, advises.
const DOCUMENT: &str = "doc.kml";

/// Up to so many records the fields of ZIP64 are left out, which many readers of KMZ do not know: 4 GiB are 2 kB for each.
const PLAIN_RECORDS_MAX: u64 = 2_000_000;

/// Writes an archive of what `document` writes. It waits in a file without a name, since the sizes of a part stand before it.
pub(super) fn write<T>(
    sheet: &mut Sheet,
    out: &mut dyn Write,
    document: impl FnOnce(&mut Sheet, &mut dyn Write) -> Result<T, WriteError>,
) -> Result<T, WriteError> {
    let target = sheet.options.target.clone();
    let failed = |source: io::Error| WriteError::from_io(&target, source);
    let waiting = match &sheet.options.spool_dir {
        Some(folder) => tempfile::tempfile_in(folder),
        None => tempfile::tempfile(),
    };
    let mut archive = ZipWriter::new(BufWriter::new(waiting.map_err(failed)?));
    // the same document is the same archive, whenever it is packed
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        .large_file(sheet.count() > PLAIN_RECORDS_MAX)
        .unix_permissions(0o644);
    archive.start_file(DOCUMENT, options).map_err(|error| failed(error.into()))?;
    let made = document(sheet, &mut archive)?;
    let buffered = archive.finish().map_err(|error| failed(error.into()))?;
    let mut waiting = buffered.into_inner().map_err(|error| failed(error.into_error()))?;
    let copied = waiting.seek(SeekFrom::Start(0)).and_then(|_| io::copy(&mut waiting, out));
    copied.map_err(failed)?;
    Ok(made)
}
