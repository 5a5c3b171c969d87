//! `sarhad pack`: records with all that belongs to them, in one folder, whole or not at all. Not responsible for what the
//! papers in it say.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde_json::Value;

use crate::atlas::{Atlas, LayerName};
use crate::cli::args::{self, Convert, Edges, OutputForm, Writing};
use crate::cli::claims::{Claims, Drafts};
use crate::cli::commands::convert;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, output_failure};
use crate::cli::input::Source;
use crate::cli::layers::atlas;
use crate::cli::output_form::file_format;
use crate::cli::report::{Counts, Report};
use crate::cli::signals;
use crate::cli::usage::Usage;
use crate::io::escape::escaped;
use crate::io::pack::card::{Origin, PackageCard, TableCard, plain_name, plain_stem};
use crate::io::pack::codebook::{CODEBOOK, codebook};
use crate::io::pack::datapackage::{DATAPACKAGE, datapackage};
use crate::io::pack::manifest::{Boundaries, EDITION, FileCard, InputCard, MANIFEST, Manifest, RecordCounts, checksum};
use crate::io::pack::papers::{README, SOURCES, readme, sources};
use crate::io::pack::table::{delimiter_of, survey};
use crate::io::pack::verify::path_in;
use crate::io::write::claims::{claims_csv, sources_csv};
use crate::io::write::destination::Overwrite;
use crate::io::write::error::WriteError;
use crate::io::write::folder::FolderDestination;
use crate::io::write::format::{Built, OutputFormat};
use crate::io::write::options::CsvGuard;
use crate::io::write::pulse::Pulse;
use crate::io::write::rejects::RejectsFile;
use crate::io::write::sidecar::Sidecar;
use crate::model::claim::ClaimSet;
use crate::model::source::LayerMetadata;
use crate::query::incidents::{Records, incident_features};

mod command_line;
mod layers;
mod verified;

/// The file of refused records.
const REFUSED: &str = "refused.ndjson";
/// What a command without distances says of them.
const NONE_MEASURED: &str = "none were measured by this package";
/// Names of files that a package of claims has beside its records'.
const TAKEN_NAMES: [&str; 2] = ["claims", "sources"];

/// Makes a package, or verifies one.
pub(in crate::cli) fn run(asked: &args::Pack, report: &mut Report) -> Result<Exit, Failure> {
    match (&asked.verify, &asked.input, &asked.output) {
        (Some(folder), ..) => verified::run(folder, asked.format, report),
        (None, Some(input), Some(output)) => packed(asked, input, output, report),
        // the parser asks for both
        (None, ..) => Err(Usage::PackStream.into()),
    }
}

fn packed(asked: &args::Pack, input: &Path, output: &Path, report: &mut Report) -> Result<Exit, Failure> {
    let source = Source::of(input)?;
    if source == Source::Stdin {
        return Err(Usage::PackStream.into());
    }
    let card = titled(asked, &source)?;
    let with = layers::named(&asked.with)?;
    if let Source::Layer(name) = &source
        && with.contains(name)
    {
        return Err(Usage::PackTwice { name: name.word() }.into());
    }
    not_within(output, &source)?;
    let overwrite = if asked.force { Overwrite::Force } else { Overwrite::Refuse };
    let owned = |folder: &Path| Manifest::of(folder).ok().map(|manifest| manifest.paths());
    let folder = FolderDestination::new(output, overwrite, owned)?;
    let atlas = atlas(&asked.choosing.atlas, Edges::default(), report)?;
    let mut packing = Packing {
        asked,
        output,
        folder: folder.building(),
        card,
        guard: if asked.raw_csv { CsvGuard::Raw } else { CsvGuard::Guarded },
        pulse: Pulse::new(|_| signals::caught().is_none()),
    };
    packing.card.input = packing.input_card(&source)?;
    let claims = packing.claims(input, &source, report)?;
    // what is told of a file names the package, not where that is made
    let made = folder.building();
    let told = |failure| match failure {
        Failure::Output(error) => Failure::Output(error.in_folder(made, output)),
        other => other,
    };
    let exit = packing.records(input, claims.as_ref(), &atlas, report).map_err(told)?;
    if let Some(set) = &claims {
        packing.claim_tables(set, report)?;
    }
    let from_claims = if claims.is_some() { &layers::DRAWN_FROM[..] } else { &[] };
    packing.layers(&source, from_claims, &atlas, &with).map_err(told)?;
    if packing.input_card(&source)? != packing.card.input {
        let reason = "the input changed while it was packed; pack it again".to_owned();
        return Err(WriteError::CannotHold { target: output.to_owned(), reason }.into());
    }
    packing.papers()?;
    let manifest = checksum(&made.join(MANIFEST), &packing.pulse).map_err(|error| packing.failed(error))?;
    drop(packing);
    signals::go_on()?;
    folder.commit()?;
    let shown = escaped(&output.to_string_lossy());
    report.note(&format!("sarhad pack --verify {shown} compares it with its manifest"));
    report.note(&format!("SHA-256 of {MANIFEST}: {}; publish it with the package", manifest.1));
    Ok(exit)
}

