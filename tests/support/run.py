"""Runs one management command on embedded servers of its own: ``python -m tests.support.run …``."""

import sys

from django.core.management import execute_from_command_line

import tests.support.servers  # noqa: F401 - starts the servers and sets the environment

if __name__ == "__main__":
    execute_from_command_line(["manage.py", *sys.argv[1:]])
