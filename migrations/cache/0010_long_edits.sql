-- Edits of many transactions, from the first to the last: one that was killed is found, told, and taken back as one.
CREATE TABLE long_edits (
  id BLOB PRIMARY KEY,
  kind TEXT NOT NULL,
  -- The file it comes from, if it comes from one.
  source TEXT,
  total INTEGER NOT NULL,
  done INTEGER NOT NULL,
  begun_at INTEGER NOT NULL
) STRICT;

-- The tokens that take its transactions back, in their order.
CREATE TABLE long_edit_parts (
  place INTEGER PRIMARY KEY AUTOINCREMENT,
  long_edit BLOB NOT NULL,
  token BLOB NOT NULL UNIQUE
) STRICT;
