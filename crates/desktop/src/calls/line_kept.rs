//! The line of the call that is talked on: come into the room, come back when it breaks, leave when the call is over.

use super::line::{Connection, Line, LineState, Ticket, Wish};
use super::phone::Phone;
use leadline_protocol::{Code, Problem};
use std::sync::{Arc, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::Instant;
use uuid::Uuid;

/// How often a room that cannot be entered is tried. The server gives an absent side half a minute.
const TRIES: u32 = 6;
const BETWEEN_TRIES: Duration = Duration::from_secs(2);
/// A line that lasted so long was a good one: when it breaks, all tries are there again.
const GOOD_AFTER: Duration = Duration::from_secs(60);
/// How often the server is told how good the line is.
const QUALITY_EVERY: Duration = Duration::from_secs(10);
/// The first telling comes soon, so that a short call has one too.
const QUALITY_FIRST: Duration = Duration::from_secs(3);

/// Keeps the device in the room of the call it should be in, for as long as the phone is plugged in.
pub(super) async fn keep(phone: Arc<Phone>) {
    let mut talks = phone.talks.subscribe();
    loop {
        let wanted = *talks.borrow_and_update();
        let Some(call) = wanted else {
            if talks.changed().await.is_err() {
                return;
            }
            continue;
        };
        tokio::select! {
            gone = hold(&phone, call) => {
                phone.give_up(call, gone);
                if talks.changed().await.is_err() {
                    return;
                }
            }
            () = no_longer(&mut talks, call) => {}
        }
        let line = phone.line.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((_, line)) = line {
            line.leave().await;
        }
    }
}

/// Switches the line as the person wants it. Whatever the line says of itself: that comes a moment late, and a key that
/// was held for as long would leave the microphone on.
pub(super) fn apply(line: &dyn Line, wish: Wish) {
    line.mute(wish.muted);
    line.hold(wish.held);
    line.camera(wish.camera);
}

async fn no_longer(talks: &mut watch::Receiver<Option<Uuid>>, call: Uuid) {
    // That the phone is gone ends this task as well.
    let _ = talks.wait_for(|wanted| *wanted != Some(call)).await;
}

/// Why there is no line any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gone {
    /// The room could not be reached for too long.
    Lost,
    /// There is no use in trying.
    Hopeless,
}

/// Comes into the room, and again each time it closes. Returns when there is no use in trying.
async fn hold(phone: &Arc<Phone>, call: Uuid) -> Gone {
    let (mut refused, mut attempt) = (false, 0);
    while attempt < TRIES {
        if attempt > 0 {
            tokio::time::sleep(BETWEEN_TRIES).await;
            // A room that is closed to us may be a call that is over.
            phone.look(call).await;
        }
        attempt += 1;
        match come_in(phone, call).await {
            Ok(line) => {
                let since = Instant::now();
                if follow(phone, call, line.as_ref()).await == Connection::Lost {
                    return Gone::Lost;
                }
                if since.elapsed() >= GOOD_AFTER {
                    (refused, attempt) = (false, 1);
                }
            }
            Err(problem) => {
                let hopeless = match problem.code {
                    Code::Offline | Code::Unavailable | Code::RoomUnreachable => false,
                    // The ticket may have grown too old on a computer that slept; a fresh one is not refused for that.
                    Code::RoomRefused => std::mem::replace(&mut refused, true),
                    _ => true,
                };
                tracing::warn!(code = ?problem.code, attempt, "the room cannot be entered");
                phone.change(|board| board.line(call, Err(problem)));
                if hopeless {
                    return Gone::Hopeless;
                }
            }
        }
    }
    Gone::Lost
}

async fn come_in(phone: &Arc<Phone>, call: Uuid) -> Result<Arc<dyn Line>, Problem> {
    let ticket = phone.ticket(call).await?;
    let wish = phone.board().wish(call).unwrap_or_default();
    let line = phone.lines.join(ticket, wish).await?;
    *phone.line.lock().unwrap_or_else(PoisonError::into_inner) = Some((call, line.clone()));
    // What was switched while the line came up.
    apply(line.as_ref(), phone.board().wish(call).unwrap_or(wish));
    Ok(line)
}

/// Passes on how the line is, until it is over, and how it then is.
async fn follow(phone: &Arc<Phone>, call: Uuid, line: &dyn Line) -> Connection {
    let mut state = line.state();
    let mut quality_due = Instant::now() + QUALITY_FIRST;
    loop {
        let now: LineState = state.borrow_and_update().clone();
        if let Some(quality) = now.quality.filter(|_| Instant::now() >= quality_due) {
            quality_due = Instant::now() + QUALITY_EVERY;
            let teller = phone.clone();
            phone.in_background(async move {
                let link = teller.tokens.link();
                let told = teller.ask(|access| async move { link.tell_quality(&access, call, &quality).await }).await;
                if let Err(problem) = told {
                    tracing::debug!(code = ?problem.code, "the server was not told how good the line is");
                }
            });
        }
        let connection = now.connection;
        phone.change(|board| board.line(call, Ok(now)));
        if matches!(connection, Connection::Over | Connection::Lost) || state.changed().await.is_err() {
            return connection;
        }
    }
}

impl Phone {
    /// The ticket that came with the answer, once; afterwards a fresh one.
    async fn ticket(&self, call: Uuid) -> Result<Ticket, Problem> {
        let kept = self.tickets.lock().unwrap_or_else(PoisonError::into_inner).remove(&call);
        if let Some(ticket) = kept {
            return Ok(ticket);
        }
        let link = self.tokens.link();
        let ticket = self.ask(|access| async move { link.room_ticket(&access, call).await }).await?;
        Ok(Ticket { url: ticket.url, token: ticket.token })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calls::line::{Picture, VideoReceiver, Whose};
    use async_trait::async_trait;
    use std::sync::Mutex;

    /// A line that has not said yet what has become of what it was told.
    struct Slow {
        says: watch::Sender<LineState>,
        told: Mutex<Wish>,
    }

    impl Slow {
        fn set(&self, change: impl FnOnce(&mut Wish)) {
            change(&mut self.told.lock().unwrap());
        }
    }

    #[async_trait]
    impl Line for Slow {
        fn state(&self) -> watch::Receiver<LineState> {
            self.says.subscribe()
        }
        fn mute(&self, on: bool) {
            self.set(|wish| wish.muted = on);
        }
        fn hold(&self, on: bool) {
            self.set(|wish| wish.held = on);
        }
        fn camera(&self, on: bool) {
            self.set(|wish| wish.camera = on);
        }
        fn share(&self, _: Option<String>) {}
        fn tone(&self, _: char) {}
        async fn picture(&self, _: Whose, _: Picture) -> Option<VideoReceiver> {
            None
        }
        async fn leave(&self) {}
    }

    #[test]
    fn a_key_that_was_held_for_a_moment_leaves_nobody_heard() {
        let muted = Wish { muted: true, ..Wish::default() };
        let line = Slow { says: watch::Sender::new(LineState::joined(muted)), told: Mutex::new(muted) };
        apply(&line, Wish::default());
        apply(&line, muted);
        assert_eq!(*line.told.lock().unwrap(), muted);
    }
}
