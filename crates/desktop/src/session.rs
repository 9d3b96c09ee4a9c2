//! Signing in, out and in again. Local data outlives a session until somebody erases it.

use crate::alone::carry_over;
use crate::api::{Account, KeyPlace, SessionState, SignInRequest, SignOutRequest, Stage};
use crate::calls::Phone;
use crate::installation::SignedIn;
use crate::secrets::Secrets;
use crate::server_link::ServerLink;
use crate::watching::Watching;
use crate::workplace::{self, Occasion, Workplace};
use crate::{Desktop, api::DesktopEvent, beside, problem, rights, server_address};
use leadline_protocol::auth::{DeviceInfo, Me, Session};
use leadline_protocol::{Code, Problem};
use std::path::Path;
use std::sync::{Arc, PoisonError};

impl Desktop {
    pub(crate) fn session_state(&self) -> SessionState {
        let remembered = self.installation.get();
        let open = self.workplace_if_open().map(|workplace| workplace.signed_in());
        let start_fault = self.start_fault();
        let key_place = if remembered.key_file_agreed { KeyPlace::File } else { KeyPlace::Keyring };
        let stage = match &open {
            Some(signed_in) if signed_in.ended => Stage::SignInAgain,
            Some(signed_in) if !signed_in.complete => Stage::FirstSync,
            Some(_) => Stage::Ready,
            None if start_fault.is_some() => Stage::CannotOpen,
            None if key_place == KeyPlace::Keyring && self.keyring_fails() => Stage::NeedsKeyConsent,
            None => Stage::SignedOut,
        };
        SessionState {
            stage,
            start_fault,
            data_folder: self.parts.data_dir.to_string_lossy().into_owned(),
            key_place,
            rights: open.as_ref().map(|signed_in| rights::over_clients(&signed_in.account)).unwrap_or_default(),
            account: open.map(|signed_in| signed_in.account),
            last_server: remembered.last_server.or_else(|| self.parts.default_server.clone()),
            last_email: remembered.last_email,
            settings: remembered.settings,
            version: self.parts.version.clone(),
            devices_tried: remembered.devices_tried,
            set_aside: self.set_aside.read().unwrap_or_else(PoisonError::into_inner).clone(),
        }
    }

    /// The windows hear of states in the order in which they came to be, so that the last they hear is how it is.
    pub(crate) fn tell_session(&self) {
        let _in_order = self.telling_session.lock().unwrap_or_else(PoisonError::into_inner);
        self.events.tell(DesktopEvent::Session { state: Box::new(self.session_state()) });
    }

    pub(crate) async fn sign_in_with(self: &Arc<Self>, request: SignInRequest) -> Result<(), Problem> {
        let _one_at_a_time = self.signing.lock().await;
        let server = server_address::parse(&request.server)?;
        let secrets = self.secrets().await?;
        let link = ServerLink::new(server.clone())?;
        link.hello((self.parts.surroundings.now)()).await?;
        let session = link.sign_in(request.email.trim(), &request.password, self.device_info()).await?;
        let signed_in = SignedIn::at(account_of(&session.me, server.as_str()), session.me.org_id);
        let open = self.workplace_if_open();
        match open.filter(|open| open.belongs_to(&signed_in)) {
            Some(open) => {
                let signed_in = SignedIn { account: signed_in.account, ended: false, ..open.signed_in() };
                open.tokens()?.take(&session).await?;
                open.set_signed_in(signed_in.clone());
                if let Some(sync) = open.sync() {
                    sync.signed_in();
                }
                self.remember(|remembered| remembered.now_signed_in(signed_in, &request))?;
            }
            None => self.move_in(secrets, signed_in, session, &request).await?,
        }
        self.tell_session();
        Ok(())
    }

