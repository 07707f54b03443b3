"""Brings the demo's data up to date: translations, static files, tables, démarches, people."""

import django
from django.core.management import call_command

from monespace.demo.translations import compile_catalogues


def main() -> None:
    """Run every step that may have work to do; each is quick when there is none."""
    compile_catalogues()
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("seed_demo", verbosity=0)


if __name__ == "__main__":
    main()
