//! What the organisation decided about calls, on this computer too.

use super::phone::Phone;
use crate::beside;
use leadline_protocol::Problem;
use leadline_protocol::video_session::CallSettings;

impl Phone {
    /// What the organisation decided about calls, as known last.
    pub(super) async fn recall_settings(&self) {
        let workplace = self.workplace.clone();
        match beside(move || workplace.cache().call_settings()).await {
            Ok(Ok(settings)) => self.change(|board| settings.into_iter().for_each(|known| board.settled(known))),
            Ok(Err(fault)) => tracing::warn!(%fault, "what is known of calls cannot be read"),
            Err(_) => {}
        }
    }

    /// Asks what the organisation decides now, and keeps it for when nobody can be asked.
    pub async fn ask_settings(&self) -> Result<CallSettings, Problem> {
        let link = self.tokens.link();
        let settings = self.ask(|access| async move { link.call_settings(&access).await }).await?;
        self.keep_settings(settings.clone()).await;
        Ok(settings)
    }

    /// Decides it for the organisation; only administrators may.
    pub async fn decide_settings(&self, settings: CallSettings) -> Result<CallSettings, Problem> {
        let (link, wished) = (self.tokens.link(), &settings);
        let decided = self.ask(|access| async move { link.decide_call_settings(&access, wished).await }).await?;
        self.keep_settings(decided.clone()).await;
        Ok(decided)
    }

    async fn keep_settings(&self, settings: CallSettings) {
        self.change(|board| board.settled(settings.clone()));
        let workplace = self.workplace.clone();
        if let Ok(Err(fault)) = beside(move || workplace.cache().keep_call_settings(&settings)).await {
            tracing::warn!(%fault, "what the organisation decided about calls is not kept");
        }
    }
}
