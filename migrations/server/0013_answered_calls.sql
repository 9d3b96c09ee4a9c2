-- A call that was answered and hung up before both sides were seen in its room is a call that was, if a short one.

create or replace view call_logs with (security_invoker = true) as
    select id, org_id, caller_id as from_user_id, callee_id as to_user_id, caller_type as from_user_type,
        callee_type as to_user_type, room_name, to_timestamp(started_at / 1000.0) as started_at,
        to_timestamp(ended_at / 1000.0) as ended_at,
        case when ended_at is not null then coalesce(ended_at - active_at, 0) / 1000 end as duration,
        case
            when state = 'ringing' then 'RINGING'
            when state in ('connecting', 'active') then 'ACTIVE'
            when end_reason = 'completed' then 'COMPLETED'
            when end_reason in ('dropped', 'superseded', 'admin_ended') and active_at is not null then 'COMPLETED'
            when end_reason in ('missed', 'unreachable', 'busy') then 'MISSED'
            when end_reason = 'declined' then 'DECLINED'
            when end_reason in ('cancelled', 'superseded') then 'CANCELLED'
            else 'FAILED'
        end as status
    from calls
    where state <> 'scheduled';

-- A session that was agreed can still be met in; of the video calls nobody had agreed on it says that they were.
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
            when c.state = 'ended' and (c.active_at is not null or c.end_reason = 'completed') then 'completed'
            when c.state = 'ended' then 'cancelled'
            else 'active'
        end,
        to_timestamp(c.scheduled_at / 1000.0), to_timestamp(c.active_at / 1000.0), to_timestamp(c.ended_at / 1000.0),
        case when c.ended_at is not null then coalesce(c.ended_at - c.active_at, 0) / 1000 end
    from calls c
    where c.media = 'video'
        and not exists (select from video_sessions s where s.org_id = c.org_id and s.call_id = c.id);
