//! Push to talk: the microphone of a call is off unless a key is held. The window sees the key and mutes and unmutes; that
//! nobody is heard before it was pressed is made sure of here.

use super::line::Wish;
use super::line_kept;
use super::phone::Phone;
use super::switchboard::Switchboard;
use crate::api::Calls;
use std::sync::PoisonError;

impl Phone {
    /// The person is heard only while they hold a key, or not any more.
    pub fn push_to_talk(&self, on: bool) -> Calls {
        self.change(|board| board.push_to_talk(on));
        let line = self.line.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((call, line)) = line
            && let Some(wish) = self.board().wish(call)
        {
            line_kept::apply(line.as_ref(), wish);
        }
        self.state()
    }
}

impl Switchboard {
    /// From now on; nobody holds the key while they choose it.
    pub fn push_to_talk(&mut self, on: bool) {
        self.push_to_talk = on;
        self.calls.values_mut().for_each(|known| known.wish.muted |= on);
    }

    /// What is switched as a call begins.
    pub(super) fn first_wish(&self) -> Wish {
        Wish { muted: self.push_to_talk, ..Wish::default() }
    }
}
