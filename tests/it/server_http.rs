//! The shell of the server over real sockets: part F of the contract, as far as it is not about what is asked.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sarhad::server::http::{
    BaseUrl, BaseUrlError, Bound, Edition, Editions, Event, Form, Limits, Options, Origins, Server, Stop, Summary,
    chosen,
};
use serde_json::Value;
use tokio::sync::Notify;

use crate::server_served::{Gate, Reply, Served, items, options, rest, router, serve, serve_with, soon};

#[test]
fn answers_have_the_headers_of_all_answers() {
    let served = serve(Limits::default());
    for path in ["/items", "/health", "/metrics", "/nothing-here", "/panics"] {
        let reply = served.get(path);
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(reply.header("referrer-policy"), Some("no-referrer"), "{path}");
        assert!(reply.header("content-security-policy").unwrap().starts_with("default-src 'none'"), "{path}");
        assert_eq!(reply.header("access-control-allow-origin"), Some("*"), "{path}");
        assert_eq!(reply.header("access-control-allow-credentials"), None, "{path}");
        assert_eq!(reply.header("vary"), Some("accept, accept-encoding, accept-language"), "{path}");
    }
    assert_eq!(served.get("/page").header("content-security-policy"), Some("default-src 'self'"));
    assert_eq!(served.get("/items").header("cache-control"), Some("no-cache"));
    let health: Value = serde_json::from_slice(&served.get("/health").body).unwrap();
    assert_eq!((&health["status"], &health["edition"]), (&"ok".into(), &"v1".into()));
}

#[test]
fn what_is_not_there_or_not_asked_so_is_a_problem() {
    let served = serve(Limits::default());
    let check = |line: &str, status: u16, code: &str| {
        let reply = served.ask(line, "");
        assert_eq!(reply.status, status, "{line}");
        assert_eq!(reply.problem()["code"], code, "{line}");
        reply
    };
    let missing = check("GET /nothing?bbox=1", 404, "not-found");
    assert_eq!(missing.problem()["instance"], "/nothing");
    for method in ["TRACE", "DELETE", "PUT", "PATCH", "get", "BREW"] {
        let reply = check(&format!("{method} /items"), 405, "method-not-allowed");
        assert_eq!(reply.header("allow"), Some("get, head, options"), "{method}");
    }
    assert_eq!(check("PUT /locate", 405, "method-not-allowed").header("allow"), Some("get, head, post, options"));
    check("POST /items", 405, "method-not-allowed");
    check("GET /%00", 404, "not-found");
    check("GET /..%2f..%2fetc%2fpasswd", 404, "not-found");
    check("GET //etc/passwd", 404, "not-found");
    check("CONNECT evil.example:80", 404, "not-found");
    check("GET /<script>alert(1)</script>", 400, "bad-request");
}

#[test]
fn heads_are_asked_for_everywhere_and_have_no_body() {
    let served = serve(Limits::default());
    let (head, whole) = (served.ask("HEAD /items", ""), served.get("/items"));
    assert_eq!((head.status, head.body.len()), (200, 0));
    for name in ["content-type", "content-length", "etag"] {
        assert!(whole.header(name).is_some());
        assert_eq!(head.header(name), whole.header(name), "{name}");
    }
    let missing = served.ask("HEAD /nothing", "");
    assert_eq!((missing.status, missing.body.len()), (404, 0));
}

