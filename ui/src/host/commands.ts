import type * as api from "./api";

type Command<Request, Answer> = { request: Request; answer: Answer };

/** Every command of the core with its request and answer; the same table as crates/desktop/src/commands.rs. */
export type Commands = {
  session: Command<api.Nothing, api.SessionState>;
  sign_in: Command<api.SignInRequest, api.SessionState>;
  sign_out: Command<api.SignOutRequest, api.SessionState>;
  keyring_consent: Command<api.KeyringConsent, api.SessionState>;
  settings_set: Command<api.Settings, api.Done>;
  devices: Command<api.Nothing, api.DeviceList>;
  device_revoke: Command<api.DeviceRevoke, api.Done>;

  view_open: Command<api.ViewRequest, api.ViewOpened>;
  view_rows: Command<api.RowsRequest, api.Rows>;
  view_find: Command<api.FindRequest, api.Found>;
  view_close: Command<api.ViewHandle, api.Done>;
  count: Command<api.CountRequest, api.Count>;
  search: Command<api.SearchRequest, api.SearchHits>;
  saved_views: Command<api.Nothing, api.SavedViews>;
  saved_view_put: Command<api.SavedView, api.Edited>;
  saved_view_delete: Command<api.ById, api.Edited>;

  directory: Command<api.Nothing, api.Directory>;
  client_get: Command<api.ById, api.ClientCard>;
  client_create: Command<api.CreateRequest, api.Edited>;
  client_update: Command<api.UpdateRequest, api.Edited>;
  clients_bulk: Command<api.BulkRequest, api.Edited>;
  duplicates_find: Command<api.DuplicateQuery, api.Duplicates>;
  timeline: Command<api.TimelineQuery, api.Timeline>;
  contact_create: Command<api.CreateRequest, api.Edited>;
  contact_update: Command<api.UpdateRequest, api.Edited>;
  contact_delete: Command<api.ById, api.Edited>;
  note_create: Command<api.CreateRequest, api.Edited>;
  note_update: Command<api.UpdateRequest, api.Edited>;
  note_delete: Command<api.ById, api.Edited>;
  tag_create: Command<api.CreateRequest, api.Edited>;
  undo: Command<api.UndoRequest, api.Edited>;
  draft_save: Command<api.Draft, api.Done>;
  draft_get: Command<api.DraftKey, api.DraftFound>;
  draft_drop: Command<api.DraftKey, api.Done>;

  my_day: Command<api.MyDayQuery, api.MyDay>;
  activities_of: Command<api.ById, api.ActivityList>;
  activity_create: Command<api.CreateRequest, api.Edited>;
  activity_update: Command<api.UpdateRequest, api.Edited>;
  activity_complete: Command<api.CompleteRequest, api.Edited>;
  activity_snooze: Command<api.SnoozeRequest, api.Edited>;
  activity_delete: Command<api.ById, api.Edited>;

  import_open: Command<api.ImportOpen, api.ImportGuess>;
  import_check: Command<api.ImportPlan, api.ImportCounts>;
  import_run: Command<api.ImportPlan, api.ImportResult>;
  import_cancel: Command<api.ImportHandle, api.Done>;
  import_errors_save: Command<api.ImportErrorsSave, api.Done>;
  import_close: Command<api.ImportHandle, api.Done>;

  sync_status: Command<api.Nothing, api.SyncStatus>;
  sync_now: Command<api.Nothing, api.Done>;
  sync_queue: Command<api.Nothing, api.Queue>;
  edit_retry: Command<api.EditId, api.Done>;
  edit_discard: Command<api.EditId, api.Done>;
  conflicts: Command<api.Nothing, api.Conflicts>;
  conflict_resolve: Command<api.Resolve, api.Edited>;
};

export type CommandName = keyof Commands;
export type RequestOf<Name extends CommandName> = Commands[Name]["request"];
export type AnswerOf<Name extends CommandName> = Commands[Name]["answer"];
