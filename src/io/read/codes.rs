//! Every code a reader can report, with what it means and what to do. Not responsible for one case's numbers and names.

use std::fmt;

use serde::{Serialize, Serializer};

macro_rules! codes {
    ($($name:ident $id:literal $meaning:literal $remedy:literal;)*) => {
        /// The kind of a problem, stable across releases: E1 bytes and syntax, E2 geometry, E3 tables, E4 time, E6 limits, E7
        /// claims, W warnings (W5 what a row counts), N notes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $meaning] $name,)*
        }

        impl Code {
            /// All codes in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code as printed: `E204`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// What it means, in one line.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$name => $meaning,)* }
            }

            /// What to do about it, in one line.
            #[must_use]
            pub const fn remedy(self) -> &'static str {
                match self { $(Self::$name => $remedy,)* }
            }
        }
    };
}

codes! {
    Unreadable "E101" "the input cannot be read" "check the path and its permissions";
    Empty "E102" "the input holds nothing" "check how the file was made";
    NotAFile "E103" "the path is not a file" "name a file, or pipe the data to `-`";
    OtherFormat "E104" "the bytes are of another format" "unpack or convert the file first";
    Utf16 "E105" "the text looks like UTF-16 without a byte order mark" "name it with --encoding utf-16le or utf-16be";
    Encoding "E106" "bytes do not belong to the text's encoding" "name the encoding with --encoding";
    Unpacking "E107" "the compressed file is damaged" "fetch or pack the file again";
    Workbook "E108" "the workbook is damaged, or of a kind that is not read" "save it anew as .xlsx, or save the sheet as CSV";
    Container "E109" "the file is damaged, or of a kind that is not read" "make it anew, or convert it: ogr2ogr -f GeoJSON out.geojson";
    Syntax "E110" "the text is not JSON" "mend the file at the byte named";
    Truncated "E111" "the file ends too early" "fetch the file again";
    Trailing "E112" "text follows the end of the document" "one document a file; many go into a .geojsonl, one a line";
    TooDeep "E113" "a record is nested too deeply" "flatten it, or raise --max-depth";
    DuplicateMember "E114" "a structural member stands twice" "remove one of the two";
    LoneSurrogate "E115" "a string holds half a character (a lone surrogate)" "mend the escape named";
    NotGeoJson "E116" "the document is JSON of another kind" "a FeatureCollection, a Feature or a geometry is needed";
    NotAFeature "E117" "a record is not a Feature" "wrap geometries into Features";
    PropertiesKind "E118" "properties are not an object" "write an object or null";
    IdKind "E119" "an id is neither text nor a number" "write a string or a number";
    DuplicateProperty "E120" "a property stands twice in one record" "rename one of the two";
    NumberLost "E121" "a number has more digits than this build keeps" "write it as text, or build with the feature exact-numbers";
    RecordBytes "E122" "a record's bytes are damaged" "make the file anew";
    GeometryType "E201" "the geometry is of no known type" "use one of the seven GeoJSON geometry types, spelt exactly";
    NotANumber "E202" "a coordinate is not a number" "write decimal degrees";
    NotFinite "E203" "a coordinate is infinite or no number" "write decimal degrees, or leave both coordinates blank";
    Latitude "E204" "a latitude is outside -90..90" "check the value and the order: longitude comes first, or name --lon-column and --lat-column";
    Longitude "E205" "a longitude is outside -180..180" "check the value; --wrap-longitude reads 180..360";
    DecimalComma "E206" "a coordinate is written with a decimal comma" "use --decimal-comma";
    Projected "E208" "the numbers look like projected coordinates" "convert to degrees: ogr2ogr -t_srs EPSG:4326";
    Crs "E209" "the coordinate reference system is not WGS 84" "convert to EPSG:4326 longitude, latitude first";
    Position "E210" "a position is not a list of two or more numbers" "write [longitude, latitude]";
    ShortLine "E211" "a line has fewer than two positions" "remove it or complete it";
    ShortRing "E212" "a ring has fewer than four positions" "remove it or complete it";
    HoleOutside "E213" "a hole lies outside its outer ring" "make it a polygon of its own";
    Wkt "E214" "the text is not a WKT geometry" "check for cut-off text";
    Hemisphere "E215" "a hemisphere letter contradicts the column or the sign" "use N or S for latitudes, E or W for longitudes, without a sign";
    GeometryRefused "E216" "the geometry is not valid" "mend it";
    GeometryBytes "E217" "a geometry's bytes are damaged, or of a kind that is not read" "mend it, or draw it of points, lines and polygons";
    RingClosed "E221" "a ring was closed" "nothing; end rings with their first position";
    RingRewound "E222" "a ring was turned to run as RFC 7946 asks" "nothing";
    DuplicateId "E230" "two records have the same id" "make ids unique; both records are kept";
    UnclosedQuote "E301" "a quote never closes" "close the quote at the line named, or double it";
    Ragged "E302" "a row has more or fewer fields than the header" "quote fields that hold the delimiter";
    DuplicateColumn "E303" "two columns have the same name" "rename one of the two";
    NoPlaceColumns "E304" "no columns for the location were found" "name them with --lon-column and --lat-column, or --wkt-column";
    NoSuchColumn "E305" "a column that was asked for does not exist" "check the spelling against the columns listed";
    NoHeader "E306" "the first row looks like data" "use --no-header with --lon-column and --lat-column (numbers from 1)";
    StrayQuote "E307" "text follows a closing quote" "double quotes inside quoted fields";
    BadDelimiter "E308" "the delimiter cannot divide columns" "name one ASCII character";
    NotOfProfile "E309" "the table is not of the kind that --profile names" "leave --profile out, or name the kind that it is";
    NoSheet "E310" "there is no such sheet" "name one of the sheets listed, or its number from 1";
    ImpossibleDate "E401" "a date or time does not exist" "correct it";
    DepthLimit "E601" "the document is nested too deeply" "raise --max-depth";
    FeatureLimit "E602" "one record is too big" "raise --max-feature-bytes";
    FieldLimit "E603" "one field is too big" "raise --max-field-bytes";
    ColumnLimit "E604" "there are too many columns" "raise --max-columns";
    UnpackLimit "E605" "the compressed file unpacks to too much" "raise --max-unpack-ratio or --max-unpacked-bytes";
    NullIsland "W201" "a point lies at 0, 0" "check that this is not a missing location";
    HalfCoordinate "W202" "one of two coordinates is blank, so the record has no location" "complete it";
    SelfCrossing "W203" "an outline crosses itself" "mend it; nothing is surely inside or outside it";
    AllSwapped "W204" "most points of the file would lie in the atlas' countries with longitude and latitude swapped" "check the order, and name --lon-column and --lat-column for a table";
    UnitDisagrees "W205" "the unit that a row names does not hold its point" "check both; the row is kept, and its area is the unit named";
    PrecisionUnknown "W206" "what a row says of its place means nothing: a code, a radius or a region" "correct it, or say what a code means with --precision-map";
    Swapped "W207" "longitude and latitude of a row are swapped: with the two exchanged its point lies where the row says" "exchange the two in this row";
    WrongSign "W208" "a coordinate has the wrong sign: with the other one the point lies where the row says" "check the hemisphere: N and E are positive";
    PointSlipped "W209" "a coordinate's decimal point has slipped: ten times as much, or a tenth, lies where the row says" "correct the coordinate";
    CountryDisagrees "W210" "the country that a row names does not hold its point" "check both; the row is kept as it is";
    AtSea "W211" "a point lies at sea though its row tells of a place on land, or the other way round" "check the point, and what the row says of its precision";
    CentroidStack "W212" "many rows stand on the middle of a unit as if all of it were one place" "say how precise they are: a precision of district, province or country";
    PlaceDisagrees "W213" "the place that a row names lies far from its point" "check both; the row is kept as it is";
    OutsideAtlas "N205" "points lie in no country of the atlas" "nothing, if the data reach farther than the atlas";
    UnitChanged "N206" "the unit that a row names was split, renamed or merged since one of the two editions was drawn" "nothing, or bring the layer of the row's own edition with --layer districts=FILE";
    UnitUnknown "N207" "the atlas has no unit of the name that a row gives" "check the spelling; the unit was not held against the point";
    FewDecimals "N208" "a point that is called precise has too few decimals to be" "say how precise it is: one decimal is about 11 km";
    Stack "N209" "a large share of the rows stand on one point" "check that it is the place of each, and not where a place was not known";
    Unwatched "N210" "there are too many rows to look for stacks and twins in all of them" "nothing, or check the file in parts";
    PlaceElsewhere "N211" "a place of the name that a row has lies far from its point" "check that the row means another place of that name";
    DatesDisagree "W404" "dates of a row are out of order, or a date cannot be" "correct the one that is wrong";
    MixedDates "W405" "some dates of a column have the day first, others the month" "write YYYY-MM-DD";
    FutureDate "W406" "a date lies in the future" "correct it, or say what day it is with --today";
    AmbiguousDates "N402" "no date of a column tells which number is the day" "write YYYY-MM-DD, or name --date-order where a command has it";
    SourceBefore "N403" "a source is dated before the event that it tells of" "nothing, if it is a page that went on being written; else correct the date";
    ImpossibleToll "W501" "a toll cannot be: below zero, out of order, or not the sum of its parts" "correct the number that is wrong";
    Twins "N501" "two records say the same of date, place, actors and numbers" "check that it is not one event told twice";
    CellErrors "W301" "cells of the sheet hold errors such as #N/A and were read as blank" "mend the formulas, or leave the cells blank";
    MergedCells "W302" "cells of the sheet are merged; their value stands in the first of them, the others are blank" "write the value into each cell that it is true of";
    ShapeElsewhere "W304" "a shape did not fit a cell of a workbook, so its record is read without a location" "read the file that the column names: GeoJSON or GeoPackage";
    PartsPassed "W303" "parts of the file that are no records were passed: overlays, links to other files, tracks, routes" "read those with another tool, if they are needed";
    RepeatedKey "W101" "a key stands twice inside a property's value; the last was kept" "rename one of the two";
    IdsUnchecked "W102" "there are too many ids to look for duplicates in all of them" "nothing";
    NullDate "W401" "a date of zeros was read as no date" "leave it blank";
    SolarHijri "W402" "a date looks like one of the Solar Hijri calendar; it is kept as it is and no filter of dates takes it" "add a column of Gregorian dates, YYYY-MM-DD";
    DateKept "N401" "a date is not written as in ISO 8601 and was kept as text" "write YYYY-MM-DD; day and month are never guessed";
    BomRemoved "N101" "a byte order mark was removed" "nothing";
    Transcoded "N102" "the text was converted to UTF-8" "nothing";
    Unpacked "N103" "the file was unpacked" "nothing";
    ForeignMember "N104" "a member beside the properties was read as a property" "nothing";
    ForeignLost "W103" "a member beside the properties has a property's name and was left out" "rename it";
    HeightDropped "N201" "heights were left out" "nothing";
    ExtraNumbers "N202" "a position has more than three numbers, of which two were read" "nothing";
    LongitudeWrapped "N203" "longitudes beyond 180 were brought back by a full turn" "nothing";
    OtherNotation "N204" "coordinates were read from another notation" "nothing";
    Delimiter "N301" "the columns are not divided by commas" "nothing, or name it with --delimiter";
    CommaRead "N302" "decimal commas were read" "nothing";
    TagsSkipped "N303" "the row of HXL tags was skipped" "nothing";
    NamedColumn "N304" "a column without a name was given one" "name it";
    Headerless "N306" "the table has no header and was recognised by its first row" "nothing, or name it with --profile";
    SheetRead "N307" "one sheet of several was read" "nothing, or name another with --sheet";
    LayersRead "N309" "the records of all layers of the file were read" "nothing, or name one with --sheet";
    BesideShapes "N312" "a part of a shapefile is missing, was chosen, or says what is not read" "keep .shp, .dbf, .prj and .cpg together";
    CrsAssumed "N313" "nothing says the coordinate reference system, and degrees on WGS 84 were assumed" "add the .prj that belongs to it";
    CrsUnstated "N212" "a layer does not say what its coordinates refer to" "nothing, if they are longitudes and latitudes on WGS 84; else convert to EPSG:4326";
    BytesRead "N314" "a column of bytes was read as hexadecimal digits" "nothing";
    Spared "N310" "records outside the box asked for were passed over by the file's index" "nothing";
    NameTaken "N319" "an element has the name of another of its record and says something else" "nothing, or rename the column";
    KindRead "N311" "a column is of a kind that JSON does not have and was read as text" "nothing";
    ArrayRead "N308" "a JSON array of objects was read, each object a record" "nothing";
    NotClaims "E701" "the file holds no set of claims" "name a file of claims: JSON with dataset and records, or a table with incident_id and statement";
    NoRecords "E702" "a set of claims has no record" "check how the file was made";
    ClaimPart "E703" "a part of a claim or of its record is missing or of another kind" "mend the member or column named";
    UnknownPart "W701" "a member or column is no part of the format and was left out" "check its spelling";
    Contradiction "W702" "rows of one record, source or dataset say different things of it; the first is kept" "make them say the same";
    UnknownReference "W703" "a claim names a source, actor or claim that is not in the file" "add it, or mend the id";
    WktRead "N305" "both coordinates are blank, so the location was read from the column of WKT" "nothing";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
