//! What the socket told of calls and colleagues, until somebody takes it. Of each call and colleague only the newest
//! word is kept, so a taker that is slow costs no memory and misses nothing that still holds.

use leadline_protocol::call::{CallSnapshot, PresenceOf};
use leadline_protocol::realtime::FromServer;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use tokio::sync::Notify;
use uuid::Uuid;

/// A person has a call or two at a time; of more that nobody asks for, the oldest is forgotten.
const MOST_CALLS: usize = 256;

/// What was told since it was last taken.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// The socket was opened anew. What ended meanwhile was not told.
    pub opened: bool,
    /// The newest snapshot of every call that was told.
    pub calls: BTreeMap<Uuid, CallSnapshot>,
    /// How every colleague that was told is shown.
    pub presence: BTreeMap<Uuid, PresenceOf>,
}

/// Where it waits.
#[derive(Debug, Default)]
pub struct News {
    waiting: Mutex<Told>,
    came: Notify,
}

impl News {
    /// Notes a frame if it is about calls or colleagues, or the first one of a socket.
    pub(crate) fn heard(&self, frame: &FromServer) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        match frame {
            FromServer::Welcome { .. } => waiting.opened = true,
            FromServer::Call { call } => waiting.call(call),
            FromServer::Presence { of } => {
                waiting.presence.insert(of.profile_id, of.clone());
            }
            FromServer::Poke { .. } | FromServer::Pong { .. } | FromServer::Bye { .. } => return,
        }
        drop(waiting);
        self.came.notify_one();
    }

    /// Waits until something was told and takes all of it; may be dropped while waiting without losing any.
    pub async fn taken(&self) -> Told {
        loop {
            self.came.notified().await;
            let told = std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
            if told != Told::default() {
                return told;
            }
        }
    }
}

impl Told {
    fn call(&mut self, call: &CallSnapshot) {
        if self.calls.get(&call.id).is_none_or(|known| known.seq <= call.seq) {
            self.calls.insert(call.id, call.clone());
        }
        if self.calls.len() > MOST_CALLS {
            self.calls.pop_first();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadline_domain::call::{CallState, Media, PartyKind, Presence, Side};
    use leadline_protocol::call::CallParty;

    fn call(id: u128, seq: u32) -> FromServer {
        let party = CallParty { kind: PartyKind::CrmUser, id: Uuid::nil(), name: String::new() };
        let call = CallSnapshot {
            id: Uuid::from_u128(id),
            room_name: String::new(),
            media: Media::Audio,
            state: CallState::Ringing,
            end_reason: None,
            side: Side::Callee,
            caller: party.clone(),
            callee: party,
            people: Vec::new(),
            waits: false,
            call_waiting: false,
            next_in_line: None,
            group: None,
            answered_by: None,
            asked_by: None,
            asking: None,
            client_id: None,
            leg: None,
            started_at: 0,
            ring_until: 0,
            answered_at: None,
            active_at: None,
            ended_at: None,
            seq,
        };
        FromServer::Call { call: Box::new(call) }
    }

    #[tokio::test]
    async fn the_newest_word_of_each_is_kept_and_taken_once() {
        let news = News::default();
        let of = |presence| PresenceOf { profile_id: Uuid::nil(), presence, until: None };
        for frame in [
            FromServer::Welcome { version: 1, now: 0 },
            call(1, 2),
            call(1, 3),
            call(1, 1),
            call(2, 1),
            FromServer::Presence { of: of(Presence::Busy) },
            FromServer::Presence { of: of(Presence::Break) },
            FromServer::Pong { n: 1 },
        ] {
            news.heard(&frame);
        }
        let told = news.taken().await;
        assert!(told.opened);
        assert_eq!(told.calls.values().map(|call| call.seq).collect::<Vec<_>>(), [3, 1]);
        assert_eq!(told.presence[&Uuid::nil()].presence, Presence::Break);
        news.heard(&call(3, 1));
        assert_eq!(news.taken().await.calls.len(), 1);
    }
}
