//! Standard input that can be given up: a signal ends the wait for bytes that never come.
//! Not responsible for what the bytes mean.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use crate::cli::signals;

/// Bytes handed over at a time.
const CHUNK_BYTES: usize = 64 << 10;
/// Chunks that may wait: bounds the memory.
const CHUNKS_WAITING: usize = 4;
/// How often the wait for bytes looks for a signal.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Standard input, read by a thread of its own.
pub(super) struct Stdin {
    chunks: Receiver<io::Result<Vec<u8>>>,
    chunk: Vec<u8>,
    at: usize,
    wanted: Arc<AtomicBool>,
}

impl Stdin {
    /// Begins to read; the wait for bytes ends when they are no longer `wanted`.
    pub(super) fn open(wanted: Arc<AtomicBool>) -> io::Result<Self> {
        let (sender, chunks) = sync_channel(CHUNKS_WAITING);
        thread::Builder::new().name("stdin".to_owned()).spawn(move || {
            let mut stdin = io::stdin().lock();
            loop {
                let mut chunk = vec![0; CHUNK_BYTES];
                let read = match stdin.read(&mut chunk) {
                    Ok(0) => break,
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                    read => read,
                };
                let chunk = read.map(|length| {
                    chunk.truncate(length);
                    chunk
                });
                let failed = chunk.is_err();
                if sender.send(chunk).is_err() || failed {
                    break;
                }
            }
        })?;
        Ok(Self { chunks, chunk: Vec::new(), at: 0, wanted })
    }

    /// The next chunk, empty at the end.
    fn next_chunk(&self) -> io::Result<Vec<u8>> {
        loop {
            match self.chunks.recv_timeout(LOOK_EVERY) {
                Ok(chunk) => return chunk,
                Err(RecvTimeoutError::Disconnected) => return Ok(Vec::new()),
                Err(RecvTimeoutError::Timeout) if signals::caught().is_some() => {
                    return Err(io::Error::other("stopped by a signal"));
                }
                Err(RecvTimeoutError::Timeout) if !self.wanted.load(Ordering::Relaxed) => return Ok(Vec::new()),
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }
}

impl Read for Stdin {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.at == self.chunk.len() {
            self.chunk = self.next_chunk()?;
            self.at = 0;
        }
        let rest = &self.chunk[self.at..];
        let count = rest.len().min(out.len());
        out[..count].copy_from_slice(&rest[..count]);
        self.at += count;
        Ok(count)
    }
}
