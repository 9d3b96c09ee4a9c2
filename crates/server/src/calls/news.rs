//! Telling devices that a call of theirs has changed, or how a colleague is shown. Of a call that is all that is told;
//! each socket then reads it as its person may see it, so a word that is lost, late or doubled does no harm. How a
//! colleague is shown is the same for everybody, so it is read once and told to all.

use super::attendee::Party;
use crate::app::App;
use crate::presence::board::{Board, Origin};
use leadline_protocol::call::PresenceOf;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::mpsc;
use uuid::Uuid;

/// The channel between server processes.
pub const CHANNEL: &str = "ll_calls";
/// Words a socket may leave unread. One that falls further behind is closed; its device comes back and sees every call
/// that is not over.
const UNREAD: usize = 64;
const UNTOLD: usize = 1024;

/// Something a device should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// A call.
    Call(Uuid),
    /// How a colleague is shown.
    Presence(Arc<PresenceOf>),
}

#[derive(Debug)]
struct Listener {
    number: u64,
    org_id: Uuid,
    words: mpsc::Sender<Word>,
}

type Listeners = Arc<Mutex<HashMap<Uuid, Vec<Listener>>>>;

/// The open sockets of this process, by person.
#[derive(Debug)]
pub struct News {
    listeners: Listeners,
    next: AtomicU64,
    process: Uuid,
    /// How colleagues are shown.
    pub board: Board,
    untold: mpsc::Sender<String>,
    telling: Mutex<Option<mpsc::Receiver<String>>>,
}

impl Default for News {
    fn default() -> Self {
        let (untold, telling) = mpsc::channel(UNTOLD);
        Self {
            listeners: Listeners::default(),
            next: AtomicU64::new(0),
            process: Uuid::new_v4(),
            board: Board::default(),
            untold,
            telling: Mutex::new(Some(telling)),
        }
    }
}

/// One socket's words.
#[derive(Debug)]
pub struct Ear {
    words: mpsc::Receiver<Word>,
    listeners: Listeners,
    party: Uuid,
    number: u64,
}

impl Ear {
    /// The next word; nothing once the socket fell too far behind.
    pub async fn next(&mut self) -> Option<Word> {
        self.words.recv().await
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        let mut listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = listeners.get_mut(&self.party) {
            own.retain(|listener| listener.number != self.number);
            if own.is_empty() {
                listeners.remove(&self.party);
            }
        }
    }
}

impl News {
    /// Listens for one person.
    pub fn listen(&self, org_id: Uuid, party: Uuid) -> Ear {
        let (sender, words) = mpsc::channel(UNREAD);
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let listener = Listener { number, org_id, words: sender };
        self.lock().entry(party).or_default().push(listener);
        Ear { words, listeners: self.listeners.clone(), party, number }
    }

    /// The id of this process among those on the same database.
    pub(super) fn process(&self) -> Uuid {
        self.process
    }

    /// A call has changed; told after the commit.
    pub fn tell_call(&self, org_id: Uuid, call: Uuid, people: &[Party]) {
        let ids: Vec<Uuid> = people.iter().map(|party| party.id).collect();
        self.tell_people(org_id, call, &ids);
        let ids: Vec<String> = ids.iter().map(Uuid::to_string).collect();
        self.tell_others(format!("{} {org_id} {call} {}", self.process, ids.join(" ")));
        for party in people.iter().filter(|party| party.is_agent()) {
            self.tell_presence(org_id, party.id);
        }
    }

    /// A colleague may be shown differently; told after the commit.
    pub fn tell_presence(&self, org_id: Uuid, profile: Uuid) {
        self.board.mark(org_id, profile, Origin::Here);
    }

