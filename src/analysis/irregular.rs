//! Irregular forms, and how a stem becomes a base form again.

/// Irregular verb forms and their base form, sorted.
pub(super) const VERBS: &[(&str, &str)] = &[
    ("agreed", "agree"), ("agreeing", "agree"), ("agrees", "agree"), ("am", "be"), ("are", "be"), ("arisen", "arise"),
    ("arose", "arise"), ("ate", "eat"), ("awoke", "awake"), ("awoken", "awake"), ("beaten", "beat"),
    ("became", "become"), ("been", "be"), ("began", "begin"), ("begun", "begin"), ("beheld", "behold"),
    ("being", "be"), ("benefited", "benefit"), ("benefiting", "benefit"), ("bent", "bend"), ("beset", "beset"),
    ("bet", "bet"), ("bid", "bid"), ("bit", "bite"), ("bitten", "bite"), ("bled", "bleed"), ("blew", "blow"),
    ("blown", "blow"), ("bombed", "bomb"), ("bombing", "bomb"), ("bore", "bear"), ("borne", "bear"),
    ("bought", "buy"), ("bound", "bind"), ("bred", "breed"), ("broadcast", "broadcast"), ("broke", "break"),
    ("broken", "break"), ("brought", "bring"), ("built", "build"), ("burnt", "burn"), ("burst", "burst"),
    ("bused", "bus"), ("came", "come"), ("canceled", "cancel"), ("canceling", "cancel"), ("cancelled", "cancel"),
    ("cancelling", "cancel"), ("cast", "cast"), ("caught", "catch"), ("caused", "cause"), ("causing", "cause"),
    ("channeled", "channel"), ("channeling", "channel"), ("channelled", "channel"), ("chose", "choose"),
    ("chosen", "choose"), ("clung", "cling"), ("cost", "cost"), ("counseled", "counsel"),
    ("counselled", "counsel"), ("crept", "creep"), ("cut", "cut"), ("dealt", "deal"), ("decreed", "decree"),
    ("dialed", "dial"), ("dialled", "dial"), ("did", "do"), ("died", "die"), ("dies", "die"), ("does", "do"),
    ("doing", "do"), ("done", "do"), ("dove", "dive"), ("drank", "drink"), ("drawn", "draw"), ("dreamt", "dream"),
    ("drew", "draw"), ("driven", "drive"), ("drove", "drive"), ("drunk", "drink"), ("dug", "dig"), ("dying", "die"),
    ("eaten", "eat"), ("enrolled", "enrol"), ("equipped", "equip"), ("equipping", "equip"), ("fallen", "fall"),
    ("fed", "feed"), ("fell", "fall"), ("felt", "feel"), ("fled", "flee"), ("fleeing", "flee"), ("flees", "flee"),
    ("flew", "fly"), ("flies", "fly"), ("flown", "fly"), ("flung", "fling"), ("focused", "focus"),
    ("focuses", "focus"), ("focusing", "focus"), ("forbade", "forbid"), ("forbidden", "forbid"),
    ("forgave", "forgive"), ("forgiven", "forgive"), ("forgot", "forget"), ("forgotten", "forget"),
    ("fought", "fight"), ("found", "find"), ("freed", "free"), ("freeing", "free"), ("frees", "free"),
    ("froze", "freeze"), ("frozen", "freeze"), ("fueled", "fuel"), ("fueling", "fuel"), ("fuelled", "fuel"),
    ("fuelling", "fuel"), ("gave", "give"), ("given", "give"), ("goes", "go"), ("going", "go"), ("gone", "go"),
    ("got", "get"), ("gotten", "get"), ("grew", "grow"), ("grown", "grow"), ("guaranteed", "guarantee"),
    ("had", "have"), ("has", "have"), ("having", "have"), ("heard", "hear"), ("held", "hold"), ("hid", "hide"),
    ("hidden", "hide"), ("hijacked", "hijack"), ("hit", "hit"), ("hung", "hang"), ("hurt", "hurt"),
    ("input", "input"), ("is", "be"), ("kept", "keep"), ("kidnaped", "kidnap"), ("kidnapped", "kidnap"),
    ("kidnapping", "kidnap"), ("knelt", "kneel"), ("knew", "know"), ("known", "know"), ("labeled", "label"),
    ("labeling", "label"), ("labelled", "label"), ("labelling", "label"), ("laid", "lay"), ("lain", "lie"),
    ("leant", "lean"), ("leapt", "leap"), ("learnt", "learn"), ("led", "lead"), ("left", "leave"), ("lent", "lend"),
    ("let", "let"), ("leveled", "level"), ("leveling", "level"), ("levelled", "level"), ("lied", "lie"),
    ("lies", "lie"), ("lit", "light"), ("lost", "lose"), ("lying", "lie"), ("made", "make"), ("marshaled", "marshal"),
    ("meant", "mean"), ("met", "meet"), ("modeled", "model"), ("modelled", "model"),
    ("must", "must"), ("needed", "need"), ("offset", "offset"), ("paid", "pay"), ("panicked", "panic"),
    ("panicking", "panic"), ("pled", "plead"), ("programmed", "program"), ("programming", "program"),
    ("proven", "prove"), ("put", "put"), ("quarreled", "quarrel"), ("quarrelled", "quarrel"), ("quelled", "quell"),
    ("quelling", "quell"), ("quit", "quit"), ("quoted", "quote"), ("quoting", "quote"), ("ran", "run"),
    ("rang", "ring"), ("read", "read"), ("referred", "refer"), ("referring", "refer"), ("rid", "rid"),
    ("ridden", "ride"), ("risen", "rise"), ("rivaled", "rival"), ("rivalled", "rival"), ("rode", "ride"),
    ("rose", "rise"), ("rung", "ring"), ("said", "say"), ("sang", "sing"), ("sank", "sink"), ("sat", "sit"),
    ("saw", "see"), ("sawn", "saw"), ("seeing", "see"), ("seen", "see"), ("sees", "see"), ("sent", "send"),
    ("set", "set"), ("sewn", "sew"), ("shaken", "shake"), ("shed", "shed"), ("shone", "shine"), ("shook", "shake"),
    ("shot", "shoot"), ("shown", "show"), ("shrank", "shrink"), ("shrunk", "shrink"),
    ("shut", "shut"), ("signaled", "signal"), ("signaling", "signal"), ("signalled", "signal"),
    ("signalling", "signal"), ("slain", "slay"), ("slept", "sleep"), ("slew", "slay"), ("slid", "slide"),
    ("slit", "slit"), ("slung", "sling"), ("smelt", "smell"), ("sold", "sell"), ("sought", "seek"), ("sown", "sow"),
    ("spat", "spit"), ("spelt", "spell"), ("spent", "spend"), ("spilt", "spill"), ("split", "split"),
    ("spoilt", "spoil"), ("spoke", "speak"), ("spoken", "speak"), ("sprang", "spring"), ("spread", "spread"),
    ("sprung", "spring"), ("spun", "spin"), ("stank", "stink"), ("stole", "steal"), ("stolen", "steal"),
    ("stood", "stand"), ("stricken", "strike"), ("striven", "strive"), ("strode", "stride"), ("strove", "strive"),
    ("struck", "strike"), ("strung", "string"), ("stuck", "stick"), ("stung", "sting"), ("stunk", "stink"),
    ("sung", "sing"), ("sunk", "sink"), ("swam", "swim"), ("swept", "sweep"), ("swollen", "swell"),
    ("swore", "swear"), ("sworn", "swear"), ("swum", "swim"), ("swung", "swing"), ("taken", "take"),
    ("targeted", "target"), ("targeting", "target"), ("taught", "teach"), ("thought", "think"), ("threw", "throw"),
    ("thrown", "throw"), ("thrust", "thrust"), ("tied", "tie"), ("ties", "tie"), ("told", "tell"), ("took", "take"),
    ("tore", "tear"), ("torn", "tear"), ("totaled", "total"), ("totalled", "total"), ("trafficked", "traffic"),
    ("trafficking", "traffic"), ("traveled", "travel"), ("traveling", "travel"), ("travelled", "travel"),
    ("travelling", "travel"), ("trod", "tread"), ("trodden", "tread"), ("tunneled", "tunnel"),
    ("tunnelled", "tunnel"), ("tying", "tie"), ("undergoes", "undergo"), ("undergone", "undergo"),
    ("understood", "understand"), ("underwent", "undergo"), ("unraveled", "unravel"), ("unravelled", "unravel"),
    ("upset", "upset"), ("used", "use"), ("uses", "use"), ("using", "use"), ("vied", "vie"), ("vying", "vie"),
    ("was", "be"), ("went", "go"), ("wept", "weep"), ("were", "be"), ("withheld", "withhold"), ("woke", "wake"),
    ("woken", "wake"), ("won", "win"), ("wore", "wear"), ("worn", "wear"), ("worshiped", "worship"),
    ("worshipped", "worship"), ("worshipping", "worship"), ("wove", "weave"), ("woven", "weave"),
    ("written", "write"), ("wrote", "write"), ("wrung", "wring"),
];

