//! Working on this computer without a server, and taking it all to one later.

use crate::api::{Account, WorkAlone};
use crate::installation::SignedIn;
use crate::secrets::Secrets;
use crate::workplace::{self, Occasion, Workplace};
use crate::{Desktop, beside};
use leadline_domain::check::{self, FieldProblem};
use leadline_domain::{Entity, Role, Value};
use leadline_protocol::{Code, Problem};
use std::sync::Arc;

/// Countries are named by two letters.
const COUNTRY_LETTERS: usize = 2;

impl Desktop {
    /// Begins to work without a server. Whoever is at work already goes on as they are.
    pub(crate) async fn begin_alone(self: &Arc<Self>, request: WorkAlone) -> Result<(), Problem> {
        let _one_at_a_time = self.signing.lock().await;
        if self.workplace_if_open().is_some() {
            return Err(Code::Conflict.into());
        }
        let account = self.account_alone(&request)?;
        let signed_in = SignedIn { complete: true, ..SignedIn::at(account, (self.parts.surroundings.new_id)()) };
        let secrets = self.secrets().await?;
        let begun = async {
            let workplace = self.open_workplace(secrets.clone(), signed_in.clone(), Occasion::Alone).await?;
            self.remember(|remembered| remembered.signed_in = Some(signed_in.clone()))?;
            Ok(workplace)
        };
        match begun.await {
            Ok(workplace) => self.set_workplace(Some(&workplace)),
            Err(problem) => {
                self.leave_nothing(secrets, signed_in).await;
                return Err(problem);
            }
        }
        self.tell_session();
        Ok(())
    }

    /// Takes away what a beginning that failed has made.
    async fn leave_nothing(self: &Arc<Self>, secrets: Arc<dyn Secrets>, begun: SignedIn) {
        let desktop = self.clone();
        let erased = beside(move || workplace::erase_left(&desktop.parts.data_dir, secrets.as_ref(), &begun)).await;
        if let Err(problem) = erased.and_then(|erased| erased) {
            tracing::warn!(code = ?problem.code, "a folder without content is left");
        }
    }

    fn account_alone(&self, request: &WorkAlone) -> Result<Account, Problem> {
        let wrong = |field: &str, fault| Problem::invalid(vec![FieldProblem { field: field.to_owned(), fault }]);
        let name = check::tidy(Entity::Profile, "name", Value::Text(request.name.clone()));
        let name = name.map_err(|fault| wrong("name", fault))?;
        let name = name.as_text().ok_or_else(|| wrong("name", check::FieldFault::Required))?.to_owned();
        let is_country = request.country.len() == COUNTRY_LETTERS
            && request.country.bytes().all(|letter| letter.is_ascii_uppercase());
        if !is_country {
            return Err(wrong("country", check::FieldFault::WrongKind));
        }
        Ok(Account {
            profile_id: (self.parts.surroundings.new_id)(),
            name,
            email: String::new(),
            role: Role::Manager,
            org_name: String::new(),
            server: None,
            device_id: self.installation.get().device_id,
            country: request.country.clone(),
        })
    }
}

/// Takes what was done alone to the server.
pub(crate) async fn carry_over(alone: &Arc<Workplace>, to: &Arc<Workplace>) -> Result<(), Problem> {
    let (alone, to) = (alone.clone(), to.clone());
    let taken = beside(move || to.take_in(&alone.hand_over()?)).await??;
    tracing::info!(edits = taken, "what was done alone waits for the server");
    Ok(())
}
