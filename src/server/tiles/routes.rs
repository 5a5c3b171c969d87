//! The paths of tiles and styles and who answers them. Not responsible for the answers.

use axum::Router;
use axum::body::Body;
use axum::extract::{Extension, Path, RawQuery};
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, HeaderName, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use serde_json::Value;

use crate::io::write::tiles::{LiveTile, Tile};
use crate::server::features::forms::{self, JSON};
use crate::server::features::routes::{Call, computed};
use crate::server::http::{BaseUrl, Code, Edition, Problem};
use crate::server::state::Served;
use crate::server::tiles::address::{ALL, Subject, matrix_set, tile};
use crate::server::tiles::cache::Kept;
use crate::server::tiles::tilesets::{self, MVT};
use crate::server::tiles::{matrix, shelf, styles, tilejson};

/// What a tile says of itself where it is coarser than others of its zoom.
const COARSER: HeaderName = HeaderName::from_static("sarhad-tile");

/// The paths of tiles and styles, whose links begin with `base`.
pub fn router(base: BaseUrl) -> Router {
    Router::new()
        .route("/tileMatrixSets", get(matrix_sets))
        .route("/tileMatrixSets/{set}", get(one_matrix_set))
        .route("/tiles", get(sets_of_all))
        .route("/tiles/{name}", get(named))
        .route("/tiles/{set}/{zoom}/{row}/{column}", get(tile_of_all))
        .route("/collections/{id}/tiles", get(sets_of_one))
        .route("/collections/{id}/tiles/{set}", get(set_of_one))
        .route("/collections/{id}/tiles/{set}/{zoom}/{row}/{column}", get(tile_of_one))
        .route("/styles", get(all_styles))
        .route("/styles/{name}", get(one_style))
        .layer(Extension(base))
}

type Ed = Extension<Edition>;
type Base = Extension<BaseUrl>;
type Answer = Result<Response, Problem>;

async fn matrix_sets(edition: Ed, base: Base, query: RawQuery, headers: HeaderMap) -> Answer {
    let call = Call::new(&edition, &base, query.0, &headers)?;
    call.document((&JSON, "Tile matrix sets"), |call| Ok(matrix::list(call.base())))
}

async fn one_matrix_set(edition: Ed, base: Base, set: Path<String>, query: RawQuery, headers: HeaderMap) -> Answer {
    let call = Call::new(&edition, &base, query.0, &headers)?;
    matrix_set(&set)?;
    call.document((&JSON, matrix::MATRIX_SET), |_| Ok(matrix::definition()))
}

async fn sets_of_all(edition: Ed, base: Base, query: RawQuery, headers: HeaderMap) -> Answer {
    let call = Call::new(&edition, &base, query.0, &headers)?;
    call.document((&JSON, "Tiles"), |call| Ok(tilesets::list(call.served(), Subject::All, call.base())))
}

async fn sets_of_one(edition: Ed, base: Base, id: Path<String>, query: RawQuery, headers: HeaderMap) -> Answer {
    let call = Call::new(&edition, &base, query.0, &headers);
    computed(call, move |call| {
        let subject = Subject::of(call.served(), &id)?;
        call.document((&JSON, "Tiles"), |call| Ok(tilesets::list(call.served(), subject, call.base())))
    })
    .await
}

async fn set_of_one(
    edition: Ed,
    base: Base,
    path: Path<(String, String)>,
    query: RawQuery,
    headers: HeaderMap,
) -> Answer {
    let call = Call::new(&edition, &base, query.0, &headers);
    computed(call, move |call| {
        let (id, set) = &path.0;
        let subject = Subject::of(call.served(), id)?;
        matrix_set(set)?;
        call.document((&JSON, "Tiles"), |call| tilesets::metadata(call.served(), subject, call.base()))
    })
    .await
}

/// What stands directly under `/tiles`: the set of tiles of everything, and what map libraries are told.
async fn named(edition: Ed, base: Base, name: Path<String>, query: RawQuery, headers: HeaderMap) -> Answer {
    let call = Call::new(&edition, &base, query.0, &headers);
    computed(call, move |call| {
        let Some(id) = name.strip_suffix(".json") else {
            matrix_set(&name)?;
            return call
                .document((&JSON, "Tiles"), |call| tilesets::metadata(call.served(), Subject::All, call.base()));
        };
        let subject = if id == ALL { Subject::All } else { Subject::of(call.served(), id)? };
        plain(call, |call| tilejson::document(call.served(), subject, call.base()))
    })
    .await
}

async fn all_styles(edition: Ed, base: Base, query: RawQuery, headers: HeaderMap) -> Answer {
    let call = Call::new(&edition, &base, query.0, &headers)?;
    call.document((&JSON, "Styles"), |call| Ok(styles::list(call.base())))
}

