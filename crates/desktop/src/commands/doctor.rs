//! What works on this computer, and a file about it for whoever helps.

use crate::api::{DiagnosticsSave, DoctorReport, Done, Nothing};
use crate::{Desktop, beside, diagnostics, private_files, problem};
use leadline_protocol::Problem;
use std::path::Path;
use std::sync::Arc;

impl Desktop {
    pub(crate) async fn doctor(self: &Arc<Self>, _: Nothing) -> Result<DoctorReport, Problem> {
        Ok(self.examine().await)
    }

    pub(crate) async fn diagnostics_save(self: &Arc<Self>, request: DiagnosticsSave) -> Result<Done, Problem> {
        let report = self.examine().await;
        let desktop = self.clone();
        beside(move || {
            let file = diagnostics::zip(&desktop.facts(&report), &desktop.parts.data_dir)?;
            private_files::write_beside(Path::new(&request.path), &file)
                .map_err(|fault| problem::of_chosen_target(&fault))?;
            Ok(Done {})
        })
        .await?
    }
}
