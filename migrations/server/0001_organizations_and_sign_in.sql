-- Organisations, the people who sign in, their devices, invitations and the audit log.
--
-- Every table is behind row-level security, forced on its owner too. Policies name a database role (never PUBLIC) and
-- compare with `(select app.…())`, which PostgreSQL evaluates once per statement. Times are milliseconds since the epoch.

create schema app;

create function app.setting_id(name text) returns uuid
    language sql stable parallel safe
    return nullif(current_setting(name, true), '')::uuid;
create function app.org_id() returns uuid language sql stable parallel safe return app.setting_id('app.org_id');
create function app.user_id() returns uuid language sql stable parallel safe return app.setting_id('app.user_id');
create function app.device_id() returns uuid language sql stable parallel safe return app.setting_id('app.device_id');
create function app.request_id() returns uuid language sql stable parallel safe return app.setting_id('app.request_id');

-- Says for whom the transaction acts. Called once, right after the role was taken.
create function app.enter(org uuid, person uuid, device uuid, request uuid) returns void language sql as $$
    select set_config('app.org_id', coalesce(org::text, ''), true),
           set_config('app.user_id', coalesce(person::text, ''), true),
           set_config('app.device_id', coalesce(device::text, ''), true),
           set_config('app.request_id', coalesce(request::text, ''), true);
$$;

grant usage on schema app, public
    to ll_admin, ll_manager, ll_agent, ll_viewer, ll_auth, ll_system, ll_super;
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
alter table organizations enable row level security;
alter table organizations force row level security;
grant select on organizations to ll_admin, ll_manager, ll_agent, ll_viewer, ll_auth, ll_super;
grant update (name, country) on organizations to ll_admin;
grant select, insert, update on organizations to ll_system;
create policy organizations_read on organizations for select to ll_admin, ll_manager, ll_agent, ll_viewer
    using (id = (select app.org_id()));
create policy organizations_change on organizations for update to ll_admin
    using (id = (select app.org_id())) with check (id = (select app.org_id()));
create policy organizations_sign_in on organizations for select to ll_auth using (true);
create policy organizations_oversee on organizations for select to ll_super using (true);
create policy organizations_system on organizations for all to ll_system
    using (id = (select app.org_id())) with check (id = (select app.org_id()));

-- org_sync: the order of everything an organisation writes. The row's lock is taken as the last step of every writing
-- transaction; the free space keeps its updates on one page.

create table org_sync (
    org_id      uuid   primary key references organizations (id),
    epoch       uuid   not null,
    version     bigint not null default 0,
    min_version bigint not null default 0,
    check (version >= 0 and min_version between 0 and version)
) with (fillfactor = 20);
alter table org_sync enable row level security;
alter table org_sync force row level security;
grant select, update (version) on org_sync to ll_admin, ll_manager, ll_agent, ll_viewer;
grant select, insert, update on org_sync to ll_system;
grant select on org_sync to ll_super;
create policy org_sync_read on org_sync for select to ll_admin, ll_manager, ll_agent, ll_viewer
    using (org_id = (select app.org_id()));
create policy org_sync_count on org_sync for update to ll_admin, ll_manager, ll_agent, ll_viewer
    using (org_id = (select app.org_id())) with check (org_id = (select app.org_id()));
create policy org_sync_oversee on org_sync for select to ll_super using (true);
create policy org_sync_system on org_sync for all to ll_system
    using (org_id = (select app.org_id())) with check (org_id = (select app.org_id()));

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
alter table users enable row level security;
alter table users force row level security;
grant select (id, org_id, email, name, role, status, platform_admin, token_version, token_changed_at, created_at)
    on users to ll_admin, ll_manager, ll_agent, ll_viewer, ll_super;
grant update (role, status, token_version, token_changed_at) on users to ll_admin;
grant insert (id, org_id, email, name, role, status, created_at) on users to ll_admin, ll_manager;
grant select, update on users to ll_auth;
grant select, insert, update on users to ll_system;
create policy users_read on users for select to ll_admin, ll_manager, ll_agent, ll_viewer
    using (org_id = (select app.org_id()));
create policy users_change on users for update to ll_admin
    using (org_id = (select app.org_id())) with check (org_id = (select app.org_id()));
create policy users_invite on users for insert to ll_admin
    with check (org_id = (select app.org_id()) and status = 'invited');
create policy users_invite_below on users for insert to ll_manager
    with check (org_id = (select app.org_id()) and status = 'invited' and role in ('agent', 'viewer'));
create policy users_sign_in on users for select to ll_auth using (true);
create policy users_sign_in_change on users for update to ll_auth using (true) with check (true);
create policy users_oversee on users for select to ll_super using (true);
create policy users_system on users for all to ll_system
    using (org_id = (select app.org_id())) with check (org_id = (select app.org_id()));

