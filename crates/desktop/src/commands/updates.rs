//! Newer versions of the app.

use crate::Desktop;
use crate::api::{Nothing, UpdateSettings, Updates};
use crate::updates::Wish;
use leadline_protocol::Problem;
use std::sync::Arc;

impl Desktop {
    pub(crate) async fn updates(self: &Arc<Self>, _: Nothing) -> Result<Updates, Problem> {
        Ok(self.updates_now())
    }

    pub(crate) async fn updates_set(self: &Arc<Self>, request: UpdateSettings) -> Result<Updates, Problem> {
        let before = self.installation.get().updates.channel;
        self.remember(|remembered| remembered.updates = request.clone())?;
        if before != request.channel {
            self.leave_channel();
            // What the other channel offers is wanted now; what cannot begin now is looked for when it is due.
            let _ = self.begin_update(Wish::Look);
        }
        Ok(self.updates_now())
    }

    pub(crate) async fn updates_look(self: &Arc<Self>, _: Nothing) -> Result<Updates, Problem> {
        self.begin_update(Wish::Look)?;
        Ok(self.updates_now())
    }

    pub(crate) async fn updates_fetch(self: &Arc<Self>, _: Nothing) -> Result<Updates, Problem> {
        self.begin_update(Wish::Fetch)?;
        Ok(self.updates_now())
    }

    pub(crate) async fn updates_install(self: &Arc<Self>, _: Nothing) -> Result<Updates, Problem> {
        self.begin_update(Wish::Install)?;
        Ok(self.updates_now())
    }
}
