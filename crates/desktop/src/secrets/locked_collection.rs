//! Whether the Secret Service would ask its person for a password: its usual collection is locked, or not made yet.

use zbus::blocking::{Connection, Proxy};
use zbus::zvariant::OwnedObjectPath;

const SERVICE: &str = "org.freedesktop.secrets";
/// What the service answers for "there is none".
const NONE: &str = "/";

/// Fails where there is no such service.
pub fn is_usual_one() -> zbus::Result<bool> {
    let bus = Connection::session()?;
    let service = Proxy::new(&bus, SERVICE, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service")?;
    let usual: OwnedObjectPath = service.call("ReadAlias", &"default")?;
    if usual.as_str() == NONE {
        return Ok(true);
    }
    Proxy::new(&bus, SERVICE, usual, "org.freedesktop.Secret.Collection")?.get_property("Locked")
}
