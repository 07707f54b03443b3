"""How long PostgreSQL works for each kind of process, and that it gives up then."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

from monespace import limits

SHOW = """
import {module}
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    for name in ("statement_timeout", "lock_timeout", "max_parallel_workers_per_gather"):
        cursor.execute("SHOW " + name)
        print(cursor.fetchone()[0])
"""


def limits_of(module, **environment):
    """Return the limits in a new process that begins with ``module``, as its servers begin."""
    known = {name: value for name, value in os.environ.items() if name != limits.PROCESS}
    known |= {"DJANGO_SETTINGS_MODULE": "monespace.settings", **environment}
    command = [sys.executable, "-W", "ignore", "-c", SHOW.format(module=module)]
    return subprocess.run(command, env=known, capture_output=True, text=True, check=True).stdout.split()


@pytest.mark.parametrize(
    ("module", "expected"),
    [
        ("monespace.wsgi", ["10s", "5s", "0"]),
        ("monespace.celery", ["55s", "20s", "2"]),
        ("monespace.settings", ["1h", "0", "2"]),
    ],
)
def test_each_kind_of_process_has_its_limits(module, expected):
    assert limits_of(module) == expected


def test_what_a_process_said_it_is_stays():
    assert limits_of("monespace.celery", MON_ESPACE_PROCESS="web") == ["10s", "5s", "0"]


def test_a_worker_gives_up_before_celery_does(settings):
    seconds = int(limits.LIMITS[limits.WORKER]["statement_timeout"].removesuffix("s"))
    assert seconds < settings.CELERY_TASK_SOFT_TIME_LIMIT


@pytest.mark.django_db
def test_postgresql_gives_up_a_statement_that_takes_too_long():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 200")
        with pytest.raises(OperationalError) as raised, transaction.atomic():
            cursor.execute("SELECT pg_sleep(5)")
    assert isinstance(raised.value.__cause__, QueryCanceled)
