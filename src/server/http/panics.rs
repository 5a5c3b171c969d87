//! Panics while an answer is made: caught, so that they end that answer and nothing else. Not responsible for what its client
//! is told.

use std::any::Any;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

/// What a panic said.
#[derive(Debug)]
pub(super) struct Panicked(pub(super) String);

impl Panicked {
    /// What the payload of a panic says.
    fn of(payload: &(dyn Any + Send)) -> Self {
        let said = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
        Self(said.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "without a word".to_owned()))
    }
}

/// What `work` answers, unless it panics. It is not used after a panic, so nothing half-done is seen.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| Panicked::of(&*payload))
}

/// What `future` answers, unless it panics.
pub(super) async fn caught_in<T>(future: impl Future<Output = T>) -> Result<T, Panicked> {
    let mut future = pin!(future);
    poll_fn(|cx| match caught(|| future.as_mut().poll(cx)) {
        Ok(Poll::Ready(answer)) => Poll::Ready(Ok(answer)),
        Ok(Poll::Pending) => Poll::Pending,
        Err(panicked) => Poll::Ready(Err(panicked)),
    })
    .await
}
