//! What a person does with calls. What they did is seen at once; the server is asked meanwhile, and what it makes of it
//! becomes part of the state. A call that somebody else took, or that is over, is no error.

use super::line::Ticket;
use super::line_kept::Gone;
use super::phone::Phone;
use super::switchboard::Dialled;
use crate::api::{CallAccept, CallInvite, CallOther, CallStart, Calls};
use crate::beside;
use crate::calls::facts::name_of;
use crate::problem;
use crate::server_link::{Deed, Outcome};
use crate::workplace::Workplace;
use leadline_domain::Entity;
use leadline_domain::call::{Media, PartyKind};
use leadline_protocol::call::{
    CallChanged, CallSnapshot, CallStarted, InviteToCall, PresenceChoice, RoomTicket, StartCall,
};
use leadline_protocol::{Code, Problem};
use std::sync::{Arc, PoisonError};
use std::time::Duration;
use uuid::Uuid;

/// How long an app that ends waits for the server to hear that the call is over.
const GOODBYE: Duration = Duration::from_secs(2);

impl Phone {
    /// Calls somebody.
    pub async fn start(self: &Arc<Self>, request: CallStart) -> Result<Calls, Problem> {
        self.get_ready().await?;
        let now = self.now().server;
        let other = match request.group_id {
            Some(group) => self.group_of(group).await?,
            None => {
                let (workplace, asked) = (self.workplace.clone(), request.clone());
                beside(move || other_of(&workplace, &asked)).await??
            }
        };
        let call = self.workplace.new_id();
        let camera = request.media == Media::Video;
        let dialled = Dialled { other, client_id: request.client_id, media: request.media, at: now, busy: false };
        self.change(|board| board.dial(call, dialled, camera));
        let start = StartCall {
            group_id: request.group_id,
            call_id: Some(call),
            callee_supabase_id: request.profile_id,
            lead_id: request.client_id,
            caller_name: None,
            media: Some(request.media),
        };
        let (link, start) = (self.tokens.link(), &start);
        match self.ask(|access| async move { link.start_call(&access, start).await }).await {
            Ok(Outcome::Done(started)) => self.began(call, started, camera),
            Ok(Outcome::Refused(refused)) => self.change(|board| {
                if refused.call.id == call {
                    board.decided(call)
                } else {
                    board.engaged(call)
                }
                board.said(refused.call);
            }),
            Err(problem) => {
                self.change(|board| {
                    board.forget(call);
                    if problem.code == Code::CallsUnavailable {
                        board.set_server_fault(Some(problem.clone()));
                    }
                });
                return Err(problem);
            }
        }
        Ok(self.state())
    }

    /// Groups are not kept here, so the server says what this one is called.
    async fn group_of(&self, id: Uuid) -> Result<CallOther, Problem> {
        let link = self.tokens.link();
        let known = self.ask(|access| async move { link.ring_groups(&access).await }).await?;
        let group = known.groups.into_iter().find(|group| group.id == id).ok_or(Code::NotFound)?;
        Ok(CallOther { kind: PartyKind::CrmUser, id: None, name: group.name })
    }

    /// The call rings at the other side. Two who call each other meet in one call, which may be the other one's.
    fn began(self: &Arc<Self>, dialled: Uuid, started: CallStarted, camera: bool) {
        let call = started.call_id;
        let (gave_up, now) = (self.board().hung_up(dialled), self.now().server);
        self.keep_ticket(call, Ticket { url: started.url, token: started.caller_token });
        self.change(|board| {
            if call != dialled {
                board.forget(dialled);
            }
            board.set_server_fault(None);
            board.said(started.call);
            board.switch(call, |wish| wish.camera = camera);
            board.decided(call);
            if gave_up {
                board.hang_up(call, now);
            }
        });
        if gave_up {
            self.end_at_server(call);
        }
    }

    /// Answers.
    pub async fn accept(self: &Arc<Self>, request: CallAccept) -> Result<Calls, Problem> {
        let call = request.call_id;
        self.must_know(call)?;
        self.get_ready().await?;
        self.change(|board| board.answer(call, request.media == Media::Video));
        let (link, id) = (self.tokens.link(), self.workplace.new_id());
        self.comes_in(call, self.ask(|access| async move { link.accept_call(&access, call, id).await }).await)
    }

