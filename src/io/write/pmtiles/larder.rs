//! What points say, along the curve, in a file that is read from front to back once a zoom. Not responsible for what is in a card.

use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use tempfile::SpooledTempFile;

/// Cards stay in memory up to here; then they go to a file without a name.
const IN_MEMORY_BYTES: usize = 64 << 20;
/// Read and written at once.
const BUFFER_BYTES: usize = 256 << 10;

/// Cards that wait.
#[derive(Debug)]
pub(super) struct Larder {
    state: State,
}

#[derive(Debug)]
enum State {
    Filling(BufWriter<SpooledTempFile>),
    Full(BufReader<SpooledTempFile>),
    /// Closing it failed.
    Spoilt,
}

impl Larder {
    /// An empty one whose file, if it needs one, lies in `folder`.
    pub(super) fn new(folder: Option<&Path>) -> Self {
        let file = match folder {
            Some(folder) => tempfile::spooled_tempfile_in(IN_MEMORY_BYTES, folder),
            None => tempfile::spooled_tempfile(IN_MEMORY_BYTES),
        };
        Self { state: State::Filling(BufWriter::with_capacity(BUFFER_BYTES, file)) }
    }

    /// Appends a card.
    pub(super) fn push(&mut self, card: &[u8]) -> io::Result<()> {
        let State::Filling(file) = &mut self.state else { return Err(io::ErrorKind::InvalidInput.into()) };
        file.write_all(&u32::try_from(card.len()).unwrap_or(u32::MAX).to_le_bytes())?;
        file.write_all(card)
    }

    /// The same, to be read.
    pub(super) fn closed(mut self) -> io::Result<Self> {
        if let State::Filling(file) = std::mem::replace(&mut self.state, State::Spoilt) {
            let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
            self.state = State::Full(BufReader::with_capacity(BUFFER_BYTES, file));
        }
        Ok(self)
    }

    /// Goes back to the first card.
    pub(super) fn rewind(&mut self) -> io::Result<()> {
        match &mut self.state {
            State::Full(file) => file.seek(SeekFrom::Start(0)).map(|_| ()),
            _ => Ok(()),
        }
    }

    /// Passes over the next card.
    pub(super) fn skip(&mut self) -> io::Result<()> {
        if let State::Full(file) = &mut self.state {
            let length = length(file)?;
            file.seek_relative(i64::from(length))?;
        }
        Ok(())
    }

    /// Appends the next card to `into`.
    pub(super) fn take(&mut self, into: &mut Vec<u8>) -> io::Result<()> {
        if let State::Full(file) = &mut self.state {
            let length = length(file)? as usize;
            let start = into.len();
            into.resize(start + length, 0);
            file.read_exact(&mut into[start..])?;
        }
        Ok(())
    }
}

fn length(file: &mut impl Read) -> io::Result<u32> {
    let mut length = [0; 4];
    file.read_exact(&mut length)?;
    Ok(u32::from_le_bytes(length))
}
