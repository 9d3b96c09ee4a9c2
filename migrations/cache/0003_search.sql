CREATE INDEX clients_by_source ON clients (source) WHERE hidden = 0 AND source IS NOT NULL;
