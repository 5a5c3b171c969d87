//! What a text lets one propose, and that a draft is no data. The text of the fixture is invented; referees: a reading of it by
//! hand, the calendar, and `sha256sum`.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use sarhad::Atlas;
use sarhad::analysis::draft::{Draft, Findings, TextCard, draft};
use sarhad::model::claim::ClaimSet;
use sarhad::model::precision::Precision;
use sarhad::query::entry_whereabouts::entry_whereabouts;
use sarhad::query::place::{PlaceQuestion, Verdict, find_place};

fn card(day: jiff::civil::Date) -> TextCard {
    TextCard { published: day, title: "A text".to_owned(), publisher: None, url: None, sha256: None }
}

/// What `show` makes of each sentence of `text`, published on 14 March 2023, a Tuesday.
fn told(text: &str, show: &dyn Fn(&Findings) -> String) -> String {
    let atlas = Atlas::built_in();
    let Draft { findings, .. } = draft(&atlas, text, &card(date(2023, 3, 14)), &mut || true);
    findings.iter().map(show).filter(|told| !told.is_empty()).collect::<Vec<_>>().join(" | ")
}

#[test]
fn dates_are_spans_against_the_day_of_publication() {
    let show = |found: &Findings| {
        let told = found.dates.iter().map(|met| format!("{}={}", met.span.as_written.as_deref().unwrap(), met.span));
        told.collect::<Vec<_>>().join("; ")
    };
    let check = |text: &str, expected: &str| assert_eq!(told(text, &show), expected, "{text:?}");
    check("It was on September 30, 2022.", "September 30, 2022=2022-09-30");
    check("It was on 30 September 2022.", "30 September 2022=2022-09-30");
    check("It was the 3rd of April 2019.", "3rd of April 2019=2019-04-03");
    check("In April 2019 it rained.", "April 2019=2019-04-01/2019-04-30");
    check("It was founded in 2012.", "2012=2012-01-01/2012-12-31");
    check("Last year it rained.", "Last year=2022-01-01/2022-12-31");
    check("Last week it rained.", "Last week=2023-03-06/2023-03-12");
    check("Last month it rained.", "Last month=2023-02-01/2023-02-28");
    check("It rained on Sunday.", "Sunday=2023-03-12");
    check("It rained on Tuesday.", "Tuesday=2023-03-14");
    check("Earlier this month it rained.", "Earlier this month=2023-03-01/2023-03-14");
    check("He returns by January 26.", "by January 26=../2023-01-26");
    check("He will come on March 20.", "March 20=2023-03-20");
    check("He came on March 20.", "March 20=2022-03-20");
    check("It happened yesterday, and three days ago.", "yesterday=2023-03-13; three days ago=2023-03-11");
    check("It began on 3 May 2021. Since then it rained.", "3 May 2021=2021-05-03 | Since then=2021-05-03/2023-03-14");
    check("From January to March 2022 it rained.", "From January to March 2022=2022-01-01/2022-03-31");
    check("Between 16-18 January 2023 it rained.", "16-18 January 2023=2023-01-16/2023-01-18");
    check("It was on 8 Bahman 1402.", "8 Bahman 1402=2024-01-28");
    check("It was on 18/01/2023 and on 03/04/2023.", "18/01/2023=2023-01-18; 03/04/2023=");
    check("It was on 31 February 2023.", "31 February 2023=");
    check("It was on 30 February.", "30 February=");
    check("It was since September 31, 2022.", "September 31, 2022=");
    check("It was recently on Bloody Friday.", "recently=");
    check("He may march in June of his life with 2000 people.", "June=2023-06-01/2023-06-30");
}

