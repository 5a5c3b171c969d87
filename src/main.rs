//! The `sarhad` binary: the entry and nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    sarhad::cli::main()
}
