//! The computer around the app.

use crate::Desktop;
use crate::api::{AroundApp, AroundAppSet, Done, Nothing};
use leadline_protocol::Problem;
use std::sync::{Arc, PoisonError};

impl Desktop {
    /// Whether the app goes on when its window is closed.
    pub fn stays_when_closed(&self) -> bool {
        let chosen = self.installation.get().stays_when_closed;
        chosen.unwrap_or_else(|| self.parts.computer.has_tray())
    }

    /// The window's page is gone, and nobody is left to end what it had begun: lists that are kept in order, and the
    /// microphone that is heard before a call.
    pub fn page_is_gone(&self) {
        self.sound_check.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(workplace) = self.workplace_if_open() {
            workplace.cache().rest();
        }
        self.spare_memory.is_left();
    }

    pub(crate) async fn computer(self: &Arc<Self>, _: Nothing) -> Result<AroundApp, Problem> {
        Ok(AroundApp {
            has_tray: self.parts.computer.has_tray(),
            stays_when_closed: self.stays_when_closed(),
            starts_at_login: self.parts.computer.starts_at_login().await,
            draws_carefully: self.parts.computer.draws_carefully(),
        })
    }

    pub(crate) async fn computer_set(self: &Arc<Self>, request: AroundAppSet) -> Result<AroundApp, Problem> {
        if let Some(stays) = request.stays_when_closed {
            self.remember(|remembered| remembered.stays_when_closed = Some(stays))?;
        }
        if let Some(starts) = request.starts_at_login {
            self.parts.computer.start_at_login(starts).await?;
        }
        if let Some(carefully) = request.draws_carefully {
            self.parts.computer.draw_carefully(carefully)?;
        }
        self.computer(Nothing {}).await
    }

    pub(crate) async fn page_drawn(self: &Arc<Self>, _: Nothing) -> Result<Done, Problem> {
        self.parts.computer.page_drawn();
        Ok(Done {})
    }

    pub(crate) async fn quit(self: &Arc<Self>, _: Nothing) -> Result<Done, Problem> {
        self.parts.computer.quit();
        Ok(Done {})
    }
}
