//! The paths of the interface and who answers them. Not responsible for the answers.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Extension, Path, RawQuery};
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CACHE_CONTROL, HeaderValue};
use axum::response::Response;
use axum::routing::get;
use serde_json::Value;
use tokio::task::spawn_blocking;

use crate::server::features::crs::Crs;
use crate::server::features::forms::{self, GEOJSON, HTML, JSON, SCHEMA};
use crate::server::features::items::{self, Answering, FORMS, item, page};
use crate::server::features::query::{LIMIT_MOST, PARAMETERS, Query};
use crate::server::features::{collections, landing, schema};
use crate::server::html;
use crate::server::http::{BaseUrl, Code, Edition, Form, Problem, chosen};
use crate::server::params::Params;
use crate::server::questions::found::Asking;
use crate::server::questions::going::Going;
use crate::server::state::{Entry, Served};

/// Features that are no long answer.
const FEW: usize = 1_000;

/// A request that is about to be answered.
pub struct Call {
    served: Arc<Served>,
    base: BaseUrl,
    query: Option<String>,
    accept: Option<String>,
    going: Going,
}

impl Call {
    /// What an edition serves, and what is asked of it.
    ///
    /// # Errors
    /// Where the edition serves no collections.
    pub fn new(edition: &Edition, base: &BaseUrl, query: Option<String>, headers: &HeaderMap) -> Result<Self, Problem> {
        let served = edition.data::<Served>().ok_or_else(|| Problem::plain(Code::Fault))?;
        let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).map(str::to_owned);
        Ok(Self { served, base: base.clone(), query, accept, going: Going::default() })
    }

    /// What is served.
    #[must_use]
    pub fn served(&self) -> &Served {
        &self.served
    }

    /// Whether anybody waits for the answer.
    #[must_use]
    pub const fn going(&self) -> &Going {
        &self.going
    }

    /// Where links lead.
    #[must_use]
    pub const fn base(&self) -> &BaseUrl {
        &self.base
    }

    /// The parameters, all of which are among `known`.
    ///
    /// # Errors
    /// Where one is not, or stands twice.
    pub fn params(&self, known: &[&str]) -> Result<Params<'_>, Problem> {
        Params::new(self.query.as_deref(), known)
    }

    /// The form that is asked for.
    ///
    /// # Errors
    /// Where it is not to be had.
    pub fn form<'f>(&self, forms: &'f [Form], params: &Params) -> Result<&'f Form, Problem> {
        chosen(forms, params.get("f"), self.accept.as_deref())
    }

    /// A document, as JSON or as a page.
    ///
    /// # Errors
    /// Where a parameter is not known, the form is not to be had, or `document` fails.
    pub fn document(
        &self,
        (json, title): (&Form, &str),
        document: impl FnOnce(&Self) -> Result<Value, Problem>,
    ) -> Result<Response, Problem> {
        let params = self.params(&["f"])?;
        let forms = [*json, HTML];
        let form = self.form(&forms, &params)?;
        let document = document(self)?;
        if *form == HTML {
            return Ok(forms::answer(form, html::document(title, &document, self.base())));
        }
        Ok(forms::json(form, &document))
    }
}

/// Answers in a thread that may compute, since a question can take long: when its turn comes, and as long as anybody waits.
///
/// # Errors
/// Those of `answer`, and where no turn comes in time.
pub async fn computed(
    call: Result<Call, Problem>,
    answer: impl FnOnce(&Call) -> Result<Response, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let call = call?;
    let turn = call.served.turns.take().await?;
    let _waiting = call.going.waiting();
    let answering = move || {
        let _turn = turn;
        answer(&call).and_then(|response| call.served.answers.hold(response))
    };
    match spawn_blocking(answering).await {
        Ok(answered) => answered,
        Err(failed) if failed.is_panic() => std::panic::resume_unwind(failed.into_panic()),
        Err(_) => Err(Problem::plain(Code::Overloaded)),
    }
}

/// The paths of the interface, whose links begin with `base`.
pub fn router(base: BaseUrl) -> Router {
    Router::new()
        .route("/", get(landing_document))
        .route("/conformance", get(conformance))
        .route("/collections", get(all))
        .route("/collections/{id}", get(one))
        .route("/collections/{id}/schema", get(returnables))
        .route("/collections/{id}/queryables", get(queryables))
        .route("/collections/{id}/items", get(features))
        .route("/collections/{id}/items/{feature}", get(feature))
        .layer(Extension(base))
}

