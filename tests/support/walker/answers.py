"""Plausible answers to any question, found from its kind alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.support.kinds import SAMPLES, in_form
from tests.support.walker.files import file_for

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from tests.support.walker.pages import Form


OTHER = "other"
"""How pages call the option with words of one's own: whoever walks knows pages, nothing of the portal."""

Pick = Callable[[Sequence[str]], str]
"""Chooses one of the options that a question proposes."""


def first(proposed: Sequence[str]) -> str:
    """Return the first of what is proposed."""
    return proposed[0]


def last(proposed: Sequence[str]) -> str:
    """Return the last of what is proposed."""
    return proposed[-1]


def answer(form: Form, given: dict[str, str] | None = None, pick: Pick = first) -> None:
    """Answer every question of ``form`` that has no answer yet; ``given`` says otherwise for some fields.

    ``pick`` chooses among the options of a question.
    """
    for group in form.groups:
        key, kind = group.get("data-field", ""), group.get("data-kind", "")
        inputs = [e for e in group.iter("input", "select", "textarea") if e.get("name")]
        if kind == "group":
            answer_cells(form, group, given or {}, pick)
        if kind == "group" or not inputs:
            continue
        if given and key in given:
            form.set(inputs[0].get("name"), given[key])
        elif any(e.get("type") == "file" for e in inputs):
            add_file(form, group, inputs)
        elif isinstance(parts := typed_today(kind), dict):
            for name, value in in_form(key, parts).items():
                form.set(name, (given or {}).get(name, value))
        elif not any(value for name, value in form.values if name == inputs[0].get("name")):
            form.set(inputs[0].get("name"), *plausible(kind, inputs, pick))


def answer_cells(form: Form, group: HtmlElement, given: dict[str, str], pick: Pick) -> None:
    """Answer the empty cells of a group whose items are rows of the page."""
    for cell in cells_of(group):
        name = cell.get("name")
        key = name.rpartition("-")[2]
        if key in given:
            form.set(name, given[key])
        elif cell.tag == "select":
            form.set(name, *plausible("choice", [cell], pick))
        elif not cell.get("value"):
            form.set(name, "2" if cell.get("inputmode") in {"numeric", "decimal"} else "Réponse")


def cells_of(group: HtmlElement) -> list[HtmlElement]:
    """Return what may be filled in within the rows of a group; nothing when each item has its page."""
    cells = [cell for row in group.iter("td") for cell in row.iter("input", "select")]
    return [cell for cell in cells if cell.get("type") != "hidden"]


def plausible(kind: str, inputs: list[HtmlElement], pick: Pick) -> list[str]:
    """Return what is typed or chosen for a question of ``kind``."""
    if inputs[0].tag == "select":
        return [pick([o.get("value") for o in inputs[0].iter("option") if o.get("value")])]
    if inputs[0].get("type") in {"radio", "checkbox"}:
        boxes = [one for one in inputs if one.get("name") == inputs[0].get("name")]
        return [pick([one.get("value", "on") for one in boxes if one.get("value") != OTHER])]
    if isinstance(typed := typed_today(kind), str):
        return [typed]
    raise AssertionError(f"no plausible answer to a question of kind {kind} ({inputs[0].get('name')})")


def typed_today(kind: str) -> Any:
    """Return a plausible answer to a question of ``kind``; None for a field of another sort."""
    return SAMPLES[kind].typed_on(date.today()) if kind in SAMPLES else None  # noqa: DTZ011 - as a person types it


def add_file(form: Form, group: HtmlElement, inputs: list[HtmlElement]) -> None:
    """Add a file of a type that is asked for, unless the question has its file already."""
    if group.find(".//*[@data-document]") is not None:
        return
    chooser = next(e for e in inputs if e.get("type") == "file")
    form.files.append((chooser.get("name"), file_for(chooser.get("accept", ""))))


def items_to_add(form: Form) -> HtmlElement | None:
    """Return the button that adds the first item of a group that has none; None when each has one."""
    for group in form.groups:
        if cells_of(group):
            continue
        values = [button.get("value", "") for button in group.iter("button")]
        if group.get("data-kind") == "group" and not any(":edit:" in value for value in values):
            return next(one for one in group.iter("button") if one.get("value", "").endswith(":add"))
    return None
