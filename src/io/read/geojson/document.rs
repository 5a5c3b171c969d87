//! A `GeoJSON` document, feature by feature, its members in any order. Not responsible for what a feature says.

use std::io;
use std::sync::Arc;

use crate::io::read::block::{Aside, At, Block};
use crate::io::read::bytes::Bytes;
use crate::io::read::csv::columns::listed;
use crate::io::read::escape::Quoted;
use crate::io::read::event::Origin;
use crate::io::read::geojson::cursor::{Cursor, kind_of, string_of};
use crate::io::read::geojson::part::{FeaturePart, SingleDraft, SinglePart, fault_line};
use crate::io::read::geojson::record::RecordColumns;
use crate::io::read::geojson::span::Span;
use crate::io::read::geojson::{crs, feature, geometry, record, syntax, value};
use crate::io::read::hurdle::what_of;
use crate::io::read::intake::{Outlet, Stop, fatal};
use crate::io::read::options::ReadOptions;
use crate::io::read::what::What;

/// What a topology is told.
const TOPOLOGY: &str = "it is TopoJSON, which is written and not read; convert what it was made of, or make GeoJSON of it, as \
                        ogr2ogr -f GeoJSON out.geojson does";

/// Reads the document in `bytes` to its end.
pub(in crate::io::read) fn read(bytes: Bytes, options: &ReadOptions, outlet: &mut Outlet) -> Result<(), Stop> {
    let mut document = Document {
        bytes,
        options,
        outlet,
        members: Vec::new(),
        told: 0,
        features: Phase::Ahead,
        captured: Vec::new(),
        part: FeaturePart::new(options.longitudes, options.limits),
        met: 0,
        records: None,
    };
    let read = document.whole();
    // features before a fault are records before it
    document.flush()?;
    match read? {
        Some(at) => document.conclude(at),
        None => Ok(()),
    }
}

/// The state of reading one document.
struct Document<'a, 'i> {
    bytes: Bytes,
    options: &'a ReadOptions,
    outlet: &'a mut Outlet<'i>,
    /// The members beside `features`, as text.
    members: Vec<(String, String)>,
    /// How many members were told of.
    told: usize,
    features: Phase,
    captured: Vec<u8>,
    /// Elements of `features` that wait to be handed on.
    part: FeaturePart,
    /// How many elements of `features` were met.
    met: u64,
    records: Option<Records>,
}

/// An array of objects that are no Features: its state.
struct Records {
    columns: Arc<RecordColumns>,
    /// Whether any object has told where it was.
    placed: bool,
    /// The members of the first.
    first: Vec<String>,
}

/// So many objects may be met before one tells where it was.
const UNPLACED_MAX: u64 = 1_000;

/// Where the array of features lies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Ahead,
    Here,
    Behind,
}

/// Where a captured value stands, and how deeply it nests.
struct Capture {
    line: u64,
    byte: u64,
    depth: usize,
}

impl Document<'_, '_> {
    /// Reads all there is, and tells where the object that it is began; `None` for an array.
    fn whole(&mut self) -> Result<Option<At>, Stop> {
        let at = match self.next_byte()? {
            Some(b'[') => {
                self.each_record()?;
                None
            }
            _ => Some(self.begin()?),
        };
        if at.is_some() {
            self.each_member()?;
        }
        self.demand_end()?;
        Ok(at)
    }

    /// Reads an array of objects, each a record; an array of anything else is none of ours.
    fn each_record(&mut self) -> Result<(), Stop> {
        let begins = syntax::token(self.bytes.chunk().unwrap_or_default());
        let line = self.bytes.line();
        self.bytes.consume(1);
        match self.next_byte()? {
            Some(b'{') => {}
            Some(b']') => {
                self.bytes.consume(1);
                return Ok(());
            }
            None => return Err(self.unexpected("expected a value")),
            Some(_) => return Err(self.no_object(&begins)),
        }
        self.outlet.tell(What::ArrayRead, Some(line))?;
        let columns = Arc::new(RecordColumns::new(self.options));
        self.part =
            FeaturePart::new(self.options.longitudes, self.options.limits).of_records(Some(Arc::clone(&columns)));
        self.records = Some(Records { columns, placed: false, first: Vec::new() });
        self.features = Phase::Here;
        self.elements()?;
        self.demand_places()
    }

