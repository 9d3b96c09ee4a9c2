-- Somebody in a call has put the others on hold: they are in the room and neither hear nor are heard.

alter table call_legs add column holds boolean not null default false,
    add constraint call_legs_holds_check check (not holds or state in ('joined', 'away'));

alter table call_events
    drop constraint call_events_kind_check,
    add constraint call_events_kind_check check (kind in ('started', 'leg', 'stopped', 'answered', 'waits', 'passed_on',
        'connected', 'ended', 'invited', 'taken', 'meant', 'invite_over', 'holds', 'goes_on'));
