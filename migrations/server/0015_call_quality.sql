-- How good the line of each device was over the whole call: the mean of what it measured, and its worst moment.
alter table call_legs
    add column measured integer not null default 0 check (measured >= 0),
    add column mos_least real check (mos_least between 1 and 5),
    add column loss_pct_most real check (loss_pct_most between 0 and 100),
    add column rtt_ms_most real check (rtt_ms_most >= 0);

create or replace view video_call_participants with (security_invoker = true) as
    select p.call_id, p.org_id, p.party_id as user_id, p.party_type as user_type, p.name,
        case when p.side = 'caller' then 'host' else 'participant' end as role,
        to_timestamp(p.joined_at / 1000.0) as joined_at, to_timestamp(p.left_at / 1000.0) as left_at,
        (p.left_at - p.joined_at) / 1000 as duration,
        q.mos, q.mos_least, q.jitter_ms, q.loss_pct, q.loss_pct_most, q.rtt_ms, q.rtt_ms_most
    from call_participants p join calls c on c.org_id = p.org_id and c.id = p.call_id
    left join lateral (
        select l.mos, l.mos_least, l.jitter_ms, l.loss_pct, l.loss_pct_most, l.rtt_ms, l.rtt_ms_most
        from call_legs l left join call_invites i on i.org_id = l.org_id and i.id = l.invite_id
        where l.org_id = p.org_id and l.call_id = p.call_id and l.measured > 0 and p.party_id =
            case l.side when 'caller' then c.caller_id when 'callee' then c.callee_id else i.party_id end
        -- Who came back on another device was longest on the one that measured most.
        order by l.measured desc, l.id limit 1
    ) q on true
    where c.media = 'video';
