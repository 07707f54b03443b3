#!/usr/bin/env python3
"""The only command a person needs: sets itself up, then runs the portal, its tests and its tools."""

import os
import sys

import bootstrap


def main():
    """Set up when needed, then hand over to the demo's tools or to Django."""
    with bootstrap.disk_said_plainly():
        bootstrap.ensure()
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    from monespace.demo import tools

    if command in tools.TOOLS:
        with bootstrap.disk_said_plainly():
            sys.exit(tools.run(command, sys.argv[2:]))

    from django.core.management import execute_from_command_line

    if "SECRET_KEY" in os.environ:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "monespace.settings")
        execute_from_command_line(sys.argv)
    else:
        with bootstrap.disk_said_plainly(), tools.demo_environment():
            execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