    /// Comes back to a call that waits; the one that is talked in waits instead.
    pub async fn resume(self: &Arc<Self>, call: Uuid) -> Result<Calls, Problem> {
        self.must_know(call)?;
        self.get_ready().await?;
        self.change(|board| board.come_back(call));
        let (link, id) = (self.tokens.link(), self.workplace.new_id());
        self.comes_in(call, self.ask(|access| async move { link.resume_call(&access, call, id).await }).await)
    }

    /// The server let the person into a call, or it is not theirs any more, or not now.
    fn comes_in(self: &Arc<Self>, call: Uuid, outcome: Result<Outcome<RoomTicket>, Problem>) -> Result<Calls, Problem> {
        match outcome {
            Ok(Outcome::Done(ticket)) => {
                self.keep_ticket(call, Ticket { url: ticket.url, token: ticket.token });
                self.decided(call, ticket.call);
                if self.board().hung_up(call) {
                    self.end_at_server(call);
                }
            }
            Ok(Outcome::Refused(refused)) if matches!(refused.code, Code::CallNotNow | Code::Busy) => {
                let code = refused.code;
                self.change(|board| {
                    board.said(refused.call);
                    board.unanswered(call);
                });
                return Err(code.into());
            }
            Ok(Outcome::Refused(refused)) => self.decided(call, refused.call),
            Err(problem) => {
                self.change(|board| board.unanswered(call));
                return Err(problem);
            }
        }
        Ok(self.state())
    }

    /// Comes into a video call that was agreed for now: whoever is first calls the other one.
    pub async fn join_session(self: &Arc<Self>, session: Uuid) -> Result<Calls, Problem> {
        self.get_ready().await?;
        let link = self.tokens.link();
        match self.ask(|access| async move { link.join_session(&access, session).await }).await? {
            Outcome::Done(answer) => {
                let (Some(url), Some(token), Some(call)) = (answer.url, answer.token, answer.live) else {
                    return Err(Code::NotLeadline.into());
                };
                let id = call.id;
                self.keep_ticket(id, Ticket { url, token });
                self.change(|board| board.said(call));
                self.switch(id, |wish| wish.camera = true);
            }
            Outcome::Refused(refused) => {
                let code = refused.code;
                self.change(|board| board.said(refused.call));
                // Of somebody in another call the state says so; of a session that is over it says nothing.
                if code != Code::Busy {
                    return Err(code.into());
                }
            }
        }
        Ok(self.state())
    }

    fn decided(&self, call: Uuid, said: CallSnapshot) {
        self.change(|board| {
            board.said(said);
            board.decided(call);
        });
    }

    /// Declines for all devices of the person.
    pub fn decline(self: &Arc<Self>, call: Uuid) -> Result<Calls, Problem> {
        self.must_know(call)?;
        self.change(|board| board.decline(call));
        self.do_at_server(call, Deed::Decline);
        Ok(self.state())
    }

    /// Makes a ring silent.
    pub fn silence(&self, call: Uuid) -> Result<Calls, Problem> {
        self.must_know(call)?;
        self.change(|board| board.silence(call));
        Ok(self.state())
    }

    /// Hangs up, gives up, or puts away what is over; a call that still rings here is declined.
    pub fn hang_up(self: &Arc<Self>, call: Uuid) -> Result<Calls, Problem> {
        self.must_know(call)?;
        if self.state().ringing.iter().any(|ringing| ringing.id == call) {
            return self.decline(call);
        }
        let now = self.now().server;
        let hung_up = self.change(|board| {
            board.hang_up(call, now);
            board.hung_up(call) && board.snapshot(call).is_some()
        });
        if hung_up {
            self.end_at_server(call);
        }
        Ok(self.state())
    }

    /// Asks a colleague in.
    pub async fn invite(self: &Arc<Self>, request: CallInvite) -> Result<Calls, Problem> {
        let (call, link) = (request.call_id, self.tokens.link());
        self.must_know(call)?;
        let invite_id = Some(self.workplace.new_id());
        let wish = InviteToCall { invite_id, callee_supabase_id: request.party_id, purpose: request.purpose };
        let (link, wish) = (&link, &wish);
        self.became(self.ask(|access| async move { link.invite_to_call(&access, call, wish).await }).await?)
    }

    /// Ends the consulting one way or the other.
    pub async fn settle(self: &Arc<Self>, call: Uuid, deed: Deed) -> Result<Calls, Problem> {
        self.must_know(call)?;
        let (link, id) = (self.tokens.link(), self.workplace.new_id());
        let link = &link;
        self.became(self.ask(|access| async move { link.end_call(&access, call, deed, id).await }).await?)
    }