#[test]
fn pages_of_any_site_may_read_but_never_with_credentials() {
    let served = serve(Limits::default());
    for origin in ["null", "https://evil.example"] {
        let headers = format!("Origin: {origin}\r\nCookie: a=b\r\n");
        let reply = served.ask("GET /items", &headers);
        assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
        assert!(!reply.head.contains("evil"));
    }
    let preflight = "Origin: https://a.example\r\nAccess-Control-Request-Method: POST\r\n\
                     Access-Control-Request-Headers: content-type\r\n";
    let reply = served.ask("OPTIONS /locate", preflight);
    assert_eq!((reply.status, reply.body.len()), (204, 0));
    assert_eq!(reply.header("access-control-allow-methods"), Some("get, head, post, options"));
    assert!(reply.header("access-control-allow-headers").unwrap().contains("content-type"));
    let plain = served.ask("OPTIONS /items", "");
    assert_eq!((plain.status, plain.header("allow")), (204, Some("get, head, options")));
    assert_eq!(plain.header("access-control-allow-methods"), None);
    assert_eq!(served.ask("OPTIONS /nothing", preflight).status, 404);
    assert_eq!(served.ask("OPTIONS *", "").status, 404);
    let own = serve_with(Options { origins: Origins::Own, ..options(Limits::default()) });
    assert_eq!(own.ask("GET /items", "Origin: https://a.example\r\n").header("access-control-allow-origin"), None);
    assert_eq!(own.ask("OPTIONS /items", preflight).header("access-control-allow-methods"), None);
}

#[test]
fn a_client_that_has_an_answer_is_told_so() {
    let served = serve(Limits::default());
    let etag =
        |path: &str, headers: &str| served.ask(&format!("GET {path}"), headers).header("etag").map(str::to_owned);
    let tag = etag("/items", "").unwrap();
    assert_eq!(etag("/items", "").unwrap(), tag);
    assert_ne!(etag("/items?limit=1", "").unwrap(), tag);
    assert_ne!(etag("/items", "Accept: text/html\r\n").unwrap(), tag);
    let asked = |value: &str| served.ask("GET /items", &format!("If-None-Match: {value}\r\n"));
    let packed = tag.replace('"', "").join_packed("gzip");
    for (value, name) in
        [(tag.clone(), &tag), (format!("\"other\", W/{tag}"), &tag), (packed.clone(), &packed), ("*".to_owned(), &tag)]
    {
        let reply = asked(&value);
        assert_eq!((reply.status, reply.body.len()), (304, 0), "{value}");
        // a browser would put it in the place of the policy of the page that it has
        assert_eq!(reply.header("content-security-policy"), None, "{value}");
        assert_eq!(reply.header("etag"), Some(&**name), "{value}");
    }
    assert_eq!(served.ask("GET /nothing", "If-None-Match: *\r\n").status, 404);
    for value in ["\"other\"", &tag.replace('"', "")] {
        assert_eq!(asked(value).status, 200, "{value}");
    }
    assert_eq!(etag("/tagged", "").unwrap(), "\"mine\"");
    assert_eq!(served.ask("GET /tagged", "If-None-Match: \"mine\"\r\n").status, 304);
    for path in ["/health", "/metrics", "/nothing"] {
        assert_eq!(etag(path, ""), None, "{path}");
    }
    served.editions.replace(Edition::new("v2", Arc::new(2_u32)));
    assert_eq!(asked(&tag).status, 200);
    assert_eq!(served.get("/edition").text(), "v2 2");
}

trait Packed {
    fn join_packed(self, word: &str) -> String;
}

impl Packed for String {
    fn join_packed(self, word: &str) -> String {
        format!("\"{self}-{word}\"")
    }
}

#[test]
fn answers_are_packed_as_the_client_likes_and_never_twice() {
    let served = serve(Limits::default());
    let plain = served.get("/items");
    assert_eq!((plain.text(), plain.header("content-encoding")), (&*items(), None));
    for packing in ["gzip", "br", "zstd"] {
        let reply = served.ask("GET /items", &format!("Accept-Encoding: {packing}\r\n"));
        assert_eq!(reply.header("content-encoding"), Some(packing));
        assert!(reply.body.len() < 600, "{packing}: {} bytes", reply.body.len());
        let tag = reply.header("etag").unwrap();
        assert!(tag.ends_with(&format!("-{packing}\"")), "{tag}");
        let again = served.ask("GET /items", &format!("Accept-Encoding: {packing}\r\nIf-None-Match: {tag}\r\n"));
        assert_eq!(again.status, 304);
    }
    let stored = served.ask("GET /packed", "Accept-Encoding: gzip\r\n");
    assert_eq!((stored.header("content-encoding"), stored.body.len()), (Some("gzip"), 5000));
    let small = served.ask("GET /edition", "Accept-Encoding: gzip\r\n");
    assert_eq!((small.header("content-encoding"), small.text()), (None, "v1 1"));
}

