//! The document of placemarks, and the archive around it. Not responsible for one placemark.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;

use serde_json::{Value, json};

use crate::io::read::block::Drafted;
use crate::io::read::bytes::Bytes;
use crate::io::read::escape::Quoted;
use crate::io::read::hurdle::what_of;
use crate::io::read::input::{WholeFile, plain_text};
use crate::io::read::intake::{Outlet, Stop};
use crate::io::read::kml::container::Folders;
use crate::io::read::kml::placemark::Placemarks;
use crate::io::read::kml::schema::Schemas;
use crate::io::read::options::ReadOptions;
use crate::io::read::what::What;
use crate::io::read::xml::{Element, Fault, Step, Tree, XmlStream};
use crate::io::read::zip;
use crate::io::write::kml::{ID_COLUMN, METADATA};

/// What messages call the format.
const FORMAT: &str = "KML document";
const PACKED: &str = "KMZ archive";
/// Records handed on together.
const TOGETHER: usize = 512;

/// Reads all records.
pub(in crate::io::read) fn read(text: Bytes, options: &ReadOptions, outlet: &mut Outlet) -> Result<(), Stop> {
    let mut reading = Reading {
        stream: XmlStream::new(text, FORMAT, options.limits),
        tree: Tree::default(),
        folders: Folders::default(),
        schemas: Schemas::default(),
        placemarks: Placemarks::new(options),
        drafts: Vec::with_capacity(TOGETHER),
        has_placemarks: false,
        passed: BTreeMap::new(),
    };
    let ended = reading.run(outlet);
    if let Err(Stop::Refused(_)) = &ended {
        // records before a fault are records before it
        outlet.drafts(std::mem::take(&mut reading.drafts))?;
    }
    ended
}

/// Reads all records of the document in a ZIP archive: `doc.kml`, else the first one that lies in no folder, else the first.
///
/// # Cost
/// Memory for the archive and for its document: no more than the limits allow, each.
pub(in crate::io::read) fn read_packed(
    file: &WholeFile,
    options: &ReadOptions,
    outlet: &mut Outlet,
) -> Result<(), Stop> {
    let limit = options.limits.unpacked_bytes;
    let mut archive = Vec::new();
    let held = File::open(&file.path).and_then(|file| file.take(limit.saturating_add(1)).read_to_end(&mut archive));
    held.map_err(|error| outlet.refusal(what_of(&error)))?;
    if archive.len() as u64 > limit {
        return Err(outlet.refusal(What::UnpackedBytes { limit }));
    }
    let mut notes = Vec::new();
    let document = document_in(&archive, options, &mut notes).map_err(|what| outlet.refusal(what))?;
    drop(archive);
    let text = plain_text(document, options, &mut notes).map_err(|what| outlet.refusal(what))?;
    for note in notes {
        outlet.tell(note, None)?;
    }
    read(text, options, outlet)
}

/// The bytes of an archive's document.
fn document_in(archive: &[u8], options: &ReadOptions, notes: &mut Vec<What>) -> Result<Vec<u8>, What> {
    let damaged = |what: What| match what {
        What::Workbook { reason } => What::Container { format: PACKED, reason },
        what => what,
    };
    let refused = |reason: &str| What::Container { format: PACKED, reason: reason.to_owned() };
    let names = zip::names(archive).map_err(damaged)?;
    if names.iter().any(|name| zip::leads_out(name)) {
        return Err(refused("the name of a part leads out of the archive"));
    }
    let is_document = |name: &&String| name.to_ascii_lowercase().ends_with(".kml");
    let called = || names.iter().find(|name| name.eq_ignore_ascii_case("doc.kml"));
    let at_the_root = || names.iter().find(|name| is_document(name) && !name.contains('/'));
    let first = || names.iter().find(is_document);
    let name = called().or_else(at_the_root).or_else(first).ok_or_else(|| refused("there is no .kml in it"))?;
    let others = names.iter().filter(is_document).filter(|other| *other != name).count();
    if others > 0 {
        let parts = format!("{others} other .kml of the archive, beside {}", Quoted::new(name).as_str());
        notes.push(What::PartsPassed { parts });
    }
    zip::part(archive, name, options.limits).map_err(damaged)
}

