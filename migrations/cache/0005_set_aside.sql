-- 1: the edit was not refused by the server, which failed at it; whether it was carried out is not known.
ALTER TABLE outbox ADD COLUMN set_aside INTEGER NOT NULL DEFAULT 0;
