-- Video sessions agreed for a time, and what an organisation decides about calls. Policies and grants are in
-- src/rights/calls.rs.

-- A session. Its host is the caller; each time the two meet is a call of its own, of which this names the last.
create table video_sessions (
    org_id uuid not null references organizations (id),
    id uuid not null,
    client_id uuid not null,
    caller_id uuid not null,
    callee_type text not null check (callee_type in ('CRM_USER', 'PORTAL_CUSTOMER')),
    callee_id uuid not null,
    scheduled_at bigint not null check (scheduled_at >= 0),
    cancelled_at bigint,
    call_id uuid,
    -- The meeting in the host's day.
    activity_id uuid,
    updated_by uuid not null,
    primary key (org_id, id),
    constraint video_sessions_two_sides check (caller_id <> callee_id),
    constraint video_sessions_client_id foreign key (org_id, client_id) references clients (org_id, id),
    constraint video_sessions_call_id foreign key (org_id, call_id) references calls (org_id, id)
);
create index video_sessions_of_client on video_sessions (org_id, client_id, scheduled_at desc);
create index video_sessions_of_call on video_sessions (org_id, call_id);

-- How long a call rings and how it may have gone, in the order of the keys 1 to 9; without a row what the program says.
create table call_settings (
    org_id uuid primary key references organizations (id),
    ring_seconds integer not null check (ring_seconds between 15 and 90),
    outcomes text[] not null check (cardinality(outcomes) between 1 and 9),
    updated_by uuid not null
);

-- Under the original name stand the sessions that were agreed and the video calls nobody had agreed on.
create or replace view video_call_sessions with (security_invoker = true) as
    select s.id, s.org_id, s.client_id as lead_id, s.caller_id as host_id, c.room_name,
        case
            when s.cancelled_at is not null then 'cancelled'
            when c.id is null then 'scheduled'
            when c.state <> 'ended' then 'active'
            when c.end_reason in ('completed', 'admin_ended') and c.active_at is not null then 'completed'
            else 'scheduled'
        end as status,
        to_timestamp(s.scheduled_at / 1000.0) as scheduled_at, to_timestamp(c.active_at / 1000.0) as started_at,
        to_timestamp(c.ended_at / 1000.0) as ended_at,
        case when c.ended_at is not null then coalesce(c.ended_at - c.active_at, 0) / 1000 end as duration
    from video_sessions s left join calls c on c.org_id = s.org_id and c.id = s.call_id
    union all
    select c.id, c.org_id, c.client_id, c.caller_id, c.room_name,
        case
            when c.state = 'scheduled' then 'scheduled'
            when c.state = 'ended' and c.active_at is not null then 'completed'
            when c.state = 'ended' then 'cancelled'
            else 'active'
        end,
        to_timestamp(c.scheduled_at / 1000.0), to_timestamp(c.active_at / 1000.0), to_timestamp(c.ended_at / 1000.0),
        case when c.ended_at is not null then coalesce(c.ended_at - c.active_at, 0) / 1000 end
    from calls c
    where c.media = 'video'
        and not exists (select from video_sessions s where s.org_id = c.org_id and s.call_id = c.id);
