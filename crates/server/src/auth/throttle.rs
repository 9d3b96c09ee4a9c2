//! Waiting after wrong passwords, per address, whether or not somebody has it.
//!
//! An attempt counts before the password is looked at, so that many at once are not free, and is forgiven when the
//! password was right.

use crate::database::Tx;
use crate::failure::Served;
use leadline_domain::Millis;
use leadline_protocol::{Code, Problem};
use sha2::{Digest, Sha256};

const FREE_ATTEMPTS: i32 = 10;
const FIRST_WAIT_MS: Millis = 30_000;
const LONGEST_WAIT_MS: Millis = 15 * 60_000;

/// Counts an attempt; refused while the address waits.
pub async fn count_attempt(tx: &mut Tx<'_>, email: &str, now: Millis) -> Served<()> {
    let sql = "insert into sign_in_failures as f (email_hash, failures, last_at) values ($1, 1, $2)
        on conflict (email_hash) do update set
            failures = case when f.locked_until > $2 then f.failures
                            when f.last_at < $2 - $3 then 1 else f.failures + 1 end,
            last_at = case when f.locked_until > $2 then f.last_at else $2 end
        returning failures, locked_until";
    let (failures, locked_until): (i32, Millis) =
        sqlx::query_as(sql).bind(hash(email)).bind(now).bind(LONGEST_WAIT_MS).fetch_one(&mut **tx).await?;
    if locked_until > now {
        let wait = u64::try_from(locked_until - now).unwrap_or(0);
        return Err(Problem::retry_after(Code::Locked, wait).into());
    }
    if failures >= FREE_ATTEMPTS {
        sqlx::query("update sign_in_failures set locked_until = $2 where email_hash = $1")
            .bind(hash(email))
            .bind(now + wait_after(failures))
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// The password was right.
pub async fn forgive(tx: &mut Tx<'_>, email: &str) -> Served<()> {
    sqlx::query("delete from sign_in_failures where email_hash = $1").bind(hash(email)).execute(&mut **tx).await?;
    Ok(())
}

/// Removes what no longer matters.
pub async fn forget_old(tx: &mut Tx<'_>, now: Millis) -> Served<()> {
    sqlx::query("delete from sign_in_failures where last_at < $1 and locked_until < $1")
        .bind(now - LONGEST_WAIT_MS)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

fn wait_after(failures: i32) -> Millis {
    let doublings = (failures - FREE_ATTEMPTS).clamp(0, 10);
    (FIRST_WAIT_MS << doublings).min(LONGEST_WAIT_MS)
}

fn hash(email: &str) -> Vec<u8> {
    Sha256::digest(email.trim().to_lowercase()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_a_quarter_of_an_hour() {
        assert_eq!(wait_after(FREE_ATTEMPTS), 30_000);
        assert_eq!(wait_after(FREE_ATTEMPTS + 1), 60_000);
        assert_eq!(wait_after(FREE_ATTEMPTS + 5), LONGEST_WAIT_MS);
        assert_eq!(wait_after(i32::MAX), LONGEST_WAIT_MS);
    }
}
