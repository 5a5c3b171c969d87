//! Bytes in: records and located problems out. Not responsible for what the records mean.
