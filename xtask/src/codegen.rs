//! `cargo xtask codegen`: the code that the build generates, where a reviewer sees it.

#[cfg(test)]
mod tests;

use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

use crate::{
    generate, input,
    output::{self, Failure, Verdict, count},
    project,
    source::Source,
};

/// Show the code that the build generates: write it, formatted, to `openapi/generated.rs`.
///
/// The file is under version control so that a reviewer sees what a change of the document does to the code. It is not
/// compiled: the build generates its own, from the same document by the same generator.
///
/// Exit status: 0 the file is up to date, 1 it is not (with --check) or the document cannot become code, 2 the command
/// could not run.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Write nothing; fail if the file is not what the build generates now, and show what differs
    #[arg(long)]
    check: bool,
}

const SNAPSHOT: &str = "openapi/generated.rs";

const PREAMBLE: &str = "\
// What build.rs generates from openapi/mayar-portal.yaml, formatted.
//
// `cargo xtask codegen` writes this file. It is here for review, is not compiled, and is not to be edited: change the
// document, run the command, and read the difference.

";

/// Runs the command.
pub(crate) fn run(args: &Args, out: &mut dyn Write) -> Result<Verdict, Failure> {
    Codegen {
        document: project::file(project::DOCUMENT),
        snapshot: project::file(SNAPSHOT),
        check: args.check,
    }
    .run(out)
}

struct Codegen {
    document: PathBuf,
    snapshot: PathBuf,
    check: bool,
}

impl Codegen {
    fn run(&self, out: &mut dyn Write) -> Result<Verdict, Failure> {
        let code = match code(&self.document)? {
            Ok(code) => code,
            Err(problems) => return refuse(&problems, out),
        };
        let current = match fs::read_to_string(&self.snapshot) {
            Ok(current) => current,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(cannot("read", &self.snapshot, &error)),
        };
        // Git may have been told to check text out with CRLF.
        let current = current.replace("\r\n", "\n");
        if current == code {
            output::status(
                out,
                "Fresh",
                format_args!("{SNAPSHOT} is what the build generates"),
            )?;
            return Ok(Verdict::Good);
        }
        let diff = TextDiff::from_lines(&current, &code);
        if self.check {
            show(&diff, out)?;
            output::failed(
                out,
                format_args!(
                    "{SNAPSHOT} is not what the build generates: {}",
                    summary(&diff)
                ),
            )?;
            output::hint(out, "`cargo xtask codegen` writes it anew")?;
            return Ok(Verdict::Bad);
        }
        fs::write(&self.snapshot, &code)
            .map_err(|error| cannot("write", &self.snapshot, &error))?;
        output::status(out, "Wrote", format_args!("{SNAPSHOT}: {}", summary(&diff)))?;
        Ok(Verdict::Good)
    }
}

/// The code for a document as it stands in the snapshot, or what is in the way of it.
fn code(document: &Path) -> Result<Result<String, Vec<String>>, Failure> {
    let bytes = input::read(document)?;
    let source = match Source::parse(project::DOCUMENT, bytes) {
        Ok(source) => source,
        Err(error) => return Ok(Err(vec![error.to_string()])),
    };
    let tokens = match generate::generate(&source) {
        Ok(tokens) => tokens,
        Err(problems) => {
            let problems = problems.iter().map(|problem| problem.render(&source));
            return Ok(Err(problems.collect()));
        }
    };
    let file = syn::parse2(tokens).map_err(|error| {
        Failure::Other(format!(
            "what the generator made is not Rust, which is a fault in build/generate: {error}"
        ))
    })?;
    Ok(Ok(format!("{PREAMBLE}{}", prettyplease::unparse(&file))))
}

fn refuse(problems: &[String], out: &mut dyn Write) -> Result<Verdict, Failure> {
    for problem in problems {
        output::error(out, format_args!("{problem}\n"))?;
    }
    output::failed(
        out,
        format_args!(
            "{} cannot become code: {}",
            project::DOCUMENT,
            count(problems.len(), "error")
        ),
    )?;
    output::hint(
        out,
        "`cargo xtask validate` shows them in place, with the reasons",
    )?;
    Ok(Verdict::Bad)
}

fn cannot(verb: &str, file: &Path, error: &io::Error) -> Failure {
    Failure::Other(format!("cannot {verb} `{}`: {error}", file.display()))
}

/// `3 lines more, 1 line less`.
fn summary(diff: &TextDiff<'_, '_, str>) -> String {
    let lines = |tag| {
        let changes = diff.iter_all_changes();
        count(changes.filter(|change| change.tag() == tag).count(), "line")
    };
    format!(
        "{} added, {} removed",
        lines(ChangeTag::Insert),
        lines(ChangeTag::Delete)
    )
}

const REMOVED: Style = AnsiColor::Red.on_default();
const ADDED: Style = AnsiColor::Green.on_default();
const PLACE: Style = AnsiColor::Cyan.on_default();

/// A unified diff from the snapshot to what the build generates.
fn show(diff: &TextDiff<'_, '_, str>, out: &mut dyn Write) -> io::Result<()> {
    let mut unified = diff.unified_diff();
    unified.header(SNAPSHOT, "what the build generates");
    for line in unified.to_string().lines() {
        let style = match line.as_bytes().first() {
            Some(b'+') => ADDED,
            Some(b'-') => REMOVED,
            Some(b'@') => PLACE,
            _ => Style::new(),
        };
        writeln!(out, "{style}{line}{style:#}")?;
    }
    Ok(())
}
