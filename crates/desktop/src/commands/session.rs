//! Who is signed in, on which devices, and how the app looks.

use crate::api::{
    DeviceList, DeviceRevoke, DeviceRow, Done, KeyringConsent, Nothing, ServerFind, ServerFound, SessionState,
    Settings, SignInRequest, SignOutRequest, WorkAlone,
};
use crate::{Desktop, server_lookup, workplace::Workplace};
use leadline_protocol::auth::Device;
use leadline_protocol::{Code, Problem};
use std::sync::Arc;

impl Desktop {
    pub(crate) async fn session(self: &Arc<Self>, _: Nothing) -> Result<SessionState, Problem> {
        if self.workplace_if_open().is_none() && self.start_fault().is_none() {
            self.find_out_keyring().await?;
        }
        Ok(self.session_state())
    }

    pub(crate) async fn start_again(self: &Arc<Self>, _: Nothing) -> Result<SessionState, Problem> {
        self.try_again().await?;
        self.session_now().await
    }

    pub(crate) async fn sign_in_anew(self: &Arc<Self>, _: Nothing) -> Result<SessionState, Problem> {
        self.leave_unopened();
        self.session_now().await
    }

    /// Tells the windows where the person stands once that is known: the keyring may have to be tried first.
    async fn session_now(self: &Arc<Self>) -> Result<SessionState, Problem> {
        let state = self.session(Nothing {}).await?;
        self.tell_session();
        Ok(state)
    }

    pub(crate) async fn server_find(self: &Arc<Self>, request: ServerFind) -> Result<ServerFound, Problem> {
        let server = match server_lookup::place_of(&request.email) {
            Some(place) => server_lookup::server_at(place).await,
            None => None,
        };
        Ok(ServerFound { server })
    }

    pub(crate) async fn sign_in(self: &Arc<Self>, request: SignInRequest) -> Result<SessionState, Problem> {
        self.sign_in_with(request).await?;
        Ok(self.session_state())
    }

    pub(crate) async fn work_alone(self: &Arc<Self>, request: WorkAlone) -> Result<SessionState, Problem> {
        self.begin_alone(request).await?;
        Ok(self.session_state())
    }

    pub(crate) async fn sign_out(self: &Arc<Self>, request: SignOutRequest) -> Result<SessionState, Problem> {
        self.sign_out_with(request).await?;
        Ok(self.session_state())
    }

    pub(crate) async fn keyring_consent(self: &Arc<Self>, request: KeyringConsent) -> Result<SessionState, Problem> {
        self.remember(|remembered| remembered.key_file_agreed = request.agreed)?;
        self.tell_session();
        Ok(self.session_state())
    }

    pub(crate) async fn devices_tried(self: &Arc<Self>, _: Nothing) -> Result<Done, Problem> {
        let kept = self.remember(|remembered| remembered.devices_tried = true);
        if kept.is_err() {
            // Nobody is kept from working because a disk is full; they are asked again another day.
            self.installation.change_for_now(|remembered| remembered.devices_tried = true);
        }
        self.tell_session();
        Ok(Done {})
    }

    pub(crate) async fn settings_set(self: &Arc<Self>, request: Settings) -> Result<Done, Problem> {
        let kept = self.remember(|remembered| remembered.settings = request.clone());
        if kept.is_err() && self.start_fault().is_some() {
            // Whoever reads on a full disk what is wrong may still choose the language.
            self.installation.change_for_now(|remembered| remembered.settings = request);
        } else {
            kept?;
        }
        self.tell_session();
        Ok(Done {})
    }

    pub(crate) async fn devices(self: &Arc<Self>, _: Nothing) -> Result<DeviceList, Problem> {
        let workplace = self.workplace()?;
        let link = workplace.tokens()?.link();
        let held = self.asks(&workplace, |access| async move { link.devices(&access).await }).await?;
        Ok(DeviceList { devices: held.devices.into_iter().map(device_row).collect() })
    }

    pub(crate) async fn device_revoke(self: &Arc<Self>, request: DeviceRevoke) -> Result<Done, Problem> {
        let workplace = self.workplace()?;
        let link = workplace.tokens()?.link();
        let DeviceRevoke { id, wipe } = request;
        self.asks(&workplace, |access| async move { link.revoke(&access, id, wipe).await }).await?;
        Ok(Done {})
    }

    /// Asks the server as the person who is signed in; when it has ended the session, the UI is told as well.
    pub(super) async fn asks<T, A>(&self, workplace: &Workplace, question: impl Fn(String) -> A) -> Result<T, Problem>
    where
        A: Future<Output = Result<T, Problem>>,
    {
        let answer = workplace.tokens()?.ask(question).await;
        if let Err(problem) = &answer
            && matches!(problem.code, Code::SessionEnded | Code::Unauthenticated)
        {
            self.session_ended(workplace)?;
        }
        answer
    }
}

fn device_row(device: Device) -> DeviceRow {
    DeviceRow {
        id: device.id,
        name: device.name,
        platform: device.platform,
        app_version: device.app_version,
        last_seen_at: device.last_seen_at,
        current: device.current,
        wipe_pending: device.wipe_pending,
    }
}