    /// Opens the data of somebody who was not here last. What was done alone is taken along; if anything fails, all is
    /// as it was before.
    async fn move_in(
        self: &Arc<Self>,
        secrets: Arc<dyn Secrets>,
        signed_in: SignedIn,
        session: Session,
        request: &SignInRequest,
    ) -> Result<(), Problem> {
        self.erase_left().await;
        let left = self.workplace_if_open();
        self.set_workplace(None);
        let alone = left.clone().filter(|left| left.is_alone());
        let moving = async {
            let occasion = Occasion::SignIn(Box::new(session));
            let workplace = self.open_workplace(secrets, signed_in.clone(), occasion).await?;
            if let Some(alone) = &alone {
                carry_over(alone, &workplace).await?;
            }
            self.remember(|remembered| {
                remembered.to_erase = alone.as_ref().map(|alone| alone.signed_in());
                remembered.now_signed_in(signed_in, request);
            })?;
            Ok(workplace)
        };
        match moving.await {
            Ok(workplace) => self.set_workplace(Some(&workplace)),
            Err(problem) => {
                if let Some(left) = left {
                    beside(move || left.cache().close()).await?;
                    self.start().await;
                }
                return Err(problem);
            }
        }
        self.erase_left().await;
        Ok(())
    }

    /// Erases what nobody is to find here any more. Tried again at the next start if the app is killed meanwhile or the
    /// disk refuses.
    pub(crate) async fn erase_left(&self) {
        let Some(left) = self.installation.get().to_erase else { return };
        let (folder, secrets) = (self.parts.data_dir.clone(), self.secrets_in_use());
        let erased = beside(move || workplace::erase_left(&folder, secrets.as_ref(), &left)).await;
        let forgotten =
            erased.and_then(|erased| erased).and_then(|()| self.remember(|remembered| remembered.to_erase = None));
        if let Err(problem) = forgotten {
            tracing::warn!(code = ?problem.code, "data that is to be erased is still on this computer");
        }
    }

    pub(crate) async fn sign_out_with(self: &Arc<Self>, request: SignOutRequest) -> Result<(), Problem> {
        let _one_at_a_time = self.signing.lock().await;
        let workplace = self.workplace()?;
        if workplace.is_alone() && !request.erase {
            // There is nothing one could be signed out from, and nobody could come back to what is here.
            return Err(Code::NoServer.into());
        }
        if request.erase && !request.discard_unsent {
            let asked = workplace.clone();
            if workplace.is_alone() || beside(move || asked.unsent()).await?? > 0 {
                return Err(Code::Conflict.into());
            }
        }
        let tokens = workplace.tokens().ok();
        if let Some(tokens) = tokens {
            // With a keyring that is locked nobody is signed out, and nobody's call ends.
            tokens.refresh_token().await?;
        }
        if let Ok(phone) = self.phone() {
            phone.close().await;
        }
        if let Some(tokens) = tokens {
            tokens.sign_out().await?;
        }
        if request.erase {
            return self.erase_all_of(&workplace).await;
        }
        self.remember(|remembered| remembered.signed_in = None)?;
        self.set_workplace(None);
        self.tell_session();
        Ok(())
    }

    /// The server had this device's data erased, because it was lost or its person left.
    pub(crate) async fn wiped(self: &Arc<Self>, workplace: &Arc<Workplace>) -> Result<(), Problem> {
        let _one_at_a_time = self.signing.lock().await;
        tracing::warn!("the local data is erased because the server asked for it");
        self.erase_all_of(workplace).await?;
        workplace.tokens()?.sign_out().await
    }

    async fn erase_all_of(self: &Arc<Self>, workplace: &Arc<Workplace>) -> Result<(), Problem> {
        self.remember(|remembered| remembered.to_erase = remembered.signed_in.take())?;
        self.set_workplace(None);
        self.tell_session();
        let erased = workplace.clone();
        beside(move || erased.erase()).await??;
        self.remember(|remembered| remembered.to_erase = None)
    }

    /// The server ended the session. Data and unsent edits stay; the same person signs in again to go on.
    pub(crate) fn session_ended(&self, workplace: &Workplace) -> Result<(), Problem> {
        self.change_signed_in(workplace, |signed_in| signed_in.ended = true)
    }

