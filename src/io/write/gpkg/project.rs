//! A QGIS project that opens a package styled: layers in order, time, extent, credit. Not responsible for the styles.

use std::io::{self, Cursor, Write};
use std::path::Path;

use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::io::write::gpkg::class::Class;
use crate::io::write::gpkg::style::{self, QGIS};
use crate::io::write::gpkg::table::{Role, Table};
use crate::io::write::gpkg::xml::{element, escaped};
use crate::io::write::gpkg::{credits, label, naming};
use crate::io::write::sheet::whole::Box2d;

/// The radius of the sphere of EPSG:3857, in metres.
const SPHERE_M: f64 = 6_378_137.0;
/// Where its map ends, in degrees of latitude.
const MERCATOR_END_DEG: f64 = 85.0;
/// Degrees around what is shown, at least.
const MARGIN_DEG: f64 = 0.4;
/// Shares of its width and height that are shown around it; below it stand the credits.
const MARGIN_SHARE: f64 = 0.08;
const MARGIN_BELOW: f64 = 0.24;
/// Days up to which the time slider goes day by day, and month by month.
const BY_DAY: i32 = 92;
const BY_MONTH: i32 = 366 * 20;

const GEODETIC: &str = "<spatialrefsys><proj4>+proj=longlat +datum=WGS84 +no_defs</proj4><srsid>3452</srsid>\
    <srid>4326</srid><authid>EPSG:4326</authid><description>WGS 84</description>\
    <projectionacronym>longlat</projectionacronym><ellipsoidacronym>EPSG:7030</ellipsoidacronym>\
    <geographicflag>true</geographicflag></spatialrefsys>";
const MERCATOR: &str = "<spatialrefsys><proj4>+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 \
    +units=m +nadgrids=@null +wktext +no_defs</proj4><srsid>3857</srsid><srid>3857</srid><authid>EPSG:3857</authid>\
    <description>WGS 84 / Pseudo-Mercator</description><projectionacronym>merc</projectionacronym>\
    <ellipsoidacronym>EPSG:7030</ellipsoidacronym><geographicflag>false</geographicflag></spatialrefsys>";

/// The type of the credits: small, and readable over any colour.
const CREDIT_TYPE: &str = "<text-style fontFamily=\"Noto Sans\" fontSize=\"7\" fontSizeUnit=\"Point\" fontWeight=\"50\" \
    textColor=\"40,40,40,255\" textOpacity=\"1\"><text-buffer bufferDraw=\"1\" bufferSize=\"0.8\" bufferSizeUnits=\"MM\" \
    bufferColor=\"255,255,255,255\" bufferOpacity=\"0.85\" bufferNoFill=\"1\"/></text-style>";

/// What a project is made of.
pub(super) struct Plan<'p> {
    /// The name of the package beside it.
    pub(super) data: &'p str,
    pub(super) tables: &'p [Table],
    /// What the whole tells of itself.
    pub(super) metadata: Option<&'p Value>,
}

