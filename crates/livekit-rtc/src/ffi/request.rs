//! Requests that carry no address and may be sent by any code, each with the answer that belongs to it.

#![allow(unsafe_code, reason = "requests without addresses are the ones that are safe to send")]

use crate::ffi::loader::Library;
use crate::ffi::proto;
use crate::ffi::proto::{ffi_request, ffi_response};
use crate::problem::RtcError;

/// A request without addresses in it.
pub(crate) trait Plain: Into<ffi_request::Message> {
    /// What the library answers.
    type Answer;
    /// For errors.
    const NAME: &'static str;
    /// The answer, if it is the one that belongs to this request.
    fn answer(message: ffi_response::Message) -> Option<Self::Answer>;
}

macro_rules! plain_requests {
    ($($variant:ident: $request:ident -> $answer:ident, $name:literal;)*) => {
        $(
            impl From<proto::$request> for ffi_request::Message {
                fn from(request: proto::$request) -> Self {
                    Self::$variant(request)
                }
            }

            impl Plain for proto::$request {
                type Answer = proto::$answer;
                const NAME: &'static str = $name;
                fn answer(message: ffi_response::Message) -> Option<Self::Answer> {
                    match message {
                        ffi_response::Message::$variant(answer) => Some(answer),
                        _ => None,
                    }
                }
            }
        )*
    };
}

plain_requests! {
    Connect: ConnectRequest -> ConnectResponse, "joining";
    Disconnect: DisconnectRequest -> DisconnectResponse, "leaving";
    ReadyForRoomEvent: ReadyForRoomEventRequest -> ReadyForRoomEventResponse, "starting the room's events";
    NewAudioSource: NewAudioSourceRequest -> NewAudioSourceResponse, "a sound source";
    CreateAudioTrack: CreateAudioTrackRequest -> CreateAudioTrackResponse, "a sound track";
    NewVideoSource: NewVideoSourceRequest -> NewVideoSourceResponse, "a picture source";
    CreateVideoTrack: CreateVideoTrackRequest -> CreateVideoTrackResponse, "a picture track";
    PublishTrack: PublishTrackRequest -> PublishTrackResponse, "publishing";
    UnpublishTrack: UnpublishTrackRequest -> UnpublishTrackResponse, "ending a track";
    LocalTrackMute: LocalTrackMuteRequest -> LocalTrackMuteResponse, "muting";
    NewAudioStream: NewAudioStreamRequest -> NewAudioStreamResponse, "listening";
    NewVideoStream: NewVideoStreamRequest -> NewVideoStreamResponse, "watching";
    GetSessionStats: GetSessionStatsRequest -> GetSessionStatsResponse, "statistics";
    SimulateScenario: SimulateScenarioRequest -> SimulateScenarioResponse, "a disturbance";
    NewApm: NewApmRequest -> NewApmResponse, "audio processing";
    ApmSetStreamDelay: ApmSetStreamDelayRequest -> ApmSetStreamDelayResponse, "a delay";
}

impl Library {
    /// Sends a request and returns its answer.
    pub(crate) fn ask<R: Plain>(&self, request: R) -> Result<R::Answer, RtcError> {
        // SAFETY: `Plain` is implemented above, for requests that carry no address.
        let answer = unsafe { self.call(request.into()) };
        let answer = answer.map_err(|error| match error {
            RtcError::Rejected { detail, .. } => RtcError::Rejected { what: R::NAME, detail },
            other => other,
        })?;
        answer
            .and_then(R::answer)
            .ok_or(RtcError::Rejected { what: R::NAME, detail: "the answer belongs to another question".to_owned() })
    }
}
