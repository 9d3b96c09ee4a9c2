-- What a call was on its activity, who of the clients may come into the portal, and what the person is told of.
ALTER TABLE activities ADD COLUMN call_id BLOB;
ALTER TABLE activities ADD COLUMN call_direction TEXT;
ALTER TABLE activities ADD COLUMN call_media TEXT;
ALTER TABLE activities ADD COLUMN call_seconds INTEGER;
ALTER TABLE activities ADD COLUMN call_end TEXT;
ALTER TABLE activities ADD COLUMN call_outcome TEXT;
ALTER TABLE clients ADD COLUMN portal_access INTEGER;

CREATE TABLE notifications (
  rid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  root BLOB NOT NULL,
  scope BLOB NOT NULL,
  version INTEGER NOT NULL,
  enter INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  created_by BLOB NOT NULL,
  updated_at INTEGER NOT NULL,
  updated_by BLOB NOT NULL,
  kind TEXT,
  title TEXT,
  about_id BLOB,
  call_id BLOB,
  read_at INTEGER,
  extra BLOB,
  hidden INTEGER NOT NULL DEFAULT 0,
  mark INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX activities_by_call ON activities (call_id) WHERE call_id IS NOT NULL;
CREATE INDEX activities_by_end_of_call ON activities (done_at) WHERE call_id IS NOT NULL;
CREATE INDEX notifications_by_time ON notifications (created_at) WHERE hidden = 0;
