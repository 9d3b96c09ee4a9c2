//! From a command's name and JSON to the function that answers it, and back.

use crate::{Desktop, api, command_table};
use leadline_protocol::{Code, Problem};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::Arc;
use tracing::Instrument;

macro_rules! dispatch {
    ($($name:ident: $request:ident => $answer:ident, [$($window:ident),*];)*) => {
        impl Desktop {
            /// Answers one command. The request and the answer are the JSON of the types in [`crate::api`].
            pub async fn call(self: &Arc<Self>, name: &str, request: Value) -> Result<Value, Problem> {
                let answering = async {
                    self.ready().await;
                    match name {
                        $(stringify!($name) => {
                            let answer: api::$answer = self.$name(read::<api::$request>(request)?).await?;
                            write(answer)
                        })*
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
command_table!(dispatch);

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
