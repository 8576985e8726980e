#!/usr/bin/env python3
"""Counts how common words are in the news, for src/graph/identity/common_words.txt.

    common_words.py ARTICLES.jsonl > src/graph/identity/common_words.txt

Each line of ARTICLES.jsonl has a "text". Words count by their first six letters, once an article. What is hardly ever
written small within a sentence is a name and left out; days and months are kept, since they tell no stories apart.
"""
import json
import re
import sys
from collections import Counter, defaultdict

LEAST = 0.015
CALENDAR = """monday tuesda wednes thursd friday saturd sunday januar februa march april june july august septem
octobe novemb decemb""".split()


def main():
    small, capital, articles, count = Counter(), Counter(), Counter(), 0
    for line in open(sys.argv[1], encoding="utf-8"):
        count, seen = count + 1, set()
        for sentence in re.split(r"(?<=[.!?])\s+|\n+", json.loads(line)["text"]):
            for place, word in enumerate(re.findall(r"[A-Za-z][A-Za-z'\u2019]*", sentence)):
                stem = re.sub("[^a-z]", "", re.sub(r"['\u2019]s$", "", word).lower())[:6]
                if len(stem) < 4:
                    continue
                seen.add(stem)
                if place:
                    (capital if word[0].isupper() else small)[stem] += 1
        articles.update(seen)
    lines = defaultdict(list)
    for stem, n in articles.items():
        if n / count >= LEAST and 9 * small[stem] > capital[stem]:
            lines[round(100 * n / count)].append(stem)
    listed = {stem for stems in lines.values() for stem in stems}
    lines[16] += [stem for stem in CALENDAR if stem not in listed]
    print("# How common words are in the news: percent of articles, then the first six letters of words. Names are left out.")
    print("# tests/tools/common_words.py counts them anew.")
    for percent, stems in sorted(lines.items(), reverse=True):
        print(percent, " ".join(sorted(stems)))


if __name__ == "__main__":
    main()
