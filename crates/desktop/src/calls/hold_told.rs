//! Telling the server whether the person holds the call they talk in, so that the others see it. On this computer it takes
//! effect at once, whatever the server says.

use super::phone::Phone;
use super::switchboard::Switchboard;
use crate::server_link::Outcome;
use leadline_domain::call::LegState;
use leadline_protocol::Code;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// Before a server that could not be reached is told again.
const AGAIN: Duration = Duration::from_secs(2);

/// A hold, or the end of one, that the server does not know of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Untold {
    call: Uuid,
    /// Whether it begins.
    pub(super) on: bool,
    /// The server's last word on the call: after the next one it is told once more, if it still does not know.
    seq: u32,
}

impl Switchboard {
    /// What the server is to be told of the call that is talked in, once it has seen this device in the room. An app that
    /// was started anew holds nothing, and says so.
    pub fn untold_hold(&self) -> Option<Untold> {
        let call = self.talks()?;
        let (said, on) = (self.snapshot(call)?, self.wish(call)?.held);
        let leg = said.leg.as_ref().filter(|leg| matches!(leg.state, LegState::Joined | LegState::Away))?;
        (leg.holds != on).then_some(Untold { call, on, seq: said.seq })
    }
}

/// Tells the server what it does not know, one wish after the other, for as long as the phone is plugged in.
pub(super) async fn keep(phone: Arc<Phone>) {
    let mut untold = phone.untold.subscribe();
    loop {
        let wanted = *untold.borrow_and_update();
        let pause = match wanted {
            Some(wanted) if !phone.tell_hold(wanted).await => AGAIN,
            _ => Duration::MAX,
        };
        tokio::select! {
            changed = untold.changed() => if changed.is_err() { return },
            () = tokio::time::sleep(pause) => {}
        }
    }
}

impl Phone {
    /// Whether the server could be reached.
    async fn tell_hold(&self, Untold { call, on, .. }: Untold) -> bool {
        let (link, id) = (self.tokens.link(), self.workplace.new_id());
        match self.ask(|access| async move { link.hold_call(&access, call, on, id).await }).await {
            Ok(Outcome::Done(changed)) => self.change(|board| board.said(changed.call)),
            Ok(Outcome::Refused(refused)) => self.change(|board| board.said(refused.call)),
            Err(problem) => {
                tracing::warn!(code = ?problem.code, on, "the others do not see whether they are on hold");
                return !matches!(problem.code, Code::Offline | Code::Unavailable);
            }
        };
        true
    }
}
