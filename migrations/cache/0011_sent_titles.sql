-- What an edit was about, as it was called when the server had it: what is put away later leaves no other name.
ALTER TABLE sent ADD COLUMN title TEXT NOT NULL DEFAULT '';
