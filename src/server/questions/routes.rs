//! The paths of our own questions. Not responsible for their answers.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Extension, RawQuery};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;

use crate::server::features::routes::{Call, computed};
use crate::server::http::{BaseUrl, Edition, Problem};
use crate::server::questions::answer::{FORMS, POSTED_FORMS};
use crate::server::questions::endpoints::{Question, of_place, of_posted};
use crate::server::questions::posted::judged;

type Ed = Extension<Edition>;
type Base = Extension<BaseUrl>;

/// The paths of our own questions, whose links begin with `base`.
pub fn router(base: BaseUrl) -> Router {
    [Question::Locate, Question::Distance, Question::Nearest]
        .into_iter()
        .fold(Router::new(), |router, question| {
            let asked = move |edition: Ed, base: Base, query: RawQuery, headers: HeaderMap| async move {
                placed(question, Call::new(&edition, &base, query.0, &headers)).await
            };
            let sent = move |edition: Ed, base: Base, query: RawQuery, headers: HeaderMap, body: Bytes| async move {
                judged(&headers)?;
                posted(question, Call::new(&edition, &base, query.0, &headers), body).await
            };
            router.route(question.path(), get(asked).post(sent))
        })
        .layer(Extension(base))
}

async fn placed(question: Question, call: Result<Call, Problem>) -> Result<Response, Problem> {
    computed(call, move |call| {
        let params = call.params(question.parameters())?;
        let form = call.form(&FORMS, &params)?;
        of_place(question, call, &params)?.response(form, call.base())
    })
    .await
}

async fn posted(question: Question, call: Result<Call, Problem>, body: Bytes) -> Result<Response, Problem> {
    computed(call, move |call| {
        // the features that are sent say which places
        let params = call.params(question.parameters().get(1..).unwrap_or_default())?;
        let form = call.form(&POSTED_FORMS, &params)?;
        of_posted(question, call, (&params, body))?.response(form, call.base())
    })
    .await
}
