//! One change to many clients, a few hundred in each transaction.

use crate::api::{BulkChange, BulkEdited, BulkRequest, Selection};
use crate::forms;
use crate::jobs::Job;
use crate::problem;
use crate::rights::Rights;
use crate::workplace::Workplace;
use leadline_cache::{Intent, IntentOp};
use leadline_domain::check::FieldProblem;
use leadline_domain::role::Action;
use leadline_domain::{Entity, Value, scope};
use leadline_protocol::{Code, Problem};
use uuid::Uuid;

/// Clients in one transaction: the writing lane is free for other edits again after a few milliseconds.
pub const IN_ONE_TRANSACTION: usize = 500;
/// Most clients that are named one by one.
const MOST_IDS: usize = 5_000;

/// Does it; stops between two transactions if asked. What was done before a stop or a failure stays, is counted, and
/// can be taken back as one.
pub fn run(work: &Workplace, request: BulkRequest, job: &mut Job) -> Result<BulkEdited, Problem> {
    let change = Change::read(work, request.change)?;
    let clients = clients(work, request.selection)?;
    allow(work, &change, &clients)?;
    let mut going = work.begin_long_edit("bulk", None, clients.len())?;
    let (mut count, mut problem) = (0, None);
    for (at, some) in clients.chunks(IN_ONE_TRANSACTION).enumerate() {
        if job.stopped() {
            break;
        }
        let intents: Vec<Intent> = some.iter().map(|client| change.intent(*client)).collect();
        let done = at * IN_ONE_TRANSACTION + some.len();
        match going.write(done, &intents) {
            Ok(changed) => count += changed,
            Err(fault) => {
                problem = Some(fault);
                break;
            }
        }
        job.progress(done, clients.len());
    }
    let (done, undo) = (going.did_something(), going.end());
    let problem = job.broke_off(problem, done)?;
    Ok(BulkEdited { count, problem, undo })
}

fn clients(work: &Workplace, selection: Selection) -> Result<Vec<Uuid>, Problem> {
    match selection {
        Selection::Ids { ids } if ids.len() > MOST_IDS => Err(Code::TooLarge.into()),
        Selection::Ids { ids } => Ok(ids),
        Selection::View { view, except } => work.cache().view_ids(view, &except).map_err(problem::of_cache),
    }
}

/// Refuses the whole edit rather than do a part of it.
fn allow(work: &Workplace, change: &Change, clients: &[Uuid]) -> Result<(), Problem> {
    let rights = Rights::of(work);
    let (action, entity) = change.action();
    if rights.allow(action, entity, false).is_ok() {
        return Ok(());
    }
    rights.allow(action, entity, true)?;
    clients.iter().try_for_each(|client| rights.allow(action, entity, rights.owns(Entity::Client, *client)?))
}

enum Change {
    Set { field: String, value: Value },
    Tag(Uuid),
    Untag(Uuid),
    Delete,
}

impl Change {
    fn read(work: &Workplace, change: BulkChange) -> Result<Self, Problem> {
        Ok(match change {
            BulkChange::Assign { owner_id } => Self::Set { field: "owner_id".to_owned(), value: owner_id.into() },
            BulkChange::Set { field, value } => {
                let country = work.signed_in().account.country;
                match forms::read_value(Entity::Client, &field, value, &country) {
                    Ok(value) => Self::Set { field, value },
                    Err(fault) => return Err(Problem::invalid(vec![FieldProblem { field, fault }])),
                }
            }
            BulkChange::Tag { tag_id } => Self::Tag(tag_id),
            BulkChange::Untag { tag_id } => Self::Untag(tag_id),
            BulkChange::Delete => Self::Delete,
        })
    }

    fn action(&self) -> (Action, Entity) {
        match self {
            Self::Set { field, .. } if field == "owner_id" => (Action::Assign, Entity::Client),
            Self::Set { .. } => (Action::Update, Entity::Client),
            Self::Tag(_) => (Action::Create, Entity::Tagging),
            Self::Untag(_) => (Action::Delete, Entity::Tagging),
            Self::Delete => (Action::Delete, Entity::Client),
        }
    }

    fn intent(&self, client: Uuid) -> Intent {
        match self {
            Self::Set { field, value } => {
                let op = IntentOp::Update { values: vec![(field.clone(), value.clone())] };
                Intent { entity: Entity::Client, record: client, op }
            }
            Self::Tag(tag) => tagging(client, *tag),
            Self::Untag(tag) => {
                let record = scope::tagging_id(client, *tag);
                Intent { entity: Entity::Tagging, record, op: IntentOp::Delete }
            }
            Self::Delete => Intent { entity: Entity::Client, record: client, op: IntentOp::Delete },
        }
    }
}

/// Puts a tag on a client.
pub fn tagging(client: Uuid, tag: Uuid) -> Intent {
    let values = vec![("client_id".to_owned(), Value::Id(client)), ("tag_id".to_owned(), Value::Id(tag))];
    Intent { entity: Entity::Tagging, record: scope::tagging_id(client, tag), op: IntentOp::Create { values } }
}
