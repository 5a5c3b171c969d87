//! `sarhad embed`: what others paste to show a map. Not responsible for the map.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::cli::args::Embed;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::report::Report;
use crate::cli::sink::print;
use crate::cli::usage::Usage;
use crate::io::read::codes::Code;
use crate::io::read::event::Origin;
use crate::io::read::hurdle::reason_of;
use crate::io::read::problem::{Problem, Severity};
use crate::io::read::what::What;
use crate::render::html::{Snippets, WebMap, snippets};

/// The part of a page that tells what it is.
const HEAD_BYTES: u64 = 64 << 10;
/// What a page of a folder is called, and its picture.
const INDEX: &str = WebMap::folder_paths()[0];
const PICTURE_OF_FOLDER: &str = "map.png";

/// Prints the markup.
pub(in crate::cli) fn run(asked: &Embed, report: &mut Report) -> Result<Exit, Failure> {
    for (flag, url) in [("--url", &asked.url), ("--picture", &asked.picture)] {
        if let Some(url) = url.as_ref().filter(|url| !may_stand_in_pages(url)) {
            return Err(Usage::PageAddress { flag, url: url.clone() }.into());
        }
    }
    // a folder stands for its page
    let page = if asked.page.is_dir() { asked.page.join(INDEX) } else { asked.page.clone() };
    let mut bytes = Vec::new();
    // a pipe that nobody writes to would be waited for without end
    if page.exists() && !page.is_file() {
        return Err(refused(&page, What::NotAFile { found: "no file but a pipe, a device or a folder" }));
    }
    let read = File::open(&page).and_then(|file| file.take(HEAD_BYTES).read_to_end(&mut bytes));
    read.map_err(|error| refused(&page, What::Unreadable { reason: reason_of(&error) }))?;
    let name = page.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let url = asked.url.clone().unwrap_or(name);
    let picture = Picture::of(&page);
    let picture_url = asked.picture.clone().or_else(|| picture.is_there().then(|| picture.beside(&url)));
    let made = snippets(&String::from_utf8_lossy(&bytes), &url, picture_url.as_deref());
    let made = made.map_err(|error| {
        let expected = "a page that sarhad map wrote; write one with sarhad map INPUT -o map.html";
        match error {
            crate::render::html::EmbedError::NotAMap => {
                refused(&page, What::OtherFormat { found: "a file of another kind", expected })
            }
        }
    })?;
    print(&markup(&made))?;
    if made.element.is_none() {
        report.note("there is no element for a page that is one file; sarhad map -o FOLDER/ writes its parts");
    }
    if made.picture.is_none() {
        report.note(&format!(
            "there is no picture for readers without scripts: make it with `{}`, then ask again; or say --picture URL",
            picture.command(&made)
        ));
    }
    if asked.url.is_none() {
        report.note("say --url with the address at which the page will be found");
    }
    Ok(Exit::Done)
}

/// Whether an address leads to a page: of http or https, or one that is relative.
fn may_stand_in_pages(url: &str) -> bool {
    // browsers pass over blanks and control characters in front of a scheme and in it
    let plain: String = url.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let before = plain.split(['/', '?', '#']).next().unwrap_or_default();
    match before.split_once(':') {
        None => true,
        Some((scheme, _)) => ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)),
    }
}

/// All that can be pasted, with what each is for.
fn markup(made: &Snippets) -> String {
    let frame = (
        "a frame: for any page that keeps frames. WordPress: paste it into a block Custom HTML; kept only from who may \
         post unfiltered HTML (editors and administrators, on a network of sites super administrators)",
        Some(&made.frame),
    );
    let element =
        ("an element, for pages whose scripts are yours: the page around it loads the script", made.element.as_ref());
    let picture = ("a picture where no script runs: it goes behind the frame or the element", made.picture.as_ref());
    let linked = (
        "a picture that links to the map: for letters, and for editors that take frames and scripts away, as WordPress \
         does from authors and contributors",
        made.linked.as_ref(),
    );
    let parts = [frame, element, picture, linked].into_iter();
    let parts = parts.filter_map(|(what_for, snippet)| Some((what_for, snippet?)));
    let parts: Vec<String> = parts.map(|(what_for, snippet)| format!("<!-- {what_for} -->\n{snippet}\n")).collect();
    parts.join("\n")
}

/// The picture that stands for a page.
struct Picture {
    path: PathBuf,
    /// The records of the page, where they are a file of their own.
    records: Option<PathBuf>,
}

impl Picture {
    fn of(page: &Path) -> Self {
        let is_index = page.file_name().is_some_and(|name| name == INDEX);
        let path = if is_index { page.with_file_name(PICTURE_OF_FOLDER) } else { page.with_extension("png") };
        let records = page.with_file_name(WebMap::folder_paths()[2]);
        Self { path, records: Some(records).filter(|records| is_index && records.is_file()) }
    }

    fn is_there(&self) -> bool {
        self.path.is_file()
    }

    /// Its address beside a page at `url`.
    fn beside(&self, url: &str) -> String {
        let name = self.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        url.rsplit_once('/').map_or_else(|| name.clone(), |(folder, _)| format!("{folder}/{name}"))
    }

    /// The command that makes it.
    fn command(&self, made: &Snippets) -> String {
        let input =
            self.records.as_ref().map_or_else(|| "INPUT".to_owned(), |records| quoted(&records.to_string_lossy()));
        format!(
            "sarhad picture {input} -o {} --size 1200x675 --lang {} --title {}",
            quoted(&self.path.to_string_lossy()),
            quoted(&made.language),
            quoted(&made.title)
        )
    }
}

/// A word of a command, as shells take it.
fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "/._-".contains(letter);
    if !word.is_empty() && !word.starts_with('-') && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

/// Why `page` gives no markup.
fn refused(page: &Path, what: What) -> Failure {
    let code = if matches!(what, What::Unreadable { .. }) { Code::Unreadable } else { Code::OtherFormat };
    let file = page.to_string_lossy().into();
    let origin = Origin { file, line: None, byte: None, record: 0, id: None };
    let problem = Problem { code, severity: Severity::Fatal, origin, field: None, value: None, what, verbatim: None };
    Box::new(problem).into()
}