#[test]
fn killed_and_wounded_are_counted_apart() {
    let show = |found: &Findings| {
        let count = |count: Option<sarhad::model::claim::Count>| match count {
            None => "-".to_owned(),
            Some(count) => format!("{:?}/{:?}/{:?}", count.low, count.best, count.high)
                .replace("Some(", "")
                .replace([')'], "")
                .replace("None", "."),
        };
        let told = found.tolls.iter().map(|met| format!("{} {}", count(met.toll.killed), count(met.toll.wounded)));
        told.collect::<Vec<_>>().join("; ")
    };
    let check = |text: &str, expected: &str| assert_eq!(told(text, &show), expected, "{text:?}");
    check("Armed men killed 14 people.", "14/14/14 -");
    check("Two children were killed.", "2/2/2 -");
    check("Nine were killed and three injured.", "9/9/9 3/3/3");
    check("At least 66 people were killed.", "66/./. -");
    check("It killed up to 20 and wounded more than 30 people.", "././20 30/./.");
    check("Between 19 and 23 people died.", "19/./23 -");
    check("About a dozen soldiers were wounded.", "- ./12/.");
    check("Gunmen shot dead four people.", "4/4/4 -");
    check("Twenty-one people died.", "21/21/21 -");
    check("One hundred and five people were injured.", "- 105/105/105");
    check("It killed and wounded several dozen protesters.", "- -");
    check("No casualties were reported.", "0/0/0 0/0/0");
    check("A soldier was killed.", "1/1/1 -");
    check("They were killed on 3 April 2019.", "");
    check("He was killed 20 km from the border.", "");
    check("The blast claimed 12 lives.", "12/12/12 -");
    check("The text has 400 words.", "");
    check("On 30 February 5 were killed.", "5/5/5 -");
}

#[test]
fn a_verb_of_saying_belongs_to_somebody() {
    let show = |found: &Findings| {
        let told = found.attributions.iter().map(|said| format!("{} [{}] {}", said.who, said.kind, said.verb));
        told.collect::<Vec<_>>().join("; ")
    };
    let check = |text: &str, expected: &str| assert_eq!(told(text, &show), expected, "{text:?}");
    check("Authorities later claimed that it rained.", "Authorities [institution] claimed");
    check("It is said that it rained.", "not said by whom [hearsay] It is said");
    check("According to local residents, it rained.", "local residents [hearsay] According to");
    check("“It rained,” a police spokesman said.", "police spokesman [institution] said");
    check(
        "Foreign Minister Shah Mehmood Qureshi alleged that it rained.",
        "Shah Mehmood Qureshi [named person] alleged",
    );
    check("The governor of Balochistan, Jan Example, said it rained.", "governor [institution] said");
    check("Iran fired, claiming that it rained.", "Iran [state] claiming");
    check("The government issued a statement saying that it rained.", "government [state] saying");
    check("They protested alleged excesses.", "not said by whom [hearsay] alleged");
    check("The attack was claimed by the BLA.", "Baloch Liberation Army [armed group] claimed");
    let both = "Baloch Liberation Front and Baloch Liberation Army [armed group] claimed";
    check("Responsibility was claimed by the Baloch Liberation Front and Baloch Liberation Army.", both);
    check("The blast claimed 12 lives in the United States.", "");
    check("It rained.", "");
}

#[test]
fn places_are_those_of_events_only_where_the_words_say_so() {
    let show = |found: &Findings| {
        let told = found.places.iter().map(|met| {
            let ids: Vec<&str> = met.meant.iter().map(|entry| entry.id.as_str()).collect();
            format!("{} {}", ids.join("|"), met.role.word())
        });
        told.collect::<Vec<_>>().join("; ")
    };
    let check = |text: &str, expected: &str| assert_eq!(told(text, &show), expected, "{text:?}");
    check("It was in Gwadar district.", "PK/gwadar event place");
    check("A Karachi-bound bus burned in Kech district.", "PK/kech event place");
    check("The writer is a Peshawar-based journalist.", "");
    check("The Islamic State in the Khorasan Province attacked.", "");
    check("Militants based in Iran attacked.", "IR context");
    check("They came from Iran.", "IR endpoint");
    check("Fighting in Syria went on.", "SY event place");
    check("Fighting in Vietnam went on.", "VN event place");
    check("He came from Burkina Faso.", "BF endpoint");
    check("Ties between Pakistan and Iran are good.", "PK party; IR party");
    check("It was close to the Iran-Pakistan border.", "border/IR-PK event place");
    check("It was in Chogab area of Panjgur district.", "place/chukab event place; PK/panjgur event place");
    check("Iran said so.", "IR party");
}

