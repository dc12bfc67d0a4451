//! What was probably meant by a name that does not exist.

/// Guesses what was meant, so often that it takes no time to speak of: a document with more breaches than that has
/// another cause for them than slips.
pub(crate) struct Guesses {
    comparisons: usize,
}

/// A longer name is not guessed at.
const LONGEST: usize = 64;

impl Default for Guesses {
    fn default() -> Self {
        Self {
            comparisons: 100_000,
        }
    }
}

impl Guesses {
    /// The one of `known` that is so near to `name` that it was probably meant.
    pub(crate) fn similar<'k>(
        &mut self,
        name: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Option<&'k str> {
        if name.len() > LONGEST {
            return None;
        }
        known
            .into_iter()
            .take_while(|_| {
                let left = self.comparisons.checked_sub(1);
                self.comparisons = left.unwrap_or(0);
                left.is_some()
            })
            .filter(|known| known.len().abs_diff(name.len()) <= slips(known))
            .map(|known| (strsim::damerau_levenshtein(name, known), known))
            .filter(|(distance, known)| *distance <= slips(known))
            .min()
            .map(|(_, known)| known)
    }
}

/// How many slips may lie between a name and what was meant by it.
fn slips(name: &str) -> usize {
    name.len().min(LONGEST).div_ceil(4)
}
