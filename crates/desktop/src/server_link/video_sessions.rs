//! Video calls agreed for a time, as the server is asked about them.

use super::calls::outcome;
use super::{Outcome, ServerLink, done, read};
use leadline_protocol::Problem;
use leadline_protocol::video_session::{
    NewVideoSession, SessionAction, SessionChange, VideoSession, VideoSessionAnswer, VideoSessions,
};
use reqwest::RequestBuilder;
use uuid::Uuid;

const PATH: &str = "api/sales/video-call";

impl ServerLink {
    /// Those the person is expected in that are to come, the next first.
    pub async fn video_sessions(&self, access: &str) -> Result<Vec<VideoSession>, Problem> {
        let mut address = self.at(PATH);
        address.query_pairs_mut().append_pair("upcoming", "true");
        let sessions: VideoSessions = read(self.http.get(address).bearer_auth(access)).await?;
        Ok(sessions.calls)
    }

    /// Agrees one.
    pub async fn agree_session(&self, access: &str, new: &NewVideoSession) -> Result<VideoSession, Problem> {
        let asked = self.http.post(self.at(PATH)).bearer_auth(access);
        let agreed: VideoSessionAnswer = read(asked.json(new)).await?;
        Ok(agreed.call)
    }

    /// Comes into one.
    pub async fn join_session(&self, access: &str, session: Uuid) -> Result<Outcome<VideoSessionAnswer>, Problem> {
        outcome(self.change_session(access, session, SessionAction::Join)).await
    }

    /// Says that one will not happen.
    pub async fn cancel_session(&self, access: &str, session: Uuid) -> Result<(), Problem> {
        done(self.change_session(access, session, SessionAction::Cancel)).await
    }

    fn change_session(&self, access: &str, session: Uuid, action: SessionAction) -> RequestBuilder {
        let change = SessionChange { call_id: session, action, quality: None };
        self.http.patch(self.at(PATH)).bearer_auth(access).json(&change)
    }
}