/// Irregular plurals and their singular, sorted.
pub(super) const NOUNS: &[(&str, &str)] = &[
    ("aches", "ache"), ("aircraft", "aircraft"), ("alumni", "alumnus"), ("analyses", "analysis"),
    ("appendices", "appendix"), ("arms", "arms"), ("athletics", "athletics"), ("aunties", "auntie"),
    ("auspices", "auspices"), ("avalanches", "avalanche"), ("axes", "axe"), ("bacteria", "bacterium"),
    ("barracks", "barracks"), ("bases", "base"), ("brethren", "brother"), ("bureaux", "bureau"), ("buses", "bus"),
    ("caches", "cache"), ("cacti", "cactus"), ("calories", "calorie"), ("calves", "calf"), ("canoes", "canoe"),
    ("cattle", "cattle"), ("chateaux", "chateau"), ("children", "child"), ("clothes", "clothes"),
    ("cookies", "cookie"), ("crises", "crisis"), ("criteria", "criterion"), ("crossroads", "crossroads"),
    ("curricula", "curriculum"), ("customs", "customs"), ("data", "data"), ("deer", "deer"),
    ("diagnoses", "diagnosis"), ("dice", "die"), ("dynamics", "dynamic"), ("economics", "economics"),
    ("emphases", "emphasis"), ("emus", "emu"), ("ethics", "ethic"), ("fedayeen", "fedayeen"), ("feet", "foot"),
    ("fish", "fish"), ("foes", "foe"), ("fungi", "fungus"), ("gases", "gas"), ("geese", "goose"),
    ("glasses", "glass"), ("goods", "goods"), ("gurus", "guru"), ("halves", "half"), ("headaches", "headache"),
    ("headquarters", "headquarters"), ("heroes", "hero"), ("hooves", "hoof"), ("hypotheses", "hypothesis"),
    ("indices", "index"), ("jeans", "jeans"), ("knives", "knife"), ("leaves", "leaf"), ("lies", "lie"),
    ("lives", "life"), ("loaves", "loaf"), ("logistics", "logistics"), ("mathematics", "mathematics"),
    ("matrices", "matrix"), ("means", "means"), ("media", "medium"), ("memoranda", "memorandum"), ("men", "man"),
    ("menus", "menu"), ("mice", "mouse"), ("movies", "movie"), ("mujahedeen", "mujahedeen"),
    ("mujahideen", "mujahideen"), ("mujahidin", "mujahidin"), ("news", "news"), ("niches", "niche"),
    ("nuclei", "nucleus"), ("oases", "oasis"), ("offspring", "offspring"), ("outskirts", "outskirts"), ("oxen", "ox"),
    ("pants", "pants"), ("parentheses", "parenthesis"), ("passersby", "passerby"), ("pence", "penny"),
    ("people", "people"), ("personnel", "personnel"), ("phenomena", "phenomenon"), ("photos", "photo"),
    ("physics", "physics"), ("pies", "pie"), ("plateaux", "plateau"), ("police", "police"), ("politics", "politics"),
    ("premises", "premises"), ("proceeds", "proceeds"), ("quizzes", "quiz"), ("radii", "radius"), ("radios", "radio"),
    ("referenda", "referendum"), ("remains", "remains"), ("rookies", "rookie"), ("scarves", "scarf"),
    ("scissors", "scissors"), ("selfies", "selfie"), ("selves", "self"), ("sergeants", "sergeant"),
    ("series", "series"), ("sheep", "sheep"), ("shelves", "shelf"), ("shoes", "shoe"), ("spacecraft", "spacecraft"),
    ("species", "species"), ("statistics", "statistic"), ("stimuli", "stimulus"), ("strata", "stratum"),
    ("syllabi", "syllabus"), ("synopses", "synopsis"), ("tactics", "tactic"), ("talibs", "talib"), ("taxis", "taxi"),
    ("teeth", "tooth"), ("thanks", "thanks"), ("themselves", "themselves"), ("theses", "thesis"),
    ("thieves", "thief"), ("ties", "tie"), ("toes", "toe"), ("tofus", "tofu"), ("troops", "troops"),
    ("ulema", "ulema"), ("vertices", "vertex"), ("videos", "video"), ("wives", "wife"), ("wolves", "wolf"),
    ("women", "woman"), ("works", "works"), ("zombies", "zombie"),
];

