//! Calls, colleagues, microphones and loudspeakers.

use crate::api::{
    ById, CallAccept, CallHistory, CallHistoryQuery, CallId, CallInvite, CallRules, CallShare, CallStart, CallSwitch,
    CallTone, Calls, CameraChoice, Cameras, Colleague, Colleagues, CustomerInvite, Done, Edited, Nothing, PhoneNumber,
    PictureAddress, PictureAsk, PictureKind, PresenceSet, PushToTalk, RingSettings, Screens, SoundChoice, SoundDevices,
    SoundTest, WrapUpSave,
};
use crate::calls::line::{Picture, Sound, Whose};
use crate::calls::wrap_up;
use crate::server_link::Deed;
use crate::sound_check::SoundChecking;
use crate::{Desktop, TelLink, beside, call_history, portal_link};
use leadline_domain::Role;
use leadline_protocol::call::{CallableAgent, InviteCustomer, PresenceChoice};
use leadline_protocol::{Code, Problem};
use std::sync::{Arc, PoisonError};
use std::time::Duration;
use tokio_util::task::AbortOnDropHandle;

/// As long as the longest ring tone takes before it begins anew.
const RING_ONCE: Duration = Duration::from_millis(2_000);
/// The keys of a telephone.
const KEYS: &str = "0123456789*#";

impl Desktop {
    pub(crate) async fn calls(self: &Arc<Self>, _: Nothing) -> Result<Calls, Problem> {
        Ok(if self.is_alone() { Calls::default() } else { self.phone()?.state() })
    }

    pub(crate) async fn call_start(self: &Arc<Self>, request: CallStart) -> Result<Calls, Problem> {
        self.phone()?.start(request).await
    }

    pub(crate) async fn call_accept(self: &Arc<Self>, request: CallAccept) -> Result<Calls, Problem> {
        self.phone()?.accept(request).await
    }

    pub(crate) async fn call_resume(self: &Arc<Self>, request: CallId) -> Result<Calls, Problem> {
        self.phone()?.resume(request.call_id).await
    }

    pub(crate) async fn call_decline(self: &Arc<Self>, request: CallId) -> Result<Calls, Problem> {
        self.phone()?.decline(request.call_id)
    }

    pub(crate) async fn call_pass_on(self: &Arc<Self>, request: CallId) -> Result<Calls, Problem> {
        self.phone()?.settle(request.call_id, Deed::PassOn).await
    }

    pub(crate) async fn call_silence(self: &Arc<Self>, request: CallId) -> Result<Calls, Problem> {
        self.phone()?.silence(request.call_id)
    }

    pub(crate) async fn call_hang_up(self: &Arc<Self>, request: CallId) -> Result<Calls, Problem> {
        self.phone()?.hang_up(request.call_id)
    }

    pub(crate) async fn call_mute(self: &Arc<Self>, request: CallSwitch) -> Result<Calls, Problem> {
        Ok(self.phone()?.switch(request.call_id, |wish| wish.muted = request.on))
    }

    pub(crate) async fn call_hold(self: &Arc<Self>, request: CallSwitch) -> Result<Calls, Problem> {
        Ok(self.phone()?.switch(request.call_id, |wish| wish.held = request.on))
    }

    pub(crate) async fn call_camera(self: &Arc<Self>, request: CallSwitch) -> Result<Calls, Problem> {
        Ok(self.phone()?.switch(request.call_id, |wish| wish.camera = request.on))
    }

    pub(crate) async fn call_rules(self: &Arc<Self>, _: Nothing) -> Result<CallRules, Problem> {
        Ok(self.phone()?.ask_settings().await?.into())
    }

    pub(crate) async fn call_rules_set(self: &Arc<Self>, rules: CallRules) -> Result<CallRules, Problem> {
        Ok(self.phone()?.decide_settings(rules.into()).await?.into())
    }

    pub(crate) async fn call_tone(self: &Arc<Self>, request: CallTone) -> Result<Done, Problem> {
        if !KEYS.contains(request.key) {
            return Err(Code::BadRequest.into());
        }
        self.phone()?.line_of(request.call_id).ok_or(Code::NotFound)?.tone(request.key);
        Ok(Done {})
    }

