//! Calling a server as one person on one device.

use leadline_protocol::Code;
use leadline_protocol::auth::Session;
use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Calls one server, signed in or not.
#[derive(Clone, Debug)]
pub struct Api {
    http: Client,
    base: String,
    session: Option<Session>,
}

/// A whole answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The body, `null` if it is empty or not JSON.
    pub body: Value,
}

impl Api {
    /// Calls the server at `base`, not signed in.
    pub fn new(base: String) -> Self {
        Self { http: Client::new(), base, session: None }
    }

    /// The same caller with this session.
    pub fn signed_in(&self, session: Session) -> Self {
        Self { session: Some(session), ..self.clone() }
    }

    /// The session; panics if there is none.
    pub fn session(&self) -> &Session {
        self.session.as_ref().expect("this caller is signed in")
    }

    /// A request to `path`, with the access token if there is one.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.base));
        match &self.session {
            Some(session) => request.bearer_auth(&session.access_token),
            None => request,
        }
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        answered(self.request(Method::GET, path)).await
    }

    /// POST with a JSON body.
    pub async fn post(&self, path: &str, body: &(impl Serialize + ?Sized)) -> Answer {
        answered(self.request(Method::POST, path).json(body)).await
    }

    /// PATCH with a JSON body.
    pub async fn patch(&self, path: &str, body: &(impl Serialize + ?Sized)) -> Answer {
        answered(self.request(Method::PATCH, path).json(body)).await
    }

    /// DELETE.
    pub async fn delete(&self, path: &str) -> Answer {
        answered(self.request(Method::DELETE, path)).await
    }
}

/// Sends a request and reads the whole answer.
async fn answered(request: RequestBuilder) -> Answer {
    let response = request.send().await.expect("the test server answers");
    let status = response.status();
    let bytes = response.bytes().await.expect("the answer can be read");
    Answer { status, body: serde_json::from_slice(&bytes).unwrap_or(Value::Null) }
}

impl Answer {
    /// The body of a success.
    #[track_caller]
    pub fn read<T: DeserializeOwned>(self) -> T {
        assert!(self.status.is_success(), "{} {}", self.status, self.body);
        serde_json::from_value(self.body).expect("the answer has the agreed shape")
    }

    /// Checks that it is this refusal.
    #[track_caller]
    pub fn refused(&self, status: u16, code: Code) {
        let word = serde_json::to_value(code).expect("a code is a word");
        assert_eq!((self.status.as_u16(), &self.body["code"]), (status, &word), "{}", self.body);
    }

    /// Checks that it is a success.
    #[track_caller]
    pub fn succeeded(&self) {
        assert!(self.status.is_success(), "{} {}", self.status, self.body);
    }
}
