//! From a tool and its arguments to an answer, by the paths of the interface. Not responsible for how answers are cut.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use hyper::service::Service as _;
use hyper_util::service::TowerToHyperService;
use serde_json::{Map, Value, json};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::server::features::collections::description;
use crate::server::features::credit::credit;
use crate::server::http::{BaseUrl, Edition};
use crate::server::mcp::arguments::{Arguments, RECORDS_MOST};
use crate::server::mcp::incident::incident;
use crate::server::mcp::places::find_place;
use crate::server::mcp::records::{credited, fitted, record};
use crate::server::mcp::tools::Tool;
use crate::server::router::router;
use crate::server::state::{Entry, EntryKind, Served};

/// Questions that are worked on at once; the paths themselves refuse what waits for long.
const AT_ONCE: usize = 2;
/// Bytes that are read of an answer before it is cut.
const BODY_BYTES: usize = 256 << 20;

/// Members of an answer.
pub(super) type Answer = Map<String, Value>;

/// Where tools ask.
#[derive(Clone)]
pub(super) struct Desk {
    edition: Edition,
    served: Arc<Served>,
    base: BaseUrl,
    router: TowerToHyperService<Router>,
    turns: Arc<Semaphore>,
}

impl Desk {
    /// A desk for what `edition` serves; nothing where it serves no collections.
    pub(super) fn new(edition: Edition, base: BaseUrl) -> Option<Self> {
        let served = edition.data::<Served>()?;
        let router = TowerToHyperService::new(router(base.clone()));
        Some(Self { edition, served, base, router, turns: Arc::new(Semaphore::new(AT_ONCE)) })
    }

    /// The answer of `tool`.
    ///
    /// # Errors
    /// What, where and what to do, in words.
    pub(super) async fn answer(&self, tool: Tool, arguments: Map<String, Value>) -> Result<Answer, String> {
        let said = Arc::new(Arguments::new(arguments, &tool.input())?);
        let (answer, list) = match tool {
            Tool::Locate => (self.of_place("/locate", &[("at", said.place()?)]).await?, ""),
            Tool::Distance => {
                let to = said.text("to")?.unwrap_or("border").to_owned();
                (self.of_place("/distance", &[("at", said.place()?), ("to", to)]).await?, "")
            }
            Tool::FindPlace => {
                let answer = self.computed(&said, |desk, said| find_place(&desk.served.atlas, said));
                (answer.await?, "candidates")
            }
            Tool::ListCollections => (self.computed(&said, Self::collections).await?, "collections"),
            Tool::IncidentsNear => (self.near(&said).await?, "records"),
            Tool::Incidents => (self.items(&said).await?, "records"),
            Tool::Incident => {
                let answer = self.computed(&said, |desk, said| incident(desk.entry(said)?, said.needed_text("id")?));
                (answer.await?, "claims")
            }
        };
        told_of_the_rest(fitted(answer, list)?, &said)
    }

    /// What `answer` says, in a thread that may compute, when its turn comes.
    async fn computed(
        &self,
        said: &Arc<Arguments>,
        answer: impl FnOnce(&Self, &Arguments) -> Result<Answer, String> + Send + 'static,
    ) -> Result<Answer, String> {
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        let (desk, said) = (self.clone(), Arc::clone(said));
        let answering = move || {
            let _turn = turn;
            answer(&desk, &said)
        };
        match spawn_blocking(answering).await {
            Ok(answered) => answered,
            Err(failed) if failed.is_panic() => std::panic::resume_unwind(failed.into_panic()),
            Err(_) => Err("this program is about to end".to_owned()),
        }
    }

    async fn of_place(&self, path: &str, params: &[(&str, String)]) -> Result<Answer, String> {
        let document = self.asked(path, params).await?;
        let answer = Map::from_iter([("answer".to_owned(), document["properties"].clone())]);
        Ok(credited(answer, &document["metadata"]))
    }

    async fn near(&self, said: &Arguments) -> Result<Answer, String> {
        let radius_km = said.needed_number("radius_km")?;
        if !(0.0..=21_000.0).contains(&radius_km) {
            return Err(format!("radius_km is {radius_km}; write kilometres from 0 to 21000"));
        }
        let certainty = said.text("certainty")?.unwrap_or("must").to_owned();
        let mut params =
            vec![("near", said.place()?), ("distance", format!("{radius_km}km")), ("certainty", certainty)];
        params.extend(said.text("in")?.map(|unit| ("in", unit.to_owned())));
        self.page(said, params, 10).await
    }

