//! Tiles, encoded by several threads, written in their order. Not responsible for what is in them.
//!
//! # Source
//! `PMTiles` specification, version 3. Times in gzip's headers are zero.

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use pmtiles::{Compression, PmTilesStreamWriter, PmTilesWriter, PmtError, TileCoord, TileType};
use serde_json::Value;
use tempfile::SpooledTempFile;

use crate::io::write::error::WriteError;
use crate::io::write::options::WriteOptions;
use crate::io::write::pmtiles::grid::LATITUDE_MOST_DEG;
use crate::io::write::pmtiles::layer::TileLayer;
use crate::io::write::pmtiles::tile::{MadeTile, made};
use crate::io::write::pmtiles::walk::TileJob;
use crate::io::write::pmtiles::zooms::{TILES_MOST, ZoomSpan};
use crate::io::write::sheet::whole::Box2d;

/// The archive stays in memory up to here; then it goes to a file without a name until it is whole.
const IN_MEMORY_BYTES: usize = 32 << 20;
/// Tiles that a thread is given at once.
const TILES_TOGETHER: usize = 64;
/// Bytes of cards after which tiles are encoded, however few they are.
const CARDS_TOGETHER_BYTES: usize = 8 << 20;
/// Copied at once.
const COPY_BYTES: usize = 256 << 10;

/// What has been made.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    pub(super) tiles: u64,
    /// Tiles that had to be coarser than their zoom asks for.
    pub(super) coarser: u64,
    /// Records of the deepest zoom that stand together with others.
    pub(super) together: u64,
    pub(super) largest_bytes: usize,
}

/// An archive in the making.
pub(super) struct Archive<'a> {
    layers: &'a [TileLayer],
    options: &'a WriteOptions,
    zooms: ZoomSpan,
    writer: PmTilesStreamWriter<&'a mut SpooledTempFile>,
    jobs: Vec<TileJob>,
    waiting_bytes: usize,
    pub(super) tally: Tally,
}

