"""Plausible answers to any question, found from its kind alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tests.support.kinds import SAMPLES, in_form
from tests.support.walker.files import file_for

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from tests.support.walker.pages import Form


def answer(form: Form, given: dict[str, str] | None = None) -> None:
    """Answer every question of ``form`` that has no answer yet; ``given`` says otherwise for some fields."""
    for group in form.groups:
        key, kind = group.get("data-field", ""), group.get("data-kind", "")
        inputs = [e for e in group.iter("input", "select", "textarea") if e.get("name")]
        if not inputs:
            continue
        if given and key in given:
            form.set(inputs[0].get("name"), given[key])
        elif any(e.get("type") == "file" for e in inputs):
            add_file(form, inputs)
        elif isinstance(parts := typed_today(kind), dict):
            for name, value in in_form(key, parts).items():
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
    if isinstance(typed := typed_today(kind), str):
        return [typed]
    raise AssertionError(f"no plausible answer to a question of kind {kind} ({first.get('name')})")


def typed_today(kind: str) -> Any:
    """Return a plausible answer to a question of ``kind``; None for a field of another sort."""
    return SAMPLES[kind].typed_on(date.today()) if kind in SAMPLES else None  # noqa: DTZ011 - as a person types it


def add_file(form: Form, inputs: list[HtmlElement]) -> None:
    """Add a file of a type that is asked for, unless the question has its file already."""
    if any(e.get("type") == "checkbox" for e in inputs):
        return
    chooser = next(e for e in inputs if e.get("type") == "file")
    form.files.append((chooser.get("name"), file_for(chooser.get("accept", ""))))


def items_to_add(form: Form) -> HtmlElement | None:
    """Return the button that adds the first item of a group that has none; None when each has one."""
    for group in form.groups:
        values = [button.get("value", "") for button in group.iter("button")]
        if group.get("data-kind") == "group" and not any(":edit:" in value for value in values):
            return next(one for one in group.iter("button") if one.get("value", "").endswith(":add"))
    return None
