-- The names and columns of the original sketches, readable as whoever asks: each view is an invoker's, so the policies
-- of the tables behind it decide what it shows. Times are timestamps here.

create view crm_clients with (security_invoker = true) as
    select id, org_id, kind, name, company_name, client_type, lifecycle_stage, lead_quality, score, source,
        owner_id, email, phone, phone2, address,
        to_timestamp(next_follow_up_at / 1000.0) as next_follow_up_at,
        to_timestamp(last_contact_at / 1000.0) as last_contact_at,
        coalesce(opt_out_call, false) as opt_out_call, coalesce(opt_out_email, false) as opt_out_email,
        coalesce(custom::jsonb, '{}') as custom,
        created_by, to_timestamp(created_at / 1000.0) as created_at,
        updated_by, to_timestamp(updated_at / 1000.0) as updated_at
    from clients
    where deleted_at is null;

create view leads with (security_invoker = true) as
    select id, org_id, name, company_name as company, email, phone, source, lifecycle_stage as stage,
        lead_quality as quality, score, owner_id as assigned_to, next_follow_up_at, last_contact_at, custom,
        created_by, created_at, updated_at
    from crm_clients
    where client_type = 'lead';

create view crm_activities with (security_invoker = true) as
    select id, org_id, client_id, kind as type, subject, body as description, assignee_id, status, priority,
        to_timestamp(due_at / 1000.0) as due_at, to_timestamp(remind_at / 1000.0) as remind_at,
        to_timestamp(done_at / 1000.0) as completed_at,
        created_by, to_timestamp(created_at / 1000.0) as created_at, to_timestamp(updated_at / 1000.0) as updated_at
    from activities
    where deleted_at is null;

create view sales_activities with (security_invoker = true) as
    select id, org_id, client_id as lead_id, type as activity_type, subject, description, assignee_id as assigned_to,
        status, priority, due_at as due_date, completed_at, created_by, created_at, updated_at
    from crm_activities;

create view crm_notes with (security_invoker = true) as
    select id, org_id, client_id, body as content, coalesce(pinned, false) as is_pinned, created_by,
        to_timestamp(created_at / 1000.0) as created_at, to_timestamp(updated_at / 1000.0) as updated_at
    from notes
    where deleted_at is null;

grant select on crm_clients, leads, crm_activities, sales_activities, crm_notes
    to ll_admin, ll_manager, ll_agent, ll_viewer, ll_system, ll_super;
