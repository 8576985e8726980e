//! Stable 32-bit hashes of words and features. They stand in the model files,
//! so they must never change.

/// Hash of a string.
pub(crate) fn text(s: &str) -> u32 {
    let mut h = 0xcbf2_9ce4_8422_2325u64;
    for b in s.bytes() {
        h = (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    ((h ^ (h >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32) as u32
}

/// One more value of a feature.
#[inline(always)]
pub(crate) fn step(h: u64, value: u32) -> u64 {
    let h = (h ^ u64::from(value)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    h ^ (h >> 32)
}

/// Start of a feature of template number `t`.
#[inline(always)]
pub(crate) fn start(t: u32) -> u64 {
    (u64::from(t) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The hash of a feature.
#[inline(always)]
pub(crate) fn finish(h: u64) -> u32 {
    (h.wrapping_mul(0xc4ce_b9fe_1a85_ec53) >> 32) as u32
}

/// Hash of a template's number and its values.
macro_rules! mix_all {
    ($t:expr; $($value:expr),+) => {{
        let mut h = $crate::analysis::hash::start($t);
        $( h = $crate::analysis::hash::step(h, $value); )+
        $crate::analysis::hash::finish(h)
    }};
}
pub(crate) use mix_all;

/// Pushes one feature for each line: a template's number is its line's,
/// counted from the base.
macro_rules! templates {
    ($out:expr, $base:expr; $($($value:expr),+;)*) => {{
        let mut t = $base;
        $(
            $out.push($crate::analysis::hash::mix_all!(t; $($value),+));
            t += 1;
        )*
        t
    }};
}
pub(crate) use templates;

/// Pushes one feature for each line, whose template's number is written before it.
macro_rules! numbered {
    ($out:expr; $($t:expr => $($value:expr),+;)*) => {{
        $( $out.push($crate::analysis::hash::mix_all!($t; $($value),+)); )*
    }};
}
pub(crate) use numbered;

#[cfg(test)]
mod tests {
    #[test]
    fn hashes_stand_in_model_files() {
        assert_eq!(super::text(""), super::text(""));
        assert_ne!(super::text("a"), super::text("b"));
        assert_ne!(super::mix_all!(0; 1, 0), super::mix_all!(0; 0, 1));
        assert_ne!(super::mix_all!(0; 1, 0), super::mix_all!(1; 1, 0));
    }
}
