//! Signing in, out and in again. Local data outlives a session until somebody erases it.

use crate::api::{Account, SessionState, SignInRequest, SignOutRequest, Stage};
use crate::installation::SignedIn;
use crate::secrets::{Secrets, SecretsFault};
use crate::server_link::ServerLink;
use crate::workplace::Workplace;
use crate::{Desktop, api::DesktopEvent, beside, disk_problem, server_address};
use leadline_protocol::auth::{DeviceInfo, Me};
use leadline_protocol::{Code, Problem};
use std::sync::{Arc, PoisonError};

impl Desktop {
    /// Opens the data of whoever was signed in when the app was last closed.
    pub(crate) async fn restore(self: &Arc<Self>) -> Result<(), Problem> {
        if let Some(signed_in) = self.installation.get().signed_in {
            let workplace = self.open_workplace(signed_in).await?;
            self.set_workplace(Some(workplace));
        }
        Ok(())
    }

    pub(crate) fn session_state(&self) -> SessionState {
        let remembered = self.installation.get();
        let open = self.workplace_if_open().map(|workplace| workplace.signed_in());
        let stage = match &open {
            Some(signed_in) if signed_in.ended => Stage::SignInAgain,
            Some(_) => Stage::Ready,
            None if self.keyring_works.get() == Some(&false) && !remembered.key_file_agreed => Stage::NeedsKeyConsent,
            None => Stage::SignedOut,
        };
        SessionState {
            stage,
            account: open.map(|signed_in| signed_in.account),
            last_server: remembered.last_server.or_else(|| self.parts.default_server.clone()),
            last_email: remembered.last_email,
            settings: remembered.settings,
            version: self.parts.version.clone(),
            set_aside: self.set_aside.read().unwrap_or_else(PoisonError::into_inner).clone(),
        }
    }

    pub(crate) fn tell_session(&self) {
        self.events.tell(DesktopEvent::Session { state: Box::new(self.session_state()) });
    }

    pub(crate) async fn sign_in_with(self: &Arc<Self>, request: SignInRequest) -> Result<(), Problem> {
        let _one_at_a_time = self.signing.lock().await;
        let server = server_address::parse(&request.server)?;
        self.secrets().await?;
        let link = ServerLink::new(server.clone())?;
        link.hello(self.parts.surroundings.now()).await?;
        let session = link.sign_in(request.email.trim(), &request.password, self.device_info()).await?;
        let signed_in = SignedIn { account: account_of(&session.me, server.as_str()), org_id: session.me.org_id, ended: false };
        let workplace = match self.workplace_if_open().filter(|open| open.belongs_to(&signed_in)) {
            Some(open) => open,
            None => self.open_workplace(signed_in.clone()).await?,
        };
        workplace.tokens().take(&session).await?;
        workplace.set_signed_in(signed_in.clone());
        self.remember(|remembered| {
            remembered.last_server = Some(request.server.trim().to_owned());
            remembered.last_email = Some(request.email.trim().to_owned());
            remembered.signed_in = Some(signed_in);
        })?;
        self.set_workplace(Some(workplace));
        self.tell_session();
        Ok(())
    }

    pub(crate) async fn sign_out_with(self: &Arc<Self>, request: SignOutRequest) -> Result<(), Problem> {
        let _one_at_a_time = self.signing.lock().await;
        let workplace = self.workplace()?;
        // Without network the session ends here only; the server drops it when its time is over.
        if let Ok(access) = workplace.tokens().access().await
            && let Err(problem) = workplace.tokens().link().sign_out(&access).await
        {
            tracing::info!(code = ?problem.code, "the server was not told of the sign-out");
        }
        workplace.tokens().forget().await?;
        self.remember(|remembered| remembered.signed_in = None)?;
        self.set_workplace(None);
        self.tell_session();
        Ok(())
    }

    /// The server ended the session. Data and unsent edits stay; the same person signs in again to go on.
    pub(crate) fn session_ended(&self, workplace: &Workplace) -> Result<(), Problem> {
        let mut signed_in = workplace.signed_in();
        if !signed_in.ended {
            signed_in.ended = true;
            workplace.set_signed_in(signed_in.clone());
            self.remember(|remembered| remembered.signed_in = Some(signed_in))?;
            self.tell_session();
        }
        Ok(())
    }

    /// The place where secrets are kept, or the wish for consent to a key file.
    pub(crate) async fn secrets(&self) -> Result<Arc<dyn Secrets>, Problem> {
        if self.installation.get().key_file_agreed {
            return Ok(self.parts.key_file.clone());
        }
        if self.find_out_keyring().await? { Ok(self.parts.keyring.clone()) } else { Err(Code::KeyringUnavailable.into()) }
    }

    pub(crate) async fn find_out_keyring(&self) -> Result<bool, Problem> {
        if let Some(works) = self.keyring_works.get() {
            return Ok(*works);
        }
        let keyring = self.parts.keyring.clone();
        let works = beside(move || keyring.works()).await?;
        Ok(*self.keyring_works.get_or_init(|| works))
    }

    pub(crate) fn remember(&self, edit: impl FnOnce(&mut crate::installation::Remembered)) -> Result<(), Problem> {
        self.installation.change(edit).map_err(|fault| disk_problem(&fault))
    }

    async fn open_workplace(&self, signed_in: SignedIn) -> Result<Arc<Workplace>, Problem> {
        let secrets = self.secrets().await?;
        Ok(Arc::new(Workplace::open(&self.parts, secrets, signed_in)?))
    }

    fn set_workplace(&self, workplace: Option<Arc<Workplace>>) {
        *self.workplace.write().unwrap_or_else(PoisonError::into_inner) = workplace;
    }

    fn device_info(&self) -> DeviceInfo {
        DeviceInfo {
            id: self.installation.get().device_id,
            name: self.parts.device_name.clone(),
            platform: self.parts.platform.clone(),
            app_version: self.parts.version.clone(),
        }
    }
}

fn account_of(me: &Me, server: &str) -> Account {
    Account {
        profile_id: me.profile_id,
        name: me.name.clone(),
        email: me.email.clone(),
        role: me.role,
        org_name: me.org_name.clone(),
        server: server.to_owned(),
        device_id: me.device_id,
        country: me.country.clone(),
    }
}

/// What a fault of the secret store means to a person.
pub(crate) fn secrets_problem(fault: &SecretsFault) -> Problem {
    tracing::error!(%fault, "secrets");
    match fault {
        SecretsFault::Unavailable(_) => Code::KeyringUnavailable.into(),
        SecretsFault::File(fault) => disk_problem(fault),
        SecretsFault::Damaged => Code::KeyringUnavailable.into(),
    }
}
