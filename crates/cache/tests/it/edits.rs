//! What a person does, before any server has heard of it.

use crate::desk::*;
use leadline_cache::rows::EditState;
use leadline_cache::{BrokenEdit, CacheFault, Intent, IntentOp, LongEdit};
use leadline_domain::{Entity, Value, scope};
use leadline_protocol::sync::Op;
use uuid::Uuid;

#[test]
fn an_edit_is_seen_at_once_and_waits() {
    let desk = Desk::encrypted();
    let id = desk.id();
    let written = desk.write(&[create_client(id, "สมชัย")]);
    assert_eq!((written.count, written.changed.clients.as_slice()), (1, &[id][..]));
    desk.write(&[set(Entity::Client, id, "name", "  สมชาย ")]);
    assert_eq!(desk.shown(Entity::Client, id, "name"), Some("สมชาย".into()));
    let queue = desk.cache.queue().unwrap();
    assert_eq!(queue.len(), 2);
    assert!(queue.iter().all(|edit| edit.state == EditState::Waiting && edit.title == "สมชาย"));
    assert_eq!(desk.cache.counts().unwrap().waiting, 2);
}

#[test]
fn an_edit_that_changes_nothing_leaves_no_trace() {
    let desk = Desk::in_memory();
    let id = desk.id();
    desk.write(&[create_client(id, "Anong")]);
    for nothing in [set(Entity::Client, id, "name", " Anong "), create_client(id, "Somebody else")] {
        let written = desk.write(&[nothing]);
        assert_eq!((written.count, written.undo), (0, None));
    }
    assert_eq!(desk.cache.queue().unwrap().len(), 1);
}

#[test]
fn wrong_fields_are_all_named_and_nothing_is_written() {
    let desk = Desk::in_memory();
    let id = desk.id();
    desk.write(&[create_client(id, "Anong")]);
    let bad = [
        set(Entity::Client, id, "name", "Pim"),
        set(Entity::Client, id, "email", "nonsense"),
        set(Entity::Client, id, "nose", 1),
    ];
    let fault = desk.cache.write(&bad, &desk.author(), &mut || desk.id()).unwrap_err();
    let CacheFault::Invalid(problems) = fault else { panic!("{fault}") };
    assert_eq!(problems.iter().map(|p| p.field.as_str()).collect::<Vec<_>>(), ["email", "nose"]);
    assert_eq!(desk.shown(Entity::Client, id, "name"), Some("Anong".into()));
    let missing = desk.cache.write(&[set(Entity::Client, desk.id(), "name", "x")], &desk.author(), &mut || desk.id());
    assert!(matches!(missing, Err(CacheFault::NotFound(Entity::Client, _))));
    let server_only = desk.cache.write(&[set(Entity::Profile, ME, "role", "admin")], &desk.author(), &mut || desk.id());
    assert!(matches!(server_only, Err(CacheFault::Invalid(_))));
}

#[test]
fn putting_a_client_away_hides_its_family_and_restoring_brings_back_what_it_took() {
    let desk = Desk::in_memory();
    let [client, kept, dropped, fresh] = [(); 4].map(|()| desk.id());
    desk.pull(|page| {
        page.rows =
            vec![client_row(client, 5, "Anong"), note_row(kept, client, 6, "a"), note_row(dropped, client, 7, "b")];
    });
    desk.write(&[delete(Entity::Note, dropped), create_note(fresh, client, "c")]);
    desk.write(&[delete(Entity::Client, client)]);
    let shown = || [kept, dropped, fresh].map(|id| desk.shown(Entity::Note, id, "body").is_some());
    assert_eq!(shown(), [false; 3]);
    desk.write(&[restore(Entity::Client, client)]);
    assert_eq!(shown(), [true, false, true]);
}

#[test]
fn tagging_twice_is_one_tagging_and_untag_then_tag_brings_it_back() {
    let desk = Desk::in_memory();
    let (client, tag) = (desk.id(), desk.id());
    desk.write(&[create_client(client, "Anong")]);
    let tagging = |made_up: Uuid| Intent {
        entity: Entity::Tagging,
        record: made_up,
        op: IntentOp::Create { values: vec![("client_id".into(), client.into()), ("tag_id".into(), tag.into())] },
    };
    let id = scope::tagging_id(client, tag);
    assert_eq!(desk.write(&[tagging(desk.id()), tagging(desk.id())]).count, 1);
    assert!(desk.shown(Entity::Tagging, id, "tag_id").is_some());
    desk.write(&[delete(Entity::Tagging, id)]);
    assert!(desk.shown(Entity::Tagging, id, "tag_id").is_none());
    desk.write(&[tagging(id)]);
    assert!(desk.shown(Entity::Tagging, id, "tag_id").is_some());
}

#[test]
fn a_step_through_the_funnel_is_on_the_timeline_under_the_id_the_server_will_use() {
    let desk = Desk::in_memory();
    let client = desk.id();
    desk.pull(|page| page.rows = vec![client_row(client, 5, "Anong")]);
    desk.write(&[set(Entity::Client, client, "lifecycle_stage", "mql")]);
    let push = desk.cache.push_batch(10).unwrap().unwrap();
    let step = leadline_cache::step_id(push.mutations[0].id);
    assert_eq!(desk.shown(Entity::LifecycleChange, step, "from_stage"), Some("lead".into()));
    assert_eq!(desk.shown(Entity::LifecycleChange, step, "to_stage"), Some("mql".into()));
}

