//! Bodies of requests, whole and within limits before anything is asked. Not responsible for what they say.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::{Body, Bytes, HttpBody};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use tokio::time::timeout;

use crate::server::http::options::Limits;
use crate::server::http::problem::{Code, Problem};
use crate::server::http::seats::Seat;

/// Bytes of all bodies that are held, so that many clients cannot fill the memory where one cannot.
#[derive(Default)]
pub(super) struct Intake {
    held_bytes: AtomicUsize,
}

/// Bytes that a request holds; dropping it gives them back.
pub(super) struct Held {
    intake: Arc<Intake>,
    bytes: usize,
}

impl Held {
    /// Holds `more` bytes, if all together stay within `most`.
    fn grow(&mut self, more: usize, most: usize) -> bool {
        let before = self.intake.held_bytes.fetch_add(more, Ordering::AcqRel);
        self.bytes += more;
        before.saturating_add(more) <= most
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.intake.held_bytes.fetch_sub(self.bytes, Ordering::AcqRel);
    }
}

/// What the head alone tells of a body that is not taken.
pub(super) fn judged(headers: &HeaderMap, limits: &Limits) -> Result<(), Problem> {
    let packed =
        headers.get_all(CONTENT_ENCODING).iter().any(|value| !value.as_bytes().eq_ignore_ascii_case(b"identity"));
    if packed {
        return Err(Problem::plain(Code::MediaType));
    }
    let length =
        headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()).and_then(|text| text.parse::<u64>().ok());
    if length.is_some_and(|length| length > limits.body_bytes as u64) {
        return Err(too_large(limits));
    }
    Ok(())
}

/// The whole of `body`, held until the second part of the answer is dropped; on `seat` it is awaited meanwhile.
pub(super) async fn whole(
    intake: &Arc<Intake>,
    limits: &Limits,
    body: Body,
    seat: Option<&Seat>,
) -> Result<(Bytes, Held), Problem> {
    let mut held = Held { intake: Arc::clone(intake), bytes: 0 };
    if body.is_end_stream() {
        return Ok((Bytes::new(), held));
    }
    seat.inspect(|seat| seat.awaits_body());
    let gathered = gathered(body, limits, &mut held);
    let bytes = timeout(limits.body, gathered).await.unwrap_or_else(|_| Err(Problem::plain(Code::Timeout)))?;
    seat.inspect(|seat| seat.begin());
    Ok((bytes, held))
}

async fn gathered(mut body: Body, limits: &Limits, held: &mut Held) -> Result<Bytes, Problem> {
    let mut gathered: Vec<u8> = Vec::new();
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        let frame =
            frame.map_err(|_| Problem::new(Code::BadBody, "the body ends early, or its chunks are no chunks"))?;
        let Ok(data) = frame.into_data() else { continue };
        if gathered.len() + data.len() > limits.body_bytes {
            return Err(too_large(limits));
        }
        if !held.grow(data.len(), limits.bodies_bytes) {
            return Err(Problem::plain(Code::Overloaded));
        }
        gathered.extend_from_slice(&data);
    }
    Ok(gathered.into())
}

fn too_large(limits: &Limits) -> Problem {
    let most = limits.body_bytes;
    Problem::new(Code::BodyTooLarge, format!("a body has at most {most} bytes; ask in parts"))
}
