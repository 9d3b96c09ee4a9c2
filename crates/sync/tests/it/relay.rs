//! A wire between device and server that a test can cut and lead to another server: the address stays the same.

use std::net::SocketAddr;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

pub struct Relay {
    address: SocketAddr,
    leads_to: watch::Sender<Option<String>>,
    task: JoinHandle<()>,
}

impl Relay {
    /// A wire to the server at `url`.
    pub async fn to(url: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (leads_to, target) = watch::channel(Some(host(url)));
        Self { address, leads_to, task: tokio::spawn(serve(listener, target)) }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Cuts every connection; new ones are closed at once.
    pub fn cut(&self) {
        self.leads_to.send_replace(None);
    }

    pub fn lead_to(&self, url: &str) {
        self.leads_to.send_replace(Some(host(url)));
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn host(url: &str) -> String {
    url.trim_start_matches("http://").to_owned()
}

async fn serve(listener: TcpListener, mut target: watch::Receiver<Option<String>>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let leads_to = target.borrow().clone();
                if let (Ok((mut near, _)), Some(address)) = (accepted, leads_to) {
                    connections.spawn(async move {
                        if let Ok(mut far) = TcpStream::connect(address).await {
                            let _ = copy_bidirectional(&mut near, &mut far).await;
                        }
                    });
                }
            }
            changed = target.changed() => {
                connections.shutdown().await;
                if changed.is_err() {
                    return;
                }
            }
        }
    }
}
