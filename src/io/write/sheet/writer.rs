//! Takes records until the last, then lets their format write all of them. Not responsible for any format.

use std::io::Write;

use crate::io::outgoing::Outgoing;
use crate::io::write::encoder::{Encoded, Encoder};
use crate::io::write::error::WriteError;
use crate::io::write::feature::Written;
use crate::io::write::options::WriteOptions;
use crate::io::write::sheet::packed::PackedText;
use crate::io::write::sheet::store::Store;
use crate::io::write::sheet::survey::Survey;
use crate::io::write::sheet::whole::Sheet;
#[cfg(any(feature = "gpkg", feature = "tiles"))]
use crate::model::feature::Feature;

/// Bytes of records that come one by one, and are stored together.
const TOGETHER_BYTES: usize = 128 << 10;
/// Features in memory that are stored together.
#[cfg(any(feature = "gpkg", feature = "tiles"))]
const TOGETHER_FEATURES: usize = 256;

/// Writes a whole sheet into an output.
pub(in crate::io::write) type WriteSheet = fn(&mut Sheet, &mut dyn Write) -> Result<Vec<String>, WriteError>;

/// Keeps records until the last of them.
#[derive(Debug)]
pub(in crate::io::write) struct SheetWriter<W> {
    out: W,
    options: WriteOptions,
    encoder: Encoder,
    format: WriteSheet,
    survey: Survey,
    store: Store,
    written: Written,
    /// Records that came one by one and are not stored yet.
    one: Encoded,
}

impl<W: Write> SheetWriter<W> {
    pub(in crate::io::write) fn new(out: W, options: WriteOptions, format: WriteSheet) -> Self {
        let mut survey = Survey::default();
        for name in options.document.columns.iter().flatten() {
            survey.column(name);
        }
        Self {
            out,
            encoder: Encoder::packed(PackedText::new(&options)),
            format,
            survey,
            store: Store::new(options.spool_dir.as_deref()),
            written: Written::default(),
            one: Encoded::default(),
            options,
        }
    }

    pub(in crate::io::write) fn encoder(&self) -> Encoder {
        self.encoder.clone()
    }

    pub(in crate::io::write) fn write(&mut self, record: &Outgoing) -> Result<(), WriteError> {
        let mut one = std::mem::take(&mut self.one);
        let outcome = self.encoder.encode(record, &mut one);
        self.one = one;
        if self.one.text.len() >= TOGETHER_BYTES {
            self.store_those_before()?;
        }
        outcome
    }

    pub(in crate::io::write) fn put(&mut self, encoded: &Encoded) -> Result<(), WriteError> {
        self.store_those_before()?;
        self.stored(encoded)
    }

    fn store_those_before(&mut self) -> Result<(), WriteError> {
        let one = std::mem::take(&mut self.one);
        self.stored(&one)
    }

    fn stored(&mut self, encoded: &Encoded) -> Result<(), WriteError> {
        let Some(survey) = &encoded.survey else { return Ok(()) };
        let columns = self.survey.take_in(survey);
        let pushed = self.store.push(&encoded.text, &survey.lengths, columns);
        pushed.map_err(|source| WriteError::from_io(&self.options.target, source))?;
        self.written.features += encoded.written.features;
        self.written.cut_shapes += encoded.written.cut_shapes;
        self.written.collapsed_rings += encoded.written.collapsed_rings;
        Ok(())
    }

    pub(in crate::io::write) fn finish(mut self) -> Result<Written, WriteError> {
        self.store_those_before()?;
        let Self { mut out, options, format, survey, store, mut written, .. } = self;
        let target = options.target.clone();
        let mut sheet = Sheet::new(&survey, store, options);
        drop(survey);
        written.told = std::mem::take(&mut sheet.remarks);
        written.told.extend(format(&mut sheet, &mut out)?);
        written.left_out = std::mem::take(&mut sheet.left_out);
        out.flush().map_err(|source| WriteError::from_io(&target, source))?;
        Ok(written)
    }
}

/// The sheet of features that are in memory.
///
/// # Errors
/// [`WriteError`] where the file in which they wait cannot be written.
#[cfg(any(feature = "gpkg", feature = "tiles"))]
pub(in crate::io::write) fn sheet_of(features: &[Feature], options: WriteOptions) -> Result<Sheet, WriteError> {
    let encoder = Encoder::packed(PackedText::new(&options));
    let mut survey = Survey::default();
    let mut store = Store::new(options.spool_dir.as_deref());
    for some in features.chunks(TOGETHER_FEATURES) {
        let mut packed = Encoded::default();
        for feature in some {
            encoder.encode(&Outgoing::from(feature), &mut packed)?;
        }
        let Some(of_these) = &packed.survey else { continue };
        let columns = survey.take_in(of_these);
        let pushed = store.push(&packed.text, &of_these.lengths, columns);
        pushed.map_err(|source| WriteError::from_io(&options.target, source))?;
    }
    Ok(Sheet::new(&survey, store, options))
}
