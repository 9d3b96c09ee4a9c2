//! The marked form of a client's searchable text, how well a term fits it, and the grams to look a term up by.

/// Before the name.
const NAME: &str = "\u{1}\u{1}";
/// Between lines and at the end.
const LINE: &str = "\u{2}\u{2}";
/// For a space.
const WORD: &str = "\u{3}\u{3}";
/// Most grams one lookup intersects: enough to cover an e-mail address, whose telling part may be a few characters.
const MOST: usize = 16;

/// The form that is indexed; the triggers of the migration build the same.
pub(super) fn marked(searchable: &str) -> String {
    let mut marked = String::with_capacity(searchable.len() + 32);
    marked.push_str(NAME);
    for c in searchable.chars() {
        match c {
            '\n' => marked.push_str(LINE),
            ' ' => marked.push_str(WORD),
            c => marked.push(c),
        }
    }
    marked.push_str(LINE);
    marked
}

/// A term with the places where it may be found, best first.
pub(super) struct Term {
    inside: String,
    better: [String; Term::ANYWHERE],
}

impl Term {
    /// The fit of a term that stands anywhere.
    pub(super) const ANYWHERE: usize = 5;

    /// `term` as [`leadline_domain::text::search_term`] returns it; `None` if there is nothing to look for.
    pub(super) fn new(term: &str) -> Option<Self> {
        if term.is_empty() {
            return None;
        }
        let inside = term.replace(' ', WORD);
        let end = &LINE[..1];
        let better = [
            format!("{NAME}{inside}{end}"),
            format!("{LINE}{inside}{end}"),
            format!("{NAME}{inside}"),
            format!("{LINE}{inside}"),
            format!("{WORD}{inside}"),
        ];
        Some(Self { inside, better })
    }

    /// How well the term fits a marked text: 0 the whole name, 1 another whole line, 2 the beginning of the name,
    /// 3 the beginning of another line, 4 the beginning of a word, 5 anywhere. `None`: it does not occur.
    pub(super) fn fit(&self, marked: &str) -> Option<usize> {
        marked.contains(&self.inside).then(|| {
            let best = self.better.iter().position(|place| marked.contains(place.as_str()));
            best.unwrap_or(Self::ANYWHERE)
        })
    }

    /// Whether the index can be asked for the term anywhere in a text.
    pub(super) fn has_grams(&self) -> bool {
        self.inside.chars().nth(2).is_some()
    }

    /// The first and the last gram that begin with a term of one or two characters.
    pub(super) fn range(&self) -> (String, String) {
        (self.inside.clone(), format!("{}\u{10ffff}", self.inside))
    }

    /// What to ask the index for the term anywhere.
    pub(super) fn ask_inside(&self) -> String {
        ask(&self.inside, 0)
    }

    /// What to ask the index for each better place, best first.
    pub(super) fn ask_better(&self) -> impl Iterator<Item = String> + '_ {
        // The gram of two marks and one character is the least telling; a longer term does without it.
        let skip = usize::from(self.inside.chars().nth(1).is_some());
        self.better.iter().map(move |place| ask(place, skip))
    }
}

/// The grams that cover `text` from the character at `first` on, as a question to the index.
fn ask(text: &str, first: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    let last = chars.len().saturating_sub(3);
    let mut places: Vec<usize> = (first..last).step_by(3).collect();
    places.push(last);
    if places.len() > MOST {
        places = (0..MOST).map(|nth| places[nth * (places.len() - 1) / (MOST - 1)]).collect();
    }
    let quoted = |at: &usize| {
        let gram: String = chars[*at..chars.len().min(at + 3)].iter().collect();
        format!("\"{}\"", gram.replace('"', "\"\""))
    };
    places.iter().map(quoted).collect::<Vec<_>>().join(" AND ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_better_a_term_fits_the_smaller_the_number() {
        let text = marked("somchai jaidee\nsiam co\na.som@siam.example\n66815550142\n0815550142");
        for (term, fit) in [
            ("somchai jaidee", Some(0)),
            ("siam co", Some(1)),
            ("0815550142", Some(1)),
            ("somchai j", Some(2)),
            ("s", Some(2)),
            ("081", Some(3)),
            ("jai", Some(4)),
            ("co", Some(4)),
            ("chai", Some(5)),
            ("somchaijaidee", None),
            ("coa", None),
        ] {
            assert_eq!(Term::new(term).unwrap().fit(&text), fit, "{term}");
        }
        assert!(Term::new("").is_none());
    }

    #[test]
    fn grams_cover_the_term_and_are_few() {
        assert_eq!(ask("abc", 0), "\"abc\"");
        assert_eq!(ask("abcd", 0), "\"abc\" AND \"bcd\"");
        assert_eq!(ask("ab\"cdef", 0), "\"ab\"\"\" AND \"cde\" AND \"def\"");
        assert_eq!(ask(&"x".repeat(100), 0).matches("AND").count(), MOST - 1);
    }
}
