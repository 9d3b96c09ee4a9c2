-- Edits the server has not confirmed, and what is needed to explain and undo them.

-- One edit. `place` is the order they were made in; `seq` is given when it is first sent (R10).
-- state: 0 waits, 1 sent, 2 confirmed and not yet pulled back, 3 blocked by a refused one, 4 refused
CREATE TABLE outbox (
  place INTEGER PRIMARY KEY AUTOINCREMENT,
  id BLOB NOT NULL UNIQUE,
  seq INTEGER UNIQUE,
  entity INTEGER NOT NULL,
  record BLOB NOT NULL,
  root BLOB NOT NULL,
  scope BLOB NOT NULL,
  op INTEGER NOT NULL,
  body BLOB NOT NULL,
  at INTEGER NOT NULL,
  by BLOB NOT NULL,
  state INTEGER NOT NULL DEFAULT 0,
  problem TEXT
) STRICT;
CREATE INDEX outbox_by_record ON outbox (record);
CREATE INDEX outbox_by_root ON outbox (root);
CREATE INDEX outbox_by_state ON outbox (state, place);

-- Places in the numbering whose edit was set aside; they are sent as "nothing".
CREATE TABLE owed (
  seq INTEGER PRIMARY KEY,
  id BLOB NOT NULL
) STRICT;

-- The server's row of every record that has waiting edits.
CREATE TABLE shadow (
  entity INTEGER NOT NULL,
  id BLOB NOT NULL,
  root BLOB NOT NULL,
  scope BLOB NOT NULL,
  version INTEGER NOT NULL,
  row BLOB NOT NULL,
  PRIMARY KEY (id, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX shadow_by_root ON shadow (root);

-- Fields a person must decide; one open conflict per record.
CREATE TABLE conflicts (
  id BLOB PRIMARY KEY,
  entity INTEGER NOT NULL,
  record BLOB NOT NULL,
  root BLOB NOT NULL,
  fields BLOB NOT NULL,
  mine_at INTEGER NOT NULL,
  theirs_by BLOB NOT NULL,
  theirs_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX conflicts_by_record ON conflicts (record, entity);

-- How far each granted scope is pulled.
CREATE TABLE cursors (
  scope BLOB PRIMARY KEY,
  version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Whose file this is: org, me, client_id, epoch, next_seq and the like.
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value ANY NOT NULL
) STRICT, WITHOUT ROWID;

-- How to take back the latest edits of this session.
CREATE TABLE undo (
  place INTEGER PRIMARY KEY AUTOINCREMENT,
  token BLOB NOT NULL UNIQUE,
  steps BLOB NOT NULL
) STRICT;

-- What a person is typing.
CREATE TABLE drafts (
  key TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Edits that reached the server within the last hour.
CREATE TABLE sent (
  id BLOB PRIMARY KEY,
  entity INTEGER NOT NULL,
  record BLOB NOT NULL,
  root BLOB NOT NULL,
  body BLOB NOT NULL,
  at INTEGER NOT NULL,
  done_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sent_by_time ON sent (done_at);
