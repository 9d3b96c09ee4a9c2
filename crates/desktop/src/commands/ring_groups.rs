//! Colleagues who are called together, as the server has them.

use crate::Desktop;
use crate::api::{Nothing, RingGroups};
use leadline_protocol::Problem;
use std::sync::Arc;

impl Desktop {
    pub(crate) async fn ring_groups(self: &Arc<Self>, _: Nothing) -> Result<RingGroups, Problem> {
        let workplace = self.workplace()?;
        let access = self.access(&workplace).await?;
        Ok(workplace.tokens()?.link().ring_groups(&access).await?.into())
    }

    pub(crate) async fn ring_groups_set(self: &Arc<Self>, wished: RingGroups) -> Result<RingGroups, Problem> {
        let workplace = self.workplace()?;
        let access = self.access(&workplace).await?;
        Ok(workplace.tokens()?.link().decide_ring_groups(&access, &wished.into()).await?.into())
    }
}
