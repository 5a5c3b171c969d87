//! Gzip unpacked within limits. Not responsible for recognising it.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::read::MultiGzDecoder;

use crate::io::read::hurdle::Hurdle;
use crate::io::read::options::Limits;

/// Small files may unpack to more than the ratio allows: what fits memory anyway does no harm.
const FREE_BYTES: u64 = 1_000_000;

/// Unpacks what `inner` holds and stops where [`Limits`] say.
pub(super) struct Unpacker<R> {
    decoder: MultiGzDecoder<Counted<R>>,
    packed: Arc<AtomicU64>,
    unpacked: u64,
    limits: Limits,
}

impl<R: Read> Unpacker<R> {
    pub(super) fn new(inner: R, limits: Limits) -> Self {
        let packed = Arc::new(AtomicU64::new(0));
        let counted = Counted { inner, count: Arc::clone(&packed) };
        Self { decoder: MultiGzDecoder::new(counted), packed, unpacked: 0, limits }
    }
}

impl<R: Read> Read for Unpacker<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.decoder.read(out).map_err(|error| Hurdle::Unpacking { reason: error.to_string() })?;
        self.unpacked += count as u64;
        if self.unpacked > self.limits.unpacked_bytes {
            return Err(Hurdle::UnpackedBytes { limit: self.limits.unpacked_bytes }.into());
        }
        let allowed =
            self.packed.load(Ordering::Relaxed).saturating_mul(self.limits.unpack_ratio).saturating_add(FREE_BYTES);
        if self.unpacked > allowed {
            return Err(Hurdle::UnpackRatio { limit: self.limits.unpack_ratio }.into());
        }
        Ok(count)
    }
}

/// Counts the bytes that go through.
struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        self.count.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}