impl Plan<'_> {
    /// The project as an archive.
    pub(super) fn packed(&self) -> io::Result<Vec<u8>> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let stem = Path::new(self.data).file_stem().unwrap_or_default().to_string_lossy();
        archive.start_file(format!("{stem}.qgs"), options).map_err(io::Error::other)?;
        archive.write_all(self.xml().as_bytes())?;
        Ok(archive.finish().map_err(io::Error::other)?.into_inner())
    }

    /// The tables from the top of the map to its bottom.
    fn downwards(&self) -> Vec<(usize, &Table)> {
        // what lies under the records and has no place there cannot be seen
        let is_seen = |table: &Table| table.role == Role::Records || table.geometry_type.is_some();
        let mut tables: Vec<(usize, &Table)> =
            self.tables.iter().enumerate().filter(|(_, table)| is_seen(table)).collect();
        let class = |class: Class| Class::ALL.iter().position(|one| *one == class);
        tables.sort_by_key(|(number, table)| (std::cmp::Reverse(table.role.height()), class(table.class), *number));
        tables
    }

    fn xml(&self) -> String {
        let tables = self.downwards();
        let records: Vec<&Table> = self.tables.iter().filter(|table| table.role == Role::Records).collect();
        let title = &naming::title(&records, self.metadata);
        let layers: String = tables.iter().map(|(number, table)| self.map_layer(*number, table)).collect();
        let order = tables.iter().map(|(number, _)| format!("<layer id=\"{}\"/>", id(*number)));
        let order = order.collect::<Vec<_>>().concat();
        format!(
            "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"{QGIS}\" projectname=\"{0}\">\
             <homePath path=\"\"/>{1}<projectCrs>{MERCATOR}</projectCrs>{2}{3}<projectlayers>{layers}</projectlayers>\
             <layerorder>{order}</layerorder>{4}{5}{6}{7}</qgis>\n",
            escaped(title),
            element("title", title),
            self.tree(&tables),
            self.canvas(),
            self.properties(title),
            self.project_metadata(title),
            self.view(),
            self.time(),
        )
    }

    /// The layers as the reader finds them listed: the records, and below them a group of what they are drawn on.
    fn tree(&self, tables: &[(usize, &Table)]) -> String {
        let (records, base): (Vec<_>, Vec<_>) = tables.iter().partition(|(_, table)| table.role == Role::Records);
        let listed =
            |of: &[&(usize, &Table)]| -> String { of.iter().map(|(at, table)| self.listed(*at, table)).collect() };
        let base_group = if base.is_empty() {
            String::new()
        } else {
            format!(
                "<layer-tree-group name=\"Base map\" checked=\"Qt::Checked\" expanded=\"0\">{}</layer-tree-group>",
                listed(&base)
            )
        };
        format!("<layer-tree-group><customproperties/>{}{base_group}</layer-tree-group>", listed(&records))
    }

    fn listed(&self, number: usize, table: &Table) -> String {
        format!(
            "<layer-tree-layer id=\"{}\" name=\"{}\" providerKey=\"ogr\" source=\"{}\" checked=\"Qt::Checked\" expanded=\"{}\"/>",
            id(number),
            escaped(&naming::layer_name(table)),
            escaped(&self.source(table)),
            u8::from(table.role == Role::Records)
        )
    }

    fn source(&self, table: &Table) -> String {
        format!("./{}|layername={}", self.data, table.name)
    }

    fn map_layer(&self, number: usize, table: &Table) -> String {
        let geometry = match table.class {
            Class::Points => "Point",
            Class::Lines => "Line",
            Class::Areas => "Polygon",
            Class::Collections => "Unknown geometry",
            Class::Unplaced => "No geometry",
        };
        let (srs, style) = match table.geometry_type {
            Some(_) => (format!("<srs>{GEODETIC}</srs>"), style::body(table)),
            None => (String::new(), String::new()),
        };
        let labels = u8::from(table.geometry_type.is_some() && label::expression(table).is_some());
        let words = |name: &str, member: &str| -> String {
            table.told(member).into_iter().map(|text| element(name, text)).collect()
        };
        format!(
            "<maplayer type=\"vector\" geometry=\"{geometry}\" labelsEnabled=\"{labels}\" styleCategories=\"AllStyleCategories\" \
             hasScaleBasedVisibilityFlag=\"0\" readOnly=\"0\">{}<id>{}</id>{}<layername>{}</layername>{srs}\
             <resourceMetadata><type>dataset</type><title>{}</title>{}{}{}</resourceMetadata><provider encoding=\"UTF-8\">ogr</provider>{style}</maplayer>",
            table.bounds.map(extent).unwrap_or_default(),
            id(number),
            element("datasource", &self.source(table)),
            escaped(&naming::layer_name(table)),
            escaped(table.told("title").first().unwrap_or(&"")),
            element("abstract", &table.told("disclaimer").join("\n")),
            words("rights", "attribution"),
            words("license", "licence"),
        )
    }

    /// The box that is shown first: that of the records, else that of all.
    fn shown(&self) -> Option<Box2d> {
        let around = |wanted: fn(&&Table) -> bool| {
            self.tables.iter().filter(wanted).filter_map(|table| table.bounds).reduce(Box2d::and)
        };
        let records = around(|table| table.role == Role::Records);
        let Box2d { west, south, east, north } = records.or_else(|| around(|_| true))?;
        let margin = |length: f64, share: f64| MARGIN_DEG.max(length * share);
        let (across, up) = (margin(east - west, MARGIN_SHARE), margin(north - south, MARGIN_SHARE));
        let down = margin(north - south, MARGIN_BELOW);
        Some(Box2d { west: west - across, south: south - down, east: east + across, north: north + up })
    }

    fn canvas(&self) -> String {
        let Some(shown) = self.shown() else { return String::new() };
        format!(
            "<mapcanvas name=\"theMapCanvas\" annotationsVisible=\"1\"><units>meters</units>{}<rotation>0</rotation>\
             <destinationsrs>{MERCATOR}</destinationsrs></mapcanvas>",
            extent(in_mercator(shown))
        )
    }

    fn view(&self) -> String {
        let Some(Box2d { west, south, east, north }) = self.shown() else { return String::new() };
        format!(
            "<ProjectViewSettings UseProjectScales=\"0\" rotation=\"0\"><Scales/><DefaultViewExtent xmin=\"{west}\" \
             ymin=\"{south}\" xmax=\"{east}\" ymax=\"{north}\">{GEODETIC}</DefaultViewExtent></ProjectViewSettings>"
        )
    }

    /// Credit and caution as QGIS prints them on the map, in a corner.
    fn properties(&self, title: &str) -> String {
        // brackets with a percent sign hold expressions there
        let label = |text: &str| element_of("Label", &text.replace("[%", "[ %"));
        format!(
            "<properties><CopyrightLabel><Enabled type=\"bool\">true</Enabled>{}{}<Placement type=\"int\">0</Placement>\
             </CopyrightLabel><TitleLabel><Enabled type=\"bool\">true</Enabled>{}<Placement type=\"int\">4</Placement>\
             </TitleLabel><ScaleBar><Enabled type=\"bool\">true</Enabled><Placement type=\"int\">3</Placement></ScaleBar>\
             <Gui><CanvasColorRedPart type=\"int\">238</CanvasColorRedPart><CanvasColorGreenPart type=\"int\">241\
             </CanvasColorGreenPart><CanvasColorBluePart type=\"int\">243</CanvasColorBluePart></Gui>\
             <Measure><Ellipsoid type=\"QString\">EPSG:7030</Ellipsoid></Measure>\
             <Paths><Absolute type=\"bool\">false</Absolute></Paths>\
             <SpatialRefSys><ProjectionsEnabled type=\"int\">1</ProjectionsEnabled></SpatialRefSys></properties>",
            element_of("Font", CREDIT_TYPE),
            label(&credits::lines(self.tables, self.metadata, title).join("\n")),
            label(title),
        )
    }

    fn project_metadata(&self, title: &str) -> String {
        let credit = credits::lines(self.tables, self.metadata, title).join("\n");
        format!(
            "<projectMetadata><type>dataset</type>{}{}</projectMetadata>",
            element("title", title),
            element("abstract", &credit)
        )
    }

    /// The days between which the records are, for the time slider.
    fn time(&self) -> String {
        let records = self.tables.iter().filter(|table| table.role == Role::Records);
        let Some([first, last]) = naming::days(records) else { return String::new() };
        let length = (last - first).get_days();
        let unit = if length <= BY_DAY {
            "d"
        } else if length <= BY_MONTH {
            "mon"
        } else {
            "y"
        };
        format!(
            "<ProjectTimeSettings timeStep=\"1\" timeStepUnit=\"{unit}\" frameRate=\"1\" cumulativeTemporalRange=\"0\">\
             <TemporalRange><start>{first}T00:00:00Z</start><end>{last}T23:59:59Z</end></TemporalRange></ProjectTimeSettings>"
        )
    }
}

/// The id of a layer; QGIS gives new ones to layers whose ids have ten letters or fewer.
fn id(number: usize) -> String {
    format!("sarhad_layer_{:04}", number + 1)
}

fn element_of(name: &str, text: &str) -> String {
    format!("<{name} type=\"QString\">{}</{name}>", escaped(text))
}

fn extent(Box2d { west, south, east, north }: Box2d) -> String {
    format!("<extent><xmin>{west}</xmin><ymin>{south}</ymin><xmax>{east}</xmax><ymax>{north}</ymax></extent>")
}

/// A box of degrees on the map of EPSG:3857.
///
/// # Source
/// EPSG method 1024, Popular Visualisation Pseudo Mercator.
fn in_mercator(Box2d { west, south, east, north }: Box2d) -> Box2d {
    let x = |lon: f64| SPHERE_M * lon.to_radians();
    let y = |lat: f64| {
        let lat = lat.clamp(-MERCATOR_END_DEG, MERCATOR_END_DEG).to_radians();
        SPHERE_M * (std::f64::consts::FRAC_PI_4 + lat / 2.0).tan().ln()
    };
    Box2d { west: x(west), south: y(south), east: x(east), north: y(north) }
}
