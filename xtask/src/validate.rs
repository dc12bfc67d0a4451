//! `cargo xtask validate`: everything that is wrong with a document.

mod conformance;
mod explain;
mod format;
mod generation;
mod instance;
mod openapi;
mod report;
mod rule;
mod rules;
mod similar;
mod structure;
mod template;
#[cfg(test)]
mod tests;

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use clap::builder::PossibleValuesParser;

use crate::{
    input,
    output::{Failure, Verdict},
    project,
};
use format::Format;
use report::{Inspector, Summary};
use rule::Group;

/// Find everything that is wrong with a document.
///
/// Exit status: 0 there is no error, 1 there are errors, 2 the command could not run.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// OpenAPI 3.0 documents, YAML or JSON [default: this project's]
    files: Vec<PathBuf>,
    /// How to print what is found
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Fail for warnings too
    #[arg(long)]
    deny_warnings: bool,
    /// Say too what the SDK's code could not be generated from; of this project's document it is said in any case
    #[arg(long)]
    generation: bool,
    /// Look for breaches of this rule alone; may be given several times
    #[arg(long = "rule", value_name = "RULE", hide_possible_values = true, value_parser = rule_id())]
    rules: Vec<String>,
    /// List the rules
    #[arg(long, exclusive = true)]
    list_rules: bool,
    /// Say what a rule demands, why, and how to mend a breach of it
    #[arg(long, value_name = "RULE", exclusive = true, hide_possible_values = true, value_parser = rule_id())]
    explain: Option<String>,
}

impl Args {
    /// Whether what the SDK's code could not be generated from is to be said of any document.
    fn asks_for_generation(&self) -> bool {
        let mut named = self.rules.iter().filter_map(|id| rules::by_id(id));
        self.generation || named.any(|rule| rule.group == Group::Generation)
    }
}

fn rule_id() -> PossibleValuesParser {
    PossibleValuesParser::new(rules::all().map(|rule| rule.id))
}

/// Runs the command.
pub(crate) fn run(args: &Args, out: &mut dyn Write) -> Result<Verdict, Failure> {
    if args.list_rules {
        explain::list(out)?;
        return Ok(Verdict::Good);
    }
    if let Some(rule) = args.explain.as_deref().and_then(rules::by_id) {
        explain::explain(rule, out)?;
        return Ok(Verdict::Good);
    }
    let inspector = Inspector::new(&args.rules)
        .map_err(|error| Failure::Other(format!("the schema of OpenAPI is not usable: {error}")))?;
    let mut format = args.format.printer();
    let mut summary = Summary::new(args.deny_warnings);
    let own = [project::file(project::DOCUMENT)];
    let files = if args.files.is_empty() {
        &own[..]
    } else {
        &args.files
    };
    let mut unreadable = Vec::new();
    for file in files {
        match std::fs::read(file) {
            Ok(bytes) => {
                let generation = args.asks_for_generation() || is_own_document(file);
                let report = inspector.inspect(&input::name(file), bytes, generation);
                summary.add(&report);
                format.report(&report, out)?;
            }
            Err(error) => {
                unreadable.push(format!("cannot read `{}`: {error}", file.display()));
            }
        }
    }
    format.finish(&summary, out)?;
    if !unreadable.is_empty() {
        return Err(Failure::Other(unreadable.join("; ")));
    }
    Ok(if summary.failed() {
        Verdict::Bad
    } else {
        Verdict::Good
    })
}

/// Whether a file is the document that the SDK is generated from.
fn is_own_document(file: &Path) -> bool {
    let own = project::file(project::DOCUMENT).canonicalize();
    matches!((own, file.canonicalize()), (Ok(own), Ok(file)) if own == file)
}
