"""Runs the library queries in a second SPARQL engine (rdflib) on the graph of a
knowledge base and compares the rows with wiregraph's. rdflib is slow: some
queries need minutes on a graph of more than a few articles.

    pip install rdflib
    python tests/second_engine.py KB target/release/wiregraph [SECONDS]

Exit code 1 if any query that finished gave other rows.
"""

import csv
import glob
import gzip
import io
import multiprocessing
import os
import subprocess
import sys

import rdflib

PREFIXES = {
    "wg": "https://w3id.org/wiregraph/ns#",
    "wgc": "https://w3id.org/wiregraph/code#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dct": "http://purl.org/dc/terms/",
}


def ask(graph, path, queue):
    with open(path, encoding="utf-8") as file:
        text = "".join(f"PREFIX {k}: <{v}>\n" for k, v in PREFIXES.items()) + file.read()
    try:
        queue.put([["" if t is None else str(t) for t in row] for row in graph.query(text)])
    except Exception as error:  # whatever the engine says is a finding
        queue.put(repr(error))


def rows(table):
    # Boolean literals are written in different case.
    fold = lambda c: c.lower() if c.lower() in ("true", "false") else c
    return sorted(tuple(fold(c) for c in row) for row in table)


def main():
    kb, program = sys.argv[1:3]
    limit = float(sys.argv[3]) if len(sys.argv) > 3 else 90.0
    graph = rdflib.Graph()
    for path in sorted(glob.glob(os.path.join(kb, "graph", "*.nq.gz"))):
        with gzip.open(path, "rb") as file:
            graph.parse(data=file.read(), format="nt")
    different = 0
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "ontology", "queries")
    for path in sorted(glob.glob(os.path.join(folder, "*.rq"))):
        name = os.path.basename(path)[:-3]
        with open(path, encoding="utf-8") as file:
            if "(required)" in file.read():
                continue
        queue = multiprocessing.Queue()
        process = multiprocessing.Process(target=ask, args=(graph, path, queue))
        process.start()
        try:
            theirs = queue.get(timeout=limit)
        except Exception:
            process.terminate()
            print(f"{name}: not finished in {limit:.0f} s")
            continue
        process.join()
        command = [program, "query", name, "--kb", kb, "--format", "csv", "--quiet"]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        if answer.returncode == 2:
            sys.exit(f"{name}: {answer.stderr.strip()}")
        ours = list(csv.reader(io.StringIO(answer.stdout)))[1:]
        if isinstance(theirs, str) or rows(ours) != rows(theirs):
            different += 1
            print(f"{name}: DIFFERENT, {len(ours)} rows here, there {theirs if isinstance(theirs, str) else len(theirs)}")
        else:
            print(f"{name}: {len(ours)} rows, the same")
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
