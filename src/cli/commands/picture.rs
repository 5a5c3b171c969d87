//! `sarhad picture`: a locator map of incidents. Not responsible for drawing it, nor for where incidents are.

use std::cell::RefCell;
use std::io::{IsTerminal, stdout};
use std::path::Path;

use serde_json::Value;

use crate::atlas::Atlas;
use crate::cli::args::{Edges, Measuring, OutputForm, Picture, PictureForm, Writing};
use crate::cli::drawing::{Drawn, Found, MadeFor, Wishes, drawable, intervals, notes};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::input::Source;
use crate::cli::layers::atlas;
use crate::cli::output::{Added, Output};
use crate::cli::placing::{checked_columns, placer};
use crate::cli::report::Report;
use crate::cli::sink::print;
use crate::cli::stream::{Ends, Stream};
use crate::cli::survey::{Survey, TargetAccuracy, placed_each};
use crate::cli::target::aim;
use crate::cli::usage::Usage;
use crate::cli::workshop::{Question, Verdict};
use crate::io::read::block::Batch;
use crate::io::read::event::Schema;
use crate::io::rows::Cell;
use crate::model::profile::role_columns::RoleColumns;
use crate::query::placing::Placer;
use crate::render::picture;

/// The code of the warning about letters that no font has.
const LETTERS_CODE: &str = "W901";

/// The code of the warning about a box that holds none of the records.
const MISPLACED_CODE: &str = "W902";

/// Draws the map and tells the same in words.
pub(in crate::cli) fn run(asked: &Picture, report: &mut Report) -> Result<Exit, Failure> {
    let form = form(asked)?;
    let source = Source::of(&asked.input)?;
    let atlas = atlas(&asked.atlas, Edges::default(), report)?;
    let wishes = Wishes::of(&asked.drawing, RoleColumns::new(asked.placing.roles.clone()), &atlas)?;
    let measuring = Measuring { to: asked.drawing.intervals.clone(), edges: Edges::default() };
    let aim = asked.drawing.intervals.as_ref().map(|_| aim(&atlas, &measuring, report)).transpose()?;
    let survey = match &aim {
        Some(aim) => {
            let placer = placer(&asked.placing, &atlas)?;
            Some(Survey::new(&atlas, &aim.target, placer, TargetAccuracy::LeftAside))
        }
        None => None,
    };
    let question = Shown { placer: placer(&asked.placing, &atlas)?, survey };
    // a picture has room for credits, as GeoJSON has for metadata: nothing has to stand beside it
    let writing = Writing { format: Some(OutputForm::Geojson), ..asked.writing() };
    let output = Output::new(&writing, Some(&source), Added::default())?.summary(Added::default());
    let ends = Ends { source: &source, reading: &asked.reading, writing: &writing, placing: Some(&asked.placing) };
    let met: RefCell<Vec<Drawn>> = RefCell::default();
    let mut told = Told::default();
    let exit = Stream::new(&ends, &atlas, output, report)?.run_whole(
        &question,
        &mut |answer: &Found, kept| met.borrow_mut().push(drawable(answer, kept.to_feature())),
        |terms, _| drawn(&wishes, &atlas, Parts { records: met.take(), terms, form }, &mut told),
    )?;
    if let Some(survey) = &question.survey {
        survey.tell(report);
    }
    if !told.missing.is_empty() {
        let letters: String = told.missing.iter().collect();
        let text = format!(
            "the built-in font has no {letters}: empty boxes stand for them; name a font that has them with --font, or write SVG"
        );
        report.warning(LETTERS_CODE, &text);
    }
    if let Some(text) = &told.misplaced {
        report.warning(MISPLACED_CODE, text);
    }
    for text in &told.left_out {
        report.note(text);
    }
    match writing.output.as_deref() {
        Some(path) if path != Path::new("-") => print(&(told.alt + "\n"))?,
        _ => report.note(&told.alt),
    }
    Ok(exit)
}