#[test]
fn was_is_what_the_person_saw_through_their_own_edits() {
    let desk = Desk::in_memory();
    let client = desk.id();
    desk.pull(|page| page.rows = vec![client_row(client, 5, "Anong")]);
    desk.write(&[set(Entity::Client, client, "name", "Pim")]);
    desk.write(&[set(Entity::Client, client, "name", "Ploy")]);
    let push = desk.cache.push_batch(10).unwrap().unwrap();
    let steps: Vec<(Value, Value)> = push
        .mutations
        .iter()
        .map(|m| match &m.op {
            Op::Update { changes } => (changes[0].was.clone(), changes[0].now.clone()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(steps, [("Anong".into(), "Pim".into()), ("Pim".into(), "Ploy".into())]);
}

#[test]
fn undo_takes_back_edits_bulk_edits_deletes_and_creates() {
    let desk = Desk::in_memory();
    let ids: Vec<Uuid> = (0..50).map(|_| desk.id()).collect();
    desk.pull(|page| page.rows = ids.iter().map(|id| client_row(*id, 5, "Anong")).collect());
    let names = || ids.iter().map(|id| desk.shown(Entity::Client, *id, "name")).collect::<Vec<_>>();
    let before = names();

    let bulk: Vec<_> = ids.iter().map(|id| set(Entity::Client, *id, "name", "Pim")).collect();
    let written = desk.write(&bulk);
    assert_eq!(written.count, 50);
    desk.undo(written.undo).unwrap();
    assert_eq!(names(), before);

    let gone: Vec<_> = ids.iter().map(|id| delete(Entity::Client, *id)).collect();
    desk.write(&gone);
    assert!(names().iter().all(Option::is_none));
    desk.undo(None).unwrap();
    assert_eq!(names(), before);

    let fresh = desk.id();
    desk.write(&[create_client(fresh, "New")]);
    desk.undo(None).unwrap();
    assert_eq!(desk.shown(Entity::Client, fresh, "name"), None);
    assert!(matches!(desk.undo(None), Err(CacheFault::UndoTooLate)));
}

#[test]
fn undo_is_too_late_when_somebody_changed_the_field_since() {
    let desk = Desk::in_memory();
    let (client, other) = (desk.id(), desk.id());
    desk.pull(|page| page.rows = vec![client_row(client, 5, "Anong"), client_row(other, 5, "Other")]);
    let written = desk.write(&[set(Entity::Client, client, "name", "Pim"), set(Entity::Client, other, "name", "Also")]);
    desk.write(&[set(Entity::Client, client, "name", "Ploy")]);
    assert!(matches!(desk.undo(written.undo), Err(CacheFault::UndoTooLate)));
    assert_eq!(desk.shown(Entity::Client, other, "name"), Some("Also".into()), "all of it or nothing");
}

#[test]
fn a_draft_goes_with_the_edit_it_became() {
    let desk = Desk::encrypted();
    desk.cache.draft_save("client:new", "{\"name\":\"An", NOW).unwrap();
    desk.cache.draft_save("note:1", "x", NOW).unwrap();
    desk.cache
        .write_draft("client:new", &[create_client(desk.id(), "Anong")], &desk.author(), &mut || desk.id())
        .unwrap();
    assert_eq!(desk.cache.draft("client:new").unwrap(), None);
    assert_eq!(desk.cache.draft("note:1").unwrap(), Some(("x".into(), NOW)));
    desk.cache.draft_drop("note:1").unwrap();
    assert_eq!(desk.cache.draft("note:1").unwrap(), None);
}

#[test]
fn a_long_edit_that_was_killed_is_found_with_how_far_it_came_and_what_takes_it_back() {
    let desk = Desk::encrypted();
    let edit = |total| LongEdit { id: desk.id(), kind: "import".into(), source: None, total, begun_at: 5 };
    let [killed, ended] = [edit(3), edit(9)];
    for long in [&killed, &ended] {
        desk.cache.long_edit_begin(long).unwrap();
    }
    let clients = [(); 2].map(|()| desk.id());
    let mut tokens = Vec::new();
    for (done, client) in clients.iter().enumerate() {
        let intents = [create_client(*client, "Anong")];
        let part = |id| desk.cache.long_edit_write(id, done as u32 + 1, &intents, &desk.author(), &mut || desk.id());
        tokens.extend(part(killed.id).unwrap().undo);
        // The same again changes nothing, so there is nothing to take back.
        assert_eq!(part(ended.id).unwrap().undo, None);
    }
    desk.cache.long_edit_end(ended.id).unwrap();
    let desk = desk.opened_again();
    assert_eq!(desk.cache.long_edits().unwrap(), [BrokenEdit { edit: killed.clone(), done: 2, undo: tokens.clone() }]);
    assert!(desk.cache.can_undo(&tokens).unwrap());
    for token in tokens.iter().rev() {
        desk.undo(Some(*token)).unwrap();
    }
    assert!(clients.iter().all(|client| desk.shown(Entity::Client, *client, "name").is_none()));
    assert_eq!(desk.cache.long_edits().unwrap()[0].undo, Vec::<Uuid>::new());
    desk.cache.long_edit_end(killed.id).unwrap();
    assert_eq!(desk.cache.long_edits().unwrap(), []);
}
