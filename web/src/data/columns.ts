// By which names the columns of other people's tables are known, in the order in which they are asked. Not responsible for what they say.

export const TITLE_COLUMNS = ["title", "label", "name", "event", "headline", "conflict_name", "dyad_name"] as const;
export const SUMMARY_COLUMNS = ["summary", "description"] as const;
export const KIND_COLUMNS = ["what", "event_type", "type", "kind", "category", "incident_type", "attack_type"] as const;
/** Codes of a kind, where no column has it in words. */
export const KIND_CODE_COLUMNS = ["type_of_violence", "eventcode"] as const;
export const ACTOR_COLUMNS = ["actor", "actor1", "actor2", "actor1name", "actor2name", "side_a", "side_b"] as const;
export const WHERE_COLUMNS = ["where", "where_description", "where_coordinates", "location", "place_desc", "actiongeo_fullname"] as const;
export const SOURCE_COLUMNS = ["source", "source_article", "sources", "source_original"] as const;
export const SOURCE_URL_COLUMNS = ["source_url", "sourceurl", "url", "link"] as const;
export const NOTE_COLUMNS = ["note", "notes", "comment", "remarks"] as const;
/** Columns of a day or of a whole span. */
export const SPAN_COLUMNS = ["date", "event_date", "incident_date", "day", "sqldate", "when", "timestamp", "datetime", "year"] as const;
export const START_COLUMNS = ["date_start", "start_date", "begin", "start"] as const;
export const END_COLUMNS = ["date_end", "end_date", "end"] as const;
/** Which of several files that were put together a record came from. */
export const INPUT_COLUMN = "input";

/** Columns that are understood, whether or not they are shown as they are. */
export const UNDERSTOOD: ReadonlySet<string> = new Set([
  ...TITLE_COLUMNS,
  ...SUMMARY_COLUMNS,
  ...KIND_COLUMNS,
  ...KIND_CODE_COLUMNS,
  ...ACTOR_COLUMNS,
  ...WHERE_COLUMNS,
  ...SOURCE_COLUMNS,
  ...SOURCE_URL_COLUMNS,
  ...NOTE_COLUMNS,
  ...SPAN_COLUMNS,
  ...START_COLUMNS,
  ...END_COLUMNS,
  INPUT_COLUMN,
  ..."id actors areas along_border border border_name claim_list claims conflicts distance_m distance_min_m distance_max_m place precision".split(" "),
  ..."radius_m record schematic sub_event_type where_prec geo_precision actiongeo_type date_precision on_border".split(" "),
  ..."longitude lon lng actiongeo_long latitude lat actiongeo_lat event_id_cnty globaleventid relid".split(" "),
  ..."country country_name iso3 country_code actiongeo_countrycode province province_name adm_1 admin1 adm1".split(" "),
  ..."district district_name adm_2 admin2 adm2".split(" "),
]);
