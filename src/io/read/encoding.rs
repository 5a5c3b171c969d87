//! Text encodings: their names, and bytes turned into UTF-8. Not responsible for finding out which one it is.

use std::io::{self, BufRead, BufReader, Read};

use encoding_rs::{Decoder, DecoderResult};
use thiserror::Error;

use crate::io::read::hurdle::Hurdle;
use crate::io::read::what::What;

/// Text decoded at a time; a bound for memory, not a limit.
const STEP_BYTES: usize = 32 * 1024;

/// A text encoding of the WHATWG Encoding Standard, such as `windows-1252` or `utf-16le`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

/// The label names no encoding.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("encoding \"{label}\" is not known; examples are utf-8, windows-1252, utf-16le, shift_jis")]
pub struct UnknownEncoding {
    /// What was asked for.
    pub label: String,
}

impl Encoding {
    pub(super) const UTF_16LE: Self = Self(encoding_rs::UTF_16LE);
    pub(super) const UTF_16BE: Self = Self(encoding_rs::UTF_16BE);

    /// The encoding called `label`.
    ///
    /// # Errors
    /// [`UnknownEncoding`] when the standard knows no such label, or knows it as unsafe to read.
    ///
    /// # Example
    /// ```
    /// use sarhad::io::read::encoding::Encoding;
    /// assert_eq!(Encoding::named("latin1")?.name(), "windows-1252");
    /// assert!(Encoding::named("klingon").is_err());
    /// # Ok::<(), sarhad::io::read::encoding::UnknownEncoding>(())
    /// ```
    pub fn named(label: &str) -> Result<Self, UnknownEncoding> {
        encoding_rs::Encoding::for_label_no_replacement(label.as_bytes())
            .map(Self)
            .ok_or_else(|| UnknownEncoding { label: label.to_owned() })
    }

    /// Its name in the standard.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The same as the standard's tables know it.
    #[cfg(feature = "shapefile")]
    pub(super) fn standard(self) -> &'static encoding_rs::Encoding {
        self.0
    }

    /// Whether text in it needs no conversion.
    pub(super) fn is_utf8(self) -> bool {
        self.0 == encoding_rs::UTF_8
    }
}

/// Reads an encoding as UTF-8; bytes that do not belong to it are an error, never a replacement character.
pub(super) struct Transcoder<R> {
    inner: BufReader<R>,
    encoding: Encoding,
    decoder: Decoder,
    ready: Vec<u8>,
    at: usize,
    taken: u64,
    done: bool,
}

impl<R: Read> Transcoder<R> {
    pub(super) fn new(inner: R, encoding: Encoding) -> Self {
        let decoder = encoding.0.new_decoder_with_bom_removal();
        Self { inner: BufReader::new(inner), encoding, decoder, ready: Vec::new(), at: 0, taken: 0, done: false }
    }

    fn step(&mut self) -> io::Result<()> {
        let input = self.inner.fill_buf()?;
        let last = input.is_empty();
        self.ready.resize(STEP_BYTES, 0);
        let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(input, &mut self.ready, last);
        self.ready.truncate(written);
        self.at = 0;
        self.taken += read as u64;
        self.inner.consume(read);
        match result {
            DecoderResult::Malformed(..) => {
                Err(Hurdle::NotInEncoding { encoding: self.encoding.name(), byte: self.taken }.into())
            }
            DecoderResult::InputEmpty => {
                self.done = last;
                Ok(())
            }
            DecoderResult::OutputFull => Ok(()),
        }
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() && !self.done {
            self.step()?;
        }
        let rest = &self.ready[self.at..];
        let count = rest.len().min(out.len());
        out[..count].copy_from_slice(&rest[..count]);
        self.at += count;
        Ok(count)
    }
}

/// What to say of bytes that are not UTF-8; `byte` is where `raw` stands in the input.
pub(super) fn not_utf8(raw: &[u8], error: &std::str::Utf8Error, byte: u64) -> What {
    let at = error.valid_up_to();
    What::NotUtf8 {
        seen: raw.get(at).copied().unwrap_or_default(),
        byte: byte + at as u64,
        one_byte: looks_one_byte(raw),
    }
}

/// Whether the bytes beyond ASCII stand alone or in pairs, as accented letters and dashes do in Windows-1252.
pub(super) fn looks_one_byte(raw: &[u8]) -> bool {
    let undefined = |byte: &u8| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d);
    raw.split(u8::is_ascii).all(|run| run.len() <= 2 && !run.iter().any(undefined))
}
