-- A ring that whoever is called gives to colleagues: since when it rings at theirs.

alter table calls add column passed_on_at bigint check (passed_on_at >= started_at);

alter table call_events
    drop constraint call_events_kind_check,
    add constraint call_events_kind_check check (kind in ('started', 'leg', 'stopped', 'answered', 'waits', 'passed_on',
        'connected', 'ended', 'invited', 'taken', 'meant', 'invite_over'));
