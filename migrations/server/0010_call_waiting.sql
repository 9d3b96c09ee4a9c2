-- A second call to somebody who talks, and calls that wait meanwhile. Policies and grants are in src/rights/calls.rs.

alter table call_legs
    drop constraint call_legs_state_check,
    add constraint call_legs_state_check check (state in ('offered', 'delivered', 'alerting', 'accepted', 'joined',
        'away', 'parked', 'left', 'stopped'));

-- Whether the called side was in another call when this one began to ring, so that it does not take their line.
alter table calls add column waiting boolean not null default false;

-- A call that rings or waits while its person's line is in another one.
alter table call_participants add column beside boolean not null default false,
    add constraint call_participants_one_line check (not (live and beside));
create index call_participants_beside on call_participants (org_id, party_id) where beside;

alter table call_settings add column call_waiting boolean not null default true;
