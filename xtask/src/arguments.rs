//! The command line: a command, then options and words.

use crate::step::Failure;

/// What the person typed after `cargo xtask`.
pub struct Arguments {
    words: Vec<String>,
}

impl Arguments {
    /// Reads the process's command line.
    pub fn from_command_line() -> Self {
        Self { words: std::env::args().skip(1).collect() }
    }

    /// The command.
    pub fn command(&self) -> Option<&str> {
        self.words.first().map(String::as_str)
    }

    /// Everything after the command.
    pub fn rest(&self) -> &[String] {
        self.words.get(1..).unwrap_or_default()
    }

    /// The value of `--name VALUE` or `--name=VALUE`.
    pub fn option(&self, name: &str) -> Option<&str> {
        let flag = format!("--{name}");
        self.rest().iter().enumerate().find_map(|(at, word)| {
            if *word == flag {
                self.rest().get(at + 1).map(String::as_str)
            } else {
                word.strip_prefix(&flag)?.strip_prefix('=')
            }
        })
    }

    /// Whether `--name` was given.
    pub fn flag(&self, name: &str) -> bool {
        self.rest().iter().any(|word| word.strip_prefix("--") == Some(name))
    }

    /// A number given as `--name N`, or the default.
    pub fn number(&self, name: &str, default: u64) -> Result<u64, Failure> {
        match self.option(name) {
            None => Ok(default),
            Some(text) => text.replace(['_', ','], "").parse().map_err(|_| {
                Failure::new(format!("--{name} takes a whole number, not `{text}`"), "For example: --leads 20000")
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(line: &str) -> Arguments {
        Arguments { words: line.split(' ').map(str::to_owned).collect() }
    }

    #[test]
    fn options_are_read_in_both_forms() {
        assert_eq!(typed("demo --leads 5").number("leads", 1).unwrap(), 5);
        assert_eq!(typed("demo --leads=1_000").number("leads", 1).unwrap(), 1000);
        assert_eq!(typed("demo").number("leads", 7).unwrap(), 7);
        assert!(typed("demo --leads 5 --call").flag("call") && !typed("demo --leads 5").flag("call"));
        assert!(typed("demo --leads many").number("leads", 1).is_err());
    }
}