    /// That some record of those met told where it was, if there are any.
    fn demand_places(&self) -> Result<(), Stop> {
        match &self.records {
            Some(records) if !records.placed && self.met > 0 => {
                Err(self.fatal(What::NoPlaceColumns { columns: listed(&records.first) }))
            }
            _ => Ok(()),
        }
    }

    /// Whether what waits may be handed on: of records, only once one has told where it was, whatever the size of blocks.
    fn may_flush(&mut self, at: At) -> Result<bool, Stop> {
        let Some(records) = self.records.as_mut().filter(|records| !records.placed) else { return Ok(true) };
        // what is no JSON is told when it is understood
        let text = syntax::checked(&self.captured, at.byte).ok();
        if self.met == 1 {
            records.first = text.map(record::names).unwrap_or_default();
        }
        records.placed = text.is_none_or(|text| records.columns.places(text));
        let waits = self.met < UNPLACED_MAX && self.part.len() < self.options.limits.feature_bytes;
        if !records.placed && !waits {
            self.demand_places()?;
        }
        Ok(self.records.as_ref().is_some_and(|records| records.placed))
    }

    /// Hands on the features that wait.
    fn flush(&mut self) -> Result<(), Stop> {
        let empty = FeaturePart::new(self.options.longitudes, self.options.limits);
        let empty = empty.of_records(self.records.as_ref().map(|records| Arc::clone(&records.columns)));
        let part = std::mem::replace(&mut self.part, empty);
        if part.len() == 0 { Ok(()) } else { self.outlet.send(Block::of_features(part)) }
    }

    fn fatal(&self, what: What) -> Stop {
        fatal(self.outlet.aside(Some(self.bytes.line())), what)
    }

    fn hindered(&self, error: &io::Error) -> Stop {
        self.fatal(what_of(error))
    }

    /// The next byte that is no white space, which stays.
    fn next_byte(&mut self) -> Result<Option<u8>, Stop> {
        self.bytes.skip_space().and_then(|()| self.bytes.peek()).map_err(|error| self.hindered(&error))
    }

    fn begin(&mut self) -> Result<At, Stop> {
        match self.next_byte()? {
            Some(b'{') => {}
            None => return Err(self.fatal(What::Empty)),
            Some(_) => {
                let found = syntax::token(self.bytes.chunk().unwrap_or_default());
                return Err(self.no_object(&found));
            }
        }
        let at = At { line: self.bytes.line(), byte: self.bytes.offset() };
        self.bytes.consume(1);
        Ok(at)
    }

    fn no_object(&self, found: &Quoted) -> Stop {
        self.fatal(What::NotGeoJson { found: format!("it begins with {found}, where an object with a type belongs") })
    }

    /// What stands here is not what JSON asks for, or the text has ended.
    fn unexpected(&mut self, reason: &str) -> Stop {
        let byte = self.bytes.offset();
        let found = match self.bytes.chunk() {
            Ok([]) => return self.fatal(What::Truncated { inside: self.inside(), byte }),
            Ok(rest) => syntax::token(rest),
            Err(error) => return self.fatal(what_of(&error)),
        };
        self.fatal(What::Syntax { found, byte, reason: reason.to_owned() })
    }

    fn inside(&self) -> String {
        let kind = if self.records.is_some() { "record" } else { "feature" };
        if self.features == Phase::Here { format!("{kind} {}", self.met + 1) } else { "the document".to_owned() }
    }

    fn each_member(&mut self) -> Result<(), Stop> {
        if self.next_byte()? == Some(b'}') {
            self.bytes.consume(1);
            return Ok(());
        }
        loop {
            self.member()?;
            match self.next_byte()? {
                Some(b',') => self.bytes.consume(1),
                Some(b'}') => {
                    self.bytes.consume(1);
                    return Ok(());
                }
                _ => return Err(self.unexpected("expected , or }")),
            }
        }
    }

