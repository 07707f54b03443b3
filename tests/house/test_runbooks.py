"""What a runbook says to type can be typed: each command, with its options, and each statement, runs here."""

from __future__ import annotations

import re
import shlex
from itertools import chain
from typing import TYPE_CHECKING

import pytest
from celery.bin.beat import beat
from celery.bin.worker import worker
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.core.management.base import CommandError
from django.db import connection

from monespace.demo.portal import parse
from monespace.settings.env import variables
from tests.house.test_files import ROOT

if TYPE_CHECKING:
    from argparse import Namespace

PAGES = sorted((ROOT / "docs" / "runbooks").glob("*.md"))
CODE = re.compile(r"`([^`]+)`")
STANDING_FOR_A_NUMBER = re.compile(r"\bN\b")
SETTING = re.compile(r"(?:SAML|SEAL|EMAIL|CLAMD|BACKOFFICE|OUTBOX|DROP|EBOX|METRICS|WEB|FIELD)_[A-Z_]*[A-Z]")


def said(beginning: str) -> list[str]:
    """Return what the runbooks say that begins so, each once."""
    found = chain.from_iterable(CODE.findall(page.read_text()) for page in PAGES)
    return sorted({" ".join(one.split()) for one in found if " ".join(one.split()).startswith(beginning)})


MANAGE, CELERY, SQL = said("manage.py "), said("celery "), said("SELECT ")


def parsed(line: str) -> Namespace:
    """Parse a line of manage.py as it does; what stands for a number is one."""
    name, *arguments = shlex.split(STANDING_FOR_A_NUMBER.sub("1", line))[1:]
    if name == "demo":
        return parse(arguments)
    command = load_command_class(get_commands()[name], name)
    return command.create_parser("manage.py", name).parse_args(arguments)


def test_the_runbooks_say_what_to_type():
    assert len(PAGES) > 10
    assert len(MANAGE) >= 10
    assert len(CELERY) >= 2
    assert len(SQL) >= 2


@pytest.mark.parametrize("line", MANAGE)
def test_a_command_is_there_with_its_options(line):
    assert parsed(line)


@pytest.mark.parametrize(
    "line", ["manage.py nothing", "manage.py trace", "manage.py trace X --no-such-option"]
)
def test_what_is_not_there_is_seen(line):
    with pytest.raises((KeyError, CommandError)):
        parsed(line)


@pytest.mark.parametrize("line", CELERY)
def test_a_process_of_celery_is_started_so(line):
    _celery, _app, name, kind, *options = shlex.split(line)
    assert (_app, name) == ("--app", "monespace")
    command = {"worker": worker, "beat": beat}[kind]
    context = command.make_context(kind, [*options], resilient_parsing=True)
    queues = context.params.get("queues") or []
    assert set(queues) - {"QUEUE"} <= set(settings.OUTBOX_QUEUES)


def test_queues_named_by_themselves_are_there():
    for line in said("--queues "):
        assert set(line.removeprefix("--queues ").split(",")) <= set(settings.OUTBOX_QUEUES)


@pytest.mark.django_db
@pytest.mark.parametrize("statement", SQL)
def test_a_statement_runs(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("'SNAPSHOT'", "'2026-01-01'"))
        cursor.fetchall()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_setting_is_one_that_the_portal_reads(page):
    known = set(variables()) | {name for name in dir(settings) if name.isupper()}
    whole = [code for code in CODE.findall(page.read_text()) if "…" not in code]
    named = {one for code in whole for one in SETTING.findall(code)}
    assert {one for one in named if one not in known} == set()
