"""Commands on a database without tables, without a database, or with junk: one clear sentence."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from tests.support.factories import national_number

DEFINITION = "dossiers/definitions/prime-velo.yaml"
COMMANDS = {
    "trace": ["ME-2222-2222-22"],
    "outbox_retry": [],
    "check_integrity": [],
    "rotate_field_keys": [],
    "grant_agent": ["--national-number", national_number(), "--group", "helpdesk"],
    "designate_gap": [
        "--enterprise",
        "1999.990.144",
        "--national-number",
        national_number(),
        "--evidence",
        "x",
    ],
    "publish_demarche": [DEFINITION],
    "seed_demo": [],
}


@pytest.mark.django_db
@pytest.mark.parametrize("command", COMMANDS)
def test_command_says_so_when_the_database_has_no_tables(command):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path TO pg_temp")
    with pytest.raises(CommandError, match="There is nothing here yet"):
        call_command(command, *COMMANDS[command])


@pytest.mark.django_db
def test_command_says_so_when_the_database_does_not_answer():
    call_command("outbox_retry")

    def refuse(*_):
        raise OperationalError("connection refused")

    with connection.execute_wrapper(refuse), pytest.raises(CommandError, match="does not answer"):
        call_command("outbox_retry")


@pytest.mark.parametrize("rows", ["0", "-1", "many", "²"])
def test_keys_are_never_said_to_be_free_after_looking_at_no_row(rows):
    with pytest.raises(CommandError, match="is not a number from 1 up"):
        call_command("rotate_field_keys", "--batch", rows)
