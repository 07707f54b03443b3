"""Samples of what is chosen: yes or no, one option, several options."""

from tests.support.kinds.samples import Samples, text

OPTIONS = {"options": [{"key": key, "label": text(key)} for key in ("a", "b", "c")]}
COMPARED = {"equals": ["a"], "one_of": [["a", "b"]]}

SAMPLES = {
    "yes_no": Samples(
        typed="no",
        understood=[({}, "yes", True, "Oui"), ({}, "no", False, "Non")],
        refused=[({}, "peut-être", "répondez par oui ou par non")],
        tried=["", "yes", "no", "oui", "true"],
        compared={"equals": [True, False]},
        emptied=None,
    ),
    "choice": Samples(
        typed="b",
        words=OPTIONS,
        understood=[({}, "b", "b", "b")],
        refused=[({}, "z", "choisissez une des réponses proposées")],
        tried=["", "a", "b", "z"],
        compared=COMPARED,
        emptied=None,
    ),
    "multiple_choice": Samples(
        typed=["b", "c"],
        words=OPTIONS,
        tried_with={"max_choices": 2},
        understood=[({}, ["c", "a"], ["a", "c"], "a\nc")],
        refused=[
            ({}, ["a", "z"], "choisissez parmi les réponses proposées"),
            ({"max_choices": 1}, ["a", "b"], "choisissez au plus 1"),
            ({"min_choices": 2}, ["a"], "choisissez au moins 2"),
        ],
        tried=[[], ["a"], ["a", "b"], ["a", "b", "c"], ["z"]],
        compared=COMPARED,
        emptied=None,
    ),
}