type Ed = Extension<Edition>;
type Base = Extension<BaseUrl>;

async fn landing_document(edition: Ed, base: Base, query: RawQuery, headers: HeaderMap) -> Result<Response, Problem> {
    let call = Call::new(&edition, &base, query.0, &headers)?;
    let params = call.params(&["f"])?;
    let asks_for_page = *call.form(&[JSON, HTML], &params)? == HTML;
    if asks_for_page && let Some(map) = call.served().front().and_then(|front| front.answer("")) {
        return Ok(map);
    }
    let title = call.served().title.clone();
    let mut response = call.document((&JSON, &title), |call| Ok(landing::document(call.served(), call.base())))?;
    if asks_for_page {
        // the map may still be drawn, and stands here as soon as it is
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    Ok(response)
}

async fn conformance(edition: Ed, base: Base, query: RawQuery, headers: HeaderMap) -> Result<Response, Problem> {
    let call = Call::new(&edition, &base, query.0, &headers)?;
    call.document((&JSON, "Conformance"), |_| Ok(landing::conformance()))
}

async fn all(edition: Ed, base: Base, query: RawQuery, headers: HeaderMap) -> Result<Response, Problem> {
    let call = Call::new(&edition, &base, query.0, &headers);
    computed(call, |call| {
        call.document((&JSON, "Collections"), |call| Ok(collections::list(call.served(), call.base())))
    })
    .await
}

async fn one(
    edition: Ed,
    base: Base,
    id: Path<String>,
    query: RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    of_entry((edition, base, query, headers), id.0, JSON, collections::description).await
}

async fn returnables(
    edition: Ed,
    base: Base,
    id: Path<String>,
    query: RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    of_entry((edition, base, query, headers), id.0, SCHEMA, schema::returnables).await
}

async fn queryables(
    edition: Ed,
    base: Base,
    id: Path<String>,
    query: RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    of_entry((edition, base, query, headers), id.0, SCHEMA, schema::queryables).await
}

async fn of_entry(
    (edition, base, query, headers): (Ed, Base, RawQuery, HeaderMap),
    id: String,
    form: Form,
    document: fn(&Entry, &BaseUrl) -> Value,
) -> Result<Response, Problem> {
    let call = Call::new(&edition, &base, query.0, &headers);
    computed(call, move |call| {
        let entry = call.served().entry(&id)?;
        let title = entry.collection().card().title().to_owned();
        call.document((&form, &title), |call| Ok(document(entry, call.base())))
    })
    .await
}

async fn features(
    edition: Ed,
    base: Base,
    id: Path<String>,
    query: RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let call = Call::new(&edition, &base, query.0, &headers)?;
    if is_quick(&call, &id.0) {
        return items_of(&call, &id.0).and_then(|response| call.served.answers.hold(response));
    }
    computed(Ok(call), move |call| items_of(call, &id.0)).await
}

/// Whether a request for items is answered at once: few features, by a box around points, by their nearness, or by nothing. Outlines
/// have to be read and looked at for a box, which may take long.
fn is_quick(call: &Call, id: &str) -> bool {
    const QUICK: [&str; 5] = ["bbox", "limit", "offset", "near", "distance"];
    let Ok(params) = Params::new(call.query.as_deref(), &QUICK) else { return false };
    let number = |name, usual| params.get(name).map_or(Some(usual), |text: &str| text.parse::<u64>().ok());
    let (Some(limit), Some(offset)) = (number("limit", 0), number("offset", 0)) else { return false };
    let Ok(entry) = call.served.entry(id) else { return false };
    let is_page = call.form(&FORMS, &params).is_ok_and(|form| !forms::is_file(form));
    if !is_page || limit.saturating_add(offset) > FEW as u64 {
        return false;
    }
    match (params.get("near"), params.get("bbox")) {
        (None, None) => entry.is_made(),
        (None, Some(_)) => entry.is_made() && entry.collection().shapes().are_points(),
        (Some(_), None) => entry.has_near_points(),
        (Some(_), Some(_)) => false,
    }
}

fn items_of(call: &Call, id: &str) -> Result<Response, Problem> {
    let params = call.params(&PARAMETERS)?;
    let form = call.form(&FORMS, &params)?;
    let entry = call.served().entry(id)?;
    let mut query = Query::new(call.served(), entry, &params)?;
    // a file has no next page that a spreadsheet would ask for
    if forms::is_file(form) && params.get("limit").is_none() {
        query.limit = LIMIT_MOST;
    }
    query.crs.had_in(form)?;
    if query.limit > FEW {
        call.served().answers.room()?;
    }
    let asking = Asking { served: call.served(), entry, going: call.going() };
    let found = page(&asking, &query)?;
    Answering { asking: &asking, query: &query, params: &params, base: call.base() }.answer(&found, form)
}

async fn feature(
    edition: Ed,
    base: Base,
    path: Path<(String, String)>,
    query: RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let call = Call::new(&edition, &base, query.0, &headers);
    computed(call, move |call| {
        let (id, feature) = &path.0;
        let params = call.params(&["f", "crs"])?;
        let entry = call.served().entry(id)?;
        let found = entry.collection().ids().number(feature);
        let number = found.ok_or_else(|| {
            Problem::new(
                Code::NotFound,
                format!("there is no feature {feature:?} in {id}; /collections/{id}/items lists them"),
            )
        })?;
        let forms = [GEOJSON, HTML];
        let form = call.form(&forms, &params)?;
        let crs = params.get("crs").map_or(Ok(Crs::default()), |text| Crs::named("crs", text))?.had_in(form)?;
        let bytes =
            if *form == HTML { html::item(entry, number, call.base()) } else { item(entry, number, crs, call.base()) };
        let response = forms::answer(form, bytes);
        Ok(forms::with(response, items::CONTENT_CRS, &format!("<{}>", crs.uri())))
    })
    .await
}

#[cfg(test)]
mod tests {
    use geo_types::{Geometry, LineString, Point, Polygon};

    use super::*;
    use crate::atlas::Atlas;
    use crate::io::read::index_file::collection_in;
    use crate::io::write::feature::{FeatureWriter, feature_writer};
    use crate::io::write::format::OutputFormat;
    use crate::io::write::options::WriteOptions;
    use crate::model::feature::{Feature, Properties};
    use crate::model::shape::{Longitudes, Shape};
    use crate::server::state::EntryKind;

    fn entry(name: &str, geometry: Geometry<f64>) -> Entry {
        let mut bytes = Vec::new();
        let mut writer = feature_writer(&mut bytes, WriteOptions::new(OutputFormat::Index, name));
        let shape = Shape::new(geometry, Longitudes::Strict).unwrap().shape;
        writer.write(&Feature { id: None, shape, properties: Properties::new() }).unwrap();
        writer.finish().unwrap();
        let collection = Arc::new(collection_in(bytes).unwrap());
        let entry = Entry::new(name, EntryKind::Records, Box::new(move || Arc::clone(&collection)));
        entry.collection();
        entry
    }

    /// What may take long must not hold a thread that others wait for.
    #[test]
    fn a_box_is_answered_at_once_of_few_points_alone() {
        let outline = Polygon::new(LineString::from(vec![(60.0, 24.0), (64.0, 24.0), (64.0, 27.0)]), vec![]);
        let entries = vec![entry("points", Point::new(61.0, 29.5).into()), entry("outlines", outline.into())];
        let served = Served::new(String::new(), Arc::new(Atlas::built_in()), entries);
        let edition = Edition::new("v1", Arc::new(served));
        let base = BaseUrl::new("http://x").unwrap();
        let quick = |id: &str, query: &str| {
            let call = Call::new(&edition, &base, Some(query.to_owned()), &HeaderMap::new()).unwrap();
            is_quick(&call, id)
        };
        assert!(quick("points", "bbox=60,20,70,30") && quick("outlines", "limit=1000"));
        assert!(!quick("outlines", "bbox=60,20,70,30"));
        for query in ["bbox=60,20,70,30&offset=1001", "limit=1&offset=1000", "offset=18446744073709551615&limit=1"] {
            assert!(!quick("points", query), "{query}");
        }
        assert!(!quick("points", "bbox=60,20,70,30&near=61,29") && !quick("elsewhere", "limit=1"));
    }
}
