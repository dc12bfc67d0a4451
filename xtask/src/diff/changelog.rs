//! The changelog, in the form of <https://keepachangelog.com>.

/// Whether a changelog says something about a version: under `## [1.2.3]`, or under `## [Unreleased]`, which gets
/// the version's name when it is released.
pub(crate) fn has_entry(changelog: &str, version: &str) -> bool {
    let mut fenced = false;
    let mut listens = false;
    for line in changelog.lines().map(str::trim) {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if let Some(heading) = line.strip_prefix("## ").filter(|_| !fenced) {
            let name = heading.split_whitespace().next().unwrap_or_default();
            let name = name.trim_matches(['[', ']']);
            listens = name == version || name.eq_ignore_ascii_case("unreleased");
            continue;
        }
        // Neither a heading such as `### Added` nor the target of a link says anything.
        let says = !line.is_empty() && !line.starts_with('#') && !line.starts_with('[');
        if listens && says {
            return true;
        }
    }
    false
}
