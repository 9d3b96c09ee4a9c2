//! Ports for programs that tests start.

use std::net::{Ipv4Addr, TcpListener, UdpSocket};
use std::ops::Range;
use uuid::Uuid;

/// Below those that systems give to outgoing connections, any of which could take a port before the program does.
const PORTS: Range<u16> = 20_000..30_000;

/// Different ones that nobody holds, for either protocol.
///
/// # Panics
/// If so many are not free.
pub fn free_ports<const COUNT: usize>() -> [u16; COUNT] {
    // Test programs that run at the same time begin to look in different places.
    let first = PORTS.start + (Uuid::new_v4().as_u128() % u128::from(PORTS.end - PORTS.start)) as u16;
    let is_free = |port: &u16| {
        let address = (Ipv4Addr::UNSPECIFIED, *port);
        TcpListener::bind(address).is_ok() && UdpSocket::bind(address).is_ok()
    };
    let free: Vec<u16> = (first..PORTS.end).chain(PORTS.start..first).filter(is_free).take(COUNT).collect();
    free.try_into().expect("that many ports are free")
}
