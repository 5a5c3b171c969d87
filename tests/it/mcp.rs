//! `sarhad mcp` as an assistant asks it: lines of JSON through pipes. Referee: what the commands answer.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// Zahedan.
const PLACE: &str = "60.8629,29.4963";
/// Bytes of an answer at most.
const ANSWER_BYTES: usize = 64 << 10;

fn sarhad() -> Command {
    Command::new(env!("CARGO_BIN_EXE_sarhad"))
}

/// What a command prints as JSON.
fn told(arguments: &[&str]) -> Value {
    let output = sarhad().args(arguments).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

/// The program and both pipes; it is killed with the test.
pub(crate) struct Assistant {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    asked: u64,
}

impl Drop for Assistant {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Assistant {
    /// One that has not greeted yet.
    fn silent(inputs: &[&str]) -> Self {
        let mut child = sarhad()
            .arg("mcp")
            .args(inputs)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (input, output) = (child.stdin.take(), BufReader::new(child.stdout.take().unwrap()));
        Self { child, input, output, asked: 0 }
    }

    /// One that has greeted.
    pub(crate) fn new(inputs: &[&str]) -> Self {
        let mut assistant = Self::silent(inputs);
        let client = json!({ "name": "test", "version": "1" });
        let params = json!({ "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": client });
        let greeted = assistant.ask("initialize", &params);
        assert_eq!(greeted["result"]["protocolVersion"], "2025-06-18");
        assert_eq!(greeted["result"]["serverInfo"]["name"], "sarhad");
        assistant.line(r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#);
        assistant
    }

    fn line(&mut self, line: &str) {
        let input = self.input.as_mut().unwrap();
        input.write_all(line.as_bytes()).unwrap();
        input.write_all(b"\n").unwrap();
        input.flush().unwrap();
    }

    /// The next line, which is a message and nothing else.
    fn heard(&mut self) -> Value {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        let message: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("{line:?}"));
        assert_eq!(message["jsonrpc"], "2.0");
        message
    }

    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.asked += 1;
        self.line(&json!({ "jsonrpc": "2.0", "id": self.asked, "method": method, "params": params }).to_string());
        let answer = self.heard();
        assert_eq!(answer["id"], self.asked, "{answer}");
        answer
    }

    /// The result of a tool.
    fn call(&mut self, tool: &str, arguments: &Value) -> Value {
        self.ask("tools/call", &json!({ "name": tool, "arguments": arguments }))["result"].take()
    }

    /// What a tool answers, which is what its text says, fits its schema, and holds the credit.
    pub(crate) fn answer(&mut self, tool: &str, arguments: &Value) -> Value {
        let mut result = self.call(tool, arguments);
        assert_eq!(result["isError"], false, "{result}");
        let text = result["content"][0]["text"].as_str().unwrap();
        assert!(text.len() <= ANSWER_BYTES, "{tool}: {}", text.len());
        assert_eq!(serde_json::from_str::<Value>(text).unwrap(), result["structuredContent"]);
        let answer = result["structuredContent"].take();
        for member in ["attribution", "licence", "disclaimer"] {
            assert!(answer[member].as_str().is_some_and(|text| !text.is_empty()), "{tool} {member}");
        }
        let listed = self.ask("tools/list", &json!({}));
        let schema =
            listed["result"]["tools"].as_array().unwrap().iter().find(|listed| listed["name"] == tool).unwrap();
        let validator = jsonschema::validator_for(&schema["outputSchema"]).unwrap();
        if let Err(error) = validator.validate(&answer) {
            panic!("{tool}: {error} at {}", error.instance_path);
        }
        answer
    }

    /// Why a tool does not answer.
    fn refusal(&mut self, tool: &str, arguments: &Value) -> String {
        let result = self.call(tool, arguments);
        assert_eq!(result["isError"], true, "{result}");
        result["content"][0]["text"].as_str().unwrap().to_owned()
    }

    /// Says that nothing more is asked, and waits for the end.
    fn end(&mut self) -> Option<i32> {
        drop(self.input.take());
        let mut line = String::new();
        while self.output.read_line(&mut line).unwrap() > 0 {}
        self.child.wait().unwrap().code()
    }
}

#[test]
fn tools_are_listed_with_valid_schemas_and_say_that_they_only_read() {
    let mut assistant = Assistant::new(&[]);
    let listed = assistant.ask("tools/list", &json!({}));
    let tools = listed["result"]["tools"].as_array().unwrap();
    let names: Vec<&str> = tools.iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    let expected = ["locate", "distance", "find_place", "list_collections", "incidents_near", "incidents", "incident"];
    assert_eq!(names, expected);
    for tool in tools {
        for schema in ["inputSchema", "outputSchema"] {
            assert!(jsonschema::meta::is_valid(&tool[schema]), "{} {schema}", tool["name"]);
            assert_eq!(tool[schema]["type"], "object");
        }
        assert_eq!(tool["annotations"]["readOnlyHint"], true);
        assert_eq!(tool["annotations"]["openWorldHint"], false);
        assert!(tool["description"].as_str().unwrap().contains("attribution"), "{}", tool["name"]);
    }
}

#[test]
fn places_and_distances_are_those_of_the_commands() {
    let mut assistant = Assistant::new(&[]);
    let answer = assistant.answer("locate", &json!({ "lon": 60.8629, "lat": 29.4963 }));
    let expected = told(&["locate", "--at", PLACE, "--format", "json"]);
    for column in ["country", "province", "district", "on_border"] {
        assert_eq!(answer["answer"][column], expected[column], "{column}");
    }
    let answer = assistant.answer("distance", &json!({ "lon": 60.8629, "lat": 29.4963, "to": "IR-PK" }));
    let expected = told(&["distance", "--at", PLACE, "--to", "border/IR-PK", "--format", "json"]);
    for column in ["distance_min_m", "distance_m", "distance_max_m", "side", "nearest_lon", "nearest_lat"] {
        assert!(!answer["answer"][column].is_null(), "{column}");
        assert_eq!(answer["answer"][column], expected[column], "{column}");
    }
    // in the sea no unit is told
    let answer = assistant.answer("locate", &json!({ "lon": 60, "lat": 20 }));
    assert_eq!(answer["answer"]["country"], Value::Null);
    // the antimeridian and a pole are places, too
    assistant.answer("distance", &json!({ "lon": -180, "lat": -90 }));
}

#[test]
fn names_are_found_and_never_guessed() {
    let mut assistant = Assistant::new(&[]);
    for (name, verdict) in
        [("Turbat", "clear"), ("Balochistan", "ambiguous"), ("زاهدان", "ambiguous"), ("Qwxyzzy", "not-found")]
    {
        let answer = assistant.answer("find_place", &json!({ "name": name }));
        assert_eq!(answer["verdict"], verdict, "{name}");
        assert_eq!(answer["candidates"], told(&["place", name, "--format", "json"]), "{name}");
    }
    let answer = assistant.answer("find_place", &json!({ "name": "TTP" }));
    assert_eq!(answer["verdict"], "not-a-place");
    let answer = assistant.answer("find_place", &json!({ "name": "Balochistan", "country": "PK" }));
    assert_eq!((&answer["verdict"], &answer["candidates"][0]["id"]), (&json!("clear"), &json!("PK/balochistan")));
    let refusal = assistant.refusal("find_place", &json!({ "name": "Kech", "country": "Atlantis" }));
    assert!(refusal.contains("Atlantis") && refusal.contains("PK"), "{refusal}");
    let refusal = assistant.refusal("find_place", &json!({ "name": "Kech", "in": "PK/atlantis" }));
    assert!(refusal.contains("PK/atlantis"), "{refusal}");
}

#[test]
fn records_are_found_near_a_place_by_filter_time_and_unit() {
    let mut assistant = Assistant::new(&[]);
    let near = json!({ "lon": 60.86, "lat": 29.49, "radius_km": 300, "certainty": "may", "limit": 2 });
    let answer = assistant.answer("incidents_near", &near);
    assert_eq!(answer["records"][0]["id"], "A3");
    assert_eq!(answer["records"][0]["properties"]["distance_max_m"].as_f64(), Some(10_752.816));
    assert_eq!((answer["numberReturned"].as_u64(), answer["next_offset"].as_u64()), (Some(2), Some(2)));
    // a line is told by its box, not drawn
    let line = answer["records"].as_array().unwrap().iter().find(|record| record["geometry"]["type"] == "LineString");
    assert!(line.is_some_and(|line| line["geometry"]["bbox"].as_array().unwrap().len() == 4), "{line:?}");
    let may = answer["numberMatched"].as_u64().unwrap();
    let must = assistant.answer("incidents_near", &json!({ "lon": 60.86, "lat": 29.49, "radius_km": 300 }));
    assert!(must["numberMatched"].as_u64().unwrap() < may);

    let answer = assistant.answer("incidents", &json!({ "filter": "title LIKE '%Zahedan%'" }));
    assert_eq!(answer["numberMatched"], 1);
    let year = assistant.answer("incidents", &json!({ "datetime": "2022-01-01/2022-12-31" }));
    assert!((1..15).contains(&year["numberMatched"].as_u64().unwrap()), "{}", year["numberMatched"]);
    let all = assistant.answer("incidents", &json!({ "limit": 100 }));
    assert_eq!((all["numberMatched"].as_u64(), all["numberReturned"].as_u64()), (Some(15), Some(15)));
    let boxed = assistant
        .answer("incidents", &json!({ "bbox": [60.5, 29.0, 61.0, 29.6], "in": "IR/zahedan", "certainty": "may" }));
    assert!(boxed["numberMatched"].as_u64().unwrap() >= 1);
    let border = json!({ "border": "IR-PK", "border_distance": "..200km", "certainty": "may" });
    let near = assistant.answer("incidents", &border);
    assert!(near["numberMatched"].as_u64().unwrap() > 1);
    assert!(
        near["records"]
            .as_array()
            .unwrap()
            .iter()
            .all(|record| record["properties"]["distance_min_m"].as_f64() <= Some(200_000.0))
    );
    let layer = assistant.answer("incidents", &json!({ "collection": "districts", "limit": 100 }));
    assert!(layer["records"].as_array().unwrap().len() > 20);
    let listed = assistant.answer("list_collections", &json!({}));
    assert_eq!(listed["collections"][0]["id"], "incidents");
    assert_eq!(listed["collections"][0]["records"], 15);
    assert_eq!(listed["collections"][0]["columns"]["title"], "text");
    let one = assistant.answer("list_collections", &json!({ "collection": "borders" }));
    assert_eq!(
        (one["collections"].as_array().map(Vec::len), one["collections"][0]["id"].as_str()),
        (Some(1), Some("borders"))
    );
}

#[test]
fn one_record_has_its_claims_side_by_side() {
    let mut assistant = Assistant::new(&[]);
    let answer = assistant.answer("incident", &json!({ "id": "A3" }));
    let expected = told(&["show", "A3", "--format", "json"]);
    let (claims, referees) = (answer["claims"].as_array().unwrap(), expected["claims"].as_array().unwrap());
    assert_eq!(claims.len(), referees.len());
    for (claim, referee) in claims.iter().zip(referees) {
        for member in ["id", "asserted_by", "verb", "quoted", "statement", "said_on", "toll"] {
            assert_eq!(claim[member], referee[member], "{} {member}", claim["id"]);
        }
        assert_eq!(claim["source"]["id"], referee["source"]);
        assert!(claim["source"]["title"].is_string());
    }
    assert!(!answer["conflicts"].as_array().unwrap().is_empty());
    let refusal = assistant.refusal("incident", &json!({ "id": "Z99" }));
    assert!(refusal.contains("Z99") && refusal.contains("incidents"), "{refusal}");
}

#[test]
fn what_cannot_be_asked_is_told_with_what_to_do() {
    let mut assistant = Assistant::new(&[]);
    for (tool, arguments, part) in [
        ("locate", json!({ "lon": 60.8 }), "lat is missing"),
        ("locate", json!({ "lon": "60.8", "lat": 29.4 }), "write a number"),
        ("locate", json!({ "lon": 29.4, "lat": 160.8 }), "did you mean 160.8,29.4"),
        ("locate", json!({ "lon": 60.8, "lat": 29.4, "at": 1 }), "there is no argument \"at\""),
        ("distance", json!({ "lon": 60.8, "lat": 29.4, "to": "XX-YY" }), "XX-YY"),
        ("incidents", json!({ "filter": "nowhere = 1" }), "nowhere"),
        ("incidents", json!({ "filter": "((((" }), "filter"),
        ("incidents", json!({ "limit": 101 }), "from 1 to 100"),
        ("incidents", json!({ "limit": 1.5 }), "from 1 to 100"),
        ("incidents", json!({ "bbox": [1, 2, 3] }), "bbox"),
        ("incidents", json!({ "bbox": "1,2,3,4" }), "list of numbers"),
        ("incidents", json!({ "collection": "../etc" }), "there are incidents"),
        ("incidents_near", json!({ "lon": 60, "lat": 29, "radius_km": -1 }), "radius_km"),
        ("incidents_near", json!({ "lon": 60, "lat": 29, "radius_km": 1, "certainty": "surely" }), "surely"),
        ("find_place", json!({ "name": "  " }), "name"),
        ("find_place", json!({ "name": "Kech", "kind": "planet" }), "planet"),
        ("list_collections", json!({ "collection": "nowhere" }), "there are incidents"),
        ("list_collections", json!({ "x": 1 }), "there is no argument \"x\""),
    ] {
        let refusal = assistant.refusal(tool, &arguments);
        assert!(refusal.starts_with(&format!("{tool}: ")) && refusal.contains(part), "{refusal}");
    }
    let unknown = assistant.ask("tools/call", &json!({ "name": "route", "arguments": {} }));
    assert!(unknown["error"]["message"].as_str().unwrap().contains("there is no tool \"route\""), "{unknown}");
    assert_eq!(unknown["error"]["code"], -32602);
    // what was asked is not said again at its whole length
    for (tool, arguments) in [
        ("incident", json!({ "id": "x".repeat(100_000) })),
        ("find_place", json!({ "name": "Kech", "kind": "y".repeat(100_000) })),
    ] {
        let refusal = assistant.refusal(tool, &arguments);
        assert!(refusal.len() < 10_000, "{}", refusal.len());
    }
    assert!(assistant.ask("sampling/anything", &json!({}))["error"].is_object());
    // and it goes on
    assistant.answer("locate", &json!({ "lon": 60.8629, "lat": 29.4963 }));
}

#[test]
fn lines_that_are_no_messages_end_nothing() {
    let mut assistant = Assistant::silent(&[]);
    // before the greeting
    assistant.line("hello");
    assert_eq!(assistant.heard()["error"]["code"], -32700);
    assistant.line(r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#);
    assert!(assistant.ask("tools/list", &json!({}))["error"].is_object());
    let client = json!({ "name": "test", "version": "1" });
    let params = json!({ "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": client });
    assert!(assistant.ask("initialize", &params)["result"].is_object());
    for (line, code) in [
        ("\u{feff}garbage", -32700),
        ("[1,2", -32700),
        ("{\"jsonrpc\":\"2.0\"}", -32600),
        ("[]", -32600),
        ("1e400", -32600),
        ("{\"id\":7,\"method\":\"tools/list\"}", -32600),
    ] {
        assistant.line(line);
        let refusal = assistant.heard();
        assert_eq!(refusal["error"]["code"], code, "{line} {refusal}");
    }
    assistant.line("");
    let long = "x".repeat(3 << 20);
    assistant.line(&format!(r#"{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{"name":"{long}"}}}}"#));
    let refusal = assistant.heard();
    assert!(refusal["error"]["message"].as_str().unwrap().contains("1048576 bytes"), "{refusal}");
    let long = "x".repeat(900 << 10);
    assert!(assistant.refusal("incidents", &json!({ "filter": long })).contains("long"));
    assistant.answer("locate", &json!({ "lon": 60.8629, "lat": 29.4963 }));
    assert_eq!(assistant.end(), Some(0));
}

#[test]
fn what_was_asked_before_the_end_is_answered() {
    let folder = TempDir::new().unwrap();
    let script = folder.path().join("asked.jsonl");
    let client = json!({ "name": "test", "version": "1" });
    let params = json!({ "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": client });
    let mut lines = vec![json!({ "jsonrpc": "2.0", "id": "first", "method": "initialize", "params": params })];
    let near = json!({ "lon": 61, "lat": 28, "radius_km": 500, "certainty": "may" });
    lines.extend((0..24).map(|n| {
        let params = json!({ "name": "incidents_near", "arguments": near });
        json!({ "jsonrpc": "2.0", "id": n, "method": "tools/call", "params": params })
    }));
    let text: Vec<String> = lines.iter().map(Value::to_string).collect();
    // the last line lacks its end
    fs::write(&script, text.join("\r\n")).unwrap();
    let ask = || {
        let output = sarhad().arg("mcp").stdin(fs::File::open(&script).unwrap()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let mut lines: Vec<String> = String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let answers = ask();
    assert_eq!(answers.len(), 25);
    assert!(answers.iter().all(|answer| answer.contains("\"result\"")));
    // same questions, same bytes
    assert_eq!(answers, ask());
    assert_eq!(Assistant::silent(&[]).end(), Some(0));
}

#[test]
fn files_are_asked_and_long_answers_are_cut() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("events.csv");
    let row = |n: usize| {
        format!("e{n},{},{},{}\n", 60.0 + f64::from(u32::try_from(n).unwrap()) / 100.0, 27.5, "long words ".repeat(300))
    };
    fs::write(&file, format!("id,lon,lat,note\n{}", (0..60).map(row).collect::<String>())).unwrap();
    let mut assistant = Assistant::new(&[file.to_str().unwrap()]);
    let answer = assistant.answer("incidents", &json!({ "limit": 100 }));
    assert_eq!((answer["collection"].as_str(), answer["numberMatched"].as_u64()), (Some("events"), Some(60)));
    let here = answer["records"].as_array().unwrap().len() as u64;
    assert!(here < 60 && answer["numberReturned"] == here && answer["next_offset"] == here, "{here}");
    assert!(answer["cut"][1].as_str().unwrap().contains("of 60"), "{}", answer["cut"]);
    let rest = assistant.answer("incidents", &json!({ "limit": 100, "offset": here }));
    assert_eq!(rest["records"][0]["id"], format!("e{here}"));
    let refused = sarhad().args(["mcp", "-"]).stdin(Stdio::null()).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    assert!(refused.stdout.is_empty());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("name a file"));
}
