//! Which connections are open and what each is at, so that none stays for nothing. Not responsible for bytes.
//!
//! One sweep over all seats takes the place of a timer for each connection: a connection notes what it is at, and the sweep
//! closes those that have been at it for too long.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU8, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use crate::server::http::events::micros;
use crate::server::http::options::Limits;

/// How often the seats are looked at.
pub(super) const SWEEP_EVERY: Duration = Duration::from_millis(250);

/// Bytes that a client must take in the time for them, while more wait for it: the slowest telephone takes more.
const ENOUGH_BYTES: usize = 8 * 1_024;

/// Why the server closed a connection by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reason {
    /// Its head did not come in time.
    SlowHead,
    /// It rested for too long.
    Idle,
    /// It did not take what it asked for.
    SlowReader,
    /// It waited, all seats were taken, and another client came.
    MadeRoom,
    /// It was still there when the server had to end.
    Stopped,
}

impl Reason {
    /// All of them.
    pub(super) const ALL: [Self; 5] = [Self::SlowHead, Self::Idle, Self::SlowReader, Self::MadeRoom, Self::Stopped];

    /// The word for it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::SlowHead => "slow-head",
            Self::Idle => "idle",
            Self::SlowReader => "slow-reader",
            Self::MadeRoom => "made-room",
            Self::Stopped => "stopped",
        }
    }
}

/// A head is awaited and has begun, or the connection is new.
const HEAD: u8 = 0;
/// A request is under way.
const BUSY: u8 = 1;
/// Answered, and nothing new has come.
const IDLE: u8 = 2;
/// A body is awaited.
const BODY: u8 = 3;

/// What one connection is at.
pub(super) struct Seat {
    began: Instant,
    phase: AtomicU8,
    /// When the phase began, in microseconds after `began`.
    since_us: AtomicU64,
    /// Since when the client takes too little of what waits for it; 0 where nothing waits.
    stalled_us: AtomicU64,
    /// Bytes that it took since then.
    taken_bytes: AtomicUsize,
    closing: AtomicU8,
    close: Notify,
}

impl Seat {
    fn new() -> Self {
        Self {
            began: Instant::now(),
            phase: AtomicU8::new(HEAD),
            since_us: AtomicU64::new(0),
            stalled_us: AtomicU64::new(0),
            taken_bytes: AtomicUsize::new(0),
            closing: AtomicU8::new(0),
            close: Notify::new(),
        }
    }

    fn now_us(&self) -> u64 {
        micros(self.began.elapsed()).max(1)
    }

    fn enter(&self, phase: u8) {
        self.since_us.store(self.now_us(), Ordering::Release);
        self.phase.store(phase, Ordering::Release);
    }

    fn is(&self, phase: u8) -> bool {
        self.phase.load(Ordering::Acquire) == phase
    }

    /// Bytes have come.
    pub(super) fn heard(&self) {
        if self.is(IDLE) {
            self.enter(HEAD);
        }
    }

    /// A head is whole, and a body follows it.
    pub(super) fn awaits_body(&self) {
        self.enter(BODY);
    }

    /// A head is whole, and what body there was.
    pub(super) fn begin(&self) {
        self.enter(BUSY);
    }

    /// Its answer is made, and perhaps still on its way.
    pub(super) fn end(&self) {
        self.enter(IDLE);
    }

    /// Whether a request is under way.
    pub(super) fn busy(&self) -> bool {
        self.is(BUSY)
    }

    /// The client took so many bytes.
    pub(super) fn took(&self, bytes: usize) {
        let taken = self.taken_bytes.fetch_add(bytes, Ordering::AcqRel) + bytes;
        if taken >= ENOUGH_BYTES {
            self.took_all();
        }
        if self.is(IDLE) {
            self.enter(IDLE);
        }
    }

    /// Nothing waits for the client.
    pub(super) fn took_all(&self) {
        self.stalled_us.store(0, Ordering::Release);
        self.taken_bytes.store(0, Ordering::Release);
    }

    /// The client takes none at present.
    pub(super) fn takes_none(&self) {
        if self.stalled_us.load(Ordering::Acquire) == 0 {
            self.taken_bytes.store(0, Ordering::Release);
            self.stalled_us.store(self.now_us(), Ordering::Release);
        }
    }

