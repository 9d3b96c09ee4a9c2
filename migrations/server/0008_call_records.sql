-- What a call was on its activity, who of the clients may come into the portal, and what people are told of. Policies
-- and grants are in src/rights.

alter table activities
    add column call_id uuid,
    add column call_direction text check (call_direction in ('incoming', 'outgoing')),
    add column call_media text check (call_media in ('audio', 'video')),
    add column call_seconds bigint check (call_seconds between 0 and 604800),
    add column call_end text check (call_end in ('completed', 'declined', 'missed', 'cancelled', 'busy', 'unreachable',
        'connect_failed', 'dropped', 'superseded', 'admin_ended')),
    add column call_outcome text check (call_outcome in ('wants_quote', 'meeting_set', 'call_back', 'needs_approval',
        'won', 'not_interested', 'wrong_person', 'bad_line', 'do_not_call'));

-- Follows portal_customers, so that devices know without asking.
alter table clients add column portal_access boolean;

-- What a person is told of, in what only they see.
create table notifications (
    org_id uuid not null references organizations (id),
    id uuid not null,
    root uuid not null,
    scope uuid not null,
    version bigint not null default 0,
    enter bigint not null default 0,
    edited bigint not null default 0,
    created_at bigint not null,
    created_by uuid not null,
    updated_at bigint not null,
    updated_by uuid not null,
    deleted_at bigint,
    kind text not null check (kind in ('missed_call')),
    title text not null check (char_length(title) between 1 and 300),
    about_id uuid,
    call_id uuid,
    read_at bigint check (read_at >= 0),
    primary key (org_id, id),
    constraint notifications_root check (root = id),
    constraint notifications_scope check (scope = app.private_of(created_by))
) with (fillfactor = 85);
create index notifications_of_person on notifications (org_id, scope);
create constraint trigger notifications_has_version after insert or update on notifications
    deferrable initially deferred for each row execute function app.require_version();

-- Commands of long ago are forgotten.
create index call_commands_by_age on call_commands (org_id, at);
