//! Passwords: which are good enough, and how they are kept.

use crate::failure::{Failure, Served};
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use leadline_protocol::Code;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

const SHORTEST_CHARACTERS: usize = 10;
const LONGEST_BYTES: usize = 1024;
/// Memory in KiB and passes of argon2id: the first choice of OWASP's cheat sheet.
const COST: (u32, u32) = (19_456, 2);
const PATIENCE: Duration = Duration::from_secs(2);

/// Refuses passwords that are short or easily guessed. `about` are words of the person's own: name, address,
/// organisation.
pub fn check_strength(password: &str, about: &[&str]) -> Result<(), Code> {
    if password.len() > LONGEST_BYTES || password.chars().count() < SHORTEST_CHARACTERS {
        return Err(Code::WeakPassword);
    }
    let guessing = zxcvbn::zxcvbn(password, about);
    if guessing.score() < zxcvbn::Score::Three { Err(Code::WeakPassword) } else { Ok(()) }
}

/// Hashes and checks passwords, as many at a time as there are processors; who waits too long is told to come back.
pub struct Passwords {
    places: Arc<Semaphore>,
    patience: Duration,
    /// Checked against when nobody has the address, so that the answer takes as long.
    of_nobody: String,
}

impl fmt::Debug for Passwords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passwords")
    }
}

impl Passwords {
    /// Ready to hash.
    pub fn new() -> Result<Self, argon2::password_hash::Error> {
        let places = std::thread::available_parallelism().map_or(2, usize::from);
        let of_nobody = hash(&uuid::Uuid::new_v4().to_string())?;
        Ok(Self { places: Arc::new(Semaphore::new(places)), patience: PATIENCE, of_nobody })
    }

    /// What is stored of a password.
    pub async fn hash(&self, password: String) -> Served<String> {
        self.beside(move || hash(&password)).await?.map_err(failed)
    }

    /// Whether the password is the stored one. Without a stored one it never is, and takes as long to say.
    pub async fn check(&self, password: String, stored: Option<String>) -> Served<bool> {
        let somebody = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.of_nobody.clone());
        let matches = self.beside(move || check(&password, &stored)).await?.map_err(failed)?;
        Ok(matches && somebody)
    }

    async fn beside<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Served<T> {
        let place = tokio::time::timeout(self.patience, self.places.clone().acquire_owned()).await;
        let place = place.map_err(|_| Code::Unavailable)?.map_err(Failure::inside("password hashing"))?;
        let worked = tokio::task::spawn_blocking(move || {
            let outcome = work();
            drop(place);
            outcome
        });
        worked.await.map_err(Failure::inside("password hashing"))
    }
}

fn argon2() -> Result<Argon2<'static>, argon2::password_hash::Error> {
    let params = Params::new(COST.0, COST.1, 1, None).map_err(|_| argon2::password_hash::Error::ParamsInvalid)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(password: &str) -> Result<String, argon2::password_hash::Error> {
    Ok(argon2()?.hash_password(password.as_bytes())?.to_string())
}

fn check(password: &str, stored: &str) -> Result<bool, argon2::password_hash::Error> {
    let stored = PasswordHash::new(stored).map_err(|_| argon2::password_hash::Error::EncodingInvalid)?;
    match argon2()?.verify_password(password.as_bytes(), &stored) {
        Ok(()) => Ok(true),
        Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
        Err(fault) => Err(fault),
    }
}

fn failed(fault: argon2::password_hash::Error) -> Failure {
    Failure::inside("password hashing")(fault.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_common_and_personal_passwords_are_refused() {
        let about = ["naphat", "naphat@tawan.example", "Tawan Works"];
        for weak in ["", "short", "password123", "1234567890", "qwertyuiop", "aaaaaaaaaaaa", "naphattawan"] {
            assert_eq!(check_strength(weak, &about), Err(Code::WeakPassword), "{weak}");
        }
        assert_eq!(check_strength(&"x7 ".repeat(400), &about), Err(Code::WeakPassword), "too long");
        for good in ["orchid tramway 47", "ฝนตกที่เชียงใหม่เมื่อวาน", "r7#kQ9!mz2Lp"]
        {
            assert_eq!(check_strength(good, &about), Ok(()), "{good}");
        }
    }

    #[tokio::test]
    async fn a_hashed_password_is_recognised_and_no_other() {
        let passwords = Passwords::new().unwrap();
        let stored = passwords.hash("orchid tramway 47".to_owned()).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(passwords.check("orchid tramway 47".to_owned(), Some(stored.clone())).await.unwrap());
        assert!(!passwords.check("orchid tramway 48".to_owned(), Some(stored)).await.unwrap());
        assert!(!passwords.check("orchid tramway 47".to_owned(), None).await.unwrap());
    }

    #[tokio::test]
    async fn whoever_finds_every_place_taken_is_told_to_come_back_and_whoever_waits_is_served_once_one_is_free() {
        let patient = Passwords::new().unwrap();
        let places = u32::try_from(patient.places.available_permits()).unwrap();
        let taken = patient.places.clone().acquire_many_owned(places).await.unwrap();
        let hurried = Passwords { patience: Duration::ZERO, places: patient.places.clone(), of_nobody: String::new() };
        for refused in [
            hurried.hash("orchid tramway 47".to_owned()).await.map(drop),
            hurried.check("orchid tramway 47".to_owned(), None).await.map(drop),
        ] {
            assert_eq!(refused.unwrap_err().problem().code, Code::Unavailable);
        }
        let (hashed, ()) = tokio::join!(biased; patient.hash("orchid tramway 47".to_owned()), async { drop(taken) });
        assert!(hashed.unwrap().starts_with("$argon2id$"));
        assert_eq!(patient.places.available_permits(), places as usize);
    }

    #[tokio::test]
    async fn a_place_is_taken_while_a_password_is_hashed() {
        let passwords = Passwords::new().unwrap();
        let places = passwords.places.clone();
        let all = places.available_permits();
        let left = passwords.beside(move || places.available_permits()).await.unwrap();
        assert_eq!((left, passwords.places.available_permits()), (all - 1, all));
    }
}
