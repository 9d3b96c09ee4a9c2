//! Telling devices that a call of theirs has changed, or how a colleague is shown. What is told is only that; each socket
//! then reads the call as its person may see it, so a word that is lost, late or doubled does no harm.

use super::attendee::Party;
use crate::app::App;
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// A call.
    Call(Uuid),
    /// How a colleague is shown.
    Presence(Uuid),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum To {
    Parties([Uuid; 2]),
    Organisation,
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

    /// A call has changed; told after the commit.
    pub fn tell_call(&self, org_id: Uuid, call: Uuid, parties: [Party; 2]) {
        self.tell(org_id, Word::Call(call), To::Parties(parties.map(|party| party.id)));
        for party in parties.into_iter().filter(|party| party.is_agent()) {
            self.tell_presence(org_id, party.id);
        }
    }

    /// A colleague may be shown differently.
    pub fn tell_presence(&self, org_id: Uuid, profile: Uuid) {
        self.tell(org_id, Word::Presence(profile), To::Organisation);
    }

    fn tell(&self, org_id: Uuid, word: Word, to: To) {
        self.tell_here(org_id, word, to);
        let payload = match (word, to) {
            (Word::Call(call), To::Parties([one, other])) => format!("{} {org_id} {call} {one} {other}", self.process),
            (Word::Call(id) | Word::Presence(id), _) => format!("{} {org_id} {id}", self.process),
        };
        if self.untold.try_send(payload).is_err() {
            tracing::warn!("other server processes are not told of a call; their devices see it when they come back");
        }
    }

    fn tell_here(&self, org_id: Uuid, word: Word, to: To) {
        let mut listeners = self.lock();
        let tell = |own: &mut Vec<Listener>| {
            own.retain(|listener| listener.org_id != org_id || listener.words.try_send(word).is_ok());
        };
        match to {
            To::Parties(parties) => parties.iter().for_each(|party| {
                if let Some(own) = listeners.get_mut(party) {
                    tell(own);
                }
            }),
            To::Organisation => listeners.values_mut().for_each(tell),
        }
    }

    /// Passes on what another process told.
    pub(crate) fn heard(&self, payload: &str) {
        let ids: Vec<Uuid> = payload.split(' ').filter_map(|word| word.parse().ok()).collect();
        match ids[..] {
            [process, ..] if process == self.process => {}
            [_, org_id, call, one, other] => self.tell_here(org_id, Word::Call(call), To::Parties([one, other])),
            [_, org_id, profile] => self.tell_here(org_id, Word::Presence(profile), To::Organisation),
            _ => tracing::warn!(payload, "a word of another process cannot be read"),
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Uuid, Vec<Listener>>> {
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells the other processes, for as long as the server runs.
pub async fn tell_others(app: &App) {
    let telling = app.calls.news.telling.lock().unwrap_or_else(PoisonError::into_inner).take();
    let Some(mut telling) = telling else { return };
    while let Some(payload) = telling.recv().await {
        if let Err(fault) = app.database.notify(CHANNEL, &payload).await {
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
        here.tell_call(org, call, [Party::customer(one), Party::customer(other)]);
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
            news.tell_call(org, Uuid::from_u128(call), [Party::customer(one), Party::customer(other)]);
        }
        let mut read = 0;
        while ear.next().await.is_some() {
            read += 1;
        }
        assert_eq!(read, super::UNREAD);
    }
}
