//! The `sarhad` binary: the entry and nothing else.

fn main() {}
