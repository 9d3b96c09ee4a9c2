//! The command table: what the UI can ask, in one place. The shell, the browser host, the TypeScript client and the
//! per-window permission list are all made from it.

mod activities;
mod calls;
mod clients;
mod computer;
mod doctor;
mod imports;
mod links;
mod notices;
mod notifications;
mod records;
mod ring_groups;
mod session;
mod sync;
mod updates;
mod video_sessions;
mod views;

/// Calls `$with!` with every command: name, request, answer, the windows that may ask, and whether it reads or writes.
#[macro_export]
macro_rules! command_table {
    ($with:ident) => {
        $with! {
            session: Nothing => SessionState, [main, ring];
            start_again: Nothing => SessionState, [main];
            sign_in_anew: Nothing => SessionState, [main];
            server_find: ServerFind => ServerFound, [main];
            sign_in: SignInRequest => SessionState, [main];
            work_alone: WorkAlone => SessionState, [main];
            sign_out: SignOutRequest => SessionState, [main];
            keyring_consent: KeyringConsent => SessionState, [main];
            devices_tried: Nothing => Done, [main];
            settings_set: Settings => Done, [main];
            devices: Nothing => DeviceList, [main];
            device_revoke: DeviceRevoke => Done, [main];
            computer: Nothing => AroundApp, [main];
            computer_set: AroundAppSet => AroundApp, [main];
            page_drawn: Nothing => Done, [main];
            doctor: Nothing => DoctorReport, [main];
            diagnostics_save: DiagnosticsSave => Done, [main];
            quit: Nothing => Done, [main];
            updates: Nothing => Updates, [main];
            updates_set: UpdateSettings => Updates, [main];
            updates_look: Nothing => Updates, [main];
            updates_fetch: Nothing => Updates, [main];
            updates_install: Nothing => Updates, [main];
            link_take: Nothing => LinkTaken, [main];

            view_open: ViewRequest => ViewOpened, [main];
            view_rows: RowsRequest => Rows, [main];
            view_find: FindRequest => Found, [main];
            view_close: ViewHandle => Done, [main];
            count: CountRequest => Count, [main];
            search: SearchRequest => SearchHits, [main];
            saved_views: Nothing => SavedViews, [main];
            saved_view_put: SavedView => Edited, [main];
            saved_view_delete: ById => Edited, [main];
            columns_arranged: Nothing => ArrangedColumns, [main];
            columns_arrange: ArrangeColumns => Done, [main];

            directory: Nothing => Directory, [main];
            client_get: ById => ClientCard, [main];
            client_create: CreateRequest => Edited, [main];
            client_update: UpdateRequest => Edited, [main];
            clients_bulk: BulkRequest => BulkEdited, [main];
            job_stop: JobHandle => Done, [main];
            broken_edits: Nothing => BrokenEdits, [main];
            broken_edit_settle: BrokenEditSettle => Edited, [main];
            duplicates_find: DuplicateQuery => Duplicates, [main];
            timeline: TimelineQuery => Timeline, [main];
            contact_create: CreateRequest => Edited, [main];
            contact_update: UpdateRequest => Edited, [main];
            contact_delete: ById => Edited, [main];
            note_create: CreateRequest => Edited, [main];
            note_update: UpdateRequest => Edited, [main];
            note_delete: ById => Edited, [main];
            tag_create: CreateRequest => Edited, [main];
            tag_update: UpdateRequest => Edited, [main];
            tag_delete: ById => Edited, [main];
            undo: UndoRequest => Edited, [main];
            draft_save: Draft => Done, [main];
            draft_get: DraftKey => DraftFound, [main];
            draft_drop: DraftKey => Done, [main];

            my_day: MyDayQuery => MyDay, [main];
            activities_of: ById => ActivityList, [main];
            activity_create: CreateRequest => Edited, [main];
            activity_update: UpdateRequest => Edited, [main];
            activity_complete: CompleteRequest => Edited, [main];
            activity_snooze: SnoozeRequest => Edited, [main];
            activity_delete: ById => Edited, [main];

            import_open: ImportOpen => ImportGuess, [main];
            import_preview: ImportPlan => ImportPreview, [main];
            import_check: ImportPlan => ImportCounts, [main];
            import_rows: ImportRowsQuery => ImportRows, [main];
            import_run: ImportPlan => ImportResult, [main];
            import_cancel: ImportHandle => Done, [main];
            import_errors_save: ImportErrorsSave => Done, [main];
            import_close: ImportHandle => Done, [main];

            sync_status: Nothing => SyncStatus, [main];
            sync_now: Nothing => Done, [main];
            sync_queue: Nothing => Queue, [main];
            sync_history: Nothing => History, [main];
            storage: Nothing => Storage, [main];
            storage_check: Nothing => StorageChecked, [main];
            edit_retry: EditId => Done, [main];
            edit_discard: EditId => Done, [main];
            conflicts: Nothing => Conflicts, [main];
            conflict_resolve: Resolve => Edited, [main];

            calls: Nothing => Calls, [main, ring];
            call_start: CallStart => Calls, [main];
            call_accept: CallAccept => Calls, [main, ring];
            call_resume: CallId => Calls, [main];
            call_decline: CallId => Calls, [main, ring];
            call_pass_on: CallId => Calls, [main, ring];
            call_silence: CallId => Calls, [main, ring];
            call_hang_up: CallId => Calls, [main, ring];
            call_mute: CallSwitch => Calls, [main];
            call_hold: CallSwitch => Calls, [main];
            call_camera: CallSwitch => Calls, [main];
            call_tone: CallTone => Done, [main];
            call_picture: PictureAsk => PictureAddress, [main];
            call_screens: Nothing => Screens, [main];
            call_share: CallShare => Calls, [main];
            call_invite: CallInvite => Calls, [main];
            call_hand_over: CallId => Calls, [main];
            call_withdraw: CallId => Calls, [main];
            call_together: CallId => Calls, [main];
            wrap_up_save: WrapUpSave => Edited, [main];
            wrap_up_skip: CallId => Calls, [main];
            call_history: CallHistoryQuery => CallHistory, [main];
            colleagues: Nothing => Colleagues, [main];
            notifications: Nothing => Notifications, [main];
            notifications_seen: NotificationsSeen => Done, [main];
            notices: Nothing => Notices, [main];
            notices_seen: NoticesSeen => Done, [main];
            notice_try: Nothing => NoticeTry, [main];
            notice_settings: Nothing => NoticeSettings, [main];
            notice_choose: NoticeSettings => NoticeSettings, [main];
            presence_set: PresenceSet => Calls, [main];
            customer_invite: ById => CustomerInvite, [main];
            video_sessions: Nothing => VideoSessions, [main];
            video_session_agree: VideoSessionAgree => VideoSession, [main];
            video_session_join: VideoSessionId => Calls, [main];
            video_session_cancel: VideoSessionId => Done, [main];
            phone_open: PhoneNumber => Done, [main];
            sound_devices: Nothing => SoundDevices, [main];
            sound_choose: SoundChoice => SoundDevices, [main];
            sound_test: SoundTest => Done, [main];
            push_to_talk: PushToTalk => Calls, [main];
            call_rules: Nothing => CallRules, [main];
            call_rules_set: CallRules => CallRules, [main];
            ring_groups: Nothing => RingGroups, [main];
            ring_groups_set: RingGroups => RingGroups, [main];
            ring_settings: Nothing => RingSettings, [main];
            ring_choose: RingSettings => RingSettings, [main];
            ring_once: Nothing => Done, [main];
            cameras: Nothing => Cameras, [main];
            camera_choose: CameraChoice => Cameras, [main];
        }
    };
}
