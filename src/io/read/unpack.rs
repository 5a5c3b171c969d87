//! Gzip unpacked within limits. Not responsible for recognising it.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use flate2::read::MultiGzDecoder;

use crate::io::read::hurdle::Hurdle;
use crate::io::read::options::Limits;

/// Small files may unpack to more than the ratio allows: what fits memory anyway does no harm.
const FREE_BYTES: u64 = 1_000_000;

/// Unpacks what `inner` holds and stops where [`Limits`] say.
pub(super) struct Unpacker<R> {
    decoder: MultiGzDecoder<Counted<R>>,
    packed: Rc<Cell<u64>>,
    unpacked: u64,
    limits: Limits,
}

impl<R: Read> Unpacker<R> {
    pub(super) fn new(inner: R, limits: Limits) -> Self {
        let packed = Rc::new(Cell::new(0));
        let counted = Counted { inner, count: Rc::clone(&packed) };
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
        let allowed = self.packed.get().saturating_mul(self.limits.unpack_ratio).saturating_add(FREE_BYTES);
        if self.unpacked > allowed {
            return Err(Hurdle::UnpackRatio { limit: self.limits.unpack_ratio }.into());
        }
        Ok(count)
    }
}

/// Counts the bytes that go through.
struct Counted<R> {
    inner: R,
    count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        self.count.set(self.count.get() + count as u64);
        Ok(count)
    }
}