    async fn items(&self, said: &Arguments) -> Result<Answer, String> {
        let mut params = Vec::new();
        for name in ["filter", "datetime", "in", "certainty", "border", "border_distance"] {
            params.extend(said.text(name)?.map(|text| (name, text.to_owned())));
        }
        if let Some(bounds) = said.numbers("bbox")? {
            params.push(("bbox", bounds));
        }
        self.page(said, params, 20).await
    }

    /// A page of records.
    async fn page(&self, said: &Arguments, mut params: Vec<(&str, String)>, usual: u64) -> Result<Answer, String> {
        let entry = self.entry(said)?;
        let offset = said.offset()?;
        let limit = said.count("limit", usual, (1, RECORDS_MOST))?;
        params.extend([("limit", limit.to_string()), ("offset", offset.to_string())]);
        let document = self.asked(&format!("/collections/{}/items", entry.id), &params).await?;
        let records: Vec<Value> = document["features"].as_array().into_iter().flatten().map(record).collect();
        let mut answer = Map::new();
        answer.insert("collection".to_owned(), entry.id.clone().into());
        answer.insert("numberMatched".to_owned(), document["numberMatched"].clone());
        answer.insert("numberReturned".to_owned(), records.len().into());
        answer.insert("records".to_owned(), records.into());
        Ok(credited(answer, &document["metadata"]))
    }

    fn entry(&self, said: &Arguments) -> Result<&Entry, String> {
        match said.text("collection")? {
            None => self.served.entries().next().ok_or_else(|| "nothing is served; name an input".to_owned()),
            Some(id) => self.served.named(id),
        }
    }

    fn collections(&self, said: &Arguments) -> Result<Answer, String> {
        let one = said.text("collection")?.map(|_| self.entry(said)).transpose()?;
        let told = |entry: &Entry| {
            let collection = entry.collection();
            let card = description(entry, &self.base);
            let columns = collection
                .card()
                .columns
                .iter()
                .map(|column| (column.name.clone(), serde_json::to_value(column.kind).unwrap_or_default()));
            let mut told = Map::new();
            told.insert("id".to_owned(), entry.id.clone().into());
            told.insert("title".to_owned(), card["title"].clone());
            let kind = if entry.kind == EntryKind::Records { "records" } else { "layer" };
            told.insert("kind".to_owned(), kind.into());
            told.insert("records".to_owned(), collection.len().into());
            told.insert("bbox".to_owned(), json!(collection.boxes().bounds()));
            if let Some(times) = card["extent"].pointer("/temporal/interval/0") {
                told.insert("times".to_owned(), times.clone());
            }
            told.insert("columns".to_owned(), columns.collect::<Map<_, _>>().into());
            let mut told = credited(told, &credit(collection).unwrap_or_default());
            told.remove("rows");
            Value::Object(told)
        };
        let all: Vec<Value> = match one {
            Some(entry) => vec![told(entry)],
            None => self.served.entries().map(told).collect(),
        };
        let answer = Map::from_iter([("collections".to_owned(), all.into())]);
        let each = "told with each collection";
        Ok(credited(answer, &json!({ "attribution": each, "licence": each, "disclaimer": each })))
    }

    /// What the interface answers at `path`.
    async fn asked(&self, path: &str, params: &[(&str, String)]) -> Result<Value, String> {
        let target = target(path, params);
        let request = Request::get(target).extension(self.edition.clone()).body(Body::empty());
        let request = request.map_err(|_| "the arguments are too long together; ask for less at once".to_owned())?;
        // one client is never refused for its own haste: what it asks at once waits here, without an end
        let _turn = self.turns.acquire().await;
        let Ok(response) = self.router.call(request).await;
        let status = response.status();
        let body = to_bytes(response.into_body(), BODY_BYTES).await;
        let body = body.map_err(|_| "the answer is too long; ask for fewer records".to_owned())?;
        let document: Value = serde_json::from_slice(&body).unwrap_or_default();
        if status == StatusCode::OK {
            return Ok(document);
        }
        let detail = document["detail"].as_str().unwrap_or("the question is refused");
        Err(detail.to_owned())
    }
}

/// `path` with its query, for an answer as JSON.
fn target(path: &str, params: &[(&str, String)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(params).append_pair("f", "json");
    format!("{path}?{}", query.finish())
}

/// How many records are here after all, and where the next page begins.
fn told_of_the_rest(mut answer: Answer, said: &Arguments) -> Result<Answer, String> {
    let (Some(here), Some(matched)) = (
        answer.get("records").and_then(Value::as_array).map(Vec::len),
        answer.get("numberMatched").and_then(Value::as_u64),
    ) else {
        return Ok(answer);
    };
    answer.insert("numberReturned".to_owned(), here.into());
    let next = said.offset()?.saturating_add(here as u64);
    if here > 0 && next < matched {
        answer.insert("next_offset".to_owned(), next.into());
    }
    Ok(answer)
}
