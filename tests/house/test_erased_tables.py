"""Whatever a table holds of a dossier is erased with it, or stays for a reason that is written down."""

from __future__ import annotations

import ast

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from dossiers.models import Dossier
from dossiers.retention.contents import ERASED, TABLES

WORDS = (models.CharField, models.TextField, models.JSONField, models.FileField, models.BinaryField)


def leading_to_a_dossier() -> set[type[models.Model]]:
    """Return every table from which keys lead to a dossier, however many tables between."""
    found: set[type[models.Model]] = {Dossier}
    while more := {
        model
        for model in set(apps.get_models()) - found
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model in found
    }:
        found |= more
    return found


def with_words(model: type[models.Model]) -> set[str]:
    """Return the columns that can hold words that somebody wrote."""
    return {
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, WORDS) and not field.choices and not field.is_relation
    }


def test_every_table_of_a_dossier_says_what_becomes_of_it():
    assert leading_to_a_dossier() == set(TABLES)
    assert len(TABLES) > 20


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_every_column_with_words_is_emptied_or_kept_for_a_reason(model):
    contents = TABLES[model]
    declared = set(contents.emptied) | set(contents.kept)
    expected = set() if contents.is_removed else with_words(model)
    assert declared == expected
    assert not set(contents.emptied) & set(contents.kept)
    assert all(contents.kept.values())


@pytest.mark.django_db
@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_a_table_that_never_changes_allows_to_be_emptied_as_it_is_declared(model):
    """The trigger and the declaration say the same: a column that one of them forgets is found here."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT encode(tgargs, 'escape') FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
            " WHERE tgrelid = %s::regclass AND proname = 'dossier_refuse_unless_erased'",
            [model._meta.db_table],
        )
        allowed = [row[0] for row in cursor.fetchall()]
    never_changes = (
        "append-only" in (model.__doc__ or "") or "never changed" in (model.__doc__ or "")
    ) and bool(TABLES[model].emptied)
    assert bool(allowed) == (never_changes or model.__name__ == "MessageDocument")
    for argument in allowed:
        cleaned = argument.removesuffix("\\000")
        for column, value in TABLES[model].emptied.items():
            written = {ERASED: '"\\342\\200\\223"', "": '""'}.get(
                value if isinstance(value, str) else None, str(value)
            )
            assert f'"{column}": {written}' in cleaned


def test_every_mail_of_a_dossier_names_the_dossier_with_which_its_words_go():
    """A digest tells of many, by references and démarches."""
    without = {"digests/emails.py"}
    folder, mailing = settings.BASE_DIR / "dossiers", set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "send_mail":
                name = str(path.relative_to(folder))
                mailing.add(name)
                assert ("about" in {one.arg for one in node.keywords}) == (name not in without), name
    assert without < mailing
