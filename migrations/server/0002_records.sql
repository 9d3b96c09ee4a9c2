-- The synced records, their order of changes, and what has been received from devices.
--
-- Columns follow Entity::fields in crates/domain. Times are bigint milliseconds since the epoch, as on the wire and on
-- devices, so that a value compares equal wherever it has been. JSON is text, because a device that reads back other
-- bytes than it wrote would see an edit nobody made. `version` is of the last change a device must hear of, also a move of
-- the client a record hangs on; `edited` is of the last edit of the record itself. Policies and grants are in src/rights.rs.

create extension if not exists "uuid-ossp" schema public;
create extension if not exists pg_trgm schema public;

-- The same ids as domain::scope.
create function app.pool_of(org uuid) returns uuid
    language sql immutable strict parallel safe
    as $$ select public.uuid_generate_v5(org, 'pool') $$;
create function app.private_of(profile uuid) returns uuid
    language sql immutable strict parallel safe
    as $$ select public.uuid_generate_v5(profile, 'private') $$;

-- Colleagues. Written by the server alone; deactivated, never deleted.
create table profiles (
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
    name text not null check (char_length(name) between 1 and 200),
    email text not null check (char_length(email) between 3 and 254 and position('@' in email) > 1),
    role text not null check (role in ('admin', 'manager', 'agent', 'viewer')),
    status text not null check (status in ('active', 'invited', 'deactivated')),
    locale text check (char_length(locale) between 1 and 10),
    primary key (org_id, id),
    constraint profiles_root check (root = id),
    constraint profiles_scope check (scope = org_id)
);

-- Labels of the organisation.
create table tags (
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
    name text not null check (char_length(name) between 1 and 60),
    colour text not null check (char_length(colour) between 1 and 20),
    category text check (char_length(category) between 1 and 60),
    primary key (org_id, id),
    constraint tags_root check (root = id),
    constraint tags_scope check (scope = org_id)
);

-- Business relations: lead, prospect and customer are types of one record.
create table clients (
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
    kind text not null check (kind in ('person', 'company')),
    name text not null check (char_length(name) between 1 and 200),
    company_name text check (char_length(company_name) between 1 and 200),
    client_type text not null check (client_type in ('lead', 'prospect', 'customer')),
    lifecycle_stage text not null check (lifecycle_stage in ('lead', 'mql', 'sql', 'opportunity', 'customer', 'evangelist')),
    lead_quality text check (lead_quality in ('hot', 'warm', 'cold')),
    score bigint check (score between 0 and 100),
    source text check (char_length(source) between 1 and 100),
    owner_id uuid,
    email text check (char_length(email) between 3 and 254 and position('@' in email) > 1),
    phone text check (phone ~ '^\+[1-9][0-9]{7,14}$'),
    phone2 text check (phone2 ~ '^\+[1-9][0-9]{7,14}$'),
    address text check (char_length(address) between 1 and 1000),
    next_follow_up_at bigint check (next_follow_up_at >= 0),
    next_follow_up_kind text check (next_follow_up_kind in ('call', 'email', 'meeting', 'task')),
    last_contact_at bigint check (last_contact_at >= 0),
    opt_out_call boolean,
    opt_out_email boolean,
    custom text check (octet_length(custom) <= 65536 and jsonb_typeof(custom::jsonb) = 'object'),
    name_key text collate "C" not null,
    company_key text collate "C" not null,
    searchable text not null,
    primary key (org_id, id),
    unique (org_id, id, scope),
    constraint clients_root check (root = id),
    constraint clients_scope check (scope = coalesce(owner_id, app.pool_of(org_id))),
    constraint clients_owner_id foreign key (org_id, owner_id) references profiles (org_id, id)
) with (fillfactor = 85);

-- People under a client.
create table contacts (
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
    deleted_with uuid,
    client_id uuid not null,
    name text not null check (char_length(name) between 1 and 200),
    title text check (char_length(title) between 1 and 200),
    email text check (char_length(email) between 3 and 254 and position('@' in email) > 1),
    phone text check (phone ~ '^\+[1-9][0-9]{7,14}$'),
    is_primary boolean,
    primary key (org_id, id),
    constraint contacts_root check (root = client_id),
    constraint contacts_client_id foreign key (org_id, client_id, scope) references clients (org_id, id, scope) on update cascade
) with (fillfactor = 90);

