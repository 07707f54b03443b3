"""A database for each size on one server: made, migrated and loaded by a process of its own."""

from __future__ import annotations

import os
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.core.management import call_command

from monespace.demo.environment import CHECKOUT

if TYPE_CHECKING:
    from benchmarks.size.load import Size

DEMARCHE = Path("dossiers", "definitions", "prime-velo.yaml")


def prepare(size: Size) -> None:
    """Set Django up on the database of ``size``, which the environment names, and fill it once."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.size.settings"
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)

    from django.db import connection

    from benchmarks.size.load import load

    call_command("publish_demarche", str(CHECKOUT / DEMARCHE), stdout=StringIO())
    load(size)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
