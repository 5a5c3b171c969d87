//! The bytes of one connection on their way in and out: notes for its seat what it is at, has heads looked at before they are
//! parsed, words the parser's own refusals as problems, and lets a client read the last answer before the connection goes.
//! Not responsible for when it goes.

use std::future::Future;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

use crate::server::http::books::Books;
use crate::server::http::head_scan::HeadScan;
use crate::server::http::problem::{Code, Problem};
use crate::server::http::seats::Seat;

/// How long a client that still sends may go on after the last answer. Closing at once would reset the connection, and the
/// client would perhaps never see the answer.
pub(super) const LINGER: Duration = Duration::from_secs(1);
/// Bytes thrown away at once meanwhile.
const DISCARDED: usize = 16 * 1_024;
/// Every answer of ours has it, the parser's have not.
const OURS: &[u8] = b"x-content-type-options";

/// The bytes of one connection.
pub(super) struct Guard {
    stream: TcpStream,
    seat: Arc<Seat>,
    books: Arc<Books>,
    scan: HeadScan,
    refusal: Option<Refusal>,
    lingering: Option<Pin<Box<Sleep>>>,
}

/// An answer that takes the place of the parser's.
struct Refusal {
    bytes: Vec<u8>,
    sent: usize,
}

impl Guard {
    /// Over `stream`, whose seat is `seat`.
    pub(super) fn new(stream: TcpStream, seat: Arc<Seat>, books: Arc<Books>) -> Self {
        Self { stream, seat, books, scan: HeadScan::new(), refusal: None, lingering: None }
    }

    /// Takes `bytes` for sent, and its own wording to be sent, where they are the parser's refusal.
    fn reworded(&mut self, bytes: &[u8]) -> bool {
        if self.seat.busy() || self.refusal.is_some() {
            return false;
        }
        let Some(code) = parsers_own(bytes) else { return false };
        self.books.metrics.answered(None, ("OTHER", code.status().as_u16()), Duration::ZERO);
        self.refusal = Some(Refusal { bytes: Problem::plain(code).wire(), sent: 0 });
        true
    }

    /// Sends what is left of the refusal.
    fn poll_refusal(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while let Some(refusal) = &mut self.refusal {
            let left = &refusal.bytes[refusal.sent..];
            if left.is_empty() {
                return Poll::Ready(Ok(()));
            }
            let polled = Pin::new(&mut self.stream).poll_write(cx, left);
            if let Poll::Ready(Ok(sent)) = &polled {
                refusal.sent += sent;
            }
            ready!(self.noted(polled))?;
        }
        Poll::Ready(Ok(()))
    }

    /// What became of a write, noted for the seat and the books.
    fn noted(&self, polled: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        match &polled {
            Poll::Pending => self.seat.takes_none(),
            Poll::Ready(Ok(sent)) => {
                self.seat.took(*sent);
                self.books.metrics.sent(*sent);
            }
            Poll::Ready(Err(_)) => {}
        }
        polled
    }
}

/// The code of a refusal that the parser wrote by itself, without a body.
fn parsers_own(bytes: &[u8]) -> Option<Code> {
    let rest = bytes.strip_prefix(b"HTTP/1.1 ").or_else(|| bytes.strip_prefix(b"HTTP/1.0 "))?;
    if bytes.windows(OURS.len()).any(|window| window == OURS) {
        return None;
    }
    match rest.get(..3)? {
        b"400" => Some(Code::BadRequest),
        b"414" => Some(Code::UrlTooLong),
        b"431" => Some(Code::HeadTooLarge),
        _ => None,
    }
}

impl AsyncRead for Guard {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buf.filled().len();
        ready!(Pin::new(&mut this.stream).poll_read(cx, buf))?;
        let fresh = &mut buf.filled_mut()[before..];
        if !fresh.is_empty() {
            this.seat.heard();
            this.scan.look(fresh);
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Guard {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if this.reworded(buf) {
            return Poll::Ready(Ok(buf.len()));
        }
        ready!(this.poll_refusal(cx))?;
        let polled = Pin::new(&mut this.stream).poll_write(cx, buf);
        this.noted(polled)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if bufs.first().is_some_and(|first| this.reworded(first)) {
            return Poll::Ready(Ok(bufs.iter().map(|buf| buf.len()).sum()));
        }
        ready!(this.poll_refusal(cx))?;
        let polled = Pin::new(&mut this.stream).poll_write_vectored(cx, bufs);
        this.noted(polled)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        ready!(this.poll_refusal(cx))?;
        // a flush comes when all that was to be written is
        this.seat.took_all();
        Pin::new(&mut this.stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        ready!(this.poll_refusal(cx))?;
        if this.lingering.is_none() {
            ready!(Pin::new(&mut this.stream).poll_shutdown(cx))?;
        }
        let lingering = this.lingering.get_or_insert_with(|| Box::pin(sleep(LINGER)));
        if lingering.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Ok(()));
        }
        poll_discarded(&mut this.stream, cx).map(Ok)
    }
}

/// Ready when the client has nothing more to say; what it says is thrown away.
pub(super) fn poll_discarded(stream: &mut TcpStream, cx: &mut Context<'_>) -> Poll<()> {
    let mut room = [0; DISCARDED];
    loop {
        let mut buf = ReadBuf::new(&mut room);
        match ready!(Pin::new(&mut *stream).poll_read(cx, &mut buf)) {
            Ok(()) if !buf.filled().is_empty() => {}
            _ => return Poll::Ready(()),
        }
    }
}
