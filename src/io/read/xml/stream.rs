//! XML element by element, with the place reached, within limits. Not responsible for what elements mean.

use std::io::{self, BufRead, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::events::{BytesStart, Event};
use thiserror::Error as ThisError;

use crate::io::read::block::At;
use crate::io::read::bytes::Bytes;
use crate::io::read::escape::Quoted;
use crate::io::read::hurdle::what_of;
use crate::io::read::intake::{Outlet, Stop, fatal};
use crate::io::read::options::Limits;
use crate::io::read::what::What;
use crate::io::read::xml::tree::Tree;

/// Why the document cannot be read on.
#[derive(Debug)]
pub(in crate::io::read) struct Fault {
    what: What,
    at: At,
}

impl Fault {
    /// The refusal of the whole document.
    pub(in crate::io::read) fn stop(self, outlet: &Outlet) -> Stop {
        let origin = outlet.aside(Some(self.at.line));
        fatal(crate::io::read::event::Origin { byte: Some(self.at.byte), ..origin }, self.what)
    }
}

/// What comes next outside of trees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::io::read) enum Step {
    /// An element begins: see [`XmlStream::name`].
    Opened,
    /// The last one that began has ended.
    Closed,
    /// The document has ended.
    End,
}

/// More bytes than one part of a document may take.
#[derive(Debug, ThisError)]
#[error("more than {limit} bytes")]
struct TooLong {
    limit: usize,
}

/// A text of which so many bytes may be taken at once.
struct Metered {
    bytes: Bytes,
    taken: usize,
    limit: usize,
}

impl Read for Metered {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let chunk = self.fill_buf()?;
        let count = chunk.len().min(out.len());
        out[..count].copy_from_slice(&chunk[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Metered {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken > self.limit {
            return Err(io::Error::other(TooLong { limit: self.limit }));
        }
        self.bytes.chunk()
    }

    fn consume(&mut self, count: usize) {
        self.taken += count;
        self.bytes.consume(count);
    }
}

/// A document as it streams by.
pub(in crate::io::read) struct XmlStream {
    reader: Reader<Metered>,
    format: &'static str,
    buffer: Vec<u8>,
    /// The tag that was met last, without its brackets.
    tag: String,
    /// How long its name is.
    name_length: usize,
    /// Where it begins.
    at: At,
    depth: usize,
    deepest: usize,
    has_root: bool,
}

/// One thing met, in words of our own.
enum Met {
    Opened,
    Closed,
    Text,
    End,
    Nothing,
}

impl XmlStream {
    /// The document `bytes`, which messages call a `format`.
    pub(in crate::io::read) fn new(bytes: Bytes, format: &'static str, limits: Limits) -> Self {
        let mut reader = Reader::from_reader(Metered { bytes, taken: 0, limit: limits.feature_bytes });
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            format,
            buffer: Vec::new(),
            tag: String::new(),
            name_length: 0,
            at: At { line: 1, byte: 0 },
            depth: 0,
            deepest: limits.depth_in_force(),
            has_root: false,
        }
    }

    /// Where the element begins that was met last.
    pub(in crate::io::read) fn at(&self) -> At {
        self.at
    }

    /// The name of the element that was met last, without a prefix.
    pub(in crate::io::read) fn name(&self) -> &str {
        local(&self.tag[..self.name_length])
    }

    /// Whether the element that was met last declares this namespace. Elsewhere prefixes and namespaces are not looked at.
    pub(in crate::io::read) fn declares(&self, namespace: &str) -> bool {
        let tag = BytesStart::from_content(self.tag.as_str(), self.name_length);
        let is_declared = |name: &str| name == "xmlns" || name.starts_with("xmlns:");
        tag.attributes().flatten().any(|one| is_declared(one.key.as_ref()) && one.value == namespace)
    }

    /// The refusal of the document, at the element that was met last.
    pub(in crate::io::read) fn fault(&self, what: What) -> Fault {
        Fault { what, at: self.at }
    }

    /// The next element that begins or ends.
    pub(in crate::io::read) fn step(&mut self) -> Result<Step, Fault> {
        loop {
            // parts outside of records may be many
            self.reader.get_mut().taken = 0;
            match self.next(None)? {
                Met::Opened => return Ok(Step::Opened),
                Met::Closed => return Ok(Step::Closed),
                Met::End => return Ok(Step::End),
                Met::Text | Met::Nothing => {}
            }
        }
    }

    /// Reads the element that has just begun into `tree`.
    pub(in crate::io::read) fn take(&mut self, tree: &mut Tree) -> Result<(), Fault> {
        tree.clear();
        let (outer, begun) = (self.depth, self.at);
        self.enter(tree)?;
        while self.depth >= outer {
            if let Met::End = self.next(Some(tree))? {
                break;
            }
        }
        self.at = begun;
        Ok(())
    }

    /// Passes the element that has just begun.
    pub(in crate::io::read) fn skip(&mut self) -> Result<(), Fault> {
        let outer = self.depth;
        while self.depth >= outer {
            self.reader.get_mut().taken = 0;
            if let Met::End = self.next(None)? {
                break;
            }
        }
        Ok(())
    }

    fn here(&self) -> At {
        let bytes = &self.reader.get_ref().bytes;
        At { line: bytes.line(), byte: bytes.offset() }
    }

    fn next(&mut self, tree: Option<&mut Tree>) -> Result<Met, Fault> {
        let at = self.here();
        let around = Around { depth: self.depth, has_root: self.has_root, format: self.format };
        self.buffer.clear();
        let parts = (&mut self.reader, &mut self.buffer);
        // the parser is another's, and documents may be made to break it
        let read = AssertUnwindSafe(move || {
            let (reader, buffer) = parts;
            reader.read_event_into(buffer)
        });
        let event = match catch_unwind(read) {
            Ok(Ok(event)) => event,
            Ok(Err(error)) => return Err(Fault { what: self.what_of(error, at), at }),
            Err(panic) => {
                drop(panic);
                return Err(Fault { what: self.damaged("the markup is not as it should be", at), at });
            }
        };
        let met = match event {
            Event::Start(tag) | Event::Empty(tag) => {
                self.name_length = tag.name().as_ref().len();
                self.tag.clear();
                self.tag.push_str(&tag);
                Met::Opened
            }
            Event::End(_) => Met::Closed,
            Event::Text(text) => {
                let text = text.xml10_content();
                return around.taken_in(&text, tree, at);
            }
            Event::CData(text) => {
                let text = text.xml10_content();
                return around.taken_in(&text, tree, at);
            }
            Event::GeneralRef(reference) => {
                let Some(c) = meant(&reference) else { return Err(no_character(self.format, &reference, at)) };
                if let Some(tree) = tree {
                    tree.text(c.encode_utf8(&mut [0; 4]));
                }
                return Ok(Met::Text);
            }
            Event::Eof => return self.ended(at),
            Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Comment(_) => return Ok(Met::Nothing),
        };
        if let Met::Opened = met {
            self.opened(tree, at)?;
        } else {
            self.depth = self.depth.saturating_sub(1);
            if let Some(tree) = tree {
                tree.close();
            }
        }
        Ok(met)
    }

    fn opened(&mut self, tree: Option<&mut Tree>, at: At) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > self.deepest {
            return Err(Fault { what: What::DepthLimit { limit: self.deepest }, at });
        }
        if self.depth == 1 && std::mem::replace(&mut self.has_root, true) {
            let found = Quoted::new(&self.tag);
            return Err(Fault { what: What::Trailing { found, byte: at.byte }, at });
        }
        self.at = at;
        tree.map_or(Ok(()), |tree| self.enter(tree))
    }

