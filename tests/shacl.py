"""Validates the graph of a knowledge base against ontology/shapes.ttl with a
SHACL engine that is not ours.

    pip install pyshacl
    python tests/shacl.py KB

Prints the violations; exit code 1 if there are any.
"""

import glob
import gzip
import os
import sys

import pyshacl
import rdflib


def main():
    kb = sys.argv[1]
    graph = rdflib.Graph()
    for path in sorted(glob.glob(os.path.join(kb, "graph", "*.nq.gz"))):
        with gzip.open(path, "rb") as file:
            graph.parse(data=file.read(), format="nt")
    if not graph:
        sys.exit(f"{kb}: no graph")
    shapes = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "ontology", "shapes.ttl")
    conforms, _, text = pyshacl.validate(
        graph, shacl_graph=rdflib.Graph().parse(shapes, format="turtle"), inference="none"
    )
    print(text.strip())
    print(f"{len(graph)} triples")
    sys.exit(0 if conforms else 1)


if __name__ == "__main__":
    main()
