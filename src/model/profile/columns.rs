//! The columns that published tables of events have, in their order, and which of them mean what. Not responsible for
//! recognising a table by them.
//!
//! # Source
//! - UCDP: *GED Codebook version 23.1*; candidate releases have the same columns; the edition on HDX has `iso3` too.
//! - ACLED: *Codebook* and its API's documentation.
//! - GDELT: *Event Database Codebook 1.0* and *2.0*, and the header rows beside them.
//! - osint-geo-extractor: the fields of its `Event`.

use crate::model::profile::Role;

/// UCDP GED's 49 columns.
pub(super) const UCDP: &str = "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id \
    conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b \
    number_of_sources source_article source_office source_date source_headline source_original where_prec \
    where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region \
    event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob";

/// What the edition on HDX has beside them.
pub(super) const UCDP_HDX_MORE: &str = "iso3";

/// ACLED's 31 columns.
pub(super) const ACLED: &str = "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 \
    assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 \
    location latitude longitude geo_precision source source_scale notes fatalities tags timestamp";

/// Columns of older and newer exports of ACLED.
pub(super) const ACLED_MORE: &str =
    "data_id event_id_no_cnty iso3 population_1km population_2km population_5km population_best";

/// GDELT 1.0's 58 columns; files from before April 2013 lack the last.
pub(super) const GDELT_1: &[&str] = &[
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    "Actor1Geo_Type",
    "Actor1Geo_FullName",
    "Actor1Geo_CountryCode",
    "Actor1Geo_ADM1Code",
    "Actor1Geo_Lat",
    "Actor1Geo_Long",
    "Actor1Geo_FeatureID",
    "Actor2Geo_Type",
    "Actor2Geo_FullName",
    "Actor2Geo_CountryCode",
    "Actor2Geo_ADM1Code",
    "Actor2Geo_Lat",
    "Actor2Geo_Long",
    "Actor2Geo_FeatureID",
    "ActionGeo_Type",
    "ActionGeo_FullName",
    "ActionGeo_CountryCode",
    "ActionGeo_ADM1Code",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "ActionGeo_FeatureID",
    "DATEADDED",
    "SOURCEURL",
];

/// GDELT 2.0's 61 columns: those of 1.0, and a second division of each place.
pub(super) const GDELT_2: &[&str] = &[
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    "Actor1Geo_Type",
    "Actor1Geo_FullName",
    "Actor1Geo_CountryCode",
    "Actor1Geo_ADM1Code",
    "Actor1Geo_ADM2Code",
    "Actor1Geo_Lat",
    "Actor1Geo_Long",
    "Actor1Geo_FeatureID",
    "Actor2Geo_Type",
    "Actor2Geo_FullName",
    "Actor2Geo_CountryCode",
    "Actor2Geo_ADM1Code",
    "Actor2Geo_ADM2Code",
    "Actor2Geo_Lat",
    "Actor2Geo_Long",
    "Actor2Geo_FeatureID",
    "ActionGeo_Type",
    "ActionGeo_FullName",
    "ActionGeo_CountryCode",
    "ActionGeo_ADM1Code",
    "ActionGeo_ADM2Code",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "ActionGeo_FeatureID",
    "DATEADDED",
    "SOURCEURL",
];

/// The fields of an event of osint-geo-extractor.
pub(super) const OSINT: &str = "id date latitude longitude place_desc title description source links";

/// Columns that only our own tables have.
pub(super) const SARHAD: &str = "interval_method along_border areas date_precision distance_min_m distance_max_m stated_lon \
    stated_lat nearest_border country_id province_id district_id toll_kind precision radius_m generalised record";

/// A role and the names of its column, the surest first.
pub(super) type RoleNames = (Role, &'static [&'static str]);

/// Roles in UCDP's tables.
pub(super) const UCDP_ROLES: &[RoleNames] = &[
    (Role::Id, &["id"]),
    (Role::Lon, &["longitude"]),
    (Role::Lat, &["latitude"]),
    (Role::Date, &["date_start"]),
    (Role::DateEnd, &["date_end"]),
    (Role::DatePrecision, &["date_prec"]),
    (Role::Precision, &["where_prec"]),
    (Role::Type, &["type_of_violence"]),
    (Role::Actor1, &["side_a"]),
    (Role::Actor2, &["side_b"]),
    (Role::Deaths, &["best"]),
    (Role::Country, &["country"]),
    (Role::Province, &["adm_1"]),
    (Role::District, &["adm_2"]),
    (Role::Place, &["where_coordinates"]),
    (Role::Source, &["source_article"]),
    (Role::Notes, &["where_description"]),
];

