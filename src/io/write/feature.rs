//! One door for all formats: features in, bytes out. Not responsible for where the bytes go.

use std::io::Write;
use std::path::PathBuf;

use crate::io::write::delimited::DelimitedWriter;
use crate::io::write::error::WriteError;
use crate::io::write::flat::FlatWriter;
use crate::io::write::format::OutputFormat;
use crate::io::write::geojson::GeoJsonWriter;
use crate::io::write::options::WriteOptions;
use crate::model::feature::Feature;

/// What has been written, and what was changed on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Written {
    /// Features.
    pub features: u64,
    /// Shapes that were cut where they cross the antimeridian.
    pub cut_shapes: u64,
    /// Cells and column names that got an apostrophe because they look like formulas.
    pub guarded_cells: u64,
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
    GeoJson(GeoJsonWriter<W>),
    Delimited(Box<DelimitedWriter<W>>),
    Flat(FlatWriter<W>),
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
    let inner = match options.format {
        OutputFormat::GeoJson | OutputFormat::GeoJsonSeq | OutputFormat::GeoJsonTextSeq => {
            Inner::GeoJson(GeoJsonWriter::new(out, options))
        }
        OutputFormat::Csv | OutputFormat::Tsv => Inner::Delimited(Box::new(DelimitedWriter::new(out, options))),
        OutputFormat::Json => Inner::Flat(FlatWriter::new(out, options)),
    };
    AnyWriter { inner, target, state: State::Sound }
}

impl<W: Write> FeatureWriter for AnyWriter<W> {
    fn write(&mut self, feature: &Feature) -> Result<(), WriteError> {
        if self.state == State::Failed {
            return Err(WriteError::Incomplete { target: self.target.clone() });
        }
        let outcome = match &mut self.inner {
            Inner::GeoJson(writer) => writer.write(feature),
            Inner::Delimited(writer) => writer.write(feature),
            Inner::Flat(writer) => writer.write(feature),
        };
        if outcome.is_err() {
            self.state = State::Failed;
        }
        outcome
    }

    fn finish(self) -> Result<Written, WriteError> {
        if self.state == State::Failed {
            return Err(WriteError::Incomplete { target: self.target });
        }
        match self.inner {
            Inner::GeoJson(writer) => writer.finish(),
            Inner::Delimited(writer) => writer.finish(),
            Inner::Flat(writer) => writer.finish(),
        }
    }
}
