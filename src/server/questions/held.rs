//! Bytes of answers that are made and wait for their clients, so that many slow readers cannot fill the memory where one cannot.
//! Not responsible for when a client has waited for too long.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::response::Response;
use hyper::body::{Frame, SizeHint};

use crate::server::http::{Code, Problem};

/// Bytes of all answers that wait, after which no further long one is begun.
const MOST: usize = 64 << 20;
/// An answer of at most so many bytes is held besides: it fits into what the system keeps for a connection anyhow.
const SHORT: usize = 64 << 10;

/// The bytes that wait.
#[derive(Debug)]
pub struct Answers {
    bytes: AtomicUsize,
    most: usize,
}

impl Default for Answers {
    fn default() -> Self {
        Self::new(MOST)
    }
}

impl Answers {
    /// Up to `most` bytes, and the answers that were begun before they were reached.
    #[must_use]
    pub const fn new(most: usize) -> Self {
        Self { bytes: AtomicUsize::new(0), most }
    }

    /// That a long answer may be begun.
    ///
    /// # Errors
    /// Where those that wait are enough.
    pub fn room(&self) -> Result<(), Problem> {
        if self.bytes.load(Ordering::Acquire) < self.most { Ok(()) } else { Err(Problem::plain(Code::Overloaded)) }
    }

    /// `response`, whose bytes are counted until the connection has taken them or has ended.
    ///
    /// # Errors
    /// Where it is long and those that wait are enough.
    pub fn hold(self: &Arc<Self>, response: Response) -> Result<Response, Problem> {
        let bytes = response.body().size_hint().lower();
        let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
        if bytes <= SHORT {
            return Ok(response);
        }
        self.room()?;
        self.bytes.fetch_add(bytes, Ordering::AcqRel);
        let waiting = Arc::new(Waiting { answers: Arc::clone(self), bytes });
        Ok(response.map(|body| Body::new(Counted { body, waiting })))
    }
}

/// Bytes of one answer; they are given back with it.
#[derive(Debug)]
struct Waiting {
    answers: Arc<Answers>,
    bytes: usize,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.answers.bytes.fetch_sub(self.bytes, Ordering::AcqRel);
    }
}

/// A body whose parts keep the count as long as anybody has one of them.
struct Counted {
    body: Body,
    waiting: Arc<Waiting>,
}

/// A part of it.
struct Part {
    bytes: Bytes,
    _waiting: Arc<Waiting>,
}

impl AsRef<[u8]> for Part {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl HttpBody for Counted {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let waiting = Arc::clone(&self.waiting);
        let counted = |bytes| Bytes::from_owner(Part { bytes, _waiting: waiting });
        Pin::new(&mut self.body)
            .poll_frame(cx)
            .map(|polled| polled.map(|frame| frame.map(|frame| frame.map_data(counted))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use super::*;

    fn answer(bytes: usize) -> Response {
        Response::new(Body::from(vec![b'x'; bytes]))
    }

    #[test]
    fn long_answers_are_counted_until_their_last_part_is_gone() {
        let answers = Arc::new(Answers::new(2 * SHORT));
        let short = answers.hold(answer(SHORT)).unwrap();
        assert_eq!(answers.bytes.load(Ordering::Acquire), 0);
        let long = answers.hold(answer(2 * SHORT)).unwrap();
        assert_eq!(answers.room().unwrap_err().code(), Code::Overloaded);
        assert_eq!(answers.hold(answer(SHORT + 1)).unwrap_err().code(), Code::Overloaded);
        // what is short is answered all the same
        assert!(answers.hold(answer(SHORT)).is_ok());
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let mut body = long.into_body();
        let frame = runtime.block_on(poll_fn(|cx| Pin::new(&mut body).poll_frame(cx))).unwrap().unwrap();
        drop(body);
        assert!(answers.room().is_err(), "a part that is still on its way is counted no longer");
        let part = frame.into_data().unwrap();
        assert_eq!(part.len(), 2 * SHORT);
        drop(part);
        assert!(answers.room().is_ok());
        drop(short);
        assert_eq!(answers.bytes.load(Ordering::Acquire), 0);
    }
}