/// Roles in ACLED's tables.
pub(super) const ACLED_ROLES: &[RoleNames] = &[
    (Role::Id, &["event_id_cnty", "data_id"]),
    (Role::Lon, &["longitude"]),
    (Role::Lat, &["latitude"]),
    (Role::Date, &["event_date"]),
    (Role::DatePrecision, &["time_precision"]),
    (Role::Precision, &["geo_precision"]),
    (Role::Type, &["event_type"]),
    (Role::Actor1, &["actor1"]),
    (Role::Actor2, &["actor2"]),
    (Role::Deaths, &["fatalities"]),
    (Role::Country, &["country"]),
    (Role::Province, &["admin1"]),
    (Role::District, &["admin2"]),
    (Role::Place, &["location"]),
    (Role::Source, &["source"]),
    (Role::Notes, &["notes"]),
];

/// Roles in GDELT's tables.
pub(super) const GDELT_ROLES: &[RoleNames] = &[
    (Role::Id, &["globaleventid"]),
    (Role::Lon, &["actiongeo_long"]),
    (Role::Lat, &["actiongeo_lat"]),
    (Role::Date, &["sqldate"]),
    (Role::Precision, &["actiongeo_type"]),
    (Role::Type, &["eventcode"]),
    (Role::Actor1, &["actor1name"]),
    (Role::Actor2, &["actor2name"]),
    (Role::Country, &["actiongeo_countrycode"]),
    (Role::Province, &["actiongeo_adm1code"]),
    (Role::Place, &["actiongeo_fullname"]),
    (Role::Source, &["sourceurl"]),
];

/// Roles in osint-geo-extractor's tables.
pub(super) const OSINT_ROLES: &[RoleNames] = &[
    (Role::Id, &["id"]),
    (Role::Lon, &["longitude"]),
    (Role::Lat, &["latitude"]),
    (Role::Date, &["date"]),
    (Role::Place, &["place_desc"]),
    (Role::Source, &["source"]),
    (Role::Notes, &["description"]),
];

/// Roles in any other table, by the names that people give to columns, and those of published tables but GDELT's codes of units,
/// which are others than ours.
pub(super) const PLAIN_ROLES: &[RoleNames] = &[
    (
        Role::Id,
        &[
            "id",
            "event_id_cnty",
            "globaleventid",
            "event_id",
            "incident_id",
            "record_id",
            "uid",
            "data_id",
            "no",
            "ref",
        ],
    ),
    (
        Role::Lon,
        &[
            "geometry_lon",
            "longitude",
            "lon",
            "lng",
            "long",
            "longitude_dd",
            "lon_dd",
            "long_dd",
            "decimallongitude",
            "geo_lon",
            "geo_long",
            "actiongeo_long",
            "point_x",
            "x",
            "xcoord",
            "gps_lon",
            "gps_longitude",
            "east",
            "easting",
            "gps_east",
        ],
    ),
    (
        Role::Lat,
        &[
            "geometry_lat",
            "latitude",
            "lat",
            "latitude_dd",
            "lat_dd",
            "decimallatitude",
            "geo_lat",
            "actiongeo_lat",
            "point_y",
            "y",
            "ycoord",
            "gps_lat",
            "gps_latitude",
            "north",
            "northing",
            "gps_north",
        ],
    ),
    (
        Role::Date,
        &[
            "date_start",
            "date",
            "event_date",
            "incident_date",
            "start_date",
            "sqldate",
            "day",
            "when",
            "timestamp",
            "year",
        ],
    ),
    (Role::DateEnd, &["date_end", "end_date"]),
    (Role::DatePrecision, &["date_precision", "date_prec", "time_precision"]),
    (Role::Precision, &["precision", "where_prec", "geo_precision", "location_precision", "accuracy"]),
    (Role::Radius, &["radius_m"]),
    (
        Role::Type,
        &["type", "event_type", "type_of_violence", "eventcode", "kind", "category", "incident_type", "attack_type"],
    ),
    (Role::Actor1, &["actor1", "actor1name", "actor", "side_a", "perpetrator", "group", "claimed_by"]),
    (Role::Actor2, &["actor2", "actor2name", "side_b", "target"]),
    (Role::Deaths, &["deaths", "killed", "fatalities", "best", "toll", "dead"]),
    (Role::Country, &["country", "country_name", "country_code", "iso", "iso3"]),
    (Role::Province, &["province", "adm_1", "admin1", "adm1", "state", "ostan"]),
    (Role::District, &["district", "adm_2", "admin2", "adm2", "county", "shahrestan"]),
    (
        Role::Place,
        &["where_coordinates", "location", "place", "place_desc", "town", "locality", "city", "village", "site"],
    ),
    (Role::Source, &["source", "sources", "url", "link", "reference"]),
    (Role::Notes, &["notes", "note", "description", "summary", "remarks", "comment", "comments"]),
];
