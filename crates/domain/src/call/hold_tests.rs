use super::{Call, Command, EndReason, Happening, LegState, Patience, Purpose, Refusal};
use uuid::Uuid;

const PATIENCE: Patience =
    Patience { ring: 45_000, delivery: 5_000, connecting: 15_000, away: 30_000, parked: 900_000 };
const CUSTOMER: Uuid = Uuid::from_u128(1);
const AGENT: Uuid = Uuid::from_u128(2);
const PHONE: Uuid = Uuid::from_u128(3);
const COLLEAGUE: Uuid = Uuid::from_u128(4);
const INVITE: Uuid = Uuid::from_u128(20);

const HOLD: Command = Command::Hold { leg: AGENT, on: true };
const GO_ON: Command = Command::Hold { leg: AGENT, on: false };

fn after(commands: &[Command]) -> Call {
    let mut call = Call::start(CUSTOMER, &[AGENT, PHONE], 0, &PATIENCE);
    for command in commands {
        call.decide(*command, 1_000, &PATIENCE).expect("the rules allow it");
    }
    call
}

const TALKING: [Command; 3] = [Command::Accept(AGENT), Command::Joined(CUSTOMER), Command::Joined(AGENT)];

fn talking(then: &[Command]) -> Call {
    after(&[&TALKING[..], then].concat())
}

#[test]
fn holding_is_known_changes_nothing_else_and_twice_is_once() {
    let (before, mut call) = (talking(&[]), talking(&[]));
    assert_eq!(call.decide(HOLD, 2_000, &PATIENCE), Ok(vec![Happening::Holds(AGENT, true)]));
    assert_eq!(call.decide(HOLD, 2_100, &PATIENCE), Ok(Vec::new()));
    assert!(call.leg(AGENT).unwrap().holds && !call.leg(CUSTOMER).unwrap().holds);
    assert_eq!(call.next_tick(&PATIENCE), before.next_tick(&PATIENCE), "no time runs out while one holds");
    assert_eq!(call.decide(GO_ON, 600_000, &PATIENCE), Ok(vec![Happening::Holds(AGENT, false)]));
    assert_eq!(call.decide(GO_ON, 600_100, &PATIENCE), Ok(Vec::new()));
    assert_eq!(call, Call { seq: before.seq + 2, ..before });
}

#[test]
fn only_a_device_that_is_in_the_room_or_comes_back_to_it_holds() {
    let hold = |leg| Command::Hold { leg, on: true };
    for (what, leg, commands, outcome) in [
        ("it rings", AGENT, &[][..], Err(Refusal::NotALeg)),
        ("it rings at the other side", CUSTOMER, &[], Err(Refusal::NotNow)),
        ("answered", AGENT, &TALKING[..1], Err(Refusal::NotNow)),
        ("in the room before the other", AGENT, &[TALKING[0], TALKING[2]], Ok(1)),
        ("talking", AGENT, &TALKING, Ok(1)),
        ("answered on the other device", PHONE, &TALKING, Err(Refusal::NotALeg)),
        ("no part of it", COLLEAGUE, &TALKING, Err(Refusal::NotALeg)),
        ("away", AGENT, &[&TALKING[..], &[Command::Gone(AGENT)]].concat(), Ok(1)),
        ("parked", AGENT, &[&TALKING[..], &[Command::Park(AGENT)]].concat(), Err(Refusal::NotNow)),
        (
            "over",
            AGENT,
            &[&TALKING[..], &[Command::HangUp(CUSTOMER)]].concat(),
            Err(Refusal::Ended(EndReason::Completed)),
        ),
    ] {
        let decided = after(commands).decide(hold(leg), 2_000, &PATIENCE);
        assert_eq!(decided.map(|happened| happened.len()), outcome, "{what}");
    }
}

#[test]
fn a_hold_ends_with_being_in_the_room_and_not_with_a_moment_without_the_network() {
    for (commands, holds) in [
        (&[Command::Gone(AGENT)][..], true),
        (&[Command::Gone(AGENT), Command::Joined(AGENT)], true),
        (&[Command::Gone(CUSTOMER)], true),
        (&[Command::Park(AGENT)], false),
        (&[Command::Park(AGENT), Command::Resume(AGENT), Command::Joined(AGENT)], false),
        (&[Command::HangUp(AGENT)], false),
        (&[Command::HangUp(CUSTOMER)], false),
    ] {
        let call = talking(&[&[HOLD], commands].concat());
        assert_eq!(call.leg(AGENT).unwrap().holds, holds, "{commands:?}");
    }
    let mut lost = talking(&[HOLD, Command::Gone(AGENT)]);
    lost.decide(Command::Tick, 31_000, &PATIENCE).unwrap();
    assert_eq!((lost.end_reason, lost.leg(AGENT).unwrap().holds), (Some(EndReason::Dropped), false));
}

#[test]
fn whoever_hands_the_call_over_while_they_hold_and_is_rung_back_comes_anew() {
    let back = Uuid::from_u128(21);
    let ask = |id, purpose| Command::Invite { id, by: AGENT, purpose };
    let mut call = talking(&[HOLD, ask(INVITE, Purpose::Transfer)]);
    assert!(!call.leg(AGENT).unwrap().holds);
    for command in [
        Command::OfferTo { invite: INVITE, leg: COLLEAGUE },
        Command::Decline(COLLEAGUE),
        ask(back, Purpose::Return),
        Command::OfferTo { invite: back, leg: AGENT },
        Command::Accept(AGENT),
        Command::Joined(AGENT),
    ] {
        call.decide(command, 3_000, &PATIENCE).unwrap();
    }
    let leg = call.leg(AGENT).unwrap();
    assert_eq!((leg.state, leg.holds), (LegState::Joined, false));
}

#[test]
fn one_may_hold_while_the_others_consult_and_each_for_themselves() {
    let asked = Command::Invite { id: INVITE, by: AGENT, purpose: Purpose::Consult };
    let came = [Command::OfferTo { invite: INVITE, leg: COLLEAGUE }, Command::Accept(COLLEAGUE)];
    let joined = [Command::Joined(COLLEAGUE), Command::Hold { leg: COLLEAGUE, on: true }, HOLD, GO_ON];
    let call = talking(&[&[asked], &came[..], &joined].concat());
    let holds = |leg| call.leg(leg).unwrap().holds;
    assert_eq!((holds(AGENT), holds(COLLEAGUE), holds(CUSTOMER)), (false, true, false));
}
