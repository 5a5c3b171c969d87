//! The files that a shapefile is made of: beside one another in a folder, or in an archive. Not responsible for what they say.

use std::fs::{self, File};
use std::io::{BufReader, Cursor, Read, Seek};
use std::path::{Path, PathBuf};

use crate::io::read::escape::Quoted;
use crate::io::read::hurdle::what_of;
use crate::io::read::options::{Limits, ReadOptions};
use crate::io::read::shapefile::unreadable;
use crate::io::read::sniff::is_zip;
use crate::io::read::what::{BesideShapes, What};
use crate::io::read::zip;

/// Files of text beside the shapes that are longer say something else.
const TEXT_BYTES_MAX: u64 = 64 << 10;
/// Positions of shapes take 8 bytes each: eight million shapes.
const INDEX_BYTES_MAX: u64 = 64 << 20;

/// Bytes that are read at places of their own choice.
pub(super) trait Bytes: Read + Seek {}
impl<T: Read + Seek> Bytes for T {}

/// What was found of a shapefile.
pub(super) struct Parts {
    pub(super) shp: Box<dyn Bytes>,
    pub(super) shx: Option<Vec<u8>>,
    pub(super) dbf: Option<Box<dyn Bytes>>,
    pub(super) cpg: Option<String>,
    pub(super) prj: Option<String>,
}

/// The parts of the shapefile at `path`.
pub(super) fn open(path: &Path, options: &ReadOptions, notes: &mut Vec<What>) -> Result<Parts, What> {
    let mut file = File::open(path).map_err(|error| what_of(&error))?;
    let mut head = Vec::new();
    (&mut file).take(4).read_to_end(&mut head).map_err(|error| what_of(&error))?;
    if is_zip(&head) { in_archive(path, options, notes) } else { beside(path, options, notes) }
}

fn beside(path: &Path, options: &ReadOptions, notes: &mut Vec<What>) -> Result<Parts, What> {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    if let Some(asked) = options.sheet.as_ref().filter(|asked| **asked != stem && *asked != "1") {
        return Err(What::NoSheet { name: Quoted::new(asked), sheets: stem });
    }
    let open = |path: PathBuf| File::open(path).map_err(|error| what_of(&error));
    let opened = |path: PathBuf| Ok::<_, What>(Box::new(BufReader::new(open(path)?)) as Box<dyn Bytes>);
    let whole = |path: PathBuf, limit: u64| {
        let mut bytes = Vec::new();
        open(path)?.take(limit).read_to_end(&mut bytes).map_err(|error| what_of(&error))?;
        Ok::<_, What>(bytes)
    };
    let text = |extension: &str| -> Result<Option<String>, What> {
        let bytes = sibling(path, extension).map(|path| whole(path, TEXT_BYTES_MAX)).transpose()?;
        Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    };
    let index = sibling(path, "shx").map(|path| whole(path, INDEX_BYTES_MAX + 1)).transpose()?;
    // half an index would lose the shapes behind it
    let shx = index.filter(|bytes| {
        let fits = bytes.len() as u64 <= INDEX_BYTES_MAX;
        if !fits {
            notes.push(What::BesideShapes(BesideShapes::LongIndex { limit: INDEX_BYTES_MAX }));
        }
        fits
    });
    Ok(Parts {
        shp: opened(path.to_owned())?,
        shx,
        dbf: sibling(path, "dbf").map(opened).transpose()?,
        cpg: text("cpg")?,
        prj: text("prj")?,
    })
}

