//! One door for all formats: features in, bytes out. Not responsible for where the bytes go.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use crate::io::outgoing::Outgoing;
use crate::io::write::delimited::{self, RowText, SpooledRows};
use crate::io::write::encoder::{Encoded, Encoder};
use crate::io::write::error::WriteError;
use crate::io::write::flat::{self, FlatText};
#[cfg(feature = "flatgeobuf")]
use crate::io::write::flatgeobuf;
use crate::io::write::format::{Built, OutputFormat};
use crate::io::write::frame::Frame;
use crate::io::write::geojson::{self, GeoJsonText};
#[cfg(feature = "geoparquet")]
use crate::io::write::geoparquet;
#[cfg(feature = "gpkg")]
use crate::io::write::gpkg;
use crate::io::write::index_file;
use crate::io::write::options::WriteOptions;
#[cfg(feature = "tiles")]
use crate::io::write::pmtiles;
use crate::io::write::sheet::whole::Sheet;
use crate::io::write::sheet::{SheetWriter, WriteSheet};
use crate::io::write::topojson;
#[cfg(feature = "xlsx")]
use crate::io::write::xlsx;
#[cfg(feature = "xml")]
use crate::io::write::{gpx, kml};
use crate::model::feature::Feature;

/// What has been written, and what was changed on the way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Written {
    /// Features.
    pub features: u64,
    /// Shapes that were cut where they cross the antimeridian.
    pub cut_shapes: u64,
    /// Cells and column names that got an apostrophe because they look like formulas.
    pub guarded_cells: u64,
    /// Properties of a style that features had already, and kept: how many features had each.
    pub own_styles: BTreeMap<&'static str, u64>,
    /// How many rings of areas have fewer than three corners left with as few decimals as were asked for.
    pub collapsed_rings: u64,
    /// What the format could not hold as it was, a sentence each.
    pub told: Vec<String>,
    /// How many records the format has no room for and the output lacks, a sentence for each reason.
    pub left_out: Vec<String>,
}

/// Takes features one by one.
pub trait FeatureWriter {
    /// Writes one feature.
    ///
    /// # Errors
    /// [`WriteError`]; the output is then not to be used.
    fn write(&mut self, feature: &Feature) -> Result<(), WriteError>;

    /// Writes what closes the output; without it nothing is complete.
    ///
    /// # Errors
    /// [`WriteError`], also when an earlier [`FeatureWriter::write`] failed.
    fn finish(self) -> Result<Written, WriteError>
    where
        Self: Sized;
}

/// A writer of whichever format was asked for; see [`feature_writer`].
#[derive(Debug)]
pub struct AnyWriter<W: Write> {
    inner: Inner<W>,
    target: PathBuf,
    state: State,
}

#[derive(Debug)]
enum Inner<W: Write> {
    Framed(Box<FramedWriter<W>>),
    Spooled(Box<SpooledRows<W>>),
    Sheet(Box<SheetWriter<W>>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Sound,
    Failed,
}

/// The writer that `options` ask for. Nothing is written before the first feature or the end.
///
/// Pass `&mut destination` where a [`Destination`](crate::io::write::destination::Destination) is to be committed afterwards.
pub fn feature_writer<W: Write>(out: W, options: WriteOptions) -> AnyWriter<W> {
    let target = options.target.clone();
    let (format, document) = (options.format, &options.document);
    if let Some(write) = of_sheets(format) {
        let inner = Inner::Sheet(Box::new(SheetWriter::new(out, options, write)));
        return AnyWriter { inner, target, state: State::Sound };
    }
    let (encoder, frame) = match format {
        OutputFormat::GeoJson | OutputFormat::GeoJsonSeq | OutputFormat::GeoJsonTextSeq => {
            let text = GeoJsonText { format, digits: options.digits, style: options.style };
            (Encoder::geojson(text), geojson::frame(format, document))
        }
        OutputFormat::Json => (Encoder::flat(FlatText::new(&options)), flat::frame()),
        OutputFormat::Csv | OutputFormat::Tsv if delimited::is_direct(&options) => {
            (Encoder::rows(RowText::new(&options)), delimited::frame(&options))
        }
        _ => {
            let inner = Inner::Spooled(Box::new(SpooledRows::new(out, options)));
            return AnyWriter { inner, target, state: State::Sound };
        }
    };
    let framed = FramedWriter {
        out,
        encoder,
        frame,
        target: target.clone(),
        written: Written::default(),
        one: Encoded::default(),
    };
    AnyWriter { inner: Inner::Framed(Box::new(framed)), target, state: State::Sound }
}

/// How a format is written that needs all records first.
fn of_sheets(format: OutputFormat) -> Option<WriteSheet> {
    match format {
        #[cfg(feature = "gpkg")]
        OutputFormat::GeoPackage | OutputFormat::QgisProject => Some(gpkg::write),
        #[cfg(feature = "flatgeobuf")]
        OutputFormat::FlatGeobuf => Some(flatgeobuf::write),
        #[cfg(feature = "geoparquet")]
        OutputFormat::GeoParquet => Some(geoparquet::write),
        #[cfg(feature = "xml")]
        OutputFormat::Kml | OutputFormat::Kmz => Some(kml::write),
        #[cfg(feature = "xml")]
        OutputFormat::Gpx => Some(gpx::write),
        #[cfg(feature = "xlsx")]
        OutputFormat::Xlsx => Some(xlsx::write),
        #[cfg(feature = "tiles")]
        OutputFormat::PmTiles => Some(pmtiles::write),
        OutputFormat::TopoJson => Some(topojson::write),
        OutputFormat::Index => Some(index_file::write),
        _ => match format.built() {
            Built::In => None,
            Built::Without(_) => Some(not_built),
        },
    }
}

/// Fails: this build lacks the format.
fn not_built(sheet: &mut Sheet, _: &mut dyn Write) -> Result<Vec<String>, WriteError> {
    let feature = match sheet.options.format.built() {
        Built::Without(feature) => feature,
        Built::In => "",
    };
    Err(WriteError::NotBuilt { target: sheet.options.target.clone(), feature })
}

impl<W: Write> AnyWriter<W> {
    /// What turns records into text for [`AnyWriter::put`], in any thread; `None` where records must wait for the last one.
    #[must_use]
    pub fn encoder(&self) -> Option<Encoder> {
        match &self.inner {
            Inner::Framed(writer) => Some(writer.encoder.clone()),
            Inner::Spooled(_) => None,
            Inner::Sheet(sheet) => Some(sheet.encoder()),
        }
    }

