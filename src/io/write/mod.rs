//! Nouns in: bytes out, whole or not at all. Not responsible for choosing what to write.
