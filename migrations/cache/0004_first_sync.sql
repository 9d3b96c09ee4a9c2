-- Indexes of clients that a first sync puts off: kept row by row they would take longer than everything else, made at
-- the end they take little. Whoever changes such an index in a later step changes it here as well.
CREATE TABLE late_indexes (
  name TEXT PRIMARY KEY,
  sql TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Rows that came for each scope since it was granted; how many are still to come stands in meta as "remaining".
ALTER TABLE cursors ADD COLUMN rows INTEGER NOT NULL DEFAULT 0;
