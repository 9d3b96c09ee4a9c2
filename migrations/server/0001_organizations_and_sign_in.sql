-- Organisations, the people who sign in, their devices, invitations and the audit log.
--
-- Every table is behind row-level security, forced on its owner too. Policies and grants are in src/rights: they name a
-- database role (never PUBLIC) and compare with `(select app.…())`, which PostgreSQL evaluates once per statement. For
-- whom a transaction acts is in its settings `app.org_id`, `app.user_id`, `app.device_id` and `app.request_id`. Times
-- are milliseconds since the epoch.

create schema app;

create function app.setting_id(name text) returns uuid
    language sql stable parallel safe
    return nullif(current_setting(name, true), '')::uuid;
create function app.org_id() returns uuid language sql stable parallel safe return app.setting_id('app.org_id');
create function app.user_id() returns uuid language sql stable parallel safe return app.setting_id('app.user_id');
create function app.device_id() returns uuid language sql stable parallel safe return app.setting_id('app.device_id');
create function app.request_id() returns uuid language sql stable parallel safe return app.setting_id('app.request_id');

grant usage on schema app, public
    to ll_admin, ll_manager, ll_agent, ll_viewer, ll_auth, ll_system, ll_super, ll_backup;
revoke execute on all functions in schema app from public;
grant execute on all functions in schema app
    to ll_admin, ll_manager, ll_agent, ll_viewer, ll_auth, ll_system, ll_super;
alter default privileges revoke execute on functions from public;
alter default privileges in schema app grant execute on functions
    to ll_admin, ll_manager, ll_agent, ll_viewer, ll_auth, ll_system, ll_super;

-- organizations

create table organizations (
    id         uuid   primary key,
    name       text   not null check (length(name) between 1 and 200),
    country    text   not null default 'TH' check (country ~ '^[A-Z]{2}$'),
    created_at bigint not null
);

-- org_sync: the order of everything an organisation writes. The row's lock is taken as the last step of every writing
-- transaction; the free space keeps its updates on one page.

create table org_sync (
    org_id      uuid   primary key references organizations (id),
    epoch       uuid   not null,
    version     bigint not null default 0,
    min_version bigint not null default 0,
    check (version >= 0 and min_version between 0 and version)
) with (fillfactor = 20);

-- users: who may sign in, and as what. What colleagues see of them is their row in `profiles`, under the same id.

create table users (
    id               uuid    primary key,
    org_id           uuid    not null references organizations (id),
    email            text    not null check (email = lower(email) and length(email) <= 254),
    name             text    not null check (length(name) between 1 and 200),
    role             text    not null check (role in ('admin', 'manager', 'agent', 'viewer')),
    status           text    not null check (status in ('active', 'invited', 'deactivated')),
    password_hash    text,
    platform_admin   boolean not null default false,
    -- Access tokens of a smaller number are no longer accepted.
    token_version    integer not null default 0,
    token_changed_at bigint  not null default 0,
    created_at       bigint  not null,
    unique (org_id, id),
    unique (org_id, email),
    check (password_hash is not null or status <> 'active')
);
-- One account per address. Who is only invited does not hold the address against its owner.
create unique index users_one_account_per_email on users (email) where password_hash is not null;
create index users_token_changes on users (token_changed_at) where token_changed_at > 0;

-- sessions: one per device. There are no token rows: the refresh token carries a counter, signed with the session's key.

create table sessions (
    id                uuid   primary key,
    org_id            uuid   not null,
    user_id           uuid   not null,
    device_id         uuid   not null,
    device_name       text   not null,
    platform          text   not null,
    app_version       text   not null,
    -- Where it was used last.
    address           inet,
    refresh_key       bytea  not null,
    refresh_counter   bigint not null default 0,
    created_at        bigint not null,
    last_seen_at      bigint not null,
    ended_at          bigint,
    wipe_requested_at bigint,
    wiped_at          bigint,
    foreign key (org_id, user_id) references users (org_id, id)
);
create unique index sessions_one_per_device on sessions (user_id, device_id) where ended_at is null;
create index sessions_of_a_person on sessions (org_id, user_id, created_at desc);
create index sessions_ended on sessions (ended_at) where ended_at is not null;

-- invites: the link's secret is stored only as its hash.

create table invites (
    id          uuid   primary key,
    org_id      uuid   not null,
    user_id     uuid   not null,
    token_hash  bytea  not null unique check (length(token_hash) = 32),
    created_by  uuid   not null,
    created_at  bigint not null,
    expires_at  bigint not null,
    accepted_at bigint,
    foreign key (org_id, user_id) references users (org_id, id),
    foreign key (org_id, created_by) references users (org_id, id)
);
create index invites_of_a_person on invites (org_id, user_id);

-- audit_log: append-only.

create table audit_log (
    id         bigint generated always as identity primary key,
    org_id     uuid   not null references organizations (id),
    actor_id   uuid,
    device_id  uuid,
    request_id uuid,
    address    inet,
    action     text   not null,
    subject_id uuid,
    detail     jsonb  not null default '{}',
    at         bigint not null
);
create index audit_log_of_an_organization on audit_log (org_id, id desc);
grant select on sequence audit_log_id_seq to ll_backup;

create function app.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_log_is_append_only before update or delete or truncate on audit_log
    for each statement execute function app.refuse_change();

-- idempotency_keys: the answer to a POST, replayed when the same POST comes again. Kept for a day.

create table idempotency_keys (
    org_id     uuid   not null,
    user_id    uuid   not null,
    key        text   not null check (length(key) between 1 and 200),
    route      text   not null,
    body_hash  bytea  not null,
    status     smallint,
    answer     jsonb,
    created_at bigint not null,
    primary key (user_id, key, route),
    foreign key (org_id, user_id) references users (org_id, id)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);

-- sign_in_failures: also of addresses nobody has, so that waiting tells nothing about who exists.

create table sign_in_failures (
    email_hash   bytea   primary key,
    failures     integer not null,
    locked_until bigint  not null default 0,
    last_at      bigint  not null
);
