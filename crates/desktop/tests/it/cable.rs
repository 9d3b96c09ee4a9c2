//! A network cable between app and server that can be pulled and plugged in again.

use leadline_testkit::TestServer;
use std::sync::{Arc, Mutex};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::task::AbortOnDropHandle;

/// `None` while the cable is pulled.
type Connections = Arc<Mutex<Option<Vec<AbortOnDropHandle<()>>>>>;

pub struct Cable {
    /// The server's address at the near end.
    pub address: String,
    connections: Connections,
    _passing: AbortOnDropHandle<()>,
}

impl Cable {
    pub async fn to(server: &TestServer) -> Self {
        let far_end = server.url().trim_start_matches("http://").to_owned();
        let near_end = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = near_end.local_addr().unwrap().to_string();
        let connections: Connections = Arc::new(Mutex::new(Some(Vec::new())));
        let passing = tokio::spawn(pass(near_end, far_end, connections.clone()));
        Self { address, connections, _passing: AbortOnDropHandle::new(passing) }
    }

    pub fn pull(&self) {
        *self.connections.lock().unwrap() = None;
    }

    pub fn plug(&self) {
        *self.connections.lock().unwrap() = Some(Vec::new());
    }
}

async fn pass(near_end: TcpListener, far_end: String, connections: Connections) {
    while let Ok((mut near, _)) = near_end.accept().await {
        if let Some(open) = connections.lock().unwrap().as_mut() {
            let far_end = far_end.clone();
            open.push(AbortOnDropHandle::new(tokio::spawn(async move {
                let mut far = TcpStream::connect(far_end).await.unwrap();
                // Either side may go at any time.
                let _ = copy_bidirectional(&mut near, &mut far).await;
            })));
        }
    }
}
