//! What stands before the placemarks: credit, styles, columns. Not responsible for records.

use serde_json::Value;

use crate::io::mark::{MarkColumns, html};
use crate::io::write::credit::{self, CREDIT};
use crate::io::write::format::OutputFormat;
use crate::io::write::kml::shelves::Shelves;
use crate::io::write::sheet::whole::{ColumnKind, Sheet};
use crate::io::write::xml::{XmlText, held};

/// The id of our schema, by which readers of ours know that a placemark's words are made of its columns.
pub(in crate::io) const SCHEMA_ID: &str = "sarhad-records";
/// The member of the document's own data that holds what the output tells of itself, as JSON.
pub(in crate::io) const METADATA: &str = "metadata";
/// The one that names the column of ids.
pub(in crate::io) const ID_COLUMN: &str = "id_column";
/// What follows the name of a column that holds JSON, where people are shown it.
pub(in crate::io) const JSON_SUFFIX: &str = " (JSON)";
/// Ids of ours begin so; records' own do not.
pub(super) const OWN_ID: &str = "sarhad-";

/// The styles, each with its parts: colours are alpha, blue, green, red. No style names an icon, since none is fetched.
const STYLES: [(&str, &str); 6] = [
    ("exact", "<IconStyle><color>ff2b5fd9</color><scale>1</scale></IconStyle>"),
    (
        "radius",
        "<IconStyle><color>ff2b9fe6</color><scale>0.8</scale></IconStyle>\
         <LineStyle><color>ff2b9fe6</color><width>2</width></LineStyle><PolyStyle><color>402b9fe6</color></PolyStyle>",
    ),
    // nothing says how precisely it is placed
    ("unstated", "<IconStyle><color>ff666666</color><scale>0.8</scale></IconStyle>"),
    ("stand-in", "<IconStyle><color>80808080</color><scale>0.6</scale></IconStyle>"),
    (
        "area",
        "<LineStyle><color>ffb26a3c</color><width>2</width></LineStyle><PolyStyle><color>40b26a3c</color></PolyStyle>",
    ),
    ("stretch", "<LineStyle><color>c0b26a3c</color><width>5</width></LineStyle>"),
];

/// How placemarks hold their cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cells {
    /// `SchemaData`, whose columns have types.
    Typed,
    /// `Data`, each with its name: GDAL does not see the columns of a schema in an archive.
    Named,
}

/// How the document is laid out.
pub(super) struct Layout {
    name: String,
    pub(super) cells: Cells,
    metadata: Option<Value>,
    /// The columns' names as XML can hold them, no two alike.
    pub(super) names: Vec<String>,
    types: Vec<(&'static str, ColumnKind)>,
    pub(super) id_column: Option<usize>,
    pub(super) marks: MarkColumns,
    lossy_names: u64,
}

impl Layout {
    pub(super) fn of(sheet: &Sheet, shelves: &Shelves) -> Self {
        let columns = sheet.columns.iter().enumerate();
        let kinds = columns.map(|(number, column)| (shelves.field_type(number, column.kind), column.kind));
        let mut names: Vec<String> = Vec::with_capacity(sheet.columns.len());
        let mut lossy_names = 0;
        for column in &sheet.columns {
            let plain = held(&column.name);
            lossy_names += u64::from(plain != column.name);
            let mut name = plain.clone();
            let mut count = 1;
            while names.contains(&name) {
                count += 1;
                name = format!("{plain}_{count}");
            }
            names.push(name);
        }
        Self {
            name: sheet.layer_name(),
            cells: if sheet.options.format == OutputFormat::Kmz { Cells::Named } else { Cells::Typed },
            metadata: sheet.metadata().cloned(),
            names,
            types: kinds.collect(),
            id_column: sheet.id_column,
            marks: shelves.marks.clone(),
            lossy_names,
        }
    }

    /// Writes all that stands before the first folder.
    pub(super) fn open(&self, xml: &mut XmlText) {
        xml.lossy_texts += self.lossy_names;
        xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.raw("<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document id=\"sarhad-document\">\n");
        xml.element("name", &self.name);
        let credit = self.credit();
        if !credit.is_empty() {
            xml.element("description", &credit);
        }
        for (name, parts) in STYLES {
            xml.raw("<Style");
            xml.attribute("id", &format!("{OWN_ID}{name}"));
            xml.raw(">");
            xml.raw(parts);
            // without it a balloon would fill the columns in as HTML
            xml.raw("<BalloonStyle><text>$[description]</text></BalloonStyle></Style>\n");
        }
        self.own_data(xml);
        self.schema(xml);
    }

    fn own_data(&self, xml: &mut XmlText) {
        let metadata = self.metadata.as_ref().map(|metadata| (METADATA, metadata.to_string()));
        let ids = self.id_column.and_then(|column| self.names.get(column)).map(|name| (ID_COLUMN, name.clone()));
        if metadata.is_none() && ids.is_none() {
            return;
        }
        xml.raw("<ExtendedData>\n");
        for (name, value) in metadata.into_iter().chain(ids) {
            xml.raw("<Data");
            xml.attribute("name", name);
            xml.raw(">");
            xml.raw("<value>");
            xml.text(&value);
            xml.raw("</value></Data>\n");
        }
        xml.raw("</ExtendedData>\n");
    }

    fn schema(&self, xml: &mut XmlText) {
        xml.raw("<Schema name=\"records\"");
        xml.attribute("id", SCHEMA_ID);
        xml.raw(">\n");
        for (name, (field_type, kind)) in self.names.iter().zip(&self.types) {
            xml.raw("<SimpleField");
            xml.attribute("type", field_type);
            xml.attribute("name", name);
            if *kind == ColumnKind::Nested {
                xml.raw("><displayName>");
                xml.text(&format!("{}{JSON_SUFFIX}", html(name)));
                xml.raw("</displayName></SimpleField>\n");
            } else {
                xml.raw("/>\n");
            }
        }
        xml.raw("</Schema>\n");
    }

    /// What people should read of the whole, as HTML.
    fn credit(&self) -> String {
        let told = |member: &'static str| {
            credit::told(self.metadata.as_ref(), member).into_iter().map(move |text| (member, text))
        };
        let paragraph = |(member, text): (&str, &str)| match member {
            "description" => format!("<p>{}</p>", html(text)),
            member => format!("<p>{member}: {}</p>", html(text)),
        };
        CREDIT.iter().flat_map(|member| told(member)).map(paragraph).collect::<Vec<_>>().concat()
    }
}
