//! The newest known version of every organisation somebody listens for.

use crate::actor::Scope;
use crate::database::{Access, Database};
use crate::failure::Served;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use tokio::sync::watch;
use uuid::Uuid;

/// One newest version per organisation with open sockets.
#[derive(Debug, Default)]
pub struct Versions(Mutex<HashMap<Uuid, watch::Sender<i64>>>);

impl Versions {
    /// Follows an organisation's version. It starts at what is known, which may be 0.
    pub fn follow(&self, org_id: Uuid) -> watch::Receiver<i64> {
        self.lock().entry(org_id).or_insert_with(|| watch::Sender::new(0)).subscribe()
    }

    /// An organisation is at least this far. Words arrive in any order; the largest counts.
    pub fn reached(&self, org_id: Uuid, version: i64) {
        if let Some(known) = self.lock().get(&org_id) {
            known.send_if_modified(|now| {
                let further = version > *now;
                *now = version.max(*now);
                further
            });
        }
    }

    /// Asks the database about every organisation somebody listens for: after words may have been missed.
    pub async fn read_all(&self, database: &Database) -> Served<()> {
        let followed: Vec<Uuid> = {
            let mut known = self.lock();
            known.retain(|_, version| version.receiver_count() > 0);
            known.keys().copied().collect()
        };
        for org_id in followed {
            self.reached(org_id, version_of(database, org_id).await?);
        }
        Ok(())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Uuid, watch::Sender<i64>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How far an organisation is.
pub(super) async fn version_of(database: &Database, org_id: Uuid) -> Served<i64> {
    database
        .run(Scope::System { org_id }, Access::Read, |tx| {
            Box::pin(async move {
                let sql = "select version from org_sync where org_id = $1";
                Ok(sqlx::query_scalar(sql).bind(org_id).fetch_one(&mut **tx).await?)
            })
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_larger_version_is_news() {
        let (versions, org) = (Versions::default(), Uuid::from_u128(1));
        versions.reached(org, 3);
        let mut follower = versions.follow(org);
        assert_eq!(*follower.borrow_and_update(), 0);
        versions.reached(org, 5);
        versions.reached(org, 4);
        assert!(follower.has_changed().unwrap());
        assert_eq!(*follower.borrow_and_update(), 5);
        versions.reached(org, 5);
        assert!(!follower.has_changed().unwrap());
    }
}
