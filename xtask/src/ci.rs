//! `cargo xtask ci`: everything that has to hold before a change lands.

mod steps;
#[cfg(test)]
mod tests;

use std::{
    io::{self, Write},
    process::Command,
    time::{Duration, Instant},
};

use crate::{
    output::{self, Failure, Verdict, count},
    project,
};
use steps::{STEPS, Step};

/// Run everything that has to hold before a change lands.
///
/// The first step that fails is the last, and is named with the command that repeats it. `.ci/run` and the GitHub
/// workflow run this command.
///
/// Exit status: 0 every step succeeded, 1 a step failed, 2 a step could not be run.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// List the steps with their commands, and run none
    #[arg(long)]
    list: bool,
}

/// Runs the command.
pub(crate) fn run(args: &Args, out: &mut dyn Write) -> Result<Verdict, Failure> {
    if args.list {
        list(STEPS, out)?;
        return Ok(Verdict::Good);
    }
    run_all(STEPS, &mut execute, out)
}

/// How a step that could be run ended.
struct Outcome {
    success: bool,
    took: Duration,
}

fn run_all(
    steps: &[Step],
    execute: &mut dyn FnMut(&Step) -> io::Result<Outcome>,
    out: &mut dyn Write,
) -> Result<Verdict, Failure> {
    let mut total = Duration::ZERO;
    for (step, number) in steps.iter().zip(1..) {
        let (name, of) = (step.name, steps.len());
        output::status(
            out,
            "Running",
            format_args!("{number}/{of} {name}: `{step}`"),
        )?;
        // What the step prints comes after it.
        out.flush()?;
        let Outcome { success, took } = execute(step)
            .map_err(|error| Failure::Other(format!("cannot run `{step}`: {error}")))?;
        total += took;
        if !success {
            output::failed(
                out,
                format_args!("{number}/{of} {name} after {}", seconds(took)),
            )?;
            output::hint(out, format_args!("`{step}` repeats it"))?;
            return Ok(Verdict::Bad);
        }
        output::status(
            out,
            "Finished",
            format_args!("{number}/{of} {name} in {}", seconds(took)),
        )?;
    }
    output::status(
        out,
        "Finished",
        format_args!("{} in {}", count(steps.len(), "step"), seconds(total)),
    )?;
    Ok(Verdict::Good)
}

/// Runs a step in the project's directory; what it prints goes where our own output goes.
fn execute(step: &Step) -> io::Result<Outcome> {
    let start = Instant::now();
    let mut words = step.command.split_whitespace();
    let status = Command::new(words.next().unwrap_or_default())
        .args(words)
        .envs(step.env.iter().copied())
        .current_dir(project::root())
        .status()?;
    Ok(Outcome {
        success: status.success(),
        took: start.elapsed(),
    })
}

fn list(steps: &[Step], out: &mut dyn Write) -> io::Result<()> {
    let width = steps.iter().map(|step| step.name.len()).max().unwrap_or(0);
    for step in steps {
        writeln!(out, "{:width$}  {step}", step.name)?;
    }
    Ok(())
}

/// `1.24s`, `3m 05s`, as cargo has them.
fn seconds(duration: Duration) -> String {
    let whole = duration.as_secs();
    if whole < 60 {
        format!("{:.2}s", duration.as_secs_f64())
    } else {
        format!("{}m {:02}s", whole / 60, whole % 60)
    }
}