-- sessions: one per device. There are no token rows: the refresh token carries a counter, signed with the session's key.

create table sessions (
    id                uuid   primary key,
    org_id            uuid   not null,
    user_id           uuid   not null,
    device_id         uuid   not null,
    device_name       text   not null,
    platform          text   not null,
    app_version       text   not null,
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
alter table sessions enable row level security;
alter table sessions force row level security;
grant select (id, org_id, user_id, device_id, device_name, platform, app_version, created_at, last_seen_at, ended_at,
              wipe_requested_at, wiped_at), update (ended_at, wipe_requested_at)
    on sessions to ll_admin, ll_manager, ll_agent, ll_viewer;
grant select, insert, update on sessions to ll_auth;
grant select, delete on sessions to ll_system;
create policy sessions_read_own on sessions for select to ll_admin, ll_manager, ll_agent, ll_viewer
    using (org_id = (select app.org_id()) and user_id = (select app.user_id()));
create policy sessions_end_own on sessions for update to ll_admin, ll_manager, ll_agent, ll_viewer
    using (org_id = (select app.org_id()) and user_id = (select app.user_id()))
    with check (org_id = (select app.org_id()) and user_id = (select app.user_id()));
create policy sessions_read_all on sessions for select to ll_admin using (org_id = (select app.org_id()));
create policy sessions_end_any on sessions for update to ll_admin
    using (org_id = (select app.org_id())) with check (org_id = (select app.org_id()));
create policy sessions_sign_in on sessions for all to ll_auth using (true) with check (true);
create policy sessions_system on sessions for all to ll_system
    using (org_id = (select app.org_id())) with check (org_id = (select app.org_id()));

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
alter table invites enable row level security;
alter table invites force row level security;
grant select (id, org_id, user_id, created_by, created_at, expires_at, accepted_at), insert, update (expires_at)
    on invites to ll_admin, ll_manager;
grant select, update (accepted_at) on invites to ll_auth;
create policy invites_read on invites for select to ll_admin, ll_manager using (org_id = (select app.org_id()));
create policy invites_make on invites for insert to ll_admin, ll_manager
    with check (org_id = (select app.org_id()) and created_by = (select app.user_id()));
create policy invites_withdraw on invites for update to ll_admin, ll_manager
    using (org_id = (select app.org_id())) with check (org_id = (select app.org_id()));
create policy invites_find on invites for select to ll_auth using (true);
create policy invites_accept on invites for update to ll_auth using (accepted_at is null) with check (true);

-- audit_log: append-only.

create table audit_log (
    id         bigint generated always as identity primary key,
    org_id     uuid   not null references organizations (id),
    actor_id   uuid,
    device_id  uuid,
    request_id uuid,
    action     text   not null,
    subject_id uuid,
    detail     jsonb  not null default '{}',
    at         bigint not null
);
create index audit_log_of_an_organization on audit_log (org_id, id desc);
alter table audit_log enable row level security;
alter table audit_log force row level security;
grant select, insert on audit_log to ll_admin, ll_super, ll_system;
grant insert on audit_log to ll_manager, ll_agent, ll_viewer, ll_auth;
create policy audit_log_read on audit_log for select to ll_admin using (org_id = (select app.org_id()));
create policy audit_log_write on audit_log for insert to ll_admin, ll_manager, ll_agent, ll_viewer
    with check (org_id = (select app.org_id()) and actor_id = (select app.user_id()));
create policy audit_log_sign_in on audit_log for insert to ll_auth with check (true);
create policy audit_log_oversee on audit_log for all to ll_super using (true) with check (true);
create policy audit_log_system on audit_log for all to ll_system
    using (org_id = (select app.org_id())) with check (org_id = (select app.org_id()));

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
alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
grant select, insert, update (status, answer) on idempotency_keys to ll_admin, ll_manager, ll_agent, ll_viewer;
grant select, delete on idempotency_keys to ll_auth;
create policy idempotency_keys_own on idempotency_keys for all to ll_admin, ll_manager, ll_agent, ll_viewer
    using (org_id = (select app.org_id()) and user_id = (select app.user_id()))
    with check (org_id = (select app.org_id()) and user_id = (select app.user_id()));
create policy idempotency_keys_forget on idempotency_keys for select to ll_auth using (true);
create policy idempotency_keys_forget_old on idempotency_keys for delete to ll_auth using (true);

-- sign_in_failures: also of addresses nobody has, so that waiting tells nothing about who exists.

create table sign_in_failures (
    email_hash   bytea   primary key,
    failures     integer not null,
    locked_until bigint  not null default 0,
    last_at      bigint  not null
);
alter table sign_in_failures enable row level security;
alter table sign_in_failures force row level security;
grant select, insert, update, delete on sign_in_failures to ll_auth;
create policy sign_in_failures_sign_in on sign_in_failures for all to ll_auth using (true) with check (true);
