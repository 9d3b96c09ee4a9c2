//! How often one caller may ask. Kept per process; the waiting after wrong passwords is in the database.

use crate::config::LimitConfig;
use crate::failure::Served;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use leadline_protocol::{Code, Problem};
use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use uuid::Uuid;

/// The limits of this process.
#[derive(Debug)]
pub struct Limits {
    sign_ins: DefaultKeyedRateLimiter<IpAddr>,
    requests: DefaultKeyedRateLimiter<Uuid>,
    calls: DefaultKeyedRateLimiter<Uuid>,
}

impl Limits {
    /// As configured; a limit of 0 counts as 1.
    pub fn new(config: LimitConfig) -> Self {
        let per_minute = |count: u32| Quota::per_minute(NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN));
        Self {
            sign_ins: RateLimiter::keyed(per_minute(config.sign_ins_per_minute)),
            requests: RateLimiter::keyed(per_minute(config.requests_per_minute)),
            calls: RateLimiter::keyed(per_minute(config.calls_per_minute)),
        }
    }

    /// Counts a sign-in, sign-up or accepted invitation from an address. Of an IPv6 address the network counts,
    /// because one household has many addresses in it.
    pub fn count_sign_in(&self, address: IpAddr) -> Served<()> {
        count(&self.sign_ins, &network(address))
    }

    /// Counts a request of a person.
    pub fn count_request(&self, user_id: Uuid) -> Served<()> {
        count(&self.requests, &user_id)
    }

    /// Counts a call that somebody starts, or a message a customer leaves instead.
    pub fn count_call(&self, party_id: Uuid) -> Served<()> {
        count(&self.calls, &party_id)
    }

    /// Forgets callers who have not asked for a while.
    pub fn forget_idle(&self) {
        self.sign_ins.retain_recent();
        self.requests.retain_recent();
        self.calls.retain_recent();
    }
}

fn count<K: Hash + Eq + Clone>(limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> Served<()> {
    limiter.check_key(key).map_err(|early| {
        let wait = early.wait_time_from(DefaultClock::default().now());
        let wait = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX).max(1);
        Problem::retry_after(Code::RateLimited, wait).into()
    })
}

fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => v4.into(),
            None => IpAddr::from((u128::from(v6) >> 64 << 64).to_be_bytes()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_ipv6_network_counts_as_one_caller() {
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        assert_eq!(network(ip("2001:db8:1:2:3::4")), network(ip("2001:db8:1:2:ffff::1")));
        assert_ne!(network(ip("2001:db8:1:2::1")), network(ip("2001:db8:1:3::1")));
        assert_eq!(network(ip("::ffff:10.0.0.1")), ip("10.0.0.1"));
    }

    #[test]
    fn a_caller_over_the_limit_is_told_how_long_to_wait() {
        let limits = Limits::new(LimitConfig { sign_ins_per_minute: 2, requests_per_minute: 1, calls_per_minute: 1 });
        let (one, other) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        assert!(limits.count_sign_in(one).is_ok() && limits.count_sign_in(one).is_ok());
        let problem = limits.count_sign_in(one).unwrap_err().problem();
        assert_eq!(problem.code, Code::RateLimited);
        assert!(problem.retry_after_ms.is_some_and(|wait| wait <= 30_000));
        assert!(limits.count_sign_in(other).is_ok());
    }
}
