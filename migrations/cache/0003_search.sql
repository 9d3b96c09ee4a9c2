-- Search over clients: an index of the runs of three characters ("grams") in clients.searchable.
--
-- Before it is cut, the text gets marks, so that the index also knows where lines and words begin and end and answers
-- terms of one and two characters: char(1) twice before the name, char(2) twice between lines and at the end, char(3)
-- twice for each space. The index keeps neither texts nor positions; what it finds is checked against the text.

CREATE VIRTUAL TABLE client_search USING fts5(
  grams, content = '', columnsize = 0, detail = none, tokenize = 'trigram case_sensitive 1'
);
-- A leaf of the default size does not fit into an encrypted page and would take two.
INSERT INTO client_search(client_search, rank) VALUES ('pgsz', 3960);
CREATE VIRTUAL TABLE client_grams USING fts5vocab(client_search, instance);

-- Clients up to this place are in the index. At the largest number every client is, as it is written; while a great
-- many arrive at once the rest follows in steps.
CREATE TABLE search_state (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  done INTEGER NOT NULL
) STRICT;
INSERT INTO search_state VALUES (1, 9223372036854775807);

CREATE TRIGGER client_search_insert AFTER INSERT ON clients
WHEN new.rid <= (SELECT done FROM search_state)
BEGIN
  INSERT INTO client_search(rowid, grams) VALUES (new.rid,
    char(1, 1) || replace(replace(new.searchable, char(10), char(2, 2)), ' ', char(3, 3)) || char(2, 2));
END;

CREATE TRIGGER client_search_update AFTER UPDATE OF searchable ON clients
WHEN old.searchable <> new.searchable AND old.rid <= (SELECT done FROM search_state)
BEGIN
  INSERT INTO client_search(client_search, rowid, grams) VALUES ('delete', old.rid,
    char(1, 1) || replace(replace(old.searchable, char(10), char(2, 2)), ' ', char(3, 3)) || char(2, 2));
  INSERT INTO client_search(rowid, grams) VALUES (new.rid,
    char(1, 1) || replace(replace(new.searchable, char(10), char(2, 2)), ' ', char(3, 3)) || char(2, 2));
END;

CREATE TRIGGER client_search_delete AFTER DELETE ON clients
WHEN old.rid <= (SELECT done FROM search_state)
BEGIN
  INSERT INTO client_search(client_search, rowid, grams) VALUES ('delete', old.rid,
    char(1, 1) || replace(replace(old.searchable, char(10), char(2, 2)), ' ', char(3, 3)) || char(2, 2));
END;

CREATE INDEX clients_by_source ON clients (source) WHERE hidden = 0 AND source IS NOT NULL;