#[test]
fn heads_beyond_the_limits_are_refused() {
    let served = serve(Limits::default());
    let check = |line: &str, headers: &str, status: u16| {
        let reply = served.ask(line, headers);
        assert_eq!(reply.status, status, "{} with {} bytes of headers", &line[..20], headers.len());
        reply.problem();
        assert_eq!(reply.header("connection"), Some("close"));
        served.is_well();
    };
    check(&format!("GET /items?{}", "a".repeat(9_000)), "", 414);
    check(&format!("GET /items?{}", "a".repeat(60_000)), "", 414);
    check(&format!("GET /items?{}", "a".repeat(100_000)), "", 431);
    check("GET /items?a=0123456789", &format!("X: {}\r\n", "a".repeat(65_536)), 431);
    let many: String = "X: 1\r\n".repeat(1_000);
    check("GET /items?a=0123456789", &many, 431);
    assert_eq!(served.ask(&format!("GET /items?{}", "a".repeat(8_000)), "").status, 200);
    assert_eq!(served.ask("GET /items", &format!("X: {}\r\n", "a".repeat(60_000))).status, 200);
}

#[test]
fn bodies_beyond_the_limits_are_refused() {
    let served = serve(Limits { body: Duration::from_secs(1), ..Limits::default() });
    let post = |headers: &str, body: &[u8]| {
        let head = format!("POST /locate HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n");
        let reply = Reply::of(&served.raw(&[head.as_bytes(), body].concat()));
        served.is_well();
        reply
    };
    assert_eq!(post("Content-Length: 5\r\n", b"a\nb\nc").text(), "5 bytes");
    assert_eq!(post("Transfer-Encoding: chunked\r\n", b"3\r\na\nb\r\n0\r\n\r\n").text(), "3 bytes");
    let most = vec![b'a'; 4 << 20];
    assert_eq!(post("Content-Length: 4194304\r\n", &most).text(), "4194304 bytes");
    let too_large = post("Content-Length: 1073741824\r\n", b"a");
    assert_eq!((too_large.status, &too_large.problem()["code"]), (413, &"body-too-large".into()));
    assert_eq!(post("Content-Length: 4194305\r\n", &most).status, 413);
    let chunk = [b"10000\r\n".as_slice(), &most[..65_536], b"\r\n"].concat();
    assert_eq!(post("Transfer-Encoding: chunked\r\n", &chunk.repeat(65)).status, 413);
    assert_eq!(post("Transfer-Encoding: chunked\r\n", b"this is no chunk").problem()["code"], "bad-body");
    assert_eq!(post("Content-Length: 10\r\n", b"short").problem()["code"], "timeout");
    assert_eq!(post("Content-Length: 3\r\nContent-Encoding: gzip\r\n", b"abc").status, 415);
    assert_eq!(post("Content-Length: 3\r\nContent-Encoding: identity\r\n", b"abc").text(), "3 bytes");
}

#[test]
fn bodies_of_all_clients_together_have_a_limit() {
    let served = serve(Limits { bodies_bytes: 1_000, ..Limits::default() });
    let reply = served.ask("POST /locate", &format!("Content-Length: 1001\r\n\r\n{}", "a".repeat(1_001)));
    assert_eq!((reply.status, reply.header("retry-after")), (503, Some("2")));
    let after = served.ask("POST /locate", &format!("Content-Length: 999\r\n\r\n{}", "a".repeat(997)));
    assert_eq!(after.text(), "999 bytes");
}

