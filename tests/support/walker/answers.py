"""Plausible answers to any question, found from its kind alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.support.walker.files import file_for

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from tests.support.walker.pages import Form

RECENTLY = timedelta(days=10)
TYPED = {
    "text": "Réponse",
    "long_text": "Une réponse un peu plus longue,\r\nsur deux lignes.",
    "number": "3",
    "money": "1250,00",
    "email": "personne@exemple.be",
    "phone": "081 33 44 55",
    "iban": "BE71 0961 2345 6769",
    "niss": "78.03.14-901.47",
    "bce_number": "1999.990.144",
    "establishment_number": "8.999.990.194",
}
ADDRESS = {
    "street": "Rue de Fer",
    "number": "12",
    "box": "",
    "postcode": "5000",
    "locality": "Namur",
}


def answer(form: Form, given: dict[str, str] | None = None) -> None:
    """Answer every question of ``form`` that has no answer yet; ``given`` says otherwise for some fields."""
    for group in form.groups:
        key, kind = group.get("data-field", ""), group.get("data-kind", "")
        inputs = [e for e in group.iter("input", "select", "textarea") if e.get("name")]
        if not inputs:
            continue
        if given and key in given:
            form.set(inputs[0].get("name"), given[key])
        elif kind == "file":
            add_file(form, inputs)
        elif kind == "address":
            for part in inputs:
                name = part.get("name")
                if (value := ADDRESS.get(name.rpartition("-")[2])) is not None:
                    form.set(name, value)
        elif not any(value for name, value in form.values if name == inputs[0].get("name")):
            form.set(inputs[0].get("name"), *plausible(kind, inputs))


def plausible(kind: str, inputs: list[HtmlElement]) -> list[str]:
    """Return what is typed or chosen for a question of ``kind``."""
    first = inputs[0]
    if first.tag == "select":
        return [next(o.get("value") for o in first.iter("option") if o.get("value"))]
    if first.get("type") in {"radio", "checkbox"}:
        return [first.get("value", "on")]
    if kind == "date":
        return [(date.today() - RECENTLY).strftime("%d/%m/%Y")]  # noqa: DTZ011 - as a person types it
    if kind in TYPED:
        return [TYPED[kind]]
    raise AssertionError(f"no plausible answer to a question of kind {kind} ({first.get('name')})")


def add_file(form: Form, inputs: list[HtmlElement]) -> None:
    """Add a file of a type that is asked for, unless the question has its file already."""
    if any(e.get("type") == "checkbox" for e in inputs):
        return
    chooser = next(e for e in inputs if e.get("type") == "file")
    form.files.append((chooser.get("name"), file_for(chooser.get("accept", ""))))
