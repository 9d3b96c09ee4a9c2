//! A network cable between devices and server that can be cut.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// The cable; it is gone when this is dropped.
pub struct Cable {
    address: SocketAddr,
    whole: watch::Sender<bool>,
    task: tokio::task::JoinHandle<()>,
}

impl Cable {
    /// Lays a cable to the server at `far`.
    pub async fn lay(far: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let (whole, state) = watch::channel(true);
        let task = tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(carry(near, far, state.clone()));
            }
        });
        Ok(Self { address, whole, task })
    }

    /// The device's end.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Breaks every connection, and every new one until [`Cable::mend`].
    pub fn cut(&self) {
        self.whole.send_replace(false);
    }

    /// Makes it whole again.
    pub fn mend(&self) {
        self.whole.send_replace(true);
    }
}

impl Drop for Cable {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn carry(mut near: TcpStream, far: SocketAddr, mut whole: watch::Receiver<bool>) {
    let traffic = async {
        let mut far = TcpStream::connect(far).await?;
        tokio::io::copy_bidirectional(&mut near, &mut far).await
    };
    // A connection that dies with its cable is the point; there is nobody to tell.
    tokio::select! {
        _ = traffic => {}
        _ = whole.wait_for(|whole| !whole) => {}
    }
}
