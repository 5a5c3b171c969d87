//! Filters that ask for more than a server should do: too long, too high, too many conditions.

use sarhad::io::read::cql2::{Position, filter_of_json, filter_of_text};
use sarhad::query::filter::{Expression, Filter, FilterError};

use crate::filter::{check, filter, schema, table};

#[test]
fn filters_that_would_be_too_much_are_refused() {
    let code = |text: &str| filter_of_text(text).expect_err("too much").code();
    let repeated = |part: &str, times: usize| vec![part; times].join(" AND ");
    assert_eq!(code(&repeated("dead=1", 10_000)), "filter-too-long");
    assert_eq!(code(&repeated("a=1", 1_001)), "filter-too-many-conditions");
    assert!(filter_of_text(&repeated("a=1", 1_000)).is_ok());
    assert_eq!(code(&"(".repeat(10_000)), "filter-too-deep");
    assert_eq!(code(&"NOT ".repeat(4_000)), "filter-too-deep");
    assert_eq!(code(&format!("a = {}1", "-".repeat(10_000))), "filter-too-deep");
    assert_eq!(code(&format!("a = {}1", "1+".repeat(8_000))), "filter-too-deep");
    assert_eq!(code(&format!("a = {}1", "2^".repeat(8_000))), "filter-too-deep");
    assert_eq!(code(&format!("S_EQUALS(geom, {}", "GEOMETRYCOLLECTION(".repeat(800))), "filter-too-deep");
    assert_eq!(code(&format!("S_EQUALS(geom, POLYGON{}", "(".repeat(16_000))), "filter-too-deep");
    // a bracket too deep inside is looked at once, not once a level
    assert_eq!(code(&format!("{}1 1{}", "(".repeat(60), ")".repeat(60))), "filter-syntax");
    assert_eq!(filter_of_text(&format!("{}claimed{}", "(".repeat(64), ")".repeat(64))), filter_of_text("claimed"));

    let nested = |times: usize| format!("{}true{}", r#"{"op":"not","args":["#.repeat(times), "]}".repeat(times));
    assert!(filter_of_json(&nested(60)).is_ok());
    for json in [nested(64), nested(500), "[".repeat(10_000), "{\"a\":".repeat(2_000)] {
        assert_eq!(filter_of_json(&json).expect_err("too deep").code(), "filter-too-deep");
    }
    let error = filter_of_json(&format!("\n{}", "[".repeat(200))).unwrap_err();
    assert_eq!(error.position(), Some(&Position::Character(129)));
    let many = vec!["true"; 200].join(",");
    assert!(filter_of_json(&format!(r#"{{"op":"and","args":[{many}]}}"#)).is_ok());
    // members of lists are conditions, those of IN are looked up
    let members = |count: usize| vec!["1"; count].join(",");
    let lists = |count: usize| format!("A_CONTAINS(({0}), ({0}))", members(count));
    assert!(filter_of_text(&lists(490)).is_ok());
    assert_eq!(code(&lists(510)), "filter-too-many-conditions");
    assert!(filter_of_text(&format!("a IN ({})", members(4_000))).is_ok());
    let lists = |count: usize| format!(r#"{{"op":"a_contains","args":[[{0}],[{0}]]}}"#, members(count));
    assert!(filter_of_json(&lists(490)).is_ok());
    assert_eq!(filter_of_json(&lists(510)).expect_err("too many").code(), "filter-too-many-conditions");
    assert!(filter_of_json(&format!(r#"{{"op":"in","args":[1,[{}]]}}"#, members(4_000))).is_ok());
    let equal = vec![r#"{"op":"=","args":[1,1]}"#; 600].join(",");
    assert!(filter_of_json(&format!(r#"{{"op":"and","args":[{equal}]}}"#)).is_ok());
}

/// Sums, products and powers, each as long as may be, in brackets that begin the next such: a tree of thousands of levels that
/// leans to the left.
fn leaning(longest: usize) -> String {
    let chains = |inside: &str, count: usize| {
        format!("{inside}{}{}{}", "^1".repeat(count), "*1".repeat(count), "-1".repeat(count))
    };
    let mut best = String::new();
    let mut text = "1".to_owned();
    for count in 1..64 {
        text = format!("({})", chains(&text, count));
        let filter = format!("dead = {text}");
        if filter.len() > longest {
            break;
        }
        best = filter;
    }
    best
}

#[test]
fn chains_in_chains_are_no_higher_than_other_trees() {
    for longest in [4_000, 7_900, 16_000] {
        let text = leaning(longest);
        assert!(text.len() > longest / 2, "{}", text.len());
        assert_eq!(filter_of_text(&text).expect_err("too high").code(), "filter-too-deep");
    }
    // comparison, 62 sums and what they begin with
    let sums = |count: usize| format!("dead = 1{}", "+dead".repeat(count));
    let highest = filter_of_text(&sums(62)).unwrap();
    assert_eq!(highest.height(), 64);
    assert!(Filter::new(&highest, &schema()).is_ok());
    assert_eq!(filter_of_text(&sums(63)).expect_err("too high").code(), "filter-too-deep");
    let text = format!("dead = {}1{}", "(1+".repeat(40), ")^1*1-1".repeat(40));
    assert_eq!(filter_of_text(&text).expect_err("too high").code(), "filter-too-deep");
    let conditions = format!("{}claimed{}", "(NOT ".repeat(21), " AND claimed OR claimed)".repeat(21));
    assert_eq!(filter_of_text(&conditions).map(|filter| filter.height()), Ok(64));
    let conditions = format!("{}claimed{}", "(NOT ".repeat(22), " AND claimed OR claimed)".repeat(22));
    assert_eq!(filter_of_text(&conditions).expect_err("too high").code(), "filter-too-deep");

    let json = |count: usize| {
        let sums = format!("{}1{}", r#"{"op":"-","args":["#.repeat(count), ",1]}".repeat(count));
        format!(r#"{{"op":"=","args":[{{"property":"dead"}},{sums}]}}"#)
    };
    assert_eq!(filter_of_json(&json(62)).map(|filter| filter.height()), Ok(64));
    assert_eq!(filter_of_json(&json(63)).expect_err("too high").code(), "filter-too-deep");
    let lists =
        |count: usize| format!(r#"{{"op":"a_equals","args":[{}1{},[]]}}"#, "[".repeat(count), "]".repeat(count));
    assert_eq!(filter_of_json(&lists(62)).map(|filter| filter.height()), Ok(64));
    assert_eq!(filter_of_json(&lists(63)).expect_err("too high").code(), "filter-too-deep");
}

#[test]
fn trees_that_nobody_has_read_are_held_to_the_same_height() {
    let leaning =
        |levels: usize| (1..levels).fold(Expression::Boolean(true), |inside, _| Expression::Not(Box::new(inside)));
    assert!(Filter::new(&leaning(64), &schema()).is_ok());
    let error = Filter::new(&leaning(65), &schema()).unwrap_err();
    assert_eq!(error, FilterError::TooDeep { levels: 65 });
    assert_eq!(error.to_string(), "the filter has 65 levels inside one another, 64 are allowed; write it flatter");
}

/// `BETWEEN` and `IN` ask their value several times, so conditions in one another could double at each level.
#[test]
fn conditions_in_conditions_do_not_multiply() {
    let nested = |end: &str| format!("{}claimed{}", "(".repeat(30), format!(" {end})").repeat(30));
    let ranges = filter_of_text(&nested("BETWEEN FALSE AND TRUE")).unwrap();
    assert!(matches!(Filter::new(&ranges, &schema()), Err(FilterError::Mismatch { operation: "BETWEEN", .. })));
    check(&nested("IN (claimed, TRUE)"), "ABD CE");
}

/// A value that is held against each member of a list is reckoned for each.
#[test]
fn a_long_value_is_held_against_few_members() {
    let asked = |members: usize| {
        let value = format!("{}name{}", "CASEI(".repeat(60), ")".repeat(60));
        let text = format!("{value} IN ({})", vec!["name"; members].join(","));
        Filter::new(&filter_of_text(&text).unwrap(), &schema())
    };
    assert!(asked(16).is_ok());
    assert_eq!(asked(17).unwrap_err(), FilterError::TooMany { parts: 61, members: 17 });
}

#[test]
fn patterns_of_many_wildcards_end() {
    let filter = filter(&format!("name LIKE '{}'", "%a".repeat(4_000)));
    assert!(table().iter().all(|(_, row)| !filter.matches(row)));
}
