//! One connection from its first byte to its end. Not responsible for what is asked through it.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpStream;

use crate::server::http::guard::Guard;
use crate::server::http::seats::{Seat, Taken};
use crate::server::http::server::Stop;
use crate::server::http::shell::Shell;

/// The router as one connection sees it: it notes when a request begins.
struct Desk {
    router: TowerToHyperService<Router>,
    seat: Arc<Seat>,
}

impl Service<Request<Incoming>> for Desk {
    type Response = <TowerToHyperService<Router> as Service<Request<Body>>>::Response;
    type Error = <TowerToHyperService<Router> as Service<Request<Body>>>::Error;
    type Future = <TowerToHyperService<Router> as Service<Request<Body>>>::Future;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        self.seat.begin();
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Arc::clone(&self.seat));
        self.router.call(request)
    }
}

/// Answers what comes through `stream` until either side ends it.
pub(super) async fn attended(shell: Arc<Shell>, router: Router, (stream, taken): (TcpStream, Taken), stop: Stop) {
    let seat = Arc::clone(taken.seat());
    let io = TokioIo::new(Guard::new(stream, Arc::clone(&seat), Arc::clone(&shell.books)));
    let desk = Desk { router: TowerToHyperService::new(router), seat: Arc::clone(&seat) };
    let mut http = http1::Builder::new();
    // the sweep over the seats keeps the time; the parser has no clock
    http.header_read_timeout(None).max_headers(shell.limits.headers).max_header_size(shell.limits.head_bytes);
    let mut connection = pin!(http.serve_connection(io, desk));
    let mut sent_away = pin!(seat.closed());
    let mut stopped = pin!(stop.told());
    let mut stopping = false;
    poll_fn(|cx| {
        if sent_away.as_mut().poll(cx).is_ready() {
            return Poll::Ready(());
        }
        if !stopping && stopped.as_mut().poll(cx).is_ready() {
            stopping = true;
            connection.as_mut().graceful_shutdown();
        }
        // an error is the client's: what it could be told, it was told
        connection.as_mut().poll(cx).map(drop)
    })
    .await;
}
