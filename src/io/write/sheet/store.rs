//! The file in which packed records wait. Not responsible for what is in them.

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use tempfile::SpooledTempFile;

/// Records stay in memory up to here; then they go to a file without a name.
const IN_MEMORY_BYTES: usize = 64 << 20;

/// Packed records, in blocks that have columns of their own.
#[derive(Debug)]
pub(super) struct Store {
    file: SpooledTempFile,
    blocks: Vec<StoredBlock>,
    /// Where each record begins, and where the last one ends.
    starts: Vec<u64>,
}

/// What is done with a record: its number, its bytes, the columns of its block.
pub(super) type EachPacked<'w, E> = dyn FnMut(u64, &[u8], &[u32]) -> Result<(), E> + 'w;

/// A block of records.
#[derive(Debug)]
struct StoredBlock {
    /// The number of its first record.
    first: u64,
    /// The columns of the output that its columns are.
    columns: Vec<u32>,
}

impl Store {
    /// An empty store whose file, if it needs one, lies in `folder`.
    pub(super) fn new(folder: Option<&Path>) -> Self {
        let file = match folder {
            Some(folder) => tempfile::spooled_tempfile_in(IN_MEMORY_BYTES, folder),
            None => tempfile::spooled_tempfile(IN_MEMORY_BYTES),
        };
        Self { file, blocks: Vec::new(), starts: vec![0] }
    }

    pub(super) fn count(&self) -> u64 {
        self.starts.len() as u64 - 1
    }

    /// Appends records of these lengths, whose columns are `columns`.
    pub(super) fn push(&mut self, records: &[u8], lengths: &[u32], columns: Vec<u32>) -> io::Result<()> {
        self.file.write_all(records)?;
        self.blocks.push(StoredBlock { first: self.count(), columns });
        for length in lengths {
            let end = self.starts.last().copied().unwrap_or_default() + u64::from(*length);
            self.starts.push(end);
        }
        Ok(())
    }

    /// Calls `with` for each record in its order, with the columns of its block.
    pub(super) fn each<E: From<io::Error>>(&mut self, with: &mut EachPacked<E>) -> Result<(), E> {
        self.file.seek(SeekFrom::Start(0))?;
        let mut text = Vec::new();
        for (number, block) in self.blocks.iter().enumerate() {
            let end = self.blocks.get(number + 1).map_or(self.starts.len() as u64 - 1, |next| next.first);
            let starts = &self.starts[index(block.first)..=index(end)];
            let base = starts.first().copied().unwrap_or_default();
            text.resize(index(starts.last().copied().unwrap_or_default() - base), 0);
            self.file.read_exact(&mut text)?;
            for (offset, record) in starts.windows(2).enumerate() {
                let record = &text[index(record[0] - base)..index(record[1] - base)];
                with(block.first + offset as u64, record, &block.columns)?;
            }
        }
        Ok(())
    }

    /// Calls `with` for the records of these numbers, in this order.
    pub(super) fn each_of<E: From<io::Error>>(&mut self, numbers: &[u32], with: &mut EachPacked<E>) -> Result<(), E> {
        let mut text = Vec::new();
        for &number in numbers {
            let number = u64::from(number);
            let (start, end) = (self.starts[index(number)], self.starts[index(number) + 1]);
            self.file.seek(SeekFrom::Start(start))?;
            text.resize(index(end - start), 0);
            self.file.read_exact(&mut text)?;
            let after = self.blocks.partition_point(|block| block.first <= number);
            let columns = after.checked_sub(1).map_or(&[][..], |block| &self.blocks[block].columns);
            with(number, &text, columns)?;
        }
        Ok(())
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "sheets of 2³² records and more are not made where memory has 32 bits"
)]
fn index(number: u64) -> usize {
    number as usize
}
