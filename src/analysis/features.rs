//! What the tagger looks at in a word and around it, apart by what it is told
//! of: what tells of one word alone is summed up once ([`super::familiar`]).
//!
//! A template keeps its number whatever else is added: models know it by that.

use super::hash::numbered;
use super::lexicon::Known;
use super::word::Word;

/// No label: before the first word.
pub(super) const NO_LABEL: u32 = 0xff;

/// Where a word stands to the one that is tagged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Before,
    After,
    SecondBefore,
    SecondAfter,
}

impl Place {
    /// All places.
    pub(super) const ALL: [Place; 4] = [Place::Before, Place::After, Place::SecondBefore, Place::SecondAfter];

    /// The word at this place of the `i`-th; none outside the sentence.
    pub(super) fn of(self, i: usize) -> Option<usize> {
        match self {
            Place::Before => i.checked_sub(1),
            Place::After => i.checked_add(1),
            Place::SecondBefore => i.checked_sub(2),
            Place::SecondAfter => i.checked_add(2),
        }
    }
}

/// Appends the features of word `i`, with `tags` the labels given so far.
pub(super) fn features(words: &[Word], known: &[Known], tags: &[u8], i: usize, out: &mut Vec<u32>) {
    alone(&words[i], known[i], i == 0, out);
    labelled(&words[i], known[i], i == 0, label(tags, i, 1), out);
    for place in Place::ALL {
        let at = place.of(i).filter(|k| *k < words.len());
        let (word, known) = at.map_or((&Word::NONE, Known::NONE), |k| (&words[k], known[k]));
        nearby(place, word, known, out);
    }
    together(words, known, tags, i, out);
}

/// The label of the `back`-th word before word `i`.
pub(super) fn label(tags: &[u8], i: usize, back: usize) -> u32 {
    i.checked_sub(back).and_then(|k| tags.get(k)).map_or(NO_LABEL, |t| u32::from(*t))
}

/// What tells of the word alone; `first` in its sentence.
pub(super) fn alone(w: &Word, k: Known, first: bool, out: &mut Vec<u32>) {
    let first = u32::from(first);
    numbered! { out;
        1000 => w.lower;
        1001 => w.form, first;
        1002 => w.suffix[0];
        1003 => w.suffix[1];
        1004 => w.suffix[2];
        1005 => w.suffix[3];
        1006 => w.prefix[0];
        1007 => w.prefix[1];
        1008 => w.prefix[2];
        1009 => w.shape, first;
        1011 => k.class;
        1032 => w.suffix[2], w.flags, first;
        1052 => w.suffix[4];
        1053 => w.prefix[3];
        1054 => k.path;
        1055 => k.branches(4), w.flags;
        1056 => k.branches(6);
        1057 => k.branches(10);
        1062 => k.path, w.suffix[1];
        1078 => k.path, w.flags, first;
    }
}

/// What tells of the word and the label before it.
pub(super) fn labelled(w: &Word, k: Known, first: bool, t1: u32, out: &mut Vec<u32>) {
    let first = u32::from(first);
    numbered! { out;
        1010 => w.flags, first, t1;
        1012 => k.class, t1;
        1018 => t1;
        1020 => w.lower, t1;
        1030 => w.suffix[2], t1;
        1048 => w.suffix[3], t1;
        1058 => k.path, t1;
    }
}

/// What tells of one word nearby.
pub(super) fn nearby(place: Place, w: &Word, k: Known, out: &mut Vec<u32>) {
    match place {
        Place::Before => numbered! { out;
            1026 => w.lower;
            1066 => k.path;
        },
        Place::After => numbered! { out;
            1027 => w.lower;
            1035 => w.suffix[2], k.class;
            1065 => k.path;
        },
        Place::SecondBefore => numbered! { out;
            1028 => w.lower;
            1068 => k.path;
        },
        Place::SecondAfter => numbered! { out;
            1029 => w.lower;
            1067 => k.path;
        },
    }
}

/// What tells of several words, or of two labels.
pub(super) fn together(words: &[Word], known: &[Known], tags: &[u8], i: usize, out: &mut Vec<u32>) {
    let at = |k: isize| i.checked_add_signed(k).and_then(|k| words.get(k)).unwrap_or(&Word::NONE);
    let kn = |k: isize| i.checked_add_signed(k).and_then(|k| known.get(k)).copied().unwrap_or(Known::NONE);
    let am = |k: isize| kn(k).class;
    let (w, p, n, pp, nn) = (at(0), at(-1), at(1), at(-2), at(2));
    let (c, cp, cn) = (kn(0).path, kn(-1).path, kn(1).path);
    let (t1, t2) = (label(tags, i, 1), label(tags, i, 2));
    let first = u32::from(i == 0);
    numbered! { out;
        1013 => am(0), t1, t2;
        1014 => am(0), am(1);
        1015 => am(0), am(1), t1;
        1016 => am(0), am(1), am(2);
        1017 => am(1), t1;
        1019 => t1, t2;
        1021 => w.lower, t1, t2;
        1022 => w.lower, p.lower;
        1023 => w.lower, n.lower;
        1024 => w.lower, am(1);
        1025 => w.lower, t1, am(1);
        1031 => w.suffix[1], t1, am(1);
        1033 => w.suffix[2], n.suffix[2];
        1034 => w.suffix[2], p.suffix[2];
        1036 => p.suffix[1], t1;
        1037 => w.shape, p.shape, n.shape, first;
        1038 => w.shape, n.shape, t1;
        1039 => w.lower, p.lower, t1, am(1);
        1040 => p.lower, n.lower;
        1041 => w.suffix[1], n.lower;
        1042 => w.suffix[2], p.lower;
        1043 => am(0), p.lower;
        1044 => am(0), n.lower;
        1045 => am(0), pp.lower, p.lower;
        1046 => am(0), n.lower, nn.lower;
        1047 => am(0), am(1), t1, t2;
        1049 => n.lower, nn.lower;
        1050 => w.suffix[2], n.suffix[2], t1;
        1051 => w.flags, p.flags, n.flags, am(0);
        1059 => c, t1, t2;
        1060 => c, cn;
        1061 => c, cp;
        1063 => c, cn, t1;
        1064 => cp, c, cn;
        1069 => am(0), cn;
        1070 => am(0), cn, t1;
        1071 => am(0), cn, kn(2).path;
        1072 => am(0), cp, t1;
        1073 => w.lower, cn;
        1074 => w.lower, cp;
        1075 => w.lower, cn, t1;
        1076 => w.suffix[2], cn, t1;
        1077 => w.suffix[2], w.flags, am(1), t1;
        1079 => cn, t1;
        1080 => kn(0).branches(6), kn(1).branches(6), t1;
    }
}
