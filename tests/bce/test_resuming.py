"""A killed import goes on where it was, whatever the step; the register ends up the same."""

from __future__ import annotations

import pytest
from django.db import connection

from enterprises.models import Enterprise, Establishment, RegisterImport, RegisterName
from enterprises.register.importing.errors import WrongOrder

BEFORE = dict.fromkeys(range(30), 0)
AFTER = {rank: rank % 6 for rank in range(2, 33)}


class Killed(BaseException):
    """The process dies here."""


def register() -> dict[str, list]:
    """Everything the register says."""
    enterprises = Enterprise.objects.order_by("number")
    return {
        "enterprises": list(enterprises.values_list(*fields(Enterprise))),
        "establishments": list(Establishment.objects.order_by("number").values_list(*fields(Establishment))),
        "names": list(
            RegisterName.objects.order_by("entity", "language", "kind", "name").values_list(
                "entity", "language", "kind", "name", "folded"
            )
        ),
    }


def fields(model) -> list[str]:
    own = [field.name for field in model._meta.concrete_fields if field.name not in {"id", "enterprise"}]
    return own + (["enterprise__number"] if model is Establishment else [])


def steps_of(bce, path) -> list[str]:
    """Import and return the name of every step watched, in order."""
    steps: list[str] = []
    bce.imported(path, watch=lambda step, _share: steps.append(step))
    return list(dict.fromkeys(steps))


def test_an_import_killed_at_any_step_goes_on_to_the_same_register(bce, monkeypatch):
    monkeypatch.setattr("enterprises.register.importing.run.RANGE", 12)
    bce.imported(bce.full(1, BEFORE))
    path = bce.full(2, AFTER)
    killed_at: set[str] = set()

    def kill(step: str, _share: float) -> None:
        if step not in killed_at:
            killed_at.add(step)
            raise Killed

    for _attempt in range(60):
        try:
            run = bce.imported(path, watch=kill)
            break
        except Killed:
            continue
    reached = register()
    assert run.finished_at
    assert RegisterImport.objects.filter(extract_number=2).count() == 1
    assert len(killed_at) > 15
    assert steps_of(bce, path) == [step for step in steps_of(bce, path) if step in killed_at]
    assert register() == reached


def test_rows_are_counted_once_across_a_kill(bce, monkeypatch):
    monkeypatch.setattr("enterprises.register.importing.run.RANGE", 12)
    path = bce.full(1, BEFORE)
    calls = []

    def kill(step: str, _share: float) -> None:
        calls.append(step)
        if calls.count("insert enterprise") == 2:
            raise Killed

    with pytest.raises(Killed):
        bce.imported(path, watch=kill)
    assert 0 < Enterprise.objects.count() < len(BEFORE)
    run = bce.imported(path)
    assert run.done["insert enterprise"]["rows"] == len(BEFORE) == Enterprise.objects.count()


def test_an_import_begins_anew_when_the_server_lost_what_was_staged(bce):
    path = bce.full(1, BEFORE)

    def kill(step: str, _share: float) -> None:
        if step == "insert establishment":
            raise Killed

    with pytest.raises(Killed):
        bce.imported(path, watch=kill)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE bce_denomination")
    run = bce.imported(path)
    assert run.done["read denomination.csv"]["rows"] == RegisterName.objects.count()


def test_nothing_else_than_a_full_extract_may_follow_an_unfinished_import(bce):
    bce.imported(bce.full(1, BEFORE))

    def kill(step: str, _share: float) -> None:
        if step == "update enterprise":
            raise Killed

    with pytest.raises(Killed):
        bce.imported(bce.full(2, AFTER), watch=kill)
    with pytest.raises(WrongOrder, match="extract 2 was not finished"):
        bce.imported(bce.update(3, AFTER, BEFORE))
    assert bce.imported(bce.full(3, BEFORE)).finished_at
