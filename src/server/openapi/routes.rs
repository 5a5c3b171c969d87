//! The paths `/api` and `/docs` and who answers them. Not responsible for the answers.

use axum::Router;
use axum::extract::{Extension, RawQuery};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;

use crate::server::features::forms::{self, HTML, OPENAPI};
use crate::server::features::routes::{Call, computed};
use crate::server::http::{BaseUrl, Edition, Problem};
use crate::server::openapi::document::document;
use crate::server::openapi::documentation::documentation;

/// The paths at which the interface is told, whose links begin with `base`.
pub fn router(base: BaseUrl) -> Router {
    Router::new().route("/api", get(api)).route("/docs", get(docs)).layer(Extension(base))
}

type Ed = Extension<Edition>;
type Base = Extension<BaseUrl>;

async fn api(edition: Ed, base: Base, query: RawQuery, headers: HeaderMap) -> Result<Response, Problem> {
    let call = Call::new(&edition, &base, query.0, &headers)?;
    let params = call.params(&["f"])?;
    if *call.form(&[OPENAPI, HTML], &params)? == OPENAPI {
        return Ok(forms::json(&OPENAPI, &document(call.served(), call.base())));
    }
    computed(Ok(call), |call| Ok(page(call))).await
}

async fn docs(edition: Ed, base: Base, query: RawQuery, headers: HeaderMap) -> Result<Response, Problem> {
    let call = Call::new(&edition, &base, query.0, &headers)?;
    let params = call.params(&["f"])?;
    call.form(&[HTML], &params)?;
    computed(Ok(call), |call| Ok(page(call))).await
}

fn page(call: &Call) -> Response {
    forms::answer(&HTML, documentation(call.served(), call.base()))
}
