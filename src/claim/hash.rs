use sha2::{Digest, Sha256};

/// First 16 hex digits of the SHA-256 of `parts`, each closed by a separator
/// so that no two lists of parts run together.
pub fn hex16<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut sha = Sha256::new();
    for part in parts {
        sha.update(part.as_bytes());
        sha.update([0x1f]);
    }
    hex(&sha.finalize()[..8])
}

/// Lower-case hex SHA-256 of `bytes`.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// First 128 bits of the SHA-256 of `bytes`.
pub fn hash128(bytes: &[u8]) -> u128 {
    Sha256::digest(bytes).iter().take(16).fold(0, |hash, byte| hash << 8 | u128::from(*byte))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(hex16(["ab", "c"]), hex16(["a", "bc"]));
        assert_eq!(hex16(["a"]).len(), 16);
        assert_eq!(sha256_hex(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
