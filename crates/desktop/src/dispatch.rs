//! From a command's name and JSON to the function that answers it, and back.

use crate::Desktop;
use leadline_protocol::{Code, Problem};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::Arc;
use tracing::Instrument;

macro_rules! dispatch {
    ($($name:ident)*) => {
        impl Desktop {
            /// Answers one command. The request and the answer are the JSON of the types in [`crate::api`].
            pub async fn call(self: &Arc<Self>, name: &str, request: Value) -> Result<Value, Problem> {
                let answering = async {
                    match name {
                        $(stringify!($name) => write(self.$name(read(request)?).await?),)*
                        _ => Err(Code::NotFound.into()),
                    }
                };
                let answer = answering.instrument(tracing::debug_span!("command", name)).await;
                if let Err(problem) = &answer {
                    tracing::warn!(name, code = ?problem.code, "refused");
                }
                answer
            }
        }
    };
}
dispatch!(session sign_in sign_out keyring_consent settings_set devices device_revoke
    view_open view_rows view_find view_close count search saved_views saved_view_put saved_view_delete
    directory client_get client_create client_update clients_bulk job_stop duplicates_find timeline
    contact_create contact_update contact_delete note_create note_update note_delete tag_create undo
    draft_save draft_get draft_drop my_day activities_of activity_create activity_update activity_complete
    activity_snooze activity_delete sync_status sync_now sync_queue edit_retry edit_discard conflicts conflict_resolve);

fn read<T: DeserializeOwned>(request: Value) -> Result<T, Problem> {
    serde_json::from_value(request).map_err(|fault| {
        // The words of this fault can hold what a person typed; its place in the request cannot.
        tracing::warn!(category = ?fault.classify(), "a request cannot be read");
        Problem::new(Code::BadRequest)
    })
}

fn write<T: Serialize>(answer: T) -> Result<Value, Problem> {
    serde_json::to_value(answer).map_err(|fault| {
        tracing::error!(%fault, "an answer cannot be written");
        Problem::new(Code::Internal)
    })
}