/// Which of several places a bare name means is not guessed.
#[test]
fn a_name_of_several_places_stays_open() {
    let atlas = Atlas::built_in();
    // two provinces; a district and two towns of two others; a city, its province and a village far from both
    for name in ["Balochistan", "Fahraj", "Tehran"] {
        let text = format!("Gunmen killed two people in {name}.");
        let Draft { set, findings } = draft(&atlas, &text, &card(date(2023, 3, 14)), &mut || true);
        assert!(findings[0].doubts.iter().any(|doubt| doubt.contains("several places")), "{:?}", findings[0].doubts);
        let place = &set.records[0].whereabouts;
        assert!(place.areas.len() != 1 && place.place.is_none(), "{place:?}");
        assert_eq!(set.phrases[0].as_written, name);
        // the same as the question of a place answers
        let asked = find_place(&atlas, &PlaceQuestion { name, ..PlaceQuestion::default() });
        let ids: Vec<&str> = asked.candidates.iter().map(|candidate| candidate.entry.id.as_str()).collect();
        let meant: Vec<&str> = findings[0].places[0].meant.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!((asked.verdict, meant), (Verdict::Ambiguous, ids), "{name}");
    }
}

/// Referee: the entries themselves; an area has no point, and a point's unit is the smallest one that holds it.
#[test]
fn every_entry_amounts_to_a_location_that_can_be_read() {
    let atlas = Atlas::built_in();
    for entry in atlas.gazetteer().entries() {
        let place = entry_whereabouts(entry);
        assert!(place.location().is_ok(), "{}: {place:?}", entry.id);
        let is_area = matches!(place.precision, Precision::Country | Precision::Province | Precision::District);
        assert!(!(is_area && place.lon.is_some()), "{}: {place:?}", entry.id);
        assert_eq!(place.lon.is_some(), entry.at.is_some() && place.place.is_some(), "{}", entry.id);
    }
    let turbat = entry_whereabouts(atlas.gazetteer().entry("geonames/1163054").unwrap());
    assert_eq!((turbat.precision, turbat.areas), (Precision::Locality, vec!["PK/kech".to_owned()]));
    let chukab = entry_whereabouts(atlas.gazetteer().entry("place/chukab").unwrap());
    assert_eq!((chukab.lon, chukab.areas), (None, vec!["PK/panjgur".to_owned()]));
}

/// A name that only resembles one of the gazetteer, or is not in it, places nothing and is told.
#[test]
fn what_is_not_named_so_is_a_doubt() {
    let atlas = Atlas::built_in();
    let check = |text: &str, area: &str, expected: &str| {
        let Draft { set, findings } = draft(&atlas, text, &card(date(2023, 3, 14)), &mut || true);
        let areas: Vec<String> = set.records.iter().map(|record| record.whereabouts.areas.join(" ")).collect();
        assert_eq!(areas.join("; "), area, "{text}: {:?}", findings[0].doubts);
        assert!(findings[0].doubts.iter().any(|doubt| doubt.contains(expected)), "{text}: {:?}", findings[0].doubts);
    };
    check("A soldier was killed in Korin.", "", "Korin");
    check("Police arrested six people in Sirkan.", "", "Sirkan");
    check(
        "Gunmen killed two near Kolwah, Awaran district, on Friday.",
        "PK/awaran",
        "“Kolwah” is not in the gazetteer",
    );
    check("Gunmen killed two in the Kolwah area of Awaran district.", "PK/awaran", "“Kolwah” is not in the gazetteer");
    check("Nobody was killed in Gwadar district.", "", "may deny");
    check("No soldier was killed in Gwadar district.", "", "may deny");
}

/// The end is reached, and what was broken is told.
#[test]
fn a_line_without_an_end_is_read_in_parts() {
    let atlas = Atlas::built_in();
    let text = "Gwadar ".repeat(20_000);
    let Draft { findings, .. } = draft(&atlas, &text, &card(date(2023, 3, 14)), &mut || true);
    assert_eq!(findings.iter().map(|found| found.places.len()).sum::<usize>(), 20_000);
    assert!(findings[0].doubts.iter().any(|doubt| doubt.contains("too long")), "{:?}", findings[0].doubts);
}

