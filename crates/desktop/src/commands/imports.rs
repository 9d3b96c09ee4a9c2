//! Bringing clients in from a CSV file.

use crate::Desktop;
use crate::api::{
    Done, ImportCounts, ImportErrorsSave, ImportGuess, ImportHandle, ImportOpen, ImportPlan, ImportPreview,
    ImportResult, ImportRows, ImportRowsQuery,
};
use crate::import::broken_rows::{self, Words};
use crate::import::{rows, run, words};
use crate::{private_files, problem};
use leadline_protocol::{Code, Problem};
use std::path::Path;
use std::sync::Arc;

impl Desktop {
    pub(crate) async fn import_open(self: &Arc<Self>, request: ImportOpen) -> Result<ImportGuess, Problem> {
        let remembered = self.installation.get();
        self.at_work(move |work| {
            let import = work.imports().read(work.new_id(), &request)?;
            Ok(import.guess(&work.signed_in().account.country, &remembered, words::fields(work)?))
        })
        .await
    }

    pub(crate) async fn import_preview(self: &Arc<Self>, request: ImportPlan) -> Result<ImportPreview, Problem> {
        self.at_work(move |work| rows::preview(work, &*work.imports().get(request.import)?, &request)).await
    }

    pub(crate) async fn import_rows(self: &Arc<Self>, request: ImportRowsQuery) -> Result<ImportRows, Problem> {
        self.at_work(move |work| rows::page(work, &*work.imports().get(request.plan.import)?, &request)).await
    }

    pub(crate) async fn import_check(self: &Arc<Self>, request: ImportPlan) -> Result<ImportCounts, Problem> {
        let events = self.events().clone();
        self.at_work(move |work| {
            let import = work.imports().get(request.import)?;
            let mut job = work.jobs().begin(import.id, "import", &events)?;
            let counts = run::check(work, &import, &request, &mut job);
            job.ended(counts)
        })
        .await
    }

    pub(crate) async fn import_run(self: &Arc<Self>, request: ImportPlan) -> Result<ImportResult, Problem> {
        let desktop = self.clone();
        self.at_work(move |work| {
            let import = work.imports().get(request.import)?;
            let mut job = work.jobs().begin(import.id, "import", desktop.events())?;
            let result = run::run(work, &import, &request, &mut job);
            let result = job.ended(result)?;
            // The rows are written, whatever becomes of a convenience for the next file.
            if let Err(problem) = desktop.remember(|remembered| import.remember_mapping(&request.mapping, remembered)) {
                tracing::warn!(code = ?problem.code, "where the columns go is not kept");
            }
            Ok(result)
        })
        .await
    }

    pub(crate) async fn import_cancel(self: &Arc<Self>, request: ImportHandle) -> Result<Done, Problem> {
        self.workplace()?.jobs().stop(request.import)?;
        Ok(Done {})
    }

    pub(crate) async fn import_errors_save(self: &Arc<Self>, request: ImportErrorsSave) -> Result<Done, Problem> {
        self.at_work(move |work| {
            let import = work.imports().get(request.import)?;
            let words = Words { line: &request.line, reason: &request.reason, faults: &request.faults };
            let file = broken_rows::csv(import.headers(), &import.broken(), &words).map_err(|fault| {
                tracing::error!(%fault, "the broken rows cannot be written as CSV");
                Problem::new(Code::Internal)
            })?;
            private_files::write_beside(Path::new(&request.path), &file)
                .map_err(|fault| problem::of_chosen_target(&fault))?;
            Ok(Done {})
        })
        .await
    }

    pub(crate) async fn import_close(self: &Arc<Self>, request: ImportHandle) -> Result<Done, Problem> {
        self.workplace()?.imports().close(request.import);
        Ok(Done {})
    }
}
