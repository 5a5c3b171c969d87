//! What the database says when it fails, as what an output says. Not responsible for what is done about it.

use std::io;
use std::path::Path;

use rusqlite::{Error, ErrorCode};

use crate::io::write::error::WriteError;

/// What `error` means for the output `target`.
pub(super) fn fault(target: &Path, error: &Error) -> WriteError {
    let kind = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => io::ErrorKind::StorageFull,
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
            io::ErrorKind::PermissionDenied
        }
        // the database does not say which fault of the system it was
        Some(ErrorCode::SystemIoFailure) => {
            let reason = "nothing more can be written; the disk may be full, or files may not be larger here";
            return WriteError::from_io(target, io::Error::other(reason));
        }
        Some(ErrorCode::TooBig) => {
            let reason = "a value is larger than a GeoPackage holds; write GeoJSON".to_owned();
            return WriteError::CannotHold { target: target.to_owned(), reason };
        }
        _ => return WriteError::from_io(target, io::Error::other(error.to_string())),
    };
    WriteError::from_io(target, kind.into())
}