#[test]
fn a_text_becomes_records_and_none_is_reviewed() {
    let text = fs::read_to_string(fixture()).unwrap();
    let atlas = Atlas::built_in();
    let Draft { set, .. } = draft(&atlas, &text, &card(date(2023, 3, 14)), &mut || true);
    let line = |record: &sarhad::model::claim::Incident| {
        let place = &record.whereabouts;
        let ids: Vec<&str> = place.place.iter().chain(&place.areas).map(String::as_str).collect();
        let said: Vec<&str> = record.claims.iter().map(|claim| claim.asserted_by.kind.as_str()).collect();
        format!("{} {} [{}] {} ({})", record.id, record.what, ids.join(" "), record.when, said.join(", "))
    };
    let told: Vec<String> = set.records.iter().map(line).collect();
    let expected = [
        "S3 armed-attack [PK/kech] 2019-04-01/2019-04-30 (author, armed group)",
        "S4 arrest [] 2023-03-12 (institution)",
        "S7 bombing [PK/panjgur] 2023-03-06/2023-03-12 (hearsay)",
        "S9a armed-attack [PK/gwadar] 2023-02-02 (institution)",
        "S9b armed-attack [PK/panjgur] 2023-02-09 (institution)",
        "S9c armed-attack [PK/kech] 2023-03-03 (institution)",
        "S10a recall-of-ambassador []  (author)",
        "S10b diplomatic-protest []  (author)",
    ];
    assert_eq!(told, expected);
    assert!(set.records.iter().all(sarhad::model::claim::Incident::is_draft));
    // no sentence is copied
    let json = serde_json::to_string(&set).unwrap();
    assert!(!json.contains("armed men killed three people and wounded at least five in Kech"), "{json}");
}

#[test]
fn a_draft_fits_the_schema_of_claims() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let schema = fs::read_to_string(folder.join("data/schema/claims.schema.json")).unwrap();
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    let text = fs::read_to_string(fixture()).unwrap();
    let atlas = Atlas::built_in();
    let Draft { set, .. } = draft(&atlas, &text, &card(date(2023, 3, 14)), &mut || true);
    let value: serde_json::Value = serde_json::from_str(&serde_json::to_string(&set).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path)).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let again: ClaimSet = serde_json::from_value(value).unwrap();
    assert_eq!(again, set);
}

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/article.txt")
}

#[cfg(feature = "cli")]
mod command {
    use std::fs;

    use assert_cmd::Command;
    use tempfile::TempDir;

    use super::fixture;

