//! What can be taken back in this session. A bulk edit or an import is many transactions and one entry here.

use std::collections::VecDeque;
use uuid::Uuid;

/// Older entries fall out.
const MOST_ENTRIES: usize = 100;

/// The latest edits, newest last. Each entry is the undo tokens of its transactions, in order; the first one is the
/// token the UI knows it by.
#[derive(Default)]
pub struct UndoHistory {
    entries: VecDeque<Vec<Uuid>>,
}

impl UndoHistory {
    /// Keeps an edit and returns its token; `None` if it changed nothing.
    pub fn keep(&mut self, tokens: Vec<Uuid>) -> Option<Uuid> {
        let name = *tokens.first()?;
        self.entries.push_back(tokens);
        if self.entries.len() > MOST_ENTRIES {
            self.entries.pop_front();
        }
        Some(name)
    }

    /// Takes out the edit of that token, or the latest one. Its transactions come in their order.
    pub fn take(&mut self, name: Option<Uuid>) -> Option<Vec<Uuid>> {
        let at = match name {
            Some(name) => self.entries.iter().position(|tokens| tokens.first() == Some(&name))?,
            None => self.entries.len().checked_sub(1)?,
        };
        self.entries.remove(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_or_the_named_edit_is_taken_once_with_its_transactions_in_reverse() {
        let [one, two, three, four] = [1, 2, 3, 4].map(Uuid::from_u128);
        let mut history = UndoHistory::default();
        assert_eq!(history.keep(vec![one, two]), Some(one));
        assert_eq!(history.keep(vec![three]), Some(three));
        assert_eq!(history.keep(vec![four]), Some(four));
        assert_eq!(history.keep(Vec::new()), None);
        assert_eq!(history.take(Some(one)), Some(vec![one, two]));
        assert_eq!(history.take(Some(one)), None);
        assert_eq!(history.take(None), Some(vec![four]));
        assert_eq!(history.take(None), Some(vec![three]));
        assert_eq!(history.take(None), None);
    }
}
