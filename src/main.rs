//! The `wardwatch` program; everything it can do is in [`wardwatch::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    wardwatch::cli::main()
}