#[test]
fn what_two_programs_could_read_in_two_ways_is_refused() {
    let served = serve(soon());
    let smuggled = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
    let cases = [
        "POST /locate HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /locate HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
        "POST /locate HTTP/1.1\r\nHost: x\r\ncontent-LENGTH:0\r\nTRANSFER-encoding:chunked\r\n\r\n0\r\n\r\n",
        "POST /locate HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
        "POST /locate HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST /locate HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "POST /locate HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n",
        "POST /locate HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n",
        "POST /locate HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "POST /locate HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET /items HTTP/1.1\nHost: x\n\n",
        "GET /items HTTP/1.1\r\nHost: x\nX: y\r\n\r\n",
        "GET /items HTTP/1.1\r\nHost: x\r\n\n",
        "\nGET /items HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /items HTTP/1.1\r\nHost: x\rX: y\r\n\r\n",
        "GET /items HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n",
        "GET /items HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n",
        "GET /items HTTP/1.1\r\n\r\n",
        "GET /items HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        "GET /items HTTP/2.0\r\nHost: x\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET  /items HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /it ems HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET\r\n\r\n",
        "\x16\x03\x01\x02\0\x01\0\x01\u{fc}\x03\x03",
    ];
    for case in cases {
        let bytes = served.raw(format!("{case}{smuggled}").as_bytes());
        let text = String::from_utf8_lossy(&bytes);
        assert!(bytes.is_empty() || text.starts_with("HTTP/1.1 4"), "{case:?} was answered {text:?}");
        assert_eq!(text.matches("HTTP/1.1 4").count(), usize::from(!bytes.is_empty()), "{case:?}: {text:?}");
        assert!(!text.contains("smuggled"), "{case:?}: {text:?}");
        served.is_well();
    }
    let refused = Reply::of(&served.raw(b"GET /items HTTP/1.1\nHost: x\n\n"));
    assert_eq!((refused.status, &refused.problem()["code"]), (400, &"bad-request".into()));
}

#[test]
fn a_head_is_looked_at_however_it_is_cut() {
    let served = serve(soon());
    let mut stream = served.connect();
    stream.set_nodelay(true).unwrap();
    for byte in b"GET /items HTTP/1.1\r\nHost: x\nX: y\r\n\r\n" {
        if stream.write_all(&[*byte]).is_err() {
            break;
        }
    }
    assert_eq!(Reply::of(&rest(&mut stream)).status, 400);
}

#[test]
fn requests_in_a_row_are_answered_in_their_order() {
    let served = serve(Limits::default());
    let bytes = served.raw(
        b"GET /edition HTTP/1.1\r\nHost: x\r\n\r\n\
          POST /locate HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n\n\n\n\
          GET /collections/a HTTP/1.1\r\nHost: x\r\n\r\n\
          POST /locate HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n\n\n\r\n0\r\n\r\n",
    );
    let text = String::from_utf8(bytes).unwrap();
    let bodies: Vec<&str> =
        text.split("HTTP/1.1 200 OK").skip(1).map(|one| one.split("\r\n\r\n").nth(1).unwrap()).collect();
    assert_eq!(bodies, ["v1 1", "3 bytes", "one", "2 bytes"]);
}

