//! A real xdg-desktop-portal, behind which the test is the desktop that asks and the person who answers.

use crate::tone::PATIENCE;
use crate::watched::Watched;
use std::collections::HashMap;
use std::process::Stdio;
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use zbus::connection::Builder;
use zbus::fdo::DBusProxy;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};
use zbus::{Connection, ObjectServer, interface};

const WE: &str = "org.freedesktop.impl.portal.desktop.test";
const WHERE: &str = "/org/freedesktop/portal/desktop";
const FRONT: &str = "/usr/libexec/xdg-desktop-portal";
const CHOSEN: u32 = 0;
const DECLINED: u32 = 1;
const WITHDRAWN: u32 = 2;

type Options = HashMap<String, OwnedValue>;
type Answer = (u32, HashMap<&'static str, Value<'static>>);

pub struct Portal {
    bus: Connection,
    questions: mpsc::UnboundedReceiver<Question>,
    _front: Watched,
}

/// What to show, the desktop asks.
pub struct Question {
    answer: oneshot::Sender<Option<u32>>,
    /// Under which one is shown what was chosen.
    pub session: Session,
}

/// While something is shown.
#[derive(Clone)]
pub struct Session {
    path: OwnedObjectPath,
    closed: CancellationToken,
}

impl Portal {
    pub async fn start() -> Self {
        let (ask, questions) = mpsc::unbounded_channel();
        let screens = Screens { ask, sessions: tokio::sync::Mutex::default() };
        let bus = Builder::session().and_then(|bus| bus.name(WE)).and_then(|bus| bus.serve_at(WHERE, screens));
        let bus = bus.expect("a bus").build().await.expect("the bus can be joined");
        // It looks for us when it starts.
        let front = Watched::start(&[FRONT], |command| {
            command.stdout(Stdio::null()).stderr(Stdio::null());
        });
        let there = async {
            let names = DBusProxy::new(&bus).await.expect("the bus answers");
            while !names.name_has_owner("org.freedesktop.portal.Desktop".try_into().unwrap()).await.unwrap() {
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
        };
        let there = tokio::time::timeout(PATIENCE, there).await;
        there.expect("the portal starts; is xdg-desktop-portal installed? `cargo xtask test` does it");
        Self { bus, questions, _front: front }
    }

    pub async fn asks(&mut self) -> Question {
        let asked = tokio::time::timeout(PATIENCE, self.questions.recv()).await;
        asked.expect("the desktop asks").expect("the desktop lasts")
    }

    /// The desktop's own way to stop showing something.
    pub async fn stop(&self, session: &Session) {
        let told =
            self.bus.emit_signal(None::<&str>, &session.path, "org.freedesktop.impl.portal.Session", "Closed", &());
        told.await.expect("the bus lasts");
    }
}

impl Question {
    pub fn choose(self, node: u32) -> Session {
        self.answer.send(Some(node)).expect("it is still asked");
        self.session
    }

    pub fn decline(self) {
        self.answer.send(None).expect("it is still asked");
    }

    pub async fn withdrawn(mut self) {
        tokio::time::timeout(PATIENCE, self.answer.closed()).await.expect("nobody asks any more");
    }
}

impl Session {
    pub async fn ended(&self) {
        tokio::time::timeout(PATIENCE, self.closed.cancelled()).await.expect("it is not shown any more");
    }
}

struct Screens {
    ask: mpsc::UnboundedSender<Question>,
    sessions: tokio::sync::Mutex<HashMap<OwnedObjectPath, Session>>,
}

#[interface(name = "org.freedesktop.impl.portal.ScreenCast")]
impl Screens {
    async fn create_session(
        &self,
        _handle: OwnedObjectPath,
        path: OwnedObjectPath,
        _app: String,
        _options: Options,
        #[zbus(object_server)] server: &ObjectServer,
    ) -> Answer {
        let session = Session { path: path.clone(), closed: CancellationToken::new() };
        server.at(path.clone(), session.clone()).await.expect("there is none yet");
        self.sessions.lock().await.insert(path, session);
        (CHOSEN, HashMap::new())
    }

    async fn select_sources(
        &self,
        _handle: OwnedObjectPath,
        _session: OwnedObjectPath,
        _app: String,
        options: Options,
    ) -> Answer {
        assert!(matches!(*options["types"], Value::U32(3)), "screens and windows");
        assert!(matches!(*options["cursor_mode"], Value::U32(2)), "with the pointer");
        (CHOSEN, HashMap::new())
    }

    async fn start(
        &self,
        handle: OwnedObjectPath,
        session: OwnedObjectPath,
        _app: String,
        _parent: String,
        _options: Options,
        #[zbus(object_server)] server: &ObjectServer,
    ) -> Answer {
        let withdrawn = CancellationToken::new();
        server.at(handle, Request(withdrawn.clone())).await.expect("there is none yet");
        let session = self.sessions.lock().await[&session].clone();
        let (answer, answered) = oneshot::channel();
        self.ask.send(Question { answer, session }).expect("the test lasts");
        tokio::select! {
            answer = answered => match answer {
                Ok(Some(node)) => {
                    let about = HashMap::from([("source_type", Value::U32(1))]);
                    (CHOSEN, HashMap::from([("streams", Value::from(vec![(node, about)]))]))
                }
                _ => (DECLINED, HashMap::new()),
            },
            () = withdrawn.cancelled() => (WITHDRAWN, HashMap::new()),
        }
    }

    #[zbus(property)]
    fn available_source_types(&self) -> u32 {
        7
    }

    #[zbus(property)]
    fn available_cursor_modes(&self) -> u32 {
        7
    }

    #[zbus(property, name = "version")]
    fn version(&self) -> u32 {
        4
    }
}

#[interface(name = "org.freedesktop.impl.portal.Session")]
impl Session {
    fn close(&self) {
        self.closed.cancel();
    }

    #[zbus(property, name = "version")]
    fn version(&self) -> u32 {
        1
    }
}

struct Request(CancellationToken);

#[interface(name = "org.freedesktop.impl.portal.Request")]
impl Request {
    fn close(&self) {
        self.0.cancel();
    }
}
