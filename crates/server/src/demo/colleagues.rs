//! Who works at the invented organisation.

use leadline_domain::Role;
use uuid::Uuid;

/// Everybody's password.
pub const PASSWORD: &str = "rayong-sunrise-42";

/// One of them.
#[derive(Clone, Copy, Debug)]
pub struct Colleague {
    /// Their id.
    pub id: Uuid,
    /// Their name.
    pub name: &'static str,
    /// Sign-in name.
    pub email: &'static str,
    /// What they may do.
    pub role: Role,
    /// Of a hundred clients, how many are theirs. What remains is in the pool.
    pub share: u32,
}

const PEOPLE: [(&str, &str, Role, u32); 6] = [
    ("กัญญา วงศ์สวัสดิ์", "kanya@tawan.example", Role::Admin, 0),
    ("Prasert Thongchai", "prasert@tawan.example", Role::Manager, 6),
    ("Naphat Srisuk", "naphat@tawan.example", Role::Agent, 44),
    ("พลอย รัตนกุล", "ploy@tawan.example", Role::Agent, 18),
    ("James Whitfield", "james@tawan.example", Role::Agent, 14),
    ("มาลี ศรีวิไล", "malee@tawan.example", Role::Viewer, 0),
];

/// Everybody; the administrator comes first.
pub fn all() -> Vec<Colleague> {
    let colleague = |(name, email, role, share): (&'static str, &'static str, Role, u32)| Colleague {
        id: Uuid::new_v5(&super::org_id(), email.as_bytes()),
        name,
        email,
        role,
        share,
    };
    PEOPLE.into_iter().map(colleague).collect()
}
