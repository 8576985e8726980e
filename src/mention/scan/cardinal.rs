use super::{Kind, Scan};

/// Largest number read; anything above is not a count of news.
const MOST: u64 = 1_000_000_000_000;

impl Scan<'_> {
    /// A cardinal at `i` in digits or words ("1,300", "1.5 million",
    /// "two hundred and fifty", "a dozen"): its value and the atom after it.
    /// Decimals without a scale word are not cardinals.
    pub fn cardinal(&self, i: usize) -> Option<(u64, usize)> {
        let found = self.digit_cardinal(i).or_else(|| self.word_cardinal(i))?;
        (found.0 <= MOST).then_some(found)
    }

    fn digit_cardinal(&self, i: usize) -> Option<(u64, usize)> {
        let (mut value, len) = self.digits(i)?;
        let mut at = i + 1;
        if len <= 3 {
            let mut groups = Vec::new();
            while self.word(at) == "," && self.glued(at) && self.glued(at + 1) {
                let Some((part, n)) = self.digits(at + 1).filter(|d| d.1 == 3 || d.1 == 2) else { break };
                groups.push((part, n));
                at += 2;
            }
            // The last group has three digits; Indian writing has pairs before it.
            if groups.last().is_some_and(|g| g.1 == 3) {
                for (part, n) in groups {
                    value = value.checked_mul(if n == 3 { 1000 } else { 100 })?.checked_add(part)?;
                }
            } else {
                at = i + 1;
            }
        }
        let decimal =
            self.word(at) == "." && self.glued(at) && self.glued(at + 1) && self.kind(at + 1) == Some(Kind::Digits);
        if decimal {
            let (part, n) = self.digits(at + 1).filter(|d| d.1 <= 6)?;
            let scale_at = if self.word(at + 2) == "-" { at + 3 } else { at + 2 };
            let scale = self.sense(scale_at).scale.filter(|s| *s >= 1000)?;
            let tail = part.checked_mul(scale)? / 10u64.pow(n as u32);
            return Some((value.checked_mul(scale)?.checked_add(tail)?, scale_at + 1));
        }
        while let Some(scale) = self.sense(at).scale {
            value = value.checked_mul(scale)?;
            at += 1;
        }
        Some((value, at))
    }

    fn word_cardinal(&self, i: usize) -> Option<(u64, usize)> {
        if self.word(i) == "half" && self.is(i + 1, &["a"]) && self.word(i + 2) == "dozen" {
            return Some((6, i + 3));
        }
        let (mut total, mut current) = (0u64, 0u64);
        let mut at = i;
        let mut last_small = u64::MAX;
        let mut any = false;
        if self.is(i, &["a", "an"]) {
            self.sense(i + 1).scale?;
            current = 1;
            at += 1;
        }
        loop {
            let sense = self.sense(at);
            if let Some(n) = sense.number {
                // "twenty one" goes on, "one two" does not.
                let fits = last_small == u64::MAX || (last_small >= 20 && last_small % 10 == 0 && n < 10 && n > 0);
                if !fits {
                    break;
                }
                current = current.checked_add(n)?;
                last_small = n;
            } else if let Some(scale) = sense.scale {
                if current == 0 && total == 0 {
                    break;
                }
                if scale == 100 || scale == 12 {
                    current = current.max(1).checked_mul(scale)?;
                } else {
                    total = total.checked_add(current.max(1).checked_mul(scale)?)?;
                    current = 0;
                }
                last_small = u64::MAX;
            } else {
                break;
            }
            any = true;
            at += 1;
            let hyphen = self.word(at) == "-" && self.glued(at) && self.glued(at + 1);
            let next = self.sense(at + 1);
            let joined = next.number.is_some() || next.scale.is_some();
            let goes_on = last_small.is_multiple_of(10) || scale_read(last_small) || next.scale.is_some();
            let and = self.word(at) == "and" && scale_read(last_small) && next.number.is_some();
            if hyphen && joined && goes_on || and {
                at += 1;
            }
        }
        any.then_some((total.checked_add(current)?, at))
    }

    /// An ordinal at `i` ("11th", "third", "twenty-first"): value and the atom after it.
    pub fn ordinal(&self, i: usize) -> Option<(u64, usize)> {
        if let Some((n, _)) = self.digits(i) {
            let suffix = self.glued(i + 1) && self.is(i + 1, &["st", "nd", "rd", "th"]);
            return suffix.then_some((n, i + 2));
        }
        let sense = self.sense(i);
        if sense.ordinal > 0 {
            return Some((u64::from(sense.ordinal), i + 1));
        }
        let tens = sense.number.filter(|n| *n >= 20 && n % 10 == 0)?;
        let at = if self.word(i + 1) == "-" { i + 2 } else { i + 1 };
        let ones = self.sense(at).ordinal;
        (1..10).contains(&ones).then_some((tens + u64::from(ones), at + 1))
    }
}

/// Whether the last word read was a scale word.
fn scale_read(last_small: u64) -> bool {
    last_small == u64::MAX
}
