-- People who are called together: the first who answers has the call; and calls that begin to wait. Policies and grants are in src/rights/calls.rs.

create table ring_groups (
    org_id uuid not null references organizations (id),
    id uuid not null,
    -- Its place among those of the organisation.
    position integer not null check (position >= 0),
    name text not null check (char_length(name) between 1 and 100),
    -- In the order in which one of them is told of a call that nobody took.
    members uuid[] not null check (cardinality(members) between 1 and 50),
    updated_by uuid not null,
    primary key (org_id, id)
);

-- The group that was called, as it was called then.
alter table calls
    add column group_id uuid,
    add column group_name text,
    add constraint calls_group check ((group_id is null) = (group_name is null));

-- Whose device it is: of the side that is called, one of several people's.
alter table call_legs add column party_id uuid;
update call_legs l set party_id = case l.side
    when 'caller' then l.caller_id
    when 'callee' then l.callee_id
    else (select i.party_id from call_invites i where i.org_id = l.org_id and i.id = l.invite_id) end;
alter table call_legs alter column party_id set not null;

-- Whoever is called may turn to another call while this one rings.
alter table call_events
    drop constraint call_events_kind_check,
    add constraint call_events_kind_check check (kind in ('started', 'leg', 'stopped', 'answered', 'waits', 'connected',
        'ended', 'invited', 'taken', 'meant', 'invite_over'));
