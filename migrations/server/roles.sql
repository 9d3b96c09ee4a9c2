-- The roles of a Leadline database, made by its administrator before the first migration. Roles belong to the whole
-- cluster, so this runs again for every database and for every start, and must not mind what is there.
do $$
declare
    wanted text;
begin
    foreach wanted in array array[
        'll_owner', 'll_login', 'll_admin', 'll_manager', 'll_agent', 'll_viewer', 'll_portal', 'll_auth', 'll_system',
        'll_super', 'll_backup'
    ] loop
        if not exists (select from pg_roles where rolname = wanted) then
            begin
                execute format('create role %I nologin noinherit', wanted);
            exception when duplicate_object or unique_violation then
                null; -- another server starts at the same time
            end;
        end if;
    end loop;
end
$$;

do $$
declare
    switched text;
begin
    -- The server's login owns nothing and may do nothing until it has said for whom it acts.
    if not (select rolcanlogin from pg_roles where rolname = 'll_login') then
        alter role ll_login login;
    end if;
    foreach switched in array array[
        'll_admin', 'll_manager', 'll_agent', 'll_viewer', 'll_portal', 'll_auth', 'll_system', 'll_super'
    ] loop
        if not pg_has_role('ll_login', switched, 'member') then
            execute format('grant %I to ll_login', switched);
        end if;
    end loop;
    -- The administrator of a managed database is no superuser: it migrates as the owner, serves as the server's login
    -- and backs up as the one role that reads everything.
    foreach switched in array array['ll_login', 'll_owner', 'll_backup'] loop
        if not pg_has_role(current_user, switched, 'member') then
            execute format('grant %I to %I', switched, current_user);
        end if;
    end loop;
exception when unique_violation or serialization_failure then
    null; -- another server granted the same at the same time
end
$$;

do $$
begin
    execute format('grant create, connect on database %I to ll_owner', current_database());
    execute format('revoke connect, temporary on database %I from public', current_database());
    execute format('grant connect on database %I to ll_login', current_database());
end
$$;
grant usage, create on schema public to ll_owner;
grant usage on schema public to ll_admin, ll_manager, ll_agent, ll_viewer, ll_portal, ll_auth, ll_system,
    ll_super, ll_backup;
revoke create on schema public from public;

-- Without this, no search could use its index: PostgreSQL evaluates LIKE only after the policies unless it is told that
-- LIKE reveals nothing of the rows it is asked about, which is so. A managed database whose administrator may not say
-- it searches by reading.
do $$
begin
    if not (select proleakproof from pg_proc where oid = 'pg_catalog.textlike(text, text)'::regprocedure) then
        alter function pg_catalog.textlike(text, text) leakproof;
    end if;
exception when insufficient_privilege or object_in_use or internal_error then
    null; -- not allowed, or another server says it at the same time
end
$$;