    /// What the server made of it becomes part of the state; that it could not be is told to whoever asked.
    fn became(&self, outcome: Outcome<CallChanged>) -> Result<Calls, Problem> {
        match outcome {
            Outcome::Done(changed) => {
                self.change(|board| board.said(changed.call));
                Ok(self.state())
            }
            Outcome::Refused(refused) => {
                let code = refused.code;
                self.change(|board| board.said(refused.call));
                Err(code.into())
            }
        }
    }

    /// There is no line to talk on: the call ends, and says why. Nobody has hung up a call that is lost, so the server
    /// is not told that somebody did; it finds this side away from the room.
    pub(super) fn give_up(self: &Arc<Self>, call: Uuid, gone: Gone) {
        if self.board().talks() != Some(call) {
            return;
        }
        let now = self.now().server;
        match gone {
            Gone::Lost => self.change(|board| board.lose(call, now)),
            Gone::Hopeless => {
                self.change(|board| board.hang_up(call, now));
                self.end_at_server(call);
            }
        }
    }

    /// What was said is written down, or will not be.
    pub fn wrapped_up(&self, call: Uuid) -> Calls {
        self.change(|board| board.wrapped_up(call));
        self.state()
    }

    /// Says how the person wants to be shown.
    pub async fn set_presence(&self, choice: PresenceChoice) -> Result<Calls, Problem> {
        let clock_off = self.now().clock_off;
        let choice = PresenceChoice { until: choice.until.map(|until| until + clock_off), ..choice };
        let link = self.tokens.link();
        let shown = self.ask(|access| async move { link.choose_presence(&access, &choice).await }).await?;
        self.change(|board| board.shown_as(shown));
        Ok(self.state())
    }

    /// The app ends: calls that are talked in or wait end with it.
    pub async fn close(self: &Arc<Self>) {
        let (own, now) = (self.board().is_in(), self.now().server);
        self.change(|board| own.iter().for_each(|call| board.hang_up(*call, now)));
        let goodbyes = own.into_iter().map(|call| self.tell_server(call, Deed::End));
        if tokio::time::timeout(GOODBYE, futures_util::future::join_all(goodbyes)).await.is_err() {
            tracing::warn!("the server was not told in time that the call is over; it will find the room empty");
        }
    }

    pub(super) fn end_at_server(self: &Arc<Self>, call: Uuid) {
        self.do_at_server(call, Deed::End);
    }

    fn do_at_server(self: &Arc<Self>, call: Uuid, deed: Deed) {
        let phone = self.clone();
        self.in_background(async move { phone.tell_server(call, deed).await });
    }

    async fn tell_server(&self, call: Uuid, deed: Deed) {
        let (link, id) = (self.tokens.link(), self.workplace.new_id());
        match self.ask(|access| async move { link.end_call(&access, call, deed, id).await }).await {
            Ok(Outcome::Done(changed)) => self.change(|board| board.said(changed.call)),
            Ok(Outcome::Refused(refused)) => self.change(|board| board.said(refused.call)),
            Err(problem) => {
                tracing::warn!(code = ?problem.code, ?deed, "the server was not told");
                false
            }
        };
    }

    fn keep_ticket(&self, call: Uuid, ticket: Ticket) {
        self.tickets.lock().unwrap_or_else(PoisonError::into_inner).insert(call, ticket);
    }

    fn must_know(&self, call: Uuid) -> Result<(), Problem> {
        if self.board().calls.contains_key(&call) { Ok(()) } else { Err(Code::NotFound.into()) }
    }
}

/// Who is called, as far as is known here. Blocks.
fn other_of(work: &Workplace, request: &CallStart) -> Result<CallOther, Problem> {
    match (request.client_id, request.profile_id) {
        (Some(client), None) => {
            let values = work.values(Entity::Client, client)?.ok_or(Code::NotFound)?;
            let name = Entity::Client.position("name").and_then(|at| values.get(at)?.as_text()).unwrap_or_default();
            Ok(CallOther { kind: PartyKind::PortalCustomer, id: None, name: name.to_owned() })
        }
        (None, Some(profile)) => {
            let directory = work.cache().directory().map_err(problem::of_cache)?;
            let name = name_of(&directory, profile).ok_or(Code::NotFound)?;
            Ok(CallOther { kind: PartyKind::CrmUser, id: Some(profile), name })
        }
        _ => Err(Code::BadRequest.into()),
    }
}