    fn member(&mut self) -> Result<(), Stop> {
        if self.next_byte()? != Some(b'"') {
            return Err(self.unexpected("expected the name of a member"));
        }
        let at = self.capture()?;
        let name = self.checked(&at)?;
        let name = Cursor::new(&name).string().map(String::from).map_err(|what| self.fatal(what))?;
        if self.next_byte()? != Some(b':') {
            return Err(self.unexpected("expected :"));
        }
        self.bytes.consume(1);
        if self.members.iter().any(|(known, _)| *known == name) || (self.features != Phase::Ahead && name == "features")
        {
            return Err(self.fatal(What::DuplicateMember { name: Quoted::new(&name) }));
        }
        let first = self.next_byte()?;
        if name == "features" && first == Some(b'[') { self.each_feature() } else { self.other_member(name) }
    }

    fn other_member(&mut self, name: String) -> Result<(), Stop> {
        let at = self.capture()?;
        let limit = self.options.limits.depth_in_force();
        if at.depth > limit {
            return Err(self.fatal(What::DepthLimit { limit }));
        }
        let text = self.checked(&at)?;
        if name == "crs" {
            crs::check(&text).map_err(|what| self.fatal(what))?;
        }
        let total: usize = self.members.iter().map(|(name, text)| name.len() + text.len()).sum();
        if total + text.len() > self.options.limits.feature_bytes {
            return Err(self.fatal(self.too_big()));
        }
        self.members.push((name, text));
        Ok(())
    }

    fn each_feature(&mut self) -> Result<(), Stop> {
        self.features = Phase::Here;
        self.tell_members()?;
        self.bytes.consume(1);
        self.elements()
    }

    /// Reads what stands in an array whose bracket is behind, and its end.
    fn elements(&mut self) -> Result<(), Stop> {
        if self.next_byte()? != Some(b']') {
            self.feature()?;
            while self.next_byte()? == Some(b',') {
                self.bytes.consume(1);
                self.feature()?;
            }
        }
        if self.next_byte()? != Some(b']') {
            return Err(self.unexpected("expected , or ]"));
        }
        self.bytes.consume(1);
        self.features = Phase::Behind;
        Ok(())
    }

    fn feature(&mut self) -> Result<(), Stop> {
        let at = self.capture()?;
        self.part.push(&self.captured, At { line: at.line, byte: at.byte }, at.depth);
        self.met += 1;
        let may_flush = self.may_flush(At { line: at.line, byte: at.byte })?;
        // nothing waits for bytes that come late
        if !may_flush {
            return Ok(());
        }
        if self.part.len() >= self.options.blocks.bytes || self.bytes.is_used_up() {
            self.flush()?;
        }
        Ok(())
    }

    /// Reads the value that comes next into `captured`.
    fn capture(&mut self) -> Result<Capture, Stop> {
        self.captured.clear();
        let Some(first) = self.next_byte()? else { return Err(self.unexpected("expected a value")) };
        if matches!(first, b',' | b':' | b'}' | b']') {
            return Err(self.unexpected("expected a value"));
        }
        let (line, byte) = (self.bytes.line(), self.bytes.offset());
        let mut span = Span::new(first);
        let limit = self.options.limits.feature_bytes;
        loop {
            let chunk = match self.bytes.chunk() {
                Ok([]) => return Err(self.ended_early(byte)),
                Ok(chunk) => chunk,
                Err(error) => return Err(self.fatal(what_of(&error))),
            };
            let end = span.end_in(chunk);
            let count = end.unwrap_or(chunk.len());
            self.captured.extend_from_slice(&chunk[..count]);
            self.bytes.consume(count);
            if self.captured.len() > limit {
                let what = syntax::wrong_before_end(&self.captured, byte).unwrap_or_else(|| self.too_big());
                return Err(self.fatal(what));
            }
            if end.is_some() {
                return Ok(Capture { line, byte, depth: span.deepest() });
            }
            if self.features != Phase::Here && span.deepest() > self.options.limits.depth_in_force() {
                return Err(self.fatal(What::DepthLimit { limit: self.options.limits.depth_in_force() }));
            }
        }
    }

