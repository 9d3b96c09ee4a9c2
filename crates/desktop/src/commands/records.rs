//! Making, changing and putting away records, and taking it back.

use crate::api::{ById, CreateRequest, Edited, UndoRequest, UpdateRequest};
use crate::forms;
use crate::rights::Rights;
use crate::workplace::Workplace;
use crate::{Desktop, last_contact};
use leadline_cache::{Intent, IntentOp};
use leadline_domain::Entity;
use leadline_protocol::Problem;
use std::sync::Arc;

impl Desktop {
    pub(crate) async fn client_create(self: &Arc<Self>, request: CreateRequest) -> Result<Edited, Problem> {
        self.at_work(move |work| create(work, Entity::Client, request)).await
    }

    pub(crate) async fn client_update(self: &Arc<Self>, request: UpdateRequest) -> Result<Edited, Problem> {
        self.at_work(move |work| update(work, Entity::Client, request)).await
    }

    pub(crate) async fn contact_create(self: &Arc<Self>, request: CreateRequest) -> Result<Edited, Problem> {
        self.at_work(move |work| create(work, Entity::Contact, request)).await
    }

    pub(crate) async fn contact_update(self: &Arc<Self>, request: UpdateRequest) -> Result<Edited, Problem> {
        self.at_work(move |work| update(work, Entity::Contact, request)).await
    }

    pub(crate) async fn contact_delete(self: &Arc<Self>, request: ById) -> Result<Edited, Problem> {
        self.at_work(move |work| delete(work, Entity::Contact, request)).await
    }

    pub(crate) async fn note_create(self: &Arc<Self>, request: CreateRequest) -> Result<Edited, Problem> {
        self.at_work(move |work| create(work, Entity::Note, request)).await
    }

    pub(crate) async fn note_update(self: &Arc<Self>, request: UpdateRequest) -> Result<Edited, Problem> {
        self.at_work(move |work| update(work, Entity::Note, request)).await
    }

    pub(crate) async fn note_delete(self: &Arc<Self>, request: ById) -> Result<Edited, Problem> {
        self.at_work(move |work| delete(work, Entity::Note, request)).await
    }

    pub(crate) async fn tag_create(self: &Arc<Self>, request: CreateRequest) -> Result<Edited, Problem> {
        self.at_work(move |work| create(work, Entity::Tag, request)).await
    }

    pub(crate) async fn tag_update(self: &Arc<Self>, request: UpdateRequest) -> Result<Edited, Problem> {
        self.at_work(move |work| update(work, Entity::Tag, request)).await
    }

    pub(crate) async fn tag_delete(self: &Arc<Self>, request: ById) -> Result<Edited, Problem> {
        self.at_work(move |work| delete(work, Entity::Tag, request)).await
    }

    pub(crate) async fn undo(self: &Arc<Self>, request: UndoRequest) -> Result<Edited, Problem> {
        self.at_work(move |work| work.undo(request.token)).await
    }
}

/// Makes a record from a form.
pub(super) fn create(work: &Workplace, entity: Entity, request: CreateRequest) -> Result<Edited, Problem> {
    let values = forms::read(entity, request.fields, &work.signed_in().account.country)?;
    Rights::of(work).create(entity, &values)?;
    let contact = last_contact::moved_by(work, entity, None, &values)?;
    let mut intents = vec![Intent { entity, record: request.id, op: IntentOp::Create { values } }];
    intents.extend(contact);
    let written = work.write(&intents, request.draft.as_deref())?;
    if Rights::of(work).take_back(entity) {
        Ok(work.edited(request.id, written))
    } else {
        Ok(Edited { id: request.id, count: written.count, undo: None })
    }
}

/// Changes fields of a record from a form.
pub(super) fn update(work: &Workplace, entity: Entity, request: UpdateRequest) -> Result<Edited, Problem> {
    let values = forms::read(entity, request.fields, &work.signed_in().account.country)?;
    Rights::of(work).update(entity, request.id, &values)?;
    let contact = last_contact::moved_by(work, entity, Some(request.id), &values)?;
    let mut intents = vec![Intent { entity, record: request.id, op: IntentOp::Update { values } }];
    intents.extend(contact);
    work.edit(request.id, &intents, None)
}

/// Puts a record away.
pub(super) fn delete(work: &Workplace, entity: Entity, request: ById) -> Result<Edited, Problem> {
    Rights::of(work).delete(entity, request.id)?;
    work.edit(request.id, &[Intent { entity, record: request.id, op: IntentOp::Delete }], None)
}
