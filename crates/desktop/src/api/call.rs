//! Calls as the windows show them: what rings, what is talked on, what is to be written down afterwards.
//!
//! Times are by this computer's clock, so that a countdown needs nothing else.

use super::{CallAsking, CallPerson, CallPicture, WrapUp, api};
use leadline_domain::call::{EndReason, LineQuality, Media, PartyKind, Presence, StopReason};
use leadline_domain::{LeadQuality, LifecycleStage, Role};
use leadline_protocol::Problem;
use uuid::Uuid;

api! {
    /// Command `calls`, and event `calls`: the whole state.
    #[derive(Default)]
    pub struct Calls {
        /// Incoming calls, oldest first. The newest is the one that sounds.
        pub ringing: Vec<CallView>,
        /// The call dialled or answered here. One that ended before anybody talked stays some seconds, to say why;
        /// `call_hang_up` puts it away sooner.
        pub current: Option<CallView>,
        /// Calls that wait while another one is talked in, until `call_resume`.
        pub waiting: Vec<CallView>,
        /// A call just answered or declined on another device, or answered here a moment too late: shown for four
        /// seconds.
        pub elsewhere: Option<CallView>,
        /// What is to be written down after a call, until it is saved or skipped.
        pub wrap_up: Option<WrapUp>,
        /// How colleagues see this person; `None` while the server has not said.
        pub presence: Option<MyPresence>,
        /// Why nobody can call from here at the moment. The rest of the app goes on.
        pub fault: Option<Problem>,
        /// The person is heard only while they hold a key; calls begin muted.
        pub push_to_talk: bool,
    }

    /// How this person is shown.
    pub struct MyPresence {
        /// As colleagues and customers see it.
        pub presence: Presence,
        /// When a choice ends by itself.
        #[ts(type = "number | null")]
        pub until: Option<i64>,
    }

    /// One call.
    pub struct CallView {
        /// The call.
        pub id: Uuid,
        /// Voice, or voice and picture.
        pub media: Media,
        /// Whether the other side called.
        pub incoming: bool,
        /// Where it stands for this device.
        pub phase: CallPhase,
        /// Who is at the other end.
        pub other: CallOther,
        /// Everybody else who is in it, or rung for it.
        pub people: Vec<CallPerson>,
        /// Two others consult; until they are done this one neither hears nor is heard.
        pub waits: bool,
        /// Everybody else has put the call on hold, or talks in other calls meanwhile.
        pub on_hold: bool,
        /// The one who is called talks in another call and sees that this one waits.
        pub call_waiting: bool,
        /// What the group is called whose others may take the ring from this person.
        pub next_in_line: Option<String>,
        /// What the several are called who were called together.
        pub group: Option<String>,
        /// The colleague of those several who answered, for the others of them.
        pub answered_by: Option<String>,
        /// The colleague who asks this person in, while it rings for that reason.
        pub asked_by: Option<String>,
        /// Whom this device asked in last: while they are asked or consulted, and for some seconds after it came to
        /// nothing.
        pub asking: Option<CallAsking>,
        /// The client it is about.
        pub client_id: Option<Uuid>,
        /// What is known of the client here; comes a moment after the call itself.
        pub facts: Option<CallerFacts>,
        /// When it was started.
        #[ts(type = "number")]
        pub started_at: i64,
        /// When it stops ringing.
        #[ts(type = "number")]
        pub ring_until: i64,
        /// When it was answered.
        #[ts(type = "number | null")]
        pub answered_at: Option<i64>,
        /// When both sides were first in the room; the length of the call counts from here.
        #[ts(type = "number | null")]
        pub active_at: Option<i64>,
        /// When it ended.
        #[ts(type = "number | null")]
        pub ended_at: Option<i64>,
        /// Why it is over, once the server has said.
        pub end_reason: Option<EndReason>,
        /// Why this device stopped ringing.
        pub stopped: Option<StopReason>,
        /// The person made the ring silent.
        pub silent: bool,
        /// Own microphone off.
        pub muted: bool,
        /// Put on hold here.
        pub held: bool,
        /// Own camera on.
        pub camera: bool,
        /// Own screen shown.
        pub sharing: bool,
        /// The connection is being mended.
        pub reconnecting: bool,
        /// The other side's microphone is off.
        pub other_muted: bool,
        /// The other side's camera is on.
        pub other_camera: bool,
        /// How good the line is; `None` before it was measured.
        pub quality: Option<LineQuality>,
        /// Why nothing is heard or sent from here, such as a microphone that is missing; the call goes on.
        pub sound_fault: Option<Problem>,
        /// What others send to be looked at; screens stand before cameras.
        pub pictures: Vec<CallPicture>,
        /// Why the own camera is not seen although it is wished; the call goes on.
        pub camera_fault: Option<Problem>,
        /// Why the screen or window that was chosen is not shown; the call goes on.
        pub share_fault: Option<Problem>,
    }

    /// Where a call stands for this device.
    #[derive(Copy)]
    pub enum CallPhase {
        /// Comes in.
        Ringing,
        /// Goes out and is not answered yet.
        Dialling,
        /// Answered; the sides are coming into the room.
        Connecting,
        /// Both can talk.
        Active,
        /// Over.
        Ended,
    }

    /// Who is at the other end.
    pub struct CallOther {
        /// A colleague or a customer.
        pub kind: PartyKind,
        /// The profile or the portal customer; `None` while only the client is known.
        pub id: Option<Uuid>,
        /// What they are called.
        pub name: String,
    }

    /// What this computer knows of the client, without asking anybody.
    pub struct CallerFacts {
        /// The client's name.
        pub name: String,
        /// Their company.
        pub company: Option<String>,
        /// Funnel step.
        pub lifecycle: LifecycleStage,
        /// Hot, warm, cold.
        pub quality: Option<LeadQuality>,
        /// Whose client it is; `None`: nobody's.
        pub owner_name: Option<String>,
        /// What is planned next.
        pub next_step: Option<NextStep>,
        /// What was written down last.
        pub last_note: Option<LastNote>,
        /// Calls of the last 30 days.
        pub calls_30_days: u32,
    }

    /// What is planned next.
    pub struct NextStep {
        /// What it is about.
        pub subject: String,
        /// When it is due.
        #[ts(type = "number | null")]
        pub due_at: Option<i64>,
    }

    /// What was written down last.
    pub struct LastNote {
        /// Its first 200 characters.
        pub text: String,
        /// When.
        #[ts(type = "number")]
        pub at: i64,
        /// The colleague's name.
        pub by: Option<String>,
    }

    /// Command `call_start`: calls the customer of a client, or a colleague; one of the two. Answer [`Calls`].
    pub struct CallStart {
        /// The client whose customer is called.
        pub client_id: Option<Uuid>,
        /// The colleague who is called.
        pub profile_id: Option<Uuid>,
        /// The colleagues who are called together.
        pub group_id: Option<Uuid>,
        /// Voice, or voice and picture.
        pub media: Media,
    }

    /// Command `call_accept`; answer [`Calls`]. That somebody else was first is said in the state.
    pub struct CallAccept {
        /// The call.
        pub call_id: Uuid,
        /// Whether the own camera is on from the start.
        pub media: Media,
    }

    /// Commands `call_decline`, `call_silence`, `call_hang_up`, `call_hand_over`, `call_withdraw`, `call_together`,
    /// `wrap_up_skip`; answer [`Calls`].
    pub struct CallId {
        /// The call.
        pub call_id: Uuid,
    }

    /// Commands `call_mute`, `call_hold`, `call_camera`; answer [`Calls`].
    pub struct CallSwitch {
        /// The call.
        pub call_id: Uuid,
        /// On or off.
        pub on: bool,
    }

    /// Command `call_tone`: a key of a telephone.
    pub struct CallTone {
        /// The call.
        pub call_id: Uuid,
        /// One of `0` to `9`, `*` and `#`.
        pub key: char,
    }

    /// Command `colleagues`: who can be called; asks the server and fails with `offline` without it.
    pub struct Colleagues {
        /// Those who are available first.
        pub colleagues: Vec<Colleague>,
    }

    /// A colleague who can be called.
    pub struct Colleague {
        /// The person.
        pub profile_id: Uuid,
        /// Their name.
        pub name: String,
        /// What they may do; `None` if this app does not know the role.
        pub role: Option<Role>,
        /// Whether they can be called.
        pub presence: Presence,
    }

    /// Command `presence_set`: how this person wants to be shown. Answer [`Calls`].
    pub struct PresenceSet {
        /// `available`, `busy`, `break`, `meeting` or `do_not_disturb`.
        pub presence: Presence,
        /// When it ends by itself, by this computer's clock.
        #[ts(type = "number | null")]
        pub until: Option<i64>,
    }

    /// Command `phone_open`: hands a number to the program of this computer that calls telephone numbers.
    pub struct PhoneNumber {
        /// In E.164.
        pub number: String,
    }

    /// Answer of `customer_invite`: the way of a client's customer into the portal.
    pub struct CustomerInvite {
        /// Can be used once.
        pub link: String,
        /// Until when.
        #[ts(type = "number")]
        pub expires_at: i64,
    }
}
