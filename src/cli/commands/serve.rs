//! `sarhad serve`: what is served, and for how long. Not responsible for the answers: see `server`.

use std::fs::Metadata;
use std::io::{Write as _, stderr};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime};

use crate::atlas::Atlas;
use crate::cli::args::{Edges, LogForm, OriginsForm, Serve};
#[cfg(feature = "web")]
use crate::cli::commands::map;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::layers::atlas;
use crate::cli::report::Report;
use crate::cli::served::{Offer, named, threads};
use crate::cli::signals;
use crate::cli::sink::print;
use crate::cli::usage::Usage;
use crate::io::counted::counted;
use crate::io::write::scratch::Scratch;
#[cfg(feature = "web")]
use crate::render::html::WebMap;
use crate::server::front::{Front, FrontFile};
use crate::server::http::{BaseUrl, Editions, Event, Options, Origins, Server, Sink};
use crate::server::router::router;
use crate::server::state::{EntryKind, Served};

/// Records of which a map is drawn at `/`; of more a page would take too long to load.
const MAPPED_MAX: usize = 100_000;
/// The code of the warning that what was there before is served on.
const OLD_CODE: &str = "W701";
/// How often signals and files are looked at.
const BEAT: Duration = Duration::from_millis(200);

/// Serves until a signal comes.
pub(in crate::cli) fn run(asked: &Serve, report: &mut Report) -> Result<Exit, Failure> {
    let base = asked.base_url.as_deref().map(BaseUrl::new).transpose();
    let base = base.map_err(|error| Usage::BaseUrl { url: asked.base_url.clone().unwrap_or_default(), error })?;
    let inputs = named(&asked.inputs);
    let atlas = Arc::new(atlas(&asked.atlas, Edges::default(), report)?);
    let (watched, read) = (Watched::new(asked, &inputs), looked(&inputs));
    let editions = Editions::new(offer(asked, &inputs).edition(&atlas, report)?);
    let bound = Server::bind(options(asked, base))?;
    print(&format!("{}\n", bound.base().to("/")))?;
    report.note(&format!("{} tells the interface in words; press Ctrl-C to stop", bound.base().to("/docs")));
    if asked.host.is_unspecified() && asked.base_url.is_none() {
        report.note("links in answers begin so, too; tell --base-url by which address others reach this machine");
    }
    let (stop, router) = (bound.stop(), router(bound.base().clone()));
    let summary = thread::scope(|scope| {
        let drawn = |read: Vec<Looks>| {
            let (inputs, editions) = (&inputs, &editions);
            scope.spawn(move || draw(asked, inputs, editions, &read));
        };
        drawn(read);
        let running = scope.spawn(|| bound.run(router, editions.clone()));
        let mut serving = Serving { asked, inputs: &inputs, atlas: &atlas, editions: &editions, watched };
        while signals::caught().is_none() && !running.is_finished() {
            thread::sleep(BEAT);
            if let Some(read) = serving.look(report) {
                drawn(read);
            }
        }
        stop.now();
        running.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    });
    let panics = counted(summary.panics, "panic", "panics");
    report.outcome(&format!("stopped after {}; {panics}", counted(summary.requests, "request", "requests")));
    Ok(Exit::Done)
}

fn offer<'a>(asked: &'a Serve, inputs: &'a [PathBuf]) -> Offer<'a> {
    let publishing = asked.publishing();
    Offer { inputs, title: &asked.title, threads: asked.threads, publishing, atlas: &asked.atlas }
}

fn options(asked: &Serve, base: Option<BaseUrl>) -> Options {
    let mut options = Options::at(SocketAddr::new(asked.host, asked.port));
    options.base_url = base;
    options.limits.connections = asked.max_connections;
    options.threads = threads(asked.threads).unwrap_or(options.threads);
    options.sink = sink(asked.log);
    options.origins = match asked.origins {
        OriginsForm::Any => Origins::Any,
        OriginsForm::Own => Origins::Own,
    };
    options
}

