-- How good a call was, on the activity that tells what it was.
alter table activities add column call_quality text check (call_quality in ('good', 'fair', 'poor'));
