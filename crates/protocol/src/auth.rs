//! Signing up, in and out; colleagues, invitations and devices.

use leadline_domain::Millis;
use leadline_domain::Role;
use leadline_domain::words::ProfileStatus;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! wire {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty),* $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct $name { $($(#[$fdoc])* pub $field: $type),* }
    )+};
}

wire! {
    /// `GET /api/hello`, without sign-in: what answers at this address.
    Hello {
        /// Always "leadline"; anything else is another server.
        product: String,
        /// The newest sync protocol it speaks.
        protocol: u32,
        /// The oldest sync protocol it speaks.
        min_protocol: u32,
        /// Server time.
        now: Millis,
        /// Where calls take place, for whoever wants to know whether that can be reached; `None` if nobody can call.
        rooms: Option<String>,
    }
    /// `POST /api/auth/signup`: a new organisation and its first administrator.
    SignUp {
        /// The organisation's name.
        org_name: String,
        /// The administrator's name.
        name: String,
        /// Sign-in name.
        email: String,
        /// At least 10 characters and hard to guess.
        password: String,
        /// The device that signs in at once.
        device: DeviceInfo,
    }
    /// `POST /api/auth/login`.
    SignIn {
        /// Sign-in name.
        email: String,
        /// The password.
        password: String,
        /// The device that signs in.
        device: DeviceInfo,
    }
    /// What a device says of itself.
    DeviceInfo {
        /// Made once per installation; a second sign-in from the same device replaces the first.
        id: Uuid,
        /// As people recognise it: "naphat-thinkpad".
        name: String,
        /// "linux", "windows", "macos" or "web".
        platform: String,
        /// The app's version.
        app_version: String,
    }
    /// The answer to sign-up, sign-in, refresh and accepted invitations.
    Session {
        /// EdDSA token for `Authorization: Bearer`.
        access_token: String,
        /// Seconds until the access token ends.
        expires_in_s: u64,
        /// Exchanged at `POST /api/auth/refresh`; replaced by each exchange.
        refresh_token: String,
        /// Who signed in.
        me: Me,
    }
    /// The person behind a session. `GET /api/me`.
    Me {
        /// The person.
        profile_id: Uuid,
        /// Their name.
        name: String,
        /// Their sign-in name.
        email: String,
        /// What they may do.
        role: Role,
        /// Their organisation.
        org_id: Uuid,
        /// Its name.
        org_name: String,
        /// Country whose telephone numbers are "home", ISO 3166 alpha-2.
        country: String,
        /// Whether the person is the platform's super admin.
        platform_admin: bool,
        /// The signed-in device.
        device_id: Uuid,
    }
    /// `POST /api/auth/refresh`.
    Refresh {
        /// The latest refresh token.
        refresh_token: String,
    }
    /// `GET /api/auth/sessions`: one device somebody is signed in on.
    Device {
        /// The device.
        id: Uuid,
        /// Its name.
        name: String,
        /// Its platform.
        platform: String,
        /// The app's version when last seen.
        app_version: String,
        /// The address it was last used from.
        address: Option<String>,
        /// First sign-in.
        created_at: Millis,
        /// Last request.
        last_seen_at: Millis,
        /// Whether it is the one asking.
        current: bool,
        /// Whether it was told to erase its data and has not confirmed yet.
        wipe_pending: bool,
    }
    /// `GET /api/auth/sessions`.
    Devices {
        /// Newest first.
        devices: Vec<Device>,
    }
    /// `GET /api/organizations`: one organisation, as a platform admin sees it.
    Organization {
        /// The organisation.
        id: Uuid,
        /// Its name.
        name: String,
        /// Its country.
        country: String,
        /// When it signed up.
        created_at: Millis,
        /// How many people may sign in.
        members: i64,
    }
    /// `GET /api/organizations`.
    Organizations {
        /// By name.
        organizations: Vec<Organization>,
    }
    /// `POST /api/team/invites`.
    Invite {
        /// Who is invited.
        email: String,
        /// Their name as colleagues see it.
        name: String,
        /// What they will be trusted with.
        role: Role,
    }
    /// The answer to an invitation: shown once.
    InviteMade {
        /// The invitation.
        id: Uuid,
        /// The secret part of the link.
        token: String,
        /// When it ends.
        expires_at: Millis,
    }
    /// `POST /api/team/invites/accept`.
    AcceptInvite {
        /// The secret part of the link.
        token: String,
        /// At least 10 characters and hard to guess.
        password: String,
        /// The device that signs in at once.
        device: DeviceInfo,
    }
    /// `GET /api/team/members`: one colleague.
    Member {
        /// The person.
        profile_id: Uuid,
        /// Their name.
        name: String,
        /// Their sign-in name.
        email: String,
        /// What they may do.
        role: Role,
        /// Whether they may sign in.
        status: ProfileStatus,
    }
    /// `GET /api/team/members`.
    Members {
        /// By name.
        members: Vec<Member>,
    }
    /// `PATCH /api/team/members/{id}`: only what is given changes.
    MemberChange {
        /// A new role.
        role: Option<Role>,
        /// Shut out, or let back in.
        status: Option<ProfileStatus>,
    }
}
