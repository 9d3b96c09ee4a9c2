//! Pictures on their way into a window, through a socket of this computer: answers and events carry words, not frames.
//!
//! A window asks for an address, which opens once. Whenever it can draw the next frame it says so, with the size at
//! which it shows the picture, and is sent the newest. While it says nothing, nothing is carried.

mod packed;

use super::line::{Line, Picture, VideoReceiver, Whose};
use futures_util::{SinkExt, StreamExt};
use leadline_protocol::{Code, Problem};
use packed::{Size, is_picture, packed};
use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::OnceCell;
use tokio::task::JoinSet;
use tokio_tungstenite::tungstenite::handshake::server::{Callback, ErrorResponse, Request, Response};
use tokio_tungstenite::tungstenite::http::StatusCode;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, accept_hdr_async_with_config};
use tokio_util::task::AbortOnDropHandle;

/// Addresses that may wait to be opened; the oldest gives way.
const WAITING_ADDRESSES: usize = 32;
/// Pictures that may be looked at together.
const MOST_VIEWERS: usize = 32;
/// How long whoever connects may take to say which picture they want.
const HANDSHAKE_WITHIN: Duration = Duration::from_secs(5);
/// Before the next connection is awaited after one could not be taken.
const AFTER_A_FAULT: Duration = Duration::from_millis(100);

/// Where windows look at the pictures of calls.
pub struct Pictures {
    new_key: fn() -> [u8; 32],
    door: OnceCell<Door>,
    waiting: Arc<Waiting>,
}

/// Open from the first picture on.
struct Door {
    address: SocketAddr,
    _attending: AbortOnDropHandle<()>,
}

/// What has been offered and not been opened.
#[derive(Default)]
struct Waiting(Mutex<VecDeque<(String, Offer)>>);

struct Offer {
    /// A line that was left has no pictures.
    line: Weak<dyn Line>,
    whose: Whose,
    picture: Picture,
}

impl Pictures {
    /// Nothing is open yet; `new_key` makes what nobody can guess.
    pub fn new(new_key: fn() -> [u8; 32]) -> Self {
        Self { new_key, door: OnceCell::new(), waiting: Arc::default() }
    }

    /// The address of a picture. Must be called inside a tokio runtime.
    pub async fn offer(&self, line: &Arc<dyn Line>, whose: Whose, picture: Picture) -> Result<String, Problem> {
        let door = self.door.get_or_try_init(|| Door::open(self.waiting.clone())).await;
        let door = door.map_err(|fault| {
            tracing::error!(%fault, "pictures cannot be carried to the window");
            Problem::new(Code::Unavailable)
        })?;
        let key: String = (self.new_key)().iter().map(|byte| format!("{byte:02x}")).collect();
        let address = format!("ws://{}/{key}", door.address);
        self.waiting.add(key, Offer { line: Arc::downgrade(line), whose, picture });
        Ok(address)
    }
}

impl Door {
    async fn open(waiting: Arc<Waiting>) -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        Ok(Self { address, _attending: AbortOnDropHandle::new(tokio::spawn(attend(listener, waiting))) })
    }
}

impl Waiting {
    fn add(&self, key: String, offer: Offer) {
        let mut offers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if offers.len() == WAITING_ADDRESSES {
            offers.pop_front();
        }
        offers.push_back((key, offer));
    }

    fn take(&self, path: &str) -> Option<Offer> {
        let key = path.strip_prefix('/')?;
        let mut offers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = offers.iter().position(|(offered, _)| offered == key)?;
        offers.remove(found).map(|(_, offer)| offer)
    }
}

impl Offer {
    async fn open(self) -> Option<VideoReceiver> {
        let line = self.line.upgrade()?;
        line.picture(self.whose, self.picture).await
    }
}

/// Takes what an address stands for when it is opened.
struct Admission<'a> {
    waiting: &'a Waiting,
    taken: &'a mut Option<Offer>,
}

impl Callback for Admission<'_> {
    fn on_request(self, request: &Request, response: Response) -> Result<Response, ErrorResponse> {
        *self.taken = self.waiting.take(request.uri().path());
        if self.taken.is_some() {
            return Ok(response);
        }
        let mut refusal = ErrorResponse::new(None);
        *refusal.status_mut() = StatusCode::FORBIDDEN;
        Err(refusal)
    }
}

async fn attend(listener: TcpListener, waiting: Arc<Waiting>) {
    let mut viewers = JoinSet::new();
    loop {
        let connection = listener.accept().await;
        while viewers.try_join_next().is_some() {}
        match connection {
            Ok((connection, _)) if viewers.len() < MOST_VIEWERS => {
                viewers.spawn(show(connection, waiting.clone()));
            }
            Ok(_) => tracing::warn!("too many pictures are looked at"),
            Err(fault) => {
                tracing::warn!(%fault, "a window cannot connect to its picture");
                tokio::time::sleep(AFTER_A_FAULT).await;
            }
        }
    }
}

async fn show(connection: TcpStream, waiting: Arc<Waiting>) {
    // A frame that waits for the next one to fill a packet is late.
    if let Err(fault) = connection.set_nodelay(true) {
        tracing::debug!(%fault, "frames may wait");
    }
    let mut taken = None;
    let admission = Admission { waiting: &waiting, taken: &mut taken };
    let config = WebSocketConfig::default().max_message_size(Some(Size::BYTES)).max_frame_size(Some(Size::BYTES));
    let handshake = accept_hdr_async_with_config(connection, admission, Some(config));
    let Ok(Ok(socket)) = tokio::time::timeout(HANDSHAKE_WITHIN, handshake).await else {
        tracing::debug!("somebody connected who is not awaited");
        return;
    };
    let picture = match taken {
        Some(offer) => offer.open().await,
        None => None,
    };
    if let Err(fault) = carry(socket, picture).await {
        tracing::debug!(%fault, "a window no longer looks at its picture");
    }
}

/// Sends the newest frame each time the window is ready for one, until either side has enough.
async fn carry(mut socket: WebSocketStream<TcpStream>, picture: Option<VideoReceiver>) -> Result<(), Error> {
    let Some(mut picture) = picture else { return socket.close(None).await };
    let (mut ready, mut newest) = (None, None);
    loop {
        tokio::select! {
            said = socket.next() => match said {
                Some(Ok(Message::Binary(said))) => match Size::read(&said) {
                    Some(size) => ready = Some(size),
                    None => return socket.close(None).await,
                },
                Some(Ok(Message::Close(_))) | None => return Ok(()),
                Some(Ok(_)) => {}
                Some(Err(fault)) => return Err(fault),
            },
            frame = picture.next() => match frame {
                Some(frame) => newest = Some(frame).filter(is_picture),
                None => return socket.close(None).await,
            },
        }
        if let Some((size, frame)) = ready.zip(newest.as_ref()) {
            socket.send(Message::Binary(packed(frame, size).into())).await?;
            (ready, newest) = (None, None);
        }
    }
}
