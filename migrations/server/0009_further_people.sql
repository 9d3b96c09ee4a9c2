-- People who are asked into a call that goes on, and who take it over. Policies and grants are in src/rights/calls.rs.

-- Somebody who is or was asked in. Written by the state machine alone, under the call's row lock.
create table call_invites (
    org_id uuid not null references organizations (id),
    id uuid not null,
    call_id uuid not null,
    -- Its place among those of the call.
    nth integer not null check (nth >= 0),
    purpose text not null check (purpose in ('join', 'consult', 'transfer', 'return')),
    by_leg uuid not null,
    party_type text not null check (party_type in ('CRM_USER', 'PORTAL_CUSTOMER')),
    party_id uuid not null,
    asked_at bigint not null,
    ring_until bigint not null,
    answered_at bigint,
    answered_leg uuid,
    over_at bigint,
    outcome text check (outcome in ('completed', 'declined', 'missed', 'cancelled', 'busy', 'unreachable',
        'connect_failed', 'dropped', 'superseded', 'admin_ended')),
    caller_id uuid not null,
    callee_id uuid not null,
    updated_by uuid not null,
    primary key (org_id, id),
    constraint call_invites_over check ((over_at is null) = (outcome is null)),
    constraint call_invites_answer check ((answered_at is null) = (answered_leg is null)),
    constraint call_invites_call_id foreign key (org_id, call_id) references calls (org_id, id)
        deferrable initially deferred
) with (fillfactor = 70);
create index call_invites_of_call on call_invites (org_id, call_id, nth);

-- Everybody who was ever asked in sees the call.
alter table calls add column guest_ids uuid[] not null default '{}';
create index calls_of_guests on calls using gin (guest_ids);

alter table call_legs
    add column invite_id uuid,
    drop constraint call_legs_side_check,
    add constraint call_legs_side_check check (side in ('caller', 'callee', 'guest'));

-- A person is in a call once, however often they come and go.
alter table call_participants
    drop constraint call_participants_pkey,
    add primary key (org_id, call_id, party_id),
    drop constraint call_participants_side_check,
    add constraint call_participants_side_check check (side in ('caller', 'callee', 'guest'));

alter table call_events
    drop constraint call_events_kind_check,
    add column invite_id uuid,
    add constraint call_events_kind_check check (kind in ('started', 'leg', 'stopped', 'answered', 'connected', 'ended',
        'invited', 'taken', 'meant', 'invite_over'));

create or replace view video_call_participants with (security_invoker = true) as
    select p.call_id, p.org_id, p.party_id as user_id, p.party_type as user_type, p.name,
        case when p.side = 'caller' then 'host' else 'participant' end as role,
        to_timestamp(p.joined_at / 1000.0) as joined_at, to_timestamp(p.left_at / 1000.0) as left_at,
        (p.left_at - p.joined_at) / 1000 as duration
    from call_participants p join calls c on c.org_id = p.org_id and c.id = p.call_id
    where c.media = 'video';