    pub(crate) async fn call_picture(self: &Arc<Self>, request: PictureAsk) -> Result<PictureAddress, Problem> {
        let line = self.phone()?.line_of(request.call_id).ok_or(Code::NotFound)?;
        let picture = match request.kind {
            PictureKind::Camera => Picture::Camera,
            PictureKind::Screen => Picture::Screen,
        };
        let whose = request.of.map_or(Whose::Own, Whose::Of);
        Ok(PictureAddress { address: self.pictures.offer(&line, whose, picture).await? })
    }

    pub(crate) async fn call_screens(self: &Arc<Self>, _: Nothing) -> Result<Screens, Problem> {
        Ok(match self.parts.lines.screens().await {
            Ok(screens) => Screens { screens, fault: None },
            Err(fault) => Screens { screens: Vec::new(), fault: Some(fault) },
        })
    }

    pub(crate) async fn call_share(self: &Arc<Self>, request: CallShare) -> Result<Calls, Problem> {
        let phone = self.phone()?;
        phone.line_of(request.call_id).ok_or(Code::NotFound)?.share(request.screen);
        Ok(phone.state())
    }

    pub(crate) async fn cameras(self: &Arc<Self>, _: Nothing) -> Result<Cameras, Problem> {
        Ok(self.parts.lines.cameras().await)
    }

    pub(crate) async fn camera_choose(self: &Arc<Self>, request: CameraChoice) -> Result<Cameras, Problem> {
        self.remember(|remembered| remembered.camera = request.camera.clone())?;
        self.parts.lines.choose_camera(request.camera);
        Ok(self.parts.lines.cameras().await)
    }

    pub(crate) async fn call_invite(self: &Arc<Self>, request: CallInvite) -> Result<Calls, Problem> {
        self.phone()?.invite(request).await
    }

    pub(crate) async fn call_hand_over(self: &Arc<Self>, request: CallId) -> Result<Calls, Problem> {
        self.phone()?.settle(request.call_id, Deed::HandOver).await
    }

    pub(crate) async fn call_withdraw(self: &Arc<Self>, request: CallId) -> Result<Calls, Problem> {
        self.phone()?.settle(request.call_id, Deed::Withdraw).await
    }

    pub(crate) async fn call_together(self: &Arc<Self>, request: CallId) -> Result<Calls, Problem> {
        self.phone()?.settle(request.call_id, Deed::Together).await
    }

    pub(crate) async fn wrap_up_save(self: &Arc<Self>, request: WrapUpSave) -> Result<Edited, Problem> {
        let (phone, call_id) = (self.phone()?, request.call_id);
        let waits = phone.state().wrap_up.filter(|waits| waits.call.id == call_id);
        let call = waits.ok_or(Code::NotFound)?.call;
        let edited = self.at_work(move |work| wrap_up::save(work, &call, request)).await?;
        phone.wrapped_up(call_id);
        Ok(edited)
    }

    pub(crate) async fn wrap_up_skip(self: &Arc<Self>, request: CallId) -> Result<Calls, Problem> {
        Ok(self.phone()?.wrapped_up(request.call_id))
    }

    pub(crate) async fn call_history(self: &Arc<Self>, request: CallHistoryQuery) -> Result<CallHistory, Problem> {
        let workplace = self.workplace()?;
        let (place, wanted) = (&workplace, &request);
        let read = |access: String| async move { call_history::read(place, &access, wanted).await };
        match self.asks(&workplace, read).await {
            Err(problem) if matches!(problem.code, Code::Offline | Code::Unavailable) => {
                self.at_work(move |work| call_history::kept(work, &request)).await
            }
            answer => answer,
        }
    }

    pub(crate) async fn colleagues(self: &Arc<Self>, _: Nothing) -> Result<Colleagues, Problem> {
        let workplace = self.workplace()?;
        let link = workplace.tokens()?.link();
        let agents = self.asks(&workplace, |access| async move { link.callable_agents(&access).await }).await?;
        Ok(Colleagues { colleagues: agents.into_iter().map(colleague).collect() })
    }

