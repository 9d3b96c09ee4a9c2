//! The link a customer comes into the portal with.

use crate::server_address;
use leadline_protocol::Problem;

/// The page of the portal at `server`, with the invitation behind the `#`, which no server on the way ever sees.
pub fn of(server: &str, code: &str) -> Result<String, Problem> {
    let mut page = server_address::parse(server)?;
    page.set_path("/portal/");
    page.set_fragment(Some(&format!("/in/{code}")));
    Ok(page.into())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_code_stays_behind_the_hash() {
        assert_eq!(super::of("https://crm.example/", "abc_-1").unwrap(), "https://crm.example/portal/#/in/abc_-1");
    }
}