async fn one_style(edition: Ed, base: Base, name: Path<String>, query: RawQuery, headers: HeaderMap) -> Answer {
    let call = Call::new(&edition, &base, query.0, &headers);
    computed(call, move |call| {
        let style = name.strip_suffix(".json").and_then(styles::style).ok_or_else(|| {
            let detail = format!("there is no style {:?}; /styles lists what there is", name.0);
            Problem::new(Code::NotFound, detail)
        })?;
        plain(call, |call| style.document(call.served(), call.base()))
    })
    .await
}

/// A document for programs, which is had in no other form.
fn plain(call: &Call, document: impl FnOnce(&Call) -> Result<Value, Problem>) -> Answer {
    call.form(&[JSON], &call.params(&["f"])?)?;
    Ok(forms::json(&JSON, &document(call)?))
}

async fn tile_of_all(
    edition: Ed,
    base: Base,
    path: Path<(String, String, String, String)>,
    (query, headers): (RawQuery, HeaderMap),
) -> Answer {
    let (set, zoom, row, column) = &path.0;
    let call = Call::new(&edition, &base, query.0, &headers)?;
    let tile = tile(set, [zoom, row, column])?;
    answered(call, (Subject::All, tile), &headers).await
}

async fn tile_of_one(
    edition: Ed,
    base: Base,
    path: Path<(String, String, String, String, String)>,
    (query, headers): (RawQuery, HeaderMap),
) -> Answer {
    let (id, set, zoom, row, column) = &path.0;
    let call = Call::new(&edition, &base, query.0, &headers)?;
    let subject = Subject::of(call.served(), id)?;
    let tile = tile(set, [zoom, row, column])?;
    answered(call, (subject, tile), &headers).await
}

/// A tile: at once if it is kept, else as soon as a thread may make it.
async fn answered(call: Call, key: (Subject, Tile), headers: &HeaderMap) -> Answer {
    call.form(&[MVT], &call.params(&["f"])?)?;
    let takes_gzip = takes_gzip(headers);
    let (subject, tile) = key;
    if let Some(kept) = shelf::kept(call.served(), subject, tile) {
        let response = response(&kept, takes_gzip)?;
        // what is packed is kept once for all clients, what is unpacked is this one's own
        return if takes_gzip == TakesGzip::Yes { Ok(response) } else { call.served().answers.hold(response) };
    }
    computed(Ok(call), move |call| {
        let served: &Served = call.served();
        // another may have made it while this one waited
        let kept = shelf::kept(served, subject, tile).map_or_else(|| shelf::made(served, subject, tile), Ok)?;
        response(&kept, takes_gzip)
    })
    .await
}

/// A tile as a client takes it: as it is kept, or unpacked; no content where nothing is in it.
fn response(kept: &Kept, takes_gzip: TakesGzip) -> Answer {
    if kept.bytes.is_empty() {
        let mut response = Response::default();
        *response.status_mut() = StatusCode::NO_CONTENT;
        return Ok(response);
    }
    let body = match takes_gzip {
        TakesGzip::Yes => Body::from(kept.bytes.clone()),
        TakesGzip::No => Body::from(LiveTile::unpacked(&kept.bytes).map_err(|_| Problem::plain(Code::Fault))?),
    };
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(MVT.media));
    if takes_gzip == TakesGzip::Yes {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(match &kept.coarser {
        Some(told) => forms::with(response, COARSER, told),
        None => response,
    })
}

/// Whether a client takes what is packed with gzip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TakesGzip {
    Yes,
    No,
}

fn takes_gzip(headers: &HeaderMap) -> TakesGzip {
    let values = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let mut takes = TakesGzip::No;
    for part in values.flat_map(|value| value.split(',')) {
        let (coding, weight) = part.split_once(';').map_or((part, ""), |(coding, weight)| (coding, weight.trim()));
        let is_refused = weight.strip_prefix("q=").is_some_and(|q| q.trim().parse().is_ok_and(|q: f32| q <= 0.0));
        match coding.trim().to_ascii_lowercase().as_str() {
            // what is said of gzip itself decides
            "gzip" | "x-gzip" => return if is_refused { TakesGzip::No } else { TakesGzip::Yes },
            "*" if !is_refused => takes = TakesGzip::Yes,
            _ => {}
        }
    }
    takes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_goes_to_those_who_take_it() {
        let takes = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(text));
            takes_gzip(&headers) == TakesGzip::Yes
        };
        for text in ["gzip", "br, GZIP;q=0.5", "*", "deflate, *;q=0.1", "x-gzip"] {
            assert!(takes(text), "{text}");
        }
        for text in ["", "br", "gzip;q=0", "*, gzip;q=0.0", "identity", "*;q=0"] {
            assert!(!takes(text), "{text}");
        }
        assert_eq!(takes_gzip(&HeaderMap::new()), TakesGzip::No);
    }
}