/// The file beside `path` that has this extension, in small letters or capitals.
fn sibling(path: &Path, extension: &str) -> Option<PathBuf> {
    let capitals = extension.to_ascii_uppercase();
    let usual = [path.with_extension(extension), path.with_extension(&capitals)];
    if let Some(found) = usual.into_iter().find(|path| path.is_file()) {
        return Some(found);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut names: Vec<PathBuf> = fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    names.sort();
    let wanted = path.with_extension(extension).file_name()?.to_string_lossy().to_lowercase();
    names.into_iter().find(|found| {
        found.file_name().is_some_and(|name| name.to_string_lossy().to_lowercase() == wanted) && found.is_file()
    })
}

fn in_archive(path: &Path, options: &ReadOptions, notes: &mut Vec<What>) -> Result<Parts, What> {
    let Limits { unpacked_bytes: limit, .. } = options.limits;
    let mut archive = Vec::new();
    let file = File::open(path).map_err(|error| what_of(&error))?;
    file.take(limit.saturating_add(1)).read_to_end(&mut archive).map_err(|error| what_of(&error))?;
    if archive.len() as u64 > limit {
        return Err(What::UnpackedBytes { limit });
    }
    let names = zip::names(&archive).map_err(of_archive)?;
    if let Some(name) = names.iter().find(|name| zip::leads_out(name)) {
        return Err(unreadable(format!("its archive names {}, which leads out of it", Quoted::new(name).as_str())));
    }
    let shapes: Vec<&String> = names.iter().filter(|name| ends_in(name, ".shp") && !is_hidden(name)).collect();
    let chosen = chosen(&shapes, options.sheet.as_deref())?;
    let stem = &chosen[..chosen.len() - ".shp".len()];
    let beside = |extension: &str| {
        let wanted = format!("{stem}.{extension}").to_lowercase();
        names.iter().find(|name| name.to_lowercase() == wanted).cloned()
    };
    let wanted: Vec<Option<String>> =
        [Some(chosen.to_owned()), beside("shx"), beside("dbf"), beside("cpg"), beside("prj")].to_vec();
    let flat: Vec<&str> = wanted.iter().flatten().map(String::as_str).collect();
    let mut parts = zip::picked(&archive, options.limits, &flat).map_err(of_archive)?;
    let mut take = |name: &Option<String>| {
        let at = parts.iter().position(|part| Some(&part.name) == name.as_ref())?;
        Some(parts.swap_remove(at).into_bytes())
    };
    let text = |bytes: Option<Vec<u8>>| bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    notes.push(What::BesideShapes(BesideShapes::OutOfArchive { name: Quoted::new(chosen) }));
    let cursor = |bytes: Vec<u8>| Box::new(Cursor::new(bytes)) as Box<dyn Bytes>;
    Ok(Parts {
        shp: take(&wanted[0]).map(cursor).ok_or_else(|| unreadable("its archive lacks it"))?,
        shx: take(&wanted[1]),
        dbf: take(&wanted[2]).map(cursor),
        cpg: text(take(&wanted[3])),
        prj: text(take(&wanted[4])),
    })
}

fn ends_in(name: &str, extension: &str) -> bool {
    name.len() > extension.len() && name.to_ascii_lowercase().ends_with(extension)
}

/// Whether `name` is one of those that macOS adds to archives.
fn is_hidden(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with("._") || part == "__MACOSX")
}

/// The shapes that are asked for by name or by number from 1, or the only ones.
fn chosen<'n>(shapes: &[&'n String], asked: Option<&str>) -> Result<&'n str, What> {
    let stem = |name: &str| {
        let last = name.rsplit('/').next().unwrap_or_default();
        last[..last.len() - ".shp".len()].to_owned()
    };
    let all = || shapes.iter().map(|name| Quoted::new(&stem(name)).as_str().to_owned()).collect::<Vec<_>>().join(", ");
    match (asked, shapes) {
        (_, []) => Err(unreadable("there is no .shp in its archive")),
        (None, [one]) => Ok(one),
        (None, _) => Err(unreadable(format!("its archive holds several: {}; name one with --sheet", all()))),
        (Some(asked), _) => {
            let number = || asked.parse::<usize>().ok()?.checked_sub(1).and_then(|number| shapes.get(number));
            let named = shapes.iter().find(|name| stem(name) == asked || name.as_str() == asked).or_else(number);
            named.map(|name| name.as_str()).ok_or_else(|| What::NoSheet { name: Quoted::new(asked), sheets: all() })
        }
    }
}

/// The words for archives are those for workbooks.
fn of_archive(what: What) -> What {
    match what {
        What::Workbook { reason } => unreadable(format!("as an archive, {reason}")),
        other => other,
    }
}