    /// Everything the server had has arrived.
    pub(crate) fn first_sync_done(&self, workplace: &Workplace) -> Result<(), Problem> {
        if workplace.signed_in().complete {
            return Ok(());
        }
        self.change_signed_in(workplace, |signed_in| signed_in.complete = true)?;
        self.remember_sync(workplace)
    }

    fn change_signed_in(&self, workplace: &Workplace, edit: impl FnOnce(&mut SignedIn)) -> Result<(), Problem> {
        let was = workplace.signed_in();
        let mut signed_in = was.clone();
        edit(&mut signed_in);
        if signed_in != was {
            workplace.set_signed_in(signed_in.clone());
            self.remember(|remembered| remembered.signed_in = Some(signed_in))?;
            self.tell_session();
        }
        Ok(())
    }

    /// Remembers what a start without network should know of this session.
    pub(crate) fn remember_sync(&self, workplace: &Workplace) -> Result<(), Problem> {
        let state = workplace.sync_state().map(|state| state.borrow().clone());
        let Some(state) = state.filter(|state| state.synced_at.is_some()) else { return Ok(()) };
        let clock_off_ms = state.clock.milliseconds();
        self.change_signed_in(workplace, |signed_in| {
            (signed_in.synced_at, signed_in.clock_off_ms) = (state.synced_at, clock_off_ms);
        })
    }

    /// The local data turned out to be damaged: it is set aside, edits that can be read are taken over, and the rest
    /// comes again from the server.
    pub(crate) async fn rebuild(&self, workplace: &Arc<Workplace>) -> Result<(), Problem> {
        let _one_at_a_time = self.signing.lock().await;
        let damaged = workplace.clone();
        if let Some(aside) = beside(move || damaged.rebuild()).await?? {
            tracing::warn!("the local data was damaged and is set aside");
            self.note_set_aside(&aside);
            self.tell_session();
        }
        Ok(())
    }

    fn note_set_aside(&self, aside: &Path) {
        let aside = aside.to_string_lossy().into_owned();
        *self.set_aside.write().unwrap_or_else(PoisonError::into_inner) = Some(aside);
    }

    pub(crate) fn remember(&self, edit: impl FnOnce(&mut crate::installation::Remembered)) -> Result<(), Problem> {
        self.installation.change(edit).map_err(|fault| problem::of_disk(&fault))
    }

    pub(crate) async fn open_workplace(
        self: &Arc<Self>,
        secrets: Arc<dyn Secrets>,
        signed_in: SignedIn,
        occasion: Occasion,
    ) -> Result<Arc<Workplace>, Problem> {
        let desktop = self.clone();
        let opened = beside(move || Workplace::open(&desktop.parts, secrets, signed_in, &occasion)).await??;
        if let Some(aside) = opened.set_aside {
            self.note_set_aside(&aside);
        }
        Ok(opened.workplace)
    }

    /// Opens a workplace to the UI, or closes the one that is open.
    pub(crate) fn set_workplace(self: &Arc<Self>, workplace: Option<&Arc<Workplace>>) {
        let watching = workplace.map(|workplace| Watching::start(self, workplace));
        let attend = |workplace: &Arc<Workplace>| {
            let remembered = self.installation.get();
            let attended =
                Phone::attend(workplace.clone(), self.parts.lines.clone(), self.events.clone(), remembered.ring.quiet)?;
            attended.phone.push_to_talk(remembered.push_to_talk);
            Some(attended)
        };
        *self.attended.lock().unwrap_or_else(PoisonError::into_inner) = workplace.and_then(attend);
        *self.watching.lock().unwrap_or_else(PoisonError::into_inner) = watching;
        *self.workplace.write().unwrap_or_else(PoisonError::into_inner) = workplace.cloned();
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
        server: Some(server.to_owned()),
        device_id: me.device_id,
        country: me.country.clone(),
    }
}