/// Words in `-s` that are no plurals, sorted.
pub(super) const SINGULAR_S: &[&str] = &[
    "alias", "always", "athletics", "atlas", "barracks", "bias", "bus", "canvas", "chaos", "congress", "crossroads", "diabetes", "economics", "ethics", "gaas", "gas", "has", "headquarters", "his", "lens", "logistics", "mathematics", "means", "news", "overseas", "perhaps", "physics", "politics", "series", "sometimes", "species", "texas", "this", "us", "was", "yes",
];

/// Bases in `-e` whose plural looks like one in `-es`.
pub(super) const E_BASES: &[&str] = &["ache", "axe", "cache", "headache", "niche", "avalanche", "toe", "shoe", "foe", "canoe", "hoe", "psyche", "douche"];

/// The base form of a verb whose `-ed` or `-ing` was taken off: gives back a
/// silent `e` (`designat` -> `designate`) or undoes a doubled letter
/// (`kidnapp` -> `kidnap`).
pub(super) fn restore(stem: &str) -> String {
    let bytes = stem.as_bytes();
    let n = bytes.len();
    if !stem.is_ascii() || n < 2 {
        return stem.to_owned();
    }
    let vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u');
    let (last, before) = (bytes[n - 1], bytes[n - 2]);
    if last == before && !vowel(last) {
        // `kill`, `pass`, `staff`, `add` keep the double letter.
        let keep = matches!(last, b'l' | b's' | b'f' | b'z') || n <= 3;
        return if keep && !DOUBLED.contains(&stem) { stem } else { &stem[..n - 1] }.to_owned();
    }
    let ends = |list: &[&str]| list.iter().any(|e| stem.ends_with(e));
    // A short stem on one vowel and one consonant would have doubled it: `rul` is `rule`.
    let vowels = bytes.iter().enumerate().filter(|(i, b)| vowel(**b) || **b == b'y' && *i > 0).count();
    let short = vowels == 1 && vowel(before) && !vowel(last) && !matches!(last, b'w' | b'x' | b'y');
    let silent = !ends(PLAIN_ENDS) && !PLAIN.contains(&stem) && (short || ends(E_ENDS)) || E_STEMS.contains(&stem);
    if silent { format!("{stem}e") } else { stem.to_owned() }
}