-- Things planned or done.
create table activities (
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
    deleted_with uuid,
    kind text not null check (kind in ('call', 'email', 'meeting', 'task')),
    subject text not null check (char_length(subject) between 1 and 300),
    body text check (char_length(body) between 1 and 20000),
    client_id uuid,
    assignee_id uuid not null,
    status text not null check (status in ('open', 'done', 'cancelled')),
    priority text check (priority in ('low', 'normal', 'high')),
    due_at bigint check (due_at >= 0),
    remind_at bigint check (remind_at >= 0),
    done_at bigint check (done_at >= 0),
    primary key (org_id, id),
    constraint activities_root check (root = coalesce(client_id, id)),
    constraint activities_scope check (client_id is not null or scope = assignee_id),
    constraint activities_client_id foreign key (org_id, client_id, scope) references clients (org_id, id, scope) on update cascade,
    constraint activities_assignee_id foreign key (org_id, assignee_id) references profiles (org_id, id)
) with (fillfactor = 85);

-- Things written down about a client.
create table notes (
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
    deleted_with uuid,
    client_id uuid not null,
    body text not null check (char_length(body) between 1 and 20000),
    pinned boolean,
    primary key (org_id, id),
    constraint notes_root check (root = client_id),
    constraint notes_client_id foreign key (org_id, client_id, scope) references clients (org_id, id, scope) on update cascade
) with (fillfactor = 90);

-- A tag on a client. The id follows from both, so two devices make the same row.
create table taggings (
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
    deleted_with uuid,
    client_id uuid not null,
    tag_id uuid not null,
    primary key (org_id, id),
    constraint taggings_root check (root = client_id),
    constraint taggings_client_id foreign key (org_id, client_id, scope) references clients (org_id, id, scope) on update cascade,
    constraint taggings_tag_id foreign key (org_id, tag_id) references tags (org_id, id)
);

-- Steps of a client through the funnel, written by the server.
create table client_lifecycle_history (
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
    deleted_with uuid,
    client_id uuid not null,
    from_stage text check (from_stage in ('lead', 'mql', 'sql', 'opportunity', 'customer', 'evangelist')),
    to_stage text not null check (to_stage in ('lead', 'mql', 'sql', 'opportunity', 'customer', 'evangelist')),
    at bigint not null check (at >= 0),
    primary key (org_id, id),
    constraint client_lifecycle_history_root check (root = client_id),
    constraint client_lifecycle_history_client_id foreign key (org_id, client_id, scope) references clients (org_id, id, scope) on update cascade
);

-- A person's own filters, orders and columns.
create table saved_views (
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
    name text not null check (char_length(name) between 1 and 100),
    definition text not null check (octet_length(definition) <= 65536 and jsonb_typeof(definition::jsonb) = 'object'),
    pinned boolean,
    position bigint check (position between 0 and 1000000),
    primary key (org_id, id),
    constraint saved_views_root check (root = id),
    constraint saved_views_scope check (scope = app.private_of(created_by))
);

-- What lists order by, and what each scope is looked up by. Records put away are in no list.
create index clients_by_update on clients (org_id, updated_at desc, id) where deleted_at is null;
create index clients_by_scope_update on clients (org_id, scope, updated_at desc, id) where deleted_at is null;
create index clients_by_name on clients (org_id, name_key, id) where deleted_at is null;
create index clients_by_follow_up on clients (org_id, scope, next_follow_up_at, id)
    where deleted_at is null and next_follow_up_at is not null;
create index clients_by_email on clients (org_id, email) where email is not null;
create index clients_by_phone on clients (org_id, phone) where phone is not null;
create index clients_by_phone2 on clients (org_id, phone2) where phone2 is not null;
create index clients_searchable on clients using gin (searchable gin_trgm_ops);
create index profiles_email on profiles (org_id, email);
create index contacts_of_client on contacts (org_id, client_id);
create index activities_of_client on activities (org_id, client_id);
create index activities_of_assignee on activities (org_id, assignee_id, due_at) where deleted_at is null and status = 'open';
create index notes_of_client on notes (org_id, client_id);
create index taggings_of_client on taggings (org_id, client_id);
create index taggings_of_tag on taggings (org_id, tag_id);
create index client_lifecycle_history_of_client on client_lifecycle_history (org_id, client_id);
create index saved_views_of_person on saved_views (org_id, scope);