/// Where chunks end only the parser knows, so a head behind them would be looked at from its middle on.
#[test]
fn nothing_behind_chunks_is_answered() {
    let served = serve(Limits::default());
    let chunks = "POST /locate HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n\n\n\r\n0\r\n\r\n";
    let cases = [
        ("", "GET /items HTTP/1.1\r\nHost: x\r\n\r\n"),
        ("GET /items HTTP/1.1\r\nHost: x\r\n\r\n", ""),
        ("GET /items HTTP/1.1\r\nHost: x\r\nX-", "Content-Length: 3\r\n\r\nabcGET /items HTTP/1.1\nHost: x\n\n"),
        ("GET /items HTTP/1.1\r\nHost: x\r\nContent-Le", "ngth: 42\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    ];
    for (here, later) in cases {
        let mut stream = served.connect();
        stream.write_all(format!("{chunks}{here}").as_bytes()).unwrap();
        let mut first = [0; 1];
        stream.read_exact(&mut first).unwrap();
        // the server may have closed by now
        let _ = stream.write_all(later.as_bytes());
        let bytes = [first.to_vec(), rest(&mut stream)].concat();
        assert_eq!(String::from_utf8_lossy(&bytes).matches("HTTP/1.1 ").count(), 1, "{here:?}, {later:?}");
        let reply = Reply::of(&bytes);
        assert_eq!((reply.text(), reply.header("connection")), ("2 bytes", Some("close")), "{here:?}, {later:?}");
    }
}

#[test]
fn slow_clients_are_sent_away_and_counted() {
    let served = serve(soon());
    assert_eq!(served.raw(b"GET /items HTTP/1.1\r\nHost:"), b"");
    assert_eq!(served.raw(b""), b"");
    assert_eq!(served.metric("sarhad_closed_total{reason=\"slow-head\"}"), 2);
    let rested = served.raw(b"GET /edition HTTP/1.1\r\nHost: x\r\n\r\n");
    assert_eq!(Reply::of(&rested).text(), "v1 1");
    assert_eq!(served.metric("sarhad_closed_total{reason=\"idle\"}"), 1);
    // a head of which a byte comes now and then is not longer in coming for that
    let mut stream = served.connect();
    stream.write_all(b"GET /items HTTP/1.1\r\nHost: x\r\nX: ").unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
    let mut dripped = 0;
    while !matches!(stream.read(&mut [0; 8]), Ok(0)) {
        dripped += 1;
        assert!(dripped < 1_000, "the connection stays open");
        if stream.write_all(b"a").is_err() {
            break;
        }
    }
    assert_eq!(served.metric("sarhad_closed_total{reason=\"slow-head\"}"), 3);
}

#[test]
fn a_client_that_takes_nothing_is_sent_away() {
    let served = serve(soon());
    let mut stream = served.connect();
    stream.write_all(b"GET /endless HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    let Event::Request { status, whole, path, .. } = served.told() else { panic!("no request was told") };
    assert_eq!((status, whole, &*path), (Some(200), false, "/endless"));
    assert_eq!(served.metric("sarhad_closed_total{reason=\"slow-reader\"}"), 1);
    assert!(rest(&mut stream).starts_with(b"HTTP/1.1 200 OK"));
}

#[test]
fn work_ends_when_the_client_leaves() {
    let served = serve(Limits::default());
    let mut stream = served.connect();
    stream.write_all(b"GET /endless HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    stream.read_exact(&mut [0; 1_000]).unwrap();
    drop(stream);
    let waits = served.at_the_gate();
    waits.shutdown(Shutdown::Both).unwrap();
    let mut left: Vec<(Option<u16>, bool)> = Vec::new();
    for _ in 0..2 {
        let Event::Request { status, whole, .. } = served.told() else { panic!("no request was told") };
        left.push((status, whole));
    }
    left.sort_unstable();
    assert_eq!(left, [(None, false), (Some(200), false)]);
}

#[test]
fn an_answer_that_takes_too_long_is_given_up() {
    let served = serve(soon());
    let reply = served.get("/never");
    assert_eq!((reply.status, &reply.problem()["code"]), (503, &"overloaded".into()));
    assert!(reply.header("retry-after").is_some());
    served.is_well();
}

#[test]
fn a_panic_meets_one_client_alone() {
    let served = serve(Limits::default());
    let reply = served.get("/panics");
    assert_eq!((reply.status, &reply.problem()["code"]), (500, &"fault".into()));
    assert!(!reply.text().contains("a panic of the handler"));
    let Event::Panic { path, message } = served.told() else { panic!("no panic was told") };
    assert_eq!((&*path, &*message), ("/panics", "a panic of the handler"));
    served.is_well();
    let late = served.raw(b"GET /panics-late HTTP/1.1\r\nHost: x\r\n\r\n");
    assert!(
        !late.ends_with(b"0\r\n\r\n"),
        "the answer must not look whole: {:?}",
        String::from_utf8_lossy(&late[..300.min(late.len())])
    );
    assert_eq!(served.metric("sarhad_panics_total"), 2);
    assert_eq!(served.stopped().panics, 2);
}

#[test]
fn connections_above_the_limit_are_answered_at_once() {
    let served = serve(Limits { connections: 2, ..Limits::default() });
    let mut held = [served.at_the_gate(), served.at_the_gate()];
    for _ in 0..3 {
        let reply = Reply::of(&served.raw(b"GET /items HTTP/1.1\r\nHost: x\r\n\r\n"));
        assert_eq!((reply.status, reply.header("retry-after")), (503, Some("2")));
        assert_eq!(reply.problem()["code"], "overloaded");
    }
    served.gate.open.notify_one();
    for stream in &mut held {
        stream.read_exact(&mut [0; 15]).unwrap();
    }
    drop(held);
    // the two leave when the server hears of it
    let freed = (0..1_000).find(|_| served.get("/items").status == 200);
    assert!(freed.is_some(), "no seat was freed");
    assert!(served.metric("sarhad_turned_away_total") >= 3);
}

#[test]
fn who_waits_gives_way_to_who_asks() {
    let served = serve(Limits { connections: 1, patience: Duration::ZERO, ..Limits::default() });
    for half in ["GET /items HTTP/1.1\r\nHost", "POST /items HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{"] {
        let mut stream = served.connect();
        stream.write_all(half.as_bytes()).unwrap();
        served.is_well();
        assert_eq!(rest(&mut stream), b"");
    }
}

#[test]
fn the_server_ends_when_requests_under_way_have_ended() {
    let served = serve(Limits::default());
    let mut waits = served.at_the_gate();
    let mut rests = served.connect();
    rests.write_all(b"GET /edition HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    rests.read_exact(&mut [0; 15]).unwrap();
    served.stop.now();
    assert!(rest(&mut rests).ends_with(b"v1 1"), "a connection that rests is closed");
    let address = served.address;
    served.gate.open.notify_one();
    let reply = Reply::of(&rest(&mut waits));
    assert_eq!((reply.text(), reply.header("connection")), ("let go", Some("close")));
    assert_eq!(served.stopped(), Summary { requests: 2, panics: 0 });
    assert!(TcpStream::connect(address).is_err(), "nothing listens any more");
}

#[test]
fn the_server_ends_without_requests_that_do_not_end() {
    let served = serve(Limits { grace: Duration::from_millis(300), ..Limits::default() });
    let mut waits = served.at_the_gate();
    assert_eq!(served.stopped().requests, 1);
    assert_eq!(rest(&mut waits), b"");
}

#[test]
fn what_a_client_says_of_the_host_comes_back_nowhere() {
    let served = serve(Limits::default());
    for path in ["/items", "/nothing", "/health", "/panics"] {
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\n\
             Connection: close\r\n\r\n"
        );
        assert!(!String::from_utf8(served.raw(request.as_bytes())).unwrap().contains("evil"), "{path}");
    }
    let absolute = served.ask("GET http://evil.example/edition", "");
    assert_eq!((absolute.status, absolute.text()), (200, "v1 1"));
}

#[test]
fn links_begin_with_what_the_server_was_told() {
    let base = |text: &str| BaseUrl::new(text).map(|base| base.to("/collections"));
    assert_eq!(base("https://maps.example/sarhad/").unwrap(), "https://maps.example/sarhad/collections");
    assert_eq!(base("http://127.0.0.1:8080").unwrap(), "http://127.0.0.1:8080/collections");
    for text in ["", "maps.example", "ftp://maps.example", "https://", "file:///etc"] {
        assert_eq!(base(text), Err(BaseUrlError::NoHost), "{text}");
    }
    for text in ["https://a.example?x", "https://a.example/#x", "https://user:word@a.example"] {
        assert_eq!(base(text), Err(BaseUrlError::TooMuch), "{text}");
    }
    for text in ["https://a.example/<script>", "https://a.example/\"", "https://سرحد.example", "https://a b"] {
        assert_eq!(base(text), Err(BaseUrlError::NotPlain), "{text}");
    }
    let bound = Server::bind(options(Limits::default())).unwrap();
    assert_eq!(bound.base().to("/"), format!("http://{}/", bound.address()));
}

#[test]
fn the_form_is_what_f_says_or_else_what_accept_likes_best() {
    const FORMS: &[Form] = &[
        Form { name: "json", media: "application/geo+json", also: &["application/json"] },
        Form { name: "html", media: "text/html", also: &[] },
        Form { name: "csv", media: "text/csv", also: &[] },
    ];
    let by_accept = |accept: &str| chosen(FORMS, None, Some(accept)).unwrap().name;
    assert_eq!(chosen(FORMS, None, None).unwrap().name, "json");
    for (accept, name) in [
        ("", "json"),
        ("*/*", "json"),
        ("application/geo+json, application/json", "json"),
        ("application/json;charset=utf-8", "json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        ("text/html, */*", "html"),
        ("text/*", "html"),
        ("text/*, text/html;q=0", "csv"),
        ("TEXT/CSV;Q=0.5, application/json;q=0.4", "csv"),
        ("text/csv;q=0.5, text/html;q=0.501", "html"),
        ("text/csv;q=nonsense, text/html;q=0.1", "html"),
        ("*/*;q=0.1, application/geo+json;q=0", "html"),
        ("application/xml", "json"),
        ("application/xml, */*;q=0", "json"),
        (",;,;q=,/", "json"),
    ] {
        assert_eq!(by_accept(accept), name, "{accept:?}");
    }
    assert_eq!(chosen(FORMS, Some("CSV"), Some("text/html")).unwrap().name, "csv");
    assert_eq!(chosen(FORMS, Some("text/html"), None).unwrap().name, "html");
    let refused = chosen(FORMS, Some("exe"), Some("*/*")).unwrap_err();
    assert_eq!(refused.status(), 400);
    let told: Value = serde_json::from_str(&refused.json()).unwrap();
    assert_eq!((&told["code"], &told["parameter"]), (&"bad-parameter".into(), &"f".into()));
    assert_eq!(told["detail"], "there is no form \"exe\" of this; it is to be had as json, html, csv");
    let marked = chosen(FORMS, Some("<script>alert('&')</script>"), None).unwrap_err().json();
    assert!(!marked.contains(['<', '>', '&']), "{marked}");
    let told: Value = serde_json::from_str(&marked).unwrap();
    assert!(told["detail"].as_str().unwrap().contains("<script>alert('&')</script>"));
    let long = chosen(FORMS, Some(&"a".repeat(100_000)), None).unwrap_err().json();
    assert!(long.len() < 1_000, "{} bytes", long.len());
}

#[test]
fn requests_are_told_without_who_asked_and_what_for() {
    let served = serve(Limits::default());
    served.get("/collections/some%0Athing?near=60.8629,29.4963");
    let event = served.told();
    let Event::Request { method, path, route, status, refusal, bytes, whole, .. } = &event else { panic!("{event:?}") };
    assert_eq!((*method, &**path, route.as_deref()), ("GET", "/collections/some%0Athing", Some("/collections/{id}")));
    assert_eq!((*status, *refusal, *bytes, *whole), (Some(200), None, 3, true));
    for line in [event.json(), event.text()] {
        assert!(!line.contains("29.4963") && !line.contains("127.0.0.1") && !line.contains('\n'), "{line}");
    }
    let told: Value = serde_json::from_str(&event.json()).unwrap();
    assert_eq!((&told["event"], &told["status"], &told["whole"]), (&"request".into(), &200.into(), &true.into()));
    served.ask("BREW /nothing", "");
    let event = served.told();
    assert!(event.text().starts_with("OTHER /nothing 404 not-found "), "{}", event.text());
    let panic = Event::Panic { path: "/\u{1b}[31m".into(), message: "two\nlines".into() };
    assert!(!panic.text().contains(['\u{1b}', '\n']) && !panic.json().contains(['\u{1b}', '\n']));
}

#[test]
fn what_is_counted_has_labels_of_the_routers_alone() {
    let served = serve(Limits::default());
    for path in ["/collections/a", "/collections/b", "/nothing/c", "/nothing/d"] {
        served.get(path);
    }
    served.ask("BREW /nothing/e", "");
    let text = served.get("/metrics").text().to_owned();
    for line in [
        "sarhad_requests_total{route=\"/collections/{id}\",method=\"GET\",status=\"200\"} 2",
        "sarhad_requests_total{route=\"none\",method=\"GET\",status=\"404\"} 2",
        "sarhad_requests_total{route=\"none\",method=\"OTHER\",status=\"404\"} 1",
        "sarhad_request_seconds_count{route=\"none\"} 3",
        "sarhad_request_seconds_bucket{route=\"none\",le=\"+Inf\"} 3",
        "sarhad_edition_info{version=\"v1\"} 1",
    ] {
        assert!(text.lines().any(|found| found == line), "no {line} in {text}");
    }
    assert!(!text.contains("nothing") && !text.contains("BREW") && !text.contains("127.0.0.1"), "{text}");
    assert!(served.metric("sarhad_sent_bytes_total") > 0);
}

#[test]
fn a_port_that_is_taken_and_an_address_that_is_not_there_are_told() {
    let taken = Server::bind(options(Limits::default())).unwrap();
    let refused =
        |address: &str| match Server::bind(Options::at(address.parse().unwrap())).map(|bound: Bound| bound.address()) {
            Ok(address) => panic!("{address} is served"),
            Err(error) => (error.code(), error.to_string()),
        };
    let address = taken.address().to_string();
    let (code, text) = refused(&address);
    assert_eq!(code, "E701");
    assert!(text.starts_with(&format!("{address} is in use by another program; ")), "{text}");
    // an address that is set aside for documents, so no machine has it
    let (code, text) = refused("[2001:db8::1]:0");
    assert_eq!((code, text.contains("127.0.0.1")), ("E702", true), "{text}");
    assert_eq!(refused("192.0.2.1:0").0, "E702");
}

/// Serves for [`the_server_outlives_a_want_of_file_descriptors`], which starts this program again; else does nothing.
#[test]
fn serves_where_it_is_told_to() {
    if std::env::var_os("SARHAD_TEST_SERVES").is_none() {
        return;
    }
    let limits = Limits { patience: Duration::from_hours(1), ..Limits::default() };
    let bound = Server::bind(options(limits)).unwrap();
    writeln!(std::io::stdout(), "at {}", bound.address()).unwrap();
    let stop = bound.stop();
    std::thread::spawn(move || {
        std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
        stop.now();
    });
    let gate = Arc::new(Gate { open: Notify::new(), entered: Mutex::new(None) });
    bound.run(router(gate), Editions::new(Edition::new("v1", Arc::new(1_u32))));
}

#[cfg(unix)]
#[test]
fn the_server_outlives_a_want_of_file_descriptors() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};

    let this = std::env::current_exe().unwrap();
    let few = "ulimit -n 64; exec \"$0\" --exact server_http::serves_where_it_is_told_to --nocapture";
    let mut child = Command::new("sh")
        .args(["-c", few, this.to_str().unwrap()])
        .env("SARHAD_TEST_SERVES", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // read to the end of its life: a pipe that nobody reads would end it
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let address =
        lines.by_ref().map(Result::unwrap).find_map(|line| line.split("at ").nth(1)?.trim().parse().ok()).unwrap();
    let (_sender, events) = channel();
    let gate = Arc::new(Gate { open: Notify::new(), entered: Mutex::new(None) });
    let editions = Editions::new(Edition::new("elsewhere", Arc::new(0_u32)));
    let served = Served { address, stop: Stop::default(), editions, events, gate, running: None };
    let crowd: Vec<TcpStream> = (0..100).map(|_| served.connect()).collect();
    // what waits before it gets its turn when the crowd has gone
    let mut waits = served.connect();
    waits.write_all(b"GET /edition HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    waits.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    assert!(waits.read(&mut [0; 1]).is_err(), "there are not too few file descriptors");
    drop(crowd);
    waits.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    assert_eq!(Reply::of(&rest(&mut waits)).text(), "v1 1");
    let faults = served.metric("sarhad_accept_faults_total");
    assert!((1..1_000).contains(&faults), "{faults} attempts: none, or a busy loop");
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}