    fn too_big(&self) -> What {
        What::FeatureLimit { inside: self.inside(), limit: self.options.limits.feature_bytes }
    }

    fn ended_early(&mut self, byte: u64) -> Stop {
        let end = self.bytes.offset();
        let what = syntax::wrong_before_end(&self.captured, byte)
            .unwrap_or_else(|| What::Truncated { inside: self.inside(), byte: end });
        self.fatal(what)
    }

    fn checked(&self, at: &Capture) -> Result<String, Stop> {
        syntax::checked(&self.captured, at.byte)
            .map(str::to_owned)
            .map_err(|what| fatal(self.fault_line(&what, &self.captured, at), what))
    }

    /// The origin of a fault of `raw`, with the line in which it stands.
    fn fault_line(&self, what: &What, raw: &[u8], at: &Capture) -> Origin {
        let (line, byte) = fault_line(what, raw, At { line: at.line, byte: at.byte });
        Origin { byte: Some(byte), ..self.outlet.aside(Some(line)) }
    }

    fn demand_end(&mut self) -> Result<(), Stop> {
        let Some(next) = self.next_byte()? else { return Ok(()) };
        let byte = self.bytes.offset();
        if next == b'{' || next == 0x1e {
            return Err(self.fatal(What::SecondDocument { byte }));
        }
        let found = syntax::token(self.bytes.chunk().unwrap_or_default());
        Err(self.fatal(What::Trailing { found, byte }))
    }

    fn named(&self, name: &str) -> Option<&str> {
        self.members.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }

    fn is_collection(&self) -> bool {
        self.named("type").and_then(string_of).as_deref() == Some("FeatureCollection")
    }

    /// Passes on the members of a collection that mean nothing to `GeoJSON`.
    fn tell_members(&mut self) -> Result<(), Stop> {
        if !self.is_collection() {
            return Ok(());
        }
        let untold = self.members.split_off(self.told);
        for (name, text) in &untold {
            if matches!(name.as_str(), "type" | "crs" | "bbox") {
                continue;
            }
            let mut notes = Vec::new();
            let value = value::value(text, &mut notes).map_err(|what| self.fatal(what))?;
            for note in notes {
                self.outlet.tell(note, None)?;
            }
            self.outlet.say(Aside::Member { name: name.clone(), value })?;
        }
        self.members.extend(untold);
        self.told = self.members.len();
        Ok(())
    }

    /// Everything is read: judges the document as a whole and takes in the record of one that holds only one.
    fn conclude(&mut self, at: At) -> Result<(), Stop> {
        let not_geojson = |found: &str| What::NotGeoJson { found: found.to_owned() };
        let what = match self.named("type").map(|text| string_of(text).ok_or(kind_of(text))) {
            None => not_geojson("it has no type"),
            Some(Err(kind)) => not_geojson(&format!("its type is {kind}")),
            Some(Ok(kind)) => match kind.as_ref() {
                "FeatureCollection" if self.features != Phase::Ahead => return self.tell_members(),
                "FeatureCollection" => match self.named("features") {
                    Some(text) => not_geojson(&format!("features are {}, not an array", kind_of(text))),
                    None => not_geojson("it has no features"),
                },
                "Topology" => not_geojson(TOPOLOGY),
                "Feature" if self.features == Phase::Ahead => return self.single(at, feature::feature),
                kind if geometry::is_type(kind) && self.features == Phase::Ahead => {
                    return self.single(at, feature::bare);
                }
                "Feature" => not_geojson("it is a Feature and has features"),
                kind => not_geojson(&format!("its type is {}", Quoted::new(kind))),
            },
        };
        Err(self.fatal(what))
    }

    fn single(&mut self, at: At, draft: SingleDraft) -> Result<(), Stop> {
        let members = std::mem::take(&mut self.members);
        self.outlet.send(Block::of_single(SinglePart { members, draft, longitudes: self.options.longitudes, at }))
    }
}
