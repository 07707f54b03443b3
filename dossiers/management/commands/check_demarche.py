"""``manage.py check_demarche FILE…``: say what is wrong, and could be better, in démarche definitions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from dossiers.engine.loading import InvalidDefinition, load_with_advice
from dossiers.engine.reading import LARGEST

if TYPE_CHECKING:
    from argparse import ArgumentParser

WRONG = 2
MOST_BYTES = 4 * LARGEST
"""A character takes four bytes at most."""


def text_of(path: Path) -> str:
    """Return a file's text, of a larger file only what shows that it is too large; CommandError otherwise."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as failure:
        raise CommandError(f"{path}:1: the file cannot be read", returncode=WRONG) from failure
    if len(content) > MOST_BYTES:
        return " " * (LARGEST + 1)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        line = content.count(b"\n", 0, failure.start) + 1
        raise CommandError(
            f"{path}:{line}: this line is not UTF-8 text; save the file as UTF-8", returncode=WRONG
        ) from failure


class Command(BaseCommand):
    """Prints ``FILE:LINE: what is wrong`` and exits 2, or says that all is well.

    Of a definition that may be published, ``FILE:LINE: warning: …`` says what could be better.
    """

    help = "Check démarche definitions, publishing nothing."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the files, and say whether warnings fail."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--strict", action="store_true", help="fail on warnings too")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Check every file before giving the outcome."""
        outcomes = [self.is_valid(path, is_strict=options["strict"]) for path in options["files"]]
        if not all(outcomes):
            sys.exit(WRONG)

    def is_valid(self, path: Path, *, is_strict: bool) -> bool:
        """Say what is wrong in one file and what could be better."""
        try:
            definition, advice = load_with_advice(text_of(path), str(path))
        except InvalidDefinition as refusal:
            self.stderr.write(str(refusal))
            return False
        for one in advice:
            self.stderr.write(f"{path}:{one.line}: warning: {one.message}")
        if advice and is_strict:
            return False
        self.stdout.write(f"{path}: {definition.slug}, version {definition.version}, is right.")
        return True
