//! Filters in text and JSON, asked of a small table by hand.

use std::fmt::Write as _;

use geo_types::{Geometry, LineString, Point, polygon};
use sarhad::io::read::cql2::{Cql2Error, Position, filter_of_json, filter_of_text};
use sarhad::query::filter::{
    ColumnId, ColumnKind, Expression, Filter, FilterError, Moment, Row, Scalar, Schema, Span, Value, conformance,
};

/// One row of the table below.
pub(crate) struct Line {
    values: Vec<Held>,
    geometry: Option<Geometry<f64>>,
}

enum Held {
    None,
    Text(&'static str),
    Whole(i64),
    Real(f64),
    Flag(bool),
    Time(Span),
    List(Vec<Scalar>),
}

impl Row for Line {
    fn value(&self, column: ColumnId) -> Value<'_> {
        match &self.values[column.0] {
            Held::None => Value::Null,
            Held::Text(text) => Value::Text(text),
            Held::Whole(whole) => Value::Integer(*whole),
            Held::Real(real) => Value::Number(*real),
            Held::Flag(flag) => Value::Boolean(*flag),
            Held::Time(span) => Value::Time(*span),
            Held::List(members) => Value::List(members),
        }
    }

    fn geometry(&self) -> Option<&Geometry<f64>> {
        self.geometry.as_ref()
    }
}

pub(crate) fn schema() -> Schema {
    let columns = [
        ("name", ColumnKind::Text),
        ("other", ColumnKind::Text),
        ("dead", ColumnKind::Number),
        ("km", ColumnKind::Number),
        ("claimed", ColumnKind::Boolean),
        ("date", ColumnKind::Time),
        ("seen", ColumnKind::Time),
        ("tags", ColumnKind::List),
        ("geom", ColumnKind::Geometry),
    ];
    Schema::new(columns.map(|(name, kind)| (name.to_owned(), kind)))
}

fn moment(text: &str) -> Held {
    Held::Time(Span::at(Moment::parse(text).unwrap()))
}

fn span(start: &str, end: &str) -> Held {
    Held::Time(Span::new(Moment::parse(start).unwrap(), Moment::parse(end).unwrap()).unwrap())
}

/// A: a point in Kech with all values; B: a point across the border, known to June 2024; C: a line; D: an area; E: nothing.
pub(crate) fn table() -> [(char, Line); 5] {
    let tags = |words: &[&str]| Held::List(words.iter().map(|word| Scalar::Text((*word).to_owned())).collect());
    let kech_values = vec![
        Held::Text("Kēch"),
        Held::Text("Kech"),
        Held::Whole(9),
        Held::Real(12.5),
        Held::Flag(true),
        moment("2024-01-28"),
        moment("2024-01-28T05:30:00Z"),
        tags(&["road", "night"]),
        Held::None,
    ];
    let saravan_values = vec![
        Held::Text("SARAVAN"),
        Held::Text("SARAVAN"),
        Held::Whole(0),
        Held::Real(25.0),
        Held::Flag(false),
        span("2024-06-01", "2024-06-30"),
        moment("2024-06-03T23:59:59.5Z"),
        tags(&["road"]),
        Held::None,
    ];
    let line_values = vec![
        Held::Text("Saravan 100%"),
        Held::None,
        Held::Whole(9_007_199_254_740_993),
        Held::None,
        Held::None,
        moment("2023-12-31"),
        Held::None,
        tags(&[]),
        Held::None,
    ];
    let area_values = vec![
        Held::Text("it's"),
        Held::Text(""),
        Held::Whole(-4),
        Held::Real(-0.5),
        Held::Flag(true),
        Held::None,
        moment("2025-01-01T00:00:00+04:30"),
        Held::None,
        Held::None,
    ];
    let area = polygon![(x: 0.0, y: 0.0), (x: 10.0, y: 0.0), (x: 10.0, y: 10.0), (x: 0.0, y: 10.0)];
    let line = LineString::from(vec![(-5.0, 5.0), (5.0, 5.0)]);
    [
        ('A', Line { values: kech_values, geometry: Some(Point::new(62.0, 26.0).into()) }),
        ('B', Line { values: saravan_values, geometry: Some(Point::new(10.0, 5.0).into()) }),
        ('C', Line { values: line_values, geometry: Some(line.into()) }),
        ('D', Line { values: area_values, geometry: Some(area.into()) }),
        ('E', Line { values: (0..9).map(|_| Held::None).collect(), geometry: None }),
    ]
}

