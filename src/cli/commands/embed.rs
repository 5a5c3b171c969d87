//! `sarhad embed`: what others paste to show a map. Not responsible for the map.

use std::fs::File;
use std::io::Read;

use crate::cli::args::Embed;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::report::Report;
use crate::cli::sink::print;
use crate::cli::usage::Usage;
use crate::render::html::{Snippets, snippets};

/// The part of a page that tells what it is.
const HEAD_BYTES: u64 = 64 << 10;

/// Prints the markup.
pub(in crate::cli) fn run(asked: &Embed, report: &mut Report) -> Result<Exit, Failure> {
    let unreadable = |problem: String| Usage::PageFile { file: asked.page.clone(), problem };
    let mut bytes = Vec::new();
    // a folder stands for its page
    let page = if asked.page.is_dir() { asked.page.join("index.html") } else { asked.page.clone() };
    let read = File::open(&page).and_then(|file| file.take(HEAD_BYTES).read_to_end(&mut bytes));
    read.map_err(|error| unreadable(error.to_string()))?;
    let url = match &asked.url {
        Some(url) => url.clone(),
        None => page.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
    };
    let made = snippets(&String::from_utf8_lossy(&bytes), &url).map_err(|error| unreadable(error.to_string()))?;
    let Snippets { frame, element, picture, linked } = made;
    let element = element.map_or_else(String::new, |element| {
        format!(
            "<!-- an element: for pages whose scripts are yours; the page around it loads the script. WordPress keeps it \
             only from who may post unfiltered HTML -->\n{element}\n\n"
        )
    });
    print(&format!(
        "<!-- a frame: for any page that keeps frames. WordPress: paste it into a block Custom HTML; kept only from who \
         may post unfiltered HTML (editors and administrators, on a network of sites super administrators) -->\n\
         {frame}\n\n{element}\
         <!-- a picture where no script runs: make map.png with sarhad picture, and put it beside the page -->\n{picture}\n\n\
         <!-- a picture that links to the map: for editors that take frames and scripts away, as WordPress does from \
         authors and contributors, and for letters -->\n{linked}\n"
    ))?;
    if element.is_empty() {
        report.note("there is no element for a page that is one file; sarhad map -o FOLDER/ writes its parts");
    }
    if asked.url.is_none() {
        report.note("say --url with the address at which the page will be found");
    }
    Ok(Exit::Done)
}
