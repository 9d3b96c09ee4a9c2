use super::{Call, CallState, Command, EndReason, Happening, LegState, Patience, Purpose, Refusal};
use uuid::Uuid;

const PATIENCE: Patience =
    Patience { ring: 45_000, delivery: 5_000, connecting: 15_000, away: 30_000, parked: 900_000 };
const CUSTOMER: Uuid = Uuid::from_u128(1);
const AGENT: Uuid = Uuid::from_u128(2);
const COLLEAGUE: Uuid = Uuid::from_u128(3);
const INVITE: Uuid = Uuid::from_u128(20);

fn after(commands: &[(i64, Command)]) -> Call {
    let mut call = Call::start(CUSTOMER, &[AGENT], 0, &PATIENCE);
    for (at, command) in commands {
        call.decide(*command, *at, &PATIENCE).expect("the rules allow it");
    }
    call
}

fn talking() -> Call {
    after(&[(1_000, Command::Accept(AGENT)), (1_100, Command::Joined(CUSTOMER)), (1_200, Command::Joined(AGENT))])
}

#[test]
fn a_parked_call_goes_on_without_its_person_in_the_room() {
    let mut call = talking();
    assert_eq!(call.decide(Command::Park(AGENT), 5_000, &PATIENCE), Ok(vec![Happening::Leg(AGENT, LegState::Parked)]));
    // The room sees the device go, and may say late that it was there.
    assert_eq!(call.decide(Command::Gone(AGENT), 5_100, &PATIENCE), Ok(Vec::new()));
    assert_eq!(call.decide(Command::Joined(AGENT), 5_200, &PATIENCE), Ok(Vec::new()));
    assert_eq!((call.state, call.leg(AGENT).unwrap().state), (CallState::Active, LegState::Parked));
    call.decide(Command::Resume(AGENT), 60_000, &PATIENCE).unwrap();
    assert_eq!(call.next_tick(&PATIENCE), Some(90_000), "as long to come back as after a lost network");
    call.decide(Command::Joined(AGENT), 60_300, &PATIENCE).unwrap();
    assert_eq!((call.next_tick(&PATIENCE), call.active_at), (None, Some(1_200)));
}

#[test]
fn a_call_waits_a_quarter_of_an_hour_and_no_longer() {
    let mut call = talking();
    call.decide(Command::Park(AGENT), 5_000, &PATIENCE).unwrap();
    assert_eq!(call.next_tick(&PATIENCE), Some(905_000));
    call.decide(Command::Tick, 905_000, &PATIENCE).unwrap();
    assert_eq!((call.end_reason, call.leg(AGENT).unwrap().state), (Some(EndReason::Dropped), LegState::Left));
}

#[test]
fn whoever_waits_may_hang_up() {
    let mut call = talking();
    call.decide(Command::Park(AGENT), 5_000, &PATIENCE).unwrap();
    call.decide(Command::HangUp(CUSTOMER), 9_000, &PATIENCE).unwrap();
    assert_eq!((call.end_reason, call.duration()), (Some(EndReason::Completed), Some(7_800)));
    assert_eq!(call.decide(Command::Resume(AGENT), 9_100, &PATIENCE), Err(Refusal::Ended(EndReason::Completed)));
}

#[test]
fn only_a_call_that_is_talked_in_can_be_parked_and_not_while_one_asks_somebody_in() {
    let mut ringing = after(&[]);
    assert_eq!(ringing.decide(Command::Park(CUSTOMER), 10, &PATIENCE), Err(Refusal::NotNow));
    let mut asking = talking();
    let ask = Command::Invite { id: INVITE, by: AGENT, purpose: Purpose::Consult };
    asking.decide(ask, 3_000, &PATIENCE).unwrap();
    assert_eq!(asking.decide(Command::Park(AGENT), 3_100, &PATIENCE), Err(Refusal::NotNow));
    asking.decide(Command::OfferTo { invite: INVITE, leg: COLLEAGUE }, 3_200, &PATIENCE).unwrap();
    assert_eq!(asking.decide(Command::Park(COLLEAGUE), 3_300, &PATIENCE), Err(Refusal::NotALeg));
    asking.decide(Command::Accept(COLLEAGUE), 4_000, &PATIENCE).unwrap();
    asking.decide(Command::Joined(COLLEAGUE), 4_100, &PATIENCE).unwrap();
    for consulting in [AGENT, COLLEAGUE] {
        assert_eq!(asking.decide(Command::Park(consulting), 4_200, &PATIENCE), Err(Refusal::NotNow));
    }
    asking.decide(Command::Together { by: AGENT }, 5_000, &PATIENCE).unwrap();
    asking.decide(Command::Park(AGENT), 5_100, &PATIENCE).unwrap();
    asking.decide(Command::HangUp(COLLEAGUE), 6_000, &PATIENCE).unwrap();
    assert_eq!(asking.state, CallState::Active, "one talks and one will come back");
}