    /// Writes records that this writer's encoder has turned into text.
    ///
    /// # Errors
    /// [`WriteError`]; the output is then not to be used.
    pub fn put(&mut self, encoded: &Encoded) -> Result<(), WriteError> {
        self.soundly(|inner| match inner {
            Inner::Framed(writer) => writer.put(encoded),
            // nothing can be encoded for it
            Inner::Spooled(_) => Ok(()),
            Inner::Sheet(sheet) => sheet.put(encoded),
        })
    }

    /// Writes one record.
    ///
    /// # Errors
    /// [`WriteError`]; the output is then not to be used.
    pub fn write_record(&mut self, record: &Outgoing) -> Result<(), WriteError> {
        self.soundly(|inner| match inner {
            Inner::Framed(writer) => writer.write(record),
            Inner::Spooled(rows) => rows.write(record),
            Inner::Sheet(sheet) => sheet.write(record),
        })
    }

    fn soundly(&mut self, write: impl FnOnce(&mut Inner<W>) -> Result<(), WriteError>) -> Result<(), WriteError> {
        if self.state == State::Failed {
            return Err(WriteError::Incomplete { target: self.target.clone() });
        }
        let outcome = write(&mut self.inner);
        if outcome.is_err() {
            self.state = State::Failed;
        }
        outcome
    }
}

impl<W: Write> FeatureWriter for AnyWriter<W> {
    fn write(&mut self, feature: &Feature) -> Result<(), WriteError> {
        self.soundly(|inner| match inner {
            Inner::Framed(writer) => writer.write(&Outgoing::from(feature)),
            Inner::Spooled(rows) => rows.write(&Outgoing::from(feature)),
            Inner::Sheet(sheet) => sheet.write(&Outgoing::from(feature)),
        })
    }

    fn finish(self) -> Result<Written, WriteError> {
        if self.state == State::Failed {
            return Err(WriteError::Incomplete { target: self.target });
        }
        match self.inner {
            Inner::Framed(writer) => writer.finish(),
            Inner::Spooled(rows) => rows.finish(),
            Inner::Sheet(sheet) => sheet.finish(),
        }
    }
}

/// Writes records as they come, with what stands around them.
#[derive(Debug)]
struct FramedWriter<W> {
    out: W,
    encoder: Encoder,
    frame: Frame,
    target: PathBuf,
    written: Written,
    /// The buffer of records that come one by one.
    one: Encoded,
}

impl<W: Write> FramedWriter<W> {
    fn write(&mut self, record: &Outgoing) -> Result<(), WriteError> {
        let mut one = std::mem::take(&mut self.one);
        one.clear();
        let outcome = self.encoder.encode(record, &mut one).and_then(|()| self.put(&one));
        self.one = one;
        outcome
    }

    fn put(&mut self, encoded: &Encoded) -> Result<(), WriteError> {
        let Written { features, cut_shapes, guarded_cells, ref own_styles, collapsed_rings, .. } = encoded.written;
        if features == 0 {
            return Ok(());
        }
        let lead = if self.written.features == 0 { &self.frame.open[..] } else { self.frame.between };
        let sent = self.out.write_all(lead).and_then(|()| self.out.write_all(&encoded.text));
        sent.map_err(|source| WriteError::from_io(&self.target, source))?;
        self.written.features += features;
        self.written.cut_shapes += cut_shapes;
        self.written.guarded_cells += guarded_cells;
        for (name, count) in own_styles {
            *self.written.own_styles.entry(name).or_default() += count;
        }
        self.written.collapsed_rings += collapsed_rings;
        Ok(())
    }

    fn finish(mut self) -> Result<Written, WriteError> {
        let tail = if self.written.features == 0 { &self.frame.empty[..] } else { self.frame.close };
        let sent = self.out.write_all(tail).and_then(|()| self.out.flush());
        sent.map_err(|source| WriteError::from_io(&self.target, source))?;
        self.written.guarded_cells += self.frame.guarded_cells;
        Ok(self.written)
    }
}
