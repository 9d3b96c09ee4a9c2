//! What the organisation decided about calls, on this computer too.

use super::phone::Phone;
use crate::beside;

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
    pub(super) async fn ask_settings(&self) {
        let link = self.workplace.tokens().link();
        let settings = match self.ask(|access| async move { link.call_settings(&access).await }).await {
            Ok(settings) => settings,
            Err(problem) => return tracing::debug!(code = ?problem.code, "what is known of calls stays as it was"),
        };
        self.change(|board| board.settled(settings.clone()));
        let workplace = self.workplace.clone();
        if let Ok(Err(fault)) = beside(move || workplace.cache().keep_call_settings(&settings)).await {
            tracing::warn!(%fault, "what the organisation decided about calls is not kept");
        }
    }
}
