-- Calls, the customers who call from the portal, and how agents are shown. Times are bigint milliseconds. Policies and
-- grants are in src/rights/calls.rs.

grant usage on schema app, public to ll_portal;
grant execute on function app.setting_id(text), app.org_id(), app.user_id(), app.device_id(), app.request_id()
    to ll_portal;

-- Customers who may come into the portal. They hang on a client and move with it.
create table portal_customers (
    org_id uuid not null references organizations (id),
    id uuid not null,
    client_id uuid not null,
    scope uuid not null,
    name text not null check (char_length(name) between 1 and 200),
    blocked boolean not null default false,
    created_at bigint not null,
    created_by uuid not null,
    updated_by uuid not null,
    primary key (org_id, id),
    constraint portal_customers_client_id foreign key (org_id, client_id, scope) references clients (org_id, id, scope) on update cascade
);
create index portal_customers_of_client on portal_customers (org_id, client_id);

-- A call. Its state is written by the state machine alone (domain::call), under this row's lock.
create table calls (
    org_id uuid not null references organizations (id),
    id uuid not null,
    room_name text not null unique,
    media text not null check (media in ('audio', 'video')),
    caller_type text not null check (caller_type in ('CRM_USER', 'PORTAL_CUSTOMER')),
    caller_id uuid not null,
    callee_type text not null check (callee_type in ('CRM_USER', 'PORTAL_CUSTOMER')),
    callee_id uuid not null,
    client_id uuid,
    state text not null check (state in ('scheduled', 'ringing', 'connecting', 'active', 'ended')),
    scheduled_at bigint,
    started_at bigint not null,
    ring_until bigint not null,
    answered_at bigint,
    active_at bigint,
    ended_at bigint,
    end_reason text check (end_reason in ('completed', 'declined', 'missed', 'cancelled', 'busy', 'unreachable',
        'connect_failed', 'dropped', 'superseded', 'admin_ended')),
    answered_leg uuid,
    -- Since when the caller's device has no socket while it rings.
    caller_gone_at bigint,
    -- The activity the end wrote.
    activity_id uuid unique,
    seq bigint not null default 0,
    updated_by uuid not null,
    primary key (org_id, id),
    constraint calls_two_sides check (caller_id <> callee_id),
    constraint calls_end check ((state = 'ended') = (ended_at is not null) and (ended_at is null) = (end_reason is null)),
    constraint calls_client_id foreign key (org_id, client_id) references clients (org_id, id)
) with (fillfactor = 70);
-- Two who call each other at the same time end up in one call.
create unique index calls_one_between_two on calls (org_id, least(caller_id, callee_id), greatest(caller_id, callee_id))
    where state in ('ringing', 'connecting', 'active');
create index calls_of_caller on calls (org_id, caller_id, started_at desc);
create index calls_of_callee on calls (org_id, callee_id, started_at desc);
create index calls_of_client on calls (org_id, client_id, started_at desc);
create index calls_by_start on calls (org_id, started_at desc);

-- The people of a call. Nobody is in two calls that are not over.
create table call_participants (
    org_id uuid not null references organizations (id),
    call_id uuid not null,
    side text not null check (side in ('caller', 'callee')),
    party_type text not null check (party_type in ('CRM_USER', 'PORTAL_CUSTOMER')),
    party_id uuid not null,
    name text not null,
    caller_id uuid not null,
    callee_id uuid not null,
    joined_at bigint,
    left_at bigint,
    live boolean not null,
    updated_by uuid not null,
    primary key (org_id, call_id, side),
    constraint call_participants_call_id foreign key (org_id, call_id) references calls (org_id, id)
        deferrable initially deferred
) with (fillfactor = 70);
create unique index call_participants_one_call_each on call_participants (org_id, party_id) where live;

-- Their devices: the one that calls, and every one that was asked to ring.
create table call_legs (
    org_id uuid not null references organizations (id),
    id uuid not null,
    call_id uuid not null,
    side text not null check (side in ('caller', 'callee')),
    device_id uuid not null,
    caller_id uuid not null,
    callee_id uuid not null,
    state text not null check (state in ('offered', 'delivered', 'alerting', 'accepted', 'joined', 'away', 'left', 'stopped')),
    stopped text,
    away_since bigint,
    joined_at bigint,
    left_at bigint,
    mos real check (mos between 1 and 5),
    jitter_ms real check (jitter_ms >= 0),
    loss_pct real check (loss_pct between 0 and 100),
    rtt_ms real check (rtt_ms >= 0),
    updated_by uuid not null,
    primary key (org_id, id),
    constraint call_legs_call_id foreign key (org_id, call_id) references calls (org_id, id)
        deferrable initially deferred
) with (fillfactor = 70);
create index call_legs_of_call on call_legs (org_id, call_id);

-- What happened in each call, in order. Nothing here is ever changed.
create table call_events (
    org_id uuid not null references organizations (id),
    call_id uuid not null,
    seq bigint not null check (seq >= 0),
    kind text not null check (kind in ('started', 'leg', 'stopped', 'answered', 'connected', 'ended')),
    leg_id uuid,
    detail text,
    at bigint not null,
    caller_id uuid not null,
    callee_id uuid not null,
    updated_by uuid not null,
    primary key (org_id, call_id, seq),
    constraint call_events_call_id foreign key (org_id, call_id) references calls (org_id, id)
        deferrable initially deferred
);

