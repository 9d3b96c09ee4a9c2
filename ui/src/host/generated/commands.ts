// Made from the command table in crates/desktop/src/commands.rs. Do not edit.
import type {
  ActivityList,
  AroundApp,
  AroundAppSet,
  ArrangeColumns,
  ArrangedColumns,
  BrokenEditSettle,
  BrokenEdits,
  BulkEdited,
  BulkRequest,
  ById,
  CallAccept,
  CallHistory,
  CallHistoryQuery,
  CallId,
  CallInvite,
  CallRules,
  CallShare,
  CallStart,
  CallSwitch,
  CallTone,
  Calls,
  CameraChoice,
  Cameras,
  ClientCard,
  Colleagues,
  CompleteRequest,
  Conflicts,
  Count,
  CountRequest,
  CreateRequest,
  CustomerInvite,
  DeviceList,
  DeviceRevoke,
  DiagnosticsSave,
  Directory,
  DoctorReport,
  Done,
  Draft,
  DraftFound,
  DraftKey,
  DuplicateQuery,
  Duplicates,
  EditId,
  Edited,
  FindRequest,
  Found,
  History,
  ImportCounts,
  ImportErrorsSave,
  ImportGuess,
  ImportHandle,
  ImportOpen,
  ImportPlan,
  ImportPreview,
  ImportResult,
  ImportRows,
  ImportRowsQuery,
  JobHandle,
  KeyringConsent,
  LinkTaken,
  MyDay,
  MyDayQuery,
  Nothing,
  NoticeSettings,
  NoticeTry,
  Notices,
  NoticesSeen,
  Notifications,
  NotificationsSeen,
  PhoneNumber,
  PictureAddress,
  PictureAsk,
  PresenceSet,
  PushToTalk,
  Queue,
  Resolve,
  RingGroups,
  RingSettings,
  Rows,
  RowsRequest,
  SavedView,
  SavedViews,
  Screens,
  SearchHits,
  SearchRequest,
  ServerFind,
  ServerFound,
  SessionState,
  Settings,
  SignInRequest,
  SignOutRequest,
  SnoozeRequest,
  SoundChoice,
  SoundDevices,
  SoundTest,
  Storage,
  StorageChecked,
  SyncStatus,
  Timeline,
  TimelineQuery,
  UndoRequest,
  UpdateRequest,
  UpdateSettings,
  Updates,
  VideoSession,
  VideoSessionAgree,
  VideoSessionId,
  VideoSessions,
  ViewHandle,
  ViewOpened,
  ViewRequest,
  WorkAlone,
  WrapUpSave,
} from "./api";

