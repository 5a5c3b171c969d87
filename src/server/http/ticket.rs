//! One request from its head to the last byte of its answer: counted, told, and its seat freed for the next. Not responsible
//! for the answer.

use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::http::Method;
use hyper::body::{Frame, SizeHint};
use tokio::time::Instant;

use crate::server::http::books::Books;
use crate::server::http::events::Event;
use crate::server::http::panics::{Panicked, caught};
use crate::server::http::problem::Code;
use crate::server::http::seats::Seat;

/// The route that a request takes, once that is known.
#[derive(Clone, Default)]
pub(super) struct TakenRoute(Arc<OnceLock<String>>);

impl TakenRoute {
    /// It is `route`.
    pub(super) fn note(&self, route: &str) {
        let _ = self.0.set(route.to_owned());
    }

    fn name(&self) -> Option<&str> {
        self.0.get().map(String::as_str)
    }
}

/// One request that is under way; dropping it ends it.
pub(super) struct Ticket {
    books: Arc<Books>,
    seat: Option<Arc<Seat>>,
    began: Instant,
    method: &'static str,
    path: String,
    route: TakenRoute,
    status: Option<u16>,
    refusal: Option<Code>,
    bytes: u64,
    whole: bool,
}

impl Ticket {
    /// For the request of `method` for `path`, on the connection of `seat`.
    pub(super) fn new(books: Arc<Books>, seat: Option<Arc<Seat>>, (method, path): (&Method, &str)) -> Self {
        Self {
            books,
            seat,
            began: Instant::now(),
            method: word(method),
            path: path.to_owned(),
            route: TakenRoute::default(),
            status: None,
            refusal: None,
            bytes: 0,
            whole: false,
        }
    }

    /// Where its route is to be noted.
    pub(super) fn route(&self) -> TakenRoute {
        self.route.clone()
    }

    /// Its answer has `status`, and was refused for `refusal` if it was.
    pub(super) fn answered(&mut self, status: u16, refusal: Option<Code>) {
        self.status = Some(status);
        self.refusal = refusal;
    }

    /// Counts and tells a panic.
    pub(super) fn panicked(&self, Panicked(message): Panicked) {
        self.books.metrics.panicked();
        self.books.tell(&Event::Panic { path: self.path.clone(), message });
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        if let Some(seat) = &self.seat {
            seat.end();
        }
        let took = self.began.elapsed();
        let labels = (self.method, self.status.unwrap_or_default());
        self.books.metrics.answered(self.route.name(), labels, took);
        if self.books.sink.is_some() {
            self.books.tell(&Event::Request {
                method: self.method,
                path: std::mem::take(&mut self.path),
                route: self.route.name().map(str::to_owned),
                status: self.status,
                refusal: self.refusal.map(Code::word),
                bytes: self.bytes,
                took,
                whole: self.whole,
            });
        }
    }
}

/// The name of a method, or `OTHER`: what a client makes up becomes no label.
fn word(method: &Method) -> &'static str {
    let known = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT"];
    known.into_iter().find(|name| *name == method.as_str()).unwrap_or("OTHER")
}

/// The body of an answer, with the ticket of its request.
pub(super) struct Answer {
    body: Body,
    ticket: Ticket,
    /// The answer to HEAD is whole without its body.
    headless: bool,
}

impl Answer {
    /// `body`, which `ticket` ends with.
    pub(super) fn new(body: Body, ticket: Ticket) -> Self {
        let headless = ticket.method == "HEAD";
        Self { body, ticket, headless }
    }
}

impl HttpBody for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = match caught(|| Pin::new(&mut self.body).poll_frame(cx)) {
            Ok(polled) => polled,
            Err(panicked) => {
                let error = axum::Error::new(std::io::Error::other("the answer broke off"));
                self.ticket.panicked(panicked);
                self.body = Body::empty();
                return Poll::Ready(Some(Err(error)));
            }
        };
        match &polled {
            Poll::Ready(Some(Ok(frame))) => self.ticket.bytes += frame.data_ref().map_or(0, Bytes::len) as u64,
            Poll::Ready(None) => self.ticket.whole = true,
            _ => {}
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.ticket.whole |= self.headless || self.body.is_end_stream();
    }
}