    /// Opens in `tree` the element that was met last.
    fn enter(&mut self, tree: &mut Tree) -> Result<(), Fault> {
        tree.open(local(&self.tag[..self.name_length]));
        let tag = BytesStart::from_content(self.tag.as_str(), self.name_length);
        for attribute in tag.attributes() {
            let value = attribute.as_ref().map_err(ToString::to_string);
            let value = value.and_then(|attribute| {
                let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
                value.map(|value| (local(attribute.key.as_ref()), value)).map_err(|error| error.to_string())
            });
            match value {
                Ok((name, value)) => tree.attribute(name, &value),
                Err(reason) => {
                    let reason = format!("an attribute on line {} is damaged: {reason}", self.at.line);
                    return Err(self.fault(What::Container { format: self.format, reason }));
                }
            }
        }
        Ok(())
    }

    fn ended(&self, at: At) -> Result<Met, Fault> {
        if self.depth == 0 && self.has_root {
            return Ok(Met::End);
        }
        let inside = if self.has_root { format!("element {}", self.name()) } else { "no element".to_owned() };
        Err(Fault { what: What::Truncated { inside, byte: at.byte }, at })
    }

    /// What an error of the parser means for the user.
    fn what_of(&self, error: Error, at: At) -> What {
        let inside = || format!("element {}", self.name());
        let ended = || What::Truncated { inside: inside(), byte: self.here().byte };
        match error {
            Error::Io(error) => match error.get_ref().and_then(|inner| inner.downcast_ref::<TooLong>()) {
                Some(TooLong { limit }) => What::FeatureLimit { inside: inside(), limit: *limit },
                None => what_of(&error),
            },
            Error::Encoding(_) => What::NotInEncoding { encoding: "UTF-8", byte: self.here().byte },
            Error::Syntax(SyntaxError::InvalidBangMarkup) => self.damaged("<! begins nothing that is known", at),
            Error::Syntax(_) | Error::IllFormed(IllFormedError::MissingEndTag(_)) => ended(),
            Error::IllFormed(IllFormedError::UnclosedReference) => {
                self.damaged("an & begins no reference; write &amp;", at)
            }
            error => self.damaged(&error.to_string(), at),
        }
    }

    fn damaged(&self, reason: &str, at: At) -> What {
        What::Container { format: self.format, reason: format!("line {}: {reason}", at.line) }
    }
}

/// What a text stands in.
#[derive(Clone, Copy)]
struct Around {
    depth: usize,
    has_root: bool,
    format: &'static str,
}

impl Around {
    /// Takes in text; outside of the root nothing but blanks should be.
    fn taken_in(self, text: &str, tree: Option<&mut Tree>, at: At) -> Result<Met, Fault> {
        if self.depth == 0 && !text.trim().is_empty() {
            let found = Quoted::new(text.trim());
            let what = if self.has_root {
                What::Trailing { found, byte: at.byte }
            } else {
                What::Container { format: self.format, reason: format!("it begins with the text {found}") }
            };
            return Err(Fault { what, at });
        }
        if let Some(tree) = tree {
            tree.text(text);
        }
        Ok(Met::Text)
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// What is wrong with a reference that is no character's.
fn no_character(format: &'static str, reference: &str, at: At) -> Fault {
    let reason = format!(
        "the reference &{}; on line {} stands for no character; entities of a document's own are not read",
        Quoted::new(reference).as_str(),
        at.line
    );
    Fault { what: What::Container { format, reason }, at }
}

/// The character that a reference stands for: one of XML's own five, or one by its number.
fn meant(reference: &quick_xml::events::BytesRef) -> Option<char> {
    match &**reference {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => reference.resolve_char_ref().ok().flatten(),
    }
}
