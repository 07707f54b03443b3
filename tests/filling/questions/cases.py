"""Every kind of question, each comparison that fits it, and answers right, wrong, empty and oddly spelt."""

from __future__ import annotations

from typing import Any

from dossiers.engine.kinds import KINDS
from tests.filling.definition import question, text
from tests.support.factories import national_number

OPTIONS = [{"key": key, "label": text(key)} for key in ("a", "b", "c")]
WORDS: dict[str, dict[str, Any]] = {
    "choice": {"options": OPTIONS},
    "multiple_choice": {"options": OPTIONS, "max_choices": 2},
    "number": {"decimals": 3},
    "file": {"max_files": 3},
}
"""What a kind needs besides its label."""

SOMEWHERE = {"street": "Rue de Fer", "number": "42", "postcode": "5000", "locality": "Namur"}
TYPED: dict[str, list[Any]] = {
    "text": ["", " ", "oui", " oui ", "Oui", "o\u0301ui", "x" * 201, "\x00oui"],
    "long_text": ["", "\r\n", "Une ligne\r\nDeux", "x" * 2001],
    "number": ["", "1000", "1.000", "1 000", "1\u202f000", "1,5", "-3", "douze", "1,2,3", "999,9999"],
    "money": ["", "1000", "1.000", "1.000,00 €", "€ 1 000", "999,999", "mille", "-1"],
    "date": ["", "21/07/2027", "21-7-2027", "2027-07-21", "20.07.2027", "22 07 2027", "31/02/2027", "demain"],
    "yes_no": ["", "yes", "no", "oui", "true"],
    "choice": ["", "a", "b", "z"],
    "multiple_choice": [[], ["a"], ["a", "b"], ["a", "b", "c"], ["z"]],
    "email": ["", "camille@exemple.be", " camille@EXEMPLE.be ", "camille@", "camille"],
    "phone": ["", "081 32 36 45", "+32 470 12 34 56", "12", "appelez-moi"],
    "address": [
        {},
        {"country": "BE"},
        {"street": "Rue de Fer", "country": "BE"},
        {**SOMEWHERE, "country": "BE"},
        {**SOMEWHERE, "country": "FR"},
        {**SOMEWHERE, "postcode": "50000", "country": "BE"},
    ],
    "iban": ["", "BE71 0961 2345 6769", "be71096123456769", "BE72 0961 2345 6769"],
    "niss": ["", "12345678901", national_number(), "00.00.00-000.00"],
    "bce_number": ["", "1999.990.144", "1999990144", "1999.990.145"],
    "establishment_number": ["", "8.999.990.194", "8.999.990.195"],
    "file": [None],
}
"""What may be typed of each kind; an address by its parts."""

OPERANDS: dict[str, dict[str, list[Any]]] = {
    "text": {"equals": ["oui"], "one_of": [["oui", "non"]]},
    "number": {"equals": [1000, 1], "one_of": [[1000, 1.5]], "at_least": [1000, 0], "at_most": [2, 1000]},
    "date": {
        "equals": ["2027-07-21"],
        "one_of": [["2027-07-21", "2027-07-22"]],
        **{word: ["2027-07-21", "today"] for word in ("before", "after", "not_before", "not_after")},
    },
    "yes_no": {"equals": [True, False]},
    "choice": {"equals": ["a"], "one_of": [["a", "b"]]},
}
OPERANDS |= {"money": OPERANDS["number"], "multiple_choice": OPERANDS["choice"]}
ANSWERED = {"answered": [True, False]}


def asking_kinds() -> list[str]:
    """Return every kind that is answered."""
    return [name for name, kind in KINDS.items() if kind.asks]


def conditions(kind: str) -> list[dict[str, Any]]:
    """Return a condition on « champ » for each comparison that fits the kind, and its opposite."""
    compared = {**ANSWERED, **OPERANDS.get(kind, {})}
    assert set(compared) == set(KINDS[kind].operators), f"comparisons of {kind} without operands here"
    plain = [{"champ": {name: operand}} for name, operands in compared.items() for operand in operands]
    return [*plain, *({"not": one} for one in plain)]


def page_about(kind: str, **words: Any) -> dict[str, Any]:
    """Return a step that asks « champ », and for each condition on it a question and one that follows."""
    fields = [question("champ", kind, **{**WORDS.get(kind, {}), **words})]
    for number, when in enumerate(conditions(kind)):
        fields.append(question(f"suite_{number}", when=when))
        fields.append(question(f"fin_{number}", when={f"suite_{number}": {"answered": True}}))
    return {"key": "page", "title": text("Page"), "fields": fields[:50]}


def posted(kind: str, raw: Any, name: str = "champ") -> dict[str, Any]:
    """Return an answer as a browser sends it."""
    if kind == "address":
        return {f"{name}-{part}": value for part, value in raw.items()}
    return {} if raw is None else {name: raw}
