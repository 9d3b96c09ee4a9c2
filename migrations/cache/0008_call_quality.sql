-- How good a call was, on its activity.
ALTER TABLE activities ADD COLUMN call_quality TEXT;
