//! Clients that have a phone or an e-mail already, themselves or by one of their people.

use super::client_rows;
use super::column;
use crate::rows::ClientRow;
use crate::{Cache, CacheFault};
use uuid::Uuid;

/// Most clients of one answer.
const MOST: usize = 20;

impl Cache {
    /// Clients with this phone (E.164) or this e-mail (lower case), the latest changed first, at most 20.
    pub fn duplicates(
        &self,
        phone: Option<&str>,
        email: Option<&str>,
        except: Option<Uuid>,
    ) -> Result<Vec<ClientRow>, CacheFault> {
        let sql = "SELECT rid FROM clients WHERE hidden = 0 AND id IS NOT ?3 AND id IN ( \
                SELECT id FROM clients WHERE phone = ?1 \
                UNION SELECT id FROM clients WHERE phone2 = ?1 \
                UNION SELECT id FROM clients WHERE email = ?2 \
                UNION SELECT root FROM contacts WHERE phone = ?1 AND hidden = 0 \
                UNION SELECT root FROM contacts WHERE email = ?2 AND hidden = 0) \
            ORDER BY updated_at DESC, id LIMIT ?4";
        let except = except.map(Uuid::into_bytes);
        self.read(|from| {
            let places = column::all(from, sql, (phone, email, except, MOST as u32), |row| row.get(0))?;
            client_rows::at(from, &places)
        })
    }
}