    /// A colleague is shown differently: tells every socket of the organisation, and the other processes if it came
    /// about here.
    pub(crate) fn show(&self, org_id: Uuid, of: PresenceOf, origin: Origin) {
        if origin == Origin::Here {
            self.tell_others(format!("{} {org_id} {}", self.process, of.profile_id));
        }
        let word = Word::Presence(Arc::new(of));
        self.lock().values_mut().for_each(|own| tell(own, org_id, &word));
    }

    /// Whether anybody of the organisation listens here.
    pub(crate) fn anybody_listens(&self, org_id: Uuid) -> bool {
        self.lock().values().flatten().any(|listener| listener.org_id == org_id)
    }

    /// Ends every socket; their devices come back.
    pub(super) fn send_away(&self) {
        self.lock().clear();
    }

    /// Passes on what another process told.
    pub(crate) fn heard(&self, payload: &str) {
        let ids: Vec<Uuid> = payload.split(' ').filter_map(|word| word.parse().ok()).collect();
        match ids[..] {
            [process, ..] if process == self.process => {}
            [_, org_id, call, ref people @ ..] if people.len() >= 2 => self.tell_people(org_id, call, people),
            [_, org_id, profile] => self.board.mark(org_id, profile, Origin::Elsewhere),
            _ => tracing::warn!(payload, "a word of another process cannot be read"),
        }
    }

    fn tell_people(&self, org_id: Uuid, call: Uuid, people: &[Uuid]) {
        let mut listeners = self.lock();
        for party in people {
            if let Some(own) = listeners.get_mut(party) {
                tell(own, org_id, &Word::Call(call));
            }
        }
    }

    fn tell_others(&self, payload: String) {
        if self.untold.try_send(payload).is_err() {
            self.board.forget();
            tracing::warn!("other server processes are not told of a call; their devices see it when they come back");
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Uuid, Vec<Listener>>> {
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Sockets that fell too far behind are let go.
fn tell(listeners: &mut Vec<Listener>, org_id: Uuid, word: &Word) {
    listeners.retain(|listener| listener.org_id != org_id || listener.words.try_send(word.clone()).is_ok());
}

/// Tells the other processes, for as long as the server runs.
pub async fn tell_others(app: &App) {
    let telling = app.calls.news.telling.lock().unwrap_or_else(PoisonError::into_inner).take();
    let Some(mut telling) = telling else { return };
    while let Some(payload) = telling.recv().await {
        if let Err(fault) = app.database.notify(CHANNEL, &payload).await {
            app.calls.news.board.forget();
            tracing::warn!(%fault, "other server processes could not be told of a call");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{News, Party, Uuid, Word};

    #[tokio::test]
    async fn a_call_is_told_to_its_people_here_and_in_other_processes_and_to_nobody_else() {
        let (here, there) = (News::default(), News::default());
        let [org, call, one, other, third] = [1, 2, 3, 4, 5].map(Uuid::from_u128);
        let (mut near, mut far, mut apart) = (here.listen(org, one), there.listen(org, other), here.listen(org, third));
        here.tell_call(org, call, &[Party::customer(one), Party::customer(other)]);
        let payload = here.telling.lock().unwrap().as_mut().unwrap().try_recv().unwrap();
        there.heard(&payload);
        here.heard(&payload);
        assert_eq!(near.next().await, Some(Word::Call(call)));
        assert_eq!(far.next().await, Some(Word::Call(call)));
        assert!(near.words.try_recv().is_err(), "a process does not hear itself");
        assert!(apart.words.try_recv().is_err());
    }

    #[tokio::test]
    async fn a_socket_that_reads_nothing_is_let_go() {
        let news = News::default();
        let [org, one, other] = [1, 3, 4].map(Uuid::from_u128);
        let mut ear = news.listen(org, one);
        for call in 0..100_u128 {
            news.tell_call(org, Uuid::from_u128(call), &[Party::customer(one), Party::customer(other)]);
        }
        let mut read = 0;
        while ear.next().await.is_some() {
            read += 1;
        }
        assert_eq!(read, super::UNREAD);
    }
}
