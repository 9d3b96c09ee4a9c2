//! What the UI can ask and be told, through [`leadline_desktop::Desktop::call`].

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test may be blunt")]

mod it {
    pub mod alone;
    pub mod at_work;
    pub mod cable;
    pub mod call_records;
    pub mod calls;
    pub mod commands;
    pub mod computer;
    pub mod damage;
    pub mod doctor;
    pub mod further_people;
    pub mod generated;
    pub mod group_calls;
    pub mod holding;
    pub mod imports;
    pub mod installed;
    pub mod links;
    pub mod nothing_private;
    pub mod notices;
    pub mod pictures;
    pub mod push_to_talk;
    pub mod rooms;
    pub mod second_call;
    pub mod session;
    pub mod starts;
    pub mod switchboard;
    pub mod two_agents;
    pub mod updates;
    pub mod video_sessions;
    pub mod wrong_clock;
}
