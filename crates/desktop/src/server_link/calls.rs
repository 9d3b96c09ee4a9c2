//! Calls, as the server is asked about them.

use super::{ServerLink, done, problem_of, read, unreachable_because};
use leadline_protocol::call::{
    CallChanged, CallCommand, CallQuality, CallRecord, CallRefused, CallSnapshot, CallStarted, CallableAgent,
    CustomerInvited, HoldCall, InviteCustomer, InviteToCall, PresenceChoice, PresenceOf, RoomTicket, StartCall,
};
use leadline_protocol::ring_group::RingGroups;
use leadline_protocol::video_session::CallSettings;
use leadline_protocol::{Code, Problem};
use reqwest::{RequestBuilder, StatusCode};
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// What became of a wish.
pub enum Outcome<T> {
    /// It is so.
    Done(T),
    /// It cannot be; the call as it has become.
    Refused(Box<CallRefused>),
}

/// What is done in a call that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Does not answer.
    Decline,
    /// Lets colleagues answer.
    PassOn,
    /// Hangs up; before the answer, gives up.
    End,
    /// No longer asks in whom it asked, or ends the consulting.
    Withdraw,
    /// Leaves the call to whom it has consulted.
    HandOver,
    /// Talks with all of them.
    Together,
}

impl ServerLink {
    /// Calls somebody.
    pub async fn start_call(&self, access: &str, start: &StartCall) -> Result<Outcome<CallStarted>, Problem> {
        outcome(self.http.post(self.at("api/voip/start-call")).bearer_auth(access).json(start)).await
    }

    /// Answers on this device.
    pub async fn accept_call(&self, access: &str, call: Uuid, id: Uuid) -> Result<Outcome<RoomTicket>, Problem> {
        outcome(self.command(access, call, "accept", id)).await
    }

    /// Comes back to a call that waits.
    pub async fn resume_call(&self, access: &str, call: Uuid, id: Uuid) -> Result<Outcome<RoomTicket>, Problem> {
        outcome(self.command(access, call, "resume", id)).await
    }

    /// Puts the others on hold, or goes on with them.
    pub async fn hold_call(
        &self,
        access: &str,
        call: Uuid,
        on: bool,
        id: Uuid,
    ) -> Result<Outcome<CallChanged>, Problem> {
        let address = self.at(&format!("api/voip/calls/{call}/hold"));
        let wish = HoldCall { command_id: Some(id), on };
        outcome(self.http.post(address).bearer_auth(access).json(&wish)).await
    }

    /// Asks somebody in.
    pub async fn invite_to_call(
        &self,
        access: &str,
        call: Uuid,
        invite: &InviteToCall,
    ) -> Result<Outcome<CallChanged>, Problem> {
        let address = self.at(&format!("api/voip/calls/{call}/invite"));
        outcome(self.http.post(address).bearer_auth(access).json(invite)).await
    }

    /// Does something else than answering.
    pub async fn end_call(
        &self,
        access: &str,
        call: Uuid,
        deed: Deed,
        id: Uuid,
    ) -> Result<Outcome<CallChanged>, Problem> {
        let word = match deed {
            Deed::Decline => "decline",
            Deed::PassOn => "pass-on",
            Deed::End => "end",
            Deed::Withdraw => "withdraw",
            Deed::HandOver => "hand-over",
            Deed::Together => "together",
        };
        outcome(self.command(access, call, word, id)).await
    }

    /// The right to come back into the room.
    pub async fn room_ticket(&self, access: &str, call: Uuid) -> Result<RoomTicket, Problem> {
        let address = self.at(&format!("api/voip/calls/{call}/token"));
        read(self.http.post(address).bearer_auth(access)).await
    }

    /// How a call stands.
    pub async fn call(&self, access: &str, call: Uuid) -> Result<CallSnapshot, Problem> {
        read(self.http.get(self.at(&format!("api/voip/calls/{call}"))).bearer_auth(access)).await
    }

    /// Says how good the line is.
    pub async fn tell_quality(&self, access: &str, call: Uuid, quality: &CallQuality) -> Result<(), Problem> {
        let address = self.at(&format!("api/voip/calls/{call}/quality"));
        done(self.http.post(address).bearer_auth(access).json(quality)).await
    }

    /// Calls that were, newest first.
    pub async fn call_history(
        &self,
        access: &str,
        client: Option<Uuid>,
        before: Option<Uuid>,
    ) -> Result<Vec<CallRecord>, Problem> {
        let mut address = self.at("api/voip/history");
        let named = [("lead_id", client), ("cursor", before)];
        address.query_pairs_mut().extend_pairs(named.iter().filter_map(|(name, id)| Some((name, (*id)?.to_string()))));
        read(self.http.get(address).bearer_auth(access)).await
    }

    /// Colleagues who can be called.
    pub async fn callable_agents(&self, access: &str) -> Result<Vec<CallableAgent>, Problem> {
        read(self.http.get(self.at("api/voip/agents/available")).bearer_auth(access)).await
    }

    /// Says how the person wants to be shown.
    pub async fn choose_presence(&self, access: &str, choice: &PresenceChoice) -> Result<PresenceOf, Problem> {
        read(self.http.put(self.at("api/voip/presence")).bearer_auth(access).json(choice)).await
    }

    /// What the organisation decided about calls.
    pub async fn call_settings(&self, access: &str) -> Result<CallSettings, Problem> {
        read(self.http.get(self.at("api/voip/settings")).bearer_auth(access)).await
    }

    /// Decides it for the organisation.
    pub async fn decide_call_settings(&self, access: &str, settings: &CallSettings) -> Result<CallSettings, Problem> {
        read(self.http.put(self.at("api/voip/settings")).bearer_auth(access).json(settings)).await
    }

    /// Who is called together.
    pub async fn ring_groups(&self, access: &str) -> Result<RingGroups, Problem> {
        read(self.http.get(self.at("api/voip/groups")).bearer_auth(access)).await
    }

    /// Decides it for the organisation.
    pub async fn decide_ring_groups(&self, access: &str, groups: &RingGroups) -> Result<RingGroups, Problem> {
        read(self.http.put(self.at("api/voip/groups")).bearer_auth(access).json(groups)).await
    }

    /// Invites the customer of a client to the portal.
    pub async fn invite_customer(&self, access: &str, invite: &InviteCustomer) -> Result<CustomerInvited, Problem> {
        read(self.http.post(self.at("api/portal/invites")).bearer_auth(access).json(invite)).await
    }

    fn command(&self, access: &str, call: Uuid, word: &str, id: Uuid) -> RequestBuilder {
        let address = self.at(&format!("api/voip/calls/{call}/{word}"));
        self.http.post(address).bearer_auth(access).json(&CallCommand { command_id: Some(id) })
    }
}

/// The answer, where a 409 carries what the call has become.
pub(super) async fn outcome<T: DeserializeOwned>(request: RequestBuilder) -> Result<Outcome<T>, Problem> {
    let response = request.send().await.map_err(|fault| unreachable_because(&fault))?;
    let status = response.status();
    let body = response.bytes().await.map_err(|fault| unreachable_because(&fault))?;
    if status.is_success() {
        let done = serde_json::from_slice(&body).map_err(|_| Problem::new(Code::NotLeadline))?;
        return Ok(Outcome::Done(done));
    }
    if status == StatusCode::CONFLICT
        && let Ok(refused) = serde_json::from_slice::<CallRefused>(&body)
    {
        return Ok(Outcome::Refused(Box::new(refused)));
    }
    Err(problem_of(status, &body))
}
