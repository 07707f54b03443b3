"""What nobody sees is stored by no form: every form of every page is sent with it, and the rows are read."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.db import connection, models
from django.urls import reverse

from monespace.common.text import hidden_in
from tests.house.access_rows import ROWS
from tests.house.access_table import OK
from tests.house.test_access_table import undone
from tests.support.access_scene import Scene
from tests.support.checked_client import CheckedClient
from tests.support.pages import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

WHO = {"owner": 4, "proprietaire": 1, "gap": 7, "representative": 4, "supervisor": 2}
"""Who sends the forms that open to them first, and how many tables they write to at least."""
MARK = "zqxmark"
UNSEEN = "\x1b\x07\x85\u202e\u200b\x9f\U000e0041\ue000\u2028"
WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE)\s+"(\w+)"')
TYPED = {"text", "search", "email", "tel", "url", None}
# A draft keeps what was typed; what it means is understood without (ADR 0005, 0054).
AS_TYPED = {"dossiers_stepanswers", "accounts_keptform", "accounts_session"}


def value_of(field) -> list[str]:
    """Return what a person with an odd keyboard sends for one input; nothing for one left alone."""
    kind = field.get("type") if field.tag == "input" else field.tag
    if field.tag == "textarea" or (field.tag == "input" and kind in TYPED):
        kept = field.get("value") or (field.text or "") or MARK
        return [f"{MARK}@{UNSEEN}example.be" if kind == "email" else f"{UNSEEN}{kept}{UNSEEN}"]
    if field.tag == "select":
        options = [one.get("value") for one in field.iter("option") if one.get("value")]
        return options[:1]
    if kind in {"radio", "checkbox", "file", "submit", "button"}:
        return []
    return [field.get("value") or ""]


def filled(form) -> dict[str, list[str]]:
    """Return a form's values: every text odd, the first choice of each group, what is hidden as it is."""
    values: dict[str, list[str]] = {}
    for field in form.iter():
        name = field.get("name")
        if not name or field.tag not in {"input", "select", "textarea"}:
            continue
        if field.get("type") in {"radio", "checkbox"}:
            values.setdefault(name, [field.get("value") or "on"])
        elif given := value_of(field):
            values.setdefault(name, []).extend(given)
    return values


def sendings(page: str, path: str) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Yield the address and values of every form in which something is typed, by each of its buttons."""
    for form in parse(page).iter("form"):
        if (form.get("method") or "").lower() != "post":
            continue
        values = filled(form)
        if any(UNSEEN in one or MARK in one for given in values.values() for one in given):
            buttons = [one for one in form.iter("button") if one.get("name")] or [None]
            for button in buttons[:2]:
                pressed = {button.get("name"): [button.get("value") or ""]} if button is not None else {}
                yield form.get("action") or path, values | pressed


@contextmanager
def written(tables: Counter):
    """Count the tables that the block writes to."""

    def note(execute, sql, params, many, context):
        if found := WRITES.match(sql):
            tables[found[1]] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield


def odd_texts(tables) -> list[str]:
    """Return the columns of these tables in which somebody's odd characters stand."""
    found = []
    for model in apps.get_models():
        if model._meta.db_table not in tables or model._meta.db_table in AS_TYPED:
            continue
        names = [
            one.attname
            for one in model._meta.concrete_fields
            if isinstance(one, models.CharField | models.TextField | models.JSONField)
        ]
        for row in model._default_manager.values_list(*names) if names else ():
            found += [
                f"{model._meta.label}.{name}: {hidden_in(text)!a}"
                for name, value in zip(names, row, strict=True)
                if hidden_in(text := str(value))
            ]
    return found


@pytest.mark.django_db
@pytest.mark.parametrize(("actor", "least"), WHO.items())
def test_what_nobody_sees_is_stored_by_no_form(actor, least):
    scene = Scene.build()
    client = CheckedClient()
    scene.sign_in(client, actor)
    wrong: list[str] = []
    tables: Counter = Counter()
    for row in ROWS:
        first = next((one for one in WHO if row.expected[one] == OK), "")
        if row.method != "GET" or first != actor:
            continue
        path = reverse(row.name, kwargs={key: getattr(scene, value) for key, value in row.kwargs.items()})
        page = client.get(path)
        if page.streaming or page.status_code != 200 or "html" not in page["Content-Type"]:
            b"".join(page)  # a file is closed once it is read
            continue
        for action, values in sendings(page.content.decode(), path):
            with undone():
                touched: Counter = Counter()
                with written(touched):
                    client.post(action, values)
                tables += touched
                wrong += [f"{row.name} → {action}: {one}" for one in odd_texts(touched)]
    assert wrong == []
    assert len(tables) >= least, "the forms were refused: the test proves nothing"