    fn sarhad(args: &[&str], folder: &TempDir, stdin: &str) -> (i32, String, String) {
        let output = Command::cargo_bin("sarhad")
            .unwrap()
            .current_dir(folder.path())
            .args(args)
            .write_stdin(stdin.to_owned())
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    #[test]
    fn a_draft_is_no_data_until_somebody_reviews_it() {
        let folder = TempDir::new().unwrap();
        let article = fixture();
        let article = article.to_str().unwrap();
        let (code, table, told) = sarhad(
            &["draft", article, "--published", "2023-03-14", "-o", "d.json", "--title", "Invented"],
            &folder,
            "",
        );
        assert_eq!(code, 0, "{told}");
        assert!(table.contains("PK/kech (“Kech district”)") && !table.contains("armed men killed three"), "{table}");
        assert!(told.contains("8 records are proposed") && told.contains("refused 0"), "{told}");
        let json = fs::read_to_string(folder.path().join("d.json")).unwrap();
        // referee: sha256sum of the fixture
        assert!(json.contains(SHA256), "{json}");
        // left out where claims count as data
        let (code, out, told) = sarhad(&["claims", "d.json", "--format", "geojson"], &folder, "");
        assert!(code == 0 && !out.contains("armed-attack"), "{out}");
        assert!(
            told.contains("8 records are drafts") && told.contains("read 8 = kept 0 + refused 0 + filtered 8"),
            "{told}"
        );
        let (_, out, told) = sarhad(&["claims", "d.json", "--format", "geojson", "--include-drafts"], &folder, "");
        assert!(out.contains("armed-attack") && told.contains("drafts"), "{told}");
        let per_claim = ["distance", "d.json", "--to", "border/IR-PK", "--per-claim", "--format", "csv"];
        let (_, out, told) = sarhad(&per_claim, &folder, "");
        assert!(!out.contains("S3.1") && told.contains("draft records left out 8"), "{out}{told}");
        let (_, out, _) = sarhad(&[&per_claim[..], &["--include-drafts"]].concat(), &folder, "");
        assert!(out.contains("S3.1"), "{out}");
        // a person has looked at one record
        let reviewed = json.replacen("\"status\": \"draft\"", "\"status\": \"reviewed\"", 1);
        fs::write(folder.path().join("d.json"), reviewed).unwrap();
        let (_, out, told) = sarhad(&["claims", "d.json", "--format", "geojson"], &folder, "");
        assert!(out.contains("\"S3\"") && told.contains("7 records and 1 claim of other records are drafts"), "{told}");
        // the other claim of that record is no data either
        let (_, out, told) = sarhad(&per_claim, &folder, "");
        assert!(out.contains("S3.1") && !out.contains("S3.2"), "{out}");
        assert!(
            told.contains("claims of d.json: 1, refused 0, draft records left out 7, draft claims left out 1"),
            "{told}"
        );
        let (_, out, _) = sarhad(&[&per_claim[..], &["--include-drafts"]].concat(), &folder, "");
        assert!(out.contains("S3.2"), "{out}");
    }

    const SHA256: &str = "0e95d09e46bc388ce444a67c0c04c0b539b68bc8b467f10191c305d77b796eff";

    #[test]
    fn what_is_no_running_text_is_refused() {
        let folder = TempDir::new().unwrap();
        let check = |name: &str, bytes: &[u8], code: i32, expected: &str| {
            fs::write(folder.path().join(name), bytes).unwrap();
            let (left, _, told) = sarhad(&["draft", name, "--published", "2023-03-14"], &folder, "");
            assert!(left == code && told.contains(expected), "{name}: {left} {told}");
        };
        check("empty.txt", b"", 3, "the file is empty");
        check("blank.txt", b" \n ", 3, "the file is empty");
        check("page.txt", b"<!doctype html><p>Gunmen killed two.", 3, "this is HTML, not running text; save the words");
        check("data.json", b"{}", 3, "this is JSON, not running text");
        check("rows.csv", b"a,b\n1,2\n", 3, "this is a table, not running text");
        check("binary.txt", b"Gunmen \0 killed two people.", 3, "this is binary data, not running text");
        check("latin.txt", b"Gunmen killed two in Caf\xe9.", 3, "is not UTF-8");
        check("urdu.txt", "گوادر میں دو افراد ہلاک ہوئے۔".as_bytes(), 1, "the rules are English");
        check("long.txt", &b"Gunmen came. ".repeat(200_000), 6, "2 MiB and has to be split");
        check("calm.txt", b"Nothing happened.", 1, "no record is proposed");
        check("bom.txt", b"\xef\xbb\xbfGunmen killed two people.\r\n", 0, "1 record is proposed");
        let (code, _, told) = sarhad(&["draft", "@incidents", "--published", "2023-03-14"], &folder, "");
        assert!(code == 2 && told.contains("is no text"), "{told}");
        let (code, _, told) = sarhad(&["draft", "calm.txt", "--published", "14/03/2023"], &folder, "");
        assert!(code == 2 && told.contains("--published"), "{told}");
        let (code, out, _) =
            sarhad(&["draft", "-", "--published", "2023-03-14", "--format", "json"], &folder, "Gunmen killed two.");
        assert!(code == 0 && out.contains("\"status\": \"draft\""), "{out}");
    }

    #[test]
    fn the_review_is_written_as_the_extension_says() {
        let folder = TempDir::new().unwrap();
        let article = fixture();
        let article = article.to_str().unwrap();
        for (file, expected) in [
            ("r.csv", "sentence,start,end"),
            ("r.md", "| sentence | start |"),
            ("r.json", "\"sentence\""),
            ("r.txt", "sentence"),
        ] {
            let args = [
                "draft",
                article,
                "--published",
                "2023-03-14",
                "-o",
                "d.json",
                "--force",
                "--review",
                file,
                "--with-text",
            ];
            let (code, out, told) = sarhad(&args, &folder, "");
            assert!(code == 0 && out.is_empty(), "{out}{told}");
            let text = fs::read_to_string(folder.path().join(file)).unwrap();
            assert!(text.contains(expected) && text.contains("armed men killed three"), "{file}: {text}");
        }
        let (code, _, told) =
            sarhad(&["draft", article, "--published", "2023-03-14", "--review", "r.doc"], &folder, "");
        assert!(code == 2 && told.contains("names no form of a review"), "{told}");
    }
}
