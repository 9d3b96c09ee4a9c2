//! Checking a plan, and writing what it makes of the rows, a few hundred in each transaction.

use super::Import;
use super::rows::{self, CheckedRow};
use super::walk::{Found, policy_of, walk};
use crate::api::{ImportCounts, ImportFate, ImportPlan, ImportResult};
use crate::bulk::{IN_ONE_TRANSACTION, tagging};
use crate::jobs::Job;
use crate::rights::Rights;
use crate::workplace::{Going, Workplace};
use leadline_cache::{Intent, IntentOp};
use leadline_domain::table::ReadClient;
use leadline_domain::{Entity, Value};
use leadline_protocol::{Code, Problem};

/// What would happen. The rows are kept for [`rows::page`].
pub fn check(work: &Workplace, import: &Import, plan: &ImportPlan, job: &mut Job) -> Result<ImportCounts, Problem> {
    allow(work, plan)?;
    let mut checked = Vec::with_capacity(import.table.row_count() as usize);
    walk(work, import, plan, job, |line, found| {
        checked.push(CheckedRow { line, kind: found.kind() });
        Ok(())
    })?;
    if job.stopped() {
        return Err(Code::Cancelled.into());
    }
    let counts = rows::counts(&checked, plan);
    import.set_checked(checked);
    Ok(counts)
}

/// Makes it happen. What was written before a stop or a failure stays, is counted, and can be taken back as one.
pub fn run(work: &Workplace, import: &Import, plan: &ImportPlan, job: &mut Job) -> Result<ImportResult, Problem> {
    allow(work, plan)?;
    let going = work.begin_long_edit("import", Some(&import.file_name), import.table.row_count() as usize)?;
    let mut batch = Batch { work, plan, rows: 0, intents: Vec::new(), waiting: NONE, counts: NONE, going };
    let walked = walk(work, import, plan, job, |line, found| batch.add(line, found));
    let problem = walked.and_then(|()| batch.write()).err();
    let Batch { counts, going, .. } = batch;
    let (done, undo) = (going.did_something(), going.end());
    let problem = job.broke_off(problem, done)?;
    Ok(ImportResult { counts, problem, cancelled: job.stopped(), undo })
}

const NONE: ImportCounts = ImportCounts { create: 0, update: 0, skip: 0, broken: 0 };

fn allow(work: &Workplace, plan: &ImportPlan) -> Result<(), Problem> {
    Rights::of(work).create(Entity::Client, &[("owner_id".to_owned(), plan.owner_id.into())])
}

struct Batch<'a> {
    work: &'a Workplace,
    plan: &'a ImportPlan,
    rows: usize,
    intents: Vec<Intent>,
    /// What becomes of the rows when the intents are written.
    waiting: ImportCounts,
    counts: ImportCounts,
    going: Going<'a>,
}

impl Batch<'_> {
    fn add(&mut self, line: u32, found: Found) -> Result<(), Problem> {
        let fate = found.kind().fate(policy_of(self.plan, line));
        self.waiting.add(fate);
        let (client, op) = match (fate, found) {
            (ImportFate::Create, Found::New(client) | Found::Above(client, _) | Found::Here(client, _)) => {
                (self.work.new_id(), IntentOp::Create { values: self.owned(client) })
            }
            (ImportFate::Update, Found::Here(_, duplicate)) => {
                let values = duplicate.news(policy_of(self.plan, line));
                (duplicate.client.id, IntentOp::Update { values })
            }
            _ => return Ok(()),
        };
        self.intents.push(Intent { entity: Entity::Client, record: client, op });
        self.intents.extend(self.plan.tag_id.map(|tag| tagging(client, tag)));
        self.rows += 1;
        if self.rows >= IN_ONE_TRANSACTION { self.write() } else { Ok(()) }
    }

    /// A new client with the owner the row names, else the plan's.
    fn owned(&self, client: ReadClient) -> Vec<(String, Value)> {
        let mut values = client.values;
        if !values.iter().any(|(field, _)| field == "owner_id") {
            values.push(("owner_id".to_owned(), Value::from(self.plan.owner_id)));
        }
        values
    }

    fn write(&mut self) -> Result<(), Problem> {
        self.rows = 0;
        let intents = std::mem::take(&mut self.intents);
        if !intents.is_empty() {
            self.going.write(self.counts.rows() + self.waiting.rows(), &intents)?;
        }
        self.counts.add_all(&std::mem::replace(&mut self.waiting, NONE));
        Ok(())
    }
}