-- Commands that were carried out, so that one that comes twice is answered and not repeated.
create table call_commands (
    org_id uuid not null references organizations (id),
    call_id uuid not null,
    id uuid not null,
    refused text,
    at bigint not null,
    updated_by uuid not null,
    primary key (org_id, call_id, id),
    constraint call_commands_call_id foreign key (org_id, call_id) references calls (org_id, id)
        deferrable initially deferred
);

-- What agents chose to be shown as.
create table agent_presence (
    org_id uuid not null references organizations (id),
    profile_id uuid not null,
    presence text not null check (presence in ('available', 'busy', 'break', 'meeting', 'do_not_disturb')),
    until bigint,
    wrap_up_until bigint,
    updated_by uuid not null,
    primary key (org_id, profile_id),
    constraint agent_presence_profile_id foreign key (org_id, profile_id) references profiles (org_id, id)
) with (fillfactor = 50);

-- Devices with an open socket, for as long as their lease runs: those are asked to ring.
create table reachable_devices (
    org_id uuid not null references organizations (id),
    id uuid not null,
    party_id uuid not null,
    device_id uuid not null,
    lease_until bigint not null,
    updated_by uuid not null,
    primary key (org_id, id)
) with (fillfactor = 50);
create index reachable_devices_of_party on reachable_devices (org_id, party_id);

-- The original names. Times are timestamps here.
create view call_logs with (security_invoker = true) as
    select id, org_id, caller_id as from_user_id, callee_id as to_user_id, caller_type as from_user_type,
        callee_type as to_user_type, room_name, to_timestamp(started_at / 1000.0) as started_at,
        to_timestamp(ended_at / 1000.0) as ended_at,
        case when ended_at is not null then coalesce(ended_at - active_at, 0) / 1000 end as duration,
        case
            when state = 'ringing' then 'RINGING'
            when state in ('connecting', 'active') then 'ACTIVE'
            when end_reason in ('completed', 'dropped', 'superseded', 'admin_ended') and active_at is not null then 'COMPLETED'
            when end_reason in ('missed', 'unreachable', 'busy') then 'MISSED'
            when end_reason = 'declined' then 'DECLINED'
            when end_reason in ('cancelled', 'superseded') then 'CANCELLED'
            else 'FAILED'
        end as status
    from calls
    where state <> 'scheduled';

create view video_call_sessions with (security_invoker = true) as
    select id, org_id, client_id as lead_id, caller_id as host_id, room_name,
        case
            when state = 'scheduled' then 'scheduled'
            when state = 'ended' and active_at is not null then 'completed'
            when state = 'ended' then 'cancelled'
            else 'active'
        end as status,
        to_timestamp(scheduled_at / 1000.0) as scheduled_at, to_timestamp(active_at / 1000.0) as started_at,
        to_timestamp(ended_at / 1000.0) as ended_at,
        case when ended_at is not null then coalesce(ended_at - active_at, 0) / 1000 end as duration
    from calls
    where media = 'video';

create view video_call_participants with (security_invoker = true) as
    select p.call_id, p.org_id, p.party_id as user_id, p.party_type as user_type, p.name,
        case when p.side = 'caller' then 'host' else 'participant' end as role,
        to_timestamp(p.joined_at / 1000.0) as joined_at, to_timestamp(p.left_at / 1000.0) as left_at
    from call_participants p join calls c on c.org_id = p.org_id and c.id = p.call_id
    where c.media = 'video';

grant select on call_logs, video_call_sessions, video_call_participants
    to ll_admin, ll_manager, ll_agent, ll_viewer, ll_system, ll_super;

-- What follows is looked up before it is known for which organisation. It names calls and customers and says nothing
-- of them.

-- Invitations to the portal. The link's secret is stored only as its hash.
create table portal_invites (
    id uuid primary key,
    org_id uuid not null,
    customer_id uuid not null,
    token_hash bytea not null unique check (length(token_hash) = 32),
    created_by uuid not null,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint,
    foreign key (org_id, customer_id) references portal_customers (org_id, id),
    foreign key (org_id, created_by) references profiles (org_id, id)
);

-- Browsers that are signed in to the portal.
create table portal_sessions (
    id uuid primary key,
    org_id uuid not null,
    customer_id uuid not null,
    token_hash bytea not null unique check (length(token_hash) = 32),
    created_at bigint not null,
    expires_at bigint not null,
    foreign key (org_id, customer_id) references portal_customers (org_id, id)
);

-- The rooms of calls that are not over, or whose room is still to be closed: what the clock and the media server's words
-- are looked up by. A room without a next look is waiting for nothing but the media server.
create table call_rooms (
    room_name text primary key,
    org_id uuid not null,
    call_id uuid not null,
    next_look bigint,
    over boolean not null,
    foreign key (org_id, call_id) references calls (org_id, id) deferrable initially deferred
) with (fillfactor = 50);
create index call_rooms_due on call_rooms (next_look) where next_look is not null;

-- Words of the media server that were heard, so that one that comes twice is not heard twice.
create table media_server_events (
    id text primary key check (length(id) between 1 and 200),
    at bigint not null
);