pub(crate) fn filter(text: &str) -> Filter {
    let expression = filter_of_text(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    Filter::new(&expression, &schema()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The rows of the table for which a filter is true, and after a blank those of which it is unknown.
#[track_caller]
pub(crate) fn check(text: &str, expected: &str) {
    let filter = filter(text);
    let (mut meet, mut unknown) = (String::new(), String::new());
    for (name, row) in &table() {
        match filter.truth(row) {
            Some(true) => meet.push(*name),
            None => unknown.push(*name),
            Some(false) => {}
        }
    }
    assert_eq!(format!("{meet} {unknown}").trim_end(), expected, "{text}");
}

#[test]
fn values_are_compared() {
    check("dead = 9", "A E");
    check("dead <> 9", "BCD E");
    check("dead < 9", "BD E");
    check("dead <= 9", "ABD E");
    check("dead > 9", "C E");
    check("dead >= 9.0", "AC E");
    check("9 = dead", "A E");
    check("dead = 9007199254740992", " E");
    check("dead = 9007199254740993", "C E");
    check("km > -1e0", "ABD CE");
    check("name = 'it''s'", "D E");
    check(r"name = 'it\'s'", "D E");
    check("name >= 'Saravan'", "CD E");
    check("\"name\" = other", "B CE");
    check("claimed", "AD CE");
    check("claimed = FALSE", "B CE");
    check("NOT claimed", "B CE");
    check("TRUE", "ABCDE");
    check("false", "");
}

#[test]
fn null_is_unknown_and_left_out() {
    check("dead IS NULL", "E");
    check("dead is not null", "ABCD");
    check("geom IS NULL", "E");
    check("(claimed AND km > 0) IS NULL", "CE");
    check("claimed AND FALSE", "");
    check("claimed AND TRUE", "AD CE");
    check("claimed OR TRUE", "ABCDE");
    check("claimed OR FALSE", "AD CE");
    check("NOT (claimed OR dead > 100)", "B E");
    check("NOT (claimed AND dead > 100)", "ABD CE");
    check("claimed OR NOT claimed", "ABD CE");
    check("km IN (25, 12.5)", "AB CE");
    check("km NOT IN (25, 12.5)", "D CE");
}

#[test]
fn ranges_lists_and_patterns() {
    check("dead BETWEEN 0 AND 9", "AB E");
    check("dead NOT BETWEEN 0 AND 9 AND dead < 100", "D E");
    check("NOT dead BETWEEN 0 AND 9", "CD E");
    check("date BETWEEN DATE('2024-01-01') AND DATE('2024-12-31')", "AB DE");
    check("name IN ('SARAVAN', 'it''s', 'x')", "BD E");
    check("name IN (other)", "B CE");
    check("dead IN (2*4+1, 9007199254740993)", "AC E");
    check("claimed IN (TRUE)", "AD CE");
    check("claimed IN (FALSE, (dead > 8))", "AB CE");
    check("date IN (DATE('2024-01-28'), DATE('2023-12-31'))", "AC DE");
    check("name LIKE 'S%'", "BC E");
    check("name NOT LIKE 'S%'", "AD E");
    check("name LIKE '_t%'", "D E");
    check(r"name LIKE '%\%'", "C E");
    check("name LIKE '%\u{113}%'", "A E");
}

#[test]
fn case_and_accents_may_not_count() {
    check("CASEI(name) = CASEI('saravan')", "B E");
    check("CASEI(name) LIKE CASEI('SARAVAN%')", "BC E");
    check("ACCENTI(name) = 'Kech'", "A E");
    check("accenti(casei(name)) LIKE accenti(casei('KÉCH'))", "A E");
    check("CASEI(name) IN (CASEI('saravan'), CASEI('IT''S'))", "BD E");
    check("ACCENTI(name) = other", "AB CE");
}

#[test]
fn numbers_are_reckoned() {
    check("dead = 3 * (1 + 2)", "A E");
    check("dead = 2 ^ 3 + 1", "A E");
    check("dead - 1 = 2 * 2 ^ 2", "A E");
    check("dead div 2 = 4", "A E");
    check("dead / 2 = 4.5", "A E");
    check("dead % 4 = 1 AND dead < 100", "A E");
    check("-dead = 4", "D E");
    check("dead = -4", "D E");
    check("dead-4 = -8", "D E");
    check("km * 2 = 25", "A CE");
    check("10 / dead > 1", "A BE");
    check("1 / 0 = 1", " ABCDE");
    check("9223372036854775807 + 1 > 9223372036854770000", "ABCDE");
    check("dead = -2^2 + 5", "A E");
}

#[test]
fn days_instants_and_spans_are_compared() {
    check("date = DATE('2024-01-28')", "A DE");
    check("date = '2024-01-28'", "A DE");
    check("date < DATE('2024-06-01')", "AC DE");
    // June 2024 is after May and before July; of the middle of June nobody knows
    check("date > DATE('2024-05-31')", "B DE");
    check("date >= DATE('2024-06-01')", "B DE");
    check("date > DATE('2024-06-15')", " BDE");
    check("date <= DATE('2024-06-30')", "ABC DE");
    check("seen > TIMESTAMP('2024-06-03T23:59:59Z')", "BD CE");
    check("seen < TIMESTAMP('2024-12-31T19:30:01Z')", "ABD CE");
    check("seen = DATE('2024-01-28')", "A CE");
    check("seen >= DATE('2024-06-03')", "BD CE");
    // A was seen on its day; of B the day is not known
    check("seen > date", " BCDE");
}

#[test]
fn a_span_does_not_end_before_it_starts() {
    let day = |text: &str| Moment::parse(text).unwrap();
    assert_eq!(Span::new(Moment::FUTURE, Moment::PAST), None);
    assert_eq!(Span::new(day("2024-06-02"), day("2024-06-01")), None);
    assert!(Span::new(day("2024-06-01"), day("2024-06-01T12:00:00Z")).is_some());
}

#[test]
fn times_follow_each_other() {
    check("T_AFTER(date, DATE('2024-01-27'))", "AB DE");
    check("T_BEFORE(date, INTERVAL('2024-06-01', '..'))", "AC DE");
    check("T_DISJOINT(date, INTERVAL('2024-06-15', '2024-06-20'))", "AC DE");
    check("T_INTERSECTS(date, INTERVAL('2024-01-28', '2024-06-01'))", "AB DE");
    check("T_INTERSECTS(date, INTERVAL('..', '..'))", "ABC DE");
    check("T_INTERSECTS(seen, DATE('2024-06-03'))", "B CE");
    check("T_EQUALS(date, INTERVAL('2024-06-01', '2024-06-30'))", "B DE");
    check("T_CONTAINS(date, INTERVAL('2024-06-02', '2024-06-03'))", "B DE");
    check("T_DURING(date, INTERVAL('2024-01-01', '2024-12-31'))", "AB DE");
    check("T_STARTS(date, INTERVAL('2024-06-01', '..'))", "B DE");
    check("T_STARTEDBY(date, INTERVAL('2024-06-01', '2024-06-02'))", "B DE");
    check("T_FINISHES(date, INTERVAL('..', '2024-06-30'))", "B DE");
    check("T_FINISHEDBY(date, INTERVAL('2024-06-29', '2024-06-30'))", "B DE");
    check("T_MEETS(date, INTERVAL('2024-06-30', '2024-07-30'))", "B DE");
    check("T_METBY(date, INTERVAL('2024-05-30', '2024-06-01'))", "B DE");
    check("T_OVERLAPS(date, INTERVAL('2024-06-15', '2024-07-15'))", "B DE");
    check("T_OVERLAPPEDBY(date, INTERVAL('2024-05-15', '2024-06-15'))", "B DE");
    check("T_BEFORE(INTERVAL(date, seen), DATE('2024-02-01'))", "A CDE");
}

#[test]
fn shapes_lie_to_each_other() {
    check("S_INTERSECTS(geom, BBOX(60, 25, 63, 27))", "A E");
    check("S_INTERSECTS(geom, ENVELOPE(60, 25, 63, 27))", "A E");
    check("S_INTERSECTS(geom, BBOX(60, 25, -1000, 63, 27, 1000))", "A E");
    check("S_INTERSECTS(geom, POINT(10 5))", "BD E");
    check("S_INTERSECTS(POINT Z (10 5 3), geom)", "BD E");
    check("S_DISJOINT(geom, POINT(10 5))", "AC E");
    check("S_TOUCHES(geom, POLYGON((0 0, 10 0, 10 10, 0 10, 0 0)))", "B E");
    check("S_WITHIN(geom, POLYGON((-9 -9, 11 -9, 11 11, -9 11, -9 -9)))", "BCD E");
    check("S_WITHIN(geom, POLYGON((0 0, 10 0, 10 10, 0 10, 0 0)))", "D E");
    check("S_CONTAINS(POLYGON((-9 -9, 11 -9, 11 11, -9 11, -9 -9)), geom)", "BCD E");
    check("S_CONTAINS(geom, POINT(1 5))", "CD E");
    check("S_CONTAINS(geom, POINT(10 5))", "B E");
    check("S_CROSSES(geom, POLYGON((0 0, 10 0, 10 10, 0 10, 0 0)))", "C E");
    check("S_CROSSES(geom, LINESTRING(0 0, 0 10))", "C E");
    check("S_OVERLAPS(geom, BBOX(5, 5, 15, 15))", "D E");
    check("S_EQUALS(geom, POLYGON((10 0, 10 10, 0 10, 0 0, 10 0)))", "D E");
    check("S_EQUALS(geom, MULTIPOINT(62 26))", "A E");
    check("S_EQUALS(geom, geom)", "ABCD E");
    check("S_INTERSECTS(geom, MULTIPOINT((62 26), (10 5)))", "ABD E");
    check("S_INTERSECTS(geom, GEOMETRYCOLLECTION(POINT(62 26), LINESTRING(-6 5, -4 5)))", "AC E");
    check(
        "S_INTERSECTS(geom, POLYGON((-1 -1, 11 -1, 11 11, -1 11, -1 -1), (-.5 -.5, 10.5 -.5, 10.5 10.5, -.5 10.5, -.5 -.5)))",
        "C E",
    );
    // from 61° E eastwards round the world to 1° W
    check("S_INTERSECTS(geom, BBOX(61, -90, -1, 90))", "AC E");
    check("S_INTERSECTS(geom, BBOX(10, 5, 10, 5))", "BD E");
}

#[test]
fn lists_are_sets() {
    check("A_CONTAINS(tags, ('road'))", "AB DE");
    check("A_CONTAINS(tags, ('road', 'night'))", "A DE");
    check("A_CONTAINEDBY(tags, ('night', 'road'))", "ABC DE");
    check("A_EQUALS(tags, ('night', 'road', 'road'))", "A DE");
    check("A_OVERLAPS(tags, ('night', 5))", "A DE");
    check("A_EQUALS(tags, ())", "C DE");
    check("A_CONTAINS((name, 'x'), ('SARAVAN'))", "B E");
    // what is fixed is known of every row, and no row's value is
    check("A_CONTAINS((1, 2, TRUE, DATE('2024-01-28')), (2, TRUE, DATE('2024-01-28')))", "ABCDE");
    check("A_EQUALS((1, 2), ('1', 2))", "");
    check("A_CONTAINS((TRUE, 1), ((claimed IS NULL), 1))", "CE");
    check("A_OVERLAPS((1 / 0, 1), (1))", " ABCDE");
}

/// One filter in text and in JSON.
const TWINS: [(&str, &str); 26] = [
    ("dead = 9", r#"{"op":"=","args":[{"property":"dead"},9]}"#),
    ("dead <> 1.5", r#"{"op":"<>","args":[{"property":"dead"},1.5]}"#),
    ("dead >= 1e3", r#"{"op":">=","args":[{"property":"dead"},1000.0]}"#),
    ("dead < -4", r#"{"op":"<","args":[{"property":"dead"},-4]}"#),
    (
        "name = 'a' AND dead=1 AND claimed",
        r#"{"op":"and","args":[{"op":"and","args":[{"op":"=","args":[{"property":"name"},"a"]},{"op":"=","args":[{"property":"dead"},1]}]},{"property":"claimed"}]}"#,
    ),
    (
        "claimed OR NOT (claimed OR dead IS NULL)",
        r#"{"op":"or","args":[{"property":"claimed"},{"op":"not","args":[{"op":"or","args":[{"property":"claimed"},{"op":"isNull","args":[{"property":"dead"}]}]}]}]}"#,
    ),
    (
        "claimed OR claimed AND claimed",
        r#"{"op":"or","args":[{"property":"claimed"},{"op":"and","args":[{"property":"claimed"},{"property":"claimed"}]}]}"#,
    ),
    ("dead IS NOT NULL", r#"{"op":"not","args":[{"op":"isNull","args":[{"property":"dead"}]}]}"#),
    ("name NOT LIKE 'S%'", r#"{"op":"not","args":[{"op":"like","args":[{"property":"name"},"S%"]}]}"#),
    ("dead BETWEEN 1 AND 2+3", r#"{"op":"between","args":[{"property":"dead"},1,{"op":"+","args":[2,3]}]}"#),
    ("dead NOT IN (1, 2)", r#"{"op":"not","args":[{"op":"in","args":[{"property":"dead"},[1,2]]}]}"#),
    ("name IN ('a')", r#"{"op":"in","args":[{"property":"name"},["a"]]}"#),
    (
        "CaseI(name) = ACCENTI('x')",
        r#"{"op":"=","args":[{"op":"casei","args":[{"property":"name"}]},{"op":"accenti","args":["x"]}]}"#,
    ),
    (
        "dead - 1 - 2 * 3 = -dead",
        r#"{"op":"=","args":[{"op":"-","args":[{"op":"-","args":[{"property":"dead"},1]},{"op":"*","args":[2,3]}]},{"op":"*","args":[-1,{"property":"dead"}]}]}"#,
    ),
    (
        "dead div 2 % 3 ^ 2 / 1 = 0",
        r#"{"op":"=","args":[{"op":"/","args":[{"op":"%","args":[{"op":"div","args":[{"property":"dead"},2]},{"op":"^","args":[3,2]}]},1]},0]}"#,
    ),
    ("date >= DATE('2024-01-28')", r#"{"op":">=","args":[{"property":"date"},{"date":"2024-01-28"}]}"#),
    (
        "seen < TIMESTAMP('2024-01-28T00:00:00.00Z')",
        r#"{"op":"<","args":[{"property":"seen"},{"timestamp":"2024-01-28T00:00:00Z"}]}"#,
    ),
    (
        "T_INTERSECTS(date, INTERVAL('..', '2024-01-28'))",
        r#"{"op":"t_intersects","args":[{"property":"date"},{"interval":["..","2024-01-28"]}]}"#,
    ),
    (
        "t_overlappedby(interval(date, seen), interval('2024-01-28T00:00:00Z','..'))",
        r#"{"op":"t_overlappedBy","args":[{"interval":[{"property":"date"},{"property":"seen"}]},{"interval":["2024-01-28T00:00:00Z",".."]}]}"#,
    ),
    ("S_INTERSECTS(geom, BBOX(1,2,3,4))", r#"{"op":"s_intersects","args":[{"property":"geom"},{"bbox":[1,2,3,4]}]}"#),
    (
        "s_within(geom, POLYGON((0 0, 1 0, 1 1, 0 0), (.1 .1, .2 .1, .2 .2, .1 .1)))",
        r#"{"op":"s_within","args":[{"property":"geom"},{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]],[[0.1,0.1],[0.2,0.1],[0.2,0.2],[0.1,0.1]]]}]}"#,
    ),
    (
        "s_touches(geom, MULTILINESTRING Z ((0 0 1, 1 1 2), (2 2 3, 3 3 -4)))",
        r#"{"op":"s_touches","args":[{"property":"geom"},{"type":"MultiLineString","coordinates":[[[0,0,1],[1,1,2]],[[2,2,3],[3,3,-4]]]}]}"#,
    ),
    (
        "s_equals(geom, GEOMETRYCOLLECTION(POINT(1 -2), MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)))))",
        r#"{"op":"s_equals","args":[{"property":"geom"},{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,-2]},{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]]]}]}]}"#,
    ),
    (
        "A_CONTAINEDBY(tags, ('a', 1, TRUE, DATE('2024-01-28')))",
        r#"{"op":"a_containedBy","args":[{"property":"tags"},["a",1,true,{"date":"2024-01-28"}]]}"#,
    ),
    ("A_OVERLAPS(tags, ('a'))", r#"{"op":"a_overlaps","args":[{"property":"tags"},["a"]]}"#),
    (
        "buffer(geom, 10, 'm') = eo:x.y",
        r#"{"op":"=","args":[{"op":"buffer","args":[{"property":"geom"},10,"m"]},{"property":"eo:x.y"}]}"#,
    ),
];

#[test]
fn text_and_json_say_the_same() {
    for (text, json) in TWINS {
        let of_text = filter_of_text(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let of_json = filter_of_json(json).unwrap_or_else(|error| panic!("{json}: {error}"));
        assert_eq!(of_text, of_json, "{text}");
    }
}

#[track_caller]
fn refused(text: &str, message: &str) {
    let error = filter_of_text(text).expect_err(text);
    assert_eq!(error.to_string(), message, "{text}");
}

#[test]
fn what_is_no_filter_is_told_with_its_place() {
    refused("", "at character 1: expected a value, a property or a function, found the end of the filter");
    refused("dead =", "at character 7: expected a value, a property or a function, found the end of the filter");
    refused("dead == 1", "at character 7: expected a value, a property or a function, found =");
    refused("dead != 1", "at character 6: expected <> for unequal, found '!'");
    refused("name = 'x'; DROP TABLE incidents", "at character 11: expected a name, a value or an operator, found ';'");
    refused("name = '; DROP TABLE", "at character 8: this quotation mark has no second one");
    refused("((dead = 1)", "at character 12: expected a closing bracket, found the end of the filter");
    refused("dead = 1)", "at character 9: expected the end of the filter; a bracket too many is closed here, found )");
    refused("dead = 1 dead = 2", "at character 10: expected AND, OR, an operator or the end of the filter, found dead");
    refused("dead = NULL", "at character 8: NULL is no value; write IS NULL or IS NOT NULL");
    refused("dead = 1e999", "at character 8: \"1e999\" is not a number that 64 bits hold");
    refused("date = DATE('2024-02-30')", "at character 13: \"2024-02-30\" is not a day such as 2024-01-28");
    refused(
        "date = TIMESTAMP('2024-01-28')",
        "at character 18: \"2024-01-28\" is not an instant such as 2024-01-28T10:15:00Z",
    );
    refused("S_INTERSECTS(geom)", "at character 1: S_INTERSECTS takes 2 arguments, 1 came");
    refused(
        "S_INTERSECTS(geom, BBOX(1,2,3))",
        "at character 25: expected four numbers: west, south, east, north, found 3 numbers",
    );
    refused(
        "S_INTERSECTS(geom, POLYGON(0 0, 1 1))",
        "at character 20: expected as many brackets as this kind of shape has, found POLYGON",
    );
    refused("S_INTERSECTS(geom, POINT(NaN 1))", "at character 26: expected a number, found NaN");
    refused("ē = 'x' AND", "at character 12: expected a value, a property or a function, found the end of the filter");
}

#[test]
fn json_that_is_no_filter_is_told_with_its_place() {
    let check = |json: &str, message: &str| {
        assert_eq!(filter_of_json(json).expect_err(json).to_string(), message, "{json}");
    };
    check("{", "line 1, column 1: the filter is not JSON: EOF while parsing an object");
    check(
        r#"{"op":"=","args":[{"property":"dead"},null]}"#,
        "at /args/1: NULL is no value; write IS NULL or IS NOT NULL",
    );
    check(r#"{"op":"=","args":[{"property":"dead"}]}"#, "at the top: = takes 2 arguments, 1 came");
    check(r#"{"op":"="}"#, r#"at the top: expected "op" and "args" and nothing else, found {"op":"="}"#);
    check(
        r#"{"op":"not","args":[{"prop":"dead"}]}"#,
        "at /args/0: expected \"op\" with \"args\", \"property\", \"date\", \"timestamp\", \"interval\", \"bbox\" or a GeoJSON \
         geometry, found {\"prop\":\"dead\"}",
    );
    check(
        r#"{"op":"t_after","args":[{"property":"date"},{"date":"2024-13-01"}]}"#,
        "at /args/1/date: \"2024-13-01\" is not a day such as 2024-01-28",
    );
    check(
        r#"{"op":"s_within","args":[{"property":"geom"},{"type":"Point","coordinates":[1]}]}"#,
        "at /args/1: expected a GeoJSON geometry with \"coordinates\" as its type has them, found Point",
    );
}

#[track_caller]
fn unfit(text: &str, message: &str) {
    let error = Filter::new(&filter_of_text(text).unwrap(), &schema()).expect_err(text);
    assert_eq!(error.to_string(), message, "{text}");
}

#[test]
fn what_does_not_fit_the_table_is_told() {
    unfit("deed = 1", "there is no property \"deed\"; did you mean \"dead\"?");
    unfit("zzz = 1", "there is no property \"zzz\"");
    unfit(
        "foo(dead) = 1",
        "there is no function \"foo\"; filters may use CASEI, ACCENTI and the functions S_…, T_… and A_… of CQL2",
    );
    unfit("dead = '9'", "= needs a number on both sides, not text");
    unfit("name > 5", "> needs text on both sides, not number");
    unfit("date = 5", "= needs a time on both sides, not number");
    unfit("date = 'yesterday'", "= needs a time on both sides, not text");
    unfit("dead BETWEEN 1 AND 'x'", "BETWEEN needs a number on both sides, not text");
    unfit("claimed BETWEEN FALSE AND TRUE", "BETWEEN needs a number, text or a time, not boolean");
    unfit("claimed IN (TRUE, 'x')", "IN needs true or false on both sides, not text");
    unfit("dead IN (1, 'x')", "IN needs a number on both sides, not text");
    unfit("dead LIKE '9%'", "LIKE needs text, not number");
    unfit("name LIKE other", "the pattern of LIKE must be text in quotes, in CASEI or ACCENTI at most");
    unfit("name + 1 = 2", "+ needs numbers, not text");
    unfit("S_INTERSECTS(name, POINT(1 1))", "s_intersects needs shapes, not text");
    unfit("T_AFTER(dead, DATE('2024-01-28'))", "t_after needs times, not number");
    unfit("A_EQUALS(tags, name)", "a_equals needs lists, not text");
    unfit("geom = POINT(1 1)", "filters do not support comparing shapes; use S_EQUALS or another function S_…");
    unfit("A_EQUALS(tags, (1, (2, 3)))", "filters do not support lists in lists");
    unfit("dead", "a filter is true or false of a row, and a number is neither; compare it with something");
    unfit("dead AND claimed", "a filter is true or false of a row, and a number is neither; compare it with something");
    unfit(
        "T_AFTER(date, INTERVAL('2024-02-01', '2024-01-01'))",
        "an interval ends before it starts; exchange its ends",
    );
    unfit(
        "S_WITHIN(geom, BBOX(1, 5, 2, 4))",
        "the shape 1 of the filter is not valid: the south 5 of the box is north of its north 4",
    );
    let bow = Filter::new(&filter_of_text("S_WITHIN(geom, POLYGON((0 0, 1 1, 1 0, 0 1, 0 0)))").unwrap(), &schema());
    assert!(matches!(bow, Err(FilterError::Shape { index: 1, .. })), "{bow:?}");
}

fn boxes(text: &str) -> Option<String> {
    filter(text).bounds().map(|boxes| {
        boxes.iter().fold(String::new(), |mut all, one| {
            write!(all, "[{} {} {} {}]", one.min().x, one.min().y, one.max().x, one.max().y).unwrap();
            all
        })
    })
}

#[test]
fn bounds_tell_where_rows_of_a_filter_can_be() {
    let told = |text: &str| boxes(text).unwrap_or_else(|| "anywhere".to_owned());
    assert_eq!(told("dead = 1"), "anywhere");
    assert_eq!(told("S_INTERSECTS(geom, BBOX(1,2,3,4))"), "[1 2 3 4]");
    assert_eq!(told("S_CONTAINS(LINESTRING(1 2, 3 4), geom)"), "[1 2 3 4]");
    assert_eq!(told("S_DISJOINT(geom, BBOX(1,2,3,4))"), "anywhere");
    assert_eq!(told("NOT S_INTERSECTS(geom, BBOX(1,2,3,4))"), "anywhere");
    assert_eq!(told("dead = 1 AND S_INTERSECTS(geom, BBOX(1,2,9,9)) AND S_WITHIN(geom, BBOX(0,0,2,2))"), "[0 0 2 2]");
    assert_eq!(told("S_INTERSECTS(geom, BBOX(1,2,3,4)) OR S_WITHIN(geom, BBOX(5,6,7,8))"), "[1 2 3 4][5 6 7 8]");
    assert_eq!(told("S_INTERSECTS(geom, BBOX(1,2,3,4)) OR dead = 1"), "anywhere");
    assert_eq!(told("S_INTERSECTS(geom, BBOX(177,65,-177,70))"), "[177 65 180 70][-180 65 -177 70]");
    assert_eq!(told("FALSE AND dead = 1"), "");
}

#[test]
fn properties_of_a_filter_are_told() {
    let filter =
        filter("name LIKE 'a%' AND (dead > km OR T_AFTER(INTERVAL(date, '..'), DATE('2024-01-28'))) AND geom IS NULL");
    assert_eq!(filter.properties().collect::<Vec<_>>(), ["date", "dead", "geom", "km", "name"]);
}

#[test]
fn positions_of_a_filter_are_mapped() {
    let swap = |[x, y]: [f64; 2]| [y, x];
    let of = |text: &str| filter_of_text(text).unwrap();
    let swapped = of("claimed AND NOT S_WITHIN(geom, BBOX(25,61,26,62)) OR S_TOUCHES(geom, LINESTRING(1 2, 3 4))");
    assert_eq!(
        swapped.with_positions(&swap),
        of("claimed AND NOT S_WITHIN(geom, BBOX(61,25,62,26)) OR S_TOUCHES(geom, LINESTRING(2 1, 4 3))")
    );
    // conditions stand wherever values do, shapes with them
    let anywhere = |shape: &str| {
        let inside = format!("(S_WITHIN(geom, {shape}))");
        of(&format!(
            "{inside} BETWEEN {inside} AND {inside} OR {inside} LIKE {inside} OR {inside} + 1 = CASEI({inside}) OR \
             T_AFTER(INTERVAL({inside}, '..'), {inside})"
        ))
    };
    assert_eq!(anywhere("POINT(25 61)").with_positions(&swap), anywhere("POINT(61 25)"));
}

#[test]
fn errors_tell_programs_what_and_where() {
    let error = filter_of_text("dead = 1 AND date = DATE('x')").unwrap_err();
    assert_eq!((error.code(), error.position()), ("filter-time", Some(&Position::Character(26))));
    assert!(matches!(filter_of_text(&"x".repeat(20_000)), Err(Cql2Error::TooLong { bytes: 20_000 })));
    let error = Filter::new(&Expression::Property("x".to_owned()), &schema()).unwrap_err();
    assert_eq!(error.code(), "unknown-property");
    assert!(conformance::CLASSES.iter().all(|class| class.starts_with("http://www.opengis.net/spec/cql2/1.0/conf/")));
}
