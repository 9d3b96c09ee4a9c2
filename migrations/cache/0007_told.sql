-- What the person was told of on this computer, and which of the due tasks among it they have seen. A task that is moved
-- comes up anew, so the moment belongs to the key. Whether a missed call was seen is in its notification, on every device.
CREATE TABLE told (
  id BLOB NOT NULL,
  at INTEGER NOT NULL,
  seen_at INTEGER,
  PRIMARY KEY (id, at)
) STRICT, WITHOUT ROWID;