/// A document being read.
struct Reading<'a> {
    stream: XmlStream,
    tree: Tree,
    folders: Folders,
    schemas: Schemas,
    placemarks: Placemarks<'a>,
    drafts: Vec<Drafted>,
    has_placemarks: bool,
    /// Elements that hold or point at data that are no records.
    passed: BTreeMap<String, u64>,
}

impl Reading<'_> {
    fn run(&mut self, outlet: &mut Outlet) -> Result<(), Stop> {
        loop {
            let step = self.stream.step().map_err(|fault| fault.stop(outlet))?;
            match step {
                Step::Opened => self.opened(outlet)?,
                Step::Closed => self.folders.leave(),
                Step::End => break,
            }
        }
        outlet.drafts(std::mem::take(&mut self.drafts))?;
        self.passed.extend(self.placemarks.passed.iter().map(|(name, count)| ((*name).to_owned(), *count)));
        if !self.passed.is_empty() {
            let listed = self.passed.iter().map(|(name, count)| format!("{count} {name}")).collect::<Vec<_>>();
            outlet.tell(What::PartsPassed { parts: listed.join(", ") }, None)?;
        }
        Ok(())
    }

    fn opened(&mut self, outlet: &mut Outlet) -> Result<(), Stop> {
        if self.folders.is_outside() && self.stream.name() != "kml" {
            let found = format!("the root element is {}, not kml", self.stream.name());
            let fault = self.stream.fault(What::Container { format: FORMAT, reason: found });
            return Err(fault.stop(outlet));
        }
        let taken: Result<(), Fault> = match self.stream.name() {
            "Placemark" => return self.placemark(outlet),
            "Schema" => self.take().map(|()| self.schemas.learn(self.tree.root())),
            "name" => self.take().map(|()| self.folders.named(self.tree.root().text())),
            "ExtendedData" | "description" if self.folders.is_document() => {
                self.take().map_err(|fault| fault.stop(outlet))?;
                return self.told(outlet);
            }
            "kml" | "Document" | "Folder" | "Create" | "Update" | "Delete" | "Change" => {
                self.folders.enter(self.stream.name());
                Ok(())
            }
            "NetworkLink" | "GroundOverlay" | "ScreenOverlay" | "PhotoOverlay" | "Tour" => {
                *self.passed.entry(self.stream.name().to_owned()).or_default() += 1;
                self.stream.skip()
            }
            _ => self.stream.skip(),
        };
        taken.map_err(|fault| fault.stop(outlet))
    }

    fn take(&mut self) -> Result<(), Fault> {
        self.stream.take(&mut self.tree)
    }

    fn placemark(&mut self, outlet: &mut Outlet) -> Result<(), Stop> {
        if !std::mem::replace(&mut self.has_placemarks, true) {
            // what a document tells of itself stands before its placemarks
            if let Some(name) = self.folders.document() {
                outlet.member("name", Value::from(name))?;
            }
            if let Some(text) = self.folders.description.take() {
                outlet.member("metadata", json!({ "description": text }))?;
            }
        }
        let at = self.stream.at();
        self.take().map_err(|fault| fault.stop(outlet))?;
        let folder = self.folders.path();
        self.drafts.push(self.placemarks.drafted(self.tree.root(), at, (&self.schemas, folder)));
        if self.drafts.len() >= TOGETHER {
            outlet.drafts(std::mem::replace(&mut self.drafts, Vec::with_capacity(TOGETHER)))?;
        }
        Ok(())
    }

    /// What a document tells of itself.
    fn told(&mut self, outlet: &mut Outlet) -> Result<(), Stop> {
        let root = self.tree.root();
        if root.name() == "description" {
            self.folders.description = Some(root.text().trim().to_owned()).filter(|text| !text.is_empty());
            return Ok(());
        }
        let own = |name: &str| root.children().find(|data| data.attribute("name") == Some(name)).and_then(value_of);
        self.placemarks.id_column = own(ID_COLUMN).map(str::to_owned);
        match own(METADATA).and_then(|json| serde_json::from_str(json).ok()) {
            // its description is made of it
            Some(metadata) => {
                self.folders.description = None;
                outlet.member("metadata", metadata)
            }
            None => Ok(()),
        }
    }
}

/// The text of a `Data` element's value.
pub(super) fn value_of(data: Element<'_>) -> Option<&str> {
    Some(data.child("value")?.text())
}