/** Every command of the core with its request and answer. */
export type Commands = {
  session: { request: Nothing; answer: SessionState };
  start_again: { request: Nothing; answer: SessionState };
  sign_in_anew: { request: Nothing; answer: SessionState };
  server_find: { request: ServerFind; answer: ServerFound };
  sign_in: { request: SignInRequest; answer: SessionState };
  work_alone: { request: WorkAlone; answer: SessionState };
  sign_out: { request: SignOutRequest; answer: SessionState };
  keyring_consent: { request: KeyringConsent; answer: SessionState };
  devices_tried: { request: Nothing; answer: Done };
  settings_set: { request: Settings; answer: Done };
  devices: { request: Nothing; answer: DeviceList };
  device_revoke: { request: DeviceRevoke; answer: Done };
  computer: { request: Nothing; answer: AroundApp };
  computer_set: { request: AroundAppSet; answer: AroundApp };
  page_drawn: { request: Nothing; answer: Done };
  doctor: { request: Nothing; answer: DoctorReport };
  diagnostics_save: { request: DiagnosticsSave; answer: Done };
  quit: { request: Nothing; answer: Done };
  updates: { request: Nothing; answer: Updates };
  updates_set: { request: UpdateSettings; answer: Updates };
  updates_look: { request: Nothing; answer: Updates };
  updates_fetch: { request: Nothing; answer: Updates };
  updates_install: { request: Nothing; answer: Updates };
  link_take: { request: Nothing; answer: LinkTaken };
  view_open: { request: ViewRequest; answer: ViewOpened };
  view_rows: { request: RowsRequest; answer: Rows };
  view_find: { request: FindRequest; answer: Found };
  view_close: { request: ViewHandle; answer: Done };
  count: { request: CountRequest; answer: Count };
  search: { request: SearchRequest; answer: SearchHits };
  saved_views: { request: Nothing; answer: SavedViews };
  saved_view_put: { request: SavedView; answer: Edited };
  saved_view_delete: { request: ById; answer: Edited };
  columns_arranged: { request: Nothing; answer: ArrangedColumns };
  columns_arrange: { request: ArrangeColumns; answer: Done };
  directory: { request: Nothing; answer: Directory };
  client_get: { request: ById; answer: ClientCard };
  client_create: { request: CreateRequest; answer: Edited };
  client_update: { request: UpdateRequest; answer: Edited };
  clients_bulk: { request: BulkRequest; answer: BulkEdited };
  job_stop: { request: JobHandle; answer: Done };
  broken_edits: { request: Nothing; answer: BrokenEdits };
  broken_edit_settle: { request: BrokenEditSettle; answer: Edited };
  duplicates_find: { request: DuplicateQuery; answer: Duplicates };
  timeline: { request: TimelineQuery; answer: Timeline };
  contact_create: { request: CreateRequest; answer: Edited };
  contact_update: { request: UpdateRequest; answer: Edited };
  contact_delete: { request: ById; answer: Edited };
  note_create: { request: CreateRequest; answer: Edited };
  note_update: { request: UpdateRequest; answer: Edited };
  note_delete: { request: ById; answer: Edited };
  tag_create: { request: CreateRequest; answer: Edited };
  tag_update: { request: UpdateRequest; answer: Edited };
  tag_delete: { request: ById; answer: Edited };
  undo: { request: UndoRequest; answer: Edited };
  draft_save: { request: Draft; answer: Done };
  draft_get: { request: DraftKey; answer: DraftFound };
  draft_drop: { request: DraftKey; answer: Done };
  my_day: { request: MyDayQuery; answer: MyDay };
  activities_of: { request: ById; answer: ActivityList };
  activity_create: { request: CreateRequest; answer: Edited };
  activity_update: { request: UpdateRequest; answer: Edited };
  activity_complete: { request: CompleteRequest; answer: Edited };
  activity_snooze: { request: SnoozeRequest; answer: Edited };
  activity_delete: { request: ById; answer: Edited };
  import_open: { request: ImportOpen; answer: ImportGuess };
  import_preview: { request: ImportPlan; answer: ImportPreview };
  import_check: { request: ImportPlan; answer: ImportCounts };
  import_rows: { request: ImportRowsQuery; answer: ImportRows };
  import_run: { request: ImportPlan; answer: ImportResult };
  import_cancel: { request: ImportHandle; answer: Done };
  import_errors_save: { request: ImportErrorsSave; answer: Done };
  import_close: { request: ImportHandle; answer: Done };
  sync_status: { request: Nothing; answer: SyncStatus };
  sync_now: { request: Nothing; answer: Done };
  sync_queue: { request: Nothing; answer: Queue };
  sync_history: { request: Nothing; answer: History };
  storage: { request: Nothing; answer: Storage };
  storage_check: { request: Nothing; answer: StorageChecked };
  edit_retry: { request: EditId; answer: Done };
  edit_discard: { request: EditId; answer: Done };
  conflicts: { request: Nothing; answer: Conflicts };
  conflict_resolve: { request: Resolve; answer: Edited };
  calls: { request: Nothing; answer: Calls };
  call_start: { request: CallStart; answer: Calls };
  call_accept: { request: CallAccept; answer: Calls };
  call_resume: { request: CallId; answer: Calls };
  call_decline: { request: CallId; answer: Calls };
  call_pass_on: { request: CallId; answer: Calls };
  call_silence: { request: CallId; answer: Calls };
  call_hang_up: { request: CallId; answer: Calls };
  call_mute: { request: CallSwitch; answer: Calls };
  call_hold: { request: CallSwitch; answer: Calls };
  call_camera: { request: CallSwitch; answer: Calls };
  call_tone: { request: CallTone; answer: Done };
  call_picture: { request: PictureAsk; answer: PictureAddress };
  call_screens: { request: Nothing; answer: Screens };
  call_share: { request: CallShare; answer: Calls };
  call_invite: { request: CallInvite; answer: Calls };
  call_hand_over: { request: CallId; answer: Calls };
  call_withdraw: { request: CallId; answer: Calls };
  call_together: { request: CallId; answer: Calls };
  wrap_up_save: { request: WrapUpSave; answer: Edited };
  wrap_up_skip: { request: CallId; answer: Calls };
  call_history: { request: CallHistoryQuery; answer: CallHistory };
  colleagues: { request: Nothing; answer: Colleagues };
  notifications: { request: Nothing; answer: Notifications };
  notifications_seen: { request: NotificationsSeen; answer: Done };
  notices: { request: Nothing; answer: Notices };
  notices_seen: { request: NoticesSeen; answer: Done };
  notice_try: { request: Nothing; answer: NoticeTry };
  notice_settings: { request: Nothing; answer: NoticeSettings };
  notice_choose: { request: NoticeSettings; answer: NoticeSettings };
  presence_set: { request: PresenceSet; answer: Calls };
  customer_invite: { request: ById; answer: CustomerInvite };
  video_sessions: { request: Nothing; answer: VideoSessions };
  video_session_agree: { request: VideoSessionAgree; answer: VideoSession };
  video_session_join: { request: VideoSessionId; answer: Calls };
  video_session_cancel: { request: VideoSessionId; answer: Done };
  phone_open: { request: PhoneNumber; answer: Done };
  sound_devices: { request: Nothing; answer: SoundDevices };
  sound_choose: { request: SoundChoice; answer: SoundDevices };
  sound_test: { request: SoundTest; answer: Done };
  push_to_talk: { request: PushToTalk; answer: Calls };
  call_rules: { request: Nothing; answer: CallRules };
  call_rules_set: { request: CallRules; answer: CallRules };
  ring_groups: { request: Nothing; answer: RingGroups };
  ring_groups_set: { request: RingGroups; answer: RingGroups };
  ring_settings: { request: Nothing; answer: RingSettings };
  ring_choose: { request: RingSettings; answer: RingSettings };
  ring_once: { request: Nothing; answer: Done };
  cameras: { request: Nothing; answer: Cameras };
  camera_choose: { request: CameraChoice; answer: Cameras };
};

