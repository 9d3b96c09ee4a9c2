-- The records as a person sees them: the server's rows with waiting edits laid over. One table per entity; the fields
-- stand in the order of leadline_domain::Entity::fields, and a test compares the two.
--
-- version   0 for a record that is only here
-- enter     for clients: the version at which it entered its scope (R4)
-- extra     values beyond the fields this build knows, as MessagePack
-- hidden    put away here, and the server has not confirmed it
-- mark      0 synced, 1 waiting, 2 refused, 3 conflict

-- Colleagues.
CREATE TABLE profiles (
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
  name TEXT,
  email TEXT,
  role TEXT,
  status TEXT,
  locale TEXT,
  extra BLOB,
  hidden INTEGER NOT NULL DEFAULT 0,
  mark INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Labels of the organisation.
CREATE TABLE tags (
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
  name TEXT,
  colour TEXT,
  category TEXT,
  extra BLOB,
  hidden INTEGER NOT NULL DEFAULT 0,
  mark INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Business relations.
CREATE TABLE clients (
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
  name TEXT,
  company_name TEXT,
  client_type TEXT,
  lifecycle_stage TEXT,
  lead_quality TEXT,
  score INTEGER,
  source TEXT,
  owner_id BLOB,
  email TEXT,
  phone TEXT,
  phone2 TEXT,
  address TEXT,
  next_follow_up_at INTEGER,
  next_follow_up_kind TEXT,
  last_contact_at INTEGER,
  opt_out_call INTEGER,
  opt_out_email INTEGER,
  custom TEXT,
  name_key TEXT NOT NULL,
  company_key TEXT NOT NULL,
  searchable TEXT NOT NULL,
  extra BLOB,
  hidden INTEGER NOT NULL DEFAULT 0,
  mark INTEGER NOT NULL DEFAULT 0
) STRICT;

-- People under a client.
CREATE TABLE contacts (
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
  client_id BLOB,
  name TEXT,
  title TEXT,
  email TEXT,
  phone TEXT,
  is_primary INTEGER,
  extra BLOB,
  hidden INTEGER NOT NULL DEFAULT 0,
  mark INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Things planned and done.
CREATE TABLE activities (
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
  subject TEXT,
  body TEXT,
  client_id BLOB,
  assignee_id BLOB,
  status TEXT,
  priority TEXT,
  due_at INTEGER,
  remind_at INTEGER,
  done_at INTEGER,
  extra BLOB,
  hidden INTEGER NOT NULL DEFAULT 0,
  mark INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Things written down about a client.
CREATE TABLE notes (
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
  client_id BLOB,
  body TEXT,
  pinned INTEGER,
  extra BLOB,
  hidden INTEGER NOT NULL DEFAULT 0,
  mark INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Tags on clients.
CREATE TABLE taggings (
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
  client_id BLOB,
  tag_id BLOB,
  extra BLOB,
  hidden INTEGER NOT NULL DEFAULT 0,
  mark INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Steps of clients through the funnel.
CREATE TABLE client_lifecycle_history (
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
  client_id BLOB,
  from_stage TEXT,
  to_stage TEXT,
  at INTEGER,
  extra BLOB,
  hidden INTEGER NOT NULL DEFAULT 0,
  mark INTEGER NOT NULL DEFAULT 0
) STRICT;

-- A person's own filters.
CREATE TABLE saved_views (
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
  name TEXT,
  definition TEXT,
  pinned INTEGER,
  position INTEGER,
  extra BLOB,
  hidden INTEGER NOT NULL DEFAULT 0,
  mark INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX clients_by_name_key ON clients (name_key) WHERE hidden = 0;
CREATE INDEX clients_by_company_key ON clients (company_key) WHERE hidden = 0;
CREATE INDEX clients_by_client_type ON clients (client_type) WHERE hidden = 0;
CREATE INDEX clients_by_lifecycle_stage ON clients (lifecycle_stage) WHERE hidden = 0;
CREATE INDEX clients_by_lead_quality ON clients (lead_quality) WHERE hidden = 0;
CREATE INDEX clients_by_score ON clients (score) WHERE hidden = 0;
CREATE INDEX clients_by_owner_id ON clients (owner_id) WHERE hidden = 0;
CREATE INDEX clients_by_next_follow_up_at ON clients (next_follow_up_at) WHERE hidden = 0;
CREATE INDEX clients_by_last_contact_at ON clients (last_contact_at) WHERE hidden = 0;
CREATE INDEX clients_by_created_at ON clients (created_at) WHERE hidden = 0;
CREATE INDEX clients_by_updated_at ON clients (updated_at) WHERE hidden = 0;
CREATE INDEX clients_by_phone ON clients (phone) WHERE phone IS NOT NULL;
CREATE INDEX clients_by_phone2 ON clients (phone2) WHERE phone2 IS NOT NULL;
CREATE INDEX clients_by_email ON clients (email) WHERE email IS NOT NULL;
CREATE INDEX contacts_by_client ON contacts (root);
CREATE INDEX contacts_by_phone ON contacts (phone) WHERE phone IS NOT NULL;
CREATE INDEX contacts_by_email ON contacts (email) WHERE email IS NOT NULL;
CREATE INDEX activities_by_client ON activities (root);
CREATE INDEX activities_by_assignee ON activities (assignee_id, status, due_at) WHERE hidden = 0;
CREATE INDEX notes_by_client ON notes (root);
CREATE INDEX taggings_by_client ON taggings (root);
CREATE INDEX taggings_by_tag ON taggings (tag_id) WHERE hidden = 0;
CREATE INDEX lifecycle_by_client ON client_lifecycle_history (root);
