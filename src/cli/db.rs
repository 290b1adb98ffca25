//! `wardwatch db`: keeping the database: its size, its soundness, copies of it, and what it need not keep.

use std::path::{Path, PathBuf};

use super::{Exit, Failure, Outcome, output};
use crate::daemon;
use crate::store::{self, DeviceFilter, Keep, Opening, Pruned, Upkeep};

const EXAMPLES: &str = "\
Examples:
  wardwatch db size
  wardwatch db backup /backup/wardwatch-monday.db    while the hub runs; the copy is proved
  wardwatch db restore-check /backup/wardwatch-monday.db
  wardwatch db prune                                 what [store] does not want kept; a hub does it by itself
  wardwatch db prune --older-than 30                 and conversations not seen for 30 days
  wardwatch db verify
  wardwatch db migrate                               to the schema of this version; start does it too

To restore: stop the hub, put the copy in the place of the database, remove the files -wal and -shm beside it, start.";

/// Arguments of `wardwatch db`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    places: super::Places,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// How large it is
    Size,
    /// Write a copy of this moment, and prove it
    Backup {
        /// A file that is not there yet
        #[arg(value_name = "FILE")]
        to: PathBuf,
    },
    /// Whether a copy could be restored: opened, checked and counted, in a folder of its own
    RestoreCheck {
        /// The copy; it is left as it is
        #[arg(value_name = "FILE")]
        copy: PathBuf,
    },
    /// Forget what need not be kept: conversations, evidence and closed alerts, by the days of [store]
    Prune {
        /// Days since conversations were last seen, in place of the configuration's
        #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..))]
        older_than: Option<u32>,
        /// Give the room back to the disk too; nobody else may write meanwhile
        #[arg(long)]
        compact: bool,
    },
    /// Whether it is sound
    Verify,
    /// Bring it to the schema of this version
    Migrate,
}

/// Runs `wardwatch db`.
pub(super) fn run(args: &Args) -> Outcome {
    let config = args.places.configured()?;
    let url = &config.store_url;
    if let Command::RestoreCheck { copy } = &args.command {
        return restore_check(copy);
    }
    let mut upkeep = store::open_upkeep(url, Opening::Existing)?;
    let number = output::thousands;
    match &args.command {
        Command::Size => {
            let size = upkeep.size()?;
            output::line(&format!("{url}: {} bytes, {} of them unused", number(size.file), number(size.free)));
            output::line(&format!("its log: {} bytes; schema {}", number(size.log), size.schema));
        }
        Command::Backup { to } => {
            let bytes = upkeep.backup(to)?;
            output::line(&format!("{}: {} bytes, checked", to.display(), number(bytes)));
        }
        Command::Prune { older_than, compact } => {
            let keep = Keep { conversation_days: older_than.unwrap_or(config.keep.conversation_days), ..config.keep };
            let gone = prune(&mut *upkeep, &keep)?;
            if *compact {
                upkeep.compact()?;
            }
            output::line(&format!(
                "{} conversations, {} pieces of evidence and {} alerts forgotten; {} bytes now",
                number(gone.conversations),
                number(gone.evidence),
                number(gone.alerts),
                number(upkeep.size()?.file)
            ));
        }
        Command::Verify => {
            upkeep.check()?;
            output::line(&format!("{url} is sound"));
        }
        // Opening it did that.
        Command::Migrate => output::line(&format!("{url} has schema {}", upkeep.size()?.schema)),
        Command::RestoreCheck { .. } => {}
    }
    Ok(Exit::Good)
}

/// A slice at a time, so that a hub at work waits for none of it.
fn prune(upkeep: &mut dyn Upkeep, keep: &Keep) -> Result<Pruned, Failure> {
    let mut all = Pruned::default();
    loop {
        let pruned = upkeep.prune(keep, daemon::now(), 20_000)?;
        all.add(pruned);
        if pruned.sum() == 0 {
            return Ok(all);
        }
    }
}

/// Opens a copy of the copy, as a restore would.
fn restore_check(copy: &Path) -> Outcome {
    let about = |error: std::io::Error| Failure::about(copy.display(), error);
    let folder = std::env::temp_dir().join(format!("wardwatch-restore-{}", std::process::id()));
    std::fs::create_dir(&folder).map_err(about)?;
    let place = folder.join("wardwatch.db");
    let checked = std::fs::copy(copy, &place).map_err(about).and_then(|_| {
        let url = place.display().to_string();
        store::open_upkeep(&url, Opening::Existing)?.check()?;
        Ok(store::open(&url, Opening::Existing)?.devices(&DeviceFilter::default())?.len())
    });
    // Whatever came of it, the copy of the copy goes.
    let _ = std::fs::remove_dir_all(&folder);
    output::line(&format!("{} can be restored: it is sound and holds {} devices", copy.display(), checked?));
    Ok(Exit::Good)
}