/// What is to be told once the picture is there.
#[derive(Debug, Default)]
struct Told {
    alt: String,
    missing: Vec<char>,
    misplaced: Option<String>,
    left_out: Vec<String>,
}

/// What a picture is made of.
struct Parts {
    records: Vec<Drawn>,
    terms: Option<Value>,
    form: PictureForm,
}

fn drawn(wishes: &Wishes, atlas: &Atlas, parts: Parts, told: &mut Told) -> Result<Vec<u8>, Failure> {
    let mut options = wishes.options(atlas, &parts.records, parts.terms.as_ref());
    options.notes = notes(parts.terms.as_ref());
    options.intervals = wishes.target.as_ref().map(|target| intervals(target, &parts.records));
    let features: Vec<_> = parts.records.into_iter().map(|record| record.feature).collect();
    let made = picture(atlas, &features, &options, wishes.size)?;
    told.misplaced = wishes.misplaced(&MadeFor { records: &features, drawn: made.drawn });
    told.left_out = made.left_out.iter().map(ToString::to_string).collect();
    told.alt = made.alt;
    match parts.form {
        PictureForm::Svg => Ok(made.svg.into_bytes()),
        PictureForm::Png => pixels(&made.svg, wishes, told),
    }
}

#[cfg(feature = "png")]
fn pixels(svg: &str, wishes: &Wishes, told: &mut Told) -> Result<Vec<u8>, Failure> {
    let rendered = crate::render::png(svg, wishes.scale, &wishes.fonts)?;
    told.missing = rendered.missing;
    Ok(rendered.bytes)
}

#[cfg(not(feature = "png"))]
fn pixels(_: &str, _: &Wishes, _: &mut Told) -> Result<Vec<u8>, Failure> {
    Err(Usage::NoPng.into())
}

/// The format: as asked, or as the extension of the output says.
fn form(asked: &Picture) -> Result<PictureForm, Usage> {
    let output = asked.output.as_deref().filter(|path| *path != Path::new("-"));
    let form = match (asked.format, output) {
        (Some(form), _) => form,
        (None, None) => PictureForm::Svg,
        (None, Some(path)) => {
            let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
            match extension.to_ascii_lowercase().as_str() {
                "svg" => PictureForm::Svg,
                "png" => PictureForm::Png,
                _ => return Err(Usage::NoPictureFormat { output: path.to_owned() }),
            }
        }
    };
    match form {
        PictureForm::Png if cfg!(not(feature = "png")) => Err(Usage::NoPng),
        PictureForm::Png if output.is_none() && stdout().is_terminal() => {
            Err(Usage::NotForTerminals { form: "png".to_owned() })
        }
        form => Ok(form),
    }
}

/// Where each record may have been, and how far that is.
struct Shown<'a> {
    placer: Placer<'a>,
    survey: Option<Survey<'a>>,
}

impl Question for Shown<'_> {
    type Answer = Found;

    fn ready_for_many(&self) {
        if let Some(survey) = &self.survey {
            survey.ready_for_many();
        }
    }

    fn columns(&self, table: &Schema) -> Result<(), Usage> {
        checked_columns(&self.placer, table)
    }

    fn answers(&self, batch: &Batch) -> Vec<Found> {
        let places = match &self.survey {
            Some(survey) => survey.placed_each(batch),
            None => placed_each(&self.placer, batch),
        };
        let measured = self.survey.as_ref().map(|survey| survey.far_of_each(&places));
        let mut found: Vec<Found> = places.into_iter().map(Found::placed).collect();
        for (found, far) in found.iter_mut().zip(measured.iter().flatten()) {
            found.measured(far.as_ref());
        }
        found
    }

    fn verdict(&self, _: &Found) -> Verdict {
        Verdict::Offer
    }

    fn cells<'c>(&'c self, _: &'c Found, _: &mut Vec<Cell<'c>>) {}
}