/// Stems that double a letter their base form has once.
const DOUBLED: &[&str] = &[
    "compell", "controll", "expell", "patroll", "propell", "rebell", "repell", "cancell", "travell", "dispell", "excell", "impell",
    "labell", "levell", "fuell", "modell", "signall", "quarrell", "tunnell", "rivall", "counsell", "marshall", "bogg", "buss",
];

/// Ends of stems that lost an `e`.
const E_ENDS: &[&str] = &[
    "v", "c", "u", "iz", "yz", "ys", "nz", "at", "ut", "rib", "id", "od", "ud", "ad", "ced", "ok", "ak", "rg", "lg", "dg", "ag", "ig", "ang",
    "eng", "ung", "fring", "cring", "bl", "dl", "gl", "pl", "tl", "kl", "fl", "zl", "cl", "in", "um", "ur", "ir", "ar", "ap", "as", "es", "is", "os", "us",
    "ens", "ans", "ins", "ps", "rs", "ls", "ws", "uas",
];

/// Ends that look so but did not.
const PLAIN_ENDS: &[&str] = &[
    "eat", "oat", "hat", "ain", "oin", "ein", "uin", "ead", "oad", "oid", "aid", "oud", "ood", "ook", "eak", "oak", "our", "eur", "ccur", "ncur",
    "ear", "oar", "air", "eir", "oop", "eap", "oap", "ss", "ou", "eed", "out", "uit", "oot", "eek", "eel", "ool", "eal", "ail", "oil",
    "eam", "oam", "oom", "aim", "een", "ean", "oon", "eep", "eer", "aul", "oul", "oal", "aut", "eet", "ait", "ief", "eif", "oof", "eaf",
];

/// Stems that lost an `e` though neither their length nor their end says so.
const E_STEMS: &[&str] = &[
    "invit", "unit", "reunit", "ignit", "excit", "recit", "incit", "promot", "demot", "devot", "denot", "complet", "delet", "compet",
    "deplet", "interfer", "adher", "rever", "persever", "explor", "ignor", "restor", "deplor", "ador", "implor", "welcom", "becom", "overcom",
    "compil", "profil", "exil", "reconcil", "schedul", "consol", "parol", "postpon", "interven", "conven", "contraven", "breath", "loath",
    "bath", "sooth", "seeth", "cloth", "prob", "telephon", "condon", "dethron", "televis", "hous", "ceas", "decreas", "increas", "releas", "leas", "eas",
    "teas", "pleas", "rais", "prais", "caus", "paus", "accus", "us", "rous", "arous", "espous", "choos", "loos", "nurs", "curs", "eras", "appeas",
    "diseas", "creas", "greas", "sneez", "freez", "squeez", "seiz", "gaz", "leagu", "intrigu", "fatigu", "plagu", "recreat", "creat", "procreat",
];

/// Stems that are whole.
const PLAIN: &[&str] = &[
    "bias", "focus", "canvas", "gas", "combat", "format", "debut", "thwart", "begin", "hang", "bang", "clang", "gang", "tang", "murmur",
    "occur", "sugar", "star", "altar", "worship", "harass", "bus", "chorus", "caucus", "quit", "zigzag", "caveat", "chat", "float", "you",
    "boycott", "transit", "ally", "bargain", "captain", "curtain",
];
