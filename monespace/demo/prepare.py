"""Brings the demo's data up to date: translations, static files, tables, démarches, people."""

import os
from pathlib import Path

import django
from django.core.management import call_command

from monespace.demo.environment import CHECKOUT
from monespace.demo.translations import compile_catalogues


def main() -> None:
    """Run every step that may have work to do; each is quick when there is none."""
    compile_catalogues()
    django.setup()
    collect_static_files(Path(os.environ["STATIC_ROOT"]))
    call_command("migrate", interactive=False, verbosity=0)
    call_command("seed_demo", verbosity=0)


def collect_static_files(target: Path) -> None:
    """Collect the static files when one of ours is newer than the last collection."""
    manifest = target / "staticfiles.json"
    newest = max(path.stat().st_mtime for path in (CHECKOUT / "static").rglob("*"))
    if not manifest.exists() or manifest.stat().st_mtime < newest:
        call_command("collectstatic", interactive=False, verbosity=0)


if __name__ == "__main__":
    main()
