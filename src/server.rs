//! Reading and showing the generated [`Server`].

use std::{fmt, str::FromStr};

use crate::{BuildError, Server};

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Server {
    type Err = BuildError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|server| server.name().eq_ignore_ascii_case(name.trim()))
            .ok_or(BuildError::UnknownServer)
    }
}
