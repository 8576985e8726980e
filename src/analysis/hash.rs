//! Stable 32-bit hashes of words and features. They stand in the model files,
//! so they must never change.

/// Hash of a string.
pub(super) fn text(s: &str) -> u32 {
    let mut h = 0xcbf2_9ce4_8422_2325u64;
    for b in s.bytes() {
        h = (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    ((h ^ (h >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32) as u32
}

/// Hash of template number `t` with up to four values.
#[inline(always)]
pub(super) fn mix(t: u32, a: u32, b: u32, c: u32, d: u32) -> u32 {
    let mut h = (u64::from(t) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    h = (h ^ u64::from(a)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    h = (h ^ (h >> 32) ^ u64::from(b)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h = (h ^ (h >> 32) ^ u64::from(c)).wrapping_mul(0x9fb2_1c65_1e98_df25);
    h = (h ^ (h >> 32) ^ u64::from(d)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    (h >> 32) as u32
}

#[cfg(test)]
mod tests {
    #[test]
    fn hashes_stand_in_model_files() {
        assert_eq!(super::text(""), super::text(""));
        assert_ne!(super::text("a"), super::text("b"));
        assert_ne!(super::mix(0, 1, 0, 0, 0), super::mix(0, 0, 1, 0, 0));
    }
}
