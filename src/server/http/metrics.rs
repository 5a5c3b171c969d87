//! What is counted of the server's work, as the text that Prometheus reads. Not responsible for when.
//!
//! Labels are bounded: routes are those of the router, methods and statuses those that are known. No client's address, and
//! nothing of what a client sends, is among them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::server::http::events::micros;
use crate::server::http::seats::Reason;

/// Upper ends of the histogram of durations, in microseconds.
const BUCKETS_US: [u64; 8] = [1_000, 5_000, 25_000, 100_000, 500_000, 2_500_000, 10_000_000, 30_000_000];
/// The route of requests that took none.
const NO_ROUTE: &str = "none";

/// What is counted.
#[derive(Default)]
pub(super) struct Metrics {
    routes: Mutex<BTreeMap<String, Route>>,
    closed: Mutex<BTreeMap<Reason, u64>>,
    requests: AtomicU64,
    panics: AtomicU64,
    sent_bytes: AtomicU64,
    turned_away: AtomicU64,
    accept_faults: AtomicU64,
}

/// What is counted of one route.
#[derive(Default)]
struct Route {
    answers: BTreeMap<(&'static str, u16), u64>,
    buckets: [u64; BUCKETS_US.len()],
    count: u64,
    sum_us: u64,
}

/// What is true now, and not counted.
pub(super) struct Gauges<'a> {
    /// Connections open.
    pub(super) connections: usize,
    /// The version that is served.
    pub(super) version: &'a str,
}

impl Metrics {
    /// Counts one request; `status` is 0 where the client left before there was an answer.
    pub(super) fn answered(&self, route: Option<&str>, (method, status): (&'static str, u16), took: Duration) {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let name = route.unwrap_or(NO_ROUTE);
        let mut routes = self.routes.lock().unwrap_or_else(PoisonError::into_inner);
        if !routes.contains_key(name) {
            routes.insert(name.to_owned(), Route::default());
        }
        let Some(route) = routes.get_mut(name) else { return };
        let took_us = micros(took);
        *route.answers.entry((method, status)).or_default() += 1;
        route.count += 1;
        route.sum_us = route.sum_us.saturating_add(took_us);
        for (end_us, count) in BUCKETS_US.iter().zip(&mut route.buckets) {
            *count += u64::from(took_us <= *end_us);
        }
    }

    /// Counts a connection that was closed by us.
    pub(super) fn closed(&self, reason: Reason) {
        *self.closed.lock().unwrap_or_else(PoisonError::into_inner).entry(reason).or_default() += 1;
    }

    /// Counts a panic.
    pub(super) fn panicked(&self) {
        self.panics.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts bytes on the wire.
    pub(super) fn sent(&self, bytes: usize) {
        self.sent_bytes.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// Counts a connection above the limit.
    pub(super) fn turned_away(&self) {
        self.turned_away.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts a connection that the system could not hand over.
    pub(super) fn not_accepted(&self) {
        self.accept_faults.fetch_add(1, Ordering::Relaxed);
    }

    /// Requests so far.
    pub(super) fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    /// Panics so far.
    pub(super) fn panics(&self) -> u64 {
        self.panics.load(Ordering::Relaxed)
    }

    /// Everything in the text format of Prometheus, version 0.0.4.
    pub(super) fn text(&self, now: &Gauges) -> String {
        let mut out = String::new();
        self.push_routes(&mut out);
        self.push_closed(&mut out);
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let counters = [
            ("sarhad_panics_total", "Panics that were caught.", read(&self.panics)),
            ("sarhad_sent_bytes_total", "Bytes written to clients.", read(&self.sent_bytes)),
            ("sarhad_turned_away_total", "Connections above the limit.", read(&self.turned_away)),
            ("sarhad_accept_faults_total", "Connections that the system did not hand over.", read(&self.accept_faults)),
        ];
        for (name, help, value) in counters {
            let _ = write!(out, "# HELP {name} {help}\n# TYPE {name} counter\n{name} {value}\n");
        }
        let _ = write!(
            out,
            "# HELP sarhad_connections Connections open.\n# TYPE sarhad_connections gauge\nsarhad_connections {}\n\
             # HELP sarhad_edition_info The version of the data.\n# TYPE sarhad_edition_info gauge\n\
             sarhad_edition_info{{version=\"{}\"}} 1\n",
            now.connections,
            label(now.version)
        );
        out
    }

    fn push_routes(&self, out: &mut String) {
        let routes = self.routes.lock().unwrap_or_else(PoisonError::into_inner);
        out.push_str("# HELP sarhad_requests_total Requests by route, method and status; status 0: the client left.\n");
        out.push_str("# TYPE sarhad_requests_total counter\n");
        for (name, route) in &*routes {
            for ((method, status), count) in &route.answers {
                let labels = format!("route=\"{}\",method=\"{method}\",status=\"{status}\"", label(name));
                let _ = writeln!(out, "sarhad_requests_total{{{labels}}} {count}");
            }
        }
        out.push_str("# HELP sarhad_request_seconds From the end of a request's head to the end of its answer.\n");
        out.push_str("# TYPE sarhad_request_seconds histogram\n");
        for (name, route) in &*routes {
            let name = label(name);
            for (end_us, count) in BUCKETS_US.iter().zip(route.buckets) {
                let end_s = *end_us as f64 / 1e6;
                let _ = writeln!(out, "sarhad_request_seconds_bucket{{route=\"{name}\",le=\"{end_s}\"}} {count}");
            }
            let Route { count, sum_us, .. } = route;
            let _ = writeln!(out, "sarhad_request_seconds_bucket{{route=\"{name}\",le=\"+Inf\"}} {count}");
            let _ = writeln!(out, "sarhad_request_seconds_sum{{route=\"{name}\"}} {}", *sum_us as f64 / 1e6);
            let _ = writeln!(out, "sarhad_request_seconds_count{{route=\"{name}\"}} {count}");
        }
    }

    fn push_closed(&self, out: &mut String) {
        let closed = self.closed.lock().unwrap_or_else(PoisonError::into_inner);
        out.push_str("# HELP sarhad_closed_total Connections that the server closed by itself.\n");
        out.push_str("# TYPE sarhad_closed_total counter\n");
        for reason in Reason::ALL {
            let count = closed.get(&reason).copied().unwrap_or_default();
            let _ = writeln!(out, "sarhad_closed_total{{reason=\"{}\"}} {count}", reason.word());
        }
    }
}

/// Text as a label's value.
fn label(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}
