#!/usr/bin/env python3
"""Reliability of the confidence that `wiregraph extract` tells.

    reliability.py SCORER GOLD TEXT FACTS.jsonl

SCORER is the score.py that stands beside the gold data. A fact counts as right
if the scorer aligns it with a gold fact and none of its values is wrong. Prints
for each type and range of confidence: facts, mean confidence, share right.
"""
import importlib.util
import sys
from collections import defaultdict


def main():
    scorer, gold, text, facts = sys.argv[1:5]
    spec = importlib.util.spec_from_file_location("score", scorer)
    score = importlib.util.module_from_spec(spec)
    sys.modules["score"] = score
    spec.loader.exec_module(score)
    articles = score.load_gold(gold, text)
    _, results = score.score(articles, score.load_predictions(facts))
    rows = defaultdict(list)
    for result in results:
        for _, fact, fills in result.pairs:
            right = all(fill.pred - fill.tp_p <= 1e-9 for fill in fills)
            rows[fact["type"]].append((fact["confidence"], right))
        for fact, _ in result.spurious:
            rows[fact["type"]].append((fact["confidence"], False))
    print(f"{'type':<14}{'confidence':>12}{'facts':>7}{'mean':>7}{'right':>7}")
    for kind in sorted(rows) + ["all"]:
        here = rows[kind] if kind != "all" else [r for k in rows for r in rows[k]]
        bins = defaultdict(list)
        for confidence, right in here:
            bins[min(int(confidence * 5), 4)].append((confidence, right))
        for b in sorted(bins):
            n = len(bins[b])
            mean = sum(c for c, _ in bins[b]) / n
            share = sum(r for _, r in bins[b]) / n
            print(f"{kind:<14}{b / 5:>6.1f}-{(b + 1) / 5:.1f}{n:>9}{mean:>7.2f}{share:>7.2f}")


if __name__ == "__main__":
    main()