/** The names of all commands. */
export const commandNames = [
  "session",
  "start_again",
  "sign_in_anew",
  "server_find",
  "sign_in",
  "work_alone",
  "sign_out",
  "keyring_consent",
  "devices_tried",
  "settings_set",
  "devices",
  "device_revoke",
  "computer",
  "computer_set",
  "page_drawn",
  "doctor",
  "diagnostics_save",
  "quit",
  "updates",
  "updates_set",
  "updates_look",
  "updates_fetch",
  "updates_install",
  "link_take",
  "view_open",
  "view_rows",
  "view_find",
  "view_close",
  "count",
  "search",
  "saved_views",
  "saved_view_put",
  "saved_view_delete",
  "columns_arranged",
  "columns_arrange",
  "directory",
  "client_get",
  "client_create",
  "client_update",
  "clients_bulk",
  "job_stop",
  "broken_edits",
  "broken_edit_settle",
  "duplicates_find",
  "timeline",
  "contact_create",
  "contact_update",
  "contact_delete",
  "note_create",
  "note_update",
  "note_delete",
  "tag_create",
  "tag_update",
  "tag_delete",
  "undo",
  "draft_save",
  "draft_get",
  "draft_drop",
  "my_day",
  "activities_of",
  "activity_create",
  "activity_update",
  "activity_complete",
  "activity_snooze",
  "activity_delete",
  "import_open",
  "import_preview",
  "import_check",
  "import_rows",
  "import_run",
  "import_cancel",
  "import_errors_save",
  "import_close",
  "sync_status",
  "sync_now",
  "sync_queue",
  "sync_history",
  "storage",
  "storage_check",
  "edit_retry",
  "edit_discard",
  "conflicts",
  "conflict_resolve",
  "calls",
  "call_start",
  "call_accept",
  "call_resume",
  "call_decline",
  "call_pass_on",
  "call_silence",
  "call_hang_up",
  "call_mute",
  "call_hold",
  "call_camera",
  "call_tone",
  "call_picture",
  "call_screens",
  "call_share",
  "call_invite",
  "call_hand_over",
  "call_withdraw",
  "call_together",
  "wrap_up_save",
  "wrap_up_skip",
  "call_history",
  "colleagues",
  "notifications",
  "notifications_seen",
  "notices",
  "notices_seen",
  "notice_try",
  "notice_settings",
  "notice_choose",
  "presence_set",
  "customer_invite",
  "video_sessions",
  "video_session_agree",
  "video_session_join",
  "video_session_cancel",
  "phone_open",
  "sound_devices",
  "sound_choose",
  "sound_test",
  "push_to_talk",
  "call_rules",
  "call_rules_set",
  "ring_groups",
  "ring_groups_set",
  "ring_settings",
  "ring_choose",
  "ring_once",
  "cameras",
  "camera_choose",
] as const satisfies readonly (keyof Commands)[];