/// What can be told of a package before anything is read.
fn titled(asked: &args::Pack, source: &Source) -> Result<PackageCard, Usage> {
    let called = match source {
        Source::File(path) => stem(path),
        other => other.name().trim_start_matches('@').to_owned(),
    };
    let stem = match &asked.name {
        Some(name) if plain_name(name) == *name => name.clone(),
        Some(name) => return Err(Usage::PackName { name: name.clone() }),
        None => plain_stem(&called),
    };
    let is_claims = asked.claims || matches!(source, Source::Article(_));
    let is_taken = is_claims && TAKEN_NAMES.contains(&stem.to_ascii_lowercase().as_str());
    let stem = if is_taken { "records".to_owned() } else { stem };
    let day = |text: &String| match text.parse::<Date>() {
        Ok(day) if day.to_string() == *text => Ok(text.clone()),
        _ => Err(Usage::PackDay { text: text.clone() }),
    };
    Ok(PackageCard {
        title: asked.title.clone().unwrap_or_default(),
        generator: concat!("sarhad ", env!("CARGO_PKG_VERSION")).to_owned(),
        date: asked.date.as_ref().map(day).transpose()?,
        command: command_line::of(asked),
        edges: NONE_MEASURED.to_owned(),
        name: plain_name(&stem),
        stem,
        origin: match source {
            _ if is_claims => Origin::Claims,
            Source::Layer(_) => Origin::Layer,
            _ => Origin::Input,
        },
        ..PackageCard::default()
    })
}

/// `events` of `events.csv.gz`.
fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let name = name.strip_suffix(".gz").map_or(name.clone(), str::to_owned);
    Path::new(&name).file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Fails where the input lies in the folder that would be replaced.
fn not_within(output: &Path, source: &Source) -> Result<(), WriteError> {
    let Some(file) = source.file() else { return Ok(()) };
    match (fs::canonicalize(output), fs::canonicalize(file)) {
        (Ok(folder), Ok(input)) if input.starts_with(&folder) => {
            Err(WriteError::Clash { target: output.to_owned(), other: file.to_owned() })
        }
        _ => Ok(()),
    }
}

/// A package in the making.
struct Packing<'a> {
    asked: &'a args::Pack,
    output: &'a Path,
    /// Where its files are made.
    folder: &'a Path,
    card: PackageCard,
    guard: CsvGuard,
    pulse: Pulse,
}

