//! Colleagues who are called together, as the server has them.

use crate::Desktop;
use crate::api::{Nothing, RingGroups};
use leadline_protocol::Problem;
use std::sync::Arc;

impl Desktop {
    pub(crate) async fn ring_groups(self: &Arc<Self>, _: Nothing) -> Result<RingGroups, Problem> {
        let workplace = self.workplace()?;
        let link = workplace.tokens()?.link();
        Ok(self.asks(&workplace, |access| async move { link.ring_groups(&access).await }).await?.into())
    }

    pub(crate) async fn ring_groups_set(self: &Arc<Self>, wished: RingGroups) -> Result<RingGroups, Problem> {
        let workplace = self.workplace()?;
        let (link, wished) = (workplace.tokens()?.link(), &wished.into());
        Ok(self.asks(&workplace, |access| async move { link.decide_ring_groups(&access, wished).await }).await?.into())
    }
}
