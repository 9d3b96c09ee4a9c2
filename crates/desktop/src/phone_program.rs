//! Telephone numbers, which Leadline does not call: they are handed to the program of this computer that does.

use leadline_domain::phone;
use leadline_protocol::{Code, Problem};

/// The program of this computer that calls telephone numbers. Whoever makes the desktop gives it.
pub trait PhoneProgram: Send + Sync + 'static {
    /// Hands it a number. Blocks as long as the system takes to find the program.
    ///
    /// # Errors
    /// Why the number was not handed over.
    fn hand(&self, link: &TelLink) -> Result<(), Problem>;
}

/// A `tel:` link made of a checked number and of nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TelLink(String);

impl TelLink {
    /// The link of an E.164 number; of nothing else there is one.
    pub fn to(number: &str) -> Option<Self> {
        phone::is_e164(number).then(|| Self(format!("tel:{number}")))
    }

    /// As the system takes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A computer without such a program.
pub struct NoPhoneProgram;

impl PhoneProgram for NoPhoneProgram {
    fn hand(&self, _: &TelLink) -> Result<(), Problem> {
        Err(Code::Unavailable.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_made_of_a_number_and_nothing_else_becomes_one() {
        assert_eq!(TelLink::to("+66815550142").unwrap().as_str(), "tel:+66815550142");
        let hostile = [
            "",
            "+",
            "0815550142",
            "tel:+66815550142",
            "+66815550142;ext=1",
            "+66815550142,,1234#",
            "+66 81 555 0142",
            "+6681555$(reboot)",
            "--help",
            "https://example.com",
            "+๖๖๘๑๕๕๕๐๑๔๒",
            "+66815550142\n",
        ];
        for text in hostile {
            assert_eq!(TelLink::to(text), None, "{text:?}");
        }
    }
}