impl Packing<'_> {
    /// What the system says of the package, or of the signal that ended it.
    fn failed(&self, error: io::Error) -> Failure {
        match signals::go_on() {
            Err(signal) => signal,
            Ok(()) => output_failure(self.output, error),
        }
    }

    /// Name, size and checksum of the input.
    fn input_card(&self, source: &Source) -> Result<InputCard, Failure> {
        match source.file() {
            Some(file) => self.file_card(file),
            None => Ok(InputCard { name: source.name(), ..InputCard::default() }),
        }
    }

    /// Name, size and checksum of a file that is read.
    fn file_card(&self, file: &Path) -> Result<InputCard, Failure> {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // what cannot be read is told by its reader
        let Ok(found) = fs::metadata(file) else { return Ok(InputCard { name, ..InputCard::default() }) };
        if !found.is_file() {
            return Err(Usage::PackStream.into());
        }
        match checksum(file, &self.pulse) {
            Ok((bytes, sha256)) => Ok(InputCard { name, bytes: Some(bytes), sha256: Some(sha256) }),
            Err(_) => signals::go_on().map(|()| InputCard { name, ..InputCard::default() }),
        }
    }

    /// The claims of the input, if it is a set of them.
    fn claims(&self, input: &Path, source: &Source, report: &mut Report) -> Result<Option<ClaimSet>, Failure> {
        if !self.asked.claims && !matches!(source, Source::Article(_)) {
            return Ok(None);
        }
        let claims = Claims::of(input, &self.asked.choosing.reading.limited(), report)?;
        let claims = claims.taken_as_data(Drafts::asked(self.asked.include_drafts), report);
        let mut set: ClaimSet = claims.set.as_ref().clone();
        set.records = claims.named().into_iter().cloned().collect();
        Ok(Some(set))
    }

    /// Writes the records in all formats, and takes in what became of them.
    fn records(
        &mut self,
        input: &Path,
        claims: Option<&ClaimSet>,
        atlas: &Atlas,
        report: &mut Report,
    ) -> Result<Exit, Failure> {
        fs::create_dir(path_in(self.folder, "data")).map_err(|error| self.failed(error))?;
        // claims become features once, and these are converted as any others
        let drawn = claims.filter(|_| !input.to_string_lossy().starts_with('@'));
        let refused_before = report.counted().map_or(0, |counts| counts.refused);
        let again = self.folder.join(".again");
        let input = match drawn {
            Some(set) => {
                let path = self.folder.join(".records.geojson");
                Self::drawn(set, &path, atlas)?;
                path
            }
            None => input.to_owned(),
        };
        let rejects = match self.asked.publishing.generalise {
            // what is refused is written as it was, which would tell what is hidden
            Some(_) => RejectsFile::path_for(self.output),
            None => self.folder.join(REFUSED),
        };
        let mut muted = Report::muted();
        let told = if drawn.is_some() { &mut muted } else { &mut *report };
        let exit = convert::run(&self.convert(&input, OutputForm::Geojson, rejects.clone()), told)?;
        self.card.records = counts(told.counted());
        let others = [(OutputForm::Csv, OutputFormat::Csv), (OutputForm::Gpkg, OutputFormat::GeoPackage)];
        let others: Vec<(OutputForm, OutputFormat)> =
            others.into_iter().filter(|(_, format)| format.built() == Built::In).collect();
        for (form, _) in &others {
            let mut aside = Report::muted();
            convert::run(&self.convert(&input, *form, again.clone()), &mut aside)?;
            // what was refused has been told by the first
            removed(&again).map_err(|error| self.failed(error))?;
            report.notes_of(&aside);
        }
        report.notes_of(&muted);
        removed(&self.folder.join(".records.geojson")).map_err(|error| self.failed(error))?;
        if let (Some(_), Some(counted)) = (drawn, report.counted()) {
            let Counts { read, refused, .. } = *counted;
            self.card.records.read = read;
            self.card.records.refused = refused;
            self.card.records.filtered = read.saturating_sub(refused + self.card.records.kept);
        }
        if rejects.starts_with(self.folder) && rejects.exists() {
            without_folders(&rejects, &input).map_err(|error| self.failed(error))?;
        }
        self.card.metadata = self.told_of_records();
        if self.card.origin == Origin::Input && self.has_answers() {
            self.card.origin = Origin::Answer;
        }
        self.described_records(&others)?;
        Ok(if refused_before > 0 { Exit::SomeRefused } else { exit })
    }

    /// Writes the features of claims, for the other formats to be made of.
    fn drawn(set: &ClaimSet, path: &Path, atlas: &Atlas) -> Result<(), Failure> {
        let metadata = serde_json::to_value(&set.dataset).ok();
        layers::write(path, metadata, &incident_features(atlas, set, Records::All))
    }

    /// What `convert` is asked.
    fn convert(&self, input: &Path, form: OutputForm, rejects: PathBuf) -> Convert {
        let asked = self.asked;
        let mut publishing = asked.publishing.clone();
        publishing.public = true;
        Convert {
            input: input.to_owned(),
            aggregate: None,
            choosing: asked.choosing.clone(),
            writing: Writing {
                format: Some(form),
                output: Some(path_in(self.folder, &format!("data/{}.{}", self.card.stem, extension(form)))),
                force: asked.force,
                rejects: Some(rejects),
                raw_csv: asked.raw_csv,
                with: (form == OutputForm::Gpkg && !asked.with.is_empty()).then(|| asked.with.join(",")),
                publishing,
                ..Writing::default()
            },
        }
    }

    /// What the records' outputs tell of themselves: it stands beside the table, which has no room for it.
    fn told_of_records(&self) -> Option<Value> {
        let table = path_in(self.folder, &format!("data/{}.csv", self.card.stem));
        let text = fs::read_to_string(Sidecar::path_for(&table)).ok()?;
        serde_json::from_str(&text).ok()
    }

    /// Whether sarhad has added columns: in this run, or in the one that made the input.
    fn has_answers(&self) -> bool {
        let generator = self.card.metadata.as_ref().and_then(|metadata| metadata.get("generator")?.as_str());
        self.asked.publishing.generalise.is_some() || generator.is_some_and(|name| name.starts_with("sarhad"))
    }

    /// Takes in the records' files.
    fn described_records(&mut self, others: &[(OutputForm, OutputFormat)]) -> Result<(), Failure> {
        let (name, kept) = (self.card.stem.clone(), self.card.records.kept);
        let what = if self.asked.with.is_empty() { "the records for QGIS" } else { "the records and layers for QGIS" };
        if self.card.title.is_empty() {
            self.card.title = self.card.told("title").unwrap_or(&self.card.input.name).to_owned();
        }
        self.tabled(&format!("data/{name}.csv"), "the records as a table")?;
        let sidecar = format!("data/{name}.csv.meta.json");
        if path_in(self.folder, &sidecar).exists() {
            self.filed(&sidecar, None, "credit and licence of the table")?;
        }
        if others.iter().any(|(_, format)| *format == OutputFormat::GeoPackage) {
            self.filed(&format!("data/{name}.gpkg"), Some(kept), what)?;
        }
        self.filed(&format!("data/{name}.geojson"), Some(kept), "the records for the web")?;
        if self.folder.join(REFUSED).exists() {
            self.filed(REFUSED, Some(self.card.records.refused), "records that were refused, each as it was read")?;
        }
        Ok(())
    }

    /// Writes the tables of claims and sources; claims tell places as they are, so they are left out where places are made
    /// coarser.
    fn claim_tables(&mut self, set: &ClaimSet, report: &mut Report) -> Result<(), Failure> {
        self.card.sources.clone_from(&set.sources);
        let claims = if self.asked.publishing.generalise.is_none() {
            Some(("data/claims.csv", claims_csv(set, self.guard), "each claim, with who says it and where"))
        } else {
            report.note("claims.csv is left out: claims tell places as they are, and these were made coarser");
            None
        };
        let sources = ("data/sources.csv", sources_csv(set, self.guard), "the sources of the claims");
        for (path, text, what) in claims.into_iter().chain([sources]) {
            self.written(path, &text)?;
            self.tabled(path, what)?;
        }
        Ok(())
    }

    /// Takes in the layers that records are drawn from or were measured to, and writes those that were asked for.
    fn layers(
        &mut self,
        source: &Source,
        drawn_from: &[LayerName],
        atlas: &Atlas,
        with: &[LayerName],
    ) -> Result<(), Failure> {
        let mut used = [with, drawn_from].concat();
        if let Source::Layer(name) = source {
            used.push(*name);
        }
        let metadata = self.card.metadata.clone().unwrap_or_default();
        let stated = layers::stated(&metadata, atlas);
        if let Some(measured) = self.card.told("measured").map(str::to_owned) {
            self.card.edges = measured;
        }
        used.sort_unstable();
        used.dedup();
        let cards = used.iter().map(|name| &atlas.layer(*name).metadata);
        let mut all: Vec<LayerMetadata> = Vec::new();
        for card in cards.cloned().chain(stated) {
            if !all.iter().any(|known| known.layer == card.layer && known.title == card.title) {
                all.push(card);
            }
        }
        self.card.layers = all;
        for name in with {
            let layer = atlas.layer(*name);
            let path = format!("data/layers/{name}.geojson");
            let folder = path_in(self.folder, "data/layers");
            fs::create_dir_all(folder).map_err(|error| self.failed(error))?;
            layers::write(&path_in(self.folder, &path), serde_json::to_value(&layer.metadata).ok(), &layer.features)?;
            let what = layer.metadata.title.clone();
            self.filed(&path, Some(layer.features.len() as u64), &what)?;
        }
        Ok(())
    }

    /// Writes what tells of all the rest, and the manifest at last.
    fn papers(&mut self) -> Result<(), Failure> {
        let papers = [
            (README, readme(&self.card), "what this is"),
            (CODEBOOK, codebook(&self.card), "what each column says"),
            (SOURCES, sources(&self.card), "where everything comes from, and how to cite it"),
            (DATAPACKAGE, datapackage(&self.card), "the package for programs that know Frictionless Data"),
        ];
        for (path, text, what) in papers {
            self.written(path, text.as_bytes())?;
            self.filed(path, None, what)?;
        }
        let beside = command_line::files_beside(self.asked);
        let also_read = beside.into_iter().map(|file| self.file_card(Path::new(file))).collect::<Result<_, _>>()?;
        let card = &self.card;
        let layer = |layer: &LayerMetadata| serde_json::to_value(layer).unwrap_or_default();
        let manifest = Manifest {
            manifest: EDITION.to_owned(),
            generator: card.generator.clone(),
            command: card.command.clone(),
            date: card.date.clone(),
            input: card.input.clone(),
            also_read,
            records: card.records,
            rows: card.rows().cloned().map(Value::Object),
            boundaries: Boundaries { edges: card.edges.clone(), layers: card.layers.iter().map(layer).collect() },
            files: card.files.clone(),
        };
        self.written(MANIFEST, manifest.text().as_bytes())
    }

    fn written(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        fs::write(path_in(self.folder, path), bytes).map_err(|error| self.failed(error))
    }

    /// Takes in a finished file.
    fn filed(&mut self, path: &str, rows: Option<u64>, what: &str) -> Result<(), Failure> {
        let found = checksum(&path_in(self.folder, path), &self.pulse);
        let (bytes, sha256) = found.map_err(|error| self.failed(error))?;
        let (path, what) = (path.to_owned(), what.to_owned());
        self.card.files.push(FileCard { path, bytes, sha256, rows, what });
        Ok(())
    }

    /// Takes in a finished table.
    fn tabled(&mut self, path: &str, what: &str) -> Result<(), Failure> {
        let file = path_in(self.folder, path);
        let delimiter = delimiter_of(&file).map_err(|error| self.failed(error))?;
        let survey = survey(&file, delimiter, &self.pulse).map_err(|error| self.failed(error))?;
        self.filed(path, Some(survey.rows), what)?;
        self.card.tables.push(TableCard { path: path.to_owned(), delimiter, origin: self.card.origin, survey });
        Ok(())
    }
}