-- Whether anybody but this person made or changed something that hangs on a client.
create function app.others_hung_something(org uuid, client uuid, person uuid) returns boolean
    language sql stable set search_path = public, pg_catalog as $$
    select exists (select from contacts t where t.org_id = org and t.client_id = client
            and person <> any (array[t.created_by, t.updated_by]))
        or exists (select from activities t where t.org_id = org and t.client_id = client
            and person <> any (array[t.created_by, t.updated_by]))
        or exists (select from notes t where t.org_id = org and t.client_id = client
            and person <> any (array[t.created_by, t.updated_by]))
        or exists (select from taggings t where t.org_id = org and t.client_id = client
            and person <> any (array[t.created_by, t.updated_by]));
$$;

-- An agent puts away, or brings back, no client but one they made themselves, within a day, that nobody else has touched:
-- domain::role::may_take_back.
create function app.only_makers_take_back() returns trigger
    language plpgsql set search_path = public, pg_catalog as $$
declare
    me uuid := app.user_id();
begin
    if old.created_by is distinct from me or old.updated_by is distinct from me
        or coalesce(new.deleted_at, old.deleted_at) > old.created_at + 86400000
        or app.others_hung_something(old.org_id, old.id, me)
    then
        raise exception 'client % is not this person''s to take back', old.id using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$;
create trigger clients_taken_back before update of deleted_at on clients
    for each row when (current_user = 'll_agent' and old.deleted_at is distinct from new.deleted_at)
    execute function app.only_makers_take_back();

-- One line per record and scope: the last thing that happened to it there. op: 0 written, 1 left the scope, 2 deleted.
create table sync_log (
    org_id uuid not null references organizations (id),
    scope uuid not null,
    class smallint not null,
    id uuid not null,
    root uuid not null,
    version bigint not null,
    op smallint not null check (op between 0 and 2),
    primary key (org_id, scope, class, id)
) with (fillfactor = 85);
create index sync_log_by_version on sync_log (org_id, scope, version);
create index sync_log_by_root on sync_log (org_id, scope, root);

-- The newest version in a scope and how many lines it has, so that a pull passes over quiet scopes.
create table sync_scope (
    org_id uuid not null references organizations (id),
    scope uuid not null,
    head bigint not null,
    lines bigint not null,
    primary key (org_id, scope)
) with (fillfactor = 50);

-- One line per cache file ever seen (rule R10). Kept for good: the sequence guards when mutations are forgotten.
create table sync_client (
    client_id uuid primary key,
    org_id uuid not null references organizations (id),
    profile_id uuid not null,
    last_seq bigint not null,
    seen_at bigint not null,
    foreign key (org_id, profile_id) references profiles (org_id, id)
) with (fillfactor = 50);

-- What became of each mutation, so that the same edit sent again is answered and not repeated. outcome: MessagePack.
create table mutation (
    org_id uuid not null references organizations (id),
    profile_id uuid not null,
    id uuid not null,
    client_id uuid not null references sync_client (client_id),
    seq bigint not null,
    version bigint not null,
    outcome bytea not null,
    at bigint not null,
    primary key (profile_id, id),
    unique (client_id, seq),
    foreign key (org_id, profile_id) references profiles (org_id, id)
);
create index mutation_by_age on mutation (org_id, at);

-- A commit that changed a synced row without giving it the transaction's version would never reach a device.
create function app.require_version() returns trigger
    language plpgsql set search_path = public, pg_catalog
    as $$
declare
    given bigint := nullif(current_setting('app.version', true), '')::bigint;
    stands bigint := new.version;
begin
    if stands is distinct from given then
        execute format('select version from %I.%I where org_id = $1 and id = $2', tg_table_schema, tg_table_name)
            into stands using new.org_id, new.id;
    end if;
    if given is null or stands is distinct from given then
        raise exception 'row % of % was changed without a version', new.id, tg_table_name using errcode = 'LL001';
    end if;
    return null;
end
$$;

do $$
declare
    synced text;
begin
    foreach synced in array array['profiles', 'tags', 'clients', 'contacts', 'activities', 'notes', 'taggings',
        'client_lifecycle_history', 'saved_views']
    loop
        execute format('create constraint trigger %I after insert or update on %I
            deferrable initially deferred for each row execute function app.require_version()',
            synced || '_has_version', synced);
    end loop;
end
$$;
