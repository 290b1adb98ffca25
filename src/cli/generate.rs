//! `wardwatch generate`: the manual page and the shells' completions, out of the command line itself.

use std::path::PathBuf;

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Arguments, Exit, Failure, Outcome};

/// Arguments of `wardwatch generate`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folder to write into
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

/// Writes a page a command, and completions for bash, zsh and fish.
pub(super) fn run(args: &Args) -> Outcome {
    let about = |error: std::io::Error| Failure::about(args.folder.display(), error);
    std::fs::create_dir_all(&args.folder).map_err(about)?;
    // `wardwatch.1`, `wardwatch-devices.1`, `wardwatch-devices-list.1` …
    clap_mangen::generate_to(Arguments::command().disable_help_subcommand(true), &args.folder).map_err(about)?;
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
        clap_complete::generate_to(shell, &mut Arguments::command(), "wardwatch", &args.folder).map_err(about)?;
    }
    Ok(Exit::Good)
}
