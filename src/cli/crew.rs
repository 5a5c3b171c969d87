//! Work shared among threads, its results in the order in which the work came. Not responsible for what the work is.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Pieces of work that may be under way for each thread: one in hand, one to take up next, one that waits for its turn.
const PIECES_PER_THREAD: usize = 3;

/// Has `threads` do the `work` that `read` hands out, and passes what they made to `settle`, in the order in which it was
/// handed out; returns what `read` returned.
///
/// With one thread, or where the system gives no other, all is done in the caller's. With more, `read` has a thread of its own
/// beside them, and `settle` runs in the caller's. When `settle` breaks, `read` is told so at its next piece; `wanted` is
/// cleared as soon as nothing more will be settled, for a reader that waits for bytes. Memory is bounded by the pieces under
/// way.
pub(super) fn in_order<Piece: Send, Made: Send, Read: Send>(
    threads: NonZeroUsize,
    wanted: &AtomicBool,
    read: impl FnOnce(&mut dyn FnMut(Piece) -> ControlFlow<()>) -> Read + Send,
    work: impl Fn(Piece) -> Made + Sync,
    settle: &mut dyn FnMut(Made) -> ControlFlow<()>,
) -> Read {
    // taken by the thread that reads: the caller's where no other can be had
    let read = Mutex::new(Some(read));
    let take_read = || read.lock().unwrap_or_else(PoisonError::into_inner).take().expect("one thread reads, and once");
    if threads.get() == 1 {
        return take_read()(&mut |piece| unwanted_after(wanted, settle(work(piece))));
    }
    let (pieces_in, pieces) = channel::<(u64, Piece)>();
    let pieces = Mutex::new(pieces);
    let (made_in, made) = channel();
    let (permits_in, permits) = channel();
    for _ in 0..threads.get() * PIECES_PER_THREAD {
        permits_in.send(()).expect("the receiver is in this function still");
    }
    thread::scope(|scope| {
        let workers = (0..threads.get()).map_while(|_| {
            let made_in = Alarmed(made_in.clone());
            let (pieces, work) = (&pieces, &work);
            thread::Builder::new().spawn_scoped(scope, move || made_of_each(pieces, work, &made_in)).ok()
        });
        let worked = workers.count() > 0;
        drop(made_in);
        let take_read = &take_read;
        let hand_out = move || {
            let mut numbers = 0_u64..;
            take_read()(&mut |piece| {
                let number = numbers.next().expect("2⁶⁴ pieces are never handed out");
                let handed_out = permits.recv().is_ok() && pieces_in.send((number, piece)).is_ok();
                if handed_out { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            })
        };
        let reader = worked.then(|| thread::Builder::new().spawn_scoped(scope, hand_out)).and_then(Result::ok);
        let Some(reader) = reader else {
            return take_read()(&mut |piece| unwanted_after(wanted, settle(work(piece))));
        };
        let over = Over(wanted);
        settled(made, &permits_in, settle);
        drop(over);
        // without permits the reader ends, without the reader the others
        drop(permits_in);
        reader.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}

/// Clears what says that more is wanted, also where a panic ends the settling.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}

fn unwanted_after(wanted: &AtomicBool, flow: ControlFlow<()>) -> ControlFlow<()> {
    wanted.store(flow.is_continue(), Ordering::Relaxed);
    flow
}

/// What a thread made of a piece, or that it panicked, so that nobody waits for it.
enum Outcome<Made> {
    Made(u64, Made),
    Panicked,
}

/// Sends an alarm where its thread panics.
struct Alarmed<Made>(Sender<Outcome<Made>>);

impl<Made> Drop for Alarmed<Made> {
    fn drop(&mut self) {
        if thread::panicking() {
            let _ = self.0.send(Outcome::Panicked);
        }
    }
}

/// Does the work until there is none or nobody wants it.
fn made_of_each<Piece, Made>(
    pieces: &Mutex<Receiver<(u64, Piece)>>,
    work: &impl Fn(Piece) -> Made,
    made_in: &Alarmed<Made>,
) {
    loop {
        // nothing panics while it is locked
        let next = pieces.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, piece)) = next else { return };
        if made_in.0.send(Outcome::Made(number, work(piece))).is_err() {
            return;
        }
    }
}

/// Passes on what was made, in order, and gives a permit for each; returns at the end, or when nothing more is wanted. `made`
/// ends with it, so that nobody works on for nothing.
#[expect(clippy::needless_pass_by_value, reason = "dropped at the end, which tells the others")]
fn settled<Made>(made: Receiver<Outcome<Made>>, permits: &Sender<()>, settle: &mut dyn FnMut(Made) -> ControlFlow<()>) {
    let mut early = BTreeMap::new();
    let mut next = 0;
    while let Ok(Outcome::Made(number, piece)) = made.recv() {
        early.insert(number, piece);
        while let Some(piece) = early.remove(&next) {
            next += 1;
            if settle(piece).is_break() {
                return;
            }
            // a reader at its end needs no permit
            let _ = permits.send(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn threads(count: usize) -> NonZeroUsize {
        NonZeroUsize::new(count).unwrap_or(NonZeroUsize::MIN)
    }

    /// Squares of `0..pieces` by so many threads, up to the first that is `last`.
    fn squares(count: usize, pieces: u64, last: u64) -> (Vec<u64>, u64) {
        let mut met = Vec::new();
        let read = |sink: &mut dyn FnMut(u64) -> ControlFlow<()>| {
            (0..pieces).take_while(|&n| sink(n).is_continue()).count() as u64
        };
        let handed_out =
            in_order(threads(count), &AtomicBool::new(true), read, |number| number * number, &mut |square| {
                met.push(square);
                if square == last { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
        (met, handed_out)
    }

    #[test]
    fn results_come_in_the_order_of_the_work() {
        for count in 1..=5 {
            let (met, handed_out) = squares(count, 1_000, u64::MAX);
            assert_eq!(met, (0..1_000).map(|n| n * n).collect::<Vec<_>>(), "{count} threads");
            assert_eq!(handed_out, 1_000);
        }
    }

    #[test]
    fn nothing_is_settled_behind_a_break_and_the_reader_ends_soon() {
        for count in 1..=5 {
            let (met, handed_out) = squares(count, 1_000_000, 100);
            assert_eq!(met, (0..=10).map(|n| n * n).collect::<Vec<_>>(), "{count} threads");
            assert!(handed_out <= 11 + (count * PIECES_PER_THREAD) as u64, "{count} threads: {handed_out}");
        }
    }

    #[test]
    fn a_panic_in_a_thread_is_the_callers() {
        for count in 1..=3 {
            let read = |sink: &mut dyn FnMut(u64) -> ControlFlow<()>| (0..1_000).all(|n| sink(n).is_continue());
            let work = |number: u64| assert_ne!(number, 17, "the seventeenth");
            let outcome = std::panic::catch_unwind(|| {
                in_order(threads(count), &AtomicBool::new(true), read, work, &mut |()| ControlFlow::Continue(()))
            });
            assert!(outcome.is_err(), "{count} threads");
        }
    }
}
