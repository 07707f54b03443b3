"""``manage.py publish_demarche FILE…``: publish démarche definitions as immutable versions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossiers.catalogue.services import publish
from dossiers.engine.loading import InvalidDefinition
from dossiers.management.commands.check_demarche import WRONG, text_of
from monespace.common.authors import SYSTEM
from monespace.common.commands import DataCommand
from monespace.common.errors import DomainError

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(DataCommand):
    """Publishes what is right; prints ``FILE:LINE: what is wrong`` of the rest and exits 2."""

    help = "Publish démarche definitions as immutable versions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the files."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Publish every file before giving the outcome."""
        outcomes = [self.is_published(path) for path in options["files"]]
        if not all(outcomes):
            sys.exit(WRONG)

    def is_published(self, path: Path) -> bool:
        """Publish one file, or say why not."""
        try:
            publication = publish(actor=SYSTEM, text=text_of(path), source=str(path))
        except InvalidDefinition as refusal:
            self.stderr.write(str(refusal))
            return False
        except DomainError as refusal:
            self.stderr.write(f"{path}:1: {refusal.message}")
            return False
        outcome = "is published" if publication.is_new else "was already published"
        version = publication.version
        self.stdout.write(f"{path}: {version.demarche.slug}, version {version.version}, {outcome}.")
        return True
