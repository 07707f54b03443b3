#!/usr/bin/env python3
"""The only command a person needs: sets itself up, then runs the portal, its tests and its tools."""

import os
import sys

import bootstrap


def main():
    """Set up when needed, then hand over to the demo's tools or to Django."""
    with bootstrap.disk_said_plainly():
        bootstrap.ensure()
    words = sys.argv[1:]
    from monespace.demo import tools

    if words and words[0] in tools.TOOLS:
        with bootstrap.disk_said_plainly():
            sys.exit(tools.run(words[0], words[1:]))

    environment = tools.demo_environment
    if tools.asks_for_help(words):
        if tools.print_help(words):
            return
        environment = tools.environment_without_servers

    from django.core.management import execute_from_command_line

    if "SECRET_KEY" in os.environ:
        from monespace import starting

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "monespace.settings")
        starting.read_settings()
        execute_from_command_line(sys.argv)
    else:
        with bootstrap.disk_said_plainly(), environment():
            execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