impl<'a> Archive<'a> {
    /// An archive that grows in `file` and covers `bounds`.
    pub(super) fn new(
        file: &'a mut SpooledTempFile,
        (layers, zooms): (&'a [TileLayer], ZoomSpan),
        (metadata, bounds): (&Value, Option<Box2d>),
        options: &'a WriteOptions,
    ) -> Result<Self, WriteError> {
        let latitude = |lat: f64| lat.clamp(-LATITUDE_MOST_DEG, LATITUDE_MOST_DEG);
        let world = Box2d { west: -180.0, south: -LATITUDE_MOST_DEG, east: 180.0, north: LATITUDE_MOST_DEG };
        let Box2d { west, south, east, north } = bounds.unwrap_or(world);
        let (south, north) = (latitude(south), latitude(north));
        let builder = PmTilesWriter::new(TileType::Mvt)
            .precompressed(Compression::Gzip)
            .min_zoom(zooms.least)
            .max_zoom(zooms.most)
            .bounds(west, south, east, north)
            .center(west.midpoint(east), south.midpoint(north))
            .center_zoom(zooms.least.max(center_zoom(east - west).min(zooms.most)))
            .metadata(metadata.to_string());
        let writer = builder.create(file).map_err(|error| failed(&options.target, error))?;
        let (jobs, tally) = (Vec::new(), Tally::default());
        Ok(Self { layers, options, zooms, writer, jobs, waiting_bytes: 0, tally })
    }

    /// Takes a tile, whose id is above those before.
    pub(super) fn push(&mut self, job: TileJob) -> Result<(), WriteError> {
        self.waiting_bytes += job.parts.iter().map(|part| part.cards.len()).sum::<usize>();
        self.jobs.push(job);
        if self.jobs.len() >= TILES_TOGETHER * self.options.tiling.threads.get()
            || self.waiting_bytes >= CARDS_TOGETHER_BYTES
        {
            return self.encode_waiting();
        }
        Ok(())
    }

    fn encode_waiting(&mut self) -> Result<(), WriteError> {
        let jobs = std::mem::take(&mut self.jobs);
        self.waiting_bytes = 0;
        let target = &self.options.target;
        for tile in encoded(&jobs, self.layers, self.options.tiling.threads) {
            let tile = tile.map_err(|reason| WriteError::CannotHold { target: target.clone(), reason })?;
            self.write(&tile)?;
        }
        self.options.pulse.beat(self.tally.tiles).map_err(|source| WriteError::from_io(target, source))
    }

    fn write(&mut self, made: &MadeTile) -> Result<(), WriteError> {
        if made.bytes.is_empty() {
            return Ok(());
        }
        let target = &self.options.target;
        let tile = made.tile;
        let at = TileCoord::new(tile.zoom, tile.x, tile.y).map_err(|error| failed(target, error))?;
        self.writer.add_tile(at, &made.bytes).map_err(|error| failed(target, error))?;
        self.tally.tiles += 1;
        self.tally.coarser += u64::from(made.step > 0);
        if tile.zoom == self.zooms.most {
            self.tally.together += made.together;
        }
        self.tally.largest_bytes = self.tally.largest_bytes.max(made.bytes.len());
        if self.tally.tiles > TILES_MOST {
            let reason = format!("has more than {TILES_MOST} tiles; lower --max-zoom below {}", tile.zoom);
            return Err(WriteError::OverLimit { target: target.clone(), reason });
        }
        Ok(())
    }

    /// Writes what is waiting, and the directories.
    pub(super) fn finish(mut self) -> Result<Tally, WriteError> {
        self.encode_waiting()?;
        self.writer.finalize().map_err(|error| failed(&self.options.target, error))?;
        Ok(self.tally)
    }
}

/// A file for an archive in the making; it has no name.
pub(super) fn temporary(options: &WriteOptions) -> SpooledTempFile {
    match &options.spool_dir {
        Some(folder) => tempfile::spooled_tempfile_in(IN_MEMORY_BYTES, folder),
        None => tempfile::spooled_tempfile(IN_MEMORY_BYTES),
    }
}

/// Copies a whole archive.
pub(super) fn copy(file: &mut SpooledTempFile, out: &mut dyn Write, options: &WriteOptions) -> Result<(), WriteError> {
    let failed = |source: io::Error| WriteError::from_io(&options.target, source);
    file.seek(SeekFrom::Start(0)).map_err(failed)?;
    let mut buffer = vec![0; COPY_BYTES];
    loop {
        options.pulse.beat(0).map_err(failed)?;
        let count = file.read(&mut buffer).map_err(failed)?;
        if count == 0 {
            return Ok(());
        }
        out.write_all(&buffer[..count]).map_err(failed)?;
    }
}

/// Encodes tiles in `threads` threads; they come in the order of `jobs`.
fn encoded(jobs: &[TileJob], layers: &[TileLayer], threads: NonZeroUsize) -> Vec<Result<MadeTile, String>> {
    if threads.get() == 1 || jobs.len() <= 1 {
        return jobs.iter().map(|job| made(job, layers)).collect();
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some((at, job)) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, jobs.get(at)?)))
        {
            done.push((at, made(job, layers)));
        }
        done
    };
    let mut done: Vec<(usize, Result<MadeTile, String>)> = thread::scope(|scope| {
        let others: Vec<_> = (1..threads.get().min(jobs.len())).map(|_| scope.spawn(work)).collect();
        let mut done = work();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, tile)| tile).collect()
}

/// The zoom at which a tile is about as wide as the bounds.
fn center_zoom(width_deg: f64) -> u8 {
    (0..=14_u8).rev().find(|zoom| 360.0 / f64::from(1_u32 << zoom) >= width_deg).unwrap_or(0)
}

fn failed(target: &Path, error: PmtError) -> WriteError {
    match error {
        PmtError::Reading(source) => WriteError::from_io(target, source),
        other => WriteError::CannotHold { target: target.to_owned(), reason: other.to_string() },
    }
}
