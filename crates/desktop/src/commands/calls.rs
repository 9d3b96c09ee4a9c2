//! Calls. This computer has no media yet, and says so.

use crate::Desktop;
use crate::api::{
    ById, CallAccept, CallHistory, CallHistoryQuery, CallId, CallStart, CallSwitch, CallTone, Calls, Colleagues,
    CustomerInvite, Done, Edited, Nothing, PresenceSet, SoundChoice, SoundDevices, SoundTest, WrapUpSave,
};
use leadline_protocol::{Code, Problem};
use std::sync::Arc;

impl Desktop {
    pub(crate) async fn calls(self: &Arc<Self>, _: Nothing) -> Result<Calls, Problem> {
        let fault = Some(Code::CallsUnavailable.into());
        Ok(Calls { ringing: Vec::new(), current: None, elsewhere: None, wrap_up: None, presence: None, fault })
    }

    pub(crate) async fn sound_devices(self: &Arc<Self>, _: Nothing) -> Result<SoundDevices, Problem> {
        let fault = Some(Code::CallsUnavailable.into());
        Ok(SoundDevices { inputs: Vec::new(), outputs: Vec::new(), chosen: SoundChoice::default(), fault })
    }

    pub(crate) async fn call_start(self: &Arc<Self>, _: CallStart) -> Result<Calls, Problem> {
        Err(Code::CallsUnavailable.into())
    }

    pub(crate) async fn call_accept(self: &Arc<Self>, _: CallAccept) -> Result<Calls, Problem> {
        Err(Code::CallsUnavailable.into())
    }

    pub(crate) async fn call_decline(self: &Arc<Self>, _: CallId) -> Result<Calls, Problem> {
        Err(Code::CallsUnavailable.into())
    }

    pub(crate) async fn call_silence(self: &Arc<Self>, _: CallId) -> Result<Calls, Problem> {
        Err(Code::CallsUnavailable.into())
    }

    pub(crate) async fn call_hang_up(self: &Arc<Self>, _: CallId) -> Result<Calls, Problem> {
        Err(Code::CallsUnavailable.into())
    }

    pub(crate) async fn call_mute(self: &Arc<Self>, _: CallSwitch) -> Result<Calls, Problem> {
        Err(Code::CallsUnavailable.into())
    }

    pub(crate) async fn call_hold(self: &Arc<Self>, _: CallSwitch) -> Result<Calls, Problem> {
        Err(Code::CallsUnavailable.into())
    }

    pub(crate) async fn call_camera(self: &Arc<Self>, _: CallSwitch) -> Result<Calls, Problem> {
        Err(Code::CallsUnavailable.into())
    }

    pub(crate) async fn call_tone(self: &Arc<Self>, _: CallTone) -> Result<Done, Problem> {
        Err(Code::CallsUnavailable.into())
    }

    pub(crate) async fn wrap_up_save(self: &Arc<Self>, _: WrapUpSave) -> Result<Edited, Problem> {
        Err(Code::CallsUnavailable.into())
    }

    pub(crate) async fn wrap_up_skip(self: &Arc<Self>, _: CallId) -> Result<Calls, Problem> {
        Err(Code::CallsUnavailable.into())
    }

    pub(crate) async fn call_history(self: &Arc<Self>, _: CallHistoryQuery) -> Result<CallHistory, Problem> {
        Err(Code::CallsUnavailable.into())
    }

    pub(crate) async fn colleagues(self: &Arc<Self>, _: Nothing) -> Result<Colleagues, Problem> {
        Err(Code::CallsUnavailable.into())
    }

    pub(crate) async fn presence_set(self: &Arc<Self>, _: PresenceSet) -> Result<Calls, Problem> {
        Err(Code::CallsUnavailable.into())
    }

    pub(crate) async fn customer_invite(self: &Arc<Self>, _: ById) -> Result<CustomerInvite, Problem> {
        Err(Code::CallsUnavailable.into())
    }

    pub(crate) async fn sound_choose(self: &Arc<Self>, _: SoundChoice) -> Result<SoundDevices, Problem> {
        Err(Code::CallsUnavailable.into())
    }

    pub(crate) async fn sound_test(self: &Arc<Self>, _: SoundTest) -> Result<Done, Problem> {
        Err(Code::CallsUnavailable.into())
    }
}
