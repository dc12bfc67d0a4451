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
        let name = plain(name);
        known
            .into_iter()
            .take_while(|_| {
                let left = self.comparisons.checked_sub(1);
                self.comparisons = left.unwrap_or(0);
                left.is_some()
            })
            .filter_map(|known| Some((distance(&name, &plain(known))?, known)))
            .min()
            .map(|(_, known)| known)
    }
}

/// A name without what is easily got wrong: upper and lower case, and what stands between words.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// How far a name is from what may have been meant by it, unless that is too far.
fn distance(name: &str, meant: &str) -> Option<usize> {
    // `int` is short for `integer`, and further from it than any slip.
    if name.len() >= 3 && meant.starts_with(name) {
        return Some(meant.len().abs_diff(name.len()).min(1));
    }
    let slips = meant.len().min(LONGEST).div_ceil(4);
    if meant.len().abs_diff(name.len()) > slips {
        return None;
    }
    let distance = strsim::damerau_levenshtein(name, meant);
    (distance <= slips).then_some(distance)
}
