//! Video calls agreed for a time.

use crate::Desktop;
use crate::api::{Calls, Done, Nothing, VideoSession, VideoSessionAgree, VideoSessionId, VideoSessions};
use leadline_domain::call::SessionState;
use leadline_protocol::{Problem, video_session};
use std::sync::Arc;
use uuid::Uuid;

impl Desktop {
    pub(crate) async fn video_sessions(self: &Arc<Self>, _: Nothing) -> Result<VideoSessions, Problem> {
        let workplace = self.workplace()?;
        let link = workplace.tokens()?.link();
        let sessions = self.asks(&workplace, |access| async move { link.video_sessions(&access).await }).await?;
        let seen = (workplace.signed_in().account.profile_id, workplace.clock_off_ms());
        Ok(VideoSessions { sessions: sessions.into_iter().map(|session| shown(session, seen)).collect() })
    }

    pub(crate) async fn video_session_agree(
        self: &Arc<Self>,
        request: VideoSessionAgree,
    ) -> Result<VideoSession, Problem> {
        let workplace = self.workplace()?;
        let link = workplace.tokens()?.link();
        let clock_off = workplace.clock_off_ms();
        let new = &video_session::NewVideoSession {
            session_id: Some(request.session_id),
            lead_id: request.client_id,
            participant_ids: request.profile_id.into_iter().collect(),
            scheduled_at: Some(request.at.saturating_add(clock_off)),
        };
        let agreed = self.asks(&workplace, |access| async move { link.agree_session(&access, new).await }).await?;
        Ok(shown(agreed, (workplace.signed_in().account.profile_id, clock_off)))
    }

    pub(crate) async fn video_session_join(self: &Arc<Self>, request: VideoSessionId) -> Result<Calls, Problem> {
        self.phone()?.join_session(request.session_id).await
    }

    pub(crate) async fn video_session_cancel(self: &Arc<Self>, request: VideoSessionId) -> Result<Done, Problem> {
        let workplace = self.workplace()?;
        let link = workplace.tokens()?.link();
        let id = request.session_id;
        self.asks(&workplace, |access| async move { link.cancel_session(&access, id).await }).await?;
        Ok(Done {})
    }
}

fn shown(session: video_session::VideoSession, (me, clock_off): (Uuid, i64)) -> VideoSession {
    VideoSession {
        id: session.id,
        client_id: session.lead_id,
        activity_id: session.activity_id,
        mine: session.host_id == me,
        with: session.participant_type,
        goes_on: session.status == SessionState::Active,
        at: session.scheduled_at.saturating_sub(clock_off),
    }
}
