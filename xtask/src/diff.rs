//! `cargo xtask diff`: what a change of the document means for its users.

mod api;
mod change;
mod changelog;
mod document;
mod format;
mod pairing;
mod report;
mod rule;
mod schema;
mod version;

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::{
    input,
    output::{Failure, Verdict},
    project,
    source::{Node, Source},
};
use format::{Format, Output};
use report::Report;

/// Say what a change of the document means for users: of the API, and of the SDK generated from it.
///
/// Each change is breaking, maybe breaking, or compatible; or it is one of the documentation alone. A request is
/// judged by what the server refuses now and took before, a response by what clients get now and did not before.
///
/// What is compatible for the API may still keep programs from compiling that use the types and methods which the SDK
/// generates: a field that was an `Option` and is none any more. That is said beside the change, and counts for the
/// version.
///
/// The version that the changes ask for follows from the old `info.version` by Cargo's rules: below 1.0.0, breaking
/// and maybe breaking changes raise its second number and compatible ones the third; from 1.0.0 on, the first and the
/// second. Documentation asks for none.
///
/// With --check, which is for CI, that version and an entry in the changelog are demanded:
///
/// 1. Change the document. If `info.version` is not high enough yet for everything that changed since the last
///    release, raise it: one release, one rise, however many changes lead up to it.
/// 2. Say in CHANGELOG.md, under `## [Unreleased]`, what changes for users.
/// 3. For the release, give that heading the version's name, `## [0.2.0]`, and copy the document over
///    `openapi/released.yaml`: from then on there are no differences, and nothing is demanded.
///
/// Exit status: 0 also if there are breaking changes; 1 the check failed; 2 the command could not run, because a
/// document cannot be read, for instance.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// The document as it was [default: this project's, as it was last released]
    old: Option<PathBuf>,
    /// The document as it is [default: this project's]
    new: Option<PathBuf>,
    /// How to print what is found
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// List the changes of the documentation too
    #[arg(long, short)]
    verbose: bool,
    /// Fail if the version or the changelog does not fit the changes
    #[arg(long)]
    check: bool,
    /// The changelog for --check [default: this project's]
    #[arg(long, value_name = "FILE", requires = "check")]
    changelog: Option<PathBuf>,
    /// List the kinds of change, with their levels
    #[arg(long, exclusive = true)]
    list_rules: bool,
}

/// Runs the command.
pub(crate) fn run(args: &Args, out: &mut dyn Write) -> Result<Verdict, Failure> {
    if args.list_rules {
        list_rules(out)?;
        return Ok(Verdict::Good);
    }
    let file = |given: &Option<PathBuf>, default: &str| {
        given.clone().unwrap_or_else(|| project::file(default))
    };
    let old = document(&file(&args.old, "openapi/released.yaml"))?;
    let new = document(&file(&args.new, project::DOCUMENT))?;
    let report = Report::new(old, new);
    let obstacles = if args.check {
        let changelog = input::read(&file(&args.changelog, "CHANGELOG.md"))?;
        Some(report.obstacles(&String::from_utf8_lossy(&changelog)))
    } else {
        None
    };
    let output = Output {
        report: &report,
        obstacles: obstacles.as_deref(),
        verbose: args.verbose,
    };
    output.print(args.format, out)?;
    Ok(match obstacles.as_deref() {
        None | Some([]) => Verdict::Good,
        Some(_) => Verdict::Bad,
    })
}

/// Reads an OpenAPI 3.0 document.
fn document(file: &Path) -> Result<Source, Failure> {
    let source = input::parse(&input::name(file), input::read(file)?)
        .map_err(|error| Failure::Other(error.to_string()))?;
    let version = source.root().get("openapi");
    let what = match version.and_then(Node::as_str) {
        Some(version) if version.starts_with("3.0.") => return Ok(source),
        Some(version) => format!("`openapi` is {version}"),
        None => "there is no `openapi`".to_owned(),
    };
    Err(Failure::Other(format!(
        "{}: {what}, so this is no OpenAPI 3.0 document; `cargo xtask validate` says more",
        source.name()
    )))
}

/// One line for each kind of change, the most serious first.
fn list_rules(out: &mut dyn Write) -> io::Result<()> {
    let mut rules: Vec<_> = rule::Rule::all().collect();
    rules.sort_by_key(|rule| std::cmp::Reverse(rule.level()));
    let width = rules.iter().map(|rule| rule.id().len()).max().unwrap_or(0);
    for rule in rules {
        let (level, id) = (rule.level().to_string(), rule.id());
        writeln!(out, "{id:width$}  {level:14}  {}", rule.summary())?;
    }
    Ok(())
}
