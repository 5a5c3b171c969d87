//! Takes connections, as many as there are seats, and turns others away at once. Not responsible for those it took.

use std::future::{Future, poll_fn};
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use axum::Router;
use tokio::io::AsyncWrite;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};

use crate::server::http::connection::attended;
use crate::server::http::guard::{LINGER, poll_discarded};
use crate::server::http::problem::{Code, Problem};
use crate::server::http::seats::{Reason, SWEEP_EVERY};
use crate::server::http::server::Stop;
use crate::server::http::shell::Shell;

/// How long to wait when the system hands over no connection, mostly for want of file descriptors.
const BREATH: Duration = Duration::from_millis(50);
/// Connections above the limit that are let read their refusal; others are closed after it is written.
const LINGERING: usize = 256;

/// Bytes of an answer that may wait in the system before they can be sent. Without it that is megabytes for each client, and
/// one that reads slowly looks for minutes like one that does not read.
#[cfg(target_os = "linux")]
const UNSENT_BYTES: u32 = 128 * 1_024;

/// Takes connections from `listener` until `stop`.
pub(super) async fn taken_in(shell: Arc<Shell>, router: Router, listener: TcpListener, stop: Stop) {
    let sweeping = tokio::spawn(swept(Arc::clone(&shell)));
    let lingering = Arc::new(Semaphore::new(LINGERING));
    let mut stopped = pin!(stop.told());
    loop {
        let next = poll_fn(|cx| match stopped.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(None),
            Poll::Pending => listener.poll_accept(cx).map(Some),
        });
        match next.await {
            None => break,
            Some(Ok((stream, _))) => seated(&shell, &router, stream, (&lingering, &stop)),
            Some(Err(error)) if is_the_clients(&error) => {}
            Some(Err(_)) => {
                shell.books.metrics.not_accepted();
                if shell.seats.make_room() {
                    shell.books.metrics.closed(Reason::MadeRoom);
                }
                sleep(BREATH).await;
            }
        }
    }
    drop(listener);
    if timeout(shell.limits.grace, shell.seats.empty()).await.is_err() {
        for _ in 0..shell.seats.clear() {
            shell.books.metrics.closed(Reason::Stopped);
        }
        // those sent away have but to drop what they hold
        let _ = timeout(LINGER, shell.seats.empty()).await;
    }
    sweeping.abort();
}

/// Whether the client went before its connection was taken.
fn is_the_clients(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}

/// Gives `stream` a seat, or turns it away.
fn seated(shell: &Arc<Shell>, router: &Router, stream: TcpStream, (lingering, stop): (&Arc<Semaphore>, &Stop)) {
    let Some((taken, made_room)) = shell.seats.take() else {
        shell.books.metrics.turned_away();
        return turned_away(stream, Arc::clone(lingering).try_acquire_owned().ok());
    };
    if made_room {
        shell.books.metrics.closed(Reason::MadeRoom);
    }
    // small answers leave at once; where these cannot be set they leave later, and more of them waits in the system
    let _ = stream.set_nodelay(true);
    #[cfg(target_os = "linux")]
    let _ = socket2::SockRef::from(&stream).set_tcp_notsent_lowat(UNSENT_BYTES);
    tokio::spawn(attended(Arc::clone(shell), router.clone(), (stream, taken), stop.clone()));
}

/// Says that all seats are taken, and waits for the client to have read it if there is a `permit` for that.
fn turned_away(mut stream: TcpStream, permit: Option<OwnedSemaphorePermit>) {
    let detail = "all connections are taken; try again later";
    let refusal = Problem::new(Code::Overloaded, detail).wire();
    let Some(permit) = permit else {
        // a fresh connection has room for so few bytes; if not, it is closed without
        let _ = stream.into_std().and_then(|stream| io::Write::write(&mut &stream, &refusal));
        return;
    };
    tokio::spawn(async move {
        let parting = async {
            if stream.writable().await.is_err() || stream.try_write(&refusal).is_err() {
                return;
            }
            if poll_fn(|cx| Pin::new(&mut stream).poll_shutdown(cx)).await.is_ok() {
                poll_fn(|cx| poll_discarded(&mut stream, cx)).await;
            }
        };
        let _ = timeout(LINGER, parting).await;
        drop(permit);
    });
}

/// Sends away, for as long as the server lives, who has been at one thing for too long.
async fn swept(shell: Arc<Shell>) {
    loop {
        sleep(SWEEP_EVERY).await;
        shell.seats.sweep(|reason| shell.books.metrics.closed(reason));
    }
}