    /// Ready when the connection has to go.
    pub(super) async fn closed(&self) {
        self.close.notified().await;
    }

    /// Sends the connection away; false where that was done before.
    fn send_away(&self) -> bool {
        let first = self.closing.swap(1, Ordering::AcqRel) == 0;
        self.close.notify_one();
        first
    }

    /// For how long it has waited without sending a whole request.
    fn waiting(&self) -> Option<Duration> {
        let waits = !self.busy() && self.closing.load(Ordering::Acquire) == 0;
        waits.then(|| Duration::from_micros(self.now_us().saturating_sub(self.since_us.load(Ordering::Acquire))))
    }

    /// Why it is to go, if it is.
    fn overdue(&self, limits: &Limits) -> Option<Reason> {
        let stalled_us = self.stalled_us.load(Ordering::Acquire);
        if stalled_us > 0 && self.now_us().saturating_sub(stalled_us) >= micros(limits.write_stall) {
            return Some(Reason::SlowReader);
        }
        let waiting = self.waiting()?;
        if self.is(IDLE) && waiting >= limits.idle {
            return Some(Reason::Idle);
        }
        (self.is(HEAD) && waiting >= limits.head).then_some(Reason::SlowHead)
    }
}

/// All seats.
pub(super) struct Seats {
    limits: Limits,
    taken: Mutex<BTreeMap<u64, Arc<Seat>>>,
    next: AtomicU64,
    /// Seats whose connections have been sent away and are not gone yet.
    leaving: AtomicUsize,
    emptied: Notify,
}

impl Seats {
    /// As many as `limits` has connections.
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            taken: Mutex::default(),
            next: AtomicU64::new(0),
            leaving: AtomicUsize::new(0),
            emptied: Notify::new(),
        }
    }

    /// Connections open.
    pub(super) fn open(&self) -> usize {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// A seat, if one is free or can be freed; with whether another connection had to give way.
    pub(super) fn take(self: &Arc<Self>) -> Option<(Taken, bool)> {
        let full = self.open() >= self.limits.connections + self.leaving.load(Ordering::Acquire);
        if full && !self.make_room() {
            return None;
        }
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let seat = Arc::new(Seat::new());
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).insert(number, Arc::clone(&seat));
        Some((Taken { seats: Arc::clone(self), number, seat }, full))
    }

    /// Sends away the connection that has waited longest, if one has waited long enough.
    pub(super) fn make_room(&self) -> bool {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let longest = taken.values().filter_map(|seat| Some((seat.waiting()?, seat))).max_by_key(|(waited, _)| *waited);
        longest.is_some_and(|(waited, seat)| waited >= self.limits.patience && self.send_away(seat))
    }

    fn send_away(&self, seat: &Seat) -> bool {
        let first = seat.send_away();
        if first {
            self.leaving.fetch_add(1, Ordering::AcqRel);
        }
        first
    }

    /// Sends away whoever has been at one thing for too long, and tells `told` why.
    pub(super) fn sweep(&self, told: impl Fn(Reason)) {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        for seat in taken.values() {
            if let Some(reason) = seat.overdue(&self.limits)
                && self.send_away(seat)
            {
                told(reason);
            }
        }
    }

    /// Sends away everyone; answers how many there were.
    pub(super) fn clear(&self) -> usize {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.values().filter(|seat| self.send_away(seat)).count()
    }

    /// Ready when no connection is left.
    pub(super) async fn empty(&self) {
        loop {
            let emptied = self.emptied.notified();
            if self.open() == 0 {
                return;
            }
            emptied.await;
        }
    }
}

/// A seat that is taken; dropping it frees it.
pub(super) struct Taken {
    seats: Arc<Seats>,
    number: u64,
    seat: Arc<Seat>,
}

impl Taken {
    /// The seat.
    pub(super) fn seat(&self) -> &Arc<Seat> {
        &self.seat
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        let mut taken = self.seats.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.remove(&self.number);
        if self.seat.closing.load(Ordering::Acquire) != 0 {
            self.seats.leaving.fetch_sub(1, Ordering::AcqRel);
        }
        if taken.is_empty() {
            self.seats.emptied.notify_waiters();
        }
    }
}
