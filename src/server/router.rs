//! All paths of the server. Not responsible for any answer.

use axum::Router;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::server::features::routes as features;
use crate::server::http::BaseUrl;
use crate::server::openapi::routes as openapi;
use crate::server::questions::routes as questions;
use crate::server::tiles::routes as tiles;
use crate::server::{front, html};

/// All paths, whose links begin with `base`.
pub fn router(base: BaseUrl) -> Router {
    Router::new()
        .route(html::STYLE_PATH, get(style))
        .route("/sarhad-map.js", get(front::file))
        .route("/data/incidents.geojson", get(front::file))
        .route("/data/layers.topojson", get(front::file))
        .merge(features::router(base.clone()))
        .merge(openapi::router(base.clone()))
        .merge(questions::router(base.clone()))
        .merge(tiles::router(base))
}

async fn style() -> Response {
    ([(CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8"))], html::STYLE).into_response()
}