/// The extension of a format's file, and its word.
fn extension(form: OutputForm) -> &'static str {
    file_format(form).map_or("csv", |format| format.extensions()[0])
}

fn counts(told: Option<&Counts>) -> RecordCounts {
    let Some(Counts { read, kept, refused, filtered, no_location, .. }) = told else {
        return RecordCounts::default();
    };
    RecordCounts { read: *read, kept: *kept, refused: *refused, filtered: *filtered, no_location: *no_location }
}

fn removed(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes the lines of `refused` name the file `input` without the folders that lead to it, which are those of one machine.
fn without_folders(refused: &Path, input: &Path) -> io::Result<()> {
    let (path, name) = (input.to_string_lossy(), input.file_name().unwrap_or_default().to_string_lossy());
    let old = refused.with_extension("old");
    fs::rename(refused, &old)?;
    let mut out = BufWriter::new(File::create_new(refused)?);
    for line in BufReader::new(File::open(&old)?).lines() {
        let mut refusal: Value = serde_json::from_str(&line?)?;
        refusal["file"] = name.as_ref().into();
        let message = refusal["message"].as_str().and_then(|text| text.strip_prefix(escaped(&path).as_str()));
        if let Some(message) = message.map(|rest| format!("{}{rest}", escaped(&name))) {
            refusal["message"] = message.into();
        }
        writeln!(out, "{refusal}")?;
    }
    out.into_inner().map_err(io::IntoInnerError::into_error)?;
    fs::remove_file(old)
}
