#!/usr/bin/env python3
"""Finds again, in what `wiregraph extract` tells, the events and relations that public data sets mark.

    public_events.py texts SET.jsonl DIR          write each document's text to DIR/<docid>.txt
    public_events.py score SET.jsonl FACTS.jsonl  compare

SET.jsonl is the dev part of WikiEvents, RAMS or re3d (told apart by their fields). The sets mark other things than this
program tells: state strikes are attacks there and none here, a trigger is marked for every word that means the event,
RAMS marks one event a window. So the figures only say how much of what maps is found:

  events      an event is found if a sentence that some fact of the type rests on holds its trigger
  precision   of the facts of the type, those with a sentence that holds a trigger of the type (or, for attacks, of a
              death or injury); not for RAMS, whose other events are not marked
  arguments   of the arguments of found events, those that a role which maps has: half of their words, and of its, agree
  relations   re3d: both ends stand in one fact of the type
"""
import json
import os
import re
import sys
from collections import defaultdict

TYPES = [("attack", r"^conflict\.attack"), ("meeting", r"^contact\.(\w+\.)?(meet|discussion\.meet|negotiate\.meet)|\.meet$")]
ALSO = {"attack": r"^life\.(die|injure)", "meeting": r"^$"}
ROLES = {
    "attack": {"attacker": ["perpetrators", "claimed_by", "attributed_to", "suspected"], "target": ["target", "victims"],
               "place": ["place"], "instrument": ["weapon"], "explosivedevice": ["weapon"]},
    "meeting": {"participant": ["participants", "chairs", "host"], "communicator": ["participants", "chairs", "host"],
                "recipient": ["participants", "chairs", "host"], "place": ["place"], "topic": ["topics"]},
}
RELATIONS = {"CommWith": "meeting", "InChargeOf": "official", "BelongsTo": "affiliate"}


def documents(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            d = json.loads(line)
            d["events"] = d.get("events") or ([d["event"]] if "event" in d else [])
            yield d


def words(text):
    return set(re.findall(r"\w+", text.lower())) - {"the", "a", "an", "of", "s"}


def strings(value):
    if isinstance(value, dict):
        return [value.get("name") or ""] + list(value.get("aliases") or []) if "name" in value else []
    if isinstance(value, list):
        return [s for v in value for s in strings(v)]
    return [str(value)] if value is not None else []


def alike(gold, predicted):
    a, b = words(gold), words(predicted)
    both = len(a & b)
    return both and 2 * both >= min(len(a), len(b))


def share(right, of):
    return f"{right} of {of} ({100 * right / of:.1f} %)" if of else "0 of 0"


def score_events(docs, facts):
    for kind, pattern in TYPES:
        found = events = right = told = args = of_args = 0
        for d in docs:
            mine = [f for f in facts[d["docid"]] if f["type"] == kind]
            gold = [e for e in d["events"] if re.search(pattern, e["type"].lower())]
            near = gold + [e for e in d["events"] if re.search(ALSO[kind], e["type"].lower())]

            def on(fact, event):
                return any(e["start"] <= event["trigger"]["start"] < e["end"] for e in fact["evidence"])

            told += len(mine)
            right += sum(any(on(f, e) for e in near) for f in mine)
            for event in gold:
                events += 1
                hits = [f for f in mine if on(f, event)]
                found += bool(hits)
                for a in event["arguments"] if hits else []:
                    roles = ROLES[kind].get(a["role"].lower())
                    if roles:
                        of_args += 1
                        args += any(alike(a["text"], s) for f in hits for r in roles for s in strings(f.get(r)))
        windows = all("event" in d for d in docs)
        precision = "" if windows else f"  precision {share(right, told)}"
        print(f"{kind:9} events found {share(found, events)}{precision}  arguments {share(args, of_args)}")


def score_relations(docs, facts):
    for relation, kind in RELATIONS.items():
        found = of = 0
        for d in docs:
            mine = [f for f in facts[d["docid"]] if f["type"] == kind]
            held = [[s for v in f.values() for s in strings(v)] for f in mine]
            for r in (r for r in d["relations"] if r["type"] == relation):
                of += 1
                found += any(all(any(alike(r[end]["text"], s) for s in names) for end in ("source", "target")) for names in held)
        print(f"{relation:11} as {kind:9} {share(found, of)}")


def main():
    what, path, other = sys.argv[1:4]
    docs = list(documents(path))
    if what == "texts":
        os.makedirs(other, exist_ok=True)
        for d in docs:
            with open(os.path.join(other, name(d) + ".txt"), "w", encoding="utf-8") as out:
                out.write(d["text"])
        return
    facts = defaultdict(list)
    with open(other, encoding="utf-8") as lines:
        for line in lines:
            fact = json.loads(line)
            facts[fact["article"]].append(fact)
    for d in docs:
        d["docid"] = name(d)
    if any("relations" in d for d in docs):
        score_relations(docs, facts)
    else:
        score_events(docs, facts)


def name(d):
    return re.sub(r"[^\w.-]+", "_", str(d["docid"]))


if __name__ == "__main__":
    main()
