"""Samples of documents: an answer is the ids of files that the draft has."""

from tests.support.kinds.samples import Samples

IDS = ["0b0f7f0e-7c8f-4b5e-9a39-2b5c1d1f5a11", "7d0d8c1a-5a0b-4f0e-8d8f-90a1b2c3d4e5"]

SAMPLES = {
    "file": Samples(
        typed=IDS[:1],
        understood=[({"max_files": 2}, IDS, IDS, "\n".join(IDS))],
        refused=[
            ({"max_files": 1}, IDS, "gardez 1 fichier au plus"),
            ({"min_files": 2, "max_files": 3}, IDS[:1], "ajoutez au moins 2 fichiers"),
        ],
        tried=[None],
        tried_with={"max_files": 3},
        emptied=None,
    ),
}
