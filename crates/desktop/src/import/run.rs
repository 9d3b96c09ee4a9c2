//! Writing what the walk decided, a few hundred rows in each transaction.

use super::Import;
use super::walk::{Fate, walk};
use crate::api::{ImportCounts, ImportPlan, ImportResult};
use crate::bulk::{IN_ONE_TRANSACTION, tagging};
use crate::jobs::Job;
use crate::rights::Rights;
use crate::workplace::Workplace;
use leadline_cache::{Intent, IntentOp};
use leadline_domain::{Entity, Value};
use leadline_protocol::{Code, Problem};
use uuid::Uuid;

/// What would happen.
pub fn check(work: &Workplace, import: &Import, plan: &ImportPlan, job: &mut Job) -> Result<ImportCounts, Problem> {
    allow(work, plan)?;
    let counts = walk(work, import, plan, job, |_| Ok(()))?;
    if job.stopped() { Err(Code::Cancelled.into()) } else { Ok(counts) }
}

/// Makes it happen. What was written before a stop or a failure stays, and can be taken back as one.
pub fn run(work: &Workplace, import: &Import, plan: &ImportPlan, job: &mut Job) -> Result<ImportResult, Problem> {
    allow(work, plan)?;
    let mut batch = Batch { work, plan, rows: 0, intents: Vec::new(), undo: Vec::new() };
    let walked = walk(work, import, plan, job, |fate| batch.add(fate));
    let written = walked.and_then(|counts| batch.write().map(|()| counts));
    let undo = work.keep_undo(batch.undo);
    Ok(ImportResult { counts: written?, cancelled: job.stopped(), undo })
}

fn allow(work: &Workplace, plan: &ImportPlan) -> Result<(), Problem> {
    Rights::of(work).create(Entity::Client, &[("owner_id".to_owned(), plan.owner_id.into())])
}

struct Batch<'a> {
    work: &'a Workplace,
    plan: &'a ImportPlan,
    rows: usize,
    intents: Vec<Intent>,
    undo: Vec<Uuid>,
}

impl Batch<'_> {
    fn add(&mut self, fate: Fate) -> Result<(), Problem> {
        let (client, op) = match fate {
            Fate::Create(mut values) => {
                values.push(("owner_id".to_owned(), Value::from(self.plan.owner_id)));
                (self.work.new_id(), IntentOp::Create { values })
            }
            Fate::Fill(client, values) => (client, IntentOp::Update { values }),
            Fate::Skip | Fate::Broken => return Ok(()),
        };
        self.intents.push(Intent { entity: Entity::Client, record: client, op });
        self.intents.extend(self.plan.tag_id.map(|tag| tagging(client, tag)));
        self.rows += 1;
        if self.rows >= IN_ONE_TRANSACTION { self.write() } else { Ok(()) }
    }

    fn write(&mut self) -> Result<(), Problem> {
        self.rows = 0;
        let intents = std::mem::take(&mut self.intents);
        if !intents.is_empty() {
            self.undo.extend(self.work.write(&intents, None)?.undo);
        }
        Ok(())
    }
}
