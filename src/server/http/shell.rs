//! What all requests of a server share. Not responsible for any one of them.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::json;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};

use crate::server::http::answering::{answer, ask, routed};
use crate::server::http::books::Books;
use crate::server::http::edition::Editions;
use crate::server::http::intake::Intake;
use crate::server::http::links::BaseUrl;
use crate::server::http::metrics::Gauges;
use crate::server::http::options::{Limits, Origins};
use crate::server::http::seats::Seats;

/// Bytes below which packing an answer costs more than it saves.
const PACKED_ABOVE: u64 = 1_024;
/// Media types that are packed already, by their beginnings.
const PACKED_ALREADY: [&str; 5] = [
    "image/png",
    "application/zip",
    "application/vnd.google-earth.kmz",
    "application/vnd.openxmlformats-officedocument",
    "application/vnd.apache.parquet",
];

/// What all requests of a server share.
pub(super) struct Shell {
    pub(super) limits: Limits,
    pub(super) origins: Origins,
    pub(super) base: BaseUrl,
    pub(super) books: Arc<Books>,
    pub(super) seats: Arc<Seats>,
    pub(super) intake: Arc<Intake>,
    pub(super) editions: Editions,
}

/// `router` within the shell: `/health` and `/metrics` beside it; limits, refusals, packing and headers around it.
pub(super) fn within(shell: &Arc<Shell>, router: Router) -> Router {
    let own = Router::new().route("/health", get(health)).route("/metrics", get(metrics)).with_state(Arc::clone(shell));
    let [png, zip, kmz, office, parquet] = PACKED_ALREADY.map(NotForContentType::const_new);
    let worth_packing = SizeAbove::new(PACKED_ABOVE).and(png).and(zip).and(kmz).and(office).and(parquet);
    let packing = CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(worth_packing);
    // around the router as a whole: what it refuses says which methods there are only when it leaves the router
    let asked_for = router.merge(own).route_layer(from_fn(routed)).layer(DefaultBodyLimit::disable());
    Router::new()
        .fallback_service(asked_for)
        .layer(from_fn_with_state(Arc::clone(shell), ask))
        .layer(packing)
        .layer(from_fn_with_state(Arc::clone(shell), answer))
}

/// Whether the server lives, and what it serves.
async fn health(State(shell): State<Arc<Shell>>) -> Response {
    let version = shell.editions.current().version().to_owned();
    let text = json!({ "status": "ok", "program": env!("CARGO_PKG_VERSION"), "edition": version }).to_string();
    fresh("application/json", text)
}

/// What is counted.
async fn metrics(State(shell): State<Arc<Shell>>) -> Response {
    let edition = shell.editions.current();
    let now = Gauges { connections: shell.seats.open(), version: edition.version() };
    fresh("text/plain; version=0.0.4; charset=utf-8", shell.books.metrics.text(&now))
}

/// An answer that is another the next time.
fn fresh(media: &'static str, text: String) -> Response {
    let headers =
        [(CONTENT_TYPE, HeaderValue::from_static(media)), (CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (headers, text).into_response()
}
