-- Devices count as reachable for as long as the server process that holds their sockets is heard of, so that one row
-- says so for all of them.
create table server_processes (
    id uuid primary key,
    lease_until bigint not null
) with (fillfactor = 50);

-- Every device that is there comes back with a socket to a process that says so.
delete from reachable_devices;
alter table reachable_devices
    drop column lease_until,
    add column process_id uuid not null references server_processes (id) on delete cascade;
create index reachable_devices_of_process on reachable_devices (process_id);