    pub(crate) async fn presence_set(self: &Arc<Self>, request: PresenceSet) -> Result<Calls, Problem> {
        let choice = PresenceChoice { presence: request.presence, until: request.until };
        self.phone()?.set_presence(choice).await
    }

    pub(crate) async fn customer_invite(self: &Arc<Self>, request: ById) -> Result<CustomerInvite, Problem> {
        let workplace = self.workplace()?;
        let (link, invite) = (workplace.tokens()?.link(), &InviteCustomer { lead_id: request.id, name: None });
        let invited =
            self.asks(&workplace, |access| async move { link.invite_customer(&access, invite).await }).await?;
        let server = workplace.signed_in().account.server.ok_or(Code::NoServer)?;
        Ok(CustomerInvite {
            link: portal_link::of(&server, &invited.code)?,
            expires_at: invited.expires_at - workplace.clock_off_ms(),
        })
    }

    pub(crate) async fn phone_open(self: &Arc<Self>, request: PhoneNumber) -> Result<Done, Problem> {
        let link = TelLink::to(&request.number).ok_or(Code::BadRequest)?;
        let program = self.parts.phone_program.clone();
        beside(move || program.hand(&link)).await??;
        Ok(Done {})
    }

    pub(crate) async fn sound_devices(self: &Arc<Self>, _: Nothing) -> Result<SoundDevices, Problem> {
        Ok(self.parts.lines.devices().await)
    }

    pub(crate) async fn sound_choose(self: &Arc<Self>, request: SoundChoice) -> Result<SoundDevices, Problem> {
        self.remember(|remembered| remembered.sound = request.clone())?;
        self.parts.lines.choose(&request);
        Ok(self.parts.lines.devices().await)
    }

    pub(crate) async fn push_to_talk(self: &Arc<Self>, request: PushToTalk) -> Result<Calls, Problem> {
        self.remember(|remembered| remembered.push_to_talk = request.on)?;
        Ok(self.phone()?.push_to_talk(request.on))
    }

    pub(crate) async fn ring_settings(self: &Arc<Self>, _: Nothing) -> Result<RingSettings, Problem> {
        Ok(self.installation.get().ring)
    }

    pub(crate) async fn ring_choose(self: &Arc<Self>, request: RingSettings) -> Result<RingSettings, Problem> {
        if request.volume > 100 || request.quiet.as_ref().is_some_and(|hours| !hours.are_sound()) {
            return Err(Code::BadRequest.into());
        }
        self.remember(|remembered| remembered.ring = request.clone())?;
        self.parts.lines.ring_as(&request);
        self.phone()?.be_quiet(request.quiet.clone());
        Ok(request)
    }

    /// Quiet hours do not count: the person wants to hear it.
    pub(crate) async fn ring_once(self: &Arc<Self>, _: Nothing) -> Result<Done, Problem> {
        let ringing = self.parts.lines.sound(Sound::Incoming);
        let once = AbortOnDropHandle::new(tokio::spawn(async move {
            tokio::time::sleep(RING_ONCE).await;
            drop(ringing);
        }));
        *self.ring_once.lock().unwrap_or_else(PoisonError::into_inner) = Some(once);
        Ok(Done {})
    }

    pub(crate) async fn sound_test(self: &Arc<Self>, request: SoundTest) -> Result<Done, Problem> {
        let check = if request.on { Some(self.parts.lines.test().await?) } else { None };
        let checking = check.map(|check| SoundChecking::start(check, self.events.clone()));
        *self.sound_check.lock().unwrap_or_else(PoisonError::into_inner) = checking;
        Ok(Done {})
    }
}

fn colleague(agent: CallableAgent) -> Colleague {
    Colleague {
        profile_id: agent.supabase_user_id,
        name: format!("{} {}", agent.first_name, agent.last_name).trim().to_owned(),
        role: Role::from_word(&agent.role),
        presence: agent.presence,
    }
}