/// Draws the map of what is served now, while requests are answered; of very many records there is none, nor of inputs that look
/// otherwise than when they were `read`.
#[cfg(feature = "web")]
fn draw(asked: &Serve, inputs: &[PathBuf], editions: &Editions, read: &[Looks]) {
    let Some(served) = editions.current().data::<Served>() else { return };
    let records = served.entries().filter(|entry| entry.kind == EntryKind::Records);
    if records.map(|entry| entry.collection().len()).sum::<usize>() > MAPPED_MAX
        || inputs.iter().any(|input| input == Path::new("-"))
    {
        return;
    }
    let Ok(scratch) = Scratch::new() else { return };
    let folder = scratch.file("site");
    // what is wrong with the inputs was told when they were read
    if map::run(&asked.mapping(inputs.to_vec(), folder.join("")), &mut Report::muted()).is_err()
        || looked(inputs) != read
    {
        return;
    }
    let file = |path: &'static str| {
        let bytes = std::fs::read(folder.join(path)).ok()?;
        let (path, media) = match path.rsplit('.').next() {
            Some("html") => ("", "text/html; charset=utf-8"),
            Some("js") => (path, "text/javascript; charset=utf-8"),
            Some("geojson") => (path, "application/geo+json"),
            _ => (path, "application/json"),
        };
        Some(FrontFile { path: path.to_owned(), media, bytes: bytes.into() })
    };
    if let Some(files) = WebMap::folder_paths().into_iter().map(file).collect() {
        served.show(Front { files, policy: WebMap::folder_policy() });
    }
}

#[cfg(not(feature = "web"))]
fn draw(_: &Serve, _: &[PathBuf], _: &Editions, _: &[Looks]) {}

fn sink(form: LogForm) -> Option<Sink> {
    let line: fn(&Event) -> String = match form {
        LogForm::Off => return None,
        LogForm::Text => Event::text,
        LogForm::Json => Event::json,
    };
    // nobody is left to be told if standard error is closed
    Some(Arc::new(move |event: &Event| {
        let _ = writeln!(stderr().lock(), "{}", line(event));
    }))
}

/// What is served, and what makes it anew.
struct Serving<'a> {
    asked: &'a Serve,
    inputs: &'a [PathBuf],
    atlas: &'a Arc<Atlas>,
    editions: &'a Editions,
    watched: Watched,
}

impl Serving<'_> {
    /// Serves the inputs anew where one was replaced, and says so; while that fails, what was there before is served on. How the
    /// inputs looked that are served anew.
    fn look(&mut self, report: &mut Report) -> Option<Vec<Looks>> {
        if !self.watched.changed() {
            return None;
        }
        let read = looked(self.inputs);
        match offer(self.asked, self.inputs).edition(self.atlas, report) {
            Ok(edition) => {
                self.editions.replace(edition);
                report.outcome("an input was replaced and is served anew");
                Some(read)
            }
            Err(failure) => {
                report.lack(OLD_CODE, &format!("{failure}; what was there before is served on"));
                None
            }
        }
    }
}

/// The inputs that are files, and how they looked when they were read.
struct Watched {
    files: Vec<(PathBuf, Looks)>,
}

/// By which a file that was replaced is known: its length, when it was written, and which file it is.
type Looks = Option<(u64, Option<SystemTime>, u64)>;

impl Watched {
    fn new(asked: &Serve, inputs: &[PathBuf]) -> Self {
        let files = inputs.iter().filter(|input| asked.watch && input.is_file());
        Self { files: files.map(|file| (file.clone(), looks(file))).collect() }
    }

    /// Whether a file looks otherwise than before, and has looked so for a beat: it may be written still.
    fn changed(&mut self) -> bool {
        let mut any = false;
        for (file, before) in &mut self.files {
            let now = looks(file);
            if now.is_none() || now == *before {
                continue;
            }
            thread::sleep(BEAT);
            if looks(file) == now {
                *before = now;
                any = true;
            }
        }
        any
    }
}

fn looked(inputs: &[PathBuf]) -> Vec<Looks> {
    inputs.iter().map(|input| looks(input)).collect()
}

fn looks(file: &Path) -> Looks {
    let metadata = std::fs::metadata(file).ok()?;
    Some((metadata.len(), metadata.modified().ok(), file_number(&metadata)))
}

/// The number of a file among those of its disk: another one where a file was put in the place of a file.
#[cfg(unix)]
fn file_number(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

/// Files have no numbers here.
#[cfg(not(unix))]
const fn file_number(_: &Metadata) -> u64 {
    0
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_file_in_the_place_of_another_looks_otherwise() {
        let folder = Scratch::new().unwrap();
        let [old, new] = ["a.csv", "b.csv"].map(|name| folder.file(name));
        let written = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        for (file, text) in [(&old, "id\n1\n"), (&new, "id\n2\n")] {
            std::fs::write(file, text).unwrap();
            std::fs::File::options().write(true).open(file).unwrap().set_modified(written).unwrap();
        }
        let before = looks(&old);
        assert_eq!(before, looks(&old));
        std::fs::rename(&new, &old).unwrap();
        let now = looks(&old);
        assert!(now.is_some() && now != before, "as long and as old as the one before, and another file");
    }
}
