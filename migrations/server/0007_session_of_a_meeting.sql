-- A video session follows its meeting in the host's day, so the meeting finds it.
create unique index video_sessions_of_activity on video_sessions (org_id, activity_id) where activity_id is not null;
