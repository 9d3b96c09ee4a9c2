-- Finds the next reminder of a person without walking through all they have planned.
CREATE INDEX activities_by_reminder ON activities (assignee_id, remind_at)
  WHERE hidden = 0 AND status = 'open' AND remind_at IS NOT NULL;
